"""The states: which areas cover each, how many of its places ICE lists, and a brief for each."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tallybook.answers import Question
from tallybook.answers.wording import code_words
from tallybook.errors import QuestionError
from tallybook.facilities import facilities
from tallybook.http.faults import not_found
from tallybook.http.reply import Reply, moved
from tallybook.prose import in_words
from tallybook.web.areas import state_outline
from tallybook.web.coverage import FILE, STATES, Covered, covered_by, covering
from tallybook.web.figures import Shown, link_to, shown, told
from tallybook.web.gathered import ALL_DAYS, outline
from tallybook.web.listing import POPULATION, Entry, Listing, newest_listing
from tallybook.web.pages.areas import DAYS, PARTICIPANTS
from tallybook.web.pages.place_rows import (
    figure_of,
    heads_of,
    linked_or_none,
    other_facilities,
    rows_of,
    source_of,
    sum_of,
    types_of,
)
from tallybook.web.place import Place
from tallybook.web.rendering import rendered
from tallybook.web.views import View, view_of_answer
from tallybook.web.visit import Visit


@dataclass(frozen=True, slots=True)
class StateRow:
    """A state in the list of all."""

    name: str
    address: str
    areas: Markup
    count: int
    people: Shown | None


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area that covers a state, with what ICE prints of it."""

    name: str
    address: str
    counties: tuple[str, ...]  # of this state; none: all of it
    beyond: Markup  # the other states that it covers
    people: Shown | None
    days: Shown | None


def states_page(visit: Visit) -> Reply:
    """Every state, with its areas and its facilities."""
    listing = newest_listing(visit.book)
    ordered = sorted(STATES, key=lambda state: visit.say(STATES[state]))
    return rendered(
        visit,
        "states.html",
        visit.say("States"),
        lead=_lead(visit, listing) if listing else "",
        rows=[_state_row(visit, listing, state) for state in ordered],
        through=listing.data_through if listing else None,
    )


def _lead(visit: Visit, listing: Listing) -> Markup:
    states = {entry.state for entry in listing.entries}
    largest = max(states, key=lambda state: _people(listing, state))
    return told(
        visit,
        "The newest list of facilities, with data to {through}, names places in {count} states and territories; the "
        "most people are held in {state}, {people} a day on average since 1 October.",
        through=in_words(listing.data_through, visit.lang),
        count=link_to("#list", str(len(states))),
        state=link_to(visit.links.page(f"/states/{largest.casefold()}"), visit.say(STATES[largest])),
        people=linked_or_none(visit, sum_of(visit, listing, "state", largest)),
    )


def _people(listing: Listing, state: str) -> float:
    figure = listing.sum_of("state", state)
    return (figure.value or 0.0) if figure else 0.0


def _state_row(visit: Visit, listing: Listing | None, state: str) -> StateRow:
    return StateRow(
        visit.say(STATES[state]),
        visit.links.page(f"/states/{state.casefold()}"),
        _area_links(visit, covering(state)),
        len(listing.of_state(state)) if listing else 0,
        sum_of(visit, listing, "state", state) if listing else None,
    )


def _area_links(visit: Visit, covered: Sequence[Covered]) -> Markup:
    return Markup(", ").join(
        link_to(visit.links.page(f"/areas/{one.aor}"), code_words("aor", one.aor, visit.lang)) for one in covered
    )


def state_page(visit: Visit, code: str) -> Reply:
    """The page of a state by its postal code in lower case."""
    state = code.upper()
    if state not in STATES or not code.isascii():
        raise not_found(QuestionError(f"There is no state {code!r}.", expected="a postal code, like tx"))
    if code != code.casefold():
        return moved(visit.links.page(f"/states/{code.casefold()}"))
    listing = newest_listing(visit.book)
    entries = listing.of_state(state) if listing else []
    others = other_facilities(visit, [one for one in facilities(visit.book) if one.state == state], listing)
    rows = [_area_row(visit, one) for one in covering(state)]
    return rendered(
        visit,
        "state.html",
        visit.say(STATES[state]),
        name=visit.say(STATES[state]),
        source=source_of(visit),
        outline=state_outline(state),
        sentences=_sentences(visit, state, listing, entries, rows),
        view=_view(visit, state),
        rows=rows_of(visit, listing, entries) if listing else [],
        heads=heads_of(visit, listing) if listing else [],
        types=types_of(visit, entries),
        areas=rows,
        is_split=any(row.counties for row in rows),
        file=FILE,
        others=others,
        listing=listing,
    )


def _sentences(
    visit: Visit, state: str, listing: Listing | None, entries: Sequence[Entry], areas: Sequence[AreaRow]
) -> list[Markup]:
    found = _of_facilities(visit, state, listing, entries) if listing else []
    names = visit.say(STATES[state])
    linked = _area_links(visit, covering(state))
    one, several = (
        "{state} lies in ICE's area of {areas}.",
        "{state} is divided between {count} areas of ICE: {areas}.",
    )
    found.append(told(visit, several if len(areas) > 1 else one, state=names, areas=linked, count=len(areas)))
    return found


def _of_facilities(visit: Visit, state: str, listing: Listing, entries: Sequence[Entry]) -> list[Markup]:
    name, through = visit.say(STATES[state]), in_words(listing.data_through, visit.lang)
    if not entries:
        return [told(visit, "The newest list of facilities, with data to {through}, names none in {state}. Hold rooms "
                     "and other short-term places are not on that list, so people may be held there all the same.",
                     through=through, state=name)]  # fmt: skip
    largest = entries[0]
    people = linked_or_none(visit, figure_of(visit, listing, largest, POPULATION))
    place = link_to(visit.links.page(f"/facilities/{largest.code}") if largest.code else "", largest.name)
    if len(entries) == 1:
        return [told(visit, "The newest list of facilities, with data to {through}, names one in {state}: {place} in "
                     "{city}, with {people} people a day on average since 1 October.",
                     through=through, state=name, place=place, city=largest.city, people=people)]  # fmt: skip
    return [
        told(
            visit,
            "The newest list of facilities, with data to {through}, names {count} in {state}. In all of them together "
            "{people} people a day were held on average since 1 October: the sum of the averages printed for each.",
            through=through,
            count=link_to("#facilities", str(len(entries))),
            state=name,
            people=linked_or_none(visit, sum_of(visit, listing, "state", state)),
        ),
        told(visit, "The largest is {place} in {city}, with {people}.", place=place, city=largest.city, people=people),
    ]


def _area_row(visit: Visit, covered: Covered) -> AreaRow:
    links = visit.links
    beyond = [
        link_to(links.page(f"/states/{one.state.casefold()}"), visit.say(STATES[one.state]))
        for one in covered_by(covered.aor)
        if one.state != covered.state
    ]
    return AreaRow(
        code_words("aor", covered.aor, visit.lang),
        links.page(f"/areas/{covered.aor}"),
        covered.counties,
        Markup(", ").join(beyond),
        *(_newest(visit, measure, covered.aor) for measure in (PARTICIPANTS, DAYS)),
    )


def _newest(visit: Visit, measure: str, aor: str) -> Shown | None:
    answer = visit.ask(Question(measure, where=(("aor", aor),), since=ALL_DAYS))
    return shown(answer.figures[-1], answer, visit) if answer.figures else None


def _view(visit: Visit, state: str) -> View | None:
    """The sum of its facilities over time."""
    answer = outline(visit.book, Question(POPULATION, where=(("state", state),), since=ALL_DAYS))
    if len({figure.reference_end for figure in answer.figures}) < 2:
        return None
    return view_of_answer(visit, answer, "held", visit.say("People held in its facilities, on average"))


PLACES = (Place("/states", states_page), Place("/states/{code}", state_page))
