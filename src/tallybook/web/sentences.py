"""Sentences in which some pieces are links."""

import re
from collections.abc import Callable, Iterable

from markupsafe import Markup

Link = Callable[[re.Match[str]], Markup | None]
"""What stands in place of a piece; None where it stays as it is."""


def with_links(sentence: str, pattern: re.Pattern[str], link: Link) -> Markup:
    """A sentence, escaped, with links in place of what a pattern finds.

    >>> with_links("5 < 6", re.compile(r"6"), lambda found: Markup('<a href="#six">{}</a>').format(found[0]))
    Markup('5 &lt; <a href="#six">6</a>')
    """
    pieces, start = [], 0
    for match in pattern.finditer(sentence):
        if (made := link(match)) is not None:
            pieces += [Markup.escape(sentence[start : match.start()]), made]
            start = match.end()
    return Markup("").join([*pieces, Markup.escape(sentence[start:])])


def number_as_link(address: str, text: str) -> Markup:
    """A number that leads to its cell, or to where its cells are told."""
    return Markup('<a class="n" href="{}">{}</a>').format(address, text)


def one_of(texts: Iterable[str]) -> str:
    """A pattern that finds any of these texts, the longest first."""
    return "|".join(map(re.escape, sorted(texts, key=len, reverse=True)))
