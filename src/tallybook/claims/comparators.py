"""The words beside a number that bound it: about, more than, casi, por lo menos."""

import re

_WINDOW = 70
_FILLER = {
    "en": r"(?:(?:the|a|an|its|their|these|those|full|whopping|record|mere|staggering|another|some|total of)\s+)*",
    "es": r"(?:(?:se|ha|han|había|habían|el|la|los|las|a|un|una|unos|unas|otros|otras)\s+)*",
}
_BEFORE = {
    "en": {
        "nearly": r"(?:very )?nearly|almost|close to|closing in on|approaching|just (?:under|below|shy of|short of)"
        r"|(?:a (?:little|bit|touch|shade)|slightly) (?:under|below|less than|fewer than)|not quite|shy of|virtually"
        r"|just (?:less|fewer) than|barely under|nearing|verging on",
        "just over": r"(?:just|barely|only just) (?:over|above|past|more than)|slightly (?:over|above|more than)"
        r"|(?:a (?:little|bit|touch|shade)|little) (?:over|above|more than)|just topped",
        "<": r"(?:well |far |much )?(?:fewer than|less than|under|below)|at (?:the )?most|up to|no more than"
        r"|not more than"
        r"|(?:never|not) (?:exceed(?:ed)?|topped|passed|surpassed)"
        r"|(?:a )?maximum of|south of|no higher than|not even|lower than|not exceeding",
        ">": r"(?:well |far |much )?(?:more than|over|above|in excess of)|(?:has |have |had )?"
        r"(?:topped|topping|tops?|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|passed|crossed|crossing|eclips(?:ed|es|ing)"
        r"|broke through|went past)|at least|better than|upwards? of|north of|no (?:fewer|less) than|not less than"
        r"|greater than|higher than|a minimum of|beyond",
        "~": r"about|around|some|roughly|approximately|approx\.?|(?:an )?estimated|as many as|as much as|circa"
        r"|in the (?:neighbou?rhood|region|vicinity) of|on the order of|more or less|something like|or so",
    },
    "es": {
        "nearly": r"casi|poco menos de(?:l)?|algo menos de(?:l)?|prácticamente|apenas menos de|al borde de"
        r"|(?:ligeramente|un poco) (?:menos de(?:l)?|por debajo de)|rozan?(?: ya)?|roz(?:ó|aba|aban|aron)",
        "just over": r"poco más de(?:l)?|algo más de(?:l)?|un poco más de(?:l)?|apenas más de|(?:ligeramente|apenas)"
        r" por encima de|ligeramente más de",
        "<": r"menos de(?:l)?|hasta|como máximo|como mucho|a lo sumo|no más de(?:l)?|por debajo de(?:l)?"
        r"|debajo de|un máximo de|no (?:llegan?|llegó|llegaban?|llegaron) a",
        ">": r"más (?:de(?:l)?|que)|por lo menos|al menos|como mínimo|cuando menos"
        r"|super(?:a|an|ó|aron|aba|aban|ando)(?: a| ya)?"
        r"|rebas(?:a|an|ó|aron|aba|aban)|sobrepas(?:a|an|ó|aron|aba|aban)|por encima de(?:l)?|arriba de|no menos de"
        r"|un mínimo de|exced(?:e|en|ió|ieron)(?: de)?",
        "~": r"unos|unas|cerca de(?:l)?|alrededor de(?:l)?|aproximadamente|más o menos|en torno a(?:l)?|cosa de"
        r"|se estima que|unos cuantos",
    },
}
_AFTER = {
    "en": {
        ">": r"\s?-?plus\b|\+|,? or (?:more|above|higher|over)\b|,? and (?:counting|more|up)\b|,? at least\b"
        r"|,? if not more\b",
        "<": r",? or (?:fewer|less|under|below|lower)\b|,? at (?:the )?most\b",
        "~": r",? or (?:so|thereabouts)\b|-(?:some|odd|ish)\b|,? give or take\b|,? (?:roughly|approximately)(?=[.,;])",
    },
    "es": {
        ">": r"\+|,? o más\b|,? (?:por lo|al) menos\b|,? como mínimo\b",
        "<": r",? o menos\b|,? como (?:máximo|mucho)\b|,? a lo sumo\b",
        "~": r",? más o menos\b|,? aproximadamente\b|,? o algo así\b",
        "just over": r",? y pico\b",
    },
}
# "CBP had handed over 22,613": no bound.
_HANDED_OVER = re.compile(r"\b(?:hand|turn|sign|carri|t[ao]k|pass)(?:s|es|ed|en|ing|e)? $", re.IGNORECASE)
_MOVED_UP_TO = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|now|went|gone|shot|climbed|moved|rose|risen|goes|going|back|grew)|’s|'s"
    r"|\b(?:llegó|llegaron|llega|llegan|llegado|subió|subieron|subido|aumentó|creció|cayó|bajó|trepó|saltó)|,) $",
    re.IGNORECASE,
)


def _spaced(words: str) -> str:
    """A pattern in which any white space may stand where one blank is written."""
    return words.replace(" ", r"\s+")


_BEFORE_PATTERNS = {
    lang: {
        sign: re.compile(rf"(?<![\w-])(?:{_spaced(words)})\s+[\"“(]?{_FILLER[lang]}$", re.IGNORECASE)
        for sign, words in signs.items()
    }
    for lang, signs in _BEFORE.items()
}
_AFTER_PATTERNS = {
    lang: {sign: re.compile(_spaced(words), re.IGNORECASE) for sign, words in signs.items()}
    for lang, signs in _AFTER.items()
}


def comparator_before(text: str, start: int, lang: str = "en") -> tuple[str, int]:
    """The comparator that stands before a place, and where it begins; ("", start) if there is none.

    >>> comparator_before("no more than 500", 13), comparator_before("just over 500", 10)
    (('<', 0), ('just over', 0))
    """
    found = [
        (match.start(), sign)
        for sign, pattern in _BEFORE_PATTERNS[lang].items()
        if (match := pattern.search(text, max(0, start - _WINDOW), start))
    ]
    if not found:
        return "", start
    begin, sign = min(found)
    if sign == ">" and _HANDED_OVER.search(text, max(0, begin - _WINDOW), begin):
        return "", start
    is_limit = text[begin:start].lower().startswith(("up to", "hasta"))
    if is_limit and _MOVED_UP_TO.search(text, max(0, begin - _WINDOW), begin):
        return "", start
    return sign, begin


def comparator_after(text: str, end: int, lang: str = "en") -> tuple[str, int]:
    """The comparator that stands after a place, and where it ends.

    >>> comparator_after("500 or more people", 3)
    ('>', 11)
    """
    for sign, pattern in _AFTER_PATTERNS[lang].items():
        if match := pattern.match(text, end):
            return sign, match.end()
    return "", end
