"""The commands about editions: what a number is, how it was printed before, and what was revised."""

import functools
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tallybook.cli.group import asking_options, command_line, open_asked
from tallybook.cli.output import next_step, note, print_rows, rows_options

if TYPE_CHECKING:
    from tallybook.book import Book
    from tallybook.ledger import Flag
    from tallybook.ledger.flags import Place
    from tallybook.vintages import Edition, History, Selection

_DAY = click.DateTime(["%Y-%m-%d"])


def selecting_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that choose numbers; the command receives them as one `Selection`."""

    @functools.wraps(command)
    def asked(
        table: str,
        quantity: str | None,
        where: tuple[str, ...],
        period: str | None,
        since: datetime | None,
        until: datetime | None,
        on: datetime | None,
        totals: bool,
        **others: Any,
    ) -> None:
        from tallybook.vintages import Selection

        if on and (since or until):
            raise click.UsageError("--on is one day; it goes without --since and --until.")
        first, last = (day.date() if day else None for day in (on or since, on or until))
        if first and last and first > last:
            raise click.UsageError(f"--since {first} is after --until {last}.")
        command(Selection.parse(table, quantity, where, period, first, last, totals), **others)

    for option in (
        click.option("--totals", is_flag=True, help="With numbers printed as totals of others."),
        click.option("--on", type=_DAY, metavar="DATE", help="Of periods that hold this day."),
        click.option("--until", type=_DAY, metavar="DATE", help="Of periods that began by this day."),
        click.option("--since", type=_DAY, metavar="DATE", help="Of periods that ended on this day or later."),
        click.option("--period", metavar="KIND", help="day, month, year (fiscal, whole or to date) or other."),
        click.option("--where", multiple=True, metavar="NAME=CODE", help="Of one code; NAME= for not split so."),
        click.option("--quantity", metavar="NAME", help="Of one quantity."),
        click.argument("table"),
    ):
        asked = option(asked)
    return asked


def _narrow(form: str | None) -> bool:
    """Whether rows go to a person's terminal, which is 80 columns wide, and not into a file."""
    return form is None and sys.stdout.isatty()


_errata_option = click.option(
    "--errata",
    type=click.Choice(["heed", "ignore"]),
    default="heed",
    show_default=True,
    help="Whether cells that an erratum leaves out stand back for another edition.",
)


@command_line.command()
@_errata_option
@click.option("--all-editions", is_flag=True, help="Every printed cell, not only the one that answers.")
@selecting_options
@rows_options
@asking_options
def series(selection: "Selection", all_editions: bool, errata: str, form: str | None) -> None:
    """The numbers of a table over time.

    Of each the edition published last, by the rule of docs/vintages.md. A star: the period was not over.
    Where the ledger of errors doubts a number, its row says so.

    \b
    Example: tallybook series book_ins_by_month --where agency=total --period month
    """
    from tallybook.cli.vintage_rows import edition_rows, heading, number_rows
    from tallybook.ledger import flags_of, left_out
    from tallybook.vintages import editions, numbers, why_nothing

    with open_asked() as opened:
        set_aside = left_out(opened, selection.table) if errata == "heed" else set()
        if all_editions:
            printed = editions(opened, selection, set_aside)
        else:
            found = numbers(opened, selection, set_aside)
            printed = [number.answer for number in found]
            _tell_unanswered(opened, selection, set_aside, printed)
        flags = flags_of(opened, [edition.place for edition in printed])
        if all_editions:
            what, rows = "printed cell", edition_rows(printed, flags, _narrow(form))
        else:
            what, rows = "number", number_rows(found, flags, _narrow(form))
        kinds = (edition.series for edition in printed)
        note(heading(len(printed), what, kinds) if printed else why_nothing(opened, selection))
    print_rows(*rows, form)
    _tell_flags(flags)
    if printed:
        next_step(f'tallybook show "{printed[-1].address}", or tallybook revisions {selection.table}')


def _tell_unanswered(
    book: "Book", selection: "Selection", set_aside: "set[Place]", answers: "Sequence[Edition]"
) -> None:
    """Numbers that no edition answers, because an erratum leaves out all there are."""
    from tallybook.vintages import editions

    if not set_aside:
        return
    answered = {edition.number for edition in answers}
    silent = {e.number for e in editions(book, selection, set_aside) if e.is_set_aside} - answered
    if silent:
        note(f"{len(silent)} more have no answer: an erratum leaves out every edition. --errata ignore shows them.")


_FLAGS_TOLD = 3


def _tell_flags(flags: "Mapping[Place, tuple[Flag, ...]]") -> None:
    """What the ledger holds against the numbers that were printed, once for each of its entries."""
    told = {flag.entry: flag for found in flags.values() for flag in found}
    if told:
        note(f"The ledger of errors doubts {len(flags)} of these numbers:")
    for flag in list(told.values())[:_FLAGS_TOLD]:
        note(f"  {flag.severity}: {flag.sentence} [{flag.entry}]")
    if len(told) > _FLAGS_TOLD:
        note(f"  and {len(told) - _FLAGS_TOLD} more; see the column `ledger` of --csv")


@command_line.command()
@_errata_option
@click.option("--triangle", is_flag=True, help="Every printing of one series, instead of what was changed.")
@click.option("--open", "with_open", is_flag=True, help="With printings of unfinished periods, whose growth is none.")
@click.option("--picture", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="As .svg or .png.")
@selecting_options
@rows_options
@asking_options
def revisions(
    selection: "Selection", triangle: bool, with_open: bool, picture: Path | None, errata: str, form: str | None
) -> None:
    """What was changed after it was printed.

    Biggest change first, of periods that were over; --triangle: the printings of one series over time.

    \b
    Example: tallybook revisions book_ins_by_month --where agency=total --period month --triangle
    """
    from tallybook.cli.vintage_rows import heading, revision_rows
    from tallybook.ledger import left_out
    from tallybook.vintages import count_series, histories, of_one_series, why_nothing
    from tallybook.vintages import revisions as revised

    with open_asked() as opened:
        set_aside = left_out(opened, selection.table) if errata == "heed" else set()
        is_triangle = triangle or picture is not None or count_series(opened, selection) == 1
        if is_triangle:
            shown = of_one_series(histories(opened, selection, with_open, set_aside))
        else:
            shown = revised(opened, selection, with_open, set_aside)
        none = "None of these numbers was printed anew with another value once its period was over."
        kinds, what = (history.series for history in shown), "number" if is_triangle else "changed number"
        note(heading(len(shown), what, kinds) if shown else why_nothing(opened, selection) or none)
    if retitled := sum(history.is_retitled for history in shown):
        note(f"{retitled:,} stand under other words in their last edition; what is counted may have changed there.")
    if picture:
        _draw(shown, picture)
    elif is_triangle:
        _print_triangle(shown, form)
    else:
        print_rows(*revision_rows(shown, _narrow(form)), form)
    if shown and not picture:
        next_step(f'tallybook show "{shown[0].last.address}", or --picture FILE.svg for one series')


def _print_triangle(triangle: Sequence["History"], form: str | None) -> None:
    from tallybook.cli.vintage_rows import compact_triangle, triangle_rows

    if _narrow(form):
        note("As first printed, so many editions later, and at last; --csv or --json prints every cell.")
        print_rows(*compact_triangle(triangle), form)
    else:
        print_rows(*triangle_rows(triangle), form)


def _draw(triangle: Sequence["History"], path: Path) -> None:
    from tallybook.pictures import write_revision_picture

    write_revision_picture(triangle, path)
    note(f"Written to {path}; a browser shows it.")
