"""The readings of a stated number tried against the record, and what is shared by all that is said of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tallybook.book import Book
from tallybook.claims.comparing import EXACT, FALSE, ROUNDED, compare, in_unit_of
from tallybook.claims.cues import CUES
from tallybook.claims.doubts import Doubt
from tallybook.claims.quantities import Quantity
from tallybook.claims.readings import NEAR, Reading
from tallybook.claims.record import Candidate, candidates, sums
from tallybook.claims.telling import describe
from tallybook.claims.understanding import Point, Understanding
from tallybook.claims.verdicts import Alternative, Cited, Judgement
from tallybook.claims.wording import is_per_day
from tallybook.measures import MEASURES

SURE, FAIR, FAINT = 0.9, 0.7, 0.5
_ORDER = {EXACT: 0, ROUNDED: 1, FALSE: 2}


@dataclass(frozen=True, slots=True)
class Tried:
    """A reading with the figures it may mean, and how the stated number fits the best of them."""

    reading: Reading
    best: Candidate
    fit: str  # EXACT, ROUNDED or FALSE

    @property
    def fits(self) -> bool:
        """Whether it fits at all."""
        return self.fit != FALSE


def tried_readings(book: Book, understanding: Understanding, point: Point, read: Sequence[Reading]) -> list[Tried]:
    """The likeliest readings that are printed for the time that is meant; others only where none of them is."""
    for ranks in (range(NEAR), range(NEAR, 100)):
        by_rank = sorted({reading.rank for reading in read if reading.rank in ranks})
        groups = [by_rank] if ranks.start == 0 else [[rank] for rank in by_rank]
        for group in groups:
            tried = [t for r in read if r.rank in group for t in _try(book, understanding, point, r)]
            if point.is_whole and any(t.fits for t in tried):
                return [t for t in tried if t.fits]
            if tried:
                return tried
    return []


def _try(book: Book, understanding: Understanding, point: Point, reading: Reading) -> list[Tried]:
    """The figure that fits best; of a bound over a long span also the one that breaks it, where one does."""
    quantity = point.quantity
    assert quantity is not None
    found = candidates(book, reading, point.at, understanding.day, is_per_day(understanding, point))
    if not quantity.change and quantity.unit == "count":
        found += sums(book, reading, point.since, point.at, understanding.day)
    found = [c for c in found if _is_of_its_time(c, point, understanding)]
    if not found:
        return []
    fits = [(compare(quantity, in_unit_of(quantity, c.value)), c) for c in found]
    fits.sort(key=lambda pair: (_ORDER[pair[0]], abs(in_unit_of(quantity, pair[1].value) - quantity.value)))
    (best_fit, best), (worst_fit, worst) = fits[0], fits[-1]
    tried = [Tried(reading, best, best_fit)]
    is_span = any(period.grain in _LONG for period in point.at) or CUES["throughout"].search(understanding.plain)
    if quantity.comparator in ("<", ">") and is_span and worst_fit != best_fit:
        tried.append(Tried(reading, worst, worst_fit))
    return tried


_LONG = ("season", "calendar_year", "quarter", "span")


def _is_of_its_time(candidate: Candidate, point: Point, understanding: Understanding) -> bool:
    """A figure since 1 October does not answer a statement that counts from another day."""
    if MEASURES[candidate.reading.measure].kind != "cumulative":
        return True
    if CUES["since_office"].search(understanding.plain):
        return False
    return all(abs((period.start - candidate.period[0]).days) <= 3 for period in point.since)


def unreliable(judgement: Judgement, doubt: Doubt) -> Judgement:
    """The judgement on a number that stands there and that the record itself speaks against."""
    against = tuple(
        Cited(s.file, s.document, s.sheet, s.cell, s.value, "held against it", s.report_date) for s in doubt.shown
    )
    return replace(
        judgement,
        verdict="unreliable_source",
        reason=f"The number stands in the record, and the record speaks against it: {doubt.sentence}",
        cited=(*judgement.cited, *against),
        confidence=FAIR,
    )


def places(candidate: Candidate) -> list[tuple[str, str, str]]:
    """Its cells, as the ledger of errors knows them."""
    return [cell.place for cell in candidate.cells]


def alternatives(tried: Sequence[Tried], quantity: Quantity) -> tuple[Alternative, ...]:
    """The readings as a reader is told of them."""
    return tuple(Alternative(describe(t.best), in_unit_of(quantity, t.best.value), t.fits) for t in tried)
