"""Which states and counties an area of responsibility covers, after the list that stands beside this module."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tallybook.claims.places import STATES as _STATES
from tallybook.sources import code_lists

FILE = "ice-areas-of-responsibility.csv"
STATES = {
    **_STATES,
    "MP": "Commonwealth of the Northern Mariana Islands",
    "VI": "United States Virgin Islands",
}


@dataclass(frozen=True, slots=True)
class Covered:
    """What an area covers of a state."""

    aor: str
    state: str  # postal code
    counties: tuple[str, ...]  # by name; none where it is the whole state

    @property
    def is_whole(self) -> bool:
        """Whether the area covers all of the state."""
        return not self.counties


@cache
def coverage() -> tuple[Covered, ...]:
    """Every area with what it covers of every state, in the order of the list."""
    codes = code_lists()["aor"]
    postal = {name: code for code, name in STATES.items()}
    found: dict[tuple[str, str], list[str]] = {}
    path = Path(__file__).parent / "reference" / FILE
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, skipinitialspace=True):
            area = codes.find(row["office_name"])
            assert area, row["office_name"]
            counties = found.setdefault((area.code, postal[row["state_name"]]), [])
            counties += [row["county_name"]] if row["county_name"] else []
    return tuple(Covered(aor, state, tuple(counties)) for (aor, state), counties in found.items())


def areas() -> tuple[str, ...]:
    """The codes of all areas, in the order of their names."""
    return tuple(sorted({covered.aor for covered in coverage()}))


def covered_by(aor: str) -> list[Covered]:
    """What an area covers, state by state."""
    return sorted((covered for covered in coverage() if covered.aor == aor), key=lambda one: STATES[one.state])


def covering(state: str) -> list[Covered]:
    """The areas that cover a state, each with its counties, by name."""
    return sorted((covered for covered in coverage() if covered.state == state), key=lambda one: one.aor)
