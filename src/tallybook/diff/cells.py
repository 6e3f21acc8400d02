"""What differs cell by cell, beside what was told by meaning."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from tallybook.diff.alignment import Alignment, undated
from tallybook.diff.changes import Change, Content
from tallybook.diff.edition import Number, content, same_value, words
from tallybook.model import column_letter
from tallybook.readers.grid import Sheet, Value

At = tuple[int, int]
"""Row and column, both 0-based."""


@dataclass(slots=True)
class Side:
    """What of one sheet of one file was told already."""

    cells: set[At] = field(default_factory=set)
    row_labels: dict[int, str] = field(default_factory=lambda: defaultdict(str))  # of rows that are new or gone
    column_labels: dict[int, str] = field(default_factory=lambda: defaultdict(str))

    def tell(self, number: Number, row_words: frozenset[str] = frozenset()) -> None:
        """A number that is new or gone was told, and with it its labels."""
        _, row, column = number.place
        self.cells.add((row, column))
        self.row_labels[row] = "\n".join((words(number.row_label), *sorted(row_words)))
        self.column_labels[column] += "\n" + words(number.column_label)

    def has_told(self, at: At, text: str) -> bool:
        """Whether a cell is told of, or is a label of what was."""
        row, column = at
        return at in self.cells or text in self.row_labels.get(row, "") or text in self.column_labels.get(column, "")


@dataclass(slots=True)
class Told:
    """What of a sheet and its counterpart was told already, by meaning."""

    a: Side = field(default_factory=Side)
    b: Side = field(default_factory=Side)
    places: dict[At, At] = field(default_factory=dict)  # where a number of the first file stands in the second
    moves: dict[str, Counter[At]] = field(default_factory=lambda: defaultdict(Counter))  # how far, by table
    whole_rows: set[int] = field(default_factory=set)  # of the first file, with no other table beside them
    labels: dict[tuple[str, str], str] = field(default_factory=dict)  # labels that differ, with their table's name
    dated: set[str] = field(default_factory=set)  # titles of tables whose date moved, without their dates

    def pair(self, number: Number, other: Number) -> None:
        """Two numbers are one; if they have other labels or titles, these are noted."""
        (_, row, column), (_, row_b, column_b) = number.place, other.place
        self.places[row, column] = row_b, column_b
        self.moves[number.table_name][row_b - row, column_b - column] += 1
        for was, is_ in (
            (number.row_label, other.row_label),
            (number.column_label, other.column_label),
            (number.table_title, other.table_title),
        ):
            if was != is_:
                self.labels[words(was), words(is_)] = other.table_name


def cell_changes(a: Sheet, b: Sheet, alignment: Alignment, told: Told) -> Iterator[Change]:
    """Every cell that differs and that nothing has told of, wherever its row and column went."""
    places = _places(a, b, alignment, told)
    seen = set(places.values())
    for row, line in enumerate(a.rows):
        for column in range(len(line)):
            yield from _compared(a, b, (row, column), places.get((row, column)), told)
    for row, line in enumerate(b.rows):
        for column in range(len(line)):
            if (row, column) not in seen:
                yield from _compared(a, b, None, (row, column), told)


def _places(a: Sheet, b: Sheet, alignment: Alignment, told: Told) -> dict[At, At]:
    """Where each cell of the first sheet stands on the second; no two at one place.

    A cell goes where its row went, or, as tables that stand side by side may move apart, where any
    table of the sheet went: there first where the same words stand, then where any do.
    """
    places = dict(told.places)
    taken = set(places.values())
    moves = {counted.most_common(1)[0][0] for counted in told.moves.values()}
    filled = [(row, c) for row, line in enumerate(a.rows) for c, value in enumerate(line) if words(value)]

    def ways(at: At) -> Iterator[At]:
        if at[0] in alignment.rows:
            yield alignment.rows[at[0]], alignment.column(*at)
        if at[0] not in told.whole_rows:
            moved = ((at[0] + down, at[1] + right) for down, right in sorted(moves))
            yield from (place for place in moved if min(place) >= 0)

    for fits in (_says_the_same, _says_something, _is_there):
        for at in filled:
            if at in places:
                continue
            there = next(
                (way for way in ways(at) if way not in taken and fits(content(a, *at), content(b, *way))), None
            )
            if there:
                places[at] = there
                taken.add(there)
    return places


def _says_the_same(here: Value, there: Value) -> bool:
    return same_value(here, there)


def _says_something(_: Value, there: Value) -> bool:
    return words(there) != ""


def _is_there(_: Value, __: Value) -> bool:
    return True


def _compared(a: Sheet, b: Sheet, at: At | None, there: At | None, told: Told) -> Iterator[Change]:
    before, after = (content(a, *at) if at else None), (content(b, *there) if there else None)
    if same_value(before, after):
        return
    text, other = words(before), words(after)
    if at and told.a.has_told(at, text):
        text = ""
    if there and told.b.has_told(there, other):
        other = ""
    if (not text and not other) or (undated(text) == undated(other) and undated(text) in told.dated):
        return
    table = next((name for (was, is_), name in told.labels.items() if _changed_in(text, other, was, is_)), "")
    yield Change(
        kind="label" if table else "cell",
        sheet=b.name,
        table_name=table,
        before=printed(before) if text else None,
        after=printed(after) if other else None,
        cell_a=address(at) if at and text else address(at or there),
        cell_b=address(there or at),
    )


def _changed_in(text: str, other: str, was: str, is_: str) -> bool:
    """Whether a cell's text is the part in which a label was and is another."""
    return (text or other) != "" and text in was and other in is_ and (text not in is_ or other not in was)


def printed(value: Value) -> Content:
    """A cell as a change tells it: numbers as numbers, the rest in words; None where blank."""
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else words(value) or None


def address(at: At | None) -> str:
    """Excel's way to write a place."""
    return f"{column_letter(at[1] + 1)}{at[0] + 1}" if at else ""
