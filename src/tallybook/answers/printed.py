"""Figures from the cells of one published table: one cell each, or cells of one edition added up."""

from collections.abc import Collection, Sequence
from itertools import groupby

from tallybook.answers.answer import Figure
from tallybook.answers.conditions import condition
from tallybook.answers.question import Question
from tallybook.book import Book
from tallybook.measures import Printed
from tallybook.vintages import Number, Place, numbers_where
from tallybook.vintages.rule import ranked


def figures_of(
    book: Book, source: Printed, question: Question, set_aside: Collection[Place]
) -> tuple[list[Figure], str]:
    """The figures that a table prints for a question, and the query that finds their cells."""
    wanted = condition(source, question)
    numbers = numbers_where(book, source.table, wanted, set_aside)
    query = f"SELECT * FROM ({ranked(source.table, wanted, set_aside)}) WHERE answers"

    def of_figure(number: Number) -> tuple[object, ...]:
        return (_split(number, question), number.answer.reference_start, number.answer.reference_end)

    ordered = sorted(numbers, key=of_figure)
    return [_figure(key[0], list(found), question) for key, found in groupby(ordered, of_figure)], query  # type: ignore[arg-type]


def _split(number: Number, question: Question) -> tuple[tuple[str, str], ...]:
    codes = dict(number.answer.series.split)
    return tuple((way, codes.get(way, "")) for way in question.by)


def _figure(split: tuple[tuple[str, str], ...], numbers: Sequence[Number], question: Question) -> Figure:
    """One number, or those of one edition added up: parts of different editions are of different states."""
    newest = max(numbers, key=lambda number: (number.answer.report_date, number.answer.file)).answer.document
    parts = [number for number in numbers if number.answer.document == newest]
    if len(parts) > 1 and not _is_sum(parts):
        parts = parts[:1]
    cells = tuple(part.answer for part in parts)
    first = cells[0]
    values = [cell.value for cell in cells]
    one = parts[0] if len(parts) == 1 else None
    return Figure(
        split=split,
        reference_start=first.reference_start,
        reference_end=first.reference_end,
        value=None if None in values else sum(value for value in values if value is not None),
        value_status=next((cell.value_status for cell in cells if cell.value_status != "printed"), "printed"),
        evidence=cells,
        is_partial=any(cell.is_partial for cell in cells),
        differs=any(part.differs for part in parts),
        first_value=one.first_value if one else None,
        first_report_date=one.first_report_date if one else None,
    )


def _is_sum(parts: Sequence[Number]) -> bool:
    """Whether the cells of one document are parts, and not one number printed twice (once as a total)."""
    return len({part.answer.series.split for part in parts}) == len(parts)
