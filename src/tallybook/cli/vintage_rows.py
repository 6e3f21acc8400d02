"""Numbers, editions and revisions as rows: every fact for a file, the telling ones for a terminal."""

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from tallybook.ledger import Flag
from tallybook.ledger.flags import Place
from tallybook.prose import figure, short_period
from tallybook.vintages import Edition, History, Number, Series
from tallybook.vocabulary import SEVERITIES

Rows = tuple[list[str], list[list[Any]]]
"""Names of columns, and rows."""

Flags = Mapping[Place, tuple[Flag, ...]]
"""What the ledger of errors holds against cells."""

Column = tuple[str, Callable[[Any], Any]]
_Item = TypeVar("_Item")

_MOST_STEPS = 5
_WIDEST_TRIANGLE = 80


def number_rows(numbers: Sequence[Number], flags: Flags, narrow: bool) -> Rows:
    """Numbers with their answers, and whether other editions say otherwise."""
    if narrow:
        columns: list[Column] = [
            ("period", lambda n: _period(n.answer)),
            ("value", lambda n: _printed(n.answer)),
            ("editions", lambda n: n.editions),
            ("first printed", lambda n: figure(n.first_value) if n.differs else "the same"),
            ("cell", lambda n: _short_address(n.answer)),
            ("published", lambda n: n.answer.report_date),
            *([("doubt", lambda n: _worst(flags, n.answer))] if flags else []),
        ]
        return _rows(numbers, [*_series_column(numbers, _of_number), *columns])
    columns = [
        ("value", lambda n: n.answer.value),
        ("value_status", lambda n: n.answer.value_status),
        ("is_partial", lambda n: n.answer.is_partial),
        ("report_date", lambda n: n.answer.report_date),
        ("editions", lambda n: n.editions),
        ("differs", lambda n: n.differs),
        ("first_value", lambda n: n.first_value),
        ("first_report_date", lambda n: n.first_report_date),
        ("ledger", lambda n: _entries(flags, n.answer)),
        *_place(_of_number),
    ]
    return _rows(numbers, [*_identity(numbers, _of_number), *columns])


def edition_rows(editions: Sequence[Edition], flags: Flags, narrow: bool) -> Rows:
    """Every printed cell, and whether it is the one that answers."""
    if narrow:
        columns: list[Column] = [
            ("period", _period),
            ("published", lambda e: e.report_date),
            ("value", _printed),
            ("answers", lambda e: "answers" if e.answers else "set aside" if e.is_set_aside else ""),
            ("cell", _short_address),
            *([("doubt", lambda e: _worst(flags, e))] if flags else []),
        ]
        return _rows(editions, [*_series_column(editions, _of_edition), *columns])
    columns = [
        ("value", lambda e: e.value),
        ("value_status", lambda e: e.value_status),
        ("is_partial", lambda e: e.is_partial),
        ("report_date", lambda e: e.report_date),
        ("answers", lambda e: e.answers),
        ("is_set_aside", lambda e: e.is_set_aside),
        ("ledger", lambda e: _entries(flags, e)),
        *_place(_of_edition),
    ]
    return _rows(editions, [*_identity(editions, _of_edition), *columns])


def _worst(flags: Flags, edition: Edition) -> str:
    severities = {flag.severity for flag in flags.get(edition.place, ())}
    return next((severity for severity in SEVERITIES if severity in severities), "")


def _entries(flags: Flags, edition: Edition) -> str:
    """The ledger's entries that doubt a cell, by their ids."""
    return " ".join(dict.fromkeys(flag.entry for flag in flags.get(edition.place, ())))


def revision_rows(changed: Sequence[History], narrow: bool) -> Rows:
    """What was changed: first and last printing, and the days of change."""
    if narrow:
        columns: list[Column] = [
            ("period", lambda h: _period(h.last)),
            ("first", lambda h: figure(h.first.value)),
            ("last", lambda h: figure(h.last.value)),
            ("change", lambda h: figure(h.change)),
            ("%", lambda h: "" if h.percent is None else f"{h.percent:.1f}"),
            ("editions", lambda h: len(h.editions)),
            ("changed on", lambda h: h.changed_on[0]),
            ("last cell", lambda h: _short_address(h.last)),
        ]
        return _rows(changed, [*_series_column(changed, _of_history), *columns])
    columns = [
        ("first_value", lambda h: h.first.value),
        ("last_value", lambda h: h.last.value),
        ("change", lambda h: h.change),
        ("percent", lambda h: h.percent),
        ("editions", lambda h: len(h.editions)),
        ("changed_on", lambda h: ", ".join(map(str, h.changed_on))),
        ("first_report_date", lambda h: h.first.report_date),
        ("last_report_date", lambda h: h.last.report_date),
        ("first_address", lambda h: h.first.address),
        ("last_address", lambda h: h.last.address),
        ("is_retitled", lambda h: h.is_retitled),
        ("first_title", lambda h: h.first.table_title),
        ("last_title", lambda h: h.last.table_title),
    ]
    return _rows(changed, [*_identity(changed, _of_history), *columns])


def triangle_rows(triangle: Sequence[History]) -> Rows:
    """The revision triangle in long form: a row for each number and day of publication."""
    printed = [edition for history in triangle for edition in history.editions]
    columns: list[Column] = [
        ("report_date", lambda e: e.report_date),
        ("value", lambda e: e.value),
        ("is_partial", lambda e: e.is_partial),
        *_place(_of_edition),
    ]
    return _rows(printed, [*_identity(printed, _of_edition), *columns])


def compact_triangle(triangle: Sequence[History]) -> Rows:
    """The revision triangle on a terminal: each number as first printed, some editions later, and at last."""
    most = max((len(history.editions) for history in triangle), default=1)
    steps = [2**power for power in range(_MOST_STEPS) if 2**power < most - 1]
    while True:
        columns: list[Column] = [
            ("period", lambda h: _period(h.last)),
            ("first", lambda h: _printed(h.first)),
            *((f"after {step}", functools.partial(_later, step)) for step in steps),
            ("last", lambda h: _printed(h.last)),
            ("editions", lambda h: len(h.editions)),
        ]
        names, rows = _rows(triangle, columns)
        widths = [max(len(str(row[place])) for row in [names, *rows]) + 2 for place in range(len(names))]
        if sum(widths) <= _WIDEST_TRIANGLE or not steps:
            return names, rows
        steps.pop()


def heading(count: int, what: str, series: Iterable[Series]) -> str:
    """What the rows below are, in what unit, in a line."""
    different = list(dict.fromkeys(series))
    quantities = dict.fromkeys(f"{one.quantity.replace('_', ' ')} ({one.unit})" for one in different)
    named = f", {different[0].label}" if len(different) == 1 and different[0].label else ""
    one_or_more = what if count == 1 else f"{what}s"
    return f"{count:,} {one_or_more} of {different[0].table}: {', '.join(quantities)}{named}."


def _later(step: int, history: History) -> str:
    edition = history.after(step)
    return _printed(edition) if edition else ""


def _rows(items: Iterable[Any], columns: Sequence[Column]) -> Rows:
    return [name for name, _ in columns], [[read(item) for _, read in columns] for item in items]


def _of_edition(edition: Edition) -> Edition:
    return edition


def _of_number(number: Number) -> Edition:
    return number.answer


def _of_history(history: History) -> Edition:
    return history.last


def _identity(items: Sequence[_Item], edition: Callable[[_Item], Edition]) -> list[Column]:
    """What the numbers of a table are told apart by."""
    ways = [way for way, _ in edition(items[0]).series.split] if items else []

    def code(way: str, item: _Item) -> str | None:
        return dict(edition(item).series.split)[way] or None

    return [
        ("table_name", lambda item: edition(item).series.table),
        ("quantity", lambda item: edition(item).series.quantity),
        ("unit", lambda item: edition(item).series.unit),
        *((way, functools.partial(code, way)) for way in ways),
        ("is_total", lambda item: edition(item).series.is_total),
        ("reference_start", lambda item: edition(item).reference_start),
        ("reference_end", lambda item: edition(item).reference_end),
    ]


def _place(edition: Callable[[_Item], Edition]) -> list[Column]:
    return [
        ("file", lambda item: edition(item).file),
        ("sheet", lambda item: edition(item).sheet),
        ("cell", lambda item: edition(item).cell),
        ("address", lambda item: edition(item).address),
    ]


def _series_column(items: Sequence[_Item], edition: Callable[[_Item], Edition]) -> list[Column]:
    """What tells the series apart, where there are several."""
    different = {edition(item).series for item in items}
    parts = {one: [*(code for _, code in one.split), one.quantity] for one in different}
    telling = [place for place, values in enumerate(zip(*parts.values(), strict=True)) if len(set(values)) > 1]
    if not telling:
        return []

    def named(item: _Item) -> str:
        codes = parts[edition(item).series]
        return " / ".join(codes[place] for place in telling if codes[place])

    return [("series", named)]


def _period(edition: Edition) -> str:
    return short_period(edition.reference_start, edition.reference_end)


def _printed(edition: Edition) -> str:
    """A value with a star where its period was not over, the word of its status where there is none."""
    if edition.value is None:
        return edition.value_status
    return figure(edition.value) + ("*" if edition.is_partial else "")


def _short_address(edition: Edition) -> str:
    """The address by the day at the head of the file's name: enough to show it where no two files share it."""
    return f"{edition.file[:10]}!{edition.sheet.strip()}!{edition.cell}"
