"""What the pages of many places share: for each measure one answer split by place, asked once for a state of the book.

A facility's page shows five measures over all days; asked one by one that takes over a second, and for all facilities
together a few. So the answers are asked when a book is opened, cut into those about each place, and kept pressed.
"""

import io
import pickle
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from tallybook.answers import Answer, Question, ask
from tallybook.answers.answer import Figure
from tallybook.answers.facility import is_facility_code
from tallybook.answers.parts import answer_about, by_part, derived_from
from tallybook.measures import measure_named
from tallybook.opening import Book

ALL_DAYS = date(2019, 1, 1)  # before the first day that any workbook describes
_QUICK = 1  # of zlib: what is kept is small beside what it is made of, however quickly it is pressed


@dataclass(frozen=True, slots=True)
class Whole:
    """An answer over all days that is cut into those about each place."""

    measure: str
    way: str  # of its places
    by: tuple[str, ...] = ()  # other ways by which it is split
    is_outline: bool = False  # of the hundreds of cells of a sum only the first few are kept
    is_shown_whole: bool = False  # a page shows all its parts side by side


WHOLES = (
    Whole("facility_average_daily_population", "facility"),
    Whole("facility_mandatory_population", "facility"),
    Whole("facility_average_length_of_stay", "facility"),
    Whole("facility_guaranteed_minimum", "facility"),
    Whole("segregation_placements", "facility"),
    Whole("atd_participants", "aor", is_shown_whole=True),
    Whole("atd_participants", "aor", ("technology",)),
    Whole("atd_share_by_area", "aor"),
    Whole("atd_mean_days_in_program", "aor", is_shown_whole=True),
    Whole("atd_mean_days_in_program", "aor", ("technology",)),
    Whole("facility_average_daily_population", "aor", is_outline=True, is_shown_whole=True),
    Whole("facility_average_daily_population", "state", is_outline=True),
)
_DERIVED = {"facility_population_between_editions": "facility_average_daily_population"}
_OUTLINE = 2  # more than one cell: it is a sum
_HISTORIES = 200
_ALL = "*"  # no code: all parts together

Pressed = Mapping[str, bytes]
"""The figures about each place."""

# Of every open book; what is gathered goes when the book goes. Not `Book.once`: it would make all readers wait.
_KEPT: WeakKeyDictionary[Book, Mapping[Whole, Pressed]] = WeakKeyDictionary()


def gather(book: Book) -> None:
    """Asks every whole, and keeps the parts; takes some seconds."""
    _KEPT[book] = {whole: _parts(book, whole) for whole in WHOLES}
    _derive_some(book)


def _derive_some(book: Book) -> None:
    """Computes what derived measures need of each edition, once: the places with the longest histories have all."""
    for measure, of in _DERIVED.items():
        pressed = next(parts for whole, parts in _KEPT[book].items() if (whole.measure, whole.way) == (of, "facility"))
        seen: set[str] = set()
        for code in sorted(pressed, key=lambda code: -len(pressed[code]))[:_HISTORIES]:
            question = Question(measure, where=(("facility", code),), since=ALL_DAYS)
            answer = gathered(book, replace(question, measure=of))
            documents = {publication.document for publication in answer.publications} if answer else set()
            if documents - seen:
                seen |= documents
                gathered(book, question)


def _parts(book: Book, whole: Whole) -> Pressed:
    question = Question(whole.measure, (whole.way, *whole.by), since=ALL_DAYS)
    answer = ask(book, question)
    parts = dict(by_part(book, answer, whole.way))
    if whole.is_shown_whole:
        parts[_ALL] = list(answer.figures)
    return {code: _pressed(_outlines(figures) if whole.is_outline else figures) for code, figures in parts.items()}


class _Pickler(pickle.Pickler):
    """Writes a frozen value as its class and its fields: read back a third quicker than by its state."""

    def reducer_override(self, value: object) -> Any:
        if is_dataclass(value) and not isinstance(value, type):
            return type(value), tuple(getattr(value, one.name) for one in fields(value))
        return NotImplemented


def _pressed(figures: list[Figure]) -> bytes:
    written = io.BytesIO()
    _Pickler(written, 5).dump(figures)
    return zlib.compress(written.getbuffer(), _QUICK)


def _unpressed(pressed: bytes) -> list[Figure]:
    figures: list[Figure] = pickle.loads(zlib.decompress(pressed))
    return figures


def _outlines(figures: list[Figure]) -> list[Figure]:
    return [replace(figure, evidence=figure.evidence[:_OUTLINE]) for figure in figures]


def gathered(book: Book, question: Question) -> Answer | None:
    """The answer to a question about one place on all days, where it was gathered; equal to the one that is asked."""
    if question.measure in _DERIVED and question.where:
        of = gathered(book, replace(question, measure=_DERIVED[question.measure]))
        return derived_from(book, measure_named(question.measure), of) if of else None
    return _answer(book, question, is_outline=False)


def outline(book: Book, question: Question) -> Answer:
    """The same of sums over the facilities of an area or state: equal values, of whose cells only the first are told.

    For charts: each figure leads to the page of all its cells.
    """
    return _answer(book, question, is_outline=True) or ask(book, question)


def _answer(book: Book, question: Question, is_outline: bool) -> Answer | None:
    place = _place(question)
    if place is None:
        return None
    way, code, by = place
    wanted = question.measure, way, by, is_outline
    kept = _KEPT.get(book, {}).items()
    pressed = next((parts for one, parts in kept if (one.measure, one.way, one.by, one.is_outline) == wanted), None)
    if pressed is None or (code not in pressed and not (way == "facility" and is_facility_code(code))):
        return None
    figures = _unpressed(pressed[code]) if code in pressed else []
    return answer_about(book, question, figures)


def _place(question: Question) -> tuple[str, str, tuple[str, ...]] | None:
    """The way, the code and the other ways of a question about one place, or about all, on all days; None else."""
    asked = replace(question, by=(), where=(), since=None, as_of=None)
    if question.since is None or question.since > ALL_DAYS or asked != Question(question.measure):
        return None
    if len(question.where) == 1:
        [(way, code)] = question.where
        return way, code, question.by
    return (question.by[0], _ALL, question.by[1:]) if question.by and not question.where else None
