"""`tallybook diff` and `tallybook verify`: files held against each other, and against what is listed."""

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tallybook.cli.group import asking_options, book_option, book_path, command_line, open_asked
from tallybook.cli.output import Progress, day, next_step
from tallybook.errors import QuestionError, SourceError

if TYPE_CHECKING:
    from tallybook.diff import Change, Difference
    from tallybook.diff.changes import Content
    from tallybook.verify import Hash, Verification

_LINES = 20  # of one table on a terminal
_WIDEST = 60  # of a text on a terminal
_UNITS = {"persons": "people", "share": "as a share", "usd": "US dollars", "usd_per_day": "US dollars a day"}


@command_line.command()
@click.argument("a")
@click.argument("b")
@click.option("--csv", "form", flag_value="csv", help="Every change as a row of CSV.")
@click.option("--json", "form", flag_value="json", help="One JSON object with every change.")
@asking_options
def diff(a: str, b: str, form: str | None) -> None:
    """What differs between two workbooks.

    Each is a file on disk or a document of the book. Numbers are compared by what they mean, wherever
    they stand; then every other cell. Fonts, colours and other formats are not compared. Exit code 0:
    nothing differs, 1: something does, 2: there is nothing to compare.

    \b
    Example: tallybook diff 2020-10-01_FY20 2021-01-14_FY20
    """
    from tallybook.diff import compare, find_sources

    try:
        difference = compare(*find_sources((a, b), open_asked))
    except SourceError as error:  # exit code 1 would say that something differs
        raise QuestionError(str(error)) from None
    if form == "json":
        click.echo(json.dumps(difference.as_object(), ensure_ascii=False))
    elif form == "csv":
        _print_csv(difference)
    else:
        for line in _report(difference):
            click.echo(line)
    if difference.changes:
        next_step(f'tallybook show "{b}!SHEET!CELL" for one of these cells of a document of the book')
        sys.exit(1)


def _print_csv(difference: "Difference") -> None:
    from tallybook.diff.changes import FIELDS

    writer = csv.DictWriter(sys.stdout, FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(change.as_object() for change in difference.changes)


def _report(difference: "Difference") -> Iterator[str]:
    """The answer, the two files, then what differs, sheet by sheet and table by table."""
    yield difference.sentence()
    yield f"from  {difference.file_a}  (sha256 {difference.document_a[:12]})"
    yield f"to    {difference.file_b}  (sha256 {difference.document_b[:12]})"
    told = [change for change in difference.changes if change.kind != "moved_table"]  # the sentence counts them
    for (sheet, table), group in groupby(told, key=lambda change: (change.sheet, change.table_name)):
        changes = list(group)
        spans = Counter(_days(change) for change in changes if change.quantity)
        usual = spans.most_common(1)[0][0] if spans else ""
        yield "\n" + ", ".join(part for part in (f"Sheet '{sheet}'", table, usual) if part)
        lines = list(dict.fromkeys(_line(change, changes, usual) for change in changes))
        yield from (f"  {line}" for line in lines[:_LINES])
        if len(lines) > _LINES:
            yield f"  and {len(lines) - _LINES:,} more: --json"


def _line(change: "Change", others: Iterable["Change"], usual: str) -> str:
    """One change; days are told where they are not the usual ones of its table."""
    if change.kind in ("new_row", "gone_row"):
        return _row_line([other for other in others if other.row == change.row], usual)
    if change.kind == "date":
        return f"date: {_day(change.before)} -> {_day(change.after)}"
    where = " -> ".join(dict.fromkeys(cell for cell in (change.cell_a, change.cell_b) if cell))
    kind = change.kind.replace("_", " ")
    if change.kind in ("moved_row", "sheet_hidden", "sheet_shown"):
        return f"{where}  {kind}: {change.label}".strip(" :")
    before, after = _excerpts(change.before, change.after)
    unit = f" {_UNITS.get(change.unit, change.unit)}" if change.unit else ""
    means = f"  {change.quantity}, {change.label}{_unless(usual, change)}" if change.quantity else ""
    return f"{where}  {kind}: {before} -> {after}{unit}{means}".strip()


def _row_line(row: Sequence["Change"], usual: str) -> str:
    """One line for all numbers of a row that came or went."""
    cells = " to ".join(dict.fromkeys(number.cell_b or number.cell_a for number in (row[0], row[-1])))
    count = "1 number" if len(row) == 1 else f"{len(row)} numbers"
    return f"{cells}  {row[0].kind.replace('_', ' ')}: {row[0].row_label}, {count}{_unless(usual, row[0])}"


def _unless(usual: str, change: "Change") -> str:
    days = _days(change)
    return "" if days == usual else f", {days}"


def _days(change: "Change") -> str:
    """What the numbers of a change describe, in words."""
    return " -> ".join(dict.fromkeys(_day(span) for span in (change.dates_a, change.dates_b) if span))


def _day(span: "Content") -> str:
    """`2025-05-17`, or two such with a stroke between, in words."""
    if not span:
        return "none"
    return " to ".join(day(date.fromisoformat(part)) for part in str(span).split("/"))


def _excerpts(before: "Content", after: "Content") -> tuple[str, str]:
    """Both sides in short; of long texts the part from which they differ."""
    if not isinstance(before, str) or not isinstance(after, str):
        return _short(before), _short(after)
    same = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), 0)
    start = max(same - _WIDEST // 2, 0) if max(len(before), len(after)) > _WIDEST else 0
    lead = "…" if start else ""
    return _short(lead + before[start:]), _short(lead + after[start:])


def _short(value: "Content") -> str:
    if value is None:
        return "nothing"
    if isinstance(value, float):
        return f"{value:,.10g}"
    text = str(value)
    return f"'{text}'" if len(text) <= _WIDEST else f"'{text[: _WIDEST - 1]}…'"


@command_line.command()
@click.option("--archive", metavar="DIR", type=click.Path(path_type=Path), help="Another folder of workbooks.")
@click.option("--hashes", metavar="FILE", help="Hashes of somebody else's files, to look for here; - is stdin.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@book_option
def verify(archive: Path | None, hashes: str | None, as_json: bool) -> None:
    """Check every file of the archives.

    Each is held against its manifest, each document of the book against the files. With --hashes (as
    sha256sum prints them, a CSV with a column sha256, or one hash a line) it says which of those files
    are not here. Exit code 0: all is well, 1: something is missing or differs.

    \b
    Example: sha256sum *.xlsx | tallybook verify --hashes -
    """
    from tallybook.archive import default_path, tracked_archive
    from tallybook.verify import verify as verify_files

    listed = _hashes(hashes) if hashes else []
    book = book_path() or default_path()
    found = verify_files(archive or tracked_archive(), book, listed, Progress("Hashing"))
    if as_json:
        click.echo(json.dumps(found.as_object(), ensure_ascii=False))
    else:
        _print_verification(found)
    if not found.is_well:
        sys.exit(1)
    next_step("tallybook documents")


def _hashes(name: str) -> list["Hash"]:
    from tallybook.verify import read_hashes

    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return read_hashes(data.decode("utf-8"), name)
    except OSError as error:
        raise click.UsageError(f"{name} can't be read: {error.strerror or error}.") from None
    except UnicodeDecodeError:
        raise click.UsageError(f"{name} is no list of hashes: it is not text.") from None


def _print_verification(found: "Verification") -> None:
    click.echo(found.sentence())
    for fault in found.faults:
        click.echo(f"{fault.kind.replace('_', ' ')}: {fault.file}, in {fault.folder}")
        for name, text in (("expected", fault.expected), ("found", fault.found)):
            if text:
                click.echo(f"  {name:<9} {text}")
    for other in found.compared:
        name = other.name or "no name"
        if other.status != "held":
            here = f"; here that name has other bytes: {other.held_as}" if other.held_as else ""
            click.echo(f"not here: {other.sha256}  {name} (line {other.line}){here}")
        elif other.name != other.held_as:
            click.echo(f"held: {other.sha256[:12]}  {name}, as {other.held_as}")
