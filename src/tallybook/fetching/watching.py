"""Looking again and again, with pauses that a signal ends."""

import random
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType

from tallybook.errors import QuestionError

_UNITS = {"m": 60, "h": 3_600, "d": 86_400}
_SHORTEST = 600  # seconds; more often than every ten minutes is no politeness


class Stopping:
    """Whether somebody asked to end; the first signal ends the work after its present step, the second at once."""

    def __init__(self) -> None:
        self._asked = Event()

    def __call__(self) -> bool:
        return self._asked.is_set()

    def ask(self) -> None:
        """Asks to end."""
        self._asked.set()

    def wait(self, seconds: float) -> None:
        """Waits, at most until somebody asks to end."""
        self._asked.wait(seconds)

    @contextmanager
    def on_signals(self) -> Iterator[None]:
        """Within it, an interrupt or a request to terminate asks to end."""

        def handle(number: int, frame: FrameType | None) -> None:
            if self._asked.is_set():
                raise KeyboardInterrupt
            self.ask()

        before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def watch(
    look: Callable[[], object],
    every: float,
    jitter: float,
    wait: Callable[[float], object],
    stopping: Callable[[], bool],
) -> None:
    """Looks until somebody asks to end.

    Args:
        look: one look, with all that follows from it.
        every: seconds between two looks.
        jitter: the part of them by which a pause is longer or shorter, so that not all who watch come at once.
        wait: waits for some seconds, or until somebody asks to end.
        stopping: whether somebody asked to end.
    """
    while not stopping():
        look()
        if not stopping():
            wait(every * random.uniform(1 - jitter, 1 + jitter))


def seconds_of(text: str) -> float:
    """The seconds of a span like 6h, 90m or 1d.

    >>> seconds_of("6h"), seconds_of("90m")
    (21600.0, 5400.0)

    Raises:
        QuestionError: it is no span, or too short a one.
    """
    match = re.fullmatch(r"(\d{1,6}(?:\.\d{1,3})?)\s*([mhd])", text.strip().lower())
    seconds = float(match[1]) * _UNITS[match[2]] if match else 0
    if seconds < _SHORTEST:
        raise QuestionError(
            f"{text!r} is no span between two looks.", expected="a span like 6h, 90m or 1d, of ten minutes at least"
        )
    return seconds
