"""The numbers of a book and their editions, as values."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from tallybook.book import Book
from tallybook.vintages.rule import Place, quoted, ranked, source, splits
from tallybook.vintages.selection import Selection, kind_of_period

_NUMBERS_AT_ONCE = 50


@dataclass(frozen=True, slots=True, order=True)
class Series:
    """What numbers that differ only in their period have in common."""

    table: str
    quantity: str
    unit: str
    is_total: bool
    split: tuple[tuple[str, str], ...]  # each way in which it is split, with code or label; blank where it is not
    period: str  # kind of its periods: a code of tallybook.vintages.selection.PERIODS

    @property
    def label(self) -> str:
        """The codes or labels that tell it from others of its table and quantity."""
        return " / ".join(code for _, code in self.split if code)


@dataclass(frozen=True, slots=True)
class Edition:
    """One printed cell: what it says of one number, and since when it is known."""

    series: Series
    reference_start: date
    reference_end: date
    value: float | None  # as printed, in the unit of the series; None where a mark or an error stands
    value_status: str
    document: str  # sha256
    file: str
    sheet: str
    cell: str
    report_date: date  # first day on which it is known to have been public
    table_title: str  # as printed above the table, blank where there is none
    data_through: date | None  # day up to which its table's data run, as the file says
    is_partial: bool  # its period was not over by then
    is_set_aside: bool  # by an erratum; it does not answer
    answers: bool  # it is the one that answers today, or on the day the book is asked as of
    answers_its_day: bool  # it answered on the day it was published

    @property
    def address(self) -> str:
        """`FILE!SHEET!CELL`, as `tallybook show` takes it."""
        return f"{self.file}!{self.sheet}!{self.cell}"

    @property
    def place(self) -> Place:
        """Its document, sheet and cell."""
        return self.document, self.sheet, self.cell

    @property
    def number(self) -> tuple[Series, date, date]:
        """What all editions of its number share."""
        return self.series, self.reference_start, self.reference_end


@dataclass(frozen=True, slots=True)
class Number:
    """One thing measured for one period, with the edition that answers for it."""

    answer: Edition
    editions: int  # how many cells print it
    differs: bool  # whether they say different things
    first_value: float | None  # the value that answered on the day it was first published
    first_report_date: date


def editions(book: Book, selection: Selection, set_aside: Collection[Place] = ()) -> list[Edition]:
    """Every edition of the numbers that are asked for, by series and period, oldest first.

    Args:
        book: as known today, or as of a day.
        selection: which numbers.
        set_aside: cells that an erratum sets aside; they are told, and do not answer.
    """
    return [edition for edition, _ in _asked(book, selection, set_aside, "true")]


def numbers(book: Book, selection: Selection, set_aside: Collection[Place] = ()) -> list[Number]:
    """The numbers that are asked for, by series and period, each with the edition that answers.

    The rule which edition answers stands in `tallybook.vintages.rule`. Arguments as in `editions`.
    """
    return [_number(edition, row) for edition, row in _asked(book, selection, set_aside, "answers")]


def numbers_where(book: Book, table: str, condition: str, set_aside: Collection[Place] = ()) -> list[Number]:
    """The numbers of a table that fit a condition in SQL on an observation `o`, each with the edition that answers.

    Of facilities, `l` is the row of their listing. Other arguments as in `editions`.
    """
    return [_number(edition, row) for edition, row in _found(book, table, condition, set_aside, "answers")]


def editions_of_cell(book: Book, observation: Mapping[str, Any]) -> list[Edition]:
    """Every edition of the number that a cell prints, oldest first; none where it carries no period.

    Args:
        book: as known today, or as of a day.
        observation: the cell's row of the table `observation`.
    """
    if observation["reference_end"] is None:
        return []
    table = observation["table_name"]
    ways = [way.identity for way in splits(table)]
    place = " AND ".join(f"o.{name} = {quoted(observation[name])}" for name in ("document", "sheet", "cell"))
    rows = list(book.sql(f"SELECT {', '.join(['true', *ways])} FROM {source(table)} WHERE {place}"))
    if not rows:
        return []
    same = [f"o.quantity = {quoted(observation['quantity'])}", f"o.unit = {quoted(observation['unit'])}"]
    same += [f"o.is_total = {observation['is_total']}"]
    same += [f"o.{name} = DATE '{observation[name]}'" for name in ("reference_start", "reference_end")]
    same += [
        f"{way} IS NULL" if code is None else f"{way} = {quoted(str(code))}"
        for way, code in zip(ways, rows[0][1:], strict=True)
    ]
    return [edition for edition, _ in _found(book, table, " AND ".join(same), (), "true")]


def daily_editions(
    book: Book, selection: Selection, only_changed: bool = False, set_aside: Collection[Place] = ()
) -> list[Edition]:
    """Of every number the edition that answered on each day of publication, where it prints a figure.

    Args:
        only_changed: of numbers only whose editions differ; the others are many.
    """
    condition = "answers_its_day AND value IS NOT NULL" + (" AND differs" if only_changed else "")
    return [edition for edition, _ in _asked(book, selection, set_aside, condition)]


def editions_of(
    book: Book, cells: Sequence[Edition], set_aside: Collection[Place] = ()
) -> dict[tuple[Series, date, date], list[Edition]]:
    """Every edition of the numbers that cells print, oldest first; the numbers in the order of their cells.

    Args:
        book: as known today, or as of a day.
        cells: printed cells of one or several tables.
        set_aside: cells that an erratum sets aside; they are told, and do not answer.
    """
    found: dict[tuple[Series, date, date], list[Edition]] = {cell.number: [] for cell in cells}
    by_table: dict[str, dict[str, None]] = {}
    for cell in cells:
        by_table.setdefault(cell.series.table, {})[f"({same_number(cell)})"] = None
    for table, conditions in by_table.items():
        for some in _some_at_once(conditions):
            for edition, _ in _found(book, table, f"({' OR '.join(some)})", set_aside, "true"):
                if edition.number in found:
                    found[edition.number].append(edition)
    return found


def _some_at_once(conditions: Iterable[str]) -> Iterator[list[str]]:
    left = iter(conditions)
    while some := list(islice(left, _NUMBERS_AT_ONCE)):
        yield some


def same_number(edition: Edition) -> str:
    """SQL that is true of every observation `o` (and listing `l`) that prints the number of an edition."""
    series = edition.series
    codes = dict(series.split)
    return " AND ".join(
        (
            f"o.quantity = {quoted(series.quantity)} AND o.unit = {quoted(series.unit)}",
            f"o.is_total = {series.is_total}",
            f"o.reference_start = DATE '{edition.reference_start}'",
            f"o.reference_end = DATE '{edition.reference_end}'",
            *(f"coalesce({way.identity}, '') = {quoted(codes[way.name])}" for way in splits(series.table)),
        )
    )


def count_series(book: Book, selection: Selection) -> int:
    """How many series the numbers that are asked for belong to."""
    ways = ", ".join(["o.quantity", "o.unit", "o.is_total", *(way.identity for way in splits(selection.table))])
    distinct = (
        f"SELECT DISTINCT {ways}, {kind_of_period('o.')} FROM {source(selection.table)} WHERE {selection.condition()}"
    )
    [(count,)] = book.sql(f"SELECT count(*) FROM ({distinct})")
    return int(count)


def _number(edition: Edition, row: Mapping[str, Any]) -> Number:
    return Number(edition, row["editions"], row["differs"], row["first_value"], row["first_report_date"])


def _asked(
    book: Book, selection: Selection, set_aside: Collection[Place], which: str
) -> Iterator[tuple[Edition, Mapping[str, Any]]]:
    return _found(book, selection.table, selection.condition(), set_aside, which)


def _found(
    book: Book, table: str, condition: str, set_aside: Collection[Place], which: str
) -> Iterator[tuple[Edition, Mapping[str, Any]]]:
    ways = [way.name for way in splits(table)]
    order = ", ".join(
        ["quantity", "unit", *(f"by_{way} NULLS FIRST" for way in ways), "is_total", "kind", "reference_end"]
    )
    query = (
        f"SELECT *, {kind_of_period()} AS kind FROM ({ranked(table, condition, set_aside)}) "
        f"WHERE {which} ORDER BY {order}, reference_start, report_date, answers_its_day, file, sheet, row_number, "
        "column_number"
    )
    known: dict[Series, Series] = {}
    for row in book.sql(query).rows():
        series = _series(row, ways)
        yield _edition(row, known.setdefault(series, series)), row


def _series(row: Mapping[str, Any], ways: list[str]) -> Series:
    split = tuple((way, row[f"by_{way}"] or "") for way in ways)
    return Series(row["table_name"], row["quantity"], row["unit"], row["is_total"], split, row["kind"])


def _edition(row: Mapping[str, Any], series: Series) -> Edition:
    return Edition(
        series=series,
        reference_start=row["reference_start"],
        reference_end=row["reference_end"],
        value=row["value"],
        value_status=row["value_status"],
        document=row["document"],
        file=row["file"],
        sheet=row["sheet"],
        cell=row["cell"],
        report_date=row["report_date"],
        table_title=row["table_title"] or "",
        data_through=row["data_through"],
        is_partial=row["is_partial"],
        is_set_aside=row["is_set_aside"],
        answers=row["answers"],
        answers_its_day=row["answers_its_day"],
    )
