"""What the ledger says of a number: said beside every answer, and left out only where a person decided so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tallybook.book import Book
from tallybook.ledger.entries import ledger

Place = tuple[str, str, str]
"""A cell: sha256 of its document, its sheet, its address on the sheet."""


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing to know before a number is quoted."""

    entry: str  # id in the ledger
    severity: str
    sentence: str
    leaves_out: bool  # whether an erratum lets another edition answer in its place


def flags_of(book: Book, places: Iterable[Place]) -> dict[Place, tuple[Flag, ...]]:
    """What the ledger holds against each of these cells, in the words of the finding that doubts it.

    Cells that nothing is held against are left out. Notes are no reason to doubt a number.
    """
    wanted = set(places)
    entries = {entry.story: entry for entry in ledger(book, severity="warning")}
    doubts = book.once_for_all_days("doubts", _doubts)
    found: dict[Place, list[Flag]] = {}
    for place in wanted & doubts.keys():
        for known_from, file, story, severity, sentence in doubts[place]:
            if story in entries and (book.as_of is None or known_from <= book.as_of):
                entry = entries[story]
                leaves_out = any(erratum.leaves_out(file, *place[1:]) for erratum in entry.errata)
                found.setdefault(place, []).append(Flag(entry.id, severity, sentence, leaves_out))
    return {place: tuple(dict.fromkeys(flags)) for place, flags in found.items()}


_Doubt = tuple[date, str, str, str, str]


def _doubts(book: Book) -> dict[Place, list[_Doubt]]:
    """Of every doubted cell since when, its file, and the story, severity and sentence of each finding against it."""
    doubts: dict[Place, list[_Doubt]] = {}
    for document, sheet, cell, *finding in book.sql(_DOUBTS):
        doubts.setdefault((document, sheet, cell), []).append(tuple(finding))
    return doubts


_DOUBTS = """
    SELECT finding_cell.document, sheet, cell, finding.known_from, finding_cell.file, story, severity, sentence
    FROM finding_cell JOIN finding USING (finding) WHERE is_suspect AND severity <> 'note'
    ORDER BY severity, finding.known_from, finding
"""


def left_out(book: Book, table: str) -> set[Place]:
    """The cells that errata on a table set aside, as far as the record could show it on the day that is asked as of."""
    documents = {row["file"]: row["document"] for row in book.documents()}
    return {
        (documents[cell.file], cell.sheet, cell.cell)
        for entry in ledger(book, severity="warning")
        for erratum in entry.errata
        if table in erratum.tables
        for cell in entry.cells
        if cell.is_suspect and cell.table_name == table and erratum.leaves_out(cell.file, cell.sheet, cell.cell)
    }
