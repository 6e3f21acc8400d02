"""Fetching: new workbooks are found at the agency's page and in the web archive, kept, added and announced."""

from tallybook.fetching.announcing import Announcer
from tallybook.fetching.incoming import NewFile
from tallybook.fetching.looking import Look, look
from tallybook.fetching.looks import OUTCOMES, Looks, PlaceLook
from tallybook.fetching.places import PLACES, Places, load_places
from tallybook.fetching.telling import lines_of, silence_of
from tallybook.fetching.watching import Stopping, seconds_of, watch

__all__ = [
    "OUTCOMES",
    "PLACES",
    "Announcer",
    "Look",
    "Looks",
    "NewFile",
    "PlaceLook",
    "Places",
    "Stopping",
    "lines_of",
    "load_places",
    "look",
    "seconds_of",
    "silence_of",
    "watch",
]
