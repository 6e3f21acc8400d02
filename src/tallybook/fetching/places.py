"""The places where workbooks are looked for, as declared in `places.toml`."""

import os
import re
import tomllib
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import httpx

from tallybook.errors import QuestionError

AGENCY = "agency"
WEB_ARCHIVE = "web_archive"
PLACES = (WEB_ARCHIVE, AGENCY)  # the index first: it knows since when a file of the agency's page is public
OVERRIDE = "TALLYBOOK_PLACES"
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Place:
    """What both places have: where they may send us, and how slowly they are asked."""

    name: str  # AGENCY or WEB_ARCHIVE
    title: str
    hosts: frozenset[str]  # origins (scheme, host, port) from which bytes are taken
    pause_seconds: float


@dataclass(frozen=True, slots=True)
class Agency(Place):
    """The publisher's own page, which links to its newest workbook."""

    page: str


@dataclass(frozen=True, slots=True)
class WebArchive(Place):
    """An archive of the web with an index of its captures (a CDX server)."""

    index: str
    of: str  # addresses whose captures are asked for
    capture: str  # address of one capture's bytes, with {timestamp} and {original}
    rows_a_page: int
    most_pages: int


@dataclass(frozen=True, slots=True)
class Limits:
    """What is waited for and taken at most."""

    most_bytes: int
    most_seconds: float
    silent_seconds: float
    attempts: int
    first_wait_seconds: float
    busy_wait_seconds: float
    longest_wait_seconds: float
    redirects: int
    files_a_look: int
    trust_days: float


@dataclass(frozen=True, slots=True)
class Places:
    """Everything that is declared."""

    agency: Agency
    web_archive: WebArchive
    limits: Limits
    workbook_name: re.Pattern[str]
    contact: str

    @property
    def user_agent(self) -> str:
        """Who asks, for those whose servers are asked."""
        contact = f"; {self.contact}" if self.contact else ""
        return f"tallybook/{version('tallybook')} (keeps every edition of ICE's detention statistics{contact})"


def load_places(override: Path | None = None) -> Places:
    """The declared places.

    Args:
        override: a TOML file that says some of it otherwise; that of TALLYBOOK_PLACES by default.

    Raises:
        QuestionError: the file can't be read, or says what is not understood.
    """
    named = override or (Path(os.environ[OVERRIDE]) if os.environ.get(OVERRIDE) else None)
    declared = _read(Path(__file__).with_name("places.toml"))
    if named is None:
        return _places(declared)
    try:
        return _places(_merged(declared, _read(named)))
    except (KeyError, TypeError, ValueError, re.error, httpx.InvalidURL) as fault:
        raise QuestionError(
            "The places to fetch from can't be understood as declared.",
            where=str(named),
            expected="keys and kinds of values as in tallybook/fetching/places.toml; http or https addresses",
            found=str(fault),
        ) from None


def origin(address: httpx.URL) -> str:
    """Scheme, host and port of an address, in one spelling.

    >>> origin(httpx.URL("HTTPS://www.ICE.gov:443/detain")), origin(httpx.URL("http://[::1]:8000/"))
    ('https://www.ice.gov', 'http://[::1]:8000')
    """
    host = f"[{address.host}]" if ":" in address.host else address.host
    port = "" if address.port in (None, _PORTS.get(address.scheme)) else f":{address.port}"
    return f"{address.scheme}://{host.lower()}{port}"


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise QuestionError(
            "This declaration of places can't be read.",
            where=str(path),
            expected="a TOML file like tallybook/fetching/places.toml",
            found=str(fault),
        ) from None


def _merged(declared: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Declarations with what another file says instead; each value of the kind that it replaces."""
    merged = dict(declared)
    for key, value in other.items():
        if key not in declared:
            raise ValueError(f"no key {key!r} is known there")
        if isinstance(declared[key], dict) and isinstance(value, dict):
            merged[key] = _merged(declared[key], value)
            continue
        is_number = isinstance(declared[key], int | float) and isinstance(value, int | float)
        if isinstance(value, bool) or not (is_number or isinstance(value, type(declared[key]))):
            raise ValueError(f"{key} = {value!r}")
        if is_number and value < 0:
            raise ValueError(f"{key} = {value!r} is less than nothing")
        merged[key] = value
    return merged


def _places(declared: dict[str, Any]) -> Places:
    agency, archive = declared["agency"], declared["web_archive"]
    sample = archive["capture"].format(timestamp="20260213000000", original="https://www.ice.gov/")
    return Places(
        agency=Agency(**{**agency, "name": AGENCY, "hosts": _hosts(agency["hosts"], agency["page"])}),
        web_archive=WebArchive(
            **{**archive, "name": WEB_ARCHIVE, "hosts": _hosts(archive["hosts"], archive["index"], sample)}
        ),
        limits=Limits(**declared["limits"]),
        workbook_name=re.compile(declared["workbooks"]["name"]),
        contact=" ".join(declared["contact"].split()),
    )


def _hosts(declared: list[str], *addresses: str) -> frozenset[str]:
    """The declared hosts, and those of the addresses themselves."""
    found = [httpx.URL(address) for address in (*declared, *addresses)]
    for address in found:
        if address.scheme not in ("http", "https") or not address.host:
            raise ValueError(f"{address} is no http or https address")
    return frozenset(origin(address) for address in found)
