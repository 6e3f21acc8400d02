"""What the ledger says of a number: said beside every answer, and left out only where a person decided so."""

from collections.abc import Iterable
from dataclasses import dataclass

from tallybook.book import Book
from tallybook.ledger.entries import Entry, ledger

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
    """What the ledger holds against each of these cells; cells that nothing is held against are left out.

    Notes are no reason to doubt a number and raise no flag.
    """
    wanted = set(places)
    files = {row["document"]: row["file"] for row in book.documents()}
    by_cell = {(files[document], sheet, cell): (document, sheet, cell) for document, sheet, cell in wanted}
    found: dict[Place, list[Flag]] = {}
    for entry in ledger(book, severity="warning"):
        for cell in entry.cells:
            place = by_cell.get((cell.file, cell.sheet, cell.cell))
            if place and cell.is_suspect:
                flag = Flag(entry.id, entry.severity, entry.sentence, _leaves_out(entry, cell.sheet, cell.cell))
                found.setdefault(place, []).append(flag)
    return {place: tuple(dict.fromkeys(flags)) for place, flags in found.items()}


def left_out(book: Book, table: str) -> set[Place]:
    """The cells that errata on a table set aside, as far as the record could show it on the day that is asked as of."""
    documents = {row["file"]: row["document"] for row in book.documents()}
    return {
        (documents[cell.file], cell.sheet, cell.cell)
        for entry in ledger(book, severity="warning")
        if table in entry.tables
        for cell in entry.cells
        if cell.is_suspect and _leaves_out(entry, cell.sheet, cell.cell)
    }


def _leaves_out(entry: Entry, sheet: str, cell: str) -> bool:
    if entry.erratum is None or not entry.erratum.leaves_out:
        return False
    return not entry.erratum.cells or f"'{sheet}'!{cell}" in entry.erratum.cells
