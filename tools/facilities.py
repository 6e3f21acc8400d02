"""Proposes additions to facilities.toml when new editions come; it never decides that two forms are one facility.

Usage: python tools/facilities.py [--dates] [BOOK]     (default: the user's book; run `make book` first)

Prints, as TOML to be judged and pasted, every form and every name without a place that the data don't know, with
what speaks for a facility that is known. `--dates` rewrites first and last days seen, and nothing else.
"""

import re
import sys
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import tallybook
from tallybook.sources.ice_detention_statistics.facility_identity import (
    Facility,
    evened,
    facility_code,
    facility_code_of_name,
    load_facilities,
    spelled_out,
    unplaced_names,
)

FACILITIES = Path(tallybook.__file__).parent / "sources" / "ice_detention_statistics" / "facilities.toml"
_DAYS = re.compile(r"\d{4}-\d\d-\d\d, \d{4}-\d\d-\d\d")

Key = tuple[str, ...]
"""An evened name with its city and state, or an evened name alone."""


@dataclass
class Seen:
    """When a form was seen, and at which streets."""

    first: date
    last: date
    streets: set[str]


def seen_in(book: "tallybook.Book") -> dict[Key, Seen]:
    """Every form of the listings and every name of the sheets without places, with the days it was seen."""
    listed = book.sql("SELECT name, city, state, address, report_date AS day FROM facility_listing").rows()
    named = book.sql(
        "SELECT DISTINCT facility_label AS name, report_date AS day FROM observation "
        "WHERE table_name IN ('segregation_by_facility', 'detained_stateless') AND NOT is_total"
    ).rows()
    seen: dict[Key, Seen] = {}
    for row in listed:
        key = (evened(row["name"]), evened(row["city"] or ""), evened(row["state"] or ""))
        _add(seen, key, row["day"], spelled_out(row["address"] or ""))
    for row in named:
        _add(seen, (evened(row["name"]),), row["day"], "")
    return seen


def _add(seen: dict[Key, Seen], key: Key, day: date, street: str) -> None:
    found = seen.setdefault(key, Seen(day, day, set()))
    found.first, found.last = min(found.first, day), max(found.last, day)
    found.streets |= {street} - {""}


def proposals(seen: dict[Key, Seen]) -> list[str]:
    """What the data don't know yet, as TOML to judge."""
    unplaced = {each.name for each in unplaced_names()}
    proposed = []
    for key, found in seen.items():
        if len(key) == 3 and not facility_code(*key):
            proposed.append(_listing(key, found, seen))
        if len(key) == 1 and not facility_code_of_name(key[0]) and key[0] not in unplaced:
            proposed.append(_name(key[0], found))
    return proposed


def _listing(key: Key, found: Seen, seen: dict[Key, Seen]) -> str:
    quoted = ", ".join(f'"{part}"' for part in key)
    lines = [
        f"# new form; if a facility of its own, a line of `single` with a code and these:\n[{quoted}, {_days(found)}],"
    ]
    for facility in load_facilities():
        if facility.state in (key[2], "") and (reason := _speaks_for(facility, key, found, seen)):
            lines.append(f"#   {reason}: {facility.code}, last seen {max(form.last_seen for form in facility.forms)}")
    return "\n".join(lines)


def _speaks_for(facility: Facility, key: Key, found: Seen, seen: dict[Key, Seen]) -> str:
    """What speaks for a facility, where something does."""
    forms = [(form.name, form.city or "", form.state or "") for form in facility.forms]
    streets = {street for form in forms if form in seen for street in seen[form].streets}
    if streets & found.streets:
        return "same street"
    return "same name" if spelled_out(key[0]) in {spelled_out(form[0]) for form in forms} else ""


def _name(name: str, found: Seen) -> str:
    bearing = [
        facility.code
        for facility in load_facilities()
        if spelled_out(name) in {spelled_out(form.name) for form in facility.forms}
    ]
    if len(bearing) == 1:
        return f'# one facility bears this name; a line of `placed`:\n["{name}", "{bearing[0]}", {_days(found)}],'
    codes = ", ".join(f'"{code}"' for code in bearing)
    because = f"{len(bearing) or 'No'} facilities bear this name, and the sheet gives no place."
    return f'[[unplaced]]\nname = "{name}"\nseen = [{_days(found)}]\ncandidates = [{codes}]\nbecause = "{because}"'


def with_days(text: str, seen: dict[Key, Seen]) -> str:
    """The text of facilities.toml with the days filled in; everything else as it stands."""
    lines, name = [], ""
    for line in text.splitlines():
        if line.startswith("name = "):
            name = evened(tomllib.loads(line)["name"])
        if found := seen.get(_key(line, name)):
            line = _DAYS.sub(_days(found), line, count=1)
        lines.append(line)
    return "\n".join(lines) + "\n"


def _key(line: str, name: str) -> Key:
    """What a line with days is about: a row of `single`, of `forms` or of `placed`, or the days of an unplaced name."""
    if line.startswith("seen = "):
        return (name,)
    if not line.startswith("  ["):
        return ()
    row = tomllib.loads(f"row = {line.rstrip(',')}")["row"]
    words = [part for part in row[:4] if isinstance(part, str)]
    match len(words):
        case 4:
            return tuple(map(evened, words[1:]))
        case 3 if row[2] == words[2]:
            return tuple(words)
    return (words[0],)


def _days(found: Seen) -> str:
    return f"{found.first}, {found.last}"


def main() -> None:
    arguments = [argument for argument in sys.argv[1:] if argument != "--dates"]
    with tallybook.open(Path(arguments[0]) if arguments else None) as book:
        seen = seen_in(book)
    if "--dates" in sys.argv:
        FACILITIES.write_text(with_days(FACILITIES.read_text(encoding="utf-8"), seen), encoding="utf-8")
        print(f"wrote the days of {FACILITIES.name}")
    proposed = proposals(seen)
    print("\n\n".join(proposed) if proposed else "Every form and name of the book is known.")
    sys.exit(1 if proposed else 0)


if __name__ == "__main__":
    main()
