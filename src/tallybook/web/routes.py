"""Every address of the site, once: for the server and for the static pages."""

from tallybook.web.pages import (
    area,
    areas,
    asking,
    briefs,
    cells,
    checking,
    claimed,
    documents,
    errors,
    facilities,
    facility,
    measured,
    now,
    revised,
    sections,
    silence,
    states,
    taking,
)
from tallybook.web.place import Place

# A path that ends in a kind of file stands before one that would take it for a name.
PLACES: tuple[Place, ...] = (
    *now.PLACES,
    *sections.PLACES,
    *asking.PLACES,
    *documents.PLACES,
    *facilities.PLACES,
    *facility.PLACES,
    *areas.PLACES,
    *area.PLACES,
    *states.PLACES,
    *cells.PLACES,
    *briefs.PLACES,
    *silence.PLACES,
    *errors.PLACES,
    *revised.PLACES,
    *measured.PLACES,
    *checking.PLACES,
    *claimed.PLACES,
    *taking.PLACES,
)
