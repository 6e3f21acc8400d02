"""Facilities as the rows of a table, as the pages of facilities, areas and states show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from tallybook.answers import Answer
from tallybook.answers.answer import Figure
from tallybook.answers.wording import code_words
from tallybook.facilities import Listed
from tallybook.http.addresses import HASH, slug
from tallybook.prose import in_words, short_period
from tallybook.web.figures import Shown, link_to, number_link, shown
from tallybook.web.listing import BETWEEN, MANDATORY, MINIMUM, POPULATION, Entry, Listing
from tallybook.web.visit import Visit

COLUMNS = (POPULATION, BETWEEN, MANDATORY, MINIMUM)
_HEADS = {
    POPULATION: "Average daily population, {period}",
    BETWEEN: "The same between the last two editions, {period}",
    MANDATORY: "Of these under mandatory detention",
    MINIMUM: "Guaranteed minimum of beds",
}
# What ICE's own notes expand; other types are printed without a word on what they mean.
TYPES = {
    "BOP": "BOP: prison of the Federal Bureau of Prisons",
    "CDF": "CDF: contract detention facility",
    "DIGSA": "DIGSA: dedicated intergovernmental service agreement, all beds for ICE",
    "FRC": "FRC: family residential center",
    "IGSA": "IGSA: intergovernmental service agreement, mostly a local jail",
    "SPC": "SPC: service processing center, owned by the government",
    "USMS CDF": "USMS CDF: contract facility of the US Marshals Service",
    "USMS IGA": "USMS IGA: intergovernmental agreement of the US Marshals Service that ICE uses",
}


@dataclass(frozen=True, slots=True)
class FacilityRow:
    """A facility of the newest list as a row."""

    name: str
    address: str  # of its page; blank where no code is known
    city: str
    state: str
    state_address: str
    area: str
    area_address: str
    type: str
    cells: tuple[Shown | None, ...]  # in the order of COLUMNS
    is_revised: bool  # what is computed of two editions is below zero


def rows_of(visit: Visit, listing: Listing, entries: Iterable[Entry]) -> list[FacilityRow]:
    """Rows of the newest list, as they are shown."""
    return [_row(visit, listing, entry) for entry in entries]


def _row(visit: Visit, listing: Listing, entry: Entry) -> FacilityRow:
    links = visit.links
    return FacilityRow(
        name=entry.name,
        address=links.page(f"/facilities/{entry.code}") if entry.code else "",
        city=entry.city,
        state=entry.state,
        state_address=links.page(f"/states/{entry.state.casefold()}") if len(entry.state) == 2 else "",
        area=code_words("aor", entry.aor, visit.lang) if entry.aor else entry.aor_label,
        area_address=links.page(f"/areas/{entry.aor}") if entry.aor else "",
        type=entry.type,
        cells=tuple(figure_of(visit, listing, entry, measure) for measure in COLUMNS),
        is_revised=is_below_zero(entry.figures.get(BETWEEN)),
    )


def figure_of(visit: Visit, listing: Listing, entry: Entry, measure: str) -> Shown | None:
    """A figure of a row of the list as it is shown; None where nothing is printed."""
    figure = entry.figures.get(measure)
    if figure is None or listing.period_of(measure) != (figure.reference_start, figure.reference_end):
        return None
    return shown_or_revised(visit, figure, listing.answers[measure])


def is_below_zero(figure: Figure | None) -> bool:
    """Whether a computed population is none, because what it is computed of was revised."""
    return figure is not None and figure.value is not None and figure.value < 0


def shown_or_revised(visit: Visit, figure: Figure, answer: Answer) -> Shown:
    """A figure as it is shown; a population below zero in words, as nobody should quote it."""
    number = shown(figure, answer, visit)
    return replace(number, text=visit.say("below zero")) if is_below_zero(figure) else number


def heads_of(visit: Visit, listing: Listing) -> list[tuple[str, str]]:
    """The measures of the columns of numbers, each with its head and period."""
    found = []
    for measure in COLUMNS:
        own = listing.period_of(measure)
        period = short_period(*own, visit.lang) if own else ""
        found.append((measure, visit.say(_HEADS[measure], period=period)))
    return found


def sheet_link(visit: Visit, listing: Listing, text: object) -> Markup:
    """Words that lead to the sheet of the newest list."""
    return link_to(visit.links.page(f"/documents/{listing.document[:HASH]}/{slug(listing.sheet)}"), text)


def types_of(visit: Visit, entries: Iterable[Entry]) -> list[str]:
    """What the types of these facilities stand for, as far as ICE says so."""
    printed = {entry.type for entry in entries}
    return [visit.say(words) for name, words in TYPES.items() if name in printed]


def sum_of(visit: Visit, listing: Listing, way: str = "", code: str = "") -> Shown | None:
    """The sum of the averages printed for each facility, leading to all its cells; None where none is printed."""
    figure = listing.sum_of(way, code)
    return shown(figure, listing.sums[way], visit) if figure else None


def linked_or_none(visit: Visit, number: Shown | None) -> Markup:
    """A number as a link, or that there is none."""
    return number_link(number) if number else Markup.escape(visit.say("not published"))


def other_facilities(visit: Visit, listed: Sequence[Listed], listing: Listing | None) -> list[tuple[str, str, str]]:
    """Facilities that the newest list does not name: name and place, address, and the days of their listing."""
    current = {entry.code for entry in listing.entries} if listing else set()
    return [
        (
            f"{one.name}, {one.city}",
            visit.links.page(f"/facilities/{one.code}"),
            str(one.first_seen.year)
            if one.first_seen.year == one.last_seen.year
            else f"{one.first_seen.year}–{one.last_seen.year}",
        )
        for one in listed
        if one.code not in current
    ]


def source_of(visit: Visit) -> str:
    """Where the numbers of a brief are from, for its foot on paper; its address only where others can open it."""
    rows = visit.book.once("documents", visit.book.documents)
    if not rows:
        return ""
    newest, links = rows[-1], visit.links
    words = visit.say(
        "Source: ICE, Detention Statistics; newest workbook {file}, public since {day} at the latest, sha256 {hash}. "
        "Compiled by Tallybook, book {version}.",
        file=newest["published_name"],
        day=in_words(newest["report_date"], visit.lang),
        hash=newest["document"][:HASH],
        version=visit.held.version[:8],
    )
    is_public = links.origin.startswith("https")
    return f"{words} {links.whole(links.page(visit.path))}" if is_public else words
