"""The command about the duty to publish: what the law asks for, what came, and how long nothing has."""

from typing import TextIO

import click

from tallybook.cli.group import asking_options, command_line, open_asked
from tallybook.cli.output import next_step


@command_line.command()
@click.argument("element", required=False)
@click.option("--request", is_flag=True, help="A draft records request for what is missing: of ELEMENT, or of all.")
@click.option("--json", "form", flag_value="json", help="As one JSON object.")
@click.option("--markdown", "form", flag_value="markdown", help="As Markdown.")
@click.option("--html", metavar="FILE", type=click.File("w", "utf-8", lazy=True), help="As a page; - is stdout.")
@asking_options
def mandate(element: str | None, request: bool, form: str | None, html: TextIO | None) -> None:
    """The duty to publish, and the silence.

    What the law asks for, which table met it, since when and how late; and for how long nothing has come.

    \b
    Examples: tallybook mandate
              tallybook mandate 1A --as-of 2025-04-30
              tallybook mandate --request 2D --markdown
    """
    from tallybook.mandate import account_page, as_json, records_request, written
    from tallybook.mandate import mandate as account_of

    if form and html:
        raise click.UsageError(f"--{form} and --html are two forms; choose one.")
    if request and form == "json":
        raise click.UsageError("A request is a letter: plain text, --markdown or --html FILE.")
    with open_asked() as opened:
        account = account_of(opened, element)
    if form == "json":
        text = as_json(account)
    else:
        page = records_request(account) if request else account_page(account)
        text = written(page, "html" if html else form or "text")
    click.echo(text, file=html, nl=False)
    next_step("tallybook mandate --request [ELEMENT] drafts a records request")
