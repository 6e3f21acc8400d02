"""Tables that are older than they say, or say that they are older: republished, not renewed, misdated."""

from collections.abc import Iterator
from typing import Any

import duckdb

from tallybook.checks.finding import Finding, Kind, Place
from tallybook.checks.numbers import grouped, rows_of
from tallybook.checks.stories import Stories, first_word
from tallybook.prose import in_words, listed, spoken

STALE = Kind(
    "old_table_under_a_new_date",
    "error",
    "A table repeats, number by number, the table of an earlier edition, under another date.",
)
BACKWARDS = Kind(
    "date_runs_backwards",
    "error",
    "A table says that its data end before those of an earlier edition, while others in the file move on.",
)
AGAIN = Kind(
    "older_file_republished",
    "note",
    "A file that ends before an earlier one: a past year's file, put up again or late.",
)
STANDSTILL = Kind(
    "not_renewed",
    "note",
    "A table stands unchanged, with its old date, in a file whose other tables of its kind were renewed.",
)

_MOST_OF_A_FILE = 0.8
_RENEWED_EVERY_TIME = (
    "atd_by_technology",
    "atd_by_status",
    "atd_by_aor",
    "detained_by_disposition",
    "detained_by_criminality",
    "book_ins_by_month",
    "book_outs_by_reason",
    "average_daily_population_by_agency",
    "facilities",
    "bond_by_month",
    "detained_by_custody_length",
)


def prepare_contents(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the temporary table `content`: each table of each sheet of each edition, with a hash of all it says."""
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE content AS
        SELECT document, edition, file, report_date, sheet, table_name,
               min(table_title) AS title, max(fiscal_year) AS fiscal_year, max(data_through) AS through,
               hash(list(struct_pack(row := row_label, value := value) ORDER BY row_number, column_number)) AS said,
               count(DISTINCT value) AS values, sum(abs(value)) AS mass, min(spot) AS first_spot, list(spot) AS spots
        FROM number GROUP BY document, edition, file, report_date, sheet, table_name
        """
    )


def prepare_misdated(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the temporary tables `misdated` (tables of files whose date ran backwards) and `republished` (files)."""
    connection.execute("CREATE OR REPLACE TEMP TABLE misdated (document VARCHAR, table_name VARCHAR)")
    connection.execute("CREATE OR REPLACE TEMP TABLE republished (document VARCHAR)")
    for finding in find_backwards(connection):
        if finding.kind == AGAIN.name:
            connection.execute("INSERT INTO republished VALUES (?)", [finding.document])
        else:
            connection.execute("INSERT INTO misdated VALUES (?, ?)", [finding.document, finding.table_name])


def find_stale(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Tables that repeat an earlier edition's numbers under another date."""
    query = """
        SELECT now.*, earlier.file AS earlier_file, earlier.through AS earlier_through, earlier.title AS earlier_title,
               earlier.first_spot AS earlier_spot
        FROM content AS now JOIN (FROM content ANTI JOIN misdated USING (document, table_name)) AS earlier
          ON now.table_name = earlier.table_name AND now.said = earlier.said AND earlier.edition < now.edition
        WHERE now.through > earlier.through AND now.values >= 3 AND now.mass > 60
        QUALIFY row_number() OVER (
            PARTITION BY now.document, now.sheet, now.table_name ORDER BY earlier.edition DESC, earlier.first_spot) = 1
        ORDER BY now.edition, now.sheet, now.first_spot
    """
    stories = Stories("stale")
    for row in rows_of(connection, query):
        yield Finding(
            STALE.name,
            stories.of(row, first_word(row["sheet"]), row["table_name"], row["said"], row["through"]),
            f"{spoken(row['table_name'])} is dated {in_words(row['through'])} and repeats, number by number, "
            f"the table of {row['earlier_file']}, dated {in_words(row['earlier_through'])}.",
            row["document"],
            row["report_date"],
            suspects=tuple(row["spots"]),
            witnesses=(row["earlier_spot"],),
            table_name=row["table_name"],
        )


def find_backwards(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Tables whose date lies before that of an earlier edition; and whole files of which that is true."""
    query = f"""
        WITH dated AS (
            SELECT document, edition, min(file) AS file, report_date, table_name, max(through) AS through,
                   arg_max(sheet, (through, -first_spot)) AS sheet, arg_max(said, (through, -first_spot)) AS said,
                   arg_max(spots, (through, -first_spot)) AS spots
            FROM content  -- a date too late says nothing of the editions after it
            WHERE through <= report_date + 3 AND table_name NOT LIKE 'segregation_of%'
            GROUP BY document, edition, report_date, table_name
        ), held AS (
            SELECT *, max(through) OVER before AS furthest, arg_max(file, through) OVER before AS furthest_file
            FROM dated WINDOW before AS (
                PARTITION BY table_name ORDER BY edition ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        ), counted AS (
            SELECT *, coalesce(avg((through < furthest)::INTEGER) FILTER (table_name IN {_RENEWED_EVERY_TIME})
                               OVER (PARTITION BY document), 0) >= {_MOST_OF_A_FILE} AS all_of_it
            FROM held
        )
        SELECT counted.*, same.file AS repeats, same.through AS repeats_through
        FROM counted ASOF LEFT JOIN content AS same
          ON same.table_name = counted.table_name AND same.said = counted.said AND same.edition < counted.edition
        WHERE counted.through < counted.furthest ORDER BY counted.edition, counted.sheet, counted.table_name
    """
    stories = Stories("behind")
    told: set[str] = set()
    for row in rows_of(connection, query):
        if row["all_of_it"]:
            if row["document"] not in told:
                told.add(row["document"])
                yield _republished(row)
            continue
        yield Finding(
            BACKWARDS.name,
            stories.of(row, "", first_word(row["sheet"]), row["through"], _cause(row)),
            f"{spoken(row['table_name'])} is dated {in_words(row['through'])}; {row['furthest_file']} had it up to "
            f"{in_words(row['furthest'])} already, and {_why_behind(row)}.",
            row["document"],
            row["report_date"],
            suspects=tuple(row["spots"]),
            table_name=row["table_name"],
        )


def _cause(row: dict[str, Any]) -> str:
    """Why a table is behind: its numbers are new, or old, or those of an edition with a later date."""
    if not row["repeats"]:
        return "new"
    return "misdated" if row["repeats_through"] and row["repeats_through"] > row["through"] else "old"


def _why_behind(row: dict[str, Any]) -> str:
    if _cause(row) == "new":
        return "its numbers stand in no earlier edition held: the date is wrong, or an old sheet came back"
    if _cause(row) == "misdated":
        return f"its numbers are those of {row['repeats']}, dated {in_words(row['repeats_through'])}: the date is wrong"
    return f"its numbers are those of {row['repeats']}: an old table was put up again"


def _republished(row: dict[str, Any]) -> Finding:
    return Finding(
        AGAIN.name,
        f"again:{row['document'][:12]}",
        f"The data of {row['file']} end on {in_words(row['through'])}; {row['furthest_file']}, public before, "
        f"goes up to {in_words(row['furthest'])}.",
        row["document"],
        row["report_date"],
        suspects=(),
        witnesses=(Place(row["document"], row["sheet"], "A1"),),
    )


def find_standstill(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Tables that a file repeats, date and all, while most tables of the kind that is renewed each time moved."""
    query = f"""
        WITH held AS (
            SELECT document, edition, report_date, sheet, table_name, said, through, first_spot, file, values
            FROM content WHERE table_name IN {_RENEWED_EVERY_TIME}
            QUALIFY row_number() OVER (PARTITION BY document, table_name ORDER BY through DESC, first_spot) = 1
        ), compared AS (
            SELECT *, said = lag(said) OVER edition AND through = lag(through) OVER edition AS stands,
                   lag(file) OVER edition AS last_file
            FROM held WINDOW edition AS (PARTITION BY table_name ORDER BY edition)
        )
        SELECT * FROM (SELECT *, avg(stands::INTEGER) OVER (PARTITION BY document) AS standing FROM compared)
        WHERE stands AND values > 3 AND standing < 0.5 ORDER BY edition, sheet, table_name
    """
    for (document,), rows in grouped(rows_of(connection, query), "document"):
        first = rows[0]
        yield Finding(
            STANDSTILL.name,
            f"standstill:{document[:12]}",
            f"{listed(spoken(row['table_name']) for row in rows)} stand{'s' if len(rows) == 1 else ''} as in "
            f"{first['last_file']}, dated {in_words(first['through'])}, while the rest of the file was renewed.",
            document,
            first["report_date"],
            suspects=tuple(row["first_spot"] for row in rows),
            table_name=first["table_name"] if len(rows) == 1 else "",
        )
