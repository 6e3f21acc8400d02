"""Numbers, days and lists as a person writes them; every sentence of the house is made with these.

English is the language of the house; where a function takes a language, it speaks Spanish too.
"""

import re
from collections.abc import Iterable
from datetime import date

from tallybook.calendar import fiscal_year, fiscal_year_end, fiscal_year_start, month_end

LANGUAGES = ("en", "es")
"""The languages that sentences are made in, the first where nothing is said."""

SPANISH_MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
)  # fmt: skip
_SOUNDS_LIKE_I = re.compile(r"h?[ií](?![aeo])", re.IGNORECASE)


def listed(words: Iterable[str], most: int = 4, lang: str = "en") -> str:
    """Words as prose: the first few, and how many more.

    >>> listed(["a", "b", "c"]), listed("abcdef", 3)
    ('a, b and c', 'a, b, c and 3 more')
    >>> listed(["Haití", "Nepal"], lang="es"), listed(["CBP", "ICE"], lang="es"), listed("abcdef", 3, lang="es")
    ('Haití y Nepal', 'CBP e ICE', 'a, b, c y 3 más')
    """
    words = list(dict.fromkeys(words))
    more = "más" if lang == "es" else "more"
    if len(words) > most:
        return f"{', '.join(words[:most])} {'y' if lang == 'es' else 'and'} {len(words) - most} {more}"
    if len(words) < 2:
        return "".join(words)
    both = "and" if lang != "es" else "e" if _SOUNDS_LIKE_I.match(words[-1]) else "y"
    return f"{', '.join(words[:-1])} {both} {words[-1]}"


def figure(value: float | None) -> str:
    """A number as a person writes it; a number that is not printed stays blank.

    >>> figure(18642.0), figure(21417.1517), figure(0.98525), figure(None)
    ('18,642', '21,417.15', '0.9852', '')
    """
    if value is None:
        return ""
    if float(value).is_integer():
        return f"{value:,.0f}"
    return f"{value:,.2f}" if abs(value) >= 10 else f"{value:.4g}"


def in_words(day: date, lang: str = "en") -> str:
    """A day in words.

    >>> in_words(date(2025, 5, 17)), in_words(date(2025, 5, 17), "es")
    ('17 May 2025', '17 de mayo de 2025')
    """
    return f"{day.day} de {_month(day, lang)}" if lang == "es" else f"{day.day} {day:%B %Y}"


def _month(day: date, lang: str) -> str:
    return f"{SPANISH_MONTHS[day.month - 1]} de {day.year}" if lang == "es" else f"{day:%B %Y}"


def period_words(start: date, end: date, lang: str = "en") -> str:
    """A period in words, whole months and fiscal years by their names.

    >>> period_words(date(2021, 12, 1), date(2021, 12, 31)), period_words(date(2020, 10, 1), date(2021, 9, 30))
    ('December 2021', 'fiscal year 2021')
    >>> period_words(date(2025, 5, 17), date(2025, 5, 17)), period_words(date(2024, 10, 1), date(2025, 4, 30))
    ('17 May 2025', '1 October 2024 to 30 April 2025')
    >>> period_words(date(2024, 10, 1), date(2025, 4, 30), "es")
    '1 de octubre de 2024 al 30 de abril de 2025'
    """
    if start == end:
        return in_words(end, lang)
    if start.day == 1 and end == month_end(start):
        return _month(start, lang)
    year = fiscal_year(end)
    if (start, end) == (fiscal_year_start(year), fiscal_year_end(year)):
        return f"año fiscal {year}" if lang == "es" else f"fiscal year {year}"
    return f"{in_words(start, lang)} {'al' if lang == 'es' else 'to'} {in_words(end, lang)}"


_ISO_DATE = re.compile(r"(?<!['\w-])(\d{4}-\d{2}-\d{2})(?: to (\d{4}-\d{2}-\d{2}))?(?!['\w-])")


def dates_in_words(text: str) -> str:
    """A sentence with its ISO dates in words; what is quoted stays as it is.

    >>> dates_in_words("It says 2020-08-14; '2020-08-14' is where 2022-11-01 to 2022-11-30 belongs.")
    "It says 14 August 2020; '2020-08-14' is where November 2022 belongs."
    """

    def words(match: re.Match[str]) -> str:
        start, end = match.groups()
        return period_words(date.fromisoformat(start), date.fromisoformat(end or start))

    return _ISO_DATE.sub(words, text)


def short_period(start: date, end: date, lang: str = "en") -> str:
    """A period in a narrow column.

    >>> short_period(date(2021, 12, 1), date(2021, 12, 31)), short_period(date(2024, 10, 1), date(2025, 4, 30))
    ('Dec 2021', 'FY2025 to 30 Apr 2025')
    >>> short_period(date(2026, 1, 26), date(2026, 2, 7)), short_period(date(2024, 1, 1), date(2024, 3, 31))
    ('26 Jan to 7 Feb 2026', 'Jan 2024 to Mar 2024')
    >>> short_period(date(2024, 10, 1), date(2025, 4, 30), "es")
    'AF2025 al 30 abr 2025'
    """
    to, fiscal = ("al", "AF") if lang == "es" else ("to", "FY")
    last = f"{end.day} {_short_month(end, lang)} {end.year}"
    if start == end:
        return last
    month = f"{_short_month(start, lang)} {start.year}"
    if start.day == 1 and end == month_end(start):
        return month
    year = fiscal_year(end)
    if start == fiscal_year_start(year):
        return f"{fiscal}{year}" if end == fiscal_year_end(year) else f"{fiscal}{year} {to} {last}"
    if start.day == 1 and end == month_end(end):
        return f"{month} {'a' if lang == 'es' else to} {_short_month(end, lang)} {end.year}"
    first = f"{start.day} {_short_month(start, lang) if start.year == end.year else month}"
    return f"{first} {to} {last}"


def _short_month(day: date, lang: str) -> str:
    return SPANISH_MONTHS[day.month - 1][:3] if lang == "es" else f"{day:%b}"


_SPELLED = (
    ("by_aor", "by area"),
    ("atd_by_", "ATD by "),
    ("atd_", "ATD "),
    ("tps_", "TPS "),
    ("us_citizen", "US citizen"),
    ("book_ins", "book-ins"),
    ("book_outs", "book-outs"),
    ("_", " "),
)


def spoken(table: str) -> str:
    """The name of a published table in words.

    >>> spoken("atd_by_technology"), spoken("book_ins_by_month")
    ("'ATD by technology'", "'book-ins by month'")
    """
    for code, words in _SPELLED:
        table = table.replace(code, words)
    return repr(table)
