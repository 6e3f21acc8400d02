"""Bars for the parts of one period: the longest first, from zero, each with its name and its number."""

from collections.abc import Sequence
from xml.etree import ElementTree

from tallybook.answers.answer import Figure
from tallybook.answers.wording import code_words, value_words
from tallybook.charts import BOTTOM, HEIGHT, LETTER, MARKS, PAPER, QUIET, TOP, WIDTH, canvas, text
from tallybook.measures import Measure

MOST_BARS = 22
_THICKEST = 30
_LONGEST_NAME = 44
_LEFT = 20


def draw_bars(
    measure: Measure, figures: Sequence[Figure], title: str, description: str, subtitle: str, source: str
) -> ElementTree.Element:
    """A bar for each figure."""
    drawn = sorted(figures, key=lambda figure: -(figure.value or 0))[:MOST_BARS]
    svg = canvas(title, description, subtitle, source)
    names = [_name(figure) for figure in drawn]
    numbers = [value_words(figure.value, measure.unit, is_bare=True) for figure in drawn]
    left = _LEFT + max(map(_width, names), default=0) + 12
    right = WIDTH - LETTER * max(map(len, numbers)) - 24
    values = [figure.value or 0.0 for figure in drawn]
    low, high = min(0.0, *values), max(0.0, *values)
    pitch = min((HEIGHT - TOP - BOTTOM) / len(drawn), _THICKEST + 8)

    def x(value: float) -> float:
        return round(left + (value - low) / ((high - low) or 1) * (right - left), 1)

    for place, (figure, name, number) in enumerate(zip(drawn, names, numbers, strict=True)):
        y = TOP + place * pitch
        middle = y + pitch / 2 + 4
        text(svg, left - 8, round(middle, 1), name, anchor="end")
        start, end = sorted((x(0), x(figure.value or 0)))
        _bar(svg, figure, start, round(y + pitch * 0.14, 1), max(end - start, 0.5), round(pitch * 0.72, 1))
        text(svg, end + 6, round(middle, 1), number, is_bold=True)
    base = f"{x(0):g}"
    line = {"x1": base, "x2": base, "y1": f"{TOP}", "y2": f"{TOP + pitch * len(drawn):g}", "stroke": QUIET}
    ElementTree.SubElement(svg, "line", line)
    return svg


def _bar(svg: ElementTree.Element, figure: Figure, x: float, y: float, width: float, height: float) -> None:
    is_hollow = bool(figure.flags) or figure.is_partial
    place = {"x": f"{x:g}", "y": f"{y:g}", "width": f"{width:g}", "height": f"{height:g}"}
    style = {"fill": PAPER if is_hollow else MARKS[0][0], "stroke": MARKS[0][0]}
    bar = ElementTree.SubElement(svg, "rect", place | style)
    if reason := why_hollow(figure):
        ElementTree.SubElement(bar, "title").text = reason


def _width(name: str) -> int:
    """Capitals, in which ICE prints the names of facilities, are wider."""
    return sum(LETTER + 2 * letter.isupper() for letter in name)


def why_hollow(figure: Figure) -> str:
    """Why a mark is hollow; blank where it is not."""
    if figure.flags:
        return f"{figure.flags[0].severity} {figure.flags[0].entry}"
    return "the period was not over" if figure.is_partial else ""


def _name(figure: Figure) -> str:
    name = " / ".join(code_words(way, code) for way, code in figure.split)
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
