"""Small multiples: one scale for all panels, or one for each where that is said; every panel with its last value."""

from xml.etree import ElementTree

import pytest

import tallybook
from tallybook.answers.multiples import multiples
from tallybook.charts import NARROW, WIDE, Size
from tallybook.errors import QuestionError
from tests.test_answer_pictures import assert_within
from tests.test_pictures import SVG, assert_apart, label_boxes, words

SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])


@pytest.fixture(scope="module")
def by_area(book: tallybook.Book) -> tallybook.Answer:
    return book.ask("atd_participants", by="aor", since="2019-01-01")


@SIZES
@pytest.mark.parametrize("own_scales", [False, True])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_each_area_has_a_panel_with_its_last_value(
    by_area: tallybook.Answer, size: Size, own_scales: bool, lang: str
) -> None:
    """25 areas on 7 February 2026: Harlingen 448, San Francisco 20,504."""
    svg = multiples(by_area, own_scales=own_scales, lang=lang).svg(size, link=lambda f: f"/cell/{f.report_date}")
    root = ElementTree.fromstring(svg)
    texts = words(svg)

    assert len(svg.encode()) < 40_000
    assert {"Harlingen", "448", "San Francisco", "20,504"} <= set(texts)
    assert len([group for group in root.iter(f"{SVG}g") if group.get("stroke-width") == "1.6"]) == 25
    assert_within(root)
    assert_apart(label_boxes(root), root)


def test_the_frame_says_which_scale_it_has(by_area: tallybook.Answer) -> None:
    """Also where title and subtitle stand beside the picture."""
    shared = words(multiples(by_area).svg(with_words=False))
    own = words(multiples(by_area, own_scales=True).svg(with_words=False))

    assert shared[0] == "All panels have one scale."
    assert own[0] == "Each panel has a scale of its own."
    assert shared.count("50,000") == 5  # once for each row
    assert "1,000" not in shared
    assert own.count("1,000") == 1  # Buffalo, which never had more than 1,050 people


def test_names_lead_to_areas_and_values_to_figures(by_area: tallybook.Answer) -> None:
    drawn = multiples(by_area, panel_link=lambda code: f"/areas/{code}")
    root = ElementTree.fromstring(drawn.svg(link=lambda figure: f"/on/{figure.split[0][1]}/{figure.reference_end}"))
    addresses = [a.get("href") or "" for a in root.iter(f"{SVG}a")]

    assert "/areas/st_paul" in addresses
    assert "/on/st_paul/2026-02-07" in addresses
    assert len(addresses) == 50


def test_the_title_names_the_largest_area(by_area: tallybook.Answer) -> None:
    assert multiples(by_area).title == "San Francisco is the largest: 20,504 people on 7 February 2026"


@SIZES
def test_a_panel_holds_at_most_four_lines_the_same_in_each(book: tallybook.Book, size: Size) -> None:
    answer = book.ask("atd_participants", by="aor,technology", since="2023-10-01")
    drawn = multiples(answer)
    svg = drawn.svg(size)
    root = ElementTree.fromstring(svg)
    lines = [group.get("class") for group in root.iter(f"{SVG}g") if group.get("stroke-width") == "1.6"]

    assert "the 4 that are largest in all" in drawn.subtitle
    assert set(lines) == {"s1", "s2", "s3", "s4"}  # SmartLINK, Ankle Monitor, Wristworn, VoiceID
    assert {"SmartLINK", "Ankle Monitor", "Wristworn", "VoiceID"} <= set(words(svg))
    assert len(svg.encode()) < 40_000
    assert_apart(label_boxes(root), root)


def test_a_way_that_is_not_split_is_refused(by_area: tallybook.Answer, book: tallybook.Book) -> None:
    with pytest.raises(QuestionError, match="split by 'technology'"):
        multiples(by_area, "technology")
    with pytest.raises(QuestionError, match="several periods"):
        multiples(book.ask("atd_participants", by="aor"))
