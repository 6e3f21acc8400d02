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
    unit_words,
    value_words,
    way_words,
)
from tallybook.prose import in_words, listed

MOST_PARTS = 6


def sentence(answer: Answer, lang: str = "en") -> str:
    """The answer in one or two sentences, with unit, period and the day since which it is public."""
    if lang == "es":
        from tallybook.answers.saying_es import sentence_es

        return sentence_es(answer)
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
    if is_of_records(figure):
        return "the released records hold"
    return "ICE counted, all periods together," if answer.question.total else "ICE counted"


def is_of_records(figure: Figure) -> bool:
    """Whether it was counted from rows, and is printed nowhere."""
    return any(isinstance(piece, CountedRows) for piece in figure.evidence)


def _no_number(figure: Figure) -> str:
    if is_of_records(figure):
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
    ordered = largest_first(figures)
    named = [f"{_name(figure)} {value_words(figure.value, measure.unit, is_bare=True)}" for figure in ordered]
    rest = f"; and {len(named) - MOST_PARTS} more" if len(named) > MOST_PARTS else ""
    newest = max(figure.report_date for figure in figures)
    when = period_of(figures[0])
    has_unit = not is_count(measure) and measure.unit not in ("share", "events")
    unit = f", in {unit_words(measure.unit)}" if has_unit else ""
    return (
        f"{when[0].upper()}{when[1:]}, {_by_figures(figures)} {subject(measure, answer.question)} by {ways}{unit}: "
        f"{'; '.join(named[:MOST_PARTS])}{rest} (published by {in_words(newest)}"
        f"{_rounding(ordered[:MOST_PARTS], measure.unit)})."
    )


def _name(figure: Figure) -> str:
    return " / ".join(code_words(way, code) for way, code in figure.split)


def largest_first(figures: Sequence[Figure]) -> list[Figure]:
    """Figures by size; those without a number last."""
    return sorted(figures, key=lambda figure: -(figure.value if figure.value is not None else -1))


def _by_figures(figures: Sequence[Figure]) -> str:
    if is_of_records(figures[0]):
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
    ends = ends_of(answer)
    if not ends:
        return f"{head}; the first {first}, the last {last}."
    said = "; ".join(f"the {which} {value_words(f.value, unit)} {period_of(f)}" for which, f in ends)
    return f"{head}, the first {first}: {said}{_rounding([f for _, f in ends], unit) and ' (rounded)'}."


def ends_of(answer: Answer) -> list[tuple[str, Figure]]:
    """The last figure of a series, and where they say something its `highest` and `lowest`; none without a number."""
    figures = answer.figures
    numbers = [figure for figure in figures if figure.value is not None and not figure.is_partial]
    if not numbers:
        return []
    if answer.measure.kind == "cumulative":
        return [("last", figures[-1])]  # a figure since 1 October is high because the year is old
    # What the ledger calls an error, like a zero in place of a number, is neither the highest nor the lowest.
    sure = [figure for figure in numbers if all(flag.severity != "error" for flag in figure.flags)] or numbers
    high = max(sure, key=lambda figure: figure.value or 0)
    low = min(sure, key=lambda figure: figure.value or 0)
    return [("last", numbers[-1]), ("highest", high), ("lowest", low)]
