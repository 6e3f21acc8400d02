"""Lines over time: a gap is a gap, a fiscal year starts anew, a change of what is counted is a thin rule."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from tallybook.answers.answer import Figure
from tallybook.answers.ends import (
    end_labels,
    height_of_ends,
    peak_labels,
    points_along,
    rename_labels,
    room_for_ends,
)
from tallybook.answers.marks import marks_of
from tallybook.answers.rules import STRIP, draw_rules, rules_of
from tallybook.answers.series import breaks_of, by_series
from tallybook.answers.spelling import spelling
from tallybook.answers.strokes import MOST_POINTS, Line, Pen, draw_line, newest_of
from tallybook.answers.wording import code_words
from tallybook.calendar import month_end
from tallybook.charts import BELOW, Canvas, Frame, Sheet, Size, axes, room_for_heights, ticks, write_labels
from tallybook.measures import Measure
from tallybook.prose import short_period

MOST_LINES = 25
_OCTOBER = 10


def lines_of(figures: Sequence[Figure], lang: str = "en", most: int = MOST_LINES) -> list[Line]:
    """A line for each series, those that end highest first and in colour."""
    found = sorted(by_series(figures).items(), key=lambda item: -(newest_of(item[1]).value or 0))[:most]
    marks = marks_of([series for series, _ in found])
    return [
        Line(of_series, breaks_of(of_series, lang), mark, _name(of_series, lang))
        for (_, of_series), mark in zip(found, marks, strict=True)
    ]


def _name(figures: Sequence[Figure], lang: str) -> str:
    return " / ".join(code_words(way, code, lang) for way, code in newest_of(figures).split)


def bounds(lines: Sequence[Line]) -> tuple[float, float]:
    """Between which heights lines lie: from zero where little room is lost by it."""
    values = [figure.value or 0.0 for line in lines for figure in line.figures]
    low, high = min(values), max(values)
    low = 0.0 if 0 <= low <= 0.6 * high else low
    margin = (high - low) * 0.06 or max(abs(high) * 0.1, 1)
    return low - margin if low else 0.0, high + margin


def paint_lines(
    measure: Measure, lines: Sequence[Line], sheet: Sheet, link: Callable[[Figure], str] | None, lang: str
) -> Canvas:
    """Axes, rules where something else is counted, the lines, and the words at their ends."""
    rules = rules_of(lines)
    words = height_of_ends(measure, lines, sheet.size, lang) + STRIP * bool(rules) + BELOW + 10
    canvas = sheet.canvas(max(sheet.size.height, words))
    has_points = sheet.is_detailed and sum(len(line.figures) for line in lines) <= MOST_POINTS
    pen = Pen(measure, _frame(measure, lines, canvas, STRIP * bool(rules), lang), sheet, link, lang, has_points)
    first_month = _OCTOBER if measure.kind == "cumulative" else 1
    heights = spelling(ticks(pen.frame.low, pen.frame.high), measure.unit)
    axes(canvas.svg, pen.frame, canvas.size, heights, partial(month_said, lang=lang), 0, first_month)
    draw_rules(canvas.svg, pen, rules)
    for line in reversed(lines):
        draw_line(canvas.svg, pen, line, is_named=len(lines) > 1)
    points = points_along(pen, lines)
    ends = end_labels(pen, lines, points)
    ends += peak_labels(pen, lines, ends, points)
    write_labels(canvas.svg, [*ends, *rename_labels(pen, lines, ends, points)])
    return canvas


def _frame(measure: Measure, lines: Sequence[Line], canvas: Canvas, strip: float, lang: str) -> Frame:
    low, high = bounds(lines)
    days = [figure.reference_end for line in lines for figure in line.figures]
    size: Size = canvas.size
    spelled = spelling(ticks(low, high), measure.unit)
    left = size.margin + room_for_heights(low, high, spelled, size)
    right = size.width - size.margin - room_for_ends(measure, lines, size, lang)
    return Frame(min(days), max(days), low, high, left, right, canvas.top + 10 + strip, canvas.bottom - BELOW)


def month_said(day: date, lang: str) -> str:
    """A month as it stands under an axis."""
    return short_period(day, month_end(day), lang)
