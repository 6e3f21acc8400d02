"""One cell on a terminal: the answer first, then the table around it, then where it comes from."""

import datetime
import json
from typing import Any

import click

from tallybook.cli.output import day
from tallybook.dimensions import DIMENSIONS
from tallybook.readers.grid import Value
from tallybook.showing import Shown, as_object
from tallybook.vocabulary import UNREAD_REASONS, VALUE_STATUSES

_UNIT_WORDS = {
    "persons": "people",
    "usd": "US dollars",
    "usd_per_day": "US dollars a day",
    "share": "as a share",
}


def print_cell(shown: Shown, as_json: bool) -> None:
    """Prints a cell and what the book knows of it."""
    if as_json:
        click.echo(json.dumps(as_object(shown), default=str, ensure_ascii=False))
        return
    for line in (_answer(shown), *_meaning(shown), "", *_table(shown), "", *_source(shown)):
        click.echo(line)


def _answer(shown: Shown) -> str:
    seen = shown.observation
    if seen is None:
        if shown.unread_reason:
            said = UNREAD_REASONS[shown.unread_reason]
            return f"{shown.cell} reads {_spelled(shown.content)}: no observation. {said}"
        if shown.content in (None, ""):
            return f"{shown.cell} is blank."
        return f"{shown.cell} reads {_spelled(shown.content)}: words, not a number."
    if seen["value"] is None:
        status = VALUE_STATUSES[seen["value_status"]]
        return f"{shown.cell} holds no number ({seen['value_text'] or 'blank'}). {status}"
    unit = _UNIT_WORDS.get(seen["unit"], seen["unit"] or "")
    if seen["unit"] == "share":
        return f"{shown.cell} reads {seen['value']:g} ({seen['value'] * 100:.4g} %): {_split(seen)}"
    number = f"{seen['value']:,.10g}"
    return f"{shown.cell} reads {number} {unit}: {_split(seen)}"


def _split(seen: dict[str, Any]) -> str:
    quantity = (seen["quantity"] or "a quantity that is not known").replace("_", " ")
    labels = [seen[f"{d.name}_label"] for d in DIMENSIONS if seen[f"{d.name}_label"]]
    return f"{quantity}, {' / '.join(labels)}" if labels else quantity


def _meaning(shown: Shown) -> list[str]:
    seen = shown.observation
    lines = [
        f"{'LEFT OUT, ' if flag.leaves_out else ''}{flag.severity.upper()}: {flag.sentence} [{flag.entry}]"
        for flag in shown.flags
    ]
    if seen:
        start, end = seen["reference_start"], seen["reference_end"]
        period = f"on {day(end)}" if start == end else f"from {day(start)} to {day(end)}"
        through = seen["data_through"]
        if start and end and through and start <= through < end:
            period += f" (not complete: data to {day(through)})"
        lines += [
            f"True {period}; the table's data run through {day(through)}.",
            f"Published by {day(seen['report_date'])}.",
            f"Label path: {shown.sheet.strip()} > {seen['table_title']} > {seen['row_label']}"
            + (f" > {seen['column_label']}" if seen["column_label"] else ""),
            f"In the book: table_name = '{seen['table_name']}', unit = '{seen['unit']}'"
            + (", printed as a total of others" if seen["is_total"] else ""),
        ]
        lines += [f"About the table: {shown.about}"] if shown.about else []
        lines += [f"Note under it: {note[:200]}" for note in shown.notes]
    elif shown.term:
        lines.append(f"A note under {shown.term!r}.")
    lines += [f"Noticed here: {issue['message']} Found: {issue['found']}" for issue in shown.issues]
    lines += [
        f"Noticed about its table: {issue['message']} Found: {issue['found']} (at {issue['cell']})"
        for issue in shown.table_issues
    ]
    return lines


def _table(shown: Shown) -> list[str]:
    """The neighbourhood as rows of text; the cell is marked with brackets."""
    column = "".join(filter(str.isalpha, shown.cell))
    row = int("".join(filter(str.isdigit, shown.cell)))
    grid = [["", *shown.columns]]
    for number, values in shown.rows:
        cells = [_short(value) for value in values]
        if number == row:
            place = shown.columns.index(column)
            cells[place] = f"[{cells[place]}]"
        grid.append([str(number), *cells])
    widths = [min(max(len(line[place]) for line in grid), 40) for place in range(len(grid[0]))]
    lines = []
    for line in grid:
        cells = [
            text.rjust(width)
            if text.strip("[]").replace(",", "").replace(".", "").lstrip("-").isdigit()
            else text.ljust(width)
            for text, width in zip(line, widths, strict=True)
        ]
        lines.append("  " + "  ".join(cells).rstrip())
    return lines


def _short(value: Value) -> str:
    text = _spelled(value) if not isinstance(value, str) else " ".join(value.split())
    return text if len(text) <= 38 else text[:37] + "…"


def _spelled(value: Value) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, (int, float)):
        return f"{value:,.10g}"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return str(value)


def _source(shown: Shown) -> list[str]:
    document = shown.document
    return [
        f"Source: ICE, Detention Statistics, {document['published_name']}, sheet '{shown.sheet}', cell {shown.cell}",
        f"File:   {document['file']} (sha256 {document['document'][:16]}...)",
        f"Kept by {document['kept_by']}; public since {document['report_date']} ({document['report_date_basis']}).",
    ]
