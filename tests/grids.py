"""Small sheets for tests of layouts, written as a person would sketch them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tallybook.columns import Rows
from tallybook.model import Document
from tallybook.readers.grid import Sheet, Value, Workbook
from tallybook.sources import read_document

REPORT_DATE = date(2025, 5, 24)

TECHNOLOGY: list[list[Value]] = [
    ["ATD Active Population Counts and Daily Cost by Technology", "", ""],
    ["Technology", "Count", "Daily Tech Cost"],
    ["SmartLINK", 100.0, 96.0],
    ["Ankle Monitor", 20.0, 54.8],
    ["Total", 120.0, 150.8],
    ["Data from BI Inc. Participants Report, 5.17.2025", "", ""],
]

AREAS: list[list[Value]] = [
    ["Active ATD Participants and Average Length in Program, FY25,  as of 5/17/2025, by AOR and Technology", "", ""],
    ["AOR/Technology", "Count", "Average Length in Program"],
    ["Total", 50.0, 300.0],
    ["Atlanta", 30.0, 310.0],
    ["SmartLINK", 20.0, 400.0],
    ["Ankle Monitor", 10.0, 130.0],
    ["Boston", 20.0, 290.0],
    ["SmartLINK", 20.0, 290.0],
]

BOOK_INS: list[list[Value]] = [
    ["ICE Initial Book-Ins by Arresting Agency and Month: FY2025", *[""] * 13],
    ["Agency", *["Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep"], "Total"],
    ["Total", *[30.0] * 8, 0.0, 0.0, "", 0.0, 240.0],
    ["CBP", *[10.0] * 8, 0.0, 0.0, "", 0.0, 80.0],
    ["ICE  ", *[20.0] * 8, 0.0, 0.0, "", 0.0, 160.0],
]

FOOTNOTES: list[list[Value]] = [
    ["ICE FOOTNOTES", ""],
    ["Term", "Definition"],
    [
        "FY2025 ICE Initial Book-Ins",
        "FY2025 YTD ICE Book-ins data is updated through 05/17/2025 (IIDS Run Date 05/19/2025).",
    ],
]


def document(name: str = "2025-05-24_test.xlsx") -> Document:
    """A document of no archive."""
    return Document("0" * 64, name, name[11:], REPORT_DATE, "file_name", 1, "")


def moved(table: Sequence[Sequence[Value]], down: int, right: int) -> list[list[Value]]:
    """A table further down and to the right on its sheet."""
    width = max(len(row) for row in table) + right
    blank: list[list[Value]] = [[""] * width for _ in range(down)]
    return blank + [[""] * right + list(row) + [""] * (width - right - len(row)) for row in table]


def read(*sheets: tuple[str, list[list[Value]]]) -> dict[str, list[dict[str, Any]]]:
    """The rows of the book's tables for a workbook of the given sheets."""
    rows = Rows()
    workbook = Workbook(tuple(Sheet(name, _squared(cells)) for name, cells in sheets))
    read_document(workbook, document(), rows)
    return {name: table.to_pylist() for name, table in rows.tables().items()}


def _squared(cells: list[list[Value]]) -> list[list[Value]]:
    width = max(len(row) for row in cells)
    return [[*row, *[""] * (width - len(row))] for row in cells]
