"""Legacy .xls files, read in a process of their own.

The parser believes the sizes that an .xls declares: one wrong byte can make it ask for more
memory than there is, and then the whole process ends at once. So a child reads the file, in
bounds of memory and time, and hands back plain values; whatever becomes of it, the caller lives.
"""

import pickle
import subprocess
import sys
from collections.abc import Sequence
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from tallybook.readers.grid import Sheet, Value, Workbook
from tallybook.readers.refusals import MOST_CELLS, damaged, locked, too_large

_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")  # how Excel locks an .xlsx
_MOST_MEMORY = 2**30
_MOST_SECONDS = 60
_Fields = tuple[str, Sequence[Sequence[Value]], bool]
_LOCKED, _TOO_LARGE = "locked", "too large"


def read_xls(data: bytes, name: str) -> Workbook:
    """All sheets of an .xls; its error cells cannot be told from blanks, for the parser erases them."""
    if _ENCRYPTED_PACKAGE in data:
        raise locked(name)
    what = "it is a compound file (as .xls, .doc and .msi are), but no sound Excel workbook"
    try:
        child = subprocess.run(
            [sys.executable, "-m", __spec__.name], input=data, capture_output=True, timeout=_MOST_SECONDS
        )
    except subprocess.TimeoutExpired as fault:
        raise damaged(name, what, f"no end to it after {_MOST_SECONDS} seconds") from fault
    if child.returncode:
        raise damaged(
            name,
            what,
            f"the parser stopped (status {child.returncode}): a wrong size, or content too far out",
        )
    result = pickle.loads(child.stdout)
    if isinstance(result, str):
        raise {_LOCKED: locked(name), _TOO_LARGE: too_large(name)}.get(result) or damaged(name, what, result)
    return Workbook(tuple(Sheet(*sheet) for sheet in result))


def _sheets_or_fault(data: bytes) -> list[_Fields] | str:
    """The fields of each Sheet, or what is wrong."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets: list[_Fields] = []
        cells = 0
        for listed in book.sheets_metadata:
            rows: Sequence[Sequence[Value]] = []
            if listed.typ == SheetTypeEnum.WorkSheet:
                sheet = book.get_sheet_by_name(listed.name)
                cells += sheet.total_height * sheet.total_width
                if cells > MOST_CELLS:
                    return _TOO_LARGE
                rows = sheet.to_python(skip_empty_area=False)
            sheets.append((listed.name, rows, listed.visible != SheetVisibleEnum.Visible))
    except PasswordError:
        return _LOCKED
    except CalamineError as fault:
        return str(fault)
    return sheets


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the child is only kept apart there
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


if __name__ == "__main__":
    _limit_memory()
    pickle.dump(_sheets_or_fault(sys.stdin.buffer.read()), sys.stdout.buffer)
