"""A line as small as a word, to stand in a table."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from xml.etree import ElementTree

from tallybook.calendar import fiscal_year
from tallybook.charts.palette import colour
from tallybook.charts.paths import path_of, thinned

_EDGE = 3  # room for the dot at the end
_GAP = timedelta(days=45)

Day = tuple[date, float]


def sparkline(
    values_by_day: Sequence[Day], title: str, width: int = 120, height: int = 24, is_cumulative: bool = False
) -> str:
    """The course of values, without axes, with a dot at the last; a gap is a gap.

    Args:
        values_by_day: in the order of time; blank where there is none, which gives no picture.
        title: what it shows, for those who hear it or rest on it.
        width: in pixels.
        height: in pixels.
        is_cumulative: whether values are counted since 1 October and start anew each year.
    """
    if not values_by_day:
        return ""
    size = {"width": str(width), "height": str(height), "viewBox": f"0 0 {width} {height}"}
    svg = ElementTree.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "class": "spark", "role": "img"} | size)
    ElementTree.SubElement(svg, "title").text = title
    days, values = [day for day, _ in values_by_day], [value for _, value in values_by_day]
    low = min(values) if min(values) > 0.6 * max(values) or min(values) < 0 else 0.0
    span, room = (days[-1] - days[0]).days or 1, (max(values) - low) or 1.0

    def place(day: date, value: float) -> tuple[float, float]:
        across = _EDGE + (width - 2 * _EDGE) * (day - days[0]).days / span
        return across, height - _EDGE - (height - 2 * _EDGE) * (value - low) / room

    runs = [[place(*one) for one in run] for run in _unbroken(values_by_day, is_cumulative)]
    path = path_of([thinned(run) for run in runs if len(run) > 1])
    blue = colour("s1")
    if path:
        ElementTree.SubElement(svg, "path", {"d": path, "fill": "none", "stroke": blue, "stroke-width": "1.5"})
    for run in runs:
        if len(run) == 1 or run is runs[-1]:
            x, y = (f"{round(number, 1):g}" for number in run[-1])
            radius = "2.2" if run is runs[-1] else "1"
            ElementTree.SubElement(svg, "circle", {"cx": x, "cy": y, "r": radius, "fill": blue})
    return ElementTree.tostring(svg, encoding="unicode")


def _unbroken(values: Sequence[Day], is_cumulative: bool) -> list[list[Day]]:
    """The values in runs between which some are missing, or another year begins."""
    steps = [after - before for (before, _), (after, _) in pairwise(values)]
    usual = timedelta(days=median(step.days for step in steps)) if steps else _GAP
    runs = [[values[0]]]
    for before, after in pairwise(values):
        is_new_year = is_cumulative and fiscal_year(before[0]) != fiscal_year(after[0])
        if is_new_year or after[0] - before[0] > max(_GAP, 1.6 * usual):
            runs.append([])
        runs[-1].append(after)
    return runs
