"""What every request passes before it is answered: addresses that are none are sent away, whatever they ask for."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from tallybook.errors import QuestionError, TallybookError
from tallybook.http.asked import LONGEST_QUERY, check_text
from tallybook.http.faults import AddressTooLong, HeadersTooLarge, WrongMethod, error_reply
from tallybook.http.sending import response, sent

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

LONGEST_PATH = 2_048  # bytes
LARGEST_HEADERS = 16 * 1024  # bytes
READING = "GET, HEAD, OPTIONS"
_HOST = re.compile(rb"[A-Za-z0-9._\[\]:-]{0,255}")
_DRAINING = 2.0  # seconds for which a body is still read that nobody wants, so that its sender hears why


class Gate:
    """An application behind its gate."""

    def __init__(self, application: Application, writing: Iterable[str] = ()) -> None:
        """Args:
        application: what answers.
        writing: the paths to which texts may be sent.
        """
        self.application = application
        self.writing = frozenset(writing)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            await self.application(scope, receive, send)
            return
        passage = _Passage(scope, receive, send)
        allowed = f"{READING}, POST" if scope["path"] in self.writing else READING
        try:
            _check(scope, allowed)
        except TallybookError as error:
            reply = response({}, sent("", error_reply(error)))
            if isinstance(error, WrongMethod):
                reply.headers["Allow"] = allowed
                del reply.headers["Access-Control-Allow-Origin"]
            await reply(scope, passage.receive, passage.send)
            return
        if scope["method"] == "OPTIONS":
            await passage.send({"type": "http.response.start", "status": 204, "headers": _options(allowed)})
            await passage.send({"type": "http.response.body"})
        else:
            await self.application(scope, passage.receive, passage.send)


def _options(allowed: str) -> list[tuple[bytes, bytes]]:
    """What a browser is told that asks on behalf of a page of another site: it may read, and nothing else."""
    return [
        (b"allow", allowed.encode()),
        (b"access-control-allow-origin", b"*"),
        (b"access-control-allow-methods", b"GET, HEAD"),
        (b"access-control-allow-headers", b"if-none-match"),
        (b"access-control-max-age", b"86400"),
    ]


def _check(scope: Message, allowed: str) -> None:
    if scope["method"] not in allowed.split(", "):
        raise WrongMethod(f"Nothing is asked here with {scope['method'][:20]}.", expected=allowed)
    if sum(len(name) + len(value) for name, value in scope["headers"]) > LARGEST_HEADERS:
        raise HeadersTooLarge(f"The headers are larger than {LARGEST_HEADERS:,} bytes.")
    raw = scope.get("raw_path") or b""
    if len(raw) > LONGEST_PATH:
        raise AddressTooLong(f"The path is longer than {LONGEST_PATH:,} bytes.", found=f"{len(raw):,} bytes")
    if len(scope["query_string"]) > LONGEST_QUERY:
        raise AddressTooLong(f"The query is longer than {LONGEST_QUERY:,} bytes.")
    try:
        unquote_to_bytes(raw).decode()
    except UnicodeDecodeError:
        raise QuestionError("The path is no text.", expected="UTF-8, its bytes written like %C3%A9") from None
    for part in scope["path"].split("/"):
        check_text(part, "The path")
    _check_host(scope)


def _check_host(scope: Message) -> None:
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    try:
        if len(hosts) > 1 or not all(_HOST.fullmatch(host) for host in hosts):
            raise ValueError
        _ = [urlsplit(f"//{host.decode('ascii')}").port for host in hosts]
    except ValueError:
        raise QuestionError("The header `Host` names no host.", expected="a name or a number, and a port") from None


class _Passage:
    """One request on its way: who does not wait for the end of what is sent hangs up after the answer."""

    def __init__(self, scope: Message, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        self._receive, self._send = receive, send
        self._is_read = b"content-length" not in headers and b"transfer-encoding" not in headers
        self._is_read = self._is_read or headers.get(b"content-length") == b"0"
        # Who asks before sending has sent nothing yet; and a question has no body that anybody would wait for.
        self._is_drained = b"expect" in headers or scope["method"] in ("GET", "HEAD")

    async def receive(self) -> Message:
        """The next piece of what is sent."""
        message = await self._receive()
        if message["type"] == "http.disconnect" or not message.get("more_body", False):
            self._is_read = True
        return message

    async def send(self, message: Message) -> None:
        """The next piece of the answer."""
        if message["type"] == "http.response.start" and not self._is_read:
            if not self._is_drained:
                await self._drain()
            message["headers"] = [*message.get("headers", []), (b"connection", b"close")]
        await self._send(message)

    async def _drain(self) -> None:
        try:
            async with asyncio.timeout(_DRAINING):
                while not self._is_read:
                    await self.receive()
        except TimeoutError:
            return
