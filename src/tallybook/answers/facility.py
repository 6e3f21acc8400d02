"""A facility in a question and in its answer: one code, whatever the sheets called it and when.

Stored labels stay as printed. A question names a facility by its code or by a name, `named` finds the code, the
table `facility_name` of the book says which rows it means, and figures are told by code where one is known.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from tallybook.answers.question import Question
from tallybook.book import Book
from tallybook.errors import AmbiguousName, UnknownSplit
from tallybook.facilities import facilities_bearing, facilities_by_code, nearest_codes
from tallybook.measures import Measure, ways_of
from tallybook.sources.ice_detention_statistics.facility_identity import (
    Facility,
    evened,
    facility_code_of_name,
    facility_code_of_printed_code,
)
from tallybook.vintages import Edition, Number
from tallybook.vintages.rule import LISTED, quoted

WAY = "facility"
_ROW = ("facility", "city", "state", "row")  # what tells two rows of one sheet apart
_MOST_NAMED = 12

Codes = tuple[tuple[str, str], ...]


def named(book: Book, question: Question, measure: Measure) -> Question:
    """The question with the facilities it names by their codes; a label that stands for none stays as it is.

    Raises:
        AmbiguousName: several facilities bear the name; the message lists them.
        UnknownSplit: none does, and no sheet prints it; the message names the nearest.
    """
    has_places = "city" in ways_of(measure)
    place = dict(question.where) if has_places else {}
    where = tuple(
        (way, "|".join(_code(book, one, place, has_places) for one in codes.split("|")) if way == WAY else codes)
        for way, codes in question.where
    )
    return replace(question, where=where)


def _code(book: Book, said: str, place: dict[str, str], has_places: bool) -> str:
    said = said.strip()
    if said.casefold() == "total" or said.casefold() in facilities_by_code():
        return said.casefold()
    if not has_places and (placed := facility_code_of_name(said)):
        return placed
    if not has_places and _is_printed(book, said, "table_name <> 'facilities' AND code IS NULL"):
        return said
    bearing = [facility for facility in facilities_bearing(said) if _is_at(facility, place)]
    if len(bearing) > 1:
        raise _ambiguous(said, bearing)
    if bearing:
        return bearing[0].code
    if printed := facility_code_of_printed_code(said):
        return printed
    if _is_printed(book, said, "true"):
        return said
    near = nearest_codes(said, facilities_by_code())
    raise UnknownSplit(
        f"There is no facility {said!r}." + (f" Did you mean {near[0]!r}?" if near else ""),
        expected=f"a code like {', '.join(near)}" if near else "a code, or a name as printed",
        hint="see `tallybook facilities TEXT`.",
    )


def _is_at(facility: Facility, place: dict[str, str]) -> bool:
    """Whether some form of a facility stands at the city and in the state that are chosen."""
    wanted = [place.get(way) for way in ("city", "state")]
    return any(
        all(
            not codes or evened(own or "") in map(evened, codes.split("|"))
            for codes, own in zip(wanted, at, strict=True)
        )
        for at in ((form.city, form.state) for form in facility.forms)
    )


def _ambiguous(said: str, bearing: Sequence[Facility]) -> AmbiguousName:
    listed = [f"{facility.code}  {facility.city}, {facility.state}" for facility in bearing[:_MOST_NAMED]]
    more = [f"and {len(bearing) - _MOST_NAMED} more"] if len(bearing) > _MOST_NAMED else []
    return AmbiguousName(
        f"{len(bearing)} facilities bear the name {said!r}.",
        found="\n            ".join(listed + more),
        hint="choose one by its code, or name its city or state as well.",
    )


def _is_printed(book: Book, said: str, condition: str) -> bool:
    """Whether the book has it as a name or as a code of the publisher's, known as a facility's or not."""
    query = f"SELECT name, printed_code FROM facility_name WHERE {condition}"
    return any(evened(said) in (evened(name), evened(printed or "")) for name, printed in book.sql(query))


def is_facility_code(said: str) -> bool:
    """Whether it is a facility's code, and no label."""
    return said in facilities_by_code()


def facility_words(code: str) -> str:
    """A facility's name and place, where it is told by its code; a label as it is printed.

    >>> facility_words("adams_county_natchez_ms"), facility_words("POLK COUNTY JAIL")
    ('Adams County Correctional Center (Natchez, MS)', 'POLK COUNTY JAIL')
    """
    known = facilities_by_code().get(code)
    return f"{known.name} ({known.city}, {known.state})" if known else code or "not said"


def bears_code(table: str, code: str) -> str:
    """SQL that is true of the observations `o` (and listings `l`) of a facility, however it is printed."""
    place = ("l.city", "l.state") if table == LISTED else ("''", "''")
    printed = ", ".join(f"coalesce({column}, '')" for column in ("o.facility_label", "o.facility", *place))
    names = ", ".join(f"coalesce({column}, '')" for column in ("name", "printed_code", "city", "state"))
    known = f"table_name = {quoted(table)} AND code = {quoted(code)}"
    return f"({printed}) IN (SELECT ({names}) FROM facility_name WHERE {known})"


Telling = Callable[[Number, Iterable[str]], Codes]
"""The codes of a number in some ways; facilities by their code where it is known."""


def telling(book: Book, table: str) -> Telling:
    """How the numbers of a table are told in an answer."""
    known = book.once("facility codes", lambda: _codes(book))

    def tell(number: Number, ways: Iterable[str]) -> Codes:
        own = dict(number.answer.series.split)
        if WAY in own:
            form = (table, own[WAY], own.get("city", ""), own.get("state", ""))
            own[WAY] = known.get(form) or own[WAY]
        return tuple((way, own.get(way, "")) for way in ways)

    return tell


def code_of_cell(book: Book, cell: Edition) -> str:
    """The code of the facility whose number stands in a cell; blank where its name is known as none's."""
    known = book.once("facility codes", lambda: _codes(book))
    own = dict(cell.series.split)
    return known.get((cell.series.table, own.get(WAY, ""), own.get("city", ""), own.get("state", "")), "")


def _codes(book: Book) -> dict[tuple[str, ...], str]:
    """The code of each form, as `tallybook.vintages.rule` tells numbers apart."""
    query = (
        r"SELECT table_name, coalesce(printed_code, upper(trim(regexp_replace(name, '\s+', ' ', 'g')))), "
        r"upper(trim(regexp_replace(coalesce(city, ''), '\s+', ' ', 'g'))), "
        r"upper(trim(regexp_replace(coalesce(state, ''), '\s+', ' ', 'g'))), code "
        "FROM facility_name WHERE code IS NOT NULL"
    )
    return {tuple(form): code for *form, code in book.sql(query)}


def rows_apart(parts: Sequence[Number], tell: Telling) -> list[tuple[Codes, list[Number]]]:
    """The parts of a figure of facilities, by the rows they stand in, where one facility has several rows.

    Two rows of one facility in one sheet are no parts of a sum: neither may be added to the other or left out. Each
    comes with what tells it from the other. None comes where every facility has one row.
    """
    rows: dict[Codes, list[Number]] = {}
    for part in parts:
        split = dict(part.answer.series.split)
        rows.setdefault(tuple((way, split.get(way, "")) for way in _ROW), []).append(part)
    codes = [tell(row[0], [WAY]) for row in rows.values()]
    if len(set(codes)) == len(codes):
        return []
    differing = {way for way in _ROW if len({dict(row)[way] for row in rows}) > 1}
    return [(tuple(pair for pair in row if pair[0] in {WAY, *differing}), group) for row, group in rows.items()]


def without_copies(parts: Sequence[Number]) -> list[Number]:
    """The parts of a sum over facilities without rows that repeat another row of their sheet, words and numbers."""
    if not any(dict(part.answer.series.split).get("row") for part in parts):
        return list(parts)
    rows: dict[Codes, dict[object, Number]] = {}
    for part in parts:
        row = tuple((way, code) for way, code in part.answer.series.split if way in _ROW)
        rest = tuple((way, code) for way, code in part.answer.series.split if way not in _ROW)
        rows.setdefault(row, {})[rest] = part
    kept: dict[object, dict[object, Number]] = {}
    for row, numbers in rows.items():
        words = tuple(pair for pair in row if pair[0] != "row")
        values = frozenset((rest, number.answer.value) for rest, number in numbers.items())
        kept.setdefault((words, values), numbers)
    return [number for numbers in kept.values() for number in numbers.values()]
