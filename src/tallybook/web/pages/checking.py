"""A text checked: a form, and the report of the claim desk within the page. What is sent is not kept."""

import json
from collections.abc import Mapping
from dataclasses import replace

from markupsafe import Markup

from tallybook.claims.claim_review import claim_reviews
from tallybook.claims.desk import Report
from tallybook.claims.report_html import body, heading
from tallybook.claims.report_markdown import as_markdown
from tallybook.claims.report_view import View
from tallybook.claims.verdicts import Cited
from tallybook.errors import QuestionError
from tallybook.http.reply import Reply
from tallybook.web.place import Place
from tallybook.web.rendering import rendered
from tallybook.web.visit import Visit

MOST_BYTES = 100_000  # of a text
FIELDS = ("text", "date", "source", "language")
_EXAMPLE = {
    "text": "More ankle monitors, fewer appointments missed\n\nOn May 17, 20,637 people wore ankle monitors. "
    "Participants keep 98.5 percent of their appointments with ICE officers, one consultant wrote. ICE held 51,302 "
    "people on the first day of June, and more than half of them had been convicted of a crime. Four in five of those "
    "arrested at check-ins last week had lived here for more than a decade, a coalition estimates.",
    "date": "2025-06-11",
    "source": "",
    "language": "",
}


def check_page(visit: Visit) -> Reply:
    """The form to paste a text into, or the report on the text that stands in it."""
    sent = {name: visit.one(name) for name in FIELDS}
    if not sent["text"] or not visit.is_sent:
        return _form(visit, _EXAMPLE if visit.one("example") else sent)
    try:
        report = _report(visit, sent)
    except QuestionError as error:
        return _form(visit, sent, error, 400)

    def link(cell: Cited) -> str:
        return visit.links.cell(cell.document, cell.sheet, cell.cell)

    view = View(report, visit.lang, link)
    reviews = claim_reviews(report)
    # The address of the page is that of the empty form: what was sent stands in no link.
    reply = rendered(
        replace(visit, query={}),
        "checked.html",
        view.title,
        heading=Markup(heading(view)),
        body=Markup(body(view)),
        made_by=view.words["made_by"],
        markdown=as_markdown(View(report, visit.lang)),
        reviews=json.dumps(reviews, ensure_ascii=False, indent=1) if reviews else "",
        sent=sent,
        error=None,
        most=MOST_BYTES,
    )
    return replace(reply, is_kept=False)


def _form(visit: Visit, sent: Mapping[str, str], error: QuestionError | None = None, status: int = 200) -> Reply:
    title = visit.say("Check a text")
    reply = rendered(replace(visit, query={}), "check.html", title, status, sent=sent, error=error, most=MOST_BYTES)
    return replace(reply, is_kept=not sent["text"])


def _report(visit: Visit, sent: Mapping[str, str]) -> Report:
    """What the record says of a text.

    Raises:
        QuestionError: it is too long, or no day is known on which it was said.
    """
    if (size := len(sent["text"].encode())) > MOST_BYTES:
        raise QuestionError("The text is too long.", found=f"{size:,} bytes", expected=f"{MOST_BYTES:,} bytes at most")
    text = sent["text"].replace("\r\n", "\n")
    return visit.held.desk.check(text, visit.day("date"), sent["source"], sent["language"])


PLACES = (Place("/check", check_page, is_form=True),)
