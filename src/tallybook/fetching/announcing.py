"""Telling the world of new documents: an Atom feed, a webhook, a command. What fails is told again at the next look."""

import json
import os
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx

from tallybook.book import Book, open_book
from tallybook.brief import Brief, as_atom, make_brief
from tallybook.errors import FetchError, QuestionError, TallybookError
from tallybook.fetching.remembering import Memory

_FEED_ENTRIES = 10  # the newest editions, and as many that were found last
_WEBHOOK_SECONDS = 20
_COMMAND_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Announced:
    """What is told of one new document."""

    document: str  # sha256
    file: str
    published_name: str
    report_date: date
    report_date_basis: str
    size_bytes: int
    numbers: int  # printed numbers that were read
    found_in: str  # agency or web_archive
    address: str  # where it was fetched from
    title: str
    summary: str  # a sentence that can be quoted, with its cells in the brief; else how late the edition came


@dataclass(frozen=True, slots=True)
class Announcer:
    """Who is told of new documents of a book."""

    book: Path
    user_agent: str
    feed: Path | None = None
    webhook: str | None = None
    command: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Who is told, by their names in the memory: a look leaves its news to them."""
        return tuple(self._told())

    def tell(self) -> list[TallybookError]:
        """Tells everybody of the documents that a look left to be told of.

        Returns:
            What went wrong; none of it keeps anybody else from being told, now or at the next look.
        """
        memory = Memory(self.book)
        faults: list[TallybookError] = []
        with memory.alone():
            for name, tell in self._told().items():
                untold = memory.known.untold.get(name, ())
                is_due = bool(untold) or (name == "feed" and self.feed is not None and not self.feed.exists())
                try:
                    if is_due and self.book.exists():
                        tell(memory, untold)
                    memory.known.untold.pop(name, None)
                except TallybookError as error:
                    faults.append(error)
            memory.save()
        return faults

    def _told(self) -> dict[str, Callable[[Memory, Sequence[str]], None]]:
        """The ways to tell that are asked for, by their names in the memory."""
        ways: dict[str, Callable[[Memory, Sequence[str]], None]] = {}
        if self.webhook:
            ways["webhook"] = self._call_webhook
        if self.feed:
            ways["feed"] = self._write_feed
        if self.command:  # last: it may want to put the feed somewhere
            ways["command"] = self._run_command
        return ways

    def _write_feed(self, memory: Memory, untold: Sequence[str]) -> None:
        assert self.feed
        latest = sorted(memory.known.found, key=lambda digest: memory.known.found[digest].at, reverse=True)
        with open_book(self.book) as book:
            newest = [row["document"] for row in reversed(book.documents())]
            wanted = dict.fromkeys((*latest[:_FEED_ENTRIES], *newest[:_FEED_ENTRIES]))
            briefs = [make_brief(book, digest) for digest in wanted if digest in newest]
        if not briefs:
            return
        text = as_atom(sorted(briefs, key=lambda brief: brief.document["report_date"], reverse=True))
        try:
            self.feed.parent.mkdir(parents=True, exist_ok=True)
            temporary = self.feed.with_name(f"{self.feed.name}.new")
            temporary.write_text(text, encoding="utf-8")
            temporary.replace(self.feed)
        except OSError as error:
            raise _failed("The feed can't be written.", str(self.feed), error.strerror or str(error)) from None

    def _call_webhook(self, memory: Memory, untold: Sequence[str]) -> None:
        assert self.webhook
        news = self._news(memory, untold)
        host = "the webhook"  # the rest of the address may be a secret
        try:
            host = httpx.URL(self.webhook).host
            answer = httpx.post(
                self.webhook,
                content=json.dumps(news, ensure_ascii=False, default=str).encode(),
                headers={"Content-Type": "application/json", "User-Agent": self.user_agent},
                timeout=_WEBHOOK_SECONDS,
                follow_redirects=False,
            )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise _failed("The webhook can't be called.", host, type(error).__name__) from None
        if not answer.is_success:
            raise _failed("The webhook did not take the news.", host, f"HTTP {answer.status_code}")

    def _run_command(self, memory: Memory, untold: Sequence[str]) -> None:
        news = self._news(memory, untold)
        told = {
            "TALLYBOOK_EVENT": news["event"],
            "TALLYBOOK_BOOK": str(self.book),
            "TALLYBOOK_FEED": str(self.feed or ""),
            "TALLYBOOK_NEW_COUNT": str(len(news["documents"])),
            "TALLYBOOK_NEW_FILES": "\n".join(document["file"] for document in news["documents"]),
        }
        try:
            done = subprocess.run(
                self.command,
                input=json.dumps(news, ensure_ascii=False, default=str),
                env={**os.environ, **told},
                stdout=2,  # our own output is for the look
                timeout=_COMMAND_SECONDS,
                encoding="utf-8",
                check=False,
            )
        except (OSError, ValueError) as error:
            raise _failed("The command can't be run.", self.command[0], str(error)) from None
        except subprocess.TimeoutExpired:
            raise _failed(
                "The command was ended.", self.command[0], f"it took longer than {_COMMAND_SECONDS} s"
            ) from None
        if done.returncode:
            raise _failed("The command failed.", self.command[0], f"exit code {done.returncode}")

    def _news(self, memory: Memory, digests: Sequence[str]) -> dict[str, Any]:
        """What is told, as an object for JSON."""
        with open_book(self.book) as book:
            documents = [asdict(found) for digest in digests if (found := _announced(book, memory, digest))]
        at = datetime.now(UTC).isoformat(timespec="seconds")
        return {"event": "new_documents", "at": at, "documents": documents}


def _announced(book: Book, memory: Memory, digest: str) -> Announced | None:
    """What is told of a document; None where it has left the book again."""
    try:
        brief: Brief = make_brief(book, digest)
    except QuestionError:
        return None
    document, found = brief.document, memory.known.found.get(digest)
    [(numbers,)] = book.sql(f"SELECT count(*) FROM observation WHERE document = '{document['document']}'")
    return Announced(
        document=document["document"],
        file=document["file"],
        published_name=document["published_name"],
        report_date=document["report_date"],
        report_date_basis=document["report_date_basis"],
        size_bytes=document["size_bytes"],
        numbers=numbers,
        found_in=found.place if found else "",
        address=found.address if found else "",
        title=brief.title,
        summary=brief.safe[0].sentence if brief.safe else brief.lateness,
    )


def _failed(message: str, where: str, found: str) -> FetchError:
    return FetchError(message, where=where, found=found, hint="the next look tells of the same news again.")
