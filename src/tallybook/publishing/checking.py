"""The links of a static site: each leads to a file that is there, and each anchor to a place in it."""

import re
from collections.abc import Callable, Iterable
from html import unescape
from urllib.parse import unquote

_LINK = re.compile(r'(?:href|src)="([^"]*)"')
_ID = re.compile(r'\bid="([^"]*)"')


def links_of(html: str) -> set[str]:
    """The addresses that a page refers to."""
    return {unescape(link) for link in _LINK.findall(html)}


def ids_of(html: str) -> frozenset[str]:
    """The places of a page that a link can lead to."""
    return frozenset(unescape(found) for found in _ID.findall(html))


class Broken:
    """Gathers what links of all pages lead to, and says at the end which lead nowhere."""

    def __init__(self, base: str, file_of: Callable[[str], str]) -> None:
        """
        Args:
            base: the path below which the site lies.
            file_of: the name of the file that an address means.
        """
        self._base = base
        self._file_of = file_of
        self._wanted: dict[str, tuple[str, str]] = {}  # an address, the page that has it first, and its file
        self._ids: dict[str, frozenset[str]] = {}

    def saw(self, name: str, html: str) -> None:
        """A page was written."""
        self._ids[name] = ids_of(html)
        for link in links_of(html):
            if link.startswith("#"):
                self._wanted.setdefault(f"{name}{link}", (name, name))
            elif link.startswith(f"{self._base}/"):
                self._wanted.setdefault(link, (name, self._file_of(link.partition("#")[0])))

    def told(self, holds: Callable[[str], bool]) -> Iterable[str]:
        """Each link that leads nowhere, with the page it stands on."""
        for link, (page, file) in sorted(self._wanted.items()):
            anchor = unquote(link.partition("#")[2])
            if not holds(file):
                yield f"{page}: {link} leads nowhere"
            elif anchor and file in self._ids and anchor not in self._ids[file]:
                yield f"{page}: {link} leads to no place of its page"
