"""What has arrived of an answer so far: kept on disk, so that a broken download goes on where it broke.

It goes on only where the server says by what a file can be known (a strong ETag, or the day it was
last modified), and only if that is still the same: `If-Range` leaves the choice to the server.
"""

import json
import re
from pathlib import Path

import httpx

from tallybook.archive import sha256

_RANGE = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15}|\*)")

_LONGEST_SAYABLE = 500


class Partial:
    """The bytes of one address that have arrived, and by what the rest can be asked for."""

    def __init__(self, folder: Path, address: str) -> None:
        self._path = folder / f"{sha256(address.encode())[:32]}.part"
        self._note = self._path.with_suffix(".json")
        self.total: int | None = None  # bytes of the whole answer, where the server says
        self._validator = ""

    @property
    def size(self) -> int:
        """Bytes that have arrived."""
        return self._path.stat().st_size if self._path.is_file() else 0

    def conditions(self) -> dict[str, str]:
        """The headers that ask for the rest; none where there is nothing to go on from."""
        self._recall()
        if not self._validator or not self.size:
            return {}
        return {"Range": f"bytes={self.size}-", "If-Range": self._validator}

    def begin(self, response: httpx.Response) -> None:
        """Starts anew with a whole answer."""
        self.discard()
        self._validator = _validator(response.headers)
        self.total = declared_length(response.headers)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._note.write_text(json.dumps({"validator": self._validator, "total": self.total}), encoding="utf-8")
        self._path.write_bytes(b"")

    def continues(self, response: httpx.Response) -> bool:
        """Whether a partial answer begins where this ends, and is of the same whole."""
        match = _RANGE.fullmatch(response.headers.get("content-range", ""))
        if not match or int(match[1]) != self.size or not self._validator:
            return False
        total = None if match[3] == "*" else int(match[3])
        same = self.total is None or total is None or total == self.total
        self.total = total or self.total
        return same and _validator(response.headers) in ("", self._validator)

    def append(self, chunk: bytes) -> None:
        """More bytes."""
        with self._path.open("ab") as file:
            file.write(chunk)

    @property
    def is_whole(self) -> bool:
        """Whether as many bytes have arrived as were announced."""
        return self.total is None or self.size == self.total

    def take(self) -> bytes:
        """All bytes; they are kept here no longer."""
        data = self._path.read_bytes() if self.size else b""
        self.discard()
        return data

    def discard(self) -> None:
        """Forgets what has arrived."""
        self._path.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)
        self.total, self._validator = None, ""

    def _recall(self) -> None:
        """What an earlier run noted; a note that can't be read is none."""
        try:
            note = json.loads(self._note.read_text(encoding="utf-8"))
            self._validator, self.total = str(note["validator"]), note["total"] and int(note["total"])
        except (OSError, ValueError, KeyError, TypeError):
            self.discard()


def declared_length(headers: httpx.Headers) -> int | None:
    """The bytes that an answer announces; None where it announces none."""
    text = headers.get("content-length", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def sayable(headers: httpx.Headers, name: str) -> str:
    """What a server says in a header, where it can be said back to it; else nothing."""
    text: str = headers.get(name, "")
    return text if text.isascii() and text.isprintable() and len(text) <= _LONGEST_SAYABLE else ""


def _validator(headers: httpx.Headers) -> str:
    """By what the rest of a file may be asked for: weak tags do not promise the same bytes."""
    tag = sayable(headers, "etag")
    return tag if tag and not tag.startswith("W/") else sayable(headers, "last-modified")
