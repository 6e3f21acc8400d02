"""Answers over HTTP: the same through every door, one shape of error, nothing executed, nothing leaked."""

import csv
import gzip
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

import tallybook
from tallybook.answers import Question
from tallybook.cli import command_line
from tallybook.http.addresses import address_of
from tallybook.measures import MEASURES
from tallybook.web.app import make_app

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


def printed(book_path: Path, *arguments: str) -> Any:
    """What the command line prints as JSON."""
    done = CliRunner().invoke(command_line, ["--book", str(book_path), *arguments, "--json"])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return json.loads(done.stdout)


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_every_door_gives_the_same_answer(
    question: Question, book: tallybook.Book, book_path: Path, client: TestClient
) -> None:
    """Python, command line and HTTP differ in spelling only."""
    rows = json.loads(json.dumps(book.ask(question).rows(), default=str))

    told = client.get(address_of(question, ".json")).json()
    assert told["figures"] == rows
    assert printed(book_path, "ask", *question.as_arguments()) == rows
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
    assert client.get("/measures.json").json() == printed(book_path, "measures")
    assert client.get("/ledger.json?severity=error").json() == printed(book_path, "ledger", "--severity", "error")
    assert client.get("/facilities.json?text=natchez").json() == printed(book_path, "facilities", "natchez")
    cell = client.get(f"{MAY_2025}/atd-fy25-ytd/B10.json").json()
    assert cell == printed(book_path, "show", "2025-05-24!ATD FY25 YTD!B10")
    assert client.get("/mandate.json?as_of=2025-04-30").json() == printed(book_path, "mandate", "--as-of", "2025-04-30")
    of_command_line = {row["file"]: row for row in printed(book_path, "documents")}
    assert {row["file"]: row for row in client.get("/documents.json").json()} == of_command_line


def test_a_text_is_checked_as_on_the_command_line(client: TestClient, book_path: Path, tmp_path: Path) -> None:
    text = "On 17 May 2025 there were 20,637 ankle monitors. ICE detained 900,000 people."
    (tmp_path / "text.txt").write_text(text)

    answer = client.post("/check", json={"text": text, "date": "2025-06-05", "source": "A paper"})

    said = printed(book_path, "check", str(tmp_path / "text.txt"), "--date", "2025-06-05", "--source", "A paper")
    assert answer.json() == said
    assert [finding["verdict"] for finding in answer.json()] == ["confirmed", "contradicted"]


def test_a_table_is_had_whole_or_page_by_page(client: TestClient, book: tallybook.Book) -> None:
    [(count,)] = list(book.sql("SELECT count(*) FROM atd_by_technology"))
    whole = list(csv.DictReader(io.StringIO(client.get("/tables/atd_by_technology.csv").text)))

    pages = [client.get(f"/tables/atd_by_technology.json?limit=500&page={page}").json() for page in (1, 2)]

    assert len(whole) == count == pages[0]["count"]
    cells = [(row["file"], row["sheet"], row["cell"]) for page in pages for row in page["rows"]]
    assert cells == [(row["file"], row["sheet"], row["cell"]) for row in whole[:1000]]
    assert client.get("/tables/atd_by_technology.parquet").content.startswith(b"PAR1")
    pressed = gzip.decompress(client.get("/tables/atd_by_technology.csv.gz").content)
    assert list(csv.DictReader(io.StringIO(pressed.decode()))) == whole
    listed = json.loads(gzip.decompress(client.get("/tables/atd_by_technology.json.gz").content))
    assert listed[:1000] == [row for page in pages for row in page["rows"]] and len(listed) == count


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
