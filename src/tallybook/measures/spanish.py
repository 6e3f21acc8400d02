"""Measures, ways of splitting, codes and units in Spanish, as `spanish.toml` declares them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Spanish:
    """The Spanish words of what is measured; each by the name that it has in code."""

    titles: Mapping[str, str]  # of measures, as captions
    said: Mapping[str, str]  # of measures, as they stand in a sentence, where the title would be read amiss
    ways: Mapping[str, str]
    phrases: Mapping[str, str]  # of ways: a part within a sentence, with `{}` for its code
    phrases_of: Mapping[str, Mapping[str, str]]  # of single codes of a way, where that phrase does not fit
    units: Mapping[str, tuple[str, str]]  # for one, and for several
    codes: Mapping[str, Mapping[str, str]]


@cache
def spanish() -> Spanish:
    """Every Spanish word that is declared."""
    tables = tomllib.loads(Path(__file__).with_name("spanish.toml").read_text(encoding="utf-8"))
    return Spanish(
        titles=tables["title"],
        said=tables["said"],
        ways=tables["way"],
        phrases=tables["phrase"],
        phrases_of=tables["phrase_of"],
        units={unit: (one, many) for unit, (one, many) in tables["unit"].items()},
        codes=tables["code"],
    )
