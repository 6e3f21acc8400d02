"""The days and spans a text speaks of, as understood on the day it was said.

Single phrases are read by `period_phrases`; here they are put in order, joined
("from October through April") and given their role: what the number is of ("at"),
where a change began ("since"), or how far a span goes ("through").
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from tallybook.calendar import fiscal_year, fiscal_year_end, fiscal_year_start, month_end, month_of_fiscal_year
from tallybook.claims.period_phrases import phrases
from tallybook.claims.period_spans import CHANGE, sentence_around
from tallybook.claims.period_words import Span, day_of, months_before


@dataclass(frozen=True, slots=True)
class Period:
    """A day or span that a text speaks of."""

    start: date
    end: date
    grain: str  # day, part_of_month, month, quarter, season, calendar_year, fiscal_year, fiscal_year_to_date, week,
    # release (the day a workbook was published), now, or span (any other: "the first hundred days of the year")
    role: str  # "at": what the number is of; "since": where a change began; "through": how far a span goes
    text: str
    place: int  # index of its first character
    end_place: int


@dataclass(frozen=True, slots=True)
class _Found:
    """A span with its place in the text."""

    span: Span
    place: int
    end_place: int


_QUALIFIED = (
    r"(?:(?:the|el|la|los|las|about|around|roughly|just|only|nearly|almost|some|at\s+least|back|in|on|en|as)\s+)*"
)
_NUMBER = (
    r"[$]?(?:\d[\d.,]*%?|an?|one|two|three|four|five|six|seven|eight|nine|ten|dozen|hundreds?|thousands?|mil|cien)"
    r"(?:[\s-](?:hundred|thousand|million|percent|mil|millones|por\s+ciento))*"
)
_HEDGE = r"about|around|roughly|just|only|nearly|almost|some|over|under|more\s+than|fewer\s+than|unos|unas"
_AMOUNT = rf"(?:(?:{_HEDGE})\s+)*{_NUMBER}(?:\s+\w+){{0,2}}"
_SINCE = re.compile(
    rf"\b(?:since|desde|a\s+partir\s+de)\s+{_QUALIFIED}$"
    r"|\b(?:compared\s+(?:with|to)|relative\s+to|versus|vs\.?|up\s+from|down\s+from|en\s+comparación\s+con"
    r"|comparado\s+con|frente\s+a|respecto\s+a|respecto\s+de)(?:l)?\s+(?:[^.;:]{0,45}\s)?$"
    rf"|\b(?:against|from|after|contra|tras|después\s+de|desde)\s+{_AMOUNT}\s+(?:(?:in|on|at|as\s+of|en|el)\s+)?(?:the\s+)?$"
    r"|(?<!data\s)(?<!figures\s)(?<!numbers\s)(?<!statistics\s)(?<!sheet\s)(?<!report\s)(?<!records\s)"
    rf"\b(?:against|from|contra)\s+{_QUALIFIED}$"
    r"|\bas\s+(?:many|much|high|large|big)\s+as\s+(?:in\s+|on\s+|at\s+)?(?:the\s+)?$"
    r"|\bthan\s+(?:(?:it|they|there|that)\s+(?:was|were|did|had)\s+)?(?:in|on|during|at)?\s*(?:the\s+)?$"
    r"|\b(?:más|menos|mayor|menor|superior|inferior)\b[^.;]{0,30}\bque\s+(?:en\s+|el\s+|la\s+)*$"
    r"|\b(?:double|twice|triple|half|thirds?|quarters?|fifths?|times|doble|mitad|percent\s+(?:of|above|below|over|under))"
    r"\s+(?:of\s+|que\s+en\s+|de\s+)?(?:what\s+(?:it|they)\s+(?:was|were)\s+)?(?:in\s+)?(?:the\s+|its\s+|their\s+|la\s+|las\s+)?$",
    re.IGNORECASE,
)  # fmt: skip
_THROUGH = re.compile(rf"\b(?:through|thru|until|till|up\s+to|hasta)\s+{_QUALIFIED}$", re.IGNORECASE)
_RANGE = re.compile(
    r"\s*,?\s*(?P<link>through|thru|to|until|till|and|-|–|—|a|al|hasta|y|e)\s*(?:the|el|la)?\s*", re.IGNORECASE
)
_OPENS_RANGE = re.compile(r"\b(?:from|between|de|desde|del|entre)\s+(?:(?:the|el|la|about)\s+)*$", re.IGNORECASE)
_FROM_AMOUNT = re.compile(rf"\b(?:from|de)\s+{_AMOUNT}\s+(?:(?:in|on|en|el)\s+)?$", re.IGNORECASE)
_TO_AMOUNT = re.compile(rf"\s*,?\s*(?:to|a)\s+(?:{_AMOUNT}|[^.;]{{0,40}})\s+(?:(?:in|on|by|en|el)\s+)?", re.IGNORECASE)
_BESIDE = re.compile(r"\s*(?:,|and|or|,\s*and|to|y|e|o|versus|through|-|–)\s*(?:in\s+|en\s+)?", re.IGNORECASE)

_SHEET = (
    r"(?:data|figures?|numbers?|statistics|spreadsheets?|sheet|workbook|report|table|edition|update|hoja|datos|cifras"
    r"|informe|tabla)"
)
_RELEASE_BEFORE = re.compile(
    r"(?<!bond\s)(?<!bond\swas\s)\b(?:posted|published|uploaded|put\s+out|publicad[ao]s?|difundid[ao]s?|divulgad[ao]s?)(?:\s+por\s+\w+)?"
    r"\s*(?:online\s*)?(?:on\s+|in\s+|at\s+|el\s+|en\s+|late\s+|,\s*)?(?:the\s+)?$"
    rf"|\b{_SHEET}(?:,|\s+(?:that|which|it|ICE|the\s+agency|the\s+government|were|was|just|newly|first|the)){{0,3}}"
    r"\s+(?:released|issued|dated)\s+(?:on\s+|in\s+|at\s+|late\s+|late\s+on\s+)?(?:the\s+)?$"
    r"|\b(?:release|edition|publicación|edición|hoja|informe|spreadsheet|sheet|workbook),?\s+(?:of|from|dated|del?|on)\s+"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)  # fmt: skip
_RELEASE_AFTER = re.compile(
    r"(?:[’']s)?\s+(?:ICE\s+|data\s+)?(?:release\b(?!\s+of\s+(?:\d|some|more|about|people|detainees|immigrants|hundreds|thousands))"
    r"|edition|spreadsheet|sheet|workbook|report\b|update\b|posting)",
    re.IGNORECASE,
)  # fmt: skip
_LEAD = re.compile(
    r"(?:since|in|of|for|by|from|to|until|through|than|and|between|during|the|el|la|desde|en|de|del|as|al)\s+",
    re.IGNORECASE,
)
_LEAD_BELONGS = re.compile(
    r"(?:since|desde)\s.*fiscal|in\s+(?:the|a|just|only|under|less|about|\w+\s+(?:week|month|day|year))", re.IGNORECASE
)
_DATED = {"day", "part_of_month", "month"}


def periods(text: str, today: date, lang: str = "en") -> list[Period]:
    """The days and spans a text speaks of, as understood on the day it was said; in order of their place.

    A month without a year is the last one that began before that day.

    >>> [p] = periods("Detention has grown by 40 percent since late January.", date(2025, 7, 1))
    >>> p.start, p.end, p.grain, p.role, p.text
    (datetime.date(2025, 1, 20), datetime.date(2025, 1, 31), 'part_of_month', 'since', 'late January')
    >>> [(p.grain, p.start.isoformat(), p.end.isoformat()) for p in periods(
    ...     "entre octubre y mediados de junio", date(2025, 6, 24), "es")]
    [('fiscal_year_to_date', '2024-10-01', '2025-06-20')]
    """
    found = _joined(text, _roles(text, _with_years(text, _single(text, today, lang)), today))
    return [
        Period(one.span.start, one.span.end, one.span.grain, one.span.role, text[one.place : one.end_place],
               one.place, one.end_place)
        for one in found
    ]  # fmt: skip


def _single(text: str, today: date, lang: str) -> list[_Found]:
    """Every phrase of time by itself, the first rule that fits winning its characters."""
    found: list[_Found] = []
    taken = bytearray(len(text))
    for pattern, reading in phrases(lang):
        for match in pattern.finditer(text):
            start, end = _trimmed(match)
            if any(taken[start:end]):
                continue
            try:
                span = reading(match, today)
            except (ValueError, OverflowError):  # a day that no calendar holds
                continue
            if span is not None:
                taken[start:end] = b"\1" * (end - start)
                found.append(_Found(span, start, end))
    return sorted(found, key=lambda one: one.place)


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    """The place of a phrase without a leading preposition that is not part of the time."""
    lead = _LEAD.match(match[0])
    if lead and lead.end() < len(match[0]) and not _LEAD_BELONGS.match(match[0]):
        return match.start() + lead.end(), match.end()
    return match.span()


def _shifted(span: Span, years: int) -> Span:
    """A span a number of years later."""
    start = months_before(span.start, -12 * years)
    end = months_before(span.end, -12 * years)
    if span.end == month_end(span.end):
        end = month_end(end)
    return replace(span, start=start, end=end)


def _with_years(text: str, found: list[_Found]) -> list[_Found]:
    """Phrases without a year take it from the one they are joined to: 'between January and March 2024'."""
    done = _fiscal_years_named_once(text, found)
    for place in range(len(done) - 2, -1, -1):
        first, second = done[place], done[place + 1]
        between = text[first.end_place : second.place]
        if not first.span.yearless or not (_RANGE.fullmatch(between) or _BESIDE.fullmatch(between)):
            continue
        span = first.span
        if span.start > second.span.start:
            span = _shifted(span, -1)
        elif not second.span.yearless and second.span.grain != "now":
            span = _shifted(span, second.span.start.year - span.start.year)
            span = _shifted(span, -1) if span.start > second.span.start else span
        done[place] = replace(first, span=span)
    return done


def _fiscal_years_named_once(text: str, found: list[_Found]) -> list[_Found]:
    """'fiscal years 2023 and 2024': the second is a fiscal year too."""
    done: list[_Found] = []
    for one in found:
        before = done[-1] if done else None
        if before and before.span.grain == "fiscal_year" and one.span.grain == "calendar_year":
            words = text[before.end_place : one.end_place]
            if re.fullmatch(r"\s*(?:,|and|or|to|through|-|–|y|a)\s*(?:and\s+)?\d{4}", words, re.IGNORECASE):
                year = one.span.start.year
                span = Span(fiscal_year_start(year), fiscal_year_end(year), "fiscal_year", fiscal=year)
                one = replace(one, span=span)
        done.append(one)
    return done


def _roles(text: str, found: list[_Found], today: date) -> list[_Found]:
    """Each phrase with the role that the words about it give, releases told from days, relative ones filled in."""
    done: list[_Found] = []
    for one in found:
        before = text[max(done[-1].end_place if done else 0, one.place - 90) : one.place]
        before = re.split(r"[.!?;]['\"”’)]*\s+(?=[A-Z¿¡\"“])|\n", before)[-1]
        after = text[one.end_place : one.end_place + 40]
        span = _relative(one.span, [other.span for other in done], today)
        if span.grain in _DATED and (_RELEASE_BEFORE.search(before) or _RELEASE_AFTER.match(after)):
            span = replace(span, grain="release", role="at")
        elif span.role == "at" and _THROUGH.search(before):
            span = replace(span, role="through")
        elif span.role == "at" and _SINCE.search(before):
            span = replace(span, role="since")
        if span.fiscal is not None and span.role == "through" and span.grain in ("month", "part_of_month"):
            span = replace(span, start=fiscal_year_start(span.fiscal), grain="fiscal_year_to_date")
        done.append(replace(one, span=span))
    return done


def _relative(span: Span, before: list[Span], today: date) -> Span:
    """A span that hangs on another one ('a month earlier'), counted from the last month that the text named."""
    if not span.relative_to:
        return span
    named = [other for other in before if other.grain in ("month", "part_of_month", "day")]
    anchor = named[-1] if named else Span(today.replace(day=1), month_end(today), "month")
    if span.relative_to == "month":
        start = months_before(anchor.start.replace(day=1), 1)
        return replace(span, start=start, end=month_end(start))
    if named:
        return replace(_shifted(anchor, -1), role="since", yearless=False)
    return replace(span, start=date(today.year - 1, 1, 1), end=date(today.year - 1, 12, 31))


def _joined(text: str, found: list[_Found]) -> list[_Found]:
    """Pairs that make one span ('From October through April') or the two ends of a change ('from May to June')."""
    done: list[_Found] = []
    for one in found:
        if done and (pair := _pair(text, done[-1], one)) is not None:
            done[-1:] = pair
        else:
            done.append(one)
    return done


def _pair(text: str, first: _Found, second: _Found) -> list[_Found] | None:
    """What two neighbours make together, None where they have nothing to do with each other."""
    before, between = text[: first.place][-60:], text[first.end_place : second.place]
    fiscal_through = re.fullmatch(
        r"\s*,?\s*(?:up\s+)?(?:through|to|until|hasta)\s+(?:the\s+|el\s+)?", between, re.IGNORECASE
    )
    if (
        fiscal_through
        and first.span.fiscal is not None
        and "fiscal" in first.span.grain
        and second.span.grain in _DATED
        and first.span.grain != "month"
    ):
        start = fiscal_year_start(first.span.fiscal)
        end = _within_fiscal(second.span, first.span.fiscal)
        return [_Found(Span(start, end, "fiscal_year_to_date", "through"), first.place, second.end_place)]
    link = _RANGE.fullmatch(between)
    opens = bool(_OPENS_RANGE.search(before))
    if link and (opens or link["link"].lower() in ("through", "thru", "-", "–", "—")):
        through = link["link"].lower() in ("through", "thru")
        changed = CHANGE.search(sentence_around(text, first.place)) is not None
        if _opens_fiscal_year(first.span, second.span) and (through or not changed):
            span = Span(fiscal_year_start(fiscal_year(second.span.end)), second.span.end, "fiscal_year_to_date")
            return [_Found(span, first.place, second.end_place)]
        if opens or through:
            return [_with_role(first, "since"), _with_role(second, "through" if through else "at")]
        return None
    if _FROM_AMOUNT.search(before) and _TO_AMOUNT.fullmatch(between):
        return [_with_role(first, "since"), _with_role(second, "at")]
    return None


def _with_role(one: _Found, role: str) -> _Found:
    return replace(one, span=replace(one.span, role=role))


def _opens_fiscal_year(first: Span, second: Span) -> bool:
    """Whether two spans run from 1 October to within the same fiscal year."""
    starts = first.start.month == 10 and first.start.day == 1 and first.grain in ("month", "day", "part_of_month")
    return starts and first.start < second.end and fiscal_year(first.start) == fiscal_year(second.end)


def _within_fiscal(span: Span, year: int) -> date:
    """The end of a span whose month is taken within a fiscal year."""
    first = month_of_fiscal_year(span.end.month, year)
    return month_end(first) if span.end == month_end(span.end) else day_of(first.year, first.month, span.end.day)
