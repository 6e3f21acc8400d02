"""The site as static files: whole, linked without a gap, with an address that lasts for each cell."""

import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import tallybook
from tallybook.errors import QuestionError
from tallybook.http.shelf import Held
from tallybook.publishing import Published, publish
from tallybook.publishing.checking import Broken, ids_of
from tests.conftest import ARCHIVE

BASE = "https://example.org/tallybook"
TODAY = date(2026, 11, 24)
FILES = ("2025-05-13_FY25_detentionStats05122025.xlsx", "2025-05-24_FY25_detentionStats05232025.xlsx")
SHEETS = ("atd-fy25-ytd", "detention-fy25")
MAY = "documents/{}/atd-fy25-ytd/index.html"


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    """A book of two editions of May 2025."""
    folder = tmp_path_factory.mktemp("two")
    (folder / "archive").mkdir()
    for name in FILES:
        shutil.copy(ARCHIVE / name, folder / "archive" / name)
    tallybook.build(folder / "two.duckdb", folder / "archive")
    yield Held(folder / "two.duckdb")


@pytest.fixture(scope="module")
def site(held: Held, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """A page of each kind of these two, in both languages: the whole site takes minutes."""
    sheets = [f"/documents/{hash_of(held, name)}/{sheet}" for name in ("2025-05-13", "2025-05-24") for sheet in SHEETS]
    starts = (
        "/",
        "/atd",
        "/ledger",
        "/measures/detained",
        "/facilities",
        "/areas/boston",
        "/states/tx",
        "/take",
        *sheets,
    )
    folder = tmp_path_factory.mktemp("site") / "site"
    return publish(held, folder, BASE, today=TODAY, starts=starts, is_followed=False, processes=1)


def text(site: Published, name: str) -> str:
    return (site.folder / name).read_text(encoding="utf-8")


def hash_of(held: Held, name: str) -> str:
    return str(held.whole.document(name)["document"])[:12]


def test_a_page_of_each_kind_is_made_in_both_languages(site: Published) -> None:
    assert site.failed == ()
    assert {"index.html", "es/index.html", "atd/index.html", "es/areas/boston/index.html", "404.html"} <= {
        str(path.relative_to(site.folder)) for path in site.folder.rglob("*")
    }


def test_a_cell_has_an_address_of_its_own(site: Published, held: Held) -> None:
    """B10 of the sheet 'ATD FY25 YTD', file of 23 May 2025, prints 20,637."""
    page = text(site, MAY.format(hash_of(held, "2025-05-24")))

    assert re.search(r'<td id="B10"[^>]*><a href="#B10">20,637</a></td>', page)
    assert "B10" in ids_of(page)


def test_long_tables_lie_there_whole_as_gzip_files(site: Published) -> None:
    """A static file can't be asked for its next page."""
    page = text(site, "take/index.html")

    assert 'href="/tallybook/tables/observation.json.gz"' in page
    assert 'href="/tallybook/tables/atd_by_technology.json"' in page
    assert 'observation.json"' not in page


def test_the_notes_of_a_sheet_are_there_once_for_both_languages(site: Published, held: Held) -> None:
    name = MAY.format(hash_of(held, "2025-05-24"))
    notes = f'data-notes="/tallybook/{name.replace("index.html", "cells.json")}"'

    assert notes in text(site, name)
    assert notes in text(site, f"es/{name}")
    assert not (site.folder / "es" / name).with_name("cells.json").exists()


def test_beside_a_sheet_lies_what_each_cell_means(site: Published, held: Held) -> None:
    """G9 of the sheet prints 98.5 % of court hearings attended; B10 people on ankle monitors on 17 May 2025."""
    notes = json.loads(text(site, MAY.format(hash_of(held, "2025-05-24")).replace("index.html", "cells.json")))
    told = [notes["texts"][place] for place in notes["cells"]["B10"][:7]]

    assert told[0] == "atd_by_technology, participants, persons"
    assert told[2:6] == ["Ankle Monitor", "Count", "17 May 2025", "20,637 people"]
    assert notes["cells"]["B10"][7:9] == [1, 0]
    assert notes["texts"][notes["cells"]["G9"][5]] == "98.53 %"


def test_a_number_of_both_editions_says_what_it_was_first_and_what_answers_today(site: Published, held: Held) -> None:
    """April's book-ins stand in both editions of May; the later one answers."""
    detention = MAY.replace("atd-fy25-ytd", "detention-fy25").replace("index.html", "cells.json")
    notes = json.loads(text(site, detention.format(hash_of(held, "2025-05-13"))))
    told = {cell: [notes["texts"][place] for place in note[:5]] for cell, note in notes["cells"].items()}
    cell = next(c for c, note in told.items() if "book_ins_by_month" in note[0] and note[4] == "April 2025")

    assert notes["cells"][cell][7] == 2
    assert hash_of(held, "2025-05-24") in notes["texts"][notes["cells"][cell][11]]


def test_pages_without_a_server_say_so_and_offer_no_form_that_needs_one(site: Published) -> None:
    page = text(site, "atd/index.html")

    assert "static pages" in page
    assert 'class="pick"' not in page
    assert 'http-equiv="Content-Security-Policy"' in page
    assert f'<link rel="canonical" href="{BASE}/atd/">' in page


def test_what_is_unchanged_is_not_written_again_and_what_is_gone_is_taken_away(held: Held, tmp_path: Path) -> None:
    start = f"/documents/{hash_of(held, '2025-05-24')}"
    first = publish(
        held, tmp_path / "s", BASE, today=TODAY, starts=(start, "/documents"), is_followed=False, processes=1
    )
    before = {path: path.stat().st_mtime_ns for path in first.folder.rglob("*.html")}
    again = publish(
        held, tmp_path / "s", BASE, today=TODAY, starts=(start, "/documents"), is_followed=False, processes=1
    )
    fewer = publish(held, tmp_path / "s", BASE, today=TODAY, starts=("/documents",), is_followed=False, processes=1)

    assert first.written == first.files
    assert again.written == 0
    assert before == {path: path.stat().st_mtime_ns for path in before if path.exists()} | {
        path: stamp for path, stamp in before.items() if not path.exists()
    }
    assert fewer.gone == 2
    assert not (tmp_path / "s" / start[1:] / "index.html").exists()


def test_a_folder_of_other_things_is_left_alone(held: Held, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")

    with pytest.raises(QuestionError, match="holds other things"):
        publish(held, tmp_path, BASE, starts=("/documents",), is_followed=False, processes=1)

    assert (tmp_path / "thesis.txt").read_text() == "mine"


@pytest.mark.parametrize(
    "address", ["example.org", "ftp://example.org", "https://", "https://x.org/?q=1", "file:///tmp"]
)
def test_an_address_that_is_none_is_refused(held: Held, tmp_path: Path, address: str) -> None:
    with pytest.raises(QuestionError, match="no address of a site"):
        publish(held, tmp_path / "site", address, starts=("/documents",), is_followed=False, processes=1)


def test_pages_made_side_by_side_are_the_same(held: Held, tmp_path: Path) -> None:
    starts = ("/", "/atd", "/documents")
    one = publish(held, tmp_path / "one", BASE, today=TODAY, starts=starts, is_followed=False, processes=1)
    two = publish(held, tmp_path / "two", BASE, today=TODAY, starts=starts, is_followed=False, processes=2)

    names = sorted(path.relative_to(one.folder) for path in one.folder.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(two.folder) for path in two.folder.rglob("*") if path.is_file())
    assert [(one.folder / name).read_bytes() for name in names] == [(two.folder / name).read_bytes() for name in names]


def test_a_link_to_nowhere_is_told_with_its_page() -> None:
    seen = Broken("/t", lambda address: address.removeprefix("/t/") + "index.html")
    seen.saw("a/index.html", '<p id="here"></p><a href="/t/b/">b</a><a href="/t/a/#gone">a</a><a href="#here">h</a>')

    assert list(seen.told(lambda name: name == "a/index.html")) == [
        "a/index.html: /t/a/#gone leads to no place of its page",
        "a/index.html: /t/b/ leads nowhere",
    ]
