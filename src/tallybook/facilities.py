"""The facilities of a book, under one code each: found by a text, or shown whole."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from tallybook.book import Book
from tallybook.errors import QuestionError
from tallybook.sources.ice_detention_statistics.facility_identity import (
    Facility,
    doubtful_pairs,
    evened,
    load_facilities,
    unplaced_names,
)

COLUMNS = ("code", "name", "city", "state", "forms", "first_seen", "last_seen")
"""What a list of facilities tells of each."""
PRINTED = ("table", "name", "city", "state", "printed_code", "first_seen", "last_seen", "because")
"""What is told of each way in which a facility is printed."""

_MOST_NEAR = 6


@dataclass(frozen=True, slots=True)
class Printing:
    """One way in which a facility is printed, evened, in one published table."""

    table: str
    name: str
    city: str
    state: str
    printed_code: str  # the publisher's own; blank where none is printed
    first_seen: date
    last_seen: date
    because: str

    @property
    def form(self) -> tuple[str, str, str]:
        """The words alone, in whatever table."""
        return self.name, self.city, self.state

    def row(self) -> list[Any]:
        """It as a row of `PRINTED`."""
        return [getattr(self, column) for column in PRINTED]


@dataclass(frozen=True, slots=True)
class Listed:
    """A facility as a book knows it."""

    code: str
    name: str
    city: str
    state: str
    first_seen: date
    last_seen: date
    printings: tuple[Printing, ...]

    @property
    def forms(self) -> int:
        """In how many ways its name and place are printed; a name without a place is none of its own."""
        return len({printing.form for printing in self.printings if printing.city or printing.state})

    @property
    def doubts(self) -> tuple[tuple[str, str], ...]:
        """Facilities that may be the same one, each with the reason for the doubt."""
        found = [(pair, code) for pair in doubtful_pairs() if self.code in pair.codes for code in pair.codes]
        return tuple((code, pair.because) for pair, code in found if code != self.code)

    def row(self) -> list[Any]:
        """It as a row of `COLUMNS`."""
        return [getattr(self, column) for column in COLUMNS]

    def as_object(self) -> dict[str, Any]:
        """It whole, with every way in which it is printed, as one JSON object; days are still days."""
        return {
            **dict(zip(COLUMNS, self.row(), strict=True)),
            "printings": [dict(zip(PRINTED, printing.row(), strict=True)) for printing in self.printings],
            "doubts": [{"may_be": code, "because": because} for code, because in self.doubts],
        }


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A name that a sheet prints without a place, and that is not known to be one facility's."""

    name: str
    table: str
    first_seen: date
    last_seen: date
    candidates: tuple[str, ...]
    because: str


def facilities(book: Book, text: str = "", is_doubtful: bool = False) -> list[Listed]:
    """The facilities of a book whose name, city or state, as they go or as printed, hold a text; by code.

    Args:
        book: as known today, or as of a day.
        text: words; upper and lower case are one.
        is_doubtful: only those that may be one with another.
    """
    wanted = evened(text)
    return [
        listed for listed in _listed(book).values() if _holds(listed, wanted) and (not is_doubtful or listed.doubts)
    ]


def _holds(listed: Listed, wanted: str) -> bool:
    words = {(listed.name, listed.city, listed.state), *(printing.form for printing in listed.printings)}
    if len(wanted) == 2 and wanted in _states():
        return wanted in {evened(state) for _, _, state in words}
    return any(wanted in evened(part) for part in (listed.code, *(part for form in words for part in form)))


@cache
def _states() -> frozenset[str]:
    return frozenset(facility.state for facility in load_facilities())


def facility_of_code(book: Book, code: str) -> Listed:
    """One facility with every way in which it is printed.

    Raises:
        QuestionError: the book names none of this code; the message names the nearest.
    """
    known = _listed(book)
    if code in known:
        return known[code]
    near = ", ".join(nearest_codes(code, known))
    raise QuestionError(
        f"There is no facility {code!r}." + (f" Did you mean one of {near}?" if near else ""),
        hint="see `tallybook facilities TEXT`.",
    )


def doubts(listed: Iterable[Listed]) -> list[tuple[str, str, str]]:
    """Each pair of codes that are kept apart and may be one, of which one is listed, once, with the reason."""
    found: dict[frozenset[str], tuple[str, str, str]] = {}
    for one in listed:
        for other, because in one.doubts:
            found.setdefault(frozenset((one.code, other)), (one.code, other, because))
    return list(found.values())


def unplaced(book: Book) -> list[Unplaced]:
    """The names of a book that are not known to be one facility's, with candidates and reason where they are judged."""
    judged = {each.name: each for each in unplaced_names()}
    rows = book.sql("SELECT name, table_name, first_seen, last_seen FROM facility_name WHERE code IS NULL ORDER BY ALL")
    found = []
    for name, table, first, last in rows:
        known = judged.get(evened(name))
        candidates, because = (known.candidates, known.because) if known else ((), "Nobody has judged it yet.")
        found.append(Unplaced(name, table, first, last, candidates, because))
    return found


def _listed(book: Book) -> dict[str, Listed]:
    return book.once("facilities by code", lambda: _all_listed(book))


def _all_listed(book: Book) -> dict[str, Listed]:
    printings: dict[str, dict[tuple[str, ...], Printing]] = {}
    query = (
        "SELECT code, table_name, name, coalesce(city, ''), coalesce(state, ''), coalesce(printed_code, ''), "
        "first_seen, last_seen, coalesce(because, '') FROM facility_name WHERE code IS NOT NULL ORDER BY ALL"
    )
    for code, table, name, city, state, printed, first, last, because in book.sql(query):
        key = (table, evened(name), evened(city), evened(state), printed)
        before = printings.setdefault(code, {}).get(key)
        days = (min(before.first_seen, first), max(before.last_seen, last)) if before else (first, last)
        printings[code][key] = Printing(*key, *days, because)
    listed = {}
    query = "SELECT code, name, city, state, first_seen, last_seen FROM facility ORDER BY code"
    for code, name, city, state, first, last in book.sql(query):
        ways = sorted(printings[code].values(), key=lambda way: (way.table, way.first_seen, way.name))
        listed[code] = Listed(code, name, city, state, first, last, tuple(ways))
    return listed


def facilities_bearing(name: str) -> tuple[Facility, ...]:
    """Every facility that some sheet prints under a name, upper and lower case being one."""
    return _bearing().get(evened(name), ())


@cache
def _bearing() -> dict[str, tuple[Facility, ...]]:
    found: dict[str, dict[str, Facility]] = {}
    for facility in load_facilities():
        for name in {evened(facility.name), *(form.name for form in (*facility.forms, *facility.names))}:
            found.setdefault(name, {})[facility.code] = facility
    return {name: tuple(bearing.values()) for name, bearing in found.items()}


@cache
def facilities_by_code() -> dict[str, Facility]:
    """Every facility that the data know, by its code."""
    return {facility.code: facility for facility in load_facilities()}


def is_code(text: str) -> bool:
    """Whether a text is a facility's code, in whatever case."""
    return text.casefold() in facilities_by_code()


def nearest_codes(said: str, among: Iterable[str]) -> list[str]:
    """Codes like a code or name that was typed: those that hold its words, or else what is spelled like them."""
    wanted = evened(said).replace("_", " ")
    known = facilities_by_code()
    words = {code: _words(known[code]) for code in among if code in known}
    holding = [code for code, own in words.items() if set(wanted.split()) <= own]
    names = {name: [facility.code for facility in bearing] for name, bearing in _bearing().items()}
    names |= {code.replace("_", " ").upper(): [code] for code in words}
    like = [code for name in difflib.get_close_matches(wanted, names, n=6, cutoff=0.6) for code in names[name]]
    near = [code for code in dict.fromkeys([*holding, *like]) if code in words]
    if not near and wanted:
        every = set().union(*words.values())
        meant = [difflib.get_close_matches(word, every, n=1, cutoff=0.7) or [word] for word in wanted.split()]
        near = [code for code, own in words.items() if {word for (word,) in meant} <= own]
    return near[:_MOST_NEAR]


def _words(facility: Facility) -> set[str]:
    return set(" ".join((*facility.code.split("_"), *(form.name for form in facility.forms))).upper().split())
