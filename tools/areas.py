"""Derives the shapes of the areas of responsibility from the shapes of the counties.

Usage: python tools/areas.py [ATLAS] [CSV]

ATLAS is `counties-albers-10m.json` of the npm package us-atlas 3.0.1, plain or as .xz; CSV says which county or state
belongs to which area. Without them the copies that the tests keep are taken. Writes `src/tallybook/web/areas.json`;
docs/areas.md says how and from what.
"""

import csv
import json
import lzma
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from borders import Chain, Place, box, chains, path, rings, simplified  # beside this file
from label_places import label_places

from tallybook.claims.places import STATES
from tallybook.sources import code_lists

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "tests" / "data" / "reference"
ATLAS = REFERENCE / "counties-albers-10m.json.xz"
TABLE = ROOT / "src" / "tallybook" / "web" / "reference" / "ice-areas-of-responsibility.csv"
WRITTEN = ROOT / "src" / "tallybook" / "web" / "areas.json"

LEFT, TOP, RIGHT, BOTTOM = -184, 16, 2020, 1224  # what the map shows, in units of the map
UNSEEN = 1.1  # a border is led so far beside its course at most
COARSE = 6  # and so far in the little maps that only show where an area lies
NOT_DRAWN = {
    "Puerto Rico": "PR",
    "United States Virgin Islands": "VI",
    "Guam": "GU",
    "Commonwealth of the Northern Mariana Islands": "MP",
}
SQUARES = {"PR": (1760, 1160), "VI": (1820, 1160), "GU": (700, 1140), "MP": (760, 1140)}
SIDE = 40  # of the squares that stand for what the atlas does not have


def read_table(path: Path) -> dict[tuple[str, str], list[str]]:
    """The codes of the areas to which the table assigns a state (county blank) or a county; several if it is split."""
    aors = code_lists()["aor"]
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, skipinitialspace=True):
            code = aors.find(row["office_name"])
            if code is None:
                raise SystemExit(f"No area is known by the name {row['office_name']!r}.")
            found[row["state_name"], plain(row["county_name"])].append(code.code)
    return found


def plain(name: str) -> str:
    """A county's name as compared: without regard to case, blanks and full stops.

    >>> plain("De Witt") == plain("DeWitt"), plain("St. Lawrence")
    (True, 'stlawrence')
    """
    return "".join(name.casefold().replace(".", "").split())


def read_atlas(path: Path) -> dict[str, Any]:
    """The atlas, as it was published or packed."""
    content = path.read_bytes()
    atlas: dict[str, Any] = json.loads(lzma.decompress(content) if path.suffix == ".xz" else content)
    return atlas


def assigned(atlas: Mapping[str, Any], table: Mapping[tuple[str, str], list[str]]) -> dict[str, list[str]]:
    """Every county of the atlas (its FIPS code) with the areas that the table gives it: itself, or its whole state."""
    states = {state["id"]: state["properties"]["name"] for state in atlas["objects"]["states"]["geometries"]}
    return {
        county["id"]: [
            *table.get((states[county["id"][:2]], plain(county["properties"]["name"])), []),
            *table.get((states[county["id"][:2]], ""), []),
        ]
        for county in atlas["objects"]["counties"]["geometries"]
    }


def unmatched(atlas: Mapping[str, Any], table: Mapping[tuple[str, str], list[str]]) -> list[tuple[str, str]]:
    """The states and counties of the table that the atlas does not have."""
    states = {state["id"]: state["properties"]["name"] for state in atlas["objects"]["states"]["geometries"]}
    known = {
        (states[county["id"][:2]], plain(county["properties"]["name"]))
        for county in atlas["objects"]["counties"]["geometries"]
    }
    return [key for key in table if key not in known and (key[1] or key[0] not in states.values())]


def written(atlas: Mapping[str, Any], table: Mapping[tuple[str, str], list[str]]) -> str:
    """The shapes as they are kept: each area and state once, a line each."""
    found, postal = assigned(atlas, table), {name: code for code, name in STATES.items()}
    names = {state["id"]: state["properties"]["name"] for state in atlas["objects"]["states"]["geometries"]}
    places = {county: Place(areas[0], postal[names[county[:2]]]) for county, areas in found.items()}
    borders = chains(atlas, places)
    fine = [Chain(simplified(border.points, UNSEEN), border.sides) for border in borders]
    coarse = [Chain(simplified(border.points, COARSE), border.sides) for border in borders]
    shapes = {area: rings(_around(fine, area)) for area in sorted({place.area for place in places.values()})}
    labels = label_places(shapes, (LEFT, TOP, RIGHT, BOTTOM), [(x, y, SIDE) for x, y in SQUARES.values()])
    parts: dict[str, set[str]] = defaultdict(set)
    for place in places.values():
        parts[place.state].add(place.area)
    not_drawn = {code: {"areas": table[name, ""], "square": [*SQUARES[code], SIDE]} for name, code in NOT_DRAWN.items()}
    inner = [border.points for border in fine if len(border.sides) == 2 and len(_areas(border)) == 1]
    content = {
        "box": [LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP],
        "nation": path(rings(border for border in coarse if len(border.sides) == 1)),
        "borders": path(inner, ends=""),
        "not_drawn": not_drawn,
        "areas": {
            area: {"box": box(shape), **labels[area], "little": path(rings(_around(coarse, area))), "path": path(shape)}
            for area, shape in shapes.items()
        },
        "states": {
            state: {"areas": sorted(parts[state]), "box": box(shape), "path": path(shape)}
            for state, shape in ((state, rings(_around(fine, state))) for state in sorted(parts))
        },
    }
    return _in_lines(content)


def _around(borders: Iterable[Chain], place: str) -> Iterator[Chain]:
    """The borders that have an area or a state on one side only."""
    return (border for border in borders if sum(place in (side.area, side.state) for side in border.sides) == 1)


def _areas(border: Chain) -> set[str]:
    return {side.area for side in border.sides}


def _in_lines(content: Mapping[str, Any]) -> str:
    """JSON with a line for each area and state, so that a change can be read."""
    lines = []
    for key, value in content.items():
        if key in ("areas", "states"):
            rows = ",\n".join(f"  {json.dumps(name)}: {json.dumps(part)}" for name, part in value.items())
            lines.append(f"{json.dumps(key)}: {{\n{rows}\n }}")
        else:
            lines.append(f"{json.dumps(key)}: {json.dumps(value)}")
    return "{\n " + ",\n ".join(lines) + "\n}\n"


def main(atlas_path: Path = ATLAS, table_path: Path = TABLE) -> None:
    """Writes the shapes, and tells where table and atlas do not fit."""
    atlas, table = read_atlas(atlas_path), read_table(table_path)
    for county, areas in assigned(atlas, table).items():
        if len(areas) != 1:
            raise SystemExit(f"County {county} is in {len(areas)} areas: {', '.join(areas)}. Say in docs what is done.")
    for state, county in unmatched(atlas, table):
        print(f"Not in the atlas: {county or state}", file=sys.stderr)
    WRITTEN.write_text(written(atlas, table), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
