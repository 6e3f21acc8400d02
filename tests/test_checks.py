"""The checks find what a person who opened the files knows to be wrong, and leave alone what is right."""

from datetime import date
from itertools import chain

import pytest

import tallybook
from tallybook.checks import KINDS, stories
from tallybook.ledger import Entry, entry_named, ledger, left_out
from tallybook.sources.ice_detention_statistics.errata import Erratum, load_errata
from tallybook.vintages import Selection, numbers
from tallybook.vocabulary import SEVERITIES


@pytest.fixture(scope="module")
def entries(book: "tallybook.Book") -> list[Entry]:
    return ledger(book)


def of(entries: list[Entry], kind: str, file: str) -> Entry:
    """The one entry of this kind that stands in the file whose name begins so."""
    [found] = [entry for entry in entries if kind in entry.id and any(name.startswith(file) for name in entry.files)]
    return found


def cells(entry: Entry, file: str, sheet: str) -> set[str]:
    return {c.cell for c in entry.cells if c.is_suspect and c.file.startswith(file) and c.sheet.strip() == sheet}


def test_gps_and_smartlink_trade_places_in_may_2023(entries: list[Entry]) -> None:
    """B9 says 188,934 and B10 34,576; the editions before and after say 4,576 and 224,300, 4,449 and 219,011."""
    entry = of(entries, "values_trade_places", "2023-05-26")

    assert cells(entry, "2023-05-26", "ATD FY23 YTD") >= {"B9", "B10"}
    assert (entry.severity, entry.status, entry.known_from) == ("error", "confirmed", date(2023, 5, 26))
    assert "188,934" in entry.sentence
    assert "34,576" in entry.sentence


def test_the_edition_that_puts_it_right_is_no_suspect(entries: list[Entry]) -> None:
    """2023-05-31 prints 4,449 on GPS in B9: the end of the story, not a fault."""
    entry = of(entries, "values_trade_places", "2023-05-26")

    assert cells(entry, "2023-05-31", "ATD FY23 YTD") == set()
    assert any("4,449" in detail for detail in entry.details)


def test_the_cost_of_smartlink_is_wrong_in_the_second_edition(entries: list[Entry]) -> None:
    """C10 says 538,544.86 for 219,011 people: 2.46 each, where it had been 0.96."""
    entry = of(entries, "cost_does_not_fit", "2023-05-31")

    assert "C10" in cells(entry, "2023-05-31", "ATD FY23 YTD")
    assert "2.46 each" in entry.sentence


def test_the_atd_sheet_of_may_2021_comes_back_in_september_2022(entries: list[Entry]) -> None:
    entry = of(entries, "date_runs_backwards", "2022-09-16")

    assert {"atd_by_aor", "atd_by_status"} <= set(entry.tables)
    assert any("8 May 2021" in told for told in (entry.sentence, *entry.details))
    assert entry.first_seen == date(2022, 9, 16)


def test_october_2025_repeats_the_court_appearances_of_december_2024(entries: list[Entry]) -> None:
    """18,642 of 18,900 stand under "FY26 thru October" and stood under "FY25 thru December"."""
    entry = of(entries, "old_table_under_a_new_date", "2025-11-21")

    assert set(entry.tables) == {"atd_court_final_hearings", "atd_court_total_hearings"}
    assert {"F9", "F11"} <= cells(entry, "2025-11-21", "ATD FY26 YTD")
    assert entry.last_seen == date(2025, 12, 16)


def test_book_ins_of_december_2021_were_restated(entries: list[Entry]) -> None:
    """33,856 in the edition of 11 January 2022, 30,457 in that of 17 February."""
    [told] = [
        detail
        for entry in entries
        for detail in (entry.sentence, *entry.details)
        if "33,856" in detail and "30,457" in detail
    ]

    assert "31 December 2021" in told


def test_totals_that_are_not_the_sum_of_their_parts(entries: list[Entry]) -> None:
    """August 2023: VoiceID, 277 more than in the areas. March 2022: 182,607 where the parts make 189,727."""
    technology = [entry for entry in entries if "atd_by_technology" in entry.tables]
    august, march = (
        of(technology, "parts_do_not_add_up", "2023-08-04"),
        of(entries, "parts_do_not_add_up", "2022-03-03"),
    )

    assert "277 more" in august.sentence
    assert any("8,799" in detail and "8,522" in detail for detail in august.details)
    assert "182,607" in march.sentence
    assert "189,727" in march.sentence
    assert "B11" in cells(march, "2022-03-03", "ATD FY22 YTD")


def test_an_area_that_doubles_for_one_edition(entries: list[Entry]) -> None:
    """Seattle: 7,184 people, then 14,345 on 8 April 2023, then 7,064. It shows only when the next edition comes."""
    entry = of(entries, "out_of_line_for_one_edition", "2023-04-13")

    assert "14,345" in entry.sentence
    assert entry.known_from == date(2023, 5, 20)


def test_zeros_that_hide_what_was_published_are_one_story(entries: list[Entry]) -> None:
    """From 21 November 2025 on the bonds, stays and paroles of fiscal year 2025 are printed as 0."""
    entry = of(entries, "zero_in_place_of_a_number", "2025-11-21")

    assert {"bond_by_month", "detained_by_custody_length", "parole_requested"} <= set(entry.tables)
    assert entry.last_seen == date(2026, 2, 13)
    # The whole year is in doubt, with what had been 0 or blank before: columns B to J of the last edition.
    bonds = cells(entry, "2026-02-13", "Monthly Bond Statistics")
    assert bonds == {f"{column}{row}" for column in "BCDEFGHIJ" for row in range(4, 9)}


def test_a_column_that_stands_still_while_the_rest_moves(entries: list[Entry]) -> None:
    """From 12 December 2024 to 13 May 2025 the average stays (column I) are those of 22 November 2024."""
    entry = of(entries, "column_not_renewed", "2024-12-12")

    assert entry.last_seen == date(2025, 5, 13)
    assert {cell[0] for cell in cells(entry, "2024-12-12", "Facilities FY25")} == {"I"}


def test_the_number_of_people_in_the_place_of_the_length_of_stay(entries: list[Entry]) -> None:
    entry = of(entries, "column_holds_another", "2021-02-25")

    assert "137 of 137" in entry.sentence


def test_averages_tell_over_how_many_days_they_are(entries: list[Entry]) -> None:
    """16 November 2023: dated 10 October, yet every average is a whole number of people, times 29 days."""
    entry = of(entries, "averages_belie_the_date", "2023-11-16")

    assert "10 October 2023" in entry.sentence
    assert "over 29 days" in entry.sentence


def test_rows_that_are_averages_over_other_days(entries: list[Entry]) -> None:
    """8 July 2025: the numbers of eleven places are those of no count over 265 days."""
    entry = of(entries, "rows_of_another_day", "2025-07-08")

    assert "11 facilities" in entry.sentence
    assert "LEXINGTON COUNTY JAIL" in entry.sentence
    assert {"I121", "J121", "U121"} <= cells(entry, "2025-07-08", "Facilities FY25")


def test_families_do_not_outnumber_adults(entries: list[Entry]) -> None:
    entry = of(entries, "families_above_adults", "2021-06-10")

    assert {"B30", "B31", "E30", "E31"} <= cells(entry, "2021-06-10", "Detention FY20 YTD")
    assert "154,471" in entry.sentence
    assert "1,705" in entry.sentence


def test_a_total_that_is_the_last_edition_s(entries: list[Entry]) -> None:
    """8 April 2023 prints 281,613 people, the number of 25 March."""
    entry = of(entries, "total_not_renewed", "2023-04-13")

    assert "281,613" in entry.sentence
    assert "25 March 2023" in entry.sentence


def test_a_mean_that_is_not_that_of_its_parts(entries: list[Entry]) -> None:
    """C11 of fiscal year 2019 prints 352.20 days; weighted by people its parts make 312.84."""
    entry = of(entries, "mean_is_not_that_of_its_parts", "2019-10-06")

    assert "C11" in cells(entry, "2019-10-06", "ATD FY19")
    assert "312.84" in entry.sentence


def test_a_period_between_two_others_is_missed(entries: list[Entry]) -> None:
    """13 February 2026: the segregation table goes from the third quarter straight to the next fiscal year."""
    entry = of(entries, "row_missing", "2026-02-13")

    assert "segregation_of_vulnerable_populations" in entry.tables


def test_what_a_count_gained_is_held_against_its_rate(entries: list[Entry]) -> None:
    """24 May 2025: 23,032 hearings in 30 days, after 4,251 at the rate of the editions before. A note, no error."""
    entry = of(entries, "grows_off_its_trend", "2025-05-24")

    assert entry.severity == "note"
    assert "23,032" in entry.sentence


def test_what_is_by_design_is_told_once_and_no_error(entries: list[Entry]) -> None:
    by_design = [entry for entry in entries if entry.kind == "by_design"]

    assert {entry.status for entry in by_design} == {"explained"}
    assert {entry.severity for entry in by_design} == {"note"}
    assert all(entry.because for entry in by_design)


def test_few_numbers_are_in_doubt(entries: list[Entry], book: "tallybook.Book") -> None:
    """A ledger that cries wolf over every number would be of no use; the newest count of people is not doubted."""
    doubted = {
        (cell.file, cell.sheet, cell.cell)
        for entry in entries
        if entry.severity == "error"
        for cell in entry.cells
        if cell.is_suspect
    }
    [(numbers,)] = book.sql("SELECT count(*) FROM observation")

    assert len(doubted) < 0.1 * numbers
    assert ("2026-02-13_FY26_detentionStats_02122026.xlsx", "ATD FY26 YTD", "B10") not in doubted


def test_every_entry_has_what_its_readers_need(entries: list[Entry]) -> None:
    assert len({entry.id for entry in entries}) == len(entries)
    for entry in entries:
        assert entry.cells, entry.id
        assert entry.sentence.endswith("."), entry.sentence
        assert entry.sentence[0] in "'\"" or entry.sentence[0].isupper() or entry.sentence[0].isdigit(), entry.sentence
        assert entry.severity in SEVERITIES
        assert entry.first_seen <= entry.last_seen
        assert "None" not in entry.sentence, entry.sentence
        assert "nan" not in entry.sentence.split(), entry.sentence


@pytest.mark.parametrize("erratum", load_errata(), ids=lambda erratum: f"{erratum.kind}-{erratum.files[0][:10]}")
def test_a_decision_speaks_of_one_entry_for_each_file(erratum: Erratum, entries: list[Entry]) -> None:
    """A decision about what no check finds, or that fits two entries of a file, would do nothing or too much."""
    found = [entry for entry in entries if erratum in entry.errata]
    doubted = {
        file: [
            {(c.table_name, f"'{c.sheet}'!{c.cell}") for c in entry.cells if c.is_suspect and c.file == file}
            for entry in found
        ]
        for file in erratum.files
    }

    for file, cells_of_entries in doubted.items():
        assert len(list(filter(None, cells_of_entries))) == 1, file
    suspects = set().union(*chain.from_iterable(doubted.values()))
    assert set(erratum.tables) <= {table for table, _ in suspects}
    assert set(erratum.cells or ()) <= {cell for _, cell in suspects}


def test_the_ledger_is_newest_first_and_can_be_narrowed(book: "tallybook.Book", entries: list[Entry]) -> None:
    found = [entry.known_from for entry in entries if entry.kind != "by_design"]
    errors = ledger(book, severity="error", table="atd_by_technology", since=date(2023, 1, 1), until=date(2023, 12, 31))

    assert found == sorted(found, reverse=True)
    assert errors
    assert all(entry.severity == "error" and "atd_by_technology" in entry.tables for entry in errors)
    assert entry_named(book, errors[0].id) == errors[0]


@pytest.mark.parametrize(
    ("option", "value"),
    [("severity", "grave"), ("kind", "tables_disagre"), ("table", "atd_by_tech"), ("document", "1999")],
)
def test_what_there_is_not_is_told(book: "tallybook.Book", option: str, value: str) -> None:
    with pytest.raises(tallybook.QuestionError):
        ledger(book, **{option: value})


def test_the_edition_that_ends_a_story_is_not_among_its_files(entries: list[Entry]) -> None:
    """The families of March 2021 stand right again on 1 April."""
    entry = of(entries, "values_trade_places", "2021-03-10")

    assert (entry.first_seen, entry.last_seen) == (date(2021, 3, 10), date(2021, 3, 18))
    assert "families_above_adults" in entry.kinds


def test_an_entry_about_a_file_is_found_by_each_of_its_tables(book: "tallybook.Book") -> None:
    """The file of 29 October 2021 lacks a table, the next edition has it."""
    found = ledger(book, table="average_length_of_stay_adult_by_agency", document="2021-10-29", kind="row_missing")

    assert len(found) == 1


def test_errata_let_the_edition_answer_that_has_the_rows_right(book: "tallybook.Book") -> None:
    """Book-ins of fiscal year 2020: 181,039 to adult facilities; from January 2021 on that stands beside families."""
    day = date(2020, 9, 30)
    chosen = Selection.parse(
        "book_ins_by_criminality", None, ("facility_type=adult", "criminality=total"), None, day, day
    )
    table = "book_ins_by_criminality"
    [heeded], [ignored] = (numbers(book, chosen, aside) for aside in (left_out(book, table), set()))

    assert (heeded.answer.value, heeded.answer.report_date) == (181_039, date(2021, 1, 14))
    assert (ignored.answer.value, ignored.answer.report_date) == (1_830, date(2022, 8, 10))


def test_stories_speak_of_kinds_that_there_are() -> None:
    assert set(KINDS) >= stories.OF_TIME | stories.OF_LABELS


def test_every_kind_says_what_it_finds() -> None:
    for kind in KINDS.values():
        assert kind.severity in SEVERITIES
        assert kind.about.endswith(".")
