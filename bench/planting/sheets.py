"""Faults in what is printed when: stale tables, old sheets, wrong dates, years and words."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from random import Random

from bench.planting.draft import Draft, Fault
from bench.planting.edition import Edition, Editions, Number, kind_of_sheet
from bench.planting.planter import Planter, choice, from_one_table
from tallybook.model import column_letter

_RENEWED = (
    "atd_by_technology",
    "atd_by_status",
    "atd_by_aor",
    "atd_court_total_hearings",
    "detained_by_disposition",
    "detained_by_criminality",
    "book_ins_by_month",
    "book_outs_by_reason",
    "average_daily_population_by_agency",
    "average_length_of_stay_by_facility_type",
    "facilities",
    "bond_by_month",
)


def _place_in_table(number: Number) -> tuple[str, str, str]:
    return number.row_label, number.column_label, number.quantity


def _stale_table(edition: Edition, editions: Editions, dice: Random, kind: str) -> Fault | None:
    earlier = editions.before(edition, dice.randint(1, 6))
    numbers = from_one_table(dice, edition.sound(*_RENEWED))
    if earlier is None or not numbers:
        return None
    old = {_place_in_table(n): n.value for n in earlier.numbers if n.table == numbers[0].table}
    values = [(number, old.get(_place_in_table(number), "")) for number in numbers]
    kept = sum(value != "" for _, value in values)
    if kept < 0.8 * len(values) or all(number.value == value for number, value in values):
        return None
    draft = Draft(edition)
    for number, value in values:
        draft.set(number, value)
    first = numbers[0]
    return draft.fault(kind, f"'{first.sheet}' prints {first.table} as in {earlier.document.file}")


_SHEETS = ("atd", "detention", "facilities", "iclosanddetainees", "semiannual", "monthlybondstatistics")


def _old_sheet(
    edition: Edition, editions: Editions, dice: Random, kind: str, origin: Callable[[Editions, Edition], Edition | None]
) -> Fault | None:
    earlier = origin(editions, edition)
    if earlier is None:
        return None
    then = {kind_of_sheet(name): rows for name, rows in earlier.rows_by_sheet.items()}
    now = {
        name: rows
        for name, rows in edition.rows_by_sheet.items()
        if kind_of_sheet(name) in _SHEETS and "EO" not in name
    }
    name = choice(dice, sorted(n for n, rows in now.items() if then.get(kind_of_sheet(n), rows) != rows))
    if name is None:
        return None
    draft = Draft(edition)
    draft.replace_sheet(name, then[kind_of_sheet(name)])
    return draft.fault(kind, f"'{name}' is that of {earlier.document.file}")


@dataclass(frozen=True, slots=True)
class _Text:
    """A cell that holds words."""

    sheet: str
    row: int
    column: int
    text: str

    @property
    def address(self) -> str:
        return f"'{self.sheet}'!{column_letter(self.column + 1)}{self.row + 1}"


def _texts(edition: Edition, is_of: Callable[[str], bool]) -> Iterator[_Text]:
    for sheet, rows in edition.rows_by_sheet.items():
        if is_of(sheet):
            for row, cells in enumerate(rows):
                yield from (
                    _Text(sheet, row, c, text) for c, text in enumerate(cells) if isinstance(text, str) and text
                )


def _reworded(edition: Edition, kind: str, place: _Text, text: str) -> Fault:
    draft = Draft(edition)
    draft.put(place.sheet, place.row, place.column, text)
    return draft.fault(kind, f"{place.address}: {_around(place.text, text)} made {_around(text, place.text)}")


def _around(text: str, other: str) -> str:
    """The part of a text that differs from another, with a little before and after it."""
    first = next((p for p, pair in enumerate(zip(text, other, strict=False)) if pair[0] != pair[1]), 0)
    return repr(text[max(0, first - 15) : first + 20])


_MONTHS = tuple(date(2000, month, 1).strftime("%B") for month in range(1, 13))
_THRU = re.compile(rf"(?<=thru )({'|'.join(_MONTHS)})|(?<=through )({'|'.join(_MONTHS)})", re.IGNORECASE)


def _wrong_period(edition: Edition, _: Editions, dice: Random, kind: str) -> Fault | None:
    sound = {number.sheet for number in edition.sound("atd_court_total_hearings")}
    titles = [text for text in _texts(edition, sound.__contains__) if _THRU.search(text.text)]
    place = choice(dice, (text for text in titles if "Appearance" in text.text))
    if place is None or (found := _THRU.search(place.text)) is None:
        return None
    month = _MONTHS.index(found[0].capitalize())
    other = _MONTHS[(month + dice.choice((-2, -1, 1, 2))) % 12]
    return _reworded(edition, kind, place, place.text[: found.start()] + other + place.text[found.end() :])


_DATE = re.compile(r"(\d{1,2})([./])(\d{1,2})\2((?:20)?\d\d)(?!\d)")
_DATES_DATA = re.compile(r"updated (through|as of)|filtered through|snapshot as|Participants Report", re.IGNORECASE)


def _another_year(day: date, dice: Random, _: Edition) -> date:
    return date(day.year + dice.choice((-1, 1)), day.month, min(day.day, 28))


def _another_month(day: date, dice: Random, _: Edition) -> date:
    month = day.month + dice.choice([step for step in (-1, 1) if 1 <= day.month + step <= 12])
    return date(day.year, month, min(day.day, 28))


def _after_publication(day: date, dice: Random, edition: Edition) -> date:
    return (edition.document.report_date or day) + timedelta(days=dice.randint(3, 25))


def _mistype_date(
    edition: Edition, _: Editions, dice: Random, kind: str, to: Callable[[date, Random, Edition], date]
) -> Fault | None:
    dates = {number.through for number in edition.sound()}
    places = [
        (place, found, day)
        for place in _texts(edition, lambda sheet: sheet.startswith(("ATD", "Footnotes")))
        if _DATES_DATA.search(place.text)
        and (found := _DATE.search(place.text))
        and (day := _day(found)) in dates
        and day is not None
    ]
    chosen = choice(dice, places)
    if chosen is None:
        return None
    place, found, day = chosen
    return _reworded(edition, kind, place, _with_date(place.text, found, to(day, dice, edition)))


def _day(found: re.Match[str]) -> date | None:
    year = int(found[4]) + (2000 if len(found[4]) == 2 else 0)
    try:
        return date(year, int(found[1]), int(found[3]))
    except ValueError:
        return None


def _with_date(text: str, found: re.Match[str], day: date) -> str:
    """A text with another day in the place of a date, written as that was."""
    parts = (f"{day.month:0{len(found[1])}d}", f"{day.day:0{len(found[3])}d}", str(day.year)[-len(found[4]) :])
    return text[: found.start()] + found[2].join(parts) + text[found.end() :]


def _title_and_line(edition: Edition, _: Editions, dice: Random, kind: str) -> Fault | None:
    sound = {number.sheet for number in edition.sound("atd_by_aor")}
    for place in _texts(edition, sound.__contains__):
        if place.text.startswith("Active ATD Participants and Average") and (found := _DATE.search(place.text)):
            if (day := _day(found)) is None:
                return None
            other = day - timedelta(days=dice.choice((7, 14, 28)))
            return _reworded(edition, kind, place, _with_date(place.text, found, other))
    return None


def _misname_sheet(edition: Edition, _: Editions, dice: Random, kind: str) -> Fault | None:
    named = sorted({n.sheet for n in edition.sound() if re.search(r"(?<!EO)FY(20)?\d\d", n.sheet)})
    name = choice(dice, named)
    if name is None:
        return None
    step = dice.choice((-1, 1))
    other = re.sub(r"(?<=FY)(20)?(\d\d)", lambda m: f"{m[1] or ''}{int(m[2]) + step}", name)
    if other in edition.rows_by_sheet:
        return None
    draft = Draft(edition)
    draft.rename(name, other)
    return draft.fault(kind, f"the sheet {name!r} is named {other!r}")


def _change_word(edition: Edition, _: Editions, dice: Random, kind: str) -> Fault | None:
    texts = [t for t in _texts(edition, lambda sheet: sheet.startswith("Footnotes")) if len(t.text) > 60]
    place = choice(dice, texts)
    if place is None:
        return None
    words = list(re.finditer(r"[A-Za-z]{5,}", place.text))
    if not words:
        return None
    word = dice.choice(words)
    other = dice.choice(("removals", "excluding", "initial", "estimated"))
    return _reworded(edition, kind, place, place.text[: word.start()] + other + place.text[word.end() :])


PLANTERS = (
    Planter("stale_table", "An older edition's table under the present date.", _stale_table),
    Planter(
        "sheet_of_three_editions_before",
        "A sheet of three editions before.",
        partial(_old_sheet, origin=lambda editions, edition: editions.before(edition, 3)),
    ),
    Planter("sheet_of_a_year_before", "A sheet of a year before.", partial(_old_sheet, origin=Editions.year_before)),
    Planter("title_of_another_period", "A court table titled with another month.", _wrong_period),
    Planter("date_off_by_a_year", "A date line with another year.", partial(_mistype_date, to=_another_year)),
    Planter("date_off_by_a_month", "A date line with another month.", partial(_mistype_date, to=_another_month)),
    Planter("date_after_publication", "A date line of a day to come.", partial(_mistype_date, to=_after_publication)),
    Planter("title_and_line_differ", "The areas' title dated otherwise than the line.", _title_and_line),
    Planter("sheet_of_another_year", "A sheet named with another year.", _misname_sheet),
    Planter("footnote_changed", "A word of a footnote replaced.", _change_word),
)
