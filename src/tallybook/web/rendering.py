"""Pages from templates: everything that is put into one is escaped, and nothing in one may be unknown."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from tallybook.http.addresses import HASH
from tallybook.http.reply import Reply, page
from tallybook.prose import figure, in_words, short_period
from tallybook.web.links import LANGUAGES
from tallybook.web.visit import Visit

# The pages that the head of every page leads to, in the order of a reader's questions.
PLACES = (
    ("/", "Now"),
    ("/atd", "ATD"),
    ("/detention", "Detention"),
    ("/movements", "Book-ins and removals"),
    ("/facilities", "Facilities"),
    ("/areas", "Areas and states"),
    ("/check", "Check a text"),
    ("/documents", "Documents"),
)
MORE_PLACES = (
    ("/brief", "The brief"),
    ("/silence", "The silence"),
    ("/ledger", "Ledger of errors"),
    ("/revisions", "Revisions"),
    ("/claims", "Claims"),
    ("/measures", "Measures"),
    ("/take", "Data and API"),
)

# They tell of today's book, or of no book at all, whatever day is asked.
_OF_TODAY = ("/check", "/claims", "/measures", "/take")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["figure"] = figure
    environment.filters["svg"] = Markup
    return environment


def rendered(visit: Visit, template: str, title: str, status: int = 200, **values: Any) -> Reply:
    """A whole page, with head and foot.

    Args:
        visit: the visit.
        template: its file in `templates/`.
        title: the name of the page, in its language.
        status: the status of the reply.
        values: what the template puts into the page.
    """
    other = next(lang for lang in LANGUAGES if lang != visit.lang)
    text = (
        _environment()
        .get_template(template)
        .render(
            visit=visit,
            links=visit.links,
            say=visit.say,
            day=lambda day: in_words(day, visit.lang),
            period=lambda start, end: short_period(start, end, visit.lang),
            short=lambda digest: digest[:HASH],
            title=title,
            places=PLACES,
            more_places=MORE_PLACES,
            other_language=other,
            other_address=visit.links.in_language(other).page(visit.path, visit.query),
            is_of_today=visit.path in _OF_TODAY or visit.path.startswith("/claims/"),
            today_address=replace(visit.links, as_of=None).page(visit.path, {**visit.query, "as_of": None}),
            this_address=visit.links.whole(visit.links.page(visit.path, visit.query)),
            **values,
        )
    )
    return page(text, status)
