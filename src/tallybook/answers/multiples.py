"""Small multiples: a panel for each code of one way, all on one scale, or each on its own where that is said."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from xml.etree import ElementTree

from tallybook.answers.answer import Answer, Figure
from tallybook.answers.captions import description, how_to_read, plain_title, source_line, subtitle, title_of_parts
from tallybook.answers.lines import bounds
from tallybook.answers.marks import marks_of
from tallybook.answers.picture import Drawing
from tallybook.answers.picture_words import said
from tallybook.answers.series import Series, breaks_of, by_series, group_of
from tallybook.answers.spelling import spelling
from tallybook.answers.strokes import MOST_POINTS, Line, Pen, draw_line, newest_of
from tallybook.answers.wording import code_words
from tallybook.charts import (
    Canvas,
    Frame,
    Label,
    Sheet,
    Size,
    colour,
    linked,
    rim,
    shortened,
    stacked,
    text,
    ticks,
    width_of,
    write_labels,
)
from tallybook.errors import QuestionError
from tallybook.measures import Measure

MOST_PANELS, MOST_LINES = 30, 4
_BETWEEN, _HEAD, _FOOT, _PLOT = 14, 20, 20, 84  # from panel to panel; above, below and in the frame of each
_MOST_HEIGHTS = 2

_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class _Panel:
    """One code with its lines."""

    code: str
    name: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class _Grid:
    """What all panels share."""

    panels: Sequence[_Panel]
    measure: Measure
    size: Size
    columns: int
    days: tuple[date, date]
    bounds: tuple[float, float] | None  # of all heights; None where each panel has its own
    before: float  # room for heights: before the first column, or in each panel where each has its own
    after: float  # room for values at the ends of lines
    lang: str

    @property
    def high(self) -> float:
        """How high the frame of a panel is."""
        return _PLOT if self.columns > 3 or self.size.is_narrow else 1.6 * _PLOT

    @property
    def rows(self) -> int:
        """How many rows of panels there are."""
        return -(-len(self.panels) // self.columns)

    @property
    def start(self) -> float:
        """Where the first column begins."""
        return self.size.margin + (self.before if self.bounds else 0)

    @property
    def step(self) -> float:
        """From one panel to the next at its right."""
        return (self.size.width - self.size.margin - self.start + _BETWEEN) / self.columns

    def left(self, place: int) -> float:
        """Where a panel begins, with the room for its own heights."""
        return self.start + place % self.columns * self.step

    def frame(self, place: int, top: float) -> Frame:
        """Where the frame of a panel lies."""
        upper = top + place // self.columns * (_HEAD + self.high + _FOOT) + _HEAD
        left = self.left(place) + (0 if self.bounds else self.before)
        right = self.left(place) + self.step - _BETWEEN - self.after
        low, high = self.bounds or bounds(self.panels[place].lines)
        return Frame(*self.days, low, high, left, right, upper, upper + self.high)


def _grid(
    panels: Sequence[_Panel], measure: Measure, size: Size, shared: tuple[float, float] | None, lang: str
) -> _Grid:
    """How panels are laid out, with as much room beside them as the longest of their numbers needs."""
    heights = {word for panel in panels for _, word in _heights(*(shared or bounds(panel.lines)), measure)}
    values = {value for panel in panels for value in _values(panel, measure)}
    days = [figure.reference_end for panel in panels for line in panel.lines for figure in line.figures]
    return _Grid(
        panels=panels,
        measure=measure,
        size=size,
        columns=_columns(len(panels), size),
        days=(min(days), max(days)),
        bounds=shared,
        before=max(width_of(word, size.letter - 1) for word in heights) + 6,
        after=max(width_of(word, size.letter, is_bold=True) for word in values) + 8,
        lang=lang,
    )


def _heights(low: float, high: float, measure: Measure) -> list[tuple[float, str]]:
    """The heights that are told, each with its words."""
    found = ticks(low, high, _MOST_HEIGHTS)
    return [(height, spelling(found, measure.unit)(height)) for height in found]


def _values(panel: _Panel, measure: Measure) -> list[str]:
    """The last values of the lines of a panel."""
    last = [line.last.value or 0 for line in panel.lines]
    return list(map(spelling(last, measure.unit), last))


def multiples(
    answer: Answer,
    way: str = "aor",
    own_scales: bool = False,
    panel_link: Callable[[str], str] | None = None,
    lang: str = "en",
) -> Drawing:
    """The figures of each code of a way in a panel of its own, over time.

    Args:
        answer: split by the way, and by at most one other.
        way: of whose codes each has a panel; the largest where there are more than MOST_PANELS.
        own_scales: whether each panel has a scale of its own; the picture says so.
        panel_link: the address to which the name of a code leads.
        lang: language of its words.

    Raises:
        QuestionError: the answer is not split so, or has no numbers of several periods.
    """
    drawn = [figure for figure in answer.figures if figure.value is not None and dict(figure.split).get(way)]
    if len({figure.reference_end for figure in drawn}) < 2:
        raise QuestionError(
            f"No small multiples: there are no numbers of several periods, split by {way!r}.",
            found=answer.why_none or f"{len(answer.figures)} figures",
            hint=f"ask with --by {way} and --since a day.",
        )
    panels = _panels(drawn, way, lang)
    shared = None if own_scales else bounds([line for panel in panels for line in panel.lines])

    def paint(sheet: Sheet, link: Callable[[Figure], str] | None) -> Canvas:
        return _paint(_grid(panels, answer.measure, sheet.size, shared, lang), sheet, link, panel_link)

    title = _title(answer, panels, lang)
    return Drawing(
        title=title,
        subtitle=subtitle(answer, drawn, True, _notes(answer, drawn, panels, way, lang), lang),
        description=description(answer, title, lang),
        source=source_line(answer, lang),
        paint=paint,
        is_heavy=len(drawn) > MOST_POINTS,
    )


def _title(answer: Answer, panels: Sequence[_Panel], lang: str) -> str:
    """The largest at last, where each panel has one line and all end on one day; else what they are of."""
    newest = [panel.lines[0].last for panel in panels]
    is_of_one_period = len({(figure.reference_start, figure.reference_end) for figure in newest}) == 1
    has_one_line = all(len(figure.split) == 1 for figure in newest)
    return title_of_parts(answer, newest, lang) if has_one_line and is_of_one_period else plain_title(answer, lang)


def _notes(answer: Answer, drawn: Sequence[Figure], panels: Sequence[_Panel], way: str, lang: str) -> list[str]:
    low = min(bounds(panel.lines)[0] for panel in panels)
    codes, others = {dict(figure.split)[way] for figure in drawn}, {_other(figure, way) for figure in drawn}
    notes = how_to_read(answer, drawn, True, lang, low, MOST_PANELS, len(codes))
    if len(others) > MOST_LINES:
        notes.append(said(lang, "most_lines", most=MOST_LINES, count=len(others)))
    return notes


def _panels(drawn: Sequence[Figure], way: str, lang: str) -> list[_Panel]:
    """A panel for each code, in the order of names, the same lines in the same colours in each."""
    by_series_of: dict[str, dict[Series, list[Figure]]] = {}
    for series, figures in by_series(drawn).items():
        code, other = dict(series)[way], tuple(pair for pair in series if pair[0] != way)
        by_series_of.setdefault(code, {})[other] = figures
    others = _largest(other for found in by_series_of.values() for other in found.items())[:MOST_LINES]
    marks = dict(zip(others, marks_of(others), strict=True))
    largest = _largest(pair for code, found in by_series_of.items() for pair in ((code, f) for f in found.values()))
    panels = []
    for code in largest[:MOST_PANELS]:
        name, found = code_words(way, code, lang), by_series_of[code]
        drawn_here = [other for other in others if other in found]
        lines = [Line(found[other], breaks_of(found[other], lang), marks[other], _name(other, lang) or name)
                 for other in sorted(drawn_here, key=lambda other: -(newest_of(found[other]).value or 0))]  # fmt: skip
        panels += [_Panel(code, name, lines)] if lines else []
    return sorted(panels, key=lambda panel: panel.name)


def _largest(found: Iterable[tuple[_Key, list[Figure]]]) -> list[_Key]:
    """Keys by what their series come to together at last, the largest first."""
    sums: dict[_Key, float] = {}
    for key, figures in found:
        sums[key] = sums.get(key, 0.0) + (newest_of(figures).value or 0.0)
    return sorted(sums, key=lambda key: -sums[key])


def _other(figure: Figure, way: str) -> Series:
    return tuple((name, group_of(name, code)) for name, code in figure.split if name != way)


def _name(other: Series, lang: str) -> str:
    return " / ".join(code_words(way, code, lang) for way, code in other)


def _columns(count: int, size: Size) -> int:
    """How many panels lie side by side."""
    if size.is_narrow:
        return min(count, 2)
    return next((columns for columns, most in ((1, 1), (2, 2), (3, 9), (4, 16)) if count <= most), 5)


def _paint(
    grid: _Grid,
    sheet: Sheet,
    link: Callable[[Figure], str] | None,
    panel_link: Callable[[str], str] | None,
) -> Canvas:
    size, lang = grid.size, grid.lang
    rows = _key_rows(grid)
    above = (size.line + 2) * (1 + len(rows)) + 6
    canvas = sheet.canvas(above + grid.rows * (_HEAD + grid.high + _FOOT))
    note = said(lang, "shared_scale" if grid.bounds else "own_scales")
    text(canvas.svg, size.margin, canvas.top + size.letter, note, name="quiet")
    _draw_key(canvas, rows)
    _draw_axes(canvas, grid, canvas.top + above)
    heads, labels = rim(canvas.svg), []
    for place, panel in enumerate(grid.panels):
        frame = grid.frame(place, canvas.top + above)
        name = shortened(panel.name, grid.step - _BETWEEN, size.letter, is_bold=True)
        text(linked(heads, panel_link(panel.code) if panel_link else ""), grid.left(place), frame.top - 8, name)
        pen = Pen(grid.measure, frame, sheet, link, lang, is_small=True)
        for line in reversed(panel.lines):
            draw_line(canvas.svg, pen, line, is_named=True)
        labels += _ends(grid, panel, pen)
    write_labels(canvas.svg, labels, has_leaders=False)
    return canvas


_Rows = list[list[tuple[float, Line]]]


def _key_rows(grid: _Grid) -> _Rows:
    """Which line is which, once for all panels that have several: rows of places and lines."""
    lines = {line.name: line for panel in grid.panels for line in panel.lines}
    if all(len(panel.lines) == 1 for panel in grid.panels):
        return []
    rows: _Rows = [[]]
    x = float(grid.size.margin)
    for line in lines.values():
        width = 30 + width_of(line.name, grid.size.letter, is_bold=True) + 18
        if rows[-1] and x + width > grid.size.width:
            rows.append([])
            x = float(grid.size.margin)
        rows[-1].append((x, line))
        x += width
    return rows


def _draw_key(canvas: Canvas, rows: _Rows) -> None:
    for number, row in enumerate(rows, start=1):
        y = canvas.top + canvas.size.letter + number * (canvas.size.line + 2)
        for x, line in row:
            ends = {"x1": f"{x:g}", "x2": f"{x + 24:g}", "y1": f"{y - 4:g}", "y2": f"{y - 4:g}"}
            style = {"class": line.mark.name, "stroke": line.mark.colour, "stroke-width": "2"}
            dash = {"stroke-dasharray": line.mark.dash} if line.mark.dash else {}
            ElementTree.SubElement(canvas.svg, "line", ends | style | dash)
            text(canvas.svg, x + 30, y, line.name, name=line.mark.name, is_bold=True)


def _draw_axes(canvas: Canvas, grid: _Grid, top: float) -> None:
    """Few heights, told once in each row on one scale; the first and last year below the lowest panel of a column."""
    letter = grid.size.letter - 1
    words = ElementTree.SubElement(
        canvas.svg, "g", {"class": "quiet", "fill": colour("quiet"), "font-size": str(letter)}
    )
    lines: dict[str, list[str]] = {"grid": [], "quiet": []}
    for place in range(len(grid.panels)):
        frame = grid.frame(place, top)
        for height, word in _heights(frame.low, frame.high, grid.measure):
            y = frame.y(height)
            lines["quiet" if height == 0 else "grid"].append(f"M{frame.left:.1f} {y:g}H{frame.right:.1f}")
            if place % grid.columns == 0 or not grid.bounds:
                _plainly(words, frame.left - 4, y + 4, word, "end")
        if place + grid.columns >= len(grid.panels):
            first, last = (str(day.year) for day in grid.days)
            _plainly(words, frame.left, frame.bottom + letter + 4, first)
            if first != last:
                _plainly(words, frame.right, frame.bottom + letter + 4, last, "end")
    for name, paths in lines.items():
        ElementTree.SubElement(canvas.svg, "path", {"class": name, "stroke": colour(name), "d": "".join(paths)})


def _plainly(holder: ElementTree.Element, x: float, y: float, words: str, anchor: str = "") -> None:
    at = {"x": f"{round(x, 1):g}", "y": f"{round(y, 1):g}"} | ({"text-anchor": anchor} if anchor else {})
    ElementTree.SubElement(holder, "text", at).text = words


def _ends(grid: _Grid, panel: _Panel, pen: Pen) -> list[Label]:
    """The last value of each line, in its colour, near its end."""
    wished = []
    for line, value in zip(panel.lines, _values(panel, grid.measure), strict=True):
        point, address = pen.point(line.last), pen.link(line.last) if pen.link else ""
        wished.append(Label(pen.frame.right + 6, point[1], (value,), line.mark, grid.size, point, address))
    return stacked(wished, pen.frame.top - 8, pen.frame.bottom + 12)
