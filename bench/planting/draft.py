"""A workbook being changed: the true one stays as it is."""

from dataclasses import dataclass, replace

from bench.planting.edition import Area, Edition, Number
from tallybook.model import column_letter
from tallybook.readers.grid import Value, Workbook

Rows = list[list[Value]]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault planted in one edition, and where it would have to be found.

    What counts as the fault's own cells: the cells touched, every number that is read differently
    for it, and, where rows moved, every number of `tables`.
    """

    kind: str
    edition: Edition
    workbook: Workbook
    what: str  # in words, with the cell
    touched: frozenset[tuple[str, str]]  # sheet and cell; a sheet alone has the cell ''
    tables: frozenset[tuple[str, str]] = frozenset()  # sheet and table


class Draft:
    """Changes to one edition, on the way to a fault."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._rows: dict[str, Rows] = {}
        self._names: dict[str, str] = {}
        self._touched: set[tuple[str, str]] = set()
        self._tables: set[tuple[str, str]] = set()

    def rows(self, sheet: str) -> Rows:
        """The rows of a sheet, to be changed."""
        if sheet not in self._rows:
            self._rows[sheet] = [list(row) for row in self.edition.rows_by_sheet[sheet]]
        return self._rows[sheet]

    def put(self, sheet: str, row: int, column: int, value: Value) -> None:
        """Another value in a cell."""
        self.rows(sheet)[row][column] = value
        self._touched.add((sheet, f"{column_letter(column + 1)}{row + 1}"))

    def set(self, number: Number, value: Value) -> None:
        """Another value in the place of a number."""
        self.put(number.sheet, number.row, number.column, value)

    def add(self, number: Number, difference: float) -> None:
        """A number made larger or smaller."""
        self.set(number, number.value + difference)

    def touch_table(self, area: Area, table: str) -> None:
        """Says that the table as a whole is at fault, labels and all: rows of it moved."""
        self._tables.add((area.sheet, table))
        self._touched |= {
            (area.sheet, f"{column_letter(column + 1)}{row + 1}")
            for row in range(area.top, area.bottom + 2)
            for column in range(area.left, area.right + 1)
        }

    def rename(self, sheet: str, name: str) -> None:
        """Another name for a sheet."""
        self._names[sheet] = name
        self._touched.add((name, ""))

    def replace_sheet(self, sheet: str, rows: Rows) -> None:
        """Other rows in the place of a sheet's."""
        self._rows[sheet] = [list(row) for row in rows]
        self._touched.add((sheet, ""))
        self._tables |= {(sheet, number.table) for number in self.edition.numbers if number.sheet == sheet}

    def take_out_rows(self, area: Area, first: int, last: int) -> None:
        """Rows of a table gone, those beneath moved up."""
        gone = last - first + 1
        for row in range(first, area.bottom + 1):
            self._copy(area, row + gone if row + gone <= area.bottom else None, row)

    def double_row(self, area: Area, row: int) -> None:
        """A row of a table printed twice, what stands beneath without a gap moved down."""
        rows = self.rows(area.sheet)
        end = area.bottom + 1
        while end < len(rows) and any(rows[end][c] not in ("", None) for c in range(area.left, area.right + 1)):
            end += 1
        if end == len(rows):
            rows.append([""] * len(rows[0]))
        for below in range(end, row, -1):
            self._copy(area, below - 1, below)

    def _copy(self, area: Area, source: int | None, target: int) -> None:
        rows = self.rows(area.sheet)
        for column in range(area.left, area.right + 1):
            rows[target][column] = "" if source is None else rows[source][column]

    def fault(self, kind: str, what: str) -> Fault:
        """What was made."""
        sheets = tuple(
            replace(
                sheet,
                name=self._names.get(sheet.name, sheet.name),
                rows=self._rows.get(sheet.name, sheet.rows),
            )
            for sheet in self.edition.workbook.sheets
        )
        return Fault(kind, self.edition, Workbook(sheets), what, frozenset(self._touched), frozenset(self._tables))


def at(number: Number) -> str:
    """The place of a number, for a sentence: `'ATD FY25 YTD'!B9`."""
    return f"'{number.sheet}'!{number.cell}"
