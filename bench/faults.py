"""How many planted faults the checks find, kind by kind, and what the checks cost.

Each fault is planted alone in a true edition, which takes its place among its true neighbours (ten
before it, two after). It counts as found where an error or a warning names the edition and a cell of
the fault, and the true edition has none such. A note alone counts as noted, not as found.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from pathlib import Path
from random import Random

import duckdb

import tallybook
from bench.planting import PLANTERS, Editions, Outcome, Planter, Trials, places, try_out
from bench.planting.edition import ARCHIVE
from tallybook.checks import find_all

_PROCESSES = 2


@cache
def _trials(book: Path) -> Trials:
    """One of each process."""
    return Trials(Editions(book))


def outcomes_of(kind: str, book: Path, each: int, seed: int) -> list[Outcome]:
    """What became of every planted fault of a kind."""
    [planter] = [planter for planter in PLANTERS if planter.kind == kind]
    trials, dice = _trials(book), Random(f"{seed} {kind}")
    among = places(len(trials.editions), seed)
    dice.shuffle(among)
    return list(try_out(planter, trials, among, each, dice))


def cpu_of(work: Callable[[], object]) -> float:
    """CPU seconds, user and system, that a piece of work takes in this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def print_costs(book: Path) -> None:
    """Builds a book of the archive, and prints what that costs with and without the checks."""
    build = cpu_of(lambda: tallybook.build(book, ARCHIVE))
    with duckdb.connect(str(book), read_only=True) as connection:
        checks = cpu_of(lambda: find_all(connection))
    print(f"CPU of a build of the whole archive, checks left out  {build - checks:7.2f} s")
    print(
        f"CPU of all checks over the whole book                 {checks:7.2f} s   "
        f"{checks / (build - checks):.2f} x the rest (aim: under 1)"
    )


def print_outcomes(planters: Sequence[Planter], outcomes: Sequence[Outcome]) -> None:
    """The table by kind, and the recall over all."""
    print(
        f"\n{'fault planted':<32}{'planted':>8}{'found':>7}{'share':>7}{'noted':>7}{'near':>6}{'beside':>8}   found as"
    )
    for planter in planters:
        _line(planter.kind, [outcome for outcome in outcomes if outcome.fault == planter.kind])
    _line("all", outcomes, is_sum=True)
    print("noted: named in a note only. near: other errors and warnings on the same table. beside: on others.")


def _line(name: str, outcomes: Sequence[Outcome], is_sum: bool = False) -> None:
    found = sum(bool(outcome.found_as) for outcome in outcomes)
    noted = sum(bool(outcome.noted_as) and not outcome.found_as for outcome in outcomes)
    near, beside = (
        sum(len(said) for said in all_said) for all_said in ([o.near for o in outcomes], [o.beside for o in outcomes])
    )
    share = f"{found / len(outcomes):.0%}" if outcomes else "-"
    kinds = Counter(kind for outcome in outcomes for kind in outcome.found_as)
    named = "" if is_sum else ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
    print(f"{name:<32}{len(outcomes):>8}{found:>7}{share:>7}{noted:>7}{near:>6}{beside:>8}   {named}".rstrip())


def print_misses(outcomes: Sequence[Outcome]) -> None:
    """Every fault that was not found, with its place; and what was told of others in its stead."""
    missed = [outcome for outcome in outcomes if not outcome.found_as]
    print(f"\n{len(missed)} not found:" if missed else "\nNone missed.")
    for outcome in missed:
        noted = f" (noted as {', '.join(outcome.noted_as)})" if outcome.noted_as else ""
        print(f"  {outcome.fault}  {outcome.file}  {outcome.what}{noted}")


def print_company(outcomes: Sequence[Outcome]) -> None:
    """What else the faults made the checks say."""
    for outcome in outcomes:
        for said in outcome.beside:
            print(f"  {outcome.fault}  {outcome.file}  {outcome.what}\n      {said}")


def _told(tried: Sequence[Future[list[Outcome]]]) -> Iterator[Future[list[Outcome]]]:
    """Each kind's outcomes as they come; the count goes to the terminal."""
    for count, done in enumerate(tried, 1):
        done.result()
        if sys.stderr.isatty():
            print(
                f"\r{count} of {len(tried)} kinds", end="\n" if count == len(tried) else "", file=sys.stderr, flush=True
            )
        yield done


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.faults",
        description="Plant faults in true workbooks and count how many of them the checks find.",
        epilog="Example: .venv/bin/python -m bench.faults --kind digit_wrong --each 12 --beside",
    )
    kinds = [planter.kind for planter in PLANTERS]
    parser.add_argument(
        "--kind", choices=kinds, metavar="K", action="append", help=f"only this one of: {', '.join(kinds)}"
    )
    parser.add_argument(
        "--each", type=int, choices=range(1, 13), default=6, metavar="N", help="1 to 12 of each kind (6)"
    )
    parser.add_argument("--seed", type=int, default=1, help="another seed, other editions and cells (1)")
    parser.add_argument("--beside", action="store_true", help="print what the faults made the checks say elsewhere")
    return parser.parse_args()


def main() -> None:
    chosen = _arguments()
    planters = [planter for planter in PLANTERS if not chosen.kind or planter.kind in chosen.kind]
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "whole.duckdb"
        print_costs(book)
        with ProcessPoolExecutor(_PROCESSES) as pool:
            tried = [pool.submit(outcomes_of, p.kind, book, chosen.each, chosen.seed) for p in planters]
            outcomes = [outcome for done in _told(tried) for outcome in done.result()]
    print_outcomes(planters, outcomes)
    print_misses(outcomes)
    if chosen.beside:
        print_company(outcomes)


if __name__ == "__main__":
    main()
