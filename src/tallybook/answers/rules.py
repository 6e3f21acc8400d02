"""Thin rules, with their words, where what is counted may have changed."""

from collections.abc import Sequence
from xml.etree import ElementTree

from tallybook.answers.picture_words import said
from tallybook.answers.series import Break
from tallybook.answers.strokes import Line, Pen
from tallybook.charts import colour, text, width_of

_ROW, _ROWS, _LETTER = 14, 2, 11
STRIP = _ROW * _ROWS
"""Room above the plot for the words of the rules."""


def rules_of(lines: Sequence[Line]) -> list[Break]:
    """Each change, the same of several lines once, in the order of time."""
    changes = {
        (found.after, found.short): found
        for line in lines
        for found in line.breaks
        if not found.is_gap and not found.is_rename
    }
    return [changes[key] for key in sorted(changes)]


def draw_rules(svg: ElementTree.Element, pen: Pen, rules: Sequence[Break]) -> None:
    """A rule for each; its words above the plot, where they do not touch others; all say it when met."""
    frame, taken = pen.frame, [float("-inf")] * _ROWS
    for found in rules:
        x, words = frame.x(found.after), said(pen.lang, found.short)
        group = ElementTree.SubElement(svg, "g")
        ElementTree.SubElement(group, "title").text = found.sentence
        width = width_of(words, _LETTER)
        start = min(x + 3, pen.sheet.size.width - width)
        row = next((row for row, end in enumerate(taken) if end < start), None)
        top = frame.top - STRIP + (_ROW * row if row is not None else STRIP)
        line = {"x1": f"{x:g}", "x2": f"{x:g}", "y1": f"{top:g}", "y2": f"{frame.bottom:g}", "stroke-width": ".7"}
        style = {"class": "quiet", "stroke": colour("quiet"), "stroke-dasharray": "1 3"}
        ElementTree.SubElement(group, "line", line | style)
        if row is not None:
            text(group, start, top + _LETTER - 2, words, _LETTER, "quiet")
            taken[row] = start + width + 6
