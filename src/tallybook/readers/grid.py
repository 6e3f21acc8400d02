"""What a reader gives: a workbook as sheets of typed cells."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Value = str | float | int | bool | date | datetime | time | timedelta | None
"""A cell as the file holds it: text, number, truth value, date; '' or None where blank."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows from A1 on, all of one length.

    `rows[r][c]` is the cell in row r+1 and column c+1. `errors` holds the spreadsheet's own
    error values ((row, column), 0-based, to '#N/A' and the like): a reader that erases them
    from `rows` says so here.
    """

    name: str
    rows: Sequence[Sequence[Value]]
    is_hidden: bool = False
    errors: dict[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Workbook:
    """All sheets of one file, in the file's order, hidden ones too."""

    sheets: tuple[Sheet, ...]
