"""The dates of a number: the day its table's data run through, and the days it describes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tallybook.calendar import (
    MONTHS,
    find_date,
    find_fiscal_year,
    fiscal_quarter,
    fiscal_year_end,
    fiscal_year_start,
    month_end,
    month_of_fiscal_year,
)
from tallybook.readers.grid import Sheet
from tallybook.sources.ice_detention_statistics.blocks import Block
from tallybook.sources.ice_detention_statistics.cells import text_of
from tallybook.sources.ice_detention_statistics.footnotes import Footnote, find_footnote
from tallybook.sources.ice_detention_statistics.headings import Heading
from tallybook.sources.ice_detention_statistics.layout import DateSource
from tallybook.sources.ice_detention_statistics.stubs import Row

Span = tuple[date | None, date | None]
Line = tuple[int, int, str]
"""Row and column (0-based) of a text, and the text."""

_LATE_DATA = timedelta(days=45)  # snapshots and year-end files run a little past the year's end
_EARLY_CAPTURE = timedelta(days=7)  # an archive's day of capture may be nominal by a few days
_QUARTER = re.compile(r"Quarter ([1-4])\b", re.IGNORECASE)
_THROUGH = re.compile(r"\b(?:thru|through) ([A-Z]+)(?: (\d{1,2})\b)?", re.IGNORECASE)
_YEAR_END = re.compile(r"year end", re.IGNORECASE)
_MONTH = re.compile(r"\b([A-Z]{3,9}) (20\d{2})\b", re.IGNORECASE)
_BANNER_ROWS = 20
_ROWS_TO_DATED_LINE = 30


@dataclass(frozen=True, slots=True)
class TableDates:
    """The dates of one table on one sheet."""

    fiscal_year: int | None
    data_through: date | None  # as the file says
    usable_through: date | None  # the same, where it can be right for this table
    title_span: Span | None  # the period that the title names
    dated_line: Line | None  # on the same sheet, where the day stands or should

    def horizon(self, report_date: date | None) -> date | None:
        """The last day that numbers of the table can be about."""
        return self.usable_through or report_date


def table_dates(
    sheet: Sheet, block: Block, notes: Mapping[str, Sequence[Footnote]], report_date: date | None, banner: int | None
) -> TableDates:
    """Where and up to which day a table's data run, in its layout's order of places."""
    title = block.title.text
    fiscal_year = find_fiscal_year(title) or banner
    span = _title_span(title, fiscal_year)
    day: date | None = None
    line: Line | None = None
    for source in block.layout.dated_by:
        day, line = _look(source, sheet, block, notes, fiscal_year, span)
        if day or line:
            break
    usable = day if day and _can_be_right(day, fiscal_year, report_date) else None
    return TableDates(fiscal_year, day, usable, span, line)


def banner_year(sheet: Sheet) -> int | None:
    """The fiscal year in the sheet's own head (`ICE DETENTION DATA, FY2025`)."""
    heads = (text_of(value) for row in sheet.rows[:_BANNER_ROWS] for value in row if value.__class__ is str and value)
    years = (find_fiscal_year(head) for head in heads if " DATA, " in head.upper())
    return next((year for year in years if year), None)


def _title_span(title: str, fiscal_year: int | None) -> Span | None:
    """The months, quarter or year that a title names."""
    if fiscal_year and (quarter := _QUARTER.search(title)):
        return fiscal_quarter(fiscal_year, int(quarter[1]))
    through = _THROUGH.search(title)
    if fiscal_year and through and (month := MONTHS.get(through[1].lower())):
        first = month_of_fiscal_year(month, fiscal_year)
        last = month_end(first)
        day = int(through[2]) if through[2] else last.day
        return fiscal_year_start(fiscal_year), last.replace(day=min(max(day, 1), last.day))
    if fiscal_year and _YEAR_END.search(title):
        return fiscal_year_start(fiscal_year), fiscal_year_end(fiscal_year)
    for name, year in _MONTH.findall(title):
        if name.lower() in MONTHS:
            first = date(int(year), MONTHS[name.lower()], 1)
            return first, month_end(first)
    return None


def _look(
    source: DateSource,
    sheet: Sheet,
    block: Block,
    notes: Mapping[str, Sequence[Footnote]],
    fiscal_year: int | None,
    span: Span | None,
) -> tuple[date | None, Line | None]:
    title = block.title
    if source.place == "note":
        for row, text in block.notes:
            if found := source.pattern.search(text):
                return find_date(text[found.end() :]), (row, title.column, text)
    elif source.place == "sheet":
        return _line_on_sheet(source, sheet, title.row)
    elif source.place == "title":
        if found := source.pattern.search(title.text):
            day = find_date(title.text[found.start() :])
            if day is None and "as of" not in source.pattern.pattern:
                day = _named_end(block, fiscal_year, span)
            return day, (title.row, title.column, title.text)
    elif note := find_footnote(notes, source, fiscal_year, sheet.is_hidden):
        return note.data_through, None
    return None, None


def _named_end(block: Block, fiscal_year: int | None, span: Span | None) -> date | None:
    """The last day of the period that a title names: of its months, or of its fiscal year."""
    if span:
        return span[1]
    return fiscal_year_end(fiscal_year) if fiscal_year and block.layout.period != "title" else None


def _line_on_sheet(source: DateSource, sheet: Sheet, title_row: int) -> tuple[date | None, Line | None]:
    """The dated line nearest above the title, else the first beneath it."""
    first = max(title_row - _ROWS_TO_DATED_LINE, 0)
    lines = [
        (number, column, text, text[found.end() :])
        for number, row in enumerate(sheet.rows[first : title_row + _ROWS_TO_DATED_LINE], first)
        for column, value in enumerate(row)
        if value.__class__ is str and value and (found := source.pattern.search(text := text_of(value)))
    ]
    above = [line for line in lines if line[0] < title_row]
    best = above[-1] if above else (lines[0] if lines else None)
    return (find_date(best[3]), best[:3]) if best else (None, None)


def _can_be_right(day: date, fiscal_year: int | None, report_date: date | None) -> bool:
    if report_date and day > report_date + _EARLY_CAPTURE:
        return False
    return fiscal_year is None or (fiscal_year_start(fiscal_year) <= day <= fiscal_year_end(fiscal_year) + _LATE_DATA)


def reference_span(dates: TableDates, period: str, row: Row, heading: Heading) -> Span:
    """First and last day that the number of a row and column describes; None where unknown."""
    if row.is_undated:
        return None, None
    if heading.span:
        return heading.span
    if row.span:
        return row.span
    fiscal_year = row.fiscal_year or heading.fiscal_year or dates.fiscal_year
    if heading.month:
        if not fiscal_year:
            return None, None
        first = month_of_fiscal_year(heading.month, fiscal_year)
        return first, month_end(first)
    if period == "title" and dates.title_span:
        return dates.title_span
    if period == "day":
        return dates.usable_through, dates.usable_through
    return _year_to_date(dates, fiscal_year)


def _year_to_date(dates: TableDates, fiscal_year: int | None) -> Span:
    """1 October to the day of the data; a year before the table's own is complete."""
    if not fiscal_year:
        return None, None
    start, end = fiscal_year_start(fiscal_year), fiscal_year_end(fiscal_year)
    if dates.fiscal_year and fiscal_year < dates.fiscal_year:
        return start, end
    return start, min(dates.usable_through, end) if dates.usable_through else None
