"""A number of a statement held against the record: what fits, what does not, and what no table holds."""

from collections.abc import Sequence
from dataclasses import replace

from tallybook.answers.derived import days_covered
from tallybook.book import Book
from tallybook.claims.comparing import EXACT, in_unit_of, is_telling
from tallybook.claims.cues import CUES
from tallybook.claims.doubts import doubts
from tallybook.claims.elsewhere import hits
from tallybook.claims.lexicon import Outside
from tallybook.claims.misfits import unfit, unprinted
from tallybook.claims.quantities import Quantity
from tallybook.claims.readings import Reading, readings
from tallybook.claims.record import Candidate, series
from tallybook.claims.telling import cited_cells, cited_hit, describe, describe_hit, number, spoken_value
from tallybook.claims.trying import FAIR, SURE, Tried, alternatives, places, tried_readings, unreliable
from tallybook.claims.understanding import Point, Understanding
from tallybook.claims.verdicts import Judgement
from tallybook.claims.wording import is_of_another_kind
from tallybook.measures import MEASURES

_STALE = 120  # days: no workbook was published so late before the silence of 2026
_LEAP = 1.8
_LEAP_DAYS = 31
_FEWEST = 1000  # small numbers leap


def judge(book: Book, understanding: Understanding, point: Point, outside: Outside | None) -> Judgement:
    """What the record, as known on the day of the statement, says of one number."""
    quantity = point.quantity
    assert quantity is not None
    read = readings(understanding, point)
    if outside:
        return _outside(book, understanding, quantity, read, outside)
    tried = tried_readings(book, understanding, point, read)
    if not tried:
        return unprinted(book, understanding, quantity, read)
    if (days := _days_behind(understanding, point, tried)) > _STALE:
        return _behind(quantity, tried[0], days)
    fitting = [t for t in tried if t.fits]
    if not fitting:
        judgement = unfit(book, understanding, point, read, tried)
        is_refuted = judgement.verdict == "contradicted"
        return _of_a_part(quantity, tried[0]) if is_refuted and _may_still_come(quantity, tried) else judgement
    if all(t.reading.is_proxy for t in fitting):
        return _undefined(quantity, tried)
    if (misfits := [t for t in tried if not t.fits]) and not _is_settled(fitting, misfits, quantity):
        return _undefined(quantity, tried)
    best = min(fitting, key=lambda t: (t.fit != EXACT, t.reading.rank, t.best.is_near))
    return _fit(book, understanding, point, best, tried)


def _days_behind(understanding: Understanding, point: Point, tried: Sequence[Tried]) -> int:
    """How old the newest figure is, where a statement speaks of its own day; 0 where it names another."""
    if any(period.grain != "now" for period in point.at) or MEASURES[tried[0].reading.measure].kind != "stock":
        return 0
    return min((understanding.day - t.best.period[1]).days for t in tried)


def _behind(quantity: Quantity, tried: Tried, days: int) -> Judgement:
    return Judgement(
        verdict="not_checkable",
        reason=f"Nothing newer was published: the newest figure is {days} days older than the statement. It says "
        f"{spoken_value(tried.best, quantity)}: {describe(tried.best)}.",
        cited=cited_cells(tried.best),
        measure=tried.reading.measure,
        confidence=SURE,
        quantity=quantity,
        missing="a figure of that time",
        request="The figure on the day of the statement, with its definition.",
        missing_is_named=True,
    )


def _may_still_come(quantity: Quantity, tried: Sequence[Tried]) -> bool:
    """Whether every figure is of a month that was not over, and its whole may be what is stated."""
    return all(
        t.best.figures[-1].is_partial
        and MEASURES[t.reading.measure].kind == "flow"
        and in_unit_of(quantity, t.best.value) < quantity.value
        for t in tried
    )


def _of_a_part(quantity: Quantity, tried: Tried) -> Judgement:
    return Judgement(
        verdict="not_checkable",
        reason=f"That month was not over when its number was published: {spoken_value(tried.best, quantity)} cover "
        f"{days_covered(tried.best.figures[-1])} days of it ({describe(tried.best)}).",
        cited=cited_cells(tried.best),
        measure=tried.reading.measure,
        confidence=SURE,
        quantity=quantity,
        missing="a figure of the whole month",
        request="The figure of the whole month, with its definition.",
        missing_is_named=True,
    )


def _is_settled(fitting: Sequence[Tried], misfits: Sequence[Tried], quantity: Quantity) -> bool:
    """Whether a number that fits one reading exactly need not be held against a less likely one."""
    likeliest = min(t.reading.rank for t in fitting)
    return likeliest < min(t.reading.rank for t in misfits)


def _fit(book: Book, understanding: Understanding, point: Point, best: Tried, tried: Sequence[Tried]) -> Judgement:
    quantity = point.quantity
    assert quantity is not None
    what, value = describe(best.best), in_unit_of(quantity, best.best.value)
    shared = Judgement(
        verdict="confirmed" if best.fit == EXACT and quantity.comparator == "=" else "confirmed_rounded",
        reason=f"ICE's record says {spoken_value(best.best, quantity)}: {what}.",
        values=(value,),
        cited=cited_cells(best.best),
        alternatives=alternatives(tried, quantity),
        measure=best.reading.measure,
        confidence=FAIR if best.best.is_near or best.reading.rank else SURE,
        quantity=quantity,
        wording=f"{spoken_value(best.best, quantity)}: {what}",
    )
    if best.best.figures[-1].is_partial and MEASURES[best.reading.measure].kind == "flow":
        days = days_covered(best.best.figures[-1])
        shared = replace(shared, reason=f"{shared.reason} That month was not over: its data cover {days} days.")
        if best.best.period[1] < understanding.day:
            return replace(shared, verdict="needs_definition")  # said of the month whole
    if "appearance_rate" in best.reading.measure and CUES["of_people"].match(understanding.plain, quantity.end):
        return replace(
            shared,
            verdict="needs_definition",
            reason=f"{shared.reason} It is a share of hearings, and one person may have several; of people the book "
            "has no share.",
        )
    if kind := is_of_another_kind(understanding, point, best.best):
        return replace(
            shared,
            verdict="wrong_description",
            reason=f"{number(quantity.value, quantity.unit)} is in the record as {what}; {kind}.",
        )
    if best.best.is_near and best.fit == EXACT and any(period.grain == "day" for period in point.at):
        return replace(
            shared,
            verdict="needs_definition",
            reason=f"The book has no figure of that very day; the number is that of {describe(best.best)}.",
        )
    if held := doubts(book, places(best.best), best.best.value):
        return unreliable(shared, held[0])
    if before := _leapt(book, best.best):
        return replace(
            shared,
            verdict="unreliable_source",
            reason=f"The number stands in the record, and left its level in one step: the edition before says "
            f"{number(before.value, 'count')}, {describe(before)}.",
            cited=(*shared.cited, *cited_cells(before)),
            confidence=FAIR,
        )
    return shared


def _leapt(book: Book, candidate: Candidate) -> Candidate | None:
    """The figure before, where a count on a day is twice or half of it within a month: no population moves so."""
    reading = candidate.reading
    if MEASURES[reading.measure].kind != "stock" or reading.whole is not None or candidate.value < _FEWEST:
        return None
    day = candidate.period[1]
    earlier = [f for f in series(book, reading.measure, reading.where) if f.reference_end < day and f.value]
    if not earlier or (day - earlier[-1].reference_end).days > _LEAP_DAYS:
        return None
    before = Candidate(reading, earlier[-1].value or 0, (earlier[-1],))
    is_leap = not 1 / _LEAP < candidate.value / before.value < _LEAP
    return before if is_leap and not doubts(book, places(before), before.value) else None


def _undefined(quantity: Quantity, tried: Sequence[Tried]) -> Judgement:
    ordered = sorted(tried, key=lambda t: not t.fits)
    told = [f"{spoken_value(t.best, quantity)} ({describe(t.best)})" for t in _different(ordered)]
    return Judgement(
        verdict="needs_definition",
        reason=f"The words fit more than one measure: {'; or '.join(told)}. Say which is meant.",
        values=tuple(in_unit_of(quantity, t.best.value) for t in ordered),
        cited=tuple(dict.fromkeys(cell for t in ordered for cell in cited_cells(t.best))),
        alternatives=alternatives(ordered, quantity),
        measure=ordered[0].reading.measure,
        confidence=FAIR,
        quantity=quantity,
    )


def _different(tried: Sequence[Tried]) -> list[Tried]:
    kept: list[Tried] = []
    for one in tried:
        if not any(abs(one.best.value - other.best.value) < 1e-9 for other in kept):
            kept.append(one)
    return kept[:3]


def _outside(
    book: Book, understanding: Understanding, quantity: Quantity, read: Sequence[Reading], outside: Outside
) -> Judgement:
    """Of what no table holds nothing can be said, but that a number that is exact stands under another name."""
    shared = Judgement(
        verdict="not_checkable",
        reason=f"The book has nothing that settles it: {outside.missing}.",
        confidence=SURE,
        quantity=quantity,
        missing=outside.missing,
        request=outside.request,
        missing_is_named=True,
    )
    if not outside.is_measure or not is_telling(quantity):
        return shared
    found = [hit for hit in hits(book, quantity, read, understanding.day) if hit.table.startswith("atd_")]
    if not found:
        return shared
    hit = found[0]
    return replace(
        shared,
        verdict="wrong_description",
        reason=f"{number(quantity.value, quantity.unit)} is in the record as {describe_hit(hit)}; {outside.missing}.",
        values=(quantity.value,),
        cited=(cited_hit(hit),),
        measure=hit.table,
        wording=f"{number(quantity.value, quantity.unit)}: {describe_hit(hit)}",
    )
