"""A table, a view or a query as a file that other programs read."""

import csv
import datetime
import math
import re
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tallybook.book import Book
from tallybook.errors import QuestionError, StoreError
from tallybook.schema import OBSERVATION, TABLES
from tallybook.sources import published_tables
from tallybook.store.connect import Result

_EXCEL_ROWS = 1_048_575
_STATA_NAME = 32
_FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class _Source:
    """What is exported: a name for it, its query, and what is known of its columns."""

    name: str
    query: str
    about: dict[str, str]


def export(book: Book, what: str, path: Path | str, file_format: str | None = None) -> int:
    """Writes a table, a view or the result of a SELECT to a file; returns the number of rows.

    Args:
        book: the book.
        what: the name of a table or view, or a query.
        path: the file; its suffix tells the format where `file_format` doesn't.
        file_format: parquet, csv, xlsx, dta, sav or sqlite.

    Raises:
        QuestionError: no such table or format, or more rows than the format can hold.
    """
    path = Path(path)
    name = (file_format or path.suffix.lstrip(".")).lower()
    name = {"db": "sqlite", "sqlite3": "sqlite"}.get(name, name)
    if name not in FORMATS:
        raise QuestionError(
            f"No format {name!r}.",
            expected="one of " + ", ".join(FORMATS),
            hint="give the file one of these suffixes, or name the format with --format.",
        )
    source = _source(what.strip().rstrip(";"))
    _refuse_the_book(book, path)
    return _whole(path, lambda temporary: FORMATS[name](book, source, temporary))


def export_all(book: Book, path: Path | str, file_format: str | None = None) -> int:
    """Writes every table of the book: into one SQLite file, or a folder of Parquet or CSV files."""
    path = Path(path)
    name = (file_format or path.suffix.lstrip(".") or "parquet").lower()
    if name in ("sqlite", "db", "sqlite3"):
        return _whole(path, lambda temporary: sum(_sqlite(book, _source(t.name), temporary) for t in TABLES))
    if name not in ("parquet", "csv"):
        raise QuestionError(
            f"The whole book can't be written as {name!r}.",
            expected="parquet, csv (a folder) or sqlite (a file)",
        )
    if path.exists() and not path.is_dir():
        raise QuestionError(f"{str(path)!r} is a file; the whole book as {name} needs a folder.")
    path.mkdir(parents=True, exist_ok=True)
    return sum(export(book, table.name, path / f"{table.name}.{name}") for table in TABLES)


def _refuse_the_book(book: Book, path: Path) -> None:
    """An export never takes the place of the book or of what belongs to it."""
    target, own = path.resolve(), book.path.resolve()
    if target == own or target.is_dir() or path.is_symlink():
        raise QuestionError(f"{str(path)!r} is the book, a folder or a link; export to another file.")


def _whole(path: Path, write: Callable[[Path], int]) -> int:
    """Writes beside the file and renames: it is there whole or not at all."""
    if not path.parent.is_dir():
        raise QuestionError(f"There is no folder {str(path.parent)!r} to write into.", hint="make it first.")
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        temporary.unlink(missing_ok=True)
        count = write(temporary)
        temporary.replace(path)
    except OSError as error:
        raise StoreError("This file can't be written.", where=str(path), found=str(error)) from None
    except (sqlite3.Error, ValueError, TypeError) as error:
        raise QuestionError(
            f"This result can't be written as {path.suffix.lstrip('.') or 'a file'}.",
            where=str(path),
            found=str(error),
            hint="give every column a name of its own and a plain type, or export parquet or csv.",
        ) from None
    finally:
        temporary.unlink(missing_ok=True)
    return count


def _source(what: str) -> _Source:
    table = next((table for table in TABLES if table.name == what.strip()), None)
    if table:
        return _Source(table.name, f'SELECT * FROM "{table.name}"', {c.name: c.about for c in table.columns})
    about = {column.name: column.about for table in (*TABLES, OBSERVATION) for column in table.columns}
    view = next((view for view in published_tables() if view.name == what.strip()), None)
    if view:
        return _Source(view.name, f'SELECT * FROM "{view.name}"', about)
    if " " not in what.strip():
        raise QuestionError(f"No table or view {what!r}.", hint="see `tallybook tables`, or give a SELECT.")
    return _Source("query", what, about)


def _parquet(book: Book, source: _Source, path: Path) -> int:
    from pyarrow.parquet import write_table

    table = book.sql(source.query).to_arrow()
    write_table(table, path)
    return int(table.num_rows)


def _csv(book: Book, source: _Source, path: Path) -> int:
    result, count = book.sql(source.query), 0
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(result.columns)
        for row in result:
            writer.writerow(["" if value is None else value for value in row])
            count += 1
    return count


def _xlsx(book: Book, source: _Source, path: Path) -> int:
    import xlsxwriter

    [(count,)] = list(book.sql(f"SELECT count(*) FROM ({source.query}) AS q"))
    if count > _EXCEL_ROWS:
        raise QuestionError(
            f"{count:,} rows are more than a sheet of Excel can hold.",
            expected=f"at most {_EXCEL_ROWS:,}",
            hint="export parquet, csv or sqlite, or select fewer rows.",
        )
    result = book.sql(source.query)
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "in_memory": False,
    }
    with xlsxwriter.Workbook(str(path), options) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet = workbook.add_worksheet(source.name[:31])
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, result.columns)
        for number, row in enumerate(result, 1):
            for column, value in enumerate(row):
                _write_excel(sheet, number, column, value, day)
        _write_definitions(workbook, book, source, result)
    return int(count)


def _write_excel(sheet: Any, row: int, column: int, value: Any, day: Any) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, (int, float)) and math.isfinite(value):
        sheet.write_number(row, column, value)
    elif isinstance(value, (datetime.datetime, datetime.date)):
        sheet.write_datetime(row, column, value, day)
    elif value is not None:
        text = str(value)
        # A cell that begins like a formula could act when opened; an apostrophe keeps it text.
        sheet.write_string(row, column, f"'{text}" if text.startswith(_FORMULA_MARKS) else text)


def _write_definitions(workbook: Any, book: Book, source: _Source, result: Result) -> None:
    sheet = workbook.add_worksheet("definitions and sources")
    lines: list[tuple[str, str]] = [
        ("exported from", f"Tallybook, {source.name}"),
        ("query", source.query),
        ("", ""),
    ]
    lines += [(column, source.about.get(column, "column of the query")) for column in result.columns]
    lines += [
        ("", ""),
        ("source", "U.S. Immigration and Customs Enforcement, Detention Statistics; these files:"),
    ]
    lines += [(document["file"], f"sha256 {document['document']}") for document in book.documents()]
    for number, (name, text) in enumerate(lines):
        sheet.write_string(number, 0, name)
        sheet.write_string(number, 1, text)


def _stata(book: Book, source: _Source, path: Path) -> int:
    import pyreadstat

    frame = _frame(book, source, _STATA_NAME)
    _statistics(lambda: pyreadstat.write_dta(frame, str(path), column_labels=_labels(frame, source), version=15))
    return len(frame)


def _spss(book: Book, source: _Source, path: Path) -> int:
    import pyreadstat

    frame = _frame(book, source, 64)
    _statistics(lambda: pyreadstat.write_sav(frame, str(path), column_labels=_labels(frame, source)))
    return len(frame)


def _statistics(write: Callable[[], None]) -> None:
    """Writes for a statistics package; what its format can't hold is said in its own words."""
    import pyreadstat

    try:
        write()
    except (pyreadstat.PyreadstatError, pyreadstat.ReadstatError) as error:
        raise ValueError(str(error)) from error


def _frame(book: Book, source: _Source, longest_name: int) -> Any:
    """The rows as a data frame of the types that statistics packages have."""
    frame = book.sql(source.query).to_pandas()
    names: dict[str, str] = {}
    for column in frame.columns:
        short = re.sub(r"\W", "_", column)[:longest_name]
        short = short if short[:1].isalpha() else f"v_{short}"[:longest_name]
        while short in names.values():
            short = f"{short[: longest_name - 2]}_{len(names) % 10}"
        names[column] = short
        kind = str(frame[column].dtype)
        if kind.startswith("datetime"):
            days = frame[column]
            frame[column] = days.dt.date.where(days.notna(), None).astype(object)
        elif kind in ("object", "str", "string"):
            frame[column] = frame[column].astype(object).where(frame[column].notna(), None)
        elif kind in ("bool", "boolean", "Int32", "Int64"):
            frame[column] = frame[column].astype("float64")
    return frame.rename(columns=names)


def _labels(frame: Any, source: _Source) -> list[str | None]:
    return [source.about.get(column, column)[:80] for column in frame.columns]


def _sqlite(book: Book, source: _Source, path: Path) -> int:
    result, count = book.sql(source.query), 0
    names = ", ".join(f'"{column}"' for column in result.columns)
    marks = ", ".join("?" for _ in result.columns)
    with sqlite3.connect(path) as database:
        database.execute(f'CREATE TABLE "{source.name}" ({names})')
        for batch in _batches(result, 10_000):
            database.executemany(f'INSERT INTO "{source.name}" VALUES ({marks})', batch)
            count += len(batch)
    database.close()
    return count


def _batches(rows: Iterable[tuple[Any, ...]], size: int) -> Iterable[list[tuple[Any, ...]]]:
    batch: list[tuple[Any, ...]] = []
    for row in rows:
        batch.append(tuple(v.isoformat() if isinstance(v, datetime.date) else v for v in row))
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


FORMATS: dict[str, Callable[[Book, _Source, Path], int]] = {
    "parquet": _parquet,
    "csv": _csv,
    "xlsx": _xlsx,
    "dta": _stata,
    "sav": _spss,
    "sqlite": _sqlite,
}
"""The formats of an export, by the suffix of the file."""
