"""Making what is costly before it is asked for: the first reader should not wait for it."""

import logging
from collections.abc import Callable, Sequence

from tallybook.errors import TallybookError
from tallybook.http.shelf import Held
from tallybook.ledger import ledger
from tallybook.web.gathered import gather
from tallybook.web.listing import gather_listing
from tallybook.web.place import Place
from tallybook.web.recording import warm_record
from tallybook.web.routes import PLACES

_LOG = logging.getLogger(__name__)

Prepare = Callable[[Held, Place], None]
"""Makes the page of a place in one language, and keeps it."""


def warm(held: Held, languages: Sequence[Prepare]) -> None:
    """Makes the pages of one address and what the others share, what a reader sees first before the rest."""
    try:
        ledger(held.whole)
        _pages(held, languages, ("/",))
        warm_record(held)
        warm_places(held)
        _pages(held, languages, [place.path for place in PLACES if _is_one_page(place)])
    except TallybookError as error:
        _LOG.warning("%s", error)


def _pages(held: Held, languages: Sequence[Prepare], paths: Sequence[str]) -> None:
    for place in PLACES:
        if place.path in paths:
            for prepare in languages:
                prepare(held, place)


def _is_one_page(place: Place) -> bool:
    return "{" not in place.path and not place.is_form and not place.tells_origin


def warm_places(held: Held) -> None:
    """Makes what the pages of facilities, areas and states share: some seconds, beside the readers.

    Until it is done these pages ask for themselves, in a second or two each.
    """
    gather_listing(held.whole)
    gather(held.whole)
