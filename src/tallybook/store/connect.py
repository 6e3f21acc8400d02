"""Opening a book to read it: never writing, never reaching beyond it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import pyarrow as pa

from tallybook.errors import QuestionError, StoreError
from tallybook.store.load import BOOK_INFO, SCHEMA_VERSION
from tallybook.store.reading import WHOLE, Past, new_cursor, open_read_only

_ROWS_AT_ONCE = 10_000


class Result:
    """What a query found: as rows (once), as Arrow or as a pandas frame."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, query: str, database: str) -> None:
        self._cursor = cursor
        self._query = query
        self._database = database
        self.columns: list[str] = [column[0] for column in cursor.description or ()]

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        while batch := _next_rows(self._cursor):
            yield from batch

    def rows(self) -> list[dict[str, Any]]:
        """Every row as a mapping."""
        return [dict(zip(self.columns, row, strict=True)) for row in self]

    def to_arrow(self) -> pa.Table:
        """Every row as an Arrow table."""
        with _asking():
            return new_cursor(self._cursor, self._database).sql(self._query).to_arrow_table()

    def to_batches(self, rows: int = _ROWS_AT_ONCE) -> pa.RecordBatchReader:
        """Every row as Arrow batches of so many, found while they are read."""
        with _asking():
            return new_cursor(self._cursor, self._database).sql(self._query).to_arrow_reader(rows)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Every row in Arrow batches, as the engine finds them: a large result never stands in memory whole."""
        reader = self.to_batches()
        while True:
            with _asking():
                batch = next(iter(reader), None)
            if batch is None:
                return
            yield batch

    def to_pandas(self) -> Any:
        """Every row as a pandas data frame."""
        with _asking():
            return new_cursor(self._cursor, self._database).sql(self._query).df()


def _strict(row: str) -> str:
    """A row without the infinities and not-a-numbers that JSON does not have: they become null."""
    if "Infinity" not in row and "NaN" not in row:
        return row
    return json.dumps(json.loads(row, parse_constant=lambda _: None), ensure_ascii=False)


class Connection:
    """A book that is open for reading."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = _connect(path)
        self._database = WHOLE
        self.info = self._info()
        self._past = Past(self._connection)

    def look_back(self, as_of: date) -> None:
        """From now on, answers only from what had been published by the end of a day."""
        self._database = self._past.at(as_of)

    def as_known_on(self, day: date | None) -> Self:
        """The same open file, answering only from what had been published by the end of a day; or from all of it."""
        then = object.__new__(type(self))
        then.path, then.info, then._past = self.path, self.info, self._past
        then._connection = self._connection.cursor()
        then._database = self._past.at(day) if day else WHOLE
        return then

    def query(self, sql: str) -> Result:
        """Runs one statement; each has a cursor of its own.

        Raises:
            QuestionError: the statement can't be understood, or would do more than read this book.
        """
        cursor = new_cursor(self._connection, self._database)
        with _asking():
            if len(cursor.extract_statements(sql)) != 1:
                found = sql.strip()[:200] or "nothing"
                raise QuestionError("A query is one statement.", expected="one SELECT", found=found)
            cursor.execute(sql)
        return Result(cursor, sql, self._database)

    def query_json(self, sql: str) -> Iterator[str]:
        """Each row of a query's result as one JSON object, written by the engine as it goes.

        Raises:
            QuestionError: as `query`.
        """
        rows = f"SELECT to_json(q)::VARCHAR FROM (\n{sql.strip().rstrip(';')}\n) AS q"
        try:
            cursor = new_cursor(self._connection, self._database).execute(rows)
        except duckdb.Error:  # no SELECT (DESCRIBE, SHOW), or not SQL: the plain way tells which
            for row in self.query(sql).rows():
                yield json.dumps(row, default=str, ensure_ascii=False)
            return
        while batch := _next_rows(cursor):
            yield from (_strict(row) for (row,) in batch)

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def __enter__(self) -> "Connection":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _info(self) -> dict[str, str]:
        try:
            return dict(self._connection.execute(f"SELECT key, value FROM {BOOK_INFO}").fetchall())
        except duckdb.Error:
            self.close()
            raise StoreError(
                "This file is not a book of Tallybook's.",
                where=str(self.path),
                expected="a DuckDB file made by `tallybook book` or `tallybook add`",
                hint="name another file with --book, or build one: `tallybook --book FILE book`.",
            ) from None


@contextmanager
def _asking() -> Iterator[None]:
    """What the engine says against a query, as an error of the question."""
    try:
        yield
    except duckdb.Error as error:
        raise QuestionError(
            "This query can't be answered.",
            found=str(error).strip(),
            hint="see `tallybook tables` for the tables and columns there are.",
        ) from None


def _next_rows(cursor: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    """Results come as the engine finds them: a query may fail after its first rows."""
    with _asking():
        return cursor.fetchmany(_ROWS_AT_ONCE)


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    if not path.is_file():
        raise StoreError(
            "There is no book here yet.",
            where=str(path),
            hint="build it: `tallybook book` (in a clone of the repository: `make book`).",
        )
    try:
        return open_read_only(path)
    except duckdb.Error as error:
        raise StoreError(
            "This file can't be opened as a book.",
            where=str(path),
            expected="a DuckDB file made by `tallybook book` or `tallybook add`",
            found=str(error).splitlines()[0],
            hint="name another file with --book, or build one: `tallybook --book FILE book`.",
        ) from None


def check_current(connection: Connection, reader_version: str) -> None:
    """A book never answers by old rules.

    Raises:
        StoreError: the book was made by another version of layouts, vocabularies, code or tables.
    """
    stale = connection.query(
        f"SELECT count(*) FROM document WHERE NOT starts_with(coalesce(read_by, ''), '{reader_version}')"
    )
    [(count,)] = list(stale)
    if count or connection.info.get("schema_version") != SCHEMA_VERSION:
        raise StoreError(
            "This book was read by other rules than those of this version of Tallybook.",
            where=str(connection.path),
            found=f"{count} documents read by older layouts or code",
            hint="read them again: `tallybook book` (or `tallybook add`), with the same --book.",
        )
