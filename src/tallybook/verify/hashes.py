"""Lists of hashes, as others publish them."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tallybook.errors import QuestionError

_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
_SUMMED = re.compile(r"\\?(?P<hash>[0-9a-fA-F]{64})(?:[ \t]+\*?(?P<name>.+))?")
_TAGGED = re.compile(r"SHA256 \((?P<name>.+)\) = (?P<hash>[0-9a-fA-F]{64})")
_NAMES = ("file", "file_name", "filename", "name", "path", "ice_file_name", "published_name")


@dataclass(frozen=True, slots=True)
class Hash:
    """One hash of a list."""

    sha256: str
    name: str  # the file's name without its folders; nothing where the list gives none
    line: int


def is_sha256(text: str) -> bool:
    """Whether a text is a sha256 in hexadecimal."""
    return _SHA256.fullmatch(text) is not None


def read_hashes(text: str, where: str) -> list[Hash]:
    """The hashes of a list: what `sha256sum` prints, a CSV with a column `sha256`, or one hash a line.

    What `sha256sum --tag` prints will do too. Blank lines and lines that begin with # are passed over.

    Raises:
        QuestionError: a line is none of these; its number is told.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    head = next(csv.reader(lines[:1]), [])
    columns = [name.strip().casefold() for name in head]
    found = list(_of_csv(lines, columns, where) if "sha256" in columns else _of_lines(lines, where))
    if not found:
        raise QuestionError("This list holds no hash.", where=where, expected="one sha256 a line")
    return found


def _of_lines(lines: Sequence[str], where: str) -> Iterator[Hash]:
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        match = _SUMMED.fullmatch(text) or _TAGGED.fullmatch(text)
        if not match:
            raise _unclear(where, number, text)
        yield Hash(match["hash"].lower(), _base(match["name"] or ""), number)


def _of_csv(lines: Sequence[str], columns: Sequence[str], where: str) -> Iterator[Hash]:
    name_column = next((name for name in _NAMES if name in columns), None)
    reader = csv.DictReader(lines[1:], fieldnames=columns)
    for row in reader:
        digest = (row["sha256"] or "").strip()
        if not is_sha256(digest):
            raise _unclear(where, reader.line_num + 1, digest)
        yield Hash(digest.lower(), _base((row[name_column] or "") if name_column else ""), reader.line_num + 1)


def _base(name: str) -> str:
    return re.split(r"[/\\]", name.strip())[-1]


def _unclear(where: str, line: int, found: str) -> QuestionError:
    return QuestionError(
        "A line of this list of hashes can't be understood.",
        where=f"{where}, line {line}",
        expected="64 hexadecimal digits, with the file's name behind them or without; or a CSV with a column sha256",
        found=found[:120] or "nothing",
    )
