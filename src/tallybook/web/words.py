"""The words of the pages in both languages: English is the key, Spanish stands beside it in `spanish/`."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def spanish() -> dict[str, str]:
    """What stands for each English text of the pages in Spanish."""
    files = sorted(Path(__file__).with_name("spanish").glob("*.toml"))
    listed = [tomllib.loads(file.read_text(encoding="utf-8"))["text"] for file in files]
    return {entry["en"]: entry["es"] for texts in listed for entry in texts}


def said(text: str, lang: str, **values: object) -> str:
    """A text of the pages in a language, with values in its places.

    Raises:
        KeyError: it has no Spanish.
    """
    words = text if lang == "en" else spanish()[text]
    return words.format(**values) if values else words
