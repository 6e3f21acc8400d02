"""Pictures of what the book knows, as SVG that says what it shows."""

import math
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

from tallybook.errors import QuestionError
from tallybook.prose import figure, in_words, period_words, short_period
from tallybook.vintages.editions import Edition, Series
from tallybook.vintages.revisions import History

_WIDTH, _HEIGHT = 960, 560
_LEFT, _TOP, _BOTTOM = 72, 108, 84
_FONT = "system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
_LETTER, _LINE = 7, 16  # width of a letter and height of a line of a label, in pixels
_PAPER, _INK, _QUIET, _GREY, _GRID = "#ffffff", "#1a1a1a", "#555555", "#9a9a9a", "#e4e4e4"
_BOLD = {"font-weight": "600", "stroke": _PAPER, "stroke-width": "4", "paint-order": "stroke"}

# Okabe and Ito's colours; pink and orange darker than theirs, to stand 3:1 against white. A dash tells each
# from the others in grey.
_MARKS = (("#0072B2", ""), ("#D55E00", "7 3"), ("#009E73", "2 2"), ("#A8527F", "10 3 2 3"), ("#B26B00", "5 2"))

_FEW = len(_MARKS)  # so many numbers are drawn by their values, more by how far they moved
_GAP = timedelta(days=60)  # editions come every two weeks: over so long a time several are missing
_MOST_WORDS = 15


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where days and heights lie on the canvas."""

    first: date
    last: date
    low: float
    high: float
    right: float  # where the lines end at the latest, and their labels begin

    def x(self, day: date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(_LEFT + share * (self.right - _LEFT), 1)

    def y(self, height: float) -> float:
        share = (height - self.low) / (self.high - self.low)
        return round(_HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM), 1)


@dataclass(frozen=True, slots=True)
class _Label:
    """Words at the end of a line."""

    x: float
    y: float
    text: str
    colour: str

    @property
    def end(self) -> float:
        return self.x + _LETTER * len(self.text)


def revision_picture(triangle: Sequence[History]) -> str:
    """An SVG of how the printed values of one series moved, a line for each period, along the day of report.

    Where few numbers were printed more than once, or some before their periods were over, their values;
    else by how many per cent each moved from its first printing. A number that was printed once cannot
    move, and is counted in the subtitle only.

    Raises:
        QuestionError: no number of the triangle was printed more than once.
    """
    drawn = [history for history in triangle if len(history.editions) > 1]
    if not drawn:
        raise QuestionError(
            "No picture: none of these numbers was printed more than once.",
            found=f"{len(triangle)} numbers, each in one edition",
            hint="choose others, or count printings of unfinished months with --open.",
        )
    is_open = any(edition.is_partial for history in drawn for edition in history.editions)
    by_percent = len(drawn) > _FEW and not is_open and all(history.first.value for history in drawn)
    frame = _frame(drawn, by_percent)
    title = _plain_title(drawn) if is_open else _title(drawn)
    svg = _canvas(title, _description(title, drawn, by_percent))
    _text(svg, 20, 34, title, size=20, is_bold=True)
    subtitle = _subtitle(triangle, drawn, by_percent, is_open)
    subtitle += " The scale does not begin at 0." if frame.low > 0 else ""
    for number, line in enumerate(textwrap.wrap(subtitle, 128)[:3]):
        _text(svg, 20, 58 + 18 * number, line, size=14, fill=_QUIET)
    _axes(svg, frame, by_percent)
    _lines(svg, frame, drawn, by_percent)
    for number, line in enumerate(textwrap.wrap(_source(drawn), 138)[:2]):
        _text(svg, 20, _HEIGHT - 28 + 16 * number, line, size=12, fill=_QUIET)
    return ElementTree.tostring(svg, encoding="unicode") + "\n"


def write_revision_picture(triangle: Sequence[History], path: Path) -> None:
    """Writes the picture to a file.

    Raises:
        QuestionError: there is nothing to draw, or the file can't be written.
    """
    if path.suffix.lower() != ".svg":
        raise QuestionError("Pictures are written as SVG.", where=str(path), hint="name a file that ends in .svg.")
    svg = revision_picture(triangle)
    try:
        path.write_text(svg, encoding="utf-8")
    except OSError as error:
        raise QuestionError("The picture can't be written here.", where=str(path), found=error.strerror or "") from None


def _canvas(title: str, description: str) -> ElementTree.Element:
    svg = ElementTree.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {_WIDTH} {_HEIGHT}",
            "role": "img",
            "aria-labelledby": "title description",
            "font-family": _FONT,
        },
    )
    ElementTree.SubElement(svg, "title", {"id": "title"}).text = title
    ElementTree.SubElement(svg, "desc", {"id": "description"}).text = description
    ElementTree.SubElement(svg, "rect", {"width": str(_WIDTH), "height": str(_HEIGHT), "fill": _PAPER})
    return svg


def _text(
    parent: ElementTree.Element,
    x: float,
    y: float,
    words: str,
    size: int = 12,
    fill: str = _INK,
    anchor: str = "start",
    is_bold: bool = False,
) -> None:
    """Words at a place; bold ones on a rim of paper, to be read across lines."""
    place = {"x": f"{x:g}", "y": f"{y:g}", "font-size": str(size), "fill": fill, "text-anchor": anchor}
    ElementTree.SubElement(parent, "text", place | (_BOLD if is_bold else {})).text = words


def _height(history: History, value: float | None, by_percent: bool) -> float:
    """How high a printed value is drawn: as it stands, or as per cent of movement since the first printing."""
    assert value is not None  # histories hold printed figures only
    if not by_percent:
        return value
    first = history.first.value
    assert first  # checked where the scale was chosen
    return 100 * (value - first) / abs(first)


def _frame(drawn: Sequence[History], by_percent: bool) -> _Frame:
    days = [edition.report_date for history in drawn for edition in history.editions]
    heights = [_height(history, edition.value, by_percent) for history in drawn for edition in history.editions]
    low, high = min(heights), max(heights)
    margin = (high - low) * 0.06 or max(abs(high) * 0.1, 1)
    widest = _LETTER * max(len(_ending(history, by_percent)) for history in _ranked(drawn, by_percent)[: len(_MARKS)])
    return _Frame(min(days), max(days), low - margin, high + margin, _WIDTH - widest - 16)


def _axes(svg: ElementTree.Element, frame: _Frame, by_percent: bool) -> None:
    for height in _ticks(frame.low, frame.high):
        y, is_base = frame.y(height), by_percent and height == 0
        line = {"x1": str(_LEFT), "x2": f"{frame.right:g}", "y1": f"{y:g}", "y2": f"{y:g}"}
        ElementTree.SubElement(svg, "line", line | {"stroke": _QUIET if is_base else _GRID})
        words = f"{_signed(height)} %" if by_percent else figure(height)
        _text(svg, _LEFT - 8, y + 4, words, fill=_QUIET, anchor="end")
    for day in _day_ticks(frame.first, frame.last):
        _text(svg, frame.x(day), _HEIGHT - _BOTTOM + 18, f"{day:%b %Y}", fill=_QUIET, anchor="middle")
        x, y = f"{frame.x(day):g}", _HEIGHT - _BOTTOM
        ElementTree.SubElement(svg, "line", {"x1": x, "x2": x, "y1": str(y), "y2": str(y + 5), "stroke": _QUIET})


def _ticks(low: float, high: float) -> list[float]:
    """Four to eight round heights between two."""
    power = 10 ** math.floor(math.log10(high - low))
    step = next(size * power for size in (0.1, 0.2, 0.5, 1.0, 2.0) if (high - low) / (size * power) <= 8)
    return [number * step for number in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _day_ticks(first: date, last: date) -> list[date]:
    """First days of months, evenly apart, at most nine between two days."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next(size for size in (1, 2, 3, 6, 12, 24, 60) if months / size <= 9)
    days = (date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13))
    every = [day for day in days if (day.year * 12 + day.month - 1) % step == 0 and first <= day <= last]
    return every or [first]


def _lines(svg: ElementTree.Element, frame: _Frame, drawn: Sequence[History], by_percent: bool) -> None:
    """Grey lines first, those that moved most above them in colour, their words on top of all."""
    ranked = _ranked(drawn, by_percent)
    marked = list(zip(ranked, _MARKS, strict=False))
    for history in ranked[len(_MARKS) :]:
        _line(svg, frame, history, by_percent, _GREY, "")
    for history, (colour, dash) in reversed(marked):
        _line(svg, frame, history, by_percent, colour, dash)
    labels = [_label(frame, history, by_percent, colour) for history, (colour, _) in marked]
    for label in _apart(labels):
        _text(svg, label.x, label.y, label.text, fill=label.colour, is_bold=True)


def _ranked(drawn: Sequence[History], by_percent: bool) -> list[History]:
    """What moved most first."""
    return sorted(drawn, key=lambda history: -abs(_moved(history, by_percent)))


def _moved(history: History, by_percent: bool) -> float:
    return (history.percent or 0.0) if by_percent else history.change


def _line(svg: ElementTree.Element, frame: _Frame, history: History, by_percent: bool, colour: str, dash: str) -> None:
    """A line of steps, a dot at its end; a printing with no other near it in time is a dot alone."""
    style = {"fill": "none", "stroke": colour, "stroke-width": "1" if colour == _GREY else "2.2"}
    group = ElementTree.SubElement(svg, "g", style | ({"stroke-dasharray": dash} if dash else {}))
    ElementTree.SubElement(group, "title").text = _told(history)
    runs = [
        [(frame.x(e.report_date), frame.y(_height(history, e.value, by_percent))) for e in run]
        for run in _unbroken(history.editions)
    ]
    path = "".join(text for run in runs if len(run) > 1 for text in _steps(run))
    if path:
        ElementTree.SubElement(group, "path", {"d": path})
    for run in runs:
        if len(run) == 1 or (run is runs[-1] and colour != _GREY):
            x, y = run[-1]
            dot = {"cx": f"{x:g}", "cy": f"{y:g}", "r": "3", "fill": colour, "stroke": "none"}
            ElementTree.SubElement(group, "circle", dot)


def _unbroken(editions: Sequence[Edition]) -> list[list[Edition]]:
    """The printings in runs between which editions are missing."""
    runs = [[editions[0]]]
    for before, after in pairwise(editions):
        if after.report_date - before.report_date > _GAP:
            runs.append([])
        runs[-1].append(after)
    return runs


def _steps(run: Sequence[tuple[float, float]]) -> Iterator[str]:
    """A path on which a value stands until another is published."""
    yield f"M{run[0][0]:g} {run[0][1]:g}"
    for (_, height), (x, y) in pairwise(run):
        if y != height:
            yield f"H{x:g}V{y:g}"
    yield f"H{run[-1][0]:g}"


def _ending(history: History, by_percent: bool) -> str:
    """The words at the end of a line: its period, and where it came to."""
    end = f"{_signed(round(_moved(history, True), 1))} %" if by_percent else figure(history.last.value)
    return f"{short_period(history.last.reference_start, history.last.reference_end)}: {end}"


def _label(frame: _Frame, history: History, by_percent: bool, colour: str) -> _Label:
    y = frame.y(_height(history, history.last.value, by_percent)) + 4
    return _Label(frame.x(history.last.report_date) + 6, y, _ending(history, by_percent), colour)


def _apart(labels: Sequence[_Label]) -> list[_Label]:
    """The labels moved down where they would touch one above, and up again where they would leave the frame."""
    down = _spread(sorted(labels, key=lambda label: label.y), 1)
    lowest = _HEIGHT - _BOTTOM - 4
    inside = [replace(label, y=min(label.y, lowest)) for label in down]
    return _spread(sorted(inside, key=lambda label: -label.y), -1)


def _spread(labels: Sequence[_Label], direction: int) -> list[_Label]:
    """Each label in turn moved on until it touches none before it."""
    placed: list[_Label] = []
    for label in labels:
        y = label.y
        for other in sorted(placed, key=lambda other: direction * other.y):
            if label.x < other.end and other.x < label.end and abs(other.y - y) < _LINE:
                y = other.y + direction * _LINE
        placed.append(replace(label, y=y))
    return placed


def _signed(number: float) -> str:
    """A movement with its sign, a true minus: +2.5, −10.1, 0."""
    return f"{number:+,.10g}".replace("-", "−") if number else "0"


def _told(history: History) -> str:
    """What a line shows, in words."""
    first, last = history.first, history.last
    return (
        f"{period_words(last.reference_start, last.reference_end)}: {figure(first.value)} on "
        f"{in_words(first.report_date)}, {figure(last.value)} on {in_words(last.report_date)}"
    )


def _title(drawn: Sequence[History]) -> str:
    """What was changed most, in at most fifteen words."""
    changed = [history for history in drawn if history.changed_on]
    if not changed:
        return "None of these numbers was changed from one edition to the next"
    most = max(changed, key=lambda history: abs(history.change))
    if not most.change:
        return "Every number that was changed was later changed back"
    became = f"from {figure(most.first.value)} to {figure(most.last.value)}"
    start, end = most.last.reference_start, most.last.reference_end
    titles = (
        f"ICE changed {_what(most.series)} of {period_words(start, end)} {became}",
        f"ICE changed its figure for {period_words(start, end)} {became}",
        f"ICE changed its figure for {short_period(start, end)} {became}",
        f"ICE changed one of these figures {became}",
    )
    return next(title for title in titles if len(title.split()) <= _MOST_WORDS)


def _plain_title(drawn: Sequence[History]) -> str:
    """What is shown, where growth and change can't be told apart."""
    what = _what(drawn[0].series)
    titles = (f"{what}, from edition to edition", "The same numbers, from edition to edition")
    title = next(title for title in titles if len(title.split()) <= _MOST_WORDS)
    return title[0].upper() + title[1:]


def _what(series: Series) -> str:
    return _plain(series.quantity) + (f" ({_plain(series.label)})" if series.label else "")


def _plain(label: str) -> str:
    return label.replace("_", " ")


def _subtitle(triangle: Sequence[History], drawn: Sequence[History], by_percent: bool, is_open: bool) -> str:
    series, count = triangle[0].series, len(drawn)
    once, retitled = len(triangle) - count, sum(history.is_retitled for history in drawn)
    parts = [
        "Movement since the first printing, in %" if by_percent else "Value as printed, by day of publication",
        ", with periods that were not over" if is_open else ", of periods that were over",
        f": {_plain(series.quantity)} ({series.unit})",
        f", {_plain(series.label)}" if series.label else "",
        f", {count} period{'' if count == 1 else 's'}",
        f"; {once} more printed once" if once else "",
        f"; {retitled} under a title of other words at last, where another thing may be counted" if retitled else "",
    ]
    return "".join(parts) + "."


def _source(drawn: Sequence[History]) -> str:
    printed = [edition for history in drawn for edition in history.editions]
    days = [edition.report_date for edition in printed]
    last = max(printed, key=lambda edition: (edition.report_date, edition.reference_end, edition.file))
    return (
        f"Source: ICE, Detention Statistics, {len({e.document for e in printed})} workbooks published "
        f"{in_words(min(days))} to {in_words(max(days))}; last: {last.file}, sheet '{last.sheet.strip()}', "
        f"cell {last.cell}. A line breaks where over {_GAP.days} days have no edition."
    )


def _description(title: str, drawn: Sequence[History], by_percent: bool) -> str:
    ranked = _ranked(drawn, by_percent)
    return f"{title}. {'; '.join(_told(history) for history in ranked[: len(_MARKS)])}."
