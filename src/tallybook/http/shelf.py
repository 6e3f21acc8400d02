"""The book that is served: one open state of it for each request, opened anew when its file is replaced."""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from tallybook.archive import default_path
from tallybook.errors import TallybookError
from tallybook.http.desk import Desk
from tallybook.opening import Book, open_book

_DAYS_KEPT = 6  # states of the book as known on other days that are kept at hand
_MOST_KEPT = 128  # in units of a thousand cells
_USUAL = 4  # what a thing weighs of which nothing else is said: the sheets of a file
_PATIENCE = 5.0  # seconds until a file that could not be opened is tried again

_LOG = logging.getLogger(__name__)
_Made = TypeVar("_Made")


class Held:
    """One state of a book, which stays as it is whatever becomes of the file: a request asks one of these only.

    Its file is let go when nobody asks it any more.
    """

    def __init__(self, path: Path, desk: Desk | None = None) -> None:
        self.path = path
        self.whole = open_book(path)
        self.version = self.whole.version
        self.desk = desk or Desk(path)
        self._then: OrderedDict[date, Book] = OrderedDict()
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._weight = 0
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

    def forget(self) -> None:
        """Lets go of what was made of this state; what it is asked next is asked of the book."""
        with self._lock:
            self._kept.clear()
            self._weight = 0

    def documents(self) -> list[dict[str, Any]]:
        """Every document of the whole book, in the order in which they became public."""
        return self.whole.once("documents", self.whole.documents)

    def kept(self, name: Hashable, make: Callable[[], _Made], weigh: Callable[[_Made], int] | None = None) -> _Made:
        """What was made of this state a short while ago, or else made now; only so much is kept.

        Args:
            name: what tells it from all others.
            make: makes it.
            weigh: how heavy it is, in thousands of cells.
        """
        with self._lock:
            if found := self._kept.get(name):
                self._kept.move_to_end(name)
                made: _Made = found[0]
                return made
        made = make()
        weight = weigh(made) if weigh else _USUAL
        with self._lock:
            if name not in self._kept and weight <= _MOST_KEPT:
                self._kept[name] = made, weight
                self._weight += weight
                while self._weight > _MOST_KEPT:
                    self._weight -= self._kept.popitem(last=False)[1][1]
        return made


class Shelf:
    """Where a server finds the present state of its book."""

    def __init__(self, path: Path | str | None = None) -> None:
        """Opens the book.

        Args:
            path: the book; the user's own by default.

        Raises:
            StoreError: there is none, it is not a book, or older rules have made it.
        """
        self.path = Path(path) if path else default_path()
        self.desk = Desk(self.path)
        self._opening = threading.Lock()
        self._seen = self._stamp()
        self._again = 0.0
        self._held = Held(self.path, self.desk)
        self._warm: Callable[[Held], None] | None = None
        self._warming: threading.Thread | None = None
        self.is_closed = False

    def warm_with(self, warm: Callable[[Held], None]) -> None:
        """From now on makes what is costly before it is asked for, of this state and of each new one.

        Args:
            warm: is called with a state of the book, in a thread beside the requests.
        """
        self._warm = warm
        self._warmed("")

    @property
    def is_behind(self) -> bool:
        """Whether another file stands at the path than the one that was opened, or tried, last."""
        stamp = self._stamp()
        return stamp is not None and (stamp != self._seen or 0 < self._again < time.monotonic())

    def current(self) -> Held:
        """The newest state of the book that can be read.

        While one caller opens a new file the others go on with the state of before. A file that can't be opened leaves
        that state in its place: `add` replaces a book whole, so that such a file is another program's or version's.
        """
        if self.is_behind and self._opening.acquire(blocking=False):
            try:
                self._open()
            finally:
                self._opening.release()
        return self._held

    def _open(self) -> None:
        # The stamp is taken first: what replaces the file after it is seen at the next call.
        self._seen, before = self._stamp(), self._held.version
        try:
            self._held, self._again = Held(self.path, self.desk), 0.0
        except TallybookError as error:
            self._again = time.monotonic() + _PATIENCE
            _LOG.warning("The book of before is served on. %s", error)
        else:
            self._warmed(before)

    def _warmed(self, before: str) -> None:
        if self._warm and self._held.version != before:
            self._warming = threading.Thread(target=self._warm, args=(self._held,), daemon=True)
            self._warming.start()

    def warmed(self) -> None:
        """Waits until what is costly has been made."""
        if self._warming:
            self._warming.join()

    def close(self) -> None:
        """Begins nothing more."""
        self.is_closed = True
        self.desk.close()

    def _stamp(self) -> tuple[int, int, int] | None:
        """What tells one file at the path from the next; None where there is none."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size
