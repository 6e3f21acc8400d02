"""Sums over time, and why most figures have none."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from tallybook.answers.answer import Figure
from tallybook.answers.wording import period_of
from tallybook.errors import NotAdditive
from tallybook.measures import MEASURES, Increase, Measure
from tallybook.prose import in_words, listed

NOT_IN_IT = "Not in the sum, for "
_WHY = {
    "stock": "Who is counted on one day is counted again on the next: figures of days can't be added.",
    "cumulative": "Each figure already holds everything since 1 October: they can't be added.",
    "mean": "Averages can't be added.",
    "ratio": "Shares and rates can't be added.",
}


def check_sum(measure: Measure) -> None:
    """Raises NotAdditive where figures of this measure can't be added over time; says what to ask instead."""
    if measure.kind == "flow" and not measure.is_distinct:
        return
    why = "Different people of each period are counted, and some of them in several." if measure.is_distinct else ""
    raise NotAdditive(
        f"{measure.name} is a {measure.kind}: it has no sum over time.",
        found=why or _WHY[measure.kind],
        hint=_instead(measure),
    )


def _instead(measure: Measure) -> str:
    if measure.kind == "stock":
        return "ask for the figure of a day (--on), or for the figures themselves, without the sum."
    base, since = measure.name.removesuffix("_to_date"), f"{measure.name}_to_date"
    if measure.kind == "cumulative":
        months = MEASURES.get(base) if base != measure.name else None
        increase = next((m.name for m in MEASURES.values() if Increase(measure.name) in m.sources), None)
        names = [name for name in (months.name if months else None, increase) if name]
        others = f", or ask for {' or '.join(names)}" if names else ""
        return f"the last figure of the fiscal year is the sum of that year{others}."
    if since in MEASURES:
        return f"ask for {since}: ICE's own figure since 1 October."
    return "ask for the figures themselves, without the sum."


def sums(figures: Sequence[Figure], measure: Measure) -> tuple[list[Figure], list[str]]:
    """One figure for each split, over all its periods; and what is missing in it, in sentences.

    Raises:
        NotAdditive: two periods overlap.
    """
    found, said = [], []
    by_split = sorted(figures, key=lambda figure: (figure.split, figure.reference_start, figure.reference_end))
    for _, group in groupby(by_split, key=lambda figure: figure.split):
        periods = list(group)
        _check_apart(periods, measure)
        numbers = [figure for figure in periods if figure.value is not None]
        said += _missing(periods)
        if numbers:
            found.append(_sum(numbers))
    return found, list(dict.fromkeys(said))


def _check_apart(periods: Sequence[Figure], measure: Measure) -> None:
    for before, after in pairwise(periods):
        if after.reference_start <= before.reference_end:
            raise NotAdditive(
                f"Periods of {measure.name} overlap: their sum would count days twice.",
                found=f"{period_of(before)}, and {period_of(after)}",
                hint="choose periods that do not with --since and --until.",
            )


def _sum(periods: Sequence[Figure]) -> Figure:
    first, last = periods[0], periods[-1]
    return replace(
        last,
        reference_start=first.reference_start,
        value=sum(figure.value or 0 for figure in periods),
        value_status="printed",
        evidence=tuple(dict.fromkeys(piece for figure in periods for piece in figure.evidence)),
        is_partial=any(figure.is_partial for figure in periods),
        editions=0,
        differs=any(figure.differs for figure in periods),
        first_value=None,
        first_report_date=None,
        low=None,
        high=None,
    )


def _missing(periods: Sequence[Figure]) -> list[str]:
    said = []
    if blank := [figure for figure in periods if figure.value is None]:
        said.append(f"{NOT_IN_IT}no number is printed: {listed((period_of(f) for f in blank), 6)}.")
    for before, after in pairwise(periods):
        if (after.reference_start - before.reference_end).days > 1:
            said.append(
                f"{NOT_IN_IT}no figure is held: the days between {in_words(before.reference_end)} and "
                f"{in_words(after.reference_start)}."
            )
    said += [f"In the sum, though not over: {period_of(figure)}." for figure in periods if figure.is_partial]
    return said
