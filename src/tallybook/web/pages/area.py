"""One area of responsibility: its people in Alternatives to Detention, its facilities, its states and counties."""

from dataclasses import dataclass

from markupsafe import Markup

from tallybook.answers import Answer, Question
from tallybook.answers.answer import Figure
from tallybook.answers.wording import code_words
from tallybook.errors import QuestionError
from tallybook.http.faults import not_found
from tallybook.http.reply import Reply, moved
from tallybook.prose import in_words
from tallybook.web.areas import area_outline
from tallybook.web.coverage import FILE, STATES, areas, covered_by
from tallybook.web.figures import Shown, link_to, number_link, shown, told
from tallybook.web.gathered import ALL_DAYS, outline
from tallybook.web.listing import POPULATION, Listing, newest_listing
from tallybook.web.pages.areas import DAYS, PARTICIPANTS, SHARE
from tallybook.web.pages.place_rows import heads_of, linked_or_none, rows_of, source_of, sum_of, types_of
from tallybook.web.place import Place
from tallybook.web.rendering import rendered
from tallybook.web.views import View, view_of_answer
from tallybook.web.visit import Visit


@dataclass(frozen=True, slots=True)
class SplitState:
    """A state of which an area covers some counties."""

    words: Markup
    counties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TechnologyRow:
    """A technology on the newest day."""

    name: str
    people: Shown
    days: Shown | None


def area_page(visit: Visit, code: str) -> Reply:
    """The page of an area by its code."""
    if code != code.casefold() and code.casefold() in areas():
        return moved(visit.links.page(f"/areas/{code.casefold()}"))
    if code not in areas():
        raise not_found(QuestionError(f"There is no area {code!r}.", expected="one of " + ", ".join(areas())))
    name = code_words("aor", code, visit.lang)
    listing = newest_listing(visit.book)
    entries = listing.of_area(code) if listing else []
    by_technology = _asked(visit, PARTICIPANTS, code, ("technology",))
    return rendered(
        visit,
        "area.html",
        visit.say("{name}, area of responsibility", name=name),
        name=name,
        source=source_of(visit),
        outline=area_outline(code),
        sentences=_sentences(visit, code, name, listing),
        whole=_whole_states(visit, code),
        split=_split_states(visit, code),
        file=FILE,
        technologies=_technologies(visit, code, by_technology),
        technology_day=by_technology.figures[-1].reference_end if by_technology.figures else None,
        views=_views(visit, code, by_technology),
        rows=rows_of(visit, listing, entries) if listing else [],
        heads=heads_of(visit, listing) if listing else [],
        types=types_of(visit, entries),
        once=[(visit.say(title), visit.links.ask(Question(measure, where=(("aor", code),), since=ALL_DAYS)))
              for measure, title in _ONCE],
    )  # fmt: skip


_ONCE = (
    ("detained_with_fear_decision", "held with an established fear of persecution or torture"),
    ("transgender_detained", "held people who identify as transgender"),
)


def _asked(visit: Visit, measure: str, code: str, by: tuple[str, ...] = ()) -> Answer:
    return visit.ask(Question(measure, by, (("aor", code),), since=ALL_DAYS))


def _sentences(visit: Visit, code: str, name: str, listing: Listing | None) -> list[Markup]:
    found = []
    people, share = _asked(visit, PARTICIPANTS, code), _asked(visit, SHARE, code)
    if people.figures:
        last = people.figures[-1]
        found.append(
            told(
                visit,
                "On {day} ICE counted {people} people in Alternatives to Detention (ATD) in the area of {name}, "
                "{share} of all (published by {known}).",
                day=in_words(last.reference_end, visit.lang),
                people=number_link(shown(last, people, visit)),
                name=name,
                share=_share(visit, share, last),
                known=in_words(last.report_date, visit.lang),
            )
        )
    if listing:
        count = len(listing.of_area(code))
        found.append(
            told(
                visit,
                "The newest list of facilities, with data to {through}, names {count} under this area; in all of them "
                "together {people} people a day were held on average since 1 October: the sum of the averages "
                "printed for each.",
                through=in_words(listing.data_through, visit.lang),
                count=link_to("#facilities", str(count)),
                people=linked_or_none(visit, sum_of(visit, listing, "aor", code)),
            )
            if count
            else told(visit, "The newest list of facilities names none under this area.")
        )
    return found


def _share(visit: Visit, share: Answer, of: Figure) -> Markup:
    same = next((figure for figure in share.figures if figure.reference_end == of.reference_end), None)
    return linked_or_none(visit, shown(same, share, visit) if same else None)


def _whole_states(visit: Visit, code: str) -> Markup:
    """The states that it covers whole, in a sentence; blank where there are none."""
    names = [_state_link(visit, one.state) for one in covered_by(code) if one.is_whole]
    return told(visit, "All of {states}.", states=Markup(", ").join(names)) if names else Markup("")


def _split_states(visit: Visit, code: str) -> list[SplitState]:
    return [
        SplitState(
            told(visit, "{count} counties of {state}:", count=len(one.counties), state=_state_link(visit, one.state)),
            one.counties,
        )
        for one in covered_by(code)
        if not one.is_whole
    ]


def _state_link(visit: Visit, state: str) -> Markup:
    return link_to(visit.links.page(f"/states/{state.casefold()}"), visit.say(STATES[state]))


def _technologies(visit: Visit, code: str, people: Answer) -> list[TechnologyRow]:
    """Every technology of the newest day, the most people first."""
    days = _asked(visit, DAYS, code, ("technology",))
    day = people.figures[-1].reference_end if people.figures else None
    mean = {figure.split: figure for figure in days.figures if figure.reference_end == day}
    newest = [figure for figure in people.figures if figure.reference_end == day]
    return [
        TechnologyRow(
            " / ".join(code_words(way, one, visit.lang) for way, one in figure.split),
            shown(figure, people, visit),
            shown(mean[figure.split], days, visit) if figure.split in mean else None,
        )
        for figure in sorted(newest, key=lambda figure: -(figure.value or 0.0))
    ]


def _views(visit: Visit, code: str, by_technology: Answer) -> list[View]:
    """Its charts over time."""
    people = _asked(visit, PARTICIPANTS, code)
    held = outline(visit.book, Question(POPULATION, where=(("aor", code),), since=ALL_DAYS))
    views = [
        view_of_answer(visit, by_technology, "technology", visit.say("People in ATD by technology"), total=people),
        view_of_answer(visit, _asked(visit, DAYS, code), "days", visit.say("Average days in the programme")),
        view_of_answer(visit, _asked(visit, SHARE, code), "share", visit.say("Its share of all people in ATD")),
        view_of_answer(visit, held, "held", visit.say("People held in its facilities, on average")),
    ]
    return [view for view in views if not view.is_empty]


PLACES = (Place("/areas/{code}", area_page),)
