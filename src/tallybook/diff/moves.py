"""Tables and rows that stand elsewhere, and dates that moved: told once for all numbers they concern."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from tallybook.diff.changes import Change, period
from tallybook.diff.edition import Edition, Number, Place
from tallybook.diff.matching import Pair

Table = tuple[str, str, str]
"""Sheet, table_name and title."""


def move_changes(a: Edition, b: Edition, pairs: Iterable[Pair], sheets: Mapping[str, str]) -> Iterator[Change]:
    """What moved, table by table."""
    corners_a, corners_b = _corners(a), _corners(b)
    tables: dict[Table, list[Pair]] = defaultdict(list)
    for number, other in pairs:
        tables[other.place[0], other.table_name, number.table_title].append((number, other))
    dated: set[Change] = set()
    for (sheet, name, _), members in tables.items():
        number, other = members[0]
        corner, there = corners_a[_table(number)], corners_b[_table(other)]
        if corner[1:] != there[1:] or sheets.get(corner[0]) != there[0]:
            yield Change("moved_table", sheet, name, other.table_title, cell_a=number.cell, cell_b=other.cell)
        yield from _moved_rows(sheet, name, members)
        dated |= set(_dates(sheet, name, members))
    yield from sorted(dated, key=lambda change: (change.sheet, change.table_name, str(change.after)))


def _table(number: Number) -> Table:
    return number.place[0], number.table_name, number.table_title


def _corners(edition: Edition) -> dict[Table, Place]:
    """The sheet, first row and first column of each table's numbers."""
    corners: dict[Table, Place] = {}
    for number in edition.numbers:
        sheet, row, column = number.place
        _, top, left = corners.get(_table(number), number.place)
        corners[_table(number)] = (sheet, min(top, row), min(left, column))
    return corners


def _dates(sheet: str, name: str, members: list[Pair]) -> Iterator[Change]:
    """The day up to which a table runs, where it moved; else every period that did."""
    through = {(a.data_through, b.data_through) for a, b in members if a.data_through != b.data_through}
    if through:
        moved = {(period(was, was), period(is_, is_)) for was, is_ in through}
    else:
        spans = ((period(a.start, a.end), period(b.start, b.end)) for a, b in members)
        moved = {(was, is_) for was, is_ in spans if was != is_}
    for was, is_ in moved:
        yield Change("date", sheet, name, before=was or None, after=is_ or None)


def _moved_rows(sheet: str, name: str, members: list[Pair]) -> Iterator[Change]:
    """Rows that stand in another order among those that both files have."""
    rows: dict[int, Pair] = {}
    for a, b in sorted(members, key=lambda pair: pair[0].place[1:]):
        rows.setdefault(a.place[1], (a, b))
    there = [b.place[1] for _, b in rows.values()]
    ranks = {row: rank for rank, row in enumerate(sorted(there))}
    order = [ranks[row] for row in there]
    for place in sorted(_out_of_order(order)):
        a, b = list(rows.values())[place]
        yield Change("moved_row", sheet, name, b.row_label, cell_a=a.cell, cell_b=b.cell)


def _out_of_order(order: list[int]) -> set[int]:
    """The places of an order that were exchanged, and as few others as leave the rest ascending.

    >>> sorted(_out_of_order([0, 2, 1, 3])), sorted(_out_of_order([1, 2, 3, 0]))
    ([1, 2], [3])
    """
    if len(set(order)) < len(order):  # two rows became one: their numbers tell
        return set()
    exchanged = {place for place, rank in enumerate(order) if rank != place and order[rank] == place}
    rest = [place for place in range(len(order)) if place not in exchanged]
    kept = {rest[place] for place in _longest_ascending([order[place] for place in rest])}
    return exchanged | (set(rest) - kept)


def _longest_ascending(values: list[int]) -> list[int]:
    """The places of a longest run of ascending values, others left out."""
    ends: list[int] = []  # for each length, the place at which such a run ends lowest
    before: list[int] = []
    for place, value in enumerate(values):
        length = bisect_left([values[end] for end in ends], value)
        before.append(ends[length - 1] if length else -1)
        ends[length : length + 1] = [place]
    run, place = [], ends[-1] if ends else -1
    while place >= 0:
        run.append(place)
        place = before[place]
    return run[::-1]
