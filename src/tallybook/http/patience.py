"""The protocol of the server, with limits of time: who asks, sends or reads too slowly is cut off.

Uvicorn bounds how long a silent connection is kept, not how long a client may take for its headers, for what it sends
or for what it is sent. One connection costs little; a few hundred would keep everybody else out.
"""

import asyncio
import sys
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from tallybook.http.faults import (
    Busy,
    HeadersTooLarge,
    NotAnswered,
    TooSlow,
    error_reply,
)

HEAD_SECONDS = 10.0  # from the first byte of a request to the end of its headers
BODY_SECONDS = 30.0  # from there to the end of what is sent
READING_SECONDS = 60.0  # for which a client may read nothing of what it is sent
MOST_CONNECTIONS = 256
_TOO_LARGE = 431


class PatientProtocol(H11Protocol):
    """HTTP/1.1 for clients who get on with it."""

    head_seconds = HEAD_SECONDS
    body_seconds = BODY_SECONDS
    reading_seconds = READING_SECONDS
    most_connections = MOST_CONNECTIONS

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._clock: asyncio.TimerHandle | None = None
        self._waits_for: object = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client has come."""
        super().connection_made(transport)
        if len(self.connections) > self.most_connections:
            self._refuse(Busy("Too many are connected.", hint="connect again in a few seconds."))
        else:
            self._watch()

    def data_received(self, data: bytes) -> None:
        """A client has sent something."""
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """A client has been answered; from here uvicorn's own clock runs, until something comes."""
        super().on_response_complete()
        self._watch(is_answered=True)

    def connection_lost(self, exc: Exception | None) -> None:
        """A client is gone."""
        self._stop()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """A client does not read what it is sent."""
        super().pause_writing()
        self._start("reading", self.reading_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """It reads on."""
        self._stop()
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        """What is said to a request that is no HTTP, in the shape of every other error."""
        fault = sys.exc_info()[1]
        is_large = isinstance(fault, h11.RemoteProtocolError) and fault.error_status_hint == _TOO_LARGE
        self._refuse(HeadersTooLarge("The headers are too large.") if is_large else NotAnswered("This is no HTTP."))

    def _watch(self, is_answered: bool = False) -> None:
        """Sets the clock for what the client still owes; a clock that runs for the same runs on."""
        if self.transport.is_closing() or self._waits_for == "reading":
            return
        state = self.conn.their_state
        if state is h11.SEND_BODY:
            self._start("body", self.body_seconds, self._end)
        elif state is h11.IDLE and not is_answered:
            self._start("head", self.head_seconds, self._end)
        else:
            self._stop()

    def _start(self, waits_for: str, seconds: float, end: Any) -> None:
        if self._waits_for != waits_for:
            self._stop()
            self._waits_for, self._clock = waits_for, self.loop.call_later(seconds, end)

    def _stop(self) -> None:
        if self._clock:
            self._clock.cancel()
        self._waits_for = self._clock = None

    def _end(self) -> None:
        """The time is over."""
        self._refuse(TooSlow("The request was not sent in time."))

    def _refuse(self, error: NotAnswered) -> None:
        """Tells an error, where nothing was told yet, and hangs up."""
        if self.cycle and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            reply = error_reply(error)
            length = str(len(reply.body))
            headers = [("Content-Type", reply.media_type), ("Content-Length", length), ("Connection", "close")]
            for event in (
                h11.Response(status_code=reply.status, headers=[*headers, *reply.headers]),
                h11.Data(data=reply.body),
                h11.EndOfMessage(),
            ):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()
