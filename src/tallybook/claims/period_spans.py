"""What a quarter, a season, a year or 'two weeks ago' means on the day it is said; readings as in `period_words`."""

import re
from datetime import date, timedelta
from itertools import pairwise

from tallybook.calendar import fiscal_quarter, fiscal_year, fiscal_year_end, fiscal_year_start, month_end
from tallybook.claims.period_numbers import count
from tallybook.claims.period_words import (
    BEFORE,
    Span,
    fiscal_year_of,
    group,
    last_before,
    months_before,
    year_of,
)

_SEASONS = {"spring": 3, "primavera": 3, "summer": 6, "verano": 6, "fall": 9, "autumn": 9, "otoño": 9}
_SEASONS |= {"winter": 12, "invierno": 12}


# Words of change: with them "in two weeks" and "between October and April" tell where a change began.
CHANGE = re.compile(
    r"\b(?:rose|risen|rises?|rising|gr[eo]wn?|grows|growing|climb\w*|jump\w*|fell|fall(?:s|en|ing)|drop\w*|declin\w+"
    r"|decreas\w+|increas\w+|doubl\w+|tripl\w+|quadrupl\w+|halved|shr[aiu]nk\w*|plung\w+|plummet\w*|soar\w*|surg\w+"
    r"|swell\w*|swollen|swelled|expand\w*|explod\w+|slid\w*|slump\w*|tumbl\w+|spik\w+|shot\s+up|rocketed|slash\w*"
    r"|(?:went|gone|up|down)\s+(?:from|up|down|by|about|nearly|almost|sharply|more\s+than|\d)|\w*fold|cut|collaps\w+"
    r"|chang(?:ed?|es)|differences?|wither\w*|dwindl\w+"
    r"|sub(?:ió|ieron|ido|e)|baj(?:ó|aron|ado)|crec(?:ió|ieron|ido|e)|aument\w+|disminu\w+|ca(?:yó|yeron|ído|e)"
    r"|duplic\w+|triplic\w+|pasó\s+de|pasaron\s+de|dispar\w+|redujo|reduj\w+|descend\w+|increment\w+)(?!\w)",
    re.IGNORECASE,
)


def sentence_around(text: str, place: int) -> str:
    """The sentence about a place, roughly: up to the next stop that a blank and a capital follow."""
    stops = [0, *(stop.end() for stop in re.finditer(r"[.!?;]['\"”’)]*\s+(?=[A-Z¿¡\"“])|\n", text)), len(text)]
    return next(text[a:b] for a, b in pairwise(stops) if place < b or b == len(text))


def fiscal_span(year: int, today: date) -> Span:
    """A fiscal year, only up to the day of the statement while it is running."""
    start, end = fiscal_year_start(year), fiscal_year_end(year)
    if start <= today < end:
        return Span(start, today, "fiscal_year_to_date")
    return Span(start, end, "fiscal_year")


def quarter(match: re.Match[str], today: date) -> Span | None:
    """'the second quarter of fiscal 2025' (January to March), 'the first quarter of 2025'."""
    named = group(match, "quarter")
    number = 4 if named.lower() in ("last", "final") else count(named)
    if number is None or not 1 <= number <= 4:
        return None
    if fiscal := group(match, "fiscal") or group(match, "fiscalword"):
        year = fiscal_year_of(fiscal + group(match, "year"), today)
        return Span(*fiscal_quarter(year, number), "quarter")
    year_named = year_of(match, today)
    start = last_before(3 * number - 2, 1, today) if year_named is None else date(year_named, 3 * number - 2, 1)
    return Span(start, month_end(months_before(start, -2)), "quarter", "at", year_named is None)


def quarter_by_now(match: re.Match[str], today: date) -> Span | None:
    """'this quarter', 'last quarter'."""
    start = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    if BEFORE.search(match[0]):
        start = months_before(start, 3)
    return Span(start, month_end(months_before(start, -2)), "quarter")


def first_months(match: re.Match[str], today: date) -> Span | None:
    """'the first eight months of fiscal 2025', 'the first hundred days of the year', 'the first half of 2025'."""
    words, number = group(match, "unit"), count(group(match, "count") or "one")
    if number is None:
        return None
    fiscal, last_half = group(match, "fiscal"), bool(re.match(r"second|segund|latter", group(match, "which")))
    start = (
        fiscal_year_start(fiscal_year_of(fiscal, today)) if fiscal else date(year_of(match, today) or today.year, 1, 1)
    )
    if re.match(r"da|dí|di", words):
        return Span(start, start + timedelta(days=number - 1), "fiscal_year_to_date" if fiscal else "span")
    number = 6 if re.match(r"half|semestre|mitad", words) else number
    start = months_before(start, -6) if last_half else start
    end = month_end(months_before(start, 1 - number))
    if fiscal and number == 1:
        return Span(start, end, "month")
    return Span(start, end, "fiscal_year_to_date" if fiscal and not last_half else "span")


def fiscal(match: re.Match[str], today: date) -> Span | None:
    """'in fiscal 2019', 'FY2025', 'so far this fiscal year', 'since the fiscal year began'."""
    span = fiscal_span(fiscal_year_of(group(match, "fiscal"), today), today)
    if group(match, "sofar") and span.grain == "fiscal_year_to_date":
        return Span(span.start, span.end, span.grain, "through", fiscal=fiscal_year(span.start))
    return Span(span.start, span.end, span.grain, fiscal=fiscal_year(span.start))


def fiscal_since_start(match: re.Match[str], today: date) -> Span | None:
    """'since the fiscal year began', 'since the start of fiscal 2026': the year to date, a start only of a change."""
    span = fiscal(match, today)
    changed = CHANGE.search(sentence_around(match.string, match.start()))
    return span and Span(span.start, span.end, span.grain, "since" if changed else "at", fiscal=span.fiscal)


def edge_of_fiscal(match: re.Match[str], today: date) -> Span | None:
    """'the end of fiscal 2024' (30 September), 'the start of the fiscal year' (1 October)."""
    year, words = fiscal_year_of(group(match, "fiscal"), today), group(match, "edge")
    is_start = bool(re.match(r"start|begin|open|outset|dawn|princip|comienz|inici", words))
    if not is_start and fiscal_year_end(year) > today and not re.search(r"\d", group(match, "fiscal")):
        year -= 1
    found = fiscal_year_start(year) if is_start else fiscal_year_end(year)
    return Span(found, found, "day")


def left_in_fiscal(match: re.Match[str], today: date) -> Span | None:
    """'With ten days left in the fiscal year': the last such day up to the statement."""
    number = count(group(match, "count"))
    if number is None:
        return None
    unit = group(match, "unit")
    if re.match("month|mes", unit):
        end = month_end(last_before((9 - number - 1) % 12 + 1, 28, today))
    else:
        days = number * (7 if re.match("week|semana", unit) else 1)
        of_this_year = fiscal_year_end(today.year) - timedelta(days=days)
        end = of_this_year if of_this_year <= today else fiscal_year_end(today.year - 1) - timedelta(days=days)
    return Span(end, end, "day")


def season(match: re.Match[str], today: date) -> Span | None:
    """'this spring', 'in the summer of 2024', 'last winter': three whole months."""
    month = _SEASONS[group(match, "season")]
    year = year_of(match, today)
    if year is not None:
        start = date(year, month, 1)
    else:
        start = last_before(month, 1, today)
        if BEFORE.search(group(match, "last")) and today <= month_end(months_before(start, -2)):
            start = months_before(start, 12)
    return Span(start, month_end(months_before(start, -2)), "season", "at", year is None)


def year(match: re.Match[str], today: date) -> Span | None:
    """'in 2004', 'last year', 'this year'; 'so far this year' ends on the day of the statement."""
    number = today.year if group(match, "thisyear") else year_of(match, today)
    if number is None:
        return None
    if group(match, "sofar") and number == today.year:
        return Span(date(number, 1, 1), today, "calendar_year", "through")
    return Span(date(number, 1, 1), date(number, 12, 31), "calendar_year")


def edge_of_year(match: re.Match[str], today: date) -> Span | None:
    """'At the close of 2022', 'The new year opened', 'the start of the year', "New Year's Eve"."""
    number, words = year_of(match, today), group(match, "edge")
    if re.match(r"new year[’']s eve|nochevieja|fin de año", words):
        found = date(number, 12, 31) if number else last_before(12, 31, today)
    elif re.match(
        r"start|begin|began|open|outset|dawn|turn|princip|comienz|comenz|inici|(?:the\s+)?new\s+year|año nuevo", words
    ):
        found = date(number or today.year, 1, 1)
    else:
        found = date(number, 12, 31) if number else last_before(12, 31, today)
    return Span(found, found, "day")


def part_of_year(match: re.Match[str], today: date) -> Span | None:
    """'early 2023', 'mid-2024', 'late last year': about a quarter of the year."""
    number, words = year_of(match, today), group(match, "part")
    if number is None:
        return None
    if re.match(r"mid|median|mitad", words):
        return Span(date(number, 5, 1), date(number, 8, 31), "season")
    if re.match(r"early|princip|comienz|inici", words):
        return Span(date(number, 1, 1), date(number, 3, 31), "quarter")
    return Span(date(number, 10, 1), date(number, 12, 31), "quarter")


_UNITS = (
    ("week", r"week|semana|fortnight|quincena"),
    ("month", r"month|mes"),
    ("calendar_year", r"year|año"),
    ("day", r"day|día|dia"),
)


def _back(match: re.Match[str], today: date) -> tuple[date, str] | None:
    """The day that lies a number of days, weeks, months or years back, and the unit as a grain."""
    number, unit = count(group(match, "count") or "one"), group(match, "unit")
    if number is None:
        return None
    grain = next(name for name, pattern in _UNITS if re.match(pattern, unit))
    if grain in ("day", "week"):
        days = {"day": 1, "week": 14 if re.match("fortnight|quincena", unit) else 7}[grain]
        return today - timedelta(days=number * days), grain
    months = number * (1 if grain == "month" else 12)
    return (months_before(today, months), grain) if months < 12 * 150 else None


def ago(match: re.Match[str], today: date) -> Span | None:
    """'two weeks ago', 'a year ago': one day; the grain says how loosely it is meant."""
    back = _back(match, today)
    return back and Span(back[0], back[0], back[1])


def span_back(match: re.Match[str], today: date) -> Span | None:
    """'in the space of two weeks', 'over the past month', 'in two weeks' beside a word of change."""
    if group(match, "bare") and not CHANGE.search(sentence_around(match.string, match.start())):
        return None
    back = _back(match, today)
    return back and Span(back[0], back[0], back[1], "since")


def week(match: re.Match[str], today: date) -> Span | None:
    """'this week', 'last week', 'the week of June 1' without its day: Monday to Sunday."""
    monday = today - timedelta(days=today.weekday() + 7 * bool(BEFORE.search(match[0])))
    return Span(monday, monday + timedelta(days=6), "week")


def yesterday(match: re.Match[str], today: date) -> Span | None:
    """'yesterday', 'ayer'."""
    found = today - timedelta(days=1)
    return Span(found, found, "day")


def now(match: re.Match[str], today: date) -> Span | None:
    """'today', 'currently', 'at present'; 'so far' and 'to date' go up to it."""
    return Span(today, today, "now", "through" if group(match, "sofar") else "at")


def the_one_before(match: re.Match[str], today: date) -> Span | None:
    """'a month earlier', 'the previous year': hangs on the span that the text named before it."""
    unit = "month" if re.match("month|mes", group(match, "unit")) else "year"
    return Span(today, today, "month" if unit == "month" else "calendar_year", "since", relative_to=unit)


def inauguration(match: re.Match[str], today: date) -> Span | None:
    """'since Trump took office': 20 January after an election; the last one up to the statement."""
    who = group(match, "who")
    found = date(today.year - (today.year - 1) % 4, 1, 20)
    found = found if found <= today else date(found.year - 4, 1, 20)
    if "biden" in who and found.year > 2021:
        found = date(2021, 1, 20)
    return Span(found, found, "day")
