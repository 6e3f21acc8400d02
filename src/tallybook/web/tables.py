"""The table behind a chart: periods down, codes across, each number leading to its cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from tallybook.answers import Answer
from tallybook.answers.answer import Figure
from tallybook.answers.facility import is_facility_code
from tallybook.answers.wording import code_words, way_words
from tallybook.prose import short_period
from tallybook.web.figures import Shown, shown
from tallybook.web.visit import Visit

ON_A_PAGE = 200  # rows; more are paged
_ACROSS = 40  # columns of codes: no page is read a thousand columns wide, the files hold all


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its heads, and a number (or none) in each column."""

    heads: tuple[str, ...]
    addresses: tuple[str, ...]  # of each head; blank where it leads nowhere
    cells: tuple[Shown | None, ...]
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table of a page."""

    heads: tuple[str, ...]  # of the columns of words
    columns: tuple[str, ...]  # of the columns of numbers
    rows: tuple[Row, ...]
    of: int  # rows there are in all
    page: int = 1
    left: int = 0  # columns that only the files hold

    @property
    def has_partial(self) -> bool:
        """Whether the period of any of its numbers was not over."""
        return any(cell is not None and cell.is_partial for row in self.rows for cell in row.cells)

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return max(1, -(-self.of // ON_A_PAGE))


def table_of(
    answer: Answer, visit: Visit, total: Answer | None = None, most: int = ON_A_PAGE, page: int = 1
) -> PageTable:
    """The figures as a table, newest or largest first.

    Args:
        answer: the figures.
        visit: whose language and links they are shown in.
        total: the same measure unsplit, as printed: a column, or a row, of its own.
        most: so many rows.
        page: which of the pages of so many rows.
    """
    periods = {(figure.reference_start, figure.reference_end) for figure in answer.figures}
    make = _over_time if len(periods) > 1 else _of_parts
    heads, columns, rows, left = make(answer, visit, total)
    start = (page - 1) * most
    return PageTable(heads, columns, tuple(rows[start : start + most]), len(rows), page, left)


Made = tuple[tuple[str, ...], tuple[str, ...], list[Row], int]


def _over_time(answer: Answer, visit: Visit, total: Answer | None) -> Made:
    """Periods down, newest first; codes across, largest last value first."""
    of_split: dict[tuple[tuple[str, str], ...], Figure] = {}
    by_period: dict[tuple[object, object], dict[tuple[tuple[str, str], ...], Figure]] = {}
    for figure in answer.figures:
        of_split[figure.split] = figure
        by_period.setdefault((figure.reference_end, figure.reference_start), {})[figure.split] = figure
    splits = sorted(
        of_split, key=lambda split: (-of_split[split].reference_end.toordinal(), -(of_split[split].value or 0))
    )
    shown_splits = splits[:_ACROSS]
    totals = {(f.reference_end, f.reference_start): f for f in total.figures} if total else {}
    rows = []
    for period in sorted(by_period, reverse=True):
        own = by_period[period]
        one = next(iter(own.values()))
        cells = [shown(own[split], answer, visit) if split in own else None for split in shown_splits]
        if total:
            cells.append(shown(totals[period], total, visit) if period in totals else None)
        rows.append(Row((short_period(one.reference_start, one.reference_end, visit.lang),), ("",), tuple(cells)))
    names = [_name(split, visit.lang) or visit.say("Value") for split in shown_splits]
    columns = (*names, *([visit.say("Total, as printed")] if total else []))
    return (visit.say("Period"),), columns, rows, len(splits) - len(shown_splits)


def _of_parts(answer: Answer, visit: Visit, total: Answer | None) -> Made:
    """Codes down, the largest first."""
    ways = [way for way, _ in answer.figures[0].split] if answer.figures else []
    ordered = sorted(answer.figures, key=lambda figure: -(figure.value if figure.value is not None else -1))
    rows = [
        Row(
            tuple(code_words(way, code, visit.lang) for way, code in figure.split) or (_period(figure, visit.lang),),
            tuple(address_of_code(way, code, visit) for way, code in figure.split) or ("",),
            (shown(figure, answer, visit),),
        )
        for figure in ordered
    ]
    if whole := _of_same_period(answer, total):
        words = (visit.say("Total, as printed"), *[""] * (len(ways) - 1))
        rows.append(Row(words, ("",) * len(words), (shown(whole, total or answer, visit),), is_total=True))
    heads = tuple(_capital(way_words(way, visit.lang)) for way in ways) or (visit.say("Period"),)
    return heads, (visit.say("Value"),), rows, 0


def _of_same_period(answer: Answer, total: Answer | None) -> Figure | None:
    """The printed total of the period that the parts are of: asked without a day, each has its own newest."""
    periods = {(figure.reference_start, figure.reference_end) for figure in answer.figures}
    figures = total.figures if total else ()
    return next((f for f in figures if {(f.reference_start, f.reference_end)} == periods), None)


def _period(figure: Figure, lang: str) -> str:
    return short_period(figure.reference_start, figure.reference_end, lang)


def _name(split: Sequence[tuple[str, str]], lang: str) -> str:
    return " / ".join(code_words(way, code, lang) for way, code in split)


def address_of_code(way: str, code: str, visit: Visit) -> str:
    """The page of an area or a facility; blank for other codes."""
    if way == "aor" and code and "|" not in code:
        return visit.links.page(f"/areas/{code}")
    if way == "facility" and is_facility_code(code):
        return visit.links.page(f"/facilities/{code}")
    return ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
