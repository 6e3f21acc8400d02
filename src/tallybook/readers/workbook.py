"""Excel workbooks, .xlsx and legacy .xls: bytes in, every used cell of every sheet out."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from python_calamine import CalamineError, CalamineWorkbook

from tallybook.errors import UnreadableFile
from tallybook.readers.grid import Sheet, Value, Workbook
from tallybook.readers.package import Package
from tallybook.readers.plain import ERROR_MARK, plain_copy
from tallybook.readers.refusals import MOST_CELLS, damaged, too_large
from tallybook.readers.xls import read_xls

Rows = Sequence[Sequence[Value]]

_ZIP = b"PK"
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_KINDS = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"\x1f\x8b": "a gzip archive",
    b"<?xml": "an XML file",
}


def read_workbook(data: bytes, name: str) -> Workbook:
    """All sheets of a workbook, hidden ones too, with the cells that are used, counted from A1.

    Values are those that the file keeps: a formula's last result ('' where the file keeps
    none), dates as dates, numbers as floats, '' where blank. An error such as '#N/A' leaves ''
    in the rows and stands in `Sheet.errors`; in .xls files errors cannot be told from blanks.

    Raises:
        UnreadableFile: whatever the bytes are, if they cannot be read whole as a workbook.
    """
    if data.startswith(_ZIP):
        return _read_xlsx(data, name)
    if data.startswith(_COMPOUND_FILE):
        return read_xls(data, name)
    raise UnreadableFile(
        "The file is not an Excel workbook.",
        where=name,
        expected="a workbook (.xlsx, .xls)",
        found=_kind(data),
        hint="download the file again, and look at it in a browser or an editor.",
    )


def _kind(data: bytes) -> str:
    """What bytes look like, in words."""
    if not data:
        return "an empty file (0 bytes)"
    head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"<html" in head.lower() or b"<!doctype html" in head.lower():
        return "a web page, perhaps a server's error message saved under a workbook's name"
    for beginning, kind in _OTHER_KINDS.items():
        if head.startswith(beginning):
            return kind
    start = head[:40].decode("ascii", "replace").split("\n")[0].strip()
    is_text = start.isprintable() and "\ufffd" not in start
    return f"text that begins {start!r}" if is_text else "bytes of an unknown kind"


def _read_xlsx(data: bytes, name: str) -> Workbook:
    copy = plain_copy(Package(data, name))
    with _faults(name, "its shared texts or its styles are damaged"):
        book = CalamineWorkbook.from_filelike(copy.content)
    sheets, left = [], MOST_CELLS
    for place, entry in enumerate(copy.entries):
        rows = _rows(book, place, f"{name}, sheet {entry.name!r}", left) if entry.part else []
        left -= len(rows) * len(rows[0]) if rows else 0
        rows, errors = _apart(rows) if place in copy.with_errors else (rows, {})
        sheets.append(Sheet(entry.name, rows, entry.is_hidden, errors))
    return Workbook(tuple(sheets))


def _rows(book: CalamineWorkbook, place: int, where: str, most: int) -> Rows:
    with _faults(where, "the sheet is damaged"):
        sheet = book.get_sheet_by_name(str(place))
        if sheet.total_height * sheet.total_width > most:
            raise too_large(where, sheet.total_height, sheet.total_width)
        return sheet.to_python(skip_empty_area=False)


def _apart(rows: Rows) -> tuple[Rows, dict[tuple[int, int], str]]:
    """The rows with a blank for each marked error, as Sheet promises, and the errors by (row, column)."""
    errors = {
        (r, c): value.removeprefix(ERROR_MARK)
        for r, row in enumerate(rows)
        for c, value in enumerate(row)
        if isinstance(value, str) and value.startswith(ERROR_MARK)
    }
    kept = [["" if (r, c) in errors else value for c, value in enumerate(row)] for r, row in enumerate(rows)]
    return kept, errors


@contextmanager
def _faults(where: str, what: str) -> Iterator[None]:
    """Whatever the parser finds wrong, as an error of ours."""
    try:
        yield
    except CalamineError as fault:
        raise damaged(where, what, str(fault)) from fault
    except BaseException as fault:
        # A panic in the parser's Rust code. Its class derives from BaseException and is made at
        # run time, in no module it could be imported from, so that it is known by name only.
        if type(fault).__name__ != "PanicException":
            raise
        raise damaged(where, what, str(fault)) from fault
