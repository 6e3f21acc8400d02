"""What is odd about the tables of a sheet, said so that a reader can act on it."""

import difflib
import re
from collections.abc import Sequence

from tallybook.calendar import find_date, fiscal_year_end, fiscal_year_start
from tallybook.model import column_letter
from tallybook.readers.grid import Sheet
from tallybook.sources.ice_detention_statistics.blocks import Block
from tallybook.sources.ice_detention_statistics.cells import is_blank, text_of
from tallybook.sources.ice_detention_statistics.layout import load_layout, readable
from tallybook.sources.ice_detention_statistics.periods import TableDates
from tallybook.sources.ice_detention_statistics.stubs import Report, Row
from tallybook.sources.ice_detention_statistics.titles import Title
from tallybook.sources.ice_detention_statistics.vocabulary import load_vocabulary, unknown_dimensions

_AS_OF = re.compile(r"as of (.{6,20})", re.IGNORECASE)


def report_unreadable(title: Title, report: Report) -> None:
    """A title under which no table stands."""
    message = "A known title, and no table with known headings and rows beneath it."
    report("unreadable_table", title.row, title.column, message, "headings and rows", title.text[:200])


def report_block(block: Block, dates: TableDates, report: Report) -> None:
    """Whatever is odd about a table as a whole: headings, places, dates."""
    _report_headings(block, report)
    title = block.title
    if dates.data_through is None and dates.dated_line:
        row, column, line = dates.dated_line
        message = "The line that should give the day of these data gives none that can be read."
        report("unclear_date", row, column, message, "a date, like 5.17.2025", line)
    elif dates.data_through is None:
        message = "Nothing says up to which day these data run."
        report("no_date", title.row, title.column, message, "a dated line", "none that can be read")
    elif dates.usable_through is None:
        message = "The day given for these data cannot be right for this table; not used for its period."
        expected = "a day not after publication"
        if year := dates.fiscal_year:
            expected = f"a day from {fiscal_year_start(year)} to shortly after {fiscal_year_end(year)}"
        report("date_out_of_line", title.row, title.column, message, expected, f"{dates.data_through}")
    said = find_date(after[1]) if (after := _AS_OF.search(title.text)) else None
    if said and dates.data_through and said != dates.data_through:
        message = "The title gives another day than the line by which these data are dated; the line was used."
        report("dates_disagree", title.row, title.column, message, f"{dates.data_through}", f"{said} in the title")


def _report_headings(block: Block, report: Report) -> None:
    title = block.title
    row = title.row if block.heading_row is None else block.heading_row
    if block.heading_row is None:
        message = "The row of headings is missing; the one column of numbers was read by its place."
        report("missing_header", row, title.column, message, "headings", title.text[:80])
    for column, unknown in block.unknown_headings:
        known = ", ".join(readable(rule.header.pattern) for rule in block.layout.columns if rule.header)
        message = "The heading of this column is not known; its numbers are kept as unread cells."
        report("unknown_column", row, column, message, known[:300], unknown)
    if block.shifted_from is not None:
        found = f"numbers in column {column_letter(block.headings[0].column + 1)}"
        message = "The numbers stand beside their heading, not beneath it; read from there."
        report("misplaced_content", row, block.shifted_from, message, "numbers beneath", found)
    for heading in block.headings:
        if heading.irregular:
            expected = f"{heading.span[0]} to {heading.span[1]}" if heading.span else ""
            message = "This heading breaks the run of months."
            report("sequence_repaired", row, heading.column, message, expected, heading.label)


def report_labels(block: Block, rows: Sequence[Row], report: Report) -> None:
    """Labels that no vocabulary knows, of rows and of columns, each once, at its first cell."""
    vocabulary = load_vocabulary()
    message = "A label that the vocabulary does not know; the numbers are kept without a code."
    heading_row = block.title.row if block.heading_row is None else block.heading_row
    places = [(row.number, block.title.column, row.dimensions) for row in rows]
    places += [(heading_row, heading.column, heading.dimensions) for heading in block.number_headings]
    reported: set[tuple[str, str]] = set()
    for number, column, dimensions in places:
        for name, label in unknown_dimensions(dimensions):
            if (name, label) not in reported:
                reported.add((name, label))
                near = vocabulary[name].closest(label)
                expected = f"a {name}, like {near!r}" if near else f"a {name}"
                report("unknown_label", number, column, message, expected, label)


def report_unexplained(sheet: Sheet, places: Sequence[tuple[int, int]], report: Report) -> None:
    """One issue for each run of rows with numbers that stand in no known table."""
    runs: list[list[tuple[int, int]]] = []
    for place in places:
        if runs and place[0] - runs[-1][-1][0] <= 2:
            runs[-1].append(place)
        else:
            runs.append([place])
    for run in runs:
        row, column = run[0]
        message = f"Numbers in no known table, kept as unread cells: {len(run)}."
        above = _text_above(sheet, row)
        titles = [readable(table.title.pattern) for table in load_layout().tables]
        near = difflib.get_close_matches(above, titles, n=1, cutoff=0.5)
        expected = f"a known title above, like {near[0]!r}" if near else "a known title above"
        report("unknown_table", row, column, message, expected, above)


def _text_above(sheet: Sheet, row: int) -> str:
    """The nearest text above a row, most likely its title."""
    texts = (
        text_of(value)
        for values in reversed(sheet.rows[max(row - 6, 0) : row])
        for value in values
        if not is_blank(value) and isinstance(value, str)
    )
    return next(texts, "no text near")[:200]
