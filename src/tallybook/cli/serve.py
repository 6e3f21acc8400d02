"""`tallybook serve`: the site and the API on a book."""

import os
import sys

import click

from tallybook.cli.group import book_option, book_path, command_line
from tallybook.cli.output import note


@command_line.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, metavar="N",
              help="Where it listens; 0 takes any that is free.")  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True, metavar="HOST",
              help="Who can reach it: by default this machine only.")  # fmt: skip
@click.option("--open", "opens", is_flag=True, help="Open it in the browser.")
@book_option
def serve(port: int, host: str, opens: bool) -> None:
    """Open the web site on a book, and its API.

    What `add` or `book` puts into the book meanwhile is there at the next click. Ctrl-C ends it.

    \b
    Examples: tallybook serve
              tallybook --book mine.duckdb serve --port 8010 --open
    """
    from tallybook.http.serving import address_of, is_loopback, listen
    from tallybook.http.serving import serve as serve_at
    from tallybook.web.app import make_app

    with listen(host, port) as listening:
        application = make_app(book_path(), own_name=host)
        address = address_of(listening, host)
        click.echo(f"Tallybook: {address}   (API: {address}openapi.json; Ctrl-C ends it)")
        if not is_loopback(host):
            note("Whoever can reach this machine can read the book here, and have texts checked: there is no password.")
        if opens:
            click.launch(address)
        serve_at(application, listening)
    # Threads that are still making an answer for nobody can't be stopped: waiting for them would make Ctrl-C slow.
    sys.stdout.flush()
    os._exit(0)
