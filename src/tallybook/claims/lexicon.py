"""The words of the record (`words.toml`, `outside.toml`), and what of them a text holds."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Topic:
    """Measures that a text may be about, and by which words it is seen."""

    measures: tuple[str, ...]  # names; `NAME:WAY=CODE` fixes a code
    needs: tuple[frozenset[str], ...]  # of each set one concept
    without: frozenset[str]
    ways: tuple[str, ...]  # by which the text may choose
    units: frozenset[str]  # of quantities it can be about; empty for any
    code: str  # a way of which a code must be named
    place: str  # "facility" or "aor" where one must be named
    weight: int
    is_proxy: bool  # the nearest that the record has to what the words say
    either: str  # where its measures are told apart by a word that is often left out: the two, in words


@dataclass(frozen=True, slots=True)
class Outside:
    """A thing that people speak of and no table holds."""

    name: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    is_measure: bool  # a neighbour of something that is measured, and often mistaken for it
    missing: str
    request: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A code of a way of splitting, at its place in a text."""

    way: str
    code: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words that are declared."""

    concepts: Mapping[str, re.Pattern[str]]
    codes: tuple[tuple[str, str, re.Pattern[str]], ...]
    readings: Mapping[tuple[str, str], tuple[str, ...]]  # of words that stand for codes in more than one way
    topics: tuple[Topic, ...]
    outside: tuple[Outside, ...]
    laws: tuple[tuple[re.Pattern[str], str], ...]

    def concepts_in(self, text: str) -> frozenset[str]:
        """The concepts that a text speaks of."""
        return frozenset(name for name, pattern in self.concepts.items() if pattern.search(text))

    def mentions_in(self, text: str) -> list[Mention]:
        """The codes that a text names, in order; of overlapping ones of one way the longest."""
        found = [
            Mention(way, code, match.start(), match.end())
            for way, code, pattern in self.codes
            for match in pattern.finditer(text)
            if match.end() > match.start()
        ]
        found.sort(key=lambda mention: (mention.start - mention.end, mention.start))
        kept: list[Mention] = []
        for mention in found:
            if not any(m.way == mention.way and m.start < mention.end and mention.start < m.end for m in kept):
                kept.append(mention)
        return sorted(kept, key=lambda mention: mention.start)

    def outside_of(self, text: str) -> Outside | None:
        """What a text speaks of that no table holds; None where it may be in the record."""
        for outside in self.outside:
            if outside.pattern.search(text) and not (outside.unless and outside.unless.search(text)):
                return outside
        return None

    def law_in(self, text: str) -> str:
        """Where the law is to be looked up that a text states; blank where it states none."""
        return next((statute for pattern, statute in self.laws if pattern.search(text)), "")


@cache
def load_lexicon() -> Lexicon:
    """The declared words, compiled."""
    words = tomllib.loads((_FOLDER / "words.toml").read_text(encoding="utf-8"))
    outside = tomllib.loads((_FOLDER / "outside.toml").read_text(encoding="utf-8"))
    return Lexicon(
        concepts={name: compiled(pattern) for name, pattern in words["concept"].items()},
        codes=tuple(
            (way, code, compiled(pattern)) for way, codes in words["code"].items() for code, pattern in codes.items()
        ),
        readings={
            (way, word): tuple(codes) for way, listed in words["reading"].items() for word, codes in listed.items()
        },
        topics=tuple(_topic(entry) for entry in words["topic"]),
        outside=tuple(_outside(entry) for entry in outside["outside"]),
        laws=tuple((compiled(entry["pattern"]), entry["statute"]) for entry in outside["law"]),
    )


def compiled(alternatives: Iterable[str]) -> re.Pattern[str]:
    """A pattern of several ways to say one thing."""
    return re.compile("|".join(alternatives), re.IGNORECASE)


def _topic(entry: dict[str, Any]) -> Topic:
    return Topic(
        measures=tuple(entry["measures"]),
        needs=tuple(frozenset(need.split("|")) for need in entry["needs"]),
        without=frozenset(entry.get("without", ())),
        ways=tuple(entry.get("ways", ())),
        units=frozenset(entry.get("unit", ())),
        code=entry.get("code", ""),
        place=entry.get("place", ""),
        weight=entry["weight"],
        is_proxy=entry.get("proxy", False),
        either=entry.get("either", ""),
    )


def _outside(entry: dict[str, Any]) -> Outside:
    return Outside(
        name=entry["name"],
        pattern=compiled(entry["pattern"]),
        unless=compiled(entry["unless"]) if "unless" in entry else None,
        is_measure=entry.get("kind") == "measure",
        missing=entry["missing"],
        request=entry["request"],
    )
