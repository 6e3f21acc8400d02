"""The picture of a revision triangle: true words, readable anywhere, small."""

from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

import tallybook
from tallybook.charts import NARROW, WIDE, Size, palette, sparkline
from tallybook.errors import QuestionError
from tallybook.pictures import revision_drawing, revision_picture, write_revision_picture
from tallybook.vintages import Selection, histories
from tests.test_cli import run

SVG = "{http://www.w3.org/2000/svg}"
BOOK_INS = Selection.parse("book_ins_by_month", where=["agency=total"], period="month")
GPS = Selection.parse("atd_by_technology", "participants", ["technology=gps"])
FAMILIES = Selection.parse(
    "removals", "removals_with_family_identifier", ["family_status=family_unit"], since=date(2024, 10, 1)
)
PAROLE = Selection.parse("parole_requested", period="month")
BOOK_OUTS = Selection.parse("book_outs_by_reason", None, ["release_reason=total"], "month")


Box = tuple[float, float, float, float]


def words(svg: str) -> list[str]:
    """Every text a reader sees, in the order of the picture."""
    return ["".join(element.itertext()) for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def label_boxes(root: ElementTree.Element) -> list[Box]:
    """Left, top, right and bottom of the words in bold beside marks, line by line, as the usual fonts have them."""
    size = int(root.get("font-size", ""))
    boxes = []
    at_end = [e for group in root.iter(f"{SVG}g") if group.get("text-anchor") for e in group.iter(f"{SVG}text")]
    in_groups = [
        label for group in root.iter(f"{SVG}g") if group.get("class") == "rim" for label in group.iter(f"{SVG}text")
    ]
    for label in [*in_groups, *(e for e in root.iter(f"{SVG}text") if e.get("font-weight") and not e.get("font-size"))]:
        y = float(label.get("y", ""))
        for line in list(label.iter(f"{SVG}tspan")) or [label]:
            x, width = float(line.get("x", "")), 0.53 * size * len(line.text or "")
            y += float(line.get("dy", 0))
            x -= width if label in at_end else 0
            boxes.append((x, y - size + 2, x + width, y + 2))
    return boxes


def assert_apart(boxes: list[Box], root: ElementTree.Element) -> None:
    """No two touch, and none is cut by the edge."""
    _, _, width, height = map(float, root.get("viewBox", "").split())
    for place, (left, top, right, bottom) in enumerate(boxes):
        assert left >= 0 and right <= width and top >= 0 and bottom <= height
        for other in boxes[place + 1 :]:
            assert bottom <= other[1] or other[3] <= top or right <= other[0] or other[2] <= left, (boxes[place], other)


def test_the_title_tells_what_was_changed_most(book: tallybook.Book) -> None:
    """Book-ins of December 2021 were lowered by 10.1 % after the month was over, GPS of 20 May 2023 by 184,485."""
    book_ins, gps = (revision_picture(histories(book, selection)) for selection in (BOOK_INS, GPS))

    assert words(book_ins)[0] == "ICE changed initial book ins (total) of December 2021 from 33,856 to 30,422"
    assert "Dec 2021: −10.1 %" in words(book_ins)
    assert words(gps)[0] == "ICE changed participants (gps) of 20 May 2023 from 188,934 to 4,449"
    assert "20 May 2023: 4,449" in words(gps)


@pytest.mark.parametrize(
    "selection", [BOOK_INS, GPS, BOOK_OUTS, FAMILIES, PAROLE], ids=lambda selection: selection.table
)
@pytest.mark.parametrize("with_open", [False, True])
def test_a_picture_can_be_read_by_everyone(selection: Selection, with_open: bool, book: tallybook.Book) -> None:
    svg = revision_picture(histories(book, selection, with_open))

    root = ElementTree.fromstring(svg)
    assert root.find(f"{SVG}title") is not None
    assert (root.findtext(f"{SVG}desc") or "").startswith(words(svg)[0])
    assert len(words(svg)[0].split()) <= 15
    assert len(svg.encode()) < 40_000
    assert any(text.startswith("Source: ICE, Detention Statistics") for text in words(svg))


@pytest.mark.parametrize(
    "selection", [BOOK_INS, GPS, BOOK_OUTS, FAMILIES, PAROLE], ids=lambda selection: selection.table
)
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_labels_do_not_overlap_and_stay_on_the_canvas(selection: Selection, size: Size, book: tallybook.Book) -> None:
    root = ElementTree.fromstring(revision_drawing(histories(book, selection)).svg(size))
    boxes = label_boxes(root)

    assert boxes
    assert_apart(boxes, root)


def test_pictures_of_revisions_speak_spanish(book: tallybook.Book) -> None:
    drawn = revision_drawing(histories(book, GPS), "es")

    assert drawn.title == "Participants (gps), 20 de mayo de 2023: ICE cambió 188,934 por 4,449"
    assert "20 may 2023: 4,449" in words(drawn.svg())
    assert "publicados del 29 de noviembre de 2022 al 21 de diciembre de 2024" in drawn.source


def test_growth_of_a_month_is_not_called_a_change(book: tallybook.Book) -> None:
    """June 2025 begins with 9 book-ins in the workbook of 6 June; that it ends with thousands changes nothing."""
    svg = revision_picture(histories(book, BOOK_INS, with_open=True))

    assert words(svg)[0] == "Initial book ins (total), from edition to edition"
    assert "with periods that were not over" in " ".join(words(svg))


def test_at_most_six_lines_have_a_colour_and_each_its_own_dash(book: tallybook.Book) -> None:
    root = ElementTree.fromstring(revision_picture(histories(book, BOOK_INS)))
    groups = [group for group in root.iter(f"{SVG}g") if group.find(f"{SVG}title") is not None]
    dashes = [next((path.get("stroke-dasharray") for path in group.iter(f"{SVG}path")), None) for group in groups]
    lines = [(group.get("stroke"), dash) for group, dash in zip(groups, dashes, strict=True)]

    coloured = [line for line in lines if line[0] != palette()["grey"]]
    assert len(coloured) == len(set(coloured)) == len({dash for _, dash in coloured}) == 6
    assert len(lines) > 60


def test_numbers_printed_once_make_no_picture(book: tallybook.Book) -> None:
    """Ankle monitors of 17 May 2025 stand in one workbook only."""
    day = date(2025, 5, 17)
    once = Selection.parse("atd_by_technology", "participants", ["technology=ankle_monitor"], None, day, day)

    with pytest.raises(QuestionError, match="printed more than once"):
        revision_picture(histories(book, once))


def test_a_picture_that_cannot_be_written_is_told(book: tallybook.Book, tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="can't be written"):
        write_revision_picture(histories(book, GPS), tmp_path / "none" / "gps.svg")


def test_the_command_writes_the_picture(book_path: Path, tmp_path: Path) -> None:
    target = tmp_path / "gps.svg"
    done = run(
        "revisions", "atd_by_technology", "--quantity", "participants", "--where", "technology=gps",
        "--picture", str(target), book=book_path,
    )  # fmt: skip

    assert done.returncode == 0
    assert str(target) in done.stderr
    assert words(target.read_text(encoding="utf-8"))[0].startswith("ICE changed participants (gps)")


def test_a_line_as_small_as_a_word_keeps_its_gaps() -> None:
    """Editions every two weeks, then none for three months: two runs; counted since October: a run for each year."""
    days = [date(2025, 7, 5) + timedelta(days=14 * number) for number in range(12)]
    values = [(day, 100.0 + number) for number, day in enumerate(days)]
    whole = ElementTree.fromstring(sparkline(values, "People detained"))
    with_gap = ElementTree.fromstring(sparkline([*values[:4], *values[10:]], "People detained"))
    by_year = ElementTree.fromstring(sparkline(values, "Removals", is_cumulative=True))

    assert whole.findtext(f"{SVG}title") == "People detained"
    assert [svg.find(f"{SVG}path").get("d", "").count("M") for svg in (whole, with_gap, by_year)] == [1, 2, 2]  # type: ignore[union-attr]
    assert sparkline([], "None") == ""
