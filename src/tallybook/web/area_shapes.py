"""The shapes of the areas of responsibility and of the states (`areas.json`); docs/areas.md says from what."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tallybook.claims.places import STATES

_FILE = Path(__file__).with_name("areas.json")

Box = tuple[float, float, float, float]
"""Left, top, width and height, in units of the map."""


@dataclass(frozen=True, slots=True)
class AreaShape:
    """One area of responsibility on the map."""

    code: str
    path: str
    little: str  # the same, coarser, for where it is shown very small
    box: Box
    label: tuple[float, float, float]  # the middle of the widest box in it, and its width
    beside: tuple[float, float, float] | None  # the same of a box on water, where there is little room in it
    not_drawn: tuple[str, ...]  # postal codes of what belongs to it and stands as a square


@dataclass(frozen=True, slots=True)
class StateShape:
    """One state on the map."""

    state: str  # postal code
    path: str
    box: Box
    areas: tuple[str, ...]  # the areas that it, or parts of it, belong to


@dataclass(frozen=True, slots=True)
class Square:
    """What stands for a territory, whose shape is not in the atlas."""

    state: str  # postal code
    areas: tuple[str, ...]
    x: float
    y: float
    side: float


@dataclass(frozen=True, slots=True)
class Atlas:
    """All shapes, in one system of units."""

    box: Box
    nation: str  # the outline of the country, coarse
    borders: str  # between states of one area
    areas: Mapping[str, AreaShape]
    states: Mapping[str, StateShape]
    squares: Mapping[str, Square]


@cache
def atlas() -> Atlas:
    """The shapes."""
    content: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    squares = {
        state: Square(state, tuple(found["areas"]), *found["square"]) for state, found in content["not_drawn"].items()
    }
    return Atlas(
        box=tuple(content["box"]),
        nation=content["nation"],
        borders=content["borders"],
        areas={code: _area(code, found, squares) for code, found in content["areas"].items()},
        states={
            state: StateShape(state, found["path"], tuple(found["box"]), tuple(found["areas"]))
            for state, found in content["states"].items()
        },
        squares=squares,
    )


def _area(code: str, found: Mapping[str, Any], squares: Mapping[str, Square]) -> AreaShape:
    return AreaShape(
        code=code,
        path=found["path"],
        little=found["little"],
        box=tuple(found["box"]),
        label=tuple(found["label"]),
        beside=tuple(found["beside"]) if "beside" in found else None,
        not_drawn=tuple(state for state, square in squares.items() if code in square.areas),
    )


def areas_of_state(state: str) -> list[str]:
    """The codes of the areas that a state or territory belongs to, parts of it each to one; none for no state.

    >>> areas_of_state("TX"), areas_of_state("Vermont"), areas_of_state("PR")
    (['dallas', 'el_paso', 'harlingen', 'houston', 'san_antonio'], ['boston'], ['miami'])
    """
    code = next((code for code, name in STATES.items() if state in (code, name)), state)
    found: StateShape | Square | None = atlas().states.get(code) or atlas().squares.get(code)
    return list(found.areas) if found else []


def states_of_area(code: str) -> list[str]:
    """The postal codes of the states and territories that belong to an area, whole or in part.

    >>> states_of_area("miami"), states_of_area("san_diego")
    (['FL', 'PR', 'VI'], ['CA'])
    """
    places: list[StateShape | Square] = [*atlas().states.values(), *atlas().squares.values()]
    return sorted(place.state for place in places if code in place.areas)
