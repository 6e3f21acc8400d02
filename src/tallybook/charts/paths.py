"""Paths, written in few letters."""

from collections.abc import Sequence
from itertools import pairwise

Point = tuple[float, float]

UNSEEN = 0.35  # nobody sees that a line was led so far beside a point


def path_of(runs: Sequence[Sequence[Point]]) -> str:
    """The path of runs of points, each written as the step from the last, to a tenth.

    >>> path_of([[(10, 20), (12.5, 18), (15, 18.04)]])
    'M10 20l2.5-2 2.5 0'
    """
    return "".join(f"M{_tenth(run[0][0])}{_joined(_tenth(run[0][1]))}{_steps(run)}" for run in runs)


def _steps(run: Sequence[Point]) -> str:
    """Steps between rounded places, so that what is rounded off does not add up."""
    places = [(round(x, 1), round(y, 1)) for x, y in run]
    pairs = ((b - a, d - c) for (a, c), (b, d) in pairwise(places))
    steps = [_tenth(step) for pair in pairs for step in pair]
    return "l" + steps[0] + "".join(map(_joined, steps[1:])) if steps else ""


def _tenth(number: float) -> str:
    """A number to a tenth, without a zero before the point.

    >>> _tenth(-0.52), _tenth(-0.01), _tenth(12.0)
    ('-.5', '0', '12')
    """
    written = f"{round(number, 1):.1f}".removesuffix(".0")
    return "0" if written == "-0" else written.replace("0.", ".", 1) if written.lstrip("-")[:2] == "0." else written


def _joined(number: str) -> str:
    return number if number.startswith("-") else f" {number}"


def thinned(run: Sequence[Point], unseen: float = UNSEEN) -> list[Point]:
    """A run without the points that lie on the line between those that are left.

    >>> thinned([(0, 0), (1, 1.1), (2, 2), (3, 9)])
    [(0, 0), (2, 2), (3, 9)]
    """
    if len(run) < 3:
        return list(run)
    far, place = max((_beside(point, run[0], run[-1]), place) for place, point in enumerate(run[1:-1], start=1))
    return (
        [*thinned(run[: place + 1], unseen)[:-1], *thinned(run[place:], unseen)] if far > unseen else [run[0], run[-1]]
    )


def _beside(point: Point, start: Point, end: Point) -> float:
    """How far above or below the line between two points a third one lies."""
    (x, y), (left, first), (right, last) = point, start, end
    return abs(y - first - (last - first) * (x - left) / ((right - left) or 1))
