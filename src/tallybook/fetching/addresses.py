"""Which addresses may be asked, and which file names may come of them."""

import re
from urllib.parse import unquote

import httpx

from tallybook.errors import FetchError
from tallybook.fetching.places import Place, origin

_LONGEST = 2_000


def allowed(address: str, place: Place, within: httpx.URL | None = None) -> httpx.URL:
    """An address that a place may send us to: http or https, on a host that is declared for the place.

    Nothing else is asked, so that no page or redirect leads to a file of this machine, to a machine
    of its own network or to a stranger's. Plain http becomes https where that host is declared so.

    Args:
        address: whole, or relative to `within`.
        place: whose address it is.
        within: the address of the answer that names it.

    Raises:
        FetchError: it may not be asked.
    """
    try:
        found = within.join(address[:_LONGEST]) if within else httpx.URL(address[:_LONGEST])
    except (httpx.InvalidURL, ValueError):
        raise _refused(address, place, "no address") from None
    if found.scheme == "http" and origin(found) not in place.hosts:
        found = found.copy_with(scheme="https", port=None if found.port in (None, 80) else found.port)
    if found.scheme not in ("http", "https") or origin(found) not in place.hosts:
        raise _refused(address, place, f"{found.scheme or 'no scheme'}, host {found.host or 'none'}")
    if found.userinfo or len(address) > _LONGEST:
        raise _refused(address, place, "a name and password" if found.userinfo else f"{len(address):,} characters")
    return found.copy_with(fragment=None)


def file_name(address: str) -> str:
    """The last part of an address's path, decoded: what the publisher calls the file.

    >>> file_name("https://www.ice.gov/doclib/detention/FY26_detentionStats%2002122026.xlsx?v=1")
    'FY26_detentionStats 02122026.xlsx'
    """
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    return re.split(r"[/\\]", unquote(path, errors="replace"))[-1]


def is_workbook(name: str) -> bool:
    """Whether a file's name ends as those of workbooks do.

    >>> is_workbook("dedicatedNonDedicatedFacilityList.XLSX"), is_workbook("report.pdf")
    (True, False)
    """
    return name.lower().endswith((".xlsx", ".xlsm", ".xls"))


def printable(text: str) -> str:
    """A stranger's text as it may be shown on a terminal.

    >>> printable("a\x1b[2Jb")
    'a\ufffd[2Jb'
    """
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def _refused(address: str, place: Place, found: str) -> FetchError:
    return FetchError(
        f"{place.title} sends us to an address that is not asked.",
        where=printable(address[:200]),
        expected=f"http or https, on {' or '.join(sorted(place.hosts))}",
        found=found,
        hint="if the publisher has moved, add the host to the place's `hosts` (docs/fetch.md).",
    )
