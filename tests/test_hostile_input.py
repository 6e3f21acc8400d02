"""Hostile input over HTTP: whatever is asked and whatever a workbook holds, nothing is executed, nothing leaked."""

import csv
import hashlib
import html
import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

import tallybook
from tallybook.http.api import ADDRESSES
from tallybook.web.app import make_app
from tallybook.web.routes import PLACES as PAGES
from tests.test_http import ANKLES, MAY_2025, error_of

pytestmark = pytest.mark.filterwarnings("ignore:Using `httpx`")


@pytest.fixture(scope="module")
def client(book_path: Path) -> Iterator[TestClient]:
    with TestClient(make_app(book_path, is_warmed=False)) as opened:
        yield opened


INJECTED = (
    "' OR '1'='1",
    "'; DROP TABLE observation; --",
    '" UNION SELECT * FROM book_info --',
    "1) UNION SELECT value FROM book_info --",
    "$$; ATTACH '/etc/passwd' AS p; --",
    "read_text('/etc/passwd')",
    "\\'; SELECT getenv('HOME'); --",
)


@pytest.mark.parametrize("text", INJECTED)
def test_sql_in_any_parameter_is_text_like_any_other(client: TestClient, text: str) -> None:
    before = client.get(ANKLES).text
    for address in ADDRESSES:
        names = {name.name: name.example for name in address.names}
        for form in address.forms:
            for place in names:
                path = f"{address.path}.{form}".format(**{**names, place: text.replace("/", "%2F")})
                assert client.get(path).status_code in (400, 404), path
            for parameter in address.parameters:
                path = f"{address.path}.{form}".format(**names)
                for value in {text, f"facility={text}", f"technology={text}"} if parameter.name == "where" else {text}:
                    response = client.get(path, params={parameter.name: value})
                    nothing_found = parameter.name == "text" and response.status_code == 200
                    assert nothing_found or error_of(response)["status"] == 400, (path, parameter.name)
    assert client.get(ANKLES).text == before


def test_a_name_that_any_sheet_may_print_is_quoted(client: TestClient) -> None:
    """Cities are an open list: whatever is asked for is looked for, and not found."""
    for text in INJECTED:
        query = {"where": ["state=TX", f"city={text}"]}
        answer = client.get("/ask/facility_average_daily_population.json", params=query)
        assert answer.status_code == 400 or answer.json()["figures"] == [], text


OUTWARD = (
    "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "....//etc/passwd", "%2fetc%2fpasswd",
    "..%5c..%5cetc%5cpasswd", "site.css%00.png", "..%2fapp.py", "C:%5cWindows",
)  # fmt: skip
PLACES = (
    "/static/{}", "/documents/{}.json", "/documents/{}", f"{MAY_2025}/{{}}/A1.json", f"{MAY_2025}/{{}}.xlsx",
    "/tables/{}.csv", "/ledger/{}.json", "/{}",
)  # fmt: skip


@pytest.mark.parametrize("path", OUTWARD)
@pytest.mark.parametrize("place", PLACES)
def test_no_path_leads_out_of_the_book(client: TestClient, place: str, path: str) -> None:
    response = client.get(place.format(path), follow_redirects=False)

    assert response.status_code in (308, 400, 404)
    assert "root:" not in response.text
    if response.status_code == 308:  # a file by another name leads to the file of the document
        assert response.headers["location"].startswith(f"{MAY_2025}/2025-05-24")


def test_html_in_an_address_is_text_on_the_page(client: TestClient) -> None:
    script = "<script>alert(1)</script>"
    for address, query in (
        ("/ask/<script>alert(1)<script>", {}),
        ("/ask/detained", {"on": script}),
        ("/ask/detained", {"by": script}),
        ("/ask/facility_average_daily_population", {"where": f"facility={script}"}),
        ("/documents/<script>alert(1)<script>", {}),
    ):
        response = client.get(address, params=query)
        assert response.status_code in (400, 404)
        assert "<script>a" not in response.text
        assert "&lt;script&gt;" in response.text


def test_a_page_made_for_one_host_is_not_shown_to_another(client: TestClient) -> None:
    """Pages write their own address for citations; one that a stranger's request made must not be kept for others."""
    address = "/ask/detained/cite?on=2025-05-04"
    client.get(address, headers={"host": "evil.example"})

    assert "evil.example" not in client.get(address, headers={"host": "127.0.0.1:8000"}).text


@pytest.mark.parametrize("host", ["[::1", "a b", "a/b", "<script>", "x:99999999"])
def test_a_host_that_is_none_is_refused(client: TestClient, host: str) -> None:
    assert error_of(client.get("/measures.json", headers={"host": host}))["status"] == 400


def test_no_error_tells_where_the_book_lies(client: TestClient, book_path: Path) -> None:
    for address in ("/ask/x.json", "/documents/zzz.json", "/tables/x.json", "/ask/detained.json?on=x", "/ask/x"):
        assert str(book_path.parent) not in client.get(address).text


SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, archive: Path) -> Iterator[TestClient]:
    """A site on a book of one workbook, into which somebody has put HTML and formulas: labels, a sheet, its name."""
    folder = tmp_path_factory.mktemp("hostile")
    workbook = openpyxl.load_workbook(archive / "2025-05-24_FY25_detentionStats05232025.xlsx")
    sheet = workbook["ATD FY25 YTD"]
    assert sheet["A10"].value == "Ankle Monitor"
    sheet["A10"].value = SCRIPT
    sheet["A11"].value = "=cmd|' /C calc'!A0"
    sheet["A11"].data_type = "s"
    workbook["Footnotes"].title = "<b>Foot"
    file = folder / f'2025-06-01_FY25 {SCRIPT.replace("/", "")} "x".xlsx'
    workbook.save(file)
    tallybook.add(folder / "book.duckdb", [file])
    with TestClient(make_app(folder / "book.duckdb", is_warmed=False)) as opened:
        yield opened


def test_html_in_a_workbook_is_text_on_every_page(hostile: TestClient) -> None:
    [document] = hostile.get("/documents.json").json()
    place = f"/documents/{document['document'][:12]}"
    label = hostile.get(f"{place}/atd-fy25-ytd/A10.json").json()
    assert label["content"] == SCRIPT

    pages = ("/", "/documents", place, f"{place}/atd-fy25-ytd", f"{place}/atd-fy25-ytd/B10", f"{place}/b-foot",
             "/atd", "/ledger", "/ask/atd_participants?by=technology", "/ask/atd_participants/evidence?by=technology",
             "/ask/atd_participants/cite?by=technology", "/take", "/silence", "/revisions")  # fmt: skip
    for page in pages:
        response = hostile.get(page)
        assert response.status_code == 200, page
        assert "<script>alert" not in response.text, page
        assert "<b>Foot" not in response.text, page
    assert "&lt;script&gt;alert" in hostile.get(f"{place}/atd-fy25-ytd").text


def test_what_is_answered_as_data_is_never_taken_for_a_page(hostile: TestClient) -> None:
    for address in ("/ask/atd_participants.json?by=technology", "/tables/atd_by_technology.csv", "/documents.json"):
        response = hostile.get(address)
        assert not response.headers["content-type"].startswith("text/html")
        assert response.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in response.headers["content-security-policy"]


def test_a_label_that_is_a_formula_is_text_in_a_spreadsheet(hostile: TestClient) -> None:
    labels = {
        row["technology_label"]
        for row in csv.DictReader(io.StringIO(hostile.get("/tables/atd_by_technology.csv").text))
    }

    assert "'=cmd|' /C calc'!A0" in labels
    assert not any(label.startswith("=") for label in labels)


def test_a_file_of_any_name_can_be_taken_away(hostile: TestClient) -> None:
    [document] = hostile.get("/documents.json").json()
    page = hostile.get(f"/documents/{document['document'][:12]}").text

    [address] = set(re.findall(r'href="(/documents/[^"]+\.xlsx)"', page))
    response = hostile.get(html.unescape(address))

    assert response.status_code == 200
    assert hashlib.sha256(response.content).hexdigest() == document["document"]
    assert response.headers["content-disposition"].count('"') == 2


WORDS = (
    "", " ", "'", '"', "=", "|", "<script>", "../..", "%", "ñ", "😀", "\u202e", "a" * 250, "٣", "0", "-1", "1",
    "99999999", "0001-01-01", "9999-12-31", "2025-02-30", "2025-05-17", "technology", "aor=boston", "a=b|c",
    "facility=x", "city='", "atd_participants", "882246070ebc", "2025-05-24", "atd-fy25-ytd", "B10", "boston", "TX",
    "error",
)  # fmt: skip
NAMES = (
    "by", "where", "on", "since", "until", "as_of", "errata", "total", "page", "table", "severity", "kind", "document",
    "text", "date", "x",
)  # fmt: skip
QUICK = [place.path for place in PAGES if place.path not in ("/", "/claims", "/feed.atom")]


@given(
    path=st.sampled_from(QUICK),
    words=st.lists(st.sampled_from(WORDS), min_size=4, max_size=4),
    query=st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(WORDS)), max_size=3),
    lang=st.sampled_from(["", "/es"]),
)
@settings(max_examples=120, suppress_health_check=list(HealthCheck))
def test_no_page_falls_over_what_it_is_asked(
    client: TestClient, path: str, words: list[str], query: list[tuple[str, str]], lang: str
) -> None:
    """A fault of ours would be raised here by the client."""
    names = iter(words)
    address = re.sub(r"\{\w+\}", lambda _: quote(next(names) or "x", safe=""), path)

    assert client.get(lang + address, params=query, follow_redirects=False).status_code in (200, 308, 400, 404)
