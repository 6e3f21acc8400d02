"""Laws of the layouts: tables are found by what they say, and nothing on a sheet is lost."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallybook.errors import LayoutError
from tallybook.readers.grid import Value
from tests.grids import AREAS, BOOK_INS, FOOTNOTES, TECHNOLOGY, moved, read

PLACE = {"cell", "row_number", "column_number", "sheet"}


def without_place(observations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{k: v for k, v in row.items() if k not in PLACE} for row in observations]


def at(observations: list[dict[str, Any]], cell: str) -> dict[str, Any]:
    [row] = [row for row in observations if row["cell"] == cell]
    return row


@settings(max_examples=30, deadline=None)
@given(down=st.integers(0, 40), right=st.integers(0, 10), table=st.sampled_from([TECHNOLOGY, AREAS, BOOK_INS]))
def test_a_table_is_found_wherever_it_stands(down: int, right: int, table: list[list[Value]]) -> None:
    """Layouts anchor on titles, so moving a table changes addresses and nothing else."""
    here = read(("ATD FY25 YTD", table), ("Footnotes", FOOTNOTES))
    there = read(("ATD FY25 YTD", moved(table, down, right)), ("Footnotes", FOOTNOTES))

    assert without_place(there["observation"]) == without_place(here["observation"])
    assert len(there["unread_cell"]) == len(here["unread_cell"]) == 0


def test_the_name_of_a_sheet_does_not_matter() -> None:
    """A renamed sheet is read like any other."""
    here = read(("ATD FY25 YTD", TECHNOLOGY))
    there = read(("Sheet1", TECHNOLOGY))

    assert without_place(there["observation"]) == without_place(here["observation"])


def test_a_label_no_vocabulary_knows_keeps_its_row_without_a_code() -> None:
    table = deepcopy(TECHNOLOGY)
    table[3][0] = "Ankel Monitor"

    rows = read(("ATD", table))

    unknown = at(rows["observation"], "B4")
    assert (unknown["technology"], unknown["technology_label"], unknown["value"]) == (None, "Ankel Monitor", 20)
    [issue] = rows["issue"]
    assert (issue["kind"], issue["cell"], issue["found"]) == ("unknown_label", "A4", "Ankel Monitor")
    assert "Ankle Monitor" in issue["expected"].title()
    assert at(rows["observation"], "B3")["technology"] == "smartlink"


def test_an_unknown_area_that_adds_up_keeps_its_technologies_from_the_area_above() -> None:
    """Boston renamed: its 20 people must never count as Atlanta's."""
    table = deepcopy(AREAS)
    table[6][0] = "Boston and Maine"

    rows = read(("ATD", table))

    area, technology = at(rows["observation"], "B7"), at(rows["observation"], "B8")
    assert (area["aor"], area["aor_label"], area["is_total"]) == (None, "Boston and Maine", True)
    assert (technology["aor"], technology["aor_label"]) == (None, "Boston and Maine")
    assert technology["technology"] == "smartlink"


def test_an_unknown_label_that_fits_no_sum_is_given_to_no_area() -> None:
    table = deepcopy(AREAS)
    table[6] = ["Boston and Maine", 23.0, 290.0]

    rows = read(("ATD", table))

    following = at(rows["observation"], "B8")
    assert (following["aor"], following["aor_label"], following["technology"]) == (None, None, "smartlink")
    assert [issue["cell"] for issue in rows["issue"]] == ["A7"]


def test_an_extra_column_is_reported_and_its_numbers_kept_unread() -> None:
    table = [[*row, extra] for row, extra in zip(TECHNOLOGY, ["", "Share", 0.8, 0.2, 1.0, ""], strict=True)]

    rows = read(("ATD", table))

    assert len(rows["observation"]) == 6
    assert [(cell["cell"], cell["reason"]) for cell in rows["unread_cell"]] == [
        ("D3", "unexplained"),
        ("D4", "unexplained"),
        ("D5", "unexplained"),
    ]
    assert {issue["kind"] for issue in rows["issue"]} == {"unknown_column", "unknown_table"}


def test_an_unknown_table_is_reported_and_stops_nothing() -> None:
    new: list[list[Value]] = [["", "", ""], ["People by Favourite Colour", "", ""], ["Blue", 3.0, ""]]

    rows = read(("ATD", TECHNOLOGY + new))

    assert len(rows["observation"]) == 6
    [issue] = [issue for issue in rows["issue"] if issue["kind"] == "unknown_table"]
    assert (issue["cell"], issue["found"]) == ("B9", "People by Favourite Colour")


def test_months_that_have_not_come_are_not_zero() -> None:
    """Data run through 17 May: a zero or blank in June is no number, a zero in May would be one."""
    rows = read(("Detention", BOOK_INS), ("Footnotes", FOOTNOTES))["observation"]

    june, august, may = at(rows, "J3"), at(rows, "L3"), at(rows, "I3")
    assert (june["value"], june["value_status"], june["value_text"]) == (None, "not_yet", "0")
    assert (august["value"], august["value_status"], august["value_text"]) == (None, "not_yet", None)
    assert (may["value"], may["value_status"]) == (30, "printed")
    assert (may["reference_start"], may["reference_end"]) == (date(2025, 5, 1), date(2025, 5, 31))
    assert at(rows, "N3")["reference_end"] == date(2025, 5, 17)


@pytest.mark.parametrize(
    ("printed", "value", "status", "text"),
    [
        ("2.00%", 0.02, "printed", "2.00%"),
        ("1,234", 1234.0, "printed", "1,234"),
        ("--", None, "withheld", "--"),
        ("<11", None, "withheld", "<11"),
        ("N/A", None, "withheld", "N/A"),
        (0.0, 0.0, "printed", None),
        (True, None, "withheld", "True"),
    ],
)
def test_text_where_a_number_belongs_is_read_or_kept_with_its_status(
    printed: Value, value: float | None, status: str, text: str | None
) -> None:
    table = deepcopy(TECHNOLOGY)
    table[3][1] = printed

    row = at(read(("ATD", table))["observation"], "B4")

    assert (row["value"], row["value_status"], row["value_text"]) == (value, status, text)


def test_a_blank_is_not_a_zero() -> None:
    table = deepcopy(TECHNOLOGY)
    table[3][1] = ""

    assert "B4" not in {row["cell"] for row in read(("ATD", table))["observation"]}


def test_a_blank_row_within_a_table_loses_nothing() -> None:
    table = [*TECHNOLOGY[:3], ["", "", ""], *TECHNOLOGY[3:]]

    rows = read(("ATD", table))

    assert len(rows["observation"]) == 6
    assert not rows["unread_cell"]


def test_a_workbook_of_something_else_is_refused_whole() -> None:
    with pytest.raises(LayoutError, match="No table of ICE's Detention Statistics"):
        read(("Budget", [["Item", "Cost"], ["Paper", 3.0]]))


def test_a_date_line_of_another_year_is_kept_as_printed_and_not_used() -> None:
    notes = deepcopy(FOOTNOTES)
    notes[2][1] = "FY2025 YTD ICE Book-ins data is updated through 05/17/2020 (IIDS Run Date 05/19/2025)."

    rows = read(("Detention", BOOK_INS), ("Footnotes", notes))

    total = at(rows["observation"], "N3")
    assert (total["data_through"], total["reference_end"]) == (date(2020, 5, 17), None)
    assert [issue["kind"] for issue in rows["issue"]] == ["date_out_of_line"]


@pytest.mark.parametrize(
    ("line", "day", "kinds"),
    [
        ("Data from BI Inc. Participants Report, 05.17.2025", date(2025, 5, 17), []),
        ("Data from BI Inc. Participants Report, 5.17.25", date(2025, 5, 17), []),
        ("Data from BI Inc. Participants Report as of May 10, 2025", date(2025, 5, 10), []),
        ("Data from BI Inc. Participants Report, 10-May-25", date(2025, 5, 10), []),
        ("Data from BI Inc. Participants Report, 2025-05-10", date(2025, 5, 10), []),
        ("Data from BI Inc. Participants Report, 17.5.2025", None, ["unclear_date"]),
        ("Data from BI Inc. Participants Report, soon", None, ["unclear_date"]),
    ],
)
def test_a_date_line_is_read_or_reported_and_never_replaced_by_another(
    line: str, day: date | None, kinds: list[str]
) -> None:
    """The sheet's next table has a good date; it must not stand in for this one's."""
    table = deepcopy(TECHNOLOGY)
    table[5][0] = line
    status: list[list[Value]] = [
        ["", "", ""],
        ["ATD Active Population by Status, Extended Case Management Service, Count and ALIP, FY25", "", ""],
        ["FAMU Status", "Count", "ALIP"],
        ["FAMU", 1.0, 2.0],
        ["Data from BI Inc. Participants Report, 5.17.2025", "", ""],
    ]

    rows = read(("ATD FY25 YTD", table + status))

    first = at(rows["observation"], "B3")
    assert (first["data_through"], first["reference_end"]) == (day, day)
    assert [issue["kind"] for issue in rows["issue"]] == kinds


def test_a_title_that_gives_another_day_than_the_line_is_told() -> None:
    """As in the workbook of 2025-06-06, whose area table says 5/17/2025 over data of 5.31.2025."""
    table = deepcopy(TECHNOLOGY)
    table[5][0] = "Data from BI Inc. Participants Report, 5.31.2025"

    rows = read(("ATD FY25 YTD", [*table, ["", "", ""], *AREAS]))

    [issue] = rows["issue"]
    assert (issue["kind"], issue["table_name"], issue["found"]) == (
        "dates_disagree",
        "atd_by_aor",
        "2025-05-17 in the title",
    )


def test_a_month_typed_twice_keeps_both_numbers_in_their_own_months() -> None:
    table = deepcopy(BOOK_INS)
    table[1][6] = "Apr"  # over March

    rows = read(("Detention", table), ("Footnotes", FOOTNOTES))

    march, april = at(rows["observation"], "G3"), at(rows["observation"], "H3")
    assert (march["reference_start"], march["column_label"]) == (date(2025, 3, 1), "Apr")
    assert april["reference_start"] == date(2025, 4, 1)
    assert [(issue["kind"], issue["cell"]) for issue in rows["issue"]] == [("sequence_repaired", "G2")]


def test_a_number_in_a_month_that_has_not_come_is_kept_and_told() -> None:
    table = deepcopy(BOOK_INS)
    table[2][10] = 4321.0  # July

    rows = read(("Detention", table), ("Footnotes", FOOTNOTES))

    assert at(rows["observation"], "K3")["value"] == 4321
    assert [(issue["kind"], issue["cell"]) for issue in rows["issue"]] == [("early_number", "K3")]


@pytest.mark.parametrize(
    ("title", "end"),
    [
        ("FY25 thru April Court Appearance: Total Hearings*", date(2025, 4, 30)),
        ("FY25 through February Court Appearance: Total Hearings*", date(2025, 2, 28)),
        ("FY25 thru May 17 Court Appearance: Total Hearings*", date(2025, 5, 17)),
        ("FY23 Year End  Court Appearance: Total Hearings*", date(2023, 9, 30)),
        ("FY23 Court Appearance: Total Hearings*", None),
    ],
)
def test_a_court_table_ends_where_its_title_says(title: str, end: date | None) -> None:
    table: list[list[Value]] = [
        [title, "", ""],
        ["Metric", "Count", "%"],
        ["Attended", 9.0, 0.9],
        ["Failed to Attend", 1.0, 0.1],
        ["Total", 10.0, 1.0],
    ]

    row = at(read(("ATD", table))["observation"], "B3")

    assert row["reference_end"] == end
    assert row["unit"] == "hearings"


def test_an_unknown_heading_before_the_known_ones_is_told() -> None:
    table = deepcopy(TECHNOLOGY)
    table[1][1] = "Participants"

    rows = read(("ATD", table))

    assert [issue["cell"] for issue in rows["issue"] if issue["kind"] == "unknown_column"] == ["B2"]
    assert {cell["cell"] for cell in rows["unread_cell"]} == {"B3", "B4", "B5"}


def test_the_total_of_a_list_of_names_is_a_total() -> None:
    """A facility list with a row Total appended must not count its people twice."""
    table: list[list[Value]] = [
        ["ICE FACILITIES DATA, FY25", "", "", ""],
        ["Data Source: ICE Integrated Decision Support (IIDS), 05/12/2025", "", "", ""],
        ["Name", "City", "State", "Level A"],
        ["ADAMS COUNTY DET CENTER", "NATCHEZ", "MS", 10.0],
        ["Total", "", "", 10.0],
    ]

    rows = read(("Facilities FY25", table))["observation"]

    assert [(row["value"], row["is_total"]) for row in rows] == [(10, False), (10, True)]


@pytest.mark.parametrize("gap", range(3, 8))
def test_a_blank_row_in_a_table_of_two_label_columns_loses_nothing(gap: int) -> None:
    months = ["Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep"]
    table: list[list[Value]] = [
        ["ICE Final Book Outs by Release Reason, Month and Criminality: FY2025", *[""] * 14],
        ["Release Reason", "Criminality", *months, "Total"],
        ["Total", "", *[6.0] * 12, 72.0],
        ["Paroled", "Total", *[6.0] * 12, 72.0],
        ["", "Convicted Criminal", *[1.0] * 12, 12.0],
        ["", "Pending Criminal Charges", *[2.0] * 12, 24.0],
        ["", "Other Immigration Violator", *[3.0] * 12, 36.0],
    ]
    whole = read(("Detention", table))
    spread = read(("Detention", [*table[:gap], [""] * 15, *table[gap:]]))

    assert without_place(spread["observation"]) == without_place(whole["observation"])
    assert not spread["unread_cell"]


DETAINED: list[list[Value]] = [
    ["ICE Currently Detained by Processing Disposition and Detention Facility Type: FY2025", "", "", ""],
    ["Processing Disposition", "FSC", "Adult", "Total"],
    ["Total", 1.0, 9.0, 10.0],
    ["Other", 1.0, 9.0, 10.0],
]

ICLOS: list[list[Value]] = [
    ["Detainees", "", ""],
    ["Population ", 2025.0, ""],
    ["", "January", ""],
    ["", "mid", "end"],
    ["Adult Facility Aliens", "", ""],
    ["0-180 Days", 1.0, 2.0],
    ["Total", 1.0, 2.0],
    ["Family Units with a Positive Fear Determination Still in Custody", "", ""],
    ["0-180 Days", 3.0, 4.0],
    ["Total", 3.0, 4.0],
]


@pytest.mark.parametrize("label", ["", "Families with something new"])
def test_people_under_a_head_that_is_not_known_are_not_given_to_the_head_above(label: str) -> None:
    table = deepcopy(ICLOS)
    table[7][0] = label

    rows = read(("ICLOS", table))

    families = at(rows["observation"], "B9")
    assert families["population"] is None
    assert families["population_label"] in (None, label)
    assert {issue["kind"] for issue in rows["issue"]} & {"repeated_row", "unknown_label"}


def test_a_new_column_in_a_table_of_kinds_gets_no_quantity() -> None:
    """`Percent of Total` beside the facility types must not be counted as people."""
    extra: list[Value] = ["", "Percent of Total", 1.0, 0.6]
    table = [[*row, value] for row, value in zip(DETAINED, extra, strict=True)]

    row = at(read(("Detention", table))["observation"], "E4")

    assert (row["facility_type"], row["facility_type_label"]) == (None, "Percent of Total")
    assert (row["quantity"], row["unit"], row["value"]) == (None, None, 0.6)


def test_a_table_that_swallows_the_next_one_stops_at_the_first_repeated_row() -> None:
    """Title and headings of the book-ins are gone: they must not come out as arrests."""
    table: list[list[Value]] = [
        ["United States Citizen Arrests FY2023 - FY2024", ""],
        ["Fiscal Year", "Arrests"],
        ["FY2023", 7.0],
        ["FY2024", 13.0],
        ["", ""],
        ["FY2023", 4.0],
        ["FY2024", 7.0],
    ]

    rows = read(("Semiannual", table))

    assert [(row["fiscal_year"], row["value"]) for row in rows["observation"]] == [(2023, 7), (2024, 13)]
    assert [cell["cell"] for cell in rows["unread_cell"]] == ["B6", "B7"]
    assert "repeated_row" in {issue["kind"] for issue in rows["issue"]}


@pytest.mark.parametrize("label", ["Removals with  a FAMU Identifier", "Removals with\na FAMU\xa0Identifier"])
def test_blanks_within_a_row_label_do_not_matter(label: str) -> None:
    table: list[list[Value]] = [["ICE Removals: FY2025", ""], ["Removals", "Total"], ["Total", 9.0], [label, 2.0]]

    row = at(read(("Detention", table))["observation"], "B4")

    assert (row["quantity"], row["family_status"]) == ("removals_with_family_identifier", "family_unit")


def test_a_number_beside_a_heading_row_is_not_a_year() -> None:
    table = [[*row, "", value] for row, value in zip(TECHNOLOGY, ["", 7.0, 8.0, "", "", ""], strict=True)]

    assert [(c["cell"], c["reason"]) for c in read(("ATD", table))["unread_cell"]] == [
        ("E2", "unexplained"),
        ("E3", "unexplained"),
    ]


def test_a_count_shown_as_a_date_is_unexplained_with_its_number() -> None:
    """20 people in a cell formatted as a date come as 20 January 1900."""
    table = deepcopy(TECHNOLOGY)
    table[3][1] = date(1900, 1, 20)

    rows = read(("ATD", table))

    [cell] = rows["unread_cell"]
    assert (cell["cell"], cell["value"], cell["reason"]) == ("B4", 20, "unexplained")
    assert "misplaced_content" in {issue["kind"] for issue in rows["issue"]}


def test_footnotes_are_found_wherever_they_stand() -> None:
    here = read(("Detention", BOOK_INS), ("Footnotes", FOOTNOTES))
    there = read(("Detention", BOOK_INS), ("Notes", moved(FOOTNOTES, 3, 2)))

    assert without_place(there["observation"]) == without_place(here["observation"])
    assert at(there["observation"], "N3")["data_through"] == date(2025, 5, 17)


def test_a_row_that_counts_something_unknown_leaves_the_others_their_quantity() -> None:
    table: list[list[Value]] = [
        ["ICE Removals: FY2025", ""],
        ["Removals", "Total"],
        ["Removals by Something New", 4.0],
        ["Total", 9.0],
    ]

    rows = read(("Detention", table))

    assert at(rows["observation"], "B3")["quantity"] is None
    assert at(rows["observation"], "B4")["quantity"] == "removals"
    assert [issue["cell"] for issue in rows["issue"] if issue["kind"] == "unknown_label"] == ["A3"]
