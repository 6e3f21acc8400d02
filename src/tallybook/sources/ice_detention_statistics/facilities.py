"""The words of a list of facilities: address, type and inspections, as printed."""

import json
from collections.abc import Iterator
from typing import Any

from tallybook.model import Document, column_letter
from tallybook.readers.grid import Sheet, Value
from tallybook.sources.ice_detention_statistics.blocks import Block
from tallybook.sources.ice_detention_statistics.cells import as_date, is_blank, is_number
from tallybook.sources.ice_detention_statistics.headings import Heading
from tallybook.sources.ice_detention_statistics.periods import TableDates
from tallybook.sources.ice_detention_statistics.stubs import Report, Row
from tallybook.sources.ice_detention_statistics.vocabulary import load_vocabulary

_DATES = ("last_inspection_date", "second_to_last_inspection_date", "last_nakamoto_inspection_date")


def printed(value: Value) -> str | None:
    """A cell in words: text as it stands, a true date as YYYY-MM-DD, a number without decimals of zero."""
    if value.__class__ is str:
        return value if value.strip() else None
    if value is None:
        return None
    if day := as_date(value):
        return day.isoformat()
    return f"{value:g}" if is_number(value) and float(value).is_integer() else str(value)


def describe_rows(sheet: Sheet, block: Block, rows: list[Row]) -> None:
    """Gives each row its place: the area of responsibility, and city and state in its label."""
    by_attribute = {heading.rule.attribute: heading for heading in block.attribute_headings}
    split = [heading for heading in block.attribute_headings if heading.rule.dimension]
    for row in rows:
        values = sheet.rows[row.number]
        place = [printed(values[by_attribute[name].column]) for name in ("city", "state") if name in by_attribute]
        row.label = " / ".join([row.label, *(part.strip() for part in place if part)])
        for heading in split:
            if label := printed(values[heading.column]):
                row.dimensions[str(heading.rule.dimension)] = label.strip()


def listings(
    sheet: Sheet, block: Block, rows: list[Row], dates: TableDates, document: Document
) -> Iterator[dict[str, Any]]:
    """One row of `facility_listing` for each row of the list."""
    areas = load_vocabulary()["aor"]
    columns = [(str(heading.rule.attribute), heading.column) for heading in block.attribute_headings]
    for row in rows:
        values = sheet.rows[row.number]
        words = {attribute: printed(values[column]) for attribute, column in columns}
        area = areas.find(words.get("aor_label") or "")
        unknown = {
            heading: text for column, heading in block.unknown_headings if (text := printed(values[column])) is not None
        }
        yield {
            "document": document.sha256,
            "file": document.file,
            "sheet": sheet.name,
            "cell": f"{column_letter(block.title.column + 1)}{row.number + 1}",
            "row_number": row.number + 1,
            "fiscal_year": dates.fiscal_year,
            "report_date": document.report_date,
            "data_through": dates.data_through,
            "name": row.dimensions.get("facility"),
            "aor": area.code if area else None,
            "other_columns": json.dumps(unknown, ensure_ascii=False) if unknown else None,
            **words,
        }


def numbers_among_words(sheet: Sheet, block: Block, rows: list[Row]) -> Iterator[tuple[int, int, str]]:
    """Each number or date in a column of words: its row, column and the reason it is no observation."""
    headings = block.attribute_headings
    for row in rows:
        values = sheet.rows[row.number]
        for heading in headings:
            if values[heading.column].__class__ is str:
                continue
            if as_date(values[heading.column]):
                yield row.number, heading.column, "date"
            elif is_number(values[heading.column]):
                yield row.number, heading.column, heading.rule.numbers_are


def report_misplaced(sheet: Sheet, block: Block, rows: list[Row], report: Report) -> None:
    """Columns of words most of whose cells hold dates under a heading that says otherwise."""
    for heading in block.attribute_headings:
        if heading.rule.attribute in _DATES or heading.rule.numbers_are == "zip_code":
            continue
        if _mostly_dates(sheet, rows, heading) and not str(heading.rule.attribute).endswith("_date"):
            report(
                "misplaced_content",
                block.heading_row or block.title.row,
                heading.column,
                "The column holds dates under a heading that says otherwise; kept as printed.",
                heading.label,
                "dates",
            )


def _mostly_dates(sheet: Sheet, rows: list[Row], heading: Heading) -> bool:
    filled = [v for row in rows if not is_blank(v := sheet.rows[row.number][heading.column])]
    return bool(filled) and sum(as_date(value) is not None for value in filled) > len(filled) / 2
