"""Getting published files into a book: building it of the archive, adding to it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from tallybook.archive import (
    Archive,
    Holding,
    PrivateArchive,
    default_path,
    describe,
    is_lock_file,
    private_archive,
    sha256,
    tracked_archive,
    tracked_holdings,
)
from tallybook.checks import derived_tables
from tallybook.columns import Rows
from tallybook.errors import SourceError, StoreError, TallybookError
from tallybook.model import Document
from tallybook.readers.workbook import read_workbook
from tallybook.sources import read_document, reader_version, reading_stamp
from tallybook.store.facilities import facility_tables
from tallybook.store.load import held_documents, repair_parquet, write_book, writing

Progress = Callable[[int, int, str], None]
"""Told after each file: how many are done, of how many, and the file's name."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A file on its way into a book, and what is known of it besides its bytes."""

    path: Path
    name: str  # as its publisher, or the person who adds it, calls it
    known_since: date | None = None  # public since this day, where neither a manifest nor its name says
    kept_by: str = ""  # who kept it; the user of the book where nothing is said


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file."""

    name: str
    status: str  # loaded, held (nothing changed), skipped or failed
    document: Document | None = None
    error: TallybookError | None = None
    observations: int = 0
    issues: int = 0
    unexplained: int = 0
    path: Path | None = None  # of a file that was offered and not loaded


@dataclass(frozen=True, slots=True)
class Report:
    """What became of every file of a build or an `add`."""

    path: Path
    files: tuple[FileReport, ...] = ()

    @property
    def failed(self) -> list[FileReport]:
        """The files that could not be taken."""
        return [file for file in self.files if file.status in ("failed", "skipped")]


@dataclass(slots=True)
class _Batch:
    """Documents read so far, on their way into a book."""

    rows: Rows = field(default_factory=Rows)
    read: list[Document] = field(default_factory=list)
    failures: list[FileReport] = field(default_factory=list)

    def take(self, data: bytes, document: Document, keep: PrivateArchive | None = None) -> None:
        """Reads a document; where its bytes are to be kept, no row is taken before they are."""
        workbook = read_workbook(data, document.file)
        if keep:
            read_document(workbook, document, Rows())
            keep.keep(data, document)
        read_document(workbook, document, self.rows)
        self.read.append(document)

    def reports(self, tables: Mapping[str, pa.Table]) -> list[FileReport]:
        """One report for each document that was read, from the rows made of them."""
        observations, issues = (_rows_by_document(tables[name]) for name in ("observation", "issue"))
        unexplained: Counter[str] = Counter()
        sheets = tables["sheet"].select(["document", "unexplained_cells"])
        for sheet in sheets.to_pylist():
            unexplained[sheet["document"]] += sheet["unexplained_cells"]
        return [
            FileReport(
                document.file,
                "loaded",
                document,
                observations=observations[document.sha256],
                issues=issues[document.sha256],
                unexplained=unexplained[document.sha256],
            )
            for document in self.read
        ]


def _rows_by_document(table: pa.Table) -> Counter[str]:
    counted = table["document"].combine_chunks().value_counts()
    return Counter({row["values"]: row["counts"] for row in counted.to_pylist()})


def build(
    path: Path | str | None = None, archive: Path | str | None = None, progress: Progress | None = None
) -> Report:
    """Builds a book of the tracked archive and of what its user added, or brings it up to date.

    Documents that the present rules have read already are not read again.

    Args:
        path: the book; the user's own by default.
        archive: the folder of published files; the repository's by default.
        progress: told after each file.

    Raises:
        StoreError: there is no archive, or a file that is not a book stands in the way.
    """
    path = Path(path) if path else default_path()
    folder = Path(archive) if archive else tracked_archive()
    if folder is None or not folder.is_dir():
        raise StoreError(
            "There is no archive of published files to build from.",
            where=str(folder or "archive/ice_detention_statistics"),
            hint="run from a clone of the repository, or name a folder with --archive.",
        )
    holdings = Archive(folder).holdings
    if not holdings:
        raise StoreError(
            "This folder holds no workbook and no manifest of one.",
            where=str(folder),
            expected="files ending in .xlsx or .xls",
            hint="name the folder that has them with --archive.",
        )
    with writing(path):
        wanted = _by_hash(private_archive(path).holdings, holdings)
        return _bring_up_to_date(path, wanted, progress, folder)


def _by_hash(*archives: Iterable[Holding]) -> dict[str, Holding]:
    """The documents of several archives; what a later one says of a document counts."""
    return {holding.document.sha256: holding for archive in archives for holding in archive}


def add(
    path: Path | str | None,
    files: Iterable[Path | str],
    known_since: date | None = None,
    progress: Progress | None = None,
) -> Report:
    """Archives, reads, checks and loads workbooks into a book; makes the book where there is none.

    A file that can't be taken harms no other. Adding the same bytes twice changes nothing.

    Args:
        path: the book; the user's own by default.
        files: the workbooks.
        known_since: the day since which they are known to be public, where neither a manifest nor
            the head of their names says so.
        progress: told after each file.
    """
    offers = [Offer(Path(file), Path(file).name, known_since) for file in files]
    return add_offers(Path(path) if path else default_path(), offers, progress)


def add_offers(path: Path, offers: Sequence[Offer], progress: Progress | None = None) -> Report:
    """As `add`, for files of each of which something else is known."""
    with writing(path):
        shelf = private_archive(path)
        known = _by_hash(shelf.holdings, tracked_holdings())
        held = held_documents(path)
        batch, done = _Batch(), []
        for number, offer in enumerate(offers, 1):
            report = _take_file(offer, batch, known, held, shelf)
            if report:
                done.append(replace(report, path=offer.path))
            if progress:
                progress(number, len(offers), offer.name)
        _read_again(_stale(held, known), known, batch)
        loaded = _write(path, batch, held) if batch.read else _unchanged(path, held)
    return Report(path, (*done, *batch.failures, *loaded))


def _take_file(
    offer: Offer, batch: _Batch, known: dict[str, Holding], held: dict[str, str], shelf: PrivateArchive
) -> FileReport | None:
    """One file on its way in; a report where it does not become a new document of the batch."""
    if is_lock_file(offer.path):
        return FileReport(offer.name, "skipped", error=_lock_file(offer.path))
    try:
        data = _bytes_of(offer.path)
        digest = sha256(data)
        holding = known.get(digest)
        taken = [h.document.file for h in known.values()]
        document = holding.document if holding else _described(offer, data, taken)
        if held.get(digest) == reading_stamp(document) or digest in {read.sha256 for read in batch.read}:
            return FileReport(offer.name, "held", document)
        batch.take(data, document, keep=None if holding else shelf)
        known.setdefault(digest, Holding(document, shelf.folder / document.file))
    except (SourceError, StoreError) as error:
        return FileReport(offer.name, "failed", error=error)
    return None


def _described(offer: Offer, data: bytes, taken: Sequence[str]) -> Document:
    document = describe(data, offer.name, offer.known_since, taken)
    return replace(document, kept_by=offer.kept_by) if offer.kept_by else document


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise SourceError(
            "This file can't be read.",
            where=str(file),
            found=error.strerror or str(error),
            hint="check its name.",
        ) from None


def _lock_file(file: Path) -> SourceError:
    return SourceError(
        "This is the lock that Excel leaves beside an open workbook, not a workbook; skipped.",
        where=file.name,
    )


def _stale(held: dict[str, str], known: dict[str, Holding]) -> list[str]:
    """Documents of a book that other rules have read, or of which something else was known."""
    return [
        digest
        for digest, read_by in held.items()
        if not read_by.startswith(reader_version())
        or (digest in known and read_by != reading_stamp(known[digest].document))
    ]


def _read_again(digests: Iterable[str], known: dict[str, Holding], batch: _Batch) -> None:
    """Documents of the book that older rules have read, read by the present ones."""
    for digest in digests:
        if digest in {read.sha256 for read in batch.read}:
            continue
        holding = known.get(digest)
        try:
            if holding is None:
                raise SourceError(
                    "This document was read by older rules, and its file is in no archive that is known.",
                    where=digest,
                    hint="add the file again; until then its rows are not in the book.",
                )
            batch.take(holding.read(), holding.document)
        except SourceError as error:
            name = holding.document.file if holding else digest
            batch.failures.append(FileReport(name, "failed", error=error))


def _bring_up_to_date(path: Path, wanted: dict[str, Holding], progress: Progress | None, archive: Path) -> Report:
    held = held_documents(path)
    batch, done = _Batch(), []
    for number, (digest, holding) in enumerate(wanted.items(), 1):
        if held.get(digest) == reading_stamp(holding.document):
            done.append(FileReport(holding.document.file, "held", holding.document))
        else:
            try:
                batch.take(holding.read(), holding.document)
            except SourceError as error:
                batch.failures.append(FileReport(holding.document.file, "failed", error=error))
        if progress:
            progress(number, len(wanted), holding.document.file)
    others = set(held) - set(wanted)
    loaded = _write(path, batch, held, others, archive) if batch.read or others else _unchanged(path, held)
    return Report(path, (*done, *batch.failures, *loaded))


def _unchanged(path: Path, held: dict[str, str]) -> list[FileReport]:
    if held:
        repair_parquet(path)
    return []


def _write(
    path: Path, batch: _Batch, held: dict[str, str], others: Iterable[str] = (), archive: Path | None = None
) -> list[FileReport]:
    """Puts a batch into the book; documents of older rules, and `others`, leave it."""
    stale = {digest for digest, read_by in held.items() if not read_by.startswith(reader_version())}
    dropped = sorted(stale | set(others) | ({read.sha256 for read in batch.read} & set(held)))
    keep = bool(set(held) - set(dropped))
    tables = batch.rows.tables()
    write_book(path, tables, dropped, keep, _derived, archive)
    return batch.reports(tables)


def _derived(connection: duckdb.DuckDBPyConnection) -> dict[str, pa.Table]:
    """Every table that follows from what is printed."""
    return {**derived_tables(connection), **facility_tables(connection)}
