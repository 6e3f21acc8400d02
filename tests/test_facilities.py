"""One code for a facility in the book, in questions and at the terminal; figures typed from the workbooks."""

import json
from datetime import date
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

import tallybook
from tallybook.answers import Figure, Question, ask
from tallybook.answers.ask import figures_for
from tallybook.cli import command_line
from tallybook.errors import AmbiguousName, QuestionError, UnknownSplit
from tallybook.facilities import doubts, facilities, facility_of_code, nearest_codes, unplaced
from tallybook.measures import measure_named
from tallybook.schema import FACILITY, FACILITY_NAME, PRINTED_TABLES
from tallybook.store.facilities import facility_tables
from tallybook.vintages import Edition

ADAMS = "adams_county_natchez_ms"
POPULATION = "facility_average_daily_population"


def figures(book: "tallybook.Book", measure: str, **asked: object) -> tuple[Figure, ...]:
    return ask(book, Question.asked(measure, **asked)).figures  # type: ignore[arg-type]


def told(found: tuple[Figure, ...]) -> list[tuple[date, str, float | None]]:
    return [(figure.reference_end, figure.label, figure.value and round(figure.value, 4)) for figure in found]


# The tables of the book


def test_every_row_of_the_listings_joins_to_one_code(book: "tallybook.Book") -> None:
    [(rows, joined, codes)] = book.sql(
        "SELECT (SELECT count(*) FROM facility_listing), count(*), count(n.code) FROM facility_listing l "
        "JOIN facility_name n ON n.table_name = 'facilities' AND n.name = l.name "
        "AND n.city IS NOT DISTINCT FROM l.city AND n.state IS NOT DISTINCT FROM l.state"
    )

    assert rows == joined == codes


def test_every_name_without_a_place_joins_once(book: "tallybook.Book") -> None:
    [(rows, joined)] = book.sql(
        "SELECT count(DISTINCT (o.document, o.sheet, o.cell)), count(*) FROM observation o "
        "JOIN facility_name n ON n.table_name = o.table_name AND n.name = o.facility_label "
        "AND n.printed_code IS NOT DISTINCT FROM o.facility "
        "WHERE o.table_name IN ('segregation_by_facility', 'detained_stateless') AND NOT o.is_total"
    )
    [(printed,)] = book.sql(
        "SELECT count(*) FROM observation "
        "WHERE table_name IN ('segregation_by_facility', 'detained_stateless') AND NOT is_total"
    )

    assert rows == joined == printed


def test_the_join_of_the_page_follows_a_facility_through_its_renaming(book: "tallybook.Book") -> None:
    """J110 to M110 of 2025-10-30 and J8 to M8 of 2025-11-21, under two names."""
    page = Path(__file__).parents[1].joinpath("docs", "facilities.md").read_text(encoding="utf-8")
    query = page.partition("```sql\n")[2].partition("```")[0]

    found = {row["report_date"]: (row["name"], round(row["people"], 2)) for row in book.sql(query).rows()}

    assert found[date(2025, 10, 30)] == ("ADAMS COUNTY DET CENTER", 2170.79)
    assert found[date(2025, 11, 21)] == ("ADAMS COUNTY CORRECTIONAL CENTER", 2214)


def test_as_of_a_day_a_later_name_is_not_known_and_the_last_day_is_by_then(book_path: Path) -> None:
    """The Correctional Center is first printed on 2025-11-21."""
    with tallybook.open(book_path, as_of=date(2025, 11, 1)) as then:
        names = then.sql(f"SELECT DISTINCT upper(name) FROM facility_name WHERE code = '{ADAMS}'")
        assert list(names) == [("ADAMS COUNTY DET CENTER",)]
        days = then.sql(f"SELECT first_seen, last_seen FROM facility WHERE code = '{ADAMS}'")
        assert list(days) == [(date(2019, 10, 6), date(2025, 10, 30))]


@pytest.mark.parametrize("day", [date(2019, 10, 5), date(2021, 1, 6), date(2021, 1, 7), date(2025, 4, 30)])
def test_as_of_a_day_the_facilities_are_those_of_a_book_that_ends_then(day: date, book_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{book_path}' AS whole (READ_ONLY)")
        for table in PRINTED_TABLES:
            connection.execute(
                f'CREATE TABLE "{table.name}" AS SELECT * FROM whole."{table.name}" WHERE document IN '
                f"(SELECT document FROM whole.document WHERE report_date <= DATE '{day}')"
            )
        ended = facility_tables(connection)

    with tallybook.open(book_path, as_of=day) as then:
        for table in (FACILITY, FACILITY_NAME):
            rows = {tuple(row.values()) for row in ended[table.name].to_pylist()}
            assert set(then.sql(f'SELECT * FROM "{table.name}"')) == rows


# Questions


@pytest.mark.parametrize("said", [ADAMS, ADAMS.upper(), "ADAMS COUNTY DET CENTER", "Adams County  Correctional Center"])
def test_a_series_lives_through_a_renaming_by_code_and_by_either_name(said: str, book: "tallybook.Book") -> None:
    """N110 to Q110 of 2025-10-30 (Det Center); N8 to Q8 of 2025-11-21 and N11 to Q11 of 2026-02-13 (Correctional)."""
    found = told(figures(book, POPULATION, where={"facility": said}, since="2025-09-01"))

    assert found[0] == (date(2025, 9, 15), "", 2170.7937)
    assert found[1] == (date(2025, 11, 10), "", 2214)
    assert found[-1] == (date(2026, 2, 5), "", 2191.3228)


def test_days_between_two_editions_are_computed_across_a_renaming(book: "tallybook.Book") -> None:
    """N13 to Q13 of 2024-06-07 (Sheriff's Office) add up to 52,649 person-days over 225 days, those of 2024-06-21
    (Sheriff Dept.) to 59,145 over 253: 6,496 over 28."""
    [between] = figures(
        book, "facility_population_between_editions", where={"facility": "baker_county_macclenny_fl"}, on="2024-06-01"
    )
    names = {dict(cell.series.split)["facility"] for cell in between.evidence if isinstance(cell, Edition)}

    assert between.value == pytest.approx(232, abs=0.01)
    assert names == {"BAKER COUNTY SHERIFF'S OFFICE", "BAKER COUNTY SHERIFF DEPT."}


def test_stays_and_guaranteed_beds_across_the_renaming(book: "tallybook.Book") -> None:
    """I110 and W110 of 2025-10-30, I8 and W8 of 2025-11-21, I11 and W11 of 2026-02-13."""
    asked = {"where": {"facility": ADAMS}, "since": "2025-09-01"}
    stays = told(figures(book, "facility_average_length_of_stay", **asked))
    beds = told(figures(book, "facility_guaranteed_minimum", **asked))

    assert [stays[0][2], stays[1][2], stays[-1][2]] == [62.0954, 70, 36.9065]
    assert [beds[0][2], beds[1][2], beds[-1][2]] == [1100, 1436, 1436]


def test_a_split_by_facility_is_by_code_so_namesakes_stay_two(book: "tallybook.Book") -> None:
    """Rows 48 and 49 of 2026-02-13 are two Clinton County Jails."""
    found = {figure.label: figure.value for figure in figures(book, POPULATION, by="facility")}

    assert found["clinton_county_plattsburgh_ny"] == pytest.approx(3.889764)
    assert "clinton_county_frankfort_in" in found
    assert "CLINTON COUNTY JAIL" not in found


def test_two_rows_of_one_facility_in_one_sheet_are_two_figures(book: "tallybook.Book") -> None:
    """N144 to Q144 and N146 to Q146 of 2025-07-08, alike in words; I144 and I146 give one length of stay twice."""
    asked = {"where": {"facility": "NASSAU COUNTY CORRECTIONAL CENTER"}, "on": "2025-06-23"}
    label = "NASSAU COUNTY CORRECTIONAL CENTER"

    assert told(figures(book, POPULATION, **asked)) == [
        (date(2025, 6, 23), f"{label} / 1 OF 2", 10.0755),
        (date(2025, 6, 23), f"{label} / 2 OF 2", 1.6375),
    ]
    assert [value for *_, value in told(figures(book, "facility_average_length_of_stay", **asked))] == [2.2579, 2.2579]


def test_a_sum_over_facilities_holds_both_rows(book: "tallybook.Book") -> None:
    [state] = figures(book, POPULATION, where={"state": "NY"}, on="2025-06-23")

    assert {"N144", "N146"} <= {cell.cell for cell in state.evidence if isinstance(cell, Edition)}


def test_a_row_that_is_printed_twice_is_told_twice_and_counts_once_in_a_sum(book: "tallybook.Book") -> None:
    """N86 to Q86 and N159 to Q159 of 2022-09-16, a sheet of February 2020: 111.87 people of Goshen, printed twice.

    The other rows of New York are Buffalo (row 44), Rensselaer (161) and Chautauqua (171).
    """
    goshen = told(figures(book, POPULATION, where={"facility": "orange_county_goshen_ny"}, on="2020-02-24"))
    [state] = figures(book, POPULATION, where={"state": "NY"}, on="2020-02-24")

    assert [(label, value) for _, label, value in goshen] == [
        ("ORANGE COUNTY JAIL / 1 OF 2", 111.869),
        ("ORANGE COUNTY JAIL / 2 OF 2", 111.869),
    ]
    assert state.value == pytest.approx(111.868966 + 436.131034 + 2.558621 + 1.675862)


def test_two_names_of_one_facility_in_one_sheet_are_two_figures(book: "tallybook.Book") -> None:
    """N45 to Q45 and N50 to Q50 of 2021-02-25: 105.67 + 48.15 and 67.31 + 51.32 people."""
    found = told(figures(book, POPULATION, where={"facility": "folkston_main_ipc_ga"}, on="2021-02-08"))

    assert found == [
        (date(2021, 2, 8), "FOLKSTON MAIN IPC", 118.6279),
        (date(2021, 2, 8), "MAIN - FOLKSTON IPC (D RAY JAMES)", 153.8217),
    ]


def test_segregation_is_asked_by_code_where_the_sheet_gives_names_only(book: "tallybook.Book") -> None:
    """A10 of 2026-02-13's sheet prints Moshannon; B823 and B849 of 2025-10-30 one facility under two names."""
    found = {figure.label for figure in figures(book, "segregation_placements", by="facility")}
    july = told(figures(book, "segregation_placements", where={"facility": "folkston_main_ipc_ga"}, on="2024-07-01"))

    assert "moshannon_valley_philipsburg_pa" in found
    assert [(label, value) for _, label, value in july] == [
        ("FOLKSTON MAIN IPC", 12),
        ("MAIN - FOLKSTON IPC (D RAY JAMES)", 2),
    ]


def test_a_name_without_a_place_that_stands_for_no_one_stays_a_label(book: "tallybook.Book") -> None:
    """B301 of 2025-10-30: three places in the Polk County Jail, whichever that is, in April 2025."""
    [april] = figures(book, "segregation_placements", where={"facility": "Polk County Jail"}, on="2025-04-01")

    assert april.value == 3


@pytest.mark.parametrize("said", [ADAMS, "ADAMSMS", "Adams County Det Center"])
def test_stateless_people_are_asked_by_code_by_the_publishers_code_or_by_name(
    said: str, book: "tallybook.Book"
) -> None:
    [newest] = figures(book, "detained_stateless", where={"facility": said})

    assert (newest.reference_end, newest.value) == (date(2026, 2, 7), 2)


def test_a_name_of_several_facilities_is_refused_with_their_codes(book: "tallybook.Book") -> None:
    with pytest.raises(AmbiguousName, match=r"clinton_county_plattsburgh_ny  Plattsburgh, NY"):
        figures(book, POPULATION, where={"facility": "Clinton County Jail"})

    [here] = figures(book, POPULATION, where={"facility": "Clinton County Jail", "state": "NY"})
    assert here.value == pytest.approx(3.889764)


@pytest.mark.parametrize("said", ["stewart", "Stewert Detention Center"])
def test_a_name_that_nobody_bears_is_refused_with_the_nearest(said: str, book: "tallybook.Book") -> None:
    with pytest.raises(UnknownSplit, match="stewart_lumpkin_ga"):
        figures(book, POPULATION, where={"facility": said})


def test_codes_taken_together_are_added(book: "tallybook.Book") -> None:
    one, other = (figures(book, POPULATION, where={"facility": c})[0].value for c in (ADAMS, "stewart_lumpkin_ga"))
    [both] = figures(book, POPULATION, where={"facility": f"{ADAMS}|STEWART DETENTION CENTER"})

    assert both.value == pytest.approx((one or 0) + (other or 0))


def test_a_label_that_was_not_looked_up_means_the_rows_that_bear_it(book: "tallybook.Book") -> None:
    """Labels, also joined, may be asked without `ask`: they mean what is printed, and no more."""
    asked = Question(POPULATION, where=(("facility", "ADAMS COUNTY DET CENTER"),), since=date(2025, 9, 1))
    old, _ = figures_for(book, asked, measure_named(POPULATION))

    assert [figure.reference_end for figure in old] == [date(2025, 9, 15)]


# Finding a facility


def test_facilities_are_found_by_name_city_and_state(book: "tallybook.Book") -> None:
    assert [one.code for one in facilities(book, "natchez")] == [ADAMS]
    assert ADAMS in [one.code for one in facilities(book, "County Det Center")]
    assert {one.state for one in facilities(book, "ms")} == {"MS"}


def test_a_facility_shows_each_way_in_which_it_is_printed(book: "tallybook.Book") -> None:
    one = facility_of_code(book, ADAMS)

    assert (one.forms, one.first_seen, one.last_seen) == (2, date(2019, 10, 6), date(2026, 2, 13))
    assert {printing.printed_code for printing in one.printings} == {"", "ADAMSMS"}
    with pytest.raises(QuestionError, match=ADAMS):
        facility_of_code(book, "adams_county_natches_ms")


def test_doubtful_pairs_are_told_once(book: "tallybook.Book") -> None:
    pairs = [frozenset(pair[:2]) for pair in doubts(facilities(book, is_doubtful=True))]

    assert len(pairs) == len(set(pairs)) == 71


def test_names_without_a_place_say_whom_they_may_mean(book: "tallybook.Book") -> None:
    [butler] = [name for name in unplaced(book) if name.name == "BUTLER COUNTY JAIL"]

    assert "butler_county_hamilton_oh" in butler.candidates
    assert "BUTLEOH" in butler.because


def test_a_mistyped_word_finds_what_it_may_mean() -> None:
    assert nearest_codes("stewert", ["stewart_lumpkin_ga", ADAMS]) == ["stewart_lumpkin_ga"]


def test_the_command_lists_shows_and_refuses(book_path: Path) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(command_line, ["--book", str(book_path), "facilities", *arguments])
        return done.exit_code, done.stdout

    assert run("natchez") == (
        0,
        "code,name,city,state,forms,first_seen,last_seen\n"
        f"{ADAMS},Adams County Correctional Center,Natchez,MS,2,2019-10-06,2026-02-13\n",
    )
    [whole] = json.loads(run(ADAMS, "--json")[1])
    assert (whole["code"], len(whole["printings"])) == (ADAMS, 5)
    assert run("--doubtful", "eloy")[1].startswith("code,may_be,because\nla_palma")
    assert run("--unplaced", "phelps")[1].count("PHELPS COUNTY JAIL") == 1
    assert run("nowhere at all")[0] == 1
