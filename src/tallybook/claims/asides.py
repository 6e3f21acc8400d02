"""What looks like a number in a text and counts nothing: dates, years, ages, forms, laws, times, durations."""

import re

_MONTH_EN = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_MONTH_ES = (
    r"(?:[Ee]nero|[Ff]ebrero|[Mm]arzo|[Aa]bril|[Mm]ayo|[Jj]unio|[Jj]ulio|[Aa]gosto|[Ss]ep?tiembre|[Oo]ctubre"
    r"|[Nn]oviembre|[Dd]iciembre)"
)
_DAY = r"[0-9]{1,2}(?:st|nd|rd|th)?(?![0-9]|[.,][0-9])"
_YEAR = r"(?:19|20)[0-9]{2}(?![0-9]|[.,][0-9])"
_END = r"(?![0-9]|[.,][0-9])"
_PEOPLE = (
    r"people|immigrants|migrants|detainees|participants|placements|arrests|deaths|citizens|percent|personas|migrantes"
    r"|inmigrantes|detenidos"
)
_ONE_TO_TEN = r"(?:two|three|four|five|six|seven|eight|nine|ten)"

_ANYWHERE = (
    # Addresses and names of files.
    r"(?<!\S)(?:\S*(?:https?://|www\.)\S*|\S+@\S+|\S+\.(?:xlsx?|pdf|csv|com|gov|org)\b\S*)",
    # Dates in figures, times of day, phone numbers, quotients such as 24/7.
    r"(?<![\d.,])\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?![\d,])",
    r"(?<!\d)(?:1[-. ])?(?:\(\d{3}\)\s?|\d{3}[-. ])\d{3}[-.]\d{4}(?!\d)|(?<![\d,.])\d{3}-\d{4}(?!\d)",
    r"\b\d{1,2}:\d{2}(?:\s?[ap]\.?m\b\.?)?|\b\d{1,2}\s?[ap]\.?m\b\.?|\b\d+(?:/\d+)+\b",
    # Streets, laws and forms.
    r"\b\d+\s[A-Z]\w+\s(?:Plaza|Street|St\.|Avenue|Ave\.|Road|Boulevard|Drive)(?!\w)",
    r"\b287\s?\(\s?g\s?\)|\b\d+\s?\([a-z]\)|§+\s?\d+\S*|\b\d+\s+(?:U\.?S\.?C|C\.?F\.?R)\.?(?:\s?§+)?\s?\d*\w*",
    r"\b(?:H\.\s?R|S\.\s?B|H\.\s?B|SB|HB|AB|EO)\.?\s?\d+",
    r"\b(?:COVID|SARS-CoV|Covid)-?\d+",
)
_ENGLISH = (
    rf"\b{_MONTH_EN}\s+{_DAY}(?!\s(?:{_PEOPLE})\b)(?:\s?(?:-|–|to|through|and)\s?{_DAY}(?!\s?(?:percent|%)))?(?:,?\s+{_YEAR})?",
    rf"\b{_DAY}(?:\s?(?:-|–|to|and)\s?{_DAY})?\s+(?:of\s+)?{_MONTH_EN}(?![a-z])(?:,?\s+{_YEAR})?",
    rf"\b{_MONTH_EN},?\s+(?:of\s+)?{_YEAR}|\b{_MONTH_EN}\s+['’]\d\d\b",
    r"(?i:\b(?:fiscal(?:\s+years?)?|FY|calendar(?:\s+year)?)\s?[-'’]?(?:\d{4}|\d{2})(?:\s?(?:-|–|and|to)\s?\d{2,4})?"
    + _END
    + ")",
    rf"\b(?:(?i:title|level|sections?|chapter|article|rule|table|figure|page|tier|phase|route|interstate|highway|room|day"
    rf"|form|no\.|step|row|column|sheet|line|paragraph|footnote|version|amendment|gate|docket)|Camp|Building|Order|District"
    rf"|Proclamation|Local|Channel|Area|Flight|Type|Part|Operation|Terminal|Unit|Block|Case|Number|number(?=\sone))"
    rf"\s+(?:#?[0-9]{{1,5}}(?:-[0-9]+)?\b(?![0-9,.][0-9])(?!\s(?:million|{_PEOPLE})\b)|one\b)",
    # Ages.
    r"(?i:\b(?:[\w]+-)?\w+[-\s]years?[-\s]olds?\b|\b\d+\s+years?\s+old\b|\b(?:aged?|ages)\s+\d+(?:\s?(?:to|-|–|and)\s?\d+)?)",
    r"(?i:\b(?:under|over)\s+(?:the\s+age\s+of\s+\d+|(?:18|21|65)\b(?!\s*(?:percent|%|people|\w+s\b)|[.,]\d)))",
    r"(?i:\b(?:when|since)\s+(?:he|she|they|i)\s+(?:was|were|turned)\s+\w+)",
    r"(?<=[a-z]), \d{1,2},(?=\s(?:a|an|the|of|from|who|was|is|has|had|said|says|told|and)\b)",
    # Ranks, pronouns, lists, times.
    r"(?i:\b(?:top|first|last|past|next|previous|final|latest)\s+(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,3})\b"
    r"(?!\s?(?:percent|per\s+cent|%|people|detainees|thousand|million|hundred)|[.,]\d))",
    r"(?i:\b(?:the|these|those|all|other|both|his|her|its|their)\s+(?:two|three|four)\b(?!-|\s(?:people|hundred|thousand|million"
    r"|percent|per\s+cent|dozen|quarters|fifths|quarter|thirds|in|out|of)))",
    rf"(?i:\b{_ONE_TO_TEN}\s+(?:technolog|releases|editions|spreadsheets|workbooks|reports|sources|officials|reasons|things"
    r"|ways|sides|kinds|types|categories|measures|parts|others\b))",
    rf"(?i:\b(?:one|{_ONE_TO_TEN})-(?!half|third|quarter|fourth|fifth|sixth|seventh|eighth|tenth|ninth|fold|percent|point"
    r"|hundred|thousand|million|in-|out-|tenths|thirds|quarters|fifths|day|week|month|year|hour)[a-z]+)",
    r"(?i:\bone\s+(?:another|day|time|thing|way|side|hand|reason|of)\b|\btwenty\s+twenty(?:[-\s]\w+)?)",
    r"(?i:\bzero[-\s]tolerance|\bground\s+zero|\bzero\s+in\b|\bzeroed\b|\b(?:24|48|72)\s+hours\b)",
    r"(?i:\b\d+(?:\s?-\s?|\s?to\s?|-to-)\d+\s(?:vote|decision|ruling|margin)|\bto\s+one\b)",
)
_SPANISH = (
    rf"\b(?:\d{{1,2}}{_END}(?:\s?(?:-|–|al?|y|y\s+el|y\s+al)\s?\d{{1,2}})?|1\.?[ºo°]|[a-záéíóú]+)\s+de\s+{_MONTH_ES}"
    rf"(?:\s+(?:de|del)(?:\s+año)?\s+{_YEAR})?",
    rf"\b{_MONTH_ES}\s+(?:de\s+|del\s+)?{_YEAR}",
    rf"(?i:\b(?:año|años|ejercicio)(?:\s+fiscal)?(?:\s+de)?\s+{_YEAR}(?:\s?[-–y]\s?\d{{2,4}})?)",
    r"(?i:\b(?:título|nivel|sección|capítulo|artículo|página|formulario|ley|fase|tabla|columna|fila|número|núm\.|ruta|línea"
    r"|distrito|orden|vuelo|tipo)\s+\d+(?:-\d+)?)",
    r"(?i:\bde\s+\w+(?:\s+y\s+\w+)?\s+años(?:\s+de\s+edad)?\b|\b\w+\s+años\s+de\s+edad\b|\bmenores\s+de\s+\d+(?:\s+años)?)",
    r"(?<=[a-záéíóú]), \d{1,2}(?:\s+años)?,(?=\s(?:un|una|el|la|de|que|quien|originari[oa]|dijo)\b)",
    r"(?i:\b(?:primer[oa]?s?|últim[oa]s?|pasad[oa]s?|próxim[oa]s?|siguientes?)\s+(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve"
    r"|diez|cien|\d{1,3})\b)",
    r"(?i:\b(?:dos|tres|cuatro)\s+(?:tecnologías|informes|publicaciones|ediciones|fuentes|funcionarios|razones|formas|tipos"
    r"|partes))",
    r"(?i:\b(?:los|las|esos|esas|estos|estas|otros|otras)\s+(?:dos|tres)\b(?!\s+(?:mil|cientos|millones|terceras|tercios"
    r"|quintos|cuartos|quintas|cuartas)\b))",
    r"(?i:\btolerancia\s+cero|\b(?:24|48|72)\s+horas\b|\ba\s+las?\s+\d{1,2}\b|\buno\s+de\s+(?:los|las)\b)",
)
_LANGUAGES = {
    "en": re.compile("|".join((*_ANYWHERE, *_ENGLISH))),
    "es": re.compile("|".join((*_ANYWHERE, *_SPANISH))),
}

_ALWAYS_TIME = {
    "en": r"\b(?:past|last|previous|next|first|every|each|final|preceding|coming|these|those|ago|nearly every)\s+$",
    "es": r"\b(?:últim[oa]s|primer[oa]s|próxim[oa]s|pasad[oa]s|cada|hace|hacía|desde hace)\s+$",
}
_PLACES = {
    "en": r"\b(?:in|within|over|during|since|after|for|across|through|throughout|by|with|every|the|space of|course of"
    r"|period of|span of|matter of)\s+(?:only\s+|just\s+|the\s+)*(?:\w+\s?(?:to|or|-|–)\s?)?$",
    "es": r"\b(?:en|durante|por|tras|desde|dentro de|a lo largo de|al cabo de|los|las)\s+"
    r"(?:apenas\s+|sólo\s+|solo\s+)*(?:\w+\s(?:a|o)\s)?$",
}
_TIME_AFTER = {
    "en": r"[\s-](?:ago|before|earlier|later|after|since|left|remaining|from now|into|running|to go"
    r"|prior|old|of the|this|on end|apart|period|window|span|stretch|high|low|record|sentence|term|plan|contract"
    r"|ban|deadline|limit)\b",
    "es": r"\s(?:atrás|antes|después|más tarde|del año|de este año|consecutiv[oa]s|seguid[oa]s|restantes)\b",
}
_LENGTH = {
    "en": r"\b(?:on average|average[ds]?|averaging|mean|median|typical(?:ly)?|lengths? of stay|stays?|stayed|held"
    r"|detained|inside|custody|detention|locked up|jailed|spen[dt])\b",
    "es": r"\b(?:promedio|media|mediana|en promedio|estancia|estadía|duración|detenid[oa]s?|detención|custodia|pasan"
    r"|permanecen)\b",
}
_LEAVES = {"en": r"\bin\s+$", "es": r"\ben\s+$"}
_AVERAGE = {
    "en": r"\b(?:on average|average[ds]?|averaging|mean|median|typical(?:ly)?)\b",
    "es": r"\b(?:promedio|media|mediana)\b",
}
_SENTENCE_END = re.compile(r"[.!?;](?=\s|$)|\n")


def asides(text: str, lang: str = "en") -> list[tuple[int, int]]:
    """The passages of a text whose figures count nothing, as places in it.

    >>> text = "On May 17, 2025, ICE had 20,637 monitors."
    >>> [text[start:end] for start, end in asides(text)]
    ['May 17, 2025']
    """
    return [(found.start(), found.end()) for found in _LANGUAGES[lang].finditer(text) if found.group()]


def only_places_a_time(text: str, begin: int, end: int, lang: str = "en") -> bool:
    """Whether a number of days or months says when, and not how long: "in two weeks", "the past 12 months".

    `begin` is the place of its comparator. A mean, or a stay of people, is a length.

    >>> text = "It doubled in two weeks; the stay was 71 days on average."
    >>> only_places_a_time(text, 14, 23), only_places_a_time(text, 38, 45)
    (True, False)
    """
    before, after = _sentence_around(text, begin, end)
    if re.match(r"[\s-](?:in a row|straight)\b", after) and not re.search(_AVERAGE[lang], f"{before} {after}", re.I):
        return True
    if re.search(_ALWAYS_TIME[lang], before, re.IGNORECASE) or re.match(_TIME_AFTER[lang], after, re.IGNORECASE):
        return True
    if re.search(_AVERAGE[lang], f"{before} {after}", re.IGNORECASE):
        return False
    if not re.search(_PLACES[lang], f"{before}", re.IGNORECASE):
        return re.search(r"^\W*$", before) is not None and after.startswith(" ,")
    if re.search(_LEAVES[lang], before, re.IGNORECASE):
        return True
    return re.search(_LENGTH[lang], before, re.IGNORECASE) is None


def _sentence_around(text: str, begin: int, end: int) -> tuple[str, str]:
    """What stands before and after in the same sentence, no further than 200 characters."""
    before = text[max(0, begin - 200) : begin]
    before = before[max((mark.end() for mark in _SENTENCE_END.finditer(before)), default=0) :]
    after = text[end : end + 200]
    mark = _SENTENCE_END.search(after)
    return before, after[: mark.start()] if mark else after
