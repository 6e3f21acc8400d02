"""Taking files: what is wanted is downloaded once, kept where it waits for the book, and remembered."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from tallybook.archive import sha256
from tallybook.errors import FetchError, PlaceResting, TallybookError, UnreadableFile
from tallybook.fetching.addresses import file_name
from tallybook.fetching.download import Answer, Downloader
from tallybook.fetching.places import AGENCY, WEB_ARCHIVE, Place, Places
from tallybook.fetching.remembering import Asked, Memory, Waiting
from tallybook.fetching.web_archive import Capture, best_first, day_of_answer, digest_of
from tallybook.readers.workbook import read_workbook
from tallybook.sources import reader_version

_CAPTURES_TRIED = 3

HELD, WAITING, REFUSED, LACKING = "held", "waiting", "refused", "lacking"


@dataclass(frozen=True, slots=True)
class Fault:
    """A file that could not be taken."""

    place: str
    address: str
    name: str
    error: TallybookError


@dataclass(slots=True)
class Tally:
    """What became of the files that one place offers."""

    offered: int = 0
    held: int = 0
    left: int = 0  # refused lately, or more than are taken at once
    faults: list[Fault] = field(default_factory=list)


class Taker:
    """Takes files of both places into the waiting room of a book."""

    def __init__(self, places: Places, memory: Memory, held: frozenset[str], downloader: Downloader, now: datetime):
        self._places, self._memory, self._held = places, memory, held
        self._downloader, self._now = downloader, now
        self.first_seen: dict[str, Capture] = {}  # the earliest capture by the digest of its bytes
        self.downloads = 0

    def state_of(self, digest: str) -> str:
        """Where bytes of a sha256 are: held, waiting, refused by the present rules, or lacking."""
        known = self._memory.known
        if digest in self._held:
            return HELD
        if self._memory.is_waiting(digest):
            return WAITING
        refused = known.refused.get(digest)
        return REFUSED if refused and refused.read_by == reader_version() else LACKING

    # --- the publisher's own page

    def conditions_for(self, address: str) -> dict[str, str]:
        """The headers by which a file is asked for only if it has changed; none where its bytes are lacking."""
        asked = self._memory.known.asked.get(address)
        if not asked or self.state_of(asked.sha256) == LACKING:
            return {}
        return asked.conditions(self._now, self._places.limits.trust_days)

    def take_linked(self, address: str, tally: Tally) -> None:
        """Takes a file that the publisher's page links to.

        Raises:
            PlaceResting: the place does not answer.
        """
        place, name = self._places.agency, file_name(address)
        try:
            answer = self._get(address, place, name, self.conditions_for(address))
        except PlaceResting:
            raise
        except FetchError as error:
            tally.faults.append(Fault(AGENCY, address, name, error))
            return
        if answer.is_unchanged:
            digest = self._memory.known.asked[address].sha256
        else:
            digest = self._arrived(answer, name, address)
        self._count(digest, tally, Fault(AGENCY, address, name, self._refusal(digest)))

    def _arrived(self, answer: Answer, name: str, address: str) -> str:
        """Keeps what the publisher's own address gave; its day is that of the first capture, if there is one."""
        digest, known = sha256(answer.data), self._memory.known
        known.asked[address] = Asked(self._now.isoformat(), answer.etag, answer.last_modified, digest)
        known.sha1s[digest] = digest_of(answer.data)
        if self.state_of(digest) == LACKING:
            first = self.first_seen.get(known.sha1s[digest])
            since = first.day.isoformat() if first else ""
            self._memory.keep(answer.data, Waiting(name, AGENCY, address, since, self._places.agency.title))
        return digest

    # --- the web archive

    def is_known(self, digest: str) -> str:
        """Where the bytes are that an index lists by a digest."""
        known = self._memory.known
        if found := known.digests.get(digest):
            return self.state_of(found)
        same = (held for held, other in known.sha1s.items() if other == digest)
        return next((state for state in map(self.state_of, same) if state != LACKING), LACKING)

    def take_captured(self, digest: str, captures: Iterable[Capture], tally: Tally) -> None:
        """Takes a file that the index lists, from the first of its captures that is given.

        Raises:
            PlaceResting: the place does not answer.
        """
        place, order = self._places.web_archive, list(best_first(captures))[:_CAPTURES_TRIED]
        fault: FetchError | None = None
        for capture in order:
            try:
                answer = self._get(capture.address(place), place, capture.name, {})
            except PlaceResting:
                raise
            except FetchError as error:
                fault = fault or error
                continue
            self._count(self._captured(answer, digest, capture), tally, None)
            return
        self._memory.has_failed(digest, self._now)
        if fault:
            tally.faults.append(Fault(WEB_ARCHIVE, order[0].address(place), order[0].name, fault))

    def _captured(self, answer: Answer, digest: str, capture: Capture) -> str:
        """Keeps what the web archive gave; its day is that of the first capture of these bytes."""
        found, known = sha256(answer.data), self._memory.known
        known.sha1s[found] = digest_of(answer.data)
        known.digests[digest] = found
        known.failing.pop(digest, None)
        first = self.first_seen.get(known.sha1s[found]) or self.first_seen.get(digest) or capture
        answered = day_of_answer(answer.address)
        # The archive answers with its nearest capture; other bytes than were asked for have its day.
        is_other = known.sha1s[found] != digest and answered not in (None, capture.day)
        day = answered if is_other and answered else first.day
        if self.state_of(found) == LACKING:
            kept_by = f"{self._places.web_archive.title} (capture {capture.moment})"
            address = capture.address(self._places.web_archive)
            self._memory.keep(answer.data, Waiting(capture.name, WEB_ARCHIVE, address, day.isoformat(), kept_by))
        return found

    # --- both

    def _get(self, address: str, place: Place, name: str, conditions: dict[str, str]) -> Answer:
        self.downloads += 1
        answer = self._downloader.get(address, place, conditions)
        if answer.was_resumed and not _can_be_read(answer.data, name):
            # Put together of parts that may not have been of one file: a tag can lie.
            answer = self._downloader.get(address, place)
        return answer

    def _count(self, digest: str, tally: Tally, refused: Fault | None) -> None:
        state = self.state_of(digest)
        tally.held += state == HELD
        if state == REFUSED and refused:
            tally.faults.append(refused)

    def _refusal(self, digest: str) -> TallybookError:
        refused = self._memory.known.refused.get(digest)
        return UnreadableFile(
            "The file is still the one that could not be read.", found=refused.reason if refused else ""
        )


def _can_be_read(data: bytes, name: str) -> bool:
    try:
        read_workbook(data, name)
    except UnreadableFile:
        return False
    return True
