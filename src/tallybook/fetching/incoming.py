"""From the waiting room into the book."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tallybook.adding import FileReport, Offer, add_offers
from tallybook.errors import StoreError
from tallybook.fetching.asking import Showing
from tallybook.fetching.remembering import Found, Memory, Refused, Waiting
from tallybook.fetching.taking import Fault
from tallybook.model import Document
from tallybook.sources import reader_version

_REMEMBERED_FINDS = 500


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that a look brought into the book."""

    place: str
    address: str
    document: Document
    report: FileReport


def bring_in(book: Path, showing: Showing) -> list[NewFile]:
    """Adds everything that waits, in the order in which it became public; also what an earlier look left.

    Raises:
        StoreError: the book can't be written; what waits goes on waiting.
    """
    memory = showing.memory
    waiting = {digest: file for digest, file in memory.known.waiting.items() if memory.is_waiting(digest)}
    memory.known.waiting = dict(waiting)
    if not waiting:
        return []
    order = sorted(waiting, key=lambda digest: (waiting[digest].known_since or "9999", waiting[digest].name))
    report = add_offers(book, [_offer(memory, digest, waiting[digest]) for digest in order])
    new = list(_came_in(showing, waiting, report.files))
    memory.known.found = dict(sorted(memory.known.found.items(), key=lambda entry: entry[1].at)[-_REMEMBERED_FINDS:])
    return new


def _offer(memory: Memory, digest: str, file: Waiting) -> Offer:
    # The web archive's days are those of Greenwich, where it may be tomorrow already.
    since = min(date.fromisoformat(file.known_since), date.today()) if file.known_since else None
    return Offer(memory.path_of(digest), file.name, since, file.kept_by)


def _came_in(showing: Showing, waiting: dict[str, Waiting], reports: tuple[FileReport, ...]) -> Iterator[NewFile]:
    memory, at = showing.memory, showing.now.isoformat(timespec="seconds")
    for report in reports:
        digest = report.document.sha256 if report.document else report.path.name if report.path else ""
        file = waiting.get(digest)
        if not file:
            continue  # a document that was read again because the rules have changed
        if report.error:
            showing.tallies[file.place].faults.append(Fault(file.place, file.address, file.name, report.error))
            if isinstance(report.error, StoreError):
                continue  # it waits for the next look
            reason = " ".join(filter(None, (report.error.message, report.error.found)))
            memory.known.refused[digest] = Refused(file.name, reason, reader_version())
        elif report.document:
            # One that is "held" came in just before an earlier look was cut short: nobody has been told of it.
            memory.known.found[digest] = Found(at, file.place, file.address)
            yield NewFile(file.place, file.address, report.document, report)
        memory.let_go(digest)
