"""The map of the areas of responsibility: every county in one area, nothing lost on the way, readable everywhere."""

import importlib
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

import tallybook
from tallybook.charts import NARROW, WIDE
from tallybook.sources import code_lists
from tallybook.web.area_shapes import areas_of_state, atlas, states_of_area
from tallybook.web.areas import area_map, area_outline, area_picture, state_outline
from tests.test_pictures import SVG, assert_apart, words

AREAS = {code.code for code in code_lists()["aor"].codes if not code.is_total}
COUNTIES = 3142
TERRITORIES = {"Puerto Rico", "United States Virgin Islands", "Guam", "Commonwealth of the Northern Mariana Islands"}


@pytest.fixture(scope="module")
def tool() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(Path(__file__).parents[1] / "tools"))
        yield importlib.import_module("areas")


def test_every_county_is_in_exactly_one_area(tool: ModuleType) -> None:
    """The atlas has 3,142 counties; the table splits no county, lists none twice and leaves none out."""
    found = tool.assigned(tool.read_atlas(tool.ATLAS), tool.read_table(tool.TABLE))

    assert len(found) == COUNTIES
    assert {county: areas for county, areas in found.items() if len(areas) != 1} == {}
    assert {areas[0] for areas in found.values()} == AREAS


def test_what_the_atlas_does_not_have_stands_as_squares(tool: ModuleType) -> None:
    atlas_file, table = tool.read_atlas(tool.ATLAS), tool.read_table(tool.TABLE)

    assert {place for place, _ in tool.unmatched(atlas_file, table)} == TERRITORIES
    assert {state: square.areas for state, square in atlas().squares.items()} == {
        "PR": ("miami",), "VI": ("miami",), "GU": ("san_francisco",), "MP": ("san_francisco",),
    }  # fmt: skip


def test_counties_of_one_name_are_told_apart_by_their_states(tool: ModuleType) -> None:
    """Orange is a county of California (06059), New York (36071), Texas (48361) and Florida (12095)."""
    found = tool.assigned(tool.read_atlas(tool.ATLAS), tool.read_table(tool.TABLE))

    assert [found[county] for county in ("06059", "36071", "48361", "12095")] == [
        ["los_angeles"], ["new_york"], ["houston"], ["miami"],
    ]  # fmt: skip


def test_the_shapes_are_not_stale(tool: ModuleType) -> None:
    written = tool.written(tool.read_atlas(tool.ATLAS), tool.read_table(tool.TABLE))

    assert tool.WRITTEN.read_text(encoding="utf-8") == written, "run `python tools/areas.py`"


def test_the_map_has_the_areas_of_the_vocabulary() -> None:
    assert set(atlas().areas) == AREAS
    assert len(atlas().states) == 51
    assert {area for state in atlas().states.values() for area in state.areas} == AREAS


def test_states_and_areas_know_each_other() -> None:
    assert areas_of_state("TX") == ["dallas", "el_paso", "harlingen", "houston", "san_antonio"]
    assert areas_of_state("California") == ["los_angeles", "san_diego", "san_francisco"]
    assert areas_of_state("NY") == ["buffalo", "new_york"]
    assert states_of_area("san_francisco") == ["CA", "GU", "HI", "MP"]
    assert areas_of_state("Atlantis") == []


def size_of(path: str) -> float:
    """How large a shape is, from its path of relative steps."""
    total = 0.0
    for ring in path.split("M")[1:]:
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", ring)]
        places = [(numbers[0], numbers[1])]
        for x, y in zip(numbers[2::2], numbers[3::2], strict=True):
            places.append((places[-1][0] + x, places[-1][1] + y))
        assert places[0] == places[-1]
        total += abs(sum(one[0] * other[1] - other[0] * one[1] for one, other in pairwise(places))) / 2
    return total


def test_no_land_is_lost_between_areas() -> None:
    """Areas are as large together as states; Texas is as large as its five areas without New Mexico and Oklahoma."""
    areas = {code: size_of(shape.path) for code, shape in atlas().areas.items()}
    states = {state: size_of(shape.path) for state, shape in atlas().states.items()}

    assert sum(areas.values()) == pytest.approx(sum(states.values()), rel=0.002)
    texas = sum(areas[code] for code in areas_of_state("TX")) - states["NM"] - states["OK"]
    assert texas == pytest.approx(states["TX"], rel=0.002)
    assert sum(areas[code] for code in ("miami", "phoenix")) == pytest.approx(states["FL"] + states["AZ"], rel=0.002)


def drawn(book: tallybook.Book, lang: str, size: object = WIDE, without: str = "denver") -> ElementTree.Element:
    answer = book.ask("atd_participants", by="aor")
    values = {dict(figure.split)["aor"]: figure.value or 0.0 for figure in answer.figures}
    values.pop(without)
    svg = area_map(
        values, lambda value: f"{value:,.0f}", lambda code: f"/areas/{code}", size, "By area", "Words", "m", lang  # type: ignore[arg-type]
    )  # fmt: skip
    assert len(svg.encode()) < 40_000
    return ElementTree.fromstring(svg)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_each_area_leads_to_its_page_and_says_its_value(size: object, book: tallybook.Book) -> None:
    """Of ATD participants on 7 February 2026 Chicago has most, and Denver's is held back here."""
    root = drawn(book, "en", size)
    links = {a.get("href"): a for a in root.iter(f"{SVG}a") if a.get("tabindex") is None}

    assert set(links) == {f"/areas/{code}" for code in AREAS}
    titles = {address: a.findtext(f"{SVG}title") for address, a in links.items()}
    assert titles["/areas/harlingen"] == "Harlingen: 448"
    assert titles["/areas/denver"] == "Denver: not published"
    shades = [str(path.get("class")) for a in links.values() for path in a.iter(f"{SVG}path")]
    assert {shade.split()[-1] for shade in shades} == {"hatched", "m1", "m2", "m3", "m4", "m5"}
    assert shades.count("hatched") == 1


@pytest.mark.parametrize("lang", ["en", "es"])
def test_names_and_values_stand_on_the_wide_map_and_do_not_touch(lang: str, book: tallybook.Book) -> None:
    root = drawn(book, lang)
    boxes = []
    for text in root.iter(f"{SVG}text"):
        x, y, width = float(text.get("x", "")), float(text.get("y", "")), 0.5 * 12 * len(text.text or "")
        left = x - width / 2 if text.get("text-anchor") == "middle" else x
        boxes.append((left, y - 9, left + width, y + 2))

    assert_apart(boxes, root)
    names = words(ElementTree.tostring(root, encoding="unicode"))
    assert {"Harlingen", "448", "Newark", "San Antonio"} <= set(names)
    assert len([name for name in names if re.fullmatch(r"[\d,]+", name)]) == len(AREAS) - 1


def test_the_narrow_map_leaves_names_to_the_table(book: tallybook.Book) -> None:
    texts = words(ElementTree.tostring(drawn(book, "en", NARROW), encoding="unicode"))

    assert "Harlingen" not in texts
    assert "not published" in texts
    assert " ".join(texts).endswith(
        "Squares: Puerto Rico and the Virgin Islands (Miami); Guam and the Northern Mariana Islands (San Francisco)."
    )


def test_areas_of_equal_value_have_one_shade() -> None:
    values = dict.fromkeys(AREAS, 1.0) | {"miami": 9.0}
    svg = area_picture(values, str, "Title", "Sub", "Words", "Source").svg()

    shades = re.findall(r'class="area (m\d)"', svg)
    assert len(set(shades)) == 2
    assert {"1.0", "9.0"} <= set(words(svg))


def test_little_maps_show_where_a_place_lies() -> None:
    for svg in (area_outline("harlingen"), state_outline("TX")):
        root = ElementTree.fromstring(svg)
        assert root.findtext(f"{SVG}title") in ("Harlingen", "Texas")
        assert len(svg) < 8_000
    assert state_outline("PR") == ""
