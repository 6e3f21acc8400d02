"""Faults planted by program in true editions, to measure how many of them the checks find."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random

from bench.planting import numbers, periods, rows, sheets
from bench.planting.edition import NEIGHBOURS_AFTER, NEIGHBOURS_BEFORE, Edition, Editions
from bench.planting.planter import Planter
from bench.planting.trial import Outcome, Trials

__all__ = ["PLANTERS", "Edition", "Editions", "Outcome", "Planter", "Trials", "places", "try_out"]

PLANTERS: tuple[Planter, ...] = (*numbers.PLANTERS, *periods.PLANTERS, *rows.PLANTERS, *sheets.PLANTERS)

_EDITIONS_TRIED = 12


def places(editions: int, seed: int) -> list[int]:
    """The editions in which faults are planted: by chance, one from each stretch of the archive.

    Those at the two ends are left out: they have too few neighbours.
    """
    first, last = NEIGHBOURS_BEFORE, editions - NEIGHBOURS_AFTER
    edges = [first + (last - first) * step // _EDITIONS_TRIED for step in range(_EDITIONS_TRIED + 1)]
    dice = Random(seed)
    return [dice.randrange(low, high) for low, high in pairwise(edges)]


def try_out(planter: Planter, trials: Trials, among: Sequence[int], each: int, dice: Random) -> Iterator[Outcome]:
    """Plants faults of one kind, one in an edition, and tells what became of each.

    Args:
        planter: of the kind.
        trials: where they are tried.
        among: places of the editions that come into question, in the order in which they are tried.
        each: how many faults at most; fewer where fewer editions have a place for one.
        dice: chooses table, row and cell.
    """
    planted = 0
    for edition in map(trials.editions.at, among):
        fault = planter.plant(edition, trials.editions, dice, planter.kind) if trials.prepare(edition) else None
        if fault is not None:
            yield trials.outcome(fault)
            planted += 1
        if planted == each:
            return
