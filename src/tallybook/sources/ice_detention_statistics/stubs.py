"""The row labels of a table: dimensions carried down, levels told apart, nothing guessed."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from tallybook.calendar import find_date, find_fiscal_year
from tallybook.readers.grid import Sheet
from tallybook.sources.ice_detention_statistics.blocks import Block
from tallybook.sources.ice_detention_statistics.cells import is_number, text_of
from tallybook.sources.ice_detention_statistics.labels import apply_rules
from tallybook.sources.ice_detention_statistics.layout import readable
from tallybook.sources.ice_detention_statistics.vocabulary import OPEN_DIMENSIONS, load_vocabulary, plain

_BARE_YEAR = re.compile(r"^20\d{2}$")
_SPAN = re.compile(r"\(\s*(\S+)\s*-\s*(\S+?)\s*\)")

Report = Callable[[str, int, int, str, str, str], None]
"""Takes note of an issue: kind, row, column, message, expected, found."""


@dataclass(slots=True)
class Row:
    """One row of a table and what its labels say."""

    number: int  # 0-based
    label: str
    dimensions: dict[str, str] = field(default_factory=dict)  # dimension to label as printed
    code: str | None = None  # the facility's code, where one is printed
    quantity: str | None = None
    unit: str | None = None
    is_total: bool = False
    period: str | None = None
    fiscal_year: int | None = None
    span: tuple[date, date] | None = None
    is_undated: bool = False  # its own year can't be read, and the table's is not it


def read_rows(sheet: Sheet, block: Block, report: Report) -> list[Row]:
    """Every row of a block with its labels understood.

    A label that no vocabulary knows keeps its row, without a code, and is reported.
    """
    if block.layout.head:
        return _two_levels(sheet, block, report)
    if block.layout.stub == ("row",):
        return _ruled_rows(sheet, block, report)
    return _plain_rows(sheet, block, report)


def _label(sheet: Sheet, number: int, column: int) -> str:
    """A label as printed; a number that stands where a label belongs counts as its text."""
    value = sheet.rows[number][column]
    if is_number(value):
        return f"{value:g}"
    return value.strip() if isinstance(value, str) else ""


def _plain_rows(sheet: Sheet, block: Block, report: Report) -> list[Row]:
    """One or more label columns; a blank in an outer one repeats the label above.

    A row that says what an earlier one said belongs to something whose own label or title was
    lost: under two label columns it loses the carried label, under one the table ends there.
    """
    column = block.title.column
    rows: list[Row] = []
    stub = block.layout.stub[: max(block.label_columns, 1)]
    is_open = stub[0] in OPEN_DIMENSIONS  # names may recur
    carries = len(stub) > 1 and stub[1] != "facility_code"
    carried = ""
    seen: set[tuple[str, ...]] = set()
    for number in block.rows:
        labels = [_label(sheet, number, column + place) for place in range(len(stub))]
        if not any(labels):
            message = "Numbers stand in a row without a label."
            report("missing_label", number, column, message, "a label", "a blank")
        if carries:
            carried = labels[0] or carried
            labels[0] = carried
        key = () if is_open else tuple(plain(label) for label in labels)
        if (key in seen and any(key)) or _is_beyond_total(rows, stub):
            message = "This row says what one above said: the label or title that set it apart is missing."
            report("repeated_row", number, column, message, "each label once", " / ".join(labels))
            if not carries:
                break
            carried = labels[0] = ""
        seen.add(key)
        row = Row(number, " / ".join(label for label in labels if label))
        for place, (dimension, label) in enumerate(zip(stub, labels, strict=True)):
            _take(row, dimension, label, number, column + place, report)
        _apply_row_rule(block, row)
        rows.append(row)
    return rows


def _is_beyond_total(rows: list[Row], stub: tuple[str, ...]) -> bool:
    """Whether a list of names has been closed by its total; one that begins with it goes on."""
    return stub[0] in OPEN_DIMENSIONS and len(rows) > 1 and rows[-1].is_total


def _take(row: Row, dimension: str, label: str, number: int, column: int, report: Report) -> None:
    """One label of a row as the dimension it belongs to."""
    if dimension == "fiscal_year":
        bare = _BARE_YEAR.match(label)
        row.fiscal_year, row.span = int(label) if bare else find_fiscal_year(label), _span(label)
        if row.fiscal_year is None:
            row.is_undated = True
            report("unclear_date", number, column, "No fiscal year can be read.", "like FY2024", label)
    elif dimension == "facility_code":
        row.code = label or None
    elif label:
        row.dimensions[dimension] = label


def _span(label: str) -> tuple[date, date] | None:
    """A span of days written beside a fiscal year: `FY2022 (10/1/2021 - 3/31/2022)`."""
    match = _SPAN.search(label)
    days = [find_date(text) for text in match.groups()] if match else []
    return (days[0], days[1]) if len(days) == 2 and days[0] and days[1] else None


def _apply_row_rule(block: Block, row: Row) -> None:
    ruled = apply_rules(block.layout, row.label)
    if ruled:
        row.quantity, row.unit = ruled.rule.quantity, ruled.rule.unit
        row.period = ruled.rule.period
        row.is_total = ruled.rule.is_total
        row.dimensions |= ruled.dimensions


def _ruled_rows(sheet: Sheet, block: Block, report: Report) -> list[Row]:
    """Rows whose label says what was counted; a rule that opens holds for the rows beneath."""
    rows: list[Row] = []
    opened: Row | None = None
    for number in block.rows:
        label = _label(sheet, number, block.title.column)
        row, ruled = Row(number, label), apply_rules(block.layout, text_of(label))
        if ruled:
            _apply_row_rule(block, row)
            if ruled.rule.opens:
                opened = row
            elif opened and not ruled.rule.quantity:
                row.quantity, row.unit, row.period = opened.quantity, opened.unit, opened.period
                opened.is_total = True
            elif opened and opened.quantity == row.quantity:
                opened.is_total = True
        else:
            row.quantity = row.unit = ""
            # What an earlier row opened ends here: the rows beneath may be this one's parts.
            opened = Row(number, label, quantity="", unit="") if opened else None
            known = ", ".join(readable(rule.label.pattern) for rule in block.layout.rows)
            report(
                "unknown_label" if label else "missing_label",
                number,
                block.title.column,
                "What this row counts is not known; it is kept without a quantity.",
                known,
                label,
            )
        rows.append(row)
    return rows


def _two_levels(sheet: Sheet, block: Block, report: Report) -> list[Row]:
    """Two levels of labels in one column, each outer row followed by its inner ones."""
    levels = _Levels(sheet, block)
    rows: list[Row] = []
    outer_label = ""
    seen: set[str] = set()
    outers: set[str] = set()
    for place, number in enumerate(block.rows):
        label, level = levels.labels[place], levels.level(place)
        if level == "outer":
            outer_label, seen = label, set()
            if plain(label) in outers:
                message = "This label stands twice in the table; one of the two is likely another's. Kept as printed."
                report("repeated_row", number, block.title.column, message, "each label once", label)
            outers.add(plain(label))
            row = Row(number, label, {levels.outer: label}, is_total=block.layout.heads_are_totals)
        elif level == "inner":
            if label and plain(label) in seen and outer_label:
                message = "This row says what one above said: the outer label that set it apart is missing."
                report("repeated_row", number, block.title.column, message, f"a {levels.outer} above", label)
                outer_label, seen = "", set()
            seen.add(plain(label))
            dimensions = {levels.outer: outer_label} if outer_label else {}
            row = Row(number, " / ".join(filter(None, (outer_label, label))), dimensions | {levels.inner: label})
        else:
            # What follows an outer row that can't be told can't be given to the last one.
            outer_label = ""
            row = Row(number, label, is_total=True)
        if level == "unclear" or not label:
            kind = "unknown_label" if label else "missing_label"
            message = "It can't be told whether this row is of the outer or the inner level."
            if level != "unclear":
                message = "Numbers stand in a row without a label."
            report(
                kind,
                number,
                block.title.column,
                message,
                f"{levels.outer} or {levels.inner}",
                label or "a blank",
            )
        rows.append(row)
    return rows


class _Levels:
    """Tells outer from inner rows: by the vocabularies, else by what adds up."""

    def __init__(self, sheet: Sheet, block: Block) -> None:
        self.outer, self.inner = block.layout.head or "", block.layout.stub[0]
        self.labels = [_label(sheet, number, block.title.column) for number in block.rows]
        self._outer_codes, self._inner_codes = load_vocabulary()[self.outer], load_vocabulary()[self.inner]
        column = block.number_headings[0].column
        self._counts = [sheet.rows[number][column] for number in block.rows]
        self._outer_rows_count = block.layout.heads_are_totals

    def level(self, place: int) -> str:
        """outer, inner or unclear."""
        label = self.labels[place]
        is_outer, is_inner = bool(self._outer_codes.find(label)), bool(self._inner_codes.find(label))
        if is_outer and is_inner:  # "Total" is a label of both
            return "outer" if place == 0 or self._is_blank(place) else "inner"
        if is_outer or is_inner:
            return "outer" if is_outer else "inner"
        if not self._outer_rows_count:
            return "outer" if self._is_blank(place) else "inner"
        if label and self._adds_up(place, self._end_of_inner(place + 1)):
            return "outer"
        start = self._start_of_inner(place)
        return "inner" if self._adds_up(start, self._end_of_inner(place + 1)) else "unclear"

    def _is_blank(self, place: int) -> bool:
        return not is_number(self._counts[place])

    def _belongs_inside(self, place: int) -> bool:
        return not self.labels[place] or bool(self._inner_codes.find(self.labels[place]))

    def _end_of_inner(self, place: int) -> int:
        while place < len(self.labels) and self._belongs_inside(place):
            place += 1
        return place

    def _start_of_inner(self, place: int) -> int:
        place -= 1
        while place > 0 and self._belongs_inside(place):
            place -= 1
        return max(place, 0)

    def _adds_up(self, outer: int, end: int) -> bool:
        """Whether the counts after an outer row, up to `end`, make its own."""
        own, parts = self._counts[outer], [c for c in self._counts[outer + 1 : end] if is_number(c)]
        return is_number(own) and bool(parts) and abs(sum(parts) - own) < 0.5
