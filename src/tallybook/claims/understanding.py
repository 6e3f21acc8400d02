"""A statement taken apart: its numbers, each with the words, places and periods that belong to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from tallybook.book import Book
from tallybook.claims.cues import CUES
from tallybook.claims.lexicon import Mention, load_lexicon
from tallybook.claims.periods import Period, periods
from tallybook.claims.places import FacilityName, areas_in, facilities_in, states_in
from tallybook.claims.quantities import Quantity, language_of, quantities

_DECIMAL = re.compile(r"(?<=\d)\.(?=\d)")  # a stop within a number ends no sentence
_TAKEN = re.compile(r"\b(?:taken|took|takes?|taking) into (?:ICE |federal |immigration )?custody\b", re.I)  # an arrest
_JULY_4 = re.compile(r"\b(?:the )?Fourth of July\b|\bJuly Fourth\b")
_MAY = re.compile(r"\bMay\. (?=\d)")  # a month that needs no stop is given one
_NUMBERED_WAYS = ("custody_length", "threat_level")
_COUNTED = {
    word: number
    for number, words in {
        1: "a an one un una",
        2: "two dos",
        3: "three tres",
        4: "four cuatro",
        5: "five cinco",
        6: "six seis",
        8: "eight ocho",
        10: "ten diez",
        11: "eleven once",
        12: "twelve doce",
    }.items()
    for word in words.split()
}
_SPAN_DAYS = {"day": 1, "día": 1, "week": 7, "semana": 7, "month": 30, "mes": 30, "year": 365, "año": 365}


@dataclass(frozen=True, slots=True)
class Point:
    """One number of a statement (or none, for a direction or a rank), with what belongs to it."""

    quantity: Quantity | None
    start: int  # of the part of the statement that it governs
    end: int
    mentions: tuple[Mention, ...]  # codes, areas and facilities said of it
    concepts: frozenset[str]
    at: tuple[Period, ...]  # what it is of
    since: tuple[Period, ...]  # what it is compared with
    is_whole: bool = False  # "3,561 of the 7,052": the second number, of which the first is a part


@dataclass(frozen=True, slots=True)
class Understanding:
    """A statement with what was understood of it."""

    text: str
    plain: str  # the text, as long, without words that mean another thing where they stand
    said: str  # the part of it that is judged; mostly all
    day: date
    lang: str
    concepts: frozenset[str]
    mentions: tuple[Mention, ...]
    periods: tuple[Period, ...]
    quantities: tuple[Quantity, ...]
    points: tuple[Point, ...]
    facilities: tuple[FacilityName, ...]


def understand(
    book: Book, text: str, day: date, lang: str = "", before: "Understanding | None" = None
) -> Understanding:
    """Takes a statement apart.

    Args:
        book: the book, for the names of facilities.
        text: one statement.
        day: the day on which it was made.
        lang: `en` or `es`; seen from the words where it is not given.
        before: the statement before it in a text, to which "of them" refers.
    """
    lang = lang or language_of(text)
    text = _JULY_4.sub(lambda match: "July 4".ljust(len(match[0])), _MAY.sub("May  ", text))
    plain = _masked(text)
    lexicon = load_lexicon()
    spoken = tuple(_without_asides(text, periods(text, day, lang)))
    mentions, named = _mentions(book, plain, day)
    if before and CUES["of_them"].search(text):
        mentions += [replace(m, start=0, end=0) for m in before.mentions if m.way in ("aor", "facility")]
        named = named or list(before.facilities)
    counted = [quantity for quantity in quantities(text, lang) if _is_of_now(text, quantity)]
    found = tuple(_same_units(_without_repeats(_free(_in_dollars(text, counted), mentions))))
    concepts = lexicon.concepts_in(plain)
    points = tuple(_points(plain, found, mentions, spoken, concepts, day))
    return Understanding(text, plain, plain, day, lang, concepts, tuple(mentions), spoken, found, points, tuple(named))


def _masked(text: str) -> str:
    """The text, as long as before, without words that mean another thing where they stand."""
    plain = _DECIMAL.sub("·", text)
    plain = CUES["programme"].sub(lambda match: "ATD".ljust(len(match[0])), plain)
    plain = CUES["expedited"].sub(
        lambda match: ("I-860" if match[0].casefold().startswith("exp") else "I-871").ljust(len(match[0])), plain
    )
    plain = _TAKEN.sub(lambda match: "arrested".ljust(len(match[0])), plain)
    plain = CUES["notice"].sub(lambda match: "I-862".ljust(len(match[0])), plain)
    return CUES["published"].sub(lambda match: re.sub(r"(?i)release", "publish", match[0]), plain)


def _mentions(book: Book, text: str, day: date) -> tuple[list[Mention], list[FacilityName]]:
    """The codes and places that a text names; a city within a facility's words is no area."""
    mentions, areas = [*load_lexicon().mentions_in(text), *states_in(text)], areas_in(text)
    facilities = facilities_in(book, text, day) if CUES["facility_words"].search(text) else []
    spoken = text.casefold()
    facilities = [
        pair
        for pair in facilities
        if pair[1].short in spoken or not any(a.start <= pair[0].start < a.end for a in areas)
    ]
    if not facilities:
        return sorted([*mentions, *areas], key=lambda m: m.start), []
    best, name = facilities[0]
    areas = [area for area in areas if not (best.start <= area.start < best.end) and area.code not in name.code]
    return sorted([*mentions, *areas, best], key=lambda m: m.start), [name]


def _without_asides(text: str, spoken: Sequence[Period]) -> list[Period]:
    """The periods without those that only say when somebody spoke, where others say what of."""
    told = [period for period in spoken if not CUES["aside"].match(period.text.strip())]
    return told if any(period.role != "since" for period in told) else list(spoken)


def _is_of_now(text: str, quantity: Quantity) -> bool:
    """Whether a number is no memory ("once on more than six thousand") and no span of time ("half a year")."""
    is_span = quantity.kind in ("fraction", "ratio") and CUES["of_a_year"].match(text, quantity.end)
    return not is_span and not CUES["once"].search(text[: quantity.start])


def _free(found: Sequence[Quantity], mentions: Sequence[Mention]) -> list[Quantity]:
    """Numbers that are not part of a code's words: 2,012 people held "between one and two years"."""
    lengths = [m for m in mentions if m.way in _NUMBERED_WAYS]
    free = [q for q in found if not any(m.start <= q.start and q.end <= m.end for m in lengths)]
    return free or list(found)


def _in_dollars(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Numbers whose unit follows at a distance: "a quarter of a million dollars"."""
    return [replace(q, unit="usd") if q.unit == "count" and CUES["dollars"].match(text[q.end :]) else q for q in found]


def _same_units(found: Sequence[Quantity]) -> list[Quantity]:
    """A later number of a series often leaves out its unit: "109.3 days, those arrested by ICE 44.1"."""
    named = next((q.unit for q in found if q.unit != "count"), "count")
    return [replace(q, unit=named) if q.unit == "count" and q.step < 1 else q for q in found]


def _without_repeats(found: Sequence[Quantity]) -> list[Quantity]:
    """Numbers without those that only round another: "just under seven thousand dollars: $6,999.6"."""
    kept = []
    for quantity in found:
        others = [o for o in found if o is not quantity and o.unit == quantity.unit and o.step < quantity.step]
        rounds = any(abs(o.value - quantity.value) <= quantity.step for o in others) and quantity.step > 1
        if not rounds and not (quantity.kind == "majority" and any(o.kind == "fraction" for o in found)):
            kept.append(quantity)
    return kept


def _points(
    text: str,
    found: Sequence[Quantity],
    mentions: Sequence[Mention],
    spoken: Sequence[Period],
    concepts: frozenset[str],
    today: date,
) -> list[Point]:
    if not found:
        at = tuple(p for p in spoken if p.role != "since")
        return [Point(None, 0, len(text), tuple(mentions), concepts, at, tuple(p for p in spoken if p.role == "since"))]
    cuts = [0, *(_cut(text, a, b) for a, b in pairwise(found)), len(text)]
    points: list[Point] = []
    first = found[0].start
    for place, (quantity, start, end) in enumerate(zip(found, cuts, cuts[1:], strict=False)):
        is_part = place + 1 < len(found) and _is_part(text, quantity, found[place + 1])
        is_whole = place > 0 and _is_part(text, found[place - 1], quantity)
        own = [m for m in mentions if start <= m.start < end]
        inherited = [] if is_whole else [m for m in mentions if m.end <= first and not any(o.way == m.way for o in own)]
        if len(found) == 1 or (is_part and len(found) == 2):
            own, inherited = list(mentions), []
        if points and not own and not is_whole and not is_part:
            inherited = [*points[-1].mentions]  # "1,357 on their own recognizance, after 632 in December"
        at, since = _periods_of(text, today, quantity, start, end, spoken, is_only=len(found) == 1)
        words = load_lexicon().concepts_in(text[start:end])
        points.append(Point(quantity, start, end, (*own, *inherited), words, at, since, is_whole))
    return points


def _is_part(text: str, part: Quantity, whole: Quantity) -> bool:
    """Whether one number is said to be a part of the next: "3,561 of the 7,052", not "el doble de las 7,052"."""
    return part.unit != "times" and bool(CUES["of_whole"].match(text[part.end : whole.start]))


def _cut(text: str, earlier: Quantity, later: Quantity) -> int:
    """Where the words of one number end and those of the next begin."""
    between = text[earlier.end : later.start]
    # "went from 1,500 to roughly a hundred" is parted at "to", "failed to appear at 1,314" is not.
    breaks = [
        found
        for found in CUES["break"].finditer(between)
        if found[0].strip().casefold() != "to" or CUES["before_a_number"].fullmatch(between, found.end())
    ]
    return earlier.end + breaks[-1].start() if breaks else later.start


def _so_long_before(named: Period, earlier: re.Match[str]) -> Period:
    """The days around a day that lies so long before one that is named."""
    days = _COUNTED[earlier[1].casefold()] * _SPAN_DAYS[earlier[2].casefold().removesuffix("s")]
    day, window = named.end - timedelta(days=days), timedelta(days=max(3, days // 40))
    return Period(day - window, day + window, "part_of_month", "at", earlier[0], *earlier.span())


def _periods_of(
    text: str, today: date, quantity: Quantity, start: int, end: int, spoken: Sequence[Period], is_only: bool
) -> tuple[tuple[Period, ...], tuple[Period, ...]]:
    own = [p for p in spoken if start <= p.place < end]
    named = [p for p in spoken if p.role != "since" and p.place < quantity.start]
    if (earlier := CUES["earlier"].search(text, quantity.end, end)) and named and not quantity.change:
        return (_so_long_before(named[-1], earlier),), ()
    at = [p for p in own if p.role != "since"]
    since = [p for p in own if p.role == "since"]
    if at and all(p.grain == "release" for p in at):
        at = [p for p in spoken if p.role != "since"]  # of which edition a number is, not of what time
    is_change = bool(quantity.change) or quantity.unit == "times"
    if is_change and not since and at and (earlier := CUES["earlier"].search(text)):
        since = [_so_long_before(at[-1], earlier)]
    if is_change and not since and (over := CUES["over"].search(text)):
        days = _COUNTED[over[1].casefold()] * _SPAN_DAYS[over[2].casefold()]
        day = (at[-1].end if at else today) - timedelta(days=days)
        since = [
            Period(day - timedelta(days=10), day + timedelta(days=10), "part_of_month", "since", over[0], *over.span())
        ]
    if is_change:
        return tuple(at or [p for p in spoken if p.role != "since"]), tuple(
            since or [p for p in spoken if p.role == "since"]
        )
    if not own and not is_only and CUES["now"].search(text, start, quantity.start):
        return (), ()  # "had 1,800 at the end of 2024, was down to 374"
    if not at and since and not is_only:
        return tuple(since), ()  # "17 in May, against 1,040 in January": each number has its month
    return tuple(at or [p for p in spoken if p.role != "since"]), tuple(since)
