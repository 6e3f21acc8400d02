"""The command that writes the site as static files."""

import sys
from pathlib import Path

import click

from tallybook.cli.group import book_option, book_path, command_line
from tallybook.cli.output import Progress, next_step, note


@command_line.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--base-url", required=True, metavar="URL", help="Where the folder will be served.")
@click.option("--processes", type=click.IntRange(1, 64), help="Make so many pages at once (default: the processors).")
@book_option
def publish(folder: Path, base_url: str, processes: int | None) -> None:
    """Write the whole site as static files that any host serves.

    Every cell has an address that lasts: the page of its sheet, with a place for the cell. What has not changed is not
    written again. Free questions and the checking of texts need a running Tallybook, and the pages say so.

    \b
    Example: tallybook publish site --base-url https://example.org/tallybook
    """
    from tallybook.archive import default_path
    from tallybook.http.shelf import Held
    from tallybook.publishing import publish as write

    done = write(Held(book_path() or default_path()), folder, base_url, Progress("Writing"), processes=processes)
    click.echo(
        f"{done.files:,} files, {done.bytes / 1e6:,.0f} MB, in {done.folder}: {done.written:,} written, "
        f"{done.files - done.written:,} unchanged, {done.gone:,} taken away."
    )
    for told in (*done.failed, *done.broken):
        note(told)
    if done.failed or done.broken:
        note(f"{len(done.failed)} pages could not be made, {len(done.broken)} links lead nowhere.")
        sys.exit(1)
    next_step(f"put {done.folder} on a host, at {base_url}")
