"""Numbers printed inside a sentence on a sheet."""

from dataclasses import dataclass
from datetime import date

from tallybook.calendar import find_date, find_fiscal_year, fiscal_quarter
from tallybook.sources.ice_detention_statistics.cells import text_of
from tallybook.sources.ice_detention_statistics.layout import SentenceLayout
from tallybook.sources.ice_detention_statistics.titles import SentencePlace


@dataclass(frozen=True, slots=True)
class Sentence:
    """One number in prose, with the cell it stands in and the days it speaks of."""

    layout: SentenceLayout
    row: int  # 0-based
    column: int
    text: str
    value: float
    span: tuple[date | None, date | None] | None


def read_sentence(place: SentencePlace) -> Sentence:
    """The number of a sentence, and the days where it names them."""
    match = place.layout.text.search(text_of(place.text))
    assert match
    groups = match.groupdict()
    span: tuple[date | None, date | None] | None = None
    if "start" in groups:
        span = find_date(groups["start"]), find_date(groups["end"])
    elif groups.get("quarter") and (year := find_fiscal_year(f"FY{groups['fiscal_year']}")):
        span = fiscal_quarter(year, int(groups["quarter"]))
    value = float(groups["value"].replace(",", ""))
    return Sentence(place.layout, place.row, place.column, place.text, value, span)
