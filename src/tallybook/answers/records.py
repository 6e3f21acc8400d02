"""Figures counted from a record-level table: how many rows, never which."""

from datetime import date

from tallybook.answers.answer import FEWEST, CountedRows, Figure
from tallybook.answers.question import Question
from tallybook.book import Book
from tallybook.calendar import month_end
from tallybook.measures import Records
from tallybook.store.reading import WHOLE
from tallybook.vintages.rule import quoted


def count_records(book: Book, question: Question, source: Records) -> tuple[list[Figure], list[str]]:
    """The rows of each split and month that fit a question, counted; counts below FEWEST are withheld.

    The table has columns `file`, `document` and `report_date` beside its own. Months are counted whole, as
    elsewhere: the month that holds the day, those that end between two days, or the newest.
    """
    ways = "".join(f", {way}" for way in question.by)
    # Views as of a day are of the printed tables only: of records the day of publication is a condition.
    table = f"{WHOLE}.{source.table}"
    known = f"({source.condition})" + (f" AND report_date <= DATE '{book.as_of}'" if book.as_of else "")
    chosen = [f"{name} IN ({', '.join(quoted(code) for code in codes.split('|'))})" for name, codes in question.where]
    wanted = " AND ".join([known, *chosen, *_months(question, source.day, f"FROM {table} WHERE {known}")])
    query = (
        f"SELECT date_trunc('month', {source.day})::DATE AS month{ways}, file, document, report_date, count(*) AS rows "
        f"FROM {table} WHERE {wanted} GROUP BY ALL ORDER BY ALL"
    )
    counted: dict[tuple[tuple[tuple[str, str], ...], date], list[CountedRows]] = {}
    for month, *codes, file, document, report_date, rows in book.sql(query):
        split = tuple(zip(question.by, ("" if code is None else str(code) for code in codes), strict=True))
        counted.setdefault((split, month), []).append(CountedRows(file, document, wanted, rows, report_date))
    return [_figure(split, month, pieces) for (split, month), pieces in counted.items()], [query]


def _figure(split: tuple[tuple[str, str], ...], month: date, pieces: list[CountedRows]) -> Figure:
    total = sum(piece.count or 0 for piece in pieces)
    # A count that is withheld is withheld as a whole: its parts by file would give it away.
    if any((piece.count or 0) < FEWEST for piece in pieces):
        pieces = [CountedRows(p.file, p.document, p.condition, None, p.report_date) for p in pieces]
    is_told = total >= FEWEST
    return Figure(
        split=split,
        reference_start=month,
        reference_end=month_end(month),
        value=float(total) if is_told else None,
        value_status="printed" if is_told else "withheld",
        evidence=tuple(pieces),
        is_partial=month_end(month) >= max(piece.report_date for piece in pieces),
    )


def _months(question: Question, day: str, known: str) -> list[str]:
    month = f"date_trunc('month', {day})"
    if question.on:
        return [f"{month} = date_trunc('month', DATE '{question.on}')"]
    if not (question.since or question.until):
        return [f"{month} = (SELECT max({month}) {known})"]
    days = [f"last_day({day}) >= DATE '{question.since}'"] if question.since else []
    return days + ([f"last_day({day}) <= DATE '{question.until}'"] if question.until else [])
