"""A number of a statement held against the record: what fits, what does not, and what it is instead."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tallybook.book import Book
from tallybook.claims.comparing import EXACT, FALSE, compare, in_unit_of, is_telling
from tallybook.claims.doubts import Doubt, doubts
from tallybook.claims.elsewhere import Hit, hits
from tallybook.claims.lexicon import Outside
from tallybook.claims.quantities import Quantity
from tallybook.claims.readings import NEAR, Reading, readings
from tallybook.claims.record import Candidate, candidates, series
from tallybook.claims.telling import (
    cited_cells,
    cited_hit,
    describe,
    describe_hit,
    number,
    spoken_value,
)
from tallybook.claims.understanding import Point, Understanding
from tallybook.claims.verdicts import Alternative, Cited, Judgement
from tallybook.claims.wording import is_of_another_kind
from tallybook.measures import MEASURES
from tallybook.vintages import Edition

_SMALL_REVISION = 0.02  # a closed number that moves by less between editions is no error
_SURE, _FAIR, _FAINT = 0.9, 0.7, 0.5
_RECENT_DAYS = 60


@dataclass(frozen=True, slots=True)
class Tried:
    """A reading with the figures it may mean, and how the stated number fits the best of them."""

    reading: Reading
    best: Candidate
    fit: str  # EXACT, ROUNDED or FALSE

    @property
    def fits(self) -> bool:
        return self.fit != FALSE


def judge(book: Book, understanding: Understanding, point: Point, outside: Outside | None) -> Judgement:
    """What the record, as known on the day of the statement, says of one number."""
    quantity = point.quantity
    assert quantity is not None
    read = readings(understanding, point)
    if outside:
        return _outside(book, understanding, quantity, read, outside)
    tried = _tried(book, understanding, point, read)
    if not tried:
        return _unprinted(book, understanding, quantity, read)
    fitting = [t for t in tried if t.fits]
    if not fitting:
        return _unfit(book, understanding, point, read, tried)
    if all(t.reading.is_proxy for t in fitting):
        return _undefined(quantity, tried)
    if (misfits := [t for t in tried if not t.fits]) and not _is_settled(fitting, misfits, quantity):
        return _undefined(quantity, tried)
    best = min(fitting, key=lambda t: (t.fit != EXACT, t.reading.rank, t.best.is_near))
    return _fit(book, understanding, point, best, tried)


def _tried(book: Book, understanding: Understanding, point: Point, read: Sequence[Reading]) -> list[Tried]:
    """The likeliest readings that are printed for the time that is meant; others only where none of them is."""
    for ranks in (range(NEAR), range(NEAR, 100)):
        by_rank = sorted({reading.rank for reading in read if reading.rank in ranks})
        groups = [by_rank] if ranks.start == 0 else [[rank] for rank in by_rank]
        for group in groups:
            tried = [t for r in read if r.rank in group and (t := _try(book, understanding, point, r))]
            if point.is_whole and any(t.fits for t in tried):
                return [t for t in tried if t.fits]
            if tried:
                return tried
    return []


def _try(book: Book, understanding: Understanding, point: Point, reading: Reading) -> Tried | None:
    quantity = point.quantity
    assert quantity is not None
    found = candidates(book, reading, point.at, understanding.day)
    if not found:
        return None
    fits = [(compare(quantity, in_unit_of(quantity, c.value)), c) for c in found]
    order = {fit: place for place, fit in enumerate((EXACT, "rounded", FALSE))}
    fit, best = min(fits, key=lambda pair: (order[pair[0]], abs(in_unit_of(quantity, pair[1].value) - quantity.value)))
    return Tried(reading, best, fit)


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
        alternatives=_alternatives(tried, quantity),
        measure=best.reading.measure,
        confidence=_FAIR if best.best.is_near or best.reading.rank else _SURE,
        quantity=quantity,
        wording=f"{number(value, quantity.unit)} {quantity.unit if quantity.unit != 'count' else ''}: {what}",
    )
    if kind := is_of_another_kind(understanding, point, best.best):
        return replace(
            shared,
            verdict="wrong_description",
            reason=f"{number(quantity.value, quantity.unit)} is in the record as {what}; {kind}.",
        )
    if held := doubts(book, _places(best.best), best.best.value):
        return _unreliable(book, shared, held[0])
    return shared


def _unreliable(book: Book, judgement: Judgement, doubt: Doubt) -> Judgement:
    shown = tuple(
        Cited(file, document, sheet, cell, None, "held against it", judgement.cited[0].report_date)
        for file, document, sheet, cell in doubt.shown
    )
    return replace(
        judgement,
        verdict="unreliable_source",
        reason=f"The number stands in the record, and the record speaks against it: {doubt.sentence}",
        cited=(*judgement.cited, *shown),
        confidence=_FAIR,
    )


def _places(candidate: Candidate) -> list[tuple[str, str, str]]:
    return [cell.place for cell in candidate.cells]


def _alternatives(tried: Sequence[Tried], quantity: Quantity) -> tuple[Alternative, ...]:
    return tuple(Alternative(describe(t.best), in_unit_of(quantity, t.best.value), t.fits) for t in tried)


def _undefined(quantity: Quantity, tried: Sequence[Tried]) -> Judgement:
    ordered = sorted(tried, key=lambda t: not t.fits)
    told = [f"{spoken_value(t.best, quantity)} ({describe(t.best)})" for t in _different(ordered)]
    return Judgement(
        verdict="needs_definition",
        reason=f"The words fit more than one measure: {'; or '.join(told)}. Say which is meant.",
        values=tuple(in_unit_of(quantity, t.best.value) for t in ordered),
        cited=tuple(dict.fromkeys(cell for t in ordered for cell in cited_cells(t.best))),
        alternatives=_alternatives(ordered, quantity),
        measure=ordered[0].reading.measure,
        confidence=_FAIR,
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
        confidence=_SURE,
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


def _unprinted(book: Book, understanding: Understanding, quantity: Quantity, read: Sequence[Reading]) -> Judgement:
    """No table prints what the words mean for that time: perhaps the number is of another time or thing."""
    if read and is_telling(quantity):
        found = hits(book, quantity, read, understanding.day)
        if found:
            return _misdescribed(book, quantity, read, found[0], None)
    what = MEASURES[read[0].measure].title if read else "what the words speak of"
    missing = (
        f"no table prints this for that time or in that split ({what})"
        if read
        else "no table has what the words speak of"
    )
    return Judgement(
        verdict="not_checkable",
        reason=f"The book has nothing that settles it: {missing}.",
        confidence=_FAIR if read else _FAINT,
        quantity=quantity,
        measure=read[0].measure if read else "",
        missing=missing,
        request=f"{what}, for the period and split that the statement names."
        if read
        else "The figure behind the statement, with its source, definition, population and date.",
    )


def _unfit(
    book: Book, understanding: Understanding, point: Point, read: Sequence[Reading], tried: Sequence[Tried]
) -> Judgement:
    """No reading fits: an older edition, another date, another thing, or simply not so."""
    quantity = point.quantity
    assert quantity is not None
    head = min(tried, key=lambda t: (t.reading.rank, t.best.is_near))
    if is_telling(quantity):
        if revised := _older_edition(book, understanding, quantity, tried):
            return revised
        found = hits(book, quantity, read, understanding.day)
        if found:
            return _found_elsewhere(book, understanding, point, read, found, head, tried)
    return _contradicted(book, quantity, head, tried)


def _contradicted(book: Book, quantity: Quantity, head: Tried, tried: Sequence[Tried]) -> Judgement:
    value = in_unit_of(quantity, head.best.value)
    shared = Judgement(
        verdict="contradicted",
        reason=f"ICE's record says {spoken_value(head.best, quantity)}: {describe(head.best)}.",
        values=(value,),
        cited=tuple(dict.fromkeys(cell for t in (head, *tried) for cell in cited_cells(t.best))),
        alternatives=_alternatives(tried, quantity),
        measure=head.reading.measure,
        confidence=_FAIR if head.best.is_near or len(tried) > 1 else _SURE,
        quantity=quantity,
        wording=f"{number(value, quantity.unit)}: {describe(head.best)}",
    )
    if held := doubts(book, _places(head.best), head.best.value):
        return _unreliable(book, shared, held[0])
    if head.reading.is_proxy:
        return replace(
            shared,
            verdict="not_checkable",
            reason=f"No table has it. {head.reading.either[0].upper()}{head.reading.either[1:]}: {shared.reason}",
            missing="arrests: the workbooks count book-ins",
            request="Administrative arrests by ERO by month and field office.",
            missing_is_named=True,
        )
    if head.best.is_near and abs(value - quantity.value) <= 0.1 * abs(value):
        return replace(
            shared,
            verdict="not_checkable",
            reason=f"The book has no figure for that very day; the nearest says {spoken_value(head.best, quantity)}: "
            f"{describe(head.best)}.",
            missing="a figure for that very day",
        )
    return shared


def _older_edition(
    book: Book, understanding: Understanding, quantity: Quantity, tried: Sequence[Tried]
) -> Judgement | None:
    """The stated number is an earlier edition's of the very same thing and period."""
    for t in tried:
        if t.reading.whole is not None or len(t.best.cells) != 1:
            continue
        cell = t.best.cells[0]
        rows = book.sql(
            _EDITIONS.format(table=cell.series.table, quantity=cell.series.quantity, cell=cell, row=_row(cell))
        )
        for hit in rows.rows():
            if hit["cell_document"] == cell.document or abs(hit["value"] - quantity.value) > 0.5 * min(
                quantity.step, 1
            ):
                continue
            return _revised(quantity, t, hit)
    return None


_EDITIONS = """
    SELECT document AS cell_document, file, sheet, cell, value, report_date FROM observation
    WHERE table_name = '{table}' AND quantity = '{quantity}' AND value_status = 'printed'
        AND reference_start = DATE '{cell.reference_start}' AND reference_end = DATE '{cell.reference_end}'
        AND {row}
    ORDER BY report_date DESC
"""


def _row(cell: Edition) -> str:
    from tallybook.vintages.rule import quoted, splits

    codes = dict(cell.series.split)
    parts = [
        f"coalesce({way.identity.replace('o.', '')}, '') = {quoted(codes.get(way.name, ''))}"
        for way in splits(cell.series.table)
        if way.code != "NULL"
    ]
    return " AND ".join(parts) or "true"


def _revised(quantity: Quantity, t: Tried, hit: dict[str, object]) -> Judgement:
    new, old = t.best.value, float(str(hit["value"]))
    cell = t.best.cells[0]
    older = Cited(
        str(hit["file"]),
        str(hit["cell_document"]),
        str(hit["sheet"]),
        str(hit["cell"]),
        old,
        "as printed before",
        hit["report_date"],  # type: ignore[arg-type]
    )
    shared = Judgement(
        verdict="confirmed",
        reason=f"An edition known then says {number(old, quantity.unit)}; the newest says "
        f"{spoken_value(t.best, quantity)}, a small revision: {describe(t.best)}.",
        values=(quantity.value,),
        cited=(older, *cited_cells(t.best)),
        measure=t.reading.measure,
        confidence=_FAIR,
        quantity=quantity,
    )
    if abs(new - old) <= _SMALL_REVISION * abs(old):
        return shared
    return replace(
        shared,
        verdict="unreliable_source",
        reason=f"Editions disagree: one says {number(old, quantity.unit)}, {'a later one' if cell.file > older.file else 'another'} "
        f"{spoken_value(t.best, quantity)}, for the same thing and time ({describe(t.best)}).",
        values=(in_unit_of(quantity, new),),
    )


def _found_elsewhere(
    book: Book,
    understanding: Understanding,
    point: Point,
    read: Sequence[Reading],
    found: Sequence[Hit],
    head: Tried,
    tried: Sequence[Tried],
) -> Judgement:
    quantity = point.quantity
    assert quantity is not None
    hit = found[0]
    judgement = _misdescribed(book, quantity, read, hit, head)
    judgement = replace(judgement, alternatives=_alternatives(tried, quantity))
    newest = head.best.period[1]
    if (
        judgement.verdict == "wrong_date"
        and not point.at
        and hit.reference_end
        and abs((newest - hit.reference_end).days) <= _RECENT_DAYS
    ):
        return replace(
            judgement,
            verdict="needs_definition",
            reason=f"{number(quantity.value, quantity.unit)} is right of {describe_hit(hit)}; the newest figure then known "
            f"is {spoken_value(head.best, quantity)} ({describe(head.best)}). The statement names no date.",
        )
    return judgement


def _misdescribed(book: Book, quantity: Quantity, read: Sequence[Reading], hit: Hit, head: Tried | None) -> Judgement:
    """The number is there, of another date or of another thing."""
    is_same_thing = hit.is_of_measure and hit.has_codes
    right = (
        f" The record says {spoken_value(head.best, quantity)} for what the words mean: {describe(head.best)}."
        if head
        else ""
    )
    is_date = is_same_thing and head is not None and _is_of_another_day(hit, head)
    judgement = Judgement(
        verdict="wrong_date" if is_date else "wrong_description",
        reason=f"{number(quantity.value, quantity.unit)} is in the record as {describe_hit(hit)}.{right}",
        values=(in_unit_of(quantity, head.best.value),) if head else (quantity.value,),
        cited=(cited_hit(hit), *(cited_cells(head.best) if head else ())),
        measure=head.reading.measure if head else read[0].measure,
        confidence=_SURE if hit.is_of_measure else _FAIR,
        quantity=quantity,
        wording=f"{number(quantity.value, quantity.unit)}: {describe_hit(hit)}",
    )
    if held := doubts(book, [(hit.document, hit.sheet, hit.cell)], hit.value):
        return _unreliable(book, judgement, held[0])
    return judgement


def _is_of_another_day(hit: Hit, head: Tried) -> bool:
    return (hit.reference_start, hit.reference_end) != head.best.period


__all__ = ["judge", "series"]
