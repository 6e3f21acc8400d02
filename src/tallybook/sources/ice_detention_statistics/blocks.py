"""Finding the published tables on a sheet: where each begins, which columns and rows it has.

A table is anchored on its title; its columns are found by their headings beneath, its rows by
the labels under the title's column. Nothing depends on the number of a row or on the name of
a sheet. Rows and columns here are 0-based, as in the grid.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tallybook.readers.grid import Sheet, Value
from tallybook.sources.ice_detention_statistics.cells import is_blank, is_number, text_of
from tallybook.sources.ice_detention_statistics.headings import Heading, read_headings
from tallybook.sources.ice_detention_statistics.labels import is_known_label
from tallybook.sources.ice_detention_statistics.layout import TableLayout
from tallybook.sources.ice_detention_statistics.titles import Title

_ROWS_TO_HEADING = 8
_BLANK_ROWS_WITHIN = 3
_ROWS_TO_LIST_HEADING = 12  # a list with a head of its own (facilities) begins further down


@dataclass(slots=True)
class Block:
    """One table on one sheet: its title, headings and the rows that belong to it."""

    title: Title
    headings: list[Heading]
    heading_row: int | None  # None where the table has no row of headings
    label_columns: int
    first_heading_rows: range = range(0)  # all rows of a heading of several
    rows: list[int] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    unknown_headings: list[tuple[int, str]] = field(default_factory=list)
    shifted_from: int | None = None  # the column whose heading the numbers do not stand under

    @property
    def layout(self) -> TableLayout:
        return self.title.layout

    @property
    def number_headings(self) -> list[Heading]:
        """The columns of numbers."""
        return [heading for heading in self.headings if not heading.rule.attribute]

    @property
    def attribute_headings(self) -> list[Heading]:
        """The columns of words about the row."""
        return [heading for heading in self.headings if heading.rule.attribute]


def find_blocks(sheet: Sheet, titles: Sequence[Title]) -> Iterator[Block | Title]:
    """The table beneath each title of a sheet; the bare title where none could be read."""
    places = {(title.row, title.column) for title in titles}
    for title in titles:
        block = _block(sheet, title, places)
        yield block if block and block.rows else title


def _block(sheet: Sheet, title: Title, titles: set[tuple[int, int]]) -> Block | None:
    limit = _right_limit(sheet.rows[title.row], title.column)
    block = _with_headings(sheet, title, limit, titles)
    if block is None:
        return None
    _collect_rows(sheet, block, titles)
    _follow_shifted_numbers(sheet, block, limit, titles)
    return block


def _right_limit(row: Sequence[Value], column: int) -> int:
    """The first column that belongs to the table on the right: where its title stands."""
    return next((c for c in range(column + 1, len(row)) if not is_blank(row[c])), len(row))


def _with_headings(sheet: Sheet, title: Title, limit: int, titles: set[tuple[int, int]]) -> Block | None:
    layout = title.layout
    reach = _ROWS_TO_LIST_HEADING if layout.stub_header else _ROWS_TO_HEADING
    for number in range(title.row + 1, min(title.row + 1 + reach, len(sheet.rows))):
        row = sheet.rows[number]
        if (number, title.column) in titles:
            break
        limit = min([limit, *(column for column in range(title.column, limit) if (number, column) in titles)])
        if layout.stub_header and not layout.stub_header.search(text_of(row[title.column])):
            continue
        found = read_headings(sheet, number, title, limit)
        if found.headings:
            return Block(
                title,
                found.headings,
                number,
                found.label_columns,
                range(found.first_row, number + 1),
                unknown_headings=found.unknown,
            )
    return _without_heading(sheet, title, limit)


def _without_heading(sheet: Sheet, title: Title, limit: int) -> Block | None:
    """A table of one column whose heading was left out: label and number follow the title."""
    layout, below = title.layout, title.row + 1
    if len(layout.columns) != 1 or layout.heading != "labels" or below >= len(sheet.rows):
        return None
    row = sheet.rows[below]
    filled = [c for c in range(title.column + 1, limit) if not is_blank(row[c])]
    pattern = layout.columns[0].header
    if len(filled) != 1 or not text_of(row[title.column]) or (pattern and pattern.groupindex):
        return None
    [column] = filled
    if not is_number(row[column]):
        return None
    return Block(title, [Heading(column, "", layout.columns[0])], None, column - title.column)


def _collect_rows(sheet: Sheet, block: Block, titles: set[tuple[int, int]]) -> None:
    """Rows from below the headings to where the table ends; texts beneath are its notes."""
    first = (block.title.row if block.heading_row is None else block.heading_row) + 1
    left, right = block.title.column, max(heading.column for heading in block.headings)
    titled = {row for row, column in titles if left <= column <= right}
    ended = False
    for number in range(first, len(sheet.rows)):
        row = sheet.rows[number]
        if number in titled:
            break
        if ended or not _is_table_row(block, row):
            if not is_blank(row[left]) and isinstance(row[left], str):
                block.notes.append((number, str(row[left])))
            if not ended and not _goes_on(sheet, block, number, titles):
                ended = True
            if ended and number > first + 1 and _blank_rows_above(sheet, number, left, right) > 3:
                break
        else:
            block.rows.append(number)


def _is_table_row(block: Block, row: Sequence[Value]) -> bool:
    """Whether a row has anything in the table's columns, or a label that may stand alone."""
    if any(not is_blank(row[heading.column]) for heading in block.headings):
        return True
    label = text_of(row[block.title.column])
    return bool(label) and is_known_label(block.layout, label)


def _goes_on(sheet: Sheet, block: Block, number: int, titles: set[tuple[int, int]]) -> bool:
    """Whether the table goes on after a row that is blank or holds a lone text.

    It does where the next row that holds anything has a label of the table, or any label with
    numbers beside it. A lone text is more likely the title of another table, and a row of
    texts its headings.
    """
    left, right = block.title.column, max(heading.column for heading in block.headings)
    for below in range(number + 1, min(number + 1 + _BLANK_ROWS_WITHIN, len(sheet.rows))):
        row = sheet.rows[below]
        if any((below, column) in titles for column in range(left, right + 1)):
            return False
        if all(is_blank(value) for value in row[left : right + 1]):
            continue
        labels = [label for value in row[left : left + max(block.label_columns, 1)] if (label := text_of(value))]
        has_numbers = any(is_number(row[heading.column]) for heading in block.number_headings)
        return bool(labels) and (has_numbers or is_known_label(block.layout, labels[0]))
    return False


def _blank_rows_above(sheet: Sheet, number: int, left: int, right: int) -> int:
    count = 0
    while number - count >= 0 and all(is_blank(value) for value in sheet.rows[number - count][left : right + 1]):
        count += 1
    return count


def _follow_shifted_numbers(sheet: Sheet, block: Block, limit: int, titles: set[tuple[int, int]]) -> None:
    """Numbers of a one-column table that stand beside their heading, not under it."""
    first = (block.title.row if block.heading_row is None else block.heading_row) + 1
    if len(block.headings) != 1 or first >= len(sheet.rows):
        return
    [heading] = block.headings
    candidates = range(block.title.column + 1, limit)
    filled = {c for number in block.rows or [first] for c in candidates if is_number(sheet.rows[number][c])}
    if len(filled) == 1 and heading.column not in filled:
        block.shifted_from = heading.column
        block.headings = [replace(heading, column=filled.pop())]
        block.rows, block.notes = [], []
        _collect_rows(sheet, block, titles)
