"""Labels, rows and tables from edition to edition: missing for once, renamed, gone, new."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb

from tallybook.checks.finding import Finding, Kind
from tallybook.checks.numbers import CODED, grouped, rows_of
from tallybook.dimensions import DIMENSIONS
from tallybook.prose import figure, in_words, listed, period_words, spoken

MISSING = Kind(
    "row_missing",
    "error",
    "A row or column that the editions before and after print is not there.",
)
RENAMED = Kind(
    "label_renamed",
    "note",
    "A label ends as another begins with about its number: renamed, perhaps redefined.",
)
ENDED = Kind(
    "label_gone",
    "note",
    "A label that several editions in a row had printed is not there any more.",
)
NEW = Kind(
    "label_new",
    "note",
    "A label that no earlier edition printed in this table.",
)
TABLE_NEW = Kind("table_new", "note", "A table that no earlier edition printed.")
TABLE_GONE = Kind("table_gone", "note", "A table that the editions before printed is not there.")

# Tables whose rows come and go by nature: lists of facilities and countries, areas' technologies.
_LISTS = (
    "facilities",
    "segregation_by_facility",
    "detained_stateless",
    "transgender_population",
    "segregation_of_vulnerable_populations",
)

_RUNS_ON = 0.15  # how near the number of a new label must be to that of an old one
_BY_PERIOD = (
    "^(segregation_|bond_by_month|book_ins_by_month|average_|detained_by_custody_length|in_custody_length_of_stay)"
)
_BY_YEAR = "^(parole|armed|us_citizen|parents|tps)"


def prepare_labels(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the temporary tables `printed` (labels of each table by edition) and `turn` (editions of each table).

    A label of a table by fiscal year is its year; technologies of areas come and go and are left out.
    """
    split = " UNION ALL ".join(
        f"SELECT spot, '{name}' AS dimension, {name} AS code, {_group(name)} AS family FROM counted "
        f"WHERE {name} IS NOT NULL" + (" AND table_name <> 'atd_by_aor'" if name == "technology" else "")
        for name in CODED
    )
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE printed AS
        WITH counted AS (
            SELECT *, max(reference_end) OVER (PARTITION BY document, table_name) AS newest
            FROM number ANTI JOIN misdated USING (document, table_name)
            WHERE table_name NOT IN {_LISTS} AND unit IN ('persons', 'events', 'hearings')
              AND document NOT IN (FROM republished)
            QUALIFY coalesce(reference_end >= newest - 31, TRUE) OR regexp_matches(table_name, '{_BY_YEAR}')
        ), split AS (
            {split}
            UNION ALL
            SELECT spot, 'fiscal_year', year(reference_start + 92)::VARCHAR AS code, code FROM counted
            WHERE regexp_matches(table_name, '{_BY_YEAR}') AND reference_start IS NOT NULL
        ), periods AS (
            SELECT *, 'period' AS dimension, strftime(reference_start, '%Y-%m-%d') AS code, code AS family FROM number
            WHERE regexp_matches(table_name, '{_BY_PERIOD}') AND reference_start IS NOT NULL
              AND period_end IS NOT NULL AND value IS NOT NULL AND document NOT IN (FROM republished)
        )
        SELECT document, edition, min(file) AS file, min(report_date) AS report_date, table_name,
               dimension, code, min(family) AS family, min(spot) AS spot,
               max(value) FILTER (reference_end = newest) AS value
        FROM split JOIN counted USING (spot) GROUP BY document, edition, table_name, dimension, code
        UNION ALL
        SELECT document, edition, min(file), min(report_date), table_name, dimension, code, min(family), min(spot), NULL
        FROM periods GROUP BY document, edition, table_name, dimension, code
        """
    )
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE turn AS
        SELECT *, row_number() OVER (PARTITION BY table_name ORDER BY edition) AS turn
        FROM (SELECT DISTINCT table_name, document, edition, file, report_date
              FROM content ANTI JOIN misdated USING (document, table_name)
              WHERE document NOT IN (FROM republished))
        """
    )


def _group(dimension: str) -> str:
    """The coarser code that bridges renamed labels, where a dimension has one."""
    grouped = next(found for found in DIMENSIONS if found.name == dimension).has_group
    return f"coalesce({dimension}_group, {dimension})" if grouped else dimension


def find_missing(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Labels that one edition lacks, between two that print them."""
    query = """
        WITH seen AS (
            SELECT p.*, turn, lead(turn) OVER label AS next, lead(p.report_date) OVER label AS next_date,
                   lead(spot) OVER label AS next_spot, lag(turn) OVER label AS last
            FROM (SELECT table_name, edition, report_date, dimension, family AS code, min(spot) AS spot,
                         max(value) AS value FROM printed GROUP BY ALL) AS p JOIN turn USING (table_name, edition)
            WINDOW label AS (PARTITION BY table_name, dimension, code ORDER BY edition)
        )
        SELECT seen.*, t.document AS lacking, t.file AS lacking_file, t.edition AS lacking_edition,
               c.sheet AS lacking_sheet, c.first_spot
        FROM seen JOIN turn AS t ON t.table_name = seen.table_name AND t.turn = seen.turn + 1
        JOIN (SELECT document, table_name, min(sheet) AS sheet, min(first_spot) AS first_spot
              FROM content GROUP BY ALL) AS c
          ON c.document = t.document AND c.table_name = t.table_name
        WHERE seen.next = seen.turn + 2
          AND (seen.last = seen.turn - 1 OR seen.dimension = 'period')
          AND (seen.value >= 20 OR seen.dimension IN ('fiscal_year', 'period'))
        ORDER BY lacking_edition, seen.table_name, seen.spot, seen.dimension, seen.code
    """
    for (document, table), rows in grouped(rows_of(connection, query), "lacking", "table_name"):
        yield Finding(
            MISSING.name,
            f"missing:{document[:12]}",
            f"{spoken(table)} does not print {_spoken_all(rows)}, which the editions before and after print.",
            document,
            max(row["next_date"] for row in rows),
            suspects=(),
            witnesses=(rows[0]["first_spot"], *(spot for row in rows for spot in (row["spot"], row["next_spot"]))),
            table_name=table,
            certainty=0.9,
        )


def _missing_once(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Tables that one file lacks, between two that print them."""
    query = """
        WITH files AS (
            SELECT *, row_number() OVER (ORDER BY edition) AS place
            FROM edition WHERE document NOT IN (FROM republished)
        ), told AS (
            SELECT table_name, place, min(first_spot) AS spot, lead(place) OVER run AS next_place,
                   lead(min(first_spot)) OVER run AS next_spot
            FROM content JOIN files USING (document) GROUP BY table_name, place
            WINDOW run AS (PARTITION BY table_name ORDER BY place)
        )
        SELECT lacking.document, lacking.edition, next.report_date AS known_from,
               list(table_name ORDER BY table_name) AS tables, list(spot ORDER BY table_name) AS spots,
               list(next_spot ORDER BY table_name) AS next_spots
        FROM told JOIN files AS lacking ON lacking.place = told.place + 1
        JOIN files AS next ON next.place = told.place + 2
        WHERE next_place = told.place + 2 GROUP BY lacking.document, lacking.edition, next.report_date
        ORDER BY lacking.edition
    """
    for row in rows_of(connection, query):
        yield Finding(
            MISSING.name,
            f"labels:{row['document'][:12]}",
            f"Not in this file, though the editions before and after have it: "
            f"{listed((spoken(table) for table in row['tables']), 6)}.",
            row["document"],
            row["known_from"],
            suspects=(),
            witnesses=(*row["spots"], *row["next_spots"]),
            table_name=row["tables"][0] if len(row["tables"]) == 1 else "",
            certainty=0.9,
        )


def find_turnover(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Labels that end and begin, paired where one follows on the other; one finding for each table and edition."""
    query = """
        WITH told AS (
            SELECT p.*, turn, max(turn) OVER (PARTITION BY p.table_name) AS last_turn,
                   lag(turn) OVER label AS seen_last, lead(turn) OVER label AS seen_next,
                   count(*) OVER (PARTITION BY p.table_name, p.dimension, p.code ORDER BY p.edition) AS times
            FROM printed AS p JOIN turn USING (table_name, edition)
            WINDOW label AS (PARTITION BY p.table_name, p.dimension, p.code ORDER BY p.edition)
        ), began AS (
            SELECT document, edition, report_date, table_name, dimension, turn, code, spot, value FROM told
            WHERE turn > 3 AND seen_last IS NULL AND dimension NOT IN ('fiscal_year', 'period')
        ), ended AS (
            SELECT t.document, t.edition, t.report_date, told.table_name, dimension, t.turn, code, spot, value
            FROM told JOIN turn AS t ON t.table_name = told.table_name AND t.turn = told.turn + 1
            WHERE coalesce(seen_next, 0) <> told.turn + 1 AND times >= 3 AND coalesce(value, 0) >= 20
              AND dimension NOT IN ('fiscal_year', 'period')
        )
        SELECT document, edition, report_date, table_name,
               list(struct_pack(dimension := dimension, code := code, spot := spot, value := value, ends := ends)
                    ORDER BY spot, dimension, code) AS labels
        FROM (SELECT *, FALSE AS ends FROM began UNION ALL SELECT *, TRUE FROM ended)
        GROUP BY ALL ORDER BY edition, table_name
    """
    for row in rows_of(connection, query):
        ended = [label for label in row["labels"] if label["ends"]]
        began = [label for label in row["labels"] if not label["ends"]]
        for old in list(ended):
            new = next((label for label in began if _follows_on(old, label)), None)
            if new:
                ended.remove(old)
                began.remove(new)
                yield _turned(
                    RENAMED,
                    row,
                    f"In {spoken(row['table_name'])} {_spoken(old)} ({figure(old['value'])}) ends as {_spoken(new)} "
                    f"({figure(new['value'])}) begins: the same people or events, it seems, under another name.",
                    [new],
                    [old],
                )
        for kind, labels, what in ((ENDED, ended, "not printed any more"), (NEW, began, "printed for the first time")):
            if labels:
                names, verb = listed(_spoken(label) for label in labels), "is" if len(labels) == 1 else "are"
                sentence = f"In {spoken(row['table_name'])} {names} {verb} {what}."
                yield _turned(kind, row, sentence, labels if kind is NEW else [], labels if kind is ENDED else [])


def _turned(
    kind: Kind, row: dict[str, Any], sentence: str, new: list[dict[str, Any]], old: list[dict[str, Any]]
) -> Finding:
    return Finding(
        kind.name,
        f"labels:{row['document'][:12]}",
        sentence,
        row["document"],
        row["report_date"],
        suspects=(),
        witnesses=tuple(label["spot"] for label in (*old, *new)),
        table_name=row["table_name"],
        certainty=0.9 if kind is not RENAMED else 0.8,
    )


def _follows_on(old: dict[str, Any], new: dict[str, Any]) -> bool:
    if old["dimension"] != new["dimension"] or not old["value"] or not new["value"]:
        return False
    return bool(abs(new["value"] / old["value"] - 1) < _RUNS_ON)


def _spoken_all(labels: list[dict[str, Any]]) -> str:
    if all(label["dimension"] == "period" for label in labels):
        days = [date.fromisoformat(label["code"]) for label in labels]
        return f"the period{'s' if len(days) > 1 else ''} from {listed(in_words(day) for day in sorted(days))}"
    return listed(map(_spoken, labels))


def _spoken(label: dict[str, Any]) -> str:
    return f"{label['dimension'].replace('_', ' ')} {label['code'].replace('_', ' ')!r}"


def find_tables(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Tables that begin, and tables that the edition before printed and this one does not."""
    query = """
        WITH seen AS (SELECT DISTINCT table_name, document, edition FROM content), files AS (
            SELECT document, file, report_date, edition, row_number() OVER (ORDER BY edition) AS place
            FROM edition WHERE document NOT IN (FROM republished)
        ), told AS (
            SELECT t.table_name, row_number() OVER run AS turn, place, lead(place) OVER run AS next_place,
                   (SELECT min(first_spot) FROM content AS c
                    WHERE c.document = t.document AND c.table_name = t.table_name) AS spot
            FROM seen AS t JOIN files USING (document)
            WINDOW run AS (PARTITION BY t.table_name ORDER BY place)
        )
        SELECT files.*, 'new' AS what, list(table_name) AS tables, list(spot) AS spots
        FROM told JOIN files USING (place) WHERE turn = 1 AND place > 3 GROUP BY ALL
        UNION ALL
        SELECT files.*, 'gone', list(table_name), list(spot)
        FROM told JOIN files ON files.place = told.place + 1
        WHERE coalesce(next_place, 0) <> told.place + 1 AND turn > 1 GROUP BY ALL
        ORDER BY edition
    """
    yield from _missing_once(connection)
    for row in rows_of(connection, query):
        kind = TABLE_NEW if row["what"] == "new" else TABLE_GONE
        verb = "printed for the first time" if kind is TABLE_NEW else "not printed here; the edition before had"
        tables = listed((spoken(table) for table in sorted(row["tables"])), 6)
        them = ("it" if len(row["tables"]) == 1 else "them") if kind is TABLE_GONE else ""
        yield Finding(
            kind.name,
            f"labels:{row['document'][:12]}",
            f"{tables} {'is' if len(row['tables']) == 1 else 'are'} {verb}{' ' + them if them else ''}.",
            row["document"],
            row["report_date"],
            suspects=(),
            witnesses=tuple(row["spots"]),
            table_name=row["tables"][0] if len(row["tables"]) == 1 else "",
        )


def find_holes(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Months or quarters that a table of many leaves out between two that it prints."""
    query = """
        WITH periods AS (
            SELECT document, edition, report_date, table_name, reference_start AS since, max(reference_end) AS until,
                   min(spot) AS spot
            FROM number
            WHERE regexp_matches(table_name, '^(segregation_|bond_by_month)') AND reference_start IS NOT NULL
            GROUP BY document, edition, report_date, table_name, since
        )
        SELECT *, lead(since) OVER run AS next, lead(spot) OVER run AS next_spot FROM periods
        WINDOW run AS (PARTITION BY document, table_name ORDER BY since)
        QUALIFY next > until + 1 ORDER BY edition, table_name, since
    """
    for row in rows_of(connection, query):
        yield Finding(
            MISSING.name,
            f"missing:{row['document'][:12]}",
            f"{spoken(row['table_name'])} goes from {period_words(row['since'], row['until'])} straight on to what "
            f"begins on {in_words(row['next'])}.",
            row["document"],
            row["report_date"],
            suspects=(),
            witnesses=(row["spot"], row["next_spot"]),
            table_name=row["table_name"],
        )
