"""Sentences of the record on a page: their numbers lead to the cells that print them, their files to documents."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from tallybook.book import Book
from tallybook.http.addresses import HASH
from tallybook.ledger import Entry
from tallybook.prose import figure
from tallybook.web.sentences import number_as_link, one_of, with_links
from tallybook.web.visit import Visit

Place = tuple[str, str, str]
"""sha256 of a document, sheet, cell."""

_START, _END = r"(?<![\w.,/'’-])", r"(?![\w/%]|[.,-]\d)"
_LONG = r"-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}\.\d+|\d{1,3}(?=%))%?"
# What our sentences count themselves (places, days, more of the same) is no figure of the record, and neither is a day.
_NO_MONTH = (
    r"(?! (?:de )?(?:January|February|March|April|May|June|July|August|September|October|November|December|enero|"
    r"febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\b)"
)
_SHORT = (
    rf"-?\d{{1,3}}{_NO_MONTH}(?! (?:places?|more|pairs?|numbers? of|notes?|days|months|times|facilities|per cent|"
    r"editions)\b)"
)
_TOKEN = re.compile(rf"(?P<file>\b[\w.-]+\.xlsx?\b)|(?P<number>{_START}(?:{_LONG}{_END}|{_SHORT}{_END}))")
_LARGE = re.compile(r"[,.%]")


@dataclass(frozen=True, slots=True)
class CellLink:
    """A cell as a page refers to it."""

    cell: str
    sheet: str
    file: str
    report_date: date
    address: str  # of its page


def documents_of(visit: Visit) -> Mapping[str, dict[str, Any]]:
    """Every document of the book by its file."""
    whole = visit.held.whole
    return whole.once("documents by file", lambda: {row["file"]: row for row in whole.documents()})


def cells_at(visit: Visit, addresses: Iterable[str]) -> tuple[CellLink, ...]:
    """Cells, told as FILE!SHEET!CELL, as links; what the book does not hold is left out."""
    documents, found = documents_of(visit), []
    for address in addresses:
        file, _, rest = address.partition("!")
        sheet, _, cell = rest.rpartition("!")
        if row := documents.get(file):
            link = visit.links.cell(row["document"], sheet, cell)
            found.append(CellLink(cell, sheet, file, row["report_date"], link))
    return tuple(found)


def entry_address(visit: Visit, entry: Entry) -> str:
    """The page of an entry of the ledger."""
    return visit.links.page(f"/ledger/{entry.id}")


def said_of(visit: Visit, sentence: str, elsewhere: str = "") -> Markup:
    """A sentence of the ledger, with what stands in it as links.

    Args:
        visit: whose links are used.
        sentence: of a finding.
        elsewhere: where a number leads that no cell of the finding prints: the list of its cells.
    """
    places = numbers_said(visit.held.whole).get(sentence, {})
    documents = documents_of(visit)

    def link(match: re.Match[str]) -> Markup | None:
        address = _address(visit, match, places, documents, elsewhere)
        if not address or match["number"]:
            return number_as_link(address, match[0]) if address else None
        return Markup('<a class="file" href="{}">{}</a>').format(address, match[0])

    return with_links(sentence, _TOKEN, link)


def with_numbers(sentence: str, addresses: Mapping[str, str]) -> Markup:
    """A sentence in which each of these numbers, as spelled there, is a link."""
    if not addresses:
        return Markup.escape(sentence)
    pattern = re.compile(rf"(?<![\w.,$-])(?:{one_of(addresses)})(?![\w%]|[.,-]\d){_NO_MONTH}")
    return with_links(sentence, pattern, lambda match: number_as_link(addresses[match[0]], match[0]))


def _address(
    visit: Visit,
    match: re.Match[str],
    places: Mapping[str, Place],
    documents: Mapping[str, dict[str, Any]],
    elsewhere: str,
) -> str:
    """Where a piece of a sentence leads; blank where it is no figure and no file of the book."""
    if match["file"]:
        row = documents.get(match["file"])
        return visit.links.page(f"/documents/{row['document'][:HASH]}") if row else ""
    if place := places.get(match["number"]):
        return visit.links.cell(*place)
    return elsewhere if _LARGE.search(match["number"]) else ""


def numbers_said(book: Book) -> Mapping[str, Mapping[str, Place]]:
    """Of each sentence of the ledger the numbers in it that a cell of its finding prints."""
    return book.once_for_all_days("numbers said", _numbers_said)


_CELLS = """
    SELECT f.finding, f.sentence, o.value, o.unit, c.is_suspect, o.document, o.sheet, o.cell
    FROM finding AS f JOIN finding_cell AS c USING (finding)
    JOIN observation AS o ON o.document = c.document AND o.sheet = c.sheet AND o.cell = c.cell
    WHERE o.value IS NOT NULL ORDER BY f.sentence, f.finding, o.document, o.sheet, o.cell
"""


def _numbers_said(book: Book) -> dict[str, dict[str, Place]]:
    """Only what is sure: a number of two doubted cells, or of a sentence that two findings share, is left out."""
    findings: dict[str, set[str]] = {}
    printed: dict[str, dict[str, tuple[set[Place], set[Place]]]] = {}
    for finding, sentence, value, unit, is_suspect, document, sheet, cell in book.sql(_CELLS):
        findings.setdefault(sentence, set()).add(finding)
        if sentence not in printed:
            written = [match["number"] for match in _TOKEN.finditer(sentence) if match["number"]]
            printed[sentence] = {spelled: (set(), set()) for spelled in written if written.count(spelled) == 1}
        for spelled in printed[sentence].keys() & _spellings(value, unit):
            printed[sentence][spelled][0 if is_suspect else 1].add((document, sheet, cell))
    said = {}
    for sentence, numbers in printed.items():
        # A finding is about the cells in doubt; those shown against it speak where these do not.
        places = {spelled: doubted or others for spelled, (doubted, others) in numbers.items()}
        sure = {spelled: next(iter(found)) for spelled, found in places.items() if len(found) == 1}
        if sure and len(findings[sentence]) == 1:
            said[sentence] = sure
    return said


def _spellings(value: float, unit: str) -> set[str]:
    """The ways in which a sentence may write a value."""
    shares = {f"{100 * value:.1f}%", f"{100 * value:.0f}%"} if unit == "share" else set()
    return {figure(value), f"{value:,.0f}", f"{value:,.2f}", f"{value:.6g}", *shares}
