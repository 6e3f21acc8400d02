"""The headline figures of an edition, held against those of the editions before it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tallybook.book import Book
from tallybook.brief.headlines import HEADLINES, Headline
from tallybook.prose import figure, in_words

_FEWEST_FOR_A_RECORD = 12


@dataclass(frozen=True, slots=True)
class Printed:
    """A headline figure as one edition prints it."""

    document: str
    file: str
    sheet: str
    cell: str
    value: float
    start: date
    end: date
    report_date: date

    @property
    def address(self) -> str:
        """`FILE!SHEET!CELL`, as `tallybook show` takes it."""
        return f"{self.file}!{self.sheet}!{self.cell}"


@dataclass(frozen=True, slots=True)
class Fact:
    """A headline figure of an edition, and those of the editions before, newest last."""

    headline: Headline
    now: Printed
    earlier: tuple[Printed, ...]  # one for each day or period, as last printed before this edition

    @property
    def before(self) -> Printed | None:
        """What it is held against: the last day or period before; of a year to date, the last of the same year."""
        same = [p for p in self.earlier if self.headline.period != "to_date" or p.start == self.now.start]
        return same[-1] if same else None

    @property
    def change(self) -> float | None:
        """By how much it moved from what stood before."""
        return self.now.value - self.before.value if self.before else None

    def sentence(self) -> str:
        """The figure in a sentence that can be quoted, with what it moved by."""
        return f"{self._said()}{self._moved()}."

    def _said(self) -> str:
        value, words = _spelled(self.headline, self.now.value), self.headline.words
        if self.headline.period == "day":
            return f"On {in_words(self.now.end)}, ICE reported {value} {words}"
        if self.headline.period == "month":
            return f"In {self.now.start:%B %Y}, ICE reported {value} {words}"
        return f"From {in_words(self.now.start)} to {in_words(self.now.end)}, ICE reported {value} {words}"

    def _moved(self) -> str:
        if self.before is None or self.headline.period == "to_date":
            return ""
        when = f"{self.before.start:%B %Y}" if self.headline.period == "month" else in_words(self.before.end)
        if self.change == 0:
            return f", as many as on {when}"
        more = "more" if self.now.value > self.before.value else "fewer"
        in_or_on = "in" if self.headline.period == "month" else "on"
        return f", {_spelled(self.headline, abs(self.now.value - self.before.value))} {more} than {in_or_on} {when}"

    def record(self) -> str | None:
        """Whether it is the highest or lowest of all that were published, with span; None where it is not."""
        others = [p.value for p in self.earlier]
        if self.headline.period == "to_date" or len(others) < _FEWEST_FOR_A_RECORD:
            return None
        if self.now.value > max(others):
            rank, last = "highest", max(self.earlier, key=lambda p: p.value)
        elif self.now.value < min(others):
            rank, last = "lowest", min(self.earlier, key=lambda p: p.value)
        else:
            return None
        what = "months" if self.headline.period == "month" else "days"
        return (
            f"{_spelled(self.headline, self.now.value)} {self.headline.words}: the {rank} of the {len(others) + 1} "
            f"{what} published since {in_words(self.earlier[0].end)}; the {rank} before was "
            f"{_spelled(self.headline, last.value)}, {in_words(last.end)}."
        )


def _spelled(headline: Headline, value: float) -> str:
    if headline.unit == "share":
        return f"{value:.1%}"
    return f"{value:,.1f}" if headline.unit == "days" else figure(round(value))


def facts_of(book: Book, document: dict[str, Any]) -> list[Fact]:
    """The headline figures of a document, in the order of their declaration.

    Args:
        book: as known on the day the document came.
        document: its row of the table `document`.
    """
    rows = book.sql(_query()).rows()
    found = []
    for headline in HEADLINES:
        printed = [_printed(row) for row in rows if row["key"] == headline.key]
        here = [p for p in printed if p.document == document["document"]]
        if here:
            now = max(here, key=lambda p: p.end)
            found.append(Fact(headline, now, tuple(_earlier(printed, now))))
    return found


def _query() -> str:
    return " UNION ALL ".join(
        f"SELECT '{h.key}' AS key, document, file, sheet, cell, value, reference_start, reference_end, report_date "
        f"FROM observation WHERE table_name = '{h.table}' AND {h.rows} AND value IS NOT NULL "
        "AND reference_start IS NOT NULL AND reference_end IS NOT NULL"
        for h in HEADLINES
    )


def _printed(row: dict[str, Any]) -> Printed:
    place = (row["document"], row["file"], row["sheet"], row["cell"])
    return Printed(*place, row["value"], row["reference_start"], row["reference_end"], row["report_date"])


def _earlier(printed: Sequence[Printed], now: Printed) -> Iterator[Printed]:
    """For each period before that of `now`, what was printed of it last by other documents."""
    last = {p.end: p for p in sorted(printed, key=lambda p: (p.report_date, p.file)) if p.document != now.document}
    yield from (last[end] for end in sorted(last) if end < now.end)
