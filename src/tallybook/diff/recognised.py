"""Numbers that seem to come or go only because the words above them are other words.

Where a title or label is one that no layout knows, its numbers are not read; they stand all the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tallybook.diff.alignment import Alignment
from tallybook.diff.changes import Change
from tallybook.diff.edition import Edition, Number, Place, content, same_value, words
from tallybook.diff.matching import Matching, Pair
from tallybook.readers.grid import Value


@dataclass(frozen=True, slots=True)
class Recognised:
    """What became of numbers without a counterpart of the same meaning."""

    pairs: tuple[Pair, ...]  # one cell and value, under the title of another table
    unread: tuple[Change, ...]  # one cell and value, read in one file only: one change for each table
    gone: tuple[Number, ...]
    new: tuple[Number, ...]


def recognise(
    a: Edition, b: Edition, matching: Matching, sheets: Mapping[str, str], alignments: Mapping[str, Alignment]
) -> Recognised:
    """Looks for each number that is new or gone at its own cell of the other file."""
    sheets_a, sheets_b = ({sheet.name: sheet for sheet in edition.sheets} for edition in (a, b))
    read_a, read_b = ({number.place for number in edition.numbers} for edition in (a, b))
    new = {number.place: number for number in matching.new}
    origins = {place: number for number in matching.gone if (place := _there(number.place, sheets, alignments))}
    pairs, unread_a, unread_b = [], [], []
    for place, number in origins.items():
        there = content(sheets_b[place[0]], *place[1:])
        if place in new and new[place].table_name != number.table_name and same_value(number.value, new[place].value):
            pairs.append((number, new.pop(place)))
        elif place not in read_b and _stands(content(sheets_a[number.place[0]], *number.place[1:]), there):
            unread_a.append(number)
    for number in new.values():
        here = _back(number.place, sheets, alignments)
        if here and here not in read_a:
            printed = content(sheets_b[number.place[0]], *number.place[1:])
            if _stands(printed, content(sheets_a[here[0]], *here[1:])):
                unread_b.append(number)
    settled = {*unread_a, *unread_b, *(number for pair in pairs for number in pair)}
    return Recognised(
        pairs=tuple(pairs),
        unread=(*_by_table(unread_a, sheets, True), *_by_table(unread_b, sheets, False)),
        gone=tuple(number for number in matching.gone if number not in settled),
        new=tuple(number for number in matching.new if number not in settled),
    )


def _there(place: Place, sheets: Mapping[str, str], alignments: Mapping[str, Alignment]) -> Place | None:
    """Where a cell of the first file stands in the second."""
    sheet, row, column = place
    alignment = alignments.get(sheet)
    if alignment is None or row not in alignment.rows:
        return None
    return sheets[sheet], alignment.rows[row], alignment.column(row, column)


def _back(place: Place, sheets: Mapping[str, str], alignments: Mapping[str, Alignment]) -> Place | None:
    """Where a cell of the second file stands in the first."""
    sheet, row, column = place
    name = next((name for name, other in sheets.items() if other == sheet), "")
    if name not in alignments:
        return None
    rows = [here for here, there in alignments[name].rows.items() if there == row]
    shifts = [alignments[name].column(here, column) - column for here in rows]
    return (name, rows[0], max(column - shifts[0], 0)) if rows else None


def _stands(here: Value, there: Value) -> bool:
    """Whether a number is printed at its cell of the other file too, though not read there."""
    return words(here) != "" and same_value(here, there)


def _by_table(numbers: Iterable[Number], sheets: Mapping[str, str], is_gone: bool) -> list[Change]:
    """One change for each table, at the first of its numbers."""
    tables: dict[tuple[str, str], list[Number]] = {}
    for number in numbers:
        tables.setdefault((number.place[0], number.table_name), []).append(number)
    changes = []
    for (sheet, name), members in tables.items():
        read = f"{len(members):,} numbers read"
        stands = f"{len(members):,} numbers that stand there, and are not read"
        changes.append(
            Change(
                kind="unread_table",
                sheet=sheets.get(sheet, sheet) if is_gone else sheet,
                table_name=name,
                row_label=words(members[0].table_title),
                before=read if is_gone else stands,
                after=stands if is_gone else read,
                cell_a=members[0].cell if is_gone else "",
                cell_b="" if is_gone else members[0].cell,
            )
        )
    return changes
