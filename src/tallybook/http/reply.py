"""What is answered to one request, before a server or a static site sends it."""

import csv
import gzip
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from tallybook.answers.files import MEDIA_TYPES
from tallybook.export.neutral import neutral_value

HTML = "text/html; charset=utf-8"
JSON = MEDIA_TYPES["json"]
CSV = MEDIA_TYPES["csv"]
SVG = "image/svg+xml"
GZIP = "application/gzip"
TYPES = {
    "svg": SVG,
    "html": HTML,
    "png": "image/png",
    **MEDIA_TYPES,
    "zip": "application/zip",
    "csv.gz": GZIP,
    "json.gz": GZIP,
    "atom": "application/atom+xml",
}

Chunks = Callable[[], Iterator[bytes]]
"""What makes the bytes of a reply piece by piece, when they are sent."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The bytes of a page, a table, a picture or a file."""

    body: bytes
    media_type: str = HTML
    status: int = 200
    file_name: str = ""  # under which it is saved; blank for what is looked at
    location: str = ""  # where a redirection leads
    is_kept: bool = True  # whether it may be answered again from the cache of this state of the book
    is_embeddable: bool = False  # whether other sites may show it in a frame
    chunks: Chunks | None = None  # in place of the body, where it is too long to be held
    headers: tuple[tuple[str, str], ...] = ()  # beside those that every reply has


def page(text: str, status: int = 200) -> Reply:
    """A page of HTML."""
    return Reply(text.encode(), HTML, status)


def moved(location: str) -> Reply:
    """A redirection to another address of this site."""
    return Reply(b"", "text/plain", 308, location=location)


def as_json(value: Any, status: int = 200, headers: tuple[tuple[str, str], ...] = ()) -> Reply:
    """A value as JSON; days as YYYY-MM-DD."""
    return Reply(json.dumps(value, default=str, ensure_ascii=False).encode(), JSON, status, headers=headers)


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]], file_name: str) -> Reply:
    """Rows as a CSV file, with no text that a spreadsheet would run."""
    return Reply("".join(csv_lines(columns, rows)).encode(), CSV, file_name=file_name)


def pressed(reply: Reply) -> Reply:
    """The same as a gzip file; the same bytes each time."""
    body = gzip.compress(reply.body, mtime=0)
    return replace(reply, body=body, media_type=GZIP, file_name=f"{reply.file_name}.gz")


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The head and the rows of a CSV file; what is not there is blank."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in chain([columns], rows):
        writer.writerow(["" if value is None else neutral_value(value) for value in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
