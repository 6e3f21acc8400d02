"""Single cells read by a person along another path: value, labels, unit and date of the data."""

import csv
from pathlib import Path

import pytest

import tallybook

CASES = list(csv.DictReader((Path(__file__).parent / "data" / "cells.csv").open(encoding="utf-8")))
UNITS = {
    "count": {"persons", "events", "hearings", "beds"},
    "days": {"days"},
    "persons (average daily)": {"persons"},
    "fraction": {"share"},
    "USD per day": {"usd_per_day"},
    "USD": {"usd"},
}


def words(text: str | None) -> str:
    """A label path without the marks by which each side joins its parts."""
    for mark in "[](),/":
        text = (text or "").replace(mark, " ")
    return " ".join((text or "").lower().split())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['file'][:10]}!{case['sheet']}!{case['cell']}")
def test_a_cell_means_what_a_person_reads(case: dict[str, str], book: "tallybook.Book") -> None:
    place = "file = '{file}' AND sheet = '{sheet}' AND cell = '{cell}'".format(
        **{key: case[key].replace("'", "''") for key in ("file", "sheet", "cell")}
    )
    rows = book.sql(f"SELECT * FROM observation WHERE {place}").rows()
    if case["unit"] in ("text", "date"):
        assert all(row["value"] is None for row in rows)
        return

    [row] = rows
    value = 0.0 if row["value_status"] == "not_yet" else row["value"]
    assert value == pytest.approx(float(case["value"]), rel=1e-12)
    assert row["unit"] in UNITS[case["unit"]]
    assert words(row["row_label"]) == words(case["row_label"])
    assert words(row["column_label"]) == words(case["column_label"])
    assert words(row["table_title"]) == words(case["section"])
    if case["data_through"]:
        assert str(row["data_through"]) == case["data_through"]
