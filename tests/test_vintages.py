"""Editions: which one answers, what was known when, and what was changed after it was printed."""

import itertools
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tallybook
from tallybook.errors import QuestionError
from tallybook.sources import published_tables
from tallybook.vintages import (
    Edition,
    Number,
    Selection,
    count_series,
    editions,
    histories,
    numbers,
    of_one_series,
    revisions,
    why_nothing,
)
from tests.test_cli import run

BOOK_INS = Selection.parse("book_ins_by_month", where=["agency=total"], period="month")
DECEMBER = Selection.parse("book_ins_by_month", None, ["agency=total"], "month", date(2021, 12, 5), date(2021, 12, 5))
GPS = Selection.parse(
    "atd_by_technology", "participants", ["technology=gps"], since=date(2023, 5, 20), until=date(2023, 5, 20)
)
# Facilities hold half of the book; one state of them is enough.
SELECTIONS = [
    Selection.parse(table.name, where=["state=NM"] if table.name == "facilities" else [], totals=True)
    for table in published_tables()
]
# Published in this order, the first two on one day.
SMALL = (
    "2021-01-14_FY20-detentionstats.xlsx",
    "undated_FY20-detentionstats.xlsx",
    "2021-12-30_FY22_detentionStats12292021.xlsx",
    "2022-01-11_FY22_detentionStats01102022.xlsx",
    "2022-02-17_FY22_detentionStats_02162022.xlsx",
    "2022-03-03_FY22_detentionStats_03022022.xlsx",
)
KNOWN_BY = {date(2021, 1, 14): 2, date(2021, 12, 30): 3, date(2022, 1, 11): 4, date(2022, 2, 17): 5}
ORDERS = (SMALL, SMALL[::-1], tuple(SMALL[place] for place in (4, 1, 2, 0, 5, 3)))
slowly = settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_book_ins_of_december_2021_fell_by_a_tenth_after_the_month_was_over(book: tallybook.Book) -> None:
    """L20 of 'Detention FY22' prints 33,856 in the workbook of 11 January 2022, 30,457 in the next, then 30,421."""
    [december] = histories(book, DECEMBER)

    assert [edition.value for edition in december.editions[:3]] == [33_856, 30_457, 30_421]
    assert december.first.address == "2022-01-11_FY22_detentionStats01102022.xlsx!Detention FY22!L20"
    assert december.changed_on[:2] == (date(2022, 2, 17), date(2022, 3, 3))
    assert (december.last.value, december.change) == (30_422, -3_434)
    assert december.percent == pytest.approx(-10.143, abs=0.001)


def test_a_month_that_grows_is_no_revision_unless_it_is_asked_for(book: tallybook.Book) -> None:
    """The workbook of 10 December 2021 prints 5,221 for a December of which four days were over."""
    [december] = histories(book, DECEMBER, with_open=True)

    assert (december.first.value, december.first.report_date) == (5_221, date(2021, 12, 10))
    assert december.first.is_partial
    assert not any(edition.is_partial for history in histories(book, BOOK_INS) for edition in history.editions)


def test_gps_monitors_of_may_2023_were_188_934_for_five_days(book: tallybook.Book) -> None:
    """B9 of 'ATD FY23 YTD': 188,934 in the workbook of 26 May 2023, 4,449 in those of 31 May and 1 June."""
    assert [edition.value for edition in editions(book, GPS)] == [188_934, 4_449, 4_449]
    [gps] = numbers(book, GPS)
    assert (gps.answer.value, gps.first_value, gps.editions, gps.differs) == (4_449, 188_934, 3, True)
    assert gps.answer.address == "2023-06-01_FY23_detentionStats06012023.xlsx!ATD FY23 YTD!B9"

    with tallybook.open(book.path, date(2023, 5, 27)) as then:
        [gps] = numbers(then, GPS)
        assert (gps.answer.value, gps.editions, gps.differs) == (188_934, 1, False)


def test_an_edition_that_is_set_aside_does_not_answer(book: tallybook.Book) -> None:
    first, second, third = editions(book, GPS)
    places = [(edition.document, edition.sheet, edition.cell) for edition in (third, second, first)]

    [without_last] = numbers(book, GPS, places[:1])
    [with_first] = numbers(book, GPS, places[:2])

    assert without_last.answer.address == second.address
    assert with_first.answer.value == 188_934
    assert numbers(book, GPS, places) == []
    assert [edition.is_set_aside for edition in editions(book, GPS, places[:1])] == [False, False, True]
    assert revisions(book, GPS, set_aside=places[:2]) == []


def test_of_two_sheets_of_one_file_the_first_answers(book: tallybook.Book) -> None:
    """Hearings attended in fiscal year 2023: F21 says 9,557 on 'ATD FY24 YTD' and 10,679 on 'ATD EOFY23 ' after it."""
    attended = Selection.parse(
        "atd_court_final_hearings",
        "hearings",
        ["attendance=attended"],
        "year",
        since=date(2023, 9, 30),
        until=date(2022, 10, 1),
    )
    with tallybook.open(book.path, date(2023, 11, 8)) as then:
        printed = {(edition.sheet, edition.value) for edition in editions(then, attended) if edition.cell == "F21"}
        assert printed >= {("ATD FY24 YTD", 9_557), ("ATD EOFY23 ", 10_679)}
        [answer] = [n.answer for n in numbers(then, attended) if n.answer.reference_end == date(2023, 9, 30)]

    assert (answer.sheet, answer.value) == ("ATD FY24 YTD", 9_557)


def test_a_facility_is_told_from_its_namesakes_by_its_place(book: tallybook.Book) -> None:
    """Two counties named Nassau hold people: in Yulee, Florida, and in East Meadow, New York."""
    for city in ("Yulee", "EAST  MEADOW"):
        found = numbers(book, Selection.parse("facilities", where=[f"city={city}"]))
        assert {dict(n.answer.series.split)["city"] for n in found} == {" ".join(city.upper().split())}


def test_a_changed_title_is_told_from_a_changed_number(book: tallybook.Book) -> None:
    """Book-outs of October 2023: 10,011 'Final Releases' in C38 on 16 November 2023, 20,388 'Final Book Outs' later."""
    total = Selection.parse(
        "book_outs_by_reason", None, ["release_reason=total"], "month", date(2023, 10, 9), date(2023, 10, 9)
    )
    [october] = revisions(book, total)

    assert (october.first.value, october.last.value, october.is_retitled) == (10_011, 20_388, True)
    assert not any(history.is_retitled for history in histories(book, BOOK_INS))


@pytest.mark.parametrize("selection", SELECTIONS, ids=lambda selection: selection.table)
def test_one_edition_of_each_number_answers(selection: Selection, book: tallybook.Book) -> None:
    """Without `all editions` there is a row for each different number, and its answer is one of its editions."""
    printed, found = editions(book, selection), numbers(book, selection)

    of_number = {
        number: list(group)
        for number, group in itertools.groupby(sorted(printed, key=_number), key=lambda edition: edition.number)
    }
    assert [number.answer.number for number in found] == list(dict.fromkeys(edition.number for edition in printed))
    assert count_series(book, selection) == len({edition.series for edition in printed})
    for number in found:
        _assert_answers(number, of_number[number.answer.number])


def _number(edition: Edition) -> tuple[object, ...]:
    return edition.number


def _assert_answers(number: Number, printed: Sequence[Edition]) -> None:
    """Its answer is published last; what is counted and compared are its own editions."""
    assert [edition for edition in printed if edition.answers] == [number.answer]
    assert number.answer.report_date == max(edition.report_date for edition in printed)
    assert number.editions == len(printed)
    assert number.first_report_date == min(edition.report_date for edition in printed)
    assert number.first_value in {e.value for e in printed if e.report_date == number.first_report_date}
    days = {edition.report_date for edition in printed}
    assert len([edition for edition in printed if edition.answers_its_day]) == len(days)


@slowly
@given(selection=st.sampled_from(SELECTIONS), day=st.dates(date(2026, 2, 13), date(2030, 1, 1)))
def test_as_of_the_last_day_equals_no_as_of(selection: Selection, day: date, book: tallybook.Book) -> None:
    with tallybook.open(book.path, day) as then:
        assert numbers(then, selection) == numbers(book, selection)


@slowly
@given(selection=st.sampled_from(SELECTIONS), day=st.dates(date(2019, 10, 6), date(2026, 2, 13)))
def test_what_was_known_then_is_what_had_been_printed_by_then(
    selection: Selection, day: date, book: tallybook.Book
) -> None:
    """As of a day, a number's editions are those of today that had been published by that day."""
    with tallybook.open(book.path, day) as then:
        cells = {edition.address for edition in editions(then, selection)}

    assert cells == {edition.address for edition in editions(book, selection) if edition.report_date <= day}


SmallBooks = dict[tuple[str, ...], Path]


@pytest.fixture(scope="module")
def small_books(tmp_path_factory: pytest.TempPathFactory, archive: Path) -> SmallBooks:
    """Books of some workbooks, added one after the other, by the order in which they were."""
    folder = tmp_path_factory.mktemp("small")
    books = {}
    for number, order in enumerate((*ORDERS, *(SMALL[:count] for count in KNOWN_BY.values()))):
        books[order] = folder / f"{number}.duckdb"
        for file in order:
            tallybook.add(books[order], [archive / file])
    return books


@slowly
@given(selection=st.sampled_from(SELECTIONS), day=st.sampled_from(sorted(KNOWN_BY)))
def test_a_later_document_never_changes_what_was_known_before(
    selection: Selection, day: date, small_books: SmallBooks
) -> None:
    """As of a day, a book answers as one to which nothing later was ever added."""
    only_then = small_books[SMALL[: KNOWN_BY[day]]]
    with tallybook.open(small_books[SMALL], day) as then, tallybook.open(only_then) as alone:
        assert numbers(then, selection) == numbers(alone, selection)
        assert editions(then, selection) == editions(alone, selection)


@slowly
@given(selection=st.sampled_from(SELECTIONS))
def test_the_order_in_which_files_are_added_never_matters(selection: Selection, small_books: SmallBooks) -> None:
    answers = []
    for order in ORDERS:
        with tallybook.open(small_books[order]) as book:
            answers.append((numbers(book, selection), editions(book, selection)))

    assert answers[0] == answers[1] == answers[2]


@pytest.mark.parametrize(
    ("given_", "says"),
    [
        ({"table": "book_in_by_month"}, "Did you mean 'book_ins_by_month'?"),
        ({"table": "book_ins_by_month", "where": ["agenci=ice"]}, "Did you mean 'agency'?"),
        ({"table": "book_ins_by_month", "where": ["ice"]}, "NAME=CODE"),
        ({"table": "book_ins_by_month", "period": "months"}, "Did you mean 'month'?"),
    ],
)
def test_a_mistyped_name_is_suggested(given_: dict[str, object], says: str) -> None:
    with pytest.raises(QuestionError) as told:
        Selection.parse(**given_)  # type: ignore[arg-type]

    assert says in str(told.value)


@pytest.mark.parametrize(
    ("selection", "says"),
    [
        (Selection.parse("atd_by_technology", where=["technology=gp"]), "Did you mean 'gps'?"),
        (Selection.parse("atd_by_technology", "participant"), "Did you mean 'participants'?"),
    ],
)
def test_a_mistyped_code_is_suggested(selection: Selection, says: str, book: tallybook.Book) -> None:
    assert numbers(book, selection) == []
    with pytest.raises(QuestionError) as told:
        why_nothing(book, selection)

    assert says in str(told.value)


@pytest.mark.parametrize(
    ("selection", "says"),
    [
        (
            Selection.parse(
                "atd_by_technology",
                where=["technology=ankle_monitor"],
                since=date(2025, 5, 18),
                until=date(2025, 5, 18),
            ),
            "nearest 17 May 2025 and 31 May 2025",
        ),
        (Selection.parse("average_daily_population_by_agency", where=["agency=ice", "criminality="]), "--totals"),
        (Selection.parse("book_ins_by_month", period="day"), "month: 1 October 2018"),
        (Selection.parse("removals", "removals", ["family_status=family_unit"]), "together with the rest"),
    ],
)
def test_an_empty_answer_says_what_there_is(selection: Selection, says: str, book: tallybook.Book) -> None:
    assert numbers(book, selection) == []
    assert says in why_nothing(book, selection)


def test_nothing_is_known_before_it_is_published(book: tallybook.Book) -> None:
    with tallybook.open(book.path, date(2019, 1, 1)) as then:
        assert why_nothing(then, BOOK_INS) == "No number of book_ins_by_month had been published by 1 January 2019."


def test_a_triangle_is_of_one_series(book: tallybook.Book) -> None:
    with pytest.raises(QuestionError) as told:
        of_one_series(histories(book, Selection.parse("book_ins_by_month")))

    assert "--where agency=..." in str(told.value)


def test_series_prints_a_number_with_its_dates_and_its_cell(book_path: Path) -> None:
    done = run(
        "series", "book_ins_by_month", "--where", "agency=total", "--on", "2021-12-05", "--period", "month", "--json",
        book=book_path,
    )  # fmt: skip

    [december] = json.loads(done.stdout)
    assert (december["value"], december["unit"], december["editions"], december["differs"]) == (
        30_422,
        "events",
        22,
        True,
    )
    assert (december["reference_start"], december["reference_end"]) == ("2021-12-01", "2021-12-31")
    shown = run("show", december["address"], book=book_path).stdout
    assert shown.startswith("L20 reads 30,422 events")


def test_series_as_of_a_day_prints_what_was_known(book_path: Path) -> None:
    """On 27 May 2023 the only edition of 20 May said 188,934, and the ledger doubts it.

    The file of 31 May shows what is right; from that day on an erratum leaves the number out.
    """
    asked = ("series", "atd_by_technology", "--where", "technology=gps", "--on", "2023-05-20", "--csv")
    before, after, ignoring = (
        run(*asked, *options, book=book_path).stdout
        for options in (("--as-of", "2023-05-27"), ("--as-of", "2023-05-31"), ("--errata", "ignore"))
    )

    assert "188934.0,printed,False,2023-05-26" in before
    assert "values_trade_places" in before
    assert "188934" not in after
    assert "188934" in ignoring


def test_revisions_rank_what_was_changed(book_path: Path) -> None:
    done = run("revisions", "book_ins_by_month", "--totals", "--json", book=book_path)

    changes = json.loads(done.stdout)
    assert [(row["agency"], row["reference_start"]) for row in changes[:2]] == [
        ("cbp", "2021-12-01"),
        ("total", "2021-12-01"),
    ]
    assert (changes[1]["first_value"], changes[1]["last_value"]) == (33_856, 30_422)
    assert changes[1]["changed_on"].startswith("2022-02-17, 2022-03-03")


def test_one_series_prints_as_a_triangle(book_path: Path) -> None:
    done = run(
        "revisions", "book_ins_by_month", "--where", "agency=total", "--on", "2021-12-05", "--period", "month",
        "--json", book=book_path,
    )  # fmt: skip

    rows = json.loads(done.stdout)
    assert len(rows) == 19
    assert (rows[0]["report_date"], rows[0]["value"], rows[0]["cell"]) == ("2022-01-11", 33_856, "L20")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("series", "book_in_by_month"), 2, "Did you mean 'book_ins_by_month'?"),
        (("series", "book_ins_by_month", "--on", "2021-12-05", "--since", "2021-01-01"), 2, "without --since"),
        (("series", "book_ins_by_month", "--since", "2022-01-01", "--until", "2021-01-01"), 2, "is after"),
        (("series", "atd_by_technology", "--on", "2010-01-01"), 0, "nearest 24 September 2022"),
        (("series", "atd_by_technology", "--on", "2010-01-01", "--json"), 0, "[]"),
        (("revisions", "book_ins_by_month", "--triangle"), 2, "of one"),
        (("revisions", "atd_by_technology", "--on", "2025-05-17"), 0, "None of these numbers"),
    ],
)
def test_the_commands_answer_or_say_why_not(arguments: tuple[str, ...], code: int, says: str, book_path: Path) -> None:
    done = run(*arguments, book=book_path)

    assert done.returncode == code
    assert says in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
