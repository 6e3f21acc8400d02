"""Replies on their way out: an ETag made of the book's version, what was answered before, compression, headers."""

import gzip
import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import quote

from starlette.responses import Response, StreamingResponse

from tallybook.http.reply import Reply

_MOST_KEPT = 96 * 2**20  # bytes of replies that are kept
_LARGE = 16 * 2**20  # bytes of a reply that is not kept
_WORTH_PRESSING = 1_000
_PRESSED = ("text/", "application/json", "image/svg+xml", "application/atom+xml")
_PACKAGE = Path(__file__).parents[1]

_SHARED = {"Access-Control-Allow-Origin": "*", "Vary": "Accept-Encoding"}

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

    @property
    def size(self) -> int:
        """Its bytes, in both forms."""
        return len(self.reply.body) + len(self.pressed)


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
        if sent.size > _LARGE:
            return
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = sent
            self._bytes += sent.size
            while self._bytes > _MOST_KEPT:
                self._bytes -= self._kept.popitem(last=False)[1].size

    def clear(self) -> None:
        """Lets go of all of them."""
        with self._lock:
            self._kept.clear()
            self._bytes = 0


@cache
def release() -> str:
    """What tells this state of the program from all others: what another one answered is asked anew."""
    digest = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def key_of(version: str, address: str, today: date | None = None) -> str:
    """What tells a reply from all others: the state of the book, the address, and the day where it tells ages."""
    return hashlib.sha256(f"{release()}\n{version}\n{today or ''}\n{address}".encode()).hexdigest()[:32]


def sent(key: str, reply: Reply) -> Sent:
    """A reply made ready to be sent, and to be sent again."""
    is_text = reply.media_type.startswith(_PRESSED) and len(reply.body) >= _WORTH_PRESSING
    return Sent(reply, key, gzip.compress(reply.body, 5, mtime=0) if is_text else b"")


def unchanged(headers: Mapping[str, str], key: str) -> Response | None:
    """What is sent to one who has the reply of this key already; None to others.

    The reply need not be at hand: only what was answered has a tag, and its key tells it from all others.
    """
    had = {tag.strip().removeprefix("W/") for tag in headers.get("if-none-match", "").split(",")}
    tag = next((tag for tag in _tags(key) if tag in had), "")
    return Response(status_code=304, headers={**_SHARED, "ETag": tag, "Cache-Control": "no-cache"}) if tag else None


def response(headers: Mapping[str, str], known: Sent) -> Response:
    """A reply as the server's response."""
    reply = known.reply
    plain, pressed = _tags(known.tag) if known.tag and reply.status == 200 else ("", "")
    told = _headers(reply, plain)
    if reply.location:
        return Response(status_code=reply.status, headers={**told, "Location": reply.location})
    if reply.chunks:
        return StreamingResponse(reply.chunks(), reply.status, told, reply.media_type)
    body = reply.body
    if known.pressed and _takes_gzip(headers.get("accept-encoding", "")):
        told |= {"Content-Encoding": "gzip"} | ({"ETag": pressed} if pressed else {})
        body = known.pressed
    return Response(body, reply.status, told, reply.media_type)


def _tags(key: str) -> tuple[str, str]:
    """The tag of a reply as it is, and compressed."""
    return f'"{key}"', f'"{key}-gzip"'


def _takes_gzip(header: str) -> bool:
    """Whether a client takes compressed replies.

    >>> _takes_gzip("gzip, deflate, br"), _takes_gzip("gzip;q=0, identity"), _takes_gzip("")
    (True, False, False)
    """
    for part in header.lower().split(","):
        name, _, weight = part.partition(";")
        if name.strip() in ("gzip", "*"):
            return weight.replace(" ", "").removeprefix("q=").strip("0.") != "" or not weight
    return False


def _headers(reply: Reply, tag: str) -> dict[str, str]:
    told = {
        "X-Content-Type-Options": "nosniff",
        # A form of ours says where it comes from; other sites are told nothing.
        "Referrer-Policy": "same-origin",
        "Content-Security-Policy": POLICY.format("*" if reply.is_embeddable else "'self'"),
        "Cache-Control": "no-cache" if tag else "no-store",
        **_SHARED,
    }
    if tag:
        told["ETag"] = tag
    if reply.file_name:
        told["Content-Disposition"] = _saved_as(reply.file_name)
    return told | dict(reply.headers)


def _saved_as(name: str) -> str:
    """The header that names a file to save, whatever letters its name has.

    >>> print(_saved_as("removals.csv"))
    attachment; filename="removals.csv"
    >>> print(_saved_as('añ"o.xlsx'))
    attachment; filename="a__o.xlsx"; filename*=UTF-8''a%C3%B1%22o.xlsx
    """
    plain = re.sub(r"[^\w. ()-]", "_", name, flags=re.ASCII)
    more = "" if plain == name else f"; filename*=UTF-8''{quote(name)}"
    return f'attachment; filename="{plain}"{more}'
