"""The words of a text, and numbers that are written in words or digits, English and Spanish."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_SPACES = "\u00a0\u202f\u2009"
_WORD = re.compile(rf"(?:(?<!\S)\.)?[0-9]+(?:[.,{_SPACES}][0-9]+)*|[^\W\d_]+")
_JOINT = re.compile(r"\s+|[-‐‑]")
_MOST_DIGITS = 15

_UNITS_EN = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_UNITS_ES = "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis"
_TENS_EN = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS_ES = "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa"
_TWENTIES_ES = "veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
_HUNDREDS_ES = "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"

_SMALL_EN = {
    **{word: value for value, word in enumerate(f"{_UNITS_EN} seventeen eighteen nineteen".split())},
    **{word: value for value, word in zip(range(20, 100, 10), _TENS_EN.split(), strict=True)},
}
_SMALL_ES = {
    **{word: value for value, word in enumerate(f"{_UNITS_ES} diecisiete dieciocho diecinueve".split())},
    **{word: value for value, word in zip(range(20, 100, 10), _TENS_ES.split(), strict=True)},
    **{word: value for value, word in enumerate(_TWENTIES_ES.split(), start=21)},
    **{word: value * 100 for value, word in enumerate(_HUNDREDS_ES.split(), start=1)},
    **{f"{word[:-2]}as": value * 100 for value, word in enumerate(_HUNDREDS_ES.split(), start=1) if value > 1},
    "un": 1,
    "una": 1,
    "veintiún": 21,
    "veintiun": 21,
    "veintiuna": 21,
    "cien": 100,
    "dieciseis": 16,
    "veintidos": 22,
    "veintitres": 23,
    "veintiseis": 26,
}
_SCALES = {
    "en": {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12},
    "es": {"mil": 10**3, "millón": 10**6, "millon": 10**6, "millones": 10**6},
}
_SHORT_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9}
_SMALL = {"en": _SMALL_EN, "es": _SMALL_ES}
_POINTS = {"en": ("point",), "es": ("coma", "punto")}
_HALVES = {"en": (("and", "a", "half"),), "es": (("y", "medio"), ("y", "media"))}
_DOZENS = {"en": ("dozen",), "es": ("docena", "docenas")}


@dataclass(frozen=True, slots=True)
class Word:
    """One word or figure of a text, in small letters, with what stands between it and the word before."""

    start: int
    end: int
    text: str
    gap: str

    @property
    def is_figure(self) -> bool:
        """Whether it is written in digits."""
        return self.text[-1] in "0123456789"

    @property
    def follows(self) -> bool:
        """Whether only a space or a hyphen parts it from the word before."""
        return _JOINT.fullmatch(self.gap) is not None


@dataclass(frozen=True, slots=True)
class Number:
    """A number as read: its value, the worth of its last digit, and the place of the word after it."""

    value: float
    step: float
    stop: int
    in_digits: bool


def words_of(text: str) -> list[Word]:
    """The words and figures of a text.

    >>> [word.text for word in words_of("ICE's 20,637 twenty-three 98.5%.")]
    ['ice', 's', '20,637', 'twenty', 'three', '98.5']
    """
    return list(_words(text))


def _words(text: str) -> Iterator[Word]:
    last = 0
    for found in _WORD.finditer(text):
        yield Word(found.start(), found.end(), found.group().lower(), text[last : found.start()])
        last = found.end()


def worth_of_last_digit(value: float, most: float = 1000) -> float:
    """The worth of the last digit that a whole number gives; round numbers are given less closely.

    >>> [worth_of_last_digit(value) for value in (20637, 267000, 26800, 8720, 19980, 30000, 559, 90)]
    [1.0, 1000.0, 100.0, 10.0, 1.0, 1000.0, 1.0, 1.0]
    """
    digits = str(int(value))
    given = digits.rstrip("0")
    zeros = len(digits) - len(given)
    if value < 100 or (zeros < 3 and len(given) > 3):
        return 1.0
    return float(min(10**zeros, most))


def figure_value(figure: str, lang: str = "en") -> tuple[float, float] | None:
    """A number in digits, with the worth of its last digit; None if it is not written as a number.

    >>> figure_value("20,637"), figure_value("98.5"), figure_value("20.637", "es"), figure_value("1,5", "es")
    ((20637.0, 1.0), (98.5, 0.1), (20637.0, 1.0), (1.5, 0.1))
    >>> figure_value("10.1.2")
    """
    whole, decimals = _split(figure, lang)
    if whole is None or len(whole) + len(decimals) > _MOST_DIGITS:
        return None
    value = float(f"{whole}.{decimals or 0}")
    return value, float(f"1e-{len(decimals)}") if decimals else worth_of_last_digit(value)


def _split(figure: str, lang: str) -> tuple[str | None, str]:
    """The whole digits and the decimals."""
    if figure.isdigit():
        return figure, ""
    marks = (",", ".") if lang == "en" else (".", ",")
    for thousands, point in (marks, marks[::-1]) if lang == "es" else (marks,):
        grouped = re.fullmatch(rf"([0-9]{{1,3}}(?:[{thousands}{_SPACES}][0-9]{{3}})+)(?:[{point}]([0-9]+))?", figure)
        if grouped and not figure.startswith("0"):
            return re.sub(r"[^0-9]", "", grouped[1]), grouped[2] or ""
    plain = re.fullmatch(r"([0-9]*)[.,]([0-9]+)" if lang == "es" else r"([0-9]*)\.([0-9]+)", figure)
    return (plain[1] or "0", plain[2]) if plain else (None, "")


def read_number(words: Sequence[Word], at: int, lang: str = "en") -> Number | None:
    """The number that begins with the word at a place, in digits or words, with its "million" or "dozen".

    >>> read_number(words_of("twenty-three thousand people"), 0)
    Number(value=23000.0, step=1000.0, stop=3, in_digits=False)
    >>> read_number(words_of("3.6 million cases"), 0).value, read_number(words_of("35 mil"), 0, "es").value
    (3600000.0, 35000.0)
    """
    if at >= len(words):
        return None
    return _digits(words, at, lang) if words[at].is_figure else _spoken(words, at, lang)


def _digits(words: Sequence[Word], at: int, lang: str) -> Number | None:
    read = figure_value(words[at].text, lang)
    if read is None:
        return None
    value, step = read
    stop, scaled = at + 1, False
    while stop < len(words) and (scale := _scale(words[stop], lang)):
        value, step, stop, scaled = value * scale, (step if step < 1 else 1) * scale, stop + 1, True
    if lang == "es" and scaled and value < 10**9 and (rest := _rest_in_digits(words, stop, step)):
        more, step, stop = rest
        value += more
    return Number(round(value, 6), step, stop, True)


def _scale(word: Word, lang: str) -> int | None:
    if word.gap == "":
        return _SHORT_SCALES.get(word.text)
    return _SCALES[lang].get(word.text) if word.follows else None


def _rest_in_digits(words: Sequence[Word], at: int, scale: float) -> tuple[float, float, int] | None:
    """The 639 of "35 mil 639"."""
    if at >= len(words) or not (words[at].follows and words[at].text.isdigit()) or scale != 1000:
        return None
    return (float(words[at].text), 1, at + 1) if len(words[at].text) <= 3 else None


def _spoken(words: Sequence[Word], at: int, lang: str) -> Number | None:
    read = _whole(words, at, lang)
    if read is None:
        return None
    value, stop = float(read[0]), read[1]
    if decimals := _decimals(words, stop, lang):
        value, stop = float(f"{read[0]}.{decimals}"), stop + 1 + len(decimals)
        step = float(f"1e-{len(decimals)}")
    elif half := _half(words, stop, lang):
        scale = next((size for size in (10**6, 10**3) if value % size == 0 and value), 1)
        value, step, stop = value + scale / 2, scale / 10, stop + half
    else:
        most = 1000 if value < 10**6 else 10**6
        if lang == "es" and words[stop - 1].text == "mil" and (rest := _rest_in_digits(words, stop, 1000)):
            return Number(value + rest[0], rest[1], rest[2], False)
        return Number(value, worth_of_last_digit(value, most), stop, False)
    while stop < len(words) and words[stop].follows and (scale := _SCALES[lang].get(words[stop].text, 0)):
        value, step, stop = value * scale, step * scale, stop + 1
    return Number(round(value, 6), step, stop, False)


def _whole(words: Sequence[Word], at: int, lang: str) -> tuple[int, int] | None:
    """The longest whole number in words from a place on, and where it stops."""
    total = group = 0
    ceiling, place = 10**15, at
    while place < len(words) and (place == at or words[place].follows):
        text = words[place].text
        small, scale = _SMALL[lang].get(text), _SCALES[lang].get(text)
        if place == at and text in ("a", "an") and lang == "en":
            if not _counts_after_a(words, at + 1):
                return None
            group = 1
        elif small is not None and (place == at or _fits(group, small, total)):
            group += small
        elif scale == 100 and 0 < group < 100:
            group *= 100
        elif scale and scale > 100 and _may_scale(total, group, scale, ceiling, lang):
            total, ceiling = (total + group or 1) * scale if scale > ceiling else total + (group or 1) * scale, scale
            group = 0
        elif not (place > at and text in ("and", "y") and _goes_on(words, place + 1, group, total, lang)):
            break
        place += 1
    if place == at:
        return None
    return _dozens(words, place, total + group, lang)


def _dozens(words: Sequence[Word], stop: int, value: int, lang: str) -> tuple[int, int]:
    if stop < len(words) and words[stop].follows and words[stop].text in _DOZENS[lang]:
        return value * 12, stop + 1
    return value, stop


def _counts_after_a(words: Sequence[Word], at: int) -> bool:
    counting = {*_SCALES["en"], *_DOZENS["en"]}
    return at < len(words) and words[at].follows and words[at].text in counting


def _fits(group: int, small: int, total: int) -> bool:
    """Whether a small number may follow: twenty three, four hundred five, five thousand six; not two three."""
    if small == 0:
        return False
    if group == 0:
        return total > 0
    return (group % 100 == 0 and small < 100) or (group % 10 == 0 and group % 100 >= 20 and small < 10)


def _may_scale(total: int, group: int, scale: int, ceiling: int, lang: str) -> bool:
    if scale < ceiling:
        return group > 0 or (lang == "es" and (total > 0 or scale == 1000))
    return lang == "es" and ceiling == 1000 and scale == 10**6


def _goes_on(words: Sequence[Word], at: int, group: int, total: int, lang: str) -> bool:
    """Whether the number goes on after "and": a hundred and five, treinta y cinco; not a hundred and two hundred."""
    if at >= len(words) or not words[at].follows:
        return False
    small = _SMALL[lang].get(words[at].text)
    if small is None or small == 0:
        return False
    if lang == "es":
        return group % 10 == 0 and group % 100 >= 20 and small < 10
    following = _whole(words, at, lang)
    if following is None or group % 100 != 0 or not (group or total):
        return False
    after = at + 2 if small >= 20 and at + 1 < len(words) and 0 < _SMALL_EN.get(words[at + 1].text, 0) < 10 else at + 1
    scale = _SCALES["en"].get(words[after].text) if after < len(words) and words[after].follows else None
    return scale is None or (group > 0 and scale != 100)


def _decimals(words: Sequence[Word], at: int, lang: str) -> str:
    """The digits spoken after "point"."""
    if at >= len(words) or words[at].text not in _POINTS[lang] or not words[at].follows:
        return ""
    digits = ""
    for word in words[at + 1 : at + 7]:
        value = _SMALL[lang].get(word.text)
        if value is None or value > 9 or not word.follows:
            break
        digits += str(value)
    return digits


def _half(words: Sequence[Word], at: int, lang: str) -> int:
    """How many words "and a half" takes; 0 if it does not stand there."""
    for phrase in _HALVES[lang]:
        following = words[at : at + len(phrase)]
        if tuple(word.text for word in following) == phrase and all(word.follows for word in following):
            return len(phrase)
    return 0
