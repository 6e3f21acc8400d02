"""Figures that two tables of one file print of one thing: do they agree?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb

from tallybook.checks.finding import Finding, Kind
from tallybook.checks.numbers import rows_of
from tallybook.checks.stories import Stories
from tallybook.prose import figure, in_words, listed, spoken

TABLES = Kind(
    "tables_disagree",
    "error",
    "Two tables of one file print different figures of the same thing.",
)
FACILITIES = Kind(
    "facilities_off_the_national_figure",
    "warning",
    "The facilities together hold far more or fewer people than the national average of the same file.",
)
COLUMNS = Kind(
    "facility_columns_disagree",
    "error",
    "Columns of the Facilities sheet that split the same people add up to different populations.",
)
COURTS = Kind(
    "court_months_disagree",
    "error",
    "The two tables of court appearances on one sheet run to different months.",
)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Rows of two tables that count the same, for each value of `by`; `what` says of what, in words."""

    what: str
    left: str
    right: str
    by: str = "reference_start, reference_end"
    tolerance: str = "0.5"
    severity: str = ""
    adds: bool = False  # whether a side is the sum of its rows; else each row says the whole


_COUNT = "quantity = 'participants'"
_AGENCIES = "agency = 'total' AND criminality IS NULL"

AGREEMENTS = (
    Agreement(
        "people by technology",
        f"table_name = 'atd_by_technology' AND {_COUNT} AND technology <> 'total'",
        f"table_name = 'atd_by_aor' AND {_COUNT} AND technology IS NOT NULL",
        "reference_start, reference_end, technology_group",
        adds=True,
    ),
    Agreement(
        "all people in the programme",
        f"table_name = 'atd_by_status' AND {_COUNT} AND family_status = 'total'",
        f"table_name = 'atd_by_aor' AND {_COUNT} AND aor = 'total'",
    ),
    Agreement(
        "all people in the programme",
        f"table_name = 'atd_by_status' AND {_COUNT} AND family_status = 'total'",
        f"table_name = 'atd_by_technology' AND {_COUNT} AND technology = 'total'",
    ),
    Agreement(
        "all people detained",
        "table_name = 'detained_by_criminality' AND unit = 'persons' AND criminality = 'total' AND agency = 'total'",
        "table_name = 'detained_by_disposition' AND disposition = 'total' AND facility_type = 'total'",
    ),
    Agreement(
        "detained people with an established fear",
        "table_name = 'detained_with_fear_decision' AND facility_type = 'total'",
        "table_name = 'detained_with_fear_decision_by_aor' AND aor = 'total'",
    ),
    Agreement(
        "book-ins of the year",
        "table_name = 'book_ins_by_month' AND column_label = 'Total' AND agency = 'total'",
        "table_name = 'book_ins_by_criminality' AND facility_type = 'total' AND criminality = 'total'",
    ),
    Agreement(
        "book-outs of the year",
        "table_name = 'book_outs_by_facility_type' AND facility_type = 'total'",
        "table_name = 'book_outs_by_reason' AND release_reason = 'total' AND column_label = 'Total'",
    ),
    Agreement(
        "the average daily population",
        f"table_name = 'average_daily_population_by_agency' AND {_AGENCIES}",
        "table_name = 'average_daily_population_by_facility_type' AND facility_type = 'total'",
        tolerance="1",
    ),
    Agreement(
        "the average length of stay",
        f"table_name = 'average_length_of_stay_by_agency' AND {_AGENCIES}",
        "table_name = 'average_length_of_stay_by_facility_type' AND facility_type = 'total'",
    ),
    Agreement(
        "the average length of stay in adult facilities",
        "table_name = 'average_length_of_stay_adult_by_agency' AND agency = 'total'",
        "table_name = 'average_length_of_stay_by_facility_type' AND facility_type = 'adult'",
    ),
    Agreement(
        "parole requests",
        "table_name = 'parole_requested'",
        "table_name = 'parole_decisions' AND parole_status = 'parole_requested'",
    ),
    # The bond sheet is drawn on another day than the rest: only closed months, and only what is far apart.
    Agreement(
        "book-outs of a month",
        "table_name = 'bond_by_month' AND quantity = 'final_book_outs' AND data_through > reference_end",
        "table_name = 'book_outs_by_reason' AND release_reason = 'total' AND data_through > reference_end",
        tolerance="0.02 * greatest(l.value, r.value)",
        severity="warning",
    ),
)


def find_courts(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """The two court tables of a sheet, where their titles say different months."""
    query = """
        SELECT document, edition, report_date, sheet, list(spot ORDER BY spot) AS spots,
               list(DISTINCT reference_end ORDER BY reference_end) AS ends
        FROM number WHERE starts_with(table_name, 'atd_court') AND reference_end IS NOT NULL
          AND document NOT IN (SELECT document FROM misdated WHERE starts_with(table_name, 'atd_court'))  -- told there
        GROUP BY document, edition, report_date, sheet HAVING len(ends) > 1 ORDER BY edition, sheet
    """
    stories = Stories("courts")
    for row in rows_of(connection, query):
        yield Finding(
            COURTS.name,
            stories.of(row, "", row["ends"][0], row["ends"][-1]),
            f"One court table of sheet {row['sheet'].strip()!r} is said to run to {in_words(row['ends'][0])}, the "
            f"other to {in_words(row['ends'][-1])}; both are printed for the same months, so one title is wrong.",
            row["document"],
            row["report_date"],
            suspects=tuple(row["spots"]),
        )


def find_tables(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Every figure that two tables of one file print differently."""
    stories = Stories("sum")
    rows = [(rule, row) for rule in AGREEMENTS for row in _apart(connection, rule)]
    for rule, row in sorted(rows, key=lambda pair: (pair[1]["edition"], min(pair[1]["spots"]))):
        which = f" ({row['label']})" if "technology_group" in rule.by else ""
        yield Finding(
            TABLES.name,
            stories.of(row, row["sheet"].strip(), rule.what, row["value"], row["other"], row["day"]),
            f"{spoken(row['table_name'])} counts {figure(row['value'])}{which} where "
            f"{spoken(row['other_table'])} counts {figure(row['other'])}: {rule.what}, {in_words(row['day'])}.",
            row["document"],
            row["report_date"],
            suspects=tuple(row["spots"] + row["other_spots"]),
            table_name=row["table_name"],
            severity=rule.severity,
            weight=abs(row["value"] - row["other"]),
        )


def _apart(connection: duckdb.DuckDBPyConnection, rule: Agreement) -> list[dict[str, Any]]:
    side = f"""
        SELECT document, edition, report_date, sheet, min(table_name) AS table_name, {rule.by},
               min(row_label) AS label, {"sum" if rule.adds else "max"}(value) AS value, list(spot) AS spots
        FROM number WHERE value IS NOT NULL AND {{rows}} GROUP BY document, edition, report_date, sheet, {rule.by}
    """
    # Several sheets of one file may print a day's table: each is held against each.
    query = f"""
        SELECT l.*, l.reference_end AS day, r.value AS other, r.spots AS other_spots, r.table_name AS other_table
        FROM ({side.format(rows=rule.left)}) AS l JOIN ({side.format(rows=rule.right)}) AS r
        USING (document, {rule.by})
        WHERE abs(l.value - r.value) > {rule.tolerance} AND l.reference_end IS NOT NULL
    """
    return rows_of(connection, query)


_USUAL = (-0.035, 0.015)  # the list leaves out facilities no longer in use, and never adds people
_FAR = 0.024


def _off(part: float) -> str:
    return f"{abs(part):.1%} {'more' if part > 0 else 'fewer'}"


def find_facilities(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Facilities sheets whose sum left the distance at which it had stood below the national average.

    The sheet lists facilities in use, so their sum is by a few per cent less than the national
    figure, which counts all of the year; that is no error. A sudden change of the distance is odd.
    """
    query = """
        WITH listed AS (
            SELECT document, edition, report_date, sheet, fiscal_year, sum(value) AS people, list(spot) AS spots
            FROM number WHERE table_name = 'facilities' AND sex IS NOT NULL AND value IS NOT NULL
            GROUP BY ALL
        ), national AS (
            SELECT document, fiscal_year, max(value) AS average, arg_max(spot, (value, -spot)) AS spot
            FROM number WHERE table_name = 'average_daily_population_by_agency' AND agency = 'total'
              AND criminality IS NULL AND column_label LIKE 'FY Overall%' AND value > 0 GROUP BY document, fiscal_year
        ), gaps AS (
            SELECT listed.*, average, spot, people / average - 1 AS gap
            FROM listed JOIN national USING (document, fiscal_year)
        )
        SELECT *, median(gap) OVER before AS usual, count(*) OVER before AS editions
        FROM gaps WINDOW before AS (
            PARTITION BY fiscal_year ORDER BY edition, sheet ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING
        )
        ORDER BY edition, sheet
    """
    last: dict[int, tuple[float, str]] = {}  # of each year the distance that was odd last, and its story
    for row in rows_of(connection, query):
        low, high = (row["usual"] - _FAR, row["usual"] + _FAR) if row["editions"] >= 2 else _USUAL
        if low <= row["gap"] <= high:
            continue
        gap, story = last.get(row["fiscal_year"], (9.0, ""))
        if abs(gap - row["gap"]) > _FAR:
            story = f"facilities:{row['document'][:12]}"
        last[row["fiscal_year"]] = (row["gap"], story)
        usual = f"; in the editions before they held {_off(row['usual'])}" if row["editions"] >= 2 else ""
        yield Finding(
            FACILITIES.name,
            story,
            f"The facilities of sheet {row['sheet'].strip()!r} hold {figure(round(row['people']))} people together, "
            f"{_off(row['gap'])} than the national average of {figure(round(row['average']))} in the same "
            f"file{usual}. Facilities were left out, added twice, or the sheet is of another day.",
            row["document"],
            row["report_date"],
            suspects=tuple(row["spots"]),
            witnesses=(row["spot"],),
            table_name="facilities",
            certainty=0.9 if abs(row["gap"]) > 0.05 else 0.7,
        )


_SPLITS = {
    "classification levels": "classification_level IS NOT NULL",
    "threat levels": "threat_level IS NOT NULL",
}


def find_columns(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Facilities sheets on which classification or threat levels don't make the men and women held."""
    for name, part in _SPLITS.items():
        query = f"""
            WITH rows AS (
                SELECT document, edition, report_date, sheet, row_number, min(facility_label) AS facility,
                       sum(value) FILTER (sex IS NOT NULL) AS held, sum(value) FILTER ({part}) AS split,
                       count(value) FILTER ({part}) AS columns, list(spot) FILTER ({part}) AS spots
                FROM number WHERE table_name = 'facilities' GROUP BY ALL
            )
            SELECT document, edition, report_date, sheet, list(facility ORDER BY row_number) AS facilities,
                   flatten(list(spots)) AS spots, sum(held) AS held, sum(split) AS split, min(columns) AS columns
            FROM rows WHERE columns > 0 AND abs(held - split) > 4 + 0.02 * held
            GROUP BY document, edition, report_date, sheet ORDER BY edition
        """
        for row in rows_of(connection, query):
            yield Finding(
                COLUMNS.name,
                f"columns:{row['document'][:12]}:{name}",
                f"At {len(row['facilities'])} facilities ({listed(row['facilities'], 3)}) the {name} make "
                f"{figure(round(row['split']))} people, men and women {figure(round(row['held']))}.",
                row["document"],
                row["report_date"],
                suspects=tuple(row["spots"]),
                table_name="facilities",
            )
