"""Zip files whose bytes depend on nothing but what is in them; and reading those that somebody hands over."""

import io
import zipfile
from collections.abc import Mapping

from tallybook.errors import QuestionError

_TIME = (1980, 1, 1, 0, 0, 0)  # the first that the format knows
_UNIX, _MODE = 3, 0o644 << 16
_MOST_BYTES = 200_000_000
_MOST_FILES = 100


def zipped(files: Mapping[str, bytes], is_compressed: bool = False) -> bytes:
    """Files as a zip, in the order in which they are given.

    Uncompressed unless asked for: versions of a compressor differ, and with them the bytes.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _TIME)
            entry.create_system, entry.external_attr = _UNIX, _MODE
            entry.compress_type = zipfile.ZIP_DEFLATED if is_compressed else zipfile.ZIP_STORED
            archive.writestr(entry, data)
    return buffer.getvalue()


def unzipped(data: bytes, where: str) -> dict[str, bytes]:
    """The files of a zip, by name.

    Raises:
        QuestionError: it is no zip, it is broken, or it would unpack to more than any bundle holds.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            size = sum(entry.file_size for entry in entries)
            if len(entries) > _MOST_FILES or size > _MOST_BYTES:
                raise QuestionError(
                    "This zip holds more than a bundle does.",
                    where=where,
                    found=f"{len(entries)} files, {size:,} bytes",
                )
            return {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise QuestionError("This is no zip file that can be read.", where=where, found=str(error)) from None
