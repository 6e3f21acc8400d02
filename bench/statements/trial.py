"""What the desk says of a statement, and what that is worth."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from bench.statements.statement import Statement
from tallybook.book import open_book
from tallybook.claims.desk import check_statement
from tallybook.claims.verdicts import REFUTE, SUPPORT


@dataclass(frozen=True, slots=True)
class Outcome:
    """A statement with the verdict that it got."""

    statement: Statement
    verdict: str
    reason: str
    seconds: float

    @property
    def is_right(self) -> bool:
        """A verdict that is right for it."""
        return self.verdict in self.statement.expected

    @property
    def is_heavy(self) -> bool:
        """Called false though true, or true though false."""
        return self.verdict in (REFUTE if self.statement.is_true else SUPPORT)

    @property
    def is_refuted(self) -> bool:
        """Called false."""
        return self.verdict in REFUTE

    @property
    def is_supported(self) -> bool:
        """Called true."""
        return self.verdict in SUPPORT

    @property
    def is_cautious(self) -> bool:
        """Neither called true nor false."""
        return not (self.is_refuted or self.is_supported)


def try_out(
    path: Path, statements: Sequence[Statement], told: Callable[[int, int], None] | None = None
) -> Iterator[Outcome]:
    """What the desk says of each, with one opening of the book for each day.

    Args:
        path: of the book.
        statements: in any order.
        told: hears of progress: how many are done, of how many.
    """
    done = 0
    for day, of_day in groupby(sorted(statements, key=lambda one: one.day), key=lambda one: one.day):
        with open_book(path, day) as book:
            for statement in of_day:
                start = time.perf_counter()
                finding = check_statement(book, statement.text, day)
                took = time.perf_counter() - start
                done += 1
                if told:
                    told(done, len(statements))
                yield Outcome(statement, finding.verdict, finding.reason, took)
