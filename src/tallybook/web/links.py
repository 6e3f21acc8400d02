"""Addresses within the site: the same for a server and for static files, which differ in how they are written."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import quote, urlencode

from tallybook.answers import Question
from tallybook.http.addresses import HASH, parameters_of, slug

LANGUAGES = ("en", "es")
_SPOKEN = ("svg", "png", "atom")  # files whose words are of a language; data are the same in all
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9.+-]+")

Query = Mapping[str, str | Sequence[str] | None]


@dataclass(frozen=True, slots=True)
class Target:
    """What an address of a static site means: the place that makes it, in a language."""

    lang: str
    path: str
    query: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Links:
    """How a page in one language refers to others; a static site has folders in place of queries."""

    lang: str = "en"
    base: str = ""  # path below which the site lies, without a slash at its end
    is_static: bool = False
    origin: str = ""  # scheme and host, for what leaves the site: feeds, citations
    note: Callable[[str, Target], object] | None = None  # told each address of a static site, and what it means
    as_of: date | None = None  # the day as known on which a reader goes through the pages

    def page(self, path: str, query: Query | None = None, anchor: str = "") -> str:
        """The address of a page; who looks at the record as known on a day finds it so on the next page too."""
        if self.as_of and not (query or {}).get("as_of"):
            query = {**(query or {}), "as_of": self.as_of.isoformat()}
        said = self._in_language(path)
        written = f"{self.base}{_folder(said, query)}" if self.is_static else f"{self.base}{said}{_queried(query)}"
        self._noted(written, path, query)
        return f"{written}#{quote(anchor)}" if anchor else written

    def file(self, path: str, query: Query | None = None) -> str:
        """The address of a file to take away, whose path ends in its kind: `/ask/removals.csv`."""
        plain = path.removesuffix(".gz")
        stem, dot, kind = plain.rpartition(".")
        kind += path.removeprefix(plain)
        if self.is_static and kind not in _SPOKEN:
            return replace(self, lang=LANGUAGES[0])._file(path, stem, dot, kind, query)
        return self._file(path, stem, dot, kind, query)

    def _file(self, path: str, stem: str, dot: str, kind: str, query: Query | None) -> str:
        if not self.is_static:
            return f"{self.base}{self._in_language(path)}{_queried(query)}"
        written = f"{self.base}{_folder(self._in_language(stem), query).rstrip('/')}{dot}{kind}"
        self._noted(written, path, query)
        return written

    def _noted(self, written: str, path: str, query: Query | None) -> None:
        if self.note:
            self.note(written, Target(self.lang, path, tuple(_pairs(query))))

    def asset(self, name: str) -> str:
        """The address of a file of the site's own look, in no language."""
        return f"{self.base}/static/{name}"

    def cell(self, document: str, sheet: str, cell: str) -> str:
        """The address of a cell: a page of its own, or a place on the page of its sheet."""
        path = f"/documents/{document[:HASH]}/{slug(sheet)}"
        if self.is_static:  # one page for all languages: what it shows is the publisher's own sheet
            return replace(self, lang=LANGUAGES[0]).page(path, anchor=cell)
        return self.page(f"{path}/{cell}")

    def ask(self, question: Question, end: str = "", anchor: str = "") -> str:
        """The page of a question, or (by `end`) another page of it, like `/evidence`."""
        return self.page(f"/ask/{question.measure}{end}", parameters_of(question), anchor)

    def ask_file(self, question: Question, kind: str) -> str:
        """A question's answer as a file of a kind, or what belongs to it: `csv`, `evidence.csv`."""
        sign = "/" if "." in kind else "."
        return self.file(f"/ask/{question.measure}{sign}{kind}", parameters_of(question))

    def in_language(self, lang: str) -> "Links":
        """The same for pages in another language."""
        return replace(self, lang=lang)

    def whole(self, address: str) -> str:
        """An address with scheme and host, where they are known."""
        return f"{self.origin}{address}"

    def _in_language(self, path: str) -> str:
        return path if self.lang == LANGUAGES[0] else f"/{self.lang}{path if path != '/' else '/'}"


def _pairs(query: Query | None) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in (query or {}).items():
        values = [value] if isinstance(value, str) else list(value or ())
        found += [(name, one) for one in values if one]
    return found


def _queried(query: Query | None) -> str:
    pairs = _pairs(query)
    return f"?{urlencode(pairs)}" if pairs else ""


def _folder(path: str, query: Query | None) -> str:
    """The folder in which a page lies: a query is one more folder."""
    named = [f"{name}-{_NOT_IN_A_NAME.sub('-', value)}" for name, value in _pairs(query)]
    return f"{path.rstrip('/')}/{'_'.join(named)}{'/' if named else ''}"
