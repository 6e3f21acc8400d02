"""Making what is costly before it is asked for: the first reader should not wait for it."""

import logging

from tallybook.errors import TallybookError
from tallybook.http.shelf import Held
from tallybook.ledger import ledger
from tallybook.web.links import Links

_LOG = logging.getLogger(__name__)


def warm(held: Held, links: Links) -> None:
    """Makes what most pages of a state of the book share."""
    try:
        ledger(held.whole)
    except TallybookError as error:
        _LOG.warning("%s", error)
