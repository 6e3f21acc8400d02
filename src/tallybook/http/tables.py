"""The API of whole tables: as files that are written while they are sent, and as pages of JSON."""

import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain

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
_PLAIN_ROWS = 40_000  # of a file that a static site holds uncompressed: hosts refuse files of 25 or 100 MB


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
    make = _MADE[form]
    book, name = asked.book, f"{table}.{form}"
    if rows_of(book, table) * len(tables()[table][1]) <= _FEW_VALUES:
        return Reply(b"".join(make(book, table)), TYPES[form], file_name=name)
    return Reply(b"", TYPES[form], file_name=name, is_kept=False, chunks=lambda: make(book, table))


def whole_forms(book: Book, table: str) -> tuple[str, ...]:
    """The forms in which a table is told whole and is of a size that any host of files takes."""
    rows = rows_of(book, table)
    return "csv" if rows <= _PLAIN_ROWS else "csv.gz", "parquet", "json" if rows <= _ROWS else "json.gz"


def rows_of(book: Book, table: str) -> int:
    """How many rows a table or view has."""
    [(count,)] = list(book.sql(f'SELECT count(*) FROM "{table}"'))
    return int(count)


def _page(asked: Asked, name: str) -> Iterator[str]:
    limit, page = asked.number("limit", _ROWS), asked.number("page", 1)
    if limit > MOST_ROWS:
        raise QuestionError(f"{limit:,} rows are too many for a page.", expected=f"at most {MOST_ROWS:,}",
                            hint="ask for the table as .csv or .parquet: they come whole.")  # fmt: skip
    count = rows_of(asked.book, name)
    pages = max(1, -(-count // limit))
    if page > pages:
        raise QuestionError(f"There is no page {page:,}.", expected=f"1 to {pages:,}")
    yield f'{{"table": "{name}", "count": {count}, "page": {page}, "pages": {pages}, "limit": {limit}, "rows": ['
    query = f"{_all_of(name)} LIMIT {limit} OFFSET {(page - 1) * limit}"
    for number, row in enumerate(asked.book.sql_json(query)):
        yield f",\n{row}" if number else row
    yield f'], "book": "{asked.held.version}"}}\n'


def _all_of(name: str) -> str:
    """Every row, always in one order: the book keeps its rows as they were read, so that pages never overlap."""
    is_joined = name.startswith("facility") and name != "facility_listing"
    return f'SELECT * FROM "{name}"' + (" ORDER BY ALL" if is_joined else "")


def _json(book: Book, name: str) -> Iterator[bytes]:
    """A list of rows, whole."""
    yield from _pieces(chain(["["], (f",\n{row}" if number else row
                                    for number, row in enumerate(book.sql_json(_all_of(name)))), ["]\n"]))  # fmt: skip


def _csv(book: Book, name: str) -> Iterator[bytes]:
    batches = book.sql(_all_of(name)).to_batches(_IN_A_BATCH)
    rows = (row for batch in batches for row in zip(*(column.to_pylist() for column in batch.columns), strict=True))
    yield from _pieces(csv_lines(batches.schema.names, rows))


def _pieces(lines: Iterable[str]) -> Iterator[bytes]:
    """Lines in pieces that are worth sending."""
    waiting, size = [], 0
    for line in lines:
        waiting.append(line)
        size += len(line)
        if size >= _AT_ONCE:
            yield "".join(waiting).encode()
            waiting, size = [], 0
    yield "".join(waiting).encode()


def _parquet(book: Book, name: str) -> Iterator[bytes]:
    from pyarrow.parquet import ParquetWriter

    batches = book.sql(_all_of(name)).to_batches(_IN_A_GROUP)
    with tempfile.TemporaryFile() as file:
        with ParquetWriter(file, batches.schema, compression="zstd") as writer:
            for batch in batches:
                writer.write_batch(batch)
        file.seek(0)
        while piece := file.read(_AT_ONCE):
            yield piece


def _pressed(make: Callable[[Book, str], Iterator[bytes]]) -> Callable[[Book, str], Iterator[bytes]]:
    """The same as a gzip file."""

    def pieces(book: Book, name: str) -> Iterator[bytes]:
        pressing = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
        for piece in make(book, name):
            if pressed := pressing.compress(piece):
                yield pressed
        yield pressing.flush()

    return pieces


_MADE = {"csv": _csv, "parquet": _parquet, "csv.gz": _pressed(_csv), "json.gz": _pressed(_json)}


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
    Address("/tables/{table}", tuple(_MADE), "table", "A table or view, whole.", table, schemas.ANYTHING,
            (Parameter("table", "a table or view", schemas.one_of(tuple(tables())), "atd_by_technology"),), (AS_OF,)),
)  # fmt: skip
