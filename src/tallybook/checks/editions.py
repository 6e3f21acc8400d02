"""What an edition prints beside what the editions before it printed in the same place.

Two temporary tables. `changed`: numbers that differ from the last edition of the same number (same
series, same period). `step`: counts that differ from what stood in their place before: for a count
on a day that is the last day printed before, else the same period.

What the table `misdated` lists is left out: its numbers are of other periods than they say. A
republished file is held against what was printed before it; nothing later is held against it.
"""

import duckdb

_LISTS = "('facilities', 'segregation_by_facility')"
_SEVERAL_DATES = "('detained_by_custody_length', 'in_custody_length_of_stay')"

_LAST = """
    lag(value) OVER run AS last_value, lag(spot) OVER run AS last_spot, lag(edition) OVER run AS last_edition,
    lag(reference_end) OVER run AS last_end, lag(data_through) OVER run AS last_through,
    lag(value, 2) OVER run AS earlier, lag(value, 3) OVER run AS earliest
"""


def prepare_editions(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes `changed` and `step`."""
    _compare(
        connection,
        "changed",
        f"SELECT *, hash(series, reference_start, period_end) AS place FROM number WHERE table_name NOT IN {_LISTS}",
        "value <> last_value OR (value = 0 AND most > 0)",
    )
    _compare(
        connection,
        "stock",
        f"""
        SELECT *, series AS place FROM number
        WHERE reference_start = reference_end AND table_name NOT IN {_SEVERAL_DATES} AND table_name NOT IN {_LISTS}
          AND unit = 'persons' AND document NOT IN (FROM republished)
        QUALIFY reference_end = max(reference_end) OVER (PARTITION BY document, table_name)
        """,
        "value <> last_value",
    )
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE step AS
        SELECT *, TRUE AS is_stock FROM stock
        UNION ALL BY NAME
        SELECT *, FALSE AS is_stock FROM changed
        WHERE reference_start < reference_end AND unit IN ('persons', 'events', 'hearings')
        """
    )


def _compare(connection: duckdb.DuckDBPyConnection, name: str, numbers: str, kept: str) -> None:
    """Makes a table of the numbers that differ from the last in their `place`, with what stood there before."""
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE {name} AS
        WITH held AS (
            SELECT spot, edition, report_date, place, value, reference_end, data_through,
                   document IN (FROM republished) AS is_again
            FROM ({numbers}) ANTI JOIN misdated USING (document, table_name)
            WHERE value IS NOT NULL AND reference_start IS NOT NULL
        ), first_time AS (
            SELECT *, {_LAST}, max(value) OVER before AS most, arg_max(spot, value) OVER before AS most_spot,
                   lead(value) OVER run AS after, lead(spot) OVER run AS after_spot,
                   lead(edition) OVER run AS after_edition, lead(report_date) OVER run AS after_report_date
            FROM held WHERE NOT is_again
            WINDOW run AS (PARTITION BY place ORDER BY edition, spot),
                   before AS (PARTITION BY place ORDER BY edition, spot
                              ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        ), again AS (
            SELECT held.*, last.value AS last_value, last.spot AS last_spot, last.edition AS last_edition,
                   last.reference_end AS last_end, last.data_through AS last_through, last.last_value AS earlier,
                   last.earlier AS earliest
            FROM held ASOF JOIN first_time AS last ON held.place = last.place AND held.edition > last.edition
            WHERE held.is_again
        ), compared AS (FROM first_time UNION ALL BY NAME FROM again)
        SELECT number.*, compared.* EXCLUDE (spot, edition, report_date, value, reference_end, data_through, place),
               edition.file AS last_file
        FROM (FROM compared WHERE {kept}) AS compared JOIN number USING (spot)
        JOIN edition ON edition.edition = compared.last_edition
        """
    )
