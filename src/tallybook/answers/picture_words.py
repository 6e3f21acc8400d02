"""What pictures of answers say beside their numbers, in the reader's language (`picture_words.toml`)."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_WORDS = Path(__file__).with_suffix(".toml")


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(_WORDS.read_text(encoding="utf-8"))


def said(lang: str, phrase: str, /, **parts: object) -> str:
    """A phrase with its parts.

    >>> said("en", "most", most=25, count=48), said("es", "most", most=25, count=48)
    ('The 25 largest of 48.', 'Los 25 mayores de 48.')
    """
    template: str = _words()[lang][phrase]
    return template.format(**parts)
