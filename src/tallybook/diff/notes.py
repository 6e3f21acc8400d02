"""Footnotes and notes under tables: added, taken away, reworded, or dated anew."""

import difflib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping

from tallybook.diff.alignment import undated
from tallybook.diff.changes import Change
from tallybook.diff.edition import Edition, Note, words

_ALIKE = 0.6  # how alike the words of two texts must be, to say that one was reworded


def note_changes(a: Edition, b: Edition, sheets: Mapping[str, str]) -> Iterator[Change]:
    """What became of each note; one that moved with its sheet or its term is the same note."""
    left_a, left_b = list(a.notes), list(b.notes)

    def sheet(note: Note) -> str:
        return sheets.get(note.place[0], "")

    _pair(left_a, left_b, lambda n: (sheet(n), n.term, n.text), lambda n: (n.place[0], n.term, n.text))
    _pair(left_a, left_b, lambda n: n.text, lambda n: n.text)
    dated = _pair(
        left_a, left_b, lambda n: (sheet(n), n.term, undated(n.text)), lambda n: (n.place[0], n.term, undated(n.text))
    )
    yield from (_change("note_dated", *pair) for pair in dated)
    for note in left_a:
        other = _most_alike(note, [n for n in left_b if n.place[0] == sheet(note)])
        if other:
            left_b.remove(other)
            yield _change("note_changed", note, other)
        elif not _stands(note, b, sheet(note)):
            yield _change("note_gone", note, None)
    for note in left_b:
        if not _stands(note, a, next((name for name, other in sheets.items() if other == note.place[0]), "")):
            yield _change("note_new", None, note)


def _stands(note: Note, edition: Edition, name: str) -> bool:
    """Whether a note is printed on a sheet, though it is not read there as a note: its table is not read."""
    rows = (row for sheet in edition.sheets if sheet.name == name for row in sheet.rows)
    return any(words(value) == note.text for row in rows for value in row)


def _pair(
    left_a: list[Note], left_b: list[Note], key_a: Callable[[Note], Hashable], key_b: Callable[[Note], Hashable]
) -> list[tuple[Note, Note]]:
    """Takes pairs of one key out of what is left."""
    waiting: dict[Hashable, list[Note]] = defaultdict(list)
    for note in reversed(left_b):
        waiting[key_b(note)].append(note)
    pairs = [(note, waiting[key_a(note)].pop()) for note in left_a if waiting.get(key_a(note))]
    for note, other in pairs:
        left_a.remove(note)
        left_b.remove(other)
    return pairs


def _most_alike(note: Note, others: list[Note]) -> Note | None:
    """The note under the same term that is most alike, or stands at the same cell."""

    def likeness(other: Note) -> float:
        here = _ALIKE if other.place[1:] == note.place[1:] else 0.0
        return difflib.SequenceMatcher(None, note.text.split(), other.text.split(), autojunk=False).ratio() + here

    same_term = [other for other in others if other.term == note.term]
    best = max(same_term, key=likeness, default=None)
    return best if best and likeness(best) >= _ALIKE else None


def _change(kind: str, note: Note | None, other: Note | None) -> Change:
    there = other or note
    assert there
    return Change(
        kind=kind,
        sheet=there.place[0],
        row_label=there.term,
        before=note.text if note else None,
        after=other.text if other else None,
        cell_a=note.cell if note else "",
        cell_b=other.cell if other else "",
    )
