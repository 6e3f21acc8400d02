"""The Footnotes sheets: the publisher's glossary, and the days up to which tables run."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tallybook.calendar import find_date, find_fiscal_year
from tallybook.readers.grid import Sheet
from tallybook.sources.ice_detention_statistics.cells import text_of
from tallybook.sources.ice_detention_statistics.layout import DateSource

_DATED = re.compile(r"(?:through|snapshot as(?: of)?|updated as of|as of)\s*t?\s*(?=\d)", re.IGNORECASE)
_ROWS_TO_HEAD = 30
_SECTION = re.compile(r"^\W*For .*tables", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Footnote:
    """One text of a Footnotes sheet, under the term and the section it belongs to."""

    sheet: str
    is_hidden: bool
    row: int  # 0-based
    column: int
    term: str
    section: str
    text: str
    data_through: date | None
    fiscal_year: int | None


def head_of_footnotes(sheet: Sheet) -> tuple[int, int] | None:
    """Row and column where a sheet of footnotes says Term and Definition; None where it is none."""
    for number, row in enumerate(sheet.rows[:_ROWS_TO_HEAD]):
        for column, value in enumerate(row[:-1]):
            is_term = value.__class__ is str and len(value) < 12 and text_of(value).casefold() == "term"
            if is_term and text_of(row[column + 1]).casefold() == "definition":
                return number, column
    return None


def read_footnotes(sheet: Sheet, head: tuple[int, int]) -> list[Footnote]:
    """Every text beneath the head of a Footnotes sheet; one under a blank term belongs to the term above."""
    notes = []
    term = section = ""
    first, left = head
    for number, row in enumerate(sheet.rows[first + 1 :], first + 1):
        heading, text = (str(value) if value is not None else "" for value in row[left : left + 2])
        heading = heading.strip()
        if heading:
            term, section = " ".join(heading.split()), ""
        if _SECTION.match(text):
            section = text.strip()
        if text.strip():
            notes.append(
                Footnote(
                    sheet=sheet.name,
                    is_hidden=sheet.is_hidden,
                    row=number,
                    column=left + 1,
                    term=term,
                    section=section,
                    text=text,
                    data_through=_data_through(text),
                    fiscal_year=find_fiscal_year(text),
                )
            )
    return notes


def _data_through(text: str) -> date | None:
    dated = _DATED.search(text)
    return find_date(text[dated.end() : dated.end() + 12]) if dated else None


def dated_by_term(notes: Iterable[Footnote]) -> dict[str, list[Footnote]]:
    """The footnotes that give a day, by the term they stand under."""
    terms: dict[str, list[Footnote]] = {}
    for note in notes:
        if note.data_through:
            terms.setdefault(note.term, []).append(note)
    return terms


def find_footnote(
    dated: Mapping[str, Sequence[Footnote]], source: DateSource, fiscal_year: int | None, is_hidden: bool
) -> Footnote | None:
    """The dated footnote that tells how far a table runs: of its fiscal year, on a sheet as hidden or shown as its own.

    A footnote of another fiscal year is taken only from a sheet as hidden as the table's:
    it is then the publisher's own statement, however wrong.
    """
    assert source.block
    notes = [note for term, under in dated.items() if source.block.search(term) for note in under]
    found = [note for note in notes if source.pattern.search(note.text)]
    if source.section:
        found = [note for note in found if source.section.search(note.section)] or [
            note for note in found if not note.section
        ]

    def fitness(note: Footnote) -> tuple[bool, bool, bool]:
        same_year = fiscal_year is not None and note.fiscal_year == fiscal_year
        return (same_year, note.is_hidden == is_hidden, note.fiscal_year is None)

    best = max(found, key=fitness, default=None)
    if best is None or not any(fitness(best)[:2]):
        return None
    return best
