"""The facilities that ICE lists: how many, how many people, which are the largest, and a table that can be searched."""

from collections.abc import Sequence

from markupsafe import Markup

from tallybook.answers.wording import code_words
from tallybook.errors import QuestionError
from tallybook.facilities import facilities
from tallybook.http.reply import Reply
from tallybook.prose import in_words
from tallybook.sources.ice_detention_statistics.facility_identity import evened
from tallybook.web.figures import told
from tallybook.web.listing import POPULATION, Entry, Listing, newest_listing
from tallybook.web.pages.place_rows import (
    COLUMNS,
    heads_of,
    linked_or_none,
    other_facilities,
    rows_of,
    sheet_link,
    sum_of,
    types_of,
)
from tallybook.web.place import Place
from tallybook.web.rendering import rendered
from tallybook.web.tables import ON_A_PAGE
from tallybook.web.views import View, view_of_answer
from tallybook.web.visit import Visit

_MOST_OTHERS = 60
_WORDS = ("name", "city", "state", "area", "type")


def facilities_page(visit: Visit) -> Reply:
    """Every facility of the newest list, or those that are searched for."""
    listing = newest_listing(visit.book)
    text, state, area = visit.one("text"), visit.one("state").upper(), visit.one("area")
    entries = _chosen(visit, listing, text, state, area) if listing else []
    order = visit.one("sort") or f"-{COLUMNS[0]}"
    entries = _sorted(entries, order)
    page, most = visit.number("page", 1), len(entries) if visit.links.is_static else ON_A_PAGE
    pages = max(1, -(-len(entries) // (most or 1)))
    if page > pages:
        raise QuestionError(f"There is no page {page}.", expected=f"1 to {pages}")
    seen = entries[(page - 1) * most : page * most]
    is_searched = bool(text or state or area)
    is_first = not (is_searched or visit.one("sort") or page > 1)
    return rendered(
        visit,
        "facilities.html",
        visit.say("Facilities"),
        lead=_lead(visit, listing) if listing else "",
        largest=_largest(visit, listing) if listing and is_first else None,
        rows=rows_of(visit, listing, seen) if listing else [],
        heads=heads_of(visit, listing) if listing else [],
        sorts=_sorts(visit, order),
        found=len(entries),
        is_searched=is_searched,
        text=text,
        states=sorted({entry.state for entry in listing.entries}) if listing else [],
        state=state,
        areas=_areas(visit, listing) if listing else [],
        area=area,
        types=types_of(visit, seen),
        page=page,
        pages=[(n, _address(visit, page=str(n))) for n in range(1, pages + 1)],
        others=_others(visit, listing, text, state) if is_searched and not area else ([], 0),
        by_state=_by_state(visit, listing),
    )


def _lead(visit: Visit, listing: Listing) -> Markup:
    return told(
        visit,
        "The newest list that ICE published, with data to {through}, names {count}. In all of them together {people} "
        "people a day were held on average since 1 October: the sum of the averages printed for each (published by "
        "{day}).",
        through=in_words(listing.data_through, visit.lang),
        count=sheet_link(visit, listing, visit.say("{count} facilities", count=len(listing.entries))),
        people=linked_or_none(visit, sum_of(visit, listing)),
        day=in_words(listing.report_date, visit.lang),
    )


def _largest(visit: Visit, listing: Listing) -> View:
    """The largest facilities as a picture; the table is the page's own."""
    return view_of_answer(visit, listing.answers[POPULATION], "largest", visit.say("The largest facilities"))


def _chosen(visit: Visit, listing: Listing, text: str, state: str, area: str) -> list[Entry]:
    """The rows that fit what is searched for.

    Raises:
        QuestionError: no facility of the list is in such a state or area.
    """
    states = {entry.state for entry in listing.entries}
    if state and state not in states:
        raise QuestionError(
            f"The newest list names no facility in a state {state!r}.", expected="one of " + ", ".join(sorted(states))
        )
    areas = {entry.aor for entry in listing.entries if entry.aor}
    if area and area not in areas:
        raise QuestionError(
            f"The newest list names no facility in an area {area!r}.", expected="one of " + ", ".join(sorted(areas))
        )
    wanted = evened(text)
    fitting = {listed.code for listed in facilities(visit.book, text)} if wanted else set()
    return [
        entry
        for entry in listing.entries
        if (not state or entry.state == state)
        and (not area or entry.aor == area)
        and (not wanted or entry.code in fitting or wanted in evened(f"{entry.name} {entry.city} {entry.type}"))
    ]


def _sorted(entries: Sequence[Entry], order: str) -> list[Entry]:
    """Rows in an order: by a column, with a minus before it from the largest or last on; what is blank stands last.

    Raises:
        QuestionError: there is no such column.
    """
    name, is_down = order.removeprefix("-"), order.startswith("-")
    if name in COLUMNS:
        told = [entry for entry in entries if name in entry.figures and entry.figures[name].value is not None]
        rest = [entry for entry in entries if entry not in told]
        return [*sorted(told, key=lambda entry: entry.figures[name].value or 0.0, reverse=is_down), *rest]
    if name in _WORDS:
        field = "aor" if name == "area" else name
        return sorted(entries, key=lambda entry: (getattr(entry, field).casefold(), entry.name), reverse=is_down)
    raise QuestionError(f"There is no column {name!r}.", expected="one of " + ", ".join((*_WORDS, *COLUMNS)))


def _sorts(visit: Visit, order: str) -> dict[str, tuple[str, str]]:
    """Of each column where its head leads, and whether the table is sorted by it: `ascending`, `descending` or not."""
    found = {}
    for name in (*_WORDS, *COLUMNS):
        first, then = (f"-{name}", name) if name in COLUMNS else (name, f"-{name}")
        state = {name: "ascending", f"-{name}": "descending"}.get(order, "")
        found[name] = _address(visit, sort=then if order == first else first), state
    return found


def _address(visit: Visit, **changed: str) -> str:
    kept = {name: values for name, values in visit.query.items() if name not in ("page", *changed)}
    return visit.links.page(visit.path, {**kept, **changed}, "list")


def _areas(visit: Visit, listing: Listing) -> list[tuple[str, str]]:
    codes = sorted({entry.aor for entry in listing.entries if entry.aor})
    return [(code, code_words("aor", code, visit.lang)) for code in codes]


def _others(visit: Visit, listing: Listing | None, text: str, state: str) -> tuple[Sequence[tuple[str, str, str]], int]:
    """Facilities that fit and are no longer listed: the first of them, and how many."""
    found = [one for one in facilities(visit.book, text) if not state or one.state == state]
    others = other_facilities(visit, found, listing)
    return others[:_MOST_OTHERS], len(others)


def _by_state(visit: Visit, listing: Listing | None) -> list[tuple[str, str, int, int]]:
    """Every state with facilities: its code and page, how many are listed now, and how many ever."""
    ever: dict[str, int] = {}
    for one in facilities(visit.book):
        ever[one.state] = ever.get(one.state, 0) + 1
    return [
        (state, visit.links.page(f"/states/{state.casefold()}", anchor="before"),
         len(listing.of_state(state)) if listing else 0, count)
        for state, count in sorted(ever.items()) if len(state) == 2
    ]  # fmt: skip


PLACES = (Place("/facilities", facilities_page),)
