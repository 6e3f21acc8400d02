"""Figures from the cells of one published table: one cell each, or cells of one edition added up."""

from collections.abc import Collection, Sequence
from itertools import groupby

from tallybook.answers import facility
from tallybook.answers.answer import Figure
from tallybook.answers.conditions import TOTAL, condition
from tallybook.answers.question import Question
from tallybook.book import Book
from tallybook.measures import Printed
from tallybook.vintages import Number, Place, numbers_where
from tallybook.vintages.rule import ranked

Split = tuple[tuple[str, str], ...]


def figures_of(
    book: Book, source: Printed, question: Question, set_aside: Collection[Place], is_additive: bool = True
) -> tuple[list[Figure], str]:
    """The figures that a table prints for a question, and the query that finds their cells.

    Where numbers can't be added (`is_additive`), those that fit one split are a figure each, told apart by the
    ways in which they differ; so are two rows of one facility in one sheet.
    """
    wanted = condition(source, question)
    numbers = numbers_where(book, source.table, wanted, set_aside)
    query = f"SELECT * FROM ({ranked(source.table, wanted, set_aside)}) WHERE answers"

    tell = facility.telling(book, source.table)
    chosen = {*question.by, *(name for name, _ in question.where)}

    def of_figure(number: Number) -> tuple[object, ...]:
        return (tell(number, question.by), number.answer.reference_start, number.answer.reference_end)

    found = []
    for (split, *_), group in groupby(sorted(numbers, key=of_figure), of_figure):
        parts = _of_newest_edition(list(group), {*chosen, *source.summed, "row"})
        rows = facility.rows_apart(parts, tell) if facility.WAY in chosen else []
        if rows:
            found += [_figure(_with(split, row), of_row) for row, of_row in rows]  # type: ignore[arg-type]
        elif is_additive or len(parts) == 1:
            found.append(_figure(split, facility.without_copies(parts)))  # type: ignore[arg-type]
        else:
            ways = dict.fromkeys((*question.by, *_telling(parts)))
            found += [_figure(tell(part, ways), [part]) for part in parts]
    return found, query


def _with(split: Split, row: Split) -> Split:
    """A split in which a facility is told by the words of its row."""
    return tuple((dict(split) | dict(row)).items())


def _telling(parts: Sequence[Number]) -> list[str]:
    """The ways in which parts differ."""
    splits = [dict(part.answer.series.split) for part in parts]
    return [way for way in splits[0] if len({split[way] for split in splits}) > 1]


def _of_newest_edition(numbers: Sequence[Number], ways: Collection[str]) -> list[Number]:
    """The numbers of the newest edition, each once: parts of different editions are of different states.

    A number that is printed twice, once as a total, counts once.
    """
    newest = max(numbers, key=lambda number: (number.answer.report_date, number.answer.file)).answer.document
    parts: dict[Split, Number] = {}
    for number in sorted(numbers, key=lambda number: number.answer.series.is_total):
        if number.answer.document == newest:
            key = tuple((way, "" if code == TOTAL else code) for way, code in number.answer.series.split if way in ways)
            parts.setdefault(key, number)
    return list(parts.values())


def _figure(split: Split, parts: Sequence[Number]) -> Figure:
    """One number, or those of one edition added up."""
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
        editions=min(part.editions for part in parts),
        differs=any(part.differs for part in parts),
        first_value=one.first_value if one else None,
        first_report_date=one.first_report_date if one else None,
    )
