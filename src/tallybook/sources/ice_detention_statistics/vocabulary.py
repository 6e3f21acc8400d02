"""The code lists (`vocabulary.toml`): what the labels of each dimension mean."""

import difflib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from tallybook.sources.ice_detention_statistics.layout import PACKAGE

OPEN_DIMENSIONS = frozenset({"facility"})
"""Dimensions whose labels are names, not a closed list: no label of theirs is unknown."""


def plain(label: str) -> str:
    """A label as compared: without regard to case and to blanks around and doubled within.

    >>> plain(" ICE  Average ")
    'ice average'
    """
    visible = label.replace("\u200b", "").replace("\ufeff", "")
    return " ".join(visible.split()).casefold().removesuffix(" area of responsibility")


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a list, with the labels that stand for it."""

    code: str
    group: str | None
    labels: Mapping[str, tuple[str, str] | None]  # label to first and last report date seen
    because: str = ""  # why it shares its group with others
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class CodeList:
    """The codes of one dimension."""

    about: str
    codes: tuple[Code, ...]
    by_label: Mapping[str, Code]
    _found: dict[str, Code | None] = field(default_factory=dict, repr=False)  # labels recur by the thousand

    def find(self, label: str) -> Code | None:
        """The code a label stands for; None where the list does not know it."""
        if label not in self._found:
            self._found[label] = self.by_label.get(plain(label))
        return self._found[label]

    def closest(self, label: str) -> str:
        """The known label most like an unknown one; '' where none is like it."""
        near = difflib.get_close_matches(plain(label), self.by_label, n=1, cutoff=0.3)
        return next((text for text in self._labels() if plain(text) == near[0]), "") if near else ""

    def _labels(self) -> list[str]:
        return [label for code in self.codes for label in code.labels]


@cache
def load_vocabulary() -> Mapping[str, CodeList]:
    """Every code list, by dimension."""
    data = tomllib.loads(PACKAGE.joinpath("vocabulary.toml").read_text(encoding="utf-8"))
    return {dimension: _code_list(entry) for dimension, entry in data.items()}


@cache
def load_colours() -> Mapping[str, Mapping[str, int]]:
    """The colour of each code, or of its group, by dimension: a number of the palette of pictures."""
    colours: dict[str, dict[str, int]] = tomllib.loads(PACKAGE.joinpath("colours.toml").read_text(encoding="utf-8"))
    return colours


def _code_list(entry: dict[str, Any]) -> CodeList:
    codes = tuple(
        Code(
            code=item["code"],
            group=item.get("group"),
            labels={label: tuple(seen) or None for label, seen in item["labels"].items()},
            because=item.get("because", ""),
            is_total=item.get("is_total", False),
        )
        for item in entry["code"]
    )
    by_label = {plain(label): code for code in codes for label in code.labels}
    return CodeList(about=entry["about"], codes=codes, by_label=by_label)


def unknown_dimensions(dimensions: dict[str, str]) -> Sequence[tuple[str, str]]:
    """The labels that no vocabulary knows, each with its dimension."""
    vocabulary = load_vocabulary()
    return [
        (name, label)
        for name, label in dimensions.items()
        if label and name not in OPEN_DIMENSIONS and name in vocabulary and not vocabulary[name].find(label)
    ]
