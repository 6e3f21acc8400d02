"""How a time is said: a day, a part of a month, a month, a fiscal year so far; in English and Spanish."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

_MONTH_WORDS = {
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
_MONTHS = {lang: words.split() for lang, words in _MONTH_WORDS.items()}
_STAMP = re.compile(r"(\d{2})(\d{2})(\d{4})|(\d{2})(\d{2})(\d{2})(?!\d)")
_LATELY = timedelta(days=150)


@dataclass(frozen=True, slots=True)
class Time:
    """What a figure is of, and when it is spoken of."""

    kind: str  # day, month, to_date, months_to_date: see families.toml
    start: date
    end: date
    said_on: date
    is_newest: bool = True  # whether no later figure of the kind was known
    published: date | None = None  # the day that the file's name gives
    others: Sequence[date] = ()  # the other days for which there is such a figure


def saying(time: Time, lang: str, dice: Random, exact: bool) -> str:
    """A time in words; as one day or month, and no vaguer, where it must be exact."""
    ways = {"day": _days, "month": _months, "to_date": _to_date, "months_to_date": _months_to_date}[time.kind]
    plain, loose = ways(time, lang)
    return dice.choice(plain if exact else [*plain, *loose])


def month_named(time: Time, lang: str) -> str:
    """The month in which a period ends."""
    return _month(time.end, lang, _year(time, lang))


def stamp_of(file: str) -> date | None:
    """The day that a published file's name gives: FY25_detentionStats06052025.xlsx."""
    found = _STAMP.search(file.partition("_")[2].partition("_")[2])
    if not found or not found[1]:
        return None
    try:
        return date(int(found[3]), int(found[1]), int(found[2]))
    except ValueError:
        return None


def _year(time: Time, lang: str) -> str:
    """The year, where it is not the one in which people speak or just before."""
    if time.end.year == time.said_on.year and time.said_on - time.end < _LATELY:
        return ""
    return f", {time.end.year}" if lang == "en" else f" de {time.end.year}"


def _month(day: date, lang: str, year: str = "") -> str:
    return f"{_MONTHS[lang][day.month - 1]}{year.replace(',', '')}"


def _day(day: date, lang: str, year: str = "") -> str:
    month = _MONTHS[lang][day.month - 1]
    return f"{month} {day.day}{year}" if lang == "en" else f"{day.day} de {month}{year}"


def _days(time: Time, lang: str) -> tuple[list[str], list[str]]:
    year, end = _year(time, lang), time.end
    full = f", {end.year}" if lang == "en" else f" de {end.year}"
    if lang == "en":
        month = _MONTHS["en"][end.month - 1]
        short = month if len(month) < 6 else "Sept." if month == "September" else f"{month[:3]}."
        plain = [f"on {_day(end, lang, year)}", f"as of {_day(end, lang, full)}", f"as of {_day(end, lang, year)}"]
        plain += [f"on {end.day} {_MONTHS['en'][end.month - 1]} {end.year}", f"on {short} {end.day}{year}"]
    else:
        plain = [f"el {_day(end, lang, year)}", f"al {_day(end, lang, full)}"]
    return plain, list(_loose_days(time, lang, year))


def _loose_days(time: Time, lang: str, year: str) -> Iterator[str]:
    end = time.end

    def year_of(day: date) -> str:
        return _year(replace(time, end=day), lang)

    if not any(_third(day) == _third(end) for day in time.others):
        words = {"en": ("in early", "in mid-", "in late"), "es": ("a principios de", "a mediados de", "a finales de")}
        part = words[lang][_third(end)[2]]
        yield f"{part} {_month(end, lang, year)}".replace("- ", "-")
    if time.is_newest:
        yield {"en": "according to ICE's latest data", "es": "según los datos más recientes de ICE"}[lang]
        if time.published and lang == "en":
            yield f"according to the sheet posted on {_day(time.published, lang, year_of(time.published))}"
        elif time.published:
            yield f"según la hoja publicada el {_day(time.published, lang, year_of(time.published))}"


def _third(day: date) -> tuple[int, int, int]:
    return day.year, day.month, min((day.day - 1) // 10, 2)


def _months(time: Time, lang: str) -> tuple[list[str], list[str]]:
    year, end = _year(time, lang), time.end
    full = f" {end.year}" if lang == "en" else f" de {end.year}"
    if lang == "en":
        plain = [f"in {_month(end, lang, year)}", f"in {_month(end, lang, full)}"]
        loose = [f"during {_month(end, lang, year)}", f"over the course of {_month(end, lang, year)}"]
        last = "last month"
    else:
        plain = [f"en {_month(end, lang, year)}", f"en {_month(end, lang, full)}"]
        loose, last = [f"durante {_month(end, lang, year)}"], "el mes pasado"
    before = time.said_on.replace(day=1) - timedelta(days=1)
    return plain, [*loose, last] if (before.year, before.month) == (end.year, end.month) else loose


def _fiscal(day: date) -> int:
    return day.year + (day.month >= 10)


def _is_whole(time: Time) -> bool:
    return (time.end.month, time.end.day) == (9, 30)


def _to_date(time: Time, lang: str) -> tuple[list[str], list[str]]:
    end, fiscal, year = time.end, _fiscal(time.end), _year(time, lang)
    if _is_whole(time):
        if lang == "en":
            return [f"in fiscal year {fiscal}", f"in fiscal {fiscal}", f"in FY{fiscal}"], [f"over fiscal {fiscal}"]
        return [f"en el año fiscal {fiscal}"], []
    if lang == "en":
        plain = [
            f"between October 1 and {_day(end, lang, year)}",
            f"in fiscal {fiscal} through {_day(end, lang, year)}",
            f"from October 1, {fiscal - 1}, to {_day(end, lang, f', {end.year}')}",
        ]
        loose = [f"so far in fiscal {fiscal}", "so far this fiscal year"]
    else:
        plain = [f"entre el 1 de octubre y el {_day(end, lang, year)}"]
        loose = ["en lo que va del año fiscal"]
    is_now = time.is_newest and _fiscal(time.said_on) == fiscal
    return plain, loose if is_now else []


def _months_to_date(time: Time, lang: str) -> tuple[list[str], list[str]]:
    end, fiscal, year = time.end, _fiscal(time.end), _year(time, lang)
    if end.month == 10:
        return [f"in October {end.year}" if lang == "en" else f"en octubre de {end.year}"], []
    if lang == "en":
        plain = [f"from October through {_month(end, lang, year)}", f"between October and {_month(end, lang, year)}"]
        loose = [f"in the fiscal year through {_month(end, lang, year)}"]
    else:
        plain, loose = [f"entre octubre y {_month(end, lang, year)}"], []
    is_now = time.is_newest and _fiscal(time.said_on) == fiscal
    return plain, [*loose, "so far this fiscal year"] if is_now and lang == "en" else loose
