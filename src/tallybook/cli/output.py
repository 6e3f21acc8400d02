"""How rows are printed: a table on a terminal, CSV in a pipe, JSON where asked for."""

import csv
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import IO, Any

import click

from tallybook.prose import in_words

_ROWS_ON_A_TERMINAL = 40
_WIDEST = 42


def rows_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that prints rows."""
    for name, text in (
        ("jsonl", "One JSON object a line."),
        ("csv", "CSV (the default in a pipe)."),
        ("json", "One JSON array."),
    ):
        command = click.option(f"--{name}", "form", flag_value=name, help=text)(command)
    return command


def print_rows(columns: Sequence[str], rows: Iterable[Sequence[Any]], form: str | None) -> None:
    """Prints rows in the form that was asked for."""
    form = form or ("table" if sys.stdout.isatty() else "csv")
    if form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(["" if value is None else value for value in row] for row in rows)
    elif form == "table":
        _print_table(columns, rows)
    else:
        objects = (json.dumps(dict(zip(columns, row, strict=True)), default=str, ensure_ascii=False) for row in rows)
        print_json(objects, form)


def print_json(objects: Iterator[str], form: str, out: IO[str] | None = None) -> None:
    """Prints JSON objects as an array, or one a line; on stdout where no file is given."""
    if form == "jsonl":
        for text in objects:
            print(text, file=out)
        return
    separator = "["
    for text in objects:
        print(f"{separator}{text}", end="", file=out)
        separator = ",\n"
    print("[]" if separator == "[" else "]", file=out)


def _print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    shown: list[list[str]] = []
    more = 0
    for row in rows:
        if len(shown) < _ROWS_ON_A_TERMINAL:
            shown.append([_cell(value) for value in row])
        else:
            more += 1
    numeric = [bool(shown) and all(_is_number(row[place]) for row in shown) for place in range(len(columns))]
    widths = [max([len(name), *(len(row[place]) for row in shown)]) for place, name in enumerate(columns)]
    fitting: list[int] = []
    used = 0
    for place, width in enumerate(widths):
        if used + width + 2 > max(shutil.get_terminal_size().columns, 80) and fitting:
            break
        fitting.append(place)
        used += width + 2
    for line in ([list(columns)], shown):
        for row in line:
            cells = [row[p].rjust(widths[p]) if numeric[p] else row[p].ljust(widths[p]) for p in fitting]
            print("  ".join(cells).rstrip())
    hidden = [columns[place] for place in range(len(columns)) if place not in fitting]
    if hidden:
        note(f"{len(hidden)} more columns ({', '.join(hidden[:6])} ...): widen the terminal, or --csv or --json.")
    if more:
        note(f"{more:,} more rows: --csv or --json prints all.")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() else f"{value:,.4g}" if abs(value) < 1 else f"{value:,.2f}"
    text = " ".join(str(value).split())
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _is_number(text: str) -> bool:
    return not text or text.replace(",", "").replace(".", "", 1).lstrip("-").isdigit()


def note(text: str) -> None:
    """Something for the person at the terminal, beside the data."""
    click.echo(text, err=True)


def next_step(text: str) -> None:
    """What a person may want to type next; not said in a pipe."""
    if sys.stdout.isatty():
        note(f"Next: {text}")


def day(value: date | None) -> str:
    """A day in words: 17 May 2025.

    >>> day(date(2025, 5, 17))
    '17 May 2025'
    """
    return in_words(value) if value else "an unknown day"


class Progress:
    """A line on a terminal that tells how far long work is; silent in a pipe."""

    def __init__(self, what: str) -> None:
        import time

        self._what, self._clock, self._start = what, time.monotonic, time.monotonic()
        self._told = 0.0

    def __call__(self, done: int, total: int, name: str) -> None:
        now = self._clock()
        if not sys.stderr.isatty() or (now - self._told < 0.1 and done < total):
            return
        self._told = now
        rate = done / max(now - self._start, 1e-6)
        left = (total - done) / rate
        text = f"{self._what} {done}/{total}  {rate:.0f}/s  {left:.0f} s left  {name}"
        width = shutil.get_terminal_size().columns - 1
        end = "\n" if done == total else ""
        print(f"\r{text[:width]:<{width}}", end=end, file=sys.stderr, flush=True)
