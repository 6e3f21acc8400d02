"""Whether a number is an amount by which something rose or fell, or the level that it reached."""

import re

_WINDOW = 140
# "turned up", "made up", "locked up": no rise.
_NOT_AFTER = "".join(
    f"(?<!{verb} )"
    for verb in (
        *(
            "turn",
            "turned",
            "turns",
            "turning",
            "show",
            "showed",
            "shows",
            "shown",
            "lock",
            "locked",
            "locking",
            "pick",
        ),
        *("picked", "ended", "end", "sign", "signed", "round", "rounded", "swept", "hook", "hooked", "make", "made"),
        *("makes", "making", "back", "backed", "set", "held", "hold", "lined", "brought"),
    )
)
_UP = {
    "en": r"r[io]se|risen|rising|rises|gr[eo]w|grown|growing|grows|jump(?:s|ed|ing)?|climb(?:s|ed|ing)?|swollen|swelled"
    r"|increas(?:e|es|ed|ing)|swelling|surg(?:e|es|ed|ing)|soar(?:s|ed|ing)?|expand(?:s|ed|ing)?|spik(?:e|es|ed|ing)"
    rf"|shot up|{_NOT_AFTER}up|growth|gain(?:s|ed|ing)?|balloon(?:s|ed|ing)?|mushroomed|leap(?:s|ed|t)?|rocketed"
    r"|multiplied|uptick|exploded|raised",
    "es": r"aument(?:ó|aron|a|an|ado|ar|ando)|crec(?:ió|ieron|ido|e|en|er|iendo)|sub(?:ió|ieron|ido|e|en|ir|iendo)"
    r"|increment(?:ó|aron|a|an|ado|ar|ando)|salt(?:ó|aron)|ascen(?:dió|dieron|dido)|dispar(?:ó|aron|ado)"
    r"|multiplic(?:ó|aron|ado|ar)",
}
_DOWN = {
    "en": r"fell|fall(?:s|en|ing)?|dropp(?:ed|ing)|drops?|shr[aiu]nk(?:s|ing|en)?|declin(?:e|es|ed|ing)|cut(?:s|ting)?"
    r"|decreas(?:e|es|ed|ing)|plung(?:e|es|ed|ing)|plummet(?:s|ed|ing)?|tumbl(?:e|es|ed|ing)|s[aiu]nk|dip(?:s|ped|ping)?"
    r"|slash(?:ed|ing)|slid(?:es?|ing)?|slipp?(?:s|ed|ing)?|reduc(?:e|es|ed|ing|tion)|down|contract(?:ed|ing)"
    r"|diminish(?:ed|ing)|collapsed?|lower(?:ed|ing)|withered|dwindled|eased|thinned|lost|shed",
    "es": r"baj(?:ó|aron|ado|a|an|ar|ando)|ca(?:yó|yeron|ído|e|en|er|yendo)|disminu(?:yó|yeron|ido|ye|yen|ir)"
    r"|redu(?:jo|jeron|cido|ce|cen|cir)|descen(?:dió|dieron|dido|diendo)|retroced(?:ió|ieron|ido)|desplom(?:ó|aron|ado)",
}
_SPANISH_NOUNS = {
    "up": "aumentos?|incrementos?|alza|crecimiento|subida|repunte|salto|ascenso",
    "down": "caída|baja|descenso|reducción|disminución|desplome",
}
_LINK = {
    "en": r"(?:\s+(?:by|a|an|another|further|fully|sharply|steeply|slightly|overall|only|just|of))*\s+$",
    "es": r"(?:\s+(?:en|un|una|unos|otros?|otras?|por))*\s+$",
}
_NOUN_AFTER = {
    "en": {
        "up": r"[\s-](?:increase|rise|jump|surge|growth|spike|uptick|hike|gain|leap|climb)\b",
        "down": r"[\s-](?:drop|decline|fall|decrease|reduction|dip|plunge|cut|slide|slump)\b",
    },
    "es": {"up": r"\sde\s(?:aumento|incremento|alza)\b", "down": r"\sde\s(?:descenso|reducción|caída|disminución)\b"},
}
_MORE_AFTER = {
    "en": {
        "up": r"\s(?:more|higher|larger|bigger|greater|longer|up|above)\b",
        "down": r"\s(?:fewer|less|lower|smaller|shorter|down|below)\b",
    },
    "es": {"up": r"\smás\b", "down": r"\smenos\b"},
}
_CLAUSE = re.compile(r"[.;:!?—–()\n]|,(?![0-9])")
_A_LINE = re.compile(r"\b(?:below|under|above|past|beyond|to|por\s+debajo|por\s+encima|debajo|hasta)\b", re.IGNORECASE)


def _before(lang: str, change: str) -> re.Pattern[str]:
    verbs = (_UP if change == "up" else _DOWN)[lang]
    nouns = rf"|\b(?:{_SPANISH_NOUNS[change]})\s+del?(?:\s+un)?\s+$" if lang == "es" else ""
    return re.compile(rf"\b(?:{verbs}){_LINK[lang]}{nouns}", re.IGNORECASE)


_BEFORE = {lang: {change: _before(lang, change) for change in ("up", "down")} for lang in ("en", "es")}
_MOVES = re.compile(rf"\b(?:(?P<up>{_UP['en']})|(?P<down>{_DOWN['en']}))\b", re.IGNORECASE)
_BY = re.compile(r"\bby\s+(?:an?\s+)?$", re.IGNORECASE)


def change_of(text: str, begin: int, start: int, end: int, lang: str = "en", *, is_ratio: bool = False) -> str:
    """The direction, "up" or "down", where a number is an amount of change; "" where it is a level.

    The number stands from `start` to `end`, and its comparator begins at `begin`. A ratio that compares two levels,
    "three times more", has no direction of its own.

    >>> change_of("it grew 40 percent", 8, 8, 18), change_of("it grew to 500", 11, 11, 14)
    ('up', '')
    """
    if _A_LINE.search(text[begin:start]):
        return ""
    clause = _clause_before(text, begin)
    for change, pattern in _BEFORE[lang].items():
        if pattern.search(clause):
            return change
    after = [_NOUN_AFTER[lang]] if is_ratio else [_NOUN_AFTER[lang], _MORE_AFTER[lang]]
    for words in after:
        for change, pattern_after in words.items():
            if re.match(pattern_after, text[end : end + _WINDOW], re.IGNORECASE):
                return change
    return _by(clause) if lang == "en" else ""


def has_movement(text: str, begin: int) -> bool:
    """Whether the clause before a place says in English that something rose or fell.

    >>> has_movement("it fell in under a month", 8), has_movement("they leave in under a month", 11)
    (True, False)
    """
    return _MOVES.search(_clause_before(text, begin)) is not None


def _clause_before(text: str, begin: int) -> str:
    before = text[max(0, begin - _WINDOW) : begin]
    return before[max((mark.end() for mark in _CLAUSE.finditer(before)), default=0) :]


def _by(clause: str) -> str:
    """The direction of the last verb of movement in "arrests rose in May by"."""
    moves = list(_MOVES.finditer(clause)) if _BY.search(clause) else []
    return str(moves[-1].lastgroup) if moves else ""
