"""Text that a spreadsheet would take for a formula, made harmless."""

import re
from typing import Any

# Blanks and control characters before the mark don't stop every spreadsheet from reading it as one.
_LIKE_A_FORMULA = re.compile(r"[\s\x00-\x20\x7f-\xa0\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
_BEFORE = "'"


def neutral(text: str) -> str:
    """A text as it may stand in a sheet: one that begins like a formula gets an apostrophe before it.

    A tab or line break at the head is enough, since what follows it may be read as a cell of its own.

    >>> neutral("=HYPERLINK(1)"), neutral(" \\t@x"), neutral("\\rA"), neutral("Ankle Monitor"), neutral("a=b")
    ("'=HYPERLINK(1)", "' \\t@x", "'\\rA", 'Ankle Monitor', 'a=b')
    """
    if text[:1].isalnum():  # most texts: told without a search, of which a whole table takes forty million
        return text
    return f"{_BEFORE}{text}" if text[:1] in ("\t", "\r", "\n") or _LIKE_A_FORMULA.match(text) else text


def neutral_value(value: Any) -> Any:
    """A value of a sheet: text made harmless, and everything else as it is."""
    return neutral(value) if isinstance(value, str) else value
