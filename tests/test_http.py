"""Answers over HTTP: the same through every door, one shape of error, nothing executed, nothing leaked."""

import csv
import gzip
import hashlib
import html
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from starlette.testclient import TestClient

import tallybook
from tallybook.answers import Question
from tallybook.http.addresses import address_of
from tallybook.http.api import ADDRESSES
from tallybook.measures import MEASURES
from tallybook.web.app import make_app
from tests.test_cli import run

pytestmark = pytest.mark.filterwarnings("ignore:Using `httpx`")

ANKLES = "/ask/atd_participants.json?where=technology%3Dankle_monitor&on=2025-05-17"
MAY_2025 = "/documents/882246070ebc"
QUESTIONS = (
    Question("atd_participants", ("technology",), on=date(2025, 5, 17)),
    Question("atd_participants", (), (("technology", "ankle_monitor"),), date(2025, 5, 17), as_of=date(2025, 6, 5)),
    Question("initial_book_ins", ("agency",), since=date(2025, 1, 1), until=date(2025, 6, 30)),
    Question("initial_book_ins", (), (("agency", "ice"),), since=date(2025, 1, 1), until=date(2025, 3, 31), total=True),
    Question("detained_share_without_conviction"),
    Question("facility_average_daily_population", (), (("facility", "adams_county_natchez_ms"),)),
    Question("atd_participants", on=date(2018, 5, 17)),  # nothing was published then
)


@pytest.fixture(scope="module")
def client(book_path: Path) -> Iterator[TestClient]:
    with TestClient(make_app(book_path, is_warmed=False)) as opened:
        yield opened


def error_of(response: Any) -> dict[str, Any]:
    """The error of a response, which has the one shape that all have."""
    assert response.headers["content-type"] == "application/json", response.text[:200]
    [(name, error)] = response.json().items()
    assert name == "error"
    assert set(error) == {"kind", "message", "where", "expected", "found", "hint", "status"}
    assert error["status"] == response.status_code
    assert error["message"]
    found: dict[str, Any] = error
    return found


# The same answer through every door


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_every_door_gives_the_same_answer(
    question: Question, book: tallybook.Book, book_path: Path, client: TestClient
) -> None:
    """Python, command line and HTTP differ in spelling only."""
    rows = json.loads(json.dumps(book.ask(question).rows(), default=str))

    told = client.get(address_of(question, ".json")).json()
    assert told["figures"] == rows
    assert json.loads(run("ask", *question.as_arguments(), "--json", book=book_path).stdout) == rows
    assert told["sentence"]["en"] == book.ask(question).sentence()
    as_csv = list(csv.DictReader(io.StringIO(client.get(address_of(question, ".csv")).text)))
    assert as_csv == [
        {name: "" if v is None else str(v) for name, v in row.items()} for row in book.ask(question).rows()
    ]


def test_ankle_monitors_of_may_2025(client: TestClient) -> None:
    """B10 of the workbook first captured 2025-05-24: 20,637 people on ankle monitors on 17 May 2025."""
    answer = client.get(ANKLES).json()

    [figure] = answer["figures"]
    assert (figure["value"], figure["sheet"], figure["cell"]) == (20637, "ATD FY25 YTD", "B10")
    [cell] = client.get(answer["links"]["evidence"]).json()
    assert (cell["file"], cell["cell"]) == ("2025-05-24_FY25_detentionStats05232025.xlsx", "B10")
    shown = client.get(f"/documents/{cell['document']}/{cell['sheet']}/{cell['cell']}.json").json()
    assert shown["content"] == 20637
    cited = client.get(answer["links"]["cite"]).json()
    assert "20,637" in cited["sentence"]["en"]
    assert "20,637" in cited["sentence"]["es"]
    assert "cell B10" in cited["plain"]


def test_what_an_address_answers_in_one_form_it_answers_in_all(client: TestClient) -> None:
    """179,991 people on 7 February 2026, as JSON, CSV, Parquet, Arrow, Excel, Stata and SPSS."""
    import pandas
    import pyarrow as pa
    from pyarrow.parquet import read_table

    def of(form: str) -> io.BytesIO:
        return io.BytesIO(client.get(f"/ask/atd_participants.{form}?on=2026-02-07").raise_for_status().content)

    assert pandas.read_csv(of("csv"))["value"].tolist() == [179991]
    assert read_table(of("parquet"))["value"].to_pylist() == [179991]
    assert pa.ipc.open_file(of("arrow")).read_all()["value"].to_pylist() == [179991]
    assert pandas.read_excel(of("xlsx"))["value"].tolist() == [179991]
    assert pandas.read_stata(of("dta"))["value"].tolist() == [179991]
    assert of("sav").getvalue().startswith(b"$FL2")


def test_the_record_is_the_same_as_on_the_command_line(client: TestClient, book_path: Path) -> None:
    def printed(*arguments: str) -> Any:
        return json.loads(run(*arguments, "--json", book=book_path).stdout)

    assert client.get("/measures.json").json() == printed("measures")
    assert client.get("/ledger.json?severity=error").json() == printed("ledger", "--severity", "error")
    assert client.get("/facilities.json?text=natchez").json() == printed("facilities", "natchez")
    assert client.get(f"{MAY_2025}/atd-fy25-ytd/B10.json").json() == printed("show", "2025-05-24!ATD FY25 YTD!B10")
    assert client.get("/mandate.json?as_of=2025-04-30").json() == printed("mandate", "--as-of", "2025-04-30")
    of_command_line = {row["file"]: row for row in printed("documents")}
    assert {row["file"]: row for row in client.get("/documents.json").json()} == of_command_line


def test_a_text_is_checked_as_on_the_command_line(client: TestClient, book_path: Path, tmp_path: Path) -> None:
    text = "On 17 May 2025 there were 20,637 ankle monitors. ICE detained 900,000 people."
    (tmp_path / "text.txt").write_text(text)

    answer = client.post("/check", json={"text": text, "date": "2025-06-05", "source": "A paper"})

    said = run(
        "check", str(tmp_path / "text.txt"), "--date", "2025-06-05", "--source", "A paper", "--json", book=book_path
    )
    assert answer.json() == json.loads(said.stdout)
    assert [finding["verdict"] for finding in answer.json()] == ["confirmed", "contradicted"]


def test_a_table_is_had_whole_or_page_by_page(client: TestClient, book: tallybook.Book) -> None:
    [(count,)] = list(book.sql("SELECT count(*) FROM atd_by_technology"))
    whole = list(csv.DictReader(io.StringIO(client.get("/tables/atd_by_technology.csv").text)))

    pages = [client.get(f"/tables/atd_by_technology.json?limit=500&page={page}").json() for page in (1, 2)]

    assert len(whole) == count == pages[0]["count"]
    cells = [(row["file"], row["sheet"], row["cell"]) for page in pages for row in page["rows"]]
    assert cells == [(row["file"], row["sheet"], row["cell"]) for row in whole[:1000]]
    assert client.get("/tables/atd_by_technology.parquet").content.startswith(b"PAR1")


# One shape of error


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/ask/atd_partcipants.json", 404, "Did you mean 'atd_participants'"),
        ("/ask/atd_participants.xml", 404, "Nothing is answered"),
        ("/ask/atd_participants.json?on=17.05.2025", 400, "is no day"),
        ("/ask/atd_participants.json?on=2025-W20-6", 400, "is no day"),
        ("/ask/atd_participants.json?on=２０２５-05-17", 400, "is no day"),
        ("/ask/atd_participants.json?on=2025-05-17&on=2025-05-18", 400, "given 2 times"),
        ("/ask/atd_participants.json?on=", 400, "is blank"),
        ("/ask/atd_participants.json?technology=smartlink", 400, "Nothing is asked here by 'technology'"),
        ("/ask/atd_participants.json?by=tecnology", 400, "Did you mean 'technology'"),
        ("/ask/atd_participants.json?where=technology", 400, "chooses nothing"),
        ("/ask/atd_participants.json?where=technology%3Dleash", 400, "There is no technology 'leash'"),
        ("/ask/atd_participants.json?since=2025-05-17&until=2025-01-01", 400, "is after"),
        ("/ask/atd_participants.json?total=perhaps", 400, "true or false"),
        ("/ask/atd_participants.json?total=true&since=2025-01-01", 400, ""),
        ("/ask/atd_participants.json?errata=perhaps", 400, "heeded or ignored"),
        ("/ask/atd_participants.json?as_of=%00", 400, "control character"),
        ("/ask/atd_participants.json?as_of=%ff", 400, "no text"),
        ("/ask/atd_participants.json?where=" + "a" * 600, 400, "too long"),
        ("/ask/atd_participants.json?" + "where=a%3Db&" * 41, 400, "holds too much"),
        ("/ask/atd_participants.json?where=" + "a" * 5000, 414, "longer"),
        ("/ask/" + "a" * 3000 + ".json", 414, "longer"),
        ("/ask/%ff.json", 400, "no text"),
        ("/ask/a%00b.json", 400, "control character"),
        ("/ask/a%0d%0aX-Mine:%201.json", 400, "control character"),
        ("/documents/zzz.json", 404, "No document"),
        ("/documents/2025.json", 404, "documents begin with"),
        (f"{MAY_2025}/no-such-sheet/B10.json", 404, "has no sheet"),
        (f"{MAY_2025}/atd-fy25-ytd/ZZZ9999999.json", 404, "Nothing stands at"),
        (f"{MAY_2025}/atd-fy25-ytd/tomorrow.json", 404, "is no cell"),
        ("/ledger/no-such-entry.json", 404, "There is no entry"),
        ("/ledger.json?severity=dreadful", 400, "There is no severity"),
        ("/facilities/nowhere.json", 404, "There is no facility"),
        ("/tables/secrets.json", 404, "There is no table"),
        ("/tables/observation.json?limit=100000", 400, "too many"),
        ("/tables/observation.json?limit=0", 400, "is no number"),
        ("/tables/observation.json?limit=१२", 400, "is no number"),
        ("/tables/observation.json?page=99999999", 400, "There is no page"),
        ("/no-such-thing.json", 404, "Nothing is answered"),
    ],
)
def test_an_error_says_what_is_wrong(client: TestClient, address: str, status: int, says: str) -> None:
    response = client.get(address)

    assert response.status_code == status
    assert says in error_of(response)["message"]
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("address", ["/ask/no_such_measure", "/ask/detained?on=yesterday", "/no-such-page", "/es/no"])
def test_what_is_wrong_with_a_page_is_said_on_a_page(client: TestClient, address: str) -> None:
    response = client.get(address)

    assert response.status_code in (400, 404)
    assert response.headers["content-type"].startswith("text/html")
    assert "<h1>" in response.text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("address", ["/", "/measures.json", "/check", "/nowhere"])
def test_nothing_but_reading_is_done(client: TestClient, method: str, address: str) -> None:
    response = client.request(method, address)

    assert response.status_code == 405
    assert "GET" in response.headers["allow"]
    assert error_of(response)["kind"] == "WrongMethod"


def test_texts_are_sent_to_one_address_only(client: TestClient) -> None:
    assert error_of(client.post("/ask/removals.json"))["status"] == 405


@pytest.mark.parametrize(
    ("kind", "body", "status", "says"),
    [
        ("text/plain", b"ICE held 50,000 people.", 415, "not read"),
        ("application/json; charset=latin-1", b'{"text": "x"}', 415, "not read"),
        ("application/json", b"", 400, "no JSON"),
        ("application/json", b"[" * 100_000, 400, "no JSON"),
        ("application/json", b'{"text": NaN}', 400, "no JSON"),
        ("application/json", b'{"text": ' + b"9" * 6_000 + b"}", 400, "no JSON"),
        ("application/json", b'"text"', 400, "no JSON object"),
        ("application/json", b'{"text": "\xff"}', 400, "no JSON"),
        ("application/json", b'{"text": "half \\ud800"}', 400, "half of a character"),
        ("application/json", b'{"text": "nul \\u0000"}', 400, "control character"),
        ("application/json", b'{"text": "  "}', 400, "no text to check"),
        ("application/json", b'{"text": "ICE held 5 people."}', 400, "depends on the day"),
        ("application/json", b'{"text": "x", "date": "20250605"}', 400, "is no day"),
        ("application/json", b'{"text": "x", "date": "2025-06-05", "lang": "fr"}', 400, "reads no 'fr'"),
        ("application/json", b'{"text": ["x"]}', 400, "is no text"),
        ("application/json", b'{"text": "x", "verdict": "confirmed"}', 400, "no part of a text"),
        ("application/json", b'{"text": "' + b"a" * 100_001 + b'"}', 413, "too long"),
        ("application/json", b'{"text": "' + b"a" * 700_000 + b'"}', 413, "too large"),
    ],
)
def test_what_is_no_text_is_refused(client: TestClient, kind: str, body: bytes, status: int, says: str) -> None:
    response = client.post("/check", content=body, headers={"content-type": kind})

    assert response.status_code == status
    assert says in error_of(response)["message"]


# Hostile input

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


# Who may read and who may send


def test_pages_of_any_site_may_read(client: TestClient) -> None:
    for address in (ANKLES, "/tables/document.csv", "/ask/nothing.json", "/openapi.json"):
        response = client.get(address, headers={"origin": "https://news.example"})
        assert response.headers["access-control-allow-origin"] == "*"
        assert "set-cookie" not in response.headers
        assert "access-control-allow-credentials" not in response.headers
    asked = client.options("/measures.json", headers={"origin": "https://news.example"})
    assert asked.headers["access-control-allow-methods"] == "GET, HEAD"


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:9", "http://testserver.evil", "http://[::1"]
)
def test_pages_of_other_sites_may_not_send_texts(client: TestClient, origin: str) -> None:
    response = client.post("/check", json={"text": "x", "date": "2025-06-05"}, headers={"origin": origin})

    assert error_of(response)["status"] == 403
    assert "access-control-allow-origin" not in response.headers


def test_a_name_that_leads_to_this_machine_is_not_believed(client: TestClient) -> None:
    """A stranger's site may give its own name the address 127.0.0.1; then Origin and Host are both its name."""
    headers = {"host": "evil.example:8000", "origin": "http://evil.example:8000"}
    assert client.post("/check", json={"text": "x", "date": "2025-06-05"}, headers=headers).status_code == 403

    own = {"host": "127.0.0.1:8000", "origin": "http://127.0.0.1:8000"}
    assert client.post("/check", json={"text": "x", "date": "2025-06-05"}, headers=own).status_code == 200


# What is known already


def test_an_answer_is_asked_for_again_only_when_the_book_has_changed(client: TestClient) -> None:
    first = client.get(ANKLES)

    again = client.get(ANKLES, headers={"if-none-match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["vary"] == "Accept-Encoding"
    assert client.get(ANKLES, headers={"if-none-match": '"another"'}).status_code == 200
    other = client.get(ANKLES.replace("2025-05-17", "2025-05-04"))
    assert other.headers["etag"] != first.headers["etag"]


def test_the_same_question_has_one_tag_however_it_is_written(client: TestClient) -> None:
    tags = {
        client.get(address, headers={"accept-encoding": "identity"}).headers["etag"]
        for address in (
            "/ask/removals.json?since=2025-01-01&until=2025-12-31",
            "/ask/removals.json?until=2025-12-31&since=2025-01-01",
            "/ask/removals.json?until=2025%2D12%2D31&since=2025-01-01&",
            "/es/ask/removals.json?until=2025-12-31&since=2025-01-01",
        )
    }
    assert len(tags) == 1


def test_an_answer_is_sent_small_to_those_who_can_take_it(client: TestClient) -> None:
    with client.stream("GET", "/measures.json", headers={"accept-encoding": "gzip"}) as small:
        pressed = b"".join(small.iter_raw())
    plain = client.get("/measures.json", headers={"accept-encoding": "gzip;q=0"})

    assert small.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(pressed) == plain.content
    assert small.headers["etag"] != plain.headers["etag"]
    for tag in (small.headers["etag"], plain.headers["etag"]):
        assert client.get("/measures.json", headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize(
    "address", [ANKLES, "/tables/document.csv", "/", "/measures.csv", "/ask/nope.json", "/static/site.css"]
)
def test_a_head_is_a_get_without_its_body(client: TestClient, address: str) -> None:
    got, head = client.get(address), client.head(address)

    assert head.status_code == got.status_code
    assert head.headers.get("etag") == got.headers.get("etag")
    assert head.headers["content-type"] == got.headers["content-type"]


def test_every_measure_is_named_where_the_api_describes_itself(client: TestClient) -> None:
    described = client.get("/openapi.json").json()

    [measure, *_] = described["paths"]["/ask/{measure}.json"]["get"]["parameters"]
    assert measure["schema"]["enum"] == list(MEASURES)
    for path, operations in described["paths"].items():
        assert path.startswith("/") and set(operations) <= {"get", "post"}


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
