"""The declarations of `mandate.toml` as typed values: the duty, what meets it, what is known besides."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tallybook.errors import QuestionError

EXTENTS = {"met": "met", "in_part": "met in part", "never": "never met"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an element, and the rows of the book that meet it."""

    meets: str
    table: str  # a published table
    quantity: str = ""  # any of the table's where empty
    split: str = ""  # a dimension by which the rows must be split
    codes: tuple[str, ...] = ()  # the codes of it that serve; any where empty
    listing: str = ""  # for words, not numbers: a column of facility_listing
    headings: tuple[str, ...] = ()  # of that column and its neighbours, as printed


@dataclass(frozen=True, slots=True)
class Element:
    """One thing that the law asks for."""

    id: str  # as a person types it: 1A
    paragraph: str  # as the law counts: (1)(A)
    name: str  # for a narrow column
    duty: str  # a paraphrase
    extent: str  # a code of EXTENTS
    because: str  # why it is not met in full
    parts: tuple[Part, ...] = ()
    asked_for: str = ""  # how a request names it, where no part does
    nearest: tuple[str, ...] = ()  # published tables that come nearest, where none meets it
    nearest_says: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """What was read somewhere, how sure it is, and the first day on which it could be known."""

    says: str
    sure: str
    source: str
    known_from: date
    is_caveat: bool = False  # whether a request should tell it


@dataclass(frozen=True, slots=True)
class KnownEdition:
    """A published workbook that is known of and not in the archive."""

    report_date: date
    says: str
    sure: str
    source: str
    known_from: date


@dataclass(frozen=True, slots=True)
class Notice:
    """What a cell of a workbook says of why its numbers are published, or are not."""

    file: str
    sheet: str
    cell: str
    text: str
    known_from: date
    elements: tuple[str, ...] = ()  # the ids of those it speaks of; none where it speaks of the whole workbook


@dataclass(frozen=True, slots=True)
class Question:
    """What we do not know of the duty or of the record."""

    asks: str
    known_from: date


@dataclass(frozen=True, slots=True)
class KnownSilence:
    """A silence that was written about, and days that certainly lie within it."""

    when: str
    said: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Law:
    """Where the duty stands, and since when."""

    citation: str
    title: str
    enacted: date
    first_due: date
    lead: str
    not_seen: str


@dataclass(frozen=True, slots=True)
class Duty:
    """Everything that `mandate.toml` declares."""

    law: Law
    elements: tuple[Element, ...]
    notices: tuple[Notice, ...]
    statements: tuple[Statement, ...]
    editions: tuple[KnownEdition, ...]
    silences: tuple[KnownSilence, ...]
    questions: tuple[Question, ...]

    def notices_on(self, *elements: str) -> tuple[Notice, ...]:
        """What the agency says of these elements; of the whole workbook where none is given."""
        return tuple(
            notice
            for notice in self.notices
            if set(elements) & set(notice.elements) or not (elements or notice.elements)
        )

    def as_of(self, day: date) -> "Duty":
        """The same, with only what could be known on a day."""
        return Duty(
            self.law,
            self.elements,
            tuple(notice for notice in self.notices if notice.known_from <= day),
            tuple(statement for statement in self.statements if statement.known_from <= day),
            tuple(edition for edition in self.editions if edition.known_from <= day),
            tuple(silence for silence in self.silences if silence.end <= day),
            tuple(question for question in self.questions if question.known_from <= day),
        )


@cache
def load_duty() -> Duty:
    """The declarations."""
    data = tomllib.loads(Path(__file__).with_name("mandate.toml").read_text(encoding="utf-8"))
    return Duty(
        Law(**data["law"]),
        tuple(_element(**element) for element in data["element"]),
        tuple(Notice(**_tuples(notice)) for notice in data["agency_says"]),
        tuple(Statement(**statement) for statement in data["statement"]),
        tuple(KnownEdition(**edition) for edition in data["edition"]),
        tuple(KnownSilence(**silence) for silence in data["silence"]),
        tuple(Question(**question) for question in data["question"]),
    )


def _element(part: list[dict[str, Any]] | None = None, nearest: list[str] | None = None, **words: str) -> Element:
    parts = tuple(Part(**_tuples(declared)) for declared in part or ())
    return Element(**words, parts=parts, nearest=tuple(nearest or ()))


def _tuples(declared: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in declared.items()}


def find_elements(name: str | None) -> tuple[Element, ...]:
    """The element of this name, however it is written (1A, (1)(a), 1(A)); all of them where none is named.

    Raises:
        QuestionError: no element has this name.
    """
    elements = load_duty().elements
    if name is None:
        return elements
    wanted = _plain(name)
    found = tuple(element for element in elements if _plain(element.id) == wanted)
    if not found:
        raise QuestionError(
            f"No element of the duty is called {name!r}.",
            expected=", ".join(element.id for element in elements),
            hint="`tallybook mandate` lists them with their words.",
        )
    return found


def _plain(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())
