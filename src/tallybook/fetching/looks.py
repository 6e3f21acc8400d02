"""Every look that was taken, one line for each place: that nothing was found is a fact too."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

OUTCOMES = {
    "answered": "The place answered.",
    "unchanged": "The place answered that nothing has changed since it was last looked at.",
    "no_answer": "The place could not be read.",
    "resting": "The place was not asked, because it asked to be left alone for a while.",
    "stopped": "The look was ended by a signal before it was through.",
}


@dataclass(frozen=True, slots=True)
class PlaceLook:
    """What one place showed when it was looked at."""

    at: str  # ISO moment, UTC
    place: str  # agency or web_archive
    address: str
    outcome: str  # a code of OUTCOMES
    offered: int = 0  # workbooks that it lists, each once
    held: int = 0  # of these, in the book before
    new: tuple[str, ...] = ()  # the archive's names of those that came into the book
    failed: tuple[str, ...] = ()  # names of those that could not be taken, with the reason
    left: int = 0  # not asked for this time: refused lately, or more than are taken at once
    others: tuple[str, ...] = ()  # workbooks whose names are not those that are looked for
    note: str = ""
    is_dry_run: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether the place answered and all that was wanted of it was taken."""
        return self.outcome in ("answered", "unchanged") and not self.failed


class Looks:
    """The log of all looks of a book."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "looks.jsonl"

    def append(self, looks: Sequence[PlaceLook]) -> None:
        """Adds looks to the log; a line that was cut short before ends first."""
        lines = "".join(json.dumps(asdict(look), ensure_ascii=False) + "\n" for look in looks)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab+") as file:
            if file.tell():
                file.seek(-1, 2)
                lines = lines if file.read(1) == b"\n" else "\n" + lines
            file.write(lines.encode())

    def __iter__(self) -> Iterator[PlaceLook]:
        """All looks, oldest first; lines that can't be read are passed over."""
        if not self._path.is_file():
            return
        with self._path.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                look = _read(line)
                if look:
                    yield look


def _read(line: str) -> PlaceLook | None:
    try:
        entry: dict[str, Any] = json.loads(line)
        for name in ("new", "failed", "others"):
            entry[name] = tuple(entry[name])
        return PlaceLook(**entry)
    except (ValueError, TypeError, KeyError):
        return None
