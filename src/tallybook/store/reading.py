"""Opening a book's file so that nothing can change it.

The file is attached to an engine of its own. DuckDB lets all who open one path within a process
share one engine: a reader would then stand in a writer's way, and whoever opens the book after a
writer has replaced it would go on seeing the file of before.
"""

import os
from bisect import bisect_right
from datetime import date
from pathlib import Path
from threading import Lock

import duckdb

from tallybook.schema import TABLES, Table
from tallybook.store.facilities import as_of_queries
from tallybook.store.views import create_views

WHOLE = "book"
_THEN = "memory"  # DuckDB's name for the database that each engine starts with
_MOST_THREADS = 4  # a book is small: more of them wait for each other


def open_read_only(path: Path) -> duckdb.DuckDBPyConnection:
    """The book at a path, for reading; queries can't reach any other file.

    Raises:
        duckdb.Error: the file is not a DuckDB database.
    """
    connection = duckdb.connect(
        config={
            "python_enable_replacements": "false",
            # A division by zero is null: JSON has no infinity, and one such row should not cost the others.
            "ieee_floating_point_ops": "false",
            "error_on_division_by_zero": "false",
            "temp_directory": f"{path}.tmp",
            "threads": str(min(_MOST_THREADS, os.cpu_count() or 1)),
        }
    )
    try:
        quoted = str(path).replace("'", "''")
        connection.execute(f"ATTACH '{quoted}' AS {WHOLE} (READ_ONLY)")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        connection.execute(f"USE {WHOLE}")
    except duckdb.Error:
        connection.close()
        raise
    return connection


def new_cursor(connection: duckdb.DuckDBPyConnection, database: str = WHOLE) -> duckdb.DuckDBPyConnection:
    """A cursor on the book: what one query does leaves the others alone."""
    cursor = connection.cursor()
    cursor.execute(f"USE {database}")
    return cursor


class Past:
    """The states of an open book as they were known on other days, each made once, for all threads.

    The state changes on the days on which something became known; all days between two of them share one, so that
    there are never more of them than files, whatever days are asked for.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._days: list[date] = []
        self._made: dict[date, str] = {}
        self._making = Lock()

    def at(self, day: date) -> str:
        """The name of the database that answers as known at the end of a day."""
        with self._making:
            self._days = self._days or _days_of_change(self._connection)
            place = bisect_right(self._days, day)
            change = self._days[place - 1] if place else date.min
            if change not in self._made:
                self._made[change] = _look_back(self._connection, change)
            return self._made[change]


def _days_of_change(connection: duckdb.DuckDBPyConnection) -> list[date]:
    days = [f'SELECT {day} AS day FROM {WHOLE}."{table.name}"' for table in TABLES if (day := _day_of(table))]
    return [day for (day,) in connection.cursor().execute(f"{' UNION '.join(days)} ORDER BY day").fetchall() if day]


def _day_of(table: Table) -> str | None:
    """The column that says when a row of a table became known; of other tables their document says it."""
    return next((name for name in ("known_from", "report_date") if name in table.column_names()), None)


def _look_back(connection: duckdb.DuckDBPyConnection, as_of: date) -> str:
    """The book as it was known at the end of a day, under a name of its own; nothing is copied.

    Every table becomes a view of the rows that were public by then, every published table's view
    a view of those; of facilities the days on which they were seen are asked anew.
    """
    known = f"document IN (SELECT document FROM {WHOLE}.document WHERE report_date <= DATE '{as_of}')"
    then = f'{_THEN}."{as_of}"'
    cursor = connection.cursor()
    cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {then}")
    cursor.execute(f"USE {then}")
    anew = as_of_queries(WHOLE)
    for table in TABLES:
        if table.name in anew:
            cursor.execute(f'CREATE OR REPLACE VIEW "{table.name}" AS {anew[table.name]}')
            continue
        day = _day_of(table)
        condition = f"{day} <= DATE '{as_of}'" if day else known
        cursor.execute(
            f'CREATE OR REPLACE VIEW "{table.name}" AS SELECT * FROM {WHOLE}."{table.name}" WHERE {condition}'
        )
    create_views(cursor)
    return then
