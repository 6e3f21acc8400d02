"""Where a number fits and the words do not: people for hearings, a day's count for an average."""

import re

from tallybook.claims.record import Candidate
from tallybook.claims.understanding import Point, Understanding
from tallybook.measures import MEASURES

_PEOPLE = re.compile(
    r"^\W*(?:(?:of|different|individual|the|los|las|de|undocumented|monitored|ATD) )*"
    r"(?:people|persons?|individuals|immigrants|migrants|participants|detainees|men|women|enrollees|personas|inmigrantes|"
    r"migrantes|participantes|detenid[oa]s)\b",
    re.I,
)
_AVERAGE = re.compile(r"averag|mean\b|typical|promedi|a day\b|per day|daily|por día|al día|diari", re.I)
_PER_DAY = re.compile(
    r"^\W*(?:[\w-]+\W+){0,4}?(?:a|per|each|every) day\b|^\W*daily\b|^\W*(?:\w+\W+){0,3}?(?:al|por|cada) día|^\W*diari",
    re.I,
)
_ALL = re.compile(r"\b(?:total\w*|overall|in all|all told|altogether|nationwide|everyone|all of)\b|en total", re.I)
_OF_ALL_HELD = re.compile(
    r"^\W*(?:of|de) (?:all |the |all the |those |people |los |las |todos )*(?:people |immigrants |migrants |detainees |personas |inmigrantes )*"
    r"(?:held |being held |currently |who are |in |en )*(?:in (?:ICE |immigration )?(?:detention|custody)|detainees|detained|detenid)",
    re.I,
)
_ON_A_DAY = re.compile(r"\bday of\b|\bon (?:May|June|July)|día de|\blast day\b|último día", re.I)


def is_of_another_kind(understanding: Understanding, point: Point, candidate: Candidate) -> str:
    """Why the words misdescribe a number that fits, in half a sentence; blank where they do not."""
    quantity = point.quantity
    measure = MEASURES[candidate.reading.measure]
    if quantity is None:
        return ""
    behind = understanding.text[quantity.end : quantity.end + 60]
    if measure.unit == "hearings" and _PEOPLE.match(behind):
        return "these are hearings, and one person may have several"
    if measure.name == "segregation_placements" and _PEOPLE.match(behind):
        if any(period.grain in ("day", "now") for period in point.at):
            return "these are placements during a month, not people on a day"
        return ""
    if measure.name == "share_of_book_outs_with_bond_posted" and _OF_ALL_HELD.match(
        understanding.plain[quantity.end :]
    ):
        return "this is a share of those who left, not of those detained"
    if measure.name == "facility_average_daily_population" and not _AVERAGE.search(understanding.text):
        return "this is a mean of the days since 1 October, not a count of a day"
    return ""


def is_per_day(understanding: Understanding, point: Point) -> bool:
    """Whether a number is so many a day."""
    quantity = point.quantity
    return quantity is not None and bool(_PER_DAY.search(understanding.plain[quantity.end : quantity.end + 60]))


def says_all(understanding: Understanding) -> bool:
    """Whether the words insist on the total."""
    return bool(_ALL.search(understanding.plain))
