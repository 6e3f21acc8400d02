"""The claim desk: a text in, its statements out, each with what the record said at the time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tallybook.book import Book, open_book
from tallybook.claims.judging import judge
from tallybook.claims.lexicon import Outside, load_lexicon
from tallybook.claims.moving import judge_change, judge_comparison, judge_direction, judge_rank
from tallybook.claims.opinions import is_judgement, is_promise, is_story
from tallybook.claims.understanding import Point, Understanding, understand
from tallybook.claims.verdicts import SUPPORT, Finding, Judgement, gravity


def check_statement(book: Book, text: str, day: date, lang: str = "") -> Finding:
    """One statement held against what had been published by its day.

    Args:
        book: the book; asked as of the day, whatever day it was opened as of.
        text: the statement, a sentence or two.
        day: the day on which it was made.
        lang: `en` or `es`; seen from the words where it is not given.
    """
    if book.as_of == day:
        return _checked(book, text, day, lang)
    with open_book(book.path, day) as then:
        return _checked(then, text, day, lang)


def _checked(book: Book, text: str, day: date, lang: str) -> Finding:
    understanding = understand(book, text, day, lang)
    judgements = tuple(_judgements(book, understanding))
    verdict = min((j.verdict for j in judgements), key=gravity)
    law = load_lexicon().law_in(text) if verdict in ("opinion", "not_checkable") else ""
    return Finding(text, 0, len(text), day, verdict, judgements, law=law)


def _judgements(book: Book, understanding: Understanding) -> Iterator[Judgement]:
    text = understanding.text
    outside = load_lexicon().outside_of(text)
    counted = [point for point in understanding.points if point.quantity and point.quantity.kind != "vague"]
    if counted and not _is_of_what_shall_be(understanding, counted):
        judged = [_number(book, understanding, point, outside) for point in counted]
        yield from judged
        if all(j.verdict in SUPPORT for j in judged) and (rank := judge_rank(book, understanding, counted[0])):
            yield rank
        return
    yield _without_number(book, understanding, outside)


def _is_of_what_shall_be(understanding: Understanding, counted: list[Point]) -> bool:
    """A promise or a person's story, though numbers stand in it."""
    return (is_promise(understanding.text) and not _speaks_of_the_past(understanding)) or is_story(understanding.text)


def _speaks_of_the_past(understanding: Understanding) -> bool:
    return any(period.grain != "now" and period.end <= understanding.day for period in understanding.periods)


def _number(book: Book, understanding: Understanding, point: Point, outside: Outside | None) -> Judgement:
    quantity = point.quantity
    assert quantity is not None
    if not outside:
        is_change = bool(quantity.change) or (quantity.unit == "times" and bool(point.since))
        if is_change and (judgement := judge_change(book, understanding, point)):
            return judgement
        if quantity.unit == "times" and (judgement := judge_comparison(book, understanding, point)):
            return judgement
    if quantity.unit == "times" or (quantity.change and quantity.unit == "percent"):
        return _nothing("a change that the words do not date, or of what no table has", outside)
    return judge(book, understanding, point, outside)


def _without_number(book: Book, understanding: Understanding, outside: Outside | None) -> Judgement:
    """A direction, a comparison, a rank, a thing that no table holds, or an opinion."""
    text = understanding.text
    point = replace(understanding.points[0], quantity=None)
    if not outside and not is_story(text) and not is_promise(text):
        for judging in (judge_rank, judge_comparison, judge_direction):
            if judgement := judging(book, understanding, point):
                return judgement
    vague = any(q.kind == "vague" for q in understanding.quantities)
    if outside and not is_promise(text) and not is_story(text) and (vague or not is_judgement(text)):
        return _nothing(outside.missing, outside)
    if vague and not is_promise(text):
        return _nothing("a figure: the words give none", None)
    return Judgement(verdict="opinion", reason="Nothing in it can be counted.", confidence=0.7)


def _nothing(missing: str, outside: Outside | None) -> Judgement:
    return Judgement(
        verdict="not_checkable",
        reason=f"The book has nothing that settles it: {outside.missing if outside else missing}.",
        confidence=0.7,
        missing=outside.missing if outside else missing,
        request=outside.request if outside else "The figure behind the statement, with its definition and date.",
    )
