"""What a name on the command line stands for: a file on disk, or a document of the book."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tallybook.archive import describe, sha256, tracked_holdings
from tallybook.book import Book
from tallybook.errors import QuestionError, SourceError
from tallybook.model import Document

_UNDATED = "added"


@dataclass(frozen=True, slots=True)
class Source:
    """One file to compare: its bytes, and what is known of them."""

    data: bytes
    document: Document


def find_sources(names: tuple[str, str], open_book: Callable[[], Book]) -> tuple[Source, Source]:
    """The two files that are meant; the book is opened only where one of them is no file on disk.

    Of a file that nothing dates it is taken that it is of the other's day: what a workbook says is
    read in the light of the day on which it was published, and the two should be read alike.

    Raises:
        QuestionError: there is no such file, or the book has no such document, or several.
        SourceError: the file can't be read.
        StoreError: a book is needed, and there is none.
    """
    for name in names:
        if "/" in name and not Path(name).is_file():
            raise QuestionError("There is no such file.", where=name, expected="a workbook, or a document of the book")
    if all(Path(name).is_file() for name in names):
        a, b = (_from_disk(Path(name)) for name in names)
    else:
        with open_book() as book:
            a, b = (_from_disk(Path(name)) if Path(name).is_file() else _from_book(name, book) for name in names)
    return _dated_like(a, b), _dated_like(b, a)


def _from_disk(path: Path) -> Source:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError("This file can't be read.", where=str(path), found=error.strerror or str(error)) from None
    digest = sha256(data)
    held = next((holding.document for holding in tracked_holdings() if holding.document.sha256 == digest), None)
    document = held or describe(data, path.name, None, ())
    return Source(data, replace(document, file=path.name))


def _from_book(name: str, book: Book) -> Source:
    row = book.document(name)
    document = Document(
        sha256=row["document"],
        file=row["file"],
        published_name=row["published_name"],
        report_date=row["report_date"],
        report_date_basis=row["report_date_basis"],
        size_bytes=row["size_bytes"],
        kept_by=row["kept_by"],
    )
    return Source(book.bytes_of(row), document)


def _dated_like(source: Source, other: Source) -> Source:
    if source.document.report_date_basis != _UNDATED:
        return source
    day = other.document.report_date or date.today()
    return replace(source, document=replace(source.document, report_date=day))
