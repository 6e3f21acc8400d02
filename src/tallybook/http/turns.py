"""Who is answered when: so many at a time, so many wait, the others are told to come again.

What was slow before waits in a queue of its own, so that a question of ten seconds never stands before one of ten
milliseconds.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from tallybook.http.faults import Busy, OutOfTime

_SLOW = 1.0  # seconds
_MOST_REMEMBERED = 2_000

_Made = TypeVar("_Made")


class Lane:
    """A queue with so many threads at its end."""

    def __init__(self, name: str, at_once: int, waiting: int, seconds: float) -> None:
        self.seconds = seconds
        self._most = at_once + waiting
        self._inside = 0
        self._lock = threading.Lock()
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix=name)

    async def run(self, make: Callable[[], _Made]) -> _Made:
        """What is made, in its turn.

        Raises:
            Busy: too many wait.
            OutOfTime: it took too long; the thread ends it all the same, and nobody takes its place before.
        """
        with self._lock:
            if self._inside >= self._most:
                raise Busy("Too many questions are asked at once.", hint="ask again in a few seconds.")
            self._inside += 1
        future = self._threads.submit(make)
        future.add_done_callback(self._left)
        waiting = asyncio.wrap_future(future)
        waiting.add_done_callback(lambda done: done.cancelled() or done.exception())  # also where nobody waits any more
        done, _ = await asyncio.wait([waiting], timeout=self.seconds)
        if done:
            return waiting.result()
        waiting.cancel()  # what has not begun never will
        raise OutOfTime(
            f"The answer was not there within {self.seconds:g} seconds.", hint="ask for less: fewer days, one code."
        )

    def _left(self, _: Future[_Made]) -> None:
        with self._lock:
            self._inside -= 1


class Turns:
    """The queues of a server."""

    def __init__(self, at_once: int = 4, waiting: int = 60, seconds: float = 60) -> None:
        self.quick = Lane("quick", at_once, waiting, seconds)
        self.slow = Lane("slow", 1, 8, seconds)
        self.texts = Lane("texts", 1, 4, seconds + 10)  # the desk has its own clock
        self._slow: set[Hashable] = set()

    async def run(self, kind: Hashable, make: Callable[[], _Made]) -> _Made:
        """What is made, in its turn.

        Args:
            kind: what is as slow as this was.
            make: makes it, in a thread.

        Raises:
            Busy: too many wait.
            OutOfTime: it took too long.
        """
        lane = self.slow if kind in self._slow else self.quick
        return await lane.run(lambda: self._timed(kind, make))

    def _timed(self, kind: Hashable, make: Callable[[], _Made]) -> _Made:
        start = time.thread_time()
        try:
            return make()
        finally:
            if time.thread_time() - start < _SLOW:
                self._slow.discard(kind)
            elif len(self._slow) < _MOST_REMEMBERED:
                self._slow.add(kind)
