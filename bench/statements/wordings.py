"""The families of statements and their phrasings, read from the files beside this module."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from tallybook.measures import Where

_HERE = Path(__file__).parent
LANGUAGES = ("en", "es")
# Areas that are said otherwise than their code.
_AREAS = {
    "new_york": {"en": ("New York", "New York City"), "es": ("Nueva York",)},
    "washington_dc": {"en": ("Washington, D.C.", "Washington"), "es": ("Washington",)},
    "st_paul": {"en": ("St. Paul", "Saint Paul"), "es": ("St. Paul",)},
    "new_orleans": {"en": ("New Orleans",), "es": ("Nueva Orleans",)},
    "philadelphia": {"en": ("Philadelphia",), "es": ("Filadelfia",)},
    "los_angeles": {"en": ("Los Angeles",), "es": ("Los Ángeles",)},
}


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of number that people quote, see families.toml."""

    name: str
    time: str
    said: str
    measure: str = ""
    ways: tuple[str, ...] = ()
    where: Where = ()
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Swap:
    """A number of one family told in the words of another, see families.toml."""

    trap: str
    number_of: str
    words_of: str
    against: str = ""


@dataclass(frozen=True, slots=True)
class Wordings:
    """The phrasings of one language."""

    lang: str
    who: tuple[str, ...]
    families: Mapping[str, tuple[str, ...]]
    codes: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    def slots_of(self, family: Family, codes: Mapping[str, str]) -> dict[str, tuple[str, ...]] | None:
        """What may stand in each slot of the code words; None where a code has no words in this language."""
        found: dict[str, tuple[str, ...]] = {"who": self.who}
        for way in family.ways:
            if way == "aor":
                found[way] = area_names(codes[way], self.lang)
                continue
            slots = {
                name: of[codes[way]] for name, of in self.codes.items() if name.startswith(way) and codes[way] in of
            }
            needed = [name for name in self.codes if name.startswith(way) and self._uses(family, name)]
            if not needed or any(name not in slots for name in needed):
                return None
            found |= slots
        return found

    def _uses(self, family: Family, slot: str) -> bool:
        return any("{" + slot + "}" in template for template in self.families.get(family.name, ()))


def area_names(code: str, lang: str) -> tuple[str, ...]:
    """How an area of responsibility is said."""
    return _AREAS[code][lang] if code in _AREAS else (code.replace("_", " ").title(),)


@cache
def families() -> dict[str, Family]:
    """Every family by its name."""
    return {entry["name"]: _family(entry) for entry in _read("families")["family"]}


def _family(entry: dict[str, Any]) -> Family:
    where = tuple(entry.pop("where", {}).items())
    return Family(**{**entry, "ways": tuple(entry.get("ways", ()))}, where=where)


@cache
def swaps() -> tuple[Swap, ...]:
    """Every swap."""
    return tuple(Swap(**entry) for entry in _read("families")["swap"])


@cache
def wordings(lang: str) -> Wordings:
    """The phrasings of a language."""
    read = _read(f"phrases_{lang}")
    codes = {slot: {code: tuple(words) for code, words in of.items()} for slot, of in read["codes"].items()}
    return Wordings(lang, tuple(read["who"]), {name: tuple(of) for name, of in read["families"].items()}, codes)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrasing with its code words chosen: number and time are left to fill in."""

    lang: str
    template: str
    slots: Mapping[str, str]

    def filled(self, number: str, rate: str, when: str, month: str = "") -> str:
        """The sentence."""
        text = self.template.format(**self.slots, n=number, n_rate=rate, when=when, month=month)
        text = " ".join(text.split()).replace(" .", ".").replace(" ,", ",")
        first = next((place for place, letter in enumerate(text) if letter.isalnum()), 0)
        return text[:first] + text[first].upper() + text[first + 1 :]


def phrase(family: Family, codes: Mapping[str, str], lang: str, dice: Random) -> Phrase | None:
    """A phrasing of a family by chance; None where the language has none for these codes."""
    of = wordings(lang)
    slots = of.slots_of(family, codes)
    if slots is None or family.name not in of.families:
        return None
    return Phrase(
        lang, dice.choice(of.families[family.name]), {name: dice.choice(words) for name, words in slots.items()}
    )
