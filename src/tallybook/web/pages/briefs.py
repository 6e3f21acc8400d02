"""The brief of an edition as a page, and the feed of the newest ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from markupsafe import Markup

from tallybook.brief import as_atom, make_brief
from tallybook.brief.making import Brief, Quote
from tallybook.errors import QuestionError
from tallybook.http.addresses import HASH
from tallybook.http.reply import TYPES, Reply, moved
from tallybook.ledger import Entry
from tallybook.web.cited import CellLink, cells_at, entry_address, said_of, with_numbers
from tallybook.web.place import Place
from tallybook.web.rendering import rendered
from tallybook.web.visit import Visit

_IN_THE_FEED = 20
_TOLD = 12  # entries of the ledger on a page that is to be printed on two


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence of a brief on its page."""

    sentence: Markup
    cells: tuple[CellLink, ...]
    against: Sequence[Markup]
    breaks: Sequence[Markup]  # what may have changed in what is counted
    anchor: str  # of its cells, to which a derived number leads


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of the ledger in a brief."""

    severity: str
    sentence: Markup
    address: str


def brief_page(visit: Visit, document: str = "") -> Reply:
    """The brief of a document, or of the newest one that was public on the day of the visit."""
    known = visit.book.documents()
    if not known:
        raise QuestionError("There is no edition to make a brief of.", found="an empty book")
    found = visit.book.document(document) if document else known[-1]
    if document and document != found["document"][:HASH]:
        return moved(visit.links.page(f"/brief/{found['document'][:HASH]}"))
    brief = make_brief(visit.book, found["document"])
    anchors = (f"q{number}" for number in count(1))
    told = {reason for quote in brief.unsafe for reason in quote.against}
    others = [entry for entry in brief.wrong if told.isdisjoint((entry.sentence, *entry.details))]
    place = next(place for place, row in enumerate(known) if row["document"] == found["document"])
    return rendered(
        visit,
        "brief.html",
        visit.say("The brief of {file}", file=found["published_name"]),
        brief=brief,
        document=found,
        is_newest=place == len(known) - 1,
        parts=[(name, [_quoted(visit, quote, next(anchors)) for quote in quotes]) for name, quotes in _parts(brief)],
        unsafe=[_quoted(visit, quote, next(anchors)) for quote in brief.unsafe],
        wrong=_told(visit, others),
        news=_told(visit, brief.news),
        most=_TOLD,
        document_address=visit.links.page(f"/documents/{found['document'][:HASH]}"),
        before=_near(visit, known, place - 1),
        after=_near(visit, known, place + 1),
    )


def _parts(brief: Brief) -> Sequence[tuple[str, Sequence[Quote]]]:
    return (
        ("Safe to quote", brief.safe),
        ("What moved most since the edition before", brief.moves),
        ("Records, in what was published", brief.records),
        ("What was revised", brief.revised),
    )


def _quoted(visit: Visit, quote: Quote, anchor: str) -> Quoted:
    cells = cells_at(visit, quote.cells)
    against, breaks = ([said_of(visit, reason) for reason in reasons] for reasons in (quote.against, quote.breaks))
    return Quoted(quote_said(visit, quote, f"#{anchor}"), cells, against, breaks, anchor)


def quote_said(visit: Visit, quote: Quote, elsewhere: str) -> Markup:
    """The sentence of a quote, whose numbers lead to their cells; derived ones to where all of its cells are told."""
    addresses = {
        number: cells_at(visit, [address])[0].address if address else elsewhere for number, address in quote.numbers
    }
    return with_numbers(quote.said(visit.lang), addresses)


def _told(visit: Visit, entries: Sequence[Entry]) -> list[Told]:
    told = []
    for entry in entries:
        address = entry_address(visit, entry)
        told.append(Told(entry.severity, said_of(visit, entry.sentence, address), address))
    return told


def _near(visit: Visit, known: Sequence[dict[str, object]], place: int) -> tuple[str, object] | None:
    """The brief of a neighbour, with the day on which it came."""
    if not 0 <= place < len(known):
        return None
    return visit.links.page(f"/brief/{str(known[place]['document'])[:HASH]}"), known[place]["report_date"]


def feed(visit: Visit) -> Reply:
    """The newest briefs as an Atom feed, whose entries lead to their pages."""
    newest = list(reversed(visit.book.documents()))[:_IN_THE_FEED]
    briefs = [make_brief(visit.held.whole, row["document"]) for row in newest]

    def address(brief: Brief) -> str:
        return visit.links.whole(visit.links.page(f"/brief/{brief.document['document'][:HASH]}"))

    text = as_atom(briefs, visit.links.whole(visit.links.file("/feed.atom")), address)
    return Reply(text.encode(), TYPES["atom"])


PLACES = (
    Place("/brief", brief_page),
    Place("/brief/{document}", brief_page),
    Place("/feed.atom", feed, tells_origin=True),
)
