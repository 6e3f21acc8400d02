"""What a check hands over: a finding, the cells it stands on, and what is known of the check itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import duckdb


@dataclass(frozen=True, slots=True)
class Place:
    """A cell that holds no observation: a title, a heading, a note; A1 where a whole sheet is meant."""

    document: str
    sheet: str
    cell: str


Spot = int | Place
"""Where a finding points: a row of the table `number`, or a place that is no number."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong or odd, as the published record itself shows it."""

    kind: str
    story: str  # findings that share it are one story to a reader
    sentence: str
    document: str  # the file in which the fault stands
    known_from: date  # the first day on which everything that shows it was public
    suspects: tuple[Spot, ...]  # cells that are in doubt
    witnesses: tuple[Spot, ...] = ()  # cells that show why
    table_name: str = ""
    certainty: float = 1.0
    severity: str = ""  # that of its kind, where it is not another
    weight: float = 0.0  # the largest difference it speaks of, as counted: what a reader should hear first


Find = Callable[[duckdb.DuckDBPyConnection], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding: how grave it is, and what it means, in a sentence."""

    name: str
    severity: str  # a code of tallybook.vocabulary.SEVERITIES
    about: str
