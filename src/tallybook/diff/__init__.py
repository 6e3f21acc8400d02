"""What differs between two workbooks: by meaning first, then by cell.

`compare` reads two files by the same rules as the book, pairs their numbers by what they mean,
and tells what is left: numbers that changed, came or went, tables and rows that only moved, notes
reworded, and every other cell whose words or numbers differ. Fonts, colours and other formats are
not read, and so not told.
"""

from tallybook.diff.changes import Change, Difference
from tallybook.diff.compare import compare
from tallybook.diff.source import Source, find_sources

__all__ = ["Change", "Difference", "Source", "compare", "find_sources"]
