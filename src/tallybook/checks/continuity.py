"""What should run on from edition to edition: values that trade places, move by a row or month, jump, or vanish."""

from collections.abc import Iterator
from typing import Any

import duckdb

from tallybook.checks.finding import Finding, Kind
from tallybook.checks.numbers import CODED, grouped, rows_of
from tallybook.checks.stories import first_word
from tallybook.prose import figure, listed, spoken

EXCHANGED = Kind(
    "values_trade_places",
    "error",
    "Two rows or columns hold each other's numbers, seen against the edition before.",
)
SHIFTED = Kind(
    "numbers_moved_by_a_month",
    "error",
    "The numbers of a table stand under the next or the last month, seen against the edition before.",
)
BLIP = Kind(
    "out_of_line_for_one_edition",
    "error",
    "A count left its level by far in one edition and was back with the next.",
)
JUMP = Kind(
    "jump",
    "warning",
    "A number is several times, or a fraction of, what it was in the edition before.",
)

# When two numbers have traded places: they moved by far and end up near each other's last value, or
# moved less and end up very near it. Measured on the archive: looser rules find coincidences.
_FEWEST, _MOVED, _TOO_LONG_AGO = 30, 0.12, 100
_TRADED = """
    least_move > 1.2 AND crossed < 0.45 * apart
    OR least_move > 0.5 AND crossed < 0.12 * apart AND fewest >= 100
    OR crossed < 0.05 AND apart > 0.3 AND fewest >= 150 AND (NOT a.is_stock OR a.reference_end - a.last_end <= 21)
"""
_SEVERAL_TIMES = 1.3  # on the scale of logarithms: 3.7 times


def find_exchanged(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Pairs of numbers of one table that are closer to each other's last value than to their own."""
    differs = " + ".join(f"(a.{name} IS DISTINCT FROM b.{name})::INTEGER" for name in CODED)
    query = f"""
        WITH moved AS (
            SELECT *, ln(value / last_value) AS move,
                   coalesce(least(abs(ln(value / nullif(earlier, 0))), abs(ln(value / nullif(earliest, 0))))
                            / abs(ln(value / last_value)), 1) AS away,  -- 0 where it is back at what it was before
                   coalesce(ln(last_value / nullif(earlier, 0)) / ln(value / last_value) > 0.2, FALSE) AS goes_on
            FROM step WHERE value >= {_FEWEST} AND last_value >= {_FEWEST} AND edition > last_edition
              AND abs(ln(value / last_value)) > {_MOVED} AND NOT starts_with(row_label, 'Transferred')
              AND NOT (is_stock AND reference_end - last_end > {_TOO_LONG_AGO})
        )
        SELECT a.*, b.spot AS other_spot, b.row_label AS other_row_label,
               b.column_label AS other_column_label, b.value AS other,
               b.last_value AS other_last, b.last_spot AS other_last_spot,
               abs(a.move) + abs(b.move) AS apart,
               abs(ln(a.value / b.last_value)) + abs(ln(b.value / a.last_value)) AS crossed,
               least(abs(a.move), abs(b.move)) AS least_move, least(a.value, b.value) AS fewest,
               (SELECT list(n.spot ORDER BY n.spot) FROM number AS n  -- a cost is reckoned from its count
                WHERE n.document = a.document AND n.sheet = a.sheet AND n.table_name = a.table_name
                  AND n.quantity = 'daily_technology_cost_usd' AND n.row_number IN (a.row_number, b.row_number)
               ) AS costs
        FROM moved AS a JOIN moved AS b
          ON a.document = b.document AND a.sheet = b.sheet AND a.table_name = b.table_name AND a.quantity = b.quantity
          AND a.reference_start = b.reference_start AND a.period_end IS NOT DISTINCT FROM b.period_end
          AND a.spot < b.spot AND a.last_edition = b.last_edition
        WHERE sign(a.move) <> sign(b.move) AND {differs} = 1 AND a.away + b.away > 1.4 AND NOT (a.goes_on AND b.goes_on)
          AND ({_TRADED})
        ORDER BY a.edition, a.sheet, a.spot, apart - crossed DESC
    """
    for (document, table), rows in grouped(rows_of(connection, query), "document", "table_name"):
        first = max(rows, key=lambda row: row["value"] + row["other"])
        more = f" ({len(rows)} pairs of the table)" if len(rows) > 1 else ""
        yield Finding(
            EXCHANGED.name,
            f"exchanged:{document[:12]}:{first_word(first['sheet'])}",
            f"{spoken(table)}: {_label(first)} went from {figure(first['last_value'])} to "
            f"{figure(first['value'])} while {_label(first, 'other_')} went from {figure(first['other_last'])} to "
            f"{figure(first['other'])}: they seem to have changed places{more}.",
            document,
            first["report_date"],
            suspects=tuple(spot for row in rows for spot in (row["spot"], row["other_spot"], *(row["costs"] or ()))),
            witnesses=tuple(spot for row in rows for spot in (row["last_spot"], row["other_last_spot"])),
            table_name=table,
            certainty=0.9,
            weight=abs(first["value"] - first["last_value"]),
        )


def _label(row: dict[str, Any], which: str = "") -> str:
    return f"{row[f'{which}row_label']} ({row[f'{which}column_label']})"


def find_shifted(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Tables by month whose numbers are those that the edition before had a month earlier or later."""
    query = """
        WITH months AS (
            SELECT spot, edition, document, file, report_date, sheet, table_name, series, reference_start, value
            FROM number WHERE value > 0 AND period_end IS NOT NULL AND reference_start < reference_end
              AND table_name NOT LIKE 'segregation%'
        ), editions AS (
            SELECT DISTINCT table_name, edition, lag(edition) OVER (PARTITION BY table_name ORDER BY edition) AS last
            FROM (SELECT DISTINCT table_name, edition FROM months)
        ), compared AS (
            SELECT now.*, last.spot AS last_spot, last.file AS last_file,
                   date_diff('month', last.reference_start, now.reference_start) AS moved
            FROM months AS now JOIN editions USING (table_name, edition)
            JOIN months AS last ON last.series = now.series AND last.edition = editions.last AND last.value = now.value
             AND abs(date_diff('month', last.reference_start, now.reference_start)) <= 1
        )
        SELECT document, edition, report_date, table_name, min(sheet) AS sheet, min(last_file) AS last_file,
               count(*) FILTER (moved = 0) AS stay, way.step AS moved,
               list(spot) FILTER (compared.moved = way.step) AS spots,
               list(last_spot) FILTER (compared.moved = way.step) AS last_spots
        FROM compared, (VALUES (-1), (1)) AS way(step)
        GROUP BY document, edition, report_date, table_name, way.step
        HAVING len(spots) >= 4 AND len(spots) > 2 * stay
        ORDER BY edition, table_name
    """
    for row in rows_of(connection, query):
        yield Finding(
            SHIFTED.name,
            f"shifted:{row['document'][:12]}",
            f"{len(row['spots'])} numbers of {spoken(row['table_name'])} are those that {row['last_file']} printed "
            f"for the month {'before' if row['moved'] > 0 else 'after'}, {row['stay']} stand where they stood.",
            row["document"],
            row["report_date"],
            suspects=tuple(row["spots"]),
            witnesses=tuple(row["last_spots"]),
            table_name=row["table_name"],
        )


def find_jumps(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Counts several times, or a fraction, of the edition's before, one finding for each table of a file."""
    query = f"""
        SELECT * FROM step
        WHERE value > 0 AND last_value > 0 AND edition > last_edition AND greatest(value, last_value) >= 1000
          AND abs(ln(value / last_value)) > {_SEVERAL_TIMES} AND (period_end IS NULL OR is_stock)
          AND NOT (is_stock AND reference_end - last_end > {_TOO_LONG_AGO})
          AND NOT coalesce(abs(ln(value / nullif(earlier, 0))) < 0.3, FALSE) AND table_name <> 'atd_by_aor'
          AND NOT starts_with(row_label, 'Transferred')
        ORDER BY edition, table_name, value DESC, spot
    """
    for (document, table), found in grouped(rows_of(connection, query), "document", "table_name"):
        first, *others = found
        more = f"; so did {listed(_label(row) for row in others)}" if others else ""
        yield Finding(
            JUMP.name,
            f"jump:{document[:12]}:{table}",
            f"{spoken(table)}: {_label(first)} went from {figure(first['last_value'])} in {first['last_file']} to "
            f"{figure(first['value'])}{more}. If it stays so, what is counted has changed.",
            document,
            first["report_date"],
            suspects=tuple(row["spot"] for row in found),
            witnesses=tuple(row["last_spot"] for row in found),
            table_name=table,
            certainty=0.7,
        )


def find_blips(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Counts on a day, and averages of the year to date, that left their level for one edition and came back."""
    query = f"""
        SELECT * FROM step
        WHERE is_stock AND value > 0 AND last_value > 0 AND after > 0 AND greatest(value, last_value) >= 500
          AND edition > last_edition AND reference_end > last_end AND after_edition > edition
          AND reference_end - last_end <= {_TOO_LONG_AGO}
          AND abs(ln(value / last_value)) > 0.5 AND abs(ln(after / last_value)) < 0.2
        UNION ALL BY NAME
        SELECT * FROM changed
        WHERE period_end IS NULL AND (unit = 'days' OR quantity LIKE 'average%') AND value > 0 AND last_value > 0
          AND after > 0 AND greatest(value, last_value) >= 20 AND after_edition > edition AND edition > last_edition
          AND abs(ln(value / last_value)) > 0.3 AND abs(ln(after / last_value)) < 0.1
        ORDER BY edition, table_name, after_report_date, value DESC, spot
    """
    # What shows with the next edition of its own row is known then, whatever the other rows do.
    for (document, table, known_from), found in grouped(
        rows_of(connection, query), "document", "table_name", "after_report_date"
    ):
        first, *others = found
        more = f" ({len(others)} more of the table)" if others else ""
        yield Finding(
            BLIP.name,
            f"blip:{document[:12]}:{table}",
            f"{spoken(table)}: {_label(first)} is {figure(first['value'])} in this edition only; before it was "
            f"{figure(first['last_value'])}, in the next edition {figure(first['after'])}{more}.",
            document,
            known_from,
            suspects=tuple(row["spot"] for row in found),
            witnesses=tuple(spot for row in found for spot in (row["last_spot"], row["after_spot"])),
            table_name=table,
            certainty=0.9,
            weight=abs(first["value"] - first["last_value"]),
        )
