"""Measures: everything that the record measures, each defined once."""

from tallybook.measures.measure import (
    KINDS,
    Between,
    Increase,
    Measure,
    PerDay,
    Printed,
    Ratio,
    Records,
    Source,
    Where,
)
from tallybook.measures.registry import MEASURES, measure_named, ways_of

__all__ = [
    "KINDS",
    "MEASURES",
    "Between",
    "Increase",
    "Measure",
    "PerDay",
    "Printed",
    "Ratio",
    "Records",
    "Source",
    "Where",
    "measure_named",
    "ways_of",
]
