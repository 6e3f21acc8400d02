"""What is exported reads back as it stands in the book; null is not zero."""

import csv
import hashlib
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas
import pyarrow
import pyreadstat
import pytest

import tallybook
from tallybook.answers.files import MEDIA_TYPES, answer_bytes, export_answer
from tallybook.export import export, export_all
from tallybook.export.keys import KEYS, REFERENCES, codes_of
from tallybook.schema import TABLES

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
    if path.suffix == ".arrow":
        return [tuple(row) for row in pyarrow.ipc.open_file(path).read_pandas().itertuples(index=False)]
    if path.suffix == ".xlsx":
        [first, *_] = openpyxl.load_workbook(path).worksheets
        return [tuple(cell.value for cell in row) for row in first.iter_rows(min_row=2)]
    if path.suffix == ".sqlite":
        with sqlite3.connect(path) as database:
            return database.execute("SELECT * FROM query").fetchall()
    reader = pyreadstat.read_dta if path.suffix == ".dta" else pyreadstat.read_sav
    frame, _ = reader(str(path))
    return [tuple(row) for row in frame.itertuples(index=False)]


@pytest.mark.parametrize("suffix", ["parquet", "arrow", "csv", "xlsx", "dta", "sav", "sqlite"])
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


@pytest.mark.parametrize("suffix", ["parquet", "arrow", "csv", "xlsx", "dta", "sav"])
def test_the_same_table_gives_the_same_bytes(suffix: str, book: "tallybook.Book", tmp_path: Path) -> None:
    for name in ("first", "second"):
        export(book, "removals", tmp_path / f"{name}.{suffix}")

    assert (tmp_path / f"first.{suffix}").read_bytes() == (tmp_path / f"second.{suffix}").read_bytes()


HOSTILE = {
    "=1+1": "'=1+1",
    "@SUM(A1)": "'@SUM(A1)",
    "+41": "'+41",
    "-3": "'-3",
    " =1+1": "' =1+1",
    "\t=1+1": "'\t=1+1",
    "\rA": "'\rA",
    "\n@x": "'\n@x",
    "\u00a0=1": "'\u00a0=1",
    "＝1": "'＝1",
    "Ankle Monitor": "Ankle Monitor",
    "a=b": "a=b",
    "": "",
}


def test_text_that_begins_like_a_formula_is_neutralised(book: "tallybook.Book", tmp_path: Path) -> None:
    """In Excel and CSV, also behind blanks and control characters and in a heading; numbers stay numbers."""
    texts = ", ".join(f"({number}, '{text}', -{number})" for number, text in enumerate(HOSTILE, 1))
    query = f'SELECT t AS "=t", n FROM (VALUES {texts}) AS v(i, t, n) ORDER BY i'

    for name in ("out.xlsx", "out.csv"):
        export(book, query, tmp_path / name)

    with (tmp_path / "out.csv").open(newline="", encoding="utf-8") as file:
        assert list(csv.reader(file)) == [
            ["'=t", "n"],
            *([text, str(-number)] for number, text in enumerate(HOSTILE.values(), 1)),
        ]
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    assert [cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None].count(
        "f"
    ) == 0
    shown = [row[0].value or "" for row in sheet.iter_rows(min_row=2)]
    assert shown == [text.replace("\r", "_x000D_") if "\r" in text else text for text in HOSTILE.values()]
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == [-number for number in range(1, len(HOSTILE) + 1)]


def test_a_mark_of_the_record_is_neutralised_in_csv_and_kept_in_parquet(book: "tallybook.Book", tmp_path: Path) -> None:
    """102 cells of the archive print a lone dash where a number belongs."""
    query = "SELECT value_text FROM observation WHERE value_text = '-'"
    export(book, query, tmp_path / "marks.csv")
    export(book, query, tmp_path / "marks.parquet")

    assert set(pandas.read_csv(tmp_path / "marks.csv")["value_text"]) == {"'-"}
    assert set(pandas.read_parquet(tmp_path / "marks.parquet")["value_text"]) == {"-"}


def test_an_excel_file_says_what_its_columns_are_and_where_they_come_from(
    book: "tallybook.Book", tmp_path: Path
) -> None:
    path = tmp_path / "out.xlsx"
    export(book, "atd_by_technology", path)

    sheet = openpyxl.load_workbook(path)["definitions and sources"]

    texts = {row[0]: row[1] for row in sheet.iter_rows(values_only=True)}
    assert "the number as printed" in str(texts["value"])
    assert "882246070ebcaa14" in str(texts["2025-05-24_FY25_detentionStats05232025.xlsx"])


@pytest.fixture(scope="module")
def database(book: "tallybook.Book", tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "tallybook.sqlite"
    assert export_all(book, path) > 800_000
    return path


def test_the_whole_book_goes_into_one_sqlite_file(database: Path) -> None:
    with closing(sqlite3.connect(database)) as opened:
        [(observations,)] = opened.execute("SELECT count(*) FROM observation").fetchall()
        [(documents,)] = opened.execute("SELECT count(*) FROM document").fetchall()
        [(people,)] = opened.execute(
            "SELECT value FROM atd_by_technology WHERE file LIKE '2025-05-24%' AND cell = 'B10'"
        ).fetchall()
    assert documents == 130
    assert observations > 650_000
    assert people == 20_637


def test_a_sqlite_file_declares_types_keys_and_references(database: Path) -> None:
    with closing(sqlite3.connect(database)) as opened:
        columns = {name: (kind, key) for _, name, kind, _, _, key in opened.execute("PRAGMA table_info(observation)")}
        references = {row[2] for row in opened.execute("PRAGMA foreign_key_list(observation)")}
        indexes = {row[1] for row in opened.execute("PRAGMA index_list(observation)")}
        broken = opened.execute("PRAGMA foreign_key_check").fetchall()
    assert columns["value"] == ("REAL", 0)
    assert columns["reference_end"] == ("TEXT", 0)
    assert columns["is_total"] == ("INTEGER", 0)
    assert [columns[name][1] for name in ("document", "sheet", "cell")] == [1, 2, 3]
    assert references == {"document", "sheet"}
    assert "observation by table_name and quantity and reference_end" in indexes
    assert broken == []


def test_datasette_is_told_what_every_table_and_column_holds(database: Path) -> None:
    told = json.loads(database.with_name("tallybook.metadata.json").read_text(encoding="utf-8"))
    tables = told["databases"]["tallybook"]["tables"]

    with closing(sqlite3.connect(database)) as opened:
        query = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%'"
        present = [name for (name,) in opened.execute(query)]
        columns = {name: {row[1] for row in opened.execute(f'PRAGMA table_info("{name}")')} for name in present}
    assert set(tables) == set(present)
    assert {name: set(table["columns"]) for name, table in tables.items()} == columns
    assert "17 U.S.C. 105" in told["license"]
    assert told["source"] == "U.S. Immigration and Customs Enforcement, Detention Statistics"


def test_keys_references_and_code_lists_hold_in_the_whole_book(book: "tallybook.Book") -> None:
    for table in TABLES:
        if key := KEYS.get(table.name):
            columns = ", ".join(key)
            missing = " OR ".join(f"{column} IS NULL" for column in key)
            [(rows, different, blank)] = book.sql(
                f"SELECT count(*), count(DISTINCT ({columns})), count(*) FILTER ({missing}) FROM {table.name}"
            )
            assert (different, blank) == (rows, 0), table.name
        for reference in REFERENCES.get(table.name, ()):
            pairs = " AND ".join(f"a.{c} = b.{k}" for c, k in zip(reference.columns, reference.key, strict=True))
            given = " AND ".join(f"a.{column} IS NOT NULL" for column in reference.columns)
            [(lost,)] = book.sql(
                f"SELECT count(*) FROM {table.name} a WHERE {given} "
                f"AND NOT EXISTS (SELECT 1 FROM {reference.table} b WHERE {pairs})"
            )
            assert lost == 0, f"{table.name} to {reference.table}"
        for column in table.columns:
            if codes := codes_of(table.name, column.name):
                found = {code for (code,) in book.sql(f"SELECT DISTINCT {column.name} FROM {table.name}")} - {None}
                assert found <= set(codes), f"{table.name}.{column.name}"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, archive: Path) -> Iterator["tallybook.Book"]:
    """A book of one workbook, for what would take minutes with all."""
    path = tmp_path_factory.mktemp("small") / "small.duckdb"
    tallybook.add(path, [archive / "2025-05-24_FY25_detentionStats05232025.xlsx"])
    with tallybook.open(path) as opened:
        yield opened


def test_a_data_package_says_what_its_files_hold(small: "tallybook.Book", tmp_path: Path) -> None:
    """By the rules of the frictionless Data Package: names, hashes, types, constraints, keys, sources, licences."""
    folder = tmp_path / "package"
    export_all(small, folder, "datapackage")
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))

    assert package["profile"] == "tabular-data-package"
    assert [source["title"] for source in package["sources"]] == [
        "U.S. Immigration and Customs Enforcement, Detention Statistics"
    ]
    assert package["licenses"][0]["name"] == "other-pd"
    assert {table.name for table in TABLES} == {resource["name"] for resource in package["resources"]}
    rows = {resource["name"]: check_resource(folder, resource) for resource in package["resources"]}
    for resource in package["resources"]:
        for reference in resource["schema"].get("foreignKeys", ()):
            there = reference["reference"]
            known = {tuple(row[field] for field in there["fields"]) for row in rows[there["resource"]]}
            own = {tuple(row[field] for field in reference["fields"]) for row in rows[resource["name"]]}
            assert {key for key in own if all(key)} <= known, resource["name"]
    [ankle_monitors] = [
        row for row in rows["observation"] if (row["sheet"].strip(), row["cell"]) == ("ATD FY25 YTD", "B10")
    ]
    assert float(ankle_monitors["value"]) == 20_637


def check_resource(folder: Path, resource: dict[str, Any]) -> list[dict[str, str]]:
    """The rows of a file, which are as its descriptor says."""
    data = (folder / resource["path"]).read_bytes()
    assert len(data) == resource["bytes"]
    assert f"sha256:{hashlib.sha256(data).hexdigest()}" == resource["hash"]
    fields = resource["schema"]["fields"]
    rows = list(csv.DictReader(io.StringIO(data.decode(resource["encoding"]), newline="")))
    assert not rows or list(rows[0]) == [field["name"] for field in fields]
    parse = {
        "string": str,
        "integer": int,
        "number": float,
        "date": date.fromisoformat,
        "boolean": ["True", "False"].index,
    }
    for field in fields:
        assert field["description"]
        rules = field.get("constraints", {})
        for row in rows:
            text = row[field["name"]]
            assert text or not rules.get("required")
            if text:
                parse[field["type"]](text)  # type: ignore[operator]
                assert text in rules.get("enum", [text])
    key = resource["schema"].get("primaryKey")
    assert not key or len({tuple(row[name] for name in key) for row in rows}) == len(rows)
    return rows


def test_a_package_takes_the_place_of_a_package_and_of_nothing_else(small: "tallybook.Book", tmp_path: Path) -> None:
    folder = tmp_path / "package"
    export(small, "document", folder, "datapackage")
    before = {file.name: file.read_bytes() for file in folder.iterdir()}

    export(small, "document", folder, "datapackage")

    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(tallybook.QuestionError, match="holds other files"):
        export(small, "document", tmp_path / "mine", "datapackage")


@pytest.mark.parametrize("form", ["xlsx", "dta", "sav", "arrow", "csv"])
def test_the_whole_book_in_every_other_form(form: str, small: "tallybook.Book", tmp_path: Path) -> None:
    target = tmp_path / ("book.xlsx" if form == "xlsx" else "folder")

    count = export_all(small, target, form)

    assert count == sum(rows for table in TABLES for (rows,) in small.sql(f"SELECT count(*) FROM {table.name}"))
    if form == "xlsx":
        names = openpyxl.load_workbook(target, read_only=True).sheetnames
        assert names == [*(table.name for table in TABLES), "definitions and sources"]
    else:
        assert {file.name for file in target.iterdir()} == {f"{table.name}.{form}" for table in TABLES}


def test_more_rows_than_excel_has_are_refused_before_they_are_written(book: "tallybook.Book", tmp_path: Path) -> None:
    """A sheet of Excel has 1,048,576 rows, one of them for the heads."""
    with pytest.raises(tallybook.QuestionError, match="1,048,576 rows, more than a sheet"):
        export(book, "SELECT * FROM range(1048576)", tmp_path / "x.xlsx")

    assert list(tmp_path.iterdir()) == []


QUESTION: dict[str, Any] = {"measure": "atd_participants", "by": "technology", "on": "2025-05-17"}
PEOPLE = {  # column B of sheet 'ATD FY25 YTD' in the workbook of 24 May 2025
    "smartlink": 160_247,
    "ankle_monitor": 20_637,
    "wristworn": 3_415,
    "voiceid": 1_351,
    "dual_technology": 22,
    "no_technology": 3,
}


def answer_back(data: bytes, form: str, folder: Path) -> dict[str, float]:
    """The people on each technology, as another program reads them."""
    path = folder / f"answer.{form}"
    path.write_bytes(data)
    if form == "json":
        rows = json.loads(data)["figures"]
        return {row["technology"]: row["value"] for row in rows}
    if form == "arrow":
        frame = pyarrow.ipc.open_file(path).read_pandas()
    elif form == "xlsx":
        frame = pandas.read_excel(path, sheet_name="figures", engine="openpyxl")
    elif form in ("dta", "sav"):
        frame, _ = (pyreadstat.read_dta if form == "dta" else pyreadstat.read_sav)(str(path))
    else:
        frame = (pandas.read_csv if form == "csv" else pandas.read_parquet)(path)
    return dict(zip(frame["technology"], frame["value"], strict=True))


@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_an_answer_is_the_same_in_every_form(form: str, book: "tallybook.Book", tmp_path: Path) -> None:
    answer = book.ask(**QUESTION)

    data = answer_bytes(answer, form)

    assert answer_back(data, form, tmp_path) == PEOPLE
    assert answer_bytes(book.ask(**QUESTION), form) == data


def test_an_excel_file_of_an_answer_has_its_cells_and_what_to_know(book: "tallybook.Book", tmp_path: Path) -> None:
    export_answer(book.ask(**QUESTION), tmp_path / "answer.xlsx")
    opened = openpyxl.load_workbook(tmp_path / "answer.xlsx")

    assert opened.sheetnames == ["figures", "cells", "definitions and sources"]
    heads, *rows = opened["cells"].iter_rows(values_only=True)
    cells = {row[heads.index("cell")]: row[heads.index("value")] for row in rows}
    assert cells == {"B9": 160_247, "B10": 20_637, "B11": 3_415, "B12": 1_351, "B13": 22, "B14": 3}
    told = [tuple(row) for row in opened["definitions and sources"].iter_rows(values_only=True)]
    caveats = [text for name, text in told if name == "before quoting it"]
    assert "Only some participants wear a device: most use the SmartLINK phone app." in caveats
    assert any("882246070ebcaa14" in str(text) for _, text in told)


@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_an_answer_without_a_figure_is_a_file_all_the_same(form: str, book: "tallybook.Book", tmp_path: Path) -> None:
    export_answer(book.ask("detained", on="2001-01-01"), tmp_path / f"none.{form}")

    assert (tmp_path / f"none.{form}").stat().st_size > 100


def test_an_answer_has_no_other_form(book: "tallybook.Book", tmp_path: Path) -> None:
    with pytest.raises(tallybook.QuestionError, match="No form of an answer 'pdf'"):
        export_answer(book.ask("detained"), tmp_path / "x.pdf")


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
