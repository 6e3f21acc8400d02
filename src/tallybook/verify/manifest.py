"""The manifest of an archive, line by line, as it must be to hold files against it."""

import csv
from dataclasses import dataclass
from pathlib import Path

from tallybook.errors import StoreError
from tallybook.verify.hashes import is_sha256


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a manifest."""

    file: str
    published_name: str
    sha256: str
    size_bytes: int


def read_manifest(path: Path) -> list[Entry]:
    """The lines of a manifest.

    Raises:
        StoreError: there is none, or a line of it can't be understood; its number is told.
    """
    try:
        with path.open(newline="", encoding="utf-8") as lines:
            reader = csv.DictReader(lines)
            return [_entry(path, reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise StoreError(
            "This archive has no manifest that can be read.",
            where=str(path),
            found=error.strerror or str(error) if isinstance(error, OSError) else str(error),
            hint="name another folder with --archive, or restore the manifest.",
        ) from None


def _entry(path: Path, line: int, row: dict[str, str | None]) -> Entry:
    file, digest, size = (row.get(name) or "" for name in ("file", "sha256", "bytes"))
    if not file or not is_sha256(digest) or not size.isascii() or not size.isdigit():
        raise StoreError(
            "A line of this manifest can't be understood.",
            where=f"{path}, line {line}",
            expected="a file, its sha256 (64 hexadecimal digits) and its size in bytes",
            found=f"file {file!r}, sha256 {digest!r}, bytes {size!r}",
            hint="restore the manifest from where it was copied.",
        )
    return Entry(file, row.get("ice_file_name") or file, digest.lower(), int(size))
