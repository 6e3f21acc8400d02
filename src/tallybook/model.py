"""The small frozen values that rooms pass to each other.

A number is never carried as one of these: the bulk path keeps numbers in columns
(`tallybook.columns.Rows`). These are for documents, places and what was noticed about them.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache


@lru_cache(maxsize=20_000)
def column_letter(column: int) -> str:
    """Excel's letters for a 1-based column number.

    >>> column_letter(1), column_letter(28), column_letter(16384)
    ('A', 'AB', 'XFD')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The 1-based number of Excel's column letters.

    >>> column_number("A"), column_number("AB")
    (1, 28)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


@dataclass(frozen=True, slots=True)
class Document:
    """One published file, known by the sha256 of its bytes."""

    sha256: str
    file: str  # the archive's name, unique: YYYY-MM-DD_<published_name>
    published_name: str
    report_date: date | None  # first day the bytes are known to have been public
    report_date_basis: str
    size_bytes: int
    kept_by: str  # who kept a copy, as the manifest says


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """A place: one cell of one sheet of one document."""

    file: str
    sheet: str  # as printed, blanks kept
    row: int  # 1-based, as Excel shows it; 0 where a whole sheet is meant
    column: int

    @property
    def reference(self) -> str:
        """`B9`, or nothing where a whole sheet is meant."""
        return f"{column_letter(self.column)}{self.row}" if self.row else ""

    @property
    def address(self) -> str:
        """Excel's own way to write it: `'ATD FY26 YTD'!B9`."""
        return f"'{self.sheet}'!{self.reference}" if self.row else f"'{self.sheet}'"


@dataclass(frozen=True, slots=True)
class Issue:
    """Something the machine noticed at a place, in words a reader can act on."""

    kind: str  # a code of tallybook.vocabulary.ISSUE_KINDS
    at: Cell
    message: str
    expected: str = ""
    found: str = ""
    table_name: str = ""
