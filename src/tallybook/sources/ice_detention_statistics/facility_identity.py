"""Which facility a printed name means (`facilities.toml`): one code, whatever it was called and when."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from tallybook.sources.ice_detention_statistics.layout import PACKAGE


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which a facility is printed, evened; sheets that give names only have no city and state."""

    name: str
    city: str | None
    state: str | None
    first_seen: date
    last_seen: date
    because: str = ""  # why a name without a place is this facility, where its words are others


@dataclass(frozen=True, slots=True)
class Facility:
    """One facility: its code, the name it goes by here, and every form under which it was printed."""

    code: str
    name: str
    city: str
    state: str
    forms: tuple[Form, ...]  # as the Facilities sheets print it
    names: tuple[Form, ...]  # as sheets without places print it
    printed_codes: tuple[str, ...]  # the publisher's own codes for it
    because: str  # why its forms are one facility


@dataclass(frozen=True, slots=True)
class DoubtfulPair:
    """Two facilities that are kept apart and may be one."""

    codes: tuple[str, str]
    because: str


@dataclass(frozen=True, slots=True)
class UnplacedName:
    """A name on a sheet without places that stays without a code."""

    name: str
    candidates: tuple[str, ...]
    because: str


def evened(text: str) -> str:
    """A printed text in upper case with single blanks.

    >>> evened(" Adams  County Det Center ")
    'ADAMS COUNTY DET CENTER'
    """
    return " ".join(text.replace("\u200b", "").replace("\ufeff", "").split()).upper()


def spelled_out(name: str) -> str:
    """A name as compared: evened, without punctuation, its usual abbreviations written out.

    >>> spelled_out("Houston Contract Det.Fac.")
    'HOUSTON CONTRACT DETENTION FACILITY'
    """
    words = re.sub(r"[^\w]+", " ", evened(name).replace("'", "").replace("U.S.", "US")).split()
    return " ".join(_data()["abbreviations"].get(word, word) for word in words)


def facility_code(name: str, city: str | None, state: str | None) -> str | None:
    """The code of a row of a Facilities sheet; None where the data do not know its name and place."""
    return _by_form().get((evened(name), evened(city or ""), evened(state or "")))


def facility_code_of_name(name: str) -> str | None:
    """The code of a name on a sheet without places; None where it is not known to be one facility's."""
    return _by_name().get(evened(name))


def facility_code_of_printed_code(printed: str) -> str | None:
    """The code of a facility by the publisher's own, which the stateless sheets print."""
    code: str | None = _data()["printed_codes"].get(evened(printed))
    return code


@cache
def load_facilities() -> tuple[Facility, ...]:
    """Every facility, by code."""
    names: dict[str, list[Form]] = {}
    for name, code, first, last, *because in _data()["placed"]:
        names.setdefault(code, []).append(Form(name, None, None, first, last, *because))
    printed: dict[str, list[str]] = {}
    for printed_code, code in _data()["printed_codes"].items():
        printed.setdefault(code, []).append(printed_code)
    entries = [*map(_single, _data()["single"]), *_data()["facility"]]
    return tuple(
        Facility(
            code=entry["code"],
            name=entry["name"],
            city=entry["city"],
            state=entry["state"],
            forms=tuple(Form(*form) for form in entry["forms"]),
            names=tuple(names.get(entry["code"], ())),
            printed_codes=tuple(printed.get(entry["code"], ())),
            because=entry.get("because", ""),
        )
        for entry in sorted(entries, key=lambda entry: str(entry["code"]))
    )


@cache
def doubtful_pairs() -> tuple[DoubtfulPair, ...]:
    """The pairs that are kept apart and may be one, with the reason for the doubt."""
    return tuple(DoubtfulPair(tuple(entry["codes"]), entry["because"]) for entry in _data()["doubtful"])


@cache
def unplaced_names() -> tuple[UnplacedName, ...]:
    """The names without a place that stay without a code, with the reason."""
    entries = _data()["unplaced"]
    return tuple(UnplacedName(entry["name"], tuple(entry["candidates"]), entry["because"]) for entry in entries)


def _single(row: list[Any]) -> dict[str, Any]:
    code, name, city, state, *seen = row
    return {"code": code, "name": name, "city": city, "state": state, "forms": [[*map(evened, row[1:4]), *seen]]}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(PACKAGE.joinpath("facilities.toml").read_text(encoding="utf-8"))


@cache
def _by_form() -> dict[tuple[str, str | None, str | None], str]:
    return {(form.name, form.city, form.state): each.code for each in load_facilities() for form in each.forms}


@cache
def _by_name() -> dict[str, str]:
    return {form.name: each.code for each in load_facilities() for form in each.names}
