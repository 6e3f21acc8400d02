"""One look: both places are asked what they have, what the book lacks is taken, and all of it is noted."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from tallybook.errors import PlaceResting, TallybookError
from tallybook.fetching.addresses import file_name
from tallybook.fetching.asking import Showing, Wanted, ask
from tallybook.fetching.download import Downloader, Stopped
from tallybook.fetching.held import held_by
from tallybook.fetching.incoming import NewFile, bring_in
from tallybook.fetching.looks import Looks, PlaceLook
from tallybook.fetching.places import AGENCY, PLACES, Places
from tallybook.fetching.remembering import Memory
from tallybook.fetching.taking import WAITING, Fault, Taker

Progress = Callable[[int, int, str], None]
"""Told after each file: how many are done, of how many, and the file's name."""

_UNANSWERED = 3  # files, one after the other, after which a place is asked for no more


@dataclass(frozen=True, slots=True)
class Look:
    """What one look showed and brought."""

    at: datetime
    places: tuple[PlaceLook, ...]
    new: tuple[NewFile, ...]
    faults: tuple[Fault, ...]  # files that could not be taken
    silent: tuple[TallybookError, ...]  # places that could not be read
    wanted: tuple[Wanted, ...] = ()  # of a dry run: what would be asked for
    set_aside: str = ""  # where a memory that could not be read was put

    @property
    def is_whole(self) -> bool:
        """Whether every place answered, and everything wanted was taken."""
        return all(place.is_whole for place in self.places)


def look(
    book: Path,
    places: Places,
    which: Sequence[str] = PLACES,
    *,
    dry_run: bool = False,
    sleep: Callable[[float], object] = time.sleep,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    stopping: Callable[[], bool] = lambda: False,
    progress: Progress | None = None,
    tell: Sequence[str] = (),
) -> Look:
    """Looks at the declared places for workbooks that a book lacks, and takes them into it.

    A file that can't be taken harms no other, nor does a place that does not answer.

    Args:
        book: the book; it is made where there is none.
        places: what is declared of both places.
        which: the places that are looked at.
        dry_run: takes nothing, and tells what would be asked for.
        sleep: waits for some seconds.
        now: the present moment.
        stopping: whether to end; asked between requests.
        progress: told after each file.
        tell: who is to be told of what is new; remembered until they are (`Announcer`).

    Raises:
        StoreError: the book or what lies beside it can't be read or written, or another fetch is at work.
    """
    memory = Memory(book)
    with memory.alone():
        moment, new = now(), list[NewFile]()
        downloader = Downloader(places.limits, places.user_agent, memory.partial, sleep, stopping)
        taker = Taker(places, memory, held_by(book, memory.known), downloader, moment)
        showing = Showing(places, memory, moment, downloader, taker)
        try:
            ask(showing, [name for name in PLACES if name in which])
            if not dry_run:
                _take(showing, progress)
                new = bring_in(book, showing)
                memory.leave_to_tell(tell, [file.document.sha256 for file in new])
        finally:
            memory.save()
        found = _told(showing, new, dry_run)
        Looks(memory.folder).append(found.places)
        return found


def _take(showing: Showing, progress: Progress | None) -> None:
    """Downloads what is wanted; a place that answers no more is asked for no more."""
    unanswered = dict.fromkeys(PLACES, 0)
    for number, wanted in enumerate(showing.wanted, 1):
        if wanted.digest and showing.taker.is_known(wanted.digest) == WAITING:
            continue  # the publisher's own page has just given these bytes
        is_full = showing.taker.downloads >= showing.places.limits.files_a_look
        if is_full or unanswered[wanted.place] >= _UNANSWERED:
            showing.tallies[wanted.place].left += 1
            continue
        try:
            _take_one(showing, wanted)
            unanswered[wanted.place] = 0
        except PlaceResting as error:
            # One file may be at fault, and not the place, unless the place says so.
            is_said = error.seconds > 0 or isinstance(error, Stopped)
            unanswered[wanted.place] += _UNANSWERED if is_said else 1
            _note_unanswered(showing, wanted, error)
        if progress:
            progress(number, len(showing.wanted), wanted.name)


def _take_one(showing: Showing, wanted: Wanted) -> None:
    tally = showing.tallies[wanted.place]
    if wanted.place == AGENCY:
        showing.taker.take_linked(wanted.address, tally)
    else:
        showing.taker.take_captured(wanted.digest, wanted.captures, tally)


def _note_unanswered(showing: Showing, wanted: Wanted, error: PlaceResting) -> None:
    tally = showing.tallies[wanted.place]
    showing.rest(wanted.place, error)
    if isinstance(error, Stopped):
        showing.note(wanted.place, "stopped")
        tally.left += 1
        return
    if wanted.digest and not error.seconds:
        showing.memory.has_failed(wanted.digest, showing.now)
    tally.faults.append(Fault(wanted.place, error.where, file_name(error.where), error))


def _told(showing: Showing, new: Sequence[NewFile], dry_run: bool) -> Look:
    first = next(iter(showing.looks), "")
    places = tuple(
        replace(
            look,
            offered=showing.tallies[name].offered,
            held=showing.tallies[name].held,
            # What had arrived from a place that is not looked at this time is noted all the same.
            new=tuple(
                file.document.file
                for file in new
                if file.place == name or (name == first and file.place not in showing.looks)
            ),
            failed=tuple(f"{fault.name}: {fault.error.message}" for fault in showing.tallies[name].faults),
            left=showing.tallies[name].left,
            is_dry_run=dry_run,
        )
        for name, look in showing.looks.items()
    )
    return Look(
        at=showing.now,
        places=places,
        new=tuple(new),
        faults=tuple(fault for tally in showing.tallies.values() for fault in tally.faults),
        silent=tuple(showing.silent),
        wanted=tuple(showing.wanted) if dry_run else (),
        set_aside=showing.memory.set_aside,
    )
