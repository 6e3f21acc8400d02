"""The clock of the silence: how long between editions, and how long since the last. Pure functions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

# Semimonthly is twice a month; half of the longest month is 15.5 days, so that two editions of a
# punctual publisher are never more than 16 days apart.
RHYTHM_DAYS = 16


@dataclass(frozen=True, slots=True)
class Gap:
    """Days between the first captures of two editions that follow one another in the book.

    An upper bound of the publisher's silence: an edition that no archive kept may lie within, and an
    edition may have been public before it was captured.
    """

    start: date
    end: date

    @property
    def days(self) -> int:
        """How long."""
        return (self.end - self.start).days

    @property
    def is_late(self) -> bool:
        """Whether it is longer than a semimonthly rhythm allows."""
        return self.days > RHYTHM_DAYS


@dataclass(frozen=True, slots=True)
class Span:
    """A run of editions, one after the other, in all of which something stood."""

    first: date
    last: date
    editions: int


def gaps(days: Iterable[date]) -> tuple[Gap, ...]:
    """The gaps between the days on which something became public, in their order.

    >>> [gap.days for gap in gaps([date(2026, 2, 13), date(2026, 2, 3), date(2025, 12, 23)])]
    [42, 10]
    """
    return tuple(Gap(start, end) for start, end in pairwise(sorted(set(days))))


def longest(found: Sequence[Gap], count: int) -> tuple[Gap, ...]:
    """The longest gaps, longest first; of equals the earlier first."""
    return tuple(sorted(found, key=lambda gap: (-gap.days, gap.start))[:count])


def spans(every_day: Sequence[date], there: Sequence[date]) -> tuple[Span, ...]:
    """The runs within all days of publication on which something stood.

    Args:
        every_day: a day for each edition of the book, in order.
        there: a day for each edition in which it stood.

    >>> spans([date(2025, 1, 4), date(2025, 1, 17), date(2025, 2, 4)], [date(2025, 1, 4), date(2025, 2, 4)])[1]
    Span(first=datetime.date(2025, 2, 4), last=datetime.date(2025, 2, 4), editions=1)
    """
    return tuple(
        Span(run[0], run[-1], sum(day in run for day in there)) for run in _runs(sorted(set(every_day)), set(there))
    )


def _runs(every_day: Sequence[date], there: set[date]) -> Iterator[list[date]]:
    run: list[date] = []
    for day in every_day:
        if day in there:
            run.append(day)
        elif run:
            yield run
            run = []
    if run:
        yield run
