"""One facility: what ICE printed of it, as the brief of one or two pages that a reader can print."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from tallybook.answers import Answer, Question
from tallybook.answers.answer import Figure
from tallybook.answers.facility import facility_words
from tallybook.answers.wording import code_words, value_words
from tallybook.errors import QuestionError
from tallybook.facilities import Listed, facility_of_code
from tallybook.http.faults import not_found
from tallybook.http.reply import Reply, moved
from tallybook.prose import in_words, short_period
from tallybook.vintages.rule import quoted
from tallybook.web.coverage import STATES
from tallybook.web.figures import Doubt, Shown, doubts_of, link_to, number_link, shown, told
from tallybook.web.gathered import ALL_DAYS
from tallybook.web.listing import BETWEEN, MANDATORY, MINIMUM, POPULATION, STAY, newest_cell, newest_listing
from tallybook.web.pages.place_rows import TYPES, is_below_zero, shown_or_revised, source_of
from tallybook.web.place import Place
from tallybook.web.rendering import rendered
from tallybook.web.views import View, view_of_answer
from tallybook.web.visit import Visit

_EDITIONS = 10  # told in the table
_MOST_DOUBTS = 12
SEGREGATION = "segregation_placements"
_DRAWN = (
    (POPULATION, "population", "Average daily population since 1 October"),
    (BETWEEN, "between", "The same between two editions"),
    (STAY, "stay", "Average length of stay"),
    (SEGREGATION, "segregation", "Placements in segregation, by month"),
)
_MEASURES = (*(measure for measure, *_ in _DRAWN), MANDATORY, MINIMUM)
_TOLD = (
    (MINIMUM, "Guaranteed minimum of beds"),
    (MANDATORY, "Under mandatory detention, people a day"),
    (STAY, "Average length of stay, days"),
)
_INSPECTIONS = (
    ("last_inspection", "Last inspection"),
    ("second_to_last_inspection", "The one before"),
    ("last_nakamoto_inspection", "Last inspection by Nakamoto, a contractor"),
)


@dataclass(frozen=True, slots=True)
class EditionRow:
    """What one edition prints of a facility, a cell for each measure."""

    period: str
    cells: tuple[Shown | None, ...]


@dataclass(frozen=True, slots=True)
class Inspection:
    """An inspection in the words of the list."""

    name: str
    words: tuple[str, ...]  # date, kind, standard, rating


def facility_page(visit: Visit, code: str) -> Reply:
    """The page of a facility by its code."""
    try:
        listed = facility_of_code(visit.book, code.casefold())
    except QuestionError as error:
        raise not_found(error) from None
    if code != listed.code:
        return moved(visit.links.page(f"/facilities/{listed.code}"))
    answers = {measure: _asked(visit, measure, listed.code) for measure in _MEASURES}
    row = _last_row(visit, listed)
    listing = newest_listing(visit.book)
    return rendered(
        visit,
        "facility.html",
        listed.name,
        listed=listed,
        source=source_of(visit),
        sentences=_sentences(visit, listed, answers, bool(listing and listing.of_facility(listed.code))),
        facts=_facts(visit, row, answers) if row else [],
        row=row,
        row_address=visit.links.cell(row["document"], row["sheet"], row["cell"]) if row else "",
        inspections=_inspections(visit, row) if row else [],
        views=_views(visit, answers),
        editions=_editions(visit, answers),
        names=[_printing(visit, printing) for printing in listed.printings],
        doubts=[(facility_words(other), visit.links.page(f"/facilities/{other}"), because)
                for other, because in listed.doubts],
        wrong=_wrong(visit, answers.values()),
    )  # fmt: skip


def _asked(visit: Visit, measure: str, code: str) -> Answer:
    return visit.ask(Question(measure, where=(("facility", code),), since=ALL_DAYS))


def _last_row(visit: Visit, listed: Listed) -> dict[str, Any] | None:
    """The newest row of a list that is this facility's."""
    rows = visit.book.sql(
        "SELECT l.* FROM facility_listing l JOIN facility_name n ON n.table_name = 'facilities' AND n.name = l.name "
        "AND n.city IS NOT DISTINCT FROM l.city AND n.state IS NOT DISTINCT FROM l.state "
        f"WHERE n.code = {quoted(listed.code)} ORDER BY l.data_through DESC, l.report_date DESC, l.file, l.row_number "
        "LIMIT 1"
    ).rows()
    return rows[0] if rows else None


def place_of(visit: Visit, listed: Listed) -> Markup:
    """City and state of a facility, the state leading to its page."""
    state = listed.state
    words = visit.say(STATES[state]) if state in STATES else state
    address = visit.links.page(f"/states/{state.casefold()}") if state in STATES else ""
    return Markup("{}, {}").format(listed.city, link_to(address, words))


def _sentences(visit: Visit, listed: Listed, answers: Mapping[str, Answer], is_listed: bool) -> list[Markup]:
    """What a reader wants to hear first."""
    population, between = answers[POPULATION], answers[BETWEEN]
    found = []
    if not is_listed:
        found.append(told(visit, "The newest list that ICE published does not name this facility; it was last in the "
                          "list public since {day}.", day=in_words(listed.last_seen, visit.lang)))  # fmt: skip
    if population.figures:
        last = population.figures[-1]
        found.append(
            told(
                visit,
                "From {start} to {end} ICE reported an average of {value} people a day at {name} in {place} "
                "(published by {day}).",
                start=in_words(last.reference_start, visit.lang),
                end=in_words(last.reference_end, visit.lang),
                value=_number(visit, last, population),
                name=listed.name,
                place=place_of(visit, listed),
                day=in_words(last.report_date, visit.lang),
            )
        )
    if is_listed and between.figures and not is_below_zero(between.figures[-1]):
        last = between.figures[-1]
        found.append(
            told(
                visit,
                "From {start} to {end}, between two editions that print it, it was {value} people a day: computed "
                "from the two averages since 1 October.",
                start=in_words(last.reference_start, visit.lang),
                end=in_words(last.reference_end, visit.lang),
                value=number_link(bounded(visit, last, between)),
            )
        )
    return found


def _number(visit: Visit, figure: Figure, answer: Answer) -> Markup:
    return number_link(shown(figure, answer, visit))


def bounded(visit: Visit, figure: Figure, answer: Answer) -> Shown:
    """A computed figure with its bounds, where the printed digits leave any."""
    number = shown_or_revised(visit, figure, answer)
    if figure.low is None or figure.high is None or is_below_zero(figure):
        return number
    low, high = (value_words(value, answer.measure.unit, True, visit.lang) for value in (figure.low, figure.high))
    if low == high:
        return number
    return replace(number, text=visit.say("{value} ({low} to {high})", value=number.text, low=low, high=high))


def _facts(visit: Visit, row: Mapping[str, Any], answers: Mapping[str, Answer]) -> list[tuple[str, Markup]]:
    """What its newest row says, in pairs."""
    links, say = visit.links, visit.say
    area = row["aor"] or ""
    words = code_words("aor", area, visit.lang) if area else row["aor_label"]
    kind = row["type_detailed"] or ""
    pairs: list[tuple[str, Markup | str | None]] = [
        (say("Area of responsibility"), link_to(links.page(f"/areas/{area}") if area else "", words or "")),
        (say("Type, as printed"), say(TYPES[kind]) if kind in TYPES else kind),
        (say("Sexes held, as printed"), row["sexes"]),
        (say("Street, as printed"), row["address"]),
    ]
    for measure, name in _TOLD:
        figures = answers[measure].figures
        if figures and figures[-1].report_date == row["report_date"]:
            pairs.append((say(name), _number(visit, figures[-1], answers[measure])))
    return [(name, Markup.escape(value)) for name, value in pairs if value]


def _inspections(visit: Visit, row: Mapping[str, Any]) -> list[Inspection]:
    """The inspections of its newest row, word for word."""
    parts = ("date", "type", "standard", "rating")
    found = []
    for column, name in _INSPECTIONS:
        words = tuple(str(row.get(f"{column}_{part}") or "") for part in parts)
        if any(words):
            found.append(Inspection(visit.say(name), words))
    if row["pending_inspection"]:
        found.append(Inspection(visit.say("Pending"), (str(row["pending_inspection"]), "", "", "")))
    return found


def _views(visit: Visit, answers: Mapping[str, Answer]) -> list[View]:
    """Its charts: of what is printed in one edition only, a sentence says all."""
    return [
        view_of_answer(visit, answers[measure], name, visit.say(title))
        for measure, name, title in _DRAWN
        if len({figure.reference_end for figure in answers[measure].figures if figure.value is not None}) > 1
    ]


def _editions(visit: Visit, answers: Mapping[str, Answer]) -> list[EditionRow]:
    """The last editions, newest first: what each prints, and what lies between it and the one before."""
    by_edition = {measure: _by_edition(answers[measure]) for measure in (BETWEEN, MANDATORY, STAY, MINIMUM)}
    rows = []
    for figure in answers[POPULATION].figures[: -_EDITIONS - 1 : -1]:
        edition = newest_cell(figure)
        others = [(measure, by_edition[measure].get(edition.document if edition else "")) for measure in by_edition]
        rows.append(
            EditionRow(
                short_period(figure.reference_start, figure.reference_end, visit.lang),
                (shown(figure, answers[POPULATION], visit),
                 *(bounded(visit, other, answers[measure]) if other else None for measure, other in others)),
            )
        )  # fmt: skip
    return rows


def _by_edition(answer: Answer) -> dict[str, Figure]:
    return {cell.document: figure for figure in answer.figures if (cell := newest_cell(figure))}


def _printing(visit: Visit, printing: Any) -> tuple[str, str, str, str, str]:
    place = ", ".join(part for part in (printing.city, printing.state) if part)
    return (
        printing.name,
        place,
        visit.say("Facilities sheets") if printing.table == "facilities" else printing.table.replace("_", " "),
        in_words(printing.first_seen, visit.lang),
        in_words(printing.last_seen, visit.lang),
    )


def _wrong(visit: Visit, answers: Iterable[Answer]) -> Sequence[Doubt]:
    """What the ledger of errors holds against any of its numbers."""
    figures = [figure for answer in answers for figure in answer.figures]
    return doubts_of(sorted(figures, key=lambda figure: figure.report_date, reverse=True), visit, _MOST_DOUBTS)


PLACES = (Place("/facilities/{code}", facility_page),)
