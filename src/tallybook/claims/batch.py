"""Many statements, each with its day: read from JSON lines, and answered with one opening of the book for each day."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from tallybook.book import Book
from tallybook.claims.desk import check_statement
from tallybook.claims.verdicts import Finding
from tallybook.prose import LANGUAGES


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement that is to be answered."""

    line: int  # of the input, from 1
    id: str | int
    text: str
    day: date
    lang: str = ""


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that asks nothing: nothing is answered to it, least of all a verdict."""

    line: int
    fault: str


def read_batch(lines: Iterable[bytes]) -> Iterator[Asked | BadLine]:
    """The statements of JSON lines with `id`, `text` and `statement_date`, and the lines that are none.

    Blank lines are passed over. `lang` may be given too.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            read = _read(line)
            yield BadLine(number, read) if isinstance(read, str) else Asked(number, *read)


def _read(line: bytes) -> tuple[str | int, str, date, str] | str:
    """What a line asks, or its fault."""
    try:
        entry: Any = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return "not UTF-8"
    except json.JSONDecodeError as fault:
        return f"not JSON: {fault.msg} at column {fault.colno}"
    except RecursionError:
        return "not JSON that a statement would need: too deep"
    if not isinstance(entry, dict):
        return "not a JSON object"
    if missing := [name for name in ("id", "text", "statement_date") if entry.get(name) in (None, "")]:
        return f"without {' and '.join(missing)}"
    name, text, day = entry["id"], entry["text"], entry["statement_date"]
    if isinstance(name, bool) or not isinstance(name, str | int):
        return "id is neither a string nor a whole number"
    if not isinstance(text, str) or not text.strip():
        return "text is no text"
    lang = entry.get("lang") or ""
    if lang not in ("", *LANGUAGES):
        return f"lang is {lang!r}, not one of {', '.join(LANGUAGES)}"
    parsed = _day(day)
    return (name, text, parsed, lang) if parsed else f"statement_date is {day!r}, not YYYY-MM-DD"


def _day(value: object) -> date | None:
    if not isinstance(value, str) or len(value) != len("YYYY-MM-DD"):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def answered(
    book: Book, asked: Sequence[Asked], told: Callable[[int, int, str], None] | None = None
) -> Iterator[tuple[Asked, Finding]]:
    """Every statement with its answer, in the order in which they were asked.

    Work goes by the day, since the book is opened as of each; an answer is given on as soon as all before it are.

    Args:
        told: hears of progress: how many are done, of how many, and the day at hand.
    """
    waiting: dict[int, Finding] = {}
    given = done = 0
    places = sorted(range(len(asked)), key=lambda place: asked[place].day)
    for day, of_day in groupby(places, key=lambda place: asked[place].day):
        with book.as_known_on(day) as then:
            for place in of_day:
                one = asked[place]
                waiting[place] = check_statement(then, one.text, day, one.lang)
                done += 1
                if told:
                    told(done, len(asked), day.isoformat())
                while given in waiting:
                    yield asked[given], waiting.pop(given)
                    given += 1
