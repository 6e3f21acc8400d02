"""What the book says: the figures of which statements are made, as known on the day of the statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from bench.statements.times import Time, stamp_of
from bench.statements.wordings import Family
from tallybook.answers import Figure, Question, ask
from tallybook.book import Book
from tallybook.sources import code_lists

_BACK = timedelta(days=420)
_LEAST = {"count": 40.0, "usd": 0.05, "days": 3.0, "share": 0.02}
"""Smaller numbers are not told: a word for too few people, and a number that stands everywhere."""
_STATED_AFTER = (1, 5)  # days between the release of an edition and the statement


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure that the book bears out on a day."""

    codes: dict[str, str]
    start: date
    end: date
    value: float
    cells: tuple[str, ...]
    published: date | None

    def is_of(self, codes: dict[str, str]) -> bool:
        """Whether it has the same codes."""
        return self.codes == codes


class Truth:
    """The book as it was known on one day."""

    def __init__(self, book: Book, day: date) -> None:
        self.book = book
        self.day = day
        self.facts = cache(self._facts)

    def _facts(self, family: Family) -> tuple[Fact, ...]:
        """Every sound figure of a family of the last year, oldest first, one of each period and code."""
        question = Question.asked(
            family.measure, by=family.ways, where=dict(family.where), since=self.day - _BACK, until=self.day
        )
        found: dict[tuple[object, ...], Fact | None] = {}
        for figure in ask(self.book, question).figures:
            fact = _fact(figure, family)
            codes = {way: _group(way, code) for way, code in figure.split}
            key = (figure.reference_start, figure.reference_end, *codes.values())
            found[key] = fact if key not in found else None  # two codes of one group: which is meant is not clear
        return tuple(sorted((fact for fact in found.values() if fact), key=lambda fact: fact.end))

    def newest(self, family: Family) -> list[Fact]:
        """Those of the newest period."""
        facts = self.facts(family)
        return [fact for fact in facts if fact.end == facts[-1].end] if facts else []

    def at(self, family: Family, codes: dict[str, str], end: date) -> Fact | None:
        """The figure of some codes for a day or the end of a period."""
        return next((fact for fact in self.facts(family) if fact.end == end and fact.is_of(codes)), None)

    def time_of(self, family: Family, fact: Fact) -> Time:
        """The time of a figure, as a statement of the day tells it."""
        others = {one.end for one in self.facts(family)} - {fact.end} if family.measure else set()
        return Time(
            family.time, fact.start, fact.end, self.day, not any(end > fact.end for end in others), fact.published,
            tuple(others),
        )  # fmt: skip


def _fact(figure: Figure, family: Family) -> Fact | None:
    """What a figure says; None where nobody should quote it."""
    value = figure.value
    if value is None or figure.flags or figure.is_partial or not _is_settled(figure, family):
        return None
    if value < _LEAST[family.said] or (family.said == "share" and value > 0.995):
        return None
    codes = {way: _group(way, code) for way, code in figure.split}
    if any(not code for code in codes.values()):
        return None
    cells = tuple(f"{cell.file}!{cell.sheet}!{cell.cell}" for cell in figure.evidence if hasattr(cell, "cell"))
    published = stamp_of(Path(cells[0].partition("!")[0]).name) if cells else None
    return Fact(codes, figure.reference_start, figure.reference_end, value, cells, published)


def _is_settled(figure: Figure, family: Family) -> bool:
    """Whether editions agree on it; those of a month differ while it runs and a little after: the last one holds."""
    return family.time == "month" or not figure.differs


@cache
def _groups(way: str) -> dict[str, str]:
    listing = code_lists().get(way)
    return {code.code: code.group or code.code for code in listing.codes} if listing else {}


def _group(way: str, code: str) -> str:
    """The code under which renamed labels are one."""
    return _groups(way).get(code, code)


def days_of(book: Book, count: int, dice: Random) -> Sequence[date]:
    """Days on which statements are made: each a few days after the release of an edition drawn by chance."""
    releases = sorted({row["report_date"] for row in book.documents()})[2:]
    chosen = dice.sample(releases, min(count, len(releases)))
    return sorted(day + timedelta(days=dice.randint(*_STATED_AFTER)) for day in chosen)
