"""The measures: what each is of, what may be done with it, where it is read from, and how to ask for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tallybook.answers import Question, ask
from tallybook.answers.wording import code_words, title_of, unit_words, way_words
from tallybook.errors import QuestionError
from tallybook.http.reply import Reply
from tallybook.measures import KINDS, Measure, atd, detention, events, facilities, measure_named, ways_of
from tallybook.measures.description import codes_of, example, how_derived, read_from
from tallybook.vintages.rule import LISTED
from tallybook.vocabulary import UNITS
from tallybook.web.gathered import ALL_DAYS
from tallybook.web.place import Place
from tallybook.web.rendering import rendered
from tallybook.web.views import View, view_of
from tallybook.web.visit import Visit

FAMILIES: Mapping[str, Sequence[Measure]] = {
    "Alternatives to Detention": atd.MEASURES,
    "People in detention": detention.MEASURES,
    "Book-ins, book-outs, removals and other events": events.MEASURES,
    "Facilities": facilities.MEASURES,
}
_MOST_CODES = 24


@dataclass(frozen=True, slots=True)
class Way:
    """A way of splitting a measure: its words, its codes with addresses, and the address of the split."""

    name: str
    words: str
    address: str
    codes: tuple[tuple[str, str, str], ...]  # code, words, address
    more: int


def measures_page(visit: Visit) -> Reply:
    """Every measure, by what it is about."""
    return rendered(
        visit,
        "measures.html",
        visit.say("Measures"),
        families=FAMILIES,
        count=sum(len(measures) for measures in FAMILIES.values()),
        kinds=KINDS,
        units=UNITS,
        title_of=lambda measure: title_of(measure, visit.lang),
        unit_of=lambda measure: unit_words(measure.unit, visit.lang),
        ways_words=lambda measure: ", ".join(way_words(way, visit.lang) for way in ways_of(measure)),
    )


def measure_page(visit: Visit, name: str) -> Reply:
    """One measure, with all there is to know before it is quoted."""
    measure = measure_named(name)
    needed = _needed(measure)
    view = None if needed or _is_of_facilities(measure) else _overall(visit, measure)
    return rendered(
        visit,
        "measure.html",
        title_of(measure, visit.lang),
        measure=measure,
        kind=KINDS[measure.kind],
        unit=UNITS[measure.unit],
        ways=[_way(visit, measure, way) for way in ways_of(measure)],
        sources=read_from(measure),
        derived=how_derived(measure),
        view=view,
        sql=view.answer.sql() if view else _sql(visit, measure, needed),
        examples=_examples(visit, measure, needed),
        command=example(measure),
    )


def _needed(measure: Measure) -> str:
    """The way by which it must be split; blank where it has an overall figure."""
    free = any(not getattr(source, "required", ()) for source in measure.sources)
    required = next((way for source in measure.sources for way in getattr(source, "required", ())), "")
    over = getattr(measure.sources[0], "over", "")
    chosen = bool(getattr(measure.sources[0], "part_where", ()))
    return (over if not chosen else "") or ("" if free else required)


def _is_of_facilities(measure: Measure) -> bool:
    """Whether an overall figure would be the sum over two hundred facilities, on each of a hundred days."""
    return any(source.table == LISTED for source in read_from(measure))


def _overall(visit: Visit, measure: Measure) -> View | None:
    """The overall figure over all days; None where there is none."""
    try:
        view = view_of(visit, Question(measure.name, since=ALL_DAYS), "all-days", visit.say("Over all days"))
    except QuestionError:
        return None
    return None if view.is_empty else view


def _way(visit: Visit, measure: Measure, way: str) -> Way:
    codes, links = codes_of(way), visit.links

    def address(question: Question) -> str:
        """The page of a question; in a static site not each of thousands has one."""
        return "" if links.is_static else links.ask(question)

    named = tuple(
        (code, code_words(way, code, visit.lang), address(Question(measure.name, (), ((way, code),))))
        for code in codes[:_MOST_CODES]
    )
    split = address(Question(measure.name, (way,)))
    return Way(way, way_words(way, visit.lang), split, named, max(0, len(codes) - _MOST_CODES))


def _sql(visit: Visit, measure: Measure, needed: str) -> str:
    try:
        return ask(visit.book, Question(measure.name, (needed,) if needed else ()), with_flags=False).sql()
    except QuestionError:
        return ""


def _examples(visit: Visit, measure: Measure, needed: str) -> list[tuple[str, str]]:
    """Questions that answer, with their addresses."""
    by, links = ((needed,) if needed else ()), visit.links
    found = [(visit.say("all days"), Question(measure.name, by, since=ALL_DAYS))]
    if links.is_static:  # where each question has pages and files of its own
        return [(words, links.ask(question)) for words, question in found]
    found.append((visit.say("the newest figure"), Question(measure.name, by)))
    ways = [way for way in ways_of(measure) if way != needed]
    if ways and not needed:
        found.append((visit.say("by {way}", way=way_words(ways[0], visit.lang)), Question(measure.name, (ways[0],))))
    return [(words, links.ask(question)) for words, question in found]


PLACES = (
    Place("/measures", measures_page),
    Place("/measures/{name}", measure_page),
)
