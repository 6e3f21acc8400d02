"""The numbers that a text states, with their unit, their bound and how closely they are given."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tallybook.claims.asides import asides, only_places_a_time
from tallybook.claims.changes import change_of, has_movement
from tallybook.claims.comparators import comparator_after, comparator_before
from tallybook.claims.forms import one_in, parts, times_of
from tallybook.claims.number_words import Word, read_number, words_of
from tallybook.claims.phrases import Form, fixed_phrase
from tallybook.claims.plain_numbers import TIME_UNITS, begins, one_month, plain_number, stands_alone

_FOLDS = {"twofold": 2, "threefold": 3, "fourfold": 4, "fivefold": 5, "sixfold": 6, "sevenfold": 7, "eightfold": 8}
_FOLDS |= {"ninefold": 9, "tenfold": 10, "twentyfold": 20, "hundredfold": 100}
_IN = re.compile(r"\b(?:in|en)\s+$", re.IGNORECASE)
_SAYS_AGAIN = re.compile(r"(?: [\w-]+){0,3},? (?:or|o) (?:by )?|(?: [\w-]+)? \(| in \w+ and ", re.IGNORECASE)
_UP_FROM = re.compile(r"(?: [\w-]+){0,2},? (?:up|down) from ", re.IGNORECASE)
_SOME = re.compile(r"(?:some|un[oa]s)\s+", re.IGNORECASE)
_SMALL_WORDS = {
    "en": r"the|of|and|to|in|was|were|had|has|is|are|that|for|by|with|on|from|its|at|as|an|it|this|people",
    "es": r"el|la|los|las|de|del|y|en|que|había|han|es|son|por|con|su|un|una|al|se|para|lo|como|más|personas",
}
_SMALL = {lang: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for lang, words in _SMALL_WORDS.items()}


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
    lang = lang if lang in _SMALL else "en"
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
        quantity = _quantity(text, begins(text, word.start), form, lang, found)
        if quantity is not None:
            found.append(quantity)
            after = quantity.end
    return found


def language_of(text: str) -> str:
    """The language of a text by its small words: "en" or "es", and "en" where they do not tell.

    >>> language_of("La mitad de las personas detenidas"), language_of("Half of the people"), language_of("")
    ('es', 'en', 'en')
    """
    counts = {small: len(pattern.findall(text)) for small, pattern in _SMALL.items()}
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
    number = read_number(words, at, lang) or one_month(text, words, at, lang)
    if number is None or not stands_alone(text, words, at, number):
        return None
    form = one_in(text, words, number, lang) or times_of(text, words, number, lang)
    return form or plain_number(text, words, at, number, lang)


def _quantity(text: str, start: int, form: Form, lang: str, found: Sequence[Quantity]) -> Quantity | None:
    """A form with what stands beside it; None where it only says when."""
    sign, begin = comparator_before(text, start, lang)
    later, stop = comparator_after(text, form.end, lang)
    if form.unit in TIME_UNITS and _only_when(text, begin, start, form, sign, lang):
        return None
    begin = max(begin, found[-1].end if found else 0)
    if _SOME.fullmatch(text, begin, start) and form.value >= 1000 and form.step <= 1:
        sign = "="  # "Some 53,975" says that they are many; nobody rounds to a last digit
    if form.kind in ("vague", "majority", "none") or form.comparator:
        begin, comparator = (begin if sign and form.kind not in ("none",) else start), form.comparator or "="
    else:
        comparator = sign or later or ("~" if form.kind in ("fraction", "ratio") else "=")
    stop = stop if later and not sign else form.end
    unit = _unit_of_before(text, begin, form, found)
    change = form.change or _change(text, (begin, start, form.end), form.kind, lang) or _same_change(text, begin, found)
    return Quantity(
        start, form.end, float(form.value), unit, form.step, comparator, form.kind, text[begin:stop], change
    )


def _change(text: str, places: tuple[int, int, int], kind: str, lang: str) -> str:
    return "" if kind in ("majority", "none") else change_of(text, *places, lang, is_ratio=kind == "ratio")


def _only_when(text: str, begin: int, start: int, form: Form, sign: str, lang: str) -> bool:
    """Whether a duration only places a time; "over" before one may be the preposition."""
    if sign == ">" and text[begin:start].strip().lower() == "over":
        return only_places_a_time(text, start, form.end, lang)
    if sign == "<" and not has_movement(text, begin) and _IN.search(text, max(0, begin - 10), begin):
        return False
    return only_places_a_time(text, begin, form.end, lang)


def _unit_of_before(text: str, begin: int, form: Form, found: Sequence[Quantity]) -> str:
    """The unit of "44" in "71 days, up from 44"; it is that of the number before."""
    if form.unit != "count" or form.value >= 1000 or not found or found[-1].change or found[-1].kind != "number":
        return form.unit
    is_level_before = _UP_FROM.fullmatch(text, found[-1].end, max(begin, found[-1].end))
    return found[-1].unit if is_level_before else form.unit


def _same_change(text: str, begin: int, found: Sequence[Quantity]) -> str:
    """The change of the number before, where this one says the same otherwise: "by 6,000, or 28 percent"."""
    if found and found[-1].change and _SAYS_AGAIN.fullmatch(text, found[-1].end, max(begin, found[-1].end)):
        return found[-1].change
    return ""
