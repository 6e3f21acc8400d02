"""The claim desk: a text in, its statements out, each with what the record said at the time."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from tallybook.book import Book
from tallybook.claims.cues import CUES
from tallybook.claims.elsewhere import published_soon_after
from tallybook.claims.judging import judge
from tallybook.claims.lexicon import Outside, load_lexicon
from tallybook.claims.moving import judge_change, judge_comparison, judge_course, judge_direction
from tallybook.claims.opinions import is_judgement, is_promise, is_story, is_vow
from tallybook.claims.quantities import language_of
from tallybook.claims.ranking import judge_rank, judge_record
from tallybook.claims.sentences import Sentence, clauses, dateline, sentences
from tallybook.claims.understanding import Point, Understanding, understand
from tallybook.claims.verdicts import REFUTE, SUPPORT, Finding, Judgement, gravity
from tallybook.errors import QuestionError


@dataclass(frozen=True, slots=True)
class Report:
    """A text held against the record as it was known on its day."""

    text: str
    day: date
    source: str  # who published it, where that is known
    lang: str
    findings: tuple[Finding, ...]  # in the order of the text
    soon_after: tuple[str, ...]  # files first known in the two weeks after the day; they never decide


def check(book: Book, text: str, day: date | None = None, source: str = "", lang: str = "") -> Report:
    """Every statement of a text, held against what had been published by its day.

    Args:
        book: the book; asked as of the day, whatever day it was opened as of.
        text: a sentence, a press release, an article.
        day: the day on which it was said; where it is not given, the date in the text's own head.
        source: who published it.
        lang: `en` or `es`; seen from the words where it is not given.

    Raises:
        QuestionError: no day is given, and none stands in the head of the text.
    """
    if lang not in ("", "en", "es"):
        raise QuestionError(f"The desk reads no {lang!r}.", expected="en or es")
    day = day or dateline(text)
    if day is None:
        raise QuestionError(
            "What was known depends on the day, and this text gives none.",
            expected="the day on which it was said, or a date in its first lines",
            hint="give --date YYYY-MM-DD.",
        )
    lang = lang or language_of(text)
    soon = published_soon_after(book, day)
    if book.as_of == day:
        return Report(text, day, source, lang, tuple(_findings(book, text, day, lang)), soon)
    with book.as_known_on(day) as then:
        return Report(text, day, source, lang, tuple(_findings(then, text, day, lang)), soon)


def check_statement(book: Book, text: str, day: date, lang: str = "") -> Finding:
    """One statement, whatever it says; unlike in a text, nothing in it is passed over.

    Arguments as in `check`.
    """
    if book.as_of != day:
        with book.as_known_on(day) as then:
            return check_statement(then, text, day, lang)
    understanding = understand(book, text, day, lang)
    return _finding(text, 0, len(text), day, list(_judgements(book, understanding)))


def _finding(text: str, start: int, end: int, day: date, judgements: list[Judgement], speaker: str = "") -> Finding:
    verdict = min((judgement.verdict for judgement in judgements), key=gravity)
    law = load_lexicon().law_in(text) if verdict in ("opinion", "not_checkable") else ""
    return Finding(text, start, end, day, verdict, tuple(judgements), speaker, law)


def _findings(book: Book, text: str, day: date, lang: str) -> Iterator[Finding]:
    before: Understanding | None = None
    for sentence in sentences(text):
        understanding = understand(book, sentence.text, day, lang, before)
        for start, end in clauses(sentence):
            part = _part(understanding, start - sentence.start, end - sentence.start)
            if judgements := _worth_telling(book, understanding, part, sentence):
                yield _finding(text[start:end], start, end, day, judgements, sentence.speaker)
        before = understanding


def _part(understanding: Understanding, start: int, end: int) -> Understanding:
    """The numbers of one clause, with what the whole sentence says of them."""
    points = tuple(p for p in understanding.points if p.quantity and start <= p.quantity.start < end)
    found = tuple(p.quantity for p in points if p.quantity)
    return replace(understanding, said=understanding.plain[start:end], points=points, quantities=found)


def _worth_telling(book: Book, whole: Understanding, part: Understanding, sentence: Sentence) -> list[Judgement]:
    """The judgements of a clause; none where it states nothing about what the record is of."""
    numbered = [point for point in part.points if point.quantity and point.quantity.kind != "vague"]
    if not numbered and any(point.quantity for point in whole.points) and len(clauses(sentence)) > 1:
        part = replace(part, points=(), quantities=())
    if not part.points:
        part = replace(part, points=(replace(whole.points[0], quantity=None),))
    judged = list(_judgements(book, part))
    told = [j for j in judged if _is_statement(part, j, bool(numbered))]
    return judged if told else []


_OWN = frozenset(
    {
        "atd",
        "device",
        "detained",
        "removal",
        "arrest",
        "checkin",
        "hearing",
        "book_in",
        "book_out",
        "segregation",
        "parole",
    }
)


def _is_statement(part: Understanding, judgement: Judgement, is_numbered: bool) -> bool:
    """Whether a reader would want to hear of it: it is of the record, or is a claim that the record can't settle."""
    if judgement.verdict == "opinion":
        return bool(_OWN & part.concepts) and (is_promise(part.said) or is_judgement(part.said))
    if judgement.verdict != "not_checkable":
        return True
    if judgement.missing_is_named:
        return is_numbered or bool(_OWN & part.concepts)
    return is_numbered and bool(_OWN & part.concepts)


def _judgements(book: Book, understanding: Understanding) -> Iterator[Judgement]:
    outside = load_lexicon().outside_of(understanding.said) or load_lexicon().outside_of(understanding.plain)
    counted = [point for point in understanding.points if point.quantity and point.quantity.kind != "vague"]
    if counted and not _is_of_what_shall_be(understanding):
        judged = [_number(book, understanding, point, outside) for point in counted]
        if CUES["denial"].search(understanding.said):
            judged = [_denied(judgement) for judgement in judged]
        yield from judged
        if all(j.verdict in SUPPORT for j in judged):
            more = (
                judge_rank(book, understanding, counted[0]),
                judge_record(book, understanding, counted[0]),
                judge_course(understanding, judged),
            )
            yield from (judgement for judgement in more if judgement)
        return
    yield _without_number(book, understanding, outside)


def _denied(judgement: Judgement) -> Judgement:
    """A statement that denies a number: the record's own figure is told, and no verdict on the denial."""
    if judgement.verdict not in SUPPORT | REFUTE:
        return judgement
    return replace(
        judgement,
        verdict="needs_definition",
        reason=f"The statement denies something; what holds in its place it does not say. {judgement.reason}",
        confidence=0.5,
    )


def _is_of_what_shall_be(understanding: Understanding) -> bool:
    """A promise or a person's story, though numbers stand in it."""
    said = understanding.said
    return is_vow(said) or (is_promise(said) and not _speaks_of_the_past(understanding)) or is_story(said)


def _speaks_of_the_past(understanding: Understanding) -> bool:
    return any(period.grain != "now" and period.end <= understanding.day for period in understanding.periods)


def _number(book: Book, understanding: Understanding, point: Point, outside: Outside | None) -> Judgement:
    quantity = point.quantity
    assert quantity is not None
    if CUES["to_one"].match(understanding.plain, quantity.end):
        quantity = replace(quantity, unit="times")
        point = replace(point, quantity=quantity)
    if not outside:
        is_change = bool(quantity.change) or (quantity.unit == "times" and bool(point.since))
        if is_change and (judgement := judge_change(book, understanding, point)):
            return judgement
        if quantity.unit == "times" and (judgement := judge_comparison(book, understanding, point)):
            return judgement
    if quantity.unit == "times" or (quantity.change and quantity.unit in ("percent", "count")):
        return _nothing("a change that the words do not date, or of what no table has", outside)
    return judge(book, understanding, point, outside)


def _without_number(book: Book, understanding: Understanding, outside: Outside | None) -> Judgement:
    """A direction, a comparison, a rank, a thing that no table holds, or an opinion."""
    text = understanding.said
    point = replace(understanding.points[0], quantity=None)
    if not outside and not is_story(text) and not is_promise(text) and not CUES["denial"].search(text):
        for judging in (judge_rank, judge_comparison, judge_direction):
            if judgement := judging(book, understanding, point):
                return judgement
        if judgement := judge_record(book, understanding, point):
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
        missing_is_named=outside is not None,
    )
