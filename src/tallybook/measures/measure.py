"""What a measure is: where its numbers stand, what they mean, and what may be done with them."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["stock", "flow", "cumulative", "mean", "ratio"]

KINDS: dict[str, str] = {
    "stock": "A count on a day. It may be compared between days, and is never added over time.",
    "flow": "What happened in a month or quarter. Months may be added.",
    "cumulative": "What happened since 1 October. It starts anew each fiscal year and is no flow: "
    "the increase between two editions also holds what was revised in between.",
    "mean": "An average over a period or over people. Averages are never added or averaged.",
    "ratio": "A number divided by another. Neither added nor averaged.",
}

Where = tuple[tuple[str, str], ...]
"""Ways of splitting, each with a code; codes joined by `|` are taken together."""


@dataclass(frozen=True, slots=True)
class Printed:
    """Numbers of one published table, as printed.

    A way by which a question neither splits nor chooses is taken at its printed total; a way in `summed` has
    no printed total, and its rows are added up.
    """

    table: str
    quantity: str
    period: str  # a code of tallybook.vintages.selection.PERIODS
    ways: tuple[str, ...] = ()  # by which a question may split or choose
    fixed: Where = ()  # codes that are meant where a question neither chooses nor splits
    summed: tuple[str, ...] = ()  # of one edition: ways that have no total, and are added up
    required: tuple[str, ...] = ()  # ways that must be chosen or split by: there is no total and no sum


@dataclass(frozen=True, slots=True)
class Records:
    """Rows of a record-level table, counted by the day on which each happened.

    Of the rows only file, hash, condition and count are ever told.
    """

    table: str
    day: str  # the column that holds the day
    ways: tuple[str, ...] = ()  # columns of codes
    condition: str = "true"  # SQL that the rows fulfil


@dataclass(frozen=True, slots=True)
class Ratio:
    """A part of a whole: of one measure, codes over all, or the numbers of one measure over those of another."""

    part: str
    whole: str
    part_where: Where = ()
    over: str = ""  # the way by which the parts are told apart; the whole is its total


@dataclass(frozen=True, slots=True)
class PerDay:
    """A flow divided by the days of its period that the data cover."""

    of: str
    where: Where = ()


@dataclass(frozen=True, slots=True)
class Increase:
    """What a cumulative figure grew by from one edition to the next."""

    of: str


@dataclass(frozen=True, slots=True)
class Between:
    """The mean of the days between two editions, from their two means since 1 October."""

    of: str


Source = Printed | Records | Ratio | PerDay | Increase | Between


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that the record measures, defined once."""

    name: str
    title: str  # a noun phrase that a reader would accept under a chart
    unit: str
    kind: Kind
    sources: tuple[Source, ...]  # the first that knows the asked ways and prints the period answers
    definition: str  # population, numerator and denominator, in two sentences
    caveats: tuple[str, ...] = ()
    said: str = ""  # the title as it stands in a sentence, where the title would be read amiss
    is_distinct: bool = False  # different people of each period: who is counted in one may be in the next

    @property
    def is_additive(self) -> bool:
        """Whether its figures of one day or period may be added: counts, and mean populations, but no other means."""
        return self.kind in ("stock", "flow", "cumulative") or self.unit == "persons"

    @property
    def ways(self) -> tuple[str, ...]:
        """Every way by which it can be split or chosen."""
        return tuple(dict.fromkeys(way for source in self.sources for way in getattr(source, "ways", ())))

    @property
    def is_derived(self) -> bool:
        """Whether it is computed from other measures, and not read from cells."""
        return not isinstance(self.sources[0], Printed | Records)
