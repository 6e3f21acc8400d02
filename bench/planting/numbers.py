"""Faults in single numbers: exchanged, mistyped, not the sum, not the share, not what a number can be."""

from collections.abc import Callable, Sequence
from functools import partial
from random import Random

from bench.planting.draft import Draft, Fault, at
from bench.planting.edition import CODES, Edition, Editions, Number
from bench.planting.planter import ADDED_UP, COUNTS, Planter, apart, choice, from_one_table

Pick = Callable[[Number], bool]
"""Which numbers come into question."""


def _exchange(
    edition: Edition, _: Editions, dice: Random, kind: str, dimension: str, tables: tuple[str, ...]
) -> Fault | None:
    place = CODES.index(dimension)

    def beside(one: Number, other: Number) -> bool:
        differ = [p for p, pair in enumerate(zip(one.codes, other.codes, strict=True)) if pair[0] != pair[1]]
        same = (one.quantity, one.start, one.end) == (other.quantity, other.start, other.end)
        return same and differ == [place] and apart(one.value, other.value)

    numbers = [n for n in edition.sound(*tables) if n.unit in COUNTS and n.codes[place] not in (None, "total")]
    return exchanged(edition, dice, kind, from_one_table(dice, numbers), beside)


def exchanged(
    edition: Edition, dice: Random, kind: str, numbers: Sequence[Number], beside: Callable[[Number, Number], bool]
) -> Fault | None:
    """Two numbers that stand `beside` each other in each other's place."""
    pair = choice(dice, ((a, b) for i, a in enumerate(numbers) for b in numbers[i + 1 :] if beside(a, b)))
    if pair is None:
        return None
    one, other = pair
    draft = Draft(edition)
    draft.set(one, other.value)
    draft.set(other, one.value)
    return draft.fault(kind, f"{at(one)} {one.value:,g} exchanged with {other.cell} {other.value:,g}")


def _parts(numbers: Sequence[Number], total: Number) -> list[Number]:
    return [n for n in numbers if n.column == total.column and not n.is_total and total.counts(n) and n.value >= 5]


def _change_a_total(edition: Edition, _: Editions, dice: Random, kind: str, by_one: bool) -> Fault | None:
    numbers = from_one_table(dice, [n for n in edition.sound(*ADDED_UP) if n.unit in COUNTS])
    totals = [n for n in numbers if n.is_total and n.value >= 10 and len(_parts(numbers, n)) >= 2]
    total = choice(dice, totals)
    if total is None:
        return None
    draft = Draft(edition)
    less = 1.0 if by_one else dice.choice(_parts(numbers, total)).value
    draft.add(total, -less)
    return draft.fault(kind, f"{at(total)} {total.value:,g} made {total.value - less:,g}")


def mistyped(number: float, dice: Random) -> float:
    """A number with one digit dropped, doubled, or exchanged with the next."""
    whole, rest = str(int(number)), number - int(number)
    place = dice.randrange(len(whole) - 1)
    wrong = {
        whole[:place] + whole[place + 1 :],
        whole[:place] + whole[place] + whole[place:],
        whole[:place] + whole[place + 1] + whole[place] + whole[place + 2 :],
    }
    return float(dice.choice(sorted(wrong - {whole}))) + rest


def _change_one(
    edition: Edition, _: Editions, dice: Random, kind: str, pick: Pick, to: Callable[[float, Random], float | str]
) -> Fault | None:
    number = choice(dice, from_one_table(dice, [n for n in edition.sound() if pick(n)]))
    if number is None:
        return None
    draft = Draft(edition)
    value = to(number.value, dice)
    draft.set(number, value)
    shown = repr(value) if isinstance(value, str) else f"{value:,g}"
    return draft.fault(kind, f"{at(number)} ({number.table}) {number.value:,g} made {shown}")


def _is_count(number: Number) -> bool:
    return number.unit in COUNTS


def _is_part(number: Number) -> bool:
    return number.unit in COUNTS and not number.is_total and number.value >= 10 and number.table != "facilities"


def _has_digits(number: Number) -> bool:
    return number.value >= 100 and number.unit not in ("share", "usd_per_day")


_EXCHANGES = (
    (
        "technologies_exchanged",
        "Two technologies' people exchanged.",
        "technology",
        ("atd_by_technology", "atd_by_aor"),
    ),
    ("areas_exchanged", "Two areas' people exchanged.", "aor", ("atd_by_aor", "detained_with_fear_decision_by_aor")),
    ("reasons_exchanged", "Two reasons' book-outs exchanged.", "release_reason", ("book_outs_by_reason",)),
    (
        "criminality_exchanged",
        "Two criminality rows or columns exchanged in one number.",
        "criminality",
        (
            "detained_by_criminality",
            "book_ins_by_criminality",
            "book_outs_by_reason",
            "average_daily_population_by_agency",
        ),
    ),
)

PLANTERS = (
    *(
        Planter(kind, about, partial(_exchange, dimension=dimension, tables=tables))
        for kind, about, dimension, tables in _EXCHANGES
    ),
    Planter("total_without_a_row", "A total that leaves one row out.", partial(_change_a_total, by_one=False)),
    Planter("total_off_by_one", "A total that is 1 too small.", partial(_change_a_total, by_one=True)),
    Planter(
        "digit_wrong",
        "A digit dropped, doubled or exchanged with the next; any table.",
        partial(_change_one, pick=_has_digits, to=mistyped),
    ),
    Planter(
        "part_tenfold", "A part ten times what it was.", partial(_change_one, pick=_is_part, to=lambda v, _: 10 * v)
    ),
    Planter(
        "share_does_not_fit",
        "A share three hundredths away from its counts.",
        partial(
            _change_one,
            pick=lambda n: n.unit == "share" and n.value > 0.05,
            to=lambda v, d: v - 0.03 if v > 0.5 else v + 0.03,
        ),
    ),
    Planter(
        "cost_does_not_fit",
        "A daily cost that its people do not make.",
        partial(
            _change_one,
            pick=lambda n: n.unit == "usd_per_day" and not n.is_total and n.value > 10,
            to=lambda v, d: round(v * d.choice((0.5, 1.3, 2.5)), 2),
        ),
    ),
    Planter(
        "share_in_hundreds",
        "A share printed as 98.5 in place of 0.985.",
        partial(_change_one, pick=lambda n: n.unit == "share" and n.value > 0.02, to=lambda v, _: 100 * v),
    ),
    Planter(
        "negative_count",
        "A count below zero.",
        partial(_change_one, pick=lambda n: _is_count(n) and n.value >= 1, to=lambda v, _: -v),
    ),
    Planter(
        "typed_as_text",
        "A number typed as text; it is read, and nothing else is wrong.",
        partial(_change_one, pick=lambda n: _is_count(n) and n.value >= 1000, to=lambda v, _: f"{v:,.0f}"),
    ),
)
