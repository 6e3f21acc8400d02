"""Writing the whole site: from the first pages along every link, so that nothing is forgotten or left dangling."""

import re
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from starlette.routing import compile_path

from tallybook.errors import QuestionError, TallybookError
from tallybook.http.reply import HTML, Reply
from tallybook.http.sending import POLICY
from tallybook.http.shelf import Held
from tallybook.publishing.checking import Broken
from tallybook.publishing.folder import Folder
from tallybook.publishing.notes import Notes
from tallybook.web.assets import assets
from tallybook.web.links import LANGUAGES, Links, Target
from tallybook.web.pages.cells import sheet_named
from tallybook.web.place import Place
from tallybook.web.routes import PLACES
from tallybook.web.visit import Visit

Progress = Callable[[int, int, str], None]
_SHEET = re.compile(r"/documents/([0-9a-f]+)/([^/]+)")
_META = '<meta http-equiv="Content-Security-Policy" content="{}">'


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


@dataclass(slots=True)
class _Site:
    """The addresses that are known so far, and those that are still to be made."""

    held: Held
    base: str
    origin: str
    today: date
    known: dict[str, Target] = field(default_factory=dict)
    waiting: deque[str] = field(default_factory=deque)

    def note(self, address: str, target: Target) -> None:
        """An address that some page refers to."""
        if address not in self.known:
            self.known[address] = target
            self.waiting.append(address)

    def links(self, lang: str) -> Links:
        return Links(lang, self.base, True, self.origin, self.note)

    def visit(self, target: Target) -> Visit:
        query: dict[str, tuple[str, ...]] = {}
        for name, value in target.query:
            query[name] = (*query.get(name, ()), value)
        return Visit(self.held, self.links(target.lang), target.path, query, self.today)


def publish(
    held: Held,
    folder: Path,
    base_url: str,
    progress: Progress | None = None,
    today: date | None = None,
    starts: Iterable[str] = ("/",),
) -> Published:
    """Writes the site of a book as static files.

    Args:
        held: the state of the book.
        folder: where to; new, empty, or written so before.
        base_url: the address under which the folder will be served, like https://example.org/tallybook.
        progress: told after each file: how many are done, how many are known, and its name.
        today: the day from which ages are counted.
        starts: the pages from which on links are followed.

    Raises:
        QuestionError: the address or the folder is none.
        StoreError: a file can't be written.
    """
    parts = urlsplit(base_url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise QuestionError(f"{base_url!r} is no address of a site.", expected="like https://example.org/tallybook")
    base = parts.path.rstrip("/")
    site = _Site(held, base, f"{parts.scheme}://{parts.netloc}", today or date.today())
    target = Folder(folder)
    broken, failed = Broken(base, lambda address: file_of(address, base)), []
    for name, (body, _) in assets().items():
        target.put(f"static/{name}", body)
    for lang in LANGUAGES:
        for start in starts:
            site.links(lang).page(start)
    notes = Notes(held.whole)
    done = 0
    while site.waiting:
        address = site.waiting.popleft()
        name = file_of(address, base)
        try:
            reply = _reply(site, site.known[address])
        except TallybookError as error:
            failed.append(f"{name}: {error.message}")
            continue
        body = _finished(reply)
        target.put(name, body)
        if reply.media_type == HTML:
            broken.saw(name, body.decode())
        if sheet := _sheet_of(held, site.known[address]):
            target.put(name.replace("index.html", "cells.json"), notes.of_sheet(*sheet, site.links(LANGUAGES[0])))
        done += 1
        if progress:
            progress(done, done + len(site.waiting), name)
    target.put("404.html", _finished(_missing(site)))
    target.put(".nojekyll", b"")
    gone = target.finish()
    return Published(
        folder, len(target.names()), target.written, gone, target.bytes, tuple(broken.told(target.holds)), tuple(failed)
    )


def _sheet_of(held: Held, target: Target) -> tuple[str, str] | None:
    """The document and the sheet of which an address shows the page; None for other pages."""
    match = _SHEET.fullmatch(target.path)
    if not match or "." in match[2]:
        return None
    document = held.whole.document(match[1])
    return document["document"], sheet_named(held.whole, document, match[2])[1]


def file_of(address: str, base: str) -> str:
    """The file that is served for an address: of a folder its `index.html`.

    >>> file_of("/tallybook/atd/", "/tallybook"), file_of("/feed.atom", "")
    ('atd/index.html', 'feed.atom')
    """
    path = address.partition("#")[0].removeprefix(base).lstrip("/")
    return f"{path}index.html" if path.endswith("/") or not path else path


def _reply(site: _Site, target: Target) -> Reply:
    place, names = _found(target.path)
    reply = place.make(site.visit(target), **names)
    if reply.location:
        raise QuestionError(f"{target.path} leads on to {reply.location}: link to that.")
    return reply


_PATTERNS = [(place, compile_path(place.path)[0]) for place in PLACES]


def _found(path: str) -> tuple[Place, dict[str, str]]:
    for place, pattern in _PATTERNS:
        if match := pattern.match(path):
            return place, match.groupdict()
    raise QuestionError(f"No page is made for {path!r}.")


def _finished(reply: Reply) -> bytes:
    """A page with its policy within, for a host that sends none."""
    if reply.media_type != HTML:
        return reply.body
    policy = POLICY.partition("; frame-ancestors")[0]
    head = b'<meta charset="utf-8">'
    return reply.body.replace(head, head + b"\n" + _META.format(policy).encode(), 1)


def _missing(site: _Site) -> Reply:
    from tallybook.web.app import missing_page

    return missing_page(site.visit(Target(LANGUAGES[0], "/")))
