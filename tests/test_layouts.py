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
