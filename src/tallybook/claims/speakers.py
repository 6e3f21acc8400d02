"""Who says a sentence: attribution clauses in English and Spanish, at its head, its end or after a quotation."""

import re

_SAID = (
    r"(?P<verb>(?:(?:has|have|had)\s+)?(?:said|says|say|claimed|claims|claim|argued|argues|argue|complained|complains"
    r"|promised|promises|vowed|vows|pledged|wrote|writes|added|noted|notes|warned|warns|estimated|estimates|estimate"
    r"|insisted|insists|explained|explains|testified|asserted|asserts|contended|contends|acknowledged|conceded|declared"
    r"|alleged|alleges|predicted|boasted|threatened|(?:told|tells?)(?=\s+(?!to\b)\w)"
    r"|dijo|dijeron|dice|dicen|aseguró|aseguraron|asegura|afirmó|afirmaron|afirma|declaró|declararon|señaló|señalaron"
    r"|explicó|explicaron|sostuvo|sostuvieron|indicó|indicaron|manifestó|comentó|añadió|agregó|advirtió|denunció"
    r"|denunciaron|estimó|estima|estiman|prometió|lamentó|criticó|contó|relató|expresó|insistió))(?!\w)"
)
_NAME = r"(?P<who>[^,;:.“”\"«»]{2,90}?)"
_WHOLE_NAME = r"(?P<who>[^,;:.!?“”\"«»]{2,90})"
_SPEECH_ENDS = r"[,.!?…]?[\"”»]\s*[—–,]?\s*"

_FORMS = [
    re.compile(rf"{_SPEECH_ENDS}{_SAID}\s+{_WHOLE_NAME}", re.IGNORECASE),  # "...," said Ann Lee
    re.compile(rf"{_SPEECH_ENDS}{_NAME}\s+{_SAID}(?=[^,;“”\"]{{0,60}}$|\s*[.,])", re.IGNORECASE),  # "...," she said.
    re.compile(  # Ann Lee, the director, said
        rf"^(?P<who>[A-ZÁÉÍÓÚÑ][^,;:.“”\"]{{2,60}}),\s[^.“”\"]{{3,160}},\s+{_SAID}(?P<rest>.*)$"
    ),
    re.compile(rf"(?:,\s+|[—–]\s*){_NAME}\s+{_SAID}[^,;“”\"]{{0,60}}$", re.IGNORECASE),  # ..., the adviser said.
    re.compile(rf"(?:,\s+|[—–]\s*){_SAID}\s+{_WHOLE_NAME}[.,]", re.IGNORECASE),  # ..., dijo el pastor.
    re.compile(rf"(?:^|[:,;]\s+|\b(?:but|as|and|while|pero|y)\s+){_NAME}\s+{_SAID}(?P<rest>.*)$", re.IGNORECASE),
]
_LEADING, _INVERTED = {_FORMS[2], _FORMS[5]}, {_FORMS[4]}
_SAID_WHAT = re.compile(
    r"\s*(?:,|:|that\b|que\b|[\"“«]|[$]?\d|about\b|nearly\b|on\b|in\b|(?:he|she|it|they|we|there|their|his|her|its|some"
    r"|many|more|most|the|no|el|la|los|las|un|una)\b|[A-Z]|$)"
)
_PERSON_SOURCE = re.compile(r"\b(?:according\s+to|según)\s+(?P<who>[^,;.“”\"]{2,80})", re.IGNORECASE)
_PEOPLE = re.compile(
    r"\b(?:source|sources|spokes\w+|officials?|lawyers?|attorneys?|advocates?|aides?|advis[eo]rs?|people|residents?"
    r"|volunteers?|pastors?|activists?|experts?|professors?|researchers?|congress(?:man|woman)|senators?|sheriffs?"
    r"|organizers?|critics?|supporters?|relatives|workers?|fuentes?|portavo\w+|abogad\w+|funcionari\w+|activistas?"
    r"|expert\w+|familiares|pastor\w*)\b",
    re.IGNORECASE,
)
_RECORDS = re.compile(
    r"\b(?:data|figures?|numbers?|statistics|records?|spreadsheets?|sheets?|tables?|reports?|documents?|release|website"
    r"|workbooks?|datos|cifras|estadísticas|hojas?|tablas?|informes?|documentos|registros)\b(?:\s+(?:for|of|de)\s+\w+)?$"
    r"|[’']s\s+(?:\w+\s+)?(?:data|table|sheet|spreadsheet|report)",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:it|that|this|these|which|who|what|and|but|to|as|is|are|was|were|be|been|being|has|have|had|not|than|or|no|nobody"
    r"|se|lo|all|when|if|reporters|immigration\s+claims?)\b|.*\b(?:is|are|was|were|be|been|being|when|asylum|to|not|its|his|her|their|the|an?)$",
    re.IGNORECASE,
)
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|must|did|does|es|son|fue|ha|han)\b")
_PREPOSITION = re.compile(
    r"(?:in|on|at|during|after|under|by|for|since|from|about|with|asked|en|tras|durante|desde)\b", re.IGNORECASE
)


def speaker_of(sentence: str) -> str:
    """Who says a sentence, "" where it is the article's own voice or rests on data.

    >>> speaker_of("They pose no danger, the border adviser said.")
    'the border adviser'
    >>> speaker_of("Nadie está a salvo, dijo el pastor."), speaker_of("There were 20,000 in use, ICE figures show.")
    ('el pastor', '')
    """
    sentence = " ".join(sentence.split())
    for form in _FORMS:
        for match in form.finditer(sentence):
            if who := _speaker(form, match):
                return who
    if (source := _PERSON_SOURCE.search(sentence)) and _PEOPLE.search(source["who"]):
        return _cleaned(source["who"])
    return ""


def _speaker(form: re.Pattern[str], match: re.Match[str]) -> str:
    """The speaker that one form of attribution found, "" where the words are none after all."""
    verb, who = match["verb"].lower(), _cleaned(match["who"])
    if form in _LEADING and not _says_something(verb, match["rest"]):
        return ""
    if form in _INVERTED and (_FINITE.search(who) or verb.startswith(("has ", "have ", "had ", "told"))):
        return ""
    if form in _INVERTED and re.match(r"(?:s?he|they|it|there|we|i)\b", who, re.IGNORECASE):
        return ""
    if not who or len(who.split()) > 12 or _RECORDS.search(who) or _NOBODY.match(who):
        return ""
    return who


def _says_something(verb: str, rest: str) -> bool:
    """Whether what follows the verb is a statement: "said that", "told reporters", "has vowed to"."""
    if verb.endswith(("told", "tell", "tells")):
        return True
    if re.search(r"(?:vow|promis|pledg|threaten)", verb) and re.match(r"\s+(?:to|in|that)\b", rest):
        return True
    return bool(_SAID_WHAT.match(rest))


def _cleaned(who: str) -> str:
    """A speaker without what the sentence tells of him beside his name."""
    who = re.split(r"\s+(?:who|whose|which|quien|que)\s", who.strip())[0]
    who = re.sub(r"^(?:but|and|as|while|pero|y|also)\s+", "", who, flags=re.IGNORECASE)
    who = re.sub(
        r"\s+(?:also|later|has|have|had|recently|then|afterward|often|in\s+a\s+(?:statement|post|note)\b.*)$", "", who
    )
    if _PREPOSITION.match(who) and (last := re.match(r".*\b((?:the|an?|la|el)\s.+|[A-Z].*)$", who)):
        who = last[1]
    return who.strip(" ,—–")
