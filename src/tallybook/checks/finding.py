"""What a check hands over: a finding, the cells it stands on, and what is known of the check itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import duckdb


@dataclass(frozen=True, slots=True)
class Place:
    """A cell that holds no observation: a title, a heading, a note; no cell where a whole sheet is meant."""

    document: str
    sheet: str
    cell: str = ""


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


Find = Callable[[duckdb.DuckDBPyConnection], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding: how grave it is, and what it means, in a sentence."""

    name: str
    severity: str  # a code of tallybook.vocabulary.SEVERITIES
    about: str


def listed(words: Iterable[str], most: int = 4) -> str:
    """Words as prose: the first few, and how many more.

    >>> listed(["a", "b", "c"]), listed("abcdef", 3)
    ('a, b and c', 'a, b, c and 3 more')
    """
    words = list(dict.fromkeys(words))
    if len(words) > most:
        return f"{', '.join(words[:most])} and {len(words) - most} more"
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def figure(value: float) -> str:
    """A number as a person writes it.

    >>> figure(18642.0), figure(0.985), figure(21417.1517)
    ('18,642', '0.985', '21,417.15')
    """
    if float(value).is_integer():
        return f"{value:,.0f}"
    return f"{value:,.2f}" if abs(value) >= 10 else f"{value:.4g}"


def in_words(day: date) -> str:
    """A day in words.

    >>> in_words(date(2025, 5, 17))
    '17 May 2025'
    """
    return f"{day.day} {day:%B %Y}"
