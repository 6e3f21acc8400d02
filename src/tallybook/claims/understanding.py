"""A statement taken apart: its numbers, each with the words, places and periods that belong to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from tallybook.book import Book
from tallybook.claims.lexicon import Mention, load_lexicon
from tallybook.claims.periods import Period, periods
from tallybook.claims.places import FacilityName, areas_in, facilities_in
from tallybook.claims.quantities import Quantity, language_of, quantities

# The programme's name holds words that mean detention when they stand alone.
_PROGRAMME = re.compile(
    r"alternatives?[ -]to[ -]detention|alternativas? a la detenci[oó]n|outside (?:of )?detention|fuera de la detenci[oó]n",
    re.I,
)
_NOTICE = re.compile(r"notices? to appear(?: in (?:immigration )?court)?|\bNTAs?\b", re.I)
# "release" of figures, which is no release of people.
_PUBLISHED = re.compile(
    r"(?:data|figures?|numbers|statistics|sheet|spreadsheet|workbook|report|table)s?\b[^.,;]{0,25}\breleased\b|"
    r"\breleased? (?:of |on )?(?:data|figures|numbers|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.? \d|Monday|Tuesday|"
    r"Wednesday|Thursday|Friday)|(?:\d|latest|newest|last(?: two)?|recent|\b20\d\d|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.?|May|"
    r"biweekly|ICE's|ICE’s|agency's) releases?\b|(?:data|figures|numbers) (?:it|they|ICE) released",
    re.I,
)
_OF_WHOLE = re.compile(r"^\s*(?:\w+\s+)?(?:out of|of|de|de los|de las)(?: the| all| its| those| los| las)*(?: some| about| roughly)?\s*$", re.I)
_BREAK = re.compile(
    r"[,;:–—]\s|\s(?:and|while|whereas|but|against|versus|compared with|y|mientras|contra|to|after|después de|tras)\s",
    re.I,
)
_FACILITY_WORDS = re.compile(
    r"\b(?:facilit|detention cent|processing cent|jail|prison|center|centre|site\b|complex|annex|camp\b|correctional|cárcel|"
    r"centro|beds?\b|segregat|solitary|aislamiento|detainees|placements|county)",
    re.I,
)


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
    day: date
    lang: str
    concepts: frozenset[str]
    mentions: tuple[Mention, ...]
    periods: tuple[Period, ...]
    quantities: tuple[Quantity, ...]
    points: tuple[Point, ...]
    facilities: tuple[FacilityName, ...]


def understand(book: Book, text: str, day: date, lang: str = "") -> Understanding:
    """Takes a statement apart.

    Args:
        book: the book, for the names of facilities.
        text: one statement.
        day: the day on which it was made.
        lang: `en` or `es`; seen from the words where it is not given.
    """
    lang = lang or language_of(text)
    plain = _masked(text)
    lexicon = load_lexicon()
    spoken = tuple(periods(text, day, lang))
    mentions, named = _mentions(book, plain)
    found = tuple(_same_units(_without_repeats(_free(quantities(text, lang), mentions))))
    concepts = lexicon.concepts_in(plain)
    points = tuple(_points(plain, found, mentions, spoken, concepts))
    return Understanding(text, day, lang, concepts, tuple(mentions), spoken, found, points, tuple(named))


def _masked(text: str) -> str:
    """The text, as long as before, without words that mean another thing where they stand."""
    plain = _PROGRAMME.sub(lambda match: "ATD".ljust(len(match[0])), text)
    plain = _NOTICE.sub(lambda match: "I-862".ljust(len(match[0])), plain)
    return _PUBLISHED.sub(lambda match: re.sub(r"(?i)release", "publish", match[0]), plain)


def _mentions(book: Book, text: str) -> tuple[list[Mention], list[FacilityName]]:
    """The codes and places that a text names; a city within a facility's words is no area."""
    mentions, areas = load_lexicon().mentions_in(text), areas_in(text)
    facilities = facilities_in(book, text) if _FACILITY_WORDS.search(text) else []
    facilities = [pair for pair in facilities if not any(a.start <= pair[0].start < a.end for a in areas)]
    if facilities:
        best = facilities[0]
        same = [pair for pair in facilities if pair[1].telling == best[1].telling]
        there = [pair for pair in same if pair[1].city and pair[1].city.casefold() in text.casefold()]
        same = there or [p for p in same if (p[1].city.casefold(), p[1].state) == (best[1].city.casefold(), best[1].state)]
        return sorted([*mentions, *areas, best[0]], key=lambda m: m.start), [name for _, name in same]
    return sorted([*mentions, *areas], key=lambda m: m.start), []


def _free(found: Sequence[Quantity], mentions: Sequence[Mention]) -> list[Quantity]:
    """Numbers that are not part of a code's words: "between one and two years"."""
    return [q for q in found if not any(m.start <= q.start and q.end <= m.end for m in mentions)]


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
) -> list[Point]:
    if not found:
        at = tuple(p for p in spoken if p.role != "since")
        return [Point(None, 0, len(text), tuple(mentions), concepts, at, tuple(p for p in spoken if p.role == "since"))]
    cuts = [0, *(_cut(text, a, b) for a, b in pairwise(found)), len(text)]
    points = []
    first = found[0].start
    for place, (quantity, start, end) in enumerate(zip(found, cuts, cuts[1:], strict=False)):
        is_part = place + 1 < len(found) and bool(_OF_WHOLE.match(text[quantity.end : found[place + 1].start]))
        is_whole = place > 0 and bool(_OF_WHOLE.match(text[found[place - 1].end : quantity.start]))
        own = [m for m in mentions if start <= m.start < end]
        inherited = [] if is_whole else [m for m in mentions if m.end <= first and not any(o.way == m.way for o in own)]
        if len(found) == 1 or (is_part and len(found) == 2):
            own, inherited = list(mentions), []
        at, since = _periods_of(quantity, start, end, spoken, is_only=len(found) == 1)
        words = load_lexicon().concepts_in(text[start:end])
        points.append(Point(quantity, start, end, tuple([*own, *inherited]), words, at, since, is_whole))
    return points


def _cut(text: str, earlier: Quantity, later: Quantity) -> int:
    """Where the words of one number end and those of the next begin."""
    between = text[earlier.end : later.start]
    breaks = list(_BREAK.finditer(between))
    if not breaks:
        return later.start
    # The last break before the number; a number that stands right behind "of" has its words before it.
    return earlier.end + breaks[-1].start()


def _periods_of(
    quantity: Quantity, start: int, end: int, spoken: Sequence[Period], is_only: bool
) -> tuple[tuple[Period, ...], tuple[Period, ...]]:
    own = [p for p in spoken if start <= p.place < end]
    at = [p for p in own if p.role != "since"]
    since = [p for p in own if p.role == "since"]
    is_change = bool(quantity.change) or quantity.unit == "times"
    if is_change:
        return tuple(at or [p for p in spoken if p.role != "since"]), tuple(
            since or [p for p in spoken if p.role == "since"]
        )
    if not at and since and not is_only:
        return tuple(since), ()  # "17 in May, against 1,040 in January": each number has its month
    return tuple(at or [p for p in spoken if p.role != "since"]), tuple(since)
