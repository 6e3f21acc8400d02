"""Whether a number that is stated fits a number of the record: as given, within its bound, or not."""

import re

from tallybook.claims.quantities import Quantity

EXACT, ROUNDED, FALSE = "exact", "rounded", "false"

_NEARLY = 0.07  # "nearly" allows so much less, "just over" so much more
_ABOUT = 0.05
_DAYS = {"days": 1.0, "weeks": 7.0, "months": 30.4375, "years": 365.25, "hours": 1 / 24}
_INCLUSIVE = re.compile(
    r"at (?:least|most)|no (?:more|fewer|less) than|\bor (?:more|fewer|less|above|below)|up to|maximum|minimum|"
    r"por lo menos|al menos|como (?:mínimo|máximo|mucho)|a lo sumo|no (?:más|menos) de|\bo (?:más|menos)\b|hasta",
    re.IGNORECASE,
)
_WRITTEN_OUT = 1000  # a number of four digits is given exactly, also where the last is a zero


def in_unit_of(quantity: Quantity, value: float) -> float:
    """A value of the record in the unit of a stated number: days as weeks, months or years."""
    if quantity.unit in _DAYS:
        return value / _DAYS[quantity.unit]
    return value


def compare(quantity: Quantity, value: float) -> str:
    """How a stated number fits a value, which is in the unit of the statement.

    "More than" and "fewer than" hold strictly, "at least" and "at most" include the number; "nearly" allows up to 7 %
    less, "just over" up to 7 % more, "about" 5 % to either side;
    a plain number fits what rounds to it.

    Returns:
        EXACT, ROUNDED or FALSE.
    """
    stated = quantity.value
    if quantity.comparator in ("<", ">") and value == stated and _INCLUSIVE.search(quantity.text):
        return ROUNDED  # "at least 22" is true of 22
    match quantity.comparator:
        case ">":
            return ROUNDED if value > stated else FALSE
        case "<":
            return ROUNDED if value < stated else FALSE
        case "nearly":
            return ROUNDED if stated * (1 - _NEARLY) <= value <= stated else FALSE
        case "just over":
            return ROUNDED if stated <= value <= stated * (1 + _NEARLY) else FALSE
        case "~" if quantity.kind == "ratio":
            return ROUNDED if abs(value - stated) <= _ABOUT * stated else FALSE
        case "~":
            return ROUNDED if abs(value - stated) <= max(_ABOUT * abs(stated), quantity.step / 2) else FALSE
    return _plain(quantity, value)


def _plain(quantity: Quantity, value: float) -> str:
    stated, step = quantity.value, quantity.step
    if step == 10 and stated >= _WRITTEN_OUT:
        step = 1
    if quantity.unit in ("weeks", "months", "years") or quantity.kind in ("fraction", "ratio"):
        return ROUNDED if abs(value - stated) <= max(_ABOUT * abs(stated), step / 2) else FALSE
    if abs(value - stated) <= min(step, 1) / 2 + 1e-9 * abs(stated):
        return EXACT
    if quantity.unit == "usd" and step == 1 and stated == int(value):
        return ROUNDED  # the cents cut off
    return ROUNDED if step > 1 and abs(value - stated) <= step / 2 else FALSE


def is_telling(quantity: Quantity) -> bool:
    """Whether a number is given so exactly that finding it elsewhere in the record means something."""
    if quantity.kind != "number" or quantity.comparator not in ("=", "~"):
        return False
    if quantity.unit == "percent":
        return quantity.step < 1
    if quantity.unit == "days":
        return quantity.step < 1 or quantity.value >= 100
    digits = len(str(int(abs(quantity.value) / max(quantity.step, 1)))) if quantity.step >= 1 else 4
    return digits >= 3 and quantity.step <= 10
