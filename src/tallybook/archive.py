"""Archives of published files: bytes in, sha256 out; nothing is edited or deleted.

A document is its bytes. The publisher re-uses one name for different bytes, and the same bytes
come under different names. Two archives stand behind a book: the one tracked in the repository,
which is only read, and one beside the book, which keeps what its user adds.
"""

import csv
import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from tallybook.errors import SourceError, StoreError
from tallybook.model import Document

MANIFEST = "MANIFEST.csv"
KNOWN_FROM = "KNOWN_FROM.csv"
SUFFIXES = (".xlsx", ".xlsm", ".xls")

_DATED_NAME = re.compile(r"^(\d{4}-\d{2}-\d{2})_(.+)$")
_LISTED = {"file", "sha256", "bytes", "ice_file_name", "kept_by"}
_COLUMNS = ("file", "sha256", "bytes", "ice_file_name", "report_date", "report_date_basis", "kept_by")


def sha256(data: bytes) -> str:
    """The name of a document: the hash of its bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def is_lock_file(path: Path) -> bool:
    """Whether a file is the owner lock that Excel leaves beside an open workbook."""
    return path.name.startswith("~$")


def tracked_archive() -> Path | None:
    """The archive of the repository this package is run from; None where there is none."""
    if named := os.environ.get("TALLYBOOK_ARCHIVE"):
        return Path(named)
    folder = Path(__file__).parents[2] / "archive" / "ice_detention_statistics"
    return folder if folder.is_dir() else None


def default_path() -> Path:
    """The user's own book: in the per-user data folder."""
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "tallybook" / "tallybook.duckdb"


@dataclass(frozen=True, slots=True)
class Holding:
    """One document that an archive keeps, and where."""

    document: Document
    path: Path

    def read(self) -> bytes:
        """The document's bytes.

        Raises:
            SourceError: the file is gone, or its bytes are not those of the document.
        """
        if not self.path.is_file():
            raise SourceError(
                "The file that the manifest names is not in the archive.",
                where=self.document.file,
                expected=str(self.path),
                found="no such file",
                hint="restore the archive from where it was copied.",
            )
        try:
            data = self.path.read_bytes()
        except OSError as error:
            raise SourceError(
                "This file of the archive can't be read.",
                where=self.document.file,
                found=error.strerror or str(error),
                hint=f"check that you may read {self.path}.",
            ) from None
        if (found := sha256(data)) != self.document.sha256:
            raise SourceError(
                "The bytes of this file are not those that the manifest lists.",
                where=self.document.file,
                expected=f"sha256 {self.document.sha256}",
                found=f"sha256 {found}",
                hint="restore the file; if it is another edition, add it under its own name.",
            )
        return data


class Archive:
    """A folder of published files with a manifest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def holdings(self) -> tuple[Holding, ...]:
        """Every document of the folder: those of the manifest, then files that it does not list."""
        listed = list(self._listed())
        names = {holding.path.name for holding in listed}
        return (*listed, *self._unlisted(names))

    def find(self, digest: str) -> Holding | None:
        """The document of a hash."""
        return next((h for h in self.holdings if h.document.sha256 == digest), None)

    def _listed(self) -> Iterator[Holding]:
        corrections = {row["file"]: row["known_from"] for row in _rows(self.folder / KNOWN_FROM)}
        rows = _rows(self.folder / MANIFEST)
        if rows and (lacking := _lacking_columns(rows[0])):
            raise StoreError(
                "The manifest of this archive lacks columns.",
                where=str(self.folder / MANIFEST),
                expected=", ".join(sorted({*_LISTED, "first_captured"})),
                found="no column " + ", ".join(sorted(lacking)),
                hint="add them, or take the manifest away: files are then dated by the head of their names.",
            )
        for row in rows:
            day, basis = _report_date(row, corrections)
            document = Document(
                sha256=row["sha256"],
                file=row["file"],
                published_name=row["ice_file_name"],
                report_date=day,
                report_date_basis=basis,
                size_bytes=int(row["bytes"]),
                kept_by=row["kept_by"] if "report_date_basis" in row else ", ".join(row["kept_by"].split()),
            )
            yield Holding(document, self.folder / row["file"])

    def _unlisted(self, names: set[str]) -> Iterator[Holding]:
        if not self.folder.is_dir():
            return
        for path in sorted(self.folder.iterdir()):
            if path.suffix.lower() in SUFFIXES and path.name not in names and not is_lock_file(path):
                yield Holding(describe(path.read_bytes(), path.name, None, ()), path)


class PrivateArchive(Archive):
    """The archive beside a book: keeps the bytes that a user adds."""

    def keep(self, data: bytes, document: Document) -> Holding:
        """Keeps the bytes of a document and lists them; a file that is kept already stays as it is.

        Raises:
            StoreError: they can't be written.
        """
        if held := self.find(document.sha256):
            return held
        path = self.folder / document.file
        listed = [*(holding.document for holding in self.holdings if holding.path != path), document]
        lines = [",".join(_COLUMNS), *(_manifest_line(entry) for entry in listed)]
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            _write_whole(path, data)
            _write_whole(self.folder / MANIFEST, ("\n".join(lines) + "\n").encode())
        except OSError as error:
            raise StoreError(
                "This file can't be kept in the archive beside the book.",
                where=str(path),
                found=error.strerror or str(error),
                hint="check that the folder may be written to and has room, or give the file a shorter name.",
            ) from None
        self.__dict__.pop("holdings", None)
        return Holding(document, path)


def private_archive(book: Path) -> PrivateArchive:
    """The archive beside a book."""
    return PrivateArchive(book.with_name(f"{book.name}.archive"))


def tracked_holdings() -> Sequence[Holding]:
    """Every document of the repository's archive; none where there is no repository."""
    folder = tracked_archive()
    return Archive(folder).holdings if folder and folder.is_dir() else ()


def describe(data: bytes, name: str, known_since: date | None, taken: Sequence[str]) -> Document:
    """The document that a file in no manifest is: its day by the head of its name, else as given.

    Args:
        data: the file's bytes.
        name: the file's own name.
        known_since: the day since which it is known to be public, where its name doesn't say.
        taken: names of the archive that other bytes have already.
    """
    digest = sha256(data)
    name = name.encode(errors="replace").decode()  # a name on disk need not be Unicode, a book's is
    dated = _DATED_NAME.match(name)
    day, basis, published = date.today(), "added", name
    if dated and (head := _iso_date(dated[1])):
        day, basis, published = head, "file_name", dated[2]
    elif known_since:
        day, basis = known_since, "known_since"
    file = name if basis == "file_name" else f"{day.isoformat()}_{name}"
    if file in taken:
        file = f"{Path(file).stem}.{digest[:8]}{Path(file).suffix}"
    return Document(digest, file, published, day, basis, len(data), "the user of this book")


def _iso_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _report_date(row: dict[str, str], corrections: dict[str, str]) -> tuple[date | None, str]:
    if basis := row.get("report_date_basis"):
        return _iso_date(row["report_date"]), basis
    if corrected := corrections.get(row["file"]):
        return _iso_date(corrected), "corrected"
    return _iso_date(row["first_captured"]), "manifest"


def _lacking_columns(row: dict[str, str]) -> set[str]:
    dated = {"report_date"} if "report_date_basis" in row else {"first_captured"}
    return (_LISTED | dated) - set(row)


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _manifest_line(document: Document) -> str:
    values = (
        document.file,
        document.sha256,
        document.size_bytes,
        document.published_name,
        document.report_date or "",
        document.report_date_basis,
        document.kept_by,
    )
    return ",".join(f'"{str(value).replace(chr(34), chr(34) * 2)}"' for value in values)


def _write_whole(path: Path, data: bytes) -> None:
    """A file that is there whole or not at all."""
    temporary = path.with_name(f".{path.name}.tmp")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
