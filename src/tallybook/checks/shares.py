"""Shares against their counts, costs against counts and rates, and what no number can be."""

from collections.abc import Iterator

import duckdb

from tallybook.checks.finding import Finding, Kind
from tallybook.checks.numbers import rows_of
from tallybook.checks.stories import Stories
from tallybook.prose import figure, in_words, spoken

SHARE = Kind(
    "share_does_not_fit",
    "error",
    "A printed share is not the part of the whole that the counts beside it make.",
)
COST = Kind(
    "cost_does_not_fit",
    "error",
    "A daily cost is not its count times the rate at which this technology was charged before.",
)
IMPOSSIBLE = Kind(
    "impossible_number",
    "error",
    "A number that can't be: a share above one, a count below zero or of half a person, a part above its whole.",
)
TYPED = Kind("number_typed_as_text", "warning", "A number was typed as text: sums in the spreadsheet pass over it.")
FAMILIES = Kind(
    "families_above_adults",
    "error",
    "Family facilities are printed with more book-ins or book-outs than adult ones: the two rows are exchanged.",
)

_SAME = "document, sheet, table_name, table_title"


def find_shares(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Shares of hearings, of people detained and of book-outs that their counts do not make."""
    query = f"""
        WITH fits AS (
            SELECT s.*, c.value AS part, w.value AS whole, c.spot AS part_spot, w.spot AS whole_spot,
                   0.0006 AS tolerance
            FROM number AS s JOIN number AS c USING ({_SAME}, attendance) JOIN number AS w USING ({_SAME})
            WHERE s.quantity = 'share_of_hearings' AND c.quantity = 'hearings' AND w.quantity = 'hearings'
              AND w.attendance = 'total' AND s.row_number = c.row_number
            UNION ALL
            SELECT s.*, c.value, w.value, c.spot, w.spot, 0.006
            FROM number AS s JOIN number AS c USING ({_SAME}, criminality, agency)
            JOIN number AS w USING ({_SAME}, criminality)
            WHERE s.quantity = 'share_of_detained' AND c.quantity = 'detained' AND w.quantity = 'detained'
              AND w.agency = 'total'
            UNION ALL
            SELECT s.*, c.value, w.value, c.spot, w.spot, 0.0006
            FROM number AS s JOIN number AS c USING ({_SAME}, column_number)
            JOIN number AS w USING ({_SAME}, column_number)
            WHERE s.quantity = 'share_of_final_book_outs_with_bond_posted'
              AND c.quantity = 'final_book_outs_with_bond_posted' AND w.quantity = 'final_book_outs'
        )
        SELECT * FROM fits WHERE whole > 0 AND abs(value - part / whole) > tolerance ORDER BY edition, spot
    """
    stories = Stories("share")
    for row in rows_of(connection, query):
        yield Finding(
            SHARE.name,
            stories.of(row, row["table_name"], row["table_name"], row["value"]),
            f"{spoken(row['table_name'])} prints {row['value']:.1%} ({row['row_label']}, {row['column_label']}); the "
            f"counts beside it, {figure(row['part'])} of {figure(row['whole'])}, "
            f"make {row['part'] / row['whole']:.1%}.",
            row["document"],
            row["report_date"],
            suspects=(row["spot"],),
            witnesses=(row["part_spot"], row["whole_spot"]),
            table_name=row["table_name"],
        )


def find_costs(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Daily costs whose rate is not that of the last five editions: a wrong count, a wrong cost, or a new rate."""
    query = f"""
        WITH rates AS (
            SELECT cost.*, people.value AS people, people.spot AS people_spot, cost.value / people.value AS rate
            FROM number AS cost JOIN number AS people USING ({_SAME}, technology)
            WHERE cost.quantity = 'daily_technology_cost_usd' AND people.quantity = 'participants'
              AND technology <> 'total' AND people.value > 0 AND cost.value IS NOT NULL
        )
        SELECT *, median(rate) OVER before AS usual, count(*) OVER before AS editions FROM rates
        WINDOW before AS (PARTITION BY technology_group ORDER BY edition, spot ROWS BETWEEN 5 PRECEDING AND 1 PRECEDING)
        QUALIFY editions >= 3 AND abs(rate - usual) > 0.01 AND abs(rate - usual) * people > 1
        ORDER BY edition, spot
    """
    for row in rows_of(connection, query):
        yield Finding(
            COST.name,
            f"cost:{row['document'][:12]}",
            f"{row['row_label']} costs {figure(row['value'])} US dollars a day for {figure(row['people'])} people, "
            f"{row['rate']:.2f} each; in the editions before it was {row['usual']:.2f} each.",
            row["document"],
            row["report_date"],
            suspects=(row["spot"], row["people_spot"]),
            table_name=row["table_name"],
            certainty=0.9,
        )


def find_impossible(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Numbers that can't be."""
    query = """
        SELECT *, CASE
            WHEN unit = 'share' AND (value > 1 OR value < 0) THEN 'a share lies between 0 and 1'
            WHEN value < 0 THEN 'nothing of this kind is below zero'
            WHEN unit IN ('events', 'hearings') AND value <> round(value) THEN 'such things are counted whole'
            WHEN unit = 'persons' AND quantity NOT LIKE 'average%' AND value <> round(value)
                THEN 'people are counted whole'
            WHEN unit = 'days' AND value > 5000 THEN 'that would be more than thirteen years'
            END AS why
        FROM number WHERE value IS NOT NULL AND why IS NOT NULL ORDER BY edition, spot
    """
    stories = Stories("impossible")
    for row in rows_of(connection, query):
        day = f", {in_words(row['reference_end'])}" if row["reference_end"] else ""
        yield Finding(
            IMPOSSIBLE.name,
            stories.of(row, row["table_name"], row["series"], row["value"]),
            f"{spoken(row['table_name'])} prints {figure(row['value'])} ({row['row_label']}, "
            f"{row['column_label']}{day}): {row['why']}.",
            row["document"],
            row["report_date"],
            suspects=(row["spot"],),
            table_name=row["table_name"],
        )


def find_families(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Tables in which family facilities outnumber adult ones, which they never did by a tenth."""
    query = """
        SELECT document, edition, report_date, sheet, table_name, list(spot ORDER BY spot) AS spots,
               max(value) FILTER (whole AND facility_type IN ('frc', 'fsc')) AS family,
               max(value) FILTER (whole AND facility_type = 'adult') AS adult
        FROM (SELECT *, coalesce(criminality::VARCHAR, 'total') = 'total' AS whole FROM number)
        WHERE table_name IN ('book_ins_by_criminality', 'book_outs_by_facility_type')
          AND facility_type IN ('frc', 'fsc', 'adult')
        GROUP BY document, edition, report_date, sheet, table_name HAVING family > adult
        ORDER BY edition, sheet, table_name
    """
    stories = Stories("families")
    for row in rows_of(connection, query):
        yield Finding(
            FAMILIES.name,
            stories.of(row, "", row["table_name"], row["sheet"].strip()),
            f"{spoken(row['table_name'])} prints {figure(row['family'])} for family facilities and "
            f"{figure(row['adult'])} for adult ones: the rows are exchanged.",
            row["document"],
            row["report_date"],
            suspects=tuple(row["spots"]),
            table_name=row["table_name"],
        )


def find_texts(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Numbers that were typed as text: the spreadsheet's own sums pass over them."""
    query = r"""
        SELECT document, edition, any_value(edition.report_date) AS report_date, sheet, table_name,
               list(o.rowid ORDER BY o.rowid) AS spots, arg_min(value_text, o.rowid) AS said
        FROM observation AS o JOIN edition USING (document)
        WHERE value_status = 'printed' AND regexp_matches(value_text, '^[\s\d.,%$-]+$')
        GROUP BY document, edition, sheet, table_name ORDER BY edition, sheet, table_name
    """
    for row in rows_of(connection, query):
        count = len(row["spots"])
        yield Finding(
            TYPED.name,
            f"typed:{row['document'][:12]}:{row['table_name']}",
            f"{spoken(row['table_name'])} prints {row['said']!r} as text, no number "
            f"({count} place{'' if count == 1 else 's'}): a sum in the spreadsheet passes over it.",
            row["document"],
            row["report_date"],
            suspects=tuple(row["spots"]),
            table_name=row["table_name"],
        )
