"""Lines over time: a gap is a gap, a fiscal year starts anew, a change of what is counted is a thin rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree

from tallybook.answers.answer import Figure
from tallybook.answers.bars import why_hollow
from tallybook.answers.series import Break, Series, breaks_of, by_series
from tallybook.answers.wording import code_words, value_words
from tallybook.calendar import fiscal_year
from tallybook.charts import (
    BOTTOM,
    GREY,
    HEIGHT,
    LETTER,
    MARKS,
    PAPER,
    QUIET,
    TOP,
    WIDTH,
    Frame,
    Label,
    apart,
    axes,
    canvas,
    text,
)
from tallybook.measures import Measure
from tallybook.prose import short_period

MOST_LINES = 20
_MOST_RULES = 4
_LONGEST_NAME = 34


@dataclass(frozen=True, slots=True)
class _Line:
    """One series as it is drawn."""

    series: Series
    figures: list[Figure]
    breaks: list[Break]
    colour: str
    dash: str

    @property
    def last(self) -> Figure:
        return self.figures[-1]


def draw_lines(
    measure: Measure, figures: Sequence[Figure], title: str, description: str, subtitle: str, source: str
) -> ElementTree.Element:
    """A line for each series, those that end highest in colour."""
    lines = _lines(figures)
    labels = [_ending(line, measure, len(lines) > 1) for line in lines if line.colour != GREY]
    frame = _frame(lines, LETTER * max(map(len, labels)))
    svg = canvas(title, description, subtitle + (" The scale does not begin at 0." if frame.low > 0 else ""), source)
    axes(svg, frame, lambda height: value_words(_even(height), measure.unit, is_bare=True), 0)
    _rules(svg, frame, lines)
    for line in reversed(lines):
        _draw(svg, frame, line, measure)
    placed = [
        Label(frame.x(line.last.reference_end) + 8, frame.y(line.last.value or 0) + 4, words, line.colour)
        for line, words in zip([line for line in lines if line.colour != GREY], labels, strict=True)
    ]
    for label in apart(placed):
        text(svg, label.x, label.y, label.text, fill=label.colour, is_bold=True)
    return svg


def _even(height: float) -> float:
    return round(height, 10)


def _lines(figures: Sequence[Figure]) -> list[_Line]:
    found = sorted(by_series(figures).items(), key=lambda item: -(item[1][-1].value or 0))[:MOST_LINES]
    marks = [*MARKS, *[(GREY, "")] * len(found)]
    return [
        _Line(series, of_series, breaks_of(of_series), colour, dash)
        for (series, of_series), (colour, dash) in zip(found, marks, strict=False)
    ]


def _frame(lines: Sequence[_Line], widest: float) -> Frame:
    figures = [figure for line in lines for figure in line.figures]
    values = [figure.value or 0.0 for figure in figures]
    low, high = min(values), max(values)
    # From zero where little room is lost by it.
    low = 0.0 if 0 <= low <= 0.6 * high else low
    margin = (high - low) * 0.06 or max(abs(high) * 0.1, 1)
    days = [figure.reference_end for figure in figures]
    return Frame(min(days), max(days), low - margin if low else 0.0, high + margin, WIDTH - widest - 20)


def _ending(line: _Line, measure: Measure, is_named: bool) -> str:
    """The words at the end of a line: its name, or the period of its last figure, and that figure."""
    value = value_words(line.last.value, measure.unit, is_bare=True)
    name = " / ".join(code_words(way, code) for way, code in line.last.split)
    name = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
    return f"{name if is_named else short_period(line.last.reference_start, line.last.reference_end)}: {value}"


def _draw(svg: ElementTree.Element, frame: Frame, line: _Line, measure: Measure) -> None:
    style = {"fill": "none", "stroke": line.colour, "stroke-width": "1" if line.colour == GREY else "2.2"}
    group = ElementTree.SubElement(svg, "g", style)
    name = " / ".join(code_words(way, code) for way, code in line.series)
    ElementTree.SubElement(group, "title").text = name or measure.title
    runs = _unbroken(line, measure)
    path = "".join(
        f"{'M' if place == 0 else 'L'}{frame.x(figure.reference_end):g} {frame.y(figure.value or 0):g}"
        for run in runs
        if len(run) > 1
        for place, figure in enumerate(run)
    )
    if path:
        ElementTree.SubElement(group, "path", {"d": path} | ({"stroke-dasharray": line.dash} if line.dash else {}))
    for figure in line.figures:
        _whisker(group, frame, figure)
    for run in runs:
        for figure in run:
            if len(run) == 1 or figure is line.last or why_hollow(figure):
                _dot(group, frame, figure, line.colour)


def _whisker(group: ElementTree.Element, frame: Frame, figure: Figure) -> None:
    """Between what a computed figure must lie, where the digits leave room that can be seen."""
    if figure.low is None or figure.high is None:
        return
    top, bottom = (max(min(frame.y(value), HEIGHT - BOTTOM), TOP) for value in (figure.high, figure.low))
    if bottom - top >= 2:
        x = f"{frame.x(figure.reference_end):g}"
        ElementTree.SubElement(
            group, "line", {"x1": x, "x2": x, "y1": f"{top:g}", "y2": f"{bottom:g}", "stroke-width": "1"}
        )


def _dot(group: ElementTree.Element, frame: Frame, figure: Figure, colour: str) -> None:
    """A dot: hollow where the figure is in doubt, small and hollow where its period was not over."""
    reason = why_hollow(figure)
    place = {"cx": f"{frame.x(figure.reference_end):g}", "cy": f"{frame.y(figure.value or 0):g}"}
    size = "2.4" if figure.is_partial and not figure.flags else "3.6" if reason else "3"
    dot = ElementTree.SubElement(group, "circle", place | {"r": size, "fill": PAPER if reason else colour})
    if reason:
        ElementTree.SubElement(dot, "title").text = reason


def _unbroken(line: _Line, measure: Measure) -> list[list[Figure]]:
    """The figures in runs: none across a gap or another table, nor from one fiscal year of a sum into the next."""
    ends = {(found.before, found.after) for found in line.breaks if found.is_gap or found.short == "other table"}
    runs = [[line.figures[0]]]
    for before, after in pairwise(line.figures):
        is_new_year = measure.kind == "cumulative" or (
            measure.kind in ("mean", "ratio") and before.reference_start.month == 10 and _is_to_date(before)
        )
        starts_anew = is_new_year and fiscal_year(before.reference_end) != fiscal_year(after.reference_end)
        # A month that is not over lies beside the line, for it would fall for no other reason.
        if starts_anew or before.is_partial or after.is_partial or (before.reference_end, after.reference_end) in ends:
            runs.append([])
        runs[-1].append(after)
    return runs


def _is_to_date(figure: Figure) -> bool:
    return figure.reference_start.day == 1 and (figure.reference_end - figure.reference_start).days > 31


def _rules(svg: ElementTree.Element, frame: Frame, lines: Sequence[_Line]) -> None:
    """A thin rule with its words where what is counted may have changed, the same of several lines once."""
    changes = {(found.after, found.short): found for line in lines for found in line.breaks if not found.is_gap}
    for place, (day, short) in enumerate(sorted(changes)[:_MOST_RULES]):
        x = f"{frame.x(day):g}"
        rule = {"x1": x, "x2": x, "y1": f"{TOP - 4}", "y2": f"{HEIGHT - BOTTOM}", "stroke": QUIET}
        group = ElementTree.SubElement(svg, "g")
        ElementTree.SubElement(group, "title").text = changes[day, short].sentence
        ElementTree.SubElement(group, "line", rule | {"stroke-width": "0.7", "stroke-dasharray": "1 3"})
        text(group, frame.x(day) - 4, TOP + 8 + 14 * (place % 3), short, size=11, fill=QUIET, anchor="end")
