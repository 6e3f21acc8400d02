"""A fault planted in a true workbook is found: a small sample of each kind, so that none dies unnoticed.

`make bench` measures how many of each kind are found, over all years.
"""

from pathlib import Path
from random import Random

import pytest
from bench.planting import PLANTERS, Editions, Planter, Trials, try_out
from bench.planting.draft import Draft
from bench.planting.rows import misspelled

from tallybook.checks import KINDS

_TRIED = ("2025-05-24", "2023-08-31", "2024-08-15", "2025-04-17", "2023-06-27")
"""Editions that hold nearly every table; the first that has a place for a fault gets it."""

_NOT_ALWAYS = {
    "months_exchanged",
    "row_moved_by_a_month",
    "digit_wrong",
    "part_tenfold",
    "month_left_out",
    "stale_table",
    "title_of_another_period",
}
"""Where nothing that is printed holds a number to another, it is not found: one of five must be."""

_NOTED = {"footnote_changed"}
"""Told in a note: a reader is to know of it, the number may well be right."""


@pytest.fixture(scope="module")
def trials(book_path: Path) -> Trials:
    return Trials(Editions(book_path))


def places_of(trials: Trials) -> list[int]:
    files = [trials.editions.at(place).document.file for place in range(len(trials.editions))]
    return [next(p for p, file in enumerate(files) if file.startswith(day)) for day in _TRIED]


@pytest.mark.parametrize("planter", PLANTERS, ids=lambda planter: planter.kind)
def test_a_planted_fault_is_found(planter: Planter, trials: Trials) -> None:
    among = places_of(trials)
    each = len(among) if planter.kind in _NOT_ALWAYS else 1
    tried = []
    for outcome in try_out(planter, trials, among, each, Random(planter.kind)):
        named = outcome.noted_as if planter.kind in _NOTED else outcome.found_as
        assert set(named) <= set(KINDS)
        if named:
            return
        tried.append(f"{outcome.file}: {outcome.what}")
    pytest.fail("not found: " + "; ".join(tried) if tried else "no edition has a place for it")


def test_where_nothing_is_planted_nothing_is_found(trials: Trials) -> None:
    edition = trials.editions.at(places_of(trials)[0])

    outcome = trials.outcome(Draft(edition).fault("none", "nothing"))

    assert (outcome.found_as, outcome.noted_as, outcome.near, outcome.beside) == ((), (), (), ())


def test_every_kind_of_fault_is_told_apart_and_says_what_it_is() -> None:
    assert len({planter.kind for planter in PLANTERS}) == len(PLANTERS)
    assert all(planter.about.endswith(".") for planter in PLANTERS)


@pytest.mark.parametrize("seed", range(20))
def test_a_misspelled_label_differs_by_one_letter(seed: int) -> None:
    wrong = misspelled("Ankle Monitor", Random(seed))

    assert wrong != "Ankle Monitor"
    assert abs(len(wrong) - len("Ankle Monitor")) <= 1
