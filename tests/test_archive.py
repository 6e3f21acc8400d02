"""Documents are their bytes; their dates are what is known, and say whence."""

import shutil
from datetime import date
from pathlib import Path

import pytest

import tallybook
from tallybook.archive import Archive, private_archive

FIRST = "2019-10-06_FY19-detentionstats.xlsx"


@pytest.fixture
def own_copy(tmp_path: Path, archive: Path) -> Path:
    """A workbook of no archive: one of the real ones with a byte more at its end."""
    path = tmp_path / "FY19_detentionStats_own.xlsx"
    path.write_bytes((archive / FIRST).read_bytes() + b"\0")
    return path


def test_the_tracked_archive_is_whole(archive: Path) -> None:
    holdings = Archive(archive).holdings

    assert len(holdings) == 130
    assert len({holding.document.sha256 for holding in holdings}) == 130
    for holding in holdings:
        holding.read()


@pytest.mark.parametrize(
    ("file", "day", "basis"),
    [
        ("2025-05-24_FY25_detentionStats05232025.xlsx", date(2025, 5, 24), "manifest"),
        ("2023-01-20_FY23_detentionStats01192022.xlsx", date(2023, 1, 20), "manifest"),
        ("2020-10-01_FY20-detentionstats.xlsx", date(2020, 10, 8), "corrected"),
        ("undated_FY20-detentionstats.xlsx", date(2021, 1, 14), "corrected"),
    ],
)
def test_the_report_date_is_the_first_day_the_bytes_were_public(
    file: str, day: date, basis: str, archive: Path
) -> None:
    [document] = [h.document for h in Archive(archive).holdings if h.document.file == file]

    assert (document.report_date, document.report_date_basis) == (day, basis)


@pytest.mark.parametrize(
    ("name", "known_since", "file", "day", "basis"),
    [
        ("2026-04-09_FY26_x.xlsx", None, "2026-04-09_FY26_x.xlsx", date(2026, 4, 9), "file_name"),
        ("FY26_x.xlsx", date(2026, 4, 9), "2026-04-09_FY26_x.xlsx", date(2026, 4, 9), "known_since"),
        ("2026-04-09_FY26_x.xlsx", date(2020, 1, 1), "2026-04-09_FY26_x.xlsx", date(2026, 4, 9), "file_name"),
        ("FY26_x.xlsx", None, f"{date.today()}_FY26_x.xlsx", date.today(), "added"),
        (
            "2026-13-09_FY26_x.xlsx",
            date(2026, 4, 9),
            "2026-04-09_2026-13-09_FY26_x.xlsx",
            date(2026, 4, 9),
            "known_since",
        ),
    ],
)
def test_a_file_of_no_manifest_is_dated_by_its_name_or_as_given(
    name: str, known_since: date | None, file: str, day: date, basis: str, own_copy: Path, tmp_path: Path
) -> None:
    path = own_copy.rename(own_copy.with_name(name))

    report = tallybook.add(tmp_path / "book.duckdb", [path], known_since)

    [loaded] = report.files
    assert loaded.document
    document = loaded.document
    assert (document.file, document.report_date, document.report_date_basis) == (file, day, basis)


def test_added_bytes_are_kept_beside_the_book_and_the_tracked_archive_untouched(
    own_copy: Path, tmp_path: Path, archive: Path
) -> None:
    before = sorted(path.name for path in archive.iterdir())
    book = tmp_path / "book.duckdb"

    tallybook.add(book, [own_copy])
    own_copy.unlink()

    [holding] = private_archive(book).holdings
    assert holding.read()[-1:] == b"\0"
    assert sorted(path.name for path in archive.iterdir()) == before
    with tallybook.open(book) as opened:
        [document] = opened.documents()
        assert opened.bytes_of(document) == holding.read()


def test_the_same_bytes_under_another_name_change_nothing(own_copy: Path, tmp_path: Path) -> None:
    book = tmp_path / "book.duckdb"
    other = Path(shutil.copy(own_copy, tmp_path / "2020-01-01_other.xlsx"))
    [first] = tallybook.add(book, [own_copy], date(2021, 1, 1)).files

    [second] = tallybook.add(book, [other]).files

    assert second.status == "held"
    assert second.document == first.document


def test_other_bytes_under_the_same_name_are_another_document(own_copy: Path, tmp_path: Path, archive: Path) -> None:
    book = tmp_path / "book.duckdb"
    tallybook.add(book, [own_copy], date(2021, 1, 1))
    own_copy.write_bytes((archive / FIRST).read_bytes() + b"\0\0")

    [second] = tallybook.add(book, [own_copy], date(2021, 1, 1)).files

    assert second.document
    assert second.document.file == f"2021-01-01_FY19_detentionStats_own.{second.document.sha256[:8]}.xlsx"
    assert len(private_archive(book).holdings) == 2


def test_a_bad_file_harms_no_other(own_copy: Path, tmp_path: Path, archive: Path) -> None:
    cut, lock = tmp_path / "cut.xlsx", tmp_path / "~$open.xlsx"
    cut.write_bytes((archive / FIRST).read_bytes()[:50_000])
    lock.write_bytes(b"me")

    report = tallybook.add(tmp_path / "book.duckdb", [cut, lock, tmp_path / "none.xlsx", own_copy])

    status = {file.name.rpartition("_")[2]: file.status for file in report.files}
    assert status == {"cut.xlsx": "failed", "~$open.xlsx": "skipped", "none.xlsx": "failed", "own.xlsx": "loaded"}
    assert all(file.error for file in report.failed)


def test_bytes_that_are_not_the_manifests_are_told_with_both_hashes(tmp_path: Path, archive: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    lines = (archive / "MANIFEST.csv").read_text().splitlines()
    (folder / "MANIFEST.csv").write_text("\n".join([lines[0], next(line for line in lines if FIRST in line)]) + "\n")
    (folder / FIRST).write_bytes((archive / FIRST).read_bytes() + b"\0")

    report = tallybook.build(tmp_path / "book.duckdb", archive=folder)

    [failed] = report.failed
    assert "35b0eaf280d5df06" in str(failed.error)
    assert "sha256" in failed.error.found if failed.error else False


def test_a_manifest_that_lacks_columns_says_which(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "MANIFEST.csv").write_text("file,sha256\nx.xlsx,abc\n")

    with pytest.raises(tallybook.StoreError) as caught:
        tallybook.build(tmp_path / "book.duckdb", archive=folder)

    assert "first_captured" in caught.value.found


def test_a_name_that_is_too_long_to_keep_is_told(own_copy: Path, tmp_path: Path) -> None:
    path = own_copy.rename(own_copy.with_name("x" * 249 + ".xlsx"))

    report = tallybook.add(tmp_path / "book.duckdb", [path], date(2021, 1, 1))

    [failed] = report.failed
    assert "can't be kept" in str(failed.error)
