"""Where days and heights lie in a picture, and the axes that say so."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree

from tallybook.charts.canvas import Size
from tallybook.charts.palette import colour
from tallybook.charts.words import text, width_of

BELOW = 26  # room for the days under the base


@dataclass(frozen=True, slots=True)
class Frame:
    """Where days and heights lie on a canvas."""

    first: date
    last: date
    low: float
    high: float
    left: float
    right: float
    top: float
    bottom: float

    def x(self, day: date) -> float:
        """How far to the right a day lies."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(self.left + share * (self.right - self.left), 1)

    def y(self, height: float) -> float:
        """How far down a height lies."""
        share = (height - self.low) / (self.high - self.low)
        return round(self.bottom - share * (self.bottom - self.top), 1)

    def within(self, height: float) -> float:
        """How far down a height lies, or the edge past which it does."""
        return max(min(self.y(height), self.bottom), self.top)


def room_for_heights(low: float, high: float, spelled: Callable[[float], str], size: Size) -> float:
    """How much room the words of the heights need at the left."""
    widest = max(width_of(spelled(height), size.letter) for height in ticks(low, high, _most_heights(size)))
    return max(widest + 10, 24) + (0 if size.is_narrow else 8)


def axes(
    svg: ElementTree.Element,
    frame: Frame,
    size: Size,
    spelled: Callable[[float], str],
    spelled_day: Callable[[date], str],
    base: float | None = None,
    first_month: int = 1,
) -> None:
    """Round heights and months, with few thin lines; a line of note at the base, where there is one."""
    quiet = colour("quiet")
    for height in ticks(frame.low, frame.high, _most_heights(size)):
        y = frame.y(height)
        name = "quiet" if height == base else "grid"
        line = {"class": name, "x1": f"{frame.left:g}", "x2": f"{frame.right:g}", "y1": f"{y:g}", "y2": f"{y:g}"}
        ElementTree.SubElement(svg, "line", line | {"stroke": colour(name)})
        text(svg, frame.left - 6, y + 4, spelled(height), name="quiet", anchor="end")
    widest = width_of("Sep 2025", size.letter) + 10
    most = max(int((frame.right - frame.left) / widest), 1)
    for day in day_ticks(frame.first, frame.last, most, first_month):
        words, x, y = spelled_day(day), f"{frame.x(day):g}", frame.bottom
        ElementTree.SubElement(
            svg, "line", {"class": "quiet", "x1": x, "x2": x, "y1": f"{y:g}", "y2": f"{y + 5:g}", "stroke": quiet}
        )
        half = width_of(words, size.letter) / 2
        middle = min(max(frame.x(day), half), size.width - half)
        text(svg, middle, y + 8 + size.letter, words, name="quiet", anchor="middle")


def _most_heights(size: Size) -> int:
    return 5 if size.is_narrow else 8


def ticks(low: float, high: float, most: int = 8) -> list[float]:
    """Round heights between two, at most so many and one."""
    power = 10 ** math.floor(math.log10(high - low))
    step = next(size * power for size in (0.1, 0.2, 0.5, 1.0, 2.0, 5.0) if (high - low) / (size * power) <= most)
    return [round(number * step, 10) for number in range(math.ceil(low / step), math.floor(high / step) + 1)]


def day_ticks(first: date, last: date, most: int = 9, first_month: int = 1) -> list[date]:
    """First days of months, evenly apart, at most so many between two days; years begin with `first_month`."""
    days = (date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13))
    months = [day for day in days if first <= day <= last]
    for step in (1, 2, 3, 6, 12, 24, 36, 60):
        every = [day for day in months if (day.year * 12 + day.month - first_month) % step == 0]
        if len(every) <= max(most, 1):
            return every or [first]
    return [first]
