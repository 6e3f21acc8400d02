"""Figures counted from a record-level table: how many rows, never which."""

from datetime import date

from tallybook.answers.answer import FEWEST, CountedRows, Figure
from tallybook.answers.question import Question
from tallybook.book import Book
from tallybook.measures import Records
from tallybook.vintages.rule import quoted


def count_records(book: Book, question: Question, source: Records) -> tuple[list[Figure], list[str]]:
    """The rows of each split and month that fit a question, counted; counts below FEWEST are withheld.

    The table has columns `file`, `document` and `report_date` beside its own. Without a day the whole table is
    counted, month by month.
    """
    ways = "".join(f", {way}" for way in question.by)
    conditions = [f"({source.condition})", *_chosen(question), *_days(question, source.day)]
    if book.as_of:
        conditions.append(f"report_date <= DATE '{book.as_of}'")
    wanted = " AND ".join(conditions)
    # A count that is withheld is withheld as a whole: its parts by file would give it away.
    query = (
        f"SELECT date_trunc('month', {source.day})::DATE AS month{ways}, file, document, report_date, count(*) AS rows "
        f"FROM {source.table} WHERE {wanted} GROUP BY ALL ORDER BY ALL"
    )
    counted: dict[tuple[object, ...], list[CountedRows]] = {}
    for month, *codes, file, document, report_date, rows in book.sql(query):
        split = tuple(zip(question.by, ("" if code is None else str(code) for code in codes), strict=True))
        piece = CountedRows(file, document, wanted, rows, report_date)
        counted.setdefault((split, month), []).append(piece)
    return [_figure(split, month, pieces) for (split, month), pieces in counted.items()], [query]  # type: ignore[arg-type]


def _figure(split: tuple[tuple[str, str], ...], month: date, pieces: list[CountedRows]) -> Figure:
    from tallybook.calendar import month_end

    total = sum(piece.count or 0 for piece in pieces)
    if total < FEWEST or any((piece.count or 0) < FEWEST for piece in pieces):
        pieces = [CountedRows(p.file, p.document, p.condition, None, p.report_date) for p in pieces]
    is_told = total >= FEWEST
    return Figure(
        split=split,
        reference_start=month,
        reference_end=month_end(month),
        value=float(total) if is_told else None,
        value_status="printed" if is_told else "withheld",
        evidence=tuple(pieces),
    )


def _chosen(question: Question) -> list[str]:
    return [f"{name} IN ({', '.join(quoted(code) for code in codes.split('|'))})" for name, codes in question.where]


def _days(question: Question, day: str) -> list[str]:
    if question.on:
        return [f"{day} = DATE '{question.on}'"]
    days = [f"{day} >= DATE '{question.since}'"] if question.since else []
    return days + ([f"{day} <= DATE '{question.until}'"] if question.until else [])
