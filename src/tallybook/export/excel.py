"""Excel files: one sheet for each table, then what every column means and where the numbers come from."""

import datetime
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tallybook.errors import QuestionError
from tallybook.export.neutral import neutral
from tallybook.export.origin import LICENCE, NEUTRALISED
from tallybook.export.relation import Relation

_MOST_ROWS = 1_048_575
_LONGEST_TEXT = 32_766
_LONGEST_NAME = 31
_LAST_SHEET = "definitions and sources"
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}
# The same rows give the same bytes: a file that says when it was written never does.
_CREATED = datetime.datetime(2000, 1, 1)


def write_workbook(relations: Sequence[Relation], path: Path, lines: Sequence[tuple[str, str]] = ()) -> int:
    """Writes a sheet for each relation and one of definitions and sources; returns the number of rows.

    Args:
        relations: what to write.
        path: the file.
        lines: what the last sheet tells first, a name and a text each.

    Raises:
        QuestionError: there are more rows, or a longer text, than a sheet can hold.
    """
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), _OPTIONS) as workbook:
        workbook.set_properties({"created": _CREATED, "comments": relations[0].about})
        head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        count = sum(_write_sheet(workbook, relation, head, day) for relation in relations)
        _write_definitions(workbook, relations, lines, head)
    return count


def write_one(relation: Relation, path: Path) -> int:
    """A workbook of one relation."""
    return write_workbook([relation], path)


def _write_sheet(workbook: Any, relation: Relation, head: Any, day: Any) -> int:
    count = relation.count()
    if count > _MOST_ROWS:
        raise QuestionError(
            f"{relation.name} has {count:,} rows, more than a sheet of Excel can hold.",
            expected=f"at most {_MOST_ROWS:,}",
            hint="export parquet, csv or sqlite; or one published table (`tallybook tables`); or fewer rows.",
        )
    sheet = workbook.add_worksheet(relation.name[:_LONGEST_NAME])
    sheet.freeze_panes(1, 0)
    for place, name in enumerate(relation.names):
        sheet.write_string(0, place, neutral(name), head)
        sheet.set_column(place, place, min(max(len(name) + 2, 10), 40))
    for number, row in enumerate(relation.rows(), 1):
        for place, value in enumerate(row):
            _write_value(sheet, number, place, value, day)
    sheet.autofilter(0, 0, max(count, 1), max(len(relation.names) - 1, 0))
    return count


def _write_value(sheet: Any, row: int, column: int, value: Any, day: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float) and math.isfinite(value):
        sheet.write_number(row, column, value)
    elif isinstance(value, datetime.date) and value.year >= 1900:
        sheet.write_datetime(row, column, value, day)
    else:
        sheet.write_string(row, column, _fitting(str(value)))


def _fitting(text: str) -> str:
    if len(text) > _LONGEST_TEXT:
        raise QuestionError(
            f"A text of {len(text):,} characters is longer than a cell of Excel can hold.",
            expected=f"at most {_LONGEST_TEXT:,}",
            hint="export parquet, csv or sqlite.",
        )
    return neutral(text)


def _write_definitions(
    workbook: Any, relations: Sequence[Relation], first: Sequence[tuple[str, str]], head: Any
) -> None:
    sheet = workbook.add_worksheet(_LAST_SHEET)
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 1, 110)
    lines = [*first]
    for relation in relations:
        lines += [("", ""), (relation.name, relation.about), *relation.definitions()]
    lines += [("", ""), *relations[0].origin, ("licence", LICENCE), ("text", NEUTRALISED)]
    for number, (name, text) in enumerate(lines):
        sheet.write_string(number, 0, _fitting(name), head)
        sheet.write_string(number, 1, _fitting(text))
