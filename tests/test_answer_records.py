"""Records: a table of rows about people goes through `ask`, and only file, hash, condition and count come out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

import tallybook
from tallybook.answers import FEWEST, Answer, CountedRows, Question, ask
from tallybook.measures import Measure, Records

ARRESTS = Measure(
    name="synthetic_arrests",
    title="Invented arrests, by month",
    unit="events",
    kind="flow",
    sources=(Records("synthetic_arrest", "arrested_on", ("aor",), "aor IS NOT NULL"),),
    definition="Rows that were made up for this test.",
    caveats=("Nobody was arrested.",),
)
EARLY, LATE = "a" * 64, "b" * 64
# Seven in Boston in May 2025, two in Miami; one more in Boston in June, of a later file.
FIRST = (EARLY, "2025-06-01_arrests.xlsx", date(2025, 6, 1))
ROWS = [
    *[(*FIRST, date(2025, 5, day), "boston", f"P{day}") for day in range(3, 10)],
    *[(*FIRST, date(2025, 5, day), "miami", f"P{day}") for day in (20, 21)],
    (LATE, "2025-07-01_arrests.xlsx", date(2025, 7, 1), date(2025, 6, 4), "boston", "P99"),
]
ASKED = Question.asked("synthetic_arrests", since="2025-01-01")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, archive: Path) -> Iterator[tallybook.Book]:
    """A book of one workbook, with a table of ten invented records beside it."""
    folder = tmp_path_factory.mktemp("records")
    workbooks = folder / "workbooks"
    workbooks.mkdir()
    file = "2025-05-24_FY25_detentionStats05232025.xlsx"
    (workbooks / file).symlink_to(archive / file)
    path = folder / "tallybook.duckdb"
    tallybook.build(path, workbooks)
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "CREATE TABLE synthetic_arrest "
            "(document VARCHAR, file VARCHAR, report_date DATE, arrested_on DATE, aor VARCHAR, person VARCHAR)"
        )
        connection.executemany("INSERT INTO synthetic_arrest VALUES (?, ?, ?, ?, ?, ?)", ROWS)
    with tallybook.open(path) as opened:
        yield opened


def asked(book: tallybook.Book, question: Question = ASKED) -> Answer:
    return ask(book, question, measure=ARRESTS)


def test_records_are_counted_by_month(book: tallybook.Book) -> None:
    may, june = asked(book).figures

    assert (may.value, may.reference_start, may.reference_end) == (9, date(2025, 5, 1), date(2025, 5, 31))
    assert (june.value, june.value_status) == (None, "withheld")


def test_evidence_is_file_hash_condition_and_count(book: tallybook.Book) -> None:
    [piece] = asked(book, replace(ASKED, where=(("aor", "boston"),))).figures[0].evidence

    assert isinstance(piece, CountedRows)
    assert (piece.file, piece.document, piece.count) == ("2025-06-01_arrests.xlsx", EARLY, 7)
    assert "aor IN ('boston')" in piece.condition


def test_few_are_withheld_and_so_is_their_evidence(book: tallybook.Book) -> None:
    boston, miami = asked(book, replace(ASKED, by=("aor",), until=date(2025, 5, 31))).figures

    assert (boston.value, miami.value) == (7, None)
    assert miami.evidence[0].count is None  # type: ignore[union-attr]
    assert FEWEST > 2


def test_a_month_is_counted_whole_whatever_the_day(book: tallybook.Book) -> None:
    figure = asked(book, Question.asked("synthetic_arrests", on="2025-05-30")).figure

    assert (figure.value, figure.reference_start) == (9, date(2025, 5, 1))


def test_without_a_day_the_newest_month_answers(book: tallybook.Book) -> None:
    figure = asked(book, Question.asked("synthetic_arrests")).figure

    assert (figure.reference_start, figure.value_status) == (date(2025, 6, 1), "withheld")


@pytest.mark.parametrize(("day", "months"), [("2025-05-31", 0), ("2025-06-15", 1), ("2025-07-01", 2)])
def test_only_what_was_public_is_counted(day: str, months: int, book: tallybook.Book) -> None:
    answer = asked(book, replace(ASKED, as_of=date.fromisoformat(day)))

    assert len(answer.figures) == months
    assert answer.why_none or months


def test_nothing_of_a_row_is_ever_told(book: tallybook.Book) -> None:
    """Neither a person nor a day of arrest, nor a count below five."""
    for question in (ASKED, replace(ASKED, by=("aor",)), replace(ASKED, where=(("aor", "miami"),))):
        answer = asked(book, question)
        told = [str(answer.rows()), str(answer.evidence()), answer.sentence(), answer.cite(), answer.cite("bibtex")]
        if any(figure.value for figure in answer.figures):
            told.append(answer.picture())
        for text in told:
            assert not any(person in text for *_, person in ROWS)
            assert not any(str(day) in text for *_, day, _, _ in ROWS)
        assert all(row["count"] is None or row["count"] >= FEWEST for row in answer.evidence())


def test_records_can_be_said_and_cited(book: tallybook.Book) -> None:
    answer = asked(book, Question.asked("synthetic_arrests", where={"aor": "boston"}, on="2025-05-04"))

    assert answer.sentence() == (
        "In May 2025, the released records hold 7 invented arrests, area Boston (published by 1 June 2025)."
    )
    assert "2025-06-01_arrests.xlsx, 7 rows where (aor IS NOT NULL)" in answer.cite()


def test_the_query_counts_the_same(book: tallybook.Book) -> None:
    answer = asked(book, replace(ASKED, by=("aor",)))

    counted = [row["rows"] for row in book.sql(answer.sql()).rows()]

    assert sorted(counted) == [1, 2, 7]
