"""A set of statements drawn from a book, the same for the same seed, with every trap as often as the others."""

from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from random import Random

from bench.statements.statement import Statement
from bench.statements.traps import TRAPS, statements_of
from bench.statements.truth import Truth, days_of
from tallybook.book import open_book

_EACH_DAY = 12  # statements, about: opening a book as of a day costs more than making them
_MADE_AT_ONCE = 3


def drawn(
    path: Path,
    count: int,
    seed: int,
    only: str = "",
    lang: str = "",
    traps: Sequence[str] = TRAPS,
) -> list[Statement]:
    """About as many statements as are asked for, ordered by day.

    Args:
        path: of the book.
        count: how many.
        seed: another one, other statements.
        only: about this measure or family only.
        lang: in this language only.
        traps: which.
    """
    dice = Random(seed)
    with open_book(path) as book:
        days = days_of(book, max(3, count // _EACH_DAY), dice)
    wanted = -(-count // (len(days) * _MADE_AT_ONCE))
    turns = cycle(traps)
    made: dict[str, Statement] = {}
    for day in days:
        with open_book(path, day) as book:
            truth = Truth(book, day)
            for trap in islice(turns, wanted):
                made |= {f"{one.day} {one.text}": one for one in statements_of(truth, trap, dice, only, lang)}
    return list(made.values())[:count]
