"""The way of a request through the server: what is known is sent at once, what must be made waits its turn."""

import asyncio
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tallybook.errors import TallybookError
from tallybook.http.asked import Query, read_query, without_blanks, written_query
from tallybook.http.faults import Busy, error_reply
from tallybook.http.reply import Chunks, Reply
from tallybook.http.sending import Cache, Sent, key_of, response, sent, unchanged
from tallybook.http.shelf import Held, Shelf
from tallybook.http.turns import Turns

_MOST_STREAMS = 24  # whole tables that are sent at once

Make = Callable[[Held, Query, date], Reply]
"""The state of the book, what the address asks, and the day, in; a reply out."""

Tell = Callable[[TallybookError], Reply]
"""An error in; what is said of it out, as a page or as JSON."""


@dataclass(frozen=True)
class Door:
    """What all addresses of a server share."""

    shelf: Shelf
    cache: Cache = field(default_factory=Cache)
    turns: Turns = field(default_factory=Turns)
    _making: dict[str, "asyncio.Task[Sent]"] = field(default_factory=dict)
    _streams: set[object] = field(default_factory=set)

    async def held(self) -> Held:
        """The newest state of the book; a new file is opened beside the requests."""
        return await run_in_threadpool(self.shelf.current) if self.shelf.is_behind else self.shelf.current()

    async def answer(
        self,
        request: Request,
        path: str,
        make: Make,
        tell: Tell,
        tells_age: bool = True,
        about: str = "",
        is_form: bool = False,
    ) -> Response:
        """The answer to a GET.

        Args:
            request: the request.
            path: the address, in one form for all that mean the same.
            make: makes the reply, in a thread.
            tell: says what was wrong.
            tells_age: whether the reply is another one tomorrow.
            about: what else the reply depends on.
            is_form: whether what is left blank is not said.
        """
        try:
            read = read_query(request.scope["query_string"])
            query = without_blanks(read) if is_form else read
            held, today = await self.held(), date.today()
            key = key_of(held.version, f"{path}?{written_query(query)}\n{about}", today if tells_age else None)
            if told := unchanged(request.headers, key):
                return told
            known = self.cache.get(key)
            if known is None:
                kind = (path, *query)
                known = await self._made_once(key, kind, lambda: make(held, query, today))
        except TallybookError as error:
            return response(request.headers, sent("", tell(error)))
        return response(request.headers, self._counted(known, request.method))

    def _counted(self, known: Sent, method: str) -> Sent:
        """A reply of which not too many are sent at once, where it is made while it is sent."""
        make = known.reply.chunks
        if make is None:
            return known
        if method == "HEAD":
            return replace(known, reply=replace(known.reply, chunks=lambda: iter(())))
        if len(self._streams) >= _MOST_STREAMS:
            busy = Busy("Too many whole tables are being sent.", hint="ask again in a minute.")
            return sent("", error_reply(busy))
        return replace(known, reply=replace(known.reply, chunks=lambda: self._stream(make)))

    def _stream(self, make: Chunks) -> Iterator[bytes]:
        stream = object()
        self._streams.add(stream)
        try:
            yield from make()
        finally:
            self._streams.discard(stream)

    def prepare(self, held: Held, path: str, make: Callable[[], Reply], tells_age: bool = True) -> None:
        """Makes the answer to an address without a query before it is asked for."""
        key = key_of(held.version, f"{path}?\n", date.today() if tells_age else None)
        if self.cache.get(key) is None and not self.shelf.is_closed:
            reply = make()
            if reply.is_kept and reply.status == 200 and not reply.chunks:
                self.cache.put(key, sent(key, reply))

    async def _made_once(self, key: str, kind: Hashable, make: Callable[[], Reply]) -> Sent:
        """What is made for a key, once for all who ask for it meanwhile."""
        task = self._making.get(key)
        if task is None:

            def ready() -> Sent:
                return sent(key, make())

            task = asyncio.create_task(self.turns.run(kind, ready))
            self._making[key] = task
            task.add_done_callback(lambda done: self._finished(key, done))
        return await asyncio.shield(task)

    def _finished(self, key: str, task: "asyncio.Task[Sent]") -> None:
        self._making.pop(key, None)
        if task.cancelled() or task.exception():
            return
        reply = task.result().reply
        if reply.is_kept and reply.status == 200 and not reply.chunks:
            self.cache.put(key, task.result())
