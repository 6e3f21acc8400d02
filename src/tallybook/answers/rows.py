"""Figures and evidence as rows: every column declared once, with its type and what it holds."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from tallybook.schema import Column
from tallybook.vintages import Edition

if TYPE_CHECKING:
    from tallybook.answers.answer import Answer, Evidence, Figure

FIGURE_COLUMNS = (
    Column("reference_start", "DATE", "first day that the figure describes"),
    Column("reference_end", "DATE", "last day that it describes"),
    Column("value", "DOUBLE", "the figure in its unit, as printed or computed; null where no number is printed"),
    Column("unit", "VARCHAR", "the unit of the value"),
    Column("value_status", "VARCHAR", "whether a number is printed, or a mark or an error in its place"),
    Column("is_partial", "BOOLEAN", "whether its period was not over by the day of the data"),
    Column("low", "DOUBLE", "of a computed figure: the least it can be, by the digits that are printed"),
    Column("high", "DOUBLE", "of a computed figure: the most it can be, by the digits that are printed"),
    Column("report_date", "DATE", "first day on which all it stands on was public"),
    Column("editions", "INTEGER", "how many printed cells give it; 0 where it is computed"),
    Column("differs", "BOOLEAN", "whether another edition prints another value for it"),
    Column("first_value", "DOUBLE", "the value that was published first, of a figure that stands in one cell"),
    Column("first_report_date", "DATE", "the day on which that was public first"),
    Column("ledger", "VARCHAR", "entries of the ledger of errors that speak against its cells"),
    Column("cells", "INTEGER", "how many printed cells it stands on; 0 where rows of a table were counted"),
    Column("file", "VARCHAR", "the file of its cell, where it is one"),
    Column("sheet", "VARCHAR", "the sheet of its cell, blanks kept"),
    Column("cell", "VARCHAR", "the address of its cell"),
)

EVIDENCE_COLUMNS = (
    Column("figure", "VARCHAR", "the part that the figure is of; blank for the whole"),
    Column("reference_end", "DATE", "last day that the figure describes"),
    Column("kind", "VARCHAR", "cell, or rows of a record-level table that were counted"),
    Column("file", "VARCHAR", "the archive's name for the file"),
    Column("document", "VARCHAR", "sha256 of the file's bytes"),
    Column("sheet", "VARCHAR", "name of the sheet as printed, blanks kept"),
    Column("cell", "VARCHAR", "address of the cell on the sheet"),
    Column("value", "DOUBLE", "the number as printed in the cell"),
    Column("table", "VARCHAR", "the published table that the cell stands in"),
    Column("row", "VARCHAR", "codes or labels of its row and column"),
    Column("condition", "VARCHAR", "of counted rows: what they fulfil"),
    Column("count", "BIGINT", "of counted rows: how many; null where they are too few to be told"),
    Column("report_date", "DATE", "first day on which it is known to have been public"),
)
"""What evidence says, of cells and of counted rows; a row holds those that its kind has."""


def figure_columns(answer: "Answer") -> tuple[Column, ...]:
    """The columns of the figures of an answer: the ways by which they are split, then what is said of each."""
    ways = dict.fromkeys(way for figure in answer.figures for way, _ in figure.split)
    return (
        *(Column(way, "VARCHAR", f"{way.replace('_', ' ')}: code, or label as printed") for way in ways),
        *FIGURE_COLUMNS,
    )


def figure_rows(answer: "Answer") -> list[dict[str, Any]]:
    """Each figure as a mapping of `figure_columns`."""
    ways = [column.name for column in figure_columns(answer)[: -len(FIGURE_COLUMNS)]]
    return [_row(figure, ways, answer.measure.unit) for figure in answer.figures]


def evidence_rows(figures: Iterable["Figure"]) -> list[dict[str, Any]]:
    """Everything that figures stand on, a row for each cell, or for rows counted in one file."""
    return [_evidence_row(figure, piece) for figure in figures for piece in figure.evidence]


def _row(figure: "Figure", ways: Iterable[str], unit: str) -> dict[str, Any]:
    cells = [piece for piece in figure.evidence if isinstance(piece, Edition)]
    one = cells[0] if len(cells) == 1 else None
    codes = dict(figure.split)
    return {
        **{way: codes.get(way, "") for way in ways},
        "reference_start": figure.reference_start,
        "reference_end": figure.reference_end,
        "value": figure.value,
        "unit": unit,
        "value_status": figure.value_status,
        "is_partial": figure.is_partial,
        "low": figure.low,
        "high": figure.high,
        "report_date": figure.report_date,
        "editions": figure.editions,
        "differs": figure.differs,
        "first_value": figure.first_value,
        "first_report_date": figure.first_report_date,
        "ledger": "; ".join(dict.fromkeys(flag.entry for flag in figure.flags)) or None,
        "cells": len(cells),
        "file": one.file if one else None,
        "sheet": one.sheet if one else None,
        "cell": one.cell if one else None,
    }


def _evidence_row(figure: "Figure", piece: "Evidence") -> dict[str, Any]:
    shared = {"figure": figure.label, "reference_end": figure.reference_end}
    if not isinstance(piece, Edition):
        return {
            **shared,
            "kind": "rows",
            "file": piece.file,
            "document": piece.document,
            "condition": piece.condition,
            "count": piece.count,
            "report_date": piece.report_date,
        }
    return {
        **shared,
        "kind": "cell",
        "file": piece.file,
        "document": piece.document,
        "sheet": piece.sheet,
        "cell": piece.cell,
        "value": piece.value,
        "table": piece.series.table,
        "row": piece.series.label,
        "report_date": piece.report_date,
    }
