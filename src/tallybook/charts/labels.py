"""Words at the ends of lines: in the order of the lines, moved apart where they would touch."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from xml.etree import ElementTree

from tallybook.charts.canvas import Size, linked
from tallybook.charts.palette import Mark, colour
from tallybook.charts.words import rim, width_of

GAP = 14  # between the end of a line and its words
_NEAR_THE_EDGE = 28  # lines that end this near to it are labelled in the column at the edge
_FURTHEST = 120  # from its point a label is placed at most
_LEADER = 9  # moved further than this, words are joined to their line


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside a point."""

    x: float  # where they begin
    y: float  # how far down their middle lies
    lines: tuple[str, ...]
    mark: Mark
    size: Size
    point: tuple[float, float]  # the end they belong to
    address: str = ""

    @property
    def width(self) -> float:
        """How much room they take from left to right."""
        return max(width_of(line, self.size.letter, is_bold=True) for line in self.lines)

    @property
    def height(self) -> float:
        """How much room they take from top to bottom."""
        return self.size.line * len(self.lines) + (4 if self.size.is_narrow else 0)

    def meets(self, other: "Label") -> bool:
        """Whether the two would touch."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and abs(self.y - other.y) < (self.height + other.height) / 2
        )


def stacked(labels: Sequence[Label], top: float, bottom: float) -> list[Label]:
    """Labels of one column in the order of their points, as near to them as they can be without touching."""
    ordered = sorted(labels, key=lambda label: label.y)
    # Each group has moved as one; groups that touch are joined, and lie where their members are moved least.
    groups: list[list[Label]] = []
    for label in ordered:
        groups.append([label])
        while len(groups) > 1 and _foot(groups[-2], top, bottom) > _head(groups[-1], top, bottom):
            last = groups.pop()
            groups[-1].extend(last)
    return [label for group in groups for label in _laid(group, top, bottom)]


def _head(group: Sequence[Label], top: float, bottom: float) -> float:
    """Where a group begins: where its members are moved least, but within the frame."""
    offset, wished = 0.0, 0.0
    for label in group:
        wished += label.y - label.height / 2 - offset
        offset += label.height
    return max(min(wished / len(group), bottom - offset), top)


def _foot(group: Sequence[Label], top: float, bottom: float) -> float:
    return _head(group, top, bottom) + sum(label.height for label in group)


def _laid(group: Sequence[Label], top: float, bottom: float) -> list[Label]:
    y, laid = _head(group, top, bottom), []
    for label in group:
        laid.append(replace(label, y=y + label.height / 2))
        y += label.height
    return laid


def beside_ends(
    labels: Sequence[Label], edge: float, points: Sequence[tuple[float, float]], top: float, bottom: float
) -> list[Label]:
    """Labels that are wished beside the ends of lines: in a column where a line goes to the edge, else where it ends.

    One for which there is no room within the plot is left out.
    """
    at_edge = [replace(label, x=edge + GAP) for label in labels if label.point[0] > edge - _NEAR_THE_EDGE]
    placed = stacked(at_edge, top, bottom)
    for label in labels:
        if label.point[0] <= edge - _NEAR_THE_EDGE:
            free = placed_freely(label, placed, points, top, bottom)
            placed += [free] if free else []
    return placed


def placed_freely(
    label: Label, others: Sequence[Label], points: Sequence[tuple[float, float]], top: float, bottom: float
) -> Label | None:
    """A label within the plot, where it touches no other and covers least of the lines; None where it has no room."""
    half, width = label.height / 2, label.width
    steps = [0.0] + [sign * step for step in range(6, _FURTHEST, 6) for sign in (-1, 1)]
    at_left = label.point[0] - GAP - width
    places = [(x, label.y + step) for x in (label.x, at_left) for step in steps]
    near = [(x, y) for x, y in points if at_left - 2 <= x <= label.x + width and abs(y - label.y) <= _FURTHEST + half]

    def cost(place: tuple[float, float]) -> float:
        left, middle = place
        covered = sum(left - 2 <= x <= left + width and abs(y - middle) <= half for x, y in near)
        return 12 * covered + abs(middle - label.y) + (30 if left < label.x else 0)

    for x, y in sorted(places, key=cost):
        place = replace(label, x=x, y=y)
        is_within = x >= label.size.margin and top <= y - half and y + half <= bottom
        if is_within and not any(place.meets(other) for other in others):
            return place
    return None


def write_labels(svg: ElementTree.Element, labels: Sequence[Label], has_leaders: bool = True) -> None:
    """The words, and a thin line to the end they belong to where they had to be moved away from it."""
    for label in labels:
        x, y = label.point
        if has_leaders and abs(label.y - y) > _LEADER and label.x > x:
            leader = {"x1": f"{x + 4:g}", "y1": f"{y:g}", "x2": f"{label.x - 2:g}", "y2": f"{round(label.y, 1):g}"}
            style = {"class": label.mark.name, "stroke": label.mark.colour, "stroke-width": ".8"}
            ElementTree.SubElement(svg, "line", leader | style)
    holder = rim(svg)
    for mark in dict.fromkeys(label.mark.name for label in labels):
        group = ElementTree.SubElement(holder, "g", {"class": mark, "fill": colour(mark)})
        for label in (label for label in labels if label.mark.name == mark):
            first = label.y - label.size.line * (len(label.lines) - 1) / 2 + label.size.letter * 0.36
            _write(linked(group, label.address), label, first)


def _write(holder: ElementTree.Element, label: Label, first: float) -> None:
    """The lines of one label, the first at a height."""
    x, y = f"{round(label.x, 1):g}", f"{round(first, 1):g}"
    element = ElementTree.SubElement(holder, "text", {"x": x, "y": y})
    if len(label.lines) == 1:
        element.text = label.lines[0]
        return
    for number, line in enumerate(label.lines):
        span = ElementTree.SubElement(element, "tspan", {"x": x} | ({"dy": str(label.size.line)} if number else {}))
        span.text = line + (" " if number < len(label.lines) - 1 else "")


def dot(
    parent: ElementTree.Element, x: float, y: float, radius: str, why_hollow: str = "", is_told: bool = True
) -> ElementTree.Element:
    """A dot at a point, in the colour of what it is drawn into; hollow for a reason that is told where it is met."""
    style = {"class": "hollow", "fill": colour("paper")} if why_hollow else {}
    element = ElementTree.SubElement(parent, "circle", {"cx": f"{x:g}", "cy": f"{y:g}", "r": radius} | style)
    if why_hollow and is_told:
        ElementTree.SubElement(element, "title").text = why_hollow
    return element
