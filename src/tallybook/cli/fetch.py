"""`tallybook fetch` and `tallybook watch`: new workbooks from the agency's page and the web archive."""

import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tallybook.cli.group import book_option, book_path, command_line
from tallybook.cli.output import Progress, next_step, note, print_rows, rows_options

if TYPE_CHECKING:
    from tallybook.fetching import Announcer, Look, PlaceLook, Places, Stopping

_FROM = {"agency": "agency", "web-archive": "web_archive"}


def places_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Which places are looked at, and another declaration of them."""
    command = click.option(
        "--places",
        "declared",
        metavar="FILE",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        envvar="TALLYBOOK_PLACES",
        help="A TOML file that declares places otherwise (or TALLYBOOK_PLACES).",
    )(command)
    return click.option(
        "--from", "which", multiple=True, type=click.Choice(list(_FROM)), help="Look only there (default: both)."
    )(command)


@command_line.command()
@places_options
@click.option("--dry-run", is_flag=True, help="Look, and list what would be asked for; download nothing.")
@click.option("--log", is_flag=True, help="Print every look there was, also those that found nothing.")
@rows_options
@book_option
def fetch(which: tuple[str, ...], declared: Path | None, dry_run: bool, log: bool, form: str | None) -> None:
    """Fetch workbooks that the book lacks.

    Looks at the agency's page and at the web archive's index, downloads what is new, keeps it beside the book and
    adds it. Nothing is downloaded twice; a file that fails harms no other, and makes the exit code 1.

    \b
    Examples: tallybook fetch
              tallybook fetch --from web-archive --dry-run
              tallybook fetch --log --csv
    """
    from tallybook.archive import default_path
    from tallybook.fetching import Looks, lines_of, load_places, look, silence_of
    from tallybook.fetching.remembering import Memory

    book = book_path() or default_path()
    if log:
        looks = list(Looks(Memory(book).folder))
        note(silence_of(looks, date.today()))
        _print_log(looks, form)
        return
    places = load_places(declared)
    found = look(book, places, _chosen(which), dry_run=dry_run, progress=Progress("Fetching"))
    _tell_faults(found)
    if dry_run:
        note("\n".join(lines_of(found, places)))
        _print_wanted(found, form)
    elif form:
        _print_files(found, form)
    else:
        click.echo("\n".join(lines_of(found, places)))
    if not found.is_whole:
        sys.exit(1)
    next_step("tallybook brief" if found.new else "tallybook mandate, or tallybook fetch --log")


@command_line.command()
@places_options
@click.option("--every", metavar="SPAN", default="6h", show_default=True, help="Between two looks: 6h, 90m, 1d.")
@click.option(
    "--jitter", type=click.FloatRange(0, 0.5), default=0.1, show_default=True, help="Part of it left to luck."
)
@click.option("--once", is_flag=True, help="Look once and end: for cron.")
@click.option(
    "--feed",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The Atom feed (default: beside the book).",
)
@click.option(
    "--webhook", metavar="URL", envvar="TALLYBOOK_WEBHOOK", help="POST news there, as JSON (or TALLYBOOK_WEBHOOK)."
)
@book_option
@click.argument("command", nargs=-1, type=click.UNPROCESSED)
def watch(
    which: tuple[str, ...],
    declared: Path | None,
    every: str,
    jitter: float,
    once: bool,
    feed: Path | None,
    webhook: str | None,
    command: tuple[str, ...],
) -> None:
    """Fetch again and again, and tell what is new.

    Writes an Atom feed, and on news calls a webhook and runs COMMAND (without a shell), with the facts as JSON on its
    standard input and in TALLYBOOK_ variables. A signal ends it after the present step.

    \b
    Examples: tallybook watch --every 6h --feed public/editions.atom
              tallybook watch --once --webhook https://example.org/hook
              tallybook watch -- notify-send "New ICE workbook"
    """
    from tallybook.archive import default_path
    from tallybook.fetching import Announcer, Stopping, load_places, seconds_of
    from tallybook.fetching import watch as keep_watching

    places, seconds = load_places(declared), seconds_of(every)
    book = book_path() or default_path()
    _check_webhook(webhook)
    feed = feed or book.with_name(f"{book.name}.atom")
    announcer = Announcer(book, places.user_agent, feed, webhook, command)
    stopping = Stopping()
    with stopping.on_signals():
        if once:
            sys.exit(0 if _look_and_tell(book, places, _chosen(which), announcer, stopping) else 1)
        keep_watching(
            lambda: _look_and_tell(book, places, _chosen(which), announcer, stopping),
            seconds,
            jitter,
            stopping.wait,
            stopping,
        )
    note("Ended; the book is whole.")


def _chosen(which: Iterable[str]) -> tuple[str, ...]:
    return tuple(_FROM[name] for name in which) or tuple(_FROM.values())


def _check_webhook(address: str | None) -> None:
    if address and not address.lower().startswith(("http://", "https://")):
        raise click.BadParameter("an http or https address.", param_hint="--webhook")


def _look_and_tell(
    book: Path, places: "Places", which: tuple[str, ...], announcer: "Announcer", stopping: "Stopping"
) -> bool:
    """One look of a watch, with its announcements; whether all went well."""
    from tallybook.errors import TallybookError
    from tallybook.fetching import lines_of, look

    try:
        found = look(
            book,
            places,
            which,
            sleep=stopping.wait,
            stopping=stopping,
            progress=Progress("Fetching"),
            tell=announcer.names,
        )
        _tell_faults(found)
        note(f"{found.at:%Y-%m-%d %H:%M} UTC: " + "\n".join(lines_of(found, places)))
        for file in found.new:
            click.echo(file.document.file)
        for fault in announcer.tell():
            note(f"{type(fault).__name__}: {fault}")
    except TallybookError as error:
        note(f"{type(error).__name__}: {error}")
        return False
    return found.is_whole


def _tell_faults(found: "Look") -> None:
    if found.set_aside:
        note(f"What was remembered could not be read, and was put aside: {found.set_aside}")
    for error in (*found.silent, *(fault.error for fault in found.faults)):
        note(f"{type(error).__name__}: {error}")


def _print_log(looks: "Iterable[PlaceLook]", form: str | None) -> None:
    columns = ("at", "place", "outcome", "new", "failed", "offered", "held", "left", "is_dry_run", "note", "address")
    rows = ([_cell(getattr(look, column), form) for column in columns] for look in looks)
    print_rows(columns, rows, form)


def _cell(value: Any, form: str | None) -> Any:
    return "; ".join(value) if isinstance(value, tuple) and form not in ("json", "jsonl") else value


def _print_wanted(found: "Look", form: str | None) -> None:
    columns = ("place", "name", "first_captured", "why", "address")
    rows = [
        (
            wanted.place,
            wanted.name,
            str(wanted.captures[0].day) if wanted.captures else None,
            wanted.why,
            wanted.address,
        )
        for wanted in found.wanted
    ]
    print_rows(columns, rows, form)


def _print_files(found: "Look", form: str) -> None:
    columns = (
        "status",
        "place",
        "name",
        "file",
        "report_date",
        "report_date_basis",
        "document",
        "numbers",
        "address",
        "reason",
    )
    new = [
        (
            "new",
            file.place,
            file.document.published_name,
            file.document.file,
            file.document.report_date,
            file.document.report_date_basis,
            file.document.sha256,
            file.report.observations,
            file.address,
            None,
        )
        for file in found.new
    ]
    failed = [
        ("failed", fault.place, fault.name, None, None, None, None, None, fault.address, fault.error.message)
        for fault in found.faults
    ]
    print_rows(columns, [*new, *failed], form)
