"""What every picture is drawn with: a canvas that says what it shows, a frame with axes, labels that do not touch."""

import math
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

from tallybook.errors import QuestionError

WIDTH, HEIGHT = 960, 560
LEFT, TOP, BOTTOM = 72, 108, 84
LETTER, LINE = 7, 16  # width of a letter and height of a line of a label, in pixels
PAPER, INK, QUIET, GREY, GRID = "#ffffff", "#1a1a1a", "#555555", "#9a9a9a", "#e4e4e4"
MOST_WORDS = 15  # of a title

# Okabe and Ito's colours; pink and orange darker than theirs, to stand 3:1 against white. A dash tells each
# from the others in grey.
MARKS = (("#0072B2", ""), ("#D55E00", "7 3"), ("#009E73", "2 2"), ("#A8527F", "10 3 2 3"), ("#B26B00", "5 2"))

_FONT = "system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
_BOLD = {"font-weight": "600", "stroke": PAPER, "stroke-width": "4", "paint-order": "stroke"}


@dataclass(frozen=True, slots=True)
class Frame:
    """Where days and heights lie on the canvas."""

    first: date
    last: date
    low: float
    high: float
    right: float  # where the lines end at the latest, and their labels begin

    def x(self, day: date) -> float:
        """How far to the right a day lies."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(LEFT + share * (self.right - LEFT), 1)

    def y(self, height: float) -> float:
        """How far down a height lies."""
        share = (height - self.low) / (self.high - self.low)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)


@dataclass(frozen=True, slots=True)
class Label:
    """Words at the end of a line."""

    x: float
    y: float
    text: str
    colour: str

    @property
    def end(self) -> float:
        """How far to the right its words reach."""
        return self.x + LETTER * len(self.text)


def canvas(title: str, description: str, subtitle: str, source: str) -> ElementTree.Element:
    """An empty picture with its words: title and description for those who hear it, subtitle and source for all."""
    svg = ElementTree.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {WIDTH} {HEIGHT}",
            "role": "img",
            "aria-labelledby": "title description",
            "font-family": _FONT,
        },
    )
    ElementTree.SubElement(svg, "title", {"id": "title"}).text = title
    ElementTree.SubElement(svg, "desc", {"id": "description"}).text = description
    ElementTree.SubElement(svg, "rect", {"width": str(WIDTH), "height": str(HEIGHT), "fill": PAPER})
    text(svg, 20, 34, title, size=20, is_bold=True)
    for number, line in enumerate(textwrap.wrap(subtitle, 128)[:3]):
        text(svg, 20, 58 + 18 * number, line, size=14, fill=QUIET)
    for number, line in enumerate(textwrap.wrap(source, 138)[:2]):
        text(svg, 20, HEIGHT - 28 + 16 * number, line, size=12, fill=QUIET)
    return svg


def text(
    parent: ElementTree.Element,
    x: float,
    y: float,
    words: str,
    size: int = 12,
    fill: str = INK,
    anchor: str = "start",
    is_bold: bool = False,
) -> None:
    """Words at a place; bold ones on a rim of paper, to be read across lines."""
    place = {"x": f"{x:g}", "y": f"{y:g}", "font-size": str(size), "fill": fill, "text-anchor": anchor}
    ElementTree.SubElement(parent, "text", place | (_BOLD if is_bold else {})).text = words


def axes(svg: ElementTree.Element, frame: Frame, spelled: Callable[[float], str], base: float | None = None) -> None:
    """Round heights and months, with few thin lines; a line of note at the base, where there is one."""
    for height in ticks(frame.low, frame.high):
        y = frame.y(height)
        line = {"x1": str(LEFT), "x2": f"{frame.right:g}", "y1": f"{y:g}", "y2": f"{y:g}"}
        ElementTree.SubElement(svg, "line", line | {"stroke": QUIET if height == base else GRID})
        text(svg, LEFT - 8, y + 4, spelled(height), fill=QUIET, anchor="end")
    for day in _day_ticks(frame.first, frame.last):
        text(svg, frame.x(day), HEIGHT - BOTTOM + 18, f"{day:%b %Y}", fill=QUIET, anchor="middle")
        x, y = f"{frame.x(day):g}", HEIGHT - BOTTOM
        ElementTree.SubElement(svg, "line", {"x1": x, "x2": x, "y1": str(y), "y2": str(y + 5), "stroke": QUIET})


def ticks(low: float, high: float) -> list[float]:
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


def apart(labels: Sequence[Label]) -> list[Label]:
    """The labels moved down where they would touch one above, and up again where they would leave the frame."""
    down = _spread(sorted(labels, key=lambda label: label.y), 1)
    lowest = HEIGHT - BOTTOM - 4
    inside = [replace(label, y=min(label.y, lowest)) for label in down]
    return _spread(sorted(inside, key=lambda label: -label.y), -1)


def _spread(labels: Sequence[Label], direction: int) -> list[Label]:
    """Each label in turn moved on until it touches none before it."""
    placed: list[Label] = []
    for label in labels:
        y = label.y
        for other in sorted(placed, key=lambda other: direction * other.y):
            if label.x < other.end and other.x < label.end and abs(other.y - y) < LINE:
                y = other.y + direction * LINE
        placed.append(replace(label, y=y))
    return placed


def signed(number: float) -> str:
    """A movement with its sign, a true minus: +2.5, −10.1, 0."""
    return f"{number:+,.10g}".replace("-", "−") if number else "0"


def write(svg: str, path: Path) -> None:
    """Writes a picture to a file that ends in .svg or .png.

    Raises:
        QuestionError: it ends in neither, it can't be written, or what makes PNGs is not installed.
    """
    kind = path.suffix.lower()
    if kind not in (".svg", ".png"):
        raise QuestionError(
            "Pictures are written as SVG or PNG.", where=str(path), hint="name a file that ends in .svg or .png."
        )
    content = svg.encode() if kind == ".svg" else _as_png(svg)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise QuestionError("The picture can't be written here.", where=str(path), found=error.strerror or "") from None


def _as_png(svg: str) -> bytes:
    try:
        import vl_convert  # an extra of its own: 80 MB for those who want PNGs
    except ImportError:
        raise QuestionError(
            "A PNG needs the extra `png`, which is not installed.",
            hint="pip install 'tallybook[png]', or name a file that ends in .svg.",
        ) from None
    png: bytes = vl_convert.svg_to_png(svg, scale=2)
    return png
