"""A view: one question answered as a page shows it, sentence, chart, table, what to know, what to take away."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from tallybook.answers import Answer, Question
from tallybook.answers.picture import drawing
from tallybook.answers.wording import title_of
from tallybook.charts import NARROW, WIDE
from tallybook.errors import QuestionError
from tallybook.web.figures import Doubt, address_of, doubts_of, linked
from tallybook.web.subjects import subjects
from tallybook.web.tables import PageTable, table_of
from tallybook.web.visit import Visit

_FEW_FILES = ("svg", "csv", "json")
_MANY_PAGES = ("/facilities/", "/states/")
FILES = ("svg", "png", "csv", "xlsx", "parquet", "json")


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture in the widths of a screen and of a phone, with its words."""

    title: str
    subtitle: str
    source: str
    wide: str  # SVG
    narrow: str


@dataclass(frozen=True, slots=True)
class Take:
    """What a reader can take along: a name and an address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class View:
    """One question with its answer, as a page shows it."""

    name: str  # by which the page links to it
    title: str
    answer: Answer
    sentence: Markup
    chart: Chart | None
    table: PageTable
    know: tuple[str, ...]
    doubts: tuple[Doubt, ...]
    take: tuple[Take, ...]
    address: str  # the page of this view alone

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found."""
        return not self.answer.figures


def view_of(
    visit: Visit,
    question: Question,
    name: str = "view",
    title: str = "",
    rows: int = 12,
    page: int = 1,
    with_chart: bool = True,
) -> View:
    """The view of a question.

    Args:
        visit: on which it is shown.
        question: what is asked; as known on the day of the visit.
        name: an id on its page.
        title: what it is called there; the chart's own where blank.
        rows: so many rows of the table behind it.
        page: which page of them.
        with_chart: whether it is drawn.

    Raises:
        QuestionError: the question makes no sense.
    """
    answer = visit.ask(question)
    return view_of_answer(visit, answer, name, title, rows, page, with_chart, _total(visit, answer))


def view_of_answer(
    visit: Visit,
    answer: Answer,
    name: str = "view",
    title: str = "",
    rows: int = 12,
    page: int = 1,
    with_chart: bool = True,
    total: Answer | None = None,
) -> View:
    """The view of an answer that is there already; see `view_of`.

    Args:
        visit: on which it is shown.
        answer: to the question.
        name: an id on its page.
        title: what it is called there; the chart's own where blank.
        rows: so many rows of the table behind it.
        page: which page of them.
        with_chart: whether it is drawn.
        total: the same unsplit, as printed.
    """
    chart = _chart(visit, answer, name) if with_chart else None
    return View(
        name=name,
        title=title or (chart.title if chart else title_of(answer.measure, visit.lang)),
        answer=answer,
        sentence=newest_sentence(answer, visit),
        chart=chart,
        table=table_of(answer, visit, total, rows, page),
        know=(answer.measure.definition, *answer.caveats),
        doubts=tuple(doubts_of(answer.figures, visit)),
        take=tuple(takes(visit, answer)),
        address=visit.links.ask(answer.question) if has_own_pages(visit) else f"#{name}",
    )


def newest_sentence(answer: Answer, visit: Visit) -> Markup:
    """The sentence of the newest period; a reader sees the others in the picture."""
    last = max(((figure.reference_end, figure.reference_start) for figure in answer.figures), default=None)
    own = tuple(figure for figure in answer.figures if (figure.reference_end, figure.reference_start) == last)
    return linked(replace(answer, figures=own).sentence(visit.lang), answer, visit, own)


def _total(visit: Visit, answer: Answer) -> Answer | None:
    """The printed total beside the parts; None where there is none, or another table would print it."""
    question = answer.question
    if not question.by or len(question.by) > 1 or not answer.measure.is_additive or question.total:
        return None
    try:
        total = visit.ask(replace(question, by=()))
    except QuestionError:
        return None
    return total if total.figures else None


def _chart(visit: Visit, answer: Answer, name: str) -> Chart | None:
    if not any(figure.value is not None for figure in answer.figures):
        return None
    drawn = drawing(answer, visit.lang)

    def link(figure: object) -> str:
        return address_of(figure, answer, visit.links)  # type: ignore[arg-type]

    return Chart(
        drawn.title,
        drawn.subtitle,
        drawn.source,
        drawn.svg(WIDE, with_words=False, link=link, name=f"{name}-w"),
        drawn.svg(NARROW, with_words=False, link=link, name=f"{name}-n"),
    )


def has_own_pages(visit: Visit) -> bool:
    """Whether each view of a page has pages of its own; in a static site those of thousands of facilities have not."""
    return not (visit.links.is_static and visit.path.startswith(_MANY_PAGES))


def takes(visit: Visit, answer: Answer) -> Sequence[Take]:
    """The ways to take an answer along."""
    links, question = visit.links, answer.question
    has_numbers = any(figure.value is not None for figure in answer.figures)
    kinds = FILES if has_numbers else tuple(kind for kind in FILES if kind not in ("svg", "png"))
    is_cited = bool(answer.publications) and has_own_pages(visit)  # what a link is made to is made itself
    cite = [Take(visit.say("Cite"), links.ask(question, "/cite"))] if is_cited else []
    if visit.links.is_static and visit.path.strip("/") not in subjects():
        few = [Take(kind.upper(), links.ask_file(question, kind)) for kind in kinds if kind in _FEW_FILES]
        return [*cite, *few]
    return [
        Take(visit.say("Permalink"), links.ask(question)),
        *cite,
        Take(visit.say("Cells"), links.ask(question, "/evidence")),
        *(Take(kind.upper() if kind != "parquet" else "Parquet", links.ask_file(question, kind)) for kind in kinds),
        *([Take(visit.say("Embed"), links.ask(question, "/cite", "embed"))] if has_numbers else []),
    ]
