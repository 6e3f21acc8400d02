"""Measures, codes, values and periods in the words of a sentence, in English or Spanish."""

from collections.abc import Sequence
from datetime import date

from tallybook.answers.answer import Figure
from tallybook.answers.facility import facility_words
from tallybook.answers.question import Question
from tallybook.measures import Measure, Where
from tallybook.measures.spanish import spanish
from tallybook.prose import figure as number
from tallybook.prose import in_words, listed, period_words
from tallybook.sources import code_lists
from tallybook.sources.ice_detention_statistics.vocabulary import Code
from tallybook.vintages import Edition

_SUFFIXES = (", by month", ", by quarter", ", fiscal year to date", ", fiscal year")
_SUFFIXES_ES = (", por mes", ", por trimestre", ", en lo que va del año fiscal", ", año fiscal")
_WAYS = {"aor": "area", "agency": "arresting agency", "facility_type": "kind of facility"}
_COUNTED = ("persons", "hearings", "events")
_MOST_CODES = 9
_UNITS = {"persons": "people", "usd": "US dollars", "usd_per_day": "US dollars a day"}
_UNITS_ES = {"usd": "dólares", "usd_per_day": "dólares por día"}


def way_words(way: str, lang: str = "en") -> str:
    """
    >>> way_words("aor"), way_words("family_status"), way_words("family_status", "es")
    ('area', 'family status', 'situación familiar')
    """
    return spanish().ways[way] if lang == "es" else _WAYS.get(way, way.replace("_", " "))


def code_words(way: str, codes: str, lang: str = "en") -> str:
    """The publisher's label for a code; several joined by `|` as a list. In Spanish what the label means.

    >>> code_words("technology", "ankle_monitor"), code_words("agency", "ice|cbp")
    ('Ankle Monitor', 'ICE and CBP')
    >>> code_words("technology", "ankle_monitor", "es"), code_words("agency", "ice|cbp", "es")
    ('monitor de tobillo', 'ICE y CBP')
    """
    return listed((_one_code(way, code, lang) for code in codes.split("|")), _MOST_CODES, lang)


def _one_code(way: str, code: str, lang: str) -> str:
    if way == "facility" and code:
        return facility_words(code)
    if lang == "es":
        return spanish().codes.get(way, {}).get(code, code) or "sin indicar"
    listing = code_lists().get(way)
    codes = [one for one in listing.codes if not one.is_total] if listing else []
    known = next((one for one in codes if one.code == code), None) or _newest_of_group(codes, code)
    return next(iter(known.labels), code) if known else code or "not said"


def _newest_of_group(codes: Sequence[Code], group: str) -> Code | None:
    """The code of renamed ones that was printed last."""
    of_group = [one for one in codes if group and one.group == group]
    return max(
        of_group, key=lambda one: max((seen[1] for seen in one.labels.values() if seen), default=""), default=None
    )


def split_words(pairs: Where, lang: str = "en") -> str:
    """Which part a figure is of: `technology Ankle Monitor, area Boston`, `área: Boston`; blank for the whole."""
    between = ": " if lang == "es" else " "
    return ", ".join(way_words(way, lang) + between + code_words(way, codes, lang) for way, codes in pairs if codes)


def _spanish_phrase(way: str, codes: str) -> str:
    """A part as it goes on from what is measured: ` con SmartLINK`, ` en el área de Boston`, ` (sexo: hombres)`."""
    words = spanish()
    if own := words.phrases_of.get(way, {}).get(codes):
        return own
    return words.phrases.get(way, f" ({way_words(way, 'es')}: {{}})").format(code_words(way, codes, "es"))


def title_of(measure: Measure, lang: str = "en") -> str:
    """What a measure is of, as a caption."""
    return spanish().titles.get(measure.name, measure.title) if lang == "es" else measure.title


def title_words(measure: Measure, lang: str = "en") -> str:
    """What a measure is of, as it stands within a sentence; its period is said apart.

    >>> from tallybook.measures import measure_named
    >>> title_words(measure_named("removals")), title_words(measure_named("detained_by_custody_length"))
    ('removals by ICE', 'people in custody')
    >>> title_words(measure_named("removals"), "es")
    'expulsiones por ICE'
    """
    title = (spanish().said.get(measure.name) if lang == "es" else measure.said) or title_of(measure, lang)
    for suffix in _SUFFIXES_ES if lang == "es" else _SUFFIXES:
        title = title.removesuffix(suffix)
    return title if title[:2].isupper() else title[0].lower() + title[1:]


def is_count(measure: Measure) -> bool:
    """Whether a figure can be said as so many of what the measure is of."""
    return (
        measure.kind in ("stock", "flow", "cumulative")
        and measure.unit in _COUNTED
        and not title_words(measure).startswith("increase")
    )


def value_words(value: float | None, unit: str, is_bare: bool = False, lang: str = "en") -> str:
    """A value with its unit; bare where what is counted is said beside it. Commas and points as in the United States.

    >>> value_words(20637, "persons"), value_words(0.985251, "share"), value_words(1.427, "usd_per_day")
    ('20,637 people', '98.53 %', '$1.43 a day')
    >>> value_words(20637, "persons", lang="es"), value_words(1.427, "usd_per_day", lang="es")
    ('20,637 personas', '$1.43 al día')
    """
    if value is None:
        return "sin cifra" if lang == "es" else "no number"
    if unit == "share":
        return f"{100 * value:.4g} %"
    if unit in ("usd", "usd_per_day"):
        text = f"${value:,.0f}" if float(value).is_integer() else f"${value:,.2f}"
        a_day = " al día" if lang == "es" else " a day"
        return text + (a_day if unit == "usd_per_day" and not is_bare else "")
    words = _counted_in(value, unit, lang)
    return number(value) if is_bare or not words else f"{number(value)} {words}"


def _counted_in(value: float, unit: str, lang: str) -> str:
    if lang == "es":
        return spanish().units[unit][value != 1]
    return {"persons": "people", "events": ""}.get(unit, unit)


def unit_words(unit: str, lang: str = "en") -> str:
    """A unit by itself, as it heads a column or an axis.

    >>> unit_words("persons"), unit_words("usd_per_day"), unit_words("persons", "es"), unit_words("events", "es")
    ('people', 'US dollars a day', 'personas', 'número')
    """
    if unit in ("share", "events"):
        return "%" if unit == "share" else "número" if lang == "es" else "number"
    if lang == "es":
        return _UNITS_ES.get(unit) or spanish().units[unit][1]
    return _UNITS.get(unit, unit)


def is_rounded(value: float | None, unit: str) -> bool:
    """Whether the words of a value say less than the value does."""
    if value is None:
        return False
    shown = value_words(value, unit, is_bare=True).strip("$ %").replace(",", "")
    return abs(float(shown) - (100 * value if unit == "share" else value)) > 1e-9 * abs(value)


def period_of(figure: Figure, lang: str = "en") -> str:
    """When a figure is of, with its preposition: `on 17 May 2025`, `in May 2025`, `from ... to ...`."""
    start, end = figure.reference_start, figure.reference_end
    if figure.is_partial:
        through = _data_through(figure)
        if through:
            return _with_preposition(
                start, through, f"{in_words(start, lang)} {_to(lang)} {in_words(through, lang)}", lang
            )
        over = "aún sin terminar" if lang == "es" else "not over"
        return f"{'en' if lang == 'es' else 'in'} {period_words(start, end, lang)}, {over}"
    return _with_preposition(start, end, period_words(start, end, lang), lang)


def _to(lang: str) -> str:
    return "al" if lang == "es" else "to"


def _with_preposition(start: date, end: date, words: str, lang: str) -> str:
    on, span, within = ("el", "del", "en") if lang == "es" else ("on", "from", "in")
    if f" {_to(lang)} " in words:
        return f"{span} {words}"
    if start == end:
        return f"{on} {words}"
    return f"{within}{' el' if lang == 'es' and words.startswith('año') else ''} {words}"


def _data_through(figure: Figure) -> date | None:
    """The day up to which the data of its last period run; None where the file does not say."""
    cells = [
        cell for cell in figure.evidence if isinstance(cell, Edition) and cell.reference_end == figure.reference_end
    ]
    days = [cell.data_through for cell in cells if cell.data_through and cell.data_through >= cell.reference_start]
    return min(days, default=None)


def subject(measure: Measure, question: Question, figure: Figure | None = None, lang: str = "en") -> str:
    """What is measured, of which part; of a figure by the codes that its cells bear."""
    split = figure.split if figure else ()
    chosen = tuple((way, code) for way, code in question.where if way not in dict(split) and code != "total")
    chosen = tuple((way, code_of(figure, way) or code) for way, code in chosen) if figure else chosen
    if lang == "es":
        parts = "".join(_spanish_phrase(way, codes) for way, codes in (*split, *chosen) if codes)
        return title_words(measure, lang) + parts
    part = split_words((*split, *chosen))
    return title_words(measure) + (f", {part}" if part else "")


def code_of(figure: Figure, way: str) -> str:
    """The one code of a way that all its cells bear; blank where they bear several or none."""
    codes = {dict(cell.series.split).get(way, "") for cell in figure.evidence if isinstance(cell, Edition)}
    return codes.pop() if len(codes) == 1 else ""
