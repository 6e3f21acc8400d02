"""The mean of the days between two editions, out of their two means since 1 October: exact, with bounds.

A mean is person-days divided by days, and its digits show by how many days: 0.233183856502242 is 52 by 223. ICE
counts to the day before the one that heads the sheet, mostly; some files say another day than their own means do.
So the days are found from the digits, and what is divided is whole person-days again.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from tallybook.answers.answer import Figure
from tallybook.book import Book
from tallybook.calendar import fiscal_year, fiscal_year_start
from tallybook.vintages import Edition
from tallybook.vintages.rule import quoted

_AROUND = 60  # so many days the true day may lie from that which the sheet says
_USUAL = 1  # the means run to the day before the one that is said
_NOISE = Fraction(8, 10**15)  # of a number: what a spreadsheet's own arithmetic may be off by
_FEWEST = 8  # so many means with decimals show their days beyond chance
_AGREEING = 0.9


@dataclass(frozen=True, slots=True)
class Between:
    """What was computed: the mean of the days from `start` to `end`, and between what it must lie."""

    start: date
    end: date
    value: Fraction
    low: Fraction
    high: Fraction


def unaveraged(book: Book, earlier: Figure, later: Figure) -> Between | None:
    """The mean of the days between; None where the later means are over no more days than the earlier.

    With person-days a over m days and b over n days it is (b - a) / (n - m). Where the digits do not show the days,
    the bounds hold for every day that the sheet may mean.
    """
    start = fiscal_year_start(fiscal_year(later.reference_end))
    all_m, all_n = days_of(book, earlier), days_of(book, later)
    found = [_between(earlier, later, m, n) for m in all_m for n in all_n if n > m]
    if not found or all_n[0] <= all_m[0]:
        return None
    value, _, _ = _between(earlier, later, all_m[0], all_n[0])
    low, high = min(low for _, low, _ in found), max(high for _, _, high in found)
    return Between(start + timedelta(days=all_m[0]), start + timedelta(days=all_n[0] - 1), value, low, high)


def _between(earlier: Figure, later: Figure, m: int, n: int) -> tuple[Fraction, Fraction, Fraction]:
    a, low_a, high_a = person_days((cell.value for cell in _cells(earlier)), m)
    b, low_b, high_b = person_days((cell.value for cell in _cells(later)), n)
    return (b - a) / (n - m), (low_b - high_a) / (n - m), (high_b - low_a) / (n - m)


def person_days(means: Iterable[float | None], days: int) -> tuple[Fraction, Fraction, Fraction]:
    """The person-days behind means over so many days, added up, with the least and the most that they can be.

    >>> [int(number) for number in person_days([0.233183856502242, 0.219730941704036, 2.80717488789238], 223)]
    [727, 727, 727]
    """
    likely = low = high = Fraction()
    for mean in means:
        if mean is None:
            continue
        least, most = (bound * days for bound in _bounds(mean))
        first, last = max(math.ceil(least), 0), math.floor(most)
        if first == last:  # one whole number of person-days prints so
            least = most = Fraction(first)
        likely += (least + most) / 2
        low, high = low + least, high + most
    return likely, low, high


def _bounds(mean: float) -> tuple[Fraction, Fraction]:
    """What a printed mean may stand for: half its last digit to either side."""
    exact = Fraction(repr(mean))
    slack = max(half_a_digit(mean), abs(exact) * _NOISE)
    return exact - slack, exact + slack


def half_a_digit(value: float) -> Fraction:
    """Half the worth of the last digit that is printed.

    >>> half_a_digit(12.25)
    Fraction(1, 200)
    """
    exponent = Fraction(repr(value)).denominator
    decimals = next(digits for digits in range(1100) if 10**digits % exponent == 0)
    return Fraction(1, 2 * 10**decimals)


def days_of(book: Book, figure: Figure) -> list[int]:
    """Over how many days the means of a figure's document are: one number, or those that are possible, likeliest first."""
    cell = _cells(figure)[0]
    said = (figure.reference_end - fiscal_year_start(fiscal_year(figure.reference_end))).days + 1
    table, quantity = cell.series.table, cell.series.quantity
    shown = book.once(
        ("days", cell.document, table, quantity, figure.reference_end),
        lambda: shown_days(_means(book, cell, figure.reference_end), said),
    )
    return [shown] if shown else [max(said - _USUAL, 1), said]


def _means(book: Book, cell: Edition, end: date) -> list[float]:
    query = (
        f"SELECT value FROM observation WHERE document = {quoted(cell.document)} AND sheet = {quoted(cell.sheet)} "
        f"AND table_name = {quoted(cell.series.table)} AND quantity = {quoted(cell.series.quantity)} "
        f"AND reference_end = DATE '{end}' AND value > 0"
    )
    return [value for (value,) in book.sql(query)]


def shown_days(means: Sequence[float], said: int) -> int | None:
    """The number of days near the one that is said of which nine in ten means are whole person-days; None without one.

    >>> shown_days([number / 223 for number in (24, 52, 49, 626, 38, 303, 18, 689, 77)], 224)
    223
    >>> shown_days([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0], 224) is None
    True
    """
    # A mean of few digits is near some whole number of person-days whatever the days.
    telling = [mean for mean in means if half_a_digit(mean) * (said + _AROUND) < Fraction(1, 20)]
    telling = [mean for mean in telling if not mean.is_integer()]
    if len(telling) < _FEWEST:
        return None
    near = sorted(range(max(said - _AROUND, 1), said + _AROUND), key=lambda days: abs(days - (said - _USUAL)))
    for days in near:
        whole = sum(_is_whole(mean, days) for mean in telling)
        if whole >= _AGREEING * len(telling):
            return days
    return None


def _is_whole(mean: float, days: int) -> bool:
    person_days = mean * days
    return abs(person_days - round(person_days)) <= float(half_a_digit(mean)) * days * 1.01 + 1e-9


def _cells(figure: Figure) -> list[Edition]:
    return [cell for cell in figure.evidence if isinstance(cell, Edition) and cell.value is not None]
