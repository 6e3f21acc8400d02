"""Several editions of one number: which of them answers, what was revised, and when."""

from tallybook.vintages.editions import (
    Edition,
    Number,
    Series,
    count_series,
    editions,
    editions_of,
    numbers,
    numbers_where,
    same_number,
)
from tallybook.vintages.revisions import History, histories, of_one_series, revisions
from tallybook.vintages.rule import Place
from tallybook.vintages.selection import Selection, why_nothing

__all__ = [
    "Edition",
    "History",
    "Number",
    "Place",
    "Selection",
    "Series",
    "count_series",
    "editions",
    "editions_of",
    "histories",
    "numbers",
    "numbers_where",
    "of_one_series",
    "revisions",
    "same_number",
    "why_nothing",
]
