"""The duty to publish and the silence: what the book of 130 workbooks shows of each thing the law asks for."""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
import python_calamine
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tallybook
from tallybook.cli import command_line
from tallybook.mandate import Mandate, account_page, mandate, records_request, silence_line, written
from tallybook.mandate.account import ElementRecord
from tallybook.mandate.clock import RHYTHM_DAYS, Gap, Span, gaps, spans
from tallybook.mandate.duty import find_elements, load_duty
from tallybook.pages import paragraph
from tallybook.schema import FACILITY_LISTING
from tallybook.sources import published_tables

NEWEST = "2026-02-13_FY26_detentionStats_02122026.xlsx"
NOVEMBER_2026 = date(2026, 11, 24)
DAYS = st.dates(date(2019, 1, 1), date(2026, 12, 31))


@pytest.fixture(scope="module")
def account(book: tallybook.Book) -> Mandate:
    """The account on 24 November 2026."""
    return mandate(book, today=NOVEMBER_2026)


def of(account: Mandate, name: str) -> ElementRecord:
    """What an account shows of one element."""
    return next(found for found in account.elements if found.element.id == name)


def run(*arguments: str, book: Path) -> tuple[int, str]:
    """Exit code and everything printed."""
    done = CliRunner().invoke(command_line, ["--book", str(book), "mandate", *arguments])
    return done.exit_code, done.output + (str(done.exception) if done.exception else "")


def test_nothing_new_for_284_days(account: Mandate) -> None:
    """From 13 February to 24 November 2026: 15 days of February, 245 of March to October, 24 of November."""
    assert silence_line(account) == (
        "No new workbook for 284 days: the newest the book holds was first captured on 13 February 2026 "
        "(data to 7 February 2026)."
    )
    assert account.silence
    assert account.silence.data_to_latest == date(2026, 2, 11)  # parole requests: "EARM data through 2/11/2026"


def test_an_edition_of_9_april_2026_is_known_and_not_in_the_book(book: tallybook.Book) -> None:
    before, after = (mandate(book, "2", today=date(2026, 4, day)).silence for day in (8, 9))

    assert before and before.newer is None
    assert after and after.newer and after.newer.report_date == date(2026, 4, 9)


def test_a_week_is_no_silence(book_path: Path) -> None:
    """On 20 May 2025 the newest workbook was the one first captured on 13 May."""
    with tallybook.open(book_path, as_of=date(2025, 5, 20)) as then:
        line = silence_line(mandate(then, "2"))

    assert line == (
        "The newest workbook is 7 days old, within a semimonthly rhythm: first captured on 13 May 2025 "
        "(data to 3 May 2025)."
    )


def test_a_book_of_before_the_first_workbook_says_so(book_path: Path) -> None:
    with tallybook.open(book_path, as_of=date(2019, 1, 1)) as then:
        account = mandate(then)

    assert account.silence is None
    assert silence_line(account) == "The book holds no workbook that was public by 1 January 2019."
    assert all(found.record is None for found in account.elements)
    assert "there was no such duty" in written(account_page(account), "text")
    with pytest.raises(tallybook.QuestionError, match="no words yet"):
        records_request(account)


def test_families_and_adults_were_told_apart_until_november_2023_and_again_from_may_2025(account: Mandate) -> None:
    """The rows and columns of family facilities are gone from 8 December 2023 to 17 April 2025."""
    for name in ("1A", "1B", "1C", "1D"):
        [families] = [part for part in of(account, name).parts if part.part.meets == "family facilities"]
        assert families.record
        assert families.record.spans == (
            Span(date(2019, 10, 6), date(2023, 11, 23), 83),
            Span(date(2025, 5, 10), date(2026, 2, 13), 16),
        )
        assert families.record.longest == Gap(date(2023, 11, 23), date(2025, 5, 10))
        assert families.record.longest.days == 534


def test_ice_says_why_families_were_not_told_apart(book_path: Path) -> None:
    """31 editions, the very ones of the hole, say that data on family staging centers are not reported."""
    with tallybook.open(book_path, as_of=date(2024, 5, 1)) as then:
        text = " ".join(written(account_page(mandate(then, "1A")), "text").split())

    assert 'ICE says in 2023-12-08!Footnotes!B59: "ICE discontinued the use of Family Residential Centers' in text
    assert "resumed" not in text  # that is known since 10 May 2025


def test_two_editions_of_june_2022_have_no_family_units_in_atd(account: Mandate, archive: Path) -> None:
    """A9:A11 of the sheet of 24 June 2022: Single Adult, ECMS-Single Adult, Total."""
    book = python_calamine.CalamineWorkbook.from_path(str(archive / "2022-06-24_FY22_detentionStats06232022.xlsx"))
    labels = [row[0] for row in book.get_sheet_by_name("ATD FY22 YTD").to_python()[8:11]]
    record = of(account, "2A").parts[1].record

    assert labels == ["Single Adult", "ECMS-Single Adult", "Total"]
    assert record
    assert [(span.first, span.last) for span in record.spans] == [
        (date(2019, 10, 6), date(2022, 6, 18)),
        (date(2022, 7, 9), date(2026, 2, 13)),
    ]


def test_time_after_the_determination_of_people_still_held_ended_in_january_2023(account: Mandate) -> None:
    record = of(account, "1D").parts[-1].record

    assert record
    assert (record.editions, record.last, record.data_to) == (31, date(2023, 1, 10), date(2022, 12, 31))


def test_facilities_run_to_another_day_than_detention(account: Mandate) -> None:
    """Facilities FY26!A5 says 02/05/2026; Detention FY26 says 02/07/2026."""
    facilities, detention = of(account, "3E").record, of(account, "1A").record

    assert facilities and facilities.data_to == date(2026, 2, 5)
    assert detention and detention.data_to == date(2026, 2, 7)


def test_a_semimonthly_rhythm_was_broken_37_times(account: Mandate) -> None:
    """128 days on which one of the 130 files became public; half of the longest month is 16 days."""
    assert RHYTHM_DAYS == 16
    assert (len(account.gaps), sum(gap.is_late for gap in account.gaps)) == (127, 37)
    assert [(gap.days, gap.start) for gap in account.longest_gaps] == [
        (331, date(2019, 10, 6)),
        (63, date(2020, 10, 8)),
        (62, date(2025, 8, 29)),
        (60, date(2024, 9, 17)),
        (48, date(2022, 9, 30)),
        (42, date(2025, 12, 23)),
        (40, date(2023, 9, 29)),
        (37, date(2022, 1, 11)),
        (37, date(2022, 8, 10)),
        (37, date(2023, 4, 13)),
    ]


def test_the_silences_that_were_written_about_are_gaps_of_the_book(account: Mandate) -> None:
    """Each is as long as was said, or longer: an upper bound. That of late February 2026 has not ended."""
    found = {named.silence.when: named.gap.days if named.gap else None for named in account.named}

    assert found == {
        "autumn 2023": 40,
        "spring 2025": 23,
        "autumn 2025": 62,
        "January 2026": 42,
        "late February 2026": None,
    }


def test_an_edition_known_elsewhere_shortens_the_silence_of_autumn_2025(account: Mandate) -> None:
    """From 11 September to 30 October 2025: 49 days."""
    text = " ".join(written(account_page(account), "text").split())

    assert "at most 62 days (29 August 2025 to 30 October 2025); at most 49 days counting the edition of" in text


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=DAYS)
def test_as_of_a_day_nothing_later_is_used(day: date, book: tallybook.Book, book_path: Path) -> None:
    """No date of the account, but those of the law itself, is later than its day; its gaps are the first of all."""
    with tallybook.open(book_path, as_of=day) as then:
        account = mandate(then)

    told = [found for part in (account.silence, account.elements, account.gaps, account.named) for found in dates(part)]
    told += [found for known in (account.duty.statements, account.duty.notices) for found in dates(known)]
    assert account.today == day
    assert all(found <= day for found in told)
    whole = gaps(row["report_date"] for row in book.documents())
    assert account.gaps == tuple(gap for gap in whole if gap.end <= day)


def dates(value: object) -> Iterator[date]:
    """Every date within a value."""
    if isinstance(value, date):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from dates(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from dates(getattr(value, field.name))


@given(st.lists(DAYS, min_size=1, max_size=60), st.data())
def test_gaps_fill_the_time_and_runs_hold_each_edition_once(days: list[date], data: st.DataObject) -> None:
    there = data.draw(st.lists(st.sampled_from(days), unique=True))

    assert sum(gap.days for gap in gaps(days)) == (max(days) - min(days)).days
    assert sum(span.editions for span in spans(days, there)) == len(there)


def test_every_table_and_column_of_the_duty_is_in_the_book(account: Mandate) -> None:
    """A part that no edition has would be a slip in mandate.toml."""
    tables = {table.name: table for table in published_tables()}

    for found in account.elements:
        assert set(found.element.nearest) <= set(tables)
        for part in found.parts:
            assert part.part.split in (*tables[part.part.table].dimensions, "")
            assert part.part.listing in (*FACILITY_LISTING.column_names(), "")
            assert part.record and part.place, part.part


def test_what_was_never_met_has_no_table_and_says_what_is_nearest() -> None:
    never = [element for element in load_duty().elements if element.extent == "never"]

    assert [element.id for element in never] == ["lead", "2B"]
    assert all(not element.parts and element.nearest and element.asked_for for element in never)
    assert all(element.parts for element in load_duty().elements if element not in never)
    assert all(element.because for element in load_duty().elements if element.extent != "met")


def test_subparagraphs_that_were_not_seen_are_told_and_not_listed(account: Mandate) -> None:
    detained = ["1A", "1B", "1C", "1D", "1E", "1F", "1G"]
    alternatives = ["2", "2A", "2B", "2C", "2D"]
    facilities = ["3A", "3B", "3C", "3D", "3E", "3F"]

    assert [found.element.id for found in account.elements] == ["lead", *detained, *alternatives, *facilities]
    assert "the subparagraphs after (F) were not seen" in " ".join(written(account_page(account), "text").split())


def test_the_agency_says_what_is_quoted(archive: Path) -> None:
    """Cells that a request quotes."""
    for notice in load_duty().notices:
        book = python_calamine.CalamineWorkbook.from_path(str(archive / notice.file))
        row = book.get_sheet_by_name(notice.sheet).to_python(skip_empty_area=False)[int(notice.cell[1:]) - 1]
        assert row["AB".index(notice.cell[0])].strip() == notice.text


def test_headings_of_words_are_as_printed(archive: Path) -> None:
    """Row 10 of the sheet Facilities FY26."""
    book = python_calamine.CalamineWorkbook.from_path(str(archive / NEWEST))
    printed = book.get_sheet_by_name("Facilities FY26").to_python()[9]

    headings = {heading for element in load_duty().elements for part in element.parts for heading in part.headings}
    assert headings == {"Address", "City", "State", "Zip", "AOR", "Type Detailed", "Male/Female"}
    assert headings <= set(printed)


def test_a_request_asks_in_the_agencys_own_words(account: Mandate, archive: Path) -> None:
    """Titles and columns of the newest edition stand in it as on the sheet."""
    text = written(records_request(account), "markdown")
    book = python_calamine.CalamineWorkbook.from_path(str(archive / NEWEST))

    for found in account.elements:
        for part in found.parts:
            assert part.place
            assert f'"{part.place.title}"' in text
            if part.place.file == NEWEST:
                sheet = book.get_sheet_by_name(part.place.sheet).to_python()
                titles = {" ".join(str(cell).split()) for row in sheet for cell in row}
                assert part.place.title in titles, part.place.title
    assert (
        'table "Active ATD Participants and Average Length in Program, FY26, as of 02/07/2026, by AOR and Technology", '
        'columns "Count", "Average Length in Program"; from 8 February 2026. For 8 U.S.C. 1378a (2)(C), (2)(D).'
    ) in text
    assert "sheet 'Facilities FY26'" in text and "from 6 February 2026" in text


def test_a_request_for_one_element_asks_for_its_tables_only(book: tallybook.Book) -> None:
    text = written(records_request(mandate(book, "2D", today=NOVEMBER_2026)), "text")

    assert "Active ATD Participants" in text
    assert "Facilities FY26', table" not in text
    assert "[name and address of the agency's FOIA office]" in text
    assert "5. OPTIONAL: expedited processing" in text
    assert "not legal advice" in text.split("1. Records requested")[0].replace("\n", " ")


def test_a_request_for_what_was_never_published_says_it_in_full(book: tallybook.Book) -> None:
    text = " ".join(written(records_request(mandate(book, "2B", today=NOVEMBER_2026)), "text").split())

    assert "the number of participants in the family case management program, and their average length" in text


def test_a_request_tells_of_the_new_act_from_the_day_it_was_read(book: tallybook.Book) -> None:
    before, after = (written(records_request(mandate(book, "2", today=date(2026, 6, day))), "text") for day in (9, 10))

    assert "H.R. 7147" not in before
    assert "H.R. 7147" in after


def test_it_never_says_that_publishing_stopped(account: Mandate) -> None:
    """Silence is what the book and its archives show; they can't show what the agency did."""
    for page in (account_page(account), records_request(account)):
        text = written(page, "text").lower()
        assert not any(word in text for word in ("stopped", "ceased", "refus", "no longer publish", "alien "))


@pytest.mark.parametrize("name", ["1A", "1a", "(1)(A)", "1(a)"])
def test_an_element_is_named_as_people_write_it(name: str) -> None:
    assert [element.id for element in find_elements(name)] == ["1A"]


@given(st.lists(st.text("abc |<*&", min_size=1, max_size=200), min_size=1, max_size=5))
def test_a_page_fits_80_columns_and_its_html_is_escaped(lines: list[str]) -> None:
    page = [paragraph(*lines)]

    assert all(len(line) <= 80 or " " not in line.strip() for line in written(page, "text").splitlines())
    body = written(page, "html").split("<body>")[1]
    assert "<" not in body.split("<p>")[1].split("</p>")[0].replace("<br>", "")


def test_the_command_answers_first(book_path: Path) -> None:
    code, out = run("--as-of", "2026-11-24", book=book_path)

    assert code == 0
    assert out.startswith("No new workbook for 284 days: the newest the book holds")
    assert all(len(line) <= 80 for line in out.splitlines())


def test_the_command_gives_one_json_object(book_path: Path) -> None:
    told = json.loads(run("--json", "--as-of", "2026-11-24", book=book_path)[1])

    assert told["silence"]["days"] == 284
    assert len(told["elements"]) == 19
    assert told["gaps"][0] == {"days": 331, "from": "2019-10-06", "to": "2020-09-01", "is_late": True}
    [families] = [part for part in told["elements"][1]["parts"] if part["meets"] == "family facilities"]
    assert families["record"]["longest_gap"]["days"] == 534
    assert families["newest"]["cell"] == "B127"


def test_the_command_writes_a_page(book_path: Path, tmp_path: Path) -> None:
    code, _ = run("1A", "--html", str(tmp_path / "page.html"), "--as-of", "2026-11-24", book=book_path)
    page = (tmp_path / "page.html").read_text(encoding="utf-8")

    assert code == 0
    assert "<h1>No new workbook for 284 days" in page
    assert "src=" not in page and "href=" not in page


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("9Z",), "No element of the duty is called '9Z'"),
        (("--json", "--html", "-"), "choose one"),
        (("--request", "--json"), "A request is a letter"),
    ],
)
def test_the_command_says_what_makes_no_sense(arguments: tuple[str, ...], says: str, book_path: Path) -> None:
    code, out = run(*arguments, book=book_path)

    assert code != 0
    assert says in out


def test_the_days_of_a_week_count_seven() -> None:
    week = date(2026, 2, 13) + timedelta(days=7)
    assert Gap(date(2026, 2, 13), week).days == 7
    assert not Gap(date(2026, 2, 13), week).is_late
