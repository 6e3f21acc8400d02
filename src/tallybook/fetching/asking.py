"""Asking each place what it has, before anything is downloaded."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from tallybook.errors import FetchError, PlaceResting, StoreError, TallybookError
from tallybook.fetching.addresses import file_name
from tallybook.fetching.download import Downloader, Stopped
from tallybook.fetching.looks import PlaceLook
from tallybook.fetching.page import Links, read_page
from tallybook.fetching.places import AGENCY, PLACES, WEB_ARCHIVE, Place, Places
from tallybook.fetching.remembering import Asked, Memory, moment_of
from tallybook.fetching.taking import HELD, LACKING, REFUSED, Taker, Tally
from tallybook.fetching.web_archive import Capture, read_index


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that is to be asked for, and why."""

    place: str
    name: str
    captures: tuple[Capture, ...]  # of the web archive
    address: str  # where it is asked for first
    digest: str  # by which the index lists it; empty for a link of the publisher's page
    why: str


@dataclass(slots=True)
class Showing:
    """What the places show, and what is wanted of it."""

    places: Places
    memory: Memory
    now: datetime
    downloader: Downloader
    taker: Taker
    looks: dict[str, PlaceLook] = field(default_factory=dict)
    tallies: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in PLACES})
    silent: list[TallybookError] = field(default_factory=list)  # of places that could not be read
    wanted: list[Wanted] = field(default_factory=list)

    def note(self, name: str, outcome: str, note: str = "") -> None:
        """Notes how a place answered."""
        self.looks[name] = replace(self.looks[name], outcome=outcome, note=note or self.looks[name].note)

    def rest(self, name: str, error: TallybookError) -> None:
        """Leaves a place alone for as long as it asks."""
        if isinstance(error, PlaceResting) and error.seconds:
            until = self.now + timedelta(seconds=error.seconds)
            self.memory.known.resting[name] = until.isoformat(timespec="seconds")


def ask(showing: Showing, which: Sequence[str]) -> None:
    """Asks places what they have; one that does not answer is noted, and the other asked all the same.

    Raises:
        StoreError: what arrives can't be kept.
    """
    for name in which:
        is_agency = name == AGENCY
        place: Place = showing.places.agency if is_agency else showing.places.web_archive
        address = showing.places.agency.page if is_agency else showing.places.web_archive.index
        showing.looks[name] = PlaceLook(showing.now.isoformat(timespec="seconds"), name, address, "answered")
        if _is_resting(showing, name):
            continue
        try:
            _ask_page(showing) if is_agency else _ask_index(showing)
        except StoreError:
            raise
        except TallybookError as error:
            outcome = "stopped" if isinstance(error, Stopped) else "no_answer"
            showing.note(name, outcome, " ".join(filter(None, (error.message, error.found))))
            showing.silent.append(error)
            showing.rest(place.name, error)
    # The publisher's own files first: they are the news.
    showing.wanted.sort(key=lambda wanted: wanted.place != AGENCY)


def _is_resting(showing: Showing, name: str) -> bool:
    until = showing.memory.known.resting.get(name, "")
    if until and moment_of(until) > showing.now:
        showing.note(name, "resting", f"it asked to be left alone until {until}")
        return True
    showing.memory.known.resting.pop(name, None)
    return False


def _ask_page(showing: Showing) -> None:
    place, known = showing.places.agency, showing.memory.known
    asked = known.asked.get(place.page)
    trust = showing.places.limits.trust_days
    conditions = asked.conditions(showing.now, trust) if asked and asked.links else {}
    answer = showing.downloader.get(place.page, place, conditions)
    if answer.is_unchanged and asked:
        links = Links(asked.links, asked.others)
        showing.note(AGENCY, "unchanged")
    else:
        links = read_page(answer.data, answer.address, showing.places.workbook_name)
        said = Asked(showing.now.isoformat(), answer.etag, answer.last_modified, "", links.workbooks, links.others)
        known.asked[place.page] = said
    showing.looks[AGENCY] = replace(showing.looks[AGENCY], others=links.others)
    if not links.workbooks:
        raise FetchError(
            f"{place.title} links to no workbook of detention statistics.",
            where=place.page,
            expected="a link to a workbook whose name fits the declared pattern",
            found=f"{len(links.others)} other workbooks" if links.others else "no link to a workbook",
            hint="look at the page in a browser: it may have moved, or refuse this program (docs/fetch.md).",
        )
    showing.tallies[AGENCY].offered = len(links.workbooks)
    for address in links.workbooks:
        is_known = bool(showing.taker.conditions_for(address))
        why = "to see whether it has changed" if is_known else "it is not known to be held"
        showing.wanted.append(Wanted(AGENCY, file_name(address), (), address, "", why))


def _ask_index(showing: Showing) -> None:
    place, taker, memory = showing.places.web_archive, showing.taker, showing.memory
    index = read_index(showing.downloader, place, showing.places.workbook_name)
    if index.unread_rows:
        showing.note(WEB_ARCHIVE, "answered", f"{index.unread_rows} rows of the index could not be understood")
    tally, lacking = showing.tallies[WEB_ARCHIVE], []
    for digest, captures in index.by_digest.items():
        taker.first_seen[digest] = captures[0]
        state = taker.is_known(digest)
        tally.offered += 1
        tally.held += state == HELD
        if state == REFUSED or (state == LACKING and memory.is_left_alone(digest, showing.now)):
            tally.left += 1
        elif state == LACKING:
            first, why = captures[0], "its digest is of no file that is held"
            lacking.append(Wanted(WEB_ARCHIVE, first.name, captures, first.address(place), digest, why))
    # The newest first: news before what was missed long ago.
    showing.wanted += sorted(lacking, key=lambda wanted: wanted.captures[0].moment, reverse=True)
