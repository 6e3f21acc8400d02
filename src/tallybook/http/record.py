"""The API of the record itself: measures, documents, cells, facilities, the ledger of errors, the silence."""

from collections.abc import Iterable
from typing import Any

from tallybook import facilities as known_facilities
from tallybook.book import Book
from tallybook.errors import QuestionError
from tallybook.http import schemas
from tallybook.http.address import Address, Parameter
from tallybook.http.addresses import sheet_of
from tallybook.http.asked import Asked
from tallybook.http.faults import not_found
from tallybook.http.questions import AS_OF
from tallybook.http.reply import JSON, Reply, as_csv, as_json
from tallybook.ledger import ENTRY_KINDS, entry_named, ledger
from tallybook.ledger.render import COLUMNS, as_object, as_row
from tallybook.mandate import as_json as silence_json
from tallybook.mandate import mandate
from tallybook.measures import MEASURES, measure_named
from tallybook.measures.description import facts
from tallybook.schema import DOCUMENT, OBSERVATION, SHEET
from tallybook.showing import as_object as cell_object
from tallybook.showing import show
from tallybook.sources import published_tables
from tallybook.vocabulary import SEVERITIES


def measures(asked: Asked, form: str) -> Reply:
    """Every measure."""
    rows = [facts(measure) for measure in MEASURES.values()]
    if form == "json":
        return as_json(rows)
    flat = ([" ".join(v) if isinstance(v, list) else v for v in row.values()] for row in rows)
    return as_csv(list(rows[0]), flat, "measures.csv")


def measure(asked: Asked, form: str, measure: str) -> Reply:
    """One measure."""
    return as_json(facts(measure_named(measure)))


def documents(asked: Asked, form: str) -> Reply:
    """Every document, in the order in which they became public."""
    rows = asked.book.once("documents", asked.book.documents)
    if form == "json":
        return as_json(rows)
    return as_csv(DOCUMENT.column_names(), (list(row.values()) for row in rows), "documents.csv")


def document(asked: Asked, form: str, document: str) -> Reply:
    """One document with its sheets."""
    found = _document(asked.book, document)
    sheets = asked.book.sql(f"SELECT * FROM sheet WHERE document = '{found['document']}' ORDER BY position").rows()
    return as_json({**found, "sheets": sheets})


def cell(asked: Asked, form: str, document: str, sheet: str, cell: str) -> Reply:
    """A cell, and what the book knows of it."""
    found = _document(asked.book, document)
    try:
        _, name = sheet_of(asked.book, found, sheet)
        return as_json(cell_object(show(asked.book, f"{found['file']}!{name}!{cell}")))
    except QuestionError as error:
        raise not_found(error) from None


def _document(book: Book, name: str) -> dict[str, Any]:
    try:
        return book.document(name)
    except QuestionError as error:
        raise not_found(error) from None


def entries(asked: Asked, form: str) -> Reply:
    """The ledger of errors."""
    found = ledger(
        asked.book,
        asked.one("table") or None,
        asked.one("severity") or None,
        asked.one("kind") or None,
        asked.one("doc") or None,
        asked.day("since"),
        asked.day("until"),
    )
    if form == "json":
        return as_json([as_object(entry) for entry in found])
    return as_csv(COLUMNS, map(as_row, found), "ledger.csv")


def entry(asked: Asked, form: str, entry: str) -> Reply:
    """One entry of the ledger."""
    try:
        return as_json(as_object(entry_named(asked.book, entry)))
    except QuestionError as error:
        raise not_found(error) from None


def silence(asked: Asked, form: str) -> Reply:
    """The duty to publish, and for how long nothing has come."""
    return Reply(silence_json(mandate(asked.book, today=asked.as_of or asked.today)).encode(), JSON)


def facilities(asked: Asked, form: str) -> Reply:
    """The facilities that hold a text in name, city or state."""
    found = known_facilities.facilities(asked.book, asked.one("text"), asked.is_true("doubtful"))
    rows: Iterable[list[Any]] = (one.row() for one in found)
    if form == "csv":
        return as_csv(known_facilities.COLUMNS, rows, "facilities.csv")
    return as_json([dict(zip(known_facilities.COLUMNS, row, strict=True)) for row in rows])


def facility(asked: Asked, form: str, facility: str) -> Reply:
    """One facility with every way in which it is printed."""
    try:
        return as_json(known_facilities.facility_of_code(asked.book, facility.casefold()).as_object())
    except QuestionError as error:
        raise not_found(error) from None


_WHOLE_DOCUMENT = {
    **schemas.thing(
        "A published file.",
        **schemas.row_of("", DOCUMENT.columns)["properties"],
        sheets=schemas.list_of(schemas.row_of("A sheet, with the account of its numbers.", SHEET.columns)),
    )
}
_CELL = schemas.thing(
    "A cell, and what the book knows of it, as `tallybook show --json` tells it.",
    file=schemas.TEXT,
    sheet=schemas.TEXT,
    cell=schemas.CELL,
    content={"type": ["string", "number", "boolean", "null"], "description": "what stands in it"},
    observation={"anyOf": [{"type": "null"}, schemas.row_of("A number as it was read.", OBSERVATION.columns)]},
    unread_reason=schemas.or_null(schemas.TEXT),
    about=schemas.or_null(schemas.TEXT),
    notes=schemas.list_of(schemas.TEXT),
    issues=schemas.list_of(schemas.ANYTHING),
    ledger=schemas.list_of(schemas.ANYTHING),
)
_DOCUMENT = Parameter("document", "the beginning of a file's sha256 or name", schemas.NAME, "882246070ebc")
_AS_OF = (AS_OF,)
_LEDGER = (
    Parameter("table", "entries that concern this published table",
              schemas.one_of(tuple(sorted(table.name for table in published_tables()))), "atd_by_technology"),
    Parameter("severity", "at least so grave", schemas.one_of(SEVERITIES), "error"),
    Parameter("kind", "of one kind", schemas.one_of(ENTRY_KINDS)),
    Parameter("doc", "entries that stand in this document", schemas.NAME, "2022-03-03"),
    Parameter("since", "known since this day or later", schemas.DAY),
    Parameter("until", "known by this day", schemas.DAY),
    AS_OF,
)  # fmt: skip
_FACILITIES = (
    Parameter("text", "words of a name, a city or a state", schemas.NAME, "natchez"),
    Parameter("doubtful", "only those that may be one with another", schemas.one_of(("true", "false"))),
    AS_OF,
)

ADDRESSES = (
    Address("/measures", ("json", "csv"), "measures", "Every measure: what can be asked.",
            measures, schemas.list_of(schemas.MEASURE)),
    Address("/measures/{measure}", ("json",), "measure", "One measure.", measure, schemas.MEASURE,
            (Parameter("measure", "a measure", schemas.one_of(MEASURES), "atd_participants"),)),
    Address("/documents/{document}/{sheet}/{cell}", ("json",), "cell", "A cell, and what it means.", cell, _CELL,
            (_DOCUMENT, Parameter("sheet", "a sheet, as printed or as in addresses", schemas.NAME, "atd-fy25-ytd"),
             Parameter("cell", "a cell", schemas.CELL, "B10")), _AS_OF),
    Address("/documents/{document}", ("json",), "document", "A published file, with its sheets.", document,
            _WHOLE_DOCUMENT, (_DOCUMENT,), _AS_OF),
    Address("/documents", ("json", "csv"), "documents", "Every published file, in the order of publication.",
            documents, schemas.list_of(schemas.row_of("A published file.", DOCUMENT.columns)), (), _AS_OF),
    Address("/ledger/{entry}", ("json",), "entry", "An entry of the ledger of errors.", entry, schemas.ENTRY,
            (Parameter("entry", "the beginning of its id", schemas.NAME, "2022-03-03"),), _AS_OF),
    Address("/ledger", ("json", "csv"), "ledger", "The ledger of errors: what is wrong or odd in the record.",
            entries, schemas.list_of(schemas.ENTRY), (), _LEDGER),
    Address("/mandate", ("json",), "mandate", "The duty to publish, and the silence.", silence, schemas.SILENCE, (),
            _AS_OF, tells_age=True),
    Address("/facilities/{facility}", ("json",), "facility", "A facility, with every way in which it is printed.",
            facility, schemas.WHOLE_FACILITY,
            (Parameter("facility", "its code", schemas.NAME, "adams_county_natchez_ms"),), _AS_OF),
    Address("/facilities", ("json", "csv"), "facilities", "Facilities, each under one code.", facilities,
            schemas.list_of(schemas.FACILITY), (), _FACILITIES),
)  # fmt: skip
