"""Two files compared: the way from their bytes to every change between them."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from tallybook.diff.alignment import Alignment, pair_sheets, undated
from tallybook.diff.cells import Told, cell_changes
from tallybook.diff.changes import KINDS, Change, Difference, period
from tallybook.diff.edition import Edition, Number, read_edition, same_value, words
from tallybook.diff.matching import Pair, match
from tallybook.diff.moves import move_changes
from tallybook.diff.notes import note_changes
from tallybook.diff.recognised import Recognised, recognise
from tallybook.diff.source import Source
from tallybook.readers.workbook import read_workbook


def compare(a: Source, b: Source) -> Difference:
    """All that differs between two files.

    Raises:
        UnreadableFile, LayoutError: one is no workbook, or not one of a known publication.
    """
    changes: list[Change] = []
    if a.document.sha256 != b.document.sha256:
        changes = compare_editions(_read(a), _read(b))
    return Difference(a.document.file, b.document.file, a.document.sha256, b.document.sha256, tuple(changes))


def compare_editions(a: Edition, b: Edition) -> list[Change]:
    """Every change between two files, by meaning, then by cell; sheet by sheet, the largest first within a table."""
    return _Comparison(a, b).changes()


def _read(source: Source) -> Edition:
    return read_edition(read_workbook(source.data, source.document.file), source.document)


class _Comparison:
    """Two editions, and how they go together: sheet by sheet, row by row, number by number."""

    def __init__(self, a: Edition, b: Edition) -> None:
        self.a, self.b = a, b
        self.sheets = pair_sheets(a, b)
        self.matching = match(a, b, self.sheets)
        self.sheets_a = {sheet.name: sheet for sheet in a.sheets}
        self.sheets_b = {sheet.name: sheet for sheet in b.sheets}

    def changes(self) -> list[Change]:
        """Every change, in the order in which it is told."""
        moved = list(move_changes(self.a, self.b, self.matching.pairs, self.sheets))
        dated = {(change.sheet, change.table_name) for change in moved if change.kind == "date"}
        notes = (change for change in note_changes(self.a, self.b, self.sheets) if not _is_told(change, dated))
        meant = [*self._sheet_changes(), *self._number_changes(), *self.recognised.unread, *moved, *notes]
        return sorted([*meant, *self._cell_changes(dated)], key=self._order)

    def _order(self, change: Change) -> tuple[int, bool, str, int, float, float]:
        sheets = [sheet.name for sheet in (*self.b.sheets, *self.a.sheets)]
        relative, absolute = change.size
        kind = list(KINDS).index(change.kind)
        is_loose = not change.table_name and not change.kind.startswith("sheet_")
        return sheets.index(change.sheet), is_loose, change.table_name, kind, -relative, -absolute

    @cached_property
    def alignments(self) -> dict[str, Alignment]:
        """How the rows and columns of each sheet of the first file stand in the second."""
        pairs: dict[str, list[Pair]] = defaultdict(list)
        for a, b in (*self.matching.pairs, *self.matching.relabelled):
            if self.sheets.get(a.place[0]) == b.place[0]:
                pairs[a.place[0]].append((a, b))
        return {
            name: Alignment(self.sheets_a[name], self.sheets_b[other], pairs[name])
            for name, other in self.sheets.items()
        }

    @cached_property
    def recognised(self) -> Recognised:
        """Numbers that stand as before, though the words above them put them elsewhere or nowhere."""
        return recognise(self.a, self.b, self.matching, self.sheets, self.alignments)

    def _relabelled(self) -> list[Pair]:
        return [*self.matching.relabelled, *self.recognised.pairs]

    def _number_changes(self) -> Iterator[Change]:
        """Numbers with another value, and those that came or went."""
        for a, b in (*self.matching.pairs, *self._relabelled()):
            if not same_value(a.value, b.value):
                yield _number_change("changed", a, b)
        staying_a = {a.place[:2] for a, _ in (*self.matching.pairs, *self._relabelled())}
        staying_b = {b.place[:2] for _, b in (*self.matching.pairs, *self._relabelled())}
        for number in self.recognised.gone:
            yield _number_change("gone_number" if number.place[:2] in staying_a else "gone_row", number, None)
        for number in self.recognised.new:
            yield _number_change("new_number" if number.place[:2] in staying_b else "new_row", None, number)

    def _sheet_changes(self) -> Iterator[Change]:
        """Sheets that came, went, or are named or hidden otherwise."""
        for name, sheet in self.sheets_a.items():
            other = self.sheets_b.get(self.sheets.get(name, ""))
            if other is None:
                yield Change("sheet_gone", name, before=name)
                continue
            if other.name != name:
                yield Change("sheet_renamed", other.name, before=name, after=other.name)
            if other.is_hidden != sheet.is_hidden:
                yield Change("sheet_hidden" if other.is_hidden else "sheet_shown", other.name)
        for name in self.sheets_b.keys() - set(self.sheets.values()):
            yield Change("sheet_new", name, after=name)

    def _cell_changes(self, dated: set[tuple[str, str]]) -> Iterator[Change]:
        """What differs on each sheet that both files have, and was not told by meaning."""
        told = self._told(dated)
        for name, other in self.sheets.items():
            yield from cell_changes(self.sheets_a[name], self.sheets_b[other], self.alignments[name], told[name])

    def _told(self, dated: set[tuple[str, str]]) -> dict[str, Told]:
        """What was told by meaning, by the first file's name of each sheet."""
        told: dict[str, Told] = defaultdict(Told)
        names = {other: name for name, other in self.sheets.items()}
        for a, b in (*self.matching.pairs, *self._relabelled()):
            here, there = told[a.place[0]], told[names.get(b.place[0], "")]
            if here is there:
                here.pair(a, b)
            if here is not there or not same_value(a.value, b.value):
                here.a.cells.add(a.place[1:])
                there.b.cells.add(b.place[1:])
            if (b.place[0], b.table_name) in dated:
                here.dated.add(undated(words(a.table_title)))
        for sheet, row in self.a.row_words:
            told[sheet].whole_rows.add(row)
        for number in self.recognised.gone:
            told[number.place[0]].a.tell(number, self.a.row_words.get(number.place[:2], frozenset()))
        for number in self.recognised.new:
            told[names.get(number.place[0], "")].b.tell(number, self.b.row_words.get(number.place[:2], frozenset()))
        for note in self.a.notes:
            told[note.place[0]].a.cells.add(note.place[1:])
        for note in self.b.notes:
            told[names.get(note.place[0], "")].b.cells.add(note.place[1:])
        return told


def _number_change(kind: str, a: Number | None, b: Number | None) -> Change:
    number = b or a
    assert number
    return Change(
        kind=kind,
        sheet=number.place[0],
        table_name=number.table_name,
        row_label=number.row_label,
        column_label=number.column_label,
        quantity=number.quantity,
        unit=number.unit,
        before=a.value if a else None,
        after=b.value if b else None,
        cell_a=a.cell if a else "",
        cell_b=b.cell if b else "",
        dates_a=period(a.start, a.end) if a else "",
        dates_b=period(b.start, b.end) if b else "",
    )


def _is_told(change: Change, dated: set[tuple[str, str]]) -> bool:
    """Whether a note's new date is that of its table."""
    return change.kind == "note_dated" and (change.sheet, change.row_label) in dated
