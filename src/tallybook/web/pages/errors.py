"""The ledger of errors: what is wrong or odd in the published record, and the story of each entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from markupsafe import Markup

from tallybook.answers.wording import value_words
from tallybook.errors import QuestionError
from tallybook.http.addresses import HASH
from tallybook.http.reply import Reply, moved
from tallybook.ledger import Entry, ledger
from tallybook.ledger.entries import ENTRY_KINDS, LedgerCell, entry_named
from tallybook.vintages.rule import quoted
from tallybook.vocabulary import SEVERITIES
from tallybook.web.cited import documents_of, entry_address, numbers_said, said_of, with_numbers
from tallybook.web.place import Place
from tallybook.web.rendering import rendered
from tallybook.web.visit import Visit

_ON_A_PAGE = 100
_CELLS_ON_A_PAGE = 500
_FILTERS = ("table", "severity", "kind", "document", "since", "text", "as_of")


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in the list."""

    entry: Entry
    sentence: Markup
    address: str


@dataclass(frozen=True, slots=True)
class CellGroup:
    """Cells of one sheet that an entry stands on."""

    file: str
    sheet: str
    document_address: str
    is_suspect: bool
    cells: list[tuple[str, str, str]] = field(default_factory=list)  # cell, address, number as printed


def ledger_page(visit: Visit) -> Reply:
    """The entries that the filters of the address leave, newest first."""
    asked = {name: visit.one(name) for name in _FILTERS}
    found = _chosen(visit, asked)
    page = visit.number("page", 1)
    pages = _pages(visit, "/ledger", asked, len(found), _ON_A_PAGE, page)
    start = (page - 1) * _ON_A_PAGE
    lines = [
        Line(entry, said_of(visit, entry.sentence, address), address)
        for entry in found[start : start + _ON_A_PAGE]
        for address in [entry_address(visit, entry)]
    ]
    everything = ledger(visit.book)
    return rendered(
        visit,
        "ledger.html",
        visit.say("Ledger of errors"),
        lines=lines,
        asked=asked,
        is_filtered=any(asked.values()),
        count=len(found),
        counts={severity: sum(entry.severity == severity for entry in found) for severity in SEVERITIES},
        severities=SEVERITIES,
        kinds=sorted({kind for entry in everything for kind in entry.kinds}),
        abouts={name: kind.about for name, kind in ENTRY_KINDS.items()},
        tables=sorted({table for entry in everything for table in entry.tables}),
        documents=[(row["file"], row["published_name"]) for row in reversed(visit.book.documents())],
        page=page,
        pages=pages,
    )


def _chosen(visit: Visit, asked: Mapping[str, str]) -> list[Entry]:
    entries = ledger(
        visit.book,
        table=asked["table"] or None,
        severity=asked["severity"] or None,
        kind=asked["kind"] or None,
        document=asked["document"] or None,
        since=visit.day("since"),
    )
    words = asked["text"].casefold().split()
    return [entry for entry in entries if all(word in _text(entry) for word in words)]


def _text(entry: Entry) -> str:
    """What the words of a search are looked for in."""
    return " ".join((entry.id, entry.sentence, *entry.details, entry.because, *entry.files)).casefold()


def _pages(visit: Visit, path: str, asked: Mapping[str, str], count: int, on_a_page: int, page: int) -> dict[int, str]:
    """The addresses of the pages of a list.

    Raises:
        QuestionError: the list has no such page.
    """
    last = max(1, -(-count // on_a_page))
    if page > last:
        raise QuestionError(f"There is no page {page}.", expected=f"1 to {last}")
    return {n: visit.links.page(path, {**asked, "page": str(n) if n > 1 else ""}) for n in range(1, last + 1)}


def entry_page(visit: Visit, entry: str) -> Reply:
    """The whole story of one entry, with every cell that it stands on."""
    found = entry_named(visit.book, entry)
    if found.id != entry:
        return moved(entry_address(visit, found))
    page = visit.number("page", 1)
    path = f"/ledger/{found.id}"
    pages = _pages(visit, path, {"as_of": visit.one("as_of")}, len(found.cells), _CELLS_ON_A_PAGE, page)
    start = (page - 1) * _CELLS_ON_A_PAGE
    return rendered(
        visit,
        "entry.html",
        visit.say("An entry of the ledger of errors"),
        entry=found,
        sentence=said_of(visit, found.sentence, "#cells"),
        details=[said_of(visit, detail, "#cells") for detail in found.details],
        because=_because(visit, found),
        about=ENTRY_KINDS[found.kind].about,
        severity=SEVERITIES[found.severity],
        groups=_groups(visit, found, found.cells[start : start + _CELLS_ON_A_PAGE]),
        files=[(file, _document_address(visit, file)) for file in found.files],
        page=page,
        pages=pages,
    )


def _because(visit: Visit, entry: Entry) -> Markup:
    """What a person wrote of an entry; its numbers are those of its findings."""
    numbers = numbers_said(visit.held.whole)
    places = {n: place for text in (*entry.details, entry.sentence) for n, place in numbers.get(text, {}).items()}
    return with_numbers(entry.because, {number: visit.links.cell(*place) for number, place in places.items()})


def _document_address(visit: Visit, file: str) -> str:
    return visit.links.page(f"/documents/{documents_of(visit)[file]['document'][:HASH]}")


def _groups(visit: Visit, entry: Entry, cells: Sequence[LedgerCell]) -> list[CellGroup]:
    printed, documents = _printed(visit, entry), documents_of(visit)
    groups = []
    for (is_suspect, file, sheet), own in groupby(cells, lambda cell: (cell.is_suspect, cell.file, cell.sheet)):
        group = CellGroup(file, sheet, _document_address(visit, file), is_suspect)
        for cell in own:
            if cell.cell:
                address = visit.links.cell(documents[file]["document"], sheet, cell.cell)
                group.cells.append((cell.cell, address, printed.get((file, sheet, cell.cell), "")))
        groups.append(group)
    return groups


def _printed(visit: Visit, entry: Entry) -> dict[tuple[str, str, str], str]:
    """The numbers that the cells of an entry print."""
    rows: list[tuple[Any, ...]] = list(
        visit.book.sql(
            "SELECT DISTINCT o.file, o.sheet, o.cell, o.value, o.unit FROM finding AS f "
            "JOIN finding_cell AS c USING (finding) JOIN observation AS o ON o.document = c.document "
            f"AND o.sheet = c.sheet AND o.cell = c.cell WHERE f.story = {quoted(entry.story)} AND o.value IS NOT NULL"
        )
    )
    return {(file, sheet, cell): value_words(value, unit, is_bare=True) for file, sheet, cell, value, unit in rows}


PLACES = (
    Place("/ledger", ledger_page),
    Place("/ledger/{entry}", entry_page),
)
