"""The refusals that both workbook formats share, in one wording."""

from tallybook.errors import UnreadableFile

MOST_CELLS = 10_000_000
"""Cells of the rectangles of all sheets; the largest sheet ICE published has 59,000."""


def damaged(where: str, what: str, found: str) -> UnreadableFile:
    """A file that its parser cannot make sense of."""
    return UnreadableFile(
        f"The workbook cannot be read: {what}.",
        where=where,
        found=found,
        hint="download the file again; if a spreadsheet program opens it, save it as .xlsx.",
    )


def locked(where: str) -> UnreadableFile:
    """A file that only a password opens."""
    return UnreadableFile(
        "The workbook is protected with a password.",
        where=where,
        hint="open it in a spreadsheet program, save it without a password, and add that file.",
    )


def too_large(where: str, rows: int = 0, columns: int = 0) -> UnreadableFile:
    """A file whose sheets, blanks between cells counted, do not fit in memory."""
    return UnreadableFile(
        "The workbook has content too far out to be tables.",
        where=where,
        expected=f"rectangles from A1 of at most {MOST_CELLS:,} cells in all sheets",
        found=f"content that reaches {rows:,} rows down and {columns:,} columns to the right" if rows else "more",
        hint="delete the rows and columns beyond the tables in a spreadsheet program, and add that file.",
    )
