"""What fetching remembers beside a book, so that nothing is downloaded twice: one folder, `BOOK.fetch/`.

- `remembered.json`: per address what its server said of it; which bytes an index's digest stands for;
  which bytes could not be read, by which rules; what failed, and until when it is left alone.
- `arrived/`: files that are downloaded and not yet in the book, by their sha256.
- `partial/`: broken downloads that can go on.
- `looks.jsonl`: every look, also those that found nothing (see `looks.py`).
"""

import fcntl
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tallybook.archive import sha256
from tallybook.errors import StoreError

_FIRST_REST = timedelta(hours=6)
_LONGEST_REST = timedelta(days=30)
_MOST_UNTOLD = 100
_NO_DAY = "9999"  # later than any day


@dataclass(frozen=True, slots=True)
class Asked:
    """What a server said of an address when it last sent the whole of it."""

    at: str  # ISO moment, UTC
    etag: str = ""
    last_modified: str = ""
    sha256: str = ""
    links: tuple[str, ...] = ()  # of a page: the workbooks it linked to
    others: tuple[str, ...] = ()  # and the workbooks of other names

    def conditions(self, now: datetime, trust_days: float) -> dict[str, str]:
        """The headers that ask for the body only if it has changed; none once that is no longer believed."""
        if now - moment_of(self.at) > timedelta(days=trust_days):
            return {}
        said = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True, slots=True)
class Refused:
    """Bytes that could not be read as a workbook of a known publication."""

    name: str
    reason: str
    read_by: str  # the rules that could not read them


@dataclass(frozen=True, slots=True)
class Failing:
    """A file that its server will not give."""

    times: int
    until: str  # ISO moment up to which it is not asked for again


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that has arrived and is not in the book yet, with what is known of it."""

    name: str
    place: str
    address: str
    known_since: str  # ISO day; empty where nothing says since when it was public before
    kept_by: str


@dataclass(frozen=True, slots=True)
class Found:
    """How a document of the book was found."""

    at: str
    place: str
    address: str


@dataclass(slots=True)
class Remembered:
    """The contents of `remembered.json`."""

    asked: dict[str, Asked] = field(default_factory=dict)  # by address
    digests: dict[str, str] = field(default_factory=dict)  # sha256 by an index's digest
    sha1s: dict[str, str] = field(default_factory=dict)  # digest (SHA-1, base 32) by sha256
    waiting: dict[str, Waiting] = field(default_factory=dict)  # by sha256
    refused: dict[str, Refused] = field(default_factory=dict)  # by sha256
    failing: dict[str, Failing] = field(default_factory=dict)  # by an index's digest
    resting: dict[str, str] = field(default_factory=dict)  # by place: the moment up to which it is left alone
    found: dict[str, Found] = field(default_factory=dict)  # by sha256
    untold: dict[str, tuple[str, ...]] = field(default_factory=dict)  # sha256s by who has yet to be told


class Memory:
    """The folder beside a book."""

    def __init__(self, book: Path) -> None:
        self.folder = book.with_name(f"{book.name}.fetch")
        self.arrived = self.folder / "arrived"
        self.partial = self.folder / "partial"
        self._file = self.folder / "remembered.json"
        self.set_aside = ""  # where a memory that could not be read was put; told once
        self.known = Remembered()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Holds the folder for one fetch at a time, and recalls what is remembered.

        Raises:
            StoreError: another one is at work, or the folder can't be written.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = (self.folder / "lock").open("w")
        except OSError as error:
            raise _unwritable(self.folder, error) from None
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise StoreError(
                    "Another fetch or watch of this book is at work.",
                    where=str(self.folder),
                    hint="let it finish, or name another book.",
                ) from None
            self.known = self._recalled()
            yield

    def save(self) -> None:
        """Writes what is remembered, whole or not at all."""
        text = json.dumps(asdict(self.known), indent=1, sort_keys=True)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            temporary = self._file.with_suffix(".tmp")
            temporary.write_text(text, encoding="utf-8")
            temporary.replace(self._file)
        except OSError as error:
            raise _unwritable(self._file, error) from None

    def keep(self, data: bytes, known: Waiting) -> None:
        """Puts downloaded bytes where they wait for the book; of two days the earlier counts."""
        digest = sha256(data)
        path = self.path_of(digest)
        try:
            self.arrived.mkdir(parents=True, exist_ok=True)
            temporary = path.with_suffix(".tmp")
            temporary.write_bytes(data)
            temporary.replace(path)
        except OSError as error:
            raise _unwritable(path, error) from None
        before = self.known.waiting.get(digest)
        if before is None or (known.known_since or _NO_DAY) < (before.known_since or _NO_DAY):
            self.known.waiting[digest] = known
        self.save()

    def path_of(self, digest: str) -> Path:
        """Where bytes wait that have arrived, by their sha256."""
        return self.arrived / digest

    def is_waiting(self, digest: str) -> bool:
        """Whether bytes have arrived and are not in the book yet."""
        return digest in self.known.waiting and self.path_of(digest).is_file()

    def let_go(self, digest: str) -> None:
        """Forgets bytes that wait no longer."""
        self.known.waiting.pop(digest, None)
        self.path_of(digest).unlink(missing_ok=True)

    def leave_to_tell(self, whom: Iterable[str], digests: Sequence[str]) -> None:
        """Notes of which documents somebody has yet to be told."""
        for name in whom:
            untold = dict.fromkeys((*self.known.untold.get(name, ()), *digests))
            self.known.untold[name] = tuple(untold)[-_MOST_UNTOLD:]

    def has_failed(self, key: str, now: datetime) -> None:
        """Notes that a file was not given: each time it is left alone for twice as long."""
        times = self.known.failing[key].times + 1 if key in self.known.failing else 1
        rest = min(_FIRST_REST * 2 ** min(times - 1, 10), _LONGEST_REST)
        self.known.failing[key] = Failing(times, (now + rest).isoformat())

    def is_left_alone(self, key: str, now: datetime) -> bool:
        """Whether a file was refused so lately that it is not asked for."""
        return key in self.known.failing and moment_of(self.known.failing[key].until) > now

    def _recalled(self) -> Remembered:
        if not self._file.is_file():
            return Remembered()
        try:
            return _from_object(json.loads(self._file.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            aside = self._file.with_suffix(".unreadable")
            self._file.replace(aside)
            self.set_aside = str(aside)
            return Remembered()


def moment_of(text: str) -> datetime:
    """A moment as it is written here; one that can't be read is long ago."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _from_object(read: dict[str, Any]) -> Remembered:
    asked = {
        address: Asked(**{**entry, "links": _texts(entry["links"]), "others": _texts(entry["others"])})
        for address, entry in read["asked"].items()
    }
    return Remembered(
        asked=asked,
        digests={str(key): str(value) for key, value in read["digests"].items()},
        sha1s={str(key): str(value) for key, value in read["sha1s"].items()},
        waiting={key: Waiting(**entry) for key, entry in read["waiting"].items()},
        refused={key: Refused(**entry) for key, entry in read["refused"].items()},
        failing={key: Failing(int(entry["times"]), str(entry["until"])) for key, entry in read["failing"].items()},
        resting={str(key): str(value) for key, value in read["resting"].items()},
        found={key: Found(**entry) for key, entry in read["found"].items()},
        untold={key: _texts(entry) for key, entry in read["untold"].items()},
    )


def _texts(values: list[Any]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)


def _unwritable(path: Path, error: OSError) -> StoreError:
    return StoreError(
        "What fetching remembers can't be written beside the book.",
        where=str(path),
        found=error.strerror or str(error),
        hint="check that the folder may be written to and has room, or name another book with --book.",
    )
