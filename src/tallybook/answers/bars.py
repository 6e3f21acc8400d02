"""Bars for the parts of one period: the longest first, from zero, each with its name and its number."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from tallybook.answers.answer import Figure
from tallybook.answers.marks import marks_of_parts
from tallybook.answers.spelling import spelling
from tallybook.answers.strokes import why_hollow
from tallybook.answers.wording import code_words
from tallybook.charts import Canvas, Mark, Sheet, Size, colour, linked, shortened, text, width_of
from tallybook.measures import Measure

MOST_BARS = 22
_THICKEST = 30
_WIDEST_NAME = 320


@dataclass(frozen=True, slots=True)
class _Bar:
    """One figure as it is drawn."""

    figure: Figure
    name: str
    number: str
    mark: Mark


def paint_bars(
    measure: Measure, figures: Sequence[Figure], sheet: Sheet, link: Callable[[Figure], str] | None, lang: str
) -> Canvas:
    """A bar for each figure; narrow, its name stands above it."""
    size = sheet.size
    bars = _bars(measure, figures, size, lang)
    pitch = 2 * size.line + 8 if size.is_narrow else min((size.height - 10) / len(bars), _THICKEST + 8)
    canvas = sheet.canvas(pitch * len(bars) + 8)
    left, right = _sides(bars, size)
    values = [bar.figure.value or 0.0 for bar in bars]
    low, high = min(0.0, *values), max(0.0, *values)

    def x(value: float) -> float:
        return round(left + (value - low) / ((high - low) or 1) * (right - left), 1)

    for place, bar in enumerate(bars):
        y = canvas.top + place * pitch
        above = size.line + 2 if size.is_narrow else 0.0
        _name(canvas, bar, left, y + (size.letter if above else pitch / 2 + 4))
        start, end = sorted((x(0), x(bar.figure.value or 0)))
        thick = (pitch - above) * 0.72
        _draw(canvas.svg, bar, (start, y + above + (pitch - above - thick) / 2, end - start, thick), lang)
        holder = linked(canvas.svg, link(bar.figure) if link else "")
        text(holder, end + 6, y + above + (pitch - above) / 2 + 4, bar.number, is_bold=True)
    base = {"class": "quiet", "x1": f"{x(0):g}", "x2": f"{x(0):g}", "stroke": colour("quiet")}
    ends = {"y1": f"{canvas.top:g}", "y2": f"{round(canvas.top + pitch * len(bars), 1):g}"}
    ElementTree.SubElement(canvas.svg, "line", base | ends)
    return canvas


def _bars(measure: Measure, figures: Sequence[Figure], size: Size, lang: str) -> list[_Bar]:
    drawn = sorted(figures, key=lambda figure: -(figure.value or 0))[:MOST_BARS]
    spelled = spelling([figure.value or 0 for figure in drawn], measure.unit)
    widest = size.width - 2 * size.margin if size.is_narrow else _WIDEST_NAME
    names = [" / ".join(code_words(way, code, lang) for way, code in figure.split) for figure in drawn]
    return [
        _Bar(figure, shortened(name, widest, size.letter), spelled(figure.value or 0), mark)
        for figure, name, mark in zip(drawn, names, marks_of_parts(drawn), strict=True)
    ]


def _sides(bars: Sequence[_Bar], size: Size) -> tuple[float, float]:
    """Where bars begin at the left and end at the right, with room for names before and numbers after them."""
    names = 0.0 if size.is_narrow else max(width_of(bar.name, size.letter) for bar in bars) + 12
    numbers = max(width_of(bar.number, size.letter, is_bold=True) for bar in bars)
    return size.margin + names, size.width - size.margin - numbers - 8


def _name(canvas: Canvas, bar: _Bar, left: float, y: float) -> None:
    if canvas.size.is_narrow:
        text(canvas.svg, left, y, bar.name)
    else:
        text(canvas.svg, left - 8, y, bar.name, anchor="end")


def _draw(svg: ElementTree.Element, bar: _Bar, box: tuple[float, float, float, float], lang: str) -> None:
    reason = why_hollow(bar.figure, lang)
    x, y, width, height = (f"{round(number, 1):g}" for number in box)
    place = {"x": x, "y": y, "width": width if float(width) else ".5", "height": height}
    style = {
        "class": f"{bar.mark.name} hollow" if reason else bar.mark.name,
        "fill": colour("paper") if reason else bar.mark.colour,
        "stroke": bar.mark.colour,
    }
    drawn = ElementTree.SubElement(svg, "rect", place | style)
    if reason:
        ElementTree.SubElement(drawn, "title").text = reason
