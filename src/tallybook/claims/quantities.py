"""The numbers that a text states, with their unit, their bound and how closely they are given."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tallybook.claims.asides import asides, only_places_a_time
from tallybook.claims.comparators import change_of, comparator_after, comparator_before
from tallybook.claims.forms import Form, fixed_phrase, one_in, parts, times_of
from tallybook.claims.number_words import Number, Word, read_number, words_of

_FOLDS = {
    f"{word}fold": value
    for value, word in enumerate("two three four five six seven eight nine ten".split(), start=2)
} | {"twentyfold": 20, "hundredfold": 100}
_UNITS = {
    "percent": r"\s?(?:%|percent\b|per\s+cent\b|pct\b\.?|percentage[\s-]points?\b|por\s?ciento\b)|-percent\b|-per-cent\b",
    "usd": r"[\s-](?:(?:U\.?S\.?\s)?dollars?|bucks|(?:de\s+)?dólares|USD)\b",
    "days": r"[\s-](?:days?|días?)\b",
    "weeks": r"[\s-](?:weeks?|semanas?)\b",
    "months": r"[\s-](?:months?|mes(?:es)?)\b",
    "years": r"[\s-](?:years?|años?)\b",
    "hours": r"[\s-](?:hours?|horas?)\b",
}
_UNIT_PATTERNS = {unit: re.compile(words, re.IGNORECASE) for unit, words in _UNITS.items()}
_TIME_UNITS = {"days", "weeks", "months", "years", "hours"}
_MONEY = re.compile(r"(?:US|U\.S\.)?\s?\$\s?$|\bUSD\s$|\bUS\$\s?$")
_ONLY = re.compile(r"\b(?:only|just|exactly|merely|barely|at least|solo|sólo|solamente|únicamente|apenas|al menos)\s+$", re.I)
_HIGH = re.compile(r"\b(low|mid|middle|high|upper|lower)[\s-]+$", re.IGNORECASE)
_RANKS = {"low": (0.0, "just over"), "lower": (0.0, "just over"), "mid": (0.5, "~"), "middle": (0.5, "~")}
_ONES = {"one", "a", "an", "un", "una", "uno"}
_PLURALS = re.compile(r"\s(?:people|immigrants|migrants|detainees|personas|inmigrantes|migrantes|detenid[oa]s)\b", re.I)
_STOP_WORDS = {
    "en": set("the of and to in was were had has is are that for by with on from its at as an it this people".split()),
    "es": set("el la los las de del y en que había han es son por con su un una al se para lo como más personas".split()),
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number that a text states, as a reader understands it.

    `value` is as spoken: a percentage is 98.5, "one in nine" 11.11 percent, "doubled" 2 times. A level has no
    `change`; an amount by which something rose or fell has "up" or "down". A bare fraction or ratio is "~".
    """

    start: int  # place in the text, end exclusive: the number and its unit word, not the comparator
    end: int
    value: float
    unit: str  # count, percent, usd, days, weeks, months, years, hours, times
    step: float  # worth of the last digit that is given
    comparator: str  # = ~ > < nearly, just over
    kind: str  # number, fraction, ratio, majority, none, vague
    text: str  # the words, with the comparator
    change: str  # up, down or nothing


def quantities(text: str, lang: str = "en") -> list[Quantity]:
    """Every number that the text states, in order; parts of dates, ages, names and ranks are not among them.

    >>> [(q.value, q.unit, q.comparator) for q in quantities("On June 1, more than 40 percent of 51,302 people left.")]
    [(40.0, 'percent', '>'), (51302.0, 'count', '=')]
    >>> [q.value for q in quantities("Unas 30.000 personas, una de cada tres", "es")]
    [30000.0, 33.33]
    """
    lang = lang if lang in _STOP_WORDS else "en"
    words, closed = words_of(text), asides(text, lang)
    found: list[Quantity] = []
    after = 0
    for at, word in enumerate(words):
        if word.start < after or _is_within(word, closed):
            continue
        form = _form(text, words, at, lang)
        if form is None:
            continue
        after = form.end
        quantity = _quantity(text, _begin(text, word.start), form, lang, found)
        if quantity is not None:
            found.append(quantity)
            after = quantity.end
    return found


def language_of(text: str) -> str:
    """The language of a text by its small words: "en" or "es", and "en" where they do not tell.

    >>> language_of("La mitad de las personas detenidas"), language_of("Half of the people"), language_of("")
    ('es', 'en', 'en')
    """
    words = re.findall(r"[^\W\d_]+", text.lower())
    counts = {lang: sum(word in stops for word in words) for lang, stops in _STOP_WORDS.items()}
    return "es" if counts["es"] > counts["en"] else "en"


def _is_within(word: Word, closed: Sequence[tuple[int, int]]) -> bool:
    place = bisect_right(closed, (word.start, 10**9)) - 1
    return place >= 0 and word.start < closed[place][1]


def _form(text: str, words: Sequence[Word], at: int, lang: str) -> Form | None:
    """The number that begins with a word, in whatever form."""
    word = words[at]
    if word.text in _FOLDS and lang == "en":
        return Form(word.end, float(_FOLDS[word.text]), "times", 1.0, "ratio")
    if form := fixed_phrase(text, word.start, lang) or parts(text, words, at, lang):
        return form
    number = read_number(words, at, lang)
    if number is None or not _stands_alone(text, words, at, number):
        return None
    form = one_in(text, words, number, lang) or times_of(text, words, number, lang)
    return form or _plain(text, words, at, number, lang)


def _stands_alone(text: str, words: Sequence[Word], at: int, number: Number) -> bool:
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


def _plain(text: str, words: Sequence[Word], at: int, number: Number, lang: str) -> Form | None:
    """A number that is written out, with its unit."""
    end = words[number.stop - 1].end
    if ranked := _ranked(text, words, at, number, lang):
        return ranked
    unit, stop = _unit(text, words[at].start, end)
    if _is_year(text, words[at], end, unit, lang):
        return None
    if words[at].text in _ONES and number.value == 1 and not _counts_one(text, words[at].start, unit, lang):
        return None
    step = number.step
    if unit == "percent" and number.in_digits and number.step >= 1:
        step = 1.0
    return Form(stop, number.value, unit, float(step), "none" if number.value == 0 and unit == "count" else "number")


def _ranked(text: str, words: Sequence[Word], at: int, number: Number, lang: str) -> Form | None:
    """The "high twenty-three thousands": 23,500 or a little more."""
    rank = _HIGH.search(text, max(0, words[at].start - 10), words[at].start)
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


def _is_year(text: str, word: Word, end: int, unit: str, lang: str) -> bool:
    """Whether four bare digits are a year."""
    if unit != "count" or not re.fullmatch(r"(?:19|20)[0-9]{2}", word.text) or end != word.end:
        return False
    return _PLURALS.match(text, end) is None and not comparator_before(text, word.start, lang)[0]


def _counts_one(text: str, start: int, unit: str, lang: str) -> bool:
    """Whether "one" is a number: one percent, only one, under a month; not one consultant."""
    if unit in _TIME_UNITS:
        return comparator_before(text, start, lang)[0] != ""
    return unit != "count" or _ONLY.search(text, max(0, start - 16), start) is not None


def _begin(text: str, start: int) -> int:
    """Where the number begins, with the dollar sign that stands before it."""
    money = _MONEY.search(text, max(0, start - 6), start)
    return start - len(money.group().lstrip()) if money else start


def _quantity(text: str, start: int, form: Form, lang: str, found: Sequence[Quantity]) -> Quantity | None:
    """A form with what stands beside it; None where it only says when."""
    sign, begin = comparator_before(text, start, lang)
    later, stop = comparator_after(text, form.end, lang)
    if form.unit in _TIME_UNITS and _only_when(text, begin, start, form, sign, lang):
        return None
    begin = max(begin, found[-1].end if found else 0)
    if form.kind in ("vague", "majority", "none") or form.comparator:
        begin, comparator = (begin if sign and form.kind not in ("none",) else start), form.comparator or "="
    else:
        comparator = sign or later or ("~" if form.kind in ("fraction", "ratio") else "=")
    stop = stop if later and not sign else form.end
    change = form.change or ("" if form.kind in ("majority", "none") else change_of(text, begin, form.end, lang))
    change = change or _same_change(text, begin, found)
    return Quantity(
        start, form.end, float(form.value), form.unit, form.step, comparator, form.kind, text[begin:stop], change
    )


def _only_when(text: str, begin: int, start: int, form: Form, sign: str, lang: str) -> bool:
    """Whether a duration only places a time; "over" before one may be the preposition."""
    if sign == ">" and text[begin:start].strip().lower() == "over":
        return only_places_a_time(text, start, form.end, lang)
    return only_places_a_time(text, begin, form.end, lang)


def _same_change(text: str, begin: int, found: Sequence[Quantity]) -> str:
    """The change of the number before, where this one says the same otherwise: "by 6,000, or 28 percent"."""
    if found and found[-1].change and re.fullmatch(r",? or (?:by )?| \(", text[found[-1].end : begin]):
        return found[-1].change
    return ""
