"""Texts checked in a process of its own, one at a time, for so long and no longer.

A text of many statements keeps a processor busy for many seconds, and what a stranger pastes may be made to take
minutes. In a process of its own it stands in no reader's way, and can be ended.
"""

import pickle
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path
from typing import IO

from tallybook.claims.desk import Report
from tallybook.errors import TallybookError
from tallybook.http.faults import Broken, Busy, OutOfTime

SECONDS = 60.0  # for one text; a hundred thousand letters of an article take five
_STARTING = 60.0  # for the process to be ready
_WAITING = 60.0  # seconds until a text gives up its place in the queue

Answered = Report | TallybookError


class Desk:
    """The claim desk of a book, with the process that it works in, started when it is first asked."""

    def __init__(self, path: Path, seconds: float = SECONDS) -> None:
        self.path = path
        self.seconds = seconds
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def check(self, text: str, day: date | None = None, source: str = "", lang: str = "") -> Report:
        """Every statement of a text, held against the newest state of the book as known on its day.

        Arguments as in `tallybook.claims.desk.check`.

        Raises:
            QuestionError: no day is given, and none stands in the head of the text.
            Busy: other texts have been checked for too long.
            OutOfTime: it took too long.
            Broken: the desk fell over it.
        """
        if not self._turn.acquire(timeout=_WAITING):
            raise Busy("Other texts are being checked.", hint="try again in a minute.")
        try:
            answered = self._asked((text, day, source, lang))
        finally:
            self._turn.release()
        if isinstance(answered, TallybookError):
            raise answered
        return answered

    def close(self) -> None:
        """Ends the process; the next text starts another."""
        process, self._process = self._process, None
        if process:
            process.kill()
            process.communicate()

    def _asked(self, question: tuple[str, date | None, str, str]) -> Answered:
        process = self._process
        if process is None or process.poll() is not None:
            # How long a process takes to be ready is not the text's fault.
            process = self._started()
            self._heard(process, _STARTING)
        answered = self._heard(process, self.seconds, question)
        assert answered is not None
        return answered

    def _started(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tallybook.http.desk_child", str(self.path)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self._process

    def _heard(self, process: subprocess.Popen[bytes], seconds: float, question: object = None) -> Answered | None:
        """What the process says next, when it is asked; it is ended where it takes too long."""
        # The end of the process closes the pipes, so that writing and reading come to an end.
        ending = threading.Timer(seconds, process.kill)
        ending.start()
        try:
            if question:
                send(_open(process.stdin), question)
            return receive(_open(process.stdout))
        except (EOFError, BrokenPipeError):
            ran_out = not ending.is_alive()
            self.close()
            if ran_out:
                raise OutOfTime(
                    f"The text could not be checked within {seconds:g} seconds.", hint="check it in parts."
                ) from None
            raise Broken("The text could not be checked; this is a fault of Tallybook's.") from None
        finally:
            ending.cancel()

    def __del__(self) -> None:
        self.close()


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # both were asked for
    return pipe


def send(pipe: IO[bytes], value: object) -> None:
    """Writes a value into a pipe between two processes of ours."""
    pickle.dump(value, pipe)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Answered | None:
    """Reads what the other process has written.

    Raises:
        EOFError: it has ended.
    """
    try:
        answered: Answered | None = pickle.load(pipe)
    except pickle.UnpicklingError:
        raise EOFError from None
    return answered
