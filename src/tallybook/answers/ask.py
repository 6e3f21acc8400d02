"""The only way to a number: a question about a measure, answered from the book."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from tallybook.answers import derived
from tallybook.answers.answer import Answer, Figure, Publication
from tallybook.answers.conditions import answers_to, checked, condition
from tallybook.answers.facility import named
from tallybook.answers.missing import Missing
from tallybook.answers.printed import figures_of
from tallybook.answers.question import Question
from tallybook.answers.records import count_records
from tallybook.answers.totals import check_sum, sums
from tallybook.book import Book
from tallybook.errors import NotAdditive, UnknownSplit
from tallybook.ledger import flags_of, left_out
from tallybook.measures import Measure, Printed, Records, measure_named
from tallybook.prose import in_words
from tallybook.vintages import Edition, Place
from tallybook.vintages.rule import source as cells_of


def ask(book: Book, question: Question, measure: Measure | None = None, with_flags: bool = True) -> Answer:
    """The answer to a question, as known on its day, or on the day that the book is asked as of.

    Args:
        book: the book.
        question: what is asked.
        measure: the measure, where it stands in no registry.
        with_flags: with what the ledger of errors holds against each cell.

    Raises:
        UnknownMeasure: no measure has that name.
        UnknownSplit: it can't be split or chosen so, or a way is missing that must be chosen.
        NotAdditive: codes are taken together, or periods summed, whose numbers can't be added.
    """
    measure = measure or measure_named(question.measure)
    question = named(book, checked(question, measure), measure)
    _check_sums(question, measure)
    if question.total:
        check_sum(measure)
    if question.as_of and question.as_of != book.as_of:
        return _asked(book.as_known_on(question.as_of), question, measure, with_flags)
    return _asked(book, question, measure, with_flags)


def _check_sums(question: Question, measure: Measure) -> None:
    joined = [name for name, codes in question.where if "|" in codes]
    if joined and not measure.is_additive:
        raise NotAdditive(
            f"{measure.name} is a {measure.kind}: codes of {joined[0]} can't be taken together.",
            expected=f"one code, or --by {joined[0]}",
        )


def _asked(book: Book, question: Question, measure: Measure, with_flags: bool) -> Answer:
    figures, queries = figures_for(book, question, measure)
    said: list[str] = []
    if question.total:
        figures, said = sums(figures, measure)
        said += _begun_before(question, figures)
    return answer_of(book, question, measure, figures, queries, said, with_flags)


def answer_of(
    book: Book,
    question: Question,
    measure: Measure,
    figures: list[Figure],
    queries: Iterable[str] = (),
    said: Iterable[str] = (),
    with_flags: bool = True,
    is_whole: bool = False,
) -> Answer:
    """Figures made an answer: with what is held against them, the documents they stand in, and what to know.

    Args:
        book: which they are of.
        question: to which they are the figures.
        measure: which they are of.
        figures: as found.
        queries: by which they were found.
        said: what happened in finding them.
        with_flags: with what the ledger of errors holds against each cell.
        is_whole: that they are of all days, so that where there is none, no other day need be looked for.
    """
    if with_flags and figures:
        figures = _flagged(book, figures)
    as_of = book.as_of
    return Answer(
        question=replace(question, as_of=as_of) if as_of else question,
        measure=measure,
        figures=tuple(figures),
        queries=tuple(queries),
        none=None if figures else _missing(book, question, measure, is_whole),
        caveats=(*said, *measure.caveats),
        publications=_publications(book, figures),
    )


def _begun_before(question: Question, figures: Iterable[Figure]) -> list[str]:
    start = min((figure.reference_start for figure in figures), default=None)
    if start and question.since and start < question.since:
        return [f"Periods are summed whole: the first began on {in_words(start)}."]
    return []


def _publications(book: Book, figures: Iterable[Figure]) -> tuple[Publication, ...]:
    """The documents of the evidence, newest first."""
    pieces = {piece.document: piece for figure in figures for piece in figure.evidence}
    known = {row["document"]: row for row in book.once("documents", book.documents)}
    newest = max((row["report_date"] for row in known.values()), default=date.min)
    found = []
    for document, piece in pieces.items():
        row = known.get(document, {})
        found.append(
            Publication(
                document=document,
                file=piece.file,
                published_name=row.get("published_name") or piece.file,
                report_date=piece.report_date,
                kept_by=row.get("kept_by") or "",
                is_newest=piece.report_date >= newest,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.report_date, one.file), reverse=True))


def figures_for(book: Book, question: Question, measure: Measure) -> tuple[list[Figure], list[str]]:
    """The figures of a measure that fit a question, and the queries behind them."""
    head = measure.sources[0]
    if isinstance(head, Printed):
        return _printed(book, question, measure)
    if isinstance(head, Records):
        return count_records(book, question, head)
    return derived.figures_for(book, question, head, figures_for)


def _printed(book: Book, question: Question, measure: Measure) -> tuple[list[Figure], list[str]]:
    """Of every period the figures of the first table that prints any: two tables may name one thing by two codes."""
    found: dict[tuple[date, date], list[Figure]] = {}
    queries = []
    sources = [source for source in measure.sources if isinstance(source, Printed) and answers_to(source, question)]
    if not sources:
        raise _no_table(question, measure)
    newest = None if _has_days(question) else _newest(book, question, sources)
    for source in sources:
        asked = replace(question, on=None, since=newest, until=newest) if newest else question
        set_aside = _set_aside(book, question, source.table)
        figures, query = figures_of(book, source, asked, set_aside, measure.is_additive)
        new: dict[tuple[date, date], list[Figure]] = {}
        for figure in figures:
            period = figure.reference_start, figure.reference_end
            if period not in found:
                new.setdefault(period, []).append(figure)
        queries += [query] if new else []
        found |= new
    ordered = (figure for figures in found.values() for figure in figures)
    return sorted(ordered, key=lambda figure: (figure.reference_end, figure.reference_start, figure.split)), queries


def _has_days(question: Question) -> bool:
    return bool(question.on or question.since or question.until)


def _newest(book: Book, question: Question, sources: Iterable[Printed]) -> date | None:
    """The last day that any of the tables prints a figure for."""
    days: list[date] = []
    for source in sources:
        query = (
            f"SELECT max(o.reference_end) FROM {cells_of(source.table)} WHERE {condition(source, question)} "
            "AND o.value IS NOT NULL"
        )
        days += [day for (day,) in book.sql(query) if day]
    return max(days, default=None)


def _set_aside(book: Book, question: Question, table: str) -> set[Place]:
    return left_out(book, table) if question.errata == "heed" else set()


def _no_table(question: Question, measure: Measure) -> UnknownSplit:
    asked = {*question.by, *(name for name, _ in question.where)}
    tables = [source for source in measure.sources if isinstance(source, Printed)]
    if (needed := next((s.required for s in tables if s.required and asked <= set(s.ways)), ())) and not any(
        asked <= set(s.ways) and not s.required for s in tables
    ):
        return UnknownSplit(
            f"{measure.name} has no overall figure: choose or split by {needed[0]}.",
            hint=f"add --by {needed[0]}, or --where {needed[0]}=...",
        )
    ways = "; ".join(", ".join(source.ways) for source in tables if source.ways)
    return UnknownSplit(
        f"{measure.name} is printed in no table by {' and '.join(sorted(asked))} together.",
        expected=f"ways of one table: {ways}",
    )


def _flagged(book: Book, figures: list[Figure]) -> list[Figure]:
    places = {cell.place for figure in figures for cell in figure.evidence if isinstance(cell, Edition)}
    flags = flags_of(book, places)
    if not flags:
        return figures
    return [
        replace(
            figure,
            flags=tuple(
                dict.fromkeys(
                    flag for cell in figure.evidence if isinstance(cell, Edition) for flag in flags.get(cell.place, ())
                )
            ),
        )
        for figure in figures
    ]


def _missing(book: Book, question: Question, measure: Measure, is_whole: bool) -> Missing:
    """Which days have a figure, where the one that is asked for has none."""
    if is_whole:
        return Missing(measure.name, book.as_of, (), None)
    anywhere = replace(question, on=None, since=date.min, until=date.max, as_of=None, total=False)
    figures, _ = figures_for(book, anywhere, measure)
    ends = tuple(sorted({figure.reference_end for figure in figures}))
    return Missing(measure.name, book.as_of, ends, question.on or question.until or question.since)
