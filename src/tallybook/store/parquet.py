"""The book's tables as Parquet files in a folder beside it.

Each table is a folder of parts: one for a whole build, one more for each later `add`, so that
adding a file costs no more than the file. A new state of the folder shares its old parts with
the last by hard links, and takes its place by a rename of the symbolic link that readers follow.
"""

import glob
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
from pyarrow.parquet import write_table

from tallybook.schema import DERIVED_TABLES, TABLES

PARQUET = ".parquet"

_MOST_PARTS = 32
VERSION_LENGTH = 16


def parquet_folder(book: Path) -> Path:
    """Where a book's Parquet files are found."""
    return book.with_name(f"{book.name}{PARQUET}")


def in_the_way(book: Path) -> Path | None:
    """What stands where the folder goes without being one of ours, and must not be lost."""
    folder = parquet_folder(book)
    return folder if folder.exists() and not folder.is_symlink() else None


def clear_parquet(book: Path) -> None:
    """Removes states of the folder that no reader finds: of a writer that was killed."""
    found = parquet_folder(book).resolve()
    for state in book.parent.glob(_state_name(glob.escape(book.name), "?" * VERSION_LENGTH)):
        if state.resolve() != found:
            shutil.rmtree(state)


def is_current(book: Path, version: str) -> bool:
    """Whether the folder that readers find is of this version of the book."""
    return parquet_folder(book).resolve().name == _state_name(book.name, version)


def _state_name(name: str, version: str) -> str:
    return f"{name}{PARQUET}-{version}"


@dataclass(frozen=True, slots=True)
class NewParquet:
    """A new state of the folder, not yet where readers look."""

    book: Path
    folder: Path

    def swap_in(self) -> None:
        """Makes it the one that readers find; the last one goes."""
        link = parquet_folder(self.book)
        last = link.resolve() if link.is_symlink() else None
        temporary = link.with_name(f".{self.book.name}.link.tmp")
        temporary.symlink_to(self.folder.name)
        temporary.replace(link)
        if last and last != self.folder.resolve() and last.is_dir():
            shutil.rmtree(last)


def write_parquet(
    connection: duckdb.DuckDBPyConnection,
    book: Path,
    version: str,
    rows: Mapping[str, pa.Table] | None,
    joins: bool,
) -> NewParquet:
    """Writes the state of a book as Parquet.

    Args:
        connection: the book that is being written.
        book: where it will stand.
        version: the book's version; names the state.
        rows: the rows that are new; None where others changed too, and all is written again.
        joins: whether the new rows join those of the present state.
    """
    folder = book.with_name(_state_name(book.name, version))
    if folder.exists():
        shutil.rmtree(folder)
    present = parquet_folder(book)
    parts = len(list((present / "document").glob("*.parquet"))) if joins and rows else 0
    if joins and not 0 < parts < _MOST_PARTS:
        parts, rows = 0, None
    for table in TABLES:
        target = folder / table.name
        target.mkdir(parents=True)
        is_derived = table in DERIVED_TABLES  # made anew each time, so in one part
        if parts and not is_derived:
            for part in (present / table.name).glob("*.parquet"):
                (target / part.name).hardlink_to(part)
        new = rows[table.name] if rows and not is_derived else connection.sql(f'FROM "{table.name}"').to_arrow_table()
        # A part is one group of rows: statistics would take longer to make than they could ever save.
        write_table(
            new, target / f"part-{0 if is_derived else parts:04}.parquet", compression="zstd", write_statistics=False
        )
    return NewParquet(book, folder)
