"""The account of cells: each number or date of a sheet is an observation, or has a reason not to be."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date

from tallybook.readers.grid import Sheet
from tallybook.sources.ice_detention_statistics.blocks import Block
from tallybook.sources.ice_detention_statistics.cells import as_date, is_number, serial_of
from tallybook.sources.ice_detention_statistics.emit import place_number

UNEXPLAINED = "unexplained"
_FIRST_YEAR, _LAST_YEAR = 2000, 2099


@dataclass(frozen=True, slots=True)
class UnreadCell:
    """A number or date that is no observation, and why."""

    row: int  # 0-based
    column: int
    value: float  # of a date, its Excel serial number
    day: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Account:
    """The numeric cells of a sheet."""

    numeric_cells: int
    unread: tuple[UnreadCell, ...]

    @property
    def unexplained(self) -> list[tuple[int, int]]:
        """The places of numbers that nothing accounts for."""
        return [(cell.row, cell.column) for cell in self.unread if cell.reason == UNEXPLAINED]


def account_for(sheet: Sheet, observed: Set[int], reasons: Mapping[tuple[int, int], str]) -> Account:
    """Holds every number and date of a sheet against the observations and the written reasons.

    `observed` counts cells as `place_number` does.
    """
    count, unread = 0, []
    for number, values in enumerate(sheet.rows):
        start = place_number(number, 0)
        for column, value in enumerate(values):
            kind = value.__class__
            if kind is str or value is None:
                continue
            if kind is float or is_number(value) or serial_of(value) is not None:
                count += 1
                if start + column not in observed:
                    unread.append(_unread(sheet, number, column, reasons))
    return Account(count, tuple(unread))


def _unread(sheet: Sheet, row: int, column: int, reasons: Mapping[tuple[int, int], str]) -> UnreadCell:
    value = sheet.rows[row][column]
    serial = serial_of(value)
    number = float(value) if is_number(value) else serial if serial is not None else float("nan")
    return UnreadCell(row, column, number, as_date(value), reasons.get((row, column), UNEXPLAINED))


def heading_reasons(sheet: Sheet, block: Block) -> Iterator[tuple[tuple[int, int], str]]:
    """Numbers and dates in the headings of a table: years and months, not observations."""
    last = max(heading.column for heading in block.headings)
    for number in block.first_heading_rows:
        for column in range(block.title.column, last + 1):
            value = sheet.rows[number][column]
            if as_date(value):
                yield (number, column), "month_in_header"
            elif is_number(value) and _FIRST_YEAR <= value <= _LAST_YEAR:
                yield (number, column), "year_in_header"
