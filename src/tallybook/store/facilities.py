"""The facilities of a book: each name as printed with the code it stands for, and the days on which it was."""

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from tallybook.schema import FACILITY, FACILITY_NAME
from tallybook.sources.ice_detention_statistics.facility_identity import (
    Facility,
    evened,
    facility_code,
    facility_code_of_name,
    facility_code_of_printed_code,
    load_facilities,
    unplaced_names,
)

_LISTED = "facilities"  # the published table whose rows have a place
_KEY = ("table_name", "name", "city", "state", "printed_code")
# Every name of the book, of listings with its place, of other sheets without.
_PRINTED = f"""
    SELECT '{_LISTED}' AS table_name, name, city, state, NULL::VARCHAR AS printed_code, report_date
    FROM facility_listing WHERE name IS NOT NULL
    UNION ALL
    SELECT table_name, facility_label, NULL, NULL, facility, report_date
    FROM observation WHERE facility_label IS NOT NULL AND NOT is_total AND table_name <> '{_LISTED}'"""
_SEEN = (
    f"SELECT {', '.join(_KEY)}, min(report_date) AS first_seen, max(report_date) AS last_seen "
    f"FROM ({_PRINTED}) GROUP BY ALL"
)


def facility_tables(connection: duckdb.DuckDBPyConnection) -> Mapping[str, pa.Table]:
    """The tables `facility_name` and `facility` that the printed tables of a connection make."""
    known = {facility.code: facility for facility in load_facilities()}
    names = connection.sql(f"{_SEEN} ORDER BY ALL").to_arrow_table().to_pylist()
    for row in names:
        row["code"] = _code_of(row)
        row["because"] = _because(row, known.get(row["code"])) or None
    seen: dict[str, list[Mapping[str, Any]]] = {}
    for row in names:
        if row["code"]:
            seen.setdefault(row["code"], []).append(row)
    facilities = [_facility(known[code], rows) for code, rows in sorted(seen.items())]
    return {
        FACILITY_NAME.name: pa.Table.from_pylist(names, schema=FACILITY_NAME.arrow_schema()),
        FACILITY.name: pa.Table.from_pylist(facilities, schema=FACILITY.arrow_schema()),
    }


def _code_of(row: Mapping[str, Any]) -> str | None:
    if row["table_name"] == _LISTED:
        return facility_code(row["name"], row["city"], row["state"])
    return facility_code_of_name(row["name"]) or facility_code_of_printed_code(row["printed_code"] or "")


def _because(row: Mapping[str, Any], facility: Facility | None) -> str:
    """Why a name stands for its facility; where it stands for none, why not."""
    if facility is None:
        return next((each.because for each in unplaced_names() if each.name == evened(row["name"])), "")
    if row["table_name"] == _LISTED:
        return facility.because
    name = evened(row["name"])
    return next((form.because for form in facility.names if form.name == name), "")


def _facility(facility: Facility, names: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "code": facility.code,
        "name": facility.name,
        "city": facility.city,
        "state": facility.state,
        "first_seen": min(row["first_seen"] for row in names),
        "last_seen": max(row["last_seen"] for row in names),
    }


def as_of_queries(whole: str) -> Mapping[str, str]:
    """How both tables are asked as of a day: days seen anew, from the listings that were public by then.

    Args:
        whole: the database that holds all that is known; names without a database are as of the day.
    """
    same = " AND ".join(f"seen.{column} IS NOT DISTINCT FROM known.{column}" for column in _KEY)
    names = ", ".join(
        f"{'seen' if column in (*_KEY, 'first_seen', 'last_seen') else 'known'}.{column}"
        for column in FACILITY_NAME.column_names()
    )
    return {
        FACILITY_NAME.name: (
            f"SELECT {names} FROM ({_SEEN}) AS seen JOIN {whole}.{FACILITY_NAME.name} AS known ON {same}"
        ),
        FACILITY.name: (
            "SELECT f.code, f.name, f.city, f.state, min(n.first_seen) AS first_seen, max(n.last_seen) AS last_seen "
            f"FROM {whole}.{FACILITY.name} AS f JOIN {FACILITY_NAME.name} AS n ON n.code = f.code GROUP BY ALL"
        ),
    }
