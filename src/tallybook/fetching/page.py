"""The publisher's page: which workbooks it links to."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

import httpx

from tallybook.fetching.addresses import file_name, is_workbook, printable

_MOST_LINKS = 10_000
_MOST_BYTES = 2_000_000  # of the page; it has some 100,000


@dataclass(frozen=True, slots=True)
class Links:
    """What a page links to: workbooks whose names are known, and others."""

    workbooks: tuple[str, ...]  # addresses, each once, in the page's order
    others: tuple[str, ...]  # names of workbooks that the declared pattern does not know


class _Anchors(HTMLParser):
    """Collects what the page's links point to."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.base = ""
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        target = dict(attrs).get("href") or ""
        if tag == "base" and not self.base:
            self.base = target
        elif tag in ("a", "area", "link") and target and len(self.found) < _MOST_LINKS:
            self.found.append(target.strip())


def read_page(html: bytes, address: str, known: re.Pattern[str]) -> Links:
    """The workbooks that a page links to.

    Args:
        html: the page.
        address: where it came from; relative links are read against it.
        known: the pattern of the names of workbooks that are wanted.
    """
    anchors = _Anchors()
    # html.parser fails on marked sections that it does not know; in HTML they are comments.
    anchors.feed(html[:_MOST_BYTES].decode("utf-8", "replace").replace("<![", "<! ["))
    workbooks: dict[str, None] = {}
    others: dict[str, None] = {}
    for target in anchors.found:
        name = file_name(target)
        if not is_workbook(name):
            continue
        if known.fullmatch(name) and (whole := _joined(address, anchors.base, target)):
            workbooks[whole] = None
        else:
            others[printable(name[:200])] = None
    return Links(tuple(workbooks), tuple(others))


def _joined(address: str, base: str, target: str) -> str | None:
    """A link as a whole address; None where it can't be one."""
    try:
        return str(httpx.URL(address).join(base).join(target).copy_with(fragment=None))
    except (httpx.InvalidURL, ValueError):
        return None
