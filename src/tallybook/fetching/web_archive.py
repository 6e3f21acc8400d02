"""The web archive's index: since when which bytes were captured under which address.

The index is a CDX server (https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server). What
matters of how it behaves: `collapse=digest` drops only repeats that follow one another; a long answer
ends with an empty row and a key by which the next page is asked for, and that key is wrong unless
`urlkey` is among the fields; bytes that had been captured before stand as `warc/revisit` without a
status; a digest is the SHA-1 (base 32) of the body as the archive stores it, which is not always the
body as it hands it out (a packed one is unpacked), so that a digest that differs proves nothing.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import httpx

from tallybook.errors import FetchError
from tallybook.fetching.addresses import file_name
from tallybook.fetching.download import Downloader
from tallybook.fetching.places import WebArchive

_FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
_DIGEST = re.compile(r"[A-Z2-7]{32}")
_MOMENT = re.compile(r"\d{14}")
_ADDRESS = re.compile(r"https?://[\x21-\x7e]{4,500}")
_MOMENT_OF_CAPTURE = re.compile(r"/(\d{14})(?:[a-z]{2}_)?/")
_REVISIT = "warc/revisit"


@dataclass(frozen=True, slots=True, order=True)
class Capture:
    """One capture of an address."""

    moment: str  # YYYYMMDDhhmmss, UTC
    original: str
    digest: str
    is_revisit: bool

    @property
    def name(self) -> str:
        """What the publisher called the file."""
        return file_name(self.original)

    @property
    def day(self) -> date:
        """The day of the capture, UTC."""
        return _moment(self.moment).date()

    def address(self, place: WebArchive) -> str:
        """Where its bytes are, as they came."""
        return place.capture.format(timestamp=self.moment, original=self.original)


@dataclass(frozen=True, slots=True)
class Index:
    """What the index lists of wanted workbooks."""

    captures: tuple[Capture, ...]  # earliest first
    unread_rows: int  # that could not be understood

    @property
    def by_digest(self) -> Mapping[str, tuple[Capture, ...]]:
        """The captures of each file, by its digest, earliest first."""
        found: dict[str, list[Capture]] = {}
        for capture in self.captures:
            found.setdefault(capture.digest, []).append(capture)
        return {digest: tuple(captures) for digest, captures in found.items()}


def digest_of(data: bytes) -> str:
    """The digest of bytes, as the index writes it.

    >>> digest_of(b"")
    '3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ'
    """
    return base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def day_of_answer(address: str) -> date | None:
    """The day of the capture that an address of the web archive names; it answers with its nearest one."""
    match = _MOMENT_OF_CAPTURE.search(address)
    return _moment(match[1]).date() if match and _is_moment(match[1]) else None


def read_index(downloader: Downloader, place: WebArchive, known: re.Pattern[str]) -> Index:
    """Everything the index lists of workbooks whose names are known, page by page.

    Raises:
        PlaceResting: it does not answer.
        FetchError: its answer can't be understood.
    """
    rows: list[dict[str, str]] = []
    unread, key = 0, ""
    seen: set[str] = set()
    for _ in range(place.most_pages):
        address = _question(place, key)
        found, odd, key = _read_rows(downloader.get(address, place).data, address)
        rows += found
        unread += odd
        if not key or key in seen:
            break
        seen.add(key)
    captures, odd = _captures(rows, known)
    return Index(tuple(sorted(captures)), unread + odd)


def _question(place: WebArchive, key: str) -> str:
    asked = {
        "url": place.of,
        "output": "json",
        "fl": ",".join(_FIELDS),
        "collapse": "digest",
        "limit": str(place.rows_a_page),
        "showResumeKey": "true",
        "gzip": "false",
    }
    # The key comes written as in an address; it is asked with as it was meant.
    return str(httpx.URL(place.index, params=asked | ({"resumeKey": _decoded(key)} if key else {})))


def _decoded(key: str) -> str:
    return httpx.QueryParams(f"key={key}")["key"]


def _read_rows(data: bytes, address: str) -> tuple[list[dict[str, str]], int, str]:
    """Rows of one page, how many of it can't be understood, and the key of the next page."""
    if not data.strip():
        return [], 0, ""
    try:
        lines = json.loads(data)
    except (ValueError, RecursionError):
        raise _unclear(address, data) from None
    if not isinstance(lines, list):
        raise _unclear(address, data)
    if not lines:
        return [], 0, ""
    head = lines[0]
    if not _is_row(head) or not {"timestamp", "original", "digest"} <= set(head):
        raise _unclear(address, data)
    key = ""
    if len(lines) >= 3 and lines[-2] == [] and _is_row(lines[-1]) and len(lines[-1]) == 1:
        key = lines[-1][0][:2_000]
        lines = lines[:-2]
    good = [dict(zip(head, line, strict=True)) for line in lines[1:] if _is_row(line) and len(line) == len(head)]
    return good, len(lines) - 1 - len(good), key


def _is_row(line: Any) -> bool:
    return isinstance(line, list) and bool(line) and all(isinstance(value, str) for value in line)


def _captures(rows: Iterable[dict[str, str]], known: re.Pattern[str]) -> tuple[list[Capture], int]:
    """The captures among rows, without those of errors; and how many rows of wanted files are odd."""
    wanted = [row for row in rows if known.fullmatch(file_name(row["original"]))]
    good = [row for row in wanted if _is_sound(row)]
    bytes_of_errors = {row["digest"] for row in good if row.get("statuscode") not in ("200", "-", "", None)}
    return [
        Capture(row["timestamp"], row["original"], row["digest"], row.get("mimetype") == _REVISIT)
        for row in good
        if row["digest"] not in bytes_of_errors and _may_be_a_workbook(row)
    ], len(wanted) - len(good)


def _is_sound(row: dict[str, str]) -> bool:
    return bool(
        _DIGEST.fullmatch(row["digest"]) and _ADDRESS.fullmatch(row["original"]) and _is_moment(row["timestamp"])
    )


def _may_be_a_workbook(row: dict[str, str]) -> bool:
    return row.get("mimetype") != "text/html" and row.get("statuscode") in ("200", "-", "", None)


def _is_moment(text: str) -> bool:
    if not _MOMENT.fullmatch(text) or not text.isascii():
        return False
    try:
        return datetime(1996, 1, 1, tzinfo=UTC) < _moment(text)
    except ValueError:
        return False


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)


def best_first(captures: Iterable[Capture]) -> Iterator[Capture]:
    """Captures of one file in the order in which they are worth asking for: those with a body of their own first."""
    return iter(sorted(captures, key=lambda capture: (capture.is_revisit, capture.moment)))


def _unclear(address: str, data: bytes) -> FetchError:
    return FetchError(
        "The index of the web archive answers with what can't be understood.",
        where=address,
        expected="a JSON array of rows, the first of them the names of the fields",
        found=repr(data[:120].decode("utf-8", "replace")),
        hint="it may be an error page or cut short; the next look asks again.",
    )
