"""Pairing the numbers of two files by what they mean, whatever their values and places are."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tallybook.calendar import fiscal_year
from tallybook.diff.edition import Edition, Number, same_value, words

Pair = tuple[Number, Number]
Key = Callable[[Number], Hashable]
Table = tuple[str, str]  # sheet and table_name
Corner = tuple[int, int]
Line = dict[int, Number]
_ALIKE = 0.5  # the part of a line's telling numbers that must be equal, to say that its label changed
_SMALL = 10
_FEW = 2  # a table that counts on more days than these is a series
_ROWS, _COLUMNS = 1, 2


@dataclass(frozen=True, slots=True)
class Matching:
    """Which number of the second file each number of the first is."""

    pairs: tuple[Pair, ...]  # one meaning
    relabelled: tuple[Pair, ...]  # one place and, for most of a row or column, one value; another label
    gone: tuple[Number, ...]
    new: tuple[Number, ...]


class _Left:
    """Numbers not yet paired, on their way to a Matching."""

    def __init__(self, a: Edition, b: Edition) -> None:
        self.edition_a, self.edition_b = a, b
        self.a, self.b = dict.fromkeys(a.numbers), dict.fromkeys(b.numbers)

    def pair(self, key_a: Key, key_b: Key) -> list[Pair]:
        """Pairs those of one key, in the order in which they stand."""
        waiting: dict[Hashable, list[Number]] = defaultdict(list)
        for number in reversed(self.b):
            waiting[key_b(number)].append(number)
        return self.take((a, waiting[key_a(a)].pop()) for a in list(self.a) if waiting.get(key_a(a)))

    def take(self, pairs: Iterable[Pair]) -> list[Pair]:
        """Takes pairs out of what is left."""
        taken = list(pairs)
        for a, b in taken:
            del self.a[a], self.b[b]
        return taken


def match(a: Edition, b: Edition, sheets: Mapping[str, str]) -> Matching:
    """Pairs whole rows that are unchanged, then relabelled lines, then numbers of one meaning.

    Args:
        sheets: the second file's name of each sheet of the first.
    """
    means = _Meanings(a, b)
    left = _Left(a, b)
    rows_a, rows_b = _row_values(a), _row_values(b)

    def sheet(number: Number) -> str:
        return sheets.get(number.place[0], "")

    def labelled(number: Number) -> Hashable:
        return number.row_label.casefold(), number.column_label.casefold()

    whole = left.pair(
        lambda n: (sheet(n), means.of_a[n], labelled(n), words(n.value), rows_a[n.place[:2]]),
        lambda n: (n.place[0], means.of_b[n], labelled(n), words(n.value), rows_b[n.place[:2]]),
    )
    relabelled = [pair for axis in (_ROWS, _COLUMNS) for pair in left.take(_relabelled(left, sheets, means, axis))]
    pairs = [
        *whole,
        *left.pair(
            lambda n: (sheet(n), means.of_a[n], labelled(n)), lambda n: (n.place[0], means.of_b[n], labelled(n))
        ),
        *left.pair(lambda n: (sheet(n), means.of_a[n]), lambda n: (n.place[0], means.of_b[n])),
        *left.pair(means.of_a.__getitem__, means.of_b.__getitem__),
    ]
    # What stands under the same words with the same value is the same, though words above may give it another meaning.
    relabelled += left.pair(
        lambda n: (sheet(n), n.table_name, labelled(n), words(n.value)),
        lambda n: (n.place[0], n.table_name, labelled(n), words(n.value)),
    )
    return Matching(tuple(pairs), tuple(relabelled), tuple(left.a), tuple(left.b))


class _Meanings:
    """What each number of two files is, apart from its value: comparable between them."""

    def __init__(self, a: Edition, b: Edition) -> None:
        shifts, series = _shifts(a, b), _series(a) | _series(b)
        self.of_a = {n: _meaning(n, shifts.get(n.table_name, 0), n.table_name in series) for n in a.numbers}
        self.of_b = {n: _meaning(n, 0, n.table_name in series) for n in b.numbers}
        self.known_a, self.known_b = set(self.of_a.values()), set(self.of_b.values())


def _meaning(number: Number, shift: int, is_series: bool) -> Hashable:
    """A month and a year are part of what a number means; the day of a count moves, unless it is one of a series."""
    year = number.fiscal_year + shift if number.fiscal_year else None
    first = None
    if number.start and (is_series or number.start != number.end):
        first = (fiscal_year(number.start) + shift, number.start.month, number.start.day)
    return number.table_name, number.quantity, number.unit, number.is_total, number.split, year, first


def _series(edition: Edition) -> set[str]:
    """The tables that count on several days, side by side."""
    days: dict[str, set[date | None]] = defaultdict(set)
    for number in edition.numbers:
        if number.start == number.end:
            days[number.table_name].add(number.start)
    return {name for name, counted in days.items() if len(counted) > _FEW}


def _shifts(a: Edition, b: Edition) -> dict[str, int]:
    """By how many years a table moved, where both files have it and of no common fiscal year."""
    years: tuple[dict[str, set[int]], dict[str, set[int]]] = (defaultdict(set), defaultdict(set))
    for side, edition in zip(years, (a, b), strict=True):
        for number in edition.numbers:
            if number.fiscal_year:
                side[number.table_name].add(number.fiscal_year)
    both = years[0].keys() & years[1].keys()
    return {name: max(years[1][name]) - max(years[0][name]) for name in both if not years[0][name] & years[1][name]}


def _row_values(edition: Edition) -> dict[tuple[str, int], str]:
    """All numbers of each row, as one text."""
    rows: dict[tuple[str, int], list[str]] = defaultdict(list)
    for number in edition.numbers:
        rows[number.place[:2]].append(words(number.value))
    return {row: "|".join(values) for row, values in rows.items()}


def _relabelled(left: _Left, sheets: Mapping[str, str], means: _Meanings, axis: int) -> Iterator[Pair]:
    """Numbers of rows or columns that stand where they stood, under another label."""
    lines_b = _lines(left.b, _origins(left.edition_b), axis)
    for (sheet, table, line), numbers in _lines(left.a, _origins(left.edition_a), axis).items():
        others = lines_b.get((sheets.get(sheet, ""), table, line), {})
        pairs = [(number, others[at]) for at, number in numbers.items() if at in others]
        if _is_relabelled(pairs, means):
            yield from pairs


def _lines(numbers: Iterable[Number], origins: Mapping[Table, Corner], axis: int) -> dict[tuple[str, str, int], Line]:
    """Numbers by sheet, table and row, each by its column (or the other way), from the table's corner."""
    lines: dict[tuple[str, str, int], Line] = defaultdict(dict)
    for number in numbers:
        sheet, row, column = number.place
        top, left = origins[sheet, number.table_name]
        down, right = row - top, column - left
        line, at = (down, right) if axis == _ROWS else (right, down)
        lines[sheet, number.table_name, line][at] = number
    return lines


def _origins(edition: Edition) -> dict[Table, Corner]:
    """The upper left corner of each table's numbers."""
    corners: dict[Table, Corner] = {}
    for number in edition.numbers:
        sheet, row, column = number.place
        top, left = corners.get((sheet, number.table_name), (row, column))
        corners[sheet, number.table_name] = (min(top, row), min(left, column))
    return corners


def _is_relabelled(pairs: Sequence[Pair], means: _Meanings) -> bool:
    """Whether a line means something else and says the same.

    Zeros and small counts can be alike by chance: they tell only where all of a line is the same, of the
    same days, and neither file knows what the other says it is.
    """
    if not pairs or any(means.of_a[a] == means.of_b[b] for a, b in pairs):
        return False
    if all(same_value(a.value, b.value) and (a.start, a.end) == (b.start, b.end) for a, b in pairs) and all(
        means.of_a[a] not in means.known_b and means.of_b[b] not in means.known_a for a, b in pairs
    ):
        return True
    telling = [same_value(a.value, b.value) for a, b in pairs if _is_telling(a) or _is_telling(b)]
    return bool(telling) and sum(telling) >= _ALIKE * len(telling)


def _is_telling(number: Number) -> bool:
    value = number.value
    return isinstance(value, float) and (abs(value) >= _SMALL or not value.is_integer())
