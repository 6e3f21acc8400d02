"""A real server: who is slow or sends too much is cut off, and while the book grows every answer is whole."""

import asyncio
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

import tallybook
from tallybook.answers import Question, ask
from tallybook.http.desk import Desk
from tallybook.http.faults import Busy, OutOfTime, error_reply
from tallybook.http.patience import PatientProtocol
from tallybook.http.serving import listen, server_for
from tallybook.http.shelf import Held, Shelf
from tallybook.http.turns import Lane
from tallybook.web.app import make_app

FILES = (
    "2025-05-10_FY25_detentionStats05092025.xlsx",
    "2025-05-24_FY25_detentionStats05232025.xlsx",
)
READERS = 20
HUNDRED_MB = 100_000_000


class Hasty(PatientProtocol):
    """The same, with clocks that a test can wait for."""

    head_seconds = 0.5
    body_seconds = 0.8
    reading_seconds = 0.8
    most_connections = 40


@contextmanager
def running(book: Path, protocol: type[PatientProtocol] = PatientProtocol) -> Iterator[int]:
    """The port of a server on a book, in this process."""
    listening = listen(port=0)
    server = server_for(make_app(book, is_warmed=False), protocol)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(20)
        listening.close()


@pytest.fixture(scope="module")
def port(book_path: Path) -> Iterator[int]:
    with running(book_path, Hasty) as opened:
        yield opened


@pytest.fixture(scope="module")
def small_book(tmp_path_factory: pytest.TempPathFactory, archive: Path) -> Path:
    """A book of one workbook."""
    path = tmp_path_factory.mktemp("small") / "book.duckdb"
    tallybook.add(path, [archive / FILES[0]])
    return path


@pytest.fixture
def growing_book(tmp_path: Path, small_book: Path) -> Path:
    """A book of one workbook, to which another is added."""
    path = tmp_path / "book.duckdb"
    shutil.copy(small_book, path)
    return path


def told(port: int, *pieces: bytes, pause: float = 0.0) -> bytes:
    """What a server says to bytes that are sent piece by piece, until it hangs up."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=20)) as connection:
        for piece in pieces:
            try:
                connection.sendall(piece)
            except OSError:
                break
            time.sleep(pause)
        answer = b""
        with suppress(ConnectionResetError):
            while piece := connection.recv(65_536):
                answer += piece
        return answer


def error_in(answer: bytes) -> dict[str, str]:
    """The error in the body of an answer."""
    head, _, body = answer.partition(b"\r\n\r\n")
    error: dict[str, str] = json.loads(body)["error"]
    assert head.split()[1].decode() == str(error["status"])
    return error


# Limits


def test_headers_that_come_byte_by_byte_are_not_waited_for(port: int) -> None:
    """A client of this kind holds a connection for as long as it is let."""
    start = time.monotonic()

    answer = told(port, b"GET / HTTP/1.1\r\n", *[b"X"] * 100, pause=0.05)

    assert error_in(answer)["status"] == 408
    assert time.monotonic() - start < 15


def test_who_says_nothing_is_not_waited_for(port: int) -> None:
    assert error_in(told(port, b""))["status"] == 408


def test_a_body_that_comes_byte_by_byte_is_not_waited_for(port: int) -> None:
    head = b"POST /check HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"

    assert error_in(told(port, head, *[b" "] * 100, pause=0.05))["status"] == 408


def test_the_second_question_of_a_connection_has_its_own_time(port: int) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
        for _ in range(3):
            assert client.get("/measures/removals.json").status_code == 200
            time.sleep(0.7)  # longer than headers may take


def test_a_client_who_does_not_read_is_let_go(port: int) -> None:
    with closing(socket.create_connection(("127.0.0.1", port), timeout=30)) as connection:
        connection.sendall(b"GET /tables/observation.csv HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(4)

        read = 0
        with suppress(ConnectionResetError):
            while piece := connection.recv(2**20):
                read += len(piece)

    assert read < 100_000_000  # the table whole has three times as much


@pytest.mark.parametrize("is_chunked", [True, False])
def test_a_hundred_megabytes_are_not_taken(port: int, is_chunked: bool) -> None:
    def body() -> Iterator[bytes]:
        for _ in range(HUNDRED_MB // 100_000):
            yield b" " * 100_000

    headers = {"content-type": "application/json"} | ({} if is_chunked else {"content-length": str(HUNDRED_MB)})
    before = memory()

    response = httpx.post(f"http://127.0.0.1:{port}/check", content=body(), headers=headers, timeout=60)

    assert response.status_code == 413
    assert response.json()["error"]["kind"] == "TooLarge"
    assert response.headers["connection"] == "close"
    assert memory() - before < 30_000_000


def memory() -> int:
    """Bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_a_question_with_a_body_is_answered_and_the_body_left(port: int) -> None:
    head = b"GET /measures/removals.json HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\n"

    assert b"200 OK" in told(port, head, *[b" " * 100_000] * 50)[:20]


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET /" + b"a" * 3_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 20_000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X-Many: 1\r\n" * 90_000, 431),
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        (b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        (b"GET /\xff HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),  # TLS
        (b"HELO there\r\n\r\n", 400),
        (b"POST /check HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400),
        (b"POST /check HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
    ],
)
def test_what_is_no_request_is_told_so(port: int, request_: bytes, status: int) -> None:
    head = told(port, request_.replace(b"Host: x\r\n", b"Host: x\r\nConnection: close\r\n"))

    assert error_in(head)["status"] == status


def test_too_many_connections_are_turned_away_and_the_others_answered(port: int) -> None:
    opened = [socket.create_connection(("127.0.0.1", port)) for _ in range(Hasty.most_connections)]
    try:
        assert error_in(told(port, b""))["status"] == 503
    finally:
        for connection in opened:
            connection.close()
    time.sleep(0.2)
    assert httpx.get(f"http://127.0.0.1:{port}/measures/removals.json").status_code == 200


def test_who_comes_when_too_many_wait_is_told_to_come_again() -> None:
    lane = Lane("test", at_once=1, waiting=1, seconds=5)
    gate = threading.Event()

    async def ask() -> tuple[str, str]:
        first = asyncio.create_task(lane.run(lambda: gate.wait(5) and "first"))
        second = asyncio.create_task(lane.run(lambda: "second"))
        await asyncio.sleep(0.05)
        with pytest.raises(Busy):
            await lane.run(lambda: "third")
        gate.set()
        return str(await first), await second

    assert asyncio.run(ask()) == ("first", "second")


def test_an_answer_that_takes_too_long_is_not_waited_for_and_keeps_its_place() -> None:
    lane = Lane("test", at_once=1, waiting=0, seconds=0.1)
    gate = threading.Event()

    async def ask() -> None:
        with pytest.raises(OutOfTime):
            await lane.run(lambda: gate.wait(5))
        with pytest.raises(Busy):  # it is still being made: nobody takes its place before it ends
            await lane.run(lambda: True)
        gate.set()
        while True:
            try:
                assert await lane.run(lambda: True)
                return
            except Busy:
                await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(ask(), 5))


def test_busy_and_out_of_time_are_told_with_their_status() -> None:
    busy, late = error_reply(Busy("Too many.")), error_reply(OutOfTime("Too long."))

    assert (busy.status, dict(busy.headers)["Retry-After"]) == (503, "5")
    assert late.status == 504


def test_a_text_that_takes_too_long_is_given_up_and_the_next_is_checked(book_path: Path) -> None:
    text = "ICE held 49,184 people on 4 May 2025, and 20,637 ankle monitors were in use. " * 1_000
    with closing(Desk(book_path, seconds=4)) as desk:
        with pytest.raises(OutOfTime):
            desk.check(text, date(2025, 6, 5))
        report = desk.check("ICE held 49,005 people on 4 May 2025.", date(2025, 6, 5))

    assert [finding.verdict for finding in report.findings] == ["confirmed"]


# One state of the book for each answer

QUESTIONS = (
    "/ask/atd_participants.json?by=technology",
    "/ask/detained.csv?by=agency",
    "/documents.json",
    "/ledger.csv",
    "/tables/atd_by_technology.csv",
    "/ask/atd_participants/evidence.json?as_of=2030-01-01",
)


def test_while_a_workbook_is_added_every_answer_is_of_before_or_of_after(growing_book: Path, archive: Path) -> None:
    """Twenty readers ask on while another process adds: no answer is lost, and none is of anything in between."""
    with running(growing_book) as port:
        address = f"http://127.0.0.1:{port}"
        before = {question: httpx.get(address + question).text for question in QUESTIONS}
        seen: dict[str, set[str]] = {question: set() for question in QUESTIONS}
        lost: list[str] = []
        is_over = threading.Event()

        def read(number: int) -> None:
            with httpx.Client(base_url=address, timeout=60) as client:
                while not is_over.is_set():
                    question = QUESTIONS[number % len(QUESTIONS)]
                    number += 1
                    response = client.get(question)
                    if response.status_code == 200:
                        seen[question].add(response.text)
                    else:
                        lost.append(response.text)

        readers = [threading.Thread(target=read, args=(number,)) for number in range(READERS)]
        for reader in readers:
            reader.start()
        adding = [sys.executable, "-m", "tallybook", "--book", str(growing_book), "add", str(archive / FILES[1])]
        subprocess.run(adding, check=True, capture_output=True)
        time.sleep(1)
        is_over.set()
        for reader in readers:
            reader.join(60)
        after = {question: httpx.get(address + question, timeout=60).text for question in QUESTIONS}

    assert lost == []
    for question in QUESTIONS:
        assert before[question] != after[question], question
        assert seen[question] <= {before[question], after[question]}, question
        assert after[question] in seen[question], question
    assert len(json.loads(after["/documents.json"])) == 2


def test_many_threads_find_what_one_finds(book_path: Path) -> None:
    """Each asks of the whole book and as known on other days, in an order of its own."""
    measures = ("atd_participants", "detained", "initial_book_ins", "removals", "average_bond", "final_book_outs")
    days = (None, date(2024, 6, 1), date(2025, 6, 5))
    questions = [Question(measure, as_of=day) for measure in measures for day in days]

    def answers(held: Held, order: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
        return {at: ask(held.book(questions[at].as_of), questions[at]).rows() for at in order}

    alone = answers(Held(book_path), range(len(questions)))
    held = Held(book_path)
    with ThreadPoolExecutor(6) as threads:
        orders = [random.Random(seed).sample(range(len(questions)), len(questions)) for seed in range(6)]
        together = list(threads.map(lambda order: answers(held, order), orders))

    assert all(found == alone for found in together)


def test_a_book_that_is_gone_or_no_book_leaves_the_last_state(growing_book: Path) -> None:
    shelf = Shelf(growing_book)
    version = shelf.current().version

    (growing_book.parent / "other").write_text("This is no book.")
    (growing_book.parent / "other").replace(growing_book)
    assert shelf.current().version == version
    growing_book.unlink()
    assert shelf.current().version == version
    assert shelf.current().whole.ask("atd_participants").figures


def test_a_state_that_nobody_asks_any_more_is_let_go(growing_book: Path, small_book: Path) -> None:
    """Each new state has the file open that it is read from; old ones must not stay open for ever."""
    shelf = Shelf(growing_book)
    for _ in range(8):
        shutil.copy(small_book, growing_book.with_name("next"))
        growing_book.with_name("next").replace(growing_book)
        held = shelf.current()
        held.book().ask(Question("atd_participants"))
        del held

    opened = [str(link.readlink()) for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    assert len([path for path in opened if str(growing_book) in path]) == 1


# The command


@contextmanager
def served(book: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command `tallybook serve`, and the address that it tells."""
    command = [sys.executable, "-m", "tallybook", "--book", str(book), "serve", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        first = process.stdout.readline()
        found = re.search(r"http://[\w.:\[\]]+/", first)
        assert found, first
        yield process, found[0]
    finally:
        process.kill()
        process.communicate()


def test_serve_tells_its_address_answers_and_ends_quietly(small_book: Path) -> None:
    with served(small_book, "--port", "0") as (process, address):
        assert address.startswith("http://127.0.0.1:")
        assert httpx.get(f"{address}documents.json", timeout=30).json()[0]["file"] == FILES[0]
        links = set(re.findall(r'<a [^>]*href="(/[^"#]*)', httpx.get(address, timeout=60).text))
        assert links
        taken = address.rpartition(":")[2].strip("/")
        second = subprocess.run(
            [sys.executable, "-m", "tallybook", "--book", str(small_book), "serve", "--port", taken],
            capture_output=True, text=True,
        )  # fmt: skip
        assert second.returncode == 1
        assert f"Port {taken} can't be served" in second.stderr

        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
        assert (process.returncode, errors) == (0, "")


def test_serve_says_when_others_can_reach_it(small_book: Path) -> None:
    with served(small_book, "--port", "0", "--host", "0.0.0.0") as (process, _):
        assert process.stderr
        assert "there is no password" in process.stderr.readline()


def test_serve_without_a_book_says_how_to_make_one(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tallybook", "--book", str(tmp_path / "none.duckdb"), "serve", "--port", "0"]

    done = subprocess.run(command, capture_output=True, text=True)

    assert done.returncode == 1
    assert "There is no book here yet" in done.stderr
    assert done.stdout == ""
