"""What stands where in each publication, and what its labels mean."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tallybook.columns import Rows
from tallybook.model import Document
from tallybook.readers.grid import Workbook

if TYPE_CHECKING:
    from tallybook.sources.ice_detention_statistics.vocabulary import CodeList

_PACKAGE = Path(__file__).parents[1]
_READING_CODE = (
    "archive.py",
    "arrow.py",
    "calendar.py",
    "checks",
    "columns.py",
    "dimensions.py",
    "model.py",
    "schema.py",
    "vocabulary.py",
    "readers",
    "sources",
    "store/facilities.py",
)
_NOT_FOR_READING = frozenset({"colours.toml"})


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """One table of a publication, as a user finds it in the book."""

    name: str
    about: str
    dimensions: tuple[str, ...]


def read_document(workbook: Workbook, document: Document, rows: Rows) -> None:
    """Reads a workbook by the layouts of its publication into rows of the book.

    Raises:
        LayoutError: it belongs to no publication that is known.
    """
    from tallybook.sources.ice_detention_statistics.read import read_document as read

    read(workbook, document, rows, reading_stamp(document))


def published_tables() -> tuple[PublishedTable, ...]:
    """Every published table that a layout declares."""
    from tallybook.sources.ice_detention_statistics.layout import load_layout

    layout = load_layout()
    return tuple(PublishedTable(table.name, table.about, table.dimensions) for table in layout.tables) + tuple(
        PublishedTable(sentence.name, sentence.about, ()) for sentence in layout.sentences
    )


def code_lists() -> "Mapping[str, CodeList]":
    """The code list of every dimension that has one."""
    from tallybook.sources.ice_detention_statistics.vocabulary import load_vocabulary

    return load_vocabulary()


def colours() -> "Mapping[str, Mapping[str, int]]":
    """The colour of each code in pictures, of renamed codes by their group; dimensions of many codes have none."""
    from tallybook.sources.ice_detention_statistics.vocabulary import load_colours

    return load_colours()


@cache
def reader_version() -> str:
    """A short hash over layouts, vocabularies and the code that reads: what it reads may change with it."""
    digest = hashlib.sha256()
    for name in _READING_CODE:
        path = _PACKAGE / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.suffix in (".py", ".toml") and file.name not in _NOT_FOR_READING:
                digest.update(file.relative_to(_PACKAGE).as_posix().encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def reading_stamp(document: Document) -> str:
    """The rules that read a document, and what was known of it: where either changed, it is read again."""
    return f"{reader_version()}.{hashlib.sha256(repr(document).encode()).hexdigest()[:8]}"
