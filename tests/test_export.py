"""What is exported reads back as it stands in the book; null is not zero."""

import sqlite3
from pathlib import Path
from typing import Any

import openpyxl
import pandas
import pyreadstat
import pytest

import tallybook
from tallybook.export import export, export_all

QUERY = (
    "SELECT file, sheet, cell, value, value_status, is_total, reference_end, technology_label FROM observation "
    "WHERE file LIKE '2025-05-24%' AND table_name IN ('atd_by_technology', 'book_ins_by_month') ORDER BY sheet, cell"
)


def expected(book: "tallybook.Book") -> list[tuple[Any, ...]]:
    return list(book.sql(QUERY))


def plain(value: Any) -> Any:
    """A value as any program would give it."""
    if value is None or value == "" or value is pandas.NaT or value != value:
        return None
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    return float(value) if isinstance(value, (bool, int, float)) else str(value)


def read_back(path: Path) -> list[tuple[Any, ...]]:
    if path.suffix == ".csv":
        return [
            tuple(row) for row in pandas.read_csv(path, keep_default_na=False, na_values=[""]).itertuples(index=False)
        ]
    if path.suffix == ".parquet":
        return [tuple(row) for row in pandas.read_parquet(path).itertuples(index=False)]
    if path.suffix == ".xlsx":
        [first, *_] = openpyxl.load_workbook(path).worksheets
        return [tuple(cell.value for cell in row) for row in first.iter_rows(min_row=2)]
    if path.suffix == ".sqlite":
        with sqlite3.connect(path) as database:
            return database.execute("SELECT * FROM query").fetchall()
    reader = pyreadstat.read_dta if path.suffix == ".dta" else pyreadstat.read_sav
    frame, _ = reader(str(path))
    return [tuple(row) for row in frame.itertuples(index=False)]


@pytest.mark.parametrize("suffix", ["parquet", "csv", "xlsx", "dta", "sav", "sqlite"])
def test_an_export_reads_back_as_the_book_has_it(suffix: str, book: "tallybook.Book", tmp_path: Path) -> None:
    path = tmp_path / f"out.{suffix}"

    count = export(book, QUERY, path)

    rows = expected(book)
    assert count == len(rows) > 40
    for back, row in zip(read_back(path), rows, strict=True):
        for now, there in zip(map(plain, back), map(plain, row), strict=True):
            # Excel files keep 16 digits of a number; every other format keeps all.
            assert now == (pytest.approx(there, rel=1e-15) if suffix == "xlsx" and isinstance(there, float) else there)
    assert any(row[3] is None for row in rows)  # a month that has not come


def test_text_that_begins_like_a_formula_is_neutralised(book: "tallybook.Book", tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"

    export(book, "SELECT '=1+1' AS a, '@x' AS b, '-3' AS c, -3 AS d", path)

    [row] = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(min_row=2, values_only=True))
    assert row == ("'=1+1", "'@x", "'-3", -3)


def test_an_excel_file_says_what_its_columns_are_and_where_they_come_from(
    book: "tallybook.Book", tmp_path: Path
) -> None:
    path = tmp_path / "out.xlsx"
    export(book, "atd_by_technology", path)

    sheet = openpyxl.load_workbook(path)["definitions and sources"]

    texts = {row[0]: row[1] for row in sheet.iter_rows(values_only=True)}
    assert "the number as printed" in str(texts["value"])
    assert "882246070ebcaa14" in str(texts["2025-05-24_FY25_detentionStats05232025.xlsx"])


def test_the_whole_book_goes_into_one_sqlite_file(book: "tallybook.Book", tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite"

    count = export_all(book, path)

    with sqlite3.connect(path) as database:
        [(observations,)] = database.execute("SELECT count(*) FROM observation").fetchall()
        [(documents,)] = database.execute("SELECT count(*) FROM document").fetchall()
    assert documents == 130
    assert count > observations > 650_000


@pytest.mark.parametrize(
    ("what", "name", "message"),
    [
        ("atd_by_tecnology", "x.csv", "No table or view"),
        ("atd_by_technology", "x.doc", "No format"),
        ("observation", "x.dat", "No format"),
        ("atd_by_technology", "none/x.csv", "no folder"),
    ],
)
def test_what_cannot_be_exported_says_why(
    what: str, name: str, message: str, book: "tallybook.Book", tmp_path: Path
) -> None:
    with pytest.raises(tallybook.QuestionError, match=message):
        export(book, what, tmp_path / name)

    assert list(tmp_path.iterdir()) == []
