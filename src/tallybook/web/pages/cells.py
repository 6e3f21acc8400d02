"""A cell, and the sheet it stands in, as published."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from tallybook.answers.citing import cite_cell
from tallybook.answers.wording import value_words
from tallybook.as_published import Published, published
from tallybook.http.addresses import HASH, sheet_of, slug
from tallybook.http.reply import Reply, moved
from tallybook.ledger import entries_of
from tallybook.model import column_number
from tallybook.prose import period_words, short_period
from tallybook.showing import Shown, show
from tallybook.vintages import Edition
from tallybook.vintages.editions import editions_of_cell
from tallybook.vintages.rule import quoted
from tallybook.web.grid import drawn
from tallybook.web.links import LANGUAGES, Links
from tallybook.web.place import Place
from tallybook.web.rendering import rendered
from tallybook.web.visit import Visit

_MOST_EDITIONS = 60
_SHEETS_KEPT = "sheets as published"


def document_at(visit: Visit, name: str) -> dict[str, Any]:
    """The document of an address: by its hash, file or name.

    Raises:
        QuestionError: there is none, or several.
    """
    known = visit.held.kept(
        "documents by hash", lambda: {row["document"][:HASH]: row for row in visit.held.documents()}
    )
    found = known.get(name)
    if found and (visit.as_of is None or found["report_date"] <= visit.as_of):
        return found
    return visit.book.document(name)


def as_published(visit: Visit, document: Mapping[str, Any]) -> tuple[Published, ...]:
    """The sheets of a document, read once while they are looked at."""
    return visit.held.kept(("sheets", document["document"]), lambda: published(visit.held.whole, document))


def cell_page(visit: Visit, document: str, sheet: str, cell: str) -> Reply:
    """The page of a cell: the sheet around it, what it means, both dates, all other editions, how to cite it."""
    found = document_at(visit, document)
    place, name = sheet_of(visit.book, found, sheet)
    address = f"{found['file']}!{name}!{cell}"
    sheet_seen = as_published(visit, found)[place]
    seen = show(visit.book, address, sheet_seen.sheet)
    if (found["document"][:HASH], slug(name), seen.cell) != (document, sheet, cell):
        return moved(visit.links.cell(found["document"], name, seen.cell))
    others = editions_of_cell(visit.book, seen.observation) if seen.observation else []
    return rendered(
        visit,
        "cell.html",
        f"{seen.cell}, {name.strip()}",
        seen=seen,
        document=found,
        grid=_drawn(visit, sheet_seen, found, name, ", ".join(label_path(seen)), seen.cell),
        text=sheet_seen.text(*_place(seen)),
        path=label_path(seen),
        value=_value(seen, visit.lang),
        when=_when(seen, visit.lang),
        others=[_other(visit, edition, seen) for edition in others[-_MOST_EDITIONS:]],
        other_count=len(others),
        citation=cite_cell(seen),
        wrong=[(visit.links.page(f"/ledger/{flag.entry}"), flag.sentence) for flag in seen.flags],
        sheet_address=visit.links.page(f"/documents/{found['document'][:HASH]}/{slug(name)}", anchor=seen.cell),
        document_address=visit.links.page(f"/documents/{found['document'][:HASH]}"),
        download=visit.links.file(f"/documents/{found['document'][:HASH]}/{found['file']}"),
    )


def _place(seen: Shown) -> tuple[int, int]:
    letters = seen.cell.rstrip("0123456789")
    return int(seen.cell[len(letters) :]) - 1, column_number(letters) - 1


def _value(seen: Shown, lang: str) -> str:
    row = seen.observation
    return value_words(row["value"], row["unit"], lang=lang) if row and row["value"] is not None else ""


def _when(seen: Shown, lang: str) -> str:
    row = seen.observation
    return period_words(row["reference_start"], row["reference_end"], lang) if row and row["reference_start"] else ""


def label_path(seen: Shown) -> list[str]:
    """What a cell stands under, from the outside in: sheet, title of the table, row and column."""
    row = seen.observation or {}
    parts = [seen.sheet, row.get("table_title"), row.get("row_label"), row.get("column_label")]
    return [" ".join(part.split()) for part in parts if part]


def _other(visit: Visit, edition: Edition, seen: Shown) -> dict[str, Any]:
    links = visit.links
    return {
        "address": links.cell(edition.document, edition.sheet, edition.cell),
        "value": value_words(edition.value, edition.series.unit, is_bare=True) if edition.value is not None else "",
        "cell": edition.cell,
        "sheet": edition.sheet,
        "file": edition.file,
        "report_date": edition.report_date,
        "period": short_period(edition.reference_start, edition.reference_end, visit.lang),
        "is_this": (edition.document, edition.sheet, edition.cell)
        == (seen.document["document"], seen.sheet, seen.cell),
        "answers": edition.answers,
    }


def _drawn(visit: Visit, sheet: Published, document: Mapping[str, Any], name: str, label: str, lit: str = "") -> Markup:
    page = "#" if visit.links.is_static else visit.links.cell(document["document"], name, "")
    read = {cell: f"{page}{cell}" for cell in _cells_in(visit, "observation", document, name)}
    return drawn(sheet, read, label, lit, _cells_in(visit, "finding_cell", document, name))


def _cells_in(visit: Visit, table: str, document: Mapping[str, Any], sheet: str) -> frozenset[str]:
    """The cells of a sheet that a table of the book speaks of."""
    query = f"SELECT cell FROM {table} WHERE document = '{document['document']}' AND sheet = {quoted(sheet)}"
    return frozenset(cell for (cell,) in visit.book.sql(query))


def sheet_page(visit: Visit, document: str, sheet: str) -> Reply:
    """A whole sheet as published, with a place for every cell."""
    found = document_at(visit, document)
    place, name = sheet_of(visit.book, found, sheet)
    if (found["document"][:HASH], slug(name)) != (document, sheet):
        return moved(visit.links.page(f"/documents/{found['document'][:HASH]}/{slug(name)}"))
    sheet_seen = as_published(visit, found)[place]
    return rendered(
        visit,
        "sheet.html",
        f"{name.strip()}, {found['published_name']}",
        document=found,
        name=name,
        notes=notes_address(visit.links, visit.path),
        is_hidden=sheet_seen.sheet.is_hidden,
        grid=_drawn(visit, sheet_seen, found, name, name),
        document_address=visit.links.page(f"/documents/{found['document'][:HASH]}"),
        download=visit.links.file(f"/documents/{found['document'][:HASH]}/{found['file']}"),
        wrong=[(visit.links.page(f"/ledger/{entry.id}"), entry.sentence) for entry in entries_of(visit.book, found)
               if any(cell.sheet == name and cell.file == found["file"] for cell in entry.cells)],
    )  # fmt: skip


def notes_address(links: Links, path: str) -> str:
    """Where a static site keeps the notes of a sheet's cells, for both languages."""
    return f"{links.in_language(LANGUAGES[0]).page(path)}cells.json" if links.is_static else ""


PLACES = (
    Place("/documents/{document}/{sheet}", sheet_page),
    Place("/documents/{document}/{sheet}/{cell}", cell_page),
)
