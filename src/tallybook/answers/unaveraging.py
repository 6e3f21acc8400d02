"""The mean of the days between two editions, out of their two means since 1 October: exact, with bounds.

A mean is person-days divided by days, and its digits show by how many days: 0.233183856502242 is 52 by 223. ICE
counts to the day before the one that heads the sheet, mostly; some files say another day than their own means do.
So the days are found from the digits, and what is divided is whole person-days again.
"""

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
_CLOSE = 1e-3  # so near to a whole number of person-days; the files print six decimals or more
_FINE = 3  # means of so many decimals and more tell days apart
_FEWEST = 8  # so many of them do so beyond chance
_AGREEING = 0.9

PersonDays = tuple[Fraction, Fraction, Fraction]
"""The likeliest number, the least and the most."""


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
    before, after = (
        [(days, person_days(_means(figure), days, len(possible) == 1)) for days in possible]
        for figure, possible in ((earlier, _days_of(book, earlier)), (later, _days_of(book, later)))
    )
    pairs = [_between(one, other) for one in before for other in after if other[0] > one[0]]
    m, n = before[0][0], after[0][0]
    if n <= m:
        return None
    low, high = min(low for _, low, _ in pairs), max(high for _, _, high in pairs)
    return Between(start + timedelta(days=m), start + timedelta(days=n - 1), pairs[0][0], low, high)


def _between(earlier: tuple[int, PersonDays], later: tuple[int, PersonDays]) -> PersonDays:
    (m, (a, low_a, high_a)), (n, (b, low_b, high_b)) = earlier, later
    return (b - a) / (n - m), (low_b - high_a) / (n - m), (high_b - low_a) / (n - m)


def person_days(means: Iterable[float], days: int, is_shown: bool = True) -> PersonDays:
    """The person-days behind means over so many days, added up, with the least and the most that they can be.

    Where the digits of the file show its days, a mean that is whole person-days stands for them exactly. Else it
    stands for an interval of half its last digit to either side.

    >>> [int(number) for number in person_days([0.233183856502242, 0.219730941704036, 2.80717488789238], 223)]
    [727, 727, 727]
    >>> [float(number) for number in person_days([12.5], 10, is_shown=False)]
    [125.0, 124.5, 125.5]
    """
    likely = low = high = Fraction()
    for mean in means:
        whole = round(mean * days)
        if is_shown and abs(mean * days - whole) < _CLOSE:
            likely, low, high = likely + whole, low + whole, high + whole
        else:
            exact, slack = Fraction(repr(mean)), Fraction(1, 2 * 10 ** decimals(mean))
            likely, low, high = (
                likely + exact * days,
                low + max(exact - slack, Fraction()) * days,
                high + (exact + slack) * days,
            )
    return likely, low, high


def decimals(value: float) -> int:
    """How many decimals a number is printed with.

    >>> decimals(12.25), decimals(3.0), decimals(1.5e-07)
    (2, 0, 8)
    """
    digits, _, exponent = repr(value).partition("e")
    return max(len(digits.partition(".")[2].rstrip("0")) - int(exponent or 0), 0)


def _days_of(book: Book, figure: Figure) -> list[int]:
    """Over how many days the means of a figure's document are: the number shown, or those possible, likeliest first."""
    cell = _cells(figure)[0]
    said = (figure.reference_end - fiscal_year_start(fiscal_year(figure.reference_end))).days + 1
    query = (
        f"SELECT value FROM observation WHERE document = {quoted(cell.document)} AND sheet = {quoted(cell.sheet)} "
        f"AND table_name = {quoted(cell.series.table)} AND quantity = {quoted(cell.series.quantity)} "
        f"AND reference_end = DATE '{figure.reference_end}' AND value > 0"
    )
    shown = book.once(("days", query), lambda: shown_days([value for (value,) in book.sql(query)], said))
    return [shown] if shown else list(dict.fromkeys([max(said - _USUAL, 1), said]))


def shown_days(means: Sequence[float], said: int) -> int | None:
    """The number of days near the one that is said of which nine in ten means are whole person-days; None without one.

    >>> shown_days([number / 223 for number in (24, 52, 49, 626, 38, 303, 18, 689, 77)], 224)
    223
    >>> shown_days([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0], 224) is None
    True
    """
    # A mean of few digits is near some whole number of person-days whatever the days.
    telling = [mean for mean in means if decimals(mean) >= _FINE]
    if len(telling) < _FEWEST:
        return None
    for days in sorted(range(max(said - _AROUND, 1), said + _AROUND), key=lambda days: abs(days - (said - _USUAL))):
        whole = sum(abs(mean * days - round(mean * days)) < _CLOSE for mean in telling)
        if whole >= _AGREEING * len(telling):
            return days
    return None


def _means(figure: Figure) -> list[float]:
    return [cell.value for cell in _cells(figure) if cell.value is not None]


def _cells(figure: Figure) -> list[Edition]:
    return [cell for cell in figure.evidence if isinstance(cell, Edition) and cell.value is not None]
