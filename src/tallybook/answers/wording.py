"""Measures, codes, values and periods in the words of a sentence."""

from datetime import date

from tallybook.answers.answer import Figure
from tallybook.answers.facility import facility_words
from tallybook.answers.question import Question
from tallybook.measures import Measure, Where
from tallybook.prose import figure as number
from tallybook.prose import in_words, listed, period_words
from tallybook.sources import code_lists
from tallybook.vintages import Edition

_SUFFIXES = (", by month", ", by quarter", ", fiscal year to date", ", fiscal year")
_WAYS = {"aor": "area", "agency": "arresting agency", "facility_type": "kind of facility"}
_COUNTED = ("persons", "hearings", "events")


def way_words(way: str) -> str:
    """
    >>> way_words("aor"), way_words("family_status")
    ('area', 'family status')
    """
    return _WAYS.get(way, way.replace("_", " "))


def code_words(way: str, codes: str) -> str:
    """The publisher's label for a code; several joined by `|` as a list.

    >>> code_words("technology", "ankle_monitor"), code_words("agency", "ice|cbp")
    ('Ankle Monitor', 'ICE and CBP')
    """
    if way == "facility":
        return listed(map(facility_words, codes.split("|")), 9)
    listing = code_lists().get(way)
    known = {code.code: code for code in listing.codes if not code.is_total} if listing else {}
    names = (next(iter(known[code].labels), code) if code in known else code or "not said" for code in codes.split("|"))
    return listed(names, 9)


def split_words(pairs: Where) -> str:
    """Which part a figure is of: `technology Ankle Monitor, area Boston`; blank for the whole."""
    return ", ".join(f"{way_words(way)} {code_words(way, codes)}" for way, codes in pairs if codes)


def title_words(measure: Measure) -> str:
    """What a measure is of, as it stands within a sentence; its period is said apart.

    >>> from tallybook.measures import measure_named
    >>> title_words(measure_named("removals")), title_words(measure_named("detained_by_custody_length"))
    ('removals by ICE', 'people in custody')
    """
    title = measure.said or measure.title
    for suffix in _SUFFIXES:
        title = title.removesuffix(suffix)
    return title if title[:2].isupper() else title[0].lower() + title[1:]


def is_count(measure: Measure) -> bool:
    """Whether a figure can be said as so many of what the measure is of."""
    return (
        measure.kind in ("stock", "flow", "cumulative")
        and measure.unit in _COUNTED
        and not title_words(measure).startswith("increase")
    )


def value_words(value: float | None, unit: str, is_bare: bool = False) -> str:
    """A value with its unit; bare where what is counted is said beside it.

    >>> value_words(20637, "persons"), value_words(0.985251, "share"), value_words(1.427, "usd_per_day")
    ('20,637 people', '98.53 %', '$1.43 a day')
    """
    if value is None:
        return "no number"
    if unit == "share":
        return f"{100 * value:.4g} %"
    if unit in ("usd", "usd_per_day"):
        text = f"${value:,.0f}" if float(value).is_integer() else f"${value:,.2f}"
        return text + (" a day" if unit == "usd_per_day" and not is_bare else "")
    words = {"persons": "people", "events": ""}.get(unit, unit)
    return number(value) if is_bare or not words else f"{number(value)} {words}"


def is_rounded(value: float | None, unit: str) -> bool:
    """Whether the words of a value say less than the value does."""
    if value is None:
        return False
    shown = value_words(value, unit, is_bare=True).strip("$ %").replace(",", "")
    return abs(float(shown) - (100 * value if unit == "share" else value)) > 1e-9 * abs(value)


def period_of(figure: Figure) -> str:
    """When a figure is of, with its preposition: `on 17 May 2025`, `in May 2025`, `from ... to ...`."""
    start, end = figure.reference_start, figure.reference_end
    if figure.is_partial:
        through = _data_through(figure)
        return (
            f"from {in_words(start)} to {in_words(through)}" if through else f"in {period_words(start, end)}, not over"
        )
    words = period_words(start, end)
    if start == end:
        return f"on {words}"
    return f"from {words}" if " to " in words else f"in {words}"


def _data_through(figure: Figure) -> date | None:
    """The day up to which the data of its last period run; None where the file does not say."""
    cells = [
        cell for cell in figure.evidence if isinstance(cell, Edition) and cell.reference_end == figure.reference_end
    ]
    days = [cell.data_through for cell in cells if cell.data_through and cell.data_through >= cell.reference_start]
    return min(days, default=None)


def subject(measure: Measure, question: Question, figure: Figure | None = None) -> str:
    """What is measured, of which part; of a figure by the codes that its cells bear."""
    split = figure.split if figure else ()
    chosen = tuple((way, code) for way, code in question.where if way not in dict(split) and code != "total")
    chosen = tuple((way, code_of(figure, way) or code) for way, code in chosen) if figure else chosen
    part = split_words((*split, *chosen))
    return title_words(measure) + (f", {part}" if part else "")


def code_of(figure: Figure, way: str) -> str:
    """The one code of a way that all its cells bear; blank where they bear several or none."""
    codes = {dict(cell.series.split).get(way, "") for cell in figure.evidence if isinstance(cell, Edition)}
    return codes.pop() if len(codes) == 1 else ""
