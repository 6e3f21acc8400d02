"""How far figures of a day are from a target that somebody stated."""

from dataclasses import dataclass

from tallybook.answers.answer import Answer, Figure
from tallybook.errors import QuestionError
from tallybook.measures import MEASURES, PerDay


@dataclass(frozen=True, slots=True)
class Distance:
    """A figure beside a target; the target is somebody's word, and stands in no workbook."""

    figure: Figure
    target: float

    @property
    def difference(self) -> float:
        """The figure less the target: below zero where it falls short."""
        return (self.figure.value or 0) - self.target

    @property
    def share(self) -> float:
        """The figure as a part of the target."""
        return (self.figure.value or 0) / self.target

    @property
    def words(self) -> str:
        """`180.43 a day below the 1,200 that somebody stated`."""
        side = "below" if self.difference < 0 else "above"
        if not self.difference:
            return f"exactly the {self.target:,.10g} a day that somebody stated"
        return f"{abs(self.difference):,.2f} a day {side} the {self.target:,.10g} that somebody stated"


def distances(answer: Answer, target: float) -> list[Distance]:
    """The distance of each figure from a daily target.

    Raises:
        QuestionError: the measure is not of a day, or the target is none.
    """
    if not isinstance(answer.measure.sources[0], PerDay):
        daily = [measure.name for measure in MEASURES.values() if isinstance(measure.sources[0], PerDay)]
        raise QuestionError(
            f"{answer.measure.name} is no number a day: it has no distance to a daily target.",
            hint=f"ask for {' or '.join(daily)}.",
        )
    if not target > 0:
        raise QuestionError(f"{target:g} is no target.", expected="a number above 0")
    return [Distance(figure, target) for figure in answer.figures if figure.value is not None]
