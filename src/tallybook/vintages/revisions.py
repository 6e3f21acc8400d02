"""What the publisher changed after the fact: numbers printed anew with another value."""

import math
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from tallybook.book import Book
from tallybook.errors import QuestionError
from tallybook.vintages.editions import Edition, Series, daily_editions
from tallybook.vintages.rule import SAME, Place
from tallybook.vintages.selection import Selection

_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class History:
    """What was printed of one number: one edition for each day of publication, oldest first; never none."""

    editions: tuple[Edition, ...]

    @property
    def series(self) -> Series:
        """What it shares with the numbers of other periods."""
        return self.editions[0].series

    @property
    def first(self) -> Edition:
        """Its first printing."""
        return self.editions[0]

    @property
    def last(self) -> Edition:
        """Its last printing."""
        return self.editions[-1]

    @property
    def change(self) -> float:
        """Last value less first value, in the unit of the series."""
        return _value(self.last) - _value(self.first)

    @property
    def percent(self) -> float | None:
        """The change as a percentage of the first value; None where that was zero."""
        return 100 * self.change / abs(_value(self.first)) if _value(self.first) else None

    @property
    def changed_on(self) -> tuple[date, ...]:
        """The days on which another value was published than the day before it."""
        return tuple(after.report_date for before, after in pairwise(self.editions) if not _same(before, after))

    @property
    def is_retitled(self) -> bool:
        """Whether its table's title has other words at last than at first: what is counted may be another thing."""
        return title_words(self.first.table_title) != title_words(self.last.table_title)

    def after(self, editions: int) -> Edition | None:
        """The printing that many days of publication after the first; None where there are fewer."""
        return self.editions[editions] if editions < len(self.editions) else None


def histories(
    book: Book, selection: Selection, with_open: bool = False, set_aside: Collection[Place] = ()
) -> list[History]:
    """What was printed of each number that is asked for: the revision triangle, by series and period.

    Args:
        book: as known today, or as of a day.
        selection: which numbers.
        with_open: with printings from before the period was over, whose growth is no revision.
        set_aside: cells that an erratum sets aside; they are left out.
    """
    return _by_number(daily_editions(book, selection, set_aside=set_aside), with_open)


def revisions(
    book: Book, selection: Selection, with_open: bool = False, set_aside: Collection[Place] = ()
) -> list[History]:
    """The numbers that did not stay as first printed, biggest change first, each quantity by itself.

    A number that was changed and changed back comes last. Arguments as in `histories`.
    """
    printed = daily_editions(book, selection, only_changed=True, set_aside=set_aside)
    changed = [history for history in _by_number(printed, with_open) if history.changed_on]
    return sorted(changed, key=lambda history: (history.series.quantity, history.series.unit, -abs(history.change)))


def of_one_series(triangle: Sequence[History]) -> Sequence[History]:
    """The same triangle, which is one only where its numbers differ in nothing but their period.

    Raises:
        QuestionError: there are several series; the message names some, and how to choose.
    """
    series = list(dict.fromkeys(history.series for history in triangle))
    if len(series) <= 1:
        return triangle
    differing = [name for name, value in _facts(series[0]).items() if any(_facts(s)[name] != value for s in series)]
    named = [", ".join(_facts(s)[name] or f"no {name}" for name in differing) for s in series[:_MOST_NAMED]]
    options = {"quantity": "--quantity", "period": "--period", "totals": "--totals"}
    raise QuestionError(
        f"These selectors leave {len(series)} series; a revision triangle is of one.",
        found="; ".join(named) + (f"; and {len(series) - _MOST_NAMED} more" if len(series) > _MOST_NAMED else ""),
        hint="choose with " + ", ".join(options.get(name, f"--where {name}=...") for name in differing) + ".",
    )


def _facts(series: Series) -> dict[str, str]:
    """What tells a series from others, by the name under which it can be chosen."""
    return {
        "quantity": series.quantity,
        **dict(series.split),
        "period": series.period,
        "totals": "printed as a total" if series.is_total else "no total",
    }


def _by_number(printed: Iterable[Edition], with_open: bool) -> list[History]:
    counted = (edition for edition in printed if with_open or not edition.is_partial)
    return [History(tuple(group)) for _, group in groupby(counted, key=lambda edition: edition.number)]


def _value(edition: Edition) -> float:
    assert edition.value is not None  # histories hold printed figures only
    return edition.value


def title_words(title: str) -> list[str]:
    """The words of a table's title, without its fiscal year and dates."""
    words = re.findall(r"[a-z]+", re.split(r"[:;]|\b(?:EO)?FY ?\d|\d", title)[0].casefold())
    return [word for word in words if word not in ("fy", "eofy", "ytd")]


def _same(one: Edition, other: Edition) -> bool:
    return math.isclose(_value(one), _value(other), rel_tol=float(SAME))
