"""Replies on their way out: an ETag made of the book's version, what was answered before, compression, headers."""

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from tallybook.http.reply import Reply

_MOST_KEPT = 96 * 2**20  # bytes of replies that are kept
_LARGE = 4 * 2**20  # bytes of a reply that is not kept
_WORTH_PRESSING = 1_000
_PRESSED = ("text/", "application/json", "image/svg+xml", "application/atom+xml")

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors {}"
)


@dataclass(frozen=True, slots=True)
class Sent:
    """A reply with its tag, plain and compressed."""

    reply: Reply
    tag: str
    pressed: bytes  # blank where it is not worth it


class Cache:
    """The replies of late, until so many bytes are kept."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Sent] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: str) -> Sent | None:
        """The reply of a key, if it is still there."""
        with self._lock:
            if found := self._kept.get(key):
                self._kept.move_to_end(key)
            return found

    def put(self, key: str, sent: Sent) -> None:
        """Keeps a reply, and lets go of those that were not asked for longest."""
        size = len(sent.reply.body) + len(sent.pressed)
        if size > _LARGE:
            return
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = sent
            self._bytes += size
            while self._bytes > _MOST_KEPT:
                _, old = self._kept.popitem(last=False)
                self._bytes -= len(old.reply.body) + len(old.pressed)


def key_of(version: str, path: str, query: str, today: date) -> str:
    """What tells a reply from all others: the state of the book, the address, and the day (pages tell ages)."""
    return hashlib.sha256(f"{version}\n{today}\n{path}\n{query}".encode()).hexdigest()[:32]


def sent(key: str, reply: Reply) -> Sent:
    """A reply made ready to be sent, and to be sent again."""
    is_text = reply.media_type.startswith(_PRESSED) and len(reply.body) >= _WORTH_PRESSING
    return Sent(reply, f'"{key}"', gzip.compress(reply.body, 5, mtime=0) if is_text else b"")


def answered(request: Request, cache: Cache, key: str, make: Callable[[], Reply]) -> Response:
    """The response to a request: what the reader has already, what was answered before, or what is made now."""
    tag = f'"{key}"'
    known = cache.get(key)
    if known and tag in _tags(request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers=_headers(known.reply, tag))
    if known is None:
        reply = make()
        known = sent(key, reply)
        if reply.is_kept and reply.status == 200:
            cache.put(key, known)
        if reply.status == 200 and tag in _tags(request.headers.get("if-none-match", "")):
            return Response(status_code=304, headers=_headers(reply, tag))
    return response(request.headers, known)


def response(headers: Mapping[str, str], known: Sent) -> Response:
    """A reply as the server's response."""
    reply = known.reply
    told = _headers(reply, known.tag if reply.status == 200 else "")
    if reply.location:
        return Response(status_code=reply.status, headers={**told, "Location": reply.location})
    body = reply.body
    if known.pressed:
        told["Vary"] = "Accept-Encoding"
        if "gzip" in headers.get("accept-encoding", ""):
            told["Content-Encoding"] = "gzip"
            body = known.pressed
    return Response(body, reply.status, told, reply.media_type)


def _tags(header: str) -> set[str]:
    return {tag.strip().removeprefix("W/") for tag in header.split(",")}


def _headers(reply: Reply, tag: str) -> dict[str, str]:
    told = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Content-Security-Policy": POLICY.format("*" if reply.is_embeddable else "'self'"),
        "Cache-Control": "no-cache" if tag else "no-store",
    }
    if tag:
        told["ETag"] = tag
        told["Access-Control-Allow-Origin"] = "*"
    if reply.file_name:
        told["Content-Disposition"] = f'attachment; filename="{reply.file_name}"'
    return told
