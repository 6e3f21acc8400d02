"""Fiscal years, months and the ways a date is written in the publications. Pure functions."""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()}
MONTHS |= {"sept": 9}

EXCEL_EPOCH = date(1899, 12, 30)

_NUMERIC_DATE = re.compile(r"(?<!\d)(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})(?!\d)")
_ISO_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_WORDED_DATE = re.compile(
    r"\b(?:(?P<month>[A-Z][a-z]{2,8})\.? (?P<day>\d{1,2}),? (?P<year>\d{4})"
    r"|(?P<day2>\d{1,2})[- ](?P<month2>[A-Z][a-z]{2,8})[- ](?P<year2>\d{4}|\d{2}))\b"
)
_FISCAL_YEAR = re.compile(r"(?<![A-Z])(?:(?:EO)?FY\)?\s*((?:19|20)\d{2}|\d{2})|YTD(20\d{2}))(?!\d)", re.IGNORECASE)


def fiscal_year(day: date) -> int:
    """The US federal fiscal year a day falls in (1 October starts the next year).

    >>> fiscal_year(date(2025, 10, 1))
    2026
    """
    return day.year + (day.month >= 10)


def fiscal_year_start(year: int) -> date:
    """
    >>> fiscal_year_start(2026)
    datetime.date(2025, 10, 1)
    """
    return date(year - 1, 10, 1)


def fiscal_year_end(year: int) -> date:
    """
    >>> fiscal_year_end(2026)
    datetime.date(2026, 9, 30)
    """
    return date(year, 9, 30)


def month_of_fiscal_year(month: int, year: int) -> date:
    """The first day of a calendar month within a fiscal year.

    >>> month_of_fiscal_year(12, 2026)
    datetime.date(2025, 12, 1)
    """
    return date(year - (month >= 10), month, 1)


def month_end(day: date) -> date:
    """The last day of the month a day falls in.

    >>> month_end(date(2024, 2, 1))
    datetime.date(2024, 2, 29)
    """
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def next_month(day: date) -> date:
    """The first day of the month after.

    >>> next_month(date(2025, 12, 15))
    datetime.date(2026, 1, 1)
    """
    return month_end(day) + timedelta(days=1)


def shifted(day: date, by: timedelta) -> date:
    """A day some days on or back, no further than a calendar goes.

    >>> shifted(date(9999, 12, 31), timedelta(days=3))
    datetime.date(9999, 12, 31)
    """
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta() else date.min


def fiscal_quarter(year: int, quarter: int) -> tuple[date, date]:
    """First and last day of a quarter of a fiscal year.

    >>> fiscal_quarter(2024, 1)
    (datetime.date(2023, 10, 1), datetime.date(2023, 12, 31))
    """
    start = month_of_fiscal_year((10 + 3 * (quarter - 1) - 1) % 12 + 1, year)
    return start, month_end(next_month(next_month(start)))


def find_date(text: str) -> date | None:
    """The first date in a text: in numbers month first, as the agency writes it, in words, or ISO.

    A date that no calendar holds (`13.40.2025`) is no date; None where there is none.

    >>> find_date("Data from BI Inc. Participants Report, 02.07.2026")
    datetime.date(2026, 2, 7)
    >>> find_date("as of May 10, 2025"), find_date("9-Jan-27"), find_date("2025-05-10")
    (datetime.date(2025, 5, 10), datetime.date(2027, 1, 9), datetime.date(2025, 5, 10))
    """
    for month, day, year in _written_dates(text):
        try:
            return date(year + (2000 if year < 100 else 0), month, day)
        except ValueError:
            continue
    return None


def _written_dates(text: str) -> Iterator[tuple[int, int, int]]:
    """Month, day and year of whatever is written like a date, in the order of the text."""
    found: list[tuple[int, tuple[int, int, int]]] = []
    for match in _ISO_DATE.finditer(text):
        found.append((match.start(), (int(match[2]), int(match[3]), int(match[1]))))
    if not found:
        for match in _NUMERIC_DATE.finditer(text):
            found.append((match.start(), (int(match[1]), int(match[2]), int(match[3]))))
    for match in _WORDED_DATE.finditer(text):
        month = MONTHS.get((match["month"] or match["month2"]).lower())
        if month:
            day, year = match["day"] or match["day2"], match["year"] or match["year2"]
            found.append((match.start(), (month, int(day), int(year))))
    return (parts for _, parts in sorted(found))


def find_fiscal_year(text: str) -> int | None:
    """The last fiscal year named in a title (`FY2018 - EOFY2024` is a table up to 2024).

    >>> find_fiscal_year("ICE Removals: EOFY2024"), find_fiscal_year("FY20 YE,  as of 9/30/2020")
    (2024, 2020)
    """
    years = [fiscal or to_date for fiscal, to_date in _FISCAL_YEAR.findall(text)]
    if not years:
        return None
    return int(years[-1]) + (2000 if len(years[-1]) == 2 else 0)


def from_excel_serial(serial: float) -> date:
    """The day an Excel serial number stands for.

    >>> from_excel_serial(45796)
    datetime.date(2025, 5, 19)
    """
    return EXCEL_EPOCH + timedelta(days=int(serial))


def to_excel_serial(day: date) -> int:
    """
    >>> to_excel_serial(date(2025, 5, 19))
    45796
    """
    days = (day - EXCEL_EPOCH).days
    # Excel counts a 29 February 1900 that never was; days before it are one less.
    return days if days > 60 else days - 1
