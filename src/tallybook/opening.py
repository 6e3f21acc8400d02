"""The front door for Python: a book that also answers questions about measures.

with tallybook.open() as book:
    book.ask("atd_participants", by="technology", on="2025-05-17").sentence()
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from tallybook import book as reading
from tallybook.answers import Answer, Question, ask
from tallybook.archive import default_path


class Book(reading.Book):
    """A book that is open for reading and asking: all that is known, or what was known on a day."""

    def ask(
        self,
        measure: str | Question,
        by: str | Sequence[str] = (),
        where: Mapping[str, str] | Sequence[str] = (),
        on: str | date | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        as_of: str | date | None = None,
        errata: str = "heed",
        total: bool = False,
    ) -> Answer:
        """What the record says of a measure; without a day, the newest that is printed.

        Args:
            measure: its name, or a whole question.
            by: ways by which to split, also joined by commas.
            where: a code (or several joined by `|`) of each way that is chosen; `NAME=CODE` or a mapping.
            on: a day that a count is of, that a month holds, or on which a figure since 1 October ends.
            since: periods that end on this day or later.
            until: periods that end by this day.
            as_of: with only what had been published by this day.
            errata: "heed", or "ignore" to let cells answer that an erratum sets aside.
            total: the sum over the periods, where it has a meaning.

        Raises:
            UnknownMeasure: no measure has that name.
            UnknownSplit: it can't be split or chosen so.
            NotAdditive: what would be added has no sum.
            QuestionError: the days make no sense.
        """
        if isinstance(measure, Question):
            return ask(self, measure)
        return ask(self, Question.asked(measure, by, where, on, since, until, as_of, errata, total))


def open_book(path: Path | str | None = None, as_of: date | None = None) -> Book:
    """Opens a book to read and ask it; the user's own by default.

    Args:
        path: the book.
        as_of: answer as on the evening of this day: with only what had been published by then.

    Raises:
        StoreError: there is none, it is not a book, or older rules have made it.
    """
    return Book(Path(path) if path else default_path(), as_of)
