"""Date lines: the day in the head of an article, and whether a line is nothing but one."""

import re
from datetime import date

PLACE_LINE = re.compile(
    r"\s*[A-ZÁÉÍÓÚÑ][A-ZÁÉÍÓÚÑ.’' ]{2,40}(?:,\s[^—–\n]{0,50}?)?(?:\s*\([^)\n]{1,20}\))?\s+(?:—|–|--)\s+"
)

_ENGLISH_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_SPANISH_MONTHS = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
]
_MONTH_NUMBERS = {
    name[:length]: number
    for names in (_ENGLISH_MONTHS, _SPANISH_MONTHS)
    for number, name in enumerate(names, 1)
    for length in (3, 4, len(name))
} | {"setiembre": 9}
_DATE = re.compile(
    r"\b(?P<month>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d{2})\b"
    r"|\b(?P<day2>\d{1,2})(?:º)?\s+(?:de\s+)?(?P<month2>[A-Za-z]{3,10})\.?,?\s+(?:del?\s+)?(?P<year2>(?:19|20)\d{2})\b"
    r"|\b(?P<year3>(?:19|20)\d{2})-(?P<month3>\d{2})-(?P<day3>\d{2})\b"
    r"|\b(?P<month4>\d{1,2})/(?P<day4>\d{1,2})/(?P<year4>(?:19|20)\d{2})\b",
)
_DATE_LINE_WORDS = re.compile(
    r"(?:updated|published|posted|last|first|publicado|actualizado|fecha|date|el|de|at|a\s+las|on|am|pm|a\.m\.|p\.m\."
    r"|e[ds]?t|p[ds]?t|[a-záéíóúñ]+day|lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo|\d{1,2}:\d{2})\b",
    re.IGNORECASE,
)


def date_in(line: str) -> date | None:
    """The first full date of a line."""
    for match in _DATE.finditer(line):
        groups = match.groupdict()
        year, month, day = (
            next((groups[f"{name}{n}"] for n in ("", "2", "3", "4") if groups[f"{name}{n}"]), "")
            for name in ("year", "month", "day")
        )
        number = int(month) if month.isdecimal() else _MONTH_NUMBERS.get(month.lower())
        try:
            return date(int(year), number or 0, int(day))
        except ValueError:
            continue
    return None


def is_date_line(line: str) -> bool:
    """Whether a line holds a date and hardly anything else: a place in capitals, a weekday, an hour."""
    if len(line) > 110 or not date_in(line):
        return False
    rest = _DATE_LINE_WORDS.sub(" ", _DATE.sub(" ", line))
    words = re.findall(r"[^\W\d_][\w.’'-]*", rest)
    return len(words) <= 8 and all(word[0].isupper() for word in words) and not re.search(r"[^.][.!?]\s*$", rest)
