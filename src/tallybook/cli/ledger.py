"""`tallybook ledger`: what is wrong or odd in the published record."""

import json
import sys
from datetime import datetime
from typing import TextIO

import click

from tallybook.cli.group import asking_options, command_line, open_asked
from tallybook.cli.output import next_step, note, print_json, print_rows, rows_options

_DAY = click.DateTime(["%Y-%m-%d"])


@command_line.command()
@click.argument("entry", required=False)
@click.option("--table", metavar="TABLE", help="Entries that concern this published table.")
@click.option("--severity", metavar="LEVEL", help="At least so grave: error, warning or note (the default).")
@click.option("--kind", metavar="KIND", help="Of one kind.")
@click.option("--doc", metavar="DOC", help="Entries that stand in this document.")
@click.option("--since", metavar="DATE", type=_DAY, help="Known since this day or later.")
@click.option("--until", metavar="DATE", type=_DAY, help="Known by this day.")
@click.option("--kinds", is_flag=True, help="The kinds of entry there are, and what each means.")
@click.option("--markdown", "form", flag_value="markdown", help="As Markdown.")
@click.option("--html", metavar="FILE", type=click.File("w", "utf-8", lazy=True), help="As a page; - is stdout.")
@rows_options
@asking_options
def ledger(
    entry: str | None,
    table: str | None,
    severity: str | None,
    kind: str | None,
    doc: str | None,
    since: datetime | None,
    until: datetime | None,
    kinds: bool,
    html: TextIO | None,
    form: str | None,
) -> None:
    """What is wrong or odd in the record.

    One entry for each story, newest first, with its cells; ENTRY (or its beginning) shows one whole.

    \b
    Examples: tallybook ledger --severity error
              tallybook ledger --table atd_by_technology --json
              tallybook ledger --as-of 2023-05-30 --doc 2023-05-26
    """
    from tallybook.ledger import entry_named
    from tallybook.ledger import ledger as whole_ledger
    from tallybook.ledger.render import COLUMNS, as_object, as_row, ledger_page
    from tallybook.pages import written

    if html and form:
        raise click.UsageError(f"--{form} and --html are two forms; choose one.")
    if kinds:
        _print_kinds(form)
        return
    with open_asked() as book:
        days = (since.date() if since else None, until.date() if until else None)
        found = [entry_named(book, entry)] if entry else whole_ledger(book, table, severity, kind, doc, *days)
        as_of = book.as_of
    if html or form == "markdown" or (form is None and (entry or sys.stdout.isatty())):
        style = "html" if html else form or "text"
        shown = found[:_ON_A_TERMINAL] if style == "text" else found
        click.echo(written(ledger_page(shown, as_of, whole=entry is not None), style), file=html, nl=False)
        if len(found) > len(shown):
            note(f"\n{len(found) - len(shown)} more: --csv, --json, --markdown or --html FILE has all.")
    elif form in ("json", "jsonl"):
        print_json((json.dumps(as_object(one), default=str, ensure_ascii=False) for one in found), form)
    else:
        print_rows(COLUMNS, (as_row(one) for one in found), "csv")
    if found:
        next_step(f"tallybook ledger {found[0].id}, or tallybook ledger --kinds")


_ON_A_TERMINAL = 12


def _print_kinds(form: str | None) -> None:
    from tallybook.ledger import ENTRY_KINDS

    print_rows(("kind", "severity", "about"), ((k.name, k.severity, k.about) for k in ENTRY_KINDS.values()), form)
