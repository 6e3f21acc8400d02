"""How a figure stands among those of its series: rank, span, and the breaks that a "most ever" must tell of."""

from collections.abc import Sequence
from typing import Any

from tallybook.answers.answer import Answer, Figure, Rank
from tallybook.answers.series import breaks_of, by_series
from tallybook.answers.wording import period_of
from tallybook.calendar import fiscal_year, fiscal_year_end
from tallybook.errors import NotAdditive
from tallybook.measures import Measure
from tallybook.prose import period_words

_MOST_TOLD = 8


def ranked(answer: Answer, lowest: bool = False) -> list[Rank]:
    """The figures by size, highest (or lowest) first, each series by itself; periods that are not over are left out.

    Raises:
        NotAdditive: the figures are since 1 October, of fiscal years that are not over: the later ones are the higher.
    """
    found = []
    for figures in by_series(answer.figures).values():
        compared, said = _comparable(figures, answer.measure)
        if compared:
            over = [figure for figure in figures if figure.value is not None]
            breaks = breaks_of(compared if answer.measure.kind == "cumulative" else over)
            gaps = [gap.sentence for gap in breaks if gap.is_gap]
            changes = [change.sentence for change in breaks if not change.is_gap]
            more = [f"And {len(gaps) - _MOST_TOLD} more gaps."] if len(gaps) > _MOST_TOLD else []
            told = (*said, *gaps[:_MOST_TOLD], *more, *changes)
            found += _places(compared, told, lowest)
    return found


def _places(figures: Sequence[Figure], breaks: tuple[str, ...], lowest: bool) -> list[Rank]:
    first, last = figures[0].reference_start, figures[-1].reference_end
    values = [_value(figure) for figure in figures]

    def rank(figure: Figure) -> Rank:
        value = _value(figure)
        place = 1 + sum(other < value if lowest else other > value for other in values)
        return Rank(figure, place, len(figures), first, last, breaks)

    return sorted((rank(figure) for figure in figures), key=lambda one: (one.place, one.figure.reference_end))


def _value(figure: Figure) -> float:
    assert figure.value is not None  # only printed numbers are compared
    return figure.value


def _comparable(figures: Sequence[Figure], measure: Measure) -> tuple[list[Figure], list[str]]:
    """The figures that may be compared by size, and what was left out, in sentences."""
    numbers = [figure for figure in figures if figure.value is not None]
    said = [f"No number is printed {period_of(figure)}." for figure in figures if figure.value is None][:_MOST_TOLD]
    if measure.kind == "cumulative":
        whole = [f for f in numbers if f.reference_end == fiscal_year_end(fiscal_year(f.reference_end))]
        if not whole:
            raise NotAdditive(
                f"{measure.name} is counted since 1 October: the later in the year, the higher.",
                found="no fiscal year that was over",
                hint="compare whole fiscal years, or ask for what happened in each month.",
            )
        if len(whole) < len(numbers):
            said.insert(0, "Only whole fiscal years are compared; figures to date grow by themselves.")
        return whole, said
    over = [figure for figure in numbers if not figure.is_partial]
    said += [f"Left out, for it was not over: {period_words(f.reference_start, f.reference_end)}." for f in numbers
             if f.is_partial]  # fmt: skip
    return over, said


def rank_rows(ranks: Sequence[Rank], rows: Sequence[dict[str, Any]], figures: Sequence[Figure]) -> list[dict[str, Any]]:
    """Ranks as mappings: what `Answer.rows` says of the figure, with its place, the span and the breaks."""
    row_of = {id(figure): row for figure, row in zip(figures, rows, strict=True)}
    return [
        {
            "place": rank.place,
            "of": rank.of,
            "series_first": rank.first,
            "series_last": rank.last,
            "breaks": list(rank.breaks),
            **row_of[id(rank.figure)],
        }
        for rank in ranks
    ]
