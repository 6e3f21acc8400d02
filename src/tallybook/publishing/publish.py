"""Writing the whole site: from the first pages along every link, so that nothing is forgotten or left dangling."""

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from tallybook.errors import QuestionError
from tallybook.http.addresses import sheet_of
from tallybook.http.shelf import Held
from tallybook.publishing.checking import Broken
from tallybook.publishing.folder import Folder
from tallybook.publishing.making import Made, Makers, Where, finished, visit_of
from tallybook.publishing.notes import Notes
from tallybook.web.app import missing_page
from tallybook.web.assets import assets
from tallybook.web.links import LANGUAGES, Links, Target

Progress = Callable[[int, int, str], None]
_SHEET = re.compile(r"/documents/([0-9a-f]+)/([^/.]+)")


@dataclass(frozen=True, slots=True)
class Published:
    """What became of a site."""

    folder: Path
    files: int
    written: int  # that were new or had changed
    gone: int  # that an earlier site had
    bytes: int
    broken: tuple[str, ...]  # links that lead nowhere
    failed: tuple[str, ...]  # pages that could not be made, with the reason


def publish(
    held: Held,
    folder: Path,
    base_url: str,
    progress: Progress | None = None,
    today: date | None = None,
    starts: Iterable[str] = ("/",),
    is_followed: bool = True,
    processes: int | None = None,
) -> Published:
    """Writes the site of a book as static files.

    Args:
        held: the state of the book.
        folder: where to; new, empty, or written so before.
        base_url: the address under which the folder will be served, like https://example.org/tallybook.
        progress: told after each file: how many are done, how many are known, and its name.
        today: the day from which ages are counted.
        starts: the pages from which on links are followed.
        is_followed: whether links are followed; else only the first pages are written, and links are not checked.
        processes: so many make pages side by side; by default as many as there are processors.

    Raises:
        QuestionError: the address or the folder is none.
        StoreError: a file can't be written.
    """
    where = _where(base_url, today or date.today())
    target = Folder(folder)
    for name, (body, _) in assets().items():
        target.put(f"static/{name}", body)
    known: dict[str, Target] = {}
    for lang in LANGUAGES:
        for start in starts:
            Links(lang, where.base, True, where.origin, known.setdefault).page(start)
    broken, failed = Broken(where.base, lambda address: file_of(address, where.base)), []
    notes = Notes(held.whole)
    makers = Makers(held, held.path, where, processes or os.cpu_count() or 1)
    makers.ask(known.items())
    try:
        for done, made in enumerate(makers.made(), 1):
            name = file_of(made.address, where.base)
            if made.failed:
                failed.append(made.failed)
                continue
            _put(target, broken, notes, held, made, name, known[made.address], where)
            if is_followed:
                new = [(address, meant) for address, meant in made.noted if address not in known]
                failed += [
                    f"{address} means two things: {known[address].path} {known[address].query}, {meant.query}"
                    for address, meant in made.noted
                    if known.get(address, meant) != meant
                ]
                known.update(new)
                makers.ask(new)
            if progress:
                progress(done, len(known), name)
    finally:
        makers.close()
    target.put("404.html", finished(missing_page(visit_of(held, where, Target(LANGUAGES[0], "/"), {}))))
    target.put(".nojekyll", b"")
    gone = target.finish()
    nowhere = tuple(broken.told(target.holds)) if is_followed else ()
    return Published(folder, len(target.names()), target.written, gone, target.bytes, nowhere, tuple(failed))


def _where(base_url: str, today: date) -> Where:
    parts = urlsplit(base_url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise QuestionError(f"{base_url!r} is no address of a site.", expected="like https://example.org/tallybook")
    return Where(parts.path.rstrip("/"), f"{parts.scheme}://{parts.netloc}", today)


def _put(
    target: Folder, broken: Broken, notes: Notes, held: Held, made: Made, name: str, meant: Target, where: Where
) -> None:
    target.put(name, made.body)
    if made.is_html:
        broken.saw(name, made.body.decode())
    if meant.lang == LANGUAGES[0] and (sheet := _SHEET.fullmatch(meant.path)):
        document = held.whole.document(sheet[1])
        _, own = sheet_of(held.whole, document, sheet[2])
        links = Links(LANGUAGES[0], where.base, True)
        target.put(name.replace("index.html", "cells.json"), notes.of_sheet(document["document"], own, links))


def file_of(address: str, base: str) -> str:
    """The file that is served for an address: of a folder its `index.html`.

    >>> file_of("/tallybook/atd/", "/tallybook"), file_of("/feed.atom", "")
    ('atd/index.html', 'feed.atom')
    """
    path = address.partition("#")[0].removeprefix(base).lstrip("/")
    return f"{path}index.html" if path.endswith("/") or not path else path
