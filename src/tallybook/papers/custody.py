"""What is known of each file that an answer stands on: names, hash and size, since when it is public, who kept it."""

from dataclasses import dataclass
from datetime import date

from tallybook.answers import Answer
from tallybook.archive import Archive, private_archive, tracked_archive
from tallybook.book import Book
from tallybook.errors import SourceError
from tallybook.vocabulary import REPORT_DATE_BASES


@dataclass(frozen=True, slots=True)
class Custody:
    """One file, and what the book and the archives say of it."""

    document: str  # sha256 of its bytes
    file: str  # the archive's name
    published_name: str  # the agency's name
    size_bytes: int
    report_date: date
    basis: str  # a code of REPORT_DATE_BASES
    data_through: date | None
    kept_by: str  # archives that kept a copy; blank where none is named

    @property
    def basis_words(self) -> str:
        """Where the first day known public comes from."""
        return REPORT_DATE_BASES[self.basis]


def custody_of(book: Book, answer: Answer) -> list[Custody]:
    """The files of an answer, the newest first."""
    held = held_files(book)
    return [held[one.document] for one in answer.publications]


def held_files(book: Book) -> dict[str, Custody]:
    """Every file of the book, by its hash."""
    return {
        row["document"]: Custody(
            document=row["document"],
            file=row["file"],
            published_name=row["published_name"],
            size_bytes=row["size_bytes"],
            report_date=row["report_date"],
            basis=row["report_date_basis"],
            data_through=row["data_through"],
            kept_by=row["kept_by"] or "",
        )
        for row in book.documents()
    }


def manifest_of(book: Book, custody: Custody) -> str:
    """Which manifest at hand lists a file, in words; blank where none does."""
    tracked = tracked_archive()
    if tracked and tracked.is_dir() and Archive(tracked).find(custody.document):
        return f"MANIFEST.csv of Tallybook's archive of published files ({tracked.name})"
    if private_archive(book.path).find(custody.document):
        return "MANIFEST.csv of the archive beside the book, which lists what its user added"
    return ""


def is_as_listed(book: Book, custody: Custody) -> bool | None:
    """Whether the file, read again, has the bytes of its hash; None where no archive at hand has it."""
    try:
        book.bytes_of({"document": custody.document, "file": custody.file})
    except SourceError as error:
        return False if "sha256" in f"{error}" else None
    return True
