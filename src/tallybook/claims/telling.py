"""Figures and cells in words, for the reasons of verdicts."""

from datetime import date

from tallybook.calendar import month_end
from tallybook.claims.comparing import in_unit_of
from tallybook.claims.elsewhere import Hit
from tallybook.claims.quantities import Quantity
from tallybook.claims.record import Candidate
from tallybook.claims.verdicts import Cited
from tallybook.measures import MEASURES, Measure, Printed, Where
from tallybook.prose import figure, period_words, spoken
from tallybook.sources.ice_detention_statistics.facility_identity import load_facilities
from tallybook.vintages import Edition

_SAID = {
    "ice": "arrested by ICE",
    "cbp": "arrested by CBP",
    "gps": "GPS",
    "smartlink": "SmartLINK",
    "voiceid": "VoiceID",
    "convicted_criminal": "with a conviction",
    "pending_criminal_charges": "with pending charges",
    "other_immigration_violator": "with neither conviction nor charge",
}


def number(value: float, unit: str) -> str:
    """A number as the statement would write it.

    >>> number(98.525, "percent"), number(20637, "count"), number(6354.4, "usd")
    ('98.5%', '20,637', '$6,354.40')
    """
    if unit == "percent":
        return f"{value:.1f}%"
    if unit == "usd":
        return f"${value:,.0f}" if float(value).is_integer() else f"${value:,.2f}"
    if unit == "times":
        return f"{value:.2f} times"
    if unit in ("days", "weeks", "months", "years"):
        return f"{value:.1f}"
    return figure(value) if float(value).is_integer() else f"{value:,.1f}"


def spoken_value(candidate: Candidate, quantity: Quantity) -> str:
    """The value of a candidate in the unit of a stated number."""
    value = number(in_unit_of(quantity, candidate.value), quantity.unit)
    return f"{value} {quantity.unit}" if quantity.unit in ("days", "weeks", "months", "years") else value


def codes_in_words(where: Where) -> str:
    """Codes as a reader says them."""
    said = [" or ".join(_said(way, code) for code in codes.split("|")) for way, codes in where if codes != "total"]
    return ", ".join(said)


def _said(way: str, code: str) -> str:
    if code in _SAID:
        return _SAID[code]
    if way == "aor":
        return f"{code.replace('_', ' ').title().replace(' Dc', ', D.C.').replace('St ', 'St. ')} area"
    if way == "facility":
        facility = next((known for known in load_facilities() if known.code == code), None)
        return f"{facility.name} ({facility.city}, {facility.state})" if facility else code
    return code.replace("_", " ")


def describe(candidate: Candidate) -> str:
    """What a candidate is, with its period."""
    reading = candidate.reading
    title = _small(MEASURES[reading.measure].title)
    codes = codes_in_words(reading.where)
    of = ""
    if reading.whole is not None:
        whole = codes_in_words(reading.whole)
        of = f", as a share of {f'those {whole}' if whole else 'all'}"
    return f"{title}{f', {codes}' if codes else ''}{of}, {period_words(*candidate.period)}"


def describe_hit(hit: Hit) -> str:
    """What a cell that holds the number is of: by the measure that reads it, else by its table."""
    codes = codes_in_words(hit.codes)
    period = ""
    if hit.reference_start and hit.reference_end:
        period = f", {period_words(hit.reference_start, hit.reference_end)}"
    measure = _measure_of(hit)
    if measure is None:
        return f"{hit.quantity.replace('_', ' ')}{f', {codes}' if codes else ''} (table {spoken(hit.table)}{period})"
    return f"{_small(measure.title)}{f', {codes}' if codes else ''}{period}"


def _measure_of(hit: Hit) -> Measure | None:
    """The measure that is read from such cells; of those by month and to date the one whose period it has."""
    months = hit.reference_start != hit.reference_end and (hit.reference_start or date.min).month != 10
    for measure in MEASURES.values():
        for source in measure.sources:
            if isinstance(source, Printed) and (source.table, source.quantity) == (hit.table, hit.quantity):
                is_month = source.period == "month"
                if source.period not in ("month", "year") or is_month == (months or _is_month(hit)):
                    return measure
    return None


def _is_month(hit: Hit) -> bool:
    start, end = hit.reference_start, hit.reference_end
    return start is not None and end is not None and start.day == 1 and end == month_end(start)


def _small(title: str) -> str:
    return title if title[:3].isupper() else title[0].lower() + title[1:]


def cited_cells(candidate: Candidate) -> tuple[Cited, ...]:
    """The cells of a candidate, as a verdict cites them."""
    return tuple(cited_edition(cell) for cell in candidate.cells)


def cited_edition(cell: Edition) -> Cited:
    """A printed cell as a verdict cites it."""
    label = cell.series.label.replace("_", " ")
    what = f"{cell.series.quantity.replace('_', ' ')}{f', {label}' if label else ''}"
    return Cited(cell.file, cell.document, cell.sheet, cell.cell, cell.value, what, cell.report_date)


def cited_hit(hit: Hit) -> Cited:
    """A cell that holds the number, as a verdict cites it."""
    return Cited(hit.file, hit.document, hit.sheet, hit.cell, hit.value, describe_hit(hit), hit.report_date)
