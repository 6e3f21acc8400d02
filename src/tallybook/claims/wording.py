"""Where a number fits and the words do not: people for hearings, a day's count for an average."""

from tallybook.claims.cues import CUES
from tallybook.claims.quantities import Quantity
from tallybook.claims.record import Candidate
from tallybook.claims.understanding import Point, Understanding
from tallybook.measures import MEASURES


def speaks_of_people(understanding: Understanding, point: Point) -> bool:
    """Whether a number is said to be of people."""
    return point.quantity is not None and bool(CUES["people_behind"].match(understanding.text[point.quantity.end :]))


def is_of_another_kind(understanding: Understanding, point: Point, candidate: Candidate) -> str:
    """Why the words misdescribe a number that fits, in half a sentence; blank where they do not."""
    quantity = point.quantity
    measure = MEASURES[candidate.reading.measure]
    if quantity is None:
        return ""
    behind = understanding.text[quantity.end : quantity.end + 60]
    if "family_status" in dict(candidate.reading.where) and CUES["families_behind"].match(behind):
        return "these are people in families, not families"
    if measure.name == "atd_daily_technology_cost" and _is_of_one(understanding.plain, quantity):
        return "this is the cost of all of them together"
    if quantity.unit == "usd" and measure.kind != "flow" and CUES["per_other_time"].match(behind):
        return "this is the cost of a day"
    if measure.unit == "hearings" and CUES["people_behind"].match(behind):
        return "these are hearings, and one person may have several"
    if measure.name == "segregation_placements" and CUES["people_behind"].match(behind):
        is_of_a_day = any(period.grain in ("day", "now", "part_of_month") for period in point.at)
        if is_of_a_day or CUES["on_one_day"].search(understanding.plain):
            return "these are placements during a month, not people on a day"
        return ""
    if measure.name == "share_of_book_outs_with_bond_posted" and CUES["of_all_held"].match(
        understanding.plain[quantity.end :]
    ):
        return "this is a share of those who left, not of those detained"
    if measure.name == "facility_average_daily_population" and not CUES["average"].search(understanding.text):
        return "this is a mean of the days since 1 October, not a count of a day"
    return ""


def _is_of_one(plain: str, quantity: Quantity) -> bool:
    """Whether a price is that of one device or person: named before it, with no number between, or right behind."""
    before = CUES["one_device_before"].search(plain, 0, quantity.start)
    return bool(before or CUES["one_device_behind"].match(plain, quantity.end))


def is_per_day(understanding: Understanding, point: Point) -> bool:
    """Whether a number is so many a day."""
    quantity = point.quantity
    return quantity is not None and bool(CUES["per_day"].search(understanding.plain[quantity.end : quantity.end + 60]))


def says_all(understanding: Understanding) -> bool:
    """Whether the words insist on the total."""
    return bool(CUES["all_told"].search(understanding.plain))
