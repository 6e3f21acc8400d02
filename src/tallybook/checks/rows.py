"""Lists of one edition: cut off, printed twice, rounded."""

from collections.abc import Iterator

import duckdb

from tallybook.checks.finding import Finding, Kind
from tallybook.checks.numbers import grouped, rows_of
from tallybook.prose import listed, spoken

ROUNDED = Kind(
    "averages_rounded",
    "note",
    "Averages are printed as whole numbers where they had been printed in full: sums over them are less exact.",
)
DOUBLED = Kind("area_printed_twice", "error", "An area stands twice in one list; one of the two is another's.")
CUT = Kind(
    "rows_cut_off",
    "error",
    "A list is much shorter than in the editions before and after.",
)
TWICE = Kind(
    "row_printed_twice",
    "warning",
    "A facility stands twice on one sheet with the same numbers: sums over the sheet count it double.",
)


def find_rounded(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Tables of averages that are printed whole where the edition before printed them in full."""
    query = """
        WITH tables AS (
            SELECT document, edition, report_date, table_name, count(*) AS numbers, min(spot) AS spot,
                   avg((value <> round(value))::INTEGER) AS broken
            FROM number WHERE value IS NOT NULL AND (quantity LIKE 'average%' OR quantity LIKE 'mean%')
            GROUP BY document, edition, report_date, table_name
        )
        SELECT *, lag(broken) OVER (PARTITION BY table_name ORDER BY edition) AS broken_before FROM tables
        QUALIFY numbers >= 20 AND broken < 0.02 AND broken_before > 0.4 ORDER BY edition, table_name
    """
    for row in rows_of(connection, query):
        yield Finding(
            ROUNDED.name,
            f"rounded:{row['document'][:12]}:{row['table_name']}",
            f"The averages of {spoken(row['table_name'])} are whole numbers here; the edition before printed them "
            "in full.",
            row["document"],
            row["report_date"],
            suspects=(),
            witnesses=(row["spot"],),
            table_name=row["table_name"],
        )


def find_doubled(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Areas that stand twice under one heading of the sheet on transgender people."""
    query = """
        SELECT document, edition, report_date, min(aor) AS aor, list(spot ORDER BY spot) AS spots
        FROM number WHERE table_name = 'transgender_population' AND aor IS NOT NULL
        GROUP BY document, edition, report_date, sheet, quantity, aor, reference_end HAVING count(*) > 1
        ORDER BY edition, aor
    """
    for row in rows_of(connection, query):
        yield Finding(
            DOUBLED.name,
            f"doubled:{row['document'][:12]}",
            f"{row['aor'].replace('_', ' ').capitalize()!r} stands {len(row['spots'])} times in "
            f"{spoken('transgender_population')}.",
            row["document"],
            row["report_date"],
            suspects=tuple(row["spots"]),
            table_name="transgender_population",
        )


def find_cut(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Lists of facilities with far fewer rows than the editions before and after."""
    query = """
        WITH lists AS (
            SELECT document, edition, file, report_date, table_name, sheet, count(DISTINCT row_number) AS rows,
                   min(spot) AS spot, list(spot ORDER BY spot) AS spots
            FROM number WHERE table_name IN ('facilities', 'atd_by_aor') AND document NOT IN (FROM republished)
            GROUP BY document, edition, file, report_date, table_name, sheet
            QUALIFY row_number() OVER (PARTITION BY document, table_name ORDER BY max(reference_end) DESC, sheet) = 1
        )
        SELECT *, lag(rows) OVER run AS before, lead(rows) OVER run AS after,
               lead(report_date) OVER run AS after_report_date, lag(spot) OVER run AS before_spot
        FROM lists WINDOW run AS (PARTITION BY table_name ORDER BY edition)
        QUALIFY rows < 0.8 * before AND rows < 0.8 * after ORDER BY edition
    """
    for row in rows_of(connection, query):
        yield Finding(
            CUT.name,
            f"cut:{row['document'][:12]}:{spoken(row['table_name'])}",
            f"{spoken(row['table_name'])} has {row['rows']} rows; the edition before had {row['before']}, the next has "
            f"{row['after']}.",
            row["document"],
            row["after_report_date"],
            suspects=tuple(row["spots"]),
            witnesses=(row["before_spot"],),
            table_name=row["table_name"],
        )


def find_twice(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Facilities that stand twice on a sheet with the same name and the same numbers."""
    query = """
        WITH rows AS (
            SELECT document, edition, report_date, sheet, row_number, min(facility_label) AS name,
                   list(value ORDER BY column_number) AS values, list(spot) AS spots, sum(value) AS mass
            FROM number WHERE table_name = 'facilities' GROUP BY ALL
        )
        SELECT document, edition, report_date, sheet, name, flatten(list(spots)) AS spots, count(*) AS times
        FROM rows WHERE mass > 1 GROUP BY document, edition, report_date, sheet, name, values
        HAVING times > 1 ORDER BY edition, name
    """
    for (document,), rows in grouped(rows_of(connection, query), "document"):
        yield Finding(
            TWICE.name,
            f"twice:{document[:12]}",
            f"{listed((row['name'] for row in rows), 3)} stand{'s' if len(rows) == 1 else ''} twice on sheet "
            f"{rows[0]['sheet'].strip()!r} with the same numbers.",
            document,
            rows[0]["report_date"],
            suspects=tuple(spot for row in rows for spot in row["spots"]),
            table_name="facilities",
        )
