"""Opening a book's file so that nothing can change it.

The file is attached to an engine of its own. DuckDB lets all who open one path within a process
share one engine: a reader would then stand in a writer's way, and whoever opens the book after a
writer has replaced it would go on seeing the file of before.
"""

from pathlib import Path

import duckdb

_NAME = "book"


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
        }
    )
    try:
        quoted = str(path).replace("'", "''")
        connection.execute(f"ATTACH '{quoted}' AS {_NAME} (READ_ONLY)")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        connection.execute(f"USE {_NAME}")
    except duckdb.Error:
        connection.close()
        raise
    return connection


def new_cursor(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A cursor on the book: what one query does leaves the others alone."""
    cursor = connection.cursor()
    cursor.execute(f"USE {_NAME}")
    return cursor
