"""A number that fits no reading of its words: an older edition's, another date's, another thing's, or not so."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tallybook.book import Book
from tallybook.claims.comparing import EXACT, compare, in_unit_of, is_telling
from tallybook.claims.doubts import doubts
from tallybook.claims.elsewhere import Hit, hits
from tallybook.claims.quantities import Quantity
from tallybook.claims.readings import Reading
from tallybook.claims.record import Candidate, candidates
from tallybook.claims.telling import cited_cells, cited_hit, describe, describe_hit, number, spoken_value
from tallybook.claims.trying import FAINT, FAIR, SURE, Tried, alternatives, places, unreliable
from tallybook.claims.understanding import Point, Understanding
from tallybook.claims.verdicts import Cited, Judgement
from tallybook.claims.wording import says_all, speaks_of_people
from tallybook.measures import MEASURES, ways_of
from tallybook.vintages import Edition
from tallybook.vintages.rule import quoted, splits

_SMALL_REVISION = 0.02  # a closed number that moves by less between editions is no error
_RECENT_DAYS = 60
_WORLDS_APART = 40  # a number that is so far off is of another thing: the words were not understood

# Measures that are mistaken for one another.
_SIBLINGS = {
    "average_length_of_stay": ("mean_days_in_custody", "atd_mean_days_in_program", "average_stay_with_bond_posted"),
    "average_length_of_stay_to_date": ("mean_days_in_custody", "atd_mean_days_in_program"),
    "mean_days_in_custody": ("average_length_of_stay", "average_length_of_stay_to_date", "atd_mean_days_in_program"),
    "atd_mean_days_in_program": ("mean_days_in_custody", "average_length_of_stay_to_date"),
    "facility_average_daily_population": ("facility_guaranteed_minimum", "facility_mandatory_population"),
    "facility_guaranteed_minimum": ("facility_average_daily_population",),
    "facility_mandatory_population": ("facility_average_daily_population",),
    "vulnerable_people_in_segregation": ("vulnerable_segregation_placements",),
    "vulnerable_segregation_placements": ("vulnerable_people_in_segregation",),
    "transgender_detained": ("transgender_book_ins",),
    "transgender_book_ins": ("transgender_detained",),
    "atd_court_appearance_rate": ("atd_final_hearing_appearance_rate",),
    "atd_final_hearing_appearance_rate": ("atd_court_appearance_rate",),
    "atd_cost_per_participant": ("atd_daily_technology_cost",),
    "atd_daily_technology_cost": ("atd_cost_per_participant",),
}

_EDITIONS = """
    SELECT document AS cell_document, file, sheet, cell, value, report_date FROM observation
    WHERE table_name = '{table}' AND quantity = '{quantity}' AND value_status = 'printed'
        AND reference_start = DATE '{cell.reference_start}' AND reference_end = DATE '{cell.reference_end}'
        AND {row}
    ORDER BY report_date DESC
"""


def unprinted(book: Book, understanding: Understanding, quantity: Quantity, read: Sequence[Reading]) -> Judgement:
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
        confidence=FAIR if read else FAINT,
        quantity=quantity,
        measure=read[0].measure if read else "",
        missing=missing,
        request=f"{what}, for the period and split that the statement names."
        if read
        else "The figure behind the statement, with its source, definition, population and date.",
    )


def unfit(
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
    if sibling := _sibling(book, understanding, point, head):
        return sibling
    return _contradicted(book, quantity, head, tried)


def _sibling(book: Book, understanding: Understanding, point: Point, head: Tried) -> Judgement | None:
    """The number fits a measure that is often mistaken for the one that is named, or another code of it."""
    quantity = point.quantity
    assert quantity is not None
    if quantity.comparator != "=" or quantity.value < 10 or quantity.kind != "number":
        return None
    others = [replace(head.reading, measure=name, whole=None) for name in _SIBLINGS.get(head.reading.measure, ())]
    for other in others:
        known = ways_of(MEASURES[other.measure])
        other = replace(other, where=tuple(pair for pair in other.where if pair[0] in known))
        found = candidates(book, other, point.at, understanding.day) or candidates(book, other, (), understanding.day)
        for candidate in found:
            if compare(quantity, in_unit_of(quantity, candidate.value)) == EXACT:
                return _mistaken(quantity, candidate, head)
    return None


def _mistaken(quantity: Quantity, candidate: Candidate, head: Tried) -> Judgement:
    return Judgement(
        verdict="wrong_description",
        reason=f"{number(quantity.value, quantity.unit)} is in the record as {describe(candidate)}. The record says "
        f"{spoken_value(head.best, quantity)} for what the words mean: {describe(head.best)}.",
        values=(in_unit_of(quantity, head.best.value),),
        cited=(*cited_cells(candidate), *cited_cells(head.best)),
        measure=head.reading.measure,
        confidence=FAIR,
        quantity=quantity,
        wording=f"{number(quantity.value, quantity.unit)}: {describe(candidate)}",
    )


def _contradicted(book: Book, quantity: Quantity, head: Tried, tried: Sequence[Tried]) -> Judgement:
    value = in_unit_of(quantity, head.best.value)
    shared = Judgement(
        verdict="contradicted",
        reason=f"ICE's record says {spoken_value(head.best, quantity)}: {describe(head.best)}.",
        values=(value,),
        cited=tuple(dict.fromkeys(cell for t in (head, *tried) for cell in cited_cells(t.best))),
        alternatives=alternatives(tried, quantity),
        measure=head.reading.measure,
        confidence=FAIR if head.best.is_near or len(tried) > 1 else SURE,
        quantity=quantity,
        wording=f"{spoken_value(head.best, quantity)}: {describe(head.best)}",
    )
    if held := doubts(book, places(head.best), head.best.value):
        return unreliable(shared, held[0])
    if head.reading.is_proxy:
        return replace(
            shared,
            verdict="not_checkable",
            reason=f"No table has it. {head.reading.either[0].upper()}{head.reading.either[1:]}: {shared.reason}",
            missing="arrests: the workbooks count book-ins",
            request="Administrative arrests by ERO by month and field office.",
            missing_is_named=True,
        )
    if not 1 / _WORLDS_APART < (value + 1) / (quantity.value + 1) < _WORLDS_APART and quantity.kind != "none":
        return replace(
            shared,
            verdict="not_checkable",
            reason=f"The words seem to be of something else than the nearest that the book has "
            f"({spoken_value(head.best, quantity)}: {describe(head.best)}).",
            confidence=FAINT,
            missing="a figure of what the words speak of",
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


def _row(cell: Edition) -> str:
    codes = dict(cell.series.split)
    parts = [
        f"coalesce({way.identity.replace('o.', '')}, '') = {quoted(codes.get(way.name, ''))}"
        for way in splits(cell.series.table)
        if way.code != "NULL"
    ]
    return " AND ".join(parts) or "true"


def _revised(quantity: Quantity, t: Tried, hit: Mapping[str, Any]) -> Judgement:
    new, old = t.best.value, hit["value"]
    older = Cited(
        hit["file"],
        hit["cell_document"],
        hit["sheet"],
        hit["cell"],
        old,
        "as printed before",
        hit["report_date"],
    )
    shared = Judgement(
        verdict="confirmed",
        reason=f"An edition known then says {number(old, quantity.unit)}; the newest says "
        f"{spoken_value(t.best, quantity)}, a small revision: {describe(t.best)}.",
        values=(quantity.value,),
        cited=(older, *cited_cells(t.best)),
        measure=t.reading.measure,
        confidence=FAIR,
        quantity=quantity,
    )
    if abs(new - old) <= _SMALL_REVISION * abs(old):
        return shared
    return replace(
        shared,
        verdict="unreliable_source",
        reason=f"Editions disagree: one says {number(old, quantity.unit)}, another {spoken_value(t.best, quantity)}, "
        f"for the same thing and time ({describe(t.best)}).",
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
    judgement = replace(judgement, alternatives=alternatives(tried, quantity))
    newest = head.best.period[1]
    if _may_be_meant(understanding, point, hit, head):
        return replace(
            judgement,
            verdict="needs_definition",
            reason=f"{number(quantity.value, quantity.unit)} is right of {describe_hit(hit)}; of all it is "
            f"{spoken_value(head.best, quantity)} ({describe(head.best)}). The statement does not say clearly which.",
            values=(quantity.value, in_unit_of(quantity, head.best.value)),
        )
    if (
        judgement.verdict == "wrong_date"
        and not point.at
        and hit.reference_end
        and abs((newest - hit.reference_end).days) <= _RECENT_DAYS
    ):
        return replace(
            judgement,
            verdict="needs_definition",
            reason=f"{number(quantity.value, quantity.unit)} is right of {describe_hit(hit)}; the newest figure then "
            f"known is {spoken_value(head.best, quantity)} ({describe(head.best)}). The statement names no date.",
        )
    return judgement


def _may_be_meant(understanding: Understanding, point: Point, hit: Hit, head: Tried) -> bool:
    """The number is a part of the total that was understood, of the same time: the words may have named the part."""
    if MEASURES[head.reading.measure].unit == "hearings" and speaks_of_people(understanding, point):
        return False
    named = {(mention.way, mention.code) for mention in understanding.mentions}
    if hit.codes and all(pair in named for pair in hit.codes) and not _is_of_another_day(hit, head):
        return hit.is_of_measure  # its very words are in the statement, perhaps of this number
    is_part = hit.is_of_measure and not hit.has_codes and not head.reading.where
    return is_part and not _is_of_another_day(hit, head) and not says_all(understanding)


def _misdescribed(book: Book, quantity: Quantity, read: Sequence[Reading], hit: Hit, head: Tried | None) -> Judgement:
    """The number is there, of another date or of another thing."""
    is_same_thing = hit.is_of_measure and hit.has_codes
    right = (
        f" The record says {spoken_value(head.best, quantity)} for what the words mean: {describe(head.best)}."
        if head
        else ""
    )
    is_date = is_same_thing and head is not None and _is_of_another_day(hit, head) and _is_of_like_period(hit, head)
    judgement = Judgement(
        verdict="wrong_date" if is_date else "wrong_description",
        reason=f"{number(quantity.value, quantity.unit)} is in the record as {describe_hit(hit)}.{right}",
        values=(in_unit_of(quantity, head.best.value),) if head else (quantity.value,),
        cited=(cited_hit(hit), *(cited_cells(head.best) if head else ())),
        measure=head.reading.measure if head else read[0].measure,
        confidence=SURE if hit.is_of_measure else FAIR,
        quantity=quantity,
        wording=f"{number(quantity.value, quantity.unit)}: {describe_hit(hit)}",
    )
    if is_same_thing and (held := doubts(book, [(hit.document, hit.sheet, hit.cell)], hit.value)):
        return unreliable(judgement, held[0])
    return judgement


def _is_of_another_day(hit: Hit, head: Tried) -> bool:
    return (hit.reference_start, hit.reference_end) != head.best.period


def _is_of_like_period(hit: Hit, head: Tried) -> bool:
    """Whether both are counts of a day, of a month, or since 1 October."""
    if hit.reference_start is None or hit.reference_end is None:
        return True
    start, end = head.best.period
    kinds = [
        (a == b, a.month == 10 and a.day == 1 and (b - a).days > 31, (b - a).days > 31)
        for a, b in ((start, end), (hit.reference_start, hit.reference_end))
    ]
    return kinds[0] == kinds[1] or not (kinds[0][2] or kinds[1][2])
