"""The child process that `tallybook.readers.xls` starts: an .xls on stdin, its sheets on stdout.

Run by its path and free of imports from this package, so that it starts fast and small.
"""

import pickle
import sys
from collections.abc import Sequence
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

TOO_LARGE = "too large"


def sheets_or_fault(data: bytes, most_cells: int) -> list[tuple[str, Sequence[Sequence[object]], bool]] | str:
    """Name, rows and hiddenness of each sheet; or what is wrong."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets: list[tuple[str, Sequence[Sequence[object]], bool]] = []
        for listed in book.sheets_metadata:
            rows: Sequence[Sequence[object]] = []
            if listed.typ == SheetTypeEnum.WorkSheet:
                sheet = book.get_sheet_by_name(listed.name)
                most_cells -= sheet.total_height * sheet.total_width
                if most_cells < 0:
                    return TOO_LARGE
                rows = sheet.to_python(skip_empty_area=False)
            sheets.append((listed.name, rows, listed.visible != SheetVisibleEnum.Visible))
    except CalamineError as fault:
        return str(fault)
    return sheets


def limit_memory(most: int) -> None:
    """Bounds what this process may take, where the system can do that."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    except (ImportError, ValueError, OSError):
        return  # Windows and macOS: the child is only kept apart there


if __name__ == "__main__":
    most_memory, most_cells = map(int, sys.argv[1:])
    limit_memory(most_memory)
    pickle.dump(sheets_or_fault(sys.stdin.buffer.read(), most_cells), sys.stdout.buffer)
