"""Exports put in their place: a file or a folder that is there whole or not at all."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

from tallybook.book import Book
from tallybook.errors import QuestionError, StoreError
from tallybook.export.columnar import write_arrow_file, write_parquet_file
from tallybook.export.data_package import DESCRIPTOR, write_data_package
from tallybook.export.datasette import datasette_metadata, metadata_path
from tallybook.export.excel import write_one as write_excel
from tallybook.export.excel import write_workbook
from tallybook.export.relation import Relation, of_book, whole_book
from tallybook.export.sqlite_file import write_one as write_database
from tallybook.export.sqlite_file import write_sqlite
from tallybook.export.statistics_file import write_spss, write_stata
from tallybook.export.text_file import write_csv_file

DATA_PACKAGE = "datapackage"
FORMATS: dict[str, Callable[[Relation, Path], int]] = {
    "parquet": write_parquet_file,
    "arrow": write_arrow_file,
    "csv": write_csv_file,
    "xlsx": write_excel,
    "dta": write_stata,
    "sav": write_spss,
    "sqlite": write_database,
}
"""The formats of one relation, by the suffix of the file."""

_SAME = {"db": "sqlite", "sqlite3": "sqlite", "feather": "arrow"}
_SINGLE_FILES = ("sqlite", "xlsx")


def export(book: Book, what: str, path: Path | str, file_format: str | None = None) -> int:
    """Writes a table, a view or the result of a SELECT to a file; returns the number of rows.

    Args:
        book: the book.
        what: the name of a table or view, or a query.
        path: the file; its suffix tells the format where `file_format` doesn't. Of a data package the folder.
        file_format: one of FORMATS, or datapackage.

    Raises:
        QuestionError: no such table or format, or more than the format can hold.
    """
    path = Path(path)
    name = _format(path, file_format, (*FORMATS, DATA_PACKAGE))
    relation = of_book(book, what)
    if name == DATA_PACKAGE:
        return _package(book, [relation], path)
    _refuse_the_book(book, path)
    count = whole_file(path, lambda temporary: FORMATS[name](relation, temporary))
    if name == "sqlite":
        _describe_database([relation], path)
    return count


def export_all(book: Book, path: Path | str, file_format: str | None = None) -> int:
    """Writes every table of the book; returns the number of rows.

    One file as SQLite or Excel; a folder of files in every other format, and of a data package.

    Raises:
        QuestionError: no such format, or more than the format can hold.
    """
    path = Path(path)
    name = _format(path, file_format or ("" if path.suffix else "parquet"), (*FORMATS, DATA_PACKAGE))
    relations = whole_book(book)
    if name == DATA_PACKAGE:
        return _package(book, relations, path)
    if name not in _SINGLE_FILES:
        folder = _folder(path)
        return sum(export(book, one.name, folder / f"{one.name}.{name}") for one in relations)
    _refuse_the_book(book, path)
    if name == "xlsx":
        return whole_file(path, lambda temporary: write_workbook(relations, temporary))
    count = whole_file(path, lambda temporary: write_sqlite(relations, temporary))
    _describe_database(relations, path)
    return count


def _format(path: Path, file_format: str | None, known: tuple[str, ...]) -> str:
    name = (file_format or path.suffix.lstrip(".")).lower()
    name = _SAME.get(name, name)
    if name not in known:
        raise QuestionError(
            f"No format {name!r}.",
            expected="one of " + ", ".join(known),
            hint="give the file one of these suffixes, or name the format with --format.",
        )
    return name


def _describe_database(relations: list[Relation], path: Path) -> None:
    words = datasette_metadata(relations, path)
    whole_file(metadata_path(path), lambda temporary: temporary.write_text(words, encoding="utf-8"))


def _folder(path: Path) -> Path:
    if path.exists() and not path.is_dir():
        raise QuestionError(f"{str(path)!r} is a file; this needs a folder.", hint="name another.")
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError("This folder can't be made.", where=str(path), found=str(error)) from None
    return path


def _package(book: Book, relations: list[Relation], path: Path) -> int:
    """A data package in a folder that is new, empty, or holds one that is replaced."""
    folder = _folder(path)
    if any(folder.iterdir()) and not (folder / DESCRIPTOR).is_file():
        raise QuestionError(f"{str(path)!r} holds other files.", hint="name a folder that is new or empty.")
    temporary = folder.with_name(f".{folder.name}.tmp")
    shutil.rmtree(temporary, ignore_errors=True)
    try:
        temporary.mkdir()
        count = write_data_package(book, relations, temporary)
        (folder / DESCRIPTOR).unlink(missing_ok=True)
        for file in sorted(temporary.iterdir(), key=lambda file: file.name == DESCRIPTOR):
            file.replace(folder / file.name)
    except OSError as error:
        raise StoreError("This folder can't be written to.", where=str(path), found=str(error)) from None
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return count


def _refuse_the_book(book: Book, path: Path) -> None:
    """An export never takes the place of the book or of what belongs to it."""
    target, own = path.resolve(), book.path.resolve()
    if target == own or target.is_dir() or path.is_symlink():
        raise QuestionError(f"{str(path)!r} is the book, a folder or a link; export to another file.")


def whole_file(path: Path, write: Callable[[Path], int]) -> int:
    """Writes beside the file and renames: it is there whole or not at all.

    Raises:
        QuestionError: there is no folder for it, or its format can't hold what is written.
        StoreError: it can't be written.
    """
    if not path.parent.is_dir():
        raise QuestionError(f"There is no folder {str(path.parent)!r} to write into.", hint="make it first.")
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        temporary.unlink(missing_ok=True)
        count = write(temporary)
        temporary.replace(path)
    except OSError as error:
        raise StoreError("This file can't be written.", where=str(path), found=str(error)) from None
    except (sqlite3.Error, pa.ArrowException, ValueError, TypeError, OverflowError) as error:
        raise QuestionError(
            f"This result can't be written as {path.suffix.lstrip('.') or 'a file'}.",
            where=str(path),
            found=str(error),
            hint="give every column a name of its own and a plain type, or export parquet or csv.",
        ) from None
    finally:
        temporary.unlink(missing_ok=True)
    return count
