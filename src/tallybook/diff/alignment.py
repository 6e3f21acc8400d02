"""Which sheet, row and column of the second file each of the first is, wherever things were moved."""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tallybook.diff.edition import Edition, words
from tallybook.diff.matching import Pair
from tallybook.readers.grid import Sheet

_CHANGING = re.compile(
    r"\d+|\b(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b",
    re.IGNORECASE,
)
_ALIKE = 0.5  # the part of two sheets' words that must be the same, to say that one was renamed


def undated(text: str) -> str:
    """A text without its numbers and months: what stays the same from edition to edition.

    >>> undated("Data from BI Inc. Participants Report, 5.17.2025")
    'Data from BI Inc. Participants Report, #.#.#'
    """
    return _CHANGING.sub("#", text)


def pair_sheets(a: Edition, b: Edition) -> dict[str, str]:
    """The second file's name of each sheet of the first: that name, that but for numbers, or one of the same words."""
    left_a, left_b = {sheet.name: sheet for sheet in a.sheets}, {sheet.name: sheet for sheet in b.sheets}
    pairs: dict[str, str] = {}
    for alike in (_same_name, _same_name_but_for_numbers, _same_words):
        for name, sheet in list(left_a.items()):
            other = next((there for there, candidate in left_b.items() if alike(sheet, candidate)), None)
            if other is not None:
                pairs[name] = other
                del left_a[name], left_b[other]
    return pairs


def _same_name(a: Sheet, b: Sheet) -> bool:
    return a.name == b.name


def _same_name_but_for_numbers(a: Sheet, b: Sheet) -> bool:
    return undated(words(a.name)).casefold() == undated(words(b.name)).casefold()


def _same_words(a: Sheet, b: Sheet) -> bool:
    words_a, words_b = _words_of(a), _words_of(b)
    return len(words_a & words_b) > _ALIKE * max(len(words_a), len(words_b))


def _words_of(sheet: Sheet) -> set[str]:
    return {undated(words(value)) for row in sheet.rows for value in row if isinstance(value, str) and value.strip()}


class Alignment:
    """Where each row and column of a sheet stands on its counterpart; all 0-based."""

    def __init__(self, a: Sheet, b: Sheet, pairs: Iterable[Pair]) -> None:
        self._columns: dict[int, dict[int, int]] = defaultdict(dict)  # by row, of its numbers
        votes: dict[int, list[int]] = defaultdict(list)
        for number, other in pairs:
            (_, row, column), (_, row_b, column_b) = number.place, other.place
            self._columns[row][column] = column_b
            votes[row].append(row_b)
        known = {row: max(rows, key=rows.count) for row, rows in votes.items()}
        self.rows = _all_rows(a, b, known)
        self._numbered = sorted(self._columns)

    def column(self, row: int, column: int) -> int:
        """The column of a cell: it goes with the nearest number of its row, else of the nearest row beneath."""
        if not self._numbered:
            return column
        beneath = (numbered for numbered in self._numbered if numbered >= row)
        columns = self._columns[next(beneath, self._numbered[-1])]
        nearest = min(columns, key=lambda numbered: (abs(numbered - column), numbered))
        return max(column + columns[nearest] - nearest, 0)


def _all_rows(a: Sheet, b: Sheet, known: Mapping[int, int]) -> dict[int, int]:
    """Rows with numbers go where their numbers went; the others keep their order among them."""
    rows_a, rows_b = _filled(a), _filled(b)
    taken = set(known.values())
    tokens_a = [("row", known[row]) if row in known else _token(a.rows[row]) for row in rows_a]
    tokens_b = [("row", row) if row in taken else _token(b.rows[row]) for row in rows_b]
    rows = dict(known)
    matcher = difflib.SequenceMatcher(None, tokens_a, tokens_b, autojunk=False)
    for _, first, last, first_b, last_b in matcher.get_opcodes():
        free_a = [row for row in rows_a[first:last] if row not in known]
        free_b = [row for row in rows_b[first_b:last_b] if row not in taken]
        rows.update(zip(free_a, free_b, strict=False))
    return rows


def _filled(sheet: Sheet) -> list[int]:
    return [number for number, row in enumerate(sheet.rows) if any(words(value) for value in row)]


def _token(row: Sequence[object]) -> tuple[str, ...]:
    return tuple(undated(text) for value in row if isinstance(value, str) and (text := words(value)))
