"""Figures computed from other measures: shares, a day's mean, increases, un-averaged means.

Each keeps the cells of all it is computed from. What is asked of the parts is the question itself, so that a
derived figure can't tell another story than they do.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from tallybook.answers.answer import Evidence, Figure
from tallybook.answers.question import Question
from tallybook.answers.unaveraging import unaveraged
from tallybook.book import Book
from tallybook.calendar import fiscal_year, shifted
from tallybook.measures import Between, Increase, Measure, PerDay, Printed, Ratio, Source, measure_named
from tallybook.vintages import Edition

_YEAR = timedelta(days=366)

Asking = Callable[[Book, Question, Measure], tuple[list[Figure], list[str]]]
"""How the figures of a measure are found."""


def figures_for(book: Book, question: Question, source: Source, asking: Asking) -> tuple[list[Figure], list[str]]:
    """The figures of a derived measure that fit a question, and the queries behind their parts."""
    match source:
        case Ratio():
            return _ratios(book, question, source, asking)
        case PerDay():
            return _per_day(book, question, source, asking)
        case Increase(of):
            return _between_editions(book, question, of, asking, _increase)
        case Between(of):
            return _between_editions(book, question, of, asking, _unaveraged)
    raise AssertionError(source)


def _ratios(book: Book, question: Question, source: Ratio, asking: Asking) -> tuple[list[Figure], list[str]]:
    codes = dict(question.where)
    way = source.over
    by = question.by if not way or way in question.by or way in codes else (*question.by, way)
    parts, part_queries = asking(
        book,
        replace(question, measure=source.part, by=by, where=(*question.where, *source.part_where)),
        measure_named(source.part),
    )
    whole_where = tuple((name, code) for name, code in question.where if name != way)
    asked = replace(
        _same_days(question, parts), measure=source.whole, by=tuple(b for b in by if b != way), where=whole_where
    )
    wholes: dict[tuple[object, ...], Figure] = {}
    queries = list(part_queries)
    # Tables do not always agree: a part is divided by the whole of its own table.
    for table in dict.fromkeys(_table(part) for part in parts):
        figures, whole_queries = asking(book, asked, _of_table(measure_named(source.whole), table))
        wholes |= {(table, *_key(whole, way)): whole for whole in figures}
        queries += whole_queries
    found = []
    for part in parts:
        whole = wholes.get((_table(part), *_key(part, way)))
        if whole and whole.value and part.value is not None:
            found.append(_computed(part, part.value / whole.value, (*part.evidence, *whole.evidence)))
    return found, queries


def _table(figure: Figure) -> str:
    return next((cell.series.table for cell in figure.evidence if isinstance(cell, Edition)), "")


def _of_table(measure: Measure, table: str) -> Measure:
    """A measure as one table prints it."""
    of_table = tuple(s for s in measure.sources if isinstance(s, Printed) and s.table == table)
    return replace(measure, sources=of_table or measure.sources)


def _key(figure: Figure, way: str) -> tuple[object, ...]:
    split = tuple(pair for pair in figure.split if pair[0] != way)
    return split, figure.reference_start, figure.reference_end


def _same_days(question: Question, parts: list[Figure]) -> Question:
    """The whole is asked of the days that the parts are of."""
    if question.on or question.since or question.until or not parts:
        return question
    return replace(question, since=parts[0].reference_end, until=parts[-1].reference_end)


def _computed(
    of: Figure, value: float, evidence: Iterable[Evidence], low: float | None = None, high: float | None = None
) -> Figure:
    return Figure(
        split=of.split,
        reference_start=of.reference_start,
        reference_end=of.reference_end,
        value=value,
        value_status="printed",
        evidence=tuple(dict.fromkeys(evidence)),
        is_partial=of.is_partial,
        low=low,
        high=high,
    )


def _per_day(book: Book, question: Question, source: PerDay, asking: Asking) -> tuple[list[Figure], list[str]]:
    asked = replace(question, measure=source.of, where=(*question.where, *source.where))
    flows, queries = asking(book, asked, measure_named(source.of))
    found = []
    for flow in flows:
        days = days_covered(flow)
        if flow.value is not None and days:
            found.append(_computed(flow, flow.value / days, flow.evidence))
    return found, queries


def days_covered(flow: Figure) -> int | None:
    """The days of its period that had passed by the day of the data; None where the file does not say which."""
    end = flow.reference_end
    if flow.is_partial:
        through = [cell.data_through for cell in flow.evidence if isinstance(cell, Edition)]
        known = [day for day in through if day and day >= flow.reference_start]
        if not known:
            return None
        end = min(known)
    return (end - flow.reference_start).days + 1


def _between_editions(
    book: Book, question: Question, of: str, asking: Asking, compute: Callable[[Book, Figure, Figure], Figure | None]
) -> tuple[list[Figure], list[str]]:
    """A figure for each two neighbouring days of one fiscal year for which the cumulative or mean is printed."""
    # The editions around a day are a year from it at most: what they are compared over begins on 1 October.
    until = question.until or (shifted(question.on, _YEAR) if question.on else None)
    wide = replace(question, measure=of, on=None, since=_year_before(question), until=until)
    wide = wide if wide.since or wide.until else replace(wide, since=_last_year(book, question, of, asking))
    printed, queries = asking(book, wide, measure_named(of))
    found = []
    for earlier, later in _neighbours(printed):
        figure = compute(book, earlier, later)
        if figure and _is_asked(figure, question):
            found.append(figure)
    if not (question.on or question.since or question.until) and found:
        last = max(figure.reference_end for figure in found)
        found = [figure for figure in found if figure.reference_end == last]
    return sorted(found, key=lambda figure: (figure.reference_end, figure.split)), queries


def _year_before(question: Question) -> date | None:
    """An edition before the first that is asked for is needed as well."""
    first = question.since or question.on
    return shifted(first, -_YEAR) if first else None


def _last_year(book: Book, question: Question, of: str, asking: Asking) -> date | None:
    newest, _ = asking(book, replace(question, measure=of), measure_named(of))
    return newest[-1].reference_end - timedelta(days=120) if newest else None


def _neighbours(figures: list[Figure]) -> Iterator[tuple[Figure, Figure]]:
    ordered = sorted(figures, key=lambda figure: (figure.split, figure.reference_end))
    for earlier, later in pairwise(ordered):
        same = earlier.split == later.split and fiscal_year(earlier.reference_end) == fiscal_year(later.reference_end)
        if same and earlier.reference_end < later.reference_end:
            yield earlier, later


def _is_asked(figure: Figure, question: Question) -> bool:
    if question.on:
        return figure.reference_start <= question.on <= figure.reference_end
    since, until = question.since or date.min, question.until or date.max
    return since <= figure.reference_end <= until


def _spanning(
    earlier: Figure, later: Figure, value: float, low: float | None = None, high: float | None = None
) -> Figure:
    figure = _computed(later, value, (*earlier.evidence, *later.evidence), low, high)
    return replace(figure, reference_start=earlier.reference_end + timedelta(days=1), is_partial=False)


def _increase(_: Book, earlier: Figure, later: Figure) -> Figure | None:
    if earlier.value is None or later.value is None:
        return None
    return _spanning(earlier, later, later.value - earlier.value)


def _unaveraged(book: Book, earlier: Figure, later: Figure) -> Figure | None:
    if earlier.value is None or later.value is None:
        return None
    found = unaveraged(book, earlier, later)
    if found is None:
        return None
    figure = _spanning(earlier, later, float(found.value), float(found.low), float(found.high))
    return replace(figure, reference_start=found.start, reference_end=found.end)
