"""True editions to plant faults in: their sheets, and what each number on them means."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

import duckdb

from tallybook.archive import Archive, Holding
from tallybook.model import column_letter
from tallybook.readers.grid import Value, Workbook
from tallybook.readers.workbook import read_workbook

ARCHIVE = Path(__file__).parents[2] / "archive" / "ice_detention_statistics"
NEIGHBOURS_BEFORE, NEIGHBOURS_AFTER = 10, 2

CODES = (
    "technology",
    "family_status",
    "aor",
    "attendance",
    "facility_type",
    "disposition",
    "criminality",
    "agency",
    "release_reason",
)
"""The dimensions whose rows and columns are exchanged, or change together with their totals."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a true edition. Rows and columns count from 0, as in `Sheet.rows`."""

    sheet: str
    row: int
    column: int
    table: str
    quantity: str
    unit: str
    value: float
    is_total: bool
    row_label: str
    column_label: str
    start: date | None
    end: date | None
    through: date | None
    codes: Sequence[str | None]  # in the order of CODES

    @property
    def cell(self) -> str:
        """`B9`."""
        return f"{column_letter(self.column + 1)}{self.row + 1}"

    @property
    def is_month(self) -> bool:
        """Whether it describes one month."""
        return bool(self.start and self.end and 0 < (self.end - self.start).days <= 31)

    @property
    def is_closed(self) -> bool:
        """Whether it describes a month that was over when the edition before was made."""
        return self.is_month and bool(self.end and self.through and (self.through - self.end).days >= 30)

    def code(self, dimension: str) -> str | None:
        """Its code in a dimension."""
        return self.codes[CODES.index(dimension)]

    def counts(self, part: "Number") -> bool:
        """Whether it is that number, or a total of its row or table that counts it, in whichever column."""
        pairs = zip(part.codes, self.codes, strict=True)
        in_line = self.row == part.row or self.is_total
        return self.quantity == part.quantity and in_line and all(mine in (its, "total", None) for its, mine in pairs)


@dataclass(frozen=True, slots=True)
class Area:
    """The rows and columns of one table with its labels, without title and headings. All inclusive, from 0."""

    sheet: str
    top: int
    bottom: int
    left: int
    right: int
    first_number: int  # the column; labels stand left of it


class Edition:
    """One published file, with the numbers of its newest tables.

    Where a table stands on two sheets of a file, as at the year's end, the sheet of the later date counts.
    """

    def __init__(self, place: int, holding: Holding, whole: duckdb.DuckDBPyConnection) -> None:
        self.place = place
        self.document = holding.document
        self._holding = holding
        self._whole = whole
        self._doubted: frozenset[tuple[str, str]] = frozenset()

    @cached_property
    def workbook(self) -> Workbook:
        """Its sheets as printed."""
        return read_workbook(self._holding.read(), self.document.file)

    @cached_property
    def numbers(self) -> list[Number]:
        """Every number of its newest tables, in the order of the sheets."""
        query = f"""
            SELECT sheet, row_number - 1, column_number - 1, table_name, quantity, unit, value, is_total,
                   coalesce(row_label, ''), coalesce(column_label, ''), reference_start, reference_end, data_through,
                   [{", ".join(CODES)}]
            FROM whole.observation WHERE document = ? AND value IS NOT NULL
            QUALIFY sheet = arg_max(sheet, reference_end) OVER (PARTITION BY table_name)
            ORDER BY observation.rowid
        """
        rows = self._whole.execute(query, [self.document.sha256]).fetchall()
        return [Number(*row) for row in rows]

    @cached_property
    def rows_by_sheet(self) -> dict[str, list[list[Value]]]:
        """The printed rows of each sheet."""
        return {sheet.name: [list(row) for row in sheet.rows] for sheet in self.workbook.sheets}

    def has_errors(self, sheet: str) -> bool:
        """Whether a sheet shows errors of the spreadsheet's own: their places would have to move with rows."""
        return any(found.errors for found in self.workbook.sheets if found.name == sheet)

    def leave_alone(self, doubted: frozenset[tuple[str, str]]) -> None:
        """No fault is to be planted in tables (sheet, table) in which the true edition has one."""
        self._doubted = doubted

    def sound(self, *tables: str) -> list[Number]:
        """The numbers of these tables (of all, where none is named), of those in which nothing is wrong."""
        return [
            number
            for number in self.numbers
            if (not tables or number.table in tables) and (number.sheet, number.table) not in self._doubted
        ]

    def printed(self, sheet: str, row: int, column: int) -> Value:
        """What a cell of the true edition holds; '' beyond the used cells."""
        rows = self.rows_by_sheet[sheet]
        return rows[row][column] if 0 <= row < len(rows) and 0 <= column < len(rows[row]) else ""

    def area(self, table: str) -> Area:
        """Where a table of it stands."""
        numbers = [number for number in self.numbers if number.table == table]
        sheet, first = numbers[0].sheet, min(number.column for number in numbers)
        top, bottom = min(n.row for n in numbers), max(n.row for n in numbers)
        taken = {n.column for n in self.numbers if n.sheet == sheet and top <= n.row <= bottom}
        left = first
        while left > 0 and left - 1 not in taken and self._has_words(sheet, top, bottom, left - 1):
            left -= 1
        return Area(sheet, top, bottom, left, max(number.column for number in numbers), first)

    def _has_words(self, sheet: str, top: int, bottom: int, column: int) -> bool:
        return any(
            isinstance(text := self.printed(sheet, r, column), str) and text.strip() for r in range(top, bottom + 1)
        )

    def label_column(self, number: Number) -> int | None:
        """The column of the label nearest to the left of a number."""
        area = self.area(number.table)
        for column in range(area.first_number - 1, area.left - 1, -1):
            if isinstance(text := self.printed(number.sheet, number.row, column), str) and len(text.strip()) > 1:
                return column
        return None

    def heading_row(self, number: Number) -> int | None:
        """The row of the heading above a number, where it is a text."""
        for row in range(number.row - 1, -1, -1):
            text = self.printed(number.sheet, row, number.column)
            if isinstance(text, str) and text.strip() and number.column_label.endswith(text.strip()):
                return row
        return None


class Editions:
    """Every edition of the archive, in the order in which they became public.

    Args:
        book: a book of the whole archive.
    """

    def __init__(self, book: Path) -> None:
        self.whole = duckdb.connect(config={"threads": 1})
        self.whole.execute(f"ATTACH '{book}' AS whole (READ_ONLY)")
        files = self.whole.execute("SELECT document FROM whole.document ORDER BY report_date, file").fetchall()
        self._documents = [document for (document,) in files]
        self._holdings = {holding.document.sha256: holding for holding in Archive(ARCHIVE).holdings}
        self.at = cache(self._at)

    def __len__(self) -> int:
        return len(self._documents)

    def _at(self, place: int) -> Edition:
        return Edition(place, self._holdings[self._documents[place]], self.whole)

    def before(self, edition: Edition, steps: int) -> Edition | None:
        """The edition so many steps earlier."""
        return self.at(edition.place - steps) if edition.place >= steps else None

    def year_before(self, edition: Edition) -> Edition | None:
        """The edition that came nearest to a year earlier."""
        day = edition.document.report_date
        earlier = [self.at(place) for place in range(edition.place)]
        dated = [(abs((day - e.document.report_date).days - 365), e) for e in earlier if day and e.document.report_date]
        nearest = min(dated, key=lambda pair: pair[0], default=None)
        return nearest[1] if nearest and nearest[0] <= 45 else None

    def neighbours(self, edition: Edition) -> list[str]:
        """The documents around an edition, without it."""
        around = self._documents[max(0, edition.place - NEIGHBOURS_BEFORE) : edition.place + NEIGHBOURS_AFTER + 1]
        return [document for document in around if document != edition.document.sha256]


def kind_of_sheet(name: str) -> str:
    """What a sheet is of, whatever its year: 'ATD FY25 YTD' and 'ATD FY24 YTD' are of one kind."""
    return re.sub(r"[^a-z]", "", re.sub(r"(EO)?FY ?\d*|YTD", "", name).lower())
