"""Reading one workbook of the publication: every table on every sheet, and the account of cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from tallybook.columns import Rows, Texts, Values
from tallybook.errors import LayoutError
from tallybook.model import Cell, Document, Issue, column_letter
from tallybook.readers.grid import Sheet, Workbook
from tallybook.schema import DOCUMENT, FACILITY_LISTING, FOOTNOTE, ISSUE, SHEET, UNREAD_CELL
from tallybook.sources.ice_detention_statistics import facilities
from tallybook.sources.ice_detention_statistics.account import UnreadCell, account_for, heading_reasons
from tallybook.sources.ice_detention_statistics.blocks import Block, find_blocks
from tallybook.sources.ice_detention_statistics.cells import text_of
from tallybook.sources.ice_detention_statistics.emit import Emitted, day_number, emit, place_number
from tallybook.sources.ice_detention_statistics.footnotes import (
    Footnote,
    dated_by_term,
    head_of_footnotes,
    read_footnotes,
)
from tallybook.sources.ice_detention_statistics.layout import load_layout
from tallybook.sources.ice_detention_statistics.periods import TableDates, banner_year, table_dates
from tallybook.sources.ice_detention_statistics.reports import (
    report_block,
    report_labels,
    report_unexplained,
    report_unreadable,
)
from tallybook.sources.ice_detention_statistics.sentences import Sentence, read_sentence
from tallybook.sources.ice_detention_statistics.stubs import Report, read_rows
from tallybook.sources.ice_detention_statistics.titles import Title, find_texts


@dataclass(slots=True)
class _SheetReading:
    """What was read from one sheet, before anything reaches the book."""

    sheet: Sheet
    blocks: list[tuple[int, dict[str, Values]]] = field(default_factory=list)
    observed: set[int] = field(default_factory=set)  # as `place_number` counts cells
    reasons: dict[tuple[int, int], str] = field(default_factory=dict)
    listings: list[dict[str, Any]] = field(default_factory=list)
    notes: list[tuple[int, int, str, str]] = field(default_factory=list)  # row, column, term, text
    issues: list[Issue] = field(default_factory=list)
    dates: list[TableDates] = field(default_factory=list)


def read_document(workbook: Workbook, document: Document, rows: Rows, read_by: str) -> None:
    """Reads a workbook into rows of every table of the book.

    Raises:
        LayoutError: no table of the publication stands in the workbook; nothing is added.
    """
    heads = [head_of_footnotes(sheet) for sheet in workbook.sheets]
    footnotes = [
        note for sheet, head in zip(workbook.sheets, heads, strict=True) if head for note in read_footnotes(sheet, head)
    ]
    dated = dated_by_term(footnotes)
    readings = [
        _SheetReading(sheet) if head else _read_sheet(sheet, document, dated, rows.texts)
        for sheet, head in zip(workbook.sheets, heads, strict=True)
    ]
    if not any(reading.blocks for reading in readings):
        raise LayoutError(
            "No table of ICE's Detention Statistics stands in this workbook.",
            where=document.file,
            expected="titles such as 'ATD Active Population by Status' or 'ICE Removals: FY2025'",
            found="sheets " + ", ".join(repr(sheet.name) for sheet in workbook.sheets),
            hint="check that this is the workbook you meant; nothing of it was taken into the book.",
        )
    for position, reading in enumerate(readings, 1):
        _add_sheet(reading, position, document, rows)
    for note in footnotes:
        rows.add(FOOTNOTE, _footnote_row(note, document))
    _add_document(document, readings, rows, read_by)


def _read_sheet(
    sheet: Sheet, document: Document, footnotes: Mapping[str, Sequence[Footnote]], texts: Texts
) -> _SheetReading:
    reading = _SheetReading(sheet)
    spans: list[tuple[int, TableDates, str]] = []
    titles, sentences = find_texts(sheet)
    year = banner_year(sheet)
    for found in find_blocks(sheet, titles):
        if isinstance(found, Title):
            report_unreadable(found, _reporter(reading, found.layout.name, document))
        else:
            dates = _read_block(reading, found, document, footnotes, texts, year)
            spans.append((found.title.row, dates, found.layout.name))
    for place in sentences:
        _read_sentence(reading, read_sentence(place), spans, document, texts)
    return reading


def _read_block(
    reading: _SheetReading,
    block: Block,
    document: Document,
    footnotes: Mapping[str, Sequence[Footnote]],
    texts: Texts,
    banner: int | None,
) -> TableDates:
    sheet, report = reading.sheet, _reporter(reading, block.layout.name, document)
    dates = table_dates(sheet, block, footnotes, document.report_date, banner)
    rows = read_rows(sheet, block, report)
    if block.layout.has_attributes:
        facilities.describe_rows(sheet, block, rows)
        facilities.report_misplaced(sheet, block, rows, report)
        reading.listings += facilities.listings(sheet, block, rows, dates, document)
        for row, column, reason in facilities.numbers_among_words(sheet, block, rows):
            reading.reasons[row, column] = reason
    if not block.number_headings:
        return dates
    emitted = emit(sheet, block, rows, dates, document, texts, report)
    places = emitted.places
    if twice := reading.observed & places:
        row, column = divmod(min(twice), place_number(1, 0))
        report("cell_claimed_twice", row, column, "Two tables lay claim to cells here.", "one table", "two")
        emitted = _without(emitted, twice)
    reading.observed |= places
    reading.blocks.append((emitted.count, emitted.columns))
    reading.dates.append(dates)
    reading.reasons |= heading_reasons(sheet, block)
    reading.notes += [(row, block.title.column, block.layout.name, text) for row, text in block.notes]
    report_block(block, dates, report)
    report_labels(block, rows, report)
    return dates


def _reporter(reading: _SheetReading, table: str, document: Document) -> Report:
    def report(kind: str, row: int, column: int, message: str, expected: str, found: str) -> None:
        at = Cell(document.file, reading.sheet.name, row + 1, column + 1)
        reading.issues.append(Issue(kind, at, message, expected, found, table))

    return report


def _without(emitted: Emitted, twice: set[int]) -> Emitted:
    """The observations of a table less those whose cells another table holds already."""
    rows, columns = emitted.columns["row_number"], emitted.columns["column_number"]
    keep = ~np.isin(place_number(rows - 1, columns - 1), list(twice))
    kept = {
        name: values if isinstance(values, (int, float)) else values[keep] for name, values in emitted.columns.items()
    }
    return Emitted(int(keep.sum()), kept)


def _read_sentence(
    reading: _SheetReading,
    sentence: Sentence,
    tables: list[tuple[int, TableDates, str]],
    document: Document,
    texts: Texts,
) -> None:
    """A number in prose as an observation of its own."""
    layout, span = sentence.layout, sentence.span
    above = [dates for row, dates, name in tables if name == layout.under and row < sentence.row]
    if span is None and above and above[-1].title_span:
        span = above[-1].title_span
    start, end = span or (None, None)
    reading.observed.add(place_number(sentence.row, sentence.column))
    reading.blocks.append(
        (
            1,
            {
                "document": texts.code(document.sha256),
                "file": texts.code(document.file),
                "sheet": texts.code(reading.sheet.name),
                "row_number": sentence.row + 1,
                "column_number": sentence.column + 1,
                "table_name": texts.code(layout.name),
                "table_title": texts.code(text_of(sentence.text)),
                "row_label": texts.code(text_of(sentence.text)),
                "quantity": texts.code(layout.quantity),
                "value": sentence.value,
                "value_text": texts.code(sentence.text),
                "value_status": texts.code("printed"),
                "unit": texts.code(layout.unit),
                "is_total": 0,
                "reference_start": day_number(start),
                "reference_end": day_number(end),
                "data_through": day_number(end),
                "report_date": day_number(document.report_date),
            },
        )
    )


def _add_sheet(reading: _SheetReading, position: int, document: Document, rows: Rows) -> None:
    sheet = reading.sheet
    for count, columns in reading.blocks:
        rows.add_observations(count, columns)
    for listing in reading.listings:
        rows.add(FACILITY_LISTING, listing)
    for row, column, term, text in reading.notes:
        rows.add(FOOTNOTE, {**_place(document, sheet.name, row, column), "term": term, "text": text})
    account = account_for(sheet, reading.observed, reading.reasons)
    for cell in account.unread:
        rows.add(UNREAD_CELL, _unread_row(cell, document, sheet.name))
    unexplained = account.unexplained
    report_unexplained(sheet, unexplained, _reporter(reading, "", document))
    for issue in reading.issues:
        rows.add(ISSUE, _issue_row(issue, document))
    rows.add(
        SHEET,
        {
            "document": document.sha256,
            "file": document.file,
            "sheet": sheet.name,
            "position": position,
            "is_hidden": sheet.is_hidden,
            "rows_used": len(sheet.rows),
            "columns_used": max((len(row) for row in sheet.rows), default=0),
            "numeric_cells": account.numeric_cells,
            "observed_cells": account.numeric_cells - len(account.unread),
            "explained_cells": len(account.unread) - len(unexplained),
            "unexplained_cells": len(unexplained),
        },
    )


def _place(document: Document, sheet: str, row: int, column: int) -> dict[str, Any]:
    return {
        "document": document.sha256,
        "file": document.file,
        "sheet": sheet,
        "cell": f"{column_letter(column + 1)}{row + 1}",
    }


def _unread_row(cell: UnreadCell, document: Document, sheet: str) -> dict[str, Any]:
    return {
        **_place(document, sheet, cell.row, cell.column),
        "value": cell.value,
        "value_text": cell.day.isoformat() if cell.day else None,
        "reason": cell.reason,
    }


def _issue_row(issue: Issue, document: Document) -> dict[str, Any]:
    return {
        "document": document.sha256,
        "file": issue.at.file,
        "sheet": issue.at.sheet,
        "cell": issue.at.reference,
        "kind": issue.kind,
        "table_name": issue.table_name or None,
        "message": issue.message,
        "expected": issue.expected or None,
        "found": issue.found or None,
    }


def _footnote_row(note: Footnote, document: Document) -> dict[str, Any]:
    return {
        **_place(document, note.sheet, note.row, note.column),
        "term": note.term,
        "text": note.text,
        "fiscal_year": note.fiscal_year,
        "data_through": note.data_through,
    }


def _add_document(document: Document, readings: list[_SheetReading], rows: Rows, read_by: str) -> None:
    dates = [table for reading in readings for table in reading.dates]
    years = [table.fiscal_year for table in dates if table.fiscal_year]
    through: list[date] = [table.usable_through for table in dates if table.usable_through]
    rows.add(
        DOCUMENT,
        {
            "document": document.sha256,
            "file": document.file,
            "published_name": document.published_name,
            "fiscal_year": max(years, default=None),
            "report_date": document.report_date,
            "report_date_basis": document.report_date_basis,
            "data_through": max(through, default=None),
            "size_bytes": document.size_bytes,
            "kept_by": document.kept_by,
            "source": load_layout().publication["id"],
            "read_by": read_by,
        },
    )
