"""Faults in numbers by month and to date: moved, made zero, changed when the month was over."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from random import Random

from bench.planting.draft import Draft, Fault, at
from bench.planting.edition import Edition, Editions, Number
from bench.planting.numbers import exchanged
from bench.planting.planter import BY_MONTH, COUNTS, Planter, apart, choice, from_one_table


def _exchange_months(edition: Edition, _: Editions, dice: Random, kind: str) -> Fault | None:
    def beside(one: Number, other: Number) -> bool:
        return one.row == other.row and abs(one.column - other.column) == 1 and apart(one.value, other.value)

    numbers = [n for n in edition.sound(*BY_MONTH) if n.is_month and n.unit != "share"]
    return exchanged(edition, dice, kind, from_one_table(dice, numbers), beside)


def _move_by_a_month(edition: Edition, _: Editions, dice: Random, kind: str, whole_table: bool) -> Fault | None:
    numbers = from_one_table(dice, [n for n in edition.sound(*BY_MONTH) if n.is_month])
    rows = {row: [n for n in numbers if n.row == row] for row in {n.row for n in numbers}}
    long = {row: found for row, found in rows.items() if len(found) >= 3 and sum(n.value > 0 for n in found) >= 3}
    if not long:
        return None
    draft = Draft(edition)
    moved = sorted(long) if whole_table else [dice.choice(sorted(long))]
    for row in moved:
        for earlier, later in pairwise(long[row]):
            draft.set(later, earlier.value)
        draft.set(long[row][0], "")
    first = long[moved[0]][0]
    return draft.fault(kind, f"{len(moved)} rows of {first.table} from {at(first)} on stand a month later")


_TABLE, _ROW, _COLUMN = "a table", "a row", "a column"


def _make_zero(edition: Edition, _: Editions, dice: Random, kind: str, what: str) -> Fault | None:
    numbers = from_one_table(dice, [n for n in edition.sound(*BY_MONTH) if n.is_closed])
    first = choice(dice, (n for n in numbers if n.value >= 30))
    if first is None:
        return None
    draft = Draft(edition)
    gone = [
        n
        for n in numbers
        if what == _TABLE or (what == _ROW and n.row == first.row) or (what == _COLUMN and n.column == first.column)
    ]
    for number in gone:
        draft.set(number, 0.0)
    return draft.fault(kind, f"{what} of {first.table} with {at(first)} {first.value:,g}: {len(gone)} numbers made 0")


def _with_totals(draft: Draft, numbers: Sequence[Number], number: Number, difference: float) -> None:
    """A number changed together with every total of its month, and of its year, that counts it."""
    for other in numbers:
        of_its_month = other.column == number.column
        of_its_year = other.column_label == "Total" and number.unit in COUNTS
        if other.counts(number) and (of_its_month or of_its_year):
            draft.add(other, difference)


def _change_closed(edition: Edition, _: Editions, dice: Random, kind: str, part: float) -> Fault | None:
    numbers = from_one_table(dice, [n for n in edition.sound(*BY_MONTH) if n.unit != "share"])
    floor = 20 if numbers and numbers[0].unit == "days" else 200
    number = choice(dice, (n for n in numbers if n.is_closed and not n.is_total and n.value >= floor))
    if number is None:
        return None
    draft = Draft(edition)
    difference = dice.choice((-1, 1)) * max(1.0, float(round(part * number.value)))
    _with_totals(draft, numbers, number, difference)
    return draft.fault(
        kind, f"{at(number)} ({number.table}) {number.value:,g} and its totals changed by {difference:+g}"
    )


_TO_DATE = ("book_outs_by_facility_type", "book_ins_by_criminality", "removals", "atd_court_total_hearings")


def _make_fall(edition: Edition, editions: Editions, dice: Random, kind: str) -> Fault | None:
    before = editions.before(edition, 1)
    numbers = from_one_table(dice, [n for n in edition.sound(*_TO_DATE) if n.unit in COUNTS])
    if before is None:
        return None
    last = {(n.table, n.row_label, n.column_label, n.quantity, n.start): n.value for n in before.numbers}
    falling = [
        (n, 0.93 * was - n.value)
        for n in numbers
        if not n.is_total and (was := last.get((n.table, n.row_label, n.column_label, n.quantity, n.start), 0)) >= 1000
    ]
    chosen = choice(dice, falling)
    if chosen is None:
        return None
    number, difference = chosen
    draft = Draft(edition)
    for other in numbers:
        if other.counts(number):
            draft.add(other, float(round(difference)))
    return draft.fault(kind, f"{at(number)} ({number.table}) {number.value:,g} made {number.value + difference:,.0f}")


PLANTERS = (
    Planter("months_exchanged", "Two neighbouring months of a row exchanged.", _exchange_months),
    Planter("row_moved_by_a_month", "A row's months one too late.", partial(_move_by_a_month, whole_table=False)),
    Planter("table_moved_by_a_month", "A table's months one too late.", partial(_move_by_a_month, whole_table=True)),
    Planter("zeros_in_a_row", "A row's closed months printed as 0.", partial(_make_zero, what=_ROW)),
    Planter("zeros_in_a_column", "A closed month printed as 0.", partial(_make_zero, what=_COLUMN)),
    Planter("zeros_in_a_table", "All closed months of a table printed as 0.", partial(_make_zero, what=_TABLE)),
    Planter("closed_month_3_percent", "A closed month and its totals by 3 %.", partial(_change_closed, part=0.03)),
    Planter("closed_month_10_percent", "A closed month and its totals by 10 %.", partial(_change_closed, part=0.1)),
    Planter("closed_month_50_percent", "A closed month and its totals by 50 %.", partial(_change_closed, part=0.5)),
    Planter("to_date_falls", "A count to date, and its totals, 7 % below the edition before.", _make_fall),
)
