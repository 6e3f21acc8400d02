"""Where the names of areas stand on the map: in the area where it has room, else on water as near as can be."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from tallybook.answers.wording import code_words
from tallybook.charts.paths import Point
from tallybook.charts.words import width_of
from tallybook.prose import LANGUAGES

LETTER, SCALE = 12, 0.4356  # of the words on the wide picture, in units of it, and how many of those are one of the map
HEIGHT = 2 * (LETTER + 2) / SCALE  # of a name with a number under it
STEP = 8  # of the search, in units of the map
_NUMBER = "999,999"

Shapes = Mapping[str, Sequence[Sequence[Point]]]
Bounds = tuple[float, float, float, float]


def label_places(
    shapes: Shapes, bounds: Bounds, squares: Sequence[tuple[float, float, float]]
) -> dict[str, dict[str, list[float]]]:
    """The middle and width of the widest box in each area; for areas with too little room also a place on water."""
    found: dict[str, dict[str, list[float]]] = {area: {"label": _widest(shape[0])} for area, shape in shapes.items()}
    land = _land(shapes, bounds)
    taken: list[Bounds] = [(x - 10, y - 40, x + side + 10, y + side + 10) for x, y, side in squares]
    for area in sorted(shapes, key=lambda area: -found[area]["label"][0]):
        words = [_NUMBER, *(code_words("aor", area, lang) for lang in LANGUAGES)]
        needed = max(width_of(line, LETTER, is_bold=line == _NUMBER) for line in words) / SCALE
        if found[area]["label"][2] < needed:
            place = _on_water(found[area]["label"], needed + 12, land, bounds, taken)
            found[area]["beside"] = [*place, round(needed, 1)]
            taken.append(_around(place, needed + 12))
    return found


def _widest(ring: Sequence[Point]) -> list[float]:
    """Middle and width of the widest box, as high as two lines of words, within a shape."""
    along = _densely(ring)
    best = (0.0, 0.0, 0.0)
    for x, y in _inside(ring):
        # The box reaches to the nearest border that lies no further above or below than half its height.
        width = 2 * min((abs(px - x) for px, py in along if abs(py - y) < HEIGHT / 2), default=0.0)
        best = max(best, (width, x, y))
    return [round(number, 1) for number in (best[1], best[2], best[0])]


def _densely(ring: Sequence[Point]) -> list[Point]:
    """Points along a course, at most four units apart."""
    found = []
    for (x, y), (to_x, to_y) in pairwise(ring):
        parts = int(max(abs(to_x - x), abs(to_y - y)) / 4) + 1
        found += [(x + (to_x - x) * part / parts, y + (to_y - y) * part / parts) for part in range(parts)]
    return found


def _inside(ring: Sequence[Point]) -> list[Point]:
    """Points within a shape, evenly apart."""
    ys = [y for _, y in ring]
    found, y = [], min(ys) + STEP / 2
    while y < max(ys):
        crossed = _crossings([ring], y)
        for left, right in zip(crossed[::2], crossed[1::2], strict=True):
            found += [(left + step * STEP / 2, y) for step in range(1, int(2 * (right - left) / STEP))]
        y += STEP / 2
    return found


def _crossings(rings: Sequence[Sequence[Point]], y: float) -> list[float]:
    return sorted(
        x + (y - one_y) * (to_x - x) / (to_y - one_y)
        for ring in rings
        for (x, one_y), (to_x, to_y) in pairwise(ring)
        if (one_y > y) != (to_y > y)
    )


def _land(shapes: Shapes, bounds: Bounds) -> set[tuple[int, int]]:
    """The squares of the search that hold land, by column and row."""
    found = set()
    for row in range(int(bounds[1] // STEP), int(bounds[3] // STEP) + 1):
        for shape in shapes.values():
            for part in (0.25, 0.75):
                crossed = _crossings(shape, (row + part) * STEP)
                for left, right in zip(crossed[::2], crossed[1::2], strict=True):
                    found |= {(column, row) for column in range(int(left // STEP), int(right // STEP) + 1)}
    return found


def _on_water(
    label: Sequence[float], width: float, land: set[tuple[int, int]], bounds: Bounds, taken: Sequence[Bounds]
) -> list[float]:
    """The middle of the nearest box that holds neither land nor other words."""
    places = [
        (x, y)
        for x in range(int(bounds[0] + width / 2), int(bounds[2] - width / 2), STEP)
        for y in range(int(bounds[1] + HEIGHT / 2), int(bounds[3] - HEIGHT / 2), STEP)
    ]

    def far(place: tuple[int, int]) -> float:
        beside = max(abs(place[0] - label[0]) - width / 2, 0.0)
        return float((beside**2 + (place[1] - label[1]) ** 2) ** 0.5)

    for place in sorted(places, key=far):
        here = _around(place, width)
        if not any(_meets(here, other) for other in taken) and not _squares(here) & land:
            return [float(number) for number in place]
    raise SystemExit("No room on the map for the name of an area.")


def _around(place: Sequence[float], width: float) -> Bounds:
    return place[0] - width / 2, place[1] - HEIGHT / 2, place[0] + width / 2, place[1] + HEIGHT / 2


def _meets(one: Bounds, other: Bounds) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _squares(box: Bounds) -> set[tuple[int, int]]:
    columns = range(int(box[0] // STEP), int(box[2] // STEP) + 1)
    rows = range(int(box[1] // STEP), int(box[3] // STEP) + 1)
    return {(column, row) for column in columns for row in rows}
