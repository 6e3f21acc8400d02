"""Figures on a page: each as it is read, leading to its cell or to the cells it is made of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from tallybook.answers import Answer, Question
from tallybook.answers.answer import Figure
from tallybook.answers.wording import value_words
from tallybook.prose import in_words
from tallybook.vintages import Edition
from tallybook.web.links import Links
from tallybook.web.visit import Visit
from tallybook.web.words import said

# A day of a month and a number of things told are no figures of the record.
_NO_FIGURE = r" (?:[A-Z][a-z]+ 20\d\d|de [a-z]+ de 20\d\d|series|figures|more)"
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


def address_of(figure: Figure, answer: Answer, links: Links) -> str:
    """Where a figure leads: to its one cell, or to the cells it is computed from."""
    cells = [piece for piece in figure.evidence if isinstance(piece, Edition)]
    if len(cells) == 1:
        return links.cell(cells[0].document, cells[0].sheet, cells[0].cell)
    place = next(place for place, one in enumerate(answer.figures) if one is figure)
    return links.ask(linkable(answer.question), "/evidence", f"f{place}")


def linkable(question: Question) -> Question:
    """A question as it stands in an address."""
    return question


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
    )


def linked(sentence: str, answer: Answer, visit: Visit) -> Markup:
    """A sentence in which each of its figures leads to its cell."""
    unit = answer.measure.unit
    found: dict[str, Figure] = {}
    for figure in sorted(answer.figures, key=lambda f: f.report_date):
        if figure.value is not None:
            found[value_words(figure.value, unit, True, visit.lang)] = figure
    return linked_numbers(sentence, {text: address_of(figure, answer, visit.links) for text, figure in found.items()
                                     if text in sentence})  # fmt: skip


def linked_numbers(sentence: str, addresses: dict[str, str]) -> Markup:
    """A sentence in which each of these numbers, where it stands first, is a link."""
    if not addresses:
        return Markup.escape(sentence)
    longest = sorted(addresses, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\d.,-])({'|'.join(map(re.escape, longest))})(?!\d|[.,-]\d|{_NO_FIGURE})")
    pieces, left = [], dict(addresses)
    start = 0
    for match in pattern.finditer(sentence):
        if match[1] not in left:
            continue
        pieces += [Markup.escape(sentence[start : match.start()]),
                   Markup('<a class="n" href="{}">{}</a>').format(left.pop(match[1]), match[1])]  # fmt: skip
        start = match.end()
    return Markup("").join([*pieces, Markup.escape(sentence[start:])])


def doubts_of(figures: Iterable[Figure], visit: Visit, most: int = 6) -> list[Doubt]:
    """What the ledger of errors holds against any of these figures, each thing once."""
    flags = dict.fromkeys(flag for figure in figures for flag in figure.flags)
    told = {flag.sentence: Doubt(visit.links.page(f"/ledger/{flag.entry}"), flag.sentence) for flag in flags}
    return list(told.values())[:most]
