"""How a number is said: exactly, rounded, bounded, in words, as a fraction; in English and Spanish."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil, floor, log10
from random import Random

EXACT = "exact"
_MOST_OFF = 0.045  # of "about"; the least of what the words allow
_NEAR = 0.055  # of "nearly" and "just over"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A number in words."""

    text: str
    form: str
    rate: str = ""  # of a share: as it stands before "of the time"


_SIGNS = {
    "en": {
        "about": ("about", "roughly", "around", "approximately"),
        "nearly": ("nearly", "almost", "close to", "just under"),
        "just over": ("just over", "a little over", "slightly more than"),
        "more than": ("more than", "over", "at least", "upwards of"),
        "fewer than": ("fewer than", "under", "less than"),
    },
    "es": {
        "about": ("unas", "cerca de", "alrededor de", "aproximadamente"),
        "nearly": ("casi", "poco menos de"),
        "just over": ("poco más de", "apenas más de"),
        "more than": ("más de", "al menos"),
        "fewer than": ("menos de",),
    },
}
_FRACTIONS = {
    "en": {1 / 2: "half of", 1 / 3: "a third of", 1 / 4: "a quarter of", 1 / 5: "a fifth of", 2 / 3: "two thirds of",
           3 / 4: "three quarters of", 0.3: "three in ten", 0.4: "four in ten", 0.6: "six in ten", 0.7: "seven in ten",
           0.8: "eight in ten", 0.9: "nine in ten", 1 / 10: "one in ten", 1 / 9: "one in nine"},
    "es": {1 / 2: "la mitad de las", 1 / 3: "un tercio de las", 1 / 4: "una cuarta parte de las",
           2 / 3: "dos tercios de las", 3 / 4: "tres cuartas partes de las", 0.3: "tres de cada diez",
           0.4: "cuatro de cada diez", 0.6: "seis de cada diez", 0.8: "ocho de cada diez", 0.9: "nueve de cada diez"},
}  # fmt: skip
_DAYS_OF = {"weeks": 7, "months": 30.44, "years": 365.25}
_UNITS = {
    "en": {"days": "days", "weeks": "weeks", "months": "months", "years": "years"},
    "es": {"days": "días", "weeks": "semanas", "months": "meses", "years": "años"},
}
_SMALL_WORDS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
    "diecisiete dieciocho diecinueve",
}
_TENS_WORDS = {
    "en": "- - twenty thirty forty fifty sixty seventy eighty ninety",
    "es": "- - veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
}
_SMALL = {lang: words.split() for lang, words in _SMALL_WORDS.items()}
_TENS = {lang: words.split() for lang, words in _TENS_WORDS.items()}


def exactly(value: float, said: str, lang: str) -> Spoken:
    """A number to the digits that a reader would copy from the cell."""
    if said == "count":
        return Spoken(_figure(round(value), lang), EXACT)
    if said == "usd":
        return Spoken(_money(round(value, 2) if value < 10_000 else round(value), lang), EXACT)
    if said == "days":
        return Spoken(f"{_figure(round(value, 1), lang)} {_UNITS[lang]['days']}", EXACT)
    return _percent(round(100 * value, 1), EXACT, lang)


def is_rounding(claimed: float, value: float, said: str) -> bool:
    """Whether a number, told to its last digit that is no zero, is a value rounded: 300 of 345, 4 percent of 4.3.

    >>> is_rounding(300, 345, "count"), is_rounding(310, 345, "count"), is_rounding(0.04, 0.043, "share")
    (True, False, True)
    """
    scale = 100 if said == "share" else 1
    told = round(scale * claimed, {"count": 0, "usd": 2 if claimed < 10_000 else 0}.get(said, 1))
    steps = (10.0**power for power in range(6, -3, -1))
    step = next((step for step in steps if abs(told / step - round(told / step)) < 1e-6), 0.01)
    return abs(scale * value - told) <= step / 2


def loosely(value: float, said: str, lang: str, dice: Random) -> Spoken:
    """A number as people say it who do not give all digits; true of the value."""
    ways = {"count": _counts, "usd": _amounts, "days": _spans, "share": _shares}[said]
    return dice.choice(list(ways(value, lang, dice)) or [exactly(value, said, lang)])


def false_bound(value: float, said: str, lang: str, dice: Random) -> Spoken | None:
    """A bound that a value breaks by a tenth or more; None where there is no round one."""
    form, target = dice.choice((("more than", 1.15 * value), ("fewer than", 0.85 * value)))
    if said not in ("count", "share") or (said == "share" and not 0.05 < target < 0.95):
        return None
    sign = dice.choice(_SIGNS[lang][form])
    if said == "share":
        target = (ceil if form == "more than" else floor)(100 * target)
        return _percent(target, form, lang, sign)
    step = 10 ** (floor(log10(target)) - 1)
    return Spoken(f"{sign} {_figure((ceil if form == 'more than' else floor)(target / step) * step, lang)}", form)


def in_words(number: int, lang: str) -> str:
    """A whole number below a million in words; blank where people would use digits.

    >>> in_words(20_000, "en"), in_words(45, "es"), in_words(20_637, "en")
    ('twenty thousand', 'cuarenta y cinco', '')
    """
    if number >= 1000:
        of = in_words(number // 1000, lang) if number % 1000 == 0 else ""
        thousand = {"en": "thousand", "es": "mil"}[lang]
        return (thousand if lang == "es" and number == 1000 else f"{of} {thousand}") if of else ""
    if number >= 100:
        return f"{_SMALL['en'][number // 100]} hundred" if lang == "en" and number % 100 == 0 else ""
    if number < 20:
        return _SMALL[lang][number]
    if lang == "es" and 20 < number < 30:
        return ""
    tens, ones = _TENS[lang][number // 10], _SMALL[lang][number % 10]
    return tens if not number % 10 else f"{tens}-{ones}" if lang == "en" else f"{tens} y {ones}"


def _counts(value: float, lang: str, dice: Random) -> Iterator[Spoken]:
    for form, number in _rounded(value):
        sign = dice.choice(_SIGNS[lang][form])
        sign = "some" if form == "about" and lang == "en" and number >= 1000 and dice.random() < 0.3 else sign
        yield Spoken(f"{sign} {_figure(number, lang)}", form)
        if words := in_words(number, lang):
            yield Spoken(f"{sign} {words}", f"{form}, in words")
    if value >= 10_000 and abs(round(value / 1000, 1) * 1000 - value) < 0.004 * value and lang == "en":
        yield Spoken(f"{round(value / 1000, 1):g}K", "thousands")
    if value < 100 and (words := in_words(round(value), lang)):
        yield Spoken(words, "in words")


def _amounts(value: float, lang: str, dice: Random) -> Iterator[Spoken]:
    for form, number in _rounded(value):
        yield Spoken(f"{dice.choice(_SIGNS[lang][form]).replace('unas', 'unos')} {_money(number, lang)}", form)


def _spans(value: float, lang: str, dice: Random) -> Iterator[Spoken]:
    for unit, days in (("days", 1), *_DAYS_OF.items()):
        number = round(value / days)
        if not 2 <= number <= (10_000 if unit == "days" else 40) or abs(number * days - value) > 0.03 * value:
            continue
        sign = dice.choice(_SIGNS[lang]["about"]).replace("unas", "unas" if unit == "weeks" else "unos")
        yield Spoken(f"{sign} {in_words(number, lang) or number} {_UNITS[lang][unit]}", f"about, in {unit}")


def _shares(value: float, lang: str, dice: Random) -> Iterator[Spoken]:
    percent = round(100 * value)
    if abs(percent - 100 * value) <= 0.03 * 100 * value and 0 < percent < 100:
        yield _percent(percent, "about", lang, dice.choice(_SIGNS[lang]["about"]).replace("unas", "alrededor de"))
    for fraction, words in _FRACTIONS[lang].items():
        form = ""
        if abs(value - fraction) <= 0.03 * fraction:
            form = "about"
        elif fraction < value <= (1 + _NEAR) * fraction:
            form = "more than"
        elif (1 - _NEAR) * fraction <= value < fraction:
            form = "nearly"
        if form:
            sign = dice.choice(_SIGNS[lang][form][:2]).replace("unas", "alrededor de")
            yield Spoken(f"{sign} {words}", f"{form}, fraction", _percent_words(round(100 * value, 1), lang))


def _rounded(value: float) -> Iterator[tuple[str, int]]:
    """The rounded numbers that are true of a value, each with what it must be called."""
    if value < 20:
        return
    top = 10 ** floor(log10(value))
    steps = [step for step in (top, top // 2, top // 10, top // 20, top // 100) if step >= 1]
    ups: list[tuple[str, Callable[[float], int], float]] = [
        ("nearly", ceil, _NEAR),
        ("just over", floor, _NEAR),
        ("more than", floor, 0.25),
        ("fewer than", ceil, 0.25),
        ("about", round, _MOST_OFF),
    ]
    for form, rounding, most in ups:
        for step in steps:
            number = rounding(value / step) * step
            off = abs(number - value) / value
            if number != value and off <= most and (form == "about" or off > 0.0005):
                yield form, number
                break


def _figure(number: float, lang: str) -> str:
    text = f"{number:,}" if isinstance(number, int) or not float(number).is_integer() else f"{number:,.0f}"
    return text.translate(str.maketrans(",.", ".,")) if lang == "es" else text


def _money(value: float, lang: str) -> str:
    text = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"
    return f"{text.translate(str.maketrans(',.', '.,'))} dólares" if lang == "es" else f"${text}"


def _percent_words(percent: float, lang: str) -> str:
    return f"{percent:g} percent" if lang == "en" else f"{percent:g} por ciento".replace(".", ",")


def _percent(percent: float, form: str, lang: str, sign: str = "") -> Spoken:
    rate = _percent_words(percent, lang)
    before = f"{sign} " if sign else ""
    if lang == "en":
        return Spoken(f"{before}{rate} of", form, f"{before}{rate}")
    article = "del" if sign.endswith(" de") else "el"
    return Spoken(f"{before}{article} {rate} de las".replace(" de del ", " del "), form, rate)
