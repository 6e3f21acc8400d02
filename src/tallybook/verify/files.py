"""Holding the archives against their manifests, the book against the archives, and both against others' hashes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from tallybook.archive import KNOWN_FROM, MANIFEST, is_lock_file, private_archive, sha256
from tallybook.errors import StoreError
from tallybook.store.connect import Connection
from tallybook.verify.hashes import Hash
from tallybook.verify.manifest import Entry, read_manifest

Progress = Callable[[int, int, str], None]
"""Told after each file: how many are done, of how many, and the file's name."""

FAULTS = {
    "missing": "The manifest lists the file, and it is not there.",
    "unreadable": "The file is there, and can't be read.",
    "size_differs": "The file has another size than the manifest says.",
    "hash_differs": "The file has other bytes than the manifest says.",
    "unlisted": "The file is there, and the manifest does not list it.",
    "not_kept": "The book has numbers of a document that no archive keeps.",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it should be."""

    kind: str  # a code of FAULTS
    file: str
    folder: str
    expected: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """One file of an archive as it is: its names, and the hash of the bytes that are there."""

    file: str
    published_name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One hash of somebody else's list, held against what is kept here."""

    status: str  # held, differs (a file of that name has other bytes) or lacking
    sha256: str
    name: str  # as listed
    line: int
    held_as: str  # the archive's names for these bytes, or for those of that name


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found, file by file."""

    kept: tuple[Kept, ...]
    documents: int | None  # of the book; None where there is no book
    faults: tuple[Fault, ...]
    compared: tuple[Compared, ...]

    @property
    def is_well(self) -> bool:
        """Whether nothing is missing, and nothing differs."""
        return not self.faults and all(hash_.status == "held" for hash_ in self.compared)

    def as_object(self) -> dict[str, object]:
        """All of it, as JSON tells it."""
        return {
            "answer": self.sentence(),
            "is_well": self.is_well,
            "files": len(self.kept),
            "documents": self.documents,
            "faults": [asdict(fault) for fault in self.faults],
            "hashes": [asdict(hash_) for hash_ in self.compared],
        }

    def sentence(self) -> str:
        """The answer, in a sentence or three."""
        files = f"{len(self.kept):,} {'file' if len(self.kept) == 1 else 'files'}"
        if self.faults:
            said = [
                f"{len(self.faults):,} of the things looked at {'is' if len(self.faults) == 1 else 'are'} not well."
            ]
        else:
            all_well = "All well: " if self.is_well else ""
            said = [f"{all_well}{files} kept, each with the bytes that its manifest lists."]
        if self.documents is None:
            said.append("There is no book to hold against them.")
        elif not any(fault.kind == "not_kept" for fault in self.faults):
            said.append(f"All {self.documents:,} documents of the book are among them.")
        return " ".join([*said, *self._compared_in_words()])

    def _compared_in_words(self) -> Iterator[str]:
        if self.compared:
            held, differs, lacking = (
                sum(hash_.status == status for hash_ in self.compared) for status in ("held", "differs", "lacking")
            )
            yield (
                f"Listed hashes: {len(self.compared):,}; held here: {held:,}; of files that are not here: {lacking:,}; "
                f"of a name that stands here for other bytes: {differs:,}."
            )


def verify(
    archive: Path | None, book: Path, hashes: Iterable[Hash] = (), progress: Progress | None = None
) -> Verification:
    """Reads every file of both archives and looks for each document of the book.

    Args:
        archive: the folder of published files; None where there is none.
        book: the book; the archive beside it is looked at too. It need not exist.
        hashes: somebody else's hashes, to be looked for here.
        progress: told after each file.

    Raises:
        StoreError: the archive has no manifest, or one that can't be understood; the book is none.
    """
    folders = [folder for folder in (archive, private_archive(book).folder) if folder and folder.is_dir()]
    if archive and not archive.is_dir():
        raise StoreError("There is no such archive.", where=str(archive), hint="name its folder with --archive.")
    if not folders:
        raise StoreError("There is no archive to look at.", where=str(book), hint="name its folder with --archive.")
    listed = {folder: read_manifest(folder / MANIFEST) for folder in folders}
    total = sum(map(len, listed.values()))
    kept: list[Kept] = []
    faults: list[Fault] = []
    for folder, entries in listed.items():
        for entry in entries:
            faults += _look_at(folder, entry, kept)
            if progress:
                progress(len(kept), total, entry.file)
        faults += _unlisted(folder, {entry.file for entry in entries}, kept)
    documents = _documents(book) if book.exists() else None
    faults += _not_kept(book, documents or {}, kept)
    compared = tuple(_compare(hash_, kept) for hash_ in hashes)
    return Verification(tuple(kept), None if documents is None else len(documents), tuple(faults), compared)


def _look_at(folder: Path, entry: Entry, kept: list[Kept]) -> Iterator[Fault]:
    """What is wrong with one listed file; its bytes are noted as kept, whatever they are."""
    path = folder / entry.file
    if not path.is_file():
        yield Fault("missing", entry.file, str(folder), expected=f"sha256 {entry.sha256}", found="no such file")
        return
    try:
        data = path.read_bytes()
    except OSError as error:
        yield Fault("unreadable", entry.file, str(folder), found=error.strerror or str(error))
        return
    digest = sha256(data)
    kept.append(Kept(entry.file, entry.published_name, digest))
    if len(data) != entry.size_bytes:
        yield Fault("size_differs", entry.file, str(folder), f"{entry.size_bytes:,} bytes", f"{len(data):,} bytes")
    if digest != entry.sha256:
        yield Fault("hash_differs", entry.file, str(folder), f"sha256 {entry.sha256}", f"sha256 {digest}")


def _unlisted(folder: Path, listed: set[str], kept: list[Kept]) -> Iterator[Fault]:
    """Files that no line of the manifest names; lock files and hidden ones are no part of an archive."""
    for path in sorted(folder.iterdir()):
        if path.name in {MANIFEST, KNOWN_FROM, *listed} or path.name.startswith(".") or is_lock_file(path):
            continue
        digest = sha256(path.read_bytes()) if path.is_file() else ""
        if digest:
            kept.append(Kept(path.name, path.name, digest))
        yield Fault("unlisted", path.name, str(folder), found=f"sha256 {digest}" if digest else "a folder")


def _documents(book: Path) -> dict[str, str]:
    """The file's name of each document of the book, by its hash."""
    with Connection(book) as connection:
        return {row["document"]: row["file"] for row in connection.query("SELECT document, file FROM document").rows()}


def _not_kept(book: Path, documents: dict[str, str], kept: Iterable[Kept]) -> Iterator[Fault]:
    digests = {file.sha256 for file in kept}
    for digest, file in documents.items():
        if digest not in digests:
            yield Fault("not_kept", file, str(book), expected=f"sha256 {digest}", found="no such bytes in any archive")


def _compare(hash_: Hash, kept: Iterable[Kept]) -> Compared:
    """One listed hash: held, of a name that is held with other bytes, or lacking."""
    here = list(kept)
    same = [file.file for file in here if file.sha256 == hash_.sha256]
    name = hash_.name.casefold()
    named = [file.file for file in here if name and name in (file.file.casefold(), file.published_name.casefold())]
    status = "held" if same else "differs" if named else "lacking"
    return Compared(status, hash_.sha256, hash_.name, hash_.line, ", ".join(same or named))
