"""The documents: which files there are, what is in each, what changed, and the file itself."""

from typing import Any

from tallybook.book import sheet_names
from tallybook.brief import make_brief
from tallybook.http.addresses import HASH, slug
from tallybook.http.reply import TYPES, Reply, moved
from tallybook.ledger import entries_of
from tallybook.web.pages.cells import document_at
from tallybook.web.place import Make, Place
from tallybook.web.rendering import rendered
from tallybook.web.visit import Visit


def documents_page(visit: Visit) -> Reply:
    """Every file of the book, newest first, with the days between one and the next."""
    rows = visit.book.documents()
    counts = dict(iter(visit.book.sql("SELECT document, count(*) FROM observation GROUP BY document")))
    listed = []
    for place, row in enumerate(rows):
        before = rows[place - 1]["report_date"] if place else None
        listed.append(
            {
                **row,
                "address": visit.links.page(f"/documents/{row['document'][:HASH]}"),
                "numbers": counts.get(row["document"], 0),
                "gap": (row["report_date"] - before).days if before else None,
            }
        )
    return rendered(visit, "documents.html", visit.say("Documents"), documents=listed[::-1])


def document_page(visit: Visit, document: str) -> Reply:
    """One file: its sheets and tables, what is wrong in it, what changed from the one before."""
    found = document_at(visit, document)
    short = found["document"][:HASH]
    if document != short:
        return moved(visit.links.page(f"/documents/{short}"))
    brief = make_brief(visit.book, found["document"])
    rows = visit.book.documents()
    place = next(place for place, row in enumerate(rows) if row["document"] == found["document"])
    near = {"before": rows[place - 1] if place else None, "after": rows[place + 1] if place + 1 < len(rows) else None}
    return rendered(
        visit,
        "document.html",
        found["published_name"],
        document=found,
        sheets=_sheets(visit, found),
        tables=_tables(visit, found),
        brief=brief,
        brief_address=visit.links.page(f"/brief/{short}"),
        near={name: _neighbour(visit, row) if row else None for name, row in near.items()},
        wrong=[(visit.links.page(f"/ledger/{entry.id}"), entry.severity, entry.sentence)
               for entry in entries_of(visit.book, found)],
        download=visit.links.file(f"/documents/{short}/{found['file']}"),
    )  # fmt: skip


def _neighbour(visit: Visit, row: dict[str, Any]) -> tuple[str, str, Any]:
    return row["published_name"], visit.links.page(f"/documents/{row['document'][:HASH]}"), row["report_date"]


def _sheets(visit: Visit, document: dict[str, Any]) -> list[dict[str, Any]]:
    names = list(sheet_names(visit.book, document))
    rows = visit.book.sql(
        "SELECT sheet, is_hidden, numeric_cells, observed_cells, explained_cells, unexplained_cells FROM sheet "
        f"WHERE document = '{document['document']}' ORDER BY position"
    ).rows()
    base = f"/documents/{document['document'][:HASH]}"
    return [{**row, "address": visit.links.page(f"{base}/{slug(name)}")} for row, name in zip(rows, names, strict=True)]


def _tables(visit: Visit, document: dict[str, Any]) -> list[tuple[str, str, str, int, Any]]:
    rows = visit.book.sql(
        "SELECT sheet, table_name, any_value(table_title) AS title, count(*) AS numbers, max(data_through) AS through, "
        "arg_min(cell, row_number * 1000 + column_number) AS first "
        f"FROM observation WHERE document = '{document['document']}' GROUP BY ALL ORDER BY sheet, min(row_number)"
    ).rows()
    return [
        (row["table_name"], visit.links.cell(document["document"], row["sheet"], row["first"]), row["title"] or "",
         row["numbers"], row["through"])
        for row in rows
    ]  # fmt: skip


def document_file(visit: Visit, document: str, file: str) -> Reply:
    """The publisher's file, byte for byte.

    Raises:
        QuestionError: there is no such document.
        SourceError: no archive has its file any more.
    """
    found = document_at(visit, document)
    if file != found["file"]:
        return moved(visit.links.file(f"/documents/{found['document'][:HASH]}/{found['file']}"))
    return Reply(
        visit.held.whole.bytes_of(found),
        TYPES["xlsx"] if file.endswith("x") else "application/vnd.ms-excel",
        file_name=found["file"],
        is_kept=False,
    )


def _file_of_kind(kind: str) -> Make:
    return lambda visit, document, file: document_file(visit, document, f"{file}.{kind}")


PLACES = (
    Place("/documents", documents_page),
    Place("/documents/{document}", document_page),
    *(Place(f"/documents/{{document}}/{{file}}.{kind}", _file_of_kind(kind)) for kind in ("xlsx", "xlsm", "xls")),
)
