"""Shares and ratios that a number states with the words after it: one in nine, two thirds, sixfold, tres veces más."""

import re
from collections.abc import Sequence

from tallybook.claims.comparators import comparator_before
from tallybook.claims.number_words import Number, Word, read_number
from tallybook.claims.phrases import Form

_TIME_WORDS = {"days", "weeks", "months", "years", "hours", "días", "semanas", "meses", "años", "horas"}
_NO_WHOLE = _TIME_WORDS | {"percent", "states", "cities", "counties"}
_EN = ["half", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_ES = (
    "tercio cuarto quinto sexto séptimo octavo noveno décimo",
    "tercera cuarta quinta sexta séptima octava novena décima",
)
_PARTS: dict[str, dict[str, int]] = {
    "en": {word: size for size, word in enumerate(_EN, start=2)}
    | {f"{word}s": size for size, word in enumerate(_EN, start=2)}
    | {"halves": 2, "fourth": 4, "fourths": 4, "twentieth": 20, "hundredth": 100},
    "es": {word + end: size for words in _ES for size, word in enumerate(words.split(), start=3) for end in ("", "s")},
}
_ONE = {"en": {"a", "one"}, "es": {"un", "una", "la"}}
_GOES_ON = re.compile(
    r"\s*(?:$|[.,;:!?)”\"—–]|\s(?:of|more|less|fewer|higher|lower|as|the|were|was|are|is|have|had|has|since|from|in|to"
    r"|between|compared|on|over|and|or|by|came|come|did|do|go|went|increase|rise|drop|decline|cut|smaller|larger|de|del"
    r"|más|menos|en|desde|por|que|con)\b)",
    re.IGNORECASE,
)
_IN = {
    "en": re.compile(r"[\s-]+(?:(?:in|out[\s-]of)(?:[\s-]+every)?|of[\s-]+every)[\s-]+", re.IGNORECASE),
    "es": re.compile(r"\s+(?:de|en|por)\s+cada\s+", re.IGNORECASE),
}
_ONE_OF_WHOM_IN = re.compile(
    r"(?:\s+[A-Za-z-]+){1,3}\s+(?:in|out\s+of)(?:\s+every)?\s+(?=\w)"
)  # one participant in ten
_OF_QUARTERS = re.compile(r"\b(?:past|last|first|next|previous|every)\s$", re.IGNORECASE)
_AS_MANY = re.compile(r"\s+as\s+(?:many|much|high|large|big|long)\b", re.IGNORECASE)
_NO_HALF_BEFORE = re.compile(
    r"\b(?:first|second|latter|other|last|past|next|previous|and\s+a|better)[\s-]+$", re.IGNORECASE
)
_NO_HALF_AFTER = re.compile(r"-|\s+(?:an?\s+(?:hour|century|decade|year|day|mile)|hour|time|brother|sister)\b")
_TIMES = {
    "en": re.compile(
        r"[\s-]?fold\b|[\s-]times(?=[\s-]+(?:as|more|larger|higher|greater|bigger|the|its|what|their|that|fewer|over)\b)",
        re.IGNORECASE,
    ),
    "es": re.compile(r"\s+veces(?=\s+(?:más|mayor|menos|superior|la|el|lo|los|las|tant[oa]s?)\b)", re.IGNORECASE),
}
_FACTOR = re.compile(
    r"\b(?:(?:up|rose|risen|grew|grown|increased?|multiplied)\s+by\s+a\s+factor\s+of|multiplic\w+\s+por)\s+$", re.I
)


def one_in(text: str, words: Sequence[Word], first: Number, lang: str = "en") -> Form | None:
    """The share that goes on from a number as "in nine", "out of ten", "de cada diez".

    >>> from tallybook.claims.number_words import words_of
    >>> words = words_of("one in nine people")
    >>> one_in("one in nine people", words, read_number(words, 0)).value
    11.11
    """
    link = _IN[lang].match(text, words[first.stop - 1].end)
    if link is None and first.value == 1 and lang == "en":
        link = _ONE_OF_WHOM_IN.match(text, words[first.stop - 1].end)
    at = next((place for place in range(first.stop, len(words)) if link and words[place].start == link.end()), None)
    whole = read_number(words, at, lang) if at is not None else None
    if link is None or whole is None or not 0 < first.value < whole.value <= 1000:
        return None
    is_count = link.group().strip().lower() == "in" and 100 < whole.value < 1000
    if is_count or (whole.stop < len(words) and words[whole.stop].text in _NO_WHOLE):
        return None
    return Form(words[whole.stop - 1].end, round(100 * first.value / whole.value, 2), "percent", 1.0, "fraction")


def parts(text: str, words: Sequence[Word], at: int, lang: str = "en") -> Form | None:
    """The share that a word such as "third" states with the number before it: a third, two-thirds, dos tercios.

    >>> from tallybook.claims.number_words import words_of
    >>> parts("a fifth of", words_of("a fifth of"), 0).value
    20.0
    """
    if words[at].text == "half" and lang == "en":
        return _half(text, words[at])
    count, stop = _count_of_parts(words, at, lang)
    size = _PARTS[lang].get(words[stop].text, 0) if stop < len(words) and words[stop].follows else 0
    if not 0 < count < size or (lang == "en" and (count == 1) == words[stop].text.endswith("s")):
        return None
    end = words[stop].end
    if lang == "es" and words[stop].text.rstrip("s").endswith("a"):
        part = re.compile(r"\s+partes?\b").match(text, end)
        if part is None:
            return None
        end = part.end()
    elif not _is_share(text, words, at, stop, lang):
        return None
    if _AS_MANY.match(text, end):
        return Form(end, round(count / size, 2), "times", 0.1, "ratio")
    return Form(end, round(100 * count / size, 2), "percent", 1.0, "fraction")


def _count_of_parts(words: Sequence[Word], at: int, lang: str) -> tuple[float, int]:
    """How many thirds or fifths there are, and the place of their word."""
    if words[at].text in _ONE[lang]:
        return 1.0, at + 1
    first = read_number(words, at, lang)
    return (first.value, first.stop) if first else (0.0, len(words))


def _is_share(text: str, words: Sequence[Word], at: int, stop: int, lang: str) -> bool:
    """Whether "a third" is a share, and no third country, last three quarters or quarter-century."""
    start, end = words[at].start, words[stop].end
    if re.match(r"-\w", text[end : end + 2]) or _OF_QUARTERS.search(text, max(0, start - 12), start):
        return False
    if words[at].text not in _ONE[lang] or words[stop].gap in ("-", "‑") or words[stop].text == "tercio":
        return True
    return bool(comparator_before(text, start, lang)[0] or _GOES_ON.match(text, end))


def _half(text: str, word: Word) -> Form | None:
    """Half as a share; not the second half of a year, half-brothers or half an hour."""
    if _NO_HALF_BEFORE.search(text, max(0, word.start - 20), word.start) or _NO_HALF_AFTER.match(text, word.end):
        return None
    return Form(word.end, 50.0, "percent", 1.0, "fraction")


def times_of(text: str, words: Sequence[Word], first: Number, lang: str = "en") -> Form | None:
    """The ratio that goes on from a number as "fold", "times as many", "veces más".

    >>> from tallybook.claims.number_words import words_of
    >>> words = words_of("seventeen times as many")
    >>> times_of("seventeen times as many", words, read_number(words, 0)).value
    17.0
    """
    end = words[first.stop - 1].end
    if _FACTOR.search(text, max(0, words[first.stop - 1].start - 40), words[first.stop - 1].start):
        return Form(end, first.value, "times", float(min(first.step, 1)), "ratio", "up")
    found = _TIMES[lang].match(text, end)
    return Form(found.end(), first.value, "times", float(min(first.step, 1)), "ratio") if found else None
