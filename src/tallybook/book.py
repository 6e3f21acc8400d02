"""The book, open for reading: SQL, documents, issues. `tallybook.opening` adds questions to it.

book = tallybook.open()
book.sql("SELECT * FROM atd_by_technology WHERE reference_end = '2025-05-17'").rows()
tallybook.show(book, "2025-05-24!ATD FY25 YTD!B10").observation["value"]
"""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from tallybook.archive import Archive, default_path, private_archive, tracked_holdings
from tallybook.errors import SourceError, TallybookError
from tallybook.sources import reader_version
from tallybook.store.connect import Connection, Result, check_current
from tallybook.store.names import resolve_document

if TYPE_CHECKING:
    from tallybook.adding import Report

_Made = TypeVar("_Made")


class Book:
    """A book that is open for reading: all that is known, or what was known on a day."""

    def __init__(self, path: Path, as_of: date | None = None) -> None:
        self.path = path
        self.as_of = as_of
        self._connection = _connected(path, as_of)
        self._made: dict[object, Any] = {}
        self._made_of_file: dict[object, Any] = {}  # shared with the same file as known on other days
        self._making = RLock()  # one for all days: what is made of one may need what is made of another

    def once(self, name: object, make: Callable[[], _Made]) -> _Made:
        """What is costly to make of this state of the book, made when first asked for and kept, by one thread."""
        if name not in self._made:
            with self._making:
                if name not in self._made:
                    self._made[name] = make()
        made: _Made = self._made[name]
        return made

    def once_for_all_days(self, name: object, make: Callable[[Self], _Made]) -> _Made:
        """What is costly to make of the whole file and serves every day as known on which it is looked at."""
        if name not in self._made_of_file:
            with self._making:
                if name not in self._made_of_file:
                    self._made_of_file[name] = make(self.as_known_on(None) if self.as_of else self)
        made: _Made = self._made_of_file[name]
        return made

    @property
    def version(self) -> str:
        """The same for the same documents read by the same rules."""
        return self._connection.info["version"]

    def as_known_on(self, day: date | None) -> Self:
        """This state of the book as known on a day, or whole: the same file, whatever has taken its place since."""
        then = object.__new__(type(self))
        then.path, then.as_of = self.path, day
        then._connection = self._connection.as_known_on(day)
        then._made, then._made_of_file, then._making = {}, self._made_of_file, self._making
        return then

    def add(self, *files: Path | str, known_since: date | None = None) -> "Report":
        """Adds workbooks to this book, as `tallybook.add` does, and reads on from the new state of it."""
        from tallybook.adding import add  # the readers behind it are of no use to those who only ask

        report = add(self.path, files, known_since)
        self._connection.close()
        self._connection = _connected(self.path, self.as_of)
        self._made.clear()
        self._made_of_file = {}
        return report

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

    def issues(self, document: str | None = None, kind: str | None = None, since: date | None = None) -> Result:
        """What was noticed while reading, newest document first.

        Args:
            document: of this document only; the beginning of a name or hash.
            kind: of this kind only.
            since: of documents that became public on this day or later.
        """
        conditions = [self._is_document(document)]
        conditions += [f"kind = '{kind}'"] if kind else []
        conditions += [f"report_date >= DATE '{since}'"] if since else []
        return self.sql(
            "SELECT kind, file, sheet, cell, table_name, message, expected, found "
            "FROM issue JOIN (SELECT document, report_date FROM document) USING (document) "
            f"WHERE {' AND '.join(conditions)} ORDER BY report_date DESC, file, sheet, cell"
        )

    def coverage(self, document: str | None = None) -> Result:
        """The account of numeric cells, sheet by sheet: read, explained, and unexplained."""
        return self.sql(
            "SELECT file, sheet, numeric_cells, observed_cells, explained_cells, unexplained_cells "
            f"FROM sheet WHERE {self._is_document(document)} ORDER BY file, position"
        )

    def unexplained(self, document: str | None = None) -> Result:
        """Every numeric cell that nothing accounts for."""
        return self.sql(
            "SELECT file, sheet, cell, value FROM unread_cell "
            f"WHERE reason = 'unexplained' AND {self._is_document(document)} ORDER BY file, sheet, cell"
        )

    def _is_document(self, name: str | None) -> str:
        return f"document = '{self.document(name)['document']}'" if name is not None else "TRUE"

    def bytes_of(self, document: dict[str, Any]) -> bytes:
        """The file of a document, from whichever archive keeps it.

        Raises:
            SourceError: neither archive has it any more.
        """
        digest = document["document"]
        noted = self._connection.info.get("archive")
        others = Archive(Path(noted)).holdings if noted else ()
        for holding in (*tracked_holdings(), *private_archive(self.path).holdings, *others):
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


def _connected(path: Path, as_of: date | None) -> Connection:
    connection = Connection(path)
    try:
        check_current(connection, reader_version())
        if as_of:
            connection.look_back(as_of)
    except TallybookError:
        connection.close()
        raise
    return connection


def open_book(path: Path | str | None = None, as_of: date | None = None) -> Book:
    """Opens a book to read it; the user's own by default.

    Args:
        path: the book.
        as_of: answer as on the evening of this day: with only what had been published by then.

    Raises:
        StoreError: there is none, it is not a book, or older rules have made it.
    """
    return Book(Path(path) if path else default_path(), as_of)


def sheet_names(book: Book, document: dict[str, Any]) -> Iterator[str]:
    """The names of a document's sheets, in its order."""
    query = f"SELECT sheet FROM sheet WHERE document = '{document['document']}' ORDER BY position"
    return (row["sheet"] for row in book.sql(query).rows())
