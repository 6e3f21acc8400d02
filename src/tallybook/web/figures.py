"""Figures on a page: each as it is read, leading to its cell or to the cells it is made of."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from tallybook.answers import Answer, Question
from tallybook.answers.answer import Figure
from tallybook.answers.facility import is_facility_code
from tallybook.answers.wording import value_words
from tallybook.prose import in_words
from tallybook.vintages import Edition
from tallybook.web.links import Links
from tallybook.web.sentences import number_as_link, one_of, with_links
from tallybook.web.visit import Visit
from tallybook.web.words import said

# A day of a month and a number of things told are no figures of the record.
_NO_FIGURE = r" (?:[A-Z][a-z]+ 20\d\d|de [a-z]+ de 20\d\d|series|figures|more)"
MOST_CELLS = 500  # of all figures, on one page of cells
_STATUS = {"withheld": "withheld", "error": "an error is printed", "not_yet": "not yet"}


@dataclass(frozen=True, slots=True)
class Doubt:
    """An entry of the ledger against a number."""

    address: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A number as it stands on a page."""

    text: str
    address: str  # its cell, or the list of its cells
    about: str  # said where one rests on it
    sort: str  # by which a table is sorted; blank where no number is printed
    doubts: tuple[Doubt, ...] = ()
    is_partial: bool = False  # its period was not over


def address_of(figure: Figure, answer: Answer, links: Links) -> str:
    """Where a figure leads: to its one cell, or to the cells it is computed from."""
    cells = [piece for piece in figure.evidence if isinstance(piece, Edition)]
    question = answer.question
    if len(cells) == 1 or (cells and links.is_static and _is_one_of_thousands(question)):
        return links.cell(cells[0].document, cells[0].sheet, cells[0].cell)
    if question.since and not links.is_static:
        return _page_alone(figure, answer, links)
    place = next(place for place, one in enumerate(answer.figures) if one is figure)
    if not links.is_static and sum(len(one.evidence) for one in answer.figures[:place]) >= MOST_CELLS:
        return _page_alone(figure, answer, links)
    return links.ask(question, "/evidence", f"f{place}")


def _is_one_of_thousands(question: Question) -> bool:
    """Whether it is about one facility, or sums up facilities on all days: a static site has no page of its cells."""
    ways = {way for way, _ in question.where}
    is_sum = question.measure.startswith("facility_") and bool(ways & {"state", "aor"})
    return "facility" in ways or (is_sum and question.since is not None)


def _page_alone(figure: Figure, answer: Answer, links: Links) -> str:
    """A page that tells the cells of the figure and of few others: those of its day and codes."""
    question = replace(answer.question, on=figure.reference_end, since=None, until=None, total=False)
    of_day = [one for one in answer.figures if one.reference_end == figure.reference_end]
    codes = figure.split
    if all(way in question.by and code and (way != "facility" or is_facility_code(code)) for way, code in codes):
        question = replace(question, by=(), where=(*question.where, *codes))
        of_day = [one for one in of_day if one.split == codes]
    place = next(place for place, one in enumerate(of_day) if one is figure)
    return links.ask(question, "/evidence", f"f{place}")


def shown(figure: Figure, answer: Answer, visit: Visit, bare: bool = True) -> Shown:
    """A figure as it stands on a page."""
    unit = answer.measure.unit
    is_number = figure.value is not None
    text = (
        value_words(figure.value, unit, bare, visit.lang)
        if is_number
        else said(_STATUS.get(figure.value_status, "not published"), visit.lang)
    )
    about = visit.say("published by {day}", day=in_words(figure.report_date, visit.lang))
    if figure.is_partial:
        about += f"; {visit.say('the period was not over')}"
    return Shown(
        text,
        address_of(figure, answer, visit.links),
        about,
        f"{figure.value:.10g}" if figure.value is not None else "",
        tuple(Doubt(visit.links.page(f"/ledger/{flag.entry}"), flag.sentence) for flag in figure.flags[:3]),
        figure.is_partial,
    )


def linked(sentence: str, answer: Answer, visit: Visit, told: Sequence[Figure] | None = None) -> Markup:
    """A sentence in which each of its figures leads to its cell.

    Args:
        sentence: made of figures of the answer, larger parts before smaller ones.
        answer: the answer.
        visit: whose links are used.
        told: the figures that the sentence tells; those of the answer where not given.
    """
    unit = answer.measure.unit
    figures = answer.figures if told is None else told
    found: dict[str, list[str]] = {}
    for figure in sorted(figures, key=lambda f: -(f.value if f.value is not None else -1)):
        if figure.value is not None:
            text = value_words(figure.value, unit, True, visit.lang)
            if text in sentence:
                found.setdefault(text, []).append(address_of(figure, answer, visit.links))
    return _with_links(sentence, found)


def _with_links(sentence: str, addresses: dict[str, list[str]]) -> Markup:
    """A sentence in which these numbers, each as often as it has an address, are links in their order."""
    if not addresses:
        return Markup.escape(sentence)
    pattern = re.compile(rf"(?<![\d.,-])(?:{one_of(addresses)})(?!\d|[.,-]\d|{_NO_FIGURE})")

    def link(match: re.Match[str]) -> Markup | None:
        left = addresses[match[0]]
        return number_as_link(left.pop(0), match[0]) if left else None

    return with_links(sentence, pattern, link)


def number_link(number: Shown) -> Markup:
    """A number as a link."""
    return Markup('<a class="n" href="{}" title="{}">{}</a>').format(number.address, number.about, number.text)


def link_to(address: str, text: object) -> Markup:
    """Words as a link, where there is an address."""
    return Markup('<a href="{}">{}</a>').format(address, text) if address else Markup.escape(str(text))


def told(visit: Visit, text: str, **values: object) -> Markup:
    """A text of the pages with numbers and links in its places."""
    return Markup(visit.say(text)).format(**values)


def doubts_of(figures: Iterable[Figure], visit: Visit, most: int = 6) -> list[Doubt]:
    """What the ledger of errors holds against any of these figures, each thing once."""
    flags = dict.fromkeys(flag for figure in figures for flag in figure.flags)
    told = {flag.sentence: Doubt(visit.links.page(f"/ledger/{flag.entry}"), flag.sentence) for flag in flags}
    return list(told.values())[:most]
