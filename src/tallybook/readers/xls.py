"""Legacy .xls files, read in a process of their own.

The parser believes the sizes that an .xls declares: one wrong byte can make it ask for more
memory than there is, and then the whole process ends at once. So a child reads the file, in
bounds of memory and time, and hands back plain values; whatever becomes of it, the caller lives.
"""

import pickle
import re
import subprocess
import sys
from pathlib import Path

from tallybook.readers.grid import Sheet, Workbook
from tallybook.readers.refusals import MOST_CELLS, damaged, locked, too_large
from tallybook.readers.xls_child import TOO_LARGE

_CHILD = Path(__file__).with_name("xls_child.py")
_MOST_MEMORY = 2**30
_MOST_SECONDS = 60

# How Excel locks an .xlsx, and an .xls (a FILEPASS record soon after the workbook's first record).
_LOCKED_XLSX = "EncryptedPackage".encode("utf-16-le")
_LOCKED_XLS = re.compile(rb"\x09\x08[\x08\x10]\0\0[\x05\x06]\x05\0.{4}(?:.{8})?(?:\x86\0\0\0)?\x2f\0", re.DOTALL)


def read_xls(data: bytes, name: str) -> Workbook:
    """All sheets of an .xls; its error cells cannot be told from blanks, for the parser erases them."""
    if _LOCKED_XLSX in data or _LOCKED_XLS.search(data):
        raise locked(name)
    what = "it is a compound file (as .xls, .doc and .msi are), but no sound Excel workbook"
    command = [sys.executable, "-P", str(_CHILD), str(_MOST_MEMORY), str(MOST_CELLS)]
    try:
        child = subprocess.run(command, input=data, capture_output=True, timeout=_MOST_SECONDS)
    except subprocess.TimeoutExpired as fault:
        raise damaged(name, what, f"no end to it after {_MOST_SECONDS} seconds") from fault
    if child.returncode:
        found = f"the parser stopped (status {child.returncode}): a wrong size, or content too far out"
        raise damaged(name, what, found)
    result = pickle.loads(child.stdout)
    if isinstance(result, str):
        raise too_large(name) if result == TOO_LARGE else damaged(name, what, result)
    return Workbook(tuple(Sheet(*sheet) for sheet in result))
