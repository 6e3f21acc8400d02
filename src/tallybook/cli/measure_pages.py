"""Measures on a terminal and as rows."""

import sys
import textwrap
from collections.abc import Iterable
from typing import Any

import click

from tallybook.cli.output import next_step, print_rows
from tallybook.measures import KINDS, Measure, ways_of
from tallybook.measures.description import codes_of, example, facts, how_derived, names_of, read_from
from tallybook.vocabulary import UNITS

_WIDTH = 80
_MOST_CODES = 30


def print_list(measures: Iterable[Measure], form: str | None) -> None:
    """Every measure: on a terminal two lines each."""
    if form is None and sys.stdout.isatty():
        for measure in measures:
            ways = f"; by {', '.join(ways_of(measure))}" if ways_of(measure) else ""
            click.echo(f"{measure.name}  ({measure.kind}, {measure.unit}{ways})")
            click.echo(_filled(measure.title, "    "))
        return
    rows = [facts(measure) for measure in measures]
    print_rows(list(rows[0]), [_flat(row, form) for row in rows], form)


def print_measure(measure: Measure, form: str | None) -> None:
    """All there is to know of one measure; as data one row."""
    if form:
        told = facts(measure)
        print_rows(list(told), [_flat(told, form)], form)
        return
    click.echo(_filled(f"{measure.title}.") + "\n")
    click.echo(_filled(measure.definition) + "\n")
    click.echo(_filled(f"{measure.kind}: {KINDS[measure.kind]}"))
    click.echo(_filled(f"{measure.unit}: {UNITS[measure.unit]}"))
    for way in ways_of(measure):
        codes = codes_of(way)
        named = ", ".join(codes[:_MOST_CODES]) if codes else names_of(way)
        more = f" and {len(codes) - _MOST_CODES} more" if len(codes) > _MOST_CODES else ""
        click.echo(_filled(f"by {way}: {named}{more}"))
    click.echo("\nBefore quoting it:" if measure.caveats else "")
    for caveat in measure.caveats:
        click.echo(_filled(caveat, "  - "))
    if derived := how_derived(measure):
        click.echo(_filled(f"Computed: {derived}."))
    click.echo("Read from:")
    for source in read_from(measure):
        by = f", by {', '.join(source.ways)}" if source.ways else ""
        click.echo(_filled(f"{source.table}, {source.quantity}{by}", "  - "))
    click.echo(f"\nExample: {example(measure)}")
    next_step(f"{example(measure)}   |   tallybook tables {read_from(measure)[0].table}")


def _filled(text: str, indent: str = "") -> str:
    return textwrap.fill(
        text, _WIDTH, initial_indent=indent, subsequent_indent=" " * max(len(indent), 2), break_long_words=False
    )


def _flat(told: dict[str, Any], form: str | None) -> list[Any]:
    """Lists stay lists in JSON, and are joined elsewhere."""
    is_json = form in ("json", "jsonl")
    return [" ".join(value) if isinstance(value, list) and not is_json else value for value in told.values()]
