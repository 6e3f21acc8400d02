"""The forms in which a text states a number without a plain figure: shares, ratios, majorities, none, vague amounts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tallybook.claims.number_words import Number, Word, read_number, words_of

_TIME_WORDS = {"days", "weeks", "months", "years", "hours", "días", "semanas", "meses", "años", "horas"}
_PARTS_EN = "half third quarter fifth sixth seventh eighth ninth tenth"
_PARTS = {
    "en": {
        **{word: size for size, word in enumerate(_PARTS_EN.split(), start=2)},
        **{f"{word}s": size for size, word in enumerate(_PARTS_EN.split(), start=2)},
        **{"halves": 2, "fourth": 4, "fourths": 4, "twentieth": 20, "hundredth": 100},
    },
    "es": {
        **{"tercio": 3, "cuarto": 4, "quinto": 5, "sexto": 6, "séptimo": 7, "octavo": 8, "noveno": 9, "décimo": 10},
        **{"tercios": 3, "cuartos": 4, "quintos": 5, "sextos": 6, "octavos": 8, "décimos": 10},
        **{"tercera": 3, "cuarta": 4, "quinta": 5, "sexta": 6, "séptima": 7, "octava": 8, "novena": 9, "décima": 10},
        **{"terceras": 3, "cuartas": 4, "quintas": 5, "sextas": 6, "octavas": 8, "décimas": 10},
    },
}
_ONE = {"en": {"a", "one"}, "es": {"un", "una", "la"}}
_GOES_ON = re.compile(
    r"\s*(?:$|[.,;:!?)”\"—–]|\s(?:of|more|less|fewer|higher|lower|as|the|were|was|are|is|have|had|has|since|from|in|to|between"
    r"|compared|on|over|and|or|by|came|come|did|do|go|went|increase|rise|drop|decline|cut|smaller|larger|de|del|más|menos"
    r"|en|desde|por|que|con)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Form:
    """A number that a phrase states: what it comes to, and where the phrase ends."""

    end: int
    value: float
    unit: str
    step: float
    kind: str
    change: str = ""
    comparator: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A fixed phrase and the number that it stands for."""

    pattern: re.Pattern[str]
    value: float
    unit: str
    kind: str
    change: str = ""
    comparator: str = ""
    step: float = 1.0


def _phrase(words: str, value: float, unit: str, kind: str, *more: str, step: float = 1.0) -> Phrase:
    return Phrase(re.compile(words.replace(" ", r"[\s-]+"), re.IGNORECASE), value, unit, kind, *more, step=step)


_OF_A_LEVEL = r"(?= (?:the|its|that|what|those|their|his|as|[a-z]+'s|[a-z]+’s)\b)"
_PEOPLE = (
    r"(?:arrests?|deaths?|removals?|deportations?|detainees?|placements?|releases?|book ins?|detentions?|participants?|transfers?"
    r"|flights?|(?:us |u\.s\. )?citizens?|people|migrants?|immigrants?|women|children|families|escapes|suicides)"
)
_STATES = (
    r"(?:lists?|listed|listing|reports?|reported|reporting|shows?|showed|shown|records?|recorded|counts?|counted|logged|made"
    r"|there (?:were|are))"
)
_PLURAL = r"(?!\w*(?:ous|ss)\b)(?:[\w’']+s|people|men|women|children|(?:of))\b"

PHRASES: dict[str, tuple[Phrase, ...]] = {
    "en": (
        _phrase(r"(?:half|(?:one )?half)(?= as (?:many|much|high|large|big|long)\b)", 0.5, "times", "ratio", step=0.1),
        _phrase(rf"(?:twice|double){_OF_A_LEVEL}", 2, "times", "ratio"),
        _phrase(rf"triple{_OF_A_LEVEL}", 3, "times", "ratio"),
        _phrase(rf"quadruple{_OF_A_LEVEL}", 4, "times", "ratio"),
        _phrase(r"(?:doubled|doubling|doubles|(?<=to )double|(?<=will )double)\b(?! (?:down|up)\b|-\w)", 2, "times", "ratio", "up"),
        _phrase(r"(?:tripled|tripling|triples|trebled|trebling|(?<=to )triple|(?<=will )triple)\b", 3, "times", "ratio", "up"),
        _phrase(r"(?:quadrupled|quadrupling|quadruples)\b", 4, "times", "ratio", "up"),
        _phrase(r"(?:quintupled|quintupling)\b", 5, "times", "ratio", "up"),
        _phrase(r"(?:halved|halving|halves)\b", 0.5, "times", "ratio", "down", step=0.1),
        _phrase(r"in half\b", 0.5, "times", "ratio", "down", step=0.1),
        _phrase(r"half a million\b|half million\b", 500_000, "count", "number", step=100_000),
        _phrase(r"(?:a )?quarter (?:of a )?million\b", 250_000, "count", "number", step=10_000),
        _phrase(r"three quarters of a million\b", 750_000, "count", "number", step=10_000),
        _phrase(r"half a billion\b", 500_000_000, "count", "number", step=100_000_000),
        _phrase(r"half a dozen\b", 6, "count", "number"),
        _phrase(r"(?:the|a) (?:\w+ )?majority(?= (?:of|are|were|have|had|has|is|was|come|came)\b)", 50, "percent", "majority", "", ">"),
        _phrase(r"a (?:\w+ )?minority(?= of\b)", 50, "percent", "majority", "", "<"),
        _phrase(rf"(?<!\bthe )(?<!\bat )(?<!\bits )(?<!\btheir )(?<!\bthose )most(?= (?:[A-Z]\w+ )?{_PLURAL})", 50, "percent", "majority", "", ">"),
        _phrase(rf"(?<=\b)no(?= {_PEOPLE} (?:of|in|at|on|from|were|have|has|had|was|during|for|by|this)\b)", 0, "count", "none"),
        _phrase(r"not a single\b|not one\b|zero\b|none\b", 0, "count", "none"),
        _phrase(r"hundreds of thousands\b", 100_000, "count", "vague", "", ">", step=100_000),
        _phrase(r"tens of thousands\b", 10_000, "count", "vague", "", ">", step=10_000),
        _phrase(r"tens of millions\b", 10_000_000, "count", "vague", "", ">", step=10_000_000),
        _phrase(r"(?:hundreds|(?:several|a few|many) hundred)\b", 100, "count", "vague", "", ">", step=100),
        _phrase(r"(?:thousands|(?:several|a few|many) thousand)\b", 1000, "count", "vague", "", ">", step=1000),
        _phrase(r"(?:dozens|several dozen)\b", 24, "count", "vague", "", ">", step=12),
        _phrase(r"(?:millions|(?:several|a few|many) million)\b", 10**6, "count", "vague", "", ">", step=10**6),
        _phrase(r"scores(?= of\b)", 40, "count", "vague", "", ">", step=20),
    ),
    "es": (
        _phrase(r"(?:el )?doble(?= (?:de|del|que)\b)", 2, "times", "ratio"),
        _phrase(r"(?:el )?triple(?= (?:de|del|que)\b)", 3, "times", "ratio"),
        _phrase(r"(?:el )?cuádruple(?= (?:de|del|que)\b)", 4, "times", "ratio"),
        _phrase(r"duplic(?:ó|aron|ado|ar|a|an|ando|arse)\b|al doble\b", 2, "times", "ratio", "up"),
        _phrase(r"triplic(?:ó|aron|ado|ar|a|an|ando|arse)\b|al triple\b", 3, "times", "ratio", "up"),
        _phrase(r"cuadruplic(?:ó|aron|ado|ar|a|an|ando|arse)\b", 4, "times", "ratio", "up"),
        _phrase(r"quintuplic(?:ó|aron|ado|ar|a|an|ando|arse)\b", 5, "times", "ratio", "up"),
        _phrase(r"(?:a|por) la mitad\b(?! del?\b)", 0.5, "times", "ratio", "down", step=0.1),
        _phrase(r"medio millón\b", 500_000, "count", "number", step=100_000),
        _phrase(r"(?:un )?cuarto de millón\b", 250_000, "count", "number", step=10_000),
        _phrase(r"tres cuartos de millón\b", 750_000, "count", "number", step=10_000),
        _phrase(r"millón y medio\b|un millón y medio\b", 1_500_000, "count", "number", step=100_000),
        _phrase(r"media docena\b", 6, "count", "number"),
        _phrase(r"(?<!primera )(?<!segunda )(?:la )?mitad\b(?! (?:del año|de (?:año|camino|mes)))", 50, "percent", "fraction"),
        _phrase(r"(?:la|una) (?:gran |inmensa |amplia )?(?:mayoría|mayor parte)\b", 50, "percent", "majority", "", ">"),
        _phrase(r"una (?:\w+ )?minoría(?= de\b)", 50, "percent", "majority", "", "<"),
        _phrase(r"ni un(?:a)? sol[oa]\b|ning(?:ún|una)(?= (?:arresto|detención|muerte|deportación|persona|detenid)\w*)|cero\b", 0, "count", "none"),
        _phrase(r"(?:cientos|centenares) de miles\b", 100_000, "count", "vague", "", ">", step=100_000),
        _phrase(r"decenas de miles\b", 10_000, "count", "vague", "", ">", step=10_000),
        _phrase(r"(?:cientos|centenares)\b", 100, "count", "vague", "", ">", step=100),
        _phrase(r"miles\b", 1000, "count", "vague", "", ">", step=1000),
        _phrase(r"millones\b", 10**6, "count", "vague", "", ">", step=10**6),
        _phrase(r"docenas\b", 24, "count", "vague", "", ">", step=12),
        _phrase(r"decenas\b", 20, "count", "vague", "", ">", step=10),
    ),
}
_STATED_NONE = re.compile(rf"\b{_STATES}\s+$".replace(" ", r"\s+"), re.IGNORECASE)
_NOT_COUNTED = re.compile(
    r"no\s+(?:longer|doubt|way|evidence|signs?|reasons?|changes?|limits?|rules?|public|data|more|fewer|less|such|other|one|record"
    r"|criminal|improvement|information|difference|figures?|numbers?|comment|mercy|mistake|secret|sense|progress)\b|no\s+\W",
    re.IGNORECASE,
)


def fixed_phrase(text: str, at: int, lang: str = "en") -> Form | None:
    """The number that a fixed phrase states at a place of the text.

    >>> fixed_phrase("It doubled.", 3).value, fixed_phrase("Most people", 0).kind
    (2, 'majority')
    """
    for phrase in PHRASES[lang]:
        if found := phrase.pattern.match(text, at):
            return Form(
                found.end(), phrase.value, phrase.unit, phrase.step, phrase.kind, phrase.change, phrase.comparator
            )
    if lang == "en" and re.match(r"no\s+[A-Za-z]", text[at : at + 6], re.IGNORECASE):
        stated = _STATED_NONE.search(text, max(0, at - 40), at)
        if stated and not _NOT_COUNTED.match(text, at):
            return Form(at + 2, 0, "count", 1.0, "none")
    return None


def one_in(text: str, words: Sequence[Word], first: Number, lang: str = "en") -> Form | None:
    """The share that goes on from a number as "in nine", "out of ten", "de cada diez".

    >>> words = words_of("one in nine people")
    >>> round(one_in("one in nine people", words, read_number(words, 0)).value, 2)
    11.11
    """
    last = words[first.stop - 1].end
    link = re.compile(
        r"[\s-]+(?:in|out[\s-]of|of)[\s-]+(?:every[\s-]+)?" if lang == "en" else r"\s+(?:de\s+cada|en\s+cada|por\s+cada)\s+"
    ).match(text, last)
    at = next((place for place in range(first.stop, len(words)) if link and words[place].start == link.end()), None)
    whole = read_number(words, at, lang) if at is not None else None
    if link is None or whole is None or not 0 < first.value < whole.value <= 1000:
        return None
    plain_of = re.fullmatch(r"[\s-]+of[\s-]+", link.group(), re.IGNORECASE) is not None
    in_many = link.group().strip().lower() == "in" and whole.value > 100 and whole.value != 1000
    following = words[whole.stop].text if whole.stop < len(words) else ""
    if plain_of or in_many or following in _TIME_WORDS or following in ("percent", "states", "cities", "counties"):
        return None
    return Form(words[whole.stop - 1].end, round(100 * first.value / whole.value, 2), "percent", 1.0, "fraction")


def parts(text: str, words: Sequence[Word], at: int, lang: str = "en") -> Form | None:
    """The share that a word such as "third" states with the number before it: a third, two-thirds, dos tercios.

    >>> parts("a fifth of", words_of("a fifth of"), 0).value, parts("three quarters", words_of("three quarters"), 0).value
    (20.0, 75.0)
    """
    if words[at].text == "half" and lang == "en":
        return _half(text, words, at)
    single = words[at].text in _ONE[lang]
    first = None if single else read_number(words, at, lang)
    stop = at + 1 if single else (first.stop if first else at)
    size = _PARTS[lang].get(words[stop].text, 0) if at < stop < len(words) and words[stop].follows else 0
    count = 1.0 if single else (first.value if first else 0)
    if not size or not 0 < count < size or (lang == "en" and single == words[stop].text.endswith("s")):
        return None
    end, is_part = words[stop].end, False
    if lang == "es":
        part = re.compile(r"\s+partes?\b").match(text, end)
        end, is_part = (part.end(), True) if part else (end, False)
        if words[stop].text[-1] in "a" and not is_part or words[stop].text.endswith("as") and not is_part:
            return None
    hyphened = words[stop].gap in ("-", "‑")
    if single and not hyphened and not is_part and not _GOES_ON.match(text, end):
        return None
    if re.match(r"-\w", text[end : end + 2]) or re.search(r"(?:past|last|first|next|previous|every)\s$", text[: words[at].start]):
        return None
    times = re.compile(r"\s+as\s+(?:many|much|high|large|big|long)\b").match(text, end)
    if times:
        return Form(end, round(count / size, 2), "times", 0.1, "ratio")
    return Form(end, round(100 * count / size, 2), "percent", 1.0, "fraction")


def _half(text: str, words: Sequence[Word], at: int) -> Form | None:
    """Half as a share; not the second half of a year, half-brothers or half an hour."""
    end = words[at].end
    before = text[max(0, words[at].start - 20) : words[at].start]
    if re.search(r"\b(?:first|second|latter|other|last|past|next|previous|and\s+a|better)[\s-]+$", before, re.IGNORECASE):
        return None
    if re.match(r"-|\s+(?:an?\s+(?:hour|century|decade|year|day|mile)|hour|time|brother|sister)\b", text[end : end + 14]):
        return None
    return Form(end, 50.0, "percent", 1.0, "fraction")


def times_of(text: str, words: Sequence[Word], first: Number, lang: str = "en") -> Form | None:
    """The ratio that goes on from a number as "fold", "times as many", "veces más".

    >>> words = words_of("seventeen times as many")
    >>> times_of("seventeen times as many", words, read_number(words, 0)).value
    17.0
    """
    end = words[first.stop - 1].end
    if lang == "en":
        pattern = r"[\s-]?fold\b|[\s-]times(?=[\s-]+(?:as|more|larger|higher|greater|bigger|the|its|what|their|that|fewer|over)\b)"
    else:
        pattern = r"\s+veces(?=\s+(?:más|mayor|menos|superior|la|el|lo|los|las|tant[oa]s?)\b)"
    found = re.compile(pattern, re.IGNORECASE).match(text, end)
    return Form(found.end(), first.value, "times", min(first.step, 1.0), "ratio") if found else None
