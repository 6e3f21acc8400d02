"""The ledger as rows, as objects and as a page."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from tallybook.ledger.entries import Entry
from tallybook.pages import Block, Heading, bullets, paragraph
from tallybook.prose import in_words
from tallybook.vocabulary import SEVERITIES

_SHOWN = 3

COLUMNS = (
    "id",
    "severity",
    "status",
    "known_from",
    "first_seen",
    "last_seen",
    "kind",
    "tables",
    "files",
    "cells",
    "where",
    "sentence",
)


def as_object(entry: Entry) -> dict[str, Any]:
    """An entry as one JSON object, with every cell."""
    return {
        "id": entry.id,
        "kind": entry.kind,
        "severity": entry.severity,
        "certainty": entry.certainty,
        "sentence": entry.sentence,
        "details": list(entry.details),
        "tables": list(entry.tables),
        "files": list(entry.files),
        "status": entry.status,
        "because": entry.because or None,
        "decision": entry.errata[0].decision if entry.errata else None,
        "known_from": entry.known_from,
        "first_seen": entry.first_seen,
        "last_seen": entry.last_seen,
        "cells": [
            {"file": cell.file, "sheet": cell.sheet, "cell": cell.cell, "is_suspect": cell.is_suspect}
            for cell in entry.cells
        ],
    }


def as_row(entry: Entry) -> tuple[Any, ...]:
    """An entry as one row of `COLUMNS`; of its cells the number and the first few."""
    return (
        entry.id,
        entry.severity,
        entry.status,
        entry.known_from,
        entry.first_seen,
        entry.last_seen,
        entry.kind,
        " ".join(entry.tables),
        " ".join(entry.files),
        len(entry.cells),
        first_cells(entry),
        entry.sentence,
    )


def first_cells(entry: Entry) -> str:
    """The first cells of an entry as `tallybook show` takes them, and how many more there are."""
    shown = [f"{cell.file}!{cell.sheet}!{cell.cell}" for cell in entry.cells[:_SHOWN] if cell.cell]
    more = len(entry.cells) - len(shown)
    return "; ".join(shown) + (f" and {more:,} more" if more and shown else "")


def seen(entry: Entry) -> str:
    """When an entry was first and last seen, in words."""
    if entry.first_seen == entry.last_seen:
        return f"Seen on {in_words(entry.first_seen)}"
    return f"Seen from {in_words(entry.first_seen)} to {in_words(entry.last_seen)}"


def heading(entries: list[Entry]) -> str:
    """The ledger in one sentence."""
    if not entries:
        return "The ledger has no such entry."
    counted = ", ".join(
        f"{count} {severity}{'' if count == 1 else 's'}"
        for severity in SEVERITIES
        if (count := sum(entry.severity == severity for entry in entries))
    )
    return f"{len(entries)} {'entry' if len(entries) == 1 else 'entries'} in the ledger: {counted}."


def ledger_page(entries: list[Entry], as_of: date | None, whole: bool = False) -> list[Block]:
    """The ledger as a page, newest entry first.

    Args:
        entries: what it holds.
        as_of: the day on which it was so known, where that is not today.
        whole: with every finding of each story, not the first few.
    """
    day = f" As known on {in_words(as_of)}." if as_of else ""
    blocks: list[Block] = [Heading("Errors in the published record", is_title=True), paragraph(heading(entries) + day)]
    for entry in entries:
        title = f"{in_words(entry.known_from)}: {entry.severity}, {entry.status}"
        blocks += [Heading(title, anchor=entry.id), paragraph(entry.sentence)]
        details = entry.details if whole else entry.details[:_SHOWN]
        more = len(entry.details) - len(details)
        blocks.append(bullets((*details, *([f"and {more} more of the story"] if more else []), *_about(entry))))
    return blocks


def _about(entry: Entry) -> Iterator[str]:
    if entry.because:
        yield f"{entry.status.capitalize()}: {entry.because}"
    for erratum in entry.errata:
        decided = f"Decided by {erratum.decided_by} on {in_words(erratum.decided_on)}"
        if erratum.decision == "leave_out":
            yield f"{decided}: the cells named do not answer; another edition does, where there is one."
        else:
            yield f"{decided}: to be told beside the number."
    yield f"{seen(entry)}; {len(entry.cells):,} cells" + (f": {cells}" if (cells := first_cells(entry)) else "")
    yield f"{entry.kind.replace('_', ' ').capitalize()} [{entry.id}]"
