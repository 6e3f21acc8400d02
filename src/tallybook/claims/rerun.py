"""Claims run again: whether the verdict still stands, and what the record says today of the same numbers.

A claim is judged by what was known on its day, then as now. It may change all the same: an edition of that
time has come to light, or Tallybook reads or understands better. What later editions say is told beside it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tallybook.book import Book
from tallybook.claims.as_json import finding_object
from tallybook.claims.claim_file import Claim, judged
from tallybook.claims.elsewhere import published_soon_after
from tallybook.claims.report_view import cell_value, shown
from tallybook.claims.report_words import words_of
from tallybook.claims.verdicts import Cited, Finding
from tallybook.errors import QuestionError
from tallybook.prose import in_words
from tallybook.vintages import Edition, numbers_where, same_number
from tallybook.vintages.rule import quoted

_SAME = 1e-9  # a part of the number: what differs by less is one number


@dataclass(frozen=True, slots=True)
class Today:
    """A cell that a claim rests on, and the edition that answers today for the same number."""

    cell: Cited
    printed: Edition  # the cell itself
    edition: Edition

    @property
    def is_revised(self) -> bool:
        """Whether today's record says something else."""
        return not _are_same(self.printed.value, self.edition.value)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A claim run again."""

    claim: Claim
    finding: Finding
    today: tuple[Today, ...]
    soon_after: tuple[str, ...]  # files of the two weeks after its day, as far as they are known now

    @property
    def is_changed(self) -> bool:
        """Whether it has another verdict than when it was fixed."""
        return self.claim.found is not None and self.claim.found.verdict != self.finding.verdict

    @property
    def has_other_values(self) -> bool:
        """Whether the record of its day gives other numbers than when it was fixed."""
        if self.claim.found is None:
            return False
        before, now = self.claim.found.values, self.finding.values
        return len(before) != len(now) or not all(map(_are_same, before, now))

    @property
    def has_other_cells(self) -> bool:
        """Whether it rests on other cells than when it was fixed."""
        cells = {cell.address for cell in self.finding.cited}
        return self.claim.found is not None and set(self.claim.found.cells) != cells

    @property
    def revised(self) -> tuple[Today, ...]:
        """The numbers that a later edition has revised."""
        return tuple(one for one in self.today if one.is_revised)

    @property
    def newly_soon_after(self) -> tuple[str, ...]:
        """Files of the two weeks after its day that were not known when it was fixed."""
        known = self.claim.found.soon_after if self.claim.found else ()
        return tuple(file for file in self.soon_after if file not in known)


def rerun(book: Book, claim: Claim) -> Outcome:
    """A claim judged again by what was known on its day, with what the book says today beside it.

    Args:
        book: as known today, or as of the day that is to stand for it.
    """
    if book.as_of and book.as_of < claim.day:
        raise QuestionError(
            "A claim can't be run again as of a day before it was made.",
            found=f"{claim.id}, of {in_words(claim.day)}, as of {in_words(book.as_of)}",
        )
    finding = judged(book, claim)
    today = tuple(one for cell in finding.cited if (one := _today(book, cell)))
    return Outcome(claim, finding, today, published_soon_after(book, claim.day))


def _today(book: Book, cell: Cited) -> Today | None:
    """A cell with the edition that answers today for its number; None where the book has no such number."""
    place = f"document = {quoted(cell.document)} AND sheet = {quoted(cell.sheet)} AND cell = {quoted(cell.cell)}"
    for row in book.sql(f"SELECT table_name FROM observation WHERE {place}").rows():
        table = row["table_name"]
        here = " AND ".join(f"o.{part}" for part in place.split(" AND "))
        for number in numbers_where(book, table, here):
            answers = numbers_where(book, table, same_number(number.answer))
            return Today(cell, number.answer, answers[0].answer) if answers else None
    return None


def _are_same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= _SAME * max(1.0, abs(one), abs(other))


def as_object(outcome: Outcome) -> dict[str, Any]:
    """A claim run again, as a mapping that is ready for JSON."""
    found = outcome.claim.found
    return {
        "id": outcome.claim.id,
        "note": outcome.claim.note,
        "source": outcome.claim.source,
        "verdict_when_fixed": found.verdict if found else None,
        "verdict_changed": outcome.is_changed,
        "values_changed": outcome.has_other_values,
        "cells_changed": outcome.has_other_cells,
        **finding_object(outcome.finding, outcome.claim.lang or "en"),
        "today": [
            {
                "cell": one.cell.address,
                "value": one.edition.value,
                "edition": one.edition.address,
                "report_date": one.edition.report_date.isoformat(),
                "revised": one.is_revised,
            }
            for one in outcome.today
        ],
        "published_soon_after": list(outcome.soon_after),
        "published_soon_after_new": list(outcome.newly_soon_after),
    }


def told(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Claims run again, as lines: how many changed, then each with what is new about it."""
    changed = sum(outcome.is_changed for outcome in outcomes)
    ran = "1 claim" if len(outcomes) == 1 else f"{len(outcomes)} claims"
    yield f"{ran} run again; the verdict of {changed or 'none'} changed."
    for outcome in outcomes:
        yield ""
        yield from _told(outcome)


def _told(outcome: Outcome) -> Iterator[str]:
    claim, finding, found = outcome.claim, outcome.finding, outcome.claim.found
    verdicts = words_of("en").verdicts
    yield f"{claim.id}  “{shown(' '.join(claim.text.split()))}”"
    if found is None:
        yield f"  not fixed before; now: {verdicts[finding.verdict]}"
    elif outcome.is_changed:
        yield f"  CHANGED: was: {verdicts[found.verdict]}; is now: {verdicts[finding.verdict]}"
    else:
        yield f"  as before: {verdicts[finding.verdict]}"
    yield f"  {shown(finding.reason)}"
    if found and outcome.has_other_values:
        yield f"  the record of its day gave {_listed(found.values)}, and now gives {_listed(finding.values)}"
    elif outcome.has_other_cells:
        yield "  it rests on other cells than before: " + "; ".join(cell.address for cell in finding.cited)
    for one in outcome.revised:
        before, now = (cell_value(e.value) or e.value_status for e in (one.printed, one.edition))
        day = in_words(one.edition.report_date)
        yield f"  today's record says {now} where it said {before}: {one.edition.address}, {day}"
    if same := len(outcome.today) - len(outcome.revised):
        which = "its number" if len(outcome.today) == 1 else f"{same} of its {len(outcome.today)} numbers"
        yield f"  today's record says the same of {which}"
    for file in outcome.newly_soon_after:
        yield f"  now known, first captured within two weeks after it: {file}"


def _listed(values: Sequence[float]) -> str:
    return ", ".join(cell_value(value) for value in values) or "no number"
