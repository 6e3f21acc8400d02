"""What one cell holds, as the layouts look at it."""

from datetime import date, datetime, time, timedelta
from typing import TypeGuard

from tallybook.calendar import to_excel_serial
from tallybook.readers.grid import Value


def text_of(value: Value) -> str:
    """A cell as comparable text: runs of blanks (of any kind) made one; '' unless it is text."""
    if not isinstance(value, str):
        return ""
    text = " ".join(value.split())
    return text if text.isascii() else text.replace("\u200b", "")


def is_blank(value: Value) -> bool:
    """Whether nothing stands in a cell; blanks and non-breaking blanks are nothing."""
    return value is None or (isinstance(value, str) and not value.strip())


def is_number(value: Value) -> TypeGuard[int | float]:
    """Whether a cell holds a number (a truth value is none)."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def serial_of(value: Value) -> float | None:
    """The number behind a cell that the sheet shows as a date or a time; None where it is neither."""
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    if isinstance(value, time):
        return _day_part(value)
    if isinstance(value, datetime):
        return to_excel_serial(value.date()) + _day_part(value.time())
    return float(to_excel_serial(value)) if isinstance(value, date) else None


def _day_part(value: time) -> float:
    return (value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / 86_400


def as_date(value: Value) -> date | None:
    """A true date of the sheet, without its time of day."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None
