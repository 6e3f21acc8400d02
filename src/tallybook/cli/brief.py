"""`tallybook brief`: one page on a new edition."""

from typing import TextIO

import click

from tallybook.cli.group import asking_options, command_line, open_asked
from tallybook.cli.output import next_step


@command_line.command()
@click.argument("doc", required=False)
@click.option("--last", metavar="N", type=click.IntRange(1), help="The newest N editions, newest first.")
@click.option("--json", "form", flag_value="json", help="As one JSON object a line.")
@click.option("--markdown", "form", flag_value="markdown", help="As Markdown.")
@click.option("--atom", "form", flag_value="atom", help="As an Atom feed.")
@click.option("--html", metavar="FILE", type=click.File("w", "utf-8", lazy=True), help="As a page; - is stdout.")
@asking_options
def brief(doc: str | None, last: int | None, form: str | None, html: TextIO | None) -> None:
    """One page on an edition, as it stood on the day it came.

    What can be quoted, with its cells; what moved; what was revised; what not to quote, and why; what is
    new. Of DOC, the newest by default.

    \b
    Examples: tallybook brief
              tallybook brief 2025-05-24 --markdown
              tallybook brief --last 10 --atom > briefs.xml
    """
    from tallybook.brief import as_atom, as_json, brief_page, make_brief
    from tallybook.pages import written

    if doc and last:
        raise click.UsageError("Name a document, or ask for the --last ones.")
    if form and html:
        raise click.UsageError(f"--{form} and --html are two forms; choose one.")
    with open_asked() as book:
        newest = [row["document"] for row in reversed(book.documents())][:last]
        briefs = [make_brief(book, name) for name in ((last and newest) or [doc])]
    if form == "atom":
        click.echo(as_atom(briefs), nl=False)
    elif form == "json":
        click.echo("\n".join(as_json(one) for one in briefs))
    else:
        pages = [block for one in briefs for block in brief_page(one)]
        click.echo(written(pages, "html" if html else form or "text"), file=html, nl=False)
    next_step(f"tallybook ledger --doc {briefs[0].document['file'][:10]}, or tallybook mandate")
