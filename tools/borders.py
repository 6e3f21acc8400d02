"""Borders of areas and states out of the shapes of counties: shared arcs vanish, a border is one for both its sides."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from tallybook.charts.paths import Point, path_of

FINENESS = 2  # of the units of the map, in which all coordinates are whole, one of the atlas is so many
SMALLEST = 12  # in square units of the map: smaller islands are left out


@dataclass(frozen=True, slots=True)
class Place:
    """Where a county lies."""

    area: str
    state: str  # postal code


@dataclass(slots=True)
class Chain:
    """A stretch of border between two junctions, with the places on its sides: one on a coast, else two."""

    points: list[Point]
    sides: frozenset[Place]


def chains(atlas: Mapping[str, Any], places: Mapping[str, Place]) -> list[Chain]:
    """The borders between areas, between states, and the coast, each stretch from junction to junction once.

    An arc that two counties of one area and state share is no border, and vanishes; so does one that a county
    goes to and fro.
    """
    users: dict[int, set[str]] = defaultdict(set)
    for county in atlas["objects"]["counties"]["geometries"]:
        for number in _numbers(county["arcs"]):
            users[number if number >= 0 else ~number] ^= {county["id"]}
    sides = {number: [places[county] for county in counties] for number, counties in users.items()}
    kept = {number: found for number, found in sides.items() if len(found) == 1 or len(set(found)) == 2}
    arcs = list(_decoded(atlas))
    return list(_stitched({number: arcs[number] for number in kept}, kept))


def _numbers(arcs: Any) -> Iterator[int]:
    for part in arcs:
        yield from _numbers(part) if isinstance(part, list) else [part]


def _decoded(atlas: Mapping[str, Any]) -> Iterator[list[Point]]:
    """The arcs of a TopoJSON file in the units of the map."""
    (width, height), (left, top) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((FINENESS * (x * width + left), FINENESS * (y * height + top)))
        yield points


def _stitched(arcs: Mapping[int, list[Point]], users: Mapping[int, list[Place]]) -> Iterator[Chain]:
    """Arcs joined where only two meet."""
    at: dict[Point, list[int]] = defaultdict(list)
    for number, points in arcs.items():
        at[points[0]].append(number)
        at[points[-1]].append(number)
    left = set(arcs)

    def follow(points: list[Point]) -> list[Point]:
        while len(at[points[-1]]) == 2 and (after := [number for number in at[points[-1]] if number in left]):
            left.remove(after[0])
            joined = arcs[after[0]]
            points += joined[1:] if joined[0] == points[-1] else joined[-2::-1]
        return points

    # From junctions first; what is left then are rings without a junction.
    starts = [number for number in arcs if any(len(at[end]) != 2 for end in (arcs[number][0], arcs[number][-1]))]
    for number in [*starts, *arcs]:
        if number in left:
            left.remove(number)
            points = list(arcs[number])
            points = points if len(at[points[0]]) != 2 else points[::-1]
            yield Chain(follow(points), frozenset(users[number]))


def simplified(points: Sequence[Point], unseen: float) -> list[Point]:
    """A course without the points that lie nearly on the line between those that are left; a ring stays a ring."""
    if points[0] != points[-1] or len(points) < 4:
        return _thinned(points, unseen)
    far = max(range(len(points)), key=lambda place: _apart(points[place], points[0]))
    return [*_thinned(points[: far + 1], unseen)[:-1], *_thinned(points[far:], unseen)]


def _thinned(points: Sequence[Point], unseen: float) -> list[Point]:
    if len(points) < 3:
        return list(points)
    far, place = max((_beside(point, points[0], points[-1]), place) for place, point in enumerate(points[1:-1], 1))
    if far <= unseen:
        return [points[0], points[-1]]
    return [*_thinned(points[: place + 1], unseen)[:-1], *_thinned(points[place:], unseen)]


def _apart(one: Point, other: Point) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)


def _beside(point: Point, start: Point, end: Point) -> float:
    """How far a point lies from the stretch between two others."""
    long = _apart(start, end) ** 2
    along = sum((point[i] - start[i]) * (end[i] - start[i]) for i in (0, 1)) / long if long else 0.0
    along = max(0.0, min(1.0, along))
    return _apart(point, (start[0] + along * (end[0] - start[0]), start[1] + along * (end[1] - start[1])))


def rings(borders: Iterable[Chain]) -> list[list[Point]]:
    """Closed courses made of the borders of one place, the largest first, without the smallest islands."""
    left = [list(border.points) for border in borders]
    found = []
    while left:
        ring = left.pop()
        while ring[0] != ring[-1]:
            place = next(place for place, other in enumerate(left) if ring[-1] in (other[0], other[-1]))
            other = left.pop(place)
            ring += other[1:] if other[0] == ring[-1] else other[-2::-1]
        found.append(ring)
    found.sort(key=lambda ring: -size_of(ring))
    return [ring for ring in found if size_of(ring) >= SMALLEST] or found[:1]


def size_of(ring: Sequence[Point]) -> float:
    """How large a closed course is, in square units."""
    return abs(sum(one[0] * other[1] - other[0] * one[1] for one, other in pairwise(ring))) / 2


def path(shapes: Sequence[Sequence[Point]], ends: str = "Z") -> str:
    """Closed courses as the path of a drawing."""
    return "".join(path_of([_stepped(ring)]) + ends for ring in shapes)


def _stepped(ring: Sequence[Point]) -> list[Point]:
    """Without points that fall together once they are rounded."""
    rounded = [(float(round(x)), float(round(y))) for x, y in ring]
    return [rounded[0], *(after for before, after in pairwise(rounded) if after != before)]


def box(shapes: Sequence[Sequence[Point]]) -> list[int]:
    """Left, top, width and height of shapes."""
    xs, ys = zip(*(point for ring in shapes for point in ring), strict=True)
    return [round(number) for number in (min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))]
