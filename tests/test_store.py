"""The book on disk: all of it or none of it, the same whatever the order, and nothing beyond it."""

import errno
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

import tallybook
from tallybook.schema import TABLES
from tallybook.sources import reader_version
from tallybook.store import load
from tallybook.store.load import held_documents

FIRST = "2019-10-06_FY19-detentionstats.xlsx"
SECOND = "2021-06-12_FY21_detentionStats061121.xlsx"

_KILLED = """
import os, signal, sys
import tallybook
from tallybook.store import load, parquet

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

place, book, file = sys.argv[1:]
if place == "swap":
    parquet.NewParquet.swap_in = die
else:
    setattr(load, place, die)
tallybook.add(book, [file])
"""


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, in an order of its own."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return {
            table.name: connection.execute(f"SELECT * FROM {table.name} ORDER BY ALL").fetchall() for table in TABLES
        }


def files_about(path: Path) -> set[str]:
    return {entry.name for entry in path.parent.iterdir() if not entry.name.endswith(".lock")}


def parquet_rows(path: Path, table: str) -> int:
    parts = path.with_name(f"{path.name}.parquet") / table / "*.parquet"
    [(count,)] = duckdb.sql(f"SELECT count(*) FROM '{parts}'").fetchall()
    return int(count)


@pytest.mark.parametrize(
    ("place", "is_complete"),
    [("create_views", False), ("write_parquet", False), ("_sync", False), ("swap", True)],
)
def test_killed_at_any_moment_the_book_is_as_before_or_complete(
    place: str, is_complete: bool, tmp_path: Path, archive: Path
) -> None:
    path = tmp_path / "book.duckdb"
    tallybook.add(path, [archive / FIRST])
    before = content(path)

    process = subprocess.run([sys.executable, "-c", _KILLED, place, str(path), str(archive / SECOND)], check=False)

    assert process.returncode == -signal.SIGKILL
    assert len(content(path)["document"]) == (2 if is_complete else 1)
    if not is_complete:
        assert content(path) == before
    assert parquet_rows(path, "document") == 1  # as before, until the next write

    tallybook.add(path, [archive / SECOND])

    assert len(content(path)["document"]) == 2
    assert parquet_rows(path, "document") == 2
    assert not [name for name in files_about(path) if ".tmp" in name]


def test_what_a_killed_writer_left_is_cleared_at_the_next_write(tmp_path: Path, archive: Path) -> None:
    """Also a link that was made and not yet renamed, and a Parquet state of a file that never got into the book."""
    path = tmp_path / "book.duckdb"
    tallybook.add(path, [archive / FIRST])
    (tmp_path / "book.duckdb.parquet-0123456789abcdef" / "observation").mkdir(parents=True)
    (tmp_path / ".book.duckdb.link.tmp").symlink_to("book.duckdb.parquet-0123456789abcdef")
    (tmp_path / ".book.duckdb.123.tmp.wal").write_bytes(b"half")

    tallybook.add(path, [archive / SECOND])

    assert parquet_rows(path, "document") == 2
    state = (tmp_path / "book.duckdb.parquet").resolve().name
    assert files_about(path) == {"book.duckdb", "book.duckdb.parquet", state}


def test_a_write_that_fails_leaves_the_book_as_it_was(
    tmp_path: Path, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "book.duckdb"
    tallybook.add(path, [archive / FIRST])
    before = path.read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(load, "write_parquet", full)
    with pytest.raises(tallybook.StoreError, match="can't be written") as caught:
        tallybook.add(path, [archive / SECOND])

    assert caught.value.found == "No space left on device"
    assert path.read_bytes() == before
    assert not [name for name in files_about(path) if ".tmp" in name]


def test_what_is_not_ours_is_left_alone(tmp_path: Path, archive: Path) -> None:
    """A folder in the book's place, and a file or folder where its Parquet files go."""
    folder, own, book = tmp_path / "folder.duckdb", tmp_path / "book.duckdb.parquet", tmp_path / "book.duckdb"
    folder.mkdir()
    own.write_text("an export of mine")

    for path in (folder, own, book):
        with pytest.raises(tallybook.StoreError):
            tallybook.add(path, [archive / FIRST])

    assert own.read_text() == "an export of mine"
    assert not book.exists()


def test_a_book_that_is_open_does_not_stand_in_the_way_of_adding(tmp_path: Path, archive: Path) -> None:
    """Who has it open goes on seeing it as it was; who opens it then sees the new one."""
    path = tmp_path / "book.duckdb"
    tallybook.add(path, [archive / FIRST])

    with tallybook.open(path) as first, tallybook.open(path) as second:
        first.add(archive / SECOND)
        with tallybook.open(path) as third:
            counts = [len(book.documents()) for book in (first, second, third)]

    assert counts == [2, 1, 2]


def test_the_order_of_adding_does_not_matter(tmp_path: Path, archive: Path) -> None:
    one, other = tmp_path / "one.duckdb", tmp_path / "other.duckdb"
    tallybook.add(one, [archive / FIRST, archive / SECOND])
    tallybook.add(other, [archive / SECOND])
    tallybook.add(other, [archive / FIRST])

    assert content(one) == content(other)


def test_adding_twice_changes_nothing(tmp_path: Path, archive: Path) -> None:
    path = tmp_path / "book.duckdb"
    tallybook.add(path, [archive / FIRST])
    before, stamp = path.read_bytes(), path.stat().st_mtime_ns

    report = tallybook.add(path, [archive / FIRST])

    assert [file.status for file in report.files] == ["held"]
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, stamp)


def test_what_older_rules_have_read_is_read_again(tmp_path: Path, archive: Path) -> None:
    path = tmp_path / "book.duckdb"
    tallybook.add(path, [archive / FIRST])
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE document SET read_by = 'older'")
        connection.execute("UPDATE observation SET value = value + 1")
    with pytest.raises(tallybook.StoreError, match="other rules"):
        tallybook.open(path)

    tallybook.add(path, [archive / SECOND])

    assert all(read_by.startswith(reader_version()) for read_by in held_documents(path).values())
    assert len(held_documents(path)) == 2
    with tallybook.open(path) as book:
        [row] = book.sql("SELECT value FROM observation WHERE sheet = 'ATD FY19' AND cell = 'B11'").rows()
    assert row["value"] == 83186


def test_a_book_with_tables_of_another_version_loses_no_document(tmp_path: Path, archive: Path) -> None:
    path = tmp_path / "book.duckdb"
    tallybook.add(path, [archive / FIRST])
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE book_info SET value = 'older' WHERE key = 'schema_version'")
        connection.execute("ALTER TABLE observation DROP COLUMN quantity CASCADE")
    with pytest.raises(tallybook.StoreError, match="other rules"):
        tallybook.open(path)

    tallybook.add(path, [archive / SECOND])

    with tallybook.open(path) as book:
        assert len(book.documents()) == 2


def test_parquet_holds_what_the_book_holds(tmp_path: Path, archive: Path) -> None:
    path = tmp_path / "book.duckdb"
    tallybook.add(path, [archive / FIRST])
    tallybook.add(path, [archive / SECOND])

    for table in TABLES:
        parts = path.with_name(f"{path.name}.parquet") / table.name / "*.parquet"
        rows = duckdb.sql(f"SELECT * FROM '{parts}' ORDER BY ALL").fetchall()
        assert rows == content(path)[table.name], table.name


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "COPY (SELECT 1) TO '/tmp/tallybook_escape.csv'",
        "ATTACH '/tmp/tallybook_escape.duckdb'",
        "INSTALL httpfs",
        "DELETE FROM observation",
        "SET enable_external_access = true",
        "SELECT foo FROM observation",
        "SELEC",
        "",
        "-- nothing",
        "SELECT 1; SELECT 2",
        "SELECT CASE WHEN i = 3000000 THEN 'x'::INTEGER ELSE 0 END FROM range(3000001) AS t(i)",
        "SELECT * FROM query",  # a variable of this test's
    ],
)
def test_a_query_reads_this_book_and_nothing_else(query: str, book: "tallybook.Book") -> None:
    with pytest.raises(tallybook.QuestionError):
        book.sql(query).rows()


def test_a_division_by_zero_is_null(book: "tallybook.Book") -> None:
    assert list(book.sql("SELECT 1 / 0, 1.5 / 0, 0::DOUBLE / 0, 7 // 0")) == [(None, None, None, None)]


def test_a_result_is_the_same_as_rows_as_arrow_and_as_a_frame(book: "tallybook.Book") -> None:
    query = "SELECT file, report_date FROM document ORDER BY file"
    rows = book.sql(query).rows()

    assert len(rows) == 130
    assert book.sql(query).to_arrow().to_pylist() == rows
    assert list(book.sql(query).to_pandas()["file"]) == [row["file"] for row in rows]


def test_a_file_that_is_no_book_is_left_alone(tmp_path: Path, archive: Path) -> None:
    text, database = tmp_path / "notes.duckdb", tmp_path / "other.duckdb"
    text.write_text("my notes")
    with duckdb.connect(str(database)) as connection:
        connection.execute("CREATE TABLE mine (a INTEGER)")

    for path in (text, database):
        before = path.read_bytes()
        with pytest.raises(tallybook.StoreError):
            tallybook.add(path, [archive / FIRST])
        with pytest.raises(tallybook.StoreError):
            tallybook.open(path)
        assert path.read_bytes() == before


def test_a_missing_book_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(tallybook.StoreError) as caught:
        tallybook.open(tmp_path / "none.duckdb")

    assert "make book" in str(caught.value)


def test_every_cell_is_in_the_book_once(book: "tallybook.Book") -> None:
    """Over the whole archive, observation and unread_cell share no cell, and nothing is unexplained."""
    [row] = book.sql(
        """
        SELECT (SELECT count(*) FROM observation) AS observations,
               (SELECT count(DISTINCT (document, sheet, cell)) FROM observation) AS places,
               (SELECT count(*) FROM observation JOIN unread_cell USING (document, sheet, cell)) AS both,
               (SELECT sum(unexplained_cells) FROM sheet) AS unexplained,
               (SELECT sum(numeric_cells - observed_cells - explained_cells) FROM sheet) AS lost,
               (SELECT count(*) FROM unread_cell) - (SELECT sum(explained_cells) FROM sheet) AS unaccounted
        """
    ).rows()

    assert row["observations"] == row["places"]
    assert (row["both"], row["unexplained"], row["lost"], row["unaccounted"]) == (0, 0, 0, 0)


def test_every_view_has_rows_and_a_value_only_where_printed(book: "tallybook.Book") -> None:
    from tallybook.sources import published_tables

    for table in published_tables():
        [(count,)] = list(book.sql(f'SELECT count(*) FROM "{table.name}"'))
        assert count, table.name
    [(odd,)] = list(book.sql("SELECT count(*) FROM observation WHERE (value IS NULL) = (value_status = 'printed')"))
    assert odd == 0


def test_killed_before_the_parquet_then_another_file(tmp_path: Path, archive: Path) -> None:
    """The next write is of another document: Parquet must still hold all three."""
    path, third = tmp_path / "book.duckdb", "2020-09-01_FY20-detentionstats.xlsx"
    tallybook.add(path, [archive / FIRST])
    subprocess.run([sys.executable, "-c", _KILLED, "swap", str(path), str(archive / SECOND)], check=False)

    tallybook.add(path, [archive / third])

    assert len(content(path)["document"]) == 3
    assert parquet_rows(path, "document") == 3


def test_a_new_date_in_the_manifest_reaches_the_book(tmp_path: Path, archive: Path) -> None:
    folder, path = tmp_path / "archive", tmp_path / "book.duckdb"
    folder.mkdir()
    (folder / FIRST).symlink_to(archive / FIRST)
    lines = (archive / "MANIFEST.csv").read_text().splitlines()
    entry = next(line for line in lines if FIRST in line)
    (folder / "MANIFEST.csv").write_text(f"{lines[0]}\n{entry}\n")
    tallybook.build(path, archive=folder)
    (folder / "MANIFEST.csv").write_text(f"{lines[0]}\n{entry.replace(',2019-10-06,', ',2019-10-08,', 1)}\n")

    tallybook.build(path, archive=folder)

    with tallybook.open(path) as book:
        [row] = book.sql("SELECT DISTINCT report_date::VARCHAR AS day FROM observation").rows()
    assert row["day"] == "2019-10-08"
