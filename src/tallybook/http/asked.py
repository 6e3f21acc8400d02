"""What a request asks: the state of the book, and what the query of its address says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from urllib.parse import parse_qsl, urlencode

from tallybook.answers import Answer, Question, ask
from tallybook.errors import QuestionError
from tallybook.http.faults import AddressTooLong
from tallybook.http.shelf import Held
from tallybook.opening import Book

LONGEST_QUERY = 4_096  # bytes
LONGEST_VALUE = 500  # characters; no name of a facility has a hundred
_MOST_VALUES = 40
CONTROL = r"\x00-\x1f\x7f-\x9f\u2028\u2029"
"""What no text of an address holds."""
_CONTROL = re.compile(f"[{CONTROL}]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

Query = Mapping[str, tuple[str, ...]]
"""What stands for each name in an address, in the order of the names."""


def read_query(raw: bytes) -> Query:
    """The query of an address, the same for all ways to write the same.

    Raises:
        AddressTooLong: it is longer than any question.
        QuestionError: it is no text, or text that no question holds.
    """
    if len(raw) > LONGEST_QUERY:
        raise AddressTooLong(f"The query is longer than {LONGEST_QUERY:,} bytes.", found=f"{len(raw):,} bytes")
    try:
        pairs = parse_qsl(raw.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_VALUES)
    except UnicodeDecodeError:
        raise QuestionError("The query is no text.", expected="UTF-8, its bytes written like %C3%A9") from None
    except ValueError:
        raise QuestionError("The query holds too much.", expected=f"at most {_MOST_VALUES} values") from None
    found: dict[str, tuple[str, ...]] = {}
    for name, value in sorted(pairs, key=lambda pair: pair[0]):
        check_text(name, "a name in the query")
        check_text(value, f"{name!r}")
        found[name] = (*found.get(name, ()), value.strip())
    return found


def without_blanks(query: Query) -> Query:
    """What is said in a query: a form also sends the fields that were left blank."""
    said = {name: tuple(filter(None, values)) for name, values in query.items()}
    return {name: values for name, values in said.items() if values}


def check_text(text: str, what: str) -> None:
    """Raises QuestionError where a text of an address is too long, or holds what no text does."""
    if len(text) > LONGEST_VALUE:
        raise QuestionError(
            f"{what[:60]} is too long.", expected=f"at most {LONGEST_VALUE} characters", found=f"{len(text):,}"
        )
    if sign := _CONTROL.search(text):
        raise QuestionError(f"{what[:60]} holds a control character.", found=f"U+{ord(sign[0]):04X}")


def written_query(query: Query) -> str:
    """A query as text: one for all that mean the same."""
    return urlencode([(name, value) for name, values in query.items() for value in values])


def _thousands(answer: Answer) -> int:
    """How heavy an answer is, in thousands of cells."""
    return 1 + sum(len(figure.evidence) for figure in answer.figures) // 1_000


class Asked:
    """What is read of an address; a visit to a page and a call of the API share it."""

    held: Held
    query: Query
    today: date

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
        """The answer to a question as known on the day of the address; what is asked of one question shares it.

        Raises:
            QuestionError: the question makes no sense.
        """
        asked = replace(question, as_of=self.as_of)
        return self.held.kept((type(self).find, self.is_of_many, asked), lambda: self.find(asked), _thousands)

    @property
    def is_of_many(self) -> bool:
        """Whether it is one of thousands of pages whose answers are gathered at once."""
        return False

    def find(self, question: Question) -> Answer:
        """The answer to a question of the book as known on its day, made anew.

        Raises:
            QuestionError: the question makes no sense.
        """
        return ask(self.book, question)

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
            if text and not _DAY.fullmatch(text):
                raise ValueError
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

    def is_true(self, name: str) -> bool:
        """Whether the address says true for a name.

        Raises:
            QuestionError: it says neither true nor false.
        """
        text = self.one(name).casefold()
        if text not in ("", "true", "false", "1", "0"):
            raise QuestionError(f"{name} is true or false, not {text!r}.", expected="true or false")
        return text in ("true", "1")

    def question(self, measure: str) -> Question:
        """The question that the address asks of a measure.

        Raises:
            QuestionError: its parts make no sense.
        """
        return Question.asked(
            measure,
            by=",".join(self.query.get("by", ())),
            where=tuple(text for text in self.query.get("where", ()) if text.strip()),
            on=self.day("on"),
            since=self.day("since"),
            until=self.day("until"),
            as_of=self.as_of,
            errata=self.one("errata") or "heed",
            total=self.is_true("total"),
        )


@dataclass(frozen=True)
class Call(Asked):
    """One call of the API; the same call of one state of the book always gives the same answer."""

    held: Held
    query: Query = field(default_factory=dict)
    today: date = field(default_factory=date.today)
