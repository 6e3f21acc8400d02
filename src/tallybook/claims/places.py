"""The places that a text names: areas of responsibility and facilities."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from tallybook.book import Book
from tallybook.claims.lexicon import Mention
from tallybook.sources import code_lists
from tallybook.sources.ice_detention_statistics.facility_identity import facility_code

# Cities give field offices their names; these are said otherwise.
_OTHER_NAMES = {
    "new_york": ("New York City", "New York", "Nueva York"),
    "washington_dc": ("Washington, D.C.", "Washington, DC", "Washington D.C.", "Washington DC", "Washington"),
    "st_paul": ("St. Paul", "Saint Paul", "St Paul", "Minneapolis"),
    "new_orleans": ("New Orleans", "Nueva Orleans"),
    "philadelphia": ("Philadelphia", "Filadelfia"),
}
# Words that are in the names of many facilities.
_COMMON = frozenset(
    """
    detention center centre facility facilities processing service ice county jail correctional correction corrections
    institution prison sheriff sheriffs office department dept det ctr fac of the and for at regional residential
    staging complex annex unit building public safety adult federal contract immigration state inn suites hotel
    police ero city parish justice law enforcement hold room cor spc cdf ipc family holding house residence
    """.split()  # noqa: SIM905 - a list of words reads better as words
)
_WORD = re.compile(r"[A-Za-zÀ-ÿ']+")
_FEWEST_LETTERS = 5
_LISTED_LATELY = timedelta(days=500)  # people speak of facilities that are in use
STATES = {
    "AL": "Alabama",
    "AK": "Alaska",
    "AZ": "Arizona",
    "AR": "Arkansas",
    "CA": "California",
    "CO": "Colorado",
    "CT": "Connecticut",
    "DE": "Delaware",
    "DC": "District of Columbia",
    "FL": "Florida",
    "GA": "Georgia",
    "GU": "Guam",
    "HI": "Hawaii",
    "ID": "Idaho",
    "IL": "Illinois",
    "IN": "Indiana",
    "IA": "Iowa",
    "KS": "Kansas",
    "KY": "Kentucky",
    "LA": "Louisiana",
    "ME": "Maine",
    "MD": "Maryland",
    "MA": "Massachusetts",
    "MI": "Michigan",
    "MN": "Minnesota",
    "MS": "Mississippi",
    "MO": "Missouri",
    "MT": "Montana",
    "NE": "Nebraska",
    "NV": "Nevada",
    "NH": "New Hampshire",
    "NJ": "New Jersey",
    "NM": "New Mexico",
    "NY": "New York",
    "NC": "North Carolina",
    "ND": "North Dakota",
    "OH": "Ohio",
    "OK": "Oklahoma",
    "OR": "Oregon",
    "PA": "Pennsylvania",
    "PR": "Puerto Rico",
    "RI": "Rhode Island",
    "SC": "South Carolina",
    "SD": "South Dakota",
    "TN": "Tennessee",
    "TX": "Texas",
    "UT": "Utah",
    "VT": "Vermont",
    "VA": "Virginia",
    "WA": "Washington",
    "WV": "West Virginia",
    "WI": "Wisconsin",
    "WY": "Wyoming",
}

_IN_SPANISH = {
    "HI": "Hawái",
    "LA": "Luisiana",
    "MI": "Míchigan",
    "MO": "Misuri",
    "MS": "Misisipi",
    "NC": "Carolina del Norte",
    "ND": "Dakota del Norte",
    "NH": "Nuevo Hampshire",
    "NJ": "Nueva Jersey",
    "NM": "Nuevo México",
    "OR": "Oregón",
    "PA": "Pensilvania",
    "SC": "Carolina del Sur",
    "SD": "Dakota del Sur",
    "TX": "Tejas",
    "WV": "Virginia Occidental",
}
_OF_STATES = frozenset(word.casefold() for state in STATES.values() for word in state.split()) - {
    "south",
    "north",
    "west",
}


@dataclass(frozen=True, slots=True)
class FacilityName:
    """A facility as a listing names it, and the words by which a text is seen to speak of it."""

    code: str
    label: str
    city: str
    state: str
    last_seen: date  # last report date on which this name was listed, by the day of the book
    telling: tuple[str, ...]  # words of the name that are not in every name
    short: str  # its first words as written, where the telling ones are too short to tell: "winn correctional"


@cache
def _area_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = []
    for code in code_lists()["aor"].codes:
        if code.is_total:
            continue
        names = {label for label in code.labels if not label.isupper()} | set(_OTHER_NAMES.get(code.code, ()))
        longest_first = sorted(names, key=len, reverse=True)
        found.append((code.code, re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")))
    return tuple(found)


def areas_in(text: str) -> list[Mention]:
    """The areas of responsibility whose city a text names."""
    plain = _unaccented(text)
    return sorted(
        (
            Mention("aor", code, match.start(), match.end())
            for code, pattern in _area_patterns()
            for match in pattern.finditer(plain)
        ),
        key=lambda mention: mention.start,
    )


@cache
def _state_pattern() -> re.Pattern[str]:
    areas = {label for code in code_lists()["aor"].codes for label in code.labels}
    spoken = (*STATES.values(), *_IN_SPANISH.values())
    names = sorted((name for name in spoken if name not in areas), key=len, reverse=True)
    return re.compile(
        rf"\b(?:in|across|throughout|en|de)(?: rural| southern| northern| central)? ({'|'.join(names)})(?!\w)"
    )


def states_in(text: str) -> list[Mention]:
    """The states that a text says something of; those whose name is an area's too are areas."""
    codes = {name: code for names in (STATES, _IN_SPANISH) for code, name in names.items()}
    return [Mention("state", codes[m[1]], m.start(1), m.end(1)) for m in _state_pattern().finditer(text)]


def _unaccented(text: str) -> str:
    """The text, as long, without accents: Los Ángeles."""
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in text)


def facilities_in(book: Book, text: str, day: date) -> list[tuple[Mention, FacilityName]]:
    """The facilities that a text names and that were listed in the years before a day, the best told first."""
    capitals = [match for match in _WORD.finditer(text) if match[0][0].isupper()]
    said = {match[0].casefold().removesuffix("'s"): match for match in reversed(capitals)}
    spoken = text.casefold()
    found = []
    for name in book.once("facility names", lambda: _facility_names(book)):
        if name.last_seen < day - _LISTED_LATELY:
            continue
        words = [word for word in name.telling if word in said]
        is_short = _is_short_name_in(spoken, name)
        if not words and is_short:
            words = [name.short.split()[0]]
        if words and words[0] in said and (len(words) == len(name.telling) or is_short or _is_enough(book, words)):
            match = said[words[0]]
            end = max(said[word].end() for word in words)
            is_there = name.city.casefold() in spoken, _is_state_in(spoken, name.state)
            rank = (-len(words), not is_there[0], not is_there[1], -name.last_seen.toordinal(), name.code)
            found.append((rank, (Mention("facility", name.code, match.start(), max(end, match.end())), name)))
    return [pair for _, pair in sorted(found, key=lambda item: item[0])]


def _is_state_in(spoken: str, state: str) -> bool:
    return any(names[state].casefold() in spoken for names in (STATES, _IN_SPANISH) if state in names)


def _is_short_name_in(spoken: str, name: FacilityName) -> bool:
    """Whether a text says the first words of a name: "winn correctional", or "el centro Winn"."""
    first = name.short.split()[0]
    in_spanish = rf"\b(?:centro|cárcel|prisión)(?: (?:de|correccional)(?: \w+)?)? {re.escape(first)}\b"
    return name.short in spoken or bool(re.search(in_spanish, spoken))


def _is_enough(book: Book, words: list[str]) -> bool:
    """Whether some words of a name are in the names of one place only: "Krome" of Krome North."""
    places = book.once("places of words", lambda: _places_of_words(book))
    return any(len(word) >= _FEWEST_LETTERS and len(places[word]) == 1 for word in words[:1])


def _places_of_words(book: Book) -> dict[str, set[tuple[str, str]]]:
    places: dict[str, set[tuple[str, str]]] = {}
    for name in book.once("facility names", lambda: _facility_names(book)):
        for word in {*name.telling, *(part.casefold() for part in _WORD.findall(name.city))}:
            places.setdefault(word, set()).add((name.city.casefold(), name.state.casefold()))
    return places


def _facility_names(book: Book) -> tuple[FacilityName, ...]:
    query = "SELECT name, city, state, max(report_date) AS last FROM facility_listing GROUP BY ALL ORDER BY last DESC"
    return tuple(
        FacilityName(code, name, city or "", state or "", last, _telling(name, city or ""), _short(name))
        for name, city, state, last in book.sql(query)
        if name and (code := facility_code(name, city, state))
    )


def _telling(name: str, city: str) -> tuple[str, ...]:
    """The words of a name that are not in every name, without its city where others are left."""
    words = [word.casefold() for word in _WORD.findall(re.sub(r"\(.*?\)", "", name))]
    telling = [word for word in words if word not in _COMMON and word not in _OF_STATES]
    of_city = {word.casefold() for word in _WORD.findall(city)}
    telling = [word for word in telling if word not in of_city] or telling
    return tuple(telling) if sum(map(len, telling)) >= _FEWEST_LETTERS else ()


def _short(name: str) -> str:
    words = [word.casefold() for word in _WORD.findall(name)]
    return " ".join(words[:2]) if len(words) >= 2 and words[0] not in _COMMON else "-"
