"""The words beside a number that bound it, or make it an amount of change, English and Spanish."""

import re

_WINDOW = 70
_FILLER = {
    "en": r"(?:(?:the|a|an|its|their|these|those|full|whopping|record|mere|staggering|another|some|total of)\s+)*",
    "es": r"(?:(?:el|la|los|las|a|un|una|unos|unas|otros|otras)\s+)*",
}
_BEFORE = {
    "en": {
        "nearly": r"(?:very )?nearly|almost|close to|closing in on|approaching|just (?:under|below|shy of|short of)"
        r"|(?:a (?:little|bit|touch|shade)|slightly) (?:under|below|less than|fewer than)|not quite|shy of|virtually"
        r"|just (?:less|fewer) than|barely under|nearing|verging on",
        "just over": r"(?:just|barely|only just) (?:over|above|past|more than)|slightly (?:over|above|more than)"
        r"|(?:a (?:little|bit|touch|shade)|little) (?:over|above|more than)|just topped",
        "<": r"(?:well |far |much )?(?:fewer than|less than|under|below)|at (?:the )?most|up to|no more than"
        r"|not more than|(?:a )?maximum of|south of|no higher than|not even|lower than|not exceeding",
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
        "<": r"menos de(?:l)?|hasta|como máximo|como mucho|a lo sumo|(?:no )?más de(?:l)?(?<=no más de)|por debajo de(?:l)?"
        r"|debajo de|un máximo de|no (?:llegan?|llegó|llegaban?|llegaron) a",
        ">": r"más de(?:l)?|por lo menos|al menos|como mínimo|cuando menos|super(?:a|an|ó|aron|aba|aban|ando)(?: a| ya)?"
        r"|rebas(?:a|an|ó|aron|aba|aban)|sobrepas(?:a|an|ó|aron|aba|aban)|por encima de(?:l)?|arriba de|no menos de"
        r"|un mínimo de|exced(?:e|en|ió|ieron)(?: de)?",
        "~": r"unos|unas|cerca de(?:l)?|alrededor de(?:l)?|aproximadamente|más o menos|en torno a(?:l)?|cosa de"
        r"|se estima que|unos cuantos",
    },
}
_AFTER = {
    "en": {
        ">": r"\s?-?plus\b|\+|,? or (?:more|above|higher|over)\b|,? and (?:counting|more|up)\b|,? at least\b|,? if not more\b",
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
_MOVED_UP_TO = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|now|went|gone|shot|climbed|moved|rose|risen|goes|going|back|grew)|’s|'s"
    r"|\b(?:llegó|llegaron|llega|llegan|llegado|subió|subieron|subido|aumentó|creció|cayó|bajó|trepó|saltó)) $",
    re.IGNORECASE,
)
_SPANISH_MOVED_TO = re.compile(r"\bhasta\b", re.IGNORECASE)

_BEFORE_PATTERNS = {
    lang: {
        sign: re.compile(rf"(?<![\w-])(?:{words.replace(' ', chr(92) + 's+')})\s+[\"“(]?{_FILLER[lang]}$", re.IGNORECASE)
        for sign, words in signs.items()
    }
    for lang, signs in _BEFORE.items()
}
_AFTER_PATTERNS = {
    lang: {sign: re.compile(words.replace(" ", r"\s+"), re.IGNORECASE) for sign, words in signs.items()}
    for lang, signs in _AFTER.items()
}

_UP = {
    "en": r"r[io]se|risen|rising|rises|gr[eo]w|grown|growing|grows|jump(?:s|ed|ing)?|climb(?:s|ed|ing)?|increas(?:e|es|ed|ing)"
    r"|swollen|swelled|swelling|surg(?:e|es|ed|ing)|soar(?:s|ed|ing)?|expand(?:s|ed|ing)?|spik(?:e|es|ed|ing)|shot up|up"
    r"|growth|gain(?:s|ed|ing)?|balloon(?:s|ed|ing)?|mushroomed|leap(?:s|ed|t)?|rocketed|multiplied|uptick|exploded|raised",
    "es": r"aument(?:ó|o|os|aron|a|an|ado|ar|ando)|crec(?:ió|ieron|ido|e|en|er|iendo|imiento)|sub(?:ió|ieron|ido|e|en|ir|ida)"
    r"|increment(?:ó|o|os|aron|a|an|ado|ar|ando)|alza|repunte|salt(?:ó|o|aron)|ascen(?:dió|dieron|dido|so)|dispar(?:ó|aron|ado)"
    r"|multiplic(?:ó|aron|ado|ar)",
}
_DOWN = {
    "en": r"fell|fall(?:s|en|ing)?|dropp(?:ed|ing)|drops?|shr[aiu]nk(?:s|ing|en)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)"
    r"|cut(?:s|ting)?|plung(?:e|es|ed|ing)|plummet(?:s|ed|ing)?|tumbl(?:e|es|ed|ing)|s[aiu]nk|dip(?:s|ped|ping)?|slash(?:ed|ing)"
    r"|slid(?:es?|ing)?|slipp?(?:s|ed|ing)?|reduc(?:e|es|ed|ing|tion)|down|contract(?:ed|ing)|diminish(?:ed|ing)|collapsed?"
    r"|lower(?:ed|ing)|withered|dwindled|eased|thinned|lost|shed",
    "es": r"baj(?:ó|aron|ado|a|an|ar|ando)|ca(?:yó|yeron|ído|e|en|er|ída|yendo)|disminu(?:yó|yeron|ido|ye|yen|ir|ción)"
    r"|redu(?:jo|jeron|cido|ce|cen|cir|cción)|descen(?:dió|dieron|dido|so|diendo)|retroced(?:ió|ieron|ido)|desplom(?:ó|aron|ado)",
}
_LINK = {
    "en": r"(?:(?:by|a|an|another|further|fully|sharply|steeply|overall|only|just|another|of)\s+)*",
    "es": r"(?:(?:en|un|una|del?|de un|de una|otros?|otras?|por)\s+)*",
}
_AFTER_UP = {
    "en": r"[\s-](?:increase|rise|jump|surge|growth|spike|uptick|hike|gain|leap|climb)\b|\s(?:more|higher|larger|bigger|greater|longer|up)\b",
    "es": r"\smás\b|\sde\s(?:aumento|incremento|alza)\b",
}
_AFTER_DOWN = {
    "en": r"[\s-](?:drop|decline|fall|decrease|reduction|dip|plunge|cut|slide|slump)\b|\s(?:fewer|less|lower|smaller|shorter|down)\b",
    "es": r"\smenos\b|\sde\s(?:descenso|reducción|caída|disminución)\b",
}
_CLAUSE = re.compile(r"[.;:!?—–()\n]|,(?![0-9])")


def comparator_before(text: str, start: int, lang: str = "en") -> tuple[str, int]:
    """The comparator that stands before a place, and where it begins; ("", start) if there is none.

    >>> comparator_before("no more than 500", 13), comparator_before("just over 500", 10), comparator_before("was 500", 4)
    (('<', 0), ('just over', 0), ('', 4))
    """
    found = [
        (match.start(), sign)
        for sign, pattern in _BEFORE_PATTERNS[lang].items()
        if (match := pattern.search(text, max(0, start - _WINDOW), start))
    ]
    if not found:
        return "", start
    begin, sign = min(found)
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


def change_of(text: str, begin: int, end: int, lang: str = "en") -> str:
    """"up" or "down" where what stands from `begin` to `end` is an amount of change, "" where it is a level.

    >>> change_of("it grew 40 percent", 8, 18), change_of("it grew to 500", 11, 14), change_of("a 9% drop", 2, 4)
    ('up', '', 'down')
    """
    before = text[max(0, begin - 2 * _WINDOW) : begin]
    clause = before[max((mark.end() for mark in _CLAUSE.finditer(before)), default=0) :]
    for change, words in (("up", _UP[lang]), ("down", _DOWN[lang])):
        if re.search(rf"\b(?:{words})\s+{_LINK[lang]}$", clause, re.IGNORECASE):
            return change
    for change, after in (("up", _AFTER_UP[lang]), ("down", _AFTER_DOWN[lang])):
        if re.match(after, text[end : end + _WINDOW], re.IGNORECASE):
            return change
    return _by(clause, lang)


def _by(clause: str, lang: str) -> str:
    """The direction of the last verb of movement in "arrests rose in May by"."""
    if lang != "en" or not re.search(r"\bby\s+(?:a\s+|an\s+)?$", clause, re.IGNORECASE):
        return ""
    moves = re.compile(rf"\b(?:(?P<up>{_UP[lang]})|(?P<down>{_DOWN[lang]}))\b", re.IGNORECASE)
    last = "".join(str(move.lastgroup) for move in list(moves.finditer(clause))[-1:])
    return last
