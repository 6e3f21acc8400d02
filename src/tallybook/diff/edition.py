"""One workbook as a comparison sees it: its sheets, numbers, notes, and the words of its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tallybook.columns import Rows
from tallybook.dimensions import DIMENSIONS
from tallybook.model import Document, column_number
from tallybook.readers.grid import Sheet, Value, Workbook
from tallybook.sources import read_document

_SPLITS = tuple(dimension.name for dimension in DIMENSIONS if dimension.name not in ("facility", "aor"))
_READ = (
    *("sheet", "cell", "row_number", "column_number", "table_name", "table_title", "row_label", "column_label"),
    *("quantity", "unit", "is_total", "value", "value_text", "value_status", "fiscal_year"),
    *("reference_start", "reference_end", "data_through"),
    *(name for dimension in DIMENSIONS for name in (dimension.name, f"{dimension.name}_label")),
)

Place = tuple[str, int, int]
"""Sheet, row and column, both 0-based."""


@dataclass(frozen=True, slots=True, eq=False)
class Number:
    """One printed number: its place, its meaning, its value."""

    place: Place
    cell: str
    table_name: str
    table_title: str
    row_label: str
    column_label: str
    quantity: str
    unit: str
    is_total: bool
    split: tuple[str, ...]  # the code of each dimension, or the printed label where it has none
    value: float | str | None  # the mark or word where it is no number; None for a month that has not come
    fiscal_year: int | None
    start: date | None
    end: date | None
    data_through: date | None


@dataclass(frozen=True, slots=True, eq=False)
class Note:
    """A footnote, or a note under a table."""

    place: Place
    cell: str
    term: str
    text: str


@dataclass(frozen=True, slots=True)
class Edition:
    """One file, read."""

    document: Document
    sheets: tuple[Sheet, ...]
    numbers: tuple[Number, ...]
    notes: tuple[Note, ...]
    row_words: Mapping[tuple[str, int], frozenset[str]]  # the words of each facility's row, by sheet and row


def read_edition(workbook: Workbook, document: Document) -> Edition:
    """A workbook, read by the rules that the book is read by.

    Raises:
        LayoutError: it belongs to no known publication.
    """
    rows = Rows()
    read_document(workbook, document, rows)
    tables = rows.tables()
    numbers = tuple(_number(row) for row in tables["observation"].select(_READ).to_pylist())
    notes = (_note(row) for row in tables["footnote"].to_pylist())
    numbered = {number.place for number in numbers}  # a note may be a sentence with a number that was read
    return Edition(
        document=document,
        sheets=workbook.sheets,
        numbers=numbers,
        notes=tuple(note for note in notes if note.place not in numbered),
        row_words={
            (row["sheet"], row["row_number"] - 1): frozenset(words(v) for v in row.values() if isinstance(v, str))
            for row in tables["facility_listing"].to_pylist()
        },
    )


def words(value: Value) -> str:
    """What a cell says, as one line of text; runs of blanks count as one."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.12g}"
    return " ".join(str(value).split())


def same_value(a: Value, b: Value) -> bool:
    """Whether two cells say the same; a spreadsheet program that saves a file anew may round its last digits."""
    if isinstance(a, str) != isinstance(b, str) and words(a) and words(b):
        return False
    return words(a) == words(b)


def content(sheet: Sheet, row: int, column: int) -> Value:
    """What stands at a place of a sheet; an error value by its name, and None beyond the sheet's end."""
    if (row, column) in sheet.errors:
        return sheet.errors[row, column]
    return sheet.rows[row][column] if row < len(sheet.rows) and column < len(sheet.rows[row]) else None


def _number(row: Mapping[str, Any]) -> Number:
    return Number(
        place=(row["sheet"], row["row_number"] - 1, row["column_number"] - 1),
        cell=row["cell"],
        table_name=row["table_name"],
        table_title=row["table_title"] or "",
        row_label=row["row_label"] or "",
        column_label=row["column_label"] or "",
        quantity=row["quantity"],
        unit=row["unit"],
        is_total=bool(row["is_total"]),
        split=_split(row),
        value=row["value"] if row["value_status"] in ("printed", "not_yet") else row["value_text"] or "",
        fiscal_year=row["fiscal_year"],
        start=row["reference_start"],
        end=row["reference_end"],
        data_through=row["data_through"],
    )


def _split(row: Mapping[str, Any]) -> tuple[str, ...]:
    """What tells a number from others of its table; a facility is known by its name, city and state."""
    codes = tuple(row[name] or words(row[f"{name}_label"]).casefold() for name in _SPLITS)
    if row["facility_label"] is not None:
        return (*codes, words(row["row_label"]).casefold())
    return (*codes, row["aor"] or words(row["aor_label"]).casefold())


def _note(row: Mapping[str, Any]) -> Note:
    letters = row["cell"].rstrip("0123456789")
    place = (row["sheet"], int(row["cell"].removeprefix(letters)) - 1, column_number(letters) - 1)
    return Note(place, row["cell"], row["term"] or "", words(row["text"]))
