"""A claim report in the form that is asked for."""

from tallybook.claims.desk import Report
from tallybook.claims.report_html import as_html
from tallybook.claims.report_markdown import as_markdown
from tallybook.claims.report_text import as_text
from tallybook.claims.report_view import View


def written_report(report: Report, form: str, in_colour: bool = False) -> str:
    """The report as `text`, `markdown` or `html`.

    Args:
        in_colour: whether text is for a terminal that takes colour; it never is the only sign.
    """
    view = View(report)
    if form == "html":
        return as_html(view)
    return as_markdown(view) if form == "markdown" else as_text(view, in_colour)
