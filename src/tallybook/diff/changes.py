"""What a comparison says: single changes, and all of them in one sentence."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

KINDS = {
    "sheet_new": "A sheet that only the second file has.",
    "sheet_gone": "A sheet that only the first file has.",
    "sheet_renamed": "The sheet has another name.",
    "sheet_hidden": "The sheet is hidden in the second file only.",
    "sheet_shown": "The sheet is hidden in the first file only.",
    "date": "The table describes another day or period.",
    "changed": "The same number has another value.",
    "new_row": "A number in a row that only the second file has.",
    "gone_row": "A number in a row that only the first file has.",
    "new_number": "A number that only the second file has, in a row that both have.",
    "gone_number": "A number that only the first file has, in a row that both have.",
    "unread_table": "Numbers that stand in both files, and in one of them under no title or label that is known.",
    "label": "The same numbers stand under another label or heading.",
    "note_changed": "A note or footnote is worded otherwise.",
    "note_dated": "In a note or footnote only a date or a number is another.",
    "note_new": "A note or footnote that only the second file has.",
    "note_gone": "A note or footnote that only the first file has.",
    "cell": "Another cell, part of no number and no note above, holds something else.",
    "moved_row": "The row stands elsewhere in its table; its numbers are the same.",
    "moved_table": "The table stands elsewhere; its numbers are told apart.",
}

# How each kind is counted in the first sentence, for one and for several; the order is that of the sentence.
_COUNTED = {
    "changed": ("number changed", "numbers changed"),
    "new_row": ("row is new", "rows are new"),
    "new_number": ("number is new", "numbers are new"),
    "gone_row": ("row is gone", "rows are gone"),
    "gone_number": ("number is gone", "numbers are gone"),
    "unread_table": ("table is no longer read the same", "tables are no longer read the same"),
    "label": ("label changed", "labels changed"),
    "date": ("date of a table moved", "dates of tables moved"),
    "note_changed": ("note is reworded", "notes are reworded"),
    "note_dated": ("note has another date or number", "notes have another date or number"),
    "note_new": ("note is new", "notes are new"),
    "note_gone": ("note is gone", "notes are gone"),
    "cell": ("other cell differs", "other cells differ"),
    "sheet_new": ("sheet is new", "sheets are new"),
    "sheet_gone": ("sheet is gone", "sheets are gone"),
    "sheet_renamed": ("sheet is renamed", "sheets are renamed"),
    "sheet_hidden": ("sheet is now hidden", "sheets are now hidden"),
    "sheet_shown": ("sheet is no longer hidden", "sheets are no longer hidden"),
    "moved_table": ("table moved", "tables moved"),
    "moved_row": ("row moved", "rows moved"),
}
_ROWS = ("new_row", "gone_row")  # told number by number, counted row by row
_COMING_OR_GOING = (*_ROWS, "new_number", "gone_number", "sheet_new", "sheet_gone")

Content = str | float | bool | None
"""What a change is from or to; None where nothing stood there."""

FIELDS = (
    *("kind", "sheet", "table_name", "row_label", "column_label", "quantity", "unit", "from", "to"),
    *("cell_a", "cell_b", "dates_a", "dates_b"),
)
"""What a change is told by, in data: `from` and `to` are words that Python keeps for itself."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs, with its place in both files."""

    kind: str  # a code of KINDS
    sheet: str  # as named in the second file, or in the first where the second has none
    table_name: str = ""
    row_label: str = ""  # as printed
    column_label: str = ""
    quantity: str = ""
    unit: str = ""
    before: Content = None
    after: Content = None
    cell_a: str = ""  # address in the first file; nothing where it has none
    cell_b: str = ""
    dates_a: str = ""  # what the first number describes: a day, or first/last day
    dates_b: str = ""

    @property
    def label(self) -> str:
        """Labels of row and column, as printed."""
        return ", ".join(part for part in (self.row_label, self.column_label) if part)

    def as_object(self) -> dict[str, Content]:
        """The change by the names of FIELDS."""
        values = (getattr(self, name) for name in self.__slots__)
        return dict(zip(FIELDS, values, strict=True))

    @property
    def size(self) -> tuple[float, float]:
        """How much a number moved: as a part of the larger of both values, then absolutely."""
        if not isinstance(self.before, float) or not isinstance(self.after, float):
            return 0.0, 0.0
        moved = abs(self.after - self.before)
        return moved / max(abs(self.before), abs(self.after), 1e-300), moved

    @property
    def row(self) -> tuple[str, str, str, str]:
        """What numbers of one row share."""
        cell = self.cell_b or self.cell_a
        return self.kind, self.sheet, self.table_name, cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two files."""

    file_a: str
    file_b: str
    document_a: str  # sha256
    document_b: str
    changes: tuple[Change, ...]

    @property
    def same_bytes(self) -> bool:
        """Whether both are one document."""
        return self.document_a == self.document_b

    def as_object(self) -> dict[str, object]:
        """All of it, as JSON tells it."""
        return {
            "answer": self.sentence(),
            "file_a": self.file_a,
            "file_b": self.file_b,
            "document_a": self.document_a,
            "document_b": self.document_b,
            "changes": [change.as_object() for change in self.changes],
        }

    def sentence(self) -> str:
        """The answer: how many things of each kind differ."""
        if self.same_bytes:
            return "Nothing differs: both are the same bytes."
        if not self.changes:
            return "No number, word or sheet differs; the bytes do."
        counts = Counter(change.kind for change in self.changes)
        for kind in _ROWS:
            counts[kind] = len({change.row for change in self.changes if change.kind == kind})
        told = [_count(counts[kind], *words) for kind, words in _COUNTED.items() if counts[kind]]
        if not counts["changed"]:
            told.insert(0, "No number changed")
        if not any(counts[kind] for kind in _COMING_OR_GOING):
            told.insert(1, "nothing is new or gone")
        return ", ".join(told) + "."


def _count(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}"


def period(start: date | None, end: date | None) -> str:
    """What a number describes, in data: `2025-05-17`, or `2024-10-01/2025-04-30`."""
    if start is None or end is None:
        return ""
    return start.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}"
