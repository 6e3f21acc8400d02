"""One visit to a page: the state of the book, the language, what stands in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from tallybook.answers import Answer, Question, ask
from tallybook.errors import QuestionError
from tallybook.http.shelf import Held
from tallybook.opening import Book
from tallybook.web.links import Links
from tallybook.web.words import said

QUESTION = frozenset({"by", "where", "on", "since", "until", "as_of", "errata", "total"})


@dataclass(frozen=True)
class Visit:
    """What a page is made of; the same visit always gives the same page."""

    held: Held
    links: Links
    path: str  # without language and base
    query: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    today: date = field(default_factory=date.today)

    @property
    def lang(self) -> str:
        """The language of the page."""
        return self.links.lang

    @cached_property
    def as_of(self) -> date | None:
        """The day as known on which it is asked; None for all that is known.

        Raises:
            QuestionError: it is no day.
        """
        return self.day("as_of")

    @cached_property
    def book(self) -> Book:
        """The book as known on that day."""
        return self.held.book(self.as_of)

    def ask(self, question: Question) -> Answer:
        """The answer to a question as known on the day of the visit; the pages of one question share it.

        Raises:
            QuestionError: the question makes no sense.
        """
        asked = replace(question, as_of=self.as_of)
        return self.held.kept(("answer", asked), lambda: ask(self.book, asked))

    def one(self, name: str) -> str:
        """What the address says for a name; blank where it says nothing.

        Raises:
            QuestionError: it says two things.
        """
        values = [value for value in self.query.get(name, ()) if value.strip()]
        if len(values) > 1:
            raise QuestionError(f"{name!r} is given {len(values)} times.", expected="one value")
        return values[0].strip() if values else ""

    def day(self, name: str) -> date | None:
        """The day that the address gives for a name.

        Raises:
            QuestionError: it is no day.
        """
        text = self.one(name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise QuestionError(f"{text!r} is no day.", expected="YYYY-MM-DD, like 2025-05-17") from None

    def number(self, name: str, default: int) -> int:
        """The whole number above 0 that the address gives for a name.

        Raises:
            QuestionError: it is none.
        """
        text = self.one(name)
        if not text:
            return default
        if not (text.isascii() and text.isdigit() and int(text[:9]) > 0 and len(text) < 9):
            raise QuestionError(f"{name} {text!r} is no number.", expected="1, 2, 3 ...")
        return int(text)

    def question(self, measure: str) -> Question:
        """The question that the address asks of a measure.

        Raises:
            QuestionError: its parts make no sense.
        """
        total = self.one("total").casefold()
        if total not in ("", "true", "false", "1", "0"):
            raise QuestionError(f"total is true or false, not {total!r}.")
        return Question.asked(
            measure,
            by=",".join(self.query.get("by", ())),
            where=tuple(text for text in self.query.get("where", ()) if text.strip()),
            on=self.day("on"),
            since=self.day("since"),
            until=self.day("until"),
            as_of=self.as_of,
            errata=self.one("errata") or "heed",
            total=total in ("true", "1"),
        )

    def say(self, text: str, **values: object) -> str:
        """A text of the pages in the language of this page."""
        return said(text, self.lang, **values)
