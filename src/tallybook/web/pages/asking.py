"""Any question: its page, its cells, how to cite it, and the answer as a file."""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tallybook.answers import Answer
from tallybook.answers.citing import FORMS, cell_ranges, cite
from tallybook.answers.picture import drawing
from tallybook.answers.wording import code_words, title_of, way_words
from tallybook.errors import QuestionError
from tallybook.http.reply import TYPES, Reply
from tallybook.measures import measure_named, ways_of
from tallybook.measures.description import codes_of, how_derived
from tallybook.prose import short_period
from tallybook.vintages import Edition
from tallybook.web.figures import MOST_CELLS, Shown, linked, shown
from tallybook.web.place import Make, Place
from tallybook.web.rendering import rendered
from tallybook.web.tables import ON_A_PAGE
from tallybook.web.views import takes, view_of
from tallybook.web.visit import Visit

_LONG = 30_000  # cells: a CSV file of more is so large that hosts of static files refuse it


def ask_page(visit: Visit, measure: str) -> Reply:
    """The page of a question, with what else can be asked of the measure."""
    known = measure_named(measure)
    question = visit.question(measure)
    page = visit.number("page", 1)
    view = view_of(visit, question, rows=ON_A_PAGE, page=page)
    if page > view.table.pages:
        raise QuestionError(f"There is no page {page}.", expected=f"1 to {view.table.pages}")
    chosen = dict(question.where)
    ways = [
        (
            way,
            way_words(way, visit.lang),
            [(code, code_words(way, code, visit.lang)) for code in codes_of(way)],
            chosen.get(way, ""),
        )
        for way in ways_of(known)
    ]
    pages = {
        n: visit.links.page(f"/ask/{measure}", {**_query(visit), "page": str(n)})
        for n in range(1, view.table.pages + 1)
    }
    return rendered(
        visit,
        "ask.html",
        title_of(known, visit.lang),
        view=view,
        measure=known,
        ways=ways,
        question=question,
        page=page,
        pages=pages,
    )


def _query(visit: Visit) -> dict[str, tuple[str, ...]]:
    return {name: values for name, values in visit.query.items() if name != "page"}


@dataclass(frozen=True, slots=True)
class _Behind:
    """A figure with the cells behind it, one by one, or of each sheet in ranges."""

    anchor: str
    name: str
    period: str
    value: Shown
    cells: Sequence[Edition]
    ranges: Sequence[tuple[Edition, str]] = ()  # the first cell of a sheet, and all of them as ranges


def evidence_page(visit: Visit, measure: str) -> Reply:
    """The cells that an answer stands on, figure by figure, and how a derived figure comes of them.

    What is too much for a page has pages of its own on a server; static files tell it in ranges of cells.
    """
    answer = _answer(visit, measure)
    is_long = visit.links.is_static and sum(len(figure.evidence) for figure in answer.figures) > _LONG
    groups, told = [], 0
    for place, figure in enumerate(answer.figures):
        if told >= MOST_CELLS and not visit.links.is_static:
            break
        cells = [piece for piece in figure.evidence if isinstance(piece, Edition)]
        name = " / ".join(code_words(way, code, visit.lang) for way, code in figure.split)
        period = short_period(figure.reference_start, figure.reference_end, visit.lang)
        behind = _Behind(f"f{place}", name, period, shown(figure, answer, visit), cells)
        if visit.links.is_static and told + len(cells) > MOST_CELLS:
            behind = replace(behind, cells=(), ranges=_ranges(cells))
        told += len(behind.cells)
        groups.append(behind)
    return rendered(
        visit,
        "evidence.html",
        visit.say("The cells behind it"),
        answer=answer,
        sentence=linked(answer.sentence(visit.lang), answer, visit),
        groups=groups,
        left=len(answer.figures) - len(groups),
        how=how_derived(answer.measure),
        file=visit.links.ask_file(answer.question, "evidence.csv.gz" if is_long else "evidence.csv"),
        back=visit.links.ask(answer.question),
    )


def _ranges(cells: Sequence[Edition]) -> list[tuple[Edition, str]]:
    of_sheets: dict[tuple[str, str], list[Edition]] = {}
    for cell in cells:
        of_sheets.setdefault((cell.document, cell.sheet), []).append(cell)
    return [(some[0], ", ".join(cell_ranges([one.cell for one in some]))) for some in of_sheets.values()]


def cite_page(visit: Visit, measure: str) -> Reply:
    """How to cite an answer, in each form, and how to show its chart elsewhere."""
    answer = _answer(visit, measure)
    if not answer.publications:
        raise QuestionError("There is nothing to cite.", found=answer.why_none)
    links = visit.links
    address = links.whole(links.ask(answer.question, "/embed"))
    embed = f'<iframe src="{address}" width="100%" height="560" title="{answer.measure.title}" loading="lazy"></iframe>'
    return rendered(
        visit,
        "cite.html",
        visit.say("To cite"),
        answer=answer,
        sentence=linked(answer.sentence(visit.lang), answer, visit),
        forms=[(form, cite(answer, form)) for form in FORMS],
        command="tallybook ask " + shlex.join(answer.question.as_arguments()),
        queries=answer.sql(),
        embed=embed if links.origin or not links.is_static else "",
        is_loopback=not links.origin.startswith("https"),
        take=takes(visit, answer),
        back=links.ask(answer.question),
    )


def embed_page(visit: Visit, measure: str) -> Reply:
    """A chart with its words, its citation and nothing else, to stand in a page of others."""
    view = view_of(visit, visit.question(measure))
    reply = rendered(
        visit, "embed.html", view.title, view=view, citation=cite(view.answer) if not view.is_empty else ""
    )
    return Reply(reply.body, reply.media_type, reply.status, is_embeddable=True)


def picture_file(visit: Visit, measure: str, kind: str) -> Reply:
    """The chart of an answer as SVG or PNG.

    Raises:
        QuestionError: there is nothing to draw, or what makes PNGs is not installed.
    """
    from tallybook.charts import as_png

    svg = drawing(_answer(visit, measure), visit.lang).svg()
    body = svg.encode() if kind == "svg" else as_png(svg)
    return Reply(body, TYPES[kind], file_name=f"{measure}.{kind}")


def _answer(visit: Visit, measure: str) -> Answer:
    return visit.ask(visit.question(measure))


def _picture(kind: str) -> Make:
    return lambda visit, measure: picture_file(visit, measure, kind)


PLACES = (
    *(Place(f"/ask/{{measure}}.{kind}", _picture(kind)) for kind in ("svg", "png")),
    Place("/ask/{measure}/evidence", evidence_page),
    Place("/ask/{measure}/cite", cite_page, tells_origin=True),
    Place("/ask/{measure}/embed", embed_page),
    Place("/ask/{measure}", ask_page),
)
