"""The sentence of an answer: what a reader wants to hear first, made of the figures and of nothing else."""

from collections.abc import Sequence

from tallybook.answers.answer import Answer, CountedRows, Figure
from tallybook.answers.totals import NOT_IN_IT
from tallybook.answers.wording import (
    code_words,
    is_count,
    is_rounded,
    period_of,
    subject,
    value_words,
    way_words,
)
from tallybook.prose import in_words, listed

_MOST_PARTS = 6


def sentence(answer: Answer) -> str:
    """The answer in one or two sentences, with unit, period and the day since which it is public."""
    figures = answer.figures
    if not figures:
        return answer.why_none
    if len(figures) == 1:
        return _of_one(answer, figures[0])
    periods = {(figure.reference_start, figure.reference_end) for figure in figures}
    return _of_parts(answer) if len(periods) == 1 else _of_series(answer)


def _of_one(answer: Answer, figure: Figure) -> str:
    measure, what = answer.measure, subject(answer.measure, answer.question, figure)
    when = period_of(figure)
    when = when[0].upper() + when[1:]
    known = f" (published by {in_words(figure.report_date)}{_rounding([figure], measure.unit)})."
    known += " Not all days between are in it." if any(c.startswith(NOT_IN_IT) for c in answer.caveats) else ""
    if figure.value is None:
        return f"{when}, {_no_number(figure)} for {what}{known}"
    value = value_words(figure.value, measure.unit, is_bare=is_count(measure))
    if is_count(measure) and figure.value != 1:
        return f"{when}, {_counted(answer, figure)} {value} {what}{_bounds(figure, measure.unit)}{known}"
    the = "the number of " if is_count(measure) else "the "
    by_whom = ", ICE reported" if figure.editions else " by ICE's figures"
    together = "all periods together, " if answer.question.total else ""
    return f"{when}, {together}{the}{what} was {value}{by_whom}{_bounds(figure, measure.unit)}{known}"


def _counted(answer: Answer, figure: Figure) -> str:
    if _is_of_records(figure):
        return "the released records hold"
    return "ICE counted, all periods together," if answer.question.total else "ICE counted"


def _is_of_records(figure: Figure) -> bool:
    return any(isinstance(piece, CountedRows) for piece in figure.evidence)


def _no_number(figure: Figure) -> str:
    if _is_of_records(figure):
        return "too few of the released records are counted to be told"
    return "ICE printed an error and no number" if figure.value_status == "error" else "ICE printed no number"


def _bounds(figure: Figure, unit: str) -> str:
    if figure.low is None or figure.high is None:
        return ""
    low, high = (value_words(value, unit, is_bare=True) for value in (figure.low, figure.high))
    return f", between {low} and {high} by the digits that are printed" if low != high else ""


def _rounding(figures: Sequence[Figure], unit: str) -> str:
    return "; rounded" if any(is_rounded(figure.value, unit) for figure in figures) else ""


def _of_parts(answer: Answer) -> str:
    """Several figures of one period: the largest first."""
    figures, measure = answer.figures, answer.measure
    ways = listed(way_words(way) for way, _ in figures[0].split)
    ordered = sorted(figures, key=lambda figure: -(figure.value if figure.value is not None else -1))
    named = [f"{_name(figure)} {value_words(figure.value, measure.unit, is_bare=True)}" for figure in ordered]
    rest = f"; and {len(named) - _MOST_PARTS} more" if len(named) > _MOST_PARTS else ""
    newest = max(figure.report_date for figure in figures)
    when = period_of(figures[0])
    unit = f", in {_unit(measure.unit)}" if not is_count(measure) and measure.unit != "share" else ""
    return (
        f"{when[0].upper()}{when[1:]}, {_by_figures(figures)} {subject(measure, answer.question)} by {ways}{unit}: "
        f"{'; '.join(named[:_MOST_PARTS])}{rest} (published by {in_words(newest)}"
        f"{_rounding(ordered[:_MOST_PARTS], measure.unit)})."
    )


def _name(figure: Figure) -> str:
    return " / ".join(code_words(way, code) for way, code in figure.split)


def _unit(unit: str) -> str:
    return {"persons": "people", "usd": "US dollars", "usd_per_day": "US dollars a day"}.get(unit, unit)


def _by_figures(figures: Sequence[Figure]) -> str:
    if _is_of_records(figures[0]):
        return "the released records hold"
    return "ICE reported" if all(figure.editions for figure in figures) else "by ICE's figures:"


def _of_series(answer: Answer) -> str:
    """Figures of several periods: how many, the last, and the highest and lowest where there is one series."""
    figures, unit = answer.figures, answer.measure.unit
    series = {figure.split for figure in figures}
    first, last = (period_of(figure) for figure in (figures[0], figures[-1]))
    head = f"{len(figures):,} figures of {subject(answer.measure, answer.question)}"
    if len(series) > 1:
        ways = listed(way_words(way) for way, _ in figures[0].split)
        return f"{head} by {ways}, {len(series):,} series; the first {first}, the last {last}."
    numbers = [figure for figure in figures if figure.value is not None and not figure.is_partial]
    if not numbers:
        return f"{head}; the first {first}, the last {last}."
    high = max(numbers, key=lambda figure: figure.value or 0)
    low = min(numbers, key=lambda figure: figure.value or 0)
    ends = [("the last", figures[-1]), ("the highest", high), ("the lowest", low)]
    if answer.measure.kind == "cumulative":
        ends = ends[:1]  # a figure since 1 October is high because the year is old
    said = "; ".join(f"{which} {value_words(f.value, unit)} {period_of(f)}" for which, f in ends)
    return f"{head}, the first {first}: {said}{_rounding([f for _, f in ends], unit) and ' (rounded)'}."
