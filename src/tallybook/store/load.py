"""Writing a book: all of it, or none of it.

The new state is made in a file of its own and takes the place of the old one by a rename, so
that a reader sees the book as before or complete, whenever a writer is killed. The Parquet
folder is swapped in the same way after it; the next write repairs one that did not get so far.
"""

import fcntl
import glob
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from tallybook.errors import StoreError
from tallybook.schema import PRINTED_TABLES, TABLES
from tallybook.sources import reader_version
from tallybook.store.parquet import PARQUET, VERSION_LENGTH, clear_parquet, in_the_way, is_current, write_parquet
from tallybook.store.reading import open_read_only
from tallybook.store.views import create_views

BOOK_INFO = "book_info"

Derive = Callable[[duckdb.DuckDBPyConnection], Mapping[str, pa.Table]]
"""Makes the derived tables of the printed ones that stand in a book."""

_MEMORY = "450MB"  # beside the rows themselves; DuckDB would take what there is

SCHEMA_VERSION = hashlib.sha256("".join(table.create_sql() for table in TABLES).encode()).hexdigest()[:12]
"""Changes whenever a table of the book does."""


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Holds the book for one writer; others wait. Clears what a killed writer left behind.

    Raises:
        StoreError: no book can be written there.
    """
    _check_place(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = path.with_name(f".{path.name}.lock").open("w")
    except OSError as error:
        raise _unwritable(path, error) from None
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _clear_leftovers(path)
        yield


def held_documents(path: Path) -> dict[str, str]:
    """The documents of a book and the version that read each; empty where the tables are of another version."""
    if not path.is_file():
        return {}
    try:
        with open_read_only(path) as connection:
            info = dict(connection.execute(f"SELECT key, value FROM {BOOK_INFO}").fetchall())
            held = dict(connection.execute("SELECT document, read_by FROM document").fetchall())
            return held if info.get("schema_version") == SCHEMA_VERSION else dict.fromkeys(held, "")
    except (duckdb.CatalogException, duckdb.BinderException):
        raise StoreError(
            "This file is a DuckDB database, and not a book of Tallybook's; it is left as it is.",
            where=str(path),
            hint="name another file with --book.",
        ) from None
    except duckdb.Error as error:
        raise StoreError(
            "This file can't be opened as a book; it is left as it is.",
            where=str(path),
            found=str(error).splitlines()[0],
            hint="name another file with --book, or move this one away.",
        ) from None


def write_book(
    path: Path,
    tables: Mapping[str, pa.Table],
    dropped: Sequence[str],
    keep: bool,
    derive: Derive,
    archive: Path | None = None,
) -> None:
    """Puts rows into a book in one step.

    Args:
        path: the book; call within `writing(path)`.
        tables: Arrow rows for every table of what is printed.
        dropped: documents whose present rows go.
        keep: whether the rest of the present book stays.
        derive: makes the tables that follow from what is printed, anew.
        archive: the folder that the files come from, where it is not the repository's; noted in the book.

    Raises:
        StoreError: the folder can't be written to, or is full; the book is as before.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        _write(path, temporary, tables, dropped, keep, derive, archive)
    except (OSError, duckdb.OperationalError, duckdb.FatalException) as error:  # a full disk comes as each
        _clear_leftovers(path)
        raise _unwritable(path, error) from None


def _write(
    path: Path,
    temporary: Path,
    tables: Mapping[str, pa.Table],
    dropped: Sequence[str],
    keep: bool,
    derive: Derive,
    archive: Path | None,
) -> None:
    joins = False
    if keep:
        shutil.copyfile(path, temporary)
        with open_read_only(path) as present:
            joins = not dropped and is_current(path, _info(present)["version"])
    with duckdb.connect(str(temporary), config={"memory_limit": _MEMORY}) as connection:
        if keep:
            _drop(connection, dropped)
        else:
            for table in TABLES:
                connection.execute(table.create_sql())
        for table in PRINTED_TABLES:
            _insert(connection, table.name, tables[table.name])
        for name, rows_of_it in derive(connection).items():
            connection.execute(f'DELETE FROM "{name}"')
            _insert(connection, name, rows_of_it)
        version = _write_info(connection, archive)
        create_views(connection)
        connection.execute("CHECKPOINT")
        # Parts of the present Parquet folder stay only where it is that of the present book.
        rows = tables if joins or not keep else None
        parquet = write_parquet(connection, path, version, rows, joins)
    _sync(temporary)
    temporary.replace(path)
    parquet.swap_in()
    _sync(path.parent)


def _insert(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    connection.register("new_rows", rows)
    connection.execute(f'INSERT INTO "{name}" SELECT * FROM new_rows')
    connection.unregister("new_rows")


def repair_parquet(path: Path) -> None:
    """Brings the Parquet folder of a book up to date, where a writer was killed before it could."""
    with open_read_only(path) as connection:
        info = _info(connection)
        if info["schema_version"] == SCHEMA_VERSION and not is_current(path, info["version"]):
            write_parquet(connection, path, info["version"], None, joins=False).swap_in()


def _info(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(connection.execute(f"SELECT key, value FROM {BOOK_INFO}").fetchall())


def _clear_leftovers(path: Path) -> None:
    for leftover in path.parent.glob(f".{glob.escape(path.name)}.*.tmp*"):
        leftover.unlink()
    clear_parquet(path)


def _check_place(path: Path) -> None:
    """Refuses a place where a book would do harm: to a folder, or to what is not ours beside it."""
    if path.is_dir():
        raise StoreError(
            "This is a folder, not a book.",
            where=str(path),
            hint=f"name a file in it: --book {path / 'tallybook.duckdb'}",
        )
    if path.suffix in (PARQUET, ".archive"):
        raise StoreError(
            f"A book can't be named {path.suffix!r}: its own Parquet files and archive stand there.",
            where=str(path),
            expected="a name like tallybook.duckdb",
        )
    if other := in_the_way(path):
        raise StoreError(
            "Something else stands where the Parquet files of this book go; it is left as it is.",
            where=str(path),
            found=str(other),
            hint="move it away, or give the book another name.",
        )


def _unwritable(path: Path, error: Exception) -> StoreError:
    reason = error.strerror if isinstance(error, OSError) else None
    return StoreError(
        "The book can't be written; what was there before is kept.",
        where=str(path),
        found=reason or str(error).splitlines()[0],
        hint="check that its folder may be written to and has room, or name another with --book.",
    )


def _drop(connection: duckdb.DuckDBPyConnection, documents: Sequence[str]) -> None:
    for document in documents:
        for table in PRINTED_TABLES:
            connection.execute(f'DELETE FROM "{table.name}" WHERE document = ?', [document])


def _write_info(connection: duckdb.DuckDBPyConnection, archive: Path | None) -> str:
    """Who made the book, and its version: the same for the same documents read by the same rules."""
    held = connection.execute("SELECT document, read_by FROM document ORDER BY document").fetchall()
    version = hashlib.sha256(repr((SCHEMA_VERSION, held)).encode()).hexdigest()[:VERSION_LENGTH]
    info = {"schema_version": SCHEMA_VERSION, "reader_version": reader_version(), "version": version}
    connection.execute(f"CREATE TABLE IF NOT EXISTS {BOOK_INFO} (key VARCHAR PRIMARY KEY, value VARCHAR)")
    if archive:
        info["archive"] = str(archive.resolve())
    connection.executemany(f"INSERT OR REPLACE INTO {BOOK_INFO} VALUES (?, ?)", list(info.items()))
    return version


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
