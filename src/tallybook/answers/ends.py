"""The words at the ends of lines: name, value and, where a series ended, the day; and where a line got a new name."""

from collections.abc import Sequence

from tallybook.answers.picture_words import said
from tallybook.answers.spelling import spelling
from tallybook.answers.strokes import Line, Pen, unbroken
from tallybook.charts import GAP, GREY, Label, Size, placed_freely, stacked, width_of, wrapped
from tallybook.measures import Measure
from tallybook.prose import short_period

_WIDEST, _WIDEST_NARROW = 230, 112  # of words at the end of a line
_NEAR_THE_EDGE = 28  # lines that end this near to it are labelled in the column at the edge


def end_labels(pen: Pen, lines: Sequence[Line]) -> list[Label]:
    """Words for each line in colour: in a column where it goes to the end, else where it ends."""
    frame, wished = pen.frame, []
    named = [line for line in lines if line.mark != GREY]
    for line, words in zip(named, _words(pen.measure, lines, pen.sheet.size, pen.lang), strict=True):
        x, y = pen.point(line.last)
        address = pen.link(line.last) if pen.link else ""
        at = frame.right if x > frame.right - _NEAR_THE_EDGE else x
        wished.append(Label(at + GAP, y, words, line.mark, pen.sheet.size, (x, y), address))
    at_edge = [label for label in wished if label.x == frame.right + GAP]
    placed = stacked(at_edge, frame.top - 6, frame.bottom + 4)
    points = _points(pen, lines)
    for label in wished:
        if label not in at_edge:
            free = placed_freely(label, placed, points, frame.top - 6, frame.bottom)
            placed.append(free or label)
    return placed


def rename_labels(pen: Pen, lines: Sequence[Line], taken: Sequence[Label]) -> list[Label]:
    """The new name beside the tick where a line in colour got it; none where there is no room for it."""
    placed: list[Label] = []
    points = _points(pen, lines)
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


def _points(pen: Pen, lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Points along all lines, near enough to each other that words over a line cover some."""
    return [
        (one[0] + (other[0] - one[0]) * part / 4, one[1] + (other[1] - one[1]) * part / 4)
        for line in lines
        for run in unbroken(line, pen.measure)
        for one, other in zip(map(pen.point, run), map(pen.point, run[1:] or run), strict=False)
        for part in range(4)
    ]
