"""The first page: how old the newest data are, the state of things as of that file, what moved, what is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from tallybook.answers import Answer, Question
from tallybook.answers.answer import Figure
from tallybook.answers.wording import code_words, title_words
from tallybook.brief import make_brief
from tallybook.brief.making import Brief
from tallybook.charts import sparkline
from tallybook.http.addresses import HASH
from tallybook.http.reply import Reply
from tallybook.mandate import mandate
from tallybook.prose import short_period
from tallybook.web.figures import Shown, linked, shown
from tallybook.web.gathered import ALL_DAYS
from tallybook.web.pages.briefs import quote_said
from tallybook.web.place import Place
from tallybook.web.rendering import rendered
from tallybook.web.views import view_of
from tallybook.web.visit import Visit

_NEAR = timedelta(days=31)
_YEAR = timedelta(days=365)

# The state of things, in the order of a reader's questions.
STATE = (
    Question("atd_participants"),
    Question("atd_participants", where=(("technology", "ankle_monitor"),)),
    Question("atd_participants", where=(("technology", "smartlink"),)),
    Question("atd_participants", where=(("technology", "wrist_worn"),)),
    Question("detained"),
    Question("detained", where=(("agency", "ice"),)),
    Question("detained_share_without_conviction"),
    Question("initial_book_ins", where=(("agency", "ice"),)),
    Question("average_length_of_stay", where=(("agency", "total"),)),
    Question("atd_court_appearance_rate"),
)


@dataclass(frozen=True, slots=True)
class StateRow:
    """A figure of the newest day, and a year before it."""

    name: str
    address: str
    period: str
    now: Shown
    before: Shown | None
    before_period: str
    change: str
    spark: str  # SVG


def now_page(visit: Visit) -> Reply:
    """The state of the record, or of the record as known on a day."""
    account = mandate(visit.book, today=visit.as_of or visit.today)
    brief = make_brief(visit.book) if account.silence else None
    lead = visit.ask(Question("atd_participants"))
    held = visit.ask(Question("detained"))
    documents = visit.held.documents()
    return rendered(
        visit,
        "now.html",
        visit.say("Now"),
        days=account.silence.days if account.silence else None,
        today=account.today,
        newest=account.silence,
        first=documents[0]["report_date"] if documents else None,
        sentences=[linked(answer.sentence(visit.lang), answer, visit) for answer in (lead, held) if answer.figures],
        rows=[row for question in STATE if (row := _row(visit, question))],
        moves=[quote_said(visit, quote, _brief_of(visit, brief)) for quote in brief.moves] if brief else [],
        wrong=[(visit.links.page(f"/ledger/{entry.id}"), entry.sentence) for entry in brief.wrong] if brief else [],
        views=[
            view_of(visit, Question("atd_participants", ("technology",), since=ALL_DAYS), "technology"),
            view_of(visit, Question("detained", ("agency",), since=ALL_DAYS), "detained"),
        ],
    )


def _row(visit: Visit, question: Question) -> StateRow | None:
    every = visit.ask(replace(question, since=ALL_DAYS))
    figures = [figure for figure in every.figures if figure.value is not None and not figure.is_partial]
    if not figures:
        return None
    now, before = figures[-1], _a_year_before(figures)
    part = " / ".join(code_words(way, codes, visit.lang) for way, codes in question.where if codes != "total")
    name = title_words(every.measure, visit.lang)
    return StateRow(
        name[0].upper() + name[1:] + (f": {part}" if part else ""),
        visit.links.ask(every.question),
        short_period(now.reference_start, now.reference_end, visit.lang),
        shown(now, every, visit),
        shown(before, every, visit) if before else None,
        short_period(before.reference_start, before.reference_end, visit.lang) if before else "",
        _change(every, now, before),
        sparkline([(figure.reference_end, figure.value or 0.0) for figure in figures], name),
    )


def _a_year_before(figures: Sequence[Figure]) -> Figure | None:
    """The figure of a day, or month, that is nearest to a year before the last; None where none is near."""
    day = figures[-1].reference_end - _YEAR
    near = min(figures[:-1], key=lambda f: abs(f.reference_end - day), default=None)
    return near if near and abs(near.reference_end - day) <= _NEAR else None


def _change(answer: Answer, now: Figure, before: Figure | None) -> str:
    """How a count moved, in percent; shares and means are shown side by side and not divided."""
    if before is None or not before.value or now.value is None or answer.measure.kind in ("mean", "ratio"):
        return ""
    return f"{100 * (now.value / before.value - 1):+.1f} %".replace("-", "−")


def _brief_of(visit: Visit, brief: Brief) -> str:
    return visit.links.page(f"/brief/{brief.document['document'][:HASH]}")


PLACES = (Place("/", now_page, tells_age=True),)
