"""The command group, and what its commands share: which book, as known on which day."""

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from tallybook.book import Book


class _Group(click.Group):
    """A group that suggests a command where one is mistyped."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], self.list_commands(ctx), n=1, cutoff=0.5)
            guess = f" Did you mean {near[0]!r}?" if near else ""
            ctx.fail(f"No command {args[0]!r}.{guess} See: tallybook --help")
        return super().resolve_command(ctx, args)


@dataclass(slots=True)
class _Asked:
    """Which book is asked, and as known on which day; None for the user's own, and for all that is known."""

    book: Path | None = None
    as_of: date | None = None


def _asked() -> _Asked:
    root = click.get_current_context().find_root()
    root.obj = root.obj or _Asked()
    asked: _Asked = root.obj
    return asked


def _keep_book(ctx: click.Context, _: click.Parameter, value: Path | None) -> None:
    if value == Path():
        raise click.BadParameter("name a file.")
    if value:
        with ctx.scope(cleanup=False):
            _asked().book = value


def _keep_as_of(ctx: click.Context, _: click.Parameter, value: datetime | None) -> None:
    if value:
        with ctx.scope(cleanup=False):
            _asked().as_of = value.date()


def book_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--book FILE`, before or after the command."""
    return click.option(
        "--book",
        metavar="FILE",
        type=click.Path(path_type=Path, dir_okay=False),
        expose_value=False,
        callback=_keep_book,
        help="The book (default: one in your data folder).",
    )(command)


def asking_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--book FILE` and `--as-of DATE`: the options of every command that asks the book."""
    command = click.option(
        "--as-of",
        metavar="DATE",
        type=click.DateTime(["%Y-%m-%d"]),
        expose_value=False,
        callback=_keep_as_of,
        help="As known on this day: only what had been published by then.",
    )(command)
    return book_option(command)


def book_path() -> Path | None:
    """The book that was named, for a command that doesn't ask it; None for the user's own."""
    if _asked().as_of:
        raise click.UsageError("--as-of DATE is for commands that ask the book; this one does not.")
    return _asked().book


def open_asked() -> "Book":
    """The book that is asked, as known on the day that was named."""
    from tallybook.book import open_book

    return open_book(_asked().book, _asked().as_of)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96})
@asking_options
@click.version_option(package_name="tallybook")
def command_line() -> None:
    """Every number of ICE's detention statistics, as it was known on each day, with its cell.

    \b
    tallybook book                                     build the book from the archive
    tallybook show "2025-05-24!ATD FY25 YTD!B10"       one cell, and what it means
    tallybook sql "SELECT * FROM atd_by_technology"    any question, in SQL
    """
