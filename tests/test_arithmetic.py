"""Labels held to account by arithmetic: what should add up under our labels does, in every edition.

A right number under a wrong label is the common way to be wrong. Where the publisher's own
figures do not add up, the edition stands here, looked at in the file by a person.
"""

import pytest

import tallybook

Off = set[tuple[str, str]]

PARTS_AND_TOTALS: dict[str, tuple[str, str, Off]] = {
    # name: (rows, what a group is), and the editions where the publisher's sums are off
    "atd_by_technology": (
        "table_name = 'atd_by_technology' AND unit = 'persons'",
        "column_label",
        {("2023-08-04_FY23_detentionStats08032023.xlsx", "VoiceID against the area table: 277")},
    ),
    "atd_by_status": (
        "table_name = 'atd_by_status' AND unit = 'persons'",
        "column_label",
        {
            ("2020-09-01_FY20-detentionstats.xlsx", "total 86,705, parts 87,888"),
            ("2022-03-03_FY22_detentionStats_03022022.xlsx", "total 182,607, parts 189,727"),
        },
    ),
    "court hearings": (
        "table_name LIKE 'atd_court_%' AND unit = 'hearings'",
        "table_name",
        set(),
    ),
    "detained_by_disposition": ("table_name = 'detained_by_disposition'", "column_label", set()),
    "detained_by_criminality": (
        "table_name = 'detained_by_criminality' AND unit = 'persons'",
        "column_label",
        set(),
    ),
    "detained_with_fear_decision": ("table_name LIKE 'detained_with_fear_decision%'", "table_name", set()),
    "book_ins_by_month": ("table_name = 'book_ins_by_month'", "column_label", set()),
    "book_ins_by_criminality": ("table_name = 'book_ins_by_criminality'", "column_label", set()),
    "book_outs_by_facility_type": ("table_name = 'book_outs_by_facility_type'", "column_label", set()),
    "segregation_by_facility": ("table_name = 'segregation_by_facility'", "table_title", set()),
    "segregation_of_vulnerable_populations": (
        "table_name = 'segregation_of_vulnerable_populations' AND unit = 'events'",
        "table_title",
        set(),
    ),
    "detained_stateless": ("table_name = 'detained_stateless'", "column_label", set()),
    "average_daily_population_by_agency": (
        "table_name = 'average_daily_population_by_agency' AND criminality IS NULL",
        "column_label",
        set(),
    ),
}


@pytest.mark.parametrize("name", PARTS_AND_TOTALS)
def test_parts_make_their_printed_total(name: str, book: "tallybook.Book") -> None:
    rows, group, known = PARTS_AND_TOTALS[name]
    total = "agency = 'total'" if "agency" in name else "row_total"
    groups = book.sql(
        f"""
        WITH cells AS (
            SELECT *, row_label IN ('Total', 'Grand Total') AS row_total
            FROM observation WHERE {rows} AND value IS NOT NULL
        )
        SELECT file, sheet, {group} AS part,
               sum(value) FILTER ({total}) AS total, sum(value) FILTER (NOT ({total})) AS parts
        FROM cells GROUP BY ALL
        """
    ).rows()

    off = {row["file"] for row in groups if abs((row["total"] or 0) - (row["parts"] or 0)) > 0.6}
    assert len(groups) > 2
    assert off == {file for file, _ in known}


def test_areas_make_the_national_total_in_every_edition(book: "tallybook.Book") -> None:
    rows = book.sql(
        """
        SELECT file, sheet, max(value) FILTER (aor = 'total') AS total,
               sum(value) FILTER (is_total AND aor <> 'total') AS areas
        FROM observation WHERE table_name = 'atd_by_aor' AND quantity = 'participants' GROUP BY ALL
        """
    ).rows()

    assert len(rows) == 159
    assert all(row["total"] == row["areas"] for row in rows)


def test_technologies_make_their_area(book: "tallybook.Book") -> None:
    """Off only where ICE is: one person in Buffalo, and an area printed as a second Houston in 2021."""
    rows = book.sql(
        """
        SELECT file, aor_label, sum(value) FILTER (is_total) AS area,
               sum(value) FILTER (NOT is_total) AS technologies
        FROM observation WHERE table_name = 'atd_by_aor' AND quantity = 'participants' AND aor <> 'total'
        GROUP BY file, sheet, aor_label
        """
    ).rows()

    off = {(row["file"][:10], row["aor_label"]) for row in rows if row["area"] != row["technologies"]}
    assert len(rows) > 3900
    assert off == {("2023-01-10", "Buffalo")}


@pytest.mark.parametrize("table", ["book_ins_by_month", "book_outs_by_reason"])
def test_months_make_the_year(table: str, book: "tallybook.Book") -> None:
    """Off once: April 2021's Bonded Out is 8 short of its months, in all of that edition's sums."""
    rows = book.sql(
        f"""
        SELECT file, row_label, sum(value) FILTER (column_label = 'Total') AS year,
               sum(value) FILTER (column_label <> 'Total') AS months
        FROM observation WHERE table_name = '{table}'
        GROUP BY file, sheet, row_label HAVING months IS NOT NULL
        """
    ).rows()

    off = {row["file"][:10] for row in rows if row["year"] != row["months"]}
    assert len(rows) > 300
    assert off == (set() if table == "book_ins_by_month" else {"2021-04-15"})


def test_reasons_make_the_book_outs(book: "tallybook.Book") -> None:
    """Bonded Out is itself a sum, of the bonds set by ICE and by a judge."""
    rows = book.sql(
        """
        SELECT file, sheet, column_label, max(value) FILTER (release_reason = 'total') AS total,
               sum(value) FILTER (criminality = 'total' AND release_reason <> 'bonded_out') AS parts
        FROM observation
        WHERE table_name = 'book_outs_by_reason' AND column_label IN ('Oct', 'Nov', 'Dec') GROUP BY ALL
        """
    ).rows()

    off = {row["file"][:10] for row in rows if (row["total"] or 0) != (row["parts"] or 0)}
    assert len(rows) > 300
    assert off == set()


def test_criminality_makes_the_agency(book: "tallybook.Book") -> None:
    rows = book.sql(
        """
        SELECT file, sheet, agency, column_label, sum(value) FILTER (criminality IS NULL) AS agency_value,
               sum(value) FILTER (criminality IS NOT NULL) AS parts
        FROM observation WHERE table_name = 'average_daily_population_by_agency' GROUP BY ALL
        """
    ).rows()

    off = [row for row in rows if abs((row["agency_value"] or 0) - (row["parts"] or 0)) > 1]
    assert len(rows) > 5000
    assert not off


def test_a_share_of_hearings_is_its_count_over_the_total(book: "tallybook.Book") -> None:
    rows = book.sql(
        """
        SELECT file, sheet, table_name, attendance, max(value) FILTER (unit = 'share') AS share,
               max(value) FILTER (unit = 'hearings') AS count FROM observation
        WHERE table_name LIKE 'atd_court_%' GROUP BY ALL
        """
    ).rows()
    totals = {(r["file"], r["sheet"], r["table_name"]): r["count"] for r in rows if r["attendance"] == "total"}

    off = [
        row
        for row in rows
        if abs(row["share"] - row["count"] / totals[row["file"], row["sheet"], row["table_name"]]) > 0.0006
    ]
    assert len(rows) == 630
    assert not off


def test_facility_columns_tell_one_population(book: "tallybook.Book") -> None:
    """Levels, sexes and threat levels each split the same people; rounding aside they agree."""
    rows = book.sql(
        """
        SELECT file, row_label, sum(value) FILTER (classification_level IS NOT NULL) AS levels,
               sum(value) FILTER (sex IS NOT NULL) AS sexes, sum(value) FILTER (threat_level IS NOT NULL) AS threats
        FROM observation WHERE table_name = 'facilities' GROUP BY file, sheet, row_number, row_label
        """
    ).rows()

    def differ(row: dict[str, float], split: str) -> bool:
        return abs((row[split] or 0) - (row["sexes"] or 0)) > 3 + 0.03 * (row["sexes"] or 0)

    levels_off = {row["file"][:10] for row in rows if differ(row, "levels")}
    threats_off = {row["file"][:10] for row in rows if differ(row, "threats")}
    assert len(rows) > 19_000
    assert levels_off == {"2022-07-09"}  # ICE's own column of levels is out of step there
    assert threats_off == set()


def test_an_area_that_stands_twice_is_told(book: "tallybook.Book") -> None:
    """In December 2021 ICE printed Houston twice: 7,227 people in A55, where Harlingen would stand, 3,493 in A59."""
    rows = book.sql("SELECT file, cell, found FROM issue WHERE kind = 'repeated_row' ORDER BY file").rows()

    assert [(row["file"][:10], row["cell"], row["found"]) for row in rows] == [
        ("2021-12-10", "A59", "Houston"),
        ("2021-12-18", "A59", "Houston"),
    ]
