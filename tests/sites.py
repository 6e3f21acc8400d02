"""A local server that plays the agency's page and the web archive, as well behaved or as odd as a test wants it."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from tallybook.fetching.web_archive import digest_of

PAGE = "/detain/detention-management"
DOCLIB = "/doclib/detention/"
INDEX = "/cdx/search/cdx"
FIELDS = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Request:
    """One request that the server got."""

    path: str  # without its query
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]  # names in lower case


Behaviour = Callable[["Handler", Request], None]


class Handler(BaseHTTPRequestHandler):
    """Hands each request to the behaviour of its path."""

    server: "Server"
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(parts.path, parse_qs(parts.query), headers)
        self.server.site.requests.append(request)
        behaviour = self.server.site.behaviours.get(parts.path)
        if behaviour is None:
            self.answer(404, b"gone")
        else:
            behaviour(self, request)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.server.site.posted.append(body)
        self.answer(self.server.site.post_status, b"")

    def answer(self, status: int, body: bytes = b"", headers: Mapping[str, str] | None = None) -> None:
        """A whole answer."""
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if status not in (204, 304):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if status not in (204, 304):
            self.wfile.write(body)

    def cut(self, status: int, body: bytes, announced: int, headers: Mapping[str, str] | None = None) -> None:
        """An answer that announces more bytes than it sends before it breaks off."""
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(announced))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


class Server(ThreadingHTTPServer):
    """The server, and the site that it plays."""

    daemon_threads = True
    site: "Site"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is no fault here."""


@dataclass
class Site:
    """Both sites at one address: what each path does, and what was asked."""

    address: str
    behaviours: dict[str, Behaviour] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    posted: list[bytes] = field(default_factory=list)
    post_status: int = 204
    _links: list[str] = field(default_factory=list)
    _captures: list[list[str]] = field(default_factory=list)

    def asked(self, path: str) -> list[Request]:
        """The requests for a path."""
        return [request for request in self.requests if request.path == path]

    def publish(self, name: str, data: bytes, tag: str | None = None) -> str:
        """A file at the agency, linked from its page; its path."""
        path = DOCLIB + name
        self.behaviours[path] = whole(data, tag)
        self._links.append(path)
        self.show_page()
        return path

    def link(self, *targets: str) -> None:
        """More links of the page, whatever is behind them."""
        self._links += targets
        self.show_page()

    def show_page(self) -> None:
        """The agency's page with its links."""
        links = "".join(f'<li><a class="file" href="{target}">FY statistics</a></li>' for target in self._links)
        html = f"<!doctype html><html><body><h1>Detention Management</h1><ul>{links}</ul></body></html>"
        self.behaviours[PAGE] = lambda handler, _: handler.answer(200, html.encode(), {"Content-Type": "text/html"})

    def capture(
        self,
        moment: str,
        name: str,
        data: bytes,
        *,
        digest: str | None = None,
        mimetype: str = XLSX,
        status: str = "200",
    ) -> str:
        """A capture in the web archive, listed by its index; its path."""
        original = f"https://www.ice.gov{DOCLIB}{name}"
        key = f"gov,ice){DOCLIB}{name.lower()}"
        self._captures.append([key, moment, original, mimetype, status, digest or digest_of(data), str(len(data))])
        self._captures.sort()
        self.behaviours[INDEX] = index_of(self._captures)
        path = f"/web/{moment}id_/{original}"
        self.behaviours[path] = whole(data, None, {"Memento-Datetime": "Thu, 09 Apr 2026 12:00:00 GMT"})
        return path

    def no_captures(self) -> None:
        """An index that lists nothing."""
        self.behaviours[INDEX] = index_of([])

    def declared(self, folder: Path, **limits: float) -> Path:
        """A declaration of places that points here, without pauses."""
        path = folder / "places.toml"
        said = {"first_wait_seconds": 0, "silent_seconds": 5, **limits}
        path.write_text(
            f"""
            [agency]
            page = "{self.address}{PAGE}"
            hosts = []
            pause_seconds = 0
            [web_archive]
            index = "{self.address}{INDEX}"
            capture = "{self.address}/web/{{timestamp}}id_/{{original}}"
            hosts = []
            pause_seconds = 0
            [limits]
            """
            + "\n".join(f"{name} = {value}" for name, value in said.items()),
            encoding="utf-8",
        )
        return path


def whole(data: bytes, tag: str | None = None, headers: Mapping[str, str] | None = None) -> Behaviour:
    """A file as a good server gives it: with a tag, "not modified" and ranges where it has one."""

    def behave(handler: Handler, request: Request) -> None:
        said = dict(headers or {}) | ({"ETag": tag} if tag else {})
        if tag and request.headers.get("if-none-match") == tag:
            handler.answer(304, b"", said)
            return
        asked = request.headers.get("range", "")
        if tag and asked.startswith("bytes=") and request.headers.get("if-range") == tag:
            start = int(asked.removeprefix("bytes=").removesuffix("-"))
            rest = {**said, "Content-Range": f"bytes {start}-{len(data) - 1}/{len(data)}"}
            handler.answer(206, data[start:], rest)
            return
        handler.answer(200, data, {**said, "Content-Type": XLSX})

    return behave


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """One behaviour after the other; the last one stays."""
    left = list(behaviours)

    def behave(handler: Handler, request: Request) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler, request)

    return behave


def refusing(status: int, headers: Mapping[str, str] | None = None) -> Behaviour:
    """A refusal."""
    return lambda handler, _: handler.answer(status, b"no", headers)


def cut_after(data: bytes, size: int, tag: str | None = None) -> Behaviour:
    """A file that breaks off after some bytes."""
    return lambda handler, _: handler.cut(200, data[:size], len(data), {"ETag": tag} if tag else {})


def index_of(captures: list[list[str]]) -> Behaviour:
    """The index: fields as asked for, page by page, with the key of the next one."""

    def behave(handler: Handler, request: Request) -> None:
        limit = int(request.query["limit"][0])
        key = request.query.get("resumeKey", ["0 +"])[0]
        # As the real index: without `urlkey` among the fields its key leads nowhere.
        assert "urlkey" in request.query["fl"][0]
        start = int(key.split(" ")[0])
        rows: list[list[str]] = [FIELDS, *captures[start : start + limit]] if captures else []
        if start + limit < len(captures):
            rows += [[], [f"{start + limit}+%2B"]]
        handler.answer(200, json.dumps(rows).encode(), {"Content-Type": "application/json"})

    return behave


@contextmanager
def playing() -> Iterator[Site]:
    """A server on this machine for as long as a test lasts."""
    server = Server(("127.0.0.1", 0), Handler)
    server.site = Site(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
