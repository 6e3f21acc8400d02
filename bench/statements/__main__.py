"""How the claim desk fares: statements made from the book, and the written ones of bench/claims.

Printed are, for each trap, how many false statements were seen through and how many true ones beside them were called
false, the time per statement, and the errors that weigh most.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from bench.statements.making import drawn
from bench.statements.tally import by_family, by_trap, told, worst_first
from bench.statements.traps import TRAPS
from bench.statements.trial import try_out
from bench.statements.wordings import LANGUAGES
from bench.statements.written import print_written
from tallybook.archive import default_path


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.statements",
        description="Make true and false statements from the book and count what the claim desk makes of them.",
        epilog="Example: .venv/bin/python -m bench.statements --count 300 --measure detained --errors 40",
    )
    parser.add_argument("--book", type=Path, default=default_path(), help="the book (default: the user's own)")
    parser.add_argument("--count", type=int, default=240, metavar="N", help="about so many statements (240)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other days, figures and words (1)")
    parser.add_argument("--errors", type=int, default=20, metavar="N", help="print so many, the worst first (20)")
    parser.add_argument("--measure", default="", metavar="NAME", help="about this measure, or family of words, only")
    parser.add_argument("--trap", choices=TRAPS, metavar="T", action="append", help=f"only: {', '.join(TRAPS)}")
    parser.add_argument("--lang", choices=LANGUAGES, default="", help="in this language only")
    parser.add_argument("--only", choices=("made", "written"), help="leave out the other kind of statements")
    return parser.parse_args()


def _progress(what: str) -> Callable[[int, int], None]:
    """Counts go to the terminal, and nowhere else."""

    def tell(done: int, of: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{what}: {done} of {of}", end="\n" if done == of else "", file=sys.stderr, flush=True)

    return tell


def print_made(chosen: argparse.Namespace) -> None:
    """Makes statements, tries them, and prints what became of them."""
    statements = drawn(chosen.book, chosen.count, chosen.seed, chosen.measure, chosen.lang, tuple(chosen.trap or TRAPS))
    if not statements:
        sys.exit("No statement could be made of that.")
    outcomes = list(try_out(chosen.book, statements, _progress("made statements")))
    seconds = sum(o.seconds for o in outcomes)
    print(f"{len(outcomes)} statements made from the book (seed {chosen.seed}), {seconds / len(outcomes):.3f} s each\n")
    print("\n".join(by_trap(outcomes)))
    print()
    print("\n".join(by_family(outcomes)))
    errors = worst_first(outcomes)
    print(f"\n{len(errors)} not right" + (", the worst first:" if errors and chosen.errors else "."))
    for outcome in errors[: chosen.errors]:
        print(told(outcome))


def main() -> None:
    chosen = _arguments()
    if chosen.only != "written":
        print_made(chosen)
    if chosen.only != "made":
        print_written(chosen.book, _progress)


if __name__ == "__main__":
    main()
