"""Parts against their printed totals, on every level on which a table prints one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb

from tallybook.checks.finding import Finding, Kind
from tallybook.checks.numbers import CODED, rows_of
from tallybook.checks.stories import Stories
from tallybook.prose import figure, in_words, spoken

SUMS = Kind(
    "parts_do_not_add_up",
    "error",
    "A printed total is not the sum of the parts that the same table prints.",
)
TOTAL = Kind(
    "total_not_renewed",
    "note",
    "A total is the one of the edition before, to the last person, under another date: by chance, or carried over.",
)
MEAN = Kind(
    "mean_is_not_that_of_its_parts",
    "error",
    "A printed average is not the average of its parts, weighted by the people they count.",
)


@dataclass(frozen=True, slots=True)
class Sum:
    """A total that a table prints, and the parts that should make it.

    `total` and `part` are conditions on rows of `number`; rows that agree in everything but the
    dimensions `over` belong together.
    """

    table: str
    total: str
    part: str
    over: tuple[str, ...] = ()
    rows: str = "TRUE"  # of which rows of the table it speaks
    by_period: bool = True  # whether parts and total describe the same period
    counts_less: str = ""  # a part that may count less than in full: it is averaged over fewer days


def _split(table: str, dimension: str, but: str = "") -> Sum:
    """The codes of a dimension against its code `total`."""
    part = f"{dimension} <> 'total'" + (f" AND {dimension} <> '{but}'" if but else "")
    return Sum(table, f"{dimension} = 'total'", part, (dimension,))


_YEAR = "column_label IN ('Total', 'FY Overall', 'FY Overall Total')"
_MONTHS = (
    "book_ins_by_month",
    "book_outs_by_reason",
    "family_units_released_by_facility",
    "parole_requested",
    "parole_decisions",
)

SUMS_THAT_SHOULD_HOLD = (
    _split("atd_by_technology", "technology"),
    _split("atd_by_status", "family_status"),
    Sum("atd_by_aor", "aor = 'total'", "is_total AND aor <> 'total'", ("aor",), "technology IS NULL"),
    Sum("atd_by_aor", "technology IS NULL", "technology IS NOT NULL", ("technology",), "aor <> 'total'"),
    _split("atd_court_total_hearings", "attendance"),
    _split("atd_court_final_hearings", "attendance"),
    _split("detained_by_disposition", "facility_type"),
    _split("detained_by_disposition", "disposition"),
    _split("detained_with_fear_decision", "facility_type"),
    _split("detained_with_fear_decision_by_aor", "aor"),
    _split("detained_by_criminality", "criminality"),
    _split("detained_by_criminality", "agency"),
    _split("book_ins_by_month", "agency"),
    _split("book_ins_by_criminality", "facility_type"),
    _split("book_ins_by_criminality", "criminality"),
    _split("book_outs_by_facility_type", "facility_type"),
    _split("book_outs_by_reason", "criminality"),
    Sum(
        "book_outs_by_reason",
        "release_reason = 'total'",
        "criminality = 'total' AND release_reason NOT IN ('total', 'bonded_out')",
        ("release_reason", "criminality"),
        "column_label NOT IN ('Convicted Criminal', 'Pending Criminal Charges', 'Other Immigration Violator')",
    ),
    _split("average_daily_population_by_agency", "agency"),
    Sum("average_daily_population_by_agency", "criminality IS NULL", "criminality IS NOT NULL", ("criminality",)),
    Sum(
        "average_daily_population_by_facility_type",
        "facility_type = 'total'",
        "facility_type <> 'total'",
        ("facility_type",),
        counts_less="facility_type IN ('frc', 'fsc', 'emergency_fsc')",
    ),
    *(Sum(table, _YEAR, f"NOT {_YEAR}", by_period=False) for table in _MONTHS),
    _split("family_units_released_by_facility", "facility_type"),
    _split("detained_by_custody_length", "custody_length"),
    _split("detained_by_custody_length", "population"),
    Sum("segregation_by_facility", "is_total", "NOT is_total"),
    Sum(
        "segregation_of_vulnerable_populations",
        "placement_reason = 'total'",
        "placement_reason <> 'total'",
        ("placement_reason",),
    ),
    Sum(
        "transgender_population",
        "row_label ILIKE '%Location/Area of Responsibility%'",
        "aor IS NOT NULL",
        ("aor",),
    ),
    Sum(
        "transgender_population",
        "regexp_matches(row_label, '^(Total )?Currently Detained( Total)?$')",
        "final_order IS NOT NULL",
        ("final_order",),
    ),
    Sum("detained_stateless", "is_total", "NOT is_total", ("citizenship",)),
)

_COUNTED = 0.5  # counts are whole: half a person is no rounding
_ADDITIVE = ("persons", "events", "hearings", "usd_per_day")


def find_sums(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Every printed total that its parts do not make."""
    stories = Stories("sum")
    rows = [row for rule in SUMS_THAT_SHOULD_HOLD for row in _off(connection, rule)]
    for row in sorted(rows, key=lambda row: (row["edition"], row["sheet"], min(row["spots"]))):
        lead = f"The printed total ({row['row_label']}, {row['column_label']})"
        old = _old_total(connection, row)
        yield Finding(
            SUMS.name,
            stories.of(row, row["sheet"].strip(), row["table_name"], row["total"], row["parts"], row["start"]),
            f"{lead} is {figure(row['total'])}, its parts make {figure(row['parts'])} "
            f"({figure(abs(row['total'] - row['parts']))} {'less' if row['total'] > row['parts'] else 'more'}), "
            f"in {spoken(row['table_name'])}{_period(row)}{f'; it is the total of {old[0]}' if old else ''}.",
            row["document"],
            row["report_date"],
            suspects=tuple(sorted(row["spots"] + row["part_spots"])),
            witnesses=(old[1],) if old else (),
            table_name=row["table_name"],
            weight=abs(row["total"] - row["parts"]),
        )


_TELLING = 100  # smaller totals recur by chance


def _old_total(connection: duckdb.DuckDBPyConnection, row: dict[str, Any]) -> tuple[str, int] | None:
    """The last earlier file that prints the very total in its place, with the cell: it was not renewed."""
    if row["total"] < _TELLING:
        return None
    found = connection.execute(
        """
        SELECT file, number.spot FROM number JOIN (SELECT series FROM number WHERE spot = ?) USING (series)
        WHERE value = ? AND edition < ? ORDER BY edition DESC, number.spot LIMIT 1
        """,
        [row["spots"][0], row["total"], row["edition"]],
    ).fetchone()
    return (found[0], found[1]) if found else None


def _period(row: dict[str, Any]) -> str:
    start, end = row["start"], row["end"]
    if end is None:
        return ""
    return f", {in_words(end)}" if start == end else f", {in_words(start)} to {in_words(end)}"


def _off(connection: duckdb.DuckDBPyConnection, rule: Sum) -> list[dict[str, Any]]:
    alike = [name for name in CODED if name not in rule.over]
    alike += ["reference_start", "reference_end"] if rule.by_period else ["row_label"]
    less = f"coalesce(sum(value) FILTER ({rule.counts_less}), 0)" if rule.counts_less else "0"
    # Averages that are printed as whole numbers are each off by up to a half.
    query = f"""
        SELECT document, min(edition) AS edition, min(report_date) AS report_date, sheet, table_name,
               min(column_label) FILTER ({rule.total}) AS column_label,
               min(row_label) FILTER ({rule.total}) AS row_label,
               max(value) FILTER ({rule.total}) AS total, sum(value) FILTER ({rule.part}) AS parts,
               list(spot) FILTER ({rule.total}) AS spots, list(spot) FILTER ({rule.part}) AS part_spots,
               min(reference_start) FILTER ({rule.total}) AS start, max(reference_end) FILTER ({rule.total}) AS "end",
               {less} AS less,
               CASE WHEN bool_and(value = round(value)) AND quantity LIKE 'average%'
                    THEN 0.5 * (1 + count(*) FILTER ({rule.part})) ELSE {_COUNTED} END AS tolerance
        FROM number
        WHERE table_name = '{rule.table}' AND unit IN {_ADDITIVE} AND value IS NOT NULL AND {rule.rows}
        GROUP BY document, sheet, table_name, table_title, quantity, unit, {", ".join(alike)}
        HAVING count(*) FILTER ({rule.total}) = 1 AND (total - parts > tolerance OR parts - total > tolerance + less)
    """
    return rows_of(connection, query)


def find_old_totals(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Totals of ten thousand and more that are those of the edition before, of another day."""
    query = """
        WITH totals AS (
            SELECT *, lag(value) OVER run AS last_value, lag(reference_end) OVER run AS last_end,
                   lag(file) OVER run AS last_file, lag(spot) OVER run AS last_spot
            FROM number ANTI JOIN misdated USING (document, table_name)
            WHERE unit = 'persons' AND value >= 10000 AND reference_start = reference_end
              AND document NOT IN (FROM republished)
              AND (aor = 'total' OR family_status = 'total' OR technology = 'total'
                   OR disposition = 'total' AND facility_type = 'total')
            WINDOW run AS (PARTITION BY series ORDER BY edition, spot)
            QUALIFY reference_end = max(reference_end) OVER (PARTITION BY document, table_name)
        )
        SELECT * FROM totals WHERE value = last_value AND reference_end <> last_end ORDER BY edition, spot
    """
    for row in rows_of(connection, query):
        yield Finding(
            TOTAL.name,
            f"old total:{row['document'][:12]}",
            f"The total of {spoken(row['table_name'])} for {in_words(row['reference_end'])}, {figure(row['value'])}, "
            f"is that of {row['last_file']} for {in_words(row['last_end'])}.",
            row["document"],
            row["report_date"],
            suspects=(row["spot"],),
            witnesses=(row["last_spot"],),
            table_name=row["table_name"],
            certainty=0.9,
        )


_MEAN_OFF = 0.6  # days; printed averages are rounded at most to the second place


def find_means(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Average lengths in the programme that are not those of their parts, by family status."""
    query = f"""
        WITH rows AS (
            SELECT document, edition, report_date, sheet, reference_end, family_status, row_number,
                   max(value) FILTER (unit = 'persons') AS people, max(value) FILTER (unit = 'days') AS days,
                   max(spot) FILTER (unit = 'days') AS spot
            FROM number WHERE table_name = 'atd_by_status' GROUP BY ALL
        )
        SELECT document, edition, report_date, sheet, max(reference_end) AS day,
               max(days) FILTER (family_status = 'total') AS printed,
               max(spot) FILTER (family_status = 'total') AS spot,
               sum(people * days) FILTER (family_status <> 'total')
                   / sum(people) FILTER (family_status <> 'total') AS made,
               list(spot) FILTER (family_status <> 'total') AS spots
        FROM rows GROUP BY document, edition, report_date, sheet
        HAVING abs(printed - made) > {_MEAN_OFF} ORDER BY edition, sheet
    """
    stories = Stories("mean")
    for row in rows_of(connection, query):
        yield Finding(
            MEAN.name,
            stories.of(row, row["sheet"].strip(), row["printed"]),
            f"The average length in the programme is printed as {figure(row['printed'])} days; its parts make "
            f"{figure(round(row['made'], 2))}.",
            row["document"],
            row["report_date"],
            suspects=(row["spot"],),
            witnesses=tuple(sorted(spot for spot in row["spots"] if spot is not None)),
            table_name="atd_by_status",
        )
