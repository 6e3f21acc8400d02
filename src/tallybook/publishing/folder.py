"""A folder of static files: what is unchanged is not written again, and what is no longer made is taken away."""

import hashlib
import json
from pathlib import Path, PurePosixPath

from tallybook.errors import QuestionError, StoreError

LIST = ".tallybook-files.json"
"""The files that were written, with their hashes: only these are ever taken away."""


class Folder:
    """Where a site is written."""

    def __init__(self, path: Path) -> None:
        """Takes a folder that is empty, new, or holds a site that was written before.

        Raises:
            QuestionError: it holds other things, or is none.
        """
        self.path = path
        if path.exists() and not path.is_dir():
            raise QuestionError(f"{str(path)!r} is a file.", expected="a folder to write the site into")
        listed = path / LIST
        if path.is_dir() and not listed.is_file() and any(path.iterdir()):
            raise QuestionError(
                f"{str(path)!r} holds other things than a site.",
                expected="an empty or new folder, or one that a site was published into before",
            )
        self._before = _listed(listed)
        self._now: dict[str, str] = {}
        self._list()  # what is stopped half way can be taken up again
        self.written = 0
        self.bytes = 0

    def put(self, name: str, body: bytes) -> None:
        """Writes a file, unless the same bytes are there.

        Raises:
            StoreError: it can't be written.
        """
        if name in self._now:
            return
        digest = hashlib.sha256(body).hexdigest()
        self._now[name] = digest
        self.bytes += len(body)
        file = self._place(name)
        if self._before.get(name) == digest and file.is_file() and file.read_bytes() == body:
            return
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            temporary = file.with_name(f".{file.name}.tmp")
            temporary.write_bytes(body)
            temporary.replace(file)
        except OSError as error:
            raise StoreError("This file of the site can't be written.", where=str(file), found=str(error)) from None
        self.written += 1

    def _place(self, name: str) -> Path:
        parts = PurePosixPath(name).parts
        if not parts or ".." in parts or name.startswith("/"):
            raise QuestionError(f"{name!r} is no name of a file of a site.")
        return self.path.joinpath(*parts)

    def holds(self, name: str) -> bool:
        """Whether a file of this name was put."""
        return name in self._now

    def names(self) -> list[str]:
        """The names of all files that were put."""
        return sorted(self._now)

    def finish(self) -> int:
        """Takes away what an earlier site had and this one has not; returns how many files."""
        gone = sorted(set(self._before) - set(self._now))
        for name in gone:
            self._place(name).unlink(missing_ok=True)
        self._before = {}
        self._list()
        return len(gone)

    def _list(self) -> None:
        """Notes which files are the site's own: those of before until it is finished, and those put since."""
        told = json.dumps(self._before | self._now, indent=0, sort_keys=True) + "\n"
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            (self.path / LIST).write_text(told, encoding="utf-8")
        except OSError as error:
            raise StoreError("This folder can't be written into.", where=str(self.path), found=str(error)) from None


def _listed(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(digest) for name, digest in found.items()} if isinstance(found, dict) else {}
