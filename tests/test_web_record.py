"""The pages of the record: the brief, the silence, the ledger, revisions, measures, claims, checking a text, data."""

import ast
import json
import re
from collections.abc import Iterator
from datetime import date
from html import escape, unescape
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

import tallybook
from tallybook.book import sheet_names
from tallybook.brief import make_brief
from tallybook.http.addresses import HASH, slug
from tallybook.http.shelf import Held
from tallybook.ledger import ledger
from tallybook.ledger.entries import ENTRY_KINDS
from tallybook.mandate.duty import load_duty
from tallybook.measures import KINDS, MEASURES
from tallybook.vocabulary import SEVERITIES, UNITS
from tallybook.web.app import make_app
from tallybook.web.cited import numbers_said
from tallybook.web.links import LANGUAGES, Links
from tallybook.web.pages.checking import check_page
from tallybook.web.pages.claimed import kept_claims
from tallybook.web.pages.silence import silence_page
from tallybook.web.pages.taking import take_page
from tallybook.web.visit import Visit
from tallybook.web.words import spanish
from tests.test_check_reports import Page

MAY = "882246070ebc"  # the file of 23 May 2025
PAGES = (
    "/brief",
    f"/brief/{MAY}",
    "/silence",
    "/silence?as_of=2025-09-30",
    "/ledger",
    "/ledger?severity=error&table=atd_by_status",
    "/ledger?text=zzzz",
    "/revisions",
    "/revisions/book_ins_by_month",
    "/revisions/atd_by_status",
    "/measures",
    "/measures/atd_participants",
    "/measures/facility_average_daily_population",
    "/check",
    "/check?example=1",
    "/claims",
    "/claims/2025-06-05-c09db1",
    "/claims/2025-06-05-3dad4f",
    "/take",
)
HOSTILE = ("<script>alert(1)</script>", "' OR 1=1 --", "../../etc/passwd", "\x00", "x" * 500, '"><img src=x>', "ÿþ")
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def site(book_path: Path) -> Iterator[TestClient]:
    with TestClient(make_app(book_path, is_warmed=False), follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="module")
def held(book_path: Path) -> Held:
    return Held(book_path)


def links_of(html: str) -> set[str]:
    return {unescape(found) for found in re.findall(r'<a\b[^>]*?\bhref="([^"]+)"', html)}


def cell_address(book: "tallybook.Book", file: str, sheet: str, cell: str) -> str:
    return f"/documents/{book.document(file)['document'][:HASH]}/{slug(sheet)}/{cell}"


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole_in_both_languages(path: str, lang: str, site: TestClient) -> None:
    reply = site.get(path if lang == "en" else f"/es{path}")

    assert reply.status_code == 200
    page = Page(re.sub(r"<svg\b.*?</svg>", "", reply.text, flags=re.DOTALL).replace("<!DOCTYPE html>", ""))
    assert dict(page.tags[0][1])["lang"] == lang
    assert sum(tag == "h1" for tag, _ in page.tags) == 1
    assert not [key for _, attributes in page.tags for key in attributes if key.startswith("on") or key == "style"]
    assert not re.search(r"\bNone\b(?! (?:is known|of))", page.text)
    assert not re.search(r"[{}]\w+[{}]", page.text)


def test_every_link_of_the_pages_leads_somewhere(site: TestClient, book: "tallybook.Book") -> None:
    """Pages of their own and of others answer; a cell that is linked is one that the book speaks of."""
    addresses = {
        urlsplit(link).path + (f"?{urlsplit(link).query}" if urlsplit(link).query else "")
        for path in PAGES
        for prefix in ("", "/es")
        for link in links_of(site.get(prefix + path).text)
        if link.startswith("/")
    }
    cells = {address for address in addresses if re.fullmatch(r"(/es)?/documents/\w{12}/[\w-]+/[A-Z]+\d+", address)}
    sheets = {
        (row["document"][:HASH], slug(sheet), sheet) for row in book.documents() for sheet in sheet_names(book, row)
    }
    named = {(document, sheet): printed for document, sheet, printed in sheets}
    told = {
        (document[:HASH], sheet, cell)
        for table in ("observation", "finding_cell", "footnote", "unread_cell")
        for document, sheet, cell in book.sql(f"SELECT document, sheet, cell FROM {table}")
    }
    for address in cells:
        _, document, sheet, cell = address.removeprefix("/es").strip("/").split("/")
        is_head = (document, sheet) in named  # the publisher's own words above a table are cells too
        assert (document, named[document, sheet], cell) in told or (is_head and cell in ("A1", "A4"))
    # Pages of questions, documents and places have tests of their own; both languages are served by the same routes.
    others = sorted(a for a in addresses - cells if not re.match(r"(/es)?/(ask|documents|areas|states|facilities)/", a))
    others = [a for a in others if not a.startswith("/es/") or a.removeprefix("/es") not in others]
    assert len(others) > 150
    missing = [address for address in others if site.get(address).status_code not in (200, 308)]
    assert missing == []


def test_a_quote_of_the_brief_leads_to_its_cell(site: TestClient, book: "tallybook.Book") -> None:
    """B10 of 'ATD FY25 YTD' prints 20,637; 1,052 more than the 19,585 of the edition before."""
    text = site.get(f"/brief/{MAY}").text
    file = "2025-05-24_FY25_detentionStats05232025.xlsx"

    assert f'<a class="n" href="{cell_address(book, file, "ATD FY25 YTD", "B10")}">20,637</a>' in text
    derived = re.search(r'<a class="n" href="#(q\d+)">1,052</a>', text)
    assert derived
    at = text.index(f'id="{derived[1]}"')
    assert cell_address(book, file, "ATD FY25 YTD", "B10") in text[at : at + 900]
    assert cell_address(book, "2025-05-13", "ATD FY25 YTD", "B10") in text[at : at + 900]


def test_the_brief_speaks_spanish(site: TestClient) -> None:
    said = words(site.get(f"/es/brief/{MAY}").text)

    assert "El 17 de mayo de 2025, ICE informó de 20,637 personas" in said
    assert "1,052 más que el 3 de mayo de 2025" in said
    assert "not check-ins" not in said and "no son citas de control" in said


@pytest.mark.parametrize("name", ["2019-10-06", "2022-09-16", "2023-05-26", "2025-11-21", "2026-02-13"])
def test_both_languages_say_the_same_numbers(name: str, book: "tallybook.Book") -> None:
    brief = make_brief(book, name)
    for quote in (*brief.safe, *brief.moves, *brief.records, *brief.revised, *brief.unsafe):
        english, in_spanish = (re.findall(r"\d[\d,.]*\d%?|\d", text) for text in (quote.sentence, quote.spanish))
        assert sorted(english) == sorted(in_spanish), quote


def test_a_brief_has_one_address(site: TestClient) -> None:
    assert site.get("/brief/2025-05-24").headers["location"] == f"/brief/{MAY}"
    assert site.get("/brief/no-such-file").status_code == 400


def test_what_moved_leads_to_the_cells(site: TestClient, book: "tallybook.Book") -> None:
    moved = site.get("/").text.partition("What moved")[2].partition("</ul>")[0]
    brief = make_brief(book)

    for quote in brief.moves:
        assert quote.numbers
        for number, address in [one for one in quote.numbers if one[0] in quote.sentence]:
            file, sheet, cell = address.split("!") if address else ("", "", "")
            led = cell_address(book, file, sheet, cell) if address else f"/brief/{brief.document['document'][:HASH]}"
            assert f'<a class="n" href="{led}">{number}</a>' in moved


@pytest.mark.parametrize("path", ["/", "/es/detention", "/ledger", "/documents", f"/brief/{MAY}", "/areas/dallas"])
def test_the_day_as_known_goes_along(path: str, site: TestClient) -> None:
    """Who looks at the record as it stood on a day and follows a link is still on that day."""
    page = site.get(f"{path}?as_of=2025-06-01").text
    back = f'<a href="{path}">'

    assert "1 June 2025" in page or "1 de junio de 2025" in page
    assert page.count(back) == 1  # as known today
    content = page.partition("<main")[2].partition("<footer")[0]
    leading = [unescape(link) for link in re.findall(r'<a[^>]* href="(/[^"#]*)', content.replace(back, ""))]
    pages = [link for link in leading if not re.search(r"\.(xlsx|csv|json|svg|png|parquet|txt|md|atom)\b", link)]
    assert pages
    assert [link for link in pages if "as_of=2025-06-01" not in link] == []


def test_what_came_after_the_day_as_known_is_not_told(site: TestClient) -> None:
    """The workbook after that of 24 May 2025 became public on 6 June."""
    assert "6 June 2025" in site.get(f"/documents/{MAY}").text
    assert "6 June 2025" not in site.get(f"/documents/{MAY}?as_of=2025-06-01").text
    form = site.get("/revisions?as_of=2025-06-01").text.partition("<form")[2].partition("</form>")[0]
    assert '<input type="hidden" name="as_of" value="2025-06-01">' in form


@pytest.mark.parametrize("day", ["20250601", "2025-W23-1", "yesterday"])
def test_what_is_no_day_is_told_and_goes_along_nowhere(day: str, site: TestClient) -> None:
    reply = site.get("/", params={"as_of": day})

    assert reply.status_code == 400
    assert "YYYY-MM-DD" in reply.text and "As known on" not in reply.text


def test_pages_of_today_say_so_on_another_day(site: TestClient) -> None:
    page = site.get("/claims?as_of=2025-06-01").text

    assert "This page tells what is known today; the others tell what was known on 1 June 2025." in page
    assert "only what had been published by then" not in page


def test_before_the_first_workbook_there_is_nothing_to_say(site: TestClient) -> None:
    said = words(site.get("/?as_of=2019-01-01").text)

    assert (
        "Nothing had been published by then: the first workbook of this book became public on 6 October 2019." in said
    )
    assert "What is wrong in the newest file" not in said


def test_the_silence_counts_from_the_newest_edition(held: Held) -> None:
    """13 February to 24 November 2026 are 284 days; 29 August to 30 October 2025 are 62, of which 49 were silent
    after an edition of 11 September that others hold."""
    page = silence_page(Visit(held, Links(), "/silence", {}, date(2026, 11, 24))).body.decode()
    said = words(page)

    assert "No new workbook for 284 days." in said
    assert "Not in the book: an edition of 9 April 2026, 229 days ago." in said
    row = next(words(row) for row in page.split("<tr>") if ">62</td>" in row)
    assert "29 August 2025" in row and "30 October 2025" in row
    assert "an edition of 11 September 2025 is known elsewhere: then at most 49 days" in row
    assert page.count('class="elsewhere"') == 2 * len(load_duty().editions)
    assert "Nothing here is legal advice" in said


def test_the_silence_as_of_a_day_knows_no_more(held: Held) -> None:
    """On 1 May 2025 the newest workbook held was that of 17 April, 14 days old."""
    visit = Visit(held, Links(), "/silence", {"as_of": ("2025-05-01",)}, date(2026, 11, 24))
    said = words(silence_page(visit).body.decode())

    assert "The newest workbook is 14 days old, within a semimonthly rhythm." in said
    assert "2026" not in said.split("The law:")[0]


def test_the_request_is_a_file_to_fill_in(site: TestClient) -> None:
    reply = site.get("/silence/request.txt")

    assert reply.headers["content-type"].startswith("text/plain")
    assert "5 U.S.C. 552" in reply.text and "[name]" in reply.text


def test_a_total_that_is_no_sum_leads_to_its_cell(site: TestClient, book: "tallybook.Book") -> None:
    """B11 of the workbook of 2 March 2022 prints 182,607; its parts make 189,727."""
    listed = site.get("/ledger", params={"text": "182,607 189,727"}).text
    found = re.search(r'href="(/ledger/2022-03-03-[^"]+)"', listed)
    assert found
    text = site.get(found[1]).text
    address = cell_address(book, "2022-03-03", "ATD FY22 YTD", "B11")

    for page in (listed, text):
        assert f'<a class="n" href="{address}">182,607</a>' in page
    assert f'<a href="{address}">B11</a> <a class="n" href="{address}">182,607</a>' in text
    assert "In doubt" in text and "Shown against it" in text


def test_a_number_in_the_ledger_is_what_its_cell_prints(book: "tallybook.Book") -> None:
    said = numbers_said(book)
    assert sum(map(len, said.values())) > 300
    values = {
        (document, sheet, cell): value
        for document, sheet, cell, value in book.sql(
            "SELECT document, sheet, cell, value FROM observation SEMI JOIN finding_cell USING (document, sheet, cell)"
        )
    }
    for sentence, numbers in said.items():
        for number, place in numbers.items():
            printed = values[place] * (100 if number.endswith("%") else 1)
            decimals = len(number.rstrip("%").partition(".")[2])
            assert round(printed, decimals) == pytest.approx(float(number.rstrip("%").replace(",", ""))), sentence


def test_the_list_and_the_pages_hold_the_whole_ledger(site: TestClient, book: "tallybook.Book") -> None:
    entries = ledger(book)
    shown = [
        address
        for page in range(1, 1 + -(-len(entries) // 100))
        for address in re.findall(r'class="meta"><a href="/ledger/([^"]+)"', site.get(f"/ledger?page={page}").text)
    ]

    assert shown == [entry.id for entry in entries]
    assert site.get(f"/ledger?page={2 + len(entries) // 100}").status_code == 400


def test_every_cell_of_an_entry_is_told(site: TestClient, book: "tallybook.Book") -> None:
    """The list of 7 January 2021, with its 1,882 places, has thousands of cells: they are paged."""
    entry = next(entry for entry in ledger(book) if entry.kind == "list_of_another_length")
    pages = [site.get(f"/ledger/{entry.id}?page={page}").text for page in (1, 2)]

    cells = [re.findall(r'<li><a href="(/documents/[^"]+)">', text) for text in pages]
    assert [len(found) for found in cells] == [500, 500]
    assert not set(cells[0]) & set(cells[1])


def test_a_closed_month_that_was_changed(site: TestClient, book: "tallybook.Book") -> None:
    """Book-ins of December 2021: L20 printed 33,856 in January 2022 and 30,422 in December 2022."""
    text = site.get("/revisions/book_ins_by_month").text
    first = cell_address(book, "2022-01-11", "Detention FY22", "L20")
    last = cell_address(book, "2022-12-10_FY22", "Detention FY22", "L20")

    row = next(row for row in text.split("<tr>") if f'href="{first}">33,856</a>' in row)
    assert f'href="{last}">30,422</a>' in row
    assert "−3,434" in row and "−10.1 %" in row
    assert text.count("<svg") == 2  # for a screen and a phone


def test_every_measure_is_listed_and_has_a_page(site: TestClient) -> None:
    listed = site.get("/measures").text

    assert len(MEASURES) == 80
    for name in MEASURES:
        assert f'href="/measures/{name}"' in listed
    text = site.get("/measures/removals").text
    assert escape(MEASURES["removals"].definition, quote=False)[:60] in text
    assert words(KINDS["cumulative"]) in words(text)
    assert "SELECT" in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_text_is_checked_within_the_page(lang: str, site: TestClient, book: "tallybook.Book") -> None:
    """B10: 20,637 people; 98.5 % is of court hearings (G9), not of appointments."""
    text = (
        "On May 17, 20,637 people wore ankle monitors.\r\n\r\n"
        "Participants keep 98.5 percent of their appointments with ICE officers."
    )
    reply = site.post("/check" if lang == "en" else "/es/check", data={"text": text, "date": "2025-06-05"})
    said = words(reply.text)

    assert reply.status_code == 200
    assert "Confirmed" in said if lang == "en" else "Confirmado" in said
    assert ("Right number, wrong description" if lang == "en" else "Número correcto, descripción equivocada") in said
    prefix = "" if lang == "en" else "/es"
    address = prefix + cell_address(book, "2025-05-24", "ATD FY25 YTD", "B10")
    assert f'<a href="{address}">20,637' in reply.text
    assert '<link rel="stylesheet" href="/static/report.css">' in reply.text
    assert reply.headers["cache-control"] == "no-store"
    assert "20,637" not in site.get(f"{prefix}/check").text


def test_nothing_of_a_text_is_taken_for_a_mark(site: TestClient) -> None:
    text = "<script>alert(1)</script> There were 20,637 people on <b onclick='x'>ankle monitors</b> on May 17, 2025."
    reply = site.post("/check", data={"text": text, "date": "2025-06-05", "source": '"><img src=x onerror=y>'})
    page = Page(reply.text.replace("<!DOCTYPE html>", ""))

    assert reply.status_code == 200
    assert {tag for tag, _ in page.tags}.isdisjoint({"img"})
    assert sum(tag == "script" for tag, _ in page.tags) == 1  # the site's own
    assert not [key for _, attributes in page.tags for key in attributes if key.startswith("on")]
    assert "<script>alert(1)</script>" in page.text


def test_a_text_without_a_day_keeps_what_was_typed(site: TestClient) -> None:
    reply = site.post("/check", data={"text": "There were 20,637 people on ankle monitors.", "language": "en"})

    assert reply.status_code == 400
    assert "this text gives none" in words(reply.text)
    assert "There were 20,637 people on ankle monitors.</textarea>" in reply.text


@pytest.mark.parametrize(
    "body",
    [b"text=" + b"a" * 100_001, b"text=" + b"a" * 2_000_000, b"text=%ff%fe", b"text=a&date=yesterday", b"language=xx"],
)
def test_a_form_that_is_too_large_or_none_is_told_so(body: bytes, site: TestClient) -> None:
    reply = site.post("/check", content=body, headers=FORM)

    assert reply.status_code in ((200,) if body == b"language=xx" else (400, 413))
    assert "<h1>" in reply.text
    assert len(reply.text) < 20_000


def test_claims_tell_the_verdict_then_and_now(site: TestClient, book: "tallybook.Book") -> None:
    """98.5 % of hearings (G9 of 'ATD FY25 YTD'), said of check-ins."""
    text = site.get("/claims/2025-06-05-c09db1").text
    said = words(text)

    assert "NBC News" in said and "5 June 2025" in said
    assert said.count("Right number, wrong description") >= 3
    assert cell_address(book, "2025-05-24", "ATD FY25 YTD", "G9") in text
    review = json.loads(site.get("/claims/2025-06-05-c09db1.json").text)
    assert (review["@type"], review["reviewRating"]["ratingValue"]) == ("ClaimReview", 2)
    assert review["url"].endswith("/claims/2025-06-05-c09db1#s1")
    assert 'id="s1"' in text


def test_what_nobody_said_is_called_invented_and_gets_no_review(site: TestClient) -> None:
    for name, kept in kept_claims().items():
        text = site.get(f"/claims/{name}").text
        assert ("Invented statement" in text) == kept.is_invented
        if kept.is_invented:
            assert "ClaimReview" not in text


def test_every_claim_stands_as_it_was_fixed(site: TestClient) -> None:
    said = words(site.get("/claims").text)

    assert "(was:" not in said
    assert said.count("NBC News") == 3


@pytest.mark.parametrize("name", ["table", "severity", "kind", "document", "since", "text", "page", "as_of", "series"])
def test_hostile_filters_are_errors_in_words(name: str, site: TestClient) -> None:
    for path in ("/ledger", "/revisions", "/revisions/removals", "/measures/removals", "/brief", "/silence"):
        for value in HOSTILE:
            reply = site.get(path, params={name: value})
            assert reply.status_code in (200, 400, 404, 414), (path, name, value)
            assert "<script>alert" not in reply.text
            assert "<img src=x>" not in reply.text


@pytest.mark.parametrize(
    "path", ["/brief/%3Cscript%3E", "/ledger/..%2f..", "/revisions/no_table", "/measures/x", "/claims/x"]
)
def test_what_is_not_there_is_told_with_what_is(path: str, site: TestClient) -> None:
    reply = site.get(path)

    assert reply.status_code in (400, 404)
    assert "<script>" not in reply.text
    assert 'href="/documents"' in reply.text


def test_the_feed_leads_to_the_briefs(site: TestClient, book: "tallybook.Book") -> None:
    feed = ElementTree.fromstring(site.get("/feed.atom").text)
    names = {"a": "http://www.w3.org/2005/Atom"}
    entries = feed.findall("a:entry", names)

    assert len(entries) == 20
    newest = book.documents()[-1]["document"]
    [link] = entries[0].findall("a:link", names)
    assert entries[0].findtext("a:id", None, names) == f"urn:sha256:{newest}"
    assert link.get("href") == f"http://testserver/brief/{newest[:HASH]}"
    own = feed.find("a:link", names)
    assert own is not None and own.get("href") == "http://testserver/feed.atom"


def test_static_pages_say_what_needs_a_server(held: Held) -> None:
    links = Links(is_static=True, base="/tallybook", origin="https://example.org")
    check, take = (make(Visit(held, links, path)).body.decode() for make, path in
                   ((check_page, "/check"), (take_page, "/take")))  # fmt: skip

    assert "<form" not in check
    assert "tallybook serve" in check and "tallybook serve" in take
    assert "https://example.org/tallybook/ask/atd_participants" in take


def test_everything_that_the_pages_say_has_its_spanish() -> None:
    duty = load_duty()
    declared = [kind.about for kind in ENTRY_KINDS.values()]
    declared += [*KINDS, *KINDS.values(), *UNITS.values(), *SEVERITIES, *SEVERITIES.values()]
    declared += [text for e in duty.elements for text in (e.name, e.duty, e.because, e.nearest_says) if text]
    declared += [part.meets for element in duty.elements for part in element.parts]
    declared += [text for one in (*duty.statements, *duty.editions) for text in (one.says, one.sure)]
    declared += [one.asks for one in duty.questions] + [text for one in duty.silences for text in (one.when, one.said)]
    folder = Path(tallybook.__file__).parent / "web"
    for path in folder.rglob("*.html"):
        declared += re.findall(r'\b(?:say|said)\(\s*"((?:[^"\\]|\\.)*)"', path.read_text(encoding="utf-8"))
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name("said" | "say") | ast.Attribute(attr="say"), args=[ast.Constant(str(text)), *_]
                ):
                    declared.append(text)

    assert [text for text in dict.fromkeys(declared) if text not in spanish()] == []


def test_a_spanish_text_has_the_same_places_for_values() -> None:
    places = re.compile(r"\{\w+\}")
    for english, in_spanish in spanish().items():
        assert sorted(places.findall(english)) == sorted(places.findall(in_spanish)), english
