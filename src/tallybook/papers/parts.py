"""What an exhibit is made of, before it is written as a Word document or a page.

Headings, paragraphs, lists and tables are those of every page of the house; these are the others.
"""

import re
from dataclasses import dataclass

from tallybook.pages import Bullets, Heading, Paragraph, Table

BLANK = re.compile(r"\[[^\[\]]+\]")
"""Where a person must fill something in, within a `ToFill`."""


@dataclass(frozen=True, slots=True)
class ToFill:
    """Lines in which what stands in [brackets] is for a person to fill in or strike out."""

    lines: tuple[str, ...]
    is_numbered: bool = False  # whether each line is a numbered statement


@dataclass(frozen=True, slots=True)
class InSpanish:
    """A paragraph in Spanish."""

    text: str


@dataclass(frozen=True, slots=True)
class Caption:
    """What the table that follows is of."""

    text: str


@dataclass(frozen=True, slots=True)
class Command:
    """What a reader may type, as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture, with the words of those who can't see it."""

    svg: str
    words: str


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins a page of its own."""


Part = Heading | Paragraph | Bullets | Table | ToFill | InSpanish | Caption | Command | Drawing | NewPage


def split_at_blanks(text: str) -> list[tuple[str, bool]]:
    """A line in pieces, each with whether it is a blank to fill.

    >>> split_at_blanks("I, [full name], declare:")
    [('I, ', False), ('[full name]', True), (', declare:', False)]
    """
    pieces, end = [], 0
    for match in BLANK.finditer(text):
        pieces += [(text[end : match.start()], False), (match.group(), True)]
        end = match.end()
    return [piece for piece in (*pieces, (text[end:], False)) if piece[0]]
