"""The headline figures of an edition, held against those of the editions before it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from tallybook.book import Book
from tallybook.brief import spanish
from tallybook.brief.headlines import HEADLINES, Headline
from tallybook.ledger import flags_of
from tallybook.ledger.flags import Place
from tallybook.prose import figure, in_words, period_words

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
    def place(self) -> Place:
        """Its document, sheet and cell."""
        return self.document, self.sheet, self.cell

    @property
    def address(self) -> str:
        """`FILE!SHEET!CELL`, as `tallybook show` takes it."""
        return f"{self.file}!{self.sheet}!{self.cell}"


@dataclass(frozen=True, slots=True)
class Fact:
    """A headline figure of an edition, and those of the periods before, as last printed; newest last."""

    headline: Headline
    now: Printed
    earlier: tuple[Printed, ...]
    doubted: frozenset[Place]  # cells that the ledger calls wrong

    @property
    def before(self) -> Printed | None:
        """What it can be held against: the day printed before, or the month before; None where that is in doubt.

        A count of the year to date is held against nothing: it only grows.
        """
        if self.headline.period == "to_date" or not self.earlier:
            return None
        last = self.earlier[-1]
        if self.headline.period == "month" and last.end != self.now.start - timedelta(days=1):
            return None
        return None if last.place in self.doubted else last

    @property
    def change(self) -> float | None:
        """By how much it moved from what stood before."""
        return self.now.value - self.before.value if self.before else None

    def spelled(self, value: float) -> str:
        """A value of its kind as it stands in a sentence."""
        if self.headline.unit == "share":
            return f"{value:.1%}"
        return f"{value:,.1f}" if self.headline.unit == "days" else figure(round(value))

    def sentence(self, lang: str = "en") -> str:
        """The figure in a sentence that can be quoted, with what it moved by."""
        if lang == "es":
            return spanish.sentence(self)
        value, words = self.spelled(self.now.value), self.headline.words
        if self.headline.period == "to_date":
            when = f"From {in_words(self.now.start)} to {in_words(self.now.end)}"
        else:
            when = f"{'In' if self.headline.period == 'month' else 'On'} {self._when(self.now)}"
        return f"{when}, ICE reported {value} {words}{self._moved()}."

    def bare(self, lang: str = "en") -> str:
        """What the cell prints, without a claim that it was so."""
        if lang == "es":
            return spanish.bare(self)
        value = self.spelled(self.now.value)
        return (
            f"{self.now.cell} prints {value} {self.headline.words}, for {period_words(self.now.start, self.now.end)}."
        )

    def move(self, lang: str = "en") -> str:
        """From what to what it moved, with both periods."""
        assert self.before
        if lang == "es":
            return spanish.move(self)
        before, now = (self.spelled(p.value) for p in (self.before, self.now))
        words = self.headline.words[0].upper() + self.headline.words[1:]
        way = "up" if self.now.value > self.before.value else "down"
        return (
            f"{words}: from {before} ({self._when(self.before)}) to {now} ({self._when(self.now)}), "
            f"{way} {abs(self.now.value / self.before.value - 1):.1%}."
        )

    def record(self, lang: str = "en") -> str | None:
        """Whether it is the highest or lowest of all that were published; None where it is not.

        With the span and the longest gap in it. What is in doubt is left out.
        """
        if not (beaten := self._beaten()):
            return None
        rank, last, others = beaten
        gap = max((b.end - a.end).days for a, b in pairwise((*others, self.now)))
        if lang == "es":
            return spanish.record(self, rank, last, len(others), others[0], gap)
        what = "months" if self.headline.period == "month" else "days"
        return (
            f"{self.spelled(self.now.value)} {self.headline.words}: the {rank} of the {len(others) + 1} "
            f"{what} published since {self._when(others[0])} (up to {gap} days apart); the {rank} before was "
            f"{self.spelled(last.value)}, {self._when(last)}."
        )

    def _beaten(self) -> tuple[str, Printed, list[Printed]] | None:
        """Highest or lowest, the figure that was so before, and all it is held against; None where it is neither."""
        others = [p for p in self.earlier if p.place not in self.doubted]
        if self.headline.period == "to_date" or len(others) < _FEWEST_FOR_A_RECORD:
            return None
        lowest, highest = (found(others, key=lambda p: (p.value, p.end)) for found in (min, max))
        if lowest.value <= self.now.value <= highest.value:
            return None
        return ("highest", highest, others) if self.now.value > highest.value else ("lowest", lowest, others)

    def numbers(self) -> tuple[tuple[str, str], ...]:
        """The numbers that its sentences hold, as spelled there, each with its cell; blank where it is derived."""
        printed = [self.now, *([self.before] if self.before else [])]
        printed += [beaten[1]] if (beaten := self._beaten()) else []
        derived = []
        if self.before and self.before.value:
            derived.append(self.spelled(abs(self.now.value - self.before.value)))
            derived.append(f"{abs(self.now.value / self.before.value - 1):.1%}")
        cells = {self.spelled(p.value): p.address for p in reversed(printed)}
        return tuple((dict.fromkeys(derived, "") | cells).items())

    def _when(self, printed: Printed) -> str:
        return period_words(printed.start, printed.end)

    def _moved(self) -> str:
        if self.before is None:
            return ""
        in_or_on = "in" if self.headline.period == "month" else "on"
        when = f"{in_or_on} {self._when(self.before)}"
        by = self.spelled(abs(self.now.value - self.before.value))
        if by == self.spelled(0):
            return f", as {'many' if self.headline.unit == 'count' else 'much'} as {when}"
        return f", {by} {'more' if self.now.value > self.before.value else 'fewer'} than {when}"


def facts_of(book: Book, document: dict[str, Any]) -> list[Fact]:
    """The headline figures of a document, in the order of their declaration.

    Args:
        book: as known on the day the document came.
        document: its row of the table `document`.
    """
    held = printed_headlines(book)
    flags = flags_of(book, [printed.place for found in held.values() for printed in found])
    wrong = frozenset(place for place, found in flags.items() if any(f.severity == "error" for f in found))
    facts = []
    for headline in HEADLINES:
        here = [p for p in held[headline.key] if p.document == document["document"]]
        if here:
            now = max(here, key=lambda p: (p.end, p.cell))
            facts.append(Fact(headline, now, tuple(_earlier(held[headline.key], now)), wrong))
    return facts


def printed_headlines(book: Book) -> dict[str, list[Printed]]:
    """Every headline figure of every edition, by the key of its headline."""
    every = book.once_for_all_days("headlines", _printed)
    day = book.as_of
    return every if day is None else {key: [p for p in found if p.report_date <= day] for key, found in every.items()}


def _printed(book: Book) -> dict[str, list[Printed]]:
    query = " UNION ALL ".join(
        f"SELECT '{h.key}' AS key, document, file, sheet, cell, value, reference_start, reference_end, report_date "
        f"FROM observation WHERE table_name = '{h.table}' AND {h.rows} AND value IS NOT NULL "
        "AND reference_start IS NOT NULL AND reference_end IS NOT NULL"
        for h in HEADLINES
    )
    found: dict[str, list[Printed]] = {headline.key: [] for headline in HEADLINES}
    for key, *printed in book.sql(query):
        found[key].append(Printed(*printed))
    return found


def _earlier(printed: Sequence[Printed], now: Printed) -> Iterator[Printed]:
    """For each period before that of `now`, what was printed of it last; by its own edition where that prints it."""
    order = sorted(printed, key=lambda p: (p.document == now.document, p.report_date, p.file, p.cell))
    last = {p.end: p for p in order}
    yield from (last[end] for end in sorted(last) if end < now.end)
