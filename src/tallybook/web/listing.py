"""The newest list of facilities that ICE published: each row with its words, its code and its figures."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tallybook.answers import Answer, Question, ask
from tallybook.answers.answer import Figure
from tallybook.facilities import facilities_by_code
from tallybook.opening import Book
from tallybook.vintages import Edition
from tallybook.vintages.rule import quoted

POPULATION = "facility_average_daily_population"
BETWEEN = "facility_population_between_editions"
MANDATORY = "facility_mandatory_population"
STAY = "facility_average_length_of_stay"
MINIMUM = "facility_guaranteed_minimum"
MEASURES = (POPULATION, BETWEEN, MANDATORY, STAY, MINIMUM)
_NAME = "newest list of facilities"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a Facilities sheet."""

    code: str  # blank where the name is known as no facility's
    name: str  # as it goes, or as printed where no code is known
    city: str
    state: str
    aor: str  # code; blank where the label is unknown
    aor_label: str
    type: str  # as printed
    words: Mapping[str, Any]  # the whole row, as `facility_listing` holds it
    figures: Mapping[str, Figure]  # by measure; none where nothing is printed


@dataclass(frozen=True, slots=True)
class Listing:
    """The newest list, with the answers that its figures are of."""

    document: str  # sha256
    file: str
    sheet: str
    report_date: date
    data_through: date
    entries: tuple[Entry, ...]  # largest population first
    answers: Mapping[str, Answer]
    sums: Mapping[str, Answer]  # of the average daily populations, by state and by aor; the whole under a blank
    periods: Mapping[str, tuple[date, date]]  # that most figures of each measure are of

    def period_of(self, measure: str) -> tuple[date, date] | None:
        """The period that most of its figures of a measure are of; the others stand in no column of that period."""
        return self.periods.get(measure)

    def of_state(self, state: str) -> list[Entry]:
        """Its rows in a state."""
        return [entry for entry in self.entries if entry.state == state]

    def of_area(self, aor: str) -> list[Entry]:
        """Its rows under an area of responsibility, as the list itself prints it."""
        return [entry for entry in self.entries if entry.aor == aor]

    def sum_of(self, way: str = "", code: str = "") -> Figure | None:
        """The sum of the averages of all its facilities, or of those of a state or area; None where it has none."""
        split = ((way, code),) if way else ()
        return next((figure for figure in self.sums[way].figures if figure.split == split), None)

    def of_facility(self, code: str) -> Entry | None:
        """The row of a facility; None where it is not listed."""
        return next((entry for entry in self.entries if entry.code == code), None)


def newest_listing(book: Book) -> Listing | None:
    """The list whose data run furthest, made once for each state of the book; None where the book has none."""
    made: Listing | None = book.once(_NAME, lambda: _made(book))
    return made


def gather_listing(book: Book) -> None:
    """The same made beside the readers, who need not wait for it."""
    made = _made(book)
    book.once(_NAME, lambda: made)


def _made(book: Book) -> Listing | None:
    answers = {measure: ask(book, Question(measure, ("facility",))) for measure in MEASURES}
    cells = [cell for figure in answers[POPULATION].figures if (cell := newest_cell(figure))]
    if not cells:
        return None
    head = max(cells, key=lambda cell: (cell.report_date, cell.file))
    of_row: dict[str, dict[int, Figure]] = {measure: {} for measure in MEASURES}
    for measure, answer in answers.items():
        for figure in answer.figures:
            cell = newest_cell(figure)
            if cell and (cell.document, cell.sheet) == (head.document, head.sheet):
                of_row[measure][_row(cell)] = figure
    rows = book.sql(_ROWS.format(document=quoted(head.document), sheet=quoted(head.sheet))).rows()
    entries = [_entry(row, {m: found[row["row_number"]] for m, found in of_row.items() if row["row_number"] in found})
               for row in rows]  # fmt: skip
    entries.sort(key=lambda entry: -(_value(entry, POPULATION) or 0.0))
    return Listing(
        head.document, head.file, head.sheet, head.report_date, head.reference_end, tuple(entries), answers,
        {way: ask(book, Question(POPULATION, (way,) if way else ()), with_flags=False) for way in ("state", "aor", "")},
        _periods(entries),
    )  # fmt: skip


def _periods(entries: Iterable[Entry]) -> dict[str, tuple[date, date]]:
    found: dict[str, Counter[tuple[date, date]]] = {}
    for entry in entries:
        for measure, figure in entry.figures.items():
            found.setdefault(measure, Counter())[figure.reference_start, figure.reference_end] += 1
    return {measure: counted.most_common(1)[0][0] for measure, counted in found.items()}


_ROWS = """
    SELECT l.*, n.code FROM facility_listing l LEFT JOIN facility_name n
        ON n.table_name = 'facilities' AND n.name = l.name AND n.city IS NOT DISTINCT FROM l.city
        AND n.state IS NOT DISTINCT FROM l.state
    WHERE l.document = {document} AND l.sheet = {sheet} ORDER BY l.row_number
"""


def _entry(row: dict[str, Any], figures: Mapping[str, Figure]) -> Entry:
    known = facilities_by_code().get(row["code"] or "")
    return Entry(
        code=row["code"] or "",
        name=known.name if known else row["name"] or "",
        city=known.city if known else row["city"] or "",
        state=known.state if known else row["state"] or "",
        aor=row["aor"] or "",
        aor_label=row["aor_label"] or "",
        type=row["type_detailed"] or "",
        words=row,
        figures=figures,
    )


def _value(entry: Entry, measure: str) -> float | None:
    figure = entry.figures.get(measure)
    return figure.value if figure else None


def newest_cell(figure: Figure) -> Edition | None:
    """A cell of the edition that a figure is of: of two editions the later."""
    cells = [piece for piece in figure.evidence if isinstance(piece, Edition)]
    return max(cells, key=lambda cell: cell.reference_end) if cells else None


def _row(cell: Edition) -> int:
    return int(cell.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
