"""The headings of a table: which column holds which quantity, split and period."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tallybook.calendar import MONTHS, find_fiscal_year, month_end, next_month
from tallybook.readers.grid import Sheet, Value
from tallybook.sources.ice_detention_statistics.cells import as_date, is_blank, is_number, text_of
from tallybook.sources.ice_detention_statistics.layout import ColumnRule
from tallybook.sources.ice_detention_statistics.titles import Title
from tallybook.sources.ice_detention_statistics.vocabulary import unknown_dimensions

_CATCH_ALL = ".+"
_MONTH_TEXT = re.compile(r"^([A-Z][a-z]{2,8})[-\s]+(20\d{2}|\d{2})\b", re.IGNORECASE)
_GROUPS_NOT_DIMENSIONS = frozenset({"month", "fiscal_year"})


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of a table and what its heading says."""

    column: int
    label: str
    rule: ColumnRule
    dimensions: dict[str, str] = field(default_factory=dict)  # dimension to label as printed
    month: int | None = None  # a month of the table's (or row's) fiscal year
    fiscal_year: int | None = None
    span: tuple[date, date] | None = None  # first and last day, where the heading fixes them
    irregular: bool = False  # breaks the run of months: the period follows from its place in the run


@dataclass(slots=True)
class Headings:
    """What a row of headings holds."""

    headings: list[Heading]
    label_columns: int
    first_row: int
    unknown: list[tuple[int, str]] = field(default_factory=list)


def read_headings(sheet: Sheet, number: int, title: Title, limit: int) -> Headings:
    """The headings in one row; none where the row is not a row of headings of this table."""
    if title.layout.heading == "half_months":
        return _half_months(sheet, number, title, limit)
    if title.layout.heading == "run_of_months":
        return _run_of_months(sheet, number, title, limit)
    return _labels(sheet.rows[number], number, title, limit)


def _labels(row: Sequence[Value], number: int, title: Title, limit: int) -> Headings:
    rules, found = title.layout.columns, Headings([], 1, number)
    for column in range(title.column + 1, limit):
        label = text_of(row[column])
        heading = _heading(column, label, rules) if label else None
        after_gap = bool(found.headings) and column > found.headings[-1].column + 1 + len(found.unknown)
        if heading and not (after_gap and _is_catch_all(heading.rule)):
            found.headings.append(heading)
        elif label and not found.headings and column - title.column < len(title.layout.stub):
            found.label_columns = column - title.column + 1
        elif label and not found.headings and column > title.column + len(title.layout.stub):
            return Headings([], 1, number)  # a foreign heading first: the row is another table's
        elif label and not after_gap:
            found.unknown.append((column, label))
        elif not label and after_gap and found.unknown:
            break
    if not found.headings:
        found.unknown = []
    found.headings = _months_in_place(found.headings)
    return found


def _months_in_place(headings: list[Heading]) -> list[Heading]:
    """Of twelve months side by side, one printed twice stands for the month of its place."""
    months = [heading.month for heading in headings if heading.month]
    if len(months) != 12 or len(set(months)) == 12:
        return headings
    places = iter([*range(10, 13), *range(1, 10)])
    return [
        heading
        if heading.month is None or (month := next(places)) == heading.month
        else replace(heading, month=month, irregular=True)
        for heading in headings
    ]


def _is_catch_all(rule: ColumnRule) -> bool:
    return bool(rule.header and _CATCH_ALL in rule.header.pattern)


def _heading(column: int, label: str, rules: Sequence[ColumnRule]) -> Heading | None:
    for rule in rules:
        match = rule.header.search(label) if rule.header else None
        if not match:
            continue
        groups = match.groupdict()
        month = MONTHS.get(groups["month"].lower()) if "month" in groups else None
        if "month" in groups and month is None:
            continue
        dimensions = {name: text for name, text in groups.items() if name not in _GROUPS_NOT_DIMENSIONS}
        if _is_catch_all(rule) and unknown_dimensions(dimensions):
            # More people of a new kind, or a share in per cent? Under an unknown label it can't be said.
            rule = replace(rule, quantity=None, unit=None)
        return Heading(
            column,
            label,
            rule,
            dimensions,
            month,
            find_fiscal_year(label) if "fiscal_year" in groups else None,
        )
    return None


def _half_months(sheet: Sheet, number: int, title: Title, limit: int) -> Headings:
    """Three rows: the year (over its first column), the month (over two), then mid and end.

    Years are missing or mistyped in some editions, so only the first counts as printed; from
    there on each month is the next of that name.
    """
    halves = {
        column: half
        for column in range(title.column + 1, limit)
        if (half := text_of(sheet.rows[number][column]).casefold()) in ("mid", "end")
    }
    if len(halves) < 2:
        return Headings([], 1, number)
    months_at = _filled_row_above(sheet, number, min(halves))
    years_at = _filled_row_above(sheet, months_at, min(halves))
    if years_at <= title.row:
        return Headings([], 1, number)
    years, months = sheet.rows[years_at], sheet.rows[months_at]
    found = Headings([], 1, years_at)
    start: date | None = None
    year, month_label = "", ""
    for column, half in halves.items():
        year = _year(years[column]) or year
        month = MONTHS.get(text_of(months[column]).casefold())
        irregular = False
        if month:
            month_label = text_of(months[column])
            if start is None:
                start = date(int(year), month, 1) if year else None
            else:
                irregular = next_month(start).month != month
                start = _next_of_name(start, month)
        if start is None:
            return Headings([], 1, number)
        day = start.replace(day=15) if half == "mid" else month_end(start)
        found.headings.append(
            Heading(
                column,
                f"{year} / {month_label} / {text_of(sheet.rows[number][column])}",
                title.layout.columns[0],
                span=(day, day),
                irregular=irregular or str(start.year) != year,
            )
        )
    return found


def _year(value: Value) -> str:
    """A year as printed, as a number or as text; '' where there is none."""
    text = f"{value:.0f}" if is_number(value) else text_of(value)
    return text if re.fullmatch(r"20\d{2}", text) else ""


def _filled_row_above(sheet: Sheet, number: int, column: int) -> int:
    """The nearest row above that holds something in a column."""
    return next((above for above in range(number - 1, -1, -1) if not is_blank(sheet.rows[above][column])), 0)


def _next_of_name(day: date, month: int) -> date:
    """The first day of the next month of a name after a day."""
    return date(day.year + (month <= day.month), month, 1)


def _run_of_months(sheet: Sheet, number: int, title: Title, limit: int) -> Headings:
    """A row of months as dates; one that repeats the last stands for the month after."""
    row = sheet.rows[number]
    printed = {c: day for c in range(title.column + 1, limit) if (day := _month_of(row[c]))}
    if len(printed) < 2:
        return Headings([], 1, number)
    found = Headings([], 1, number)
    last: date | None = None
    for column, as_printed in printed.items():
        month = next_month(as_printed) if as_printed == last else as_printed
        irregular = last is not None and (month != as_printed or month != next_month(last))
        label = text_of(row[column]) or as_printed.isoformat()[:7]
        found.headings.append(
            Heading(
                column,
                label,
                title.layout.columns[0],
                span=(month, month_end(month)),
                irregular=irregular,
            )
        )
        last = month
    return found


def _month_of(value: Value) -> date | None:
    if day := as_date(value):
        return day.replace(day=1)
    match = _MONTH_TEXT.match(text_of(value))
    month = MONTHS.get(match[1].lower()) if match else None
    return date(2000 + int(match[2]) % 100, month, 1) if match and month else None
