"""The titles that open the published tables, wherever on a sheet they stand."""

from dataclasses import dataclass

from tallybook.readers.grid import Sheet
from tallybook.sources.ice_detention_statistics.layout import TableLayout, load_layout

_LONGEST_TITLE = 400
_SHORTEST_TITLE = len("May 2025")


@dataclass(frozen=True, slots=True)
class Title:
    """The cell that opens a table (0-based, as in the grid)."""

    row: int
    column: int
    text: str
    layout: TableLayout


_layout_of_text: dict[str, TableLayout | None] = {}


def _layout_titled(text: str) -> TableLayout | None:
    """The table that a text is the title of. Remembered: most texts of a workbook recur."""
    if text not in _layout_of_text:
        title = " ".join(text[:_LONGEST_TITLE].split())
        _layout_of_text[text] = (
            next((table for table in load_layout().tables if table.title.search(title)), None)
            if len(title) >= _SHORTEST_TITLE
            else None
        )
    return _layout_of_text[text]


def find_titles(sheet: Sheet) -> list[Title]:
    """Every title of a known table on a sheet, from top to bottom."""
    return [
        Title(number, column, " ".join(value.split()), layout)
        for number, row in enumerate(sheet.rows)
        for column, value in enumerate(row)
        if value.__class__ is str and value and (layout := _layout_titled(value)) is not None
    ]
