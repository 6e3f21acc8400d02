"""The sentences of a brief in Spanish, as a Spanish-language newspaper of the United States would write them."""

from typing import TYPE_CHECKING, Any

from tallybook.prose import in_words, period_words

if TYPE_CHECKING:
    from tallybook.brief.facts import Fact, Printed

_QUANTITIES = {
    "initial_book_ins": "Ingresos iniciales a detención",
    "final_book_outs": "Salidas definitivas de la detención",
    "average_daily_population": "Población diaria promedio",
}


def sentence(fact: "Fact") -> str:
    """The figure in a sentence that can be quoted, with what it moved by."""
    when = _on(fact, fact.now)
    return f"{when[0].upper()}{when[1:]}, ICE informó de {_value(fact)} {fact.headline.spanish}{_moved(fact)}."


def bare(fact: "Fact") -> str:
    """What the cell prints, without a claim that it was so."""
    words = fact.headline.spanish
    period = _period(fact.now)
    when = f"del {period}" if " al " in period else f"el {period}" if fact.now.start == fact.now.end else f"en {period}"
    return f"La celda {fact.now.cell} imprime {fact.spelled(fact.now.value)} {words}, {when}."


def move(fact: "Fact") -> str:
    """From what to what it moved, with both periods."""
    assert fact.before
    before, now = fact.before, fact.now
    words = fact.headline.spanish[0].upper() + fact.headline.spanish[1:]
    way = "un alza" if now.value > before.value else "una baja"
    return (
        f"{words}: de {fact.spelled(before.value)} ({_period(before)}) a {fact.spelled(now.value)} ({_period(now)}), "
        f"{way} de {abs(now.value / before.value - 1):.1%}."
    )


def record(fact: "Fact", rank: str, last: "Printed", others: int, first: "Printed", gap: int) -> str:
    """That it is the highest or lowest of all that were published."""
    which = "más alta" if rank == "highest" else "más baja"
    what = "meses publicados" if fact.headline.period == "month" else "días publicados"
    since = _period(first) if fact.headline.period == "month" else f"el {_period(first)}"
    return (
        f"{fact.spelled(fact.now.value)} {fact.headline.spanish}: la cifra {which} de los {others + 1} {what} desde "
        f"{since} (con hasta {gap} días entre uno y otro); la {which} anterior era {fact.spelled(last.value)} "
        f"({_period(last)})."
    )


def revised(row: dict[str, Any], before: str, now: str) -> str:
    """That a month that was over is printed anew."""
    what, month = _QUANTITIES[row["quantity"]], period_words(row["reference_start"], row["reference_end"], "es")
    return f"{what}, «{row['row_label']}», {month}: {before} en la edición anterior que lo imprimía, ahora {now}."


def revised_in_all(count: int) -> str:
    """How many numbers of months that were over are printed anew."""
    return f"En total se imprimen de nuevo {count} números de meses que ya habían terminado."


def _value(fact: "Fact") -> str:
    value = fact.spelled(fact.now.value)
    return f"un {value}" if fact.headline.unit == "share" else value


def _moved(fact: "Fact") -> str:
    if fact.before is None:
        return ""
    by, when = fact.spelled(abs(fact.now.value - fact.before.value)), _on(fact, fact.before)
    if by == fact.spelled(0):
        return f", igual que {when}"
    return f", {by} {'más' if fact.now.value > fact.before.value else 'menos'} que {when}"


def _on(fact: "Fact", printed: "Printed") -> str:
    """When a figure is of, with its preposition."""
    if fact.headline.period == "month":
        return f"en {_period(printed)}"
    if fact.headline.period == "to_date":
        return f"del {in_words(printed.start, 'es')} al {in_words(printed.end, 'es')}"
    return f"el {_period(printed)}"


def _period(printed: "Printed") -> str:
    return period_words(printed.start, printed.end, "es")
