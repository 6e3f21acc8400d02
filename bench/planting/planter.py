"""What a planter is, and how it chooses its numbers."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from bench.planting.draft import Fault
from bench.planting.edition import Edition, Editions, Number

T = TypeVar("T")

Plant = Callable[[Edition, Editions, Random, str], Fault | None]
"""Plants one fault of the kind named last in an edition; None where the edition has no place for it."""


@dataclass(frozen=True, slots=True)
class Planter:
    """A kind of fault, what it is in a sentence, and who plants it."""

    kind: str
    about: str
    plant: Plant


COUNTS = ("persons", "events", "hearings")

BY_MONTH = (
    "book_ins_by_month",
    "book_outs_by_reason",
    "average_daily_population_by_agency",
    "average_daily_population_by_facility_type",
    "average_length_of_stay_by_agency",
    "average_length_of_stay_by_facility_type",
    "average_length_of_stay_adult_by_agency",
    "bond_by_month",
    "parole_requested",
    "parole_decisions",
)
ADDED_UP = (
    "atd_by_technology",
    "atd_by_status",
    "atd_by_aor",
    "atd_court_total_hearings",
    "atd_court_final_hearings",
    "detained_by_disposition",
    "detained_by_criminality",
    "detained_with_fear_decision",
    "book_ins_by_month",
    "book_ins_by_criminality",
    "book_outs_by_facility_type",
    "book_outs_by_reason",
)
"""Tables of counts that print their totals."""

LABELLED = (
    "atd_by_technology",
    "atd_by_status",
    "atd_by_aor",
    "detained_by_criminality",
    "detained_by_disposition",
    "book_ins_by_month",
    "book_ins_by_criminality",
    "book_outs_by_reason",
    "average_daily_population_by_agency",
    "parole_decisions",
    "segregation_of_vulnerable_populations",
)


def choice(dice: Random, of: Iterable[T]) -> T | None:
    """One of several; None of none."""
    several = list(of)
    return dice.choice(several) if several else None


def from_one_table(dice: Random, numbers: Sequence[Number]) -> list[Number]:
    """The numbers of one of the tables, each table as likely as the next, however long it is."""
    table = choice(dice, sorted({number.table for number in numbers}))
    return [number for number in numbers if number.table == table]


def apart(one: float, other: float) -> bool:
    """Whether two counts are large enough and different enough for a mistake to matter."""
    low, high = sorted((one, other))
    return low >= 30 and high > 1.1 * low
