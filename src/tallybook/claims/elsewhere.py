"""Where else in the record a stated number stands: under another measure, place or date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tallybook.book import Book
from tallybook.calendar import shifted
from tallybook.claims.quantities import Quantity
from tallybook.claims.readings import Reading
from tallybook.dimensions import DIMENSIONS
from tallybook.measures import MEASURES, Printed
from tallybook.sources import published_tables
from tallybook.vintages.rule import quoted

_LONG_AGO = timedelta(days=430)  # people quote the last year's editions; older coincidences explain nothing
_SOON = timedelta(days=14)
_TELLING = 10_000  # a smaller number stands by chance in some table of another kind
_FAMILIES = {
    "atd_court": "court",
    "atd_": "atd",
    "detained_by": "detained",
    "book_": "detained",
    "removals": "detained",
    "average_": "detained",
    "bond_": "bond",
    "facilities": "facilities",
    "segregation": "segregation",
    "in_custody": "detained",
    "parole": "parole",
    "tps_": "semiannual",
    "us_citizen": "semiannual",
    "parents_of": "semiannual",
    "armed_forces": "semiannual",
}
_KEPT = 40
_TOLD = ("citizenship", "aor", "facility")  # codes that a small number must share to bear on a statement
_UNITS = {
    "percent": ("share",),
    "usd": ("usd", "usd_per_day"),
    "days": ("days",),
    "count": ("persons", "events", "hearings", "beds"),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A cell that holds a stated number."""

    table: str
    quantity: str
    codes: tuple[tuple[str, str], ...]
    reference_start: date | None
    reference_end: date | None
    value: float
    document: str
    file: str
    sheet: str
    cell: str
    report_date: date
    is_of_measure: bool  # of the very measure that the words mean
    has_codes: bool  # and with the very codes


def hits(book: Book, quantity: Quantity, readings: Sequence[Reading], today: date) -> list[Hit]:
    """The cells that hold a number, those first that bear most on what the words mean; known by the day of the book."""
    low, high = quantity.value - min(quantity.step, 1) / 2, quantity.value + min(quantity.step, 1) / 2
    is_share = quantity.unit == "percent"
    low, high = (low / 100, high / 100) if is_share else (low, high)
    unit = f"unit IN ({', '.join(map(quoted, _UNITS.get(quantity.unit, _UNITS['count'])))})"
    codes = ", ".join(f"o.{dimension.name}" for dimension in DIMENSIONS if dimension.name != "facility")
    query = (
        "SELECT table_name, quantity, reference_start, reference_end, value, document, file, sheet, cell, "
        f"report_date, o.facility_label AS facility, {codes} FROM observation o "
        f"WHERE value BETWEEN {low} AND {high} AND value_status = 'printed' AND {unit} "
        f"AND report_date > DATE '{shifted(today, -_LONG_AGO)}' {_tables(quantity, readings)}"
    )
    found = [_hit(row, readings) for row in book.sql(query).rows()]
    family = {_family(table) for reading in readings for table in _tables_of(reading)}
    found = [hit for hit in found if _bears(hit, quantity, readings, family)]

    def nearness(hit: Hit) -> tuple[object, ...]:
        return (
            not (hit.is_of_measure and hit.has_codes),
            not hit.is_of_measure,
            _family(hit.table) not in family,
            -hit.report_date.toordinal(),
            -(hit.reference_end or date.min).toordinal(),
            hit.sheet,
            hit.cell,
        )

    return sorted(found, key=nearness)[:_KEPT]


def published_soon_after(book: Book, day: date) -> tuple[str, ...]:
    """Files first captured within two weeks after a day: perhaps public already, which can't be known."""
    query = (
        f"SELECT file FROM document WHERE report_date > DATE '{day}' AND report_date <= DATE '{shifted(day, _SOON)}' "
        "ORDER BY report_date"
    )
    return tuple(file for (file,) in book.sql(query))


def _tables(quantity: Quantity, readings: Sequence[Reading]) -> str:
    """Small numbers are looked for in the tables of the family only that the words are about."""
    if quantity.unit in ("usd", "percent", "days") or quantity.value >= _TELLING or not readings:
        return ""
    families = {_family(table) for reading in readings for table in _tables_of(reading)}
    names = sorted(table.name for table in published_tables() if _family(table.name) in families)
    return f"AND table_name IN ({', '.join(map(quoted, names))})" if names else ""


def _bears(hit: Hit, quantity: Quantity, readings: Sequence[Reading], families: set[str]) -> bool:
    """Whether a cell with the number bears on the statement, and does not hold it by chance."""
    is_of_family = not families or _family(hit.table) in families
    if quantity.unit == "percent":
        return is_of_family
    if quantity.unit == "count" and quantity.value < _TELLING and not hit.is_of_measure:
        codes = dict(hit.codes)
        told = [[(way, code) for way, code in r.where if way in _TOLD] for r in readings]
        return is_of_family and any(pairs and all(codes.get(way) == code for way, code in pairs) for pairs in told)
    return is_of_family or quantity.value >= _TELLING


def _tables_of(reading: Reading) -> set[str]:
    return {source.table for source in MEASURES[reading.measure].sources if isinstance(source, Printed)}


def _family(table: str) -> str:
    return next((family for head, family in _FAMILIES.items() if table.startswith(head)), table)


def _hit(row: dict[str, Any], readings: Sequence[Reading]) -> Hit:
    codes = tuple((d.name, row[d.name]) for d in DIMENSIONS if row.get(d.name) and not _is_total(row[d.name]))
    of_measure = [reading for reading in readings if _is_of(reading, row)]
    return Hit(
        table=row["table_name"],
        quantity=row["quantity"],
        codes=codes,
        reference_start=row["reference_start"],
        reference_end=row["reference_end"],
        value=row["value"],
        document=row["document"],
        file=row["file"],
        sheet=row["sheet"],
        cell=row["cell"],
        report_date=row["report_date"],
        is_of_measure=bool(of_measure),
        has_codes=any(_has_codes(reading, dict(codes)) for reading in of_measure),
    )


def _is_total(code: str) -> bool:
    return code.strip().casefold() in ("total", "grand total")


def _is_of(reading: Reading, row: dict[str, Any]) -> bool:
    return any(
        source.table == row["table_name"] and source.quantity == row["quantity"]
        for source in MEASURES[reading.measure].sources
        if isinstance(source, Printed)
    )


_SAME = {"gps": "ankle_monitor", "veriwatch": "wrist_worn", "wristworn": "wrist_worn", "voiceid": "voice"}


def _has_codes(reading: Reading, codes: dict[str, str]) -> bool:
    """Whether a cell has the codes of a reading, and is a total by every other way."""
    wanted = {way: set(code.split("|")) for way, code in reading.where}
    named = {way: _SAME.get(code, code) for way, code in codes.items() if code != "total" and way != "facility_type"}
    return all(named.get(way) in code or codes.get(way) in code for way, code in wanted.items()) and all(
        way in wanted for way in named
    )
