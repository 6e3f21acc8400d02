"""Pictures of answers: true titles, gaps that stay gaps, words for those who can't see them."""

import builtins
import re
import struct
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import tallybook
from tallybook.answers.lines import MOST_LINES, lines_of
from tallybook.answers.marks import marks_of_parts
from tallybook.answers.picture import drawing
from tallybook.answers.strokes import whisker_of
from tallybook.charts import MARKS, NARROW, STYLES, WIDE, colour, palette
from tallybook.errors import QuestionError
from tallybook.sources import code_lists
from tallybook.sources import colours as source_colours
from tests.test_cli import run
from tests.test_pictures import SVG, assert_apart, label_boxes, words

ASKED: list[dict[str, Any]] = [
    {"measure": "detained", "since": "2019-01-01"},
    {"measure": "detained", "by": "criminality", "since": "2023-10-01"},
    {"measure": "atd_participants", "by": "technology", "since": "2019-01-01"},
    {"measure": "atd_participants", "by": "aor", "since": "2019-01-01"},
    {"measure": "atd_participants", "by": "technology", "on": "2025-05-17"},
    {"measure": "atd_participants", "where": {"technology": "ankle_monitor"}, "on": "2025-05-17"},
    {"measure": "detained", "by": "criminality,agency", "since": "2019-01-01"},
    {"measure": "removals", "since": "2020-01-01"},
    {"measure": "final_book_outs", "by": "release_reason", "since": "2024-02-01"},
    {"measure": "average_daily_population_to_date", "by": "agency", "since": "2021-10-01"},
    {"measure": "facility_average_daily_population", "by": "facility", "where": {"state": "TX"}},
    {"measure": "facility_average_daily_population", "by": "facility"},
    {"measure": "facility_average_daily_population", "by": "state", "since": "2025-10-01"},
    {"measure": "detained_share_by_criminality", "since": "2024-10-01"},
]  # fmt: skip


def assert_within(root: ElementTree.Element) -> None:
    """No words are cut by the edge."""
    _, _, width, height = map(float, root.get("viewBox", "").split())
    ends = [e for group in root.iter(f"{SVG}g") if group.get("text-anchor") for e in group.iter(f"{SVG}text")]
    for element in root.iter(f"{SVG}text"):
        size = int(element.get("font-size") or root.get("font-size", ""))
        x, y, long = float(element.get("x", "")), float(element.get("y", "")), 0.5 * size * len(element.text or "")
        anchor = element.get("text-anchor", "start")
        anchor = "end" if element in ends else anchor
        left = x - {"start": 0, "middle": long / 2, "end": long}[anchor]
        assert left >= 0 and left + long <= width and size - 3 <= y <= height, element.text


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: "-".join(str(v) for v in asked.values())[:60])
def test_a_picture_can_be_read_by_everyone(asked: dict[str, Any], book: tallybook.Book) -> None:
    answer = book.ask(**asked)
    drawn = drawing(answer)

    assert answer.sentence() in drawn.description
    assert len(drawn.title.split()) <= 15
    for size in (WIDE, NARROW):
        svg = drawn.svg(size)
        root = ElementTree.fromstring(svg)
        assert root.findtext(f"{SVG}title") == drawn.title
        assert root.findtext(f"{SVG}desc") == drawn.description
        assert " ".join(words(svg)).startswith(f"{drawn.title} {drawn.subtitle} {drawn.source}")
        assert len(svg.encode()) < 40_000
        assert_within(root)
        assert_apart(label_boxes(root), root)


def test_the_title_tells_the_trend(book: tallybook.Book) -> None:
    answer = book.ask("detained", since="2025-01-01", until="2025-12-31")

    assert drawing(answer).title == "People in ICE detention rose from 39,703 (12 Jan 2025) to 68,442 (13 Dec 2025)"


def test_where_the_ends_do_not_tell_the_course_the_title_tells_the_farthest_point(book: tallybook.Book) -> None:
    """Final book-outs of six months: 21,709 in October 2024, 17,330 in February, 19,363 in March 2025."""
    answer = book.ask("final_book_outs", since="2024-10-01", until="2025-03-31")

    assert drawing(answer).title == "Final book-outs from ICE detention: 19,363 (Mar 2025), lowest 17,330 (Feb 2025)"
    assert "October 2024 to March 2025" in drawing(answer).subtitle


def test_no_trend_is_told_across_a_change_of_what_is_counted(book: tallybook.Book) -> None:
    """Final releases until January 2024, final book-outs since."""
    across = book.ask("final_book_outs", since="2023-01-01", until="2024-12-31")
    within = book.ask("final_book_outs", since="2024-10-01", until="2025-02-28")

    assert drawing(across).title == "Final book-outs from ICE detention"
    assert "other title" in words(across.picture())
    assert drawing(within).title.startswith("Final book-outs from ICE detention fell from ")


def test_figures_since_october_start_anew_each_year(book: tallybook.Book) -> None:
    root = ElementTree.fromstring(book.ask("removals", since="2023-10-01", until="2025-09-30").picture())

    [path] = [element.get("d", "") for element in root.iter(f"{SVG}path")]
    assert path.count("M") == 2
    assert words(ElementTree.tostring(root, encoding="unicode"))[0] == "Removals by ICE"


def test_a_gap_is_a_gap(book: tallybook.Book) -> None:
    """No workbook of October 2025 was kept: nothing between 21 September and 16 November 2025."""
    root = ElementTree.fromstring(book.ask("detained", since="2025-08-01", until="2026-02-28").picture())

    [path] = [element.get("d", "") for element in root.iter(f"{SVG}path")]
    assert path.count("M") == 2


def test_doubted_figures_are_hollow(book: tallybook.Book) -> None:
    answer = book.ask("detained", since="2019-01-01")
    root = ElementTree.fromstring(answer.picture())

    hollow = [dot for dot in root.iter(f"{SVG}circle") if dot.get("fill") == palette()["paper"]]
    assert len(hollow) == sum(bool(figure.flags) or figure.is_partial for figure in answer.figures) > 0
    assert all(dot.findtext(f"{SVG}title") for dot in hollow)


def test_of_many_series_the_largest_are_drawn_and_said(book: tallybook.Book) -> None:
    answer = book.ask("facility_average_daily_population", by="state", since="2025-10-01")

    assert f"The {MOST_LINES} largest of" in drawing(answer).subtitle


def test_a_picture_beside_its_words_is_cropped_and_leads_to_its_figures(book: tallybook.Book) -> None:
    """The end label leads to the last figure by mouse and keyboard, every point by mouse, each with its day."""
    answer = book.ask("detained", since="2025-01-01")
    drawn = drawing(answer)
    whole = ElementTree.fromstring(drawn.svg())
    root = ElementTree.fromstring(
        drawn.svg(with_words=False, link=lambda figure: f"/on/{figure.reference_end}", name="now")
    )

    assert not {drawn.title, drawn.source} & set(words(ElementTree.tostring(root, encoding="unicode")))
    assert float(root.get("viewBox", "").split()[3]) < float(whole.get("viewBox", "").split()[3])
    assert {e.get("id") for e in root.iter() if e.get("id")} == {"now-title", "now-description"}
    [by_key] = [a for a in root.iter(f"{SVG}a") if a.get("tabindex") is None]
    assert by_key.get("href") == f"/on/{answer.figures[-1].reference_end}"
    met = [a for a in root.iter(f"{SVG}a") if a.get("tabindex") == "-1"]
    assert [a.get("href") for a in met] == [f"/on/{figure.reference_end}" for figure in answer.figures]
    assert (met[-1].findtext(f".//{SVG}title") or "").startswith("7 Feb 2026: 68,289 (published by 13 February 2026)")


def test_where_points_are_many_only_the_ends_lead_on(book: tallybook.Book) -> None:
    answer = book.ask("atd_participants", by="technology", since="2019-01-01")
    svg = drawing(answer).svg(link=lambda figure: f"/cell/{figure.report_date}")

    assert len(answer.figures) > 400
    assert not [a for a in ElementTree.fromstring(svg).iter(f"{SVG}a") if a.get("tabindex")]
    assert len(list(ElementTree.fromstring(svg).iter(f"{SVG}a"))) == 6


def test_every_colour_can_be_changed_by_the_page(book: tallybook.Book) -> None:
    """A colour stands at the element for files that stand alone; its class lets a page give it another."""
    for asked in ASKED[:6]:
        for element in ElementTree.fromstring(book.ask(**asked).picture()).iter():
            colours = {element.get("fill"), element.get("stroke")} - {None, "none", palette()["paper"]}
            assert not element.get("style")
            if colours:
                [name] = [name for name in (element.get("class") or "").split() if name in palette()]
                assert colours == {colour(name)}


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("is_dark", [False, True])
def test_marks_stand_out_from_the_paper(is_dark: bool) -> None:
    """At least 3:1 for what is drawn, 4.5:1 for what bears words, in light and in dark."""

    def contrast(name: str, other: str = "paper") -> float:
        low, high = sorted(luminance(palette(is_dark)[one]) for one in (name, other))
        return (high + 0.05) / (low + 0.05)

    assert contrast("grey") >= 3
    assert all(contrast(name) >= 4.5 for name in ("ink", "quiet", *(mark.name for mark in MARKS)))
    # Words on the shades of a map: in ink on the three lowest, in the colour of the paper on the others.
    assert all(contrast("ink", f"m{shade}") >= 4.5 for shade in (1, 2, 3))
    assert all(contrast("paper", f"m{shade}") >= 4.5 for shade in (4, 5))


def test_the_dark_colours_are_the_same_by_switch_and_by_system() -> None:
    text = STYLES.read_text(encoding="utf-8")
    by_system, by_switch = (re.findall(r"--chart-\w+: #\w+", part) for part in text.split("@media screen")[1:])

    assert by_system == by_switch
    assert len({mark.dash for mark in MARKS}) == len(MARKS) == 6


def test_a_code_has_the_same_colour_everywhere(book: tallybook.Book) -> None:
    """GPS was renamed to Ankle Monitor: one line, in the colour of the bar; six technologies, six colours."""
    over_time = lines_of(book.ask("atd_participants", by="technology", since="2019-01-01").figures)
    in_boston = lines_of(
        book.ask("atd_participants", by="technology", where={"aor": "boston"}, since="2024-01-01").figures
    )
    parts = book.ask("atd_participants", by="technology", on="2025-05-17").figures
    bars = {figure.split: mark for figure, mark in zip(parts, marks_of_parts(parts), strict=True)}

    colours = {line.name: line.mark for line in over_time}
    assert set(colours) == {"SmartLINK", "Ankle Monitor", "Wristworn", "VoiceID", "Dual Technology", "No Technology"}
    assert len({mark.name for mark in colours.values()}) == len({mark.dash for mark in colours.values()}) == 6
    assert {line.name: line.mark for line in in_boston}.items() <= colours.items()
    assert bars[("technology", "ankle_monitor"),] == colours["Ankle Monitor"]


def test_of_two_ways_one_has_the_colour_and_one_the_dash(book: tallybook.Book) -> None:
    lines = lines_of(book.ask("detained", by="criminality,agency", since="2025-01-01").figures)

    marks = {line.last.label: line.mark for line in lines}
    assert marks["convicted_criminal / ice"].name == marks["convicted_criminal / cbp"].name
    assert marks["convicted_criminal / ice"].dash == marks["pending_criminal_charges / ice"].dash
    assert len(set(marks.values())) == 6


def test_every_short_code_list_has_its_colours() -> None:
    for way, codes in code_lists().items():
        groups = {code.group or code.code for code in codes.codes if not code.is_total}
        if way in source_colours():
            assert set(source_colours()[way]) == groups, way
            assert sorted(source_colours()[way].values()) == list(range(1, len(groups) + 1)), way
        else:
            assert len(groups) > len(MARKS), way


def test_a_rename_is_a_tick_on_one_line(book: tallybook.Book) -> None:
    """The row GPS of 5 January 2024 is called Ankle Monitor in the next edition."""
    answer = book.ask("atd_participants", where={"technology": "ankle_monitor"}, since="2023-06-01", until="2024-06-30")
    [line] = lines_of(answer.figures)
    renamed = [found for found in line.breaks if found.is_rename]

    assert [found.short for found in renamed] == ["Ankle Monitor"]
    svg = ElementTree.fromstring(drawing(answer).svg())
    assert [
        tick.findtext(f"{SVG}title") for tick in svg.iter(f"{SVG}line") if tick.find(f"{SVG}title") is not None
    ] == [renamed[0].sentence]
    assert "now Ankle Monitor" in words(drawing(answer).svg())


def test_a_series_that_ended_is_labelled_where_it_ends(book: tallybook.Book) -> None:
    """VoiceID stands last in the edition of 23 December 2025, and says of which day it is."""
    answer = book.ask("atd_participants", by="technology", since="2025-01-01")

    assert any(text.startswith("VoiceID, 13 Dec 2025: ") for text in words(drawing(answer).svg()))
    assert any(text.startswith("SmartLINK: ") for text in words(drawing(answer).svg()))


def test_a_grey_line_that_once_stood_highest_has_its_name(book: tallybook.Book) -> None:
    """Harlingen, of 448 people at last, had 76,345 on 31 December 2022 ('ATD FY23 YTD'!B72), San Antonio 60,159."""
    texts = words(book.ask("atd_participants", by="aor", since="2019-01-01").picture())

    assert {"Harlingen: 76,345", "San Antonio: 60,159"} <= set(texts)


def test_a_revised_value_has_a_stroke_from_the_first_to_the_last(book: tallybook.Book) -> None:
    """GPS of 19 November 2022: 56,805 in the first edition, 7,905 in the next. A month that goes on is not revised."""
    gps = book.ask("atd_participants", where={"technology": "ankle_monitor"}, on="2022-11-19").figures
    months = book.ask("final_book_outs", by="release_reason", since="2025-01-01").figures

    assert [whisker_of(figure) for figure in gps] == [(56_805.0, 7_905.0)]
    growing = [
        figure for figure in months if figure.first_report_date and figure.first_report_date < figure.reference_end
    ]
    assert growing
    assert not any(whisker_of(figure) for figure in growing)


def test_numbers_of_one_picture_have_as_many_decimals(book: tallybook.Book) -> None:
    texts = words(book.ask("detained_share_by_criminality", by="criminality", since="2024-10-01").picture())

    shares = [text.rsplit(": ", 1)[1] for text in texts if re.search(r": [\d.]+ %$", text)]
    assert len(shares) == 3
    assert {len(share.split(".")[1]) for share in shares} == {len("12 %")}


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: "-".join(str(v) for v in asked.values())[:60])
def test_pictures_speak_spanish(asked: dict[str, Any], book: tallybook.Book) -> None:
    drawn = drawing(book.ask(**asked), "es")
    said = f"{drawn.title} {drawn.subtitle} {drawn.source} {drawn.description}"

    assert not re.search(
        r"\b(the|of|and|by|people|from|published|rose|fell|is)\b", said.replace("Detention Statistics", "")
    )
    assert len(drawn.title.split()) <= 15
    for size in (WIDE, NARROW):
        root = ElementTree.fromstring(drawn.svg(size))
        assert_within(root)
        assert_apart(label_boxes(root), root)


def test_every_facility_has_a_dot_that_says_its_name(book: tallybook.Book) -> None:
    answer = book.ask("facility_average_daily_population", by="facility")
    drawn = drawing(answer)
    for size, named in ((WIDE, 8), (NARROW, 5)):
        root = ElementTree.fromstring(drawn.svg(size, link=lambda figure: f"/facilities/{figure.label}"))
        told = [dot.findtext(f"{SVG}title") or "" for dot in root.iter(f"{SVG}circle")]

        assert len(told) == len(answer.figures) > 200
        assert "Stewart Detention Center (Lumpkin, GA): 2,009.42" in told
        assert len([a for a in root.iter(f"{SVG}a") if a.get("tabindex") is None]) == named
        assert len(drawn.svg(size).encode()) < 40_000


def test_dots_lie_at_their_values_and_apart(book: tallybook.Book) -> None:
    answer = book.ask("facility_average_daily_population", by="facility", where={"state": "TX"})
    dots = [
        tuple(float(dot.get(key, "")) for key in ("cx", "cy", "r"))
        for dot in ElementTree.fromstring(drawing(answer).svg()).iter(f"{SVG}circle")
    ]

    values = sorted((figure.value or 0 for figure in answer.figures), reverse=True)
    assert len(dots) == len(values) == 29
    for place, ((x, y, radius), value) in enumerate(zip(dots, values, strict=True)):
        assert x == pytest.approx(24 + (936 - 24) * value / values[0], abs=0.1)
        assert all((x - a) ** 2 + (y - b) ** 2 >= (2 * radius) ** 2 for a, b, _ in dots[:place])


def test_nothing_to_draw_is_told(book: tallybook.Book) -> None:
    with pytest.raises(QuestionError, match="no number to draw"):
        book.ask("detained", on=date(1999, 1, 1)).picture()


def test_the_command_writes_svg_and_png(book: tallybook.Book, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    for name in ("detained.svg", "detained.png"):
        done = run("ask", "detained", "--since", "2025-01-01", "--picture", str(tmp_path / name), book=book.path)
        assert done.returncode == 0, done.stderr

    assert (tmp_path / "detained.svg").read_text(encoding="utf-8").startswith("<svg")
    png = (tmp_path / "detained.png").read_bytes()
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", png[16:20])[0] == 1920


def test_without_the_extra_a_png_is_refused_with_a_way_out(
    book: tallybook.Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tallybook.answers.picture import write_picture

    real = builtins.__import__

    def without(name: str, *others: Any) -> Any:
        if name == "vl_convert":
            raise ImportError(name)
        return real(name, *others)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(QuestionError) as refused:
        write_picture(book.ask("detained"), tmp_path / "detained.png")
    assert "tallybook[png]" in refused.value.hint


def test_a_picture_of_another_kind_is_refused(book: tallybook.Book, tmp_path: Path) -> None:
    done = run("ask", "detained", "--picture", str(tmp_path / "detained.gif"), book=book.path)

    assert done.returncode == 2
    assert ".svg or .png" in done.stderr
