"""Faults in rows and labels: left out, doubled, moved, misspelled, cut off."""

from collections.abc import Callable
from functools import partial
from random import Random

from bench.planting.draft import Draft, Fault, at
from bench.planting.edition import Area, Edition, Editions, Number
from bench.planting.planter import BY_MONTH, LABELLED, Planter, choice, from_one_table

_AREAS = ("atd_by_aor", "detained_with_fear_decision_by_aor")
_BY_YEAR = ("armed_forces_", "us_citizen_", "parents_of_us_citizens_", "parole_requested")


def _area_rows(edition: Edition, number: Number) -> tuple[int, int]:
    """The rows of an area of responsibility: its own and those of its technologies."""
    rows = [n.row for n in edition.numbers if n.table == number.table and n.code("aor") == number.code("aor")]
    return min(rows), max(rows)


def _shift_labels(edition: Edition, _: Editions, dice: Random, kind: str) -> Fault | None:
    heads = [n for n in edition.sound("atd_by_aor") if n.code("technology") is None and n.unit == "persons"]
    head = choice(dice, (n for n in heads if n.code("aor") != "total" and _technologies(edition, n) >= 3))
    if head is None or (column := edition.label_column(head)) is None:
        return None
    first, last = _area_rows(edition, head)
    labels = [edition.printed(head.sheet, row, column) for row in range(first + 1, last + 1)]
    draft = Draft(edition)
    for row, label in enumerate([labels[-1], *labels[:-1]], first + 1):
        draft.put(head.sheet, row, column, label)
    return draft.fault(kind, f"the labels of {head.row_label} from {at(head)} on moved down by a row")


def _technologies(edition: Edition, head: Number) -> int:
    first, last = _area_rows(edition, head)
    return last - first


def _leave_out(edition: Edition, _: Editions, dice: Random, kind: str, pick: Callable[[Number], bool]) -> Fault | None:
    number = choice(
        dice, from_one_table(dice, [n for n in edition.sound() if pick(n) and not edition.has_errors(n.sheet)])
    )
    if number is None:
        return None
    first, last = _area_rows(edition, number) if number.table in _AREAS else (number.row, number.row)
    draft = Draft(edition)
    area = edition.area(number.table)
    draft.take_out_rows(area, first, last)
    draft.touch_table(area, number.table)
    return draft.fault(kind, f"{number.row_label!r} left out of {number.table} ({at(number)})")


def _is_an_area(number: Number) -> bool:
    return number.table in _AREAS and number.code("aor") not in (None, "total") and number.code("technology") is None


def _is_a_technology(number: Number) -> bool:
    return number.table == "atd_by_technology" and number.code("technology") not in (None, "total")


def _is_a_year(number: Number) -> bool:
    return number.table.startswith(_BY_YEAR)


def _leave_out_month(edition: Edition, _: Editions, dice: Random, kind: str) -> Fault | None:
    number = choice(dice, from_one_table(dice, [n for n in edition.sound(*BY_MONTH) if n.is_closed]))
    if number is None or (heading := edition.heading_row(number)) is None:
        return None
    area = edition.area(number.table)
    draft = Draft(edition)
    rows = draft.rows(number.sheet)
    for row in (heading, *range(area.top, area.bottom + 1)):
        rows[row][number.column : area.right + 1] = [*rows[row][number.column + 1 : area.right + 1], ""]
    draft.touch_table(area, number.table)
    return draft.fault(kind, f"{number.column_label!r} left out of {number.table} ({at(number)})")


def _double(edition: Edition, _: Editions, dice: Random, kind: str) -> Fault | None:
    numbers = [
        n for n in edition.sound(*LABELLED) if not n.is_total and n.value > 0 and not edition.has_errors(n.sheet)
    ]
    number = choice(dice, from_one_table(dice, numbers))
    if number is None:
        return None
    draft = Draft(edition)
    area = edition.area(number.table)
    draft.double_row(area, number.row)
    draft.touch_table(area, number.table)
    return draft.fault(kind, f"{number.row_label!r} printed twice in {number.table} ({at(number)})")


def misspelled(label: str, dice: Random) -> str:
    """A label with one letter lost, doubled, or exchanged with the next."""
    letters = [p for p in range(1, len(label) - 1) if label[p : p + 2].isalpha() and label[p] != label[p + 1]]
    if not letters:
        return label
    place = dice.choice(letters)
    before, one, after = label[:place], label[place], label[place + 1 :]
    return dice.choice((before + after, before + one + one + after, before + after[0] + one + after[1:]))


def _change_label(
    edition: Edition, _: Editions, dice: Random, kind: str, to: Callable[[str, Random], str]
) -> Fault | None:
    numbers = [n for n in edition.sound(*LABELLED) if n.value >= 20 and not n.is_total]
    number = choice(dice, from_one_table(dice, numbers))
    if number is None or (column := edition.label_column(number)) is None:
        return None
    label = str(edition.printed(number.sheet, number.row, column))
    if (changed := to(label, dice)) == label:
        return None
    draft = Draft(edition)
    draft.put(number.sheet, number.row, column, changed)
    return draft.fault(kind, f"the label of {at(number)} ({number.table}), {label!r}, made {changed!r}")


def _heading_twice(edition: Edition, _: Editions, dice: Random, kind: str) -> Fault | None:
    number = choice(dice, from_one_table(dice, [n for n in edition.sound(*BY_MONTH) if n.is_month]))
    if number is None or (heading := edition.heading_row(number)) is None:
        return None
    area, column = edition.area(number.table), number.column
    neighbour = column - 1 if column > area.first_number else column + 1
    draft = Draft(edition)
    text = edition.printed(number.sheet, heading, neighbour)
    draft.put(number.sheet, heading, column, text)
    return draft.fault(kind, f"the heading {number.column_label!r} above {at(number)} ({number.table}) made {text!r}")


def _facilities(edition: Edition) -> tuple[list[Number], Area] | None:
    numbers = [n for n in edition.numbers if n.table == "facilities"]
    if not numbers or edition.has_errors(numbers[0].sheet):
        return None
    return numbers, edition.area("facilities")


def _cut_facilities(edition: Edition, _: Editions, dice: Random, kind: str) -> Fault | None:
    if (found := _facilities(edition)) is None:
        return None
    _numbers, area = found
    first = area.top + round(0.6 * (area.bottom - area.top))
    draft = Draft(edition)
    for row in draft.rows(area.sheet)[first : area.bottom + 1]:
        row[:] = [""] * len(row)
    draft.touch_table(area, "facilities")
    return draft.fault(kind, f"'{area.sheet}' ends before row {first + 1}; it has {area.bottom + 1}")


def _double_facilities(edition: Edition, _: Editions, dice: Random, kind: str) -> Fault | None:
    if (found := _facilities(edition)) is None:
        return None
    numbers, area = found
    held = sorted({n.row for n in numbers if n.value >= 20 and n.unit == "persons"})
    draft = Draft(edition)
    rows = draft.rows(area.sheet)
    doubled = sorted(dice.sample(held, min(5, len(held))), reverse=True)
    for row in doubled:
        rows.insert(row, list(rows[row]))
    draft.touch_table(area, "facilities")
    return draft.fault(kind, f"'{area.sheet}' prints {len(doubled)} rows twice, first row {doubled[-1] + 1}")


def _shift_levels(edition: Edition, _: Editions, dice: Random, kind: str) -> Fault | None:
    if (found := _facilities(edition)) is None:
        return None
    numbers, area = found
    columns = sorted({n.column for n in numbers if n.column_label.startswith("Level")})
    if not columns:
        return None
    first = area.top + dice.randrange((area.bottom - area.top) // 2)
    draft = Draft(edition)
    for column in columns:
        for row in range(area.bottom, first, -1):
            draft.put(area.sheet, row, column, edition.printed(area.sheet, row - 1, column))
    return draft.fault(kind, f"'{area.sheet}' prints its levels a row too low from row {first + 2} on")


PLANTERS = (
    Planter("labels_moved_in_an_area", "An area's technology labels down by a row.", _shift_labels),
    Planter("area_left_out", "An area of responsibility not printed.", partial(_leave_out, pick=_is_an_area)),
    Planter("technology_left_out", "A technology not printed.", partial(_leave_out, pick=_is_a_technology)),
    Planter("year_left_out", "A fiscal year's row not printed.", partial(_leave_out, pick=_is_a_year)),
    Planter("month_left_out", "A month's column not printed, the next closed up.", _leave_out_month),
    Planter("row_doubled", "A row printed twice.", _double),
    Planter(
        "label_misspelled", "A label with a letter lost, doubled or exchanged.", partial(_change_label, to=misspelled)
    ),
    Planter("label_blanked", "A label gone.", partial(_change_label, to=lambda label, _: "")),
    Planter("heading_twice", "A month's heading printed twice, the true one not.", _heading_twice),
    Planter("facilities_cut", "A list of facilities that ends after 60 %.", _cut_facilities),
    Planter("facilities_doubled", "Five facilities printed twice.", _double_facilities),
    Planter("levels_moved", "The levels of a list of facilities down by a row.", _shift_levels),
)
