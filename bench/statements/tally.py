"""What the outcomes come to, trap by trap, and the errors that weigh most."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from bench.statements.traps import TRAPS
from bench.statements.trial import Outcome

_REST = f"{'cautious':>10}{'heavy':>7}{'recall':>14}{'precision':>15}"


def share(part: int, whole: int) -> str:
    """Counts with their share: 3/4 75%."""
    return f"{part}/{whole} {part / whole:.0%}" if whole else "-"


def by_trap(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The table of false statements, then that of true ones."""
    yield f"{'false statements':<24}{'n':>5}{'right':>7}{'refuted':>9}{_REST}"
    for trap in TRAPS:
        yield _false_line(trap, [o for o in outcomes if trap in (o.statement.trap, o.statement.beside)])
    yield _false_line("all", outcomes)
    yield (
        "right: the trap was seen through; refuted: by any verdict; heavy: called true. Recall: refuted, of the false "
        "ones;\nprecision: false, of those refuted here or among the true ones made beside them."
    )
    yield ""
    yield f"{'true statements':<24}{'n':>5}{'right':>7}{'':>9}{_REST}"
    true = [o for o in outcomes if o.statement.is_true]
    forms = Counter(_form(o) for o in true)
    for form, _ in forms.most_common():
        yield _true_line(form, [o for o in true if _form(o) == form])
    for lang in sorted({o.statement.lang for o in true}):
        yield _true_line(f"in {lang}", [o for o in true if o.statement.lang == lang])
    yield _true_line("all", true, outcomes)
    yield "heavy: called false. Recall: supported, of the true ones; precision: true, of all that was supported."


def _form(outcome: Outcome) -> str:
    return outcome.statement.form.partition(",")[0]


def _false_line(name: str, outcomes: Sequence[Outcome]) -> str:
    false = [o for o in outcomes if not o.statement.is_true]
    refuted = sum(o.is_refuted for o in false)
    alarms = sum(o.is_refuted for o in outcomes)
    return (
        f"{name:<24}{len(false):>5}{_count(false, lambda o: o.is_right):>7}{refuted:>9}"
        f"{_count(false, lambda o: o.is_cautious):>10}{_count(false, lambda o: o.is_heavy):>7}"
        f"{share(refuted, len(false)):>14}{share(refuted, alarms):>15}"
    )


def _true_line(name: str, true: Sequence[Outcome], outcomes: Sequence[Outcome] = ()) -> str:
    right = sum(o.is_right for o in true)
    supported = sum(o.is_supported for o in outcomes)
    return (
        f"{name:<24}{len(true):>5}{right:>7}{'':>9}{_count(true, lambda o: o.is_cautious):>10}"
        f"{_count(true, lambda o: o.is_heavy):>7}{share(right, len(true)):>14}{share(right, supported):>15}"
    )


def _count(outcomes: Sequence[Outcome], holds: Callable[[Outcome], bool]) -> int:
    return sum(map(holds, outcomes))


def by_family(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """How each family of words fares."""
    yield f"{'words of':<34}{'true':>6}{'right':>7}{'heavy':>7}{'false':>8}{'refuted':>9}{'heavy':>7}"
    for family in sorted({o.statement.family for o in outcomes}):
        true = [o for o in outcomes if o.statement.family == family and o.statement.is_true]
        false = [o for o in outcomes if o.statement.family == family and not o.statement.is_true]
        yield (
            f"{family:<34}{len(true):>6}{_count(true, lambda o: o.is_right):>7}{_count(true, lambda o: o.is_heavy):>7}"
            f"{len(false):>8}{_count(false, lambda o: o.is_refuted):>9}{_count(false, lambda o: o.is_heavy):>7}"
        )


def worst_first(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Those that are not right: called false though true, called true though false, then what was left open."""

    def weight(outcome: Outcome) -> int:
        if outcome.is_heavy:
            return 0 if outcome.statement.is_true else 1
        return 2 if outcome.statement.is_true else 3

    return sorted((o for o in outcomes if not o.is_right), key=lambda o: (weight(o), o.statement.family))


def told(outcome: Outcome) -> str:
    """One error with what a reader needs to see its cause."""
    statement = outcome.statement
    kind = "HEAVY" if outcome.is_heavy else "cautious" if outcome.is_cautious else "other"
    wanted = "/".join(sorted(statement.expected))
    recorded = "no table" if statement.recorded is None else f"{statement.recorded:,.6g}"
    return (
        f"{kind}  {statement.trap or 'true'}  words of {statement.family}  said {statement.day}  ({statement.form})\n"
        f"    {statement.text}\n"
        f"    {statement.why}; the book: {recorded}{' at ' + statement.cells[0] if statement.cells else ''}\n"
        f"    expected {wanted}, got {outcome.verdict}: {outcome.reason}"
    )
