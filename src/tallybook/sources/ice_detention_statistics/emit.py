"""From a table on a sheet to observations, in columns.

A table is a matrix of cells with attributes on its rows and on its columns; attributes are
repeated and tiled over the matrix, and cells that hold nothing are masked out. No object is
made for a number.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from tallybook.columns import ABSENT, ABSENT_DAY, Codes, Texts, Values
from tallybook.model import Document
from tallybook.readers.grid import Sheet, Value
from tallybook.sources.ice_detention_statistics.blocks import Block
from tallybook.sources.ice_detention_statistics.cells import is_number, serial_of
from tallybook.sources.ice_detention_statistics.headings import Heading
from tallybook.sources.ice_detention_statistics.periods import TableDates, reference_span
from tallybook.sources.ice_detention_statistics.stubs import Report, Row
from tallybook.sources.ice_detention_statistics.vocabulary import load_vocabulary

_STATUSES = ("printed", "not_yet", "withheld", "error")
PRINTED, NOT_YET, WITHHELD, ERROR, NOTHING = range(5)

_NUMBER_AS_TEXT = re.compile(r"^\$?(-?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?)(?<=\d)\s*(%?)\s*\**$")
_TOTAL_LABEL = re.compile(r"^(grand |overall )?total\b", re.IGNORECASE)  # in any list, also of names
_COMMON_MARKS = frozenset({"-", "--", "*", "**", "n/a", "na"})
_EPOCH = date(1970, 1, 1)
_MOST_COLUMNS = 16_384


def place_number(row: Any, column: Any) -> Any:
    """One number for a place on a sheet (0-based); also for arrays of places."""
    return row * _MOST_COLUMNS + column


@dataclass(slots=True)
class Emitted:
    """The observations of one table, with the places of their cells."""

    count: int
    columns: dict[str, Values]

    @property
    def places(self) -> set[int]:
        """The cells that are taken, as `place_number` counts them."""
        rows, columns = self.columns["row_number"], self.columns["column_number"]
        return set(place_number(rows - 1, columns - 1).tolist())


@dataclass(slots=True)
class _Cells:
    """The matrix of a table, row by row: value, status and raw text of each cell."""

    values: list[float] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)  # places in _STATUSES
    texts: dict[int, str] = field(default_factory=dict)  # raw text of the few cells that keep it


def day_number(day: date | None) -> int:
    """Days since 1970-01-01; ABSENT_DAY for none."""
    return (day - _EPOCH).days if day else ABSENT_DAY


def emit(
    sheet: Sheet,
    block: Block,
    rows: list[Row],
    dates: TableDates,
    document: Document,
    texts: Texts,
    report: Report,
) -> Emitted:
    """The observations of one table on one sheet."""
    headings = block.number_headings
    spans = _spans(block, rows, headings, dates)
    horizon = dates.horizon(document.report_date)
    cells = _read_cells(sheet, rows, headings, _come_later(headings, spans, horizon), report)
    statuses = np.array(cells.statuses, dtype=np.int32)
    mask = statuses != NOTHING
    grid = _Grid(len(rows), len(headings), mask)
    columns: dict[str, Values] = {
        "document": texts.code(document.sha256),
        "file": texts.code(document.file),
        "sheet": texts.code(sheet.name),
        "table_name": texts.code(block.layout.name),
        "table_title": texts.code(block.title.text),
        "data_through": day_number(dates.data_through),
        "report_date": day_number(document.report_date),
        "row_number": grid.per_row([row.number + 1 for row in rows]),
        "column_number": grid.per_column([heading.column + 1 for heading in headings]),
        "row_label": grid.per_row(texts.codes([row.label for row in rows])),
        "column_label": grid.per_column(texts.codes([heading.label for heading in headings])),
        "value": np.array(cells.values, dtype=np.float64)[mask],
        "value_text": _raw_texts(cells, texts)[mask],
        "value_status": texts.codes(list(_STATUSES))[statuses[mask]],
        "reference_start": grid.per_cell(spans.starts),
        "reference_end": grid.per_cell(spans.ends),
        **_meaning(block, rows, headings, dates, grid, texts),
    }
    return Emitted(int(mask.sum()), columns)


def _raw_texts(cells: _Cells, texts: Texts) -> Codes:
    codes = np.full(len(cells.values), ABSENT, dtype=np.int32)
    for place, text in cells.texts.items():
        codes[place] = texts.code(text)
    return codes


@dataclass(slots=True)
class _Grid:
    """Attributes of rows, columns or cells, spread over the cells that hold something."""

    rows: int
    columns: int
    mask: npt.NDArray[np.bool_]

    def per_row(self, values: list[int] | Codes) -> Codes:
        return np.repeat(np.asarray(values, dtype=np.int32), self.columns)[self.mask]

    def per_column(self, values: list[int] | Codes) -> Codes:
        return np.tile(np.asarray(values, dtype=np.int32), self.rows)[self.mask]

    def per_cell(self, values: list[int] | Codes) -> Codes:
        return np.asarray(values, dtype=np.int32)[self.mask]


@dataclass(frozen=True, slots=True)
class _Spans:
    """First and last day that each cell describes, row by row, as day numbers."""

    starts: Codes
    ends: Codes


def _spans(block: Block, rows: list[Row], headings: list[Heading], dates: TableDates) -> _Spans:
    """The period of every cell; rows that name no period of their own share theirs."""
    shared: dict[tuple[object, ...], tuple[Codes, Codes]] = {}
    keys = [(row.fiscal_year, row.span, row.period, row.is_undated) for row in rows]
    for key, row in zip(keys, rows, strict=True):
        if key not in shared:
            period = row.period
            spans = [
                reference_span(dates, period or heading.rule.period or block.layout.period, row, heading)
                for heading in headings
            ]
            shared[key] = (
                np.array([day_number(start) for start, _ in spans], dtype=np.int32),
                np.array([day_number(end) for _, end in spans], dtype=np.int32),
            )
    return _Spans(*(np.concatenate([shared[key][side] for key in keys]) for side in (0, 1)))


def _come_later(headings: list[Heading], spans: _Spans, horizon: date | None) -> list[bool]:
    """For each cell whether its heading names a month or day that had not come."""
    if horizon is None:
        return [False] * len(spans.starts)
    named = np.array([bool(heading.month or heading.span) for heading in headings])
    later: list[bool] = (
        (spans.starts > day_number(horizon)) & np.tile(named, len(spans.starts) // len(headings))
    ).tolist()
    return later


def _read_cells(
    sheet: Sheet,
    rows: list[Row],
    headings: list[Heading],
    comes_later: list[bool],
    report: Report,
) -> _Cells:
    cells = _Cells()
    column_of = [heading.column for heading in headings]
    place = 0
    for row in rows:
        values = sheet.rows[row.number]
        for column in column_of:
            value = values[column]
            if value.__class__ is float and not comes_later[place]:
                cells.values.append(value)
                cells.statuses.append(PRINTED)
            else:
                number, status, text = _unusual(sheet, row.number, column, value, comes_later[place], report)
                cells.values.append(number)
                cells.statuses.append(status)
                if text is not None:
                    cells.texts[place] = text
            place += 1
    return cells


def _unusual(
    sheet: Sheet, row: int, column: int, value: Value, comes_later: bool, report: Report
) -> tuple[float, int, str | None]:
    """A cell that is not simply a number: its value, status and raw text."""
    if (row, column) in sheet.errors:
        text = sheet.errors[row, column]
        report("error_value", row, column, "The spreadsheet keeps no number here.", "a number", text)
        return np.nan, ERROR, text
    if is_number(value):
        number = float(value)
        if comes_later and not number:
            return np.nan, NOT_YET, f"{number:g}"
        if comes_later:
            message = "A number stands in a month that had not come by the date of the data."
            report("early_number", row, column, message, "nothing or 0", f"{number:g}")
        return number, PRINTED, None
    if serial_of(value) is not None:
        message = "A date or time stands among numbers; its cell is kept unread."
        report("misplaced_content", row, column, message, "a number", str(value))
        return np.nan, NOTHING, None
    text = "" if value is None else str(value).strip()
    if not text:
        return np.nan, NOT_YET if comes_later else NOTHING, None
    if match := _NUMBER_AS_TEXT.match(text):
        number = float(match[1].replace(",", "")) / (100 if match[2] else 1)
        report("value_as_text", row, column, "A number is typed as text.", "a number", text)
        return (np.nan, NOT_YET, text) if comes_later and not number else (number, PRINTED, text)
    if text.casefold() not in _COMMON_MARKS:
        report("mark_for_number", row, column, "Words stand where a number belongs.", "a number", text)
    return np.nan, WITHHELD, text


def _meaning(
    block: Block,
    rows: list[Row],
    headings: list[Heading],
    dates: TableDates,
    grid: _Grid,
    texts: Texts,
) -> dict[str, Values]:
    """Quantity, unit, totals, fiscal year and dimensions of every cell."""
    column_totals = [heading.rule.is_total or _names_total(heading.dimensions) for heading in headings]
    row_totals = [row.is_total or _names_total(row.dimensions) for row in rows]
    return {
        "quantity": _own_or(
            grid,
            [None if row.quantity is None else texts.code(row.quantity or None) for row in rows],
            [texts.code(heading.rule.quantity) for heading in headings],
        ),
        "unit": _own_or(
            grid,
            [None if row.unit is None else texts.code(row.unit or None) for row in rows],
            [texts.code(heading.rule.unit) for heading in headings],
        ),
        "fiscal_year": _own_or(
            grid,
            [row.fiscal_year for row in rows],
            [heading.fiscal_year or dates.fiscal_year or ABSENT for heading in headings],
        ),
        "is_total": grid.per_row([int(total) for total in row_totals])
        | grid.per_column([int(total) for total in column_totals]),
        **_dimensions(rows, grid.per_row, texts),
        **_dimensions(headings, grid.per_column, texts),
        **_facility_codes(rows, grid, texts),
    }


def _own_or(grid: _Grid, of_rows: Sequence[int | None], of_columns: Sequence[int]) -> Codes:
    """The row's own code where it has one, else the column's."""
    if all(code is None for code in of_rows):
        return grid.per_column(list(of_columns))
    return grid.per_cell([column_code if code is None else code for code in of_rows for column_code in of_columns])


@cache
def _says_total(label: str) -> bool:
    return _TOTAL_LABEL.match(label) is not None


def _names_total(dimensions: dict[str, str]) -> bool:
    """Whether a label means the sum or overall figure of others of its list."""
    vocabulary = load_vocabulary()
    codes = (vocabulary[name].find(label) for name, label in dimensions.items() if name in vocabulary)
    return any(code.is_total for code in codes if code) or any(map(_says_total, dimensions.values()))


class _Split(Protocol):
    @property
    def dimensions(self) -> dict[str, str]: ...


def _dimensions(things: Sequence[_Split], spread: Callable[[list[int]], Codes], texts: Texts) -> dict[str, Values]:
    """Label, code and group columns of every dimension that rows (or columns) have."""
    vocabulary = load_vocabulary()
    columns: dict[str, Values] = {}
    for name in sorted({name for thing in things for name in thing.dimensions}):
        labels = [thing.dimensions.get(name) for thing in things]
        columns[f"{name}_label"] = spread([texts.code(label) for label in labels])
        if name not in vocabulary:
            continue
        codes = [vocabulary[name].find(label) if label else None for label in labels]
        columns[name] = spread([texts.code(code.code if code else None) for code in codes])
        if any(code and code.group for code in vocabulary[name].codes):
            columns[f"{name}_group"] = spread([texts.code(code.group if code else None) for code in codes])
    return columns


def _facility_codes(rows: list[Row], grid: _Grid, texts: Texts) -> dict[str, Values]:
    codes = [row.code for row in rows]
    return {"facility": grid.per_row([texts.code(code) for code in codes])} if any(codes) else {}
