"""What a question asks of the cells of one published table, as SQL; and the codes it may name."""

import difflib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from tallybook.answers import facility
from tallybook.answers.question import Question
from tallybook.dimensions import DIMENSIONS
from tallybook.errors import UnknownSplit
from tallybook.measures import Measure, Printed, ways_of
from tallybook.sources import code_lists
from tallybook.vintages.rule import Split, evened, quoted, splits
from tallybook.vintages.selection import kind_of_period

TOTAL = "total"
_GROUPED = frozenset(dimension.name for dimension in DIMENSIONS if dimension.has_group)
_MOST_NAMED = 12


def checked(question: Question, measure: Measure) -> Question:
    """The question with the codes it names as the book writes them.

    Raises:
        UnknownSplit: the measure is not split so, or knows no such code.
    """
    known = ways_of(measure)
    for name in (*question.by, *(name for name, _ in question.where)):
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
            raise UnknownSplit(
                f"{measure.name} is not split by {name!r}." + (f" Did you mean {near[0]!r}?" if near else ""),
                expected=f"one of {', '.join(known)}" if known else "no split: it is printed as one figure",
                hint=f"see `tallybook measures {measure.name}`.",
            )
    for name, codes in question.where:
        if "|" in codes and TOTAL in (code.strip().casefold() for code in codes.split("|")):
            raise UnknownSplit(
                f"The total over {name} holds all its codes: it is not added to them.", expected="codes, or the total"
            )
    where = tuple((name, "|".join(_known(name, code) for code in codes.split("|"))) for name, codes in question.where)
    return replace(question, where=where)


def _known(name: str, code: str) -> str:
    """A code of a list, found by itself, its group or a label; of an open list whatever is asked."""
    codes = code_lists().get(name)
    if codes is None:
        return code
    folded = code.strip().casefold()
    groups = {known.group for known in codes.codes if known.group}
    for known in codes.codes:
        if folded == known.code:
            return known.code
    if folded in groups:
        return folded
    if found := codes.find(code):
        return found.group or found.code
    names = sorted({known.group or known.code for known in codes.codes})
    near = difflib.get_close_matches(folded.replace(" ", "_"), names, n=1, cutoff=0.5)
    raise UnknownSplit(
        f"There is no {name} {code!r}." + (f" Did you mean {near[0]!r}?" if near else ""),
        expected=f"one of {', '.join(names[:_MOST_NAMED])}" + (" and more" if len(names) > _MOST_NAMED else ""),
        hint="see docs/vocabulary.md.",
    )


def answers_to(source: Printed, question: Question) -> bool:
    """Whether a table can answer a question: it knows its ways, and what it must be told is told."""
    asked = {*question.by, *(name for name, _ in question.where)}
    return asked <= set(source.ways) and set(source.required) <= asked


def condition(source: Printed, question: Question) -> str:
    """SQL that is true of the observations `o` (and listings `l`) that a question asks a table for."""
    chosen = {way: code for way, code in source.fixed if way not in question.by} | dict(question.where)
    parts = [f"o.quantity = {quoted(source.quantity)}", "o.value_status <> 'not_yet'"]
    parts.append(f"{kind_of_period('o.')} = '{source.period}'")
    for way in splits(source.table):
        if way.name in chosen:
            parts.append(_is_one_of(source.table, way, chosen[way.name]))
        elif way.name in question.by or way.name in source.summed:
            parts.append(_is_part(way))
        else:
            parts.append(_is_whole(way))
    return " AND ".join(f"({part})" for part in (*parts, *_of_days(question, source.period)) if part)


def _is_one_of(table: str, way: Split, codes: str) -> str:
    return " OR ".join(_is(table, way, code) for code in codes.split("|"))


def _is(table: str, way: Split, code: str) -> str:
    if code == TOTAL:
        return _is_whole(way) or "true"
    if way.name == facility.WAY and facility.is_facility_code(code):
        return facility.bears_code(table, code)
    same = f"lower({way.code}) = lower({quoted(code)}) OR {evened(way.label)} = {evened(quoted(code))}"
    return f"{same} OR o.{way.name}_group = {quoted(code)}" if way.name in _GROUPED else same


def _is_whole(way: Split) -> str:
    """True of the printed total over a way, and of tables that are not split so."""
    if way.code == "NULL":  # a place of a listing: no total is printed
        return ""
    return (
        f"coalesce({way.code}, '{TOTAL}') = '{TOTAL}' AND ({way.label} IS NULL OR {way.code} = '{TOTAL}' OR o.is_total)"
    )


def _is_part(way: Split) -> str:
    if way.code == "NULL":
        return ""
    sums = [code.code for code in code_lists()[way.name].codes if code.is_total] if way.name in code_lists() else []
    if sums:
        return f"{way.label} IS NOT NULL AND coalesce({way.code}, '') NOT IN ({', '.join(map(quoted, sums))})"
    # A known code that is no total is a part, also in the column of the whole year.
    return f"{way.label} IS NOT NULL AND ({way.code} IS NOT NULL OR NOT o.is_total)"


def _of_days(question: Question, period: str) -> Iterable[str]:
    on: date | None = question.on
    if on and period in ("day", "year"):
        # A figure since 1 October is of the day on which it ends; quarters that start then hold the day.
        yield f"o.reference_end = DATE '{on}'"
    elif on:
        yield f"DATE '{on}' BETWEEN o.reference_start AND o.reference_end"
    else:
        yield f"o.reference_end >= DATE '{question.since}'" if question.since else ""
        yield f"o.reference_end <= DATE '{question.until}'" if question.until else ""
    yield "o.reference_start IS NOT NULL"
