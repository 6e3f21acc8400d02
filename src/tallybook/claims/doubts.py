"""What the record's own contradictions say against cells: reasons not to trust a number that stands there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tallybook.book import Book
from tallybook.vintages.rule import quoted

# Findings that say: this number is wrong, or is another's. What is wrong with a heading or a date line beside it, or
# only looks odd, is no reason against a statement that quotes the number.
_AGAINST_A_NUMBER = (
    "parts_do_not_add_up",
    "tables_disagree",
    "mean_is_not_that_of_its_parts",
    "facility_columns_disagree",
    "share_does_not_fit",
    "cost_does_not_fit",
    "impossible_number",
    "families_above_adults",
    "old_table_under_a_new_date",
    "date_runs_backwards",
    "values_trade_places",
    "numbers_moved_by_a_month",
    "out_of_line_for_one_edition",
    "zero_in_place_of_a_number",
    "column_not_renewed",
    "column_holds_another",
    "rows_of_another_day",
    "area_printed_twice",
    "label_printed_twice",
    "closed_period_changed",
    "jump",
)
_ANOTHERS = (
    "old_table_under_a_new_date",
    "values_trade_places",
    "numbers_moved_by_a_month",
    "out_of_line_for_one_edition",
    "column_not_renewed",
    "column_holds_another",
    "rows_of_another_day",
    "area_printed_twice",
    "label_printed_twice",
)
_SMALL = 0.02  # of the number: where two tables differ by less, both are near enough for a statement


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell that is held against another."""

    file: str
    document: str  # sha256
    sheet: str
    cell: str
    value: float | None
    report_date: date


@dataclass(frozen=True, slots=True)
class Doubt:
    """A finding of the ledger against one cell."""

    kind: str
    severity: str
    sentence: str
    shown: tuple[Shown, ...]  # what is held against it

    @property
    def is_of_another_time(self) -> bool:
        """Whether it says that the number is another's or another time's, and not only that tables differ."""
        return self.kind in _ANOTHERS


def doubts(book: Book, cells: Iterable[tuple[str, str, str]], value: float = 0.0) -> list[Doubt]:
    """What is held against any of these cells (sha256, sheet, cell) by the day of the book, gravest first.

    Args:
        book: as of the day of the statement.
        cells: on which the answer stands.
        value: what they say; a difference that is small beside it is no doubt.
    """
    places = sorted(set(cells))
    if not places:
        return []
    listed = ", ".join(f"({', '.join(map(quoted, place))})" for place in places)
    query = (
        "SELECT DISTINCT f.finding, kind, severity, sentence, weight "
        "FROM finding f JOIN finding_cell c USING (finding) "
        f"WHERE is_suspect AND (c.document, c.sheet, c.cell) IN (VALUES {listed}) "
        f"AND severity <> 'note' AND kind IN ({', '.join(map(quoted, _AGAINST_A_NUMBER))}) "
        "ORDER BY severity, weight DESC, f.finding"
    )
    return [
        Doubt(kind, severity, sentence, _shown(book, finding))
        for finding, kind, severity, sentence, weight in list(book.sql(query))[:3]
        if not weight or weight > _SMALL * abs(value)
    ]


def _shown(book: Book, finding: str) -> tuple[Shown, ...]:
    query = (
        "SELECT c.file, c.document, c.sheet, c.cell, any_value(o.value), d.report_date FROM finding_cell c "
        "JOIN document d USING (document) LEFT JOIN observation o "
        "ON o.document = c.document AND o.sheet = c.sheet AND o.cell = c.cell "
        f"WHERE finding = {quoted(finding)} AND NOT is_suspect GROUP BY ALL ORDER BY c.file, c.sheet, c.cell LIMIT 6"
    )
    return tuple(Shown(*row) for row in book.sql(query))
