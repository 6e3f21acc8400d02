"""How what the book holds is written in an address: the same for pages and for the API."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from tallybook.answers import Question
from tallybook.book import Book, sheet_names
from tallybook.errors import QuestionError

HASH = 12  # letters of a sha256 that tell a file from all others
_NOT_IN_A_SLUG = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """A text as it stands in an address.

    >>> slug("ATD FY25 YTD "), slug("Footnotes")
    ('atd-fy25-ytd', 'footnotes')
    """
    return _NOT_IN_A_SLUG.sub("-", text.casefold()).strip("-") or "sheet"


def sheet_of(book: Book, document: Mapping[str, Any], name: str) -> tuple[int, str]:
    """The place and the name of the sheet that an address means, by its name in addresses or as printed.

    Raises:
        QuestionError: the document has none of that name.
    """
    names = list(sheet_names(book, dict(document)))
    for place, one in enumerate(names):
        if name in (one, slug(one)):
            return place, one
    expected = "one of " + ", ".join(map(slug, names))
    raise QuestionError(f"{document['file']} has no sheet {name!r}.", expected=expected)


def parameters_of(question: Question) -> dict[str, str | list[str]]:
    """A question as the query of an address; its measure stands in the path."""
    parameters = question.as_parameters()
    parameters.pop("measure")
    return {
        name: ",".join(value) if name == "by" else value if name == "where" else str(value).lower()
        for name, value in parameters.items()
    }


def address_of(question: Question, end: str = "") -> str:
    """The address of a question's answer, in the form that is named at its end."""
    query = urlencode(parameters_of(question), doseq=True)
    return f"/ask/{question.measure}{end}" + (f"?{query}" if query else "")
