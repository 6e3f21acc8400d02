"""The process that `tallybook.http.desk` starts: texts on stdin, reports on stdout, until stdin ends."""

import pickle
import signal
import sys
from datetime import date
from pathlib import Path

from tallybook.claims.desk import Report, check
from tallybook.errors import TallybookError
from tallybook.http.desk import send
from tallybook.http.shelf import Shelf


def answered(shelf: Shelf, text: str, day: date | None, source: str, lang: str) -> Report | TallybookError:
    """The report of a text, or what was wrong with the question."""
    try:
        return check(shelf.current().whole, text, day, source, lang)
    except TallybookError as error:
        return error


def main() -> None:
    """Answers one text after the other."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's to obey; this ends with it
    texts, reports = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing else may come between the reports
    shelf = Shelf(Path(sys.argv[1]))
    send(reports, None)  # ready
    while True:
        try:
            question = pickle.load(texts)
        except EOFError:
            return
        send(reports, answered(shelf, *question))


if __name__ == "__main__":
    main()
