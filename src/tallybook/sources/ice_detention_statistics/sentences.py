"""Numbers printed inside a sentence on a sheet."""

from dataclasses import dataclass
from datetime import date

from tallybook.calendar import find_date
from tallybook.readers.grid import Sheet, Value
from tallybook.sources.ice_detention_statistics.cells import text_of
from tallybook.sources.ice_detention_statistics.layout import SentenceLayout, load_layout


@dataclass(frozen=True, slots=True)
class Sentence:
    """One number in prose, with the cell it stands in and the days it speaks of."""

    layout: SentenceLayout
    row: int  # 0-based
    column: int
    text: str
    value: float
    span: tuple[date | None, date | None] | None


_layout_of_text: dict[str, SentenceLayout | None] = {}


def _layout_of(text: str) -> SentenceLayout | None:
    """The form of sentence that a text has. Remembered: most texts of a workbook recur."""
    if text not in _layout_of_text:
        plain = text_of(text)
        forms = load_layout().sentences
        _layout_of_text[text] = next((form for form in forms if form.text.search(plain)), None)
    return _layout_of_text[text]


def find_sentences(sheet: Sheet) -> list[Sentence]:
    """Every sentence of a known form on a sheet."""
    return [
        _sentence(form, number, column, value)
        for number, row in enumerate(sheet.rows)
        for column, value in enumerate(row)
        if value.__class__ is str and value and (form := _layout_of(value)) is not None
    ]


def _sentence(form: SentenceLayout, row: int, column: int, value: Value) -> Sentence:
    text = str(value)
    match = form.text.search(text_of(text))
    assert match
    groups = match.groupdict()
    span = (find_date(groups["start"]), find_date(groups["end"])) if "start" in groups else None
    return Sentence(form, row, column, text, float(groups["value"].replace(",", "")), span)
