"""New workbooks are found, taken once, dated by what is known, and announced; whatever the servers do.

One local server plays the agency's page and the web archive's index. The files it gives are real workbooks.
"""

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import tallybook
from tallybook.archive import private_archive, sha256
from tallybook.errors import FetchError, PlaceResting, QuestionError, StoreError
from tallybook.fetching import (
    Announcer,
    Look,
    Looks,
    Stopping,
    load_places,
    look,
    seconds_of,
    silence_of,
    watch,
)
from tallybook.fetching.addresses import allowed, file_name
from tallybook.fetching.download import Downloader
from tallybook.fetching.page import read_page
from tallybook.fetching.remembering import Memory
from tallybook.fetching.web_archive import digest_of, read_index
from tests.sites import (
    DOCLIB,
    INDEX,
    PAGE,
    Behaviour,
    Handler,
    Request,
    Site,
    cut_after,
    in_turn,
    playing,
    refusing,
    whole,
)

HELD = ("2019-10-06_FY19-detentionstats.xlsx", "2020-09-01_FY20-detentionstats.xlsx")
THIRD = "2020-09-18_FY20-detentionstats.xlsx"  # ICE's name for it is that of the second: other bytes under one name
FOURTH = "2020-10-01_FY20-detentionstats.xlsx"
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory, archive: Path) -> Path:
    """A folder of two real workbooks, and a book of them."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "archive").mkdir()
    for name in HELD:
        shutil.copy(archive / name, folder / "archive" / name)
    before = os.environ.get("TALLYBOOK_ARCHIVE")
    os.environ["TALLYBOOK_ARCHIVE"] = str(folder / "archive")
    try:
        tallybook.build(folder / "book.duckdb", folder / "archive")
    finally:
        os.environ.pop("TALLYBOOK_ARCHIVE")
        if before:
            os.environ["TALLYBOOK_ARCHIVE"] = before
    return folder


@pytest.fixture
def path(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book of two workbooks, to be added to; no other archive is known."""
    monkeypatch.setenv("TALLYBOOK_ARCHIVE", str(small / "archive"))
    return Path(shutil.copy(small / "book.duckdb", tmp_path / "book.duckdb"))


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Both sites, with an empty index and a page that links to what the book holds."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with playing() as played:
        played.no_captures()
        yield played


@pytest.fixture
def workbook(archive: Path) -> Callable[[str], bytes]:
    return lambda name: (archive / name).read_bytes()


def looked(path: Path, site: Site, *which: str, now: datetime = NOON, dry_run: bool = False, **limits: float) -> Look:
    """One look at the site, without waiting."""
    places = load_places(site.declared(path.parent, **limits))
    chosen = which or ("web_archive", "agency")
    return look(path, places, chosen, dry_run=dry_run, sleep=lambda _: None, now=lambda: now)


def documents(path: Path) -> list[str]:
    with tallybook.open(path) as book:
        return [row["file"] for row in book.documents()]


def asking(site: Site, folder: Path, waits: list[float] | None = None, **limits: float) -> Callable[..., bytes]:
    """Asks the site for a path, as fetching does; the waits are noted, and not waited for."""
    places = load_places(site.declared(folder, **limits))
    noted = waits if waits is not None else []
    downloader = Downloader(places.limits, places.user_agent, folder / "partial", noted.append, lambda: False)
    return lambda path: downloader.get(site.address + path, places.agency).data


# --- the agency's page


def test_a_new_workbook_of_the_page_is_in_the_book_archived_and_dated_today(
    path: Path, site: Site, workbook: Callable[[str], bytes]
) -> None:
    """FY20-detentionstats.xlsx of 18 September 2020: sheet 'ATD FY20 YTD' was added to the book from ICE's page."""
    site.publish("FY20-detentionstats.xlsx", workbook(THIRD))

    found = looked(path, site)

    [new] = found.new
    assert found.is_whole
    assert new.document.published_name == "FY20-detentionstats.xlsx"
    assert (new.document.report_date, new.document.report_date_basis) == (date.today(), "added")
    assert new.document.sha256 == "6fbe6cc4abe4611801e03818095a9f017cc505272be6c1c7926111f8c47ead1d"
    [kept] = private_archive(path).holdings
    assert kept.read() == workbook(THIRD)
    assert kept.document.kept_by == "ICE's page"
    assert len(documents(path)) == 3


def test_what_the_book_holds_is_not_taken_again_and_not_asked_for_twice(
    path: Path, site: Site, workbook: Callable[[str], bytes]
) -> None:
    file = site.publish("FY20-detentionstats.xlsx", workbook(HELD[1]), tag='"second"')

    first, second = looked(path, site), looked(path, site)

    assert not first.new and not second.new
    assert [look.held for look in second.places if look.place == "agency"] == [1]
    once, again = site.asked(file)
    assert "if-none-match" not in once.headers
    assert again.headers["if-none-match"] == '"second"'
    assert documents(path) == list(HELD)


def test_a_name_used_again_for_other_bytes_is_a_new_document(
    path: Path, site: Site, workbook: Callable[[str], bytes]
) -> None:
    file = site.publish("FY20-detentionstats.xlsx", workbook(HELD[1]), tag='"second"')
    looked(path, site)
    site.behaviours[file] = whole(workbook(THIRD), tag='"third"')

    [new] = looked(path, site).new

    assert new.document.sha256 == sha256(workbook(THIRD))


def test_two_names_for_the_same_bytes_are_one_document(
    path: Path, site: Site, workbook: Callable[[str], bytes]
) -> None:
    site.publish("FY20_detentionStats09182020.xlsx", workbook(THIRD))
    site.publish("FY20_detentionStats10012020.xlsx", workbook(THIRD))

    found = looked(path, site)

    assert len(found.new) == 1
    assert len(documents(path)) == 3


def test_a_tag_that_lies_is_found_out_after_a_week(path: Path, site: Site, workbook: Callable[[str], bytes]) -> None:
    """A server that goes on saying "not modified" of other bytes is asked for the whole file after seven days."""
    file = site.publish("FY20-detentionstats.xlsx", workbook(HELD[1]), tag='"same"')
    looked(path, site)
    site.behaviours[file] = whole(workbook(THIRD), tag='"same"')

    believed = looked(path, site, now=NOON + timedelta(days=6))
    found_out = looked(path, site, now=NOON + timedelta(days=8))

    assert not believed.new
    assert [new.document.sha256 for new in found_out.new] == [sha256(workbook(THIRD))]


def test_an_unchanged_page_still_has_its_files_looked_at(
    path: Path, site: Site, workbook: Callable[[str], bytes]
) -> None:
    file = site.publish("FY20-detentionstats.xlsx", workbook(HELD[1]), tag='"second"')
    html = f'<a href="{file}">statistics</a>'.encode()
    site.behaviours[PAGE] = whole(html, tag='"page"')
    looked(path, site)
    site.behaviours[file] = whole(workbook(THIRD), tag='"third"')

    found = looked(path, site, "agency")

    assert [look.outcome for look in found.places] == ["unchanged"]
    assert len(found.new) == 1


def test_a_page_without_a_workbook_is_no_silence_of_the_publisher(path: Path, site: Site) -> None:
    site.link("/doclib/facilityInspections/dedicatedNonDedicatedFacilityList.xlsx", "/about")

    found = looked(path, site, "agency")

    assert not found.is_whole
    assert "links to no workbook of detention statistics" in str(found.silent[0])
    assert found.places[0].others == ("dedicatedNonDedicatedFacilityList.xlsx",)


@pytest.mark.parametrize(
    ("target", "wanted"),
    [
        ("/doclib/detention/FY26_detentionStats_02122026.xlsx", "https://www.ice.gov/doclib/detention/FY26_detentionStats_02122026.xlsx"),
        ("//www.ice.gov/doclib/FY26_detentionStats.XLSX", "https://www.ice.gov/doclib/FY26_detentionStats.XLSX"),
        ("/doclib/FY21_detention-stats_0301.xlsx?v=2#top", "https://www.ice.gov/doclib/FY21_detention-stats_0301.xlsx?v=2"),
        ("/doclib/FY26%20Detention%20Statistics.xlsx", "https://www.ice.gov/doclib/FY26%20Detention%20Statistics.xlsx"),
        ("/doclib/detention/2031-01-01_FY26_detentionStats.xlsx", None),  # would be dated by its name
        ("/doclib/..%2f..%2fetc%2fdetentionStats%2fpasswd", None),
        ("/doclib/detention/..\\..\\FY26_detentionStats\u202excod.xlsx", None),
        ("/doclib/detentionStats/.xlsx", None),
        (f"/doclib/FY26_detentionStats{'x' * 300}.xlsx", None),
        ("javascript:detentionStats()", None),
    ],
)  # fmt: skip
def test_links_to_workbooks_of_detention_statistics_are_wanted(target: str, wanted: str | None) -> None:
    known = load_places().workbook_name
    html = f'<a href="/elsewhere.pdf">x</a><a HREF="{target}">FY 2026 statistics</a>'.encode()

    found = read_page(html, "https://www.ice.gov/detain/detention-management", known)

    assert found.workbooks == ((wanted,) if wanted else ())


def test_every_name_ice_ever_used_is_known(archive: Path) -> None:
    known = load_places().workbook_name

    names = [line.split(",")[4] for line in (archive / "MANIFEST.csv").read_text().splitlines()[1:]]

    assert len(names) == 130
    assert all(known.fullmatch(name) for name in names)


@given(html=st.binary() | st.text(alphabet="<>a=\"'&#!-/[] hrefbs:.xlsdtinoFY26_", max_size=300).map(str.encode))
@example(html=b"<![if IE]><![x[ <a href='/FY26_detentionStats.xlsx'>")
def test_whatever_a_page_holds_is_read(html: bytes) -> None:
    known = load_places().workbook_name

    found = read_page(html, "https://www.ice.gov/detain/detention-management", known)

    assert all(known.fullmatch(file_name(address)) for address in found.workbooks)


# --- what may be asked, and what may come of it


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/FY26_detentionStats.xlsx",
        "http://[::1]/FY26_detentionStats.xlsx",
        "http://169.254.169.254/latest/FY26_detentionStats.xlsx",
        "https://www.ice.gov.example.org/FY26_detentionStats.xlsx",
        "https://www.ice.gov@example.org/FY26_detentionStats.xlsx",
        "https://somebody:secret@www.ice.gov/FY26_detentionStats.xlsx",
        "https://www.ice.gov:8443/FY26_detentionStats.xlsx",
        "ftp://www.ice.gov/FY26_detentionStats.xlsx",
        "//example.org/FY26_detentionStats.xlsx",
        "https://exa mple.org/\x00",
        "",
    ],
)
def test_only_declared_hosts_are_asked(address: str) -> None:
    with pytest.raises(FetchError, match="not asked"):
        allowed(address, load_places().agency)


def test_plain_addresses_of_the_agency_are_asked_for_with_encryption() -> None:
    agency = load_places().agency

    assert str(allowed("http://WWW.ICE.gov:80/doclib/a.xlsx#x", agency)) == "https://www.ice.gov/doclib/a.xlsx"
    assert str(allowed("HTTPS://www.ice.gov:443/a.xlsx", agency)).startswith("https://www.ice.gov")


def test_a_link_to_another_machine_is_told_and_harms_no_other(
    path: Path, site: Site, workbook: Callable[[str], bytes]
) -> None:
    site.link("http://127.0.0.1:1/doclib/FY26_detentionStats_evil.xlsx")
    site.publish("FY20-detentionstats.xlsx", workbook(THIRD))

    found = looked(path, site)

    assert len(found.new) == 1
    assert [fault.name for fault in found.faults] == ["FY26_detentionStats_evil.xlsx"]
    assert not found.is_whole


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "http://127.0.0.1:1/x.xlsx", "//example.org/x.xlsx", "http://[::1", "http://:x/"]
)
def test_a_redirect_leads_nowhere_else(target: str, site: Site, tmp_path: Path) -> None:
    site.behaviours["/x.xlsx"] = refusing(302, {"Location": target})

    with pytest.raises(FetchError, match=r"not asked|Invalid URL in location"):
        asking(site, tmp_path)("/x.xlsx")


def test_a_redirect_on_the_same_host_is_followed_and_one_in_a_circle_is_not(site: Site, tmp_path: Path) -> None:
    site.behaviours["/old"] = refusing(301, {"Location": "/new?a=b"})
    site.behaviours["/new"] = whole(b"found")
    site.behaviours["/circle"] = refusing(302, {"Location": "/circle"})
    ask = asking(site, tmp_path)

    assert ask("/old") == b"found"
    with pytest.raises(FetchError, match="without end"):
        ask("/circle")
    assert len(site.asked("/circle")) == 6


def test_what_the_publisher_calls_a_file_never_leaves_the_archive(
    path: Path, site: Site, workbook: Callable[[str], bytes]
) -> None:
    evil = "..%2f..%2f..%2fFY20_detentionStats_evil.xlsx"
    site.link(f"{DOCLIB}{evil}")
    site.behaviours[f"{DOCLIB}{evil}"] = whole(workbook(THIRD))

    [new] = looked(path, site).new

    assert new.document.published_name == "FY20_detentionStats_evil.xlsx"
    assert [entry.name for entry in private_archive(path).folder.glob("*.xlsx")] == [new.document.file]
    assert not list(path.parent.parent.glob("*evil*"))


def test_file_names_are_the_last_part_of_an_address() -> None:
    assert file_name("https://x/a%2Fb%5Cc.xlsx?d=/e.xlsx#f/g") == "c.xlsx"
    assert file_name("https://x/%ff.xlsx") == "\ufffd.xlsx"


# --- answers of all kinds


def test_who_asks_says_so(site: Site, tmp_path: Path) -> None:
    site.behaviours["/a"] = whole(b"a")

    asking(site, tmp_path)("/a")

    assert site.requests[0].headers["user-agent"].startswith("tallybook/")
    assert site.requests[0].headers["accept-encoding"] == "identity"


def test_a_pause_lies_between_two_requests(site: Site, tmp_path: Path) -> None:
    waits: list[float] = []
    declared = site.declared(tmp_path)
    declared.write_text(declared.read_text().replace("pause_seconds = 0", "pause_seconds = 5"))
    places = load_places(declared)
    downloader = Downloader(places.limits, places.user_agent, tmp_path / "partial", waits.append, lambda: False)
    site.behaviours["/a"] = whole(b"a")

    for _ in range(3):
        downloader.get(f"{site.address}/a", places.agency)

    assert waits == [5, 5]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_server_in_trouble_is_given_time(status: int, site: Site, tmp_path: Path) -> None:
    waits: list[float] = []
    site.behaviours["/a"] = in_turn(refusing(status), refusing(status), whole(b"at last"))

    assert asking(site, tmp_path, waits, first_wait_seconds=4)("/a") == b"at last"
    waits = [wait for wait in waits if wait]  # without the pauses, which are of no length here
    assert waits == [60, 60] if status == 429 else 3 <= waits[0] < 5 and 6 < waits[1] < 10


def test_retry_after_is_obeyed(site: Site, tmp_path: Path) -> None:
    waits: list[float] = []
    soon = f"{datetime.now(UTC) + timedelta(seconds=90):%a, %d %b %Y %H:%M:%S} GMT"
    site.behaviours["/a"] = in_turn(
        refusing(429, {"Retry-After": "17"}), refusing(503, {"Retry-After": soon}), whole(b"at last")
    )

    assert asking(site, tmp_path, waits)("/a") == b"at last"
    first, second = (wait for wait in waits if wait)
    assert first == 17
    assert 30 < second <= 90


def test_a_place_that_asks_for_hours_is_left_alone_for_hours(
    path: Path, site: Site, workbook: Callable[[str], bytes]
) -> None:
    site.publish("FY20-detentionstats.xlsx", workbook(THIRD))
    site.behaviours[INDEX] = refusing(429, {"Retry-After": "7200"})

    first = looked(path, site)
    asked = len(site.asked(INDEX))
    second = looked(path, site, now=NOON + timedelta(hours=1))
    site.no_captures()
    third = looked(path, site, now=NOON + timedelta(hours=3))

    assert len(first.new) == 1  # of the other place
    assert not first.is_whole
    assert asked == 1
    assert [look.outcome for look in second.places] == ["resting", "answered"]
    assert not second.is_whole
    assert [look.outcome for look in third.places] == ["answered", "answered"]
    assert len(site.asked(INDEX)) == 2


def test_a_server_that_stays_in_trouble_is_given_up(site: Site, tmp_path: Path) -> None:
    site.behaviours["/a"] = refusing(500)

    with pytest.raises(PlaceResting, match="does not answer") as error:
        asking(site, tmp_path)("/a")
    assert "HTTP 500" in error.value.found
    assert len(site.requests) == 4


@pytest.mark.parametrize("status", [304, 401, 403, 404, 410])
def test_a_refusal_is_not_asked_again(status: int, site: Site, tmp_path: Path) -> None:
    site.behaviours["/a"] = refusing(status)

    with pytest.raises(FetchError, match="refuses") as error:
        asking(site, tmp_path)("/a")
    assert str(status) in error.value.found
    assert len(site.requests) == 1


def test_nobody_there_is_told_without_a_traceback(path: Path, site: Site) -> None:
    with playing() as gone:
        places = load_places(gone.declared(path.parent))

    found = look(path, places, sleep=lambda _: None)

    assert len(found.silent) == 2
    assert not found.is_whole
    assert documents(path) == list(HELD)


def test_a_broken_download_goes_on_where_it_broke(site: Site, tmp_path: Path) -> None:
    data = os.urandom(300_000)
    site.behaviours["/a"] = in_turn(cut_after(data, 100_000, '"a"'), whole(data, '"a"'))

    assert asking(site, tmp_path)("/a") == data
    _, again = site.requests
    assert again.headers["if-range"] == '"a"'
    assert 0 < int(again.headers["range"].removeprefix("bytes=").removesuffix("-")) <= 100_000


def test_a_broken_download_goes_on_at_the_next_look(site: Site, tmp_path: Path) -> None:
    data = os.urandom(300_000)
    site.behaviours["/a"] = cut_after(data, 100_000, '"a"')
    with pytest.raises(PlaceResting):
        asking(site, tmp_path, attempts=1)("/a")
    site.behaviours["/a"] = whole(data, '"a"')

    assert asking(site, tmp_path)("/a") == data
    assert "range" in site.requests[-1].headers
    assert not list((tmp_path / "partial").iterdir())


@pytest.mark.parametrize("tag", [None, 'W/"weak"'])
def test_without_a_promise_of_the_same_bytes_a_broken_download_starts_anew(
    tag: str | None, site: Site, tmp_path: Path
) -> None:
    data = os.urandom(200_000)
    site.behaviours["/a"] = in_turn(cut_after(data, 100_000, tag), whole(data))

    assert asking(site, tmp_path)("/a") == data
    assert "range" not in site.requests[-1].headers


def test_a_file_that_changed_after_a_break_is_taken_whole(site: Site, tmp_path: Path) -> None:
    before, after = os.urandom(200_000), os.urandom(250_000)
    site.behaviours["/a"] = in_turn(cut_after(before, 100_000, '"before"'), whole(after, '"after"'))

    assert asking(site, tmp_path)("/a") == after


def odd_rest(data: bytes, content_range: str, status: int = 206) -> Behaviour:
    def behave(handler: Handler, request: Request) -> None:
        if "range" in request.headers:
            handler.answer(status, data[-10:], {"Content-Range": content_range, "ETag": '"a"'})
        else:
            handler.answer(200, data, {"ETag": '"a"'})

    return behave


@pytest.mark.parametrize(
    ("content_range", "status"),
    [
        ("bytes 0-9/200000", 206),
        ("bytes 100001-200000/999999", 206),
        ("nonsense", 206),
        ("bytes */200000", 416),
    ],
)
def test_a_rest_that_does_not_fit_is_thrown_away(content_range: str, status: int, site: Site, tmp_path: Path) -> None:
    data = os.urandom(200_000)
    site.behaviours["/a"] = in_turn(cut_after(data, 100_000, '"a"'), odd_rest(data, content_range, status))

    assert asking(site, tmp_path)("/a") == data


def test_parts_of_two_files_under_one_tag_are_not_taken_for_one(
    path: Path, site: Site, workbook: Callable[[str], bytes]
) -> None:
    """The server gives the start of one workbook and the rest of another, and says that both are the same."""
    start, rest = workbook(FOURTH), workbook(THIRD)
    file = site.publish("FY20-detentionstats.xlsx", rest, tag='"same"')
    site.behaviours[file] = in_turn(
        lambda handler, _: handler.cut(200, start[:50_000], len(rest), {"ETag": '"same"'}), whole(rest, '"same"')
    )

    [new] = looked(path, site).new

    assert new.document.sha256 == sha256(rest)


def test_more_bytes_than_a_workbook_can_need_are_not_taken(site: Site, tmp_path: Path) -> None:
    def endless(handler: Handler, _: Request) -> None:
        handler.send_response(200)
        handler.end_headers()
        handler.close_connection = True
        for _number in range(1_000):
            handler.wfile.write(b"x" * 10_000)

    site.behaviours["/announced"] = lambda handler, _: handler.cut(200, b"x", 10**12)
    site.behaviours["/endless"] = endless
    site.behaviours["/packed"] = whole(gzip.compress(b"\0" * 5_000_000), None, {"Content-Encoding": "gzip"})
    ask = asking(site, tmp_path, most_bytes=1_000_000)

    for path in ("/announced", "/endless", "/packed"):
        with pytest.raises(FetchError, match="larger than a workbook"):
            ask(path)
    assert len(site.requests) == 3
    assert not list((tmp_path / "partial").iterdir())


def test_an_answer_that_was_packed_all_the_same_is_unpacked(site: Site, tmp_path: Path) -> None:
    site.behaviours["/a"] = whole(gzip.compress(b"plain"), None, {"Content-Encoding": "gzip"})
    site.behaviours["/b"] = whole(b"plain", None, {"Content-Encoding": "gzip"})
    ask = asking(site, tmp_path)

    assert (ask("/a"), ask("/b")) == (b"plain", b"plain")


@pytest.mark.parametrize("where", ["head", "body"])
def test_a_server_that_drips_is_left_in_time(where: str, site: Site, tmp_path: Path) -> None:
    """A byte now and then never lets a silence grow; the whole answer has its bound all the same."""

    def drip(handler: Handler, _: Request) -> None:
        handler.close_connection = True
        head = b"HTTP/1.1 200 OK\r\nX-Long: " if where == "head" else b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"
        handler.wfile.write(head)
        for _number in range(2_000):
            handler.wfile.write(b"x")
            time.sleep(0.02)

    site.behaviours["/a"] = drip

    with pytest.raises(FetchError, match="takes too long"):
        asking(site, tmp_path, most_seconds=0.3)("/a")
    assert len(site.requests) == 1


def test_a_silent_server_is_left_after_a_while(site: Site, tmp_path: Path) -> None:
    site.behaviours["/a"] = lambda handler, _: time.sleep(1)

    with pytest.raises(PlaceResting, match="does not answer"):
        asking(site, tmp_path, silent_seconds=0.1, attempts=2)("/a")


def test_what_a_server_says_is_said_back_only_where_it_can_be(
    path: Path, site: Site, workbook: Callable[[str], bytes]
) -> None:
    file = site.publish("FY20-detentionstats.xlsx", workbook(HELD[1]), tag='"caf\u00e9"')
    site.link("/doclib/list\x1b[2J.xlsx")

    looked(path, site)
    found = looked(path, site)

    assert found.is_whole
    assert found.places[1].others == ("list\ufffd[2J.xlsx",)
    assert all("if-none-match" not in request.headers for request in site.asked(file))


# --- files that are none


def test_a_web_page_under_a_workbooks_name_is_refused_and_the_others_taken(
    path: Path, site: Site, workbook: Callable[[str], bytes]
) -> None:
    site.publish("FY26_detentionStats_04092026.xlsx", b"<!doctype html><html>Access denied</html>", tag='"denied"')
    site.publish("FY20-detentionstats.xlsx", workbook(THIRD))

    found = looked(path, site)

    [fault] = found.faults
    assert "not an Excel workbook" in fault.error.message
    assert "a web page" in fault.error.found
    assert len(found.new) == 1
    again = looked(path, site)
    assert [fault.name for fault in again.faults] == ["FY26_detentionStats_04092026.xlsx"]  # told as long as it stands
    assert not list(private_archive(path).folder.glob("*04092026*"))


def test_a_workbook_cut_short_in_silence_is_refused_and_taken_once_it_is_whole(
    path: Path, site: Site, workbook: Callable[[str], bytes]
) -> None:
    file = site.publish("FY20-detentionstats.xlsx", workbook(THIRD)[:90_000])

    refused = looked(path, site)
    site.behaviours[file] = whole(workbook(THIRD))
    taken = looked(path, site)

    assert "cut short" in refused.faults[0].error.message
    assert len(taken.new) == 1
    assert taken.is_whole


# --- the web archive


def test_a_captured_workbook_is_public_since_its_first_capture(
    path: Path, site: Site, workbook: Callable[[str], bytes]
) -> None:
    site.capture("20200917235959", "FY20-detentionstats.xlsx", workbook(THIRD))
    site.capture("20200920000000", "FY20-detentionstats.xlsx", workbook(THIRD))

    [new] = looked(path, site, "web_archive").new

    assert (new.document.report_date, new.document.report_date_basis) == (date(2020, 9, 17), "known_since")
    assert new.document.file == "2020-09-17_FY20-detentionstats.xlsx"
    assert new.document.kept_by == "the web archive (capture 20200917235959)"
    assert len([request for request in site.requests if request.path.startswith("/web/")]) == 1


def test_captures_of_what_the_book_holds_are_never_downloaded(
    path: Path, site: Site, workbook: Callable[[str], bytes]
) -> None:
    for day, name in zip(("20191006", "20200901"), HELD, strict=True):
        site.capture(f"{day}000000", name[11:], workbook(name))

    found = looked(path, site, "web_archive")

    assert [(look.offered, look.held) for look in found.places] == [(2, 2)]
    assert [request.path for request in site.requests] == [INDEX]


def test_a_file_of_the_page_has_the_day_of_its_first_capture(
    path: Path, site: Site, workbook: Callable[[str], bytes]
) -> None:
    site.publish("FY20-detentionstats.xlsx", workbook(THIRD))
    site.capture("20200918101112", "FY20-detentionstats.xlsx", workbook(THIRD))

    [new] = looked(path, site).new

    assert (new.place, new.document.report_date) == ("agency", date(2020, 9, 18))
    assert not [request for request in site.requests if request.path.startswith("/web/")]


def test_a_digest_of_packed_bytes_is_remembered_with_what_came_of_it(
    path: Path, site: Site, workbook: Callable[[str], bytes]
) -> None:
    packed = digest_of(gzip.compress(workbook(HELD[0])))
    file = site.capture("20191006000000", "FY19-detentionstats.xlsx", workbook(HELD[0]), digest=packed)

    first, second = looked(path, site, "web_archive"), looked(path, site, "web_archive")

    assert not first.new and not second.new
    assert second.places[0].held == 1
    assert len(site.asked(file)) == 1


def test_other_bytes_than_were_asked_for_have_the_day_of_the_capture_that_answered(
    path: Path, site: Site, workbook: Callable[[str], bytes]
) -> None:
    """The archive answers with its nearest capture; of 20 September were asked, and bytes of 1 October came."""
    asked = site.capture("20200920000000", "FY20-detentionstats.xlsx", b"", digest="A" * 32)
    nearest = asked.replace("20200920000000", "20201001050607")
    site.behaviours[asked] = refusing(302, {"Location": nearest})
    site.behaviours[nearest] = whole(workbook(FOURTH))

    [new] = looked(path, site, "web_archive").new

    assert new.document.report_date == date(2020, 10, 1)


def test_captures_of_errors_are_not_asked_for(path: Path, site: Site, workbook: Callable[[str], bytes]) -> None:
    lost = b"<html>not found</html>"
    site.capture("20240101000000", "FY24_detentionStats01.xlsx", lost, mimetype="text/html", status="404")
    site.capture("20240102000000", "FY24_detentionStats01.xlsx", lost, mimetype="warc/revisit", status="-")
    site.capture("20240103000000", "FY24_detentionStats02.xlsx", b"moved", mimetype="unk", status="302")
    site.capture("20240104000000", "FY24_detentionStats03.xlsx", b"<html>", mimetype="text/html")

    found = looked(path, site, "web_archive")

    assert found.is_whole
    assert [request.path for request in site.requests] == [INDEX]


def test_a_revisit_is_a_day_on_which_the_bytes_were_public_and_a_body_is_asked_for_first(
    path: Path, site: Site, workbook: Callable[[str], bytes]
) -> None:
    site.capture("20200916000000", "FY20-detentionstats.xlsx", workbook(THIRD), mimetype="warc/revisit", status="-")
    body = site.capture("20200930000000", "FY20_detentionStats.xlsx", workbook(THIRD))

    [new] = looked(path, site, "web_archive").new

    assert new.document.report_date == date(2020, 9, 16)
    assert [request.path for request in site.requests] == [INDEX, body]


def test_a_capture_that_is_not_given_is_tried_under_its_other_names(
    path: Path, site: Site, workbook: Callable[[str], bytes]
) -> None:
    first = site.capture("20200918000000", "FY20-detentionstats.xlsx", workbook(THIRD))
    site.capture("20200919000000", "FY20_detentionStats.xlsx", workbook(THIRD))
    site.behaviours[first] = refusing(404)

    [new] = looked(path, site, "web_archive").new

    assert (new.document.published_name, new.document.report_date) == ("FY20_detentionStats.xlsx", date(2020, 9, 18))


def test_a_capture_that_is_never_given_is_asked_for_less_and_less(
    path: Path, site: Site, workbook: Callable[[str], bytes]
) -> None:
    lost = site.capture("20200918000000", "FY20-detentionstats.xlsx", workbook(THIRD))
    site.behaviours[lost] = refusing(404)

    looks = [looked(path, site, "web_archive", now=NOON + timedelta(hours=hours)) for hours in (0, 5, 7, 18, 20)]

    assert [len(look.faults) for look in looks] == [1, 0, 1, 0, 1]
    assert [look.places[0].left for look in looks] == [0, 1, 0, 1, 0]
    assert len(site.asked(lost)) == 3


def test_a_file_that_is_never_answered_keeps_no_other_from_being_taken(
    path: Path, site: Site, workbook: Callable[[str], bytes]
) -> None:
    troubled = site.publish("FY26_detentionStats_troubled.xlsx", b"")
    site.publish("FY20-detentionstats.xlsx", workbook(THIRD))
    lost = site.capture("20210101000000", "FY21_detentionStats01012021.xlsx", b"lost")
    site.capture("20201008000000", "FY20-detentionstats.xlsx", workbook(FOURTH))
    site.behaviours[troubled] = site.behaviours[lost] = refusing(504)

    first, second = looked(path, site), looked(path, site)

    assert len(first.new) == 2
    assert [fault.name for fault in first.faults] == [file_name(lost), file_name(troubled)]
    assert [fault.name for fault in second.faults] == [file_name(troubled)]  # the capture is left alone for a while


def test_a_place_that_answers_for_no_file_is_asked_for_no_more(path: Path, site: Site) -> None:
    for day in range(1, 8):
        lost = site.capture(f"2021010{day}000000", f"FY21_detentionStats010{day}2021.xlsx", str(day).encode())
        site.behaviours[lost] = refusing(504)

    found = looked(path, site, "web_archive")

    assert (len(found.faults), found.places[0].left) == (3, 4)
    assert len(site.requests) == 1 + 3 * 4


def test_an_archived_error_of_the_publisher_does_not_pass(path: Path, site: Site) -> None:
    """The capture is of a server in trouble: asking again brings the same."""
    lost = site.capture("20200918000000", "FY20-detentionstats.xlsx", b"x")
    site.behaviours[lost] = refusing(503, {"Memento-Datetime": "Fri, 18 Sep 2020 00:00:00 GMT"})

    found = looked(path, site, "web_archive")

    assert "HTTP 503" in found.faults[0].error.found
    assert len(site.asked(lost)) == 1


def test_the_index_is_read_page_by_page(site: Site, tmp_path: Path) -> None:
    for day in range(1, 18):
        site.capture(f"202401{day:02}000000", f"FY24_detentionStats01{day:02}2024.xlsx", str(day).encode())
    declared = site.declared(tmp_path)
    declared.write_text(declared.read_text().replace("capture =", "rows_a_page = 5\ncapture ="))
    places = load_places(declared)
    downloader = Downloader(places.limits, places.user_agent, tmp_path / "partial", lambda _: None, lambda: False)

    index = read_index(downloader, places.web_archive, places.workbook_name)

    assert [capture.day for capture in index.captures] == [date(2024, 1, day) for day in range(1, 18)]
    assert [request.query.get("resumeKey", [""])[0] for request in site.requests] == ["", "5 +", "10 +", "15 +"]
    assert all(request.query["collapse"] == ["digest"] for request in site.requests)


HEAD = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]
GOOD = "https://www.ice.gov/doclib/detention/FY20-detentionstats.xlsx"


@pytest.mark.parametrize(
    "body",
    [
        b"<html>502 Bad Gateway</html>",
        b'[["urlkey","timestamp"',
        b'{"error": "blocked"}',
        b'[["a","b"],["c","d"]]',
        b"[[[[[]]]]]",
        b"[" * 100_000,
        b"[null]",
        b"\xff\xfe",
    ],
    ids=["page", "cut", "object", "other fields", "nested", "deep", "null", "no text"],
)
def test_an_index_that_makes_no_sense_leaves_the_page_to_be_looked_at(
    body: bytes, path: Path, site: Site, workbook: Callable[[str], bytes]
) -> None:
    site.publish("FY20-detentionstats.xlsx", workbook(THIRD))
    site.behaviours[INDEX] = whole(body)

    found = looked(path, site)

    assert "can't be understood" in str(found.silent[0])
    assert len(found.new) == 1
    assert not found.is_whole


@pytest.mark.parametrize(
    "row",
    [
        ["k", "20201399000000", GOOD, "x", "200", "A" * 32, "1"],
        ["k", "today", GOOD, "x", "200", "A" * 32, "1"],
        ["k", "20200918000000", GOOD, "x", "200", "sha256:12", "1"],
        ["k", "20200918000000", f"https://www.ice.gov/ a/{GOOD[8:]}", "x", "200", "A" * 32, "1"],
        ["k", "20200918000000", f"file:///{GOOD[8:]}", "x", "200", "A" * 32, "1"],
        ["k", "20200918000000", GOOD],
        ["k", "20200918000000", GOOD, "x", "200", None, "1"],
        {"timestamp": "20200918000000"},
    ],
)
def test_odd_rows_of_the_index_are_counted_and_the_others_read(row: object, site: Site, tmp_path: Path) -> None:
    good = ["k", "20200918000000", GOOD, "x", "200", "B" * 32, "1"]
    site.behaviours[INDEX] = whole(json.dumps([HEAD, row, good]).encode())
    places = load_places(site.declared(tmp_path))
    downloader = Downloader(places.limits, places.user_agent, tmp_path / "partial", lambda _: None, lambda: False)

    index = read_index(downloader, places.web_archive, places.workbook_name)

    assert [capture.digest for capture in index.captures] == ["B" * 32]
    assert index.unread_rows == 1


def test_an_empty_index_is_an_answer(path: Path, site: Site) -> None:
    for body in (b"", b"[]", b"[]\n"):
        site.behaviours[INDEX] = whole(body)
        assert looked(path, site, "web_archive").is_whole


def test_not_more_files_than_declared_are_taken_in_one_look(
    path: Path, site: Site, workbook: Callable[[str], bytes]
) -> None:
    site.capture("20200918000000", "FY20-detentionstats.xlsx", workbook(THIRD))
    site.capture("20201008000000", "FY20-detentionstats.xlsx", workbook(FOURTH))

    first = looked(path, site, "web_archive", files_a_look=1)
    second = looked(path, site, "web_archive", files_a_look=1)

    assert [new.document.report_date for new in (*first.new, *second.new)] == [date(2020, 10, 8), date(2020, 9, 18)]
    assert first.places[0].left == 1


# --- what is remembered


def test_every_look_is_kept_also_those_that_found_nothing(
    path: Path, site: Site, workbook: Callable[[str], bytes]
) -> None:
    site.publish("FY20-detentionstats.xlsx", workbook(THIRD), tag='"third"')
    for days in (0, 1, 2):
        looked(path, site, now=NOON + timedelta(days=days))
    site.behaviours[PAGE] = refusing(500)
    looked(path, site, now=NOON + timedelta(days=3))
    log = Memory(path).folder / "looks.jsonl"
    log.write_bytes(log.read_bytes() + b'{"at": "cut sh')

    looked(path, site, "web_archive", now=NOON + timedelta(days=4))

    looks = list(Looks(Memory(path).folder))
    assert [len(look.new) for look in looks] == [0, 1, 0, 0, 0, 0, 0, 0, 0]
    assert [look.outcome for look in looks if look.place == "agency"] == ["answered"] * 3 + ["no_answer"]
    assert silence_of(looks, date(2026, 12, 4)) == (
        "9 looks at a place since 24 November 2026, 8 of them answered. The last news came on 24 November 2026, "
        "10 days ago; 6 answered looks since then found nothing."
    )


def test_a_memory_that_cannot_be_read_is_put_aside_and_nothing_is_lost(
    path: Path, site: Site, workbook: Callable[[str], bytes]
) -> None:
    site.publish("FY20-detentionstats.xlsx", workbook(HELD[1]), tag='"second"')
    looked(path, site)
    (Memory(path).folder / "remembered.json").write_text('{"asked": {"x": 3}}')

    found = looked(path, site)

    assert found.set_aside.endswith("remembered.unreadable")
    assert found.is_whole
    assert documents(path) == list(HELD)


def test_what_had_arrived_before_a_crash_comes_in_at_the_next_look(
    path: Path, site: Site, workbook: Callable[[str], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The publisher has overwritten the file by then."""
    file = site.publish("FY20-detentionstats.xlsx", workbook(THIRD))

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as crashing:
        crashing.setattr("tallybook.fetching.looking.bring_in", crash)
        with pytest.raises(KeyboardInterrupt):
            looked(path, site)
    site.behaviours[file] = whole(workbook(FOURTH))

    found = looked(path, site)

    assert {new.document.sha256 for new in found.new} == {sha256(workbook(THIRD)), sha256(workbook(FOURTH))}
    assert not list(Memory(path).arrived.iterdir())


def test_what_came_in_just_before_a_crash_is_told_at_the_next_look(
    path: Path, site: Site, workbook: Callable[[str], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    site.capture("20200918000000", "FY20-detentionstats.xlsx", workbook(THIRD))
    site.publish("FY20-detentionstats.xlsx", workbook(HELD[1]))

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as crashing:
        crashing.setattr("tallybook.fetching.incoming._came_in", crash)
        with pytest.raises(KeyboardInterrupt):
            looked(path, site, "web_archive")
    assert documents(path) == [*HELD, THIRD]

    found = looked(path, site, "agency")

    assert [new.document.file for new in found.new] == [THIRD]
    assert [look.new for look in found.places] == [(THIRD,)]
    assert not looked(path, site).new


def test_two_fetches_of_one_book_do_not_meet(path: Path, site: Site) -> None:
    with Memory(path).alone(), pytest.raises(StoreError, match="at work"):
        looked(path, site)


def test_an_archive_without_a_book_is_built_first(path: Path, site: Site) -> None:
    with pytest.raises(StoreError, match="without a download"):
        looked(path.with_name("other.duckdb"), site)


def test_without_an_archive_the_web_archive_makes_the_book(
    path: Path, site: Site, workbook: Callable[[str], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TALLYBOOK_ARCHIVE", str(path.parent / "nowhere"))
    site.capture("20200918000000", "FY20-detentionstats.xlsx", workbook(THIRD))

    made = path.with_name("made.duckdb")

    assert len(looked(made, site, "web_archive").new) == 1
    assert documents(made) == [THIRD]


def test_a_dry_run_takes_nothing(path: Path, site: Site, workbook: Callable[[str], bytes]) -> None:
    site.publish("FY20-detentionstats.xlsx", workbook(FOURTH))
    site.capture("20200918000000", "FY20-detentionstats.xlsx", workbook(THIRD))

    found = looked(path, site, dry_run=True)

    assert [(wanted.place, wanted.name) for wanted in found.wanted] == [
        ("agency", "FY20-detentionstats.xlsx"),
        ("web_archive", "FY20-detentionstats.xlsx"),
    ]
    assert [request.path for request in site.requests] == [INDEX, PAGE]
    assert documents(path) == list(HELD)


@pytest.mark.parametrize(
    "text",
    ["[agency", "pages = 1", "[limits]\nattempts = 'many'", "[limits]\nattempts = -1", "[agency]\npage = 'file:///x'",
     "[agency]\nhosts = ['http://']", "[workbooks]\nname = '('", "[web_archive]\ncapture = 'https://x/{moment}'"],
)  # fmt: skip
def test_a_declaration_that_makes_no_sense_is_told(text: str, tmp_path: Path) -> None:
    declared = tmp_path / "places.toml"
    declared.write_text(text)

    with pytest.raises(QuestionError, match="places"):
        load_places(declared)


# --- announcing and watching


def announced(path: Path, site: Site, announcer: Announcer) -> list[str]:
    """What went wrong when the news of one look were told."""
    places = load_places(site.declared(path.parent))
    look(path, places, sleep=lambda _: None, tell=announcer.names)
    return [fault.message for fault in announcer.tell()]


def test_news_reach_feed_webhook_and_command(path: Path, site: Site, workbook: Callable[[str], bytes]) -> None:
    site.publish("FY20-detentionstats.xlsx", workbook(THIRD))
    feed, out = path.with_name("feed.atom"), path.with_name("out.json")
    script = (
        "import json, os, sys; facts = {k: v for k, v in os.environ.items() if k.startswith('TALLYBOOK_')}; "
        f"open({str(out)!r}, 'w').write(json.dumps([sys.argv[1:], facts, json.load(sys.stdin)]))"
    )
    command = (sys.executable, "-c", script, "a; b", "$HOME")
    announcer = Announcer(path, "tallybook/test", feed, f"{site.address}/hook", command)

    assert not announced(path, site, announcer)
    [posted] = map(json.loads, site.posted)
    [told] = posted["documents"]
    assert told["document"] == "6fbe6cc4abe4611801e03818095a9f017cc505272be6c1c7926111f8c47ead1d"
    assert (told["published_name"], told["found_in"]) == ("FY20-detentionstats.xlsx", "agency")
    assert told["address"] == f"{site.address}{DOCLIB}FY20-detentionstats.xlsx"
    arguments, facts, given = json.loads(out.read_text())
    assert arguments == ["a; b", "$HOME"]
    assert facts["TALLYBOOK_NEW_FILES"] == told["file"]
    assert (facts["TALLYBOOK_NEW_COUNT"], facts["TALLYBOOK_FEED"]) == ("1", str(feed))
    assert given["documents"] == posted["documents"]
    ids = [entry.text for entry in ElementTree.parse(feed).iter("{http://www.w3.org/2005/Atom}id")]
    assert f"urn:sha256:{told['document']}" in ids
    assert len(ids) == 4  # the feed's own, and three editions


def test_who_could_not_be_told_is_told_at_the_next_look(
    path: Path, site: Site, workbook: Callable[[str], bytes]
) -> None:
    site.publish("FY20-detentionstats.xlsx", workbook(THIRD))
    site.post_status = 500
    feed = path.with_name("feed.atom")
    announcer = Announcer(path, "tallybook/test", feed, f"{site.address}/hook?key=secret", ("no-such-program",))

    faults = announced(path, site, announcer)
    refused = announcer.tell()
    site.post_status = 200
    later = announced(path, site, announcer)
    announcer.tell()

    assert faults == ["The webhook did not take the news.", "The command can't be run."]
    assert "secret" not in str(refused[0])
    assert later == ["The command can't be run."]  # there is still no such program
    assert feed.exists()
    first, second, third = (json.loads(body)["documents"] for body in site.posted)
    assert first == second == third


@pytest.mark.parametrize("webhook", ["http://127.0.0.1:1/hook", "http:///", "http://[::1", "https://exa mple/"])
def test_a_webhook_nobody_answers_is_no_catastrophe(
    webhook: str, path: Path, site: Site, workbook: Callable[[str], bytes]
) -> None:
    site.publish("FY20-detentionstats.xlsx", workbook(THIRD))

    announcer = Announcer(path, "tallybook/test", webhook=webhook)

    assert announced(path, site, announcer) == ["The webhook can't be called."]


def test_watching_pauses_with_some_luck_and_ends_when_asked() -> None:
    stopping, waits, looks = Stopping(), list[float](), list[int]()

    def wait(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 20:
            stopping.ask()

    watch(lambda: looks.append(1), 21_600, 0.1, wait, stopping)

    assert len(looks) == 20
    assert all(19_440 <= seconds <= 23_760 for seconds in waits)
    assert len(set(waits)) > 1


def test_a_signal_ends_a_look_between_two_requests(path: Path, site: Site, workbook: Callable[[str], bytes]) -> None:
    """What has arrived by then comes into the book; the rest is left for another time."""
    site.capture("20200918000000", "FY20-detentionstats.xlsx", workbook(THIRD))
    site.capture("20201008000000", "FY20-detentionstats.xlsx", workbook(FOURTH))
    stopping = Stopping()

    def after_a_file(done: int, total: int, name: str) -> None:
        if not stopping():
            os.kill(os.getpid(), signal.SIGTERM)

    places = load_places(site.declared(path.parent))
    with stopping.on_signals():
        found = look(path, places, ("web_archive",), sleep=lambda _: None, stopping=stopping, progress=after_a_file)

    assert [look.outcome for look in found.places] == ["stopped"]
    assert [new.document.report_date for new in found.new] == [date(2020, 10, 8)]
    assert found.places[0].left == 1
    assert len(looked(path, site, "web_archive").new) == 1


@pytest.mark.parametrize(("text", "seconds"), [("6h", 21_600), ("90m", 5_400), ("1.5d", 129_600), (" 10 M", 600)])
def test_spans_are_read(text: str, seconds: float) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize("text", ["", "6", "5m", "0h", "-6h", "h", "6 hours", "1e9h", "nan"])
def test_what_is_no_span_or_too_short_a_one_is_refused(text: str) -> None:
    with pytest.raises(QuestionError):
        seconds_of(text)


# --- the command line


def run(site: Site, path: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    declared = site.declared(path.parent)
    return subprocess.run(
        [sys.executable, "-m", "tallybook", "--book", str(path), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_COLOR": "1", "TALLYBOOK_PLACES": str(declared), **more},
    )


def test_fetch_tells_what_is_new_and_then_that_nothing_is(
    path: Path, site: Site, workbook: Callable[[str], bytes]
) -> None:
    site.publish("FY20-detentionstats.xlsx", workbook(THIRD), tag='"third"')

    first, second, log = run(site, path, "fetch"), run(site, path, "fetch"), run(site, path, "fetch", "--log", "--json")

    assert first.returncode == second.returncode == log.returncode == 0
    assert first.stdout.startswith("1 new file is in the book.\n")
    assert first.stderr == ""
    assert second.stdout.startswith("Nothing new.\n")
    looks = json.loads(log.stdout)
    assert [look["place"] for look in looks] == ["web_archive", "agency"] * 2
    assert [len(look["new"]) for look in looks] == [0, 1, 0, 0]
    assert "today; 2 answered looks since then found nothing" in log.stderr


def test_fetch_ends_with_1_where_something_could_not_be_taken(
    path: Path, site: Site, workbook: Callable[[str], bytes]
) -> None:
    site.publish("FY26_detentionStats_bad.xlsx", b"<html>no</html>")
    site.publish("FY20-detentionstats.xlsx", workbook(THIRD))

    done = run(site, path, "fetch", "--jsonl")

    assert done.returncode == 1
    new, failed = map(json.loads, done.stdout.splitlines())
    assert (new["status"], new["document"][:16]) == ("new", "6fbe6cc4abe46118")
    assert (failed["status"], failed["name"]) == ("failed", "FY26_detentionStats_bad.xlsx")
    assert "UnreadableFile" in done.stderr
    assert "Traceback" not in done.stderr


def test_watch_once_announces_and_ends(path: Path, site: Site, workbook: Callable[[str], bytes]) -> None:
    site.publish("FY20-detentionstats.xlsx", workbook(THIRD))

    done = run(site, path, "watch", "--once", "--", "cat", TALLYBOOK_WEBHOOK=f"{site.address}/hook")

    assert done.returncode == 0
    assert done.stdout == f"{date.today()}_FY20-detentionstats.xlsx\n"
    assert '"event": "new_documents"' in done.stderr  # what the command printed
    assert len(site.posted) == 1
    assert "urn:sha256:6fbe6cc4" in path.with_name("book.duckdb.atom").read_text()


def test_watch_ends_cleanly_when_it_is_told_to(path: Path, site: Site, workbook: Callable[[str], bytes]) -> None:
    site.publish("FY20-detentionstats.xlsx", workbook(HELD[1]))
    with subprocess.Popen(
        [sys.executable, "-m", "tallybook", "--book", str(path), "watch"],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "TALLYBOOK_PLACES": str(site.declared(path.parent))},
    ) as watching:
        assert watching.stderr
        first = watching.stderr.readline()
        watching.send_signal(signal.SIGTERM)
        rest = watching.stderr.read()

    assert first.endswith("UTC: Nothing new.\n")
    assert rest.endswith("Ended; the book is whole.\n")
    assert watching.returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("fetch", "--from", "elsewhere"),
        ("fetch", "--places", "nowhere.toml"),
        ("watch", "--every", "1m"),
        ("watch", "--webhook", "file:///etc/passwd"),
        ("watch", "--jitter", "2"),
    ],
)
def test_what_makes_no_sense_ends_with_2(arguments: tuple[str, ...], path: Path, site: Site) -> None:
    done = run(site, path, *arguments)

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert not site.requests


def test_the_declared_places_are_those_of_the_agency_and_the_web_archive() -> None:
    places = load_places()

    assert httpx.URL(places.agency.page).host == "www.ice.gov"
    assert places.web_archive.hosts == {"https://web.archive.org"}
    assert places.web_archive.pause_seconds >= 1.25  # 80 % of the 60 questions a minute that the index takes


def test_the_declaration_that_the_guide_shows_is_understood(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[1] / "docs" / "fetch.md").read_text(encoding="utf-8")
    declared = tmp_path / "places.toml"
    declared.write_text(guide.split("```toml\n")[1].split("```")[0])

    places = load_places(declared)

    assert places.user_agent.endswith("; data@example.org)")
    assert "https://www.dhs.gov" in places.agency.hosts
