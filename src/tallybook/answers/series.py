"""Figures as series: one line over time, with its gaps and the days on which what is counted changed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from tallybook.answers.answer import Figure
from tallybook.answers.picture_words import said
from tallybook.answers.wording import code_of, code_words, way_words
from tallybook.dimensions import DIMENSIONS
from tallybook.prose import in_words, period_words, spoken
from tallybook.sources import code_lists
from tallybook.vintages import Edition
from tallybook.vintages.revisions import title_words

OTHER_TABLE, OTHER_TITLE = "other_table", "other_title"
_GAP = timedelta(days=45)  # editions come every two weeks: over so long a time some are missing
_DAY = timedelta(days=1)
_LONGEST_TITLE = 90
_GROUPED = frozenset(dimension.name for dimension in DIMENSIONS if dimension.has_group)

Series = tuple[tuple[str, str], ...]
"""What figures of one series share: their codes, renamed ones under the group that joins them."""


@dataclass(frozen=True, slots=True)
class Break:
    """A place at which a series is broken: figures are missing, or something else may be counted."""

    before: date  # the last day before it
    after: date  # the first day after it
    sentence: str
    short: str = ""  # what is other, or the new name; blank for a gap
    is_rename: bool = False  # what is counted is the same, under another name

    @property
    def is_gap(self) -> bool:
        """Whether figures are missing."""
        return not self.short


def by_series(figures: Sequence[Figure]) -> dict[Series, list[Figure]]:
    """The figures of each series in the order of time, one for each period."""
    found: dict[Series, dict[tuple[date, date], Figure]] = {}
    for figure in sorted(figures, key=lambda f: (f.reference_end, f.reference_start, f.report_date)):
        series = tuple((way, group_of(way, code)) for way, code in figure.split)
        found.setdefault(series, {})[figure.reference_start, figure.reference_end] = figure
    return {series: list(periods.values()) for series, periods in found.items()}


def group_of(way: str, code: str) -> str:
    """The group that joins a renamed code with its other names; the code itself where it was not renamed."""
    if way not in _GROUPED or way not in code_lists():
        return code
    return next((c.group for c in code_lists()[way].codes if c.code == code and c.group), code)


def breaks_of(figures: Sequence[Figure], lang: str = "en") -> list[Break]:
    """Gaps and changes of definition in one series, each kind in the order of time."""
    return [
        *_gaps(figures, lang),
        *_changes(figures, _table, lang),
        *_changes(figures, _title, lang),
        *(found for way in sorted(_GROUPED) for found in _renamed(figures, way, lang)),
    ]


def _gaps(figures: Sequence[Figure], lang: str) -> Iterator[Break]:
    pairs = list(pairwise(figures))
    # Days, and figures since 1 October, follow each other as editions do; months and quarters without a gap.
    is_of_editions = any(
        before.reference_start == before.reference_end or after.reference_start <= before.reference_end
        for before, after in pairs
    )
    for one, other in pairs:
        before, after = one.reference_end, other.reference_end
        if is_of_editions and after - before > _GAP:
            ends = {"first": in_words(before, lang), "last": in_words(after, lang)}
            yield Break(before, after, said(lang, "gap_between", **ends))
        elif not is_of_editions and other.reference_start - before > _DAY:
            missing = period_words(before + _DAY, other.reference_start - _DAY, lang)
            yield Break(before, after, said(lang, "gap_of", period=missing))


def _changes(figures: Sequence[Figure], read: Callable[[Figure], str], lang: str) -> Iterator[Break]:
    """From which day on something reads otherwise; what goes to and fro is told once."""
    told: set[frozenset[str]] = set()
    for before, after in pairwise(figure for figure in figures if read(figure)):
        old, new = read(before), read(after)
        is_known = (pair := frozenset((_key(old), _key(new)))) in told
        # Another table has another title, and says so itself.
        if _key(old) != _key(new) and not is_known and (read is not _title or _table(before) == _table(after)):
            told.add(pair)
            if read is _table:
                change, short = said(lang, "table_changed", new=spoken(new), old=spoken(old)), OTHER_TABLE
            else:
                change, short = said(lang, "title_changed", new=_quoted(new), old=_quoted(old)), OTHER_TITLE
            yield _from_then(before, after, change, short, lang)


def _from_then(before: Figure, after: Figure, change: str, short: str, lang: str, is_rename: bool = False) -> Break:
    sentence = said(lang, "from_then", day=in_words(after.reference_end, lang), change=change)
    return Break(before.reference_end, after.reference_end, sentence, short, is_rename)


@cache
def _key(text: str) -> str:
    return " ".join(title_words(text)) or text


def _first(figure: Figure) -> Edition | None:
    return next((piece for piece in figure.evidence if isinstance(piece, Edition)), None)


def _table(figure: Figure) -> str:
    cell = _first(figure)
    return cell.series.table if cell else ""


def _title(figure: Figure) -> str:
    cell = _first(figure)
    return " ".join(cell.table_title.split()) if cell else ""


def _quoted(title: str) -> str:
    return f"'{title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + '…'}'"


def _renamed(figures: Sequence[Figure], way: str, lang: str) -> Iterator[Break]:
    told: set[frozenset[str]] = set()
    coded = [figure for figure in figures if code_of(figure, way)]
    for before, after in pairwise(coded):
        old, new = code_of(before, way), code_of(after, way)
        if old != new and group_of(way, old) == group_of(way, new) and (pair := frozenset((old, new))) not in told:
            told.add(pair)
            was, now = code_words(way, old, lang), code_words(way, new, lang)
            change = said(lang, "name_changed", way=way_words(way, lang), new=now, old=was)
            yield _from_then(before, after, change, now, lang, is_rename=True)
