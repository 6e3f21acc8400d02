"""The book, open for reading. The front door for Python.

book = tallybook.open()
book.sql("SELECT * FROM atd_by_technology WHERE reference_end = '2025-05-17'").rows()
tallybook.show(book, "2025-05-24!ATD FY25 YTD!B10").observation["value"]
"""

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from tallybook.archive import default_path, private_archive, tracked_holdings
from tallybook.errors import SourceError, TallybookError
from tallybook.sources import reader_version
from tallybook.store.connect import Connection, Result, check_current
from tallybook.store.names import resolve_document


class Book:
    """A book that is open for reading."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = Connection(path)
        try:
            check_current(self._connection, reader_version())
        except TallybookError:
            self._connection.close()
            raise

    def sql(self, query: str) -> Result:
        """The result of a query in DuckDB's SQL; it can read this book and nothing else.

        Raises:
            QuestionError: the query can't be understood or does not fit the book.
        """
        return self._connection.query(query)

    def sql_json(self, query: str) -> Iterator[str]:
        """The rows of a query, each as a JSON object; dates as YYYY-MM-DD."""
        return self._connection.query_json(query)

    def documents(self) -> list[dict[str, Any]]:
        """Every document of the book, in the order in which they became public."""
        return self.sql("SELECT * FROM document ORDER BY report_date, file").rows()

    def document(self, name: str) -> dict[str, Any]:
        """The one document whose file, published name or hash begins so.

        Raises:
            AmbiguousName: several do; the message lists them.
            QuestionError: none does.
        """
        return resolve_document(self._connection, name)

    def bytes_of(self, document: dict[str, Any]) -> bytes:
        """The file of a document, from whichever archive keeps it.

        Raises:
            SourceError: neither archive has it any more.
        """
        digest = document["document"]
        for holding in (*tracked_holdings(), *private_archive(self.path).holdings):
            if holding.document.sha256 == digest:
                return holding.read()
        raise SourceError(
            "The file of this document is in no archive that is known.",
            where=document["file"],
            hint="add the file again, or set TALLYBOOK_ARCHIVE to the folder that has it.",
        )

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def __enter__(self) -> "Book":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_book(path: Path | str | None = None) -> Book:
    """Opens a book to read it; the user's own by default.

    Raises:
        StoreError: there is none, it is not a book, or older rules have made it.
    """
    return Book(Path(path) if path else default_path())


def sheet_names(book: Book, document: dict[str, Any]) -> Iterator[str]:
    """The names of a document's sheets, in its order."""
    query = f"SELECT sheet FROM sheet WHERE document = '{document['document']}' ORDER BY position"
    return (row["sheet"] for row in book.sql(query).rows())
