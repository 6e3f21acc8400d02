"""The Facilities sheet: columns that stand still or hold another's numbers, rows and dates that the averages belie."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt

from tallybook.calendar import fiscal_year, fiscal_year_end
from tallybook.checks.continuity import BLIP
from tallybook.checks.finding import Finding, Kind
from tallybook.checks.numbers import grouped, rows_of
from tallybook.checks.stories import Stories
from tallybook.prose import figure, in_words, listed

FROZEN = Kind(
    "column_not_renewed",
    "error",
    "A column of the Facilities sheet stands as in the edition before, while the columns beside it were renewed.",
)
MIXED = Kind(
    "column_holds_another",
    "error",
    "A column of the Facilities sheet holds the numbers of another.",
)
AVERAGED = Kind(
    "averages_belie_the_date",
    "error",
    "The averages of the sheet are over another number of days than its date says.",
)
FOREIGN = Kind(
    "rows_of_another_day",
    "error",
    "Some rows of the Facilities sheet are averages over other days than the rest: they were taken from elsewhere.",
)
LENGTH = Kind(
    "list_of_another_length",
    "warning",
    "The list of facilities is far longer or shorter than in the editions before.",
)

_COLUMN = "concat_ws(' ', quantity, sex, criminality, classification_level, threat_level)"


def find_frozen(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Columns whose numbers are nearly all those of the edition before, while those of the others are not."""
    query = f"""
        WITH held AS (
            SELECT document, edition, file, report_date, upper(facility_label::VARCHAR) AS facility,
                   {_COLUMN} AS what, min(column_label) AS heading, min(value) AS value, min(spot) AS spot
            FROM number ANTI JOIN misdated USING (document, table_name)
            WHERE table_name = 'facilities' AND unit IN ('persons', 'days') AND value > 1
              AND quantity <> 'guaranteed_minimum_beds' AND document NOT IN (FROM republished)
            GROUP BY document, edition, file, report_date, facility, what HAVING count(*) = 1
        ), turns AS (
            SELECT edition, lag(edition) OVER (ORDER BY edition) AS last FROM (SELECT DISTINCT edition FROM held)
        ), shares AS (
            SELECT now.document, now.edition, now.report_date, now.what, min(now.heading) AS heading,
                   min(now.file) AS file, min(last.file) AS last_file, count(*) AS rows,
                   avg((now.value = last.value)::INTEGER) AS same,
                   list(now.spot ORDER BY now.spot) AS spots, list(last.spot ORDER BY last.spot) AS last_spots
            FROM held AS now JOIN turns ON turns.edition = now.edition
            JOIN held AS last ON last.edition = turns.last AND last.facility = now.facility AND last.what = now.what
            GROUP BY now.document, now.edition, now.report_date, now.what HAVING count(*) >= 10
        )
        SELECT *, median(same) OVER (PARTITION BY document) AS usual FROM shares
        QUALIFY same > 0.5 AND same > usual + 0.4 ORDER BY edition, what
    """
    stories = Stories("frozen")
    for row in rows_of(connection, query):
        yield Finding(
            FROZEN.name,
            stories.of(row, row["what"], row["what"]),
            f"In {row['file']} {row['same']:.0%} of the numbers under {row['heading']!r} are those of "
            f"{row['last_file']}; of the other columns {row['usual']:.0%} are.",
            row["document"],
            row["report_date"],
            suspects=tuple(row["spots"]),
            witnesses=tuple(row["last_spots"]),
            table_name="facilities",
        )


def find_mixed(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Sheets on which the length of stay is, facility by facility, the number of people held."""
    query = """
        WITH rows AS (
            SELECT document, edition, report_date, sheet, row_number,
                   min(value) FILTER (quantity = 'mean_days_of_stay') AS days,
                   sum(value) FILTER (sex IS NOT NULL) AS people,
                   min(spot) FILTER (quantity = 'mean_days_of_stay') AS spot
            FROM number WHERE table_name = 'facilities'
            GROUP BY document, edition, report_date, sheet, row_number
        )
        SELECT document, edition, report_date, sheet, count(*) AS rows,
               count(*) FILTER (abs(days - people) < 0.05) AS same, list(spot ORDER BY spot) AS spots
        FROM rows WHERE people > 1 AND days > 0 GROUP BY document, edition, report_date, sheet
        HAVING same > 0.3 * rows AND rows >= 20 ORDER BY edition
    """
    for row in rows_of(connection, query):
        yield Finding(
            MIXED.name,
            f"mixed:{row['document'][:12]}",
            f"At {row['same']} of {row['rows']} facilities the average length of stay is the number of people held.",
            row["document"],
            row["report_date"],
            suspects=tuple(row["spots"]),
            table_name="facilities",
        )


_MOST_DAYS, _WHOLE = 366, 2e-4
_FEWEST, _FITTING, _OFF = 30, 0.9, 3


def find_days(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Sheets, and rows of sheets, whose averages are not over the days that the date says.

    An average daily population of the year to date is a whole number of days of detention, divided by the
    days since 1 October. The smallest number of days that makes nearly all averages of a sheet whole is
    therefore the number of days they are over.
    """
    query = """
        SELECT document, edition, report_date, sheet, max(data_through) AS through, min(reference_start) AS since,
               list(value ORDER BY spot) AS values, list(spot ORDER BY spot) AS spots,
               list(row_number ORDER BY spot) AS rows, list(facility_label::VARCHAR ORDER BY spot) AS names
        FROM number WHERE table_name = 'facilities' AND sex IS NOT NULL AND value <> round(value)
        GROUP BY document, edition, report_date, sheet ORDER BY edition, sheet
    """
    for row in rows_of(connection, query):
        values = np.array(row["values"])
        if len(values) < _FEWEST or not row["through"] or not row["since"] or row["through"] < row["since"]:
            continue
        days, fits = _days_of(values)
        if days is None:
            continue
        since = row["since"]
        end = min(row["through"], fiscal_year_end(fiscal_year(since)))
        if abs(days - (end - since).days) >= _OFF and abs(days - (end - since).days - 1) >= _OFF:
            yield _belied(row, days, since)
        if not fits.all():
            yield _foreign(connection, row, days, fits)


def _days_of(values: npt.NDArray[np.float64]) -> tuple[int | None, npt.NDArray[np.bool_]]:
    """The smallest number of days that makes nearly all averages whole, and which it makes so."""
    for days in range(2, _MOST_DAYS + 1):
        whole = values * days
        fits = np.abs(whole - np.round(whole)) < _WHOLE * max(1, days / 50)
        if fits.mean() >= _FITTING:
            return days, fits
    return None, np.zeros(len(values), dtype=bool)


def _belied(row: dict[str, Any], days: int, since: date) -> Finding:
    return Finding(
        AVERAGED.name,
        f"days:{row['document'][:12]}",
        f"'facilities' is dated {in_words(row['through'])}; its averages are over {days} days, to about "
        f"{in_words(since + timedelta(days=days))}.",
        row["document"],
        row["report_date"],
        suspects=tuple(row["spots"]),
        table_name="facilities",
        certainty=0.9,
    )


def _foreign(
    connection: duckdb.DuckDBPyConnection, row: dict[str, Any], days: int, fits: npt.NDArray[np.bool_]
) -> Finding:
    names = [name for name, fit in zip(row["names"], fits, strict=True) if not fit]
    lines = sorted({line for line, fit in zip(row["rows"], fits, strict=True) if not fit})
    places = len(lines)
    whole_rows = connection.execute(
        "SELECT spot FROM number WHERE document = ? AND sheet = ? AND table_name = 'facilities' "
        "AND list_contains(?, row_number) ORDER BY spot",
        [row["document"], row["sheet"], lines],
    ).fetchall()
    return Finding(
        FOREIGN.name,
        f"foreign:{row['document'][:12]}",
        f"The numbers of {places} {'facility' if places == 1 else 'facilities'} ({listed(names)}) are no averages over "
        f"the {days} days of the rest of the sheet: they are of another day, or another facility's.",
        row["document"],
        row["report_date"],
        suspects=tuple(spot for (spot,) in whole_rows),
        table_name="facilities",
        certainty=0.9,
    )


def find_length(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Lists of facilities far longer or shorter than the median of the five editions before."""
    query = """
        WITH lists AS (
            SELECT document, edition, report_date, sheet, count(DISTINCT row_number) AS rows,
                   list(spot ORDER BY spot) AS spots
            FROM number ANTI JOIN misdated USING (document, table_name)
            WHERE table_name = 'facilities' AND document NOT IN (FROM republished)
            GROUP BY document, edition, report_date, sheet
        )
        SELECT *, median(rows) OVER before AS usual, count(*) OVER before AS editions FROM lists
        WINDOW before AS (ORDER BY edition, sheet ROWS BETWEEN 5 PRECEDING AND 1 PRECEDING)
        QUALIFY editions >= 3 AND (rows > 1.5 * usual OR rows < 0.7 * usual) ORDER BY edition
    """
    for row in rows_of(connection, query):
        yield Finding(
            LENGTH.name,
            f"length:{row['document'][:12]}",
            f"'facilities' lists {figure(row['rows'])} places; the editions before listed about "
            f"{figure(row['usual'])}.",
            row["document"],
            row["report_date"],
            suspects=tuple(row["spots"]),
            table_name="facilities",
        )


_FACILITY = 50  # people held on average; smaller places come and go


def find_facility_blips(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Facilities whose average population of the year left its level for one edition, and came back with the next."""
    query = f"""
        WITH held AS (
            SELECT document, edition, file, report_date, sheet, row_number, min(facility_label) AS facility,
                   reference_start, sum(value) AS people, list(spot ORDER BY spot) AS spots
            FROM number ANTI JOIN misdated USING (document, table_name)
            WHERE table_name = 'facilities' AND sex IS NOT NULL AND value IS NOT NULL
              AND document NOT IN (FROM republished)
            GROUP BY document, edition, file, report_date, sheet, row_number, reference_start
        ), named AS (
            SELECT * FROM held QUALIFY count(*) OVER (PARTITION BY document, sheet, facility) = 1
        ), run AS (
            SELECT *, lag(people) OVER run AS before, lead(people) OVER run AS after,
                   lag(spots) OVER run AS before_spots,
                   lead(report_date) OVER run AS after_report_date
            FROM named WINDOW run AS (PARTITION BY upper(facility), reference_start ORDER BY edition, sheet)
        )
        SELECT * FROM run WHERE people > 0 AND before > 0 AND after > 0 AND greatest(people, before) >= {_FACILITY}
          AND abs(ln(people / before)) > 0.7 AND abs(ln(after / before)) < 0.25
          AND abs(ln(after / before)) < 0.3 * abs(ln(people / before))
        ORDER BY edition, after_report_date, people DESC, facility
    """
    for (document, known_from), found in grouped(rows_of(connection, query), "document", "after_report_date"):
        first, *others = found
        more = f" ({len(others)} more facilities of the sheet)" if others else ""
        yield Finding(
            BLIP.name,
            f"blip:{document[:12]}:facilities",
            f"{first['facility']} holds {figure(round(first['people']))} people on average in this edition only; "
            f"before it was {figure(round(first['before']))}, in the next edition {figure(round(first['after']))}"
            f"{more}.",
            document,
            known_from,
            suspects=tuple(spot for row in (first, *others) for spot in row["spots"]),
            witnesses=tuple(spot for row in (first, *others) for spot in row["before_spots"]),
            table_name="facilities",
            certainty=0.9,
            weight=abs(first["people"] - first["before"]),
        )
