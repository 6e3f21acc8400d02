"""The account of the duty: what the book shows of each element, and of the silence since the newest edition."""

from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from tallybook.book import Book
from tallybook.mandate.clock import Gap, Span, gaps, longest, spans
from tallybook.mandate.duty import EXTENTS, Duty, Element, KnownEdition, KnownSilence, Part, find_elements, load_duty

_LONGEST = 10


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part stands in the newest edition that has it, in the agency's words."""

    file: str
    sheet: str
    cell: str  # the first cell of it
    title: str
    columns: tuple[str, ...]  # headings as printed, in their order


@dataclass(frozen=True, slots=True)
class Record:
    """What the book shows of one part of an element, or of all its parts together."""

    editions: int
    first: date  # report date of the first edition that has it
    last: date  # report date of the last
    data_to: date  # last day that a number of that last edition describes
    gaps: tuple[Gap, ...]
    spans: tuple[Span, ...]

    @property
    def late(self) -> int:
        """How many gaps were longer than a semimonthly rhythm allows."""
        return sum(gap.is_late for gap in self.gaps)

    @property
    def longest(self) -> Gap | None:
        """The longest gap; None where there was one edition only."""
        return next(iter(longest(self.gaps, 1)), None)


@dataclass(frozen=True, slots=True)
class PartRecord:
    """A part of an element with what the book shows of it; None where no edition has it."""

    part: Part
    record: Record | None
    place: Place | None


@dataclass(frozen=True, slots=True)
class ElementRecord:
    """An element of the duty with what the book shows of it; None where no edition has any of it."""

    element: Element
    parts: tuple[PartRecord, ...]
    record: Record | None

    @property
    def extent(self) -> str:
        """How far it was met by the day of the account, as this project reads it."""
        met_later = self.record is None and self.element.extent != "never"
        return "not yet met" if met_later else EXTENTS[self.element.extent]


@dataclass(frozen=True, slots=True)
class Silence:
    """The newest edition of the book, and how old it is."""

    since: date  # its report date
    days: int
    file: str
    published_name: str
    data_to: date | None  # the day up to which most of its tables run
    data_to_latest: date | None  # the latest day of any of its tables
    newer: KnownEdition | None  # a newer one that is known of and not in the book


@dataclass(frozen=True, slots=True)
class NamedSilence:
    """A silence that was written about, and the gap of the book that holds it; None while it lasts."""

    silence: KnownSilence
    gap: Gap | None


@dataclass(frozen=True, slots=True)
class Mandate:
    """The whole account, as of a day."""

    today: date
    duty: Duty
    documents: int
    silence: Silence | None  # None where the book holds no edition
    elements: tuple[ElementRecord, ...]
    gaps: tuple[Gap, ...]  # all of them, in order
    named: tuple[NamedSilence, ...]

    @property
    def longest_gaps(self) -> tuple[Gap, ...]:
        """The ten longest."""
        return longest(self.gaps, _LONGEST)

    def editions_within(self, gap: Gap) -> tuple[KnownEdition, ...]:
        """Editions known elsewhere that became public within a gap of the book."""
        return tuple(edition for edition in self.duty.editions if gap.start < edition.report_date < gap.end)


def mandate(book: Book, element: str | None = None, today: date | None = None) -> Mandate:
    """The account of the duty from a book.

    Args:
        book: as of its day where it has one: no later document is used, and no later statement.
        element: of this element only.
        today: the day from which days are counted; the book's as-of day, or today, where not given.

    Raises:
        QuestionError: there is no such element.
    """
    day = today or book.as_of or date.today()
    return book.once(("mandate", element, day), lambda: _account(book, element, day))


def _account(book: Book, element: str | None, day: date) -> Mandate:
    duty = load_duty().as_of(day)
    every_day = [row["report_date"] for row in book.documents()]
    found = gaps(every_day)
    return Mandate(
        day,
        duty,
        len(every_day),
        _silence(book, duty, day),
        tuple(_element(book, asked, every_day) for asked in find_elements(element)),
        found,
        tuple(NamedSilence(named, _holding(found, named)) for named in duty.silences),
    )


def _silence(book: Book, duty: Duty, day: date) -> Silence | None:
    documents = book.documents()
    if not documents:
        return None
    newest = documents[-1]
    [data] = book.sql(
        "SELECT mode(day ORDER BY day DESC) AS most, max(day) AS latest FROM (SELECT max(data_through) AS day "
        f"FROM observation WHERE document = '{newest['document']}' GROUP BY table_name)"
    ).rows()
    newer = [edition for edition in duty.editions if edition.report_date > newest["report_date"]]
    return Silence(
        newest["report_date"],
        (day - newest["report_date"]).days,
        newest["file"],
        newest["published_name"],
        data["most"],
        data["latest"],
        max(newer, key=lambda edition: edition.report_date, default=None),
    )


def _holding(found: tuple[Gap, ...], named: KnownSilence) -> Gap | None:
    return next((gap for gap in found if gap.start < named.end and named.start < gap.end), None)


def _element(book: Book, element: Element, every_day: list[date]) -> ElementRecord:
    editions = {part: _editions(book, part) for part in element.parts}
    parts = tuple(
        PartRecord(part, _record(rows, every_day), _place_in(book, part, rows[-1]) if rows else None)
        for part, rows in editions.items()
    )
    return ElementRecord(element, parts, _record([*chain(*editions.values())], every_day))


def _record(rows: list[dict[str, Any]], every_day: list[date]) -> Record | None:
    if not rows:
        return None
    there = sorted({row["document"]: row["report_date"] for row in rows}.values())
    data_to = max(row["data_to"] for row in rows if row["report_date"] == there[-1])
    return Record(len(there), there[0], there[-1], data_to, gaps(there), spans(every_day, there))


def _editions(book: Book, part: Part) -> list[dict[str, Any]]:
    """The documents in which a part stands, with the last day that its numbers describe."""
    every = book.once_for_all_days(("editions", part), lambda whole: _every_edition(whole, part))
    return every if book.as_of is None else [row for row in every if row["report_date"] <= book.as_of]


def _every_edition(book: Book, part: Part) -> list[dict[str, Any]]:
    # A month that is not over ends, in what it counts, where the table's data end.
    end = "data_through" if part.listing else "least(reference_end, coalesce(data_through, reference_end))"
    return book.sql(
        f"SELECT document, report_date, max({end}) AS data_to {_rows(part)} GROUP BY ALL ORDER BY report_date, document"
    ).rows()


def _place_in(book: Book, part: Part, edition: dict[str, Any]) -> Place:
    name = ("place", part, edition["document"])
    return book.once_for_all_days(name, lambda whole: _place(whole, part, edition))


def _place(book: Book, part: Part, edition: dict[str, Any]) -> Place:
    in_it = f"AND document = '{edition['document']}'"
    of_table = _numbers(Part(part.meets, part.table)) if part.listing else _numbers(part)
    [head, *_] = book.sql(
        f"SELECT file, sheet, cell, table_title {of_table} {in_it} AND value_status = 'printed' "
        "ORDER BY sheet, row_number, column_number LIMIT 1"
    ).rows()
    columns = book.sql(
        f"SELECT column_label {of_table} {in_it} AND column_label IS NOT NULL "
        "GROUP BY column_label ORDER BY min(column_number)"
    ).rows()
    printed = part.headings or tuple(row["column_label"] for row in columns)
    return Place(head["file"], head["sheet"], head["cell"], head["table_title"], printed)


def _rows(part: Part) -> str:
    """FROM and WHERE of what was printed of a part."""
    if part.listing:
        return f"FROM facility_listing WHERE {part.listing} IS NOT NULL"
    return f"{_numbers(part)} AND value_status = 'printed'"


def _numbers(part: Part) -> str:
    """FROM and WHERE of the numbers of a part, with those of months that have not come."""
    conditions = [f"table_name = '{part.table}'"]
    conditions += [f"quantity = '{part.quantity}'"] if part.quantity else []
    conditions += [f"{part.split} IS NOT NULL"] if part.split else []
    conditions += ["{} IN ({})".format(part.split, ", ".join(f"'{code}'" for code in part.codes))] if part.codes else []
    return f"FROM observation WHERE {' AND '.join(conditions)}"
