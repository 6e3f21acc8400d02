"""The book as the checks see it: every number with its place in the order of knowledge, and its series.

Two temporary tables on the connection: `edition` numbers the documents in the order in which they
became public; `number` holds every row of `observation` with its edition, and with `series`, which
is the same for numbers that differ in nothing but the period they describe.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import duckdb

from tallybook.dimensions import DIMENSIONS

CODED = tuple(dimension.name for dimension in DIMENSIONS if dimension.name != "facility")
"""Dimensions whose rows are told by a code; facilities are told by their names."""

_MONTH = 31  # days; what is longer is a year to date, whose end moves on from edition to edition

COUNTS = ("persons", "events", "hearings")


_TEXTS = (
    "document",
    "file",
    "sheet",
    "cell",
    "table_name",
    "table_title",
    "quantity",
    "unit",
    "value_status",
    "row_label",
    "column_label",
    "facility_label",
    "technology_group",
    "facility_type_group",
)
_PLAIN = (
    "row_number",
    "column_number",
    "value",
    "is_total",
    "fiscal_year",
    "reference_start",
    "reference_end",
    "data_through",
    "report_date",
)


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the temporary tables `edition` and `number`.

    In `number` a label that no vocabulary knows stands for its code. Numbers of one series with the
    same `reference_start` and `period_end` are editions of one number; of a year to date
    `period_end` is null, because its end moves on.
    """
    codes = {name: f"coalesce({name}, {name}_label)" for name in CODED}
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE edition AS
        SELECT document, file, report_date, row_number() OVER (ORDER BY report_date, file) AS edition FROM document
        """
    )
    # Texts as members of a list: a tenth of the memory, and comparisons of numbers.
    texts = {name: name for name in _TEXTS} | codes
    for name, text in texts.items():
        members = f"SELECT DISTINCT {text} AS member FROM observation WHERE {text} IS NOT NULL ORDER BY member"
        connection.execute(f"CREATE OR REPLACE TEMP TYPE {name}_text AS ENUM ({members})")
    listed = ", ".join(f"({text})::{name}_text AS {name}" for name, text in texts.items())
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE number AS
        WITH numbers AS (SELECT *, rowid AS spot FROM observation)
        SELECT spot, edition.edition, {listed}, {", ".join(f"numbers.{name}" for name in _PLAIN)},
               CASE WHEN reference_end - reference_start <= {_MONTH} OR table_name LIKE 'segregation_of%'
                    THEN reference_end END AS period_end,
               hash(table_name, quantity, unit, is_total, coalesce(facility, facility_label),
                    {", ".join(codes.values())}) AS series
        FROM numbers JOIN (SELECT document, edition FROM edition) AS edition USING (document)
        """
    )


def rows_of(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    """The rows of a query as mappings."""
    found = connection.execute(query)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def grouped(rows: Iterable[dict[str, Any]], *names: str) -> Iterator[tuple[tuple[Any, ...], list[dict[str, Any]]]]:
    """Rows that are alike in these columns, with what they share; they must come in that order."""
    for key, found in groupby(rows, itemgetter(*names)):
        yield key if len(names) > 1 else (key,), list(found)
