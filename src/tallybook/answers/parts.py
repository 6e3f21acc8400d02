"""The answers about the parts of a whole, taken from one answer that is split by them and not asked one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tallybook.answers import derived, facility
from tallybook.answers.answer import Answer, Figure
from tallybook.answers.ask import answer_of
from tallybook.answers.question import Question
from tallybook.book import Book
from tallybook.measures import Measure, measure_named
from tallybook.vintages import Edition


def by_part(book: Book, whole: Answer, way: str) -> Mapping[str, list[Figure]]:
    """The figures of each part, as a question that chooses it would find them.

    Args:
        book: which the answer is of.
        whole: an answer that is split by the way, and perhaps by others.
        way: whose codes the parts are.
    """
    found: dict[str, list[Figure]] = {}
    for figure in whole.figures:
        code = dict(figure.split)[way]
        split = tuple(pair for pair in figure.split if pair[0] != way)
        if way == facility.WAY and not facility.is_facility_code(code):
            # One of several rows of a facility: it is told by its label as printed, and keeps it.
            split, code = figure.split, _code(book, figure) or code
        found.setdefault(code, []).append(replace(figure, split=split))
    return {code: sorted(figures, key=_order) for code, figures in found.items()}


def _code(book: Book, figure: Figure) -> str:
    cells = (piece for piece in figure.evidence if isinstance(piece, Edition))
    return next((facility.code_of_cell(book, cell) for cell in cells), "")


def _order(figure: Figure) -> tuple[object, ...]:
    return figure.reference_end, figure.reference_start, figure.split


def answer_about(book: Book, question: Question, figures: Sequence[Figure]) -> Answer:
    """The answer to a question over all days whose figures are known, with what the ledger holds against each."""
    return answer_of(book, question, measure_named(question.measure), list(figures), with_flags=False, is_whole=True)


def derived_from(book: Book, measure: Measure, of: Answer) -> Answer:
    """The same question asked of a measure that is computed from the one that was answered.

    Args:
        book: which the answer is of.
        measure: of which `of` gives all that it is computed from.
        of: an answer over all days.
    """
    question = replace(of.question, measure=measure.name)
    figures, _ = derived.figures_for(book, question, measure.sources[0], lambda *_: (list(of.figures), []))
    return answer_of(book, question, measure, figures, is_whole=True)
