"""The command line as its users meet it: answers on stdout, the rest on stderr, exit codes that say so."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tallybook.cli import command_line

FIRST = "2019-10-06_FY19-detentionstats.xlsx"


def run(*arguments: str, book: Path | None = None) -> subprocess.CompletedProcess[str]:
    options = ["--book", str(book)] if book else []
    return subprocess.run(
        [sys.executable, "-m", "tallybook", *options, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_COLOR": "1"},
    )


def test_ankle_monitors_of_may_2025(book_path: Path) -> None:
    """B10 of the workbook first captured 2025-05-24: 20,637 people on ankle monitors on 17 May 2025."""
    shown = run("show", "2025-05-24!ATD FY25 YTD!B10", book=book_path)

    assert shown.returncode == 0
    assert shown.stdout.startswith("B10 reads 20,637 people: participants, Ankle Monitor")
    assert "True on 17 May 2025" in shown.stdout
    assert "[20,637]" in shown.stdout
    assert "882246070ebcaa14" in shown.stdout


def test_hearings_attended_are_not_check_ins(book_path: Path) -> None:
    """G9: 98.525 % of total hearings, fiscal year 2025 through April, participants with court tracking only."""
    shown = run("show", "2025-05-24!ATD FY25 YTD!G9", book=book_path).stdout

    assert shown.startswith("G9 reads 0.985251 (98.53 %): share of hearings, Attended")
    assert "from 1 October 2024 to 30 April 2025" in shown
    assert "Total Hearings" in shown
    assert "Only Participants with court tracking assigned" in shown
    assert "not check-ins" in shown


def test_both_are_rows_of_the_book(book_path: Path) -> None:
    query = (
        "SELECT cell, value, unit, technology, attendance, reference_start, reference_end, table_name FROM observation "
        "WHERE file LIKE '2025-05-24%' AND sheet = 'ATD FY25 YTD' AND cell IN ('B10', 'G9') ORDER BY cell"
    )

    [monitors, hearings] = json.loads(run("sql", "--json", query, book=book_path).stdout)

    assert (monitors["value"], monitors["unit"], monitors["technology"]) == (20637, "persons", "ankle_monitor")
    assert (monitors["reference_start"], monitors["reference_end"]) == ("2025-05-17", "2025-05-17")
    assert hearings["value"] == pytest.approx(0.9852508990015151, rel=1e-15)
    assert (hearings["unit"], hearings["attendance"]) == ("share", "attended")
    assert (hearings["reference_start"], hearings["reference_end"]) == ("2024-10-01", "2025-04-30")
    assert hearings["table_name"] == "atd_court_total_hearings"


@pytest.mark.parametrize(
    ("address", "code", "says"),
    [
        ("2025-05-24!ATD FY25 YTD!A16", 0, "words, not a number"),
        ("2025-05-24!Facilities FY25!E9", 0, "A postal code typed as a number"),
        ("2025-05-24!'ATD FY25 YTD'!b10", 0, "20,637"),
        ("2025-05-24!icLOS and detainees!B7", 0, "mean days in custody"),
        ("2025-05-24!ATD FY25!B10", 2, "Did you mean 'ATD FY25 YTD'?"),
        ("2025-05-24!B10", 2, "sheets of that document"),
        ("2025-05-24!ATD FY25 YTD!10B", 2, "is no cell"),
        ("2025-05-24!ATD FY25 YTD!ZZ9000", 2, "the last that holds anything"),
        ("2025!ATD FY25 YTD!B10", 2, "documents begin with '2025'"),
        ("1999!ATD FY25 YTD!B10", 2, "No document"),
        ("nonsense", 2, "DOC!SHEET!CELL"),
    ],
)
def test_show_answers_or_says_what_there_is(address: str, code: int, says: str, book_path: Path) -> None:
    shown = run("show", address, book=book_path)

    assert shown.returncode == code
    assert says in shown.stdout + shown.stderr
    assert "Traceback" not in shown.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("sho",), 2, "Did you mean 'show'?"),
        (("tables", "observations"), 2, "Did you mean 'observation'?"),
        (("sql", "SELECT foo FROM observation"), 2, "can't be answered"),
        (("sql", "DROP TABLE observation"), 2, "can't be answered"),
        (("issues", "--kind", "unknwn_label"), 2, "Did you mean 'unknown_label'?"),
        (("export", "observation"), 2, "where to"),
        (("coverage", "2025-05-24"), 0, "0 unexplained"),
        (("tables",), 0, "atd_by_technology"),
        (("tables", "book_ins_by_month", "--json"), 0, '"agency_label"'),
        (("documents", "--csv"), 0, "2026-02-13_FY26_detentionStats_02122026.xlsx"),
        (("issues", "--doc", "2022-03-03", "--jsonl"), 0, "misplaced_content"),
    ],
)
def test_commands_answer_or_say_why_not(arguments: tuple[str, ...], code: int, says: str, book_path: Path) -> None:
    done = run(*arguments, book=book_path)

    assert done.returncode == code
    assert says in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_json_is_one_array_with_every_row(book_path: Path) -> None:
    rows = json.loads(run("sql", "--json", "SELECT document, file FROM document", book=book_path).stdout)
    none = json.loads(run("sql", "--json", "SELECT 1 AS a WHERE false", book=book_path).stdout)
    described = json.loads(run("sql", "--json", "DESCRIBE document", book=book_path).stdout)

    assert len(rows) == 130
    assert none == []
    assert described[0]["column_name"] == "document"


def test_add_loads_the_good_and_tells_of_the_bad(tmp_path: Path, archive: Path) -> None:
    bad, path = tmp_path / "bad.xlsx", tmp_path / "book.duckdb"
    bad.write_bytes(b"")

    done = run("add", str(bad), str(archive / FIRST), book=path)
    again = run("--book", str(path), "add", str(archive / FIRST))

    assert done.returncode == 1
    assert "bad.xlsx" in done.stderr and "0 bytes" in done.stderr
    assert f"{FIRST}: 3,706 numbers loaded" in done.stdout
    assert again.returncode == 0
    assert "nothing changed" in again.stdout


def test_book_prints_an_answer(tmp_path: Path, archive: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    for file in ("2024-05-29_FY24_detentionStats05242024.xlsx", "2025-05-24_FY25_detentionStats05232025.xlsx"):
        (folder / file).symlink_to(archive / file)

    done = run("book", "--archive", str(folder), book=tmp_path / "book.duckdb")

    assert done.returncode == 0
    assert done.stdout.startswith("On 17 May 2025, ICE counted 185,675 people in Alternatives to Detention")
    assert "2 workbooks" in done.stdout


def test_every_command_has_help_with_an_example() -> None:
    for name, command in command_line.commands.items():
        text = command.get_help(command.make_context(name, [], resilient_parsing=True))
        assert "Example" in text, name
        assert f"tallybook {name}" in text or f" {name}" in text.split("Example")[1], name


def test_a_closed_pipe_is_no_error(book_path: Path) -> None:
    command = f"{sys.executable} -m tallybook --book {book_path} sql --csv 'SELECT * FROM observation' | head -1"

    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)

    assert done.stdout.startswith("document,")
    assert done.stderr == ""


@pytest.mark.parametrize("query", ["", "  ", "SELECT 1; SELECT 2"])
def test_a_query_is_one_statement(query: str, book_path: Path) -> None:
    done = run("sql", query, book=book_path)

    assert done.returncode == 2
    assert "one statement" in done.stderr


def test_json_has_no_infinities(book_path: Path) -> None:
    done = run("sql", "--json", "SELECT 1/0 AS x, 'NaN'::DOUBLE AS y", book=book_path)

    assert json.loads(done.stdout) == [{"x": None, "y": None}]


@pytest.mark.parametrize("book", ["", "/proc/none/book.duckdb", "."])
def test_a_book_that_cannot_be_there_is_told(book: str) -> None:
    done = run("--book", book, "book")

    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr


def test_an_impossible_date_is_told_beside_the_number(book_path: Path) -> None:
    """The workbook of 2022-11-17 carries the footnotes of fiscal year 2020."""
    shown = run("show", "2022-11-17!Detention FY23!J20", book=book_path).stdout

    assert "cannot be right for this table" in shown
    assert "2020-09-30" in shown


def test_a_book_of_another_archive_knows_where_its_files_are(tmp_path: Path, archive: Path) -> None:
    folder, path = tmp_path / "workbooks", tmp_path / "book.duckdb"
    folder.mkdir()
    (folder / "2020-02-02_mine.xlsx").write_bytes((archive / FIRST).read_bytes() + b"\0")
    run("book", "--archive", str(folder), book=path)

    shown = run("show", "2020-02-02!ATD FY19!B11", book=path)

    assert shown.stdout.startswith("B11 reads 83,186 people: participants, Total")
