"""The areas of responsibility on a map, in a table, and each over time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from tallybook.answers import Answer, Question
from tallybook.answers.answer import Figure
from tallybook.answers.captions import source_line, subtitle
from tallybook.answers.multiples import multiples
from tallybook.answers.wording import code_words, value_words
from tallybook.charts import NARROW, WIDE, Size
from tallybook.errors import QuestionError
from tallybook.http.reply import Reply
from tallybook.prose import in_words
from tallybook.web.areas import area_map
from tallybook.web.coverage import areas
from tallybook.web.figures import Shown, address_of, link_to, number_link, shown, told
from tallybook.web.gathered import ALL_DAYS, outline
from tallybook.web.listing import POPULATION, Listing, newest_listing
from tallybook.web.pages.place_rows import sum_of
from tallybook.web.place import Place
from tallybook.web.rendering import rendered
from tallybook.web.views import Chart, View, view_of_answer
from tallybook.web.visit import Visit

PARTICIPANTS, DAYS, SHARE = "atd_participants", "atd_mean_days_in_program", "atd_share_by_area"
# What the record has by area, each with its name on the page.
MAPPED: Mapping[str, tuple[str, str]] = {
    "people": (PARTICIPANTS, "People in Alternatives to Detention"),
    "days": (DAYS, "Their average days in the programme"),
    "held": (POPULATION, "People held in its facilities, on average"),
    "fear": ("detained_with_fear_decision", "Held with an established fear of persecution or torture"),
    "transgender": ("transgender_detained", "Held people who identify as transgender"),
}
_SIZES = (WIDE, NARROW)
SCALES = {"shared": "one scale for all", "own": "a scale for each"}
_COLUMNS = (PARTICIPANTS, SHARE, DAYS)


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area with its newest figures."""

    name: str
    address: str
    cells: tuple[Shown | None, ...]


def areas_page(visit: Visit) -> Reply:
    """All areas: a map of one measure, a table of what is newest, and each area over time."""
    show, scales = visit.one("show") or "people", visit.one("scales") or "shared"
    if show not in MAPPED:
        raise QuestionError(f"There is no map of {show!r}.", expected="one of " + ", ".join(MAPPED))
    if scales not in SCALES:
        raise QuestionError(f"There are no {scales!r} scales.", expected=" or ".join(SCALES))
    measure, title = MAPPED[show]
    newest = visit.ask(Question(measure, ("aor",)))
    return rendered(
        visit,
        "areas.html",
        visit.say("Areas of responsibility"),
        lead=_lead(visit),
        map=_map(visit, newest, visit.say(title)),
        choices=[
            (visit.say(name), visit.links.page(visit.path, _kept(visit, show=key)), key == show)
            for key, (_, name) in MAPPED.items()
        ],
        rows=_rows(visit),
        days=_days(visit),
        over_time=_over_time(visit, measure, scales),
        scales=[(visit.say(words), visit.links.page(visit.path, _kept(visit, scales=key), "over-time"), key == scales)
                for key, words in SCALES.items()],
        keep=[(name, visit.one(name)) for name in ("show", "scales") if visit.one(name)],
    )  # fmt: skip


def _kept(visit: Visit, **changed: str) -> dict[str, str]:
    kept = {name: visit.one(name) for name in ("show", "scales", "as_of")}
    return {**kept, **changed}


def _lead(visit: Visit) -> Markup:
    """How many people are followed, and in which area most."""
    by_area, all_of_them = visit.ask(Question(PARTICIPANTS, ("aor",))), visit.ask(Question(PARTICIPANTS))
    if not (by_area.figures and all_of_them.figures):
        return Markup(by_area.why_none)
    most = max(by_area.figures, key=lambda figure: figure.value or 0.0)
    code = dict(most.split)["aor"]
    return told(
        visit,
        "On {day} ICE counted {people} people in Alternatives to Detention (ATD) in {count} areas; the most in that of "
        "{name}: {most} (published by {known}).",
        day=in_words(most.reference_end, visit.lang),
        people=number_link(shown(all_of_them.figures[-1], all_of_them, visit)),
        count=link_to("#list", str(len(by_area.figures))),
        name=link_to(visit.links.page(f"/areas/{code}"), code_words("aor", code, visit.lang)),
        most=number_link(shown(most, by_area, visit)),
        known=in_words(most.report_date, visit.lang),
    )


def _map(visit: Visit, newest: Answer, title: str) -> View:
    """The newest figures on a map."""
    view = view_of_answer(visit, newest, "map", title, with_chart=False)
    drawn = [figure for figure in newest.figures if figure.value is not None]
    if not drawn:
        return view
    values = {dict(figure.split)["aor"]: figure.value or 0.0 for figure in drawn}
    unit = newest.measure.unit

    def spelled(value: float) -> str:
        return value_words(value, unit, True, visit.lang)

    def link(code: str) -> str:
        return visit.links.page(f"/areas/{code}")

    def painted(size: Size, name: str) -> str:
        return area_map(values, spelled, link, size, title, newest.sentence(visit.lang), name, visit.lang)

    words = subtitle(newest, drawn, False, (), visit.lang), source_line(newest, visit.lang)
    return replace(view, chart=Chart(title, *words, painted(WIDE, "map-w"), painted(NARROW, "map-n")))


def _rows(visit: Visit) -> list[AreaRow]:
    """Every area with its newest figures, by name."""
    answers = {measure: visit.ask(Question(measure, ("aor",))) for measure in _COLUMNS}
    listing = newest_listing(visit.book)
    return [
        AreaRow(
            code_words("aor", code, visit.lang),
            visit.links.page(f"/areas/{code}"),
            (*(_of_area(visit, answers[measure], code) for measure in _COLUMNS), *_held(visit, listing, code)),
        )
        for code in areas()
    ]


def _of_area(visit: Visit, answer: Answer, code: str) -> Shown | None:
    figure = next((figure for figure in answer.figures if figure.split == (("aor", code),)), None)
    return shown(figure, answer, visit) if figure else None


def _held(visit: Visit, listing: Listing | None, code: str) -> tuple[Shown | None, Shown | None]:
    """How many facilities are listed under an area, and the sum of their averages."""
    if listing is None:
        return None, None
    count = len(listing.of_area(code))
    number = Shown(str(count), visit.links.page(f"/areas/{code}", anchor="facilities"), "", str(count))
    return number, sum_of(visit, listing, "aor", code)


def _days(visit: Visit) -> tuple[object, object]:
    """The days that the figures of the table are of: of the participants, and of the facilities."""
    figures = visit.ask(Question(PARTICIPANTS, ("aor",))).figures
    listing = newest_listing(visit.book)
    return (figures[-1].reference_end if figures else None), (listing.data_through if listing else None)


def _over_time(visit: Visit, measure: str, scales: str) -> View | None:
    """A panel for each area; None where figures of one day only are printed."""
    question = Question(measure, ("aor",), since=ALL_DAYS)
    answer = outline(visit.book, question) if measure == POPULATION else visit.ask(question)
    if len({figure.reference_end for figure in answer.figures if figure.value is not None}) < 2:
        return None
    drawn = multiples(answer, "aor", scales == "own", lambda code: visit.links.page(f"/areas/{code}"), visit.lang)

    def link(figure: Figure) -> str:
        return address_of(figure, answer, visit.links)

    view = view_of_answer(visit, answer, "over-time", visit.say("Each area over time"), with_chart=False)
    wide, narrow = (drawn.svg(size, with_words=False, link=link, name=f"multiples-{size.width}") for size in _SIZES)
    return replace(view, chart=Chart(drawn.title, drawn.subtitle, drawn.source, wide, narrow))


PLACES = (Place("/areas", areas_page),)
