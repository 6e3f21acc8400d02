"""The newest known state of the programme: what a user of `make book` came for."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tallybook.book import Book
from tallybook.ledger import entries_of, flags_of

_YEAR = timedelta(days=365)
TOTAL = "total"
_NEAR = timedelta(days=31)  # editions come about every two weeks, with gaps of a month


@dataclass(frozen=True, slots=True)
class Line:
    """People on one technology, with the cell, and the count a year before; None where not printed."""

    label: str
    cell: str | None  # None where it is no longer printed
    people: int | None
    before: int | None


@dataclass(frozen=True, slots=True)
class State:
    """The book in figures, the programme by technology, and what is wrong or odd in the newest file."""

    documents: int
    observations: int
    first_report: date
    last_report: date
    file: str
    sheet: str
    report_date: date
    reference_date: date
    lines: tuple[Line, ...]
    total: Line | None  # None where the publisher printed none
    before_date: date | None
    before_file: str | None
    findings: tuple[str, ...]  # of the newest file
    before_doubts: tuple[str, ...]  # of the counts a year before


def newest_state(book: Book) -> State | None:
    """The state that the newest file with an ATD technology table shows; None where no file has one."""
    [figures] = book.sql(
        "SELECT (SELECT count(*) FROM document) AS documents, count(*) AS observations, "
        "min(report_date) AS first, max(report_date) AS last FROM observation"
    ).rows()
    newest = book.sql(
        "SELECT document, file, sheet, reference_end, report_date FROM atd_by_technology "
        "WHERE reference_end IS NOT NULL ORDER BY reference_end DESC, report_date DESC, file, row_number LIMIT 1"
    ).rows()
    if not newest:
        return None
    [head] = newest
    now = _by_technology(book, head["document"], head["sheet"])
    earlier = _edition_near(book, head["reference_end"] - _YEAR)
    before = _by_technology(book, earlier["document"], earlier["sheet"]) if earlier else []
    people_before = _people_by_group(before)
    lines = [
        Line(
            row["technology_label"],
            row["cell"],
            int(row["value"]),
            people_before.get(TOTAL if row["is_total"] else row["technology_group"]),
        )
        for row in now
    ]
    groups = {row["technology_group"] for row in now}
    gone = [
        Line(row["technology_label"], None, None, int(row["value"]))
        for row in before
        if row["technology_group"] not in groups and not row["is_total"]
    ]
    pairs = list(zip(lines, now, strict=True))
    return State(
        documents=figures["documents"],
        observations=figures["observations"],
        first_report=figures["first"],
        last_report=figures["last"],
        file=head["file"],
        sheet=head["sheet"],
        report_date=head["report_date"],
        reference_date=head["reference_end"],
        lines=(*(line for line, row in pairs if not row["is_total"]), *gone),
        total=next((line for line, row in pairs if row["is_total"]), None),
        before_date=earlier["reference_end"] if earlier else None,
        before_file=earlier["file"] if earlier else None,
        findings=tuple(entry.sentence for entry in entries_of(book, head)),
        before_doubts=_doubts(book, earlier, before) if earlier else (),
    )


def _doubts(book: Book, edition: dict[str, Any], rows: list[dict[str, Any]]) -> tuple[str, ...]:
    """What the ledger holds against the counts of an edition, each thing once."""
    flags = flags_of(book, ((edition["document"], edition["sheet"], row["cell"]) for row in rows))
    return tuple(dict.fromkeys(flag.sentence for of_cell in flags.values() for flag in of_cell))


def _people_by_group(rows: list[dict[str, Any]]) -> dict[str, int]:
    """People by group of technologies, renamed ones together, and the printed total."""
    people: dict[str, int] = {}
    for row in rows:
        key = TOTAL if row["is_total"] else row["technology_group"]
        if key:
            people[key] = people.get(key, 0) + int(row["value"])
    return people


def _by_technology(book: Book, document: str, sheet: str) -> list[dict[str, Any]]:
    return book.sql(
        "SELECT technology_label, technology_group, cell, value, is_total FROM atd_by_technology "
        f"WHERE document = '{document}' AND sheet = '{sheet.replace(chr(39), chr(39) * 2)}' "
        "AND quantity = 'participants' AND value IS NOT NULL ORDER BY row_number"
    ).rows()


def _edition_near(book: Book, day: date) -> dict[str, Any] | None:
    """The last published edition whose reference date is nearest to a day, within a month of it."""
    rows = book.sql(
        "SELECT document, file, sheet, reference_end FROM atd_by_technology "
        f"WHERE reference_end BETWEEN '{day - _NEAR}' AND '{day + _NEAR}' "
        f"ORDER BY abs(date_diff('day', reference_end, DATE '{day}')), report_date DESC, file, row_number LIMIT 1"
    ).rows()
    return rows[0] if rows else None
