"""Which colour and dash each series of a picture has."""

from collections.abc import Sequence

from tallybook.answers.answer import Figure
from tallybook.answers.series import Series
from tallybook.charts import GREY, MARKS, Mark


def marks_of(series: Sequence[Series]) -> list[Mark]:
    """A mark for each series, the first in colour."""
    return [MARKS[place] if place < len(MARKS) else GREY for place in range(len(series))]


def marks_of_parts(figures: Sequence[Figure]) -> list[Mark]:
    """A mark for each part of one period."""
    return [MARKS[0] for _ in figures]
