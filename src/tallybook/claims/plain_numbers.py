"""A number that is written out, with its unit: 20,637; $6,354; 49.5 days; twenty thousand; under a month."""

import re
from collections.abc import Sequence

from tallybook.claims.comparators import comparator_before
from tallybook.claims.number_words import Number, Word, read_number
from tallybook.claims.phrases import Form

_UNITS = {
    "percent": r"\s?(?:%|percent\b|per\s+cent\b|pct\b\.?|percentage[\s-]points?\b|por\s?ciento\b)|-per-?cent\b",
    "usd": r"[\s-](?:(?:U\.?S\.?\s)?dollars?|bucks|(?:de\s+)?dólares|USD)\b",
    "days": r"[\s-](?:days?|días?)\b",
    "weeks": r"[\s-](?:weeks?|semanas?)\b",
    "months": r"[\s-](?:months?|mes(?:es)?)\b",
    "years": r"[\s-](?:years?|años?)\b",
    "hours": r"[\s-](?:hours?|horas?)\b",
}
_UNIT_PATTERNS = {unit: re.compile(words, re.IGNORECASE) for unit, words in _UNITS.items()}
TIME_UNITS = frozenset({"days", "weeks", "months", "years", "hours"})
_MONEY = re.compile(r"(?:US|U\.S\.)?\s?\$\s?$|\bUSD\s$|\bUS\$\s?$")
_ONLY = re.compile(
    r"\b(?:only|just|exactly|merely|barely|at least|solo|sólo|solamente|únicamente|apenas|al menos)\s+$", re.IGNORECASE
)
_RANK = re.compile(r"\b(low|mid|middle|high|upper|lower)[\s-]+$", re.IGNORECASE)
_RANKS = {"low": (0.0, "just over"), "lower": (0.0, "just over"), "mid": (0.5, "~"), "middle": (0.5, "~")}
_ONES = {"one", "a", "an", "un", "una", "uno"}
_OFTEN = re.compile(r"[\s-](?:times|veces)\b", re.IGNORECASE)
_PLURALS = re.compile(
    r"\s(?:people|immigrants|migrants|detainees|personas|inmigrantes|migrantes|detenid[oa]s)\b", re.IGNORECASE
)


def plain_number(text: str, words: Sequence[Word], at: int, number: Number, lang: str = "en") -> Form | None:
    """A number that was read at a word, with its unit; None if it is a year, a pronoun or a "three times".

    >>> from tallybook.claims.number_words import words_of
    >>> words = words_of("49.5 days")
    >>> plain_number("49.5 days", words, 0, read_number(words, 0)).unit
    'days'
    """
    end = words[number.stop - 1].end
    if ranked := _ranked(text, words, at, number, lang):
        return ranked
    unit, stop = _unit(text, words[at].start, end)
    if unit == "count":
        unit = _unit_of_range(text, words, number, lang)
    if _is_year(text, words[at], end, unit, lang) or (number.value < 10 and _OFTEN.match(text, end)):
        return None
    if words[at].text in _ONES and number.value == 1 and not _counts_one(text, words[at].start, unit, lang):
        return None
    step = number.step
    if unit == "percent" and number.in_digits and number.step >= 1:
        step = 1.0
    return Form(stop, number.value, unit, float(step), "none" if number.value == 0 and unit == "count" else "number")


def _ranked(text: str, words: Sequence[Word], at: int, number: Number, lang: str) -> Form | None:
    """The "high twenty-three thousands": 23,500 or a little more."""
    rank = _RANK.search(text, max(0, words[at].start - 10), words[at].start)
    scale = {"thousands": 1000, "hundreds": 100}.get(words[number.stop].text) if number.stop < len(words) else None
    if rank is None or scale is None or lang != "en":
        return None
    share, comparator = _RANKS.get(rank[1].lower(), (0.5, "just over"))
    value = (number.value + share) * scale
    return Form(words[number.stop].end, value, "count", scale / 2, "number", "", comparator)


def _unit(text: str, start: int, end: int) -> tuple[str, int]:
    """The unit that stands beside a number, and where its word ends."""
    if _MONEY.search(text, max(0, start - 6), start):
        return "usd", end
    for unit, pattern in _UNIT_PATTERNS.items():
        if found := pattern.match(text, end):
            return unit, found.end()
    return "count", end


def _unit_of_range(text: str, words: Sequence[Word], first: Number, lang: str) -> str:
    """The unit of the second number in "three to four weeks", which is that of the first too."""
    at = first.stop
    if at >= len(words):
        return "count"
    if words[at].text in ("to", "or", "a", "o") and words[at].follows:
        at += 1
    elif words[at].gap.strip() not in ("-", "–"):
        return "count"
    second = read_number(words, at, lang)
    if second is None:
        return "count"
    unit = _unit(text, words[at].start, words[second.stop - 1].end)[0]
    return "count" if unit == "usd" else unit


def _is_year(text: str, word: Word, end: int, unit: str, lang: str) -> bool:
    """Whether four bare digits are a year."""
    if unit != "count" or not re.fullmatch(r"(?:19|20)[0-9]{2}", word.text) or end != word.end:
        return False
    return _PLURALS.match(text, end) is None and not comparator_before(text, word.start, lang)[0]


def _counts_one(text: str, start: int, unit: str, lang: str) -> bool:
    """Whether "one" is a number: one percent, only one, under a month; not one consultant."""
    if unit in TIME_UNITS:
        return comparator_before(text, start, lang)[0] != ""
    return unit != "count" or _ONLY.search(text, max(0, start - 16), start) is not None


def one_month(text: str, words: Sequence[Word], at: int, lang: str) -> Number | None:
    """The one of "under a month"."""
    is_length = words[at].text in ("a", "an") and _unit(text, words[at].start, words[at].end)[0] in TIME_UNITS
    return Number(1.0, 1.0, at + 1, False) if is_length and comparator_before(text, words[at].start, lang)[0] else None


def stands_alone(text: str, words: Sequence[Word], at: int, number: Number) -> bool:
    """Whether figures are a number of their own, and no part of a name such as I-862, Q2, 1st or '25."""
    word, last = words[at], words[number.stop - 1]
    if not word.is_figure:
        return True
    if at and (word.gap == "_" or word.gap == "" or (word.gap in "-‑" and not words[at - 1].is_figure)):
        return False
    if text[max(0, word.start - 1) : word.start] in ("'", "’", "#", "№") and len(word.text) <= 2:
        return False
    following = words[number.stop] if number.stop < len(words) else None
    glued = following is not None and following.gap == "" and last.is_figure
    return not glued and not re.match(r"[_(]\w", text[last.end : last.end + 2])


def begins(text: str, start: int) -> int:
    """Where the number begins, with the dollar sign that stands before it."""
    money = _MONEY.search(text, max(0, start - 6), start)
    return start - len(money.group().lstrip()) if money else start
