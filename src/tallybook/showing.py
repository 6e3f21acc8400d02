"""Showing one cell: what it says, what it means, and the sheet around it."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tallybook.book import Book, sheet_names
from tallybook.errors import QuestionError
from tallybook.ledger import Flag, flags_of
from tallybook.model import column_letter, column_number
from tallybook.readers.grid import Sheet, Value
from tallybook.readers.workbook import read_workbook
from tallybook.sources import published_tables

_CELL = re.compile(r"^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$", re.IGNORECASE)
_TABLE_ISSUES = ("date_out_of_line", "dates_disagree", "no_date", "unclear_date", "missing_header")
_ROWS_AROUND = 4
_COLUMNS_AROUND = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell of one document: its content, its meaning and its neighbours."""

    document: dict[str, Any]
    sheet: str
    cell: str
    content: Value
    observation: dict[str, Any] | None  # its row of the book, where it is a number that was read
    unread_reason: str | None  # why not, where it is a number that was not
    about: str | None  # what its table is, in a sentence
    notes: tuple[str, ...]  # the publisher's notes under its table
    term: str | None  # what it stands under, where it is a note itself
    issues: tuple[dict[str, Any], ...]  # noticed at this cell
    table_issues: tuple[dict[str, Any], ...]  # noticed about its table as a whole
    flags: tuple[Flag, ...]  # what the ledger of errors holds against it
    columns: tuple[str, ...]  # letters of the neighbourhood
    rows: tuple[tuple[int, tuple[Value, ...]], ...]  # its rows, by their number


def show(book: Book, address: str, sheet: Sheet | None = None) -> Shown:
    """The cell at `DOC!SHEET!CELL`; blanks around a sheet's name may be left out.

    Args:
        book: the book.
        address: of the cell.
        sheet: its sheet, where that has been read already.

    Raises:
        QuestionError: there is no such document, sheet or cell; the message says what there is.
    """
    name, sheet_name, cell = _parts(book, address)
    document = book.document(name)
    sheet_name = _sheet(book, document, sheet_name, address)
    match = _CELL.match(cell.strip())
    if not match:
        raise QuestionError(f"{cell!r} is no cell.", expected="letters and a number, like B10", found=address)
    column, row = column_number(match[1]), int(match[2])
    sheet = sheet or _read_sheet(book, document, sheet_name)
    if row > len(sheet.rows) or column > max((len(line) for line in sheet.rows), default=0):
        last = f"{column_letter(max(len(line) for line in sheet.rows))}{len(sheet.rows)}" if sheet.rows else "none"
        raise QuestionError(
            f"Nothing stands at {cell.upper()} of sheet {sheet_name!r}.",
            expected=f"a cell up to {last}, the last that holds anything",
            found=cell.upper(),
        )
    reference = f"{column_letter(column)}{row}"
    place = f"document = '{document['document']}' AND sheet = {_quoted(sheet_name)} AND cell = '{reference}'"
    observations = book.sql(f"SELECT * FROM observation WHERE {place}").rows()
    unread = book.sql(f"SELECT reason FROM unread_cell WHERE {place}").rows()
    terms = book.sql(f"SELECT term FROM footnote WHERE {place}").rows()
    observation = observations[0] if observations else None
    letters, rows = _around(sheet, row, column)
    return Shown(
        document=document,
        sheet=sheet_name,
        cell=reference,
        content=sheet.errors.get((row - 1, column - 1)) or sheet.rows[row - 1][column - 1],
        observation=observation,
        unread_reason=unread[0]["reason"] if unread else None,
        about=_about(observation),
        notes=_notes(book, document, sheet_name, observation),
        term=terms[0]["term"] if terms else None,
        issues=tuple(book.sql(f"SELECT * FROM issue WHERE {place}").rows()),
        table_issues=_table_issues(book, document, sheet_name, reference, observation),
        flags=flags_of(book, [(document["document"], sheet_name, reference)]).get(
            (document["document"], sheet_name, reference), ()
        ),
        columns=letters,
        rows=rows,
    )


def as_object(shown: Shown) -> dict[str, Any]:
    """A cell and what the book knows of it, as one JSON object; days are still days."""
    return {
        "file": shown.document["file"],
        "sheet": shown.sheet,
        "cell": shown.cell,
        "content": shown.content,
        "observation": shown.observation,
        "unread_reason": shown.unread_reason,
        "about": shown.about,
        "notes": list(shown.notes),
        "issues": [*shown.issues, *shown.table_issues],
        "ledger": [asdict(flag) for flag in shown.flags],
    }


def _about(observation: dict[str, Any] | None) -> str | None:
    tables = {table.name: table.about for table in published_tables()}
    return tables.get(observation["table_name"]) if observation else None


def _table_issues(
    book: Book, document: dict[str, Any], sheet: str, cell: str, observation: dict[str, Any] | None
) -> tuple[dict[str, Any], ...]:
    """What was noticed about the dates of the table that an observation stands in."""
    if observation is None:
        return ()
    kinds = ", ".join(f"'{kind}'" for kind in _TABLE_ISSUES)
    query = (
        f"SELECT * FROM issue WHERE document = '{document['document']}' AND sheet = {_quoted(sheet)} "
        f"AND table_name = '{observation['table_name']}' AND kind IN ({kinds}) AND cell <> '{cell}' "
        "ORDER BY cell, found LIMIT 4"
    )
    return tuple(book.sql(query).rows())


def _notes(book: Book, document: dict[str, Any], sheet: str, observation: dict[str, Any] | None) -> tuple[str, ...]:
    """What the publisher prints under the table of an observation."""
    if observation is None:
        return ()
    rows = book.sql(
        f"SELECT DISTINCT trim(text) AS text FROM footnote WHERE document = '{document['document']}' "
        f"AND sheet = {_quoted(sheet)} AND term = '{observation['table_name']}' ORDER BY text LIMIT 6"
    ).rows()
    return tuple(" ".join(row["text"].split()) for row in rows)


def _parts(book: Book, address: str) -> tuple[str, str, str]:
    parts = address.split("!")
    if len(parts) < 3:
        known = ""
        if len(parts) == 2:
            names = sheet_names(book, book.document(parts[0]))
            known = "sheets of that document: " + ", ".join(repr(name) for name in names)
        raise QuestionError(
            f"{address!r} is no address of a cell.",
            expected="DOC!SHEET!CELL, like '2025-05-24!ATD FY25 YTD!B10'",
            found=known,
        )
    return parts[0], "!".join(parts[1:-1]), parts[-1]


def _sheet(book: Book, document: dict[str, Any], wanted: str, address: str) -> str:
    names = list(sheet_names(book, document))
    wanted = wanted.strip("'\"") if wanted not in names else wanted
    same = [name for name in names if name == wanted] or [
        name for name in names if name.strip().casefold() == wanted.strip().casefold()
    ]
    if len(same) == 1:
        return same[0]
    near = difflib.get_close_matches(wanted, names, n=1, cutoff=0.4)
    raise QuestionError(
        f"{document['file']} has no sheet {wanted!r}." + (f" Did you mean {near[0]!r}?" if near else ""),
        expected="one of " + ", ".join(repr(name) for name in names),
        found=address,
    )


def _read_sheet(book: Book, document: dict[str, Any], name: str) -> Sheet:
    workbook = read_workbook(book.bytes_of(document), document["file"])
    return next(sheet for sheet in workbook.sheets if sheet.name == name)


def _around(sheet: Sheet, row: int, column: int) -> tuple[tuple[str, ...], tuple[tuple[int, tuple[Value, ...]], ...]]:
    """The neighbourhood of a cell: its row labels are kept in view."""
    width = max(len(line) for line in sheet.rows)
    first, last = max(column - _COLUMNS_AROUND, 1), min(column + _COLUMNS_AROUND, width)
    columns = sorted({1, *range(first, last + 1)})
    numbers = range(max(row - _ROWS_AROUND, 1), min(row + _ROWS_AROUND, len(sheet.rows)) + 1)
    return tuple(column_letter(c) for c in columns), tuple(
        (number, _cells(sheet.rows[number - 1], columns)) for number in numbers
    )


def _cells(line: Sequence[Value], columns: Sequence[int]) -> tuple[Value, ...]:
    return tuple(line[column - 1] if column <= len(line) else None for column in columns)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
