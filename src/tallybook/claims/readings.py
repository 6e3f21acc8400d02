"""Which measure a number of a statement may be about: the readings of its words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from tallybook.claims.cues import CUES
from tallybook.claims.lexicon import Mention, Topic, load_lexicon
from tallybook.claims.understanding import Point, Understanding
from tallybook.measures import MEASURES, Where

_REACH = 1  # topics whose weight is so near to the best are read too
NEAR = _REACH + 1
# What a number may be a part of that is counted as a measure of its own.
_WHOLES = {"book_outs_with_bond_posted": "book_outs_of_bond_sheet"}
# Ways that say whom a number counts: a measure that is not split so is not what the words mean.
_NARROWING = frozenset(
    {
        "sex",
        "citizenship",
        "aor",
        "state",
        "facility",
        "technology",
        "family_status",
        "criminality",
        "disposition",
        "final_order",
        "threat_level",
        "classification_level",
    }
)
_JOINED = ("criminality", "technology", "disposition")
_OF_GROUPS = ("armed_forces", "parents_of", "us_citizen", "tps_")
_OF_PEOPLE = ("detained", "initial_book_ins", "removals", "atd_")
_EVENTS = frozenset({"removal", "arrest", "book_in", "book_out"})
_OWN_WORDS = (
    ("atd_", frozenset({"atd", "device", "participants", "hearing"})),
    ("detained", frozenset({"detained"})),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand what a number is about."""

    measure: str
    where: Where
    whole: Where | None = None  # of a share: what it is a share of; None for a level
    either: str = ""  # what tells it from others that the words fit as well
    is_proxy: bool = False  # the nearest that the record has to what the words say, and not that thing
    rank: int = 0  # 0 for the likeliest; from NEAR on, others that are tried only where no likelier one is printed


def readings(understanding: Understanding, point: Point) -> list[Reading]:
    """The readings of one number, likeliest first; none where its words fit no measure."""
    topics = _topics(understanding, point)
    found: list[Reading] = []
    for topic in topics:
        rank = topics[0].weight - topic.weight
        for name in topic.measures:
            measure, _, fixed = name.partition(":")
            for where in _wheres(topic, point, understanding):
                where = (*where, (fixed.partition("=")[0], fixed.partition("=")[2])) if fixed else where
                found += _with_whole(understanding, point, measure, where, topic, rank)
    if point.is_whole:
        found += [replace(r, measure=_WHOLES[r.measure], where=()) for r in found if r.measure in _WHOLES]
    return [reading for reading in dict.fromkeys(found) if not _unheeded(reading, point, understanding.said)]


def _unheeded(reading: Reading, point: Point, plain: str) -> set[str]:
    """The ways in which the words narrow down whom a number counts, and the reading does not."""
    narrowed = {mention.way for mention in point.mentions if mention.way in _NARROWING}
    if CUES["other_actor"].search(plain) or (
        CUES["narrowed"].search(plain) and not reading.measure.startswith(_OF_GROUPS)
    ):
        return {"whom"}
    if CUES["that_facility"].search(plain):
        narrowed.add("facility")  # "the center": one that the text has named elsewhere
    heeded = {way for way, _ in reading.where}
    heeded |= {way for source in MEASURES[reading.measure].sources for way, _ in getattr(source, "fixed", ())}
    if not reading.measure.startswith(_OF_PEOPLE):
        heeded.add("family_status")  # "the bond that families must raise"
    if point.is_whole:
        return set()
    if "facility" in heeded:
        heeded |= {"aor", "state", "family_status"}  # a facility's own name and place
    if "facility_type" in heeded:
        heeded.add("family_status")
    return narrowed - heeded


def near_readings(understanding: Understanding, point: Point) -> list[Reading]:
    """The likeliest readings only."""
    return [reading for reading in readings(understanding, point) if reading.rank < NEAR]


def _topics(understanding: Understanding, point: Point) -> list[Topic]:
    """The topics that fit the words around the number, then those that fit the whole statement."""
    own = [topic for topic in load_lexicon().topics if _fits(topic, point.concepts, point, understanding)]
    wide = [topic for topic in load_lexicon().topics if _fits(topic, understanding.concepts, point, understanding)]
    is_own = bool(own) and max(t.weight for t in own) >= max((t.weight for t in wide), default=0) - _REACH
    return sorted(own if is_own else wide, key=lambda topic: -topic.weight)


def _fits(topic: Topic, concepts: frozenset[str], point: Point, understanding: Understanding) -> bool:
    unit = point.quantity.unit if point.quantity else ""
    if point.quantity and point.quantity.change and unit == "percent":
        unit = "count"
    if topic.units and unit and unit not in topic.units:
        return False
    if topic.place == "facility" and not understanding.facilities:
        return False
    if topic.place == "aor" and not any(mention.way == "aor" for mention in understanding.mentions):
        return False
    if topic.code and not any(mention.way == topic.code for mention in understanding.mentions):
        return False
    return all(need & concepts for need in topic.needs) and not topic.without & concepts


def _wheres(topic: Topic, point: Point, understanding: Understanding) -> list[Where]:
    """Every way to take the codes that the words name."""
    by_way: dict[str, list[str]] = {}
    for way in topic.ways:
        codes = _codes(way, [m for m in point.mentions if m.way == way], understanding)
        if codes:
            by_way[way] = codes
    if "facility" in topic.ways and understanding.facilities:
        by_way["facility"] = ["|".join(dict.fromkeys(name.code for name in understanding.facilities))]
    wheres = [tuple(zip(by_way, codes, strict=True)) for codes in product(*by_way.values())]
    return [*wheres, ()] if point.is_whole and () not in wheres else wheres


def _codes(way: str, mentions: list[Mention], understanding: Understanding) -> list[str]:
    """The codes of one way that are meant: one, or several together, in every reading that its words have."""
    if cut := CUES["rather"].search(understanding.plain):
        mentions = [m for m in mentions if m.start < cut.start()] or mentions
    codes = list(dict.fromkeys(mention.code for mention in mentions))
    specific = [code for code in codes if (way, code) not in load_lexicon().readings]
    if specific and len(specific) < len(codes):
        codes = specific  # "GPS ankle trackers": the word that says more
    if len(codes) > 1 and (way == "aor" and CUES["together"].search(understanding.plain)):
        return ["|".join(codes)]
    if not codes:
        return []
    if len(codes) > 1 and way in _JOINED and _are_joined(understanding.plain, mentions):
        return ["|".join(codes)]
    return list(load_lexicon().readings.get((way, codes[0]), (codes[0],)))


def _are_joined(plain: str, mentions: list[Mention]) -> bool:
    """Whether codes are taken together: "with convictions or pending charges"."""
    first, second = mentions[0], mentions[1]
    between = CUES["joined"].fullmatch(plain, first.end, second.start)
    return between is not None and not CUES["each_its_own"].search(plain)


def _with_whole(
    understanding: Understanding, point: Point, measure: str, where: Where, topic: Topic, rank: int
) -> Iterator[Reading]:
    quantity = point.quantity
    is_share = quantity is not None and quantity.unit == "percent" and not quantity.change
    if not is_share or MEASURES[measure].unit == "share":
        yield Reading(measure, where, None, topic.either, topic.is_proxy, rank)
        return
    if where and not _is_of_others(understanding, point, measure):
        yield Reading(measure, where, _whole(understanding, point, where), topic.either, topic.is_proxy, rank)


def _is_of_others(understanding: Understanding, point: Point, measure: str) -> bool:
    """Whether a share is of people whom the measure does not count: "one in three people deported wore a monitor"."""
    quantity = point.quantity
    assert quantity is not None
    behind = understanding.plain[quantity.end :]
    of_whom = load_lexicon().concepts_in(behind[: _verb_behind(behind, 0)])
    own = next((names for head, names in _OWN_WORDS if measure.startswith(head)), frozenset[str]())
    return bool(own) and bool(_EVENTS & of_whom) and not own & of_whom


def _verb_behind(plain: str, place: int) -> int:
    """Where the verb of a share begins; that of "people whom ICE itself had arrested" is not it."""
    verb = CUES["verb"].search(plain, place)
    if verb and re.search(r"\b(?:whom?|that|which|que|quienes)\b", plain[place : verb.start()]):
        verb = CUES["verb"].search(plain, verb.end()) or verb
    return verb.start() if verb else len(plain)


def _whole(understanding: Understanding, point: Point, where: Where) -> Where:
    """What a share is of: the codes right behind it ("of those arrested by ICE"), if others are left for the part."""
    quantity = point.quantity
    assert quantity is not None
    plain = understanding.plain
    if before := CUES["whole_before"].search(plain, 0, quantity.start):
        of_whole = {m.way for m in point.mentions if before.start() <= m.start < before.end()}
    elif quantity.kind == "fraction" or re.match(r"\s*(?:of|de|del)\b", plain[quantity.end :]):
        limit = _verb_behind(plain, quantity.end)
        of_whole = {m.way for m in point.mentions if quantity.end <= m.start < limit}
    else:
        return ()
    whole = tuple(pair for pair in where if pair[0] in of_whole)
    if len(whole) < len(where):
        return whole
    # Places tell of whom a share is; other codes are what is a share.
    return tuple(pair for pair in whole if pair[0] in ("aor", "facility")) if len(where) > 1 else ()
