"""Dots for many parts of one period, as facilities are: each at its value, side by side where they would touch."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from xml.etree import ElementTree

from tallybook.answers.answer import Figure
from tallybook.answers.spelling import spelling
from tallybook.answers.strokes import why_hollow
from tallybook.answers.wording import code_words
from tallybook.charts import MARKS, Canvas, Sheet, Size, colour, dot, linked, rim, shortened, text, ticks, width_of
from tallybook.measures import Measure

MOST_DOTS = 400
WAYS = ("facility", "city")
"""Ways whose many parts are drawn as dots."""

_MOST_NAMED, _MOST_NAMED_NARROW = 8, 5
_LEAST_ROOM = 120  # for a name at the left of its dot
_BELOW = 30  # room for numbers under the axis
_RADII = (4.0, 3.5, 3.0, 2.5)
_MOST_BESIDE = 130  # above or below the middle; smaller dots are taken, and at last they overlap


@dataclass(frozen=True, slots=True)
class _Dot:
    """One figure, and how far beside the middle of the strip it lies."""

    figure: Figure
    name: str
    x: float
    beside: float


@dataclass(frozen=True, slots=True)
class _Strip:
    """Where values lie, and how large a dot is."""

    size: Size
    low: float
    high: float
    unit: str
    radius: float  # of a dot

    def x(self, value: float) -> float:
        """How far to the right a value lies."""
        left, right = self.size.margin + self.radius, self.size.width - self.size.margin - self.radius
        return round(left + (value - self.low) / ((self.high - self.low) or 1) * (right - left), 1)


def paint_dots(
    measure: Measure, figures: Sequence[Figure], sheet: Sheet, link: Callable[[Figure], str] | None, lang: str
) -> Canvas:
    """A dot for each figure on one axis from zero; the largest are named above, one under the other."""
    values = [figure.value or 0.0 for figure in figures]
    strip, dots = _fitted(measure, figures, sheet.size, lang)
    named = _named(strip, dots, values)
    half = max(abs(one.beside) for one in dots) + strip.radius + 4
    above = len(named) * sheet.size.line + 8
    canvas = sheet.canvas(above + 2 * half + _BELOW)
    middle = canvas.top + above + half
    _draw_axis(canvas, strip, middle + half)
    _draw_dots(canvas, strip, dots, middle, sheet, link, lang)
    _draw_names(canvas, named, middle, link)
    return canvas


def _fitted(measure: Measure, figures: Sequence[Figure], size: Size, lang: str) -> tuple[_Strip, list[_Dot]]:
    """The strip with dots as large as it has room for."""
    values = [figure.value or 0.0 for figure in figures]
    strips = [_Strip(size, min(0.0, *values), max(0.0, *values), measure.unit, radius) for radius in _RADII]
    strip = next((strip for strip in strips if _reach(strip, values) <= _MOST_BESIDE), strips[-1])
    dots = _swarm(strip, figures, lang)
    beside = max(abs(one.beside) for one in dots)
    shrink = min(_MOST_BESIDE / beside, 1.0) if beside else 1.0
    return strip, [replace(one, beside=one.beside * shrink) for one in dots]


def _reach(strip: _Strip, values: Sequence[float]) -> float:
    """About how far beside the middle dots will lie where they are densest."""
    places, step = sorted(map(strip.x, values)), 2 * strip.radius + 1
    densest = max(bisect_left(places, place + step) - number for number, place in enumerate(places))
    return densest * step / 2


def _swarm(strip: _Strip, figures: Sequence[Figure], lang: str) -> list[_Dot]:
    """Each dot as near to the middle as it can lie without touching one that is there."""
    step, placed = 2 * strip.radius + 1, list[_Dot]()
    for figure in sorted(figures, key=lambda figure: -(figure.value or 0))[:MOST_DOTS]:
        x = strip.x(figure.value or 0)
        near = [(one.x - x, one.beside) for one in placed if abs(one.x - x) < step]
        # Where it would just touch one that is near, above or below.
        reach = [(beside, (step**2 - across**2) ** 0.5) for across, beside in near]
        edges = sorted([0.0, *(beside + sign * far for beside, far in reach for sign in (1, -1))], key=abs)
        free = next(edge for edge in edges if all(abs(edge - beside) > far - 1e-6 for beside, far in reach))
        name = " / ".join(code_words(way, code, lang) for way, code in figure.split)
        placed.append(_Dot(figure, name, x, free))
    return placed


def _named(strip: _Strip, dots: Sequence[_Dot], values: Sequence[float]) -> list[tuple[_Dot, str]]:
    """The largest dots with their words, each so far to the right that its words have room at its left."""
    size, spelled = strip.size, spelling(values, strip.unit)
    found = []
    for one in dots[: _MOST_NAMED_NARROW if size.is_narrow else _MOST_NAMED]:
        number = f": {spelled(one.figure.value or 0)}"
        room = one.x - 6 - size.margin - width_of(number, size.letter, is_bold=True)
        if room < _LEAST_ROOM:
            break
        found.append((one, shortened(one.name, room, size.letter, is_bold=True) + number))
    return found


def _draw_axis(canvas: Canvas, strip: _Strip, base: float) -> None:
    size = canvas.size
    heights = ticks(strip.low, strip.high, 4 if size.is_narrow else 8)
    spelled = spelling(heights, strip.unit)
    for value in heights:
        x = f"{strip.x(value):g}"
        line = {"x1": x, "x2": x, "y1": f"{base:g}", "y2": f"{base + 5:g}", "class": "quiet"}
        ElementTree.SubElement(canvas.svg, "line", line | {"stroke": colour("quiet")})
        words = spelled(value)
        half = width_of(words, size.letter) / 2
        middle = min(max(strip.x(value), size.margin + half), size.width - half)
        text(canvas.svg, middle, base + 8 + size.letter, words, name="quiet", anchor="middle")
    ends = {"x1": f"{size.margin}", "x2": f"{size.width - size.margin}", "y1": f"{base:g}", "y2": f"{base:g}"}
    ElementTree.SubElement(canvas.svg, "line", ends | {"class": "quiet", "stroke": colour("quiet")})


def _draw_dots(
    canvas: Canvas,
    strip: _Strip,
    dots: Sequence[_Dot],
    middle: float,
    sheet: Sheet,
    link: Callable[[Figure], str] | None,
    lang: str,
) -> None:
    """Each says its name and value when met, and leads on by the mouse; the table has them for the keyboard."""
    style = {"class": MARKS[0].name, "fill": MARKS[0].colour, "stroke": MARKS[0].colour, "stroke-width": ".6"}
    group = ElementTree.SubElement(canvas.svg, "g", style)
    spelled = spelling([one.figure.value or 0 for one in dots], strip.unit)
    for one in dots:
        address = link(one.figure) if link and sheet.is_detailed else ""
        holder = linked(group, address, is_reached_by_key=False)
        reason = why_hollow(one.figure, lang, is_brief=True)
        drawn = dot(holder, one.x, round(middle + one.beside, 1), f"{strip.radius:g}", reason, is_told=False)
        told = f"{one.name}: {spelled(one.figure.value or 0)}"
        ElementTree.SubElement(drawn, "title").text = f"{told} ({reason})" if reason else told


def _draw_names(
    canvas: Canvas, named: Sequence[tuple[_Dot, str]], middle: float, link: Callable[[Figure], str] | None
) -> None:
    """The largest at the top: the thin line from each dot up to its words passes no other words."""
    size = canvas.size
    for row, (one, _) in enumerate(named):
        top, bottom = canvas.top + row * size.line + 4, middle + one.beside - 4
        line = {"x1": f"{one.x:g}", "x2": f"{one.x:g}", "y1": f"{top:g}", "y2": f"{bottom:.1f}"}
        ElementTree.SubElement(canvas.svg, "line", line | {"class": "quiet", "stroke": colour("quiet")})
    holder = ElementTree.SubElement(rim(canvas.svg), "g", {"class": "ink", "fill": colour("ink"), "text-anchor": "end"})
    for row, (one, words) in enumerate(named):
        at = {"x": f"{one.x - 5:g}", "y": f"{canvas.top + row * size.line + size.letter:g}"}
        ElementTree.SubElement(linked(holder, link(one.figure) if link else ""), "text", at).text = words
