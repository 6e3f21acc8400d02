"""`tallybook facilities`: the code of each facility, and every way in which it is printed."""

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from tallybook.cli.group import asking_options, command_line, open_asked
from tallybook.cli.output import next_step, note, print_json, print_rows, rows_options

if TYPE_CHECKING:
    from tallybook.facilities import Listed, Unplaced

_ON_A_TERMINAL = 20
_DOUBTFUL = ("code", "may_be", "because")
_UNPLACED = ("name", "table", "first_seen", "last_seen", "candidates", "because")


@command_line.command()
@click.argument("text", required=False, default="")
@click.option("--doubtful", is_flag=True, help="Pairs that are kept apart and may be one, with the reason.")
@click.option("--unplaced", is_flag=True, help="Names on sheets without places that are not known to be one's.")
@rows_options
@asking_options
def facilities(text: str, doubtful: bool, unplaced: bool, form: str | None) -> None:
    """Facilities, each under one code.

    Those whose name, city or state holds TEXT; a code shows one whole: every way in which it is printed, since
    when, and why it is held to be one facility.

    \b
    Examples: tallybook facilities natchez
              tallybook facilities adams_county_natchez_ms
              tallybook facilities TX --doubtful --csv
    """
    from tallybook import facilities as known

    if doubtful and unplaced:
        raise click.UsageError("--doubtful and --unplaced are two lists; choose one.")
    with open_asked() as book:
        if unplaced:
            names = [name for name in known.unplaced(book) if text.casefold() in name.name.casefold()]
            _print_reasons(_UNPLACED, [_unplaced_row(name) for name in names], form)
            return
        if known.is_code(text) and not doubtful:
            _print_whole(known.facility_of_code(book, text.casefold()), form)
            return
        found = known.facilities(book, text, doubtful)
    if not found:
        near = known.nearest_codes(text, known.facilities_by_code())
        note(f"No facility's name, city or state holds {text!r}." + (f" Like it: {', '.join(near)}." if near else ""))
    if doubtful:
        _print_reasons(_DOUBTFUL, known.doubts(found), form)
    else:
        _print_list(found, form)
    if not found:
        sys.exit(1)
    next_step(f"tallybook facilities {found[0].code}")


def _unplaced_row(name: "Unplaced") -> tuple[Any, ...]:
    return name.name, name.table, name.first_seen, name.last_seen, " ".join(name.candidates), name.because


def _print_list(found: Sequence["Listed"], form: str | None) -> None:
    """Facilities: on a terminal two lines each."""
    from tallybook.facilities import COLUMNS

    if form or not sys.stdout.isatty():
        print_rows(COLUMNS, (one.row() for one in found), form)
        return
    for one in found[:_ON_A_TERMINAL]:
        forms = f", printed in {one.forms} ways" if one.forms > 1 else ""
        click.echo(f"{one.code}\n    {one.name}, {one.city}, {one.state}: {one.first_seen} to {one.last_seen}{forms}")
    if len(found) > _ON_A_TERMINAL:
        note(f"{len(found) - _ON_A_TERMINAL:,} more: --csv or --json prints all.")


def _print_reasons(columns: Sequence[str], rows: Sequence[Sequence[Any]], form: str | None) -> None:
    """Rows that end with a reason: on a terminal one after the other, with the reason whole."""
    if form or not sys.stdout.isatty():
        print_rows(columns, rows, form)
        return
    from tallybook.pages import bullets, written

    told = ("  ".join(str(value) for value in row[:-1] if value) + f": {row[-1]}" for row in rows)
    click.echo(written([bullets(told)], "text"), nl=False)


def _print_whole(one: "Listed", form: str | None) -> None:
    """One facility: on a terminal a page, as JSON one object, as CSV a row for each way in which it is printed."""
    from tallybook.facilities import PRINTED

    if form in ("json", "jsonl"):
        print_json(iter([json.dumps(one.as_object(), default=str, ensure_ascii=False)]), form)
        return
    if form is None and sys.stdout.isatty():
        from tallybook.pages import written

        click.echo(written(_page(one), "text"), nl=False)
    else:
        print_rows(PRINTED, (printing.row() for printing in one.printings), form)
    next_step(f"tallybook ask facility_average_daily_population --where facility={one.code} --since {one.first_seen}")


def _page(one: "Listed") -> list[Any]:
    from tallybook.facilities import PRINTED
    from tallybook.pages import Heading, Table, bullets, paragraph

    rows = tuple(tuple(str(value) for value in printing.row()[:-1]) for printing in one.printings)
    reasons = dict.fromkeys(printing.because for printing in one.printings if printing.because)
    page = [
        Heading(f"{one.name}, {one.city}, {one.state}", is_title=True),
        paragraph(one.code),
        Table(tuple(column.replace("_", " ") for column in PRINTED[:-1]), rows),
    ]
    if reasons:
        page += [Heading("Why these are one"), bullets(reasons)]
    if one.doubts:
        page += [Heading("May be one with"), bullets(f"{code}: {because}" for code, because in one.doubts)]
    return page
