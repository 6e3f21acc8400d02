"""The texts by which tables and sentences are recognised, wherever on a sheet they stand."""

import re
from dataclasses import dataclass
from functools import cache

from tallybook.readers.grid import Sheet
from tallybook.sources.ice_detention_statistics.cells import text_of
from tallybook.sources.ice_detention_statistics.layout import SentenceLayout, TableLayout, load_layout

_LONGEST_TITLE = 400
_SHORTEST_TITLE = len("May 2025")


@dataclass(frozen=True, slots=True)
class Title:
    """The cell that opens a table (0-based, as in the grid)."""

    row: int
    column: int
    text: str
    layout: TableLayout


@dataclass(frozen=True, slots=True)
class SentencePlace:
    """A cell that holds a sentence of a known form."""

    row: int  # 0-based
    column: int
    text: str
    layout: SentenceLayout


_layout_of_text: dict[str, TableLayout | SentenceLayout | None] = {}


@cache
def _any_known() -> re.Pattern[str]:
    """One pattern that finds whatever any layout would: most texts are none of them."""
    layout = load_layout()
    patterns = [table.title.pattern for table in layout.tables] + [form.text.pattern for form in layout.sentences]
    unnamed = (re.sub(r"\(\?P<\w+>", "(?:", pattern) for pattern in patterns)
    return re.compile("|".join(f"(?:{pattern})" for pattern in unnamed), re.IGNORECASE)


def _layout_of(text: str) -> TableLayout | SentenceLayout | None:
    """The table or sentence that a text is. Remembered: most texts of a workbook recur."""
    if text not in _layout_of_text:
        plain = text_of(text[:_LONGEST_TITLE])
        found: TableLayout | SentenceLayout | None = None
        if len(plain) >= _SHORTEST_TITLE and _any_known().search(plain):
            layout = load_layout()
            found = next((form for form in layout.sentences if form.text.search(plain)), None)
            found = found or next((table for table in layout.tables if table.title.search(plain)), None)
        _layout_of_text[text] = found
    return _layout_of_text[text]


def find_texts(sheet: Sheet) -> tuple[list[Title], list[SentencePlace]]:
    """Every title of a known table and every known sentence on a sheet, from top to bottom."""
    titles: list[Title] = []
    sentences: list[SentencePlace] = []
    for number, row in enumerate(sheet.rows):
        for column, value in enumerate(row):
            if value.__class__ is not str or not value:
                continue
            layout = _layout_of(value)
            if layout is None:
                continue
            if isinstance(layout, TableLayout):
                titles.append(Title(number, column, text_of(value), layout))
            else:
                sentences.append(SentencePlace(number, column, str(value), layout))
    return titles, sentences
