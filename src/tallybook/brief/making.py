"""Putting the brief together: what can be quoted, what moved, what was revised, what not to quote."""

from dataclasses import dataclass
from typing import Any

from tallybook.book import Book
from tallybook.brief import spanish
from tallybook.brief.arrival import Arrival, arrival_of
from tallybook.brief.facts import Fact, facts_of, printed_headlines
from tallybook.brief.headlines import HEADLINES, Headline
from tallybook.errors import QuestionError
from tallybook.ledger import Entry, entries_of, ledger
from tallybook.prose import figure, in_words

_NEW_KINDS = ("table_new", "table_gone", "label_new", "label_gone", "label_renamed", "footnote_changed")
_MOVES_TOLD = 5
_FAR = 0.05
_REASONS = 3
_AHEAD = "The day it is given for lies after the day on which the file was public."


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence, with the cells that it stands on and what speaks against quoting it."""

    sentence: str
    spanish: str
    cells: tuple[str, ...]
    against: tuple[str, ...] = ()  # reasons, in sentences; none where it is safe
    numbers: tuple[tuple[str, str], ...] = ()  # each as it stands in the sentence, and its cell; blank where derived
    breaks: tuple[str, ...] = ()  # what may have changed in what is counted

    def said(self, lang: str) -> str:
        """The sentence in a language."""
        return self.spanish if lang == "es" else self.sentence

    @property
    def text(self) -> str:
        """The sentence, with what may have changed in what is counted."""
        if not self.breaks:
            return self.sentence
        return f"{self.sentence} What is counted may have changed: {' '.join(self.breaks)}"


@dataclass(frozen=True, slots=True)
class Brief:
    """One edition, as it stood on the day it came."""

    document: dict[str, Any]
    arrival: Arrival
    safe: tuple[Quote, ...]
    moves: tuple[Quote, ...]
    records: tuple[Quote, ...]
    revised: tuple[Quote, ...]
    unsafe: tuple[Quote, ...]
    absent: tuple[Headline, ...]  # figures of the edition before that are not printed here
    wrong: tuple[Entry, ...]  # what the ledger holds against the edition
    news: tuple[Entry, ...]  # tables, labels and notes that are new, gone or changed

    @property
    def lateness(self) -> str:
        """When it came, in English."""
        return self.arrival.words()

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
    return book.once_for_all_days(("brief", document["document"]), lambda whole: _made(whole, document))


def _made(book: Book, document: dict[str, Any]) -> Brief:
    with book.as_known_on(document["report_date"]) as then:
        facts = facts_of(then, document)
        entries = ledger(then, document=document["file"])
        reasons = _Reasons(then, document)
        safe = [fact for fact in facts if not reasons.against(fact)]
        breaks = _breaks(then)
        return Brief(
            document=document,
            arrival=arrival_of(then, document),
            safe=tuple(_quote(fact) for fact in safe),
            moves=tuple(_moves(safe)),
            records=tuple(
                Quote(
                    record,
                    fact.record("es") or "",
                    (fact.now.address,),
                    (),
                    fact.numbers(),
                    tuple(breaks.get(fact.headline.table, ())),
                )
                for fact in safe
                if (record := fact.record())
            ),
            revised=tuple(_revised(then, document)),
            unsafe=tuple(
                Quote(fact.bare(), fact.bare("es"), (fact.now.address,), against, fact.numbers())
                for fact in facts
                if (against := reasons.against(fact))
            ),
            absent=tuple(_absent(then, document, facts)),
            wrong=tuple(entries_of(then, document)),
            news=tuple(e for e in entries if e.kind in _NEW_KINDS and e.known_from == document["report_date"]),
        )


class _Reasons:
    """What speaks against figures of a document: on their cells, and errors among the numbers of their table."""

    def __init__(self, book: Book, document: dict[str, Any]) -> None:
        self._document = document
        self._by_cell: dict[tuple[str, str], list[str]] = {}
        self._by_table: dict[str, list[str]] = {}
        query = f"""
            SELECT DISTINCT o.sheet, o.cell, o.table_name, severity, sentence FROM finding AS f
            JOIN finding_cell AS c USING (finding) JOIN observation AS o
              ON o.document = c.document AND o.sheet = c.sheet AND o.cell = c.cell
            WHERE c.document = '{document["document"]}' AND c.is_suspect AND severity <> 'note'
            ORDER BY severity, sentence
        """
        for sheet, cell, table, severity, sentence in book.sql(query):
            self._by_cell.setdefault((sheet, cell), []).append(sentence)
            if severity == "error":
                self._by_table.setdefault(table, []).append(sentence)

    def against(self, fact: Fact) -> tuple[str, ...]:
        """Why a figure is not safe to quote; nothing where it is.

        What a figure is made of may be wrong where the figure itself is not doubted.
        """
        on_its_cell = self._by_cell.get((fact.now.sheet, fact.now.cell), [])
        ahead = [_AHEAD] if fact.now.end > self._document["report_date"] and fact.headline.period != "month" else []
        in_its_table = self._by_table.get(fact.headline.table, [])
        return tuple(dict.fromkeys((*ahead, *on_its_cell, *in_its_table)))[:_REASONS]


def _breaks(book: Book) -> dict[str, list[str]]:
    """What may have changed in what a table counts: labels renamed, levels that jumped, what is so by design."""
    found: dict[str, list[str]] = {}
    for entry in ledger(book):
        if entry.kind in ("label_renamed", "jump", "by_design"):
            for table in entry.tables:
                found.setdefault(table, []).append(entry.sentence)
    return found


def _quote(fact: Fact) -> Quote:
    headline = fact.headline
    caution = f" ({headline.not_to_be_read_as})" if headline.not_to_be_read_as else ""
    in_spanish = f" ({headline.spanish_caution})" if headline.spanish_caution else ""
    cells = (fact.now.address, *([fact.before.address] if fact.before else []))
    return Quote(fact.sentence() + caution, fact.sentence("es") + in_spanish, cells, numbers=fact.numbers())


def _moves(facts: list[Fact]) -> list[Quote]:
    """The figures that moved most since the period before, in part of what they were."""
    moved = [(abs(fact.now.value / fact.before.value - 1), fact) for fact in facts if fact.before and fact.before.value]
    told = sorted((pair for pair in moved if pair[0] >= _FAR), key=lambda pair: -pair[0])[:_MOVES_TOLD]
    return [
        Quote(fact.move(), fact.move("es"), (fact.before.address, fact.now.address), numbers=fact.numbers())
        for _, fact in told
        if fact.before
    ]


def _absent(book: Book, document: dict[str, Any], facts: list[Fact]) -> list[Headline]:
    """Headline figures that the edition before printed, and this one does not."""
    before = [row for row in book.documents() if row["document"] != document["document"]]
    if not before:
        return []
    last = before[-1]["document"]
    here = {fact.headline.key for fact in facts}
    return [
        headline
        for headline in HEADLINES
        if headline.key not in here and any(p.document == last for p in printed_headlines(book)[headline.key])
    ]


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
    FROM held AS now JOIN last
      ON now.table_name = last.table_name AND now.quantity = last.quantity AND now.row_label = last.row_label
     AND now.reference_start = last.reference_start AND now.column_label IS NOT DISTINCT FROM last.column_label
    WHERE now.document = '{document}' AND round(now.value) <> round(last.value)
    ORDER BY abs(now.value - last.value) DESC, now.table_name, now.sheet, now.cell LIMIT 3
"""


def _revised(book: Book, document: dict[str, Any]) -> list[Quote]:
    """The months that were over and are printed anew, the ones that changed most first."""
    rows = book.sql(_REVISED.format(document=document["document"])).rows()
    found = [_revised_quote(row) for row in rows]
    if rows and rows[0]["changed"] > len(rows):
        many = (
            f"{rows[0]['changed']} numbers of months that were over are printed anew in all; see `tallybook revisions`."
        )
        found.append(Quote(many, spanish.revised_in_all(rows[0]["changed"]), ()))
    return found


def _revised_quote(row: dict[str, Any]) -> Quote:
    before, now = figure(round(row["before"])), figure(round(row["value"]))
    cells = (
        f"{row['last_file']}!{row['last_sheet']}!{row['last_cell']}",
        f"{row['file']}!{row['sheet']}!{row['cell']}",
    )
    return Quote(
        f"{row['quantity'].replace('_', ' ').capitalize()}, {row['row_label']}, {row['reference_start']:%B %Y}: "
        f"{before} in the edition before that printed it, now {now}.",
        spanish.revised(row, before, now),
        cells,
        numbers=((before, cells[0]), (now, cells[1])),
    )
