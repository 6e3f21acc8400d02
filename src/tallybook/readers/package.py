"""The zip side of an Office file: its parts, inflated within bounds, and how they refer to each other."""

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from posixpath import dirname, join, normpath, split
from urllib.parse import unquote
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from tallybook.errors import UnreadableFile

MOST_PARTS = 5_000
MOST_INFLATED = 128 * 2**20
"""Bytes that all parts of a file may come to; the largest workbook ICE published needs 13 million."""

_MOST_IN_A_TREE = 8 * 2**20  # parts held as a tree of elements take some twenty times their size
_ENCRYPTED = 0x1
_ZIP_FAULTS = (BadZipFile, zlib.error, struct.error, EOFError, OverflowError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class Relationship:
    """How one part refers to another: the last word of the kind's address, and the part's name."""

    kind: str
    part: str


class Package:
    """The parts of an Office file, by name; no promise of the zip about sizes is trusted."""

    def __init__(self, data: bytes, where: str) -> None:
        self.where = where
        self._left = MOST_INFLATED
        # Counted before the directory is read: each entry costs far more memory than bytes.
        if data.count(b"PK\x01\x02") > MOST_PARTS:
            raise self.fault("The zip holds too many parts.", expected=f"at most {MOST_PARTS:,}")
        try:
            self._zip = ZipFile(BytesIO(data))
        except _ZIP_FAULTS as fault:
            raise self.fault(
                "The file is cut short or damaged: it begins as a zip and has no sound directory at its end.",
                found=f"{len(data):,} bytes; {fault}",
                hint="download or copy the file again.",
            ) from fault
        # Part names differ in more than case (Open Packaging Conventions).
        self._members = {info.filename.lower(): info for info in self._zip.infolist()}
        if len(self._members) < len(self._zip.infolist()):
            raise self.fault("Two parts of the zip have the same name, so that it can be read two ways.")

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._members

    def fault(self, message: str, *, expected: str = "", found: str = "", hint: str = "") -> UnreadableFile:
        """The error to raise about this file."""
        return UnreadableFile(message, where=self.where, expected=expected, found=found, hint=hint)

    def read(self, part: str) -> bytes:
        """The bytes of one part, inflated as far as the file's bound allows."""
        info = self._member(part)
        try:
            with self._zip.open(info) as stream:
                content = stream.read(self._left + 1)
        except _ZIP_FAULTS as fault:
            raise self.fault(
                f"Part {part!r} is damaged.", found=str(fault), hint="download or copy the file again."
            ) from fault
        self._left -= len(content)
        if self._left < 0:
            raise self.fault(
                "The file inflates to more than a workbook of tables can need (a zip bomb?).",
                expected=f"at most {MOST_INFLATED:,} bytes in all parts that are read",
                found=f"more, at part {part!r}",
            )
        return content

    def tree(self, part: str) -> ElementTree.Element:
        """A small XML part as a tree; one that defines entities is refused, for they can be bombs."""
        xml = self.read(part)
        if len(xml) > _MOST_IN_A_TREE or b"<!DOCTYPE" in xml:
            raise self.fault(f"Part {part!r} is too long, or has a DOCTYPE: no Office program writes it so.")
        try:
            return ElementTree.fromstring(xml)
        except (ElementTree.ParseError, ValueError, LookupError) as fault:
            raise self.fault(f"Part {part!r} is damaged XML.", found=str(fault)) from fault

    def relationships(self, part: str) -> dict[str, Relationship]:
        """What a part refers to, by the id it uses; '' is the package as a whole."""
        folder, file = split(part)
        listing = join(folder, "_rels", f"{file}.rels")
        if listing not in self:
            return {}
        return {
            element.get("Id", ""): Relationship(
                element.get("Type", "").rpartition("/")[2], _target(part, element.get("Target", ""))
            )
            for element in self.tree(listing)
        }

    def _member(self, part: str) -> ZipInfo:
        info = self._members.get(part.lower())
        if info is None:
            raise self.fault(f"Part {part!r} is referred to and missing.", hint="download or copy the file again.")
        if info.flag_bits & _ENCRYPTED:
            raise self.fault(
                f"Part {part!r} of the zip is encrypted.",
                hint="save the workbook without a password, and add that.",
            )
        # Other methods inflate without a bound on what comes out at once.
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise self.fault(f"Part {part!r} is compressed in a way no Office program uses.")
        return info


def _target(part: str, target: str) -> str:
    """The name of the part that a target means, written relative to another part or absolute.

    >>> _target("xl/workbook.xml", "worksheets/sheet1.xml"), _target("xl/workbook.xml", "/xl/a.xml")
    ('xl/worksheets/sheet1.xml', 'xl/a.xml')
    """
    return normpath(join("/", dirname(part), unquote(target).replace("\\", "/"))).lstrip("/")
