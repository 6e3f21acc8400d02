"""One visit to a page: the state of the book, the language, what stands in the address."""

from dataclasses import dataclass, field
from datetime import date

from tallybook.answers import Answer, Question
from tallybook.http.asked import Asked, Query
from tallybook.http.shelf import Held
from tallybook.web.gathered import gathered
from tallybook.web.links import Links
from tallybook.web.words import said

QUESTION = frozenset({"by", "where", "on", "since", "until", "as_of", "errata", "total"})


@dataclass(frozen=True)
class Visit(Asked):
    """What a page is made of; the same visit always gives the same page."""

    held: Held
    links: Links
    path: str  # without language and base
    query: Query = field(default_factory=dict)
    today: date = field(default_factory=date.today)
    is_sent: bool = False  # whether a form was sent, whose fields stand in the query

    @property
    def lang(self) -> str:
        """The language of the page."""
        return self.links.lang

    def find(self, question: Question) -> Answer:
        """The answer to a question: taken from what was gathered for thousands of pages at once, or asked."""
        found = gathered(self.book, question) if self.is_of_many else None
        return found or super().find(question)

    @property
    def is_of_many(self) -> bool:
        """Whether it is one of thousands of pages; the page of one question also tells the query that finds it."""
        return self.links.is_static or not self.path.startswith(("/ask/", "/measures/"))

    def say(self, text: str, **values: object) -> str:
        """A text of the pages in the language of this page."""
        return said(text, self.lang, **values)
