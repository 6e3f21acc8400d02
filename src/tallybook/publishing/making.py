"""Making the pages of a static site, here or in other processes: addresses in, bytes and further addresses out."""

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from functools import cache
from multiprocessing import get_context, parent_process
from pathlib import Path
from re import Pattern

from starlette.routing import compile_path

from tallybook.errors import QuestionError, StoreError, TallybookError
from tallybook.http.address import Address
from tallybook.http.api import ADDRESSES
from tallybook.http.asked import Call
from tallybook.http.openapi import description
from tallybook.http.reply import HTML, Reply, as_json
from tallybook.http.sending import POLICY
from tallybook.http.shelf import Held
from tallybook.web.links import Links, Target
from tallybook.web.place import Place
from tallybook.web.routes import PLACES
from tallybook.web.visit import Visit
from tallybook.web.warming import warm_places

_META = '<meta http-equiv="Content-Security-Policy" content="{}">'
_AT_ONCE = 24  # addresses that another process is given together

_Make = Callable[[Visit, dict[str, str]], Reply]

Asked = tuple[str, Target]
"""An address of the site, and what it means."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where a site will lie, and the day from which its pages count ages."""

    base: str
    origin: str
    today: date


@dataclass(frozen=True, slots=True)
class Made:
    """What became of an address."""

    address: str
    body: bytes
    is_html: bool
    noted: tuple[Asked, ...]  # the addresses it refers to
    failed: str = ""


def make(held: Held, where: Where, asked: Asked) -> Made:
    """The page or file of one address."""
    address, target = asked
    noted: dict[str, Target] = {}
    visit = visit_of(held, where, target, noted)
    try:
        reply = _reply(visit, target)
    except TallybookError as error:
        return Made(address, b"", False, (), f"{target.path}: {error.message}")
    return Made(address, finished(reply), reply.media_type == HTML, tuple(noted.items()))


def visit_of(held: Held, where: Where, target: Target, noted: dict[str, Target]) -> Visit:
    """The visit that makes a page; it notes what the page refers to."""
    links = Links(target.lang, where.base, True, where.origin, noted.setdefault)
    query: dict[str, tuple[str, ...]] = {}
    for name, value in target.query:
        query[name] = (*query.get(name, ()), value)
    return Visit(held, links, target.path, query, where.today)


def _reply(visit: Visit, target: Target) -> Reply:
    for pattern, reply_to in _patterns():
        if match := pattern.match(target.path):
            reply = reply_to(visit, match.groupdict())
            if reply.location:
                raise QuestionError(f"{target.path} leads on to {reply.location}: link to that.")
            return reply
    raise QuestionError(f"Nothing is made for {target.path!r}.")


@cache
def _patterns() -> list[tuple[Pattern[str], _Make]]:
    """Every address of the API and of the site, in the order in which the server tries them."""
    of_data = [
        (compile_path(f"{address.path}.{form}")[0], _data(address, form))
        for address in ADDRESSES
        for form in address.forms
    ]
    described = (compile_path("/openapi.json")[0], lambda *_: as_json(description(ADDRESSES)))
    return [described, *of_data, *((compile_path(place.path)[0], _page(place)) for place in PLACES)]


def _data(address: Address, form: str) -> _Make:
    return lambda visit, names: address.reply(Call(visit.held, visit.query, visit.today), form, **names)


def _page(place: Place) -> _Make:
    return lambda visit, names: place.make(visit, **names)


def finished(reply: Reply) -> bytes:
    """A page with its policy within, for a host that sends none; other files as they are."""
    if reply.media_type != HTML:
        return b"".join(reply.chunks()) if reply.chunks else reply.body
    policy = POLICY.partition("; frame-ancestors")[0]
    head = b'<meta charset="utf-8">'
    return reply.body.replace(head, head + b"\n" + _META.format(policy).encode(), 1)


class Makers:
    """So many processes that make pages, each with the book open for itself; with one, this process does."""

    def __init__(self, held: Held, path: Path, where: Where, count: int) -> None:
        self._held, self._where, self._count = held, where, count
        if count == 1:
            warm_places(held)
        self._pool = (
            ProcessPoolExecutor(count, get_context("spawn"), _start, (path, held.version, where)) if count > 1 else None
        )
        self._waiting: list[Asked] = []
        self._running: set[Future[list[Made]]] = set()

    def ask(self, asked: Iterable[Asked]) -> None:
        """More addresses to be made."""
        self._waiting += asked

    def made(self) -> Iterator[Made]:
        """What was made, as it comes; between two of them more may be asked for."""
        while self._waiting or self._running:
            if self._pool is None:
                yield make(self._held, self._where, self._waiting.pop(0))
                continue
            while self._waiting and len(self._running) < 3 * self._count:
                chunk, self._waiting = self._waiting[:_AT_ONCE], self._waiting[_AT_ONCE:]
                self._running.add(self._pool.submit(_make_all, chunk))
            done, self._running = wait(self._running, return_when=FIRST_COMPLETED)
            for future in done:
                yield from _result(future)

    def close(self) -> None:
        """Lets the processes go."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)


def _result(future: Future[list[Made]]) -> list[Made]:
    try:
        return future.result()
    except BrokenProcessPool:
        raise StoreError(
            "The processes that make the pages ended.", found="the book was replaced meanwhile, or memory ran out",
            hint="publish again; --processes 1 needs the least memory.",
        ) from None  # fmt: skip


_own: dict[str, tuple[Held, Where]] = {}  # of a process that makes pages


def _start(path: Path, version: str, where: Where) -> None:
    held = Held(path)
    if held.version != version:
        raise StoreError("The book was replaced while its site was written.", where=str(path), hint="publish again.")
    warm_places(held)
    _own["site"] = (held, where)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A process whose parent was killed would wait for work for ever."""
    if parent := parent_process():
        parent.join()
        os._exit(1)


def _make_all(asked: list[Asked]) -> list[Made]:
    held, where = _own["site"]
    return [make(held, where, one) for one in asked]
