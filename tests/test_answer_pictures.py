"""Pictures of answers: true titles, gaps that stay gaps, words for those who can't see them."""

import builtins
import struct
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import tallybook
from tallybook.answers.lines import MOST_LINES
from tallybook.errors import QuestionError
from tests.test_cli import run
from tests.test_pictures import SVG, words

ASKED: list[dict[str, Any]] = [
    {"measure": "detained", "since": "2019-01-01"},
    {"measure": "detained", "by": "criminality", "since": "2023-10-01"},
    {"measure": "atd_participants", "by": "technology", "since": "2019-01-01"},
    {"measure": "atd_participants", "by": "technology", "on": "2025-05-17"},
    {"measure": "atd_participants", "where": {"technology": "ankle_monitor"}, "on": "2025-05-17"},
    {"measure": "removals", "since": "2020-01-01"},
    {"measure": "final_book_outs", "by": "release_reason", "since": "2024-02-01"},
    {"measure": "average_daily_population_to_date", "by": "agency", "since": "2021-10-01"},
    {"measure": "facility_average_daily_population", "by": "facility", "where": {"state": "TX"}},
    {"measure": "facility_average_daily_population", "by": "state", "since": "2025-10-01"},
    {"measure": "detained_share_by_criminality", "since": "2024-10-01"},
]  # fmt: skip


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: "-".join(str(v) for v in asked.values())[:60])
def test_a_picture_can_be_read_by_everyone(asked: dict[str, Any], book: tallybook.Book) -> None:
    answer = book.ask(**asked)
    svg = answer.picture()

    root = ElementTree.fromstring(svg)
    assert root.findtext(f"{SVG}title") == words(svg)[0]
    assert answer.sentence() in (root.findtext(f"{SVG}desc") or "")
    assert len(words(svg)[0].split()) <= 15
    assert len(svg.encode()) < 40_000
    assert any(text.startswith("Source: ICE, Detention Statistics") for text in words(svg))
    for element in root.iter(f"{SVG}text"):
        x, y, width = float(element.get("x", "")), float(element.get("y", "")), 6.5 * len(element.text or "")
        left = x - width if element.get("text-anchor") == "end" else x
        assert left >= -8 and 0 < y < 560
        if element.get("font-size") == "12" and element.get("text-anchor") == "start":
            assert x + width <= 968, element.text


def test_the_title_tells_the_trend(book: tallybook.Book) -> None:
    svg = book.ask("detained", since="2025-01-01", until="2025-12-31").picture()

    assert words(svg)[0] == "People in ICE detention rose from 39,703 (12 Jan 2025) to 68,442 (13 Dec 2025)"


def test_no_trend_is_told_across_a_change_of_what_is_counted(book: tallybook.Book) -> None:
    """Final releases until January 2024, final book-outs since."""
    across = words(book.ask("final_book_outs", since="2023-01-01", until="2024-12-31").picture())
    within = words(book.ask("final_book_outs", since="2024-10-01", until="2025-03-31").picture())

    assert across[0] == "Final book-outs from ICE detention"
    assert "other title" in across
    assert within[0].startswith("Final book-outs from ICE detention fell from ")


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

    hollow = [dot for dot in root.iter(f"{SVG}circle") if dot.get("fill") == "#ffffff"]
    assert len(hollow) == sum(bool(figure.flags) or figure.is_partial for figure in answer.figures) > 0
    assert all(dot.findtext(f"{SVG}title") for dot in hollow)


def test_of_many_series_the_largest_are_drawn_and_said(book: tallybook.Book) -> None:
    svg = book.ask("facility_average_daily_population", by="state", since="2025-10-01").picture()

    assert any(f"The {MOST_LINES} largest of" in text for text in words(svg))


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
    assert struct.unpack(">II", png[16:24]) == (1920, 1120)


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
