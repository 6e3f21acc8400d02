"""Statements of change, of comparison and of rank held against the record."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from tallybook.book import Book
from tallybook.claims.comparing import EXACT, FALSE, compare
from tallybook.claims.cues import CUES
from tallybook.claims.doubts import doubts
from tallybook.claims.lexicon import load_lexicon
from tallybook.claims.quantities import Quantity
from tallybook.claims.readings import Reading, near_readings
from tallybook.claims.record import Candidate, candidates, series
from tallybook.claims.telling import cited_cells, codes_in_words, describe, number
from tallybook.claims.understanding import Point, Understanding
from tallybook.claims.verdicts import Judgement
from tallybook.measures import MEASURES
from tallybook.prose import period_words

_LONGEST_GAP = 62  # days: what lies further back is not the number of before
_LEVEL_CHANGE = 0.002  # a smaller movement is none


def judge_change(book: Book, understanding: Understanding, point: Point) -> Judgement | None:
    """An amount, a share or a ratio by which something changed; None where no reading has both ends."""
    quantity = point.quantity
    assert quantity is not None
    judged = [
        j for reading in near_readings(understanding, point) if (j := _changed(book, understanding, point, reading))
    ]
    return _of_all(judged)


def _changed(book: Book, understanding: Understanding, point: Point, reading: Reading) -> Judgement | None:
    quantity = point.quantity
    assert quantity is not None
    reading = replace(reading, whole=None) if quantity.unit != "percent" or quantity.change else reading
    pairs = _ends(book, reading, point, understanding.day, understanding.plain)
    if not pairs:
        return None
    fits = []
    for earlier, later in pairs:
        value = _movement(quantity, earlier.value, later.value)
        if value is not None:
            fits.append((compare(quantity, value), value, earlier, later))
    if not fits:
        return None
    order = {EXACT: 0, "rounded": 1, FALSE: 2}
    fit, value, earlier, later = min(fits, key=lambda f: (order[f[0]], abs(f[1] - quantity.value)))
    told = (
        f"{number(earlier.value, 'count')} ({period_words(*earlier.period)}) to "
        f"{number(later.value, 'count')} ({period_words(*later.period)})"
    )
    judgement = Judgement(
        verdict="contradicted" if fit == FALSE else "confirmed_rounded",
        reason=f"From {told}: {_movement_words(quantity, value)}. {title_of(reading)}.",
        values=(value,),
        cited=(*cited_cells(later), *cited_cells(earlier)),
        measure=reading.measure,
        confidence=0.8,
        quantity=quantity,
        wording=f"from {told}",
    )
    return _doubted(book, judgement, (later, earlier))


def _doubted(book: Book, judgement: Judgement, ends: Sequence[Candidate]) -> Judgement:
    held = [
        doubt
        for candidate in ends
        for doubt in doubts(book, [c.place for c in candidate.cells], candidate.value)
        if doubt.is_of_another_time
    ]
    if not held:
        return judgement
    return replace(
        judgement,
        verdict="unreliable_source",
        reason=f"{judgement.reason} The record speaks against one of these numbers: {held[0].sentence}",
    )


def title_of(reading: Reading) -> str:
    """The measure and codes of a reading."""
    codes = codes_in_words(reading.where)
    return MEASURES[reading.measure].title + (f", {codes}" if codes else "")


def _ends(book: Book, reading: Reading, point: Point, today: date, plain: str) -> list[tuple[Candidate, Candidate]]:
    """Earlier and later figures of a change: of the named days, or the newest and the one before it."""
    later = _whole(candidates(book, reading, point.at, today))
    if not later:
        return []
    if not point.since:
        earlier = _before(book, reading, later[0], later[0].period[1]) if CUES["last_editions"].search(plain) else []
        return [(a, b) for a in earlier for b in later if a.period < b.period]
    earlier = _whole(candidates(book, reading, point.since, today))
    pairs = [(a, b) for a in earlier for b in later if a.period != b.period]
    if pairs and point.since[0].grain != "week":
        return pairs
    pairs = [(a, b) for a, b in pairs if a.period < b.period]
    if pairs or point.since[0].grain != "week":
        return pairs
    return [(a, later[0]) for a in _before(book, reading, later[0], point.since[0].end)]  # "in two weeks": about


def _whole(found: Sequence[Candidate]) -> list[Candidate]:
    """Months that were not over are less than months, and are compared with none."""
    return [c for c in found if not (c.figures[0].is_partial and MEASURES[c.reading.measure].kind == "flow")]


def _before(book: Book, reading: Reading, later: Candidate, day: date) -> list[Candidate]:
    """The last figure before another that is of no later day than one."""
    last = min(day, later.period[1] - timedelta(days=1))
    figures = [f for f in series(book, reading.measure, reading.where) if f.reference_end <= last]
    near = [f for f in figures[-1:] if (last - f.reference_end).days <= _LONGEST_GAP]
    return [Candidate(reading, f.value or 0, (f,)) for f in near]


def _movement(quantity: Quantity, earlier: float, later: float) -> float | None:
    """A change from one number to another in the terms of the statement; a fall counts as a positive fall."""
    sign = -1 if quantity.change == "down" else 1
    if quantity.unit == "times":
        return later / earlier if earlier else None
    if quantity.unit == "percent":
        return sign * 100 * (later / earlier - 1) if earlier else None
    return sign * (later - earlier)


def _movement_words(quantity: Quantity, value: float) -> str:
    if quantity.unit == "times":
        return f"{value:.2f} times"
    fell = (value < 0) != (quantity.change == "down")
    size = f"{abs(value):.1f}%" if quantity.unit == "percent" else f"{abs(value):,.0f}"
    return f"{'down' if fell else 'up'} {size}"


def judge_direction(book: Book, understanding: Understanding, point: Point) -> Judgement | None:
    """That something rose or fell, without a figure."""
    text = understanding.plain
    up, down = bool(CUES["rises"].search(text)), bool(CUES["falls"].search(text))
    if CUES["more_than"].search(text) and point.since:
        down = bool(CUES["fewer_than"].search(text))
        up = not down
    if up == down or not (point.since or point.at):
        return None
    judged = []
    for reading in near_readings(understanding, point):
        for earlier, later in _ends(book, reading, point, understanding.day, understanding.plain)[-1:]:
            change = later.value / earlier.value - 1 if earlier.value else 0.0
            is_so = change > _LEVEL_CHANGE if up else change < -_LEVEL_CHANGE
            judgement = Judgement(
                verdict="confirmed" if is_so else "contradicted",
                reason=f"{title_of(reading)}: {number(earlier.value, 'count')} ({period_words(*earlier.period)}), "
                f"{number(later.value, 'count')} ({period_words(*later.period)}).",
                values=(later.value - earlier.value,),
                cited=(*cited_cells(later), *cited_cells(earlier)),
                measure=reading.measure,
                confidence=0.8,
            )
            judged.append(_doubted(book, judgement, (later, earlier)))
    return _of_all(judged)


def judge_comparison(book: Book, understanding: Understanding, point: Point) -> Judgement | None:
    """That one code counts more than another, or so many times as much."""
    text, quantity = understanding.plain, point.quantity
    is_times = quantity is not None and quantity.unit == "times" and not quantity.change
    if not is_times and not CUES["outnumbers"].search(text) and not CUES["more_than"].search(text):
        return None
    pair = _two_codes(understanding, quantity if is_times else None)
    if pair is None:
        return None
    way, first, second = pair
    others = tuple(m for m in understanding.mentions if m.way != way)
    judged = []
    for code_reading in near_readings(understanding, replace(point, mentions=others, quantity=None)):
        ends = []
        for code in (first, second):
            where = (*(p for p in code_reading.where if p[0] != way), (way, code))
            found = candidates(book, replace(code_reading, where=where, whole=None), point.at, understanding.day)
            ends += found[:1]
        if len(ends) == 2 and ends[1].value:
            judged.append(_compared(book, text, quantity if is_times else None, ends[0], ends[1]))
    return _of_all(judged)


def _two_codes(understanding: Understanding, times: Quantity | None) -> tuple[str, str, str] | None:
    """The way, and its codes in the order of the comparison: "17 times as many A as B", or "B; 17 times as many A"."""
    for way in ("technology", "aor", "agency", "criminality", "family_status", "release_reason", "parole_status"):
        mentions = [m for m in understanding.mentions if m.way == way]
        codes = list(dict.fromkeys(m.code for m in mentions))
        codes = [code for code in codes if (way, code) not in load_lexicon().readings] if len(codes) > 2 else codes
        if len(codes) == 2:
            is_behind = (
                times is not None
                and any(m.end <= times.start for m in mentions)
                and not CUES["as_long_as"].search(understanding.plain, times.start)
            )
            return (way, codes[1], codes[0]) if is_behind else (way, codes[0], codes[1])
    return None


def _compared(book: Book, text: str, quantity: Quantity | None, first: Candidate, second: Candidate) -> Judgement:
    if quantity is None:
        fewer = bool(CUES["fewer_than"].search(text))
        is_so = first.value < second.value if fewer else first.value > second.value
        value = first.value - second.value
    else:
        value = first.value / second.value
        is_so = compare(quantity, value) != FALSE
    judgement = Judgement(
        verdict=("confirmed_rounded" if quantity else "confirmed") if is_so else "contradicted",
        reason=f"{number(first.value, 'count')} ({describe(first)}) and {number(second.value, 'count')} "
        f"({describe(second)}).",
        values=(value,),
        cited=(*cited_cells(first), *cited_cells(second)),
        measure=first.reading.measure,
        confidence=0.8,
        quantity=quantity,
    )
    return _doubted(book, judgement, (first, second))


def judge_course(understanding: Understanding, judged: Sequence[Judgement]) -> Judgement | None:
    """Whether two numbers that are right stand in the order that the words say: "rose from 22,926 to 22,822"."""
    course = CUES["course"].search(understanding.plain)
    numbers = [j.quantity.value for j in judged if j.quantity and j.quantity.unit == "count"]
    if course is None or len(numbers) != 2:
        return None
    rises = bool(CUES["rises"].search(course[0]))
    if rises == bool(CUES["falls"].search(course[0])) or rises == (numbers[1] > numbers[0]):
        return None
    return replace(
        judged[1],
        verdict="contradicted",
        reason=f"Both numbers are right, and the course is not: from {numbers[0]:,.0f} to {numbers[1]:,.0f}.",
        values=(numbers[1] - numbers[0],),
    )


def _of_all(judged: Sequence[Judgement]) -> Judgement | None:
    """What all readings say, where they agree; a need for a definition where they do not."""
    if not judged:
        return None
    verdicts = {j.verdict for j in judged}
    support = [j for j in judged if j.verdict in ("confirmed", "confirmed_rounded")]
    if len(verdicts) == 1 or len(support) in (0, len(judged)):
        return support[0] if support else judged[0]
    return replace(
        judged[0],
        verdict="needs_definition",
        reason="The words fit more than one measure: " + " Or: ".join(j.reason for j in judged[:3]),
        values=tuple(value for j in judged for value in j.values),
        cited=tuple(dict.fromkeys(cell for j in judged for cell in j.cited)),
    )
