"""Editions of one number held against each other: closed periods that change, zeros in place of numbers."""

from collections.abc import Iterator
from typing import Any

import duckdb

from tallybook.checks.finding import Finding, Kind
from tallybook.checks.numbers import grouped, rows_of
from tallybook.checks.stories import Stories, first_word
from tallybook.prose import figure, in_words, spoken

CLOSED = Kind(
    "closed_period_changed",
    "warning",
    "A number of a month or day that was over when it was first printed is printed differently, and not by a little.",
)
ZERO = Kind(
    "zero_in_place_of_a_number",
    "error",
    "A zero stands where an earlier edition printed a number, or in a fiscal year of a table that is all zeros since: "
    "withheld, blacked out or lost, not nothing.",
)
FALLS = Kind(
    "cumulative_figure_falls",
    "warning",
    "A count since the beginning of the fiscal year is smaller than it was in an earlier edition.",
)

# What a revision must exceed to be told, in part and in number: small ones are normal while the
# publisher's records settle. Every one, small or large, is found by `tallybook revisions`.
_TOLD = {"days": "part >= 0.25 AND change >= 10"}
_TOLD_ELSE = "(part >= 0.05 AND change >= 100 OR part >= 0.3 AND change >= 50)"
_GRAVE_PART, _GRAVE_CHANGE = 0.3, 1000
_MANY = 20  # zeros in one file: blacked out as a whole
_FELL = "part >= 0.01 AND change >= 30"


def find_closed(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Closed periods whose number changed by far more than such numbers do."""
    told = " ".join(f"WHEN '{unit}' THEN {rule}" for unit, rule in _TOLD.items())
    query = f"""
        SELECT *, abs(value - last_value) AS change, abs(value / last_value - 1) AS part FROM changed
        WHERE period_end IS NOT NULL AND last_value > 0 AND value > 0 AND last_edition < edition
          AND (last_through > reference_end OR reference_start = reference_end)
          AND unit <> 'share' AND NOT starts_with(row_label, 'Transferred') AND CASE unit {told} ELSE {_TOLD_ELSE} END
        ORDER BY edition, sheet, table_name, part DESC, spot
    """
    for (document, table), rows in grouped(rows_of(connection, query), "document", "table_name"):
        first = max(rows, key=lambda row: (row["is_total"] or False, row["change"]))
        grave = first["part"] > _GRAVE_PART and first["change"] > _GRAVE_CHANGE
        more = f" ({len(rows)} numbers of the table moved so)" if len(rows) > 1 else ""
        yield Finding(
            CLOSED.name,
            f"restated:{document[:12]}:{first_word(first['sheet'])}",
            f"{_what(first)} was {figure(first['last_value'])} in {first['last_file']} and is "
            f"{figure(first['value'])} here, though the period was over{more}.",
            document,
            first["report_date"],
            suspects=tuple(row["spot"] for row in rows),
            witnesses=tuple(row["last_spot"] for row in rows),
            table_name=table,
            severity="error" if grave else "" if first["is_total"] else "note",
            weight=first["change"],
        )


def _what(row: dict[str, Any]) -> str:
    labels = ", ".join(filter(None, (row["row_label"], row["column_label"])))
    day = f", {in_words(row['reference_end'])}" if row["reference_end"] else ""
    return f"{spoken(row['table_name'])} ({labels}{day})"


def find_zeros(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Zeros where an earlier edition printed a number that can't have become nothing, and those that came with them."""
    query = """
        SELECT * FROM changed
        WHERE value = 0 AND most >= 20 AND NOT starts_with(row_label, 'Transferred')
          AND unit IN ('persons', 'events', 'hearings', 'days', 'usd')
        ORDER BY edition, table_name, spot
    """
    stories = Stories("zeros")
    emptied = _emptied_years(connection)
    for (document,), rows in grouped(rows_of(connection, query), "document"):
        for table in dict.fromkeys(row["table_name"] for row in rows):
            here = [row for row in rows if row["table_name"] == table]
            first = max(here, key=lambda row: row["most"])
            suspects = tuple(row["spot"] for row in here)
            if len(here) > 1:
                suspects = tuple(dict.fromkeys((*suspects, *emptied.get((document, table), ()))))
            many = f" and {len(suspects) - 1} more of the table" if len(suspects) > 1 else ""
            yield Finding(
                ZERO.name,
                stories.of(first, "", len(rows) > _MANY or (table, first["series"])),
                f"{_what(first)}{many} is printed as 0; an earlier edition printed {figure(first['most'])}.",
                document,
                first["report_date"],
                suspects=suspects,
                witnesses=(first["most_spot"],),
                table_name=table,
                weight=first["most"],
                certainty=1.0 if len(here) > 1 else 0.8,
                severity="" if len(rows) > 1 else "warning",
            )


def _emptied_years(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], list[int]]:
    """By document and table the cells of fiscal years in which nothing but zeros is printed, some where numbers were.

    A year that loses its numbers also prints 0 where there was nothing yet to lose: its last half-month.
    """
    query = """
        WITH dated AS (
            SELECT *, coalesce(year(reference_end + INTERVAL 92 DAY), fiscal_year) AS year_of FROM number
            WHERE value IS NOT NULL
        ), emptied AS (
            SELECT document, table_name, year_of FROM dated
            LEFT JOIN (SELECT spot, most FROM changed) AS changed USING (spot)
            GROUP BY ALL HAVING bool_and(value = 0) AND count(*) FILTER (most >= 20) > 1
        )
        SELECT document, table_name, spot FROM dated SEMI JOIN emptied USING (document, table_name, year_of)
        ORDER BY document, table_name, spot
    """
    found: dict[tuple[str, str], list[int]] = {}
    for document, table, spot in connection.execute(query).fetchall():
        found.setdefault((document, table), []).append(spot)
    return found


def find_falls(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Counts since 1 October that are smaller than in the edition before, by more than records settle.

    Transfers are left out: they are counted until the person comes back, so they fall by design. So
    is a count that comes back from a single wrong edition.
    """
    query = f"""
        SELECT *, last_value - value AS change, 1 - value / last_value AS part FROM changed
        WHERE period_end IS NULL AND unit IN ('events', 'hearings') AND value > 0 AND last_edition < edition
          AND value < last_value AND {_FELL} AND reference_end >= last_end
          AND NOT starts_with(row_label, 'Transferred')
          AND NOT coalesce(last_value > 1.5 * earlier AND value >= earlier, FALSE)
        ORDER BY edition, sheet, table_name, change DESC, spot
    """
    for (document, table), rows in grouped(rows_of(connection, query), "document", "table_name"):
        first = rows[0]
        more = f" ({len(rows)} numbers of the table fell)" if len(rows) > 1 else ""
        yield Finding(
            FALLS.name,
            f"restated:{document[:12]}:{first_word(first['sheet'])}",
            f"{_what(first)} counts since {in_words(first['reference_start'])} and fell from "
            f"{figure(first['last_value'])} in {first['last_file']} to {figure(first['value'])}{more}.",
            document,
            first["report_date"],
            suspects=tuple(row["spot"] for row in rows),
            witnesses=tuple(row["last_spot"] for row in rows),
            table_name=table,
            weight=first["change"],
        )
