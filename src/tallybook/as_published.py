"""A sheet as a person sees it in the workbook: merged cells, numbers in their printed format.

Only for looking: values are read by `tallybook.readers`, and nothing here goes into the book.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from xml.etree import ElementTree
from zipfile import ZipFile

from python_calamine import CalamineWorkbook

from tallybook.book import Book
from tallybook.model import column_number
from tallybook.readers.grid import Sheet, Value
from tallybook.readers.package import Package
from tallybook.readers.plain import plain_copy
from tallybook.readers.workbook import read_workbook

_STYLED = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]+)(\d+)"[^>]*?\bs="(\d+)"')
_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0", 38: "#,##0",
             39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "$#,##0", 43: "#,##0.00", 44: "$#,##0.00"}  # fmt: skip
_QUOTED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')

Merged = tuple[int, int, int, int]
"""First row and column, last row and column of a merged block, from 0."""


@dataclass(frozen=True, slots=True)
class Published:
    """A sheet to be looked at."""

    sheet: Sheet
    merged: tuple[Merged, ...]
    formats: Mapping[tuple[int, int], str]  # by row and column, from 0; the general one is left out

    def text(self, row: int, column: int) -> str:
        """What stands in a cell, in its printed format."""
        if error := self.sheet.errors.get((row, column)):
            return error
        line = self.sheet.rows[row]
        value = line[column] if column < len(line) else None
        return formatted(value, self.formats.get((row, column), ""))


def published(book: Book, document: Mapping[str, str]) -> tuple[Published, ...]:
    """Every sheet of a document, in its order.

    Raises:
        SourceError: no archive has the file any more.
    """
    data = book.bytes_of(dict(document))
    sheets = read_workbook(data, document["file"]).sheets
    if not data.startswith(b"PK"):  # legacy .xls: no formats are read
        return tuple(Published(sheet, (), {}) for sheet in sheets)
    copy = plain_copy(Package(data, document["file"]))
    with ZipFile(copy.content) as parts:
        codes = _codes(parts.read("xl/styles.xml"))
        formats = [_formats(parts.read(f"xl/worksheets/sheet{place}.xml"), codes) if entry.part else {}
                   for place, entry in enumerate(copy.entries)]  # fmt: skip
    copy.content.seek(0)
    workbook = CalamineWorkbook.from_filelike(copy.content)
    return tuple(
        Published(sheet, _merged(workbook, place) if copy.entries[place].part else (), formats[place])
        for place, sheet in enumerate(sheets)
    )


def _merged(workbook: CalamineWorkbook, place: int) -> tuple[Merged, ...]:
    ranges = workbook.get_sheet_by_name(str(place)).merged_cell_ranges or []
    return tuple((top, left, bottom, right) for (top, left), (bottom, right) in ranges)


def _codes(styles: bytes) -> Sequence[str]:
    """The format code of each style that a cell may bear."""
    try:
        tree = ElementTree.fromstring(styles)
    except ElementTree.ParseError:
        return ()
    own = {e.get("numFmtId"): e.get("formatCode", "") for e in tree.iter() if e.tag.endswith("}numFmt")}
    block = next((e for e in tree if e.tag.endswith("}cellXfs")), ())
    return [own.get(e.get("numFmtId")) or _BUILT_IN.get(int(e.get("numFmtId", "0")), "") for e in block]


def _formats(xml: bytes, codes: Sequence[str]) -> dict[tuple[int, int], str]:
    found = {}
    for letters, row, style in _STYLED.findall(xml):
        if int(style) < len(codes) and (code := codes[int(style)]) and code != "General":
            found[int(row) - 1, column_number(letters.decode()) - 1] = code
    return found


def formatted(value: Value, code: str) -> str:
    """A value in a number format of Excel's, for the formats that such workbooks use; others as plain numbers.

    >>> formatted(0.985251, "0.0%"), formatted(20637.0, "#,##0"), formatted(3.2, '"$"#,##0.00'), formatted("x", "")
    ('98.5%', '20,637', '$3.20', 'x')
    """
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime | date):
        return value.strftime("%b-%Y") if "yyyy" in code.lower() and "d" not in code.lower() else f"{value:%m/%d/%Y}"
    if isinstance(value, time | timedelta):
        return str(value)
    return _number(float(value), code)


def _number(value: float, code: str) -> str:
    code = code.split(";")[0]
    quoted = "".join(first or second for first, second in _QUOTED.findall(code))
    bare = _QUOTED.sub("", code)
    dollar = "$" if "$" in quoted + bare or "[$$" in code else ""
    if not set(bare) & set("0#"):
        return f"{value:.15g}" if value != int(value) or abs(value) > 1e15 else f"{value:.0f}"
    percent = "%" if "%" in bare else ""
    whole, _, decimals = bare.partition(".")
    places = sum(sign in "0#" for sign in decimals)
    number = f"{abs(value) * (100 if percent else 1):{',' if ',' in whole else ''}.{places}f}"
    width = sum(sign == "0" for sign in whole)  # 00000 of a zip code keeps its zeros
    return f"{'-' if value < 0 else ''}{dollar}{number.zfill(width) if width > 1 else number}{percent}"
