"""The brief: what a reporter may quote of an edition on the day it came, and what not."""

import json
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

import tallybook
from tallybook.brief import as_atom, as_json, brief_page, make_brief
from tallybook.pages import written
from tests.test_cli import run

FIVE = ("2019-10-06", "2021-10-29", "2022-09-16", "2023-05-26", "2026-02-13")  # very different editions


def test_ankle_monitors_of_may_2025_can_be_quoted_with_their_cell(book: "tallybook.Book") -> None:
    """B10: 20,637 people on ankle monitors on 17 May 2025, 1,052 more than the 19,585 of 3 May."""
    brief = make_brief(book, "2025-05-24")

    [quote] = [quote for quote in brief.safe if "20,637" in quote.sentence]
    assert "17 May 2025" in quote.sentence
    assert "1,052 more than on 3 May 2025" in quote.sentence
    assert quote.cells[0] == "2025-05-24_FY25_detentionStats05232025.xlsx!ATD FY25 YTD!B10"
    assert not brief.unsafe


def test_hearings_are_not_check_ins(book: "tallybook.Book") -> None:
    [quote] = [quote for quote in make_brief(book, "2025-05-24").safe if "98.5%" in quote.sentence]

    assert "not check-ins" in quote.sentence


def test_exchanged_numbers_and_what_is_made_of_them_are_not_safe(book: "tallybook.Book") -> None:
    """188,934 on GPS, and a cost of 552,688 dollars a day that follows from it."""
    brief = make_brief(book, "2023-05-26")
    unsafe = " ".join(quote.sentence for quote in brief.unsafe)

    assert "188,934" in unsafe
    assert "552,688" in unsafe
    assert not any("188,934" in quote.sentence or "552,688" in quote.sentence for quote in brief.safe)
    assert not any("552,688" in quote.sentence for quote in (*brief.records, *brief.moves))


def test_a_stale_court_table_is_not_safe(book: "tallybook.Book") -> None:
    brief = make_brief(book, "2025-11-21")

    assert any("court hearings" in quote.sentence and quote.against for quote in brief.unsafe)
    assert "22 days after" in brief.lateness


def test_a_brief_knows_nothing_of_what_came_later(book: "tallybook.Book") -> None:
    """That Seattle doubled in April 2023 showed only in May: the brief of April cannot say it."""
    brief = make_brief(book, "2023-04-13")

    assert all(entry.known_from <= date(2023, 4, 13) for entry in (*brief.wrong, *brief.news))
    assert not any("Seattle" in entry.sentence for entry in brief.wrong)


@pytest.mark.parametrize("name", FIVE)
def test_every_form_says_the_same(name: str, book: "tallybook.Book") -> None:
    brief = make_brief(book, name)
    text, markdown, html = (written(brief_page(brief), form) for form in ("text", "markdown", "html"))
    found = json.loads(as_json(brief))

    assert all(len(line) <= 80 or "!" in line for line in text.splitlines())
    for quote in found["safe_to_quote"]:
        sentence = quote["sentence"].split("'")[0][:40]
        assert sentence in " ".join(text.split())
        assert sentence in markdown
        assert sentence in html
    assert "None" not in text


def test_the_feed_is_atom_and_holds_each_brief(book: "tallybook.Book") -> None:
    briefs = [make_brief(book, name) for name in ("2026-02-13", "2026-02-03")]

    feed = ElementTree.fromstring(as_atom(briefs))
    names = {"a": "http://www.w3.org/2005/Atom"}
    entries = feed.findall("a:entry", names)
    assert [entry.findtext("a:updated", namespaces=names) for entry in entries] == [
        "2026-02-13T00:00:00Z",
        "2026-02-03T00:00:00Z",
    ]
    assert all(entry.findtext("a:content", namespaces=names) for entry in entries)
    assert len({entry.findtext("a:id", namespaces=names) for entry in entries}) == 2


def test_the_newest_is_the_default(book: "tallybook.Book", book_path: Path) -> None:
    assert make_brief(book).document["file"].startswith("2026-02-13")
    with tallybook.open(book_path, as_of=date(2021, 1, 7)) as then:
        assert make_brief(then).document["file"].startswith("2021-01-07")


def test_what_is_safe_stands_on_no_cell_in_error(book: "tallybook.Book") -> None:
    """What an error of the ledger doubts on the day an edition comes is not among what can be quoted of it."""
    for document in book.documents()[::20]:
        brief = make_brief(book, document["document"])
        doubted = {
            f"{cell.file}!{cell.sheet}!{cell.cell}"
            for entry in brief.wrong
            if entry.severity == "error"
            for cell in entry.cells
            if cell.is_suspect and cell.file == document["file"]
        }
        quoted = {cell for quote in (*brief.safe, *brief.moves, *brief.records) for cell in quote.cells}
        assert not quoted & doubted, document["file"]


def test_the_last_briefs_come_one_to_a_line(book_path: Path) -> None:
    done = run("brief", "--last", "2", "--json", book=book_path)

    newest, before = map(json.loads, done.stdout.splitlines())
    assert (newest["file"][:10], before["file"][:10]) == ("2026-02-13", "2026-02-03")
