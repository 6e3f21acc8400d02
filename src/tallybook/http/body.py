"""What is sent to the server: read while it is counted, so that no more is ever held than is taken."""

from urllib.parse import parse_qsl, urlsplit

from starlette.requests import ClientDisconnect, Request

from tallybook.errors import QuestionError
from tallybook.http.asked import Query
from tallybook.http.faults import Foreign, NotAnswered, TooLarge
from tallybook.http.texts import MOST_TEXT, check_letters

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_MOST_FIELDS = 20


async def read_body(request: Request, most: int) -> bytes:
    """The body of a request.

    Raises:
        TooLarge: it has more bytes than are taken, or says so.
        NotAnswered: its sender went away.
    """
    declared = request.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared[:20]) > most:
        raise _too_large(most)
    pieces, size = [], 0
    try:
        async for piece in request.stream():
            size += len(piece)
            if size > most:
                raise _too_large(most)
            pieces.append(piece)
    except ClientDisconnect:
        raise NotAnswered("The request was not sent to its end.") from None
    return b"".join(pieces)


def _too_large(most: int) -> TooLarge:
    return TooLarge("What is sent is too large.", expected=f"at most {most:,} bytes")


def read_form(body: bytes) -> Query:
    """The fields of a form; what is typed keeps its lines.

    Raises:
        QuestionError: it is no form.
        TooLarge: a text in it is too long.
    """
    try:
        pairs = parse_qsl(body.decode("ascii"), errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError:  # also what is no UTF-8
        raise QuestionError("This is no form.", expected="fields in UTF-8, as a browser sends them") from None
    fields: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        check_letters(name, value)
        if len(value.encode()) > MOST_TEXT:
            raise TooLarge("The text is too long.", expected=f"at most {MOST_TEXT:,} bytes", hint="check it in parts.")
        fields[name] = (*fields.get(name, ()), value)
    return fields


def check_origin(request: Request, own: str = "") -> None:
    """Raises Foreign where a page of another site sends this.

    A site may give its own name the address of this machine: then its pages seem to be ours. So a name is believed
    only where it is a number, this machine, or the one that the server was told.

    Args:
        request: what is sent.
        own: the name under which the server is reached, where it has one.
    """
    origin = request.headers.get("origin")
    if origin is None and request.headers.get("sec-fetch-site") in (None, "same-origin", "none"):
        return
    try:
        parts = urlsplit(origin or "null")
        host = parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    is_ours = host in _LOOPBACK or host == own or host.replace(".", "").isdigit() or ":" in host
    if not is_ours or parts.netloc != request.headers.get("host"):
        raise Foreign("Pages of other sites may read, and may not send texts.", found=(origin or "another site")[:100])
