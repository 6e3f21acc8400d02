"""What the book holds already, and by which digests an index may list it."""

from collections.abc import Iterator
from pathlib import Path

from tallybook.archive import Archive, Holding, private_archive, tracked_archive, tracked_holdings
from tallybook.errors import SourceError, StoreError
from tallybook.fetching.remembering import Remembered
from tallybook.fetching.web_archive import digest_of
from tallybook.store.connect import Connection
from tallybook.store.load import held_documents


def held_by(book: Path, known: Remembered) -> frozenset[str]:
    """The sha256 of every document of a book; their other digests are noted, from the archives' own bytes.

    Raises:
        StoreError: there is no book while there is an archive to build it of, or the file is none.
    """
    if not book.is_file():
        _check_start(book)
        return frozenset()
    held = frozenset(held_documents(book))
    for holding in _archives(book):
        digest = holding.document.sha256
        if digest in held and digest not in known.sha1s:
            try:
                known.sha1s[digest] = digest_of(holding.read())
            except SourceError:
                continue  # `tallybook verify` tells of it; it would be downloaded once, and found to be held
    return held


def _archives(book: Path) -> Iterator[Holding]:
    """Every file of the archives that stand behind a book."""
    yield from tracked_holdings()
    yield from private_archive(book).holdings
    with Connection(book) as connection:
        noted = connection.info.get("archive")
    if noted:
        yield from Archive(Path(noted)).holdings


def _check_start(book: Path) -> None:
    folder = tracked_archive()
    if folder and folder.is_dir():
        raise StoreError(
            "There is no book here yet, and an archive that would make one without a download.",
            where=str(book),
            found=f"the archive in {folder}",
            hint="build it first: `tallybook book`, with the same --book.",
        )
