"""The words at the ends of lines: name, value and, where a series ended, the day; and where a line got a new name."""

from collections.abc import Sequence
from itertools import pairwise

from tallybook.answers.answer import Figure
from tallybook.answers.picture_words import said
from tallybook.answers.spelling import spelling
from tallybook.answers.strokes import Line, Pen, unbroken
from tallybook.charts import GAP, GREY, Label, Mark, Size, beside_ends, placed_freely, width_of, wrapped
from tallybook.measures import Measure
from tallybook.prose import short_period

_WIDEST, _WIDEST_NARROW = 230, 112  # of words at the end of a line
_NEAR = 8  # from point to point along a line that words should not cover
_MOST_PEAKS, _QUIET = 3, Mark("quiet")


Points = Sequence[tuple[float, float]]


def end_labels(pen: Pen, lines: Sequence[Line], points: Points) -> list[Label]:
    """Words for each line in colour: in a column where it goes to the end, else where it ends."""
    named, wished = [line for line in lines if line.mark != GREY], []
    for line, words in zip(named, _words(pen.measure, lines, pen.sheet.size, pen.lang), strict=True):
        x, y = pen.point(line.last)
        address = pen.link(line.last) if pen.link else ""
        wished.append(Label(x + GAP, y, words, line.mark, pen.sheet.size, (x, y), address))
    return beside_ends(wished, pen.frame.right, points, pen.frame.top - 6, pen.frame.bottom + 4)


def peak_labels(pen: Pen, lines: Sequence[Line], taken: Sequence[Label], points: Points) -> list[Label]:
    """The names of grey lines that once stood higher than all in colour, beside where they were highest."""
    size, placed = pen.sheet.size, list[Label]()
    highest = max(_peak(line).value or 0 for line in lines if line.mark != GREY)
    above = [line for line in lines if line.mark == GREY and (_peak(line).value or 0) > highest]
    for line in sorted(above, key=lambda line: -(_peak(line).value or 0))[:_MOST_PEAKS]:
        x, y = pen.point(_peak(line))
        words = (f"{line.name}: {pen.value(_peak(line).value)}",)
        label = Label(x + 8, y, words, _QUIET, size, (x, y), pen.link(_peak(line)) if pen.link else "")
        free = placed_freely(label, [*taken, *placed], points, pen.frame.top - 6, pen.frame.bottom)
        placed += [free] if free else []
    return placed


def _peak(line: Line) -> Figure:
    """Its highest figure that nothing speaks against."""
    sure = [figure for figure in line.figures if not figure.flags and not figure.is_partial]
    return max(sure or line.figures, key=lambda figure: figure.value or 0)


def rename_labels(pen: Pen, lines: Sequence[Line], taken: Sequence[Label], points: Points) -> list[Label]:
    """The new name beside the tick where a line in colour got it; none where there is no room for it."""
    placed: list[Label] = []
    for line in lines:
        for found in line.breaks:
            if not found.is_rename or line.mark == GREY or pen.sheet.size.is_narrow:
                continue
            figure = next(figure for figure in line.figures if figure.reference_end == found.after)
            x, y = pen.point(figure)
            name = said(pen.lang, "renamed", name=found.short)
            label = Label(x + 4, y - 14, (name,), line.mark, pen.sheet.size, (x, y))
            free = placed_freely(label, [*taken, *placed], points, pen.frame.top - 6, pen.frame.bottom)
            placed += [free] if free else []
    return placed


def height_of_ends(measure: Measure, lines: Sequence[Line], size: Size, lang: str) -> float:
    """How much room the words need one under the other."""
    return sum(size.line * len(label) + 4 for label in _words(measure, lines, size, lang))


def room_for_ends(measure: Measure, lines: Sequence[Line], size: Size, lang: str) -> float:
    """How much room the words at the right edge need, with the gap before them."""
    words = [line for label in _words(measure, lines, size, lang) for line in label]
    return GAP + max(width_of(line, size.letter, is_bold=True) for line in words)


def _words(measure: Measure, lines: Sequence[Line], size: Size, lang: str) -> list[tuple[str, ...]]:
    """The words of each line in colour, in lines; values of one picture have as many decimals."""
    named = [line for line in lines if line.mark != GREY]
    spelled = spelling([line.last.value or 0 for line in named], measure.unit)
    newest = max(line.last.reference_end for line in lines)
    found = []
    for line in named:
        value = spelled(line.last.value or 0)
        period = short_period(line.last.reference_start, line.last.reference_end, lang)
        # The day of those that go on stands beneath them all.
        heads = [line.name, period if not line.name or line.last.reference_end < newest else ""]
        found.append(_broken([head for head in heads if head], value, size))
    return found


def _broken(heads: Sequence[str], value: str, size: Size) -> tuple[str, ...]:
    """Name, day and value in as few lines as fit, each whole where it can be."""
    width = _WIDEST_NARROW if size.is_narrow else _WIDEST
    lines: list[str] = []
    for part in (*(f"{head}," for head in heads[:-1]), f"{heads[-1]}:", value):
        joined = f"{lines[-1]} {part}" if lines else part
        if width_of(joined, size.letter, is_bold=True) <= width:
            lines[-1:] = [joined]
        else:
            lines += wrapped(part, width, size.letter, is_bold=True)
    return tuple(lines)


def points_along(pen: Pen, lines: Sequence[Line]) -> Points:
    """Points along all lines, near enough to each other that words over a line cover some."""
    found = []
    for line in lines:
        for run in unbroken(line, pen.measure):
            places = [pen.point(figure) for figure in run]
            found.append(places[-1])
            for (x, y), (to_x, to_y) in pairwise(places):
                parts = int(max(abs(to_x - x), abs(to_y - y)) / _NEAR) + 1
                found += [(x + (to_x - x) * part / parts, y + (to_y - y) * part / parts) for part in range(parts)]
    return found
