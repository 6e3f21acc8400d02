"""What is exported: named columns with their meaning, and rows that come in batches."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from tallybook.book import Book
from tallybook.errors import QuestionError
from tallybook.export.origin import SOURCE, document_lines, known_line
from tallybook.schema import OBSERVATION, TABLES, Column, Table
from tallybook.sources import published_tables
from tallybook.store.views import view_columns

_QUERY = "query"


@dataclass(frozen=True, slots=True)
class Relation:
    """Rows under named columns, each column with a sentence on what it holds."""

    name: str
    about: str
    schema: pa.Schema
    columns: tuple[str, ...]  # what each holds, in the order of the schema
    batches: Callable[[], Iterator[pa.RecordBatch]]  # the rows, anew with each call
    count: Callable[[], int]  # how many there are
    origin: tuple[tuple[str, str], ...] = ()  # a name and a text each: query, source, files
    table: str = ""  # the table of the book whose keys its rows have; blank where it has none

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Every row as Python values."""
        for batch in self.batches():
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)

    def arrow(self) -> pa.Table:
        """All rows at once."""
        return pa.Table.from_batches(self.batches(), self.schema)

    @property
    def names(self) -> list[str]:
        """The names of its columns."""
        return list(self.schema.names)

    def definitions(self) -> Iterator[tuple[str, str]]:
        """Each column with what it holds."""
        return zip(self.names, self.columns, strict=True)


def in_memory(name: str, about: str, columns: Sequence[Column], rows: Sequence[dict[str, Any]]) -> Relation:
    """A relation of rows that are at hand, as declared columns."""
    table = Table(name, about, tuple(columns))
    found = pa.Table.from_pylist(list(rows), table.arrow_schema())
    meanings = tuple(column.about for column in columns)
    return Relation(name, about, found.schema, meanings, lambda: iter(found.to_batches()), lambda: found.num_rows)


def of_book(book: Book, what: str) -> Relation:
    """A table, a view, or the result of a SELECT.

    Raises:
        QuestionError: there is no such table or view, or the query can't be answered.
    """
    what = what.strip().rstrip(";").strip()
    if table := next((table for table in TABLES if table.name == what), None):
        return _named(book, table.name, table.about, table.name, table.column_names())
    if view := next((view for view in published_tables() if view.name == what), None):
        return _named(book, view.name, view.about, OBSERVATION.name, view_columns(view))
    if not re.search(r"\s", what):
        raise QuestionError(f"No table or view {what!r}.", hint="see `tallybook tables`, or give a SELECT.")
    return _of_query(book, _QUERY, "The result of a query.", what)


def whole_book(book: Book) -> list[Relation]:
    """Every table of the book."""
    return [of_book(book, table.name) for table in TABLES]


def _named(book: Book, name: str, about: str, table: str, columns: Sequence[str]) -> Relation:
    listed = ", ".join(f'"{column}"' for column in columns)
    return replace(_of_query(book, name, about, f'SELECT {listed} FROM "{name}"'), table=table)


def _of_query(book: Book, name: str, about: str, query: str) -> Relation:
    schema = book.sql(f"SELECT * FROM (\n{query}\n) AS q LIMIT 0").to_arrow().schema  # no two columns of one name
    known = {column.name: column.about for table in (*TABLES, OBSERVATION) for column in table.columns}
    known |= {column.name: column.about for table in TABLES if table.name == name for column in table.columns}
    origin = (
        ("exported from", known_line(book)),
        ("query", query),
        ("source", f"{SOURCE}; these files:"),
        *document_lines(book),
    )
    return Relation(
        name,
        about,
        schema,
        tuple(known.get(column, "column of the query") for column in schema.names),
        lambda: (batch.rename_columns(schema.names) for batch in book.sql(query).batches()),
        lambda: next(int(count) for (count,) in book.sql(f"SELECT count(*) FROM (\n{query}\n) AS q")),
        origin,
    )
