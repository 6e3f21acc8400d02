"""The front door for Python: a book that also answers questions about measures.

with tallybook.open() as book:
    book.ask("atd_participants", by="technology", on="2025-05-17").sentence()
    book.check("There were 20,637 ankle monitors on 17 May 2025.", date="2025-06-05").findings
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tallybook import book as reading
from tallybook.answers import Answer, Question, ask
from tallybook.archive import default_path
from tallybook.errors import QuestionError

if TYPE_CHECKING:
    from tallybook.claims.desk import Report


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

    def check(self, text: str, date: str | date | None = None, source: str = "", lang: str = "") -> "Report":
        """Every statement of a text, held against what had been published by its day.

        Args:
            text: a sentence, a press release, an article.
            date: the day on which it was said; where it is not given, the date in the text's own head.
            source: who published it.
            lang: `en` or `es`; seen from the words where it is not given.

        Raises:
            QuestionError: no day is given, and none stands in the head of the text; or it is no day.
        """
        from tallybook.claims.desk import check  # its words are of no use to those who only ask

        return check(self, text, _day(date), source, lang)


def _day(value: str | date | None) -> date | None:
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise QuestionError(f"{value!r} is no day.", expected="YYYY-MM-DD, like 2025-05-17") from None


def open_book(path: Path | str | None = None, as_of: date | None = None) -> Book:
    """Opens a book to read and ask it; the user's own by default.

    Args:
        path: the book.
        as_of: answer as on the evening of this day: with only what had been published by then.

    Raises:
        StoreError: there is none, it is not a book, or older rules have made it.
    """
    return Book(Path(path) if path else default_path(), as_of)
