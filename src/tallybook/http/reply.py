"""What is answered to one request, before a server or a static site sends it."""

from dataclasses import dataclass

HTML = "text/html; charset=utf-8"
JSON = "application/json"
CSV = "text/csv; charset=utf-8"
SVG = "image/svg+xml"
TYPES = {
    "json": JSON,
    "csv": CSV,
    "svg": SVG,
    "html": HTML,
    "png": "image/png",
    "parquet": "application/vnd.apache.parquet",
    "arrow": "application/vnd.apache.arrow.stream",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "atom": "application/atom+xml",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """The bytes of a page, a table, a picture or a file."""

    body: bytes
    media_type: str = HTML
    status: int = 200
    file_name: str = ""  # under which it is saved; blank for what is looked at
    location: str = ""  # where a redirection leads
    is_kept: bool = True  # whether it may be answered again from the cache of this state of the book
    is_embeddable: bool = False  # whether other sites may show it in a frame


def page(text: str, status: int = 200) -> Reply:
    """A page of HTML."""
    return Reply(text.encode(), HTML, status)


def moved(location: str) -> Reply:
    """A redirection to another address of this site."""
    return Reply(b"", "text/plain", 308, location=location)
