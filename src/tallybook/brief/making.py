"""Putting the brief together: what can be quoted, what moved, what was revised, what not to quote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tallybook.book import Book, open_book
from tallybook.brief.facts import Fact, facts_of
from tallybook.errors import QuestionError
from tallybook.ledger import Entry, Flag, flags_of, ledger
from tallybook.mandate.clock import RHYTHM_DAYS
from tallybook.prose import figure, in_words, spoken

_NEW_KINDS = ("table_new", "table_gone", "label_new", "label_gone", "label_renamed", "footnote_changed")
_MOVES_TOLD = 5
_FAR = 0.05


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence, with the cells that it stands on and what speaks against quoting it."""

    sentence: str
    cells: tuple[str, ...]
    against: tuple[str, ...] = ()  # reasons, in sentences; none where it is safe


@dataclass(frozen=True, slots=True)
class Brief:
    """One edition, as it stood on the day it came."""

    document: dict[str, Any]
    lateness: str
    safe: tuple[Quote, ...]
    moves: tuple[Quote, ...]
    records: tuple[Quote, ...]
    revised: tuple[Quote, ...]
    unsafe: tuple[Quote, ...]
    wrong: tuple[Entry, ...]  # what the ledger holds against the edition
    news: tuple[Entry, ...]  # tables, labels and notes that are new, gone or changed

    @property
    def title(self) -> str:
        """What the brief is of."""
        return f"ICE's detention statistics: the edition of {in_words(self.document['report_date'])}"


def make_brief(book: Book, name: str | None = None) -> Brief:
    """The brief of a document: the newest by default.

    It is made with only what had been published by the day on which the document came.

    Args:
        book: the book.
        name: the beginning of the document's file name, published name or hash.

    Raises:
        QuestionError: there is no such document.
    """
    documents = book.documents()
    if not documents:
        raise QuestionError(
            "There is no edition to make a brief of.",
            found=f"no document was public by {in_words(book.as_of)}" if book.as_of else "an empty book",
            hint="see `tallybook documents`.",
        )
    document = documents[-1] if name is None else book.document(name)
    with open_book(book.path, as_of=document["report_date"]) as then:
        facts = facts_of(then, document)
        flags = flags_of(then, [(f.now.document, f.now.sheet, f.now.cell) for f in facts])
        entries = ledger(then, document=document["file"])
        quotes = [_quote(fact, _against(fact, flags.get(_place(fact), ()), entries)) for fact in facts]
        doubted = {fact.headline.key for fact, quote in zip(facts, quotes, strict=True) if quote.against}
        return Brief(
            document=document,
            lateness=_lateness(then.documents(), document),
            safe=tuple(quote for quote in quotes if not quote.against),
            moves=tuple(_moves([fact for fact in facts if fact.headline.key not in doubted])),
            records=tuple(
                Quote(record, (fact.now.address,))
                for fact in facts
                if fact.headline.key not in doubted and (record := fact.record())
            ),
            revised=tuple(_revised(then, document)),
            unsafe=tuple(quote for quote in quotes if quote.against),
            wrong=tuple(e for e in entries if e.severity != "note"),
            news=tuple(e for e in entries if e.kind in _NEW_KINDS and e.known_from == document["report_date"]),
        )


def _place(fact: Fact) -> tuple[str, str, str]:
    return fact.now.document, fact.now.sheet, fact.now.cell


def _against(fact: Fact, flags: Sequence[Flag], entries: list[Entry]) -> list[str]:
    """What speaks against a figure: entries on its cell, and errors among the numbers of its table.

    What a figure is made of may be wrong where the figure itself raises no flag.
    """
    on_its_cell, table = {flag.entry for flag in flags}, fact.headline.table
    return [
        next((told for told in (entry.sentence, *entry.details) if spoken(table) in told), entry.sentence)
        for entry in entries
        if entry.id in on_its_cell
        or (entry.severity == "error" and table in entry.tables and any(cell.is_suspect for cell in entry.cells))
    ]


def _quote(fact: Fact, against: list[str]) -> Quote:
    caution = f" ({fact.headline.not_to_be_read_as})" if fact.headline.not_to_be_read_as else ""
    cells = (fact.now.address, *([fact.before.address] if fact.before and fact.headline.period != "to_date" else []))
    return Quote(fact.sentence() + caution, cells, tuple(dict.fromkeys(against)))


def _moves(facts: list[Fact]) -> list[Quote]:
    """The figures that moved most since the edition before, in part of what they were."""
    moved = [
        (abs(fact.change / fact.before.value), fact)
        for fact in facts
        if fact.before and fact.before.value and fact.change is not None and fact.headline.period != "to_date"
    ]
    told = sorted((pair for pair in moved if pair[0] >= _FAR), key=lambda pair: -pair[0])[:_MOVES_TOLD]
    return [
        Quote(
            f"{fact.headline.words[0].upper()}{fact.headline.words[1:]}: from {figure(round(fact.before.value))} "
            f"({in_words(fact.before.end)}) to {figure(round(fact.now.value))} ({in_words(fact.now.end)}), "
            f"{'up' if fact.change > 0 else 'down'} {part:.1%}.",
            (fact.before.address, fact.now.address),
        )
        for part, fact in told
        if fact.before and fact.change
    ]


def _lateness(documents: list[dict[str, Any]], document: dict[str, Any]) -> str:
    days: list[date] = [row["report_date"] for row in documents if row["report_date"] < document["report_date"]]
    through = document["data_through"]
    age = f" Its data run to {in_words(through)}." if through else ""
    if not days:
        return f"The first edition held.{age}"
    gap = (document["report_date"] - max(days)).days
    late = (
        f"{gap - RHYTHM_DAYS} days longer than a semimonthly rhythm allows"
        if gap > RHYTHM_DAYS
        else "within a semimonthly rhythm"
    )
    return (
        f"It came {gap} day{'' if gap == 1 else 's'} after the last edition held ({in_words(max(days))}), {late}.{age}"
    )


_REVISED = """
    WITH held AS (
        SELECT table_name, quantity, row_label, column_label, reference_start, reference_end, value, file, sheet, cell,
               report_date, document, data_through, unit
        FROM observation WHERE value IS NOT NULL AND table_name IN ('book_ins_by_month', 'book_outs_by_reason',
             'average_daily_population_by_agency') AND reference_end - reference_start BETWEEN 27 AND 31
          AND NOT starts_with(row_label, 'Transferred')
    ), last AS (
        SELECT * FROM held WHERE document <> '{document}' AND data_through > reference_end
        QUALIFY row_number() OVER (PARTITION BY table_name, quantity, row_label, column_label, reference_start
                                   ORDER BY report_date DESC, file DESC) = 1
    )
    SELECT now.*, last.value AS before, last.file AS last_file, last.sheet AS last_sheet, last.cell AS last_cell,
           count(*) OVER () AS changed
    FROM held AS now JOIN last USING (table_name, quantity, row_label, column_label, reference_start)
    WHERE now.document = '{document}' AND round(now.value) <> round(last.value)
    ORDER BY abs(now.value / nullif(last.value, 0) - 1) * sqrt(abs(now.value - last.value)) DESC LIMIT 3
"""


def _revised(book: Book, document: dict[str, Any]) -> list[Quote]:
    """The months that were over and are printed anew, the ones that changed most first."""
    return [
        Quote(
            f"{row['quantity'].replace('_', ' ').capitalize()}, {row['row_label']}, {row['reference_start']:%B %Y}: "
            f"{figure(round(row['before']))} in {row['last_file']}, now {figure(round(row['value']))} "
            f"({row['changed']} monthly numbers changed in all; `tallybook revisions {row['table_name']}`).",
            (
                f"{row['last_file']}!{row['last_sheet']}!{row['last_cell']}",
                f"{row['file']}!{row['sheet']}!{row['cell']}",
            ),
        )
        for row in book.sql(_REVISED.format(document=document["document"])).rows()
    ]
