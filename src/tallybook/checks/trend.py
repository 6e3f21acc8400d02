"""Counts since 1 October that grow far faster or slower than they did: what was added, held against the rate before."""

from collections.abc import Iterator

import duckdb

from tallybook.checks.finding import Finding, Kind
from tallybook.checks.numbers import grouped, rows_of
from tallybook.checks.stories import Stories
from tallybook.prose import figure, in_words, spoken

TREND = Kind(
    "grows_off_its_trend",
    "note",
    "What a count since the beginning of the fiscal year gained since the edition before is many times, "
    "or a small part of, what it gained at the rate of the editions before.",
)

# Measured on the archive: a rate doubles and halves with policy; four times as fast, by hundreds, is rare.
_TIMES, _OFF, _EDITIONS = 4, 500, 3


def find_trends(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Counts of the year to date that gained far more or less per day than over the four editions before."""
    query = f"""
        WITH held AS (
            SELECT *, value - lag(value) OVER run AS gained, reference_end - lag(reference_end) OVER run AS days,
                   lag(value) OVER run AS last_value, lag(file) OVER run AS last_file, lag(spot) OVER run AS last_spot
            FROM number ANTI JOIN misdated USING (document, table_name)
            WHERE period_end IS NULL AND reference_start < reference_end AND unit IN ('events', 'hearings')
              AND value > 0 AND document NOT IN (FROM republished) AND NOT starts_with(row_label, 'Transferred')
            WINDOW run AS (PARTITION BY series, reference_start ORDER BY edition, spot)
        ), rates AS (
            SELECT *, median(gained / days) OVER before * days AS usual, count(*) OVER before AS editions
            FROM held WHERE days BETWEEN 5 AND 60
            WINDOW before AS (PARTITION BY series, reference_start ORDER BY edition, spot
                              ROWS BETWEEN 4 PRECEDING AND 1 PRECEDING)
        )
        SELECT * FROM rates
        WHERE editions >= {_EDITIONS} AND usual > 0 AND abs(gained - usual) > {_OFF}
          AND (gained > {_TIMES} * usual OR gained BETWEEN 0 AND usual / {_TIMES})
        ORDER BY edition, table_name, abs(gained - usual) DESC, spot
    """
    stories = Stories("trend")
    for (document, table), rows in grouped(rows_of(connection, query), "document", "table_name"):
        first = rows[0]
        more = f" ({len(rows)} numbers of the table)" if len(rows) > 1 else ""
        yield Finding(
            TREND.name,
            stories.of(first, "", table, first["row_label"]),
            f"{spoken(table)} ({first['row_label']}, {first['column_label']}) gained {figure(first['gained'])} in "
            f"{first['days']} days, to {in_words(first['reference_end'])}; at the rate of the editions before it would "
            f"have been {figure(round(first['usual']))}{more}.",
            document,
            first["report_date"],
            suspects=tuple(row["spot"] for row in rows),
            witnesses=tuple(row["last_spot"] for row in rows),
            table_name=table,
            certainty=0.7,
            weight=abs(first["gained"] - first["usual"]),
        )
