"""What a month, a part of one or a day means on the day it is said.

Each reading takes the match of a phrase (see `period_phrases`) and the day of the
statement, and gives a span, or None where the words are no time after all ("they may be").
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tallybook.calendar import (
    fiscal_year,
    month_end,
    month_of_fiscal_year,
    next_month,
)
from tallybook.claims.period_numbers import MONTH_NUMBERS, WEEKDAYS, count

BEFORE = re.compile(r"last|previous|prior|past|pasad|anterior|previo", re.IGNORECASE)
_AFTER = re.compile(r"next|próxim|proxim|que viene|coming", re.IGNORECASE)
# A word in title case is a month only where the sentence leaves no other reading ("ICE May Deport Thousands").
_BEFORE_MONTH = re.compile(
    r"(?:^|[(,:;.!?“\"—–-]|\b(?:in|of|since|last|this|early|mid|late|during|through|throughout|by|until|till|from|to"
    r"|for"
    r"|between|and|or|than|as|the|a|an|its|their|that|on|before|after|with|against|versus|per|around|past|next|both"
    r"|previous|when|while|once|every|each|all|’s|'s))\s*$",
    re.IGNORECASE,
)
_STRICTLY_BEFORE_MONTH = re.compile(
    r"\b(?:in|of|since|last|early|mid|late|during|through|by|until|from|between)[\s-]*$", re.IGNORECASE
)
_VERB_AFTER = re.compile(r"\s+(?:be|have|not|also|well|need|never|get|see)\b")
_SENTENCE_AFTER = re.compile(r"\s+(?:I|we|you|he|she|they|it|the|God|on|to|toward|towards)\b")


@dataclass(frozen=True, slots=True)
class Span:
    """A span of days with how it is meant; `yearless` where the words name no year."""

    start: date
    end: date
    grain: str
    role: str = "at"
    yearless: bool = False
    fiscal: int | None = None  # the fiscal year that the words name beside a month
    relative_to: str = ""  # "month" or "year" where the span hangs on another one of the text


Reading = Callable[["re.Match[str]", date], Span | None]


def last_before(month: int, day: int, today: date) -> date:
    """The last such day up to a day.

    >>> last_before(11, 19, date(2022, 12, 9)), last_before(11, 19, date(2022, 11, 9))
    (datetime.date(2022, 11, 19), datetime.date(2021, 11, 19))
    """
    found = day_of(today.year, month, day)
    return found if found <= today else day_of(today.year - 1, month, day)


def day_of(year: int, month: int, day: int) -> date:
    """A day, or the last day of a month that is shorter."""
    return min(month_end(date(year, month, 1)), date(year, month, 1) + timedelta(days=day - 1))


def months_before(day: date, months: int) -> date:
    """
    >>> months_before(date(2025, 3, 31), 1)
    datetime.date(2025, 2, 28)
    """
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return day_of(max(years, 1), month + 1, day.day)


def group(match: re.Match[str], name: str) -> str:
    """The text of a named group, or of its second place in the phrase (`last2`), in lower case; empty without one."""
    groups = match.groupdict()
    return " ".join((groups.get(name) or groups.get(f"{name}2") or "").lower().split())


def year_of(match: re.Match[str], today: date) -> int | None:
    """The year that the words name, in figures or as 'last year'; None where they name none."""
    if year := group(match, "year"):
        return int(year) + (2000 if len(year) == 2 else 0)
    if words := group(match, "relyear"):
        return today.year - bool(BEFORE.search(words))
    return None


def fiscal_year_of(words: str, today: date) -> int:
    """The fiscal year that words name.

    >>> [fiscal_year_of(words, date(2025, 6, 1)) for words in ("fiscal 2019", "FY24", "last fiscal year", "this one")]
    [2019, 2024, 2024, 2025]
    """
    if figures := re.search(r"\d{4}|\d{2}", words):
        return int(figures[0]) + (2000 if len(figures[0]) == 2 else 0)
    return fiscal_year(today) - bool(BEFORE.search(words)) + bool(_AFTER.search(words))


def _is_month(match: re.Match[str]) -> bool:
    """Whether a word is a month here, and not a verb, a name or an adjective."""
    start, end = match.span("month")
    word, before, after = match["month"], match.string[:start], match.string[end:]
    bare = word.lower().rstrip(".")
    if bare in ("may", "march", "august"):
        if after.startswith(" Day"):
            return False
        if _VERB_AFTER.match(after):
            return False
        if _STRICTLY_BEFORE_MONTH.search(before):
            return True
        if word[0].islower():
            return False
        if re.match(r"\s+\d|[’']s|\s*(?:[,.;:)]|$)", after):
            return True
        return bool(_BEFORE_MONTH.search(before)) and not _SENTENCE_AFTER.match(after)
    if len(bare) < 5 and bare not in ("june", "july", "mayo"):  # an abbreviation is written with a capital or a stop
        return word[0].isupper() or word.endswith(".") or word.isupper()
    return not (bare in ("julio", "abril") and word[0].isupper() and re.match(r"\s+[A-ZÁÉÍÓÚ][a-z]", after))


def _month_first(match: re.Match[str], today: date, from_day: int = 1) -> Span | None:
    """The first day of the month that a phrase names, as a span; `from_day`: where the meant part begins."""
    if relative := group(match, "rel"):
        first = today.replace(day=1)
        if BEFORE.search(relative):
            first = months_before(first, 1)
        elif _AFTER.search(relative):
            first = next_month(first)
        return Span(first, first, "month")
    if not _is_month(match):
        return None
    month = MONTH_NUMBERS[group(match, "month").rstrip(".")]
    if fiscal := group(match, "fiscal"):
        year = fiscal_year_of(fiscal, today)
        first = month_of_fiscal_year(month, year)
        return Span(first, first, "month", fiscal=year)
    if year_named := year_of(match, today):
        return Span(date(year_named, month, 1), date(year_named, month, 1), "month")
    first = last_before(month, from_day, today).replace(day=1)
    which = group(match, "last")
    if BEFORE.search(which) and first == today.replace(day=1):
        first = first.replace(year=first.year - 1)
    elif _AFTER.search(which):
        first = first.replace(year=first.year + 1)
    return Span(first, first, "month", yearless=True)


def month(match: re.Match[str], today: date) -> Span | None:
    """'in May', 'last September', 'May of last year', 'last month'."""
    first = _month_first(match, today)
    if first is None:
        return None
    role = "through" if group(match, "sofar") else "at"
    return Span(first.start, month_end(first.start), "month", role, first.yearless, first.fiscal)


_PARTS = {
    "early": (1, 10),
    "mid": (10, 20),
    "late": (20, 31),
    "first days": (1, 7),
    "last days": (25, 31),
    "first half": (1, 15),
    "second half": (16, 31),
}
_PART_WORDS = (
    ("first days", r"first (?:few )?days|opening days|began|opened|started|dawned|comenz|empez|iniciar|primeros días"),
    (
        "last days",
        r"(?:last|final|closing|waning) (?:few )?days|ended|closed|came|drew|wound|t[ée]rmin|finaliz|últimos días",
    ),
    ("first half", r"first half|primera (?:quincena|mitad)"),
    ("second half", r"(?:second|latter|last) half|(?:segunda|última) (?:quincena|mitad)"),
    ("mid", r"mid|media[dn]os|mitad"),
    ("early", r"early|start|beginning|opening|outset|principio|comienzo|inicio"),
    ("late", r"late|end|close|final|fin|cierre"),
)


def part_of_month(match: re.Match[str], today: date) -> Span | None:
    """'mid-May', 'the end of January', 'late last month', 'as June began'."""
    words = group(match, "part")
    part = next(name for name, pattern in _PART_WORDS if re.match(pattern, words))
    low, high = _PARTS[part]
    first = _month_first(match, today, low)
    if first is None:
        return None
    start, end = day_of(first.start.year, first.start.month, low), day_of(first.start.year, first.start.month, high)
    return Span(start, end, "part_of_month", "at", first.yearless, first.fiscal)


def edge_of_month(match: re.Match[str], today: date) -> Span | None:
    """'the last day of May', 'the first day of June'."""
    first = _month_first(match, today)
    if first is None:
        return None
    is_first = count(group(match, "edge")) == 1 and not re.match("last|final", group(match, "edge"))
    day = first.start if is_first else month_end(first.start)
    return Span(day, day, "day", "at", first.yearless)


def week_of_month(match: re.Match[str], today: date) -> Span | None:
    """'the first week of June', 'the last week of May'."""
    first = _month_first(match, today)
    if first is None:
        return None
    which, end = group(match, "edge"), month_end(first.start)
    number = count(which) or 1
    if re.match(r"last|final|últim", which):
        return Span(end - timedelta(days=6), end, "week", "at", first.yearless)
    start = first.start + timedelta(days=7 * (min(number, 4) - 1))
    return Span(start, start + timedelta(days=6), "week", "at", first.yearless)


def day(match: re.Match[str], today: date) -> Span | None:
    """'Nov. 19', '17 May 2025', 'el 7 de febrero de 2026'."""
    if not _is_month(match):
        return None
    number = count(group(match, "day"))
    month_number = MONTH_NUMBERS[group(match, "month").rstrip(".")]
    year = year_of(match, today)
    if not number or not 1 <= number <= 31:
        return None
    found = last_before(month_number, number, today) if year is None else day_of(year, month_number, number)
    return Span(found, found, "day", "at", year is None) if found.day == number else None


def day_in_figures(match: re.Match[str], today: date) -> Span | None:
    """'5/17/2025' month first, '2025-05-17', '17/5/2025' where only that is a day."""
    first, second = int(match["first"]), int(match["second"])
    if first > 12:
        first, second = second, first
    year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
    try:
        found = date(year, first, second)
    except ValueError:
        return None
    return Span(found, found, "day")


def weekday(match: re.Match[str], today: date) -> Span | None:
    """'Tuesday', 'on Friday', 'last Thursday': the last such day, today itself without 'last'."""
    back = (today.weekday() - WEEKDAYS[group(match, "weekday")]) % 7
    if back == 0 and BEFORE.search(group(match, "last")):
        back = 7
    found = today - timedelta(days=back)
    return Span(found, found, "day")
