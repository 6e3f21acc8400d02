"""Statements of rank held against the record: first of all places, or more than ever."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from tallybook.book import Book
from tallybook.claims.cues import CUES
from tallybook.claims.doubts import doubts
from tallybook.claims.moving import title_of
from tallybook.claims.periods import Period
from tallybook.claims.readings import Reading, near_readings, readings
from tallybook.claims.record import Candidate, candidates, series
from tallybook.claims.telling import cited_cells, cited_edition, number
from tallybook.claims.understanding import Point, Understanding
from tallybook.claims.verdicts import Judgement
from tallybook.measures import MEASURES
from tallybook.prose import in_words, period_words
from tallybook.vintages import Edition


def judge_rank(book: Book, understanding: Understanding, point: Point) -> Judgement | None:
    """That a place is first, second or last among all."""
    text = understanding.plain
    second, least = CUES["is_second"].search(text), CUES["is_last"].search(text)
    most = CUES["is_first"].search(text) or CUES["none_has_more"].search(text)
    if not (second or most or least):
        return None
    for reading in readings(understanding, point):
        for way in ("facility", "aor"):
            code = dict(reading.where).get(way)
            if code is None:
                continue
            rest = tuple(pair for pair in reading.where if pair[0] != way)
            found = candidates(book, replace(reading, whole=None), point.at, understanding.day)
            if not found:
                continue
            judgement = _ranked(book, reading, way, rest, found[0], 2 if second else 1, bool(least and not most))
            if judgement:
                return judgement
    return None


def _ranked(
    book: Book,
    reading: Reading,
    way: str,
    rest: tuple[tuple[str, str], ...],
    own: Candidate,
    wanted: int,
    is_lowest: bool,
) -> Judgement | None:
    others = [
        figure
        for figure in series(book, reading.measure, rest, (way,))
        if (figure.reference_start, figure.reference_end) == own.period and figure.value is not None
    ]
    if len(others) < 3:
        return None
    ordered = sorted(others, key=lambda f: f.value or 0, reverse=not is_lowest)
    place = 1 + sum((f.value or 0) > own.value + 1e-9 for f in others)
    if is_lowest:
        place = 1 + sum((f.value or 0) < own.value - 1e-9 for f in others)
    first = ordered[0]
    cells = [piece for piece in first.evidence if isinstance(piece, Edition)]
    is_so = place == wanted
    return Judgement(
        verdict="confirmed" if is_so else "contradicted",
        reason=f"{title_of(reading)}: {number(own.value, 'count')}, place {place} of {len(others)} on "
        f"{in_words(own.period[1])}; the {'lowest' if is_lowest else 'highest'} is {first.label.replace('_', ' ')} "
        f"with {number(first.value or 0, 'count')}.",
        values=() if is_so else (own.value - (first.value or 0),),
        cited=(*cited_cells(own), *(cited_edition(cell) for cell in cells)),
        measure=reading.measure,
        confidence=0.8,
    )


def judge_record(book: Book, understanding: Understanding, point: Point) -> Judgement | None:
    """That a number is the highest (or lowest) ever, or since a day that is named.

    The book begins in October 2018. Where a higher figure stands in it the claim is wrong; where none does, it is right
    for the span of the book, and of the time before nothing can be said.
    """
    if not CUES["record"].search(understanding.plain):
        return None
    is_lowest = bool(CUES["record_low"].search(understanding.plain))
    for reading in near_readings(understanding, point):
        if reading.whole is not None or MEASURES[reading.measure].kind == "cumulative":
            continue
        found = candidates(book, reading, point.at, understanding.day)
        figures = [f for f in series(book, reading.measure, reading.where) if not f.is_partial]
        if not found or len(figures) < _FEWEST_FIGURES:
            continue
        own = found[0]
        since = _since(point.since)
        rivals = [f for f in figures if f.reference_end < own.period[0] and f.reference_end >= since]
        beyond = [f for f in rivals if ((f.value or 0) < own.value if is_lowest else (f.value or 0) > own.value)]
        for rival in sorted(beyond, key=lambda f: (f.value or 0) * (1 if is_lowest else -1)):
            candidate = Candidate(reading, rival.value or 0, (rival,))
            if not doubts(book, [cell.place for cell in candidate.cells], candidate.value):
                return _outdone(reading, own, candidate)
        span = f"the {'lowest' if is_lowest else 'highest'} of {len(rivals) + 1} figures since "
        told = f"{title_of(reading)}: {number(own.value, 'count')} ({period_words(*own.period)}) is {span}"
        told += in_words(max(since, figures[0].reference_end))
        is_settled = point.quantity is not None or bool(point.since)
        return Judgement(
            verdict="confirmed" if is_settled else "not_checkable",
            reason=f"{told}; of the time before, the book says nothing.",
            values=(own.value,),
            cited=cited_cells(own),
            measure=reading.measure,
            confidence=0.7,
            missing="" if is_settled else "figures from before October 2018",
            request="" if is_settled else f"{MEASURES[reading.measure].title}, for the years before fiscal 2019.",
            missing_is_named=not is_settled,
        )
    return None


_FEWEST_FIGURES = 6


def _since(since: Sequence[Period]) -> date:
    """The first day of comparison: "since 2019" names a time when it was so high, and counts from its end."""
    days = [p.start if p.grain in ("day", "week", "now") else p.end + timedelta(days=1) for p in since]
    return min(days, default=date.min)


def _outdone(reading: Reading, own: Candidate, rival: Candidate) -> Judgement:
    value = rival.figures[0].value or 0
    return Judgement(
        verdict="contradicted",
        reason=f"{title_of(reading)}: {number(own.value, 'count')} ({period_words(*own.period)}), but "
        f"{number(value, 'count')} ({period_words(*rival.period)}).",
        values=(own.value - value,),
        cited=(*cited_cells(own), *cited_cells(rival)),
        measure=reading.measure,
        confidence=0.8,
    )
