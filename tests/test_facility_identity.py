"""One code per facility: complete over the archive, with a reason for every merge, and true where a person looked."""

import re
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import tallybook
from tallybook.sources.ice_detention_statistics.facility_identity import (
    Facility,
    doubtful_pairs,
    evened,
    facility_code,
    facility_code_of_name,
    facility_code_of_printed_code,
    load_facilities,
    spelled_out,
    unplaced_names,
)
from tallybook.sources.ice_detention_statistics.layout import PACKAGE

Form = tuple[str, str, str]


@pytest.fixture(scope="module")
def listed(book: "tallybook.Book") -> dict[Form, tuple[date, date]]:
    """Every form of the archive's listings, evened, with the first and last report date it stands in."""
    seen: dict[Form, tuple[date, date]] = {}
    for row in book.sql("SELECT DISTINCT name, city, state, report_date AS day FROM facility_listing").rows():
        form = (evened(row["name"]), evened(row["city"] or ""), evened(row["state"] or ""))
        first, last = seen.get(form, (row["day"], row["day"]))
        seen[form] = (min(first, row["day"]), max(last, row["day"]))
    return seen


@pytest.fixture(scope="module")
def named(book: "tallybook.Book") -> dict[str, tuple[date, date]]:
    """Every name of the sheets without places, evened, with the first and last report date it stands in."""
    rows = book.sql(
        "SELECT facility_label AS name, min(report_date) AS first, max(report_date) AS last FROM observation "
        "WHERE table_name IN ('segregation_by_facility', 'detained_stateless') AND NOT is_total GROUP BY 1"
    ).rows()
    seen: dict[str, tuple[date, date]] = {}
    for row in rows:
        first, last = seen.get(evened(row["name"]), (row["first"], row["last"]))
        seen[evened(row["name"])] = (min(first, row["first"]), max(last, row["last"]))
    return seen


def the(code: str) -> Facility:
    return next(facility for facility in load_facilities() if facility.code == code)


def names_of(code: str) -> list[str]:
    return [form.name for form in the(code).forms]


def test_every_row_of_the_listings_has_a_code(listed: dict[Form, tuple[date, date]]) -> None:
    assert [form for form in listed if facility_code(*form) is None] == []


def test_the_data_say_when_each_form_was_seen_and_hold_no_other(listed: dict[Form, tuple[date, date]]) -> None:
    held = {
        (form.name, form.city, form.state): (form.first_seen, form.last_seen)
        for facility in load_facilities()
        for form in facility.forms
    }

    assert held == listed


def test_no_two_facilities_share_a_form_a_name_or_a_code() -> None:
    forms = Counter((form.name, form.city, form.state) for each in load_facilities() for form in each.forms)
    names = Counter(form.name for each in load_facilities() for form in each.names)
    codes = Counter(each.code for each in load_facilities())

    assert [key for counter in (forms, names, codes) for key, count in counter.items() if count > 1] == []


def test_every_name_without_a_place_is_placed_or_listed_as_unplaced(named: dict[str, tuple[date, date]]) -> None:
    placed = {form.name: (form.first_seen, form.last_seen) for each in load_facilities() for form in each.names}
    unplaced = {each.name for each in unplaced_names()}

    assert set(named) == set(placed) | unplaced
    assert not set(placed) & unplaced
    assert placed == {name: seen for name, seen in named.items() if name in placed}


def test_a_name_without_a_place_is_placed_only_where_one_facility_bears_it_or_with_a_reason() -> None:
    bearing: dict[str, set[str]] = {}
    for each in load_facilities():
        for form in each.forms:
            bearing.setdefault(spelled_out(form.name), set()).add(each.code)

    for each in load_facilities():
        for form in each.names:
            assert bearing.get(spelled_out(form.name)) == {each.code} or form.because, form.name


def test_a_name_and_the_code_printed_beside_it_mean_one_facility(book: "tallybook.Book") -> None:
    """The stateless sheets print both; where both are known, they agree."""
    rows = book.sql(
        "SELECT DISTINCT facility_label AS name, facility AS printed FROM observation "
        "WHERE table_name = 'detained_stateless' AND facility IS NOT NULL"
    ).rows()
    pairs = [(facility_code_of_name(row["name"]), facility_code_of_printed_code(row["printed"])) for row in rows]

    assert len(pairs) > 80
    assert [pair for pair in pairs if all(pair) and len(set(pair)) > 1] == []


def test_forms_of_other_words_or_another_place_are_one_only_with_a_reason() -> None:
    for each in load_facilities():
        words = {spelled_out(form.name) for form in each.forms}
        places = {(form.city, form.state) for form in each.forms}
        if len(words) > 1 or len(places) > 1:
            assert each.because, each.code


def test_dates_are_ordered() -> None:
    forms = [form for each in load_facilities() for form in (*each.forms, *each.names)]

    assert [form for form in forms if form.first_seen > form.last_seen] == []
    assert min(form.first_seen for form in forms) == date(2019, 10, 6)


def test_doubtful_pairs_are_two_known_facilities_and_say_why() -> None:
    known = {each.code for each in load_facilities()}

    for pair in doubtful_pairs():
        assert set(pair.codes) <= known
        assert len(set(pair.codes)) == 2
        assert pair.because


def test_facilities_of_one_printed_name_are_listed_as_namesakes() -> None:
    bearing: dict[str, set[str]] = {}
    for each in load_facilities():
        for form in each.forms:
            bearing.setdefault(form.name, set()).add(each.code)

    namesakes = tomllib.loads(PACKAGE.joinpath("facilities.toml").read_text(encoding="utf-8"))["namesakes"]

    assert {entry["name"]: set(entry["codes"]) for entry in namesakes} == {
        name: codes for name, codes in bearing.items() if len(codes) > 1
    }
    assert all(entry["because"] for entry in namesakes)


def test_rows_of_one_form_in_one_edition_are_listed_as_doubled(book: "tallybook.Book") -> None:
    rows = book.sql("SELECT file, report_date AS day, name, city, state FROM facility_listing").rows()
    counts = Counter(
        ((evened(row["name"]), evened(row["city"] or ""), evened(row["state"] or "")), row["day"], row["file"])
        for row in rows
    )

    doubled = tomllib.loads(PACKAGE.joinpath("facilities.toml").read_text(encoding="utf-8"))["doubled"]

    assert {(tuple(entry["form"]), day) for entry in doubled for day in entry["editions"]} == {
        (form, day) for (form, day, _), count in counts.items() if count > 1
    }
    assert all(entry["because"] for entry in doubled)


def test_unplaced_names_have_known_candidates_a_reason_and_no_code() -> None:
    known = {each.code for each in load_facilities()}

    for each in unplaced_names():
        assert set(each.candidates) <= known
        assert each.because
        assert facility_code_of_name(each.name) is None


def test_merged_forms_stand_in_one_file_only_where_the_reason_says_so(book: "tallybook.Book") -> None:
    """Two forms in one file are two rows; the days of the two exceptions are in their reasons."""
    files: dict[str, dict[str, set[Form]]] = {}
    days: dict[str, date] = {}
    for row in book.sql("SELECT DISTINCT file, report_date AS day, name, city, state FROM facility_listing").rows():
        form = (evened(row["name"]), evened(row["city"] or ""), evened(row["state"] or ""))
        files.setdefault(row["file"], {}).setdefault(str(facility_code(*form)), set()).add(form)
        days[row["file"]] = row["day"]
    together = {(code, days[file]) for file, codes in files.items() for code, forms in codes.items() if len(forms) > 1}

    assert together == {
        ("folkston_main_ipc_ga", date(2021, 2, 25)),
        ("pike_county_lords_valley_pa", date(2022, 6, 10)),
        ("pike_county_lords_valley_pa", date(2022, 6, 18)),
    }
    assert all(str(day) in the(code).because for code, day in together)


def test_adams_county_in_natchez_lives_through_its_renaming() -> None:
    """A110 of 2025-10-30 says Det Center, A11 of 2026-02-13 Correctional Center; both at 20 Hobo Fork Rd."""
    code = facility_code("ADAMS COUNTY DET CENTER", "NATCHEZ", "MS")

    assert code == "adams_county_natchez_ms"
    assert facility_code("Adams  County Correctional Center ", "Natchez", "MS") == code
    assert facility_code_of_name("ADAMS COUNTY DET CENTER") == code
    assert facility_code_of_printed_code("ADAMSMS") == code


def test_stewart_in_lumpkin_was_called_so_in_every_edition() -> None:
    """A16 of 2025-10-30 and A206 of 2026-02-13, at 146 CCA Road."""
    [form] = the("stewart_lumpkin_ga").forms

    assert (form.name, form.city, form.state) == ("STEWART DETENTION CENTER", "LUMPKIN", "GA")
    assert (form.first_seen, form.last_seen) == (date(2019, 10, 6), date(2026, 2, 13))


def test_camp_east_montana_is_the_facility_at_fort_bliss() -> None:
    """A78 of 2025-10-30 and A77 of 2026-02-13: both at 6920 Digital Rd, El Paso."""
    assert names_of("camp_east_montana_el_paso_tx") == [
        "ERO EL PASO CAMP EAST MONTANA",
        "DOD DETENTION FACILITY AT FORT BLISS",
    ]
    assert facility_code_of_name("ERO EL PASO CAMP EAST MONTANA") == "camp_east_montana_el_paso_tx"
    assert facility_code("EL PASO SOFT SIDED FACILITY", "EL PASO", "TX") != "camp_east_montana_el_paso_tx"


def test_moshannon_valley_is_one_on_listings_and_segregation_sheets() -> None:
    """A14 of 2023-11-08 says Correctional; A148 of 2026-02-13 and A10 of its segregation sheet Processing Center."""
    code = facility_code("MOSHANNON VALLEY CORRECTIONAL", "PHILIPSBURG", "PA")

    assert code == "moshannon_valley_philipsburg_pa"
    assert facility_code("MOSHANNON VALLEY PROCESSING CENTER", "PHILIPSBURG", "PA") == code
    assert facility_code_of_name("MOSHANNON VALLEY PROCESSING CENTER") == code


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("CLINTON COUNTY JAIL", ("PLATTSBURGH", "NY"), ("FRANKFORT", "IN")),  # A48 and A49 of 2026-02-13
        ("POLK COUNTY JAIL", ("BARTOW", "FL"), ("DES MOINES", "IA")),  # A175 and A176 of 2025-11-21
    ],
)
def test_two_jails_of_one_name_stay_two(name: str, first: tuple[str, str], second: tuple[str, str]) -> None:
    codes = {facility_code(name, *first), facility_code(name, *second)}

    assert len(codes - {None}) == 2
    assert facility_code_of_name(name) is None


def test_a_name_set_beside_another_jails_address_is_that_jail() -> None:
    """A58 and A70 of 2026-02-03 both say Daviess County Detention; row 70 is at Martinsburg's 94 Grapevine Rd."""
    assert facility_code("DAVIESS COUNTY DETENTION", "MARTINSBURG", "WV") == "eastern_regional_martinsburg_wv"
    assert facility_code("EASTERN REGIONAL JAIL", "MARTINSBURG", "WV") == "eastern_regional_martinsburg_wv"
    assert facility_code("DAVIESS COUNTY DETENTION", "OWENSBORO", "KY") == "daviess_county_owensboro_ky"


def test_a_blank_state_is_read_through() -> None:
    """D63 of 2025-12-23, Desert View Annex in Adelanto, is blank."""
    assert facility_code("DESERT VIEW ANNEX", "ADELANTO", None) == facility_code("DESERT VIEW", "ADELANTO", "CA")


def test_what_may_be_one_building_stays_two_rows_where_the_sheet_counts_two() -> None:
    pairs = {frozenset(pair.codes) for pair in doubtful_pairs()}
    apso = facility_code("LA PALMA CORRECTION CENTER - APSO", "ELOY", "AZ")
    palma = facility_code("LA PALMA CORRECTIONAL CENTER", "ELOY", "AZ")

    assert apso != palma
    assert {apso, palma} in pairs


def test_unknown_names_have_no_code() -> None:
    assert facility_code("STEWART DETENTION CENTER", "LUMPKIN", "MS") is None
    assert facility_code_of_name("STEWART") is None
    assert facility_code_of_printed_code("NOSUCH") is None


def test_the_page_counts_what_the_data_hold() -> None:
    data = tomllib.loads(PACKAGE.joinpath("facilities.toml").read_text(encoding="utf-8"))
    page = Path(__file__).parents[1].joinpath("docs", "facilities.md").read_text(encoding="utf-8")
    figures = re.findall(r"^\| .+ \| ([\d,]+) \|$", page, flags=re.MULTILINE)

    assert [int(figure.replace(",", "")) for figure in figures] == [
        len(load_facilities()),
        sum(len(each.forms) for each in load_facilities()),
        len(data["facility"]),
        sum("because" in entry for entry in data["facility"]),
        len(data["doubtful"]),
        len(data["placed"]),
        len(data["unplaced"]),
        len(data["namesakes"]),
    ]
