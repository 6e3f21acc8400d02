"""The API of whole tables: as files that are written while they are sent, and as pages of JSON."""

import tempfile
from collections.abc import Iterator
from functools import cache

from tallybook.book import Book
from tallybook.errors import QuestionError
from tallybook.http import schemas
from tallybook.http.address import Address, Parameter, Schema
from tallybook.http.asked import Asked
from tallybook.http.faults import NotFound
from tallybook.http.questions import AS_OF
from tallybook.http.reply import JSON, TYPES, Reply, csv_lines
from tallybook.schema import OBSERVATION, TABLES, Column
from tallybook.sources import published_tables
from tallybook.store.views import view_columns

MOST_ROWS = 10_000  # on a page of JSON
_ROWS = 1_000
_AT_ONCE = 64 * 1024  # bytes of a piece
_IN_A_GROUP = 50_000  # rows of a Parquet file
_IN_A_BATCH = 2_000  # rows that are held while a CSV file is written
_FEW_VALUES = 300_000  # a table of no more is made whole, and kept


@cache
def tables() -> dict[str, tuple[str, tuple[Column, ...]]]:
    """Every table and view: what it is, and its columns."""
    known = {column.name: column for column in OBSERVATION.columns}
    views = {v.name: (v.about, tuple(known[name] for name in view_columns(v))) for v in published_tables()}
    return {table.name: (table.about, table.columns) for table in TABLES} | views


def table(asked: Asked, form: str, table: str) -> Reply:
    """A table whole, or a page of it as JSON."""
    if table not in tables():
        raise NotFound(f"There is no table {table!r}.", expected="one of " + ", ".join(tables()))
    if form == "json":
        return Reply("".join(_page(asked, table)).encode(), JSON)
    make = _csv if form == "csv" else _parquet
    book, name = asked.book, f"{table}.{form}"
    if _rows_of(book, table) * len(tables()[table][1]) <= _FEW_VALUES:
        return Reply(b"".join(make(book, table)), TYPES[form], file_name=name)
    return Reply(b"", TYPES[form], file_name=name, is_kept=False, chunks=lambda: make(book, table))


def _rows_of(book: Book, table: str) -> int:
    [(count,)] = list(book.sql(f'SELECT count(*) FROM "{table}"'))
    return int(count)


def _page(asked: Asked, name: str) -> Iterator[str]:
    limit, page = asked.number("limit", _ROWS), asked.number("page", 1)
    if limit > MOST_ROWS:
        raise QuestionError(f"{limit:,} rows are too many for a page.", expected=f"at most {MOST_ROWS:,}",
                            hint="ask for the table as .csv or .parquet: they come whole.")  # fmt: skip
    count = _rows_of(asked.book, name)
    pages = max(1, -(-count // limit))
    if page > pages:
        raise QuestionError(f"There is no page {page:,}.", expected=f"1 to {pages:,}")
    yield f'{{"table": "{name}", "count": {count}, "page": {page}, "pages": {pages}, "limit": {limit}, "rows": ['
    # The book keeps its rows in the order in which they were read, so that pages never overlap.
    order = " ORDER BY ALL" if name.startswith("facility") and name != "facility_listing" else ""
    query = f'SELECT * FROM "{name}"{order} LIMIT {limit} OFFSET {(page - 1) * limit}'
    for number, row in enumerate(asked.book.sql_json(query)):
        yield f",\n{row}" if number else row
    yield f'], "book": "{asked.held.version}"}}\n'


def _csv(book: Book, name: str) -> Iterator[bytes]:
    batches = book.sql(f'SELECT * FROM "{name}"').to_batches(_IN_A_BATCH)
    rows = (row for batch in batches for row in zip(*(column.to_pylist() for column in batch.columns), strict=True))
    waiting, size = [], 0
    for line in csv_lines(batches.schema.names, rows):
        waiting.append(line)
        size += len(line)
        if size >= _AT_ONCE:
            yield "".join(waiting).encode()
            waiting, size = [], 0
    yield "".join(waiting).encode()


def _parquet(book: Book, name: str) -> Iterator[bytes]:
    from pyarrow.parquet import ParquetWriter

    batches = book.sql(f'SELECT * FROM "{name}"').to_batches(_IN_A_GROUP)
    with tempfile.TemporaryFile() as file:
        with ParquetWriter(file, batches.schema, compression="zstd") as writer:
            for batch in batches:
                writer.write_batch(batch)
        file.seek(0)
        while piece := file.read(_AT_ONCE):
            yield piece


def _schema() -> Schema:
    return schemas.thing(
        "A page of a table. The columns of each table are told by `tallybook tables` and docs/tables.md.",
        table=schemas.TEXT,
        count=schemas.told(schemas.WHOLE, "rows of the whole table"),
        page=schemas.WHOLE,
        pages=schemas.WHOLE,
        limit=schemas.WHOLE,
        rows=schemas.list_of(schemas.ANYTHING),
        book=schemas.TEXT,
    )


def _number(most: int) -> Schema:
    return {"type": "integer", "minimum": 1, "maximum": most}


ADDRESSES = (
    Address("/tables/{table}", ("json",), "rows", "A page of a table or view.", table, _schema(),
            (Parameter("table", "a table or view", schemas.one_of(tuple(tables())), "atd_by_technology"),),
            (Parameter("limit", "rows on a page", _number(MOST_ROWS), "100"),
             Parameter("page", "which page", _number(99_999_999), "1"), AS_OF)),
    Address("/tables/{table}", ("csv", "parquet"), "table", "A table or view, whole.", table, schemas.ANYTHING,
            (Parameter("table", "a table or view", schemas.one_of(tuple(tables())), "atd_by_technology"),), (AS_OF,)),
)  # fmt: skip
