"""How much a sheet's XML would make of itself once read: its rectangle, its text.

A sheet is handed on as a full rectangle, so that two cells at A1 and XFD1048576 would take
hundreds of gigabytes, and one long shared text named by a million cells as much. Both are
found here, before anything is allocated. Sizes that a sheet *declares* mean nothing and are
not looked at; cells that have a style and no content count for nothing.
"""

import re
from xml.parsers import expat

from tallybook.model import column_number

MOST_TEXT = 512 * 2**20
"""Bytes of text in all cells of a file, each mention of a shared text counted."""

_MODEST_REACH = (9_999, 702)

_BLANK_CELLS = re.compile(rb'(?:<c r="[^"]*+" s="[^"]*+"/>)++')

# The usual dress of a cell is `<c r="AB1234"`; others leave the reference out, quote it in
# another way or have a namespace prefix. A search that finds no exception is the cheapest look.
_BEYOND_MODEST = re.compile(rb'<c(?! r="[A-Z]{1,2}[0-9]{1,4}"|[a-z])')
_UNUSUAL = re.compile(rb'<c(?! r="[A-Z]{1,3}[0-9]{1,7}"|[a-z])')
_PREFIXED = re.compile(rb":c[\s>]")
_REFERENCE = re.compile(rb'<c r="([A-Z]+)([0-9]+)"')

_TEXT_START = re.compile(rb"<(?:\w+:)?si[\s/>]")
_TEXT_NUMBER = re.compile(rb"v\s*>\s*([0-9]{1,9})\s*<")
_LEAST_CELL = len(b"<c><v>0</v></c>")


def lean(xml: bytes) -> tuple[bytes, int, int]:
    """A sheet's XML without its blank cells, and the rows and columns in which all others stand.

    The rectangle is at times larger than it need be, never smaller. Most cells that Excel
    writes are blank with a style; a sheet whose other cells do not say where they stand keeps them.
    """
    content = _BLANK_CELLS.sub(b"", xml)
    if _PREFIXED.search(content):
        return xml, *_walked_reach(xml)
    if not _BEYOND_MODEST.search(content):
        return content, *_MODEST_REACH
    if _UNUSUAL.search(content):
        return xml, *_walked_reach(xml)
    references = _REFERENCE.findall(content)
    rows = max(int(digits) for _, digits in references)
    return content, rows, max(column_number(letters.decode()) for letters, _ in references)


def _walked_reach(xml: bytes) -> tuple[int, int]:
    """The reach of a sheet in any dress, by walking its elements as the reader does."""
    walk = _Walk()
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.Parse(xml, True)
    return walk.rows, walk.columns


class _Walk:
    """Where the next cell stands: where it says, else right of the last one, or below."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self._row = self._column = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        reference = attributes.get("r", "")
        if local == "row" and reference.isdecimal():
            self._row = int(reference[:12]) - 1
        elif local == "c":
            digits = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
            letters = reference.removesuffix(digits)
            if letters:
                self._column = column_number(letters[:12]) - 1
            row = int(digits[:12]) if digits.isdecimal() else self._row + 1
            self._column += 1
            self.rows, self.columns = max(self.rows, row), max(self.columns, self._column)

    def end(self, name: str) -> None:
        if name.rpartition(":")[2] == "row":
            self._row, self._column = self._row + 1, 0


class TextBudget:
    """Keeps count of the text that cells will hold, given the shared texts of the file."""

    def __init__(self, shared_texts: bytes) -> None:
        starts = [start.start() for start in _TEXT_START.finditer(shared_texts)]
        ends = [*starts[1:], len(shared_texts)]
        self._sizes = [end - start for start, end in zip(starts, ends, strict=True)] if starts else []
        self._longest = max(self._sizes, default=0)
        self._spent = 0

    def spend(self, xml: bytes) -> bool:
        """Counts a sheet in; false where the file holds too much."""
        rough = self._longest * (len(xml) // _LEAST_CELL)
        if self._spent + rough > MOST_TEXT // 2:
            rough = self._exact(xml)
        self._spent += rough
        return self._spent <= MOST_TEXT

    def _exact(self, xml: bytes) -> int:
        numbers = (int(number) for number in _TEXT_NUMBER.findall(xml))
        return sum(self._sizes[number] for number in numbers if number < len(self._sizes))
