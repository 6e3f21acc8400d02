"""The book that is served: one open state of it for each request, opened anew when its file is replaced."""

import contextlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from tallybook.archive import default_path
from tallybook.errors import TallybookError
from tallybook.opening import Book, open_book

_DAYS_KEPT = 6  # states of the book as known on other days that are kept at hand
_MADE_KEPT = 128  # answers, and files that were read to be shown

_Made = TypeVar("_Made")


class Held:
    """One state of a book, which stays as it is whatever becomes of the file: a request asks one of these only."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.whole = open_book(path)
        self.version = self.whole.version
        self._then: OrderedDict[date, Book] = OrderedDict()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def book(self, as_of: date | None = None) -> Book:
        """The book whole, or as known on a day."""
        if as_of is None:
            return self.whole
        with self._lock:
            then = self._then.pop(as_of, None) or self.whole.as_known_on(as_of)
            self._then[as_of] = then
            while len(self._then) > _DAYS_KEPT:
                self._then.popitem(last=False)
            return then

    def documents(self) -> list[dict[str, Any]]:
        """Every document of the whole book, in the order in which they became public."""
        return self.whole.once("documents", self.whole.documents)

    def kept(self, name: Hashable, make: Callable[[], _Made]) -> _Made:
        """What was made of this state a short while ago, or else made now; only the last few are kept."""
        with self._lock:
            found = self._kept.pop(name, None)
        made: _Made = make() if found is None else found
        with self._lock:
            self._kept[name] = made
            while len(self._kept) > _MADE_KEPT:
                self._kept.popitem(last=False)
        return made


class Shelf:
    """Where a server finds the present state of its book."""

    def __init__(self, path: Path | str | None = None, warm: Callable[[Held], None] | None = None) -> None:
        """Opens the book.

        Args:
            path: the book; the user's own by default.
            warm: called beside the requests with each new state, to make what is costly before it is asked for.

        Raises:
            StoreError: there is none, it is not a book, or older rules have made it.
        """
        self.path = Path(path) if path else default_path()
        self.warm = warm
        self._lock = threading.Lock()
        self._seen = self._stamp()
        self._held = Held(self.path)
        self._warmed("")

    def current(self) -> Held:
        """The newest state of the book that can be read.

        A file that can't be opened leaves the state of before in its place: `add` replaces a book whole, so that such
        a file is another program's or another version's.
        """
        stamp = self._stamp()
        if stamp and stamp != self._seen:
            with self._lock:
                if stamp != self._seen:
                    before = self._held.version
                    with contextlib.suppress(TallybookError):
                        self._held = Held(self.path)
                    self._seen = stamp
                    self._warmed(before)
        return self._held

    def _warmed(self, before: str) -> None:
        if self.warm and self._held.version != before:
            threading.Thread(target=self.warm, args=(self._held,), daemon=True).start()

    def _stamp(self) -> tuple[int, int, int] | None:
        """What tells one file at the path from the next; None where there is none."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size
