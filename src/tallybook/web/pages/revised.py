"""Revisions: which numbers ICE changed after it had printed them, and how one series moved from edition to edition."""

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Any

from tallybook.answers.wording import code_words, value_words
from tallybook.book import Book
from tallybook.charts import NARROW, WIDE
from tallybook.errors import QuestionError
from tallybook.http.addresses import slug
from tallybook.http.reply import Reply
from tallybook.ledger import left_out
from tallybook.pictures import revision_drawing
from tallybook.prose import short_period, spoken
from tallybook.sources import published_tables
from tallybook.vintages import Edition, History, Selection, Series, histories, revisions
from tallybook.web.place import Place
from tallybook.web.rendering import rendered
from tallybook.web.views import Chart
from tallybook.web.visit import Visit
from tallybook.web.words import said

_TABLE = "book_ins_by_month"  # what is shown where no table is chosen
_ON_A_PAGE = 100
_MOST_SERIES = 120  # that can be chosen from a list
_MOST_PICTURES = 12  # of a table in a static site, where each is a page of its own


@dataclass(frozen=True, slots=True)
class Printing:
    """A number as one edition prints it."""

    text: str
    address: str
    day: Any


@dataclass(frozen=True, slots=True)
class Change:
    """A number that did not stay as first printed."""

    name: str  # which of the table's numbers
    address: str  # of the picture of its series
    period: str
    first: Printing
    last: Printing
    change: str
    size: float
    percent: str
    times: int  # how often it was changed
    is_retitled: bool


def revisions_page(visit: Visit, table: str = "") -> Reply:
    """The numbers of a table that were changed, biggest change first; on its own page the picture of a series too."""
    name = table or visit.one("table") or _TABLE
    selection = Selection.parse(name, totals=True)
    changed = changed_numbers(visit.book, selection)
    page = visit.number("page", 1)
    last = max(1, -(-len(changed) // _ON_A_PAGE))
    if page > last:
        raise QuestionError(f"There is no page {page}.", expected=f"1 to {last}")
    path = f"/revisions/{name}"
    series = _series(changed)
    chosen = _chosen(visit.one("series"), series) if table else None
    drawn = list(series)[: _MOST_PICTURES if visit.links.is_static else None]
    return rendered(
        visit,
        "revisions.html",
        visit.say("Revisions"),
        table=name,
        table_name=spoken(name).strip("'"),
        is_own_page=bool(table),
        count=len(changed),
        most=_change(visit, changed[0], drawn) if changed else None,
        rows=[_change(visit, one, drawn) for one in changed[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE]],
        chart=_chart(visit, name, chosen) if chosen else None,
        series=[(key, _named(one, visit.lang), count) for key, (one, count) in list(series.items())[:_MOST_SERIES]],
        chosen=_key(chosen) if chosen else "",
        tables=[(one.name, one.about) for one in published_tables()],
        page=page,
        pages={n: visit.links.page(path, {"page": str(n) if n > 1 else ""}) for n in range(1, last + 1)},
    )


@dataclass(frozen=True, slots=True)
class Changed:
    """A number that did not stay as first printed: its first and last edition, and not the many between."""

    first: Edition
    last: Edition
    change: float
    percent: float | None
    times: int  # how often it was changed
    is_retitled: bool

    @property
    def series(self) -> Series:
        """What it shares with the numbers of other periods."""
        return self.last.series


def changed_numbers(book: Book, selection: Selection) -> Sequence[Changed]:
    """The numbers of a table that did not stay as first printed, biggest change first."""
    return book.once(("revisions", selection), lambda: _changed(book, selection))


def _changed(book: Book, selection: Selection) -> list[Changed]:
    return [
        Changed(one.first, one.last, one.change, one.percent, len(one.changed_on), one.is_retitled)
        for one in revisions(book, selection, set_aside=left_out(book, selection.table))
    ]


def _key(series: Series) -> str:
    """A series as it stands in an address."""
    return slug(" ".join((series.quantity, series.period, "total" if series.is_total else "", series.label)))


def _named(series: Series, lang: str) -> str:
    """Which of a table's numbers, in the words of its codes."""
    quantity = series.quantity.replace("_", " ").replace("book ins", "book-ins").replace("book outs", "book-outs")
    codes = [code_words(way, code, lang) if code != "total" else said("total", lang) for way, code in series.split]
    return ", ".join([quantity, *(words for words, (_, code) in zip(codes, series.split, strict=True) if code)])


def _series(changed: Sequence[Changed]) -> dict[str, tuple[Series, int]]:
    """The series that hold changed numbers, with how many; those with most first."""
    counts = Counter(one.series for one in changed)
    return {_key(series): (series, count) for series, count in counts.most_common()}


def _chosen(key: str, series: dict[str, tuple[Series, int]]) -> Series | None:
    """The series of an address, or the one with most changed numbers.

    Raises:
        QuestionError: the table has no such series.
    """
    if not key:
        return next((one for one, _ in series.values()), None)
    if key not in series:
        raise QuestionError(f"No series {key!r} was revised.", expected="one of " + ", ".join(list(series)[:8]))
    return series[key][0]


def _chart(visit: Visit, table: str, series: Series) -> Chart | None:
    """The picture of a series; None where nothing of it was printed twice."""
    where = tuple((way, code) for way, code in series.split if way != "row")
    selection = Selection(table, series.quantity, where, series.period, totals=True)
    triangle = [
        one for one in histories(visit.book, selection, set_aside=left_out(visit.book, table)) if one.series == series
    ]
    if not any(len(one.editions) > 1 for one in triangle):
        return None
    drawn = revision_drawing(triangle, visit.lang)

    def link(history: History) -> str:
        return visit.links.cell(*history.last.place)

    wide, narrow = (
        drawn.svg(size, with_words=False, link=link, name=name) for size, name in ((WIDE, "r-w"), (NARROW, "r-n"))
    )
    return Chart(drawn.title, drawn.subtitle, drawn.source, wide, narrow)


def _change(visit: Visit, history: Changed, drawn: Container[str]) -> Change:
    key = _key(history.series)
    first, last, unit = history.first, history.last, history.series.unit
    percent = f"{history.percent:+,.1f} %".replace("-", "−") if history.percent is not None else ""
    change = value_words(abs(history.change), unit, is_bare=True)
    sign = "+" if history.change > 0 else "−" if history.change < 0 else ""
    return Change(
        _named(history.series, visit.lang),
        visit.links.page(f"/revisions/{history.series.table}", {"series": key}) if key in drawn else "",
        short_period(last.reference_start, last.reference_end, visit.lang),
        _printing(visit, first),
        _printing(visit, last),
        f"{sign}{change}",
        history.change,
        percent,
        history.times,
        history.is_retitled,
    )


def _printing(visit: Visit, edition: Edition) -> Printing:
    text = value_words(edition.value, edition.series.unit, is_bare=True)
    return Printing(text, visit.links.cell(*edition.place), edition.report_date)


PLACES = (
    Place("/revisions", revisions_page),
    Place("/revisions/{table}", revisions_page),
)
