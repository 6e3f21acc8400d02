"""Which numbers are asked for, and why there are none where nothing fits."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tallybook.book import Book
from tallybook.dimensions import DIMENSIONS
from tallybook.errors import QuestionError
from tallybook.prose import in_words
from tallybook.sources import published_tables
from tallybook.vintages.rule import Split, evened, quoted, source, splits

# The months of a fiscal year and its columns "to date" stand side by side in many tables.
PERIODS = {
    "day": "reference_start = reference_end",
    "month": "day(reference_start) = 1 AND reference_end = last_day(reference_start)",
    "year": "month(reference_start) = 10 AND day(reference_start) = 1",
    "other": "true",
}
_MOST_NAMED = 12


def kind_of_period(prefix: str = "") -> str:
    """SQL for the kind of a number's period: a code of PERIODS, the first that fits."""
    cases = " ".join(f"WHEN {condition} THEN '{kind}'" for kind, condition in PERIODS.items())
    return f"CASE {cases.replace('reference_', f'{prefix}reference_')} END"


@dataclass(frozen=True, slots=True)
class Restriction:
    """One part of a selection, as SQL, and what it names."""

    sql: str
    name: str = ""  # quantity, a way in which numbers are split, or what else is restricted
    value: str = ""  # the quantity or code that is asked for
    names_a_code: bool = False


@dataclass(frozen=True, slots=True)
class Selection:
    """The numbers of one published table that are asked for.

    Dates choose by the period that a number describes, not by its publication: a number belongs to the
    selection where its period touches the days from `since` to `until`.
    """

    table: str
    quantity: str | None = None
    where: tuple[tuple[str, str], ...] = ()  # a way of splitting, and its code or label; no code: not split so
    period: str | None = None  # a code of PERIODS; `year` is a fiscal year, whole or to date
    since: date | None = None
    until: date | None = None
    totals: bool = False  # with numbers printed as totals of others

    @classmethod
    def parse(
        cls,
        table: str,
        quantity: str | None = None,
        where: Sequence[str] = (),
        period: str | None = None,
        since: date | None = None,
        until: date | None = None,
        totals: bool = False,
    ) -> "Selection":
        """A selection from what a person typed; asking `where` for a `total` asks for totals.

        Raises:
            QuestionError: there is no such table, way of splitting it, or kind of period.
        """
        tables = [published.name for published in published_tables()]
        if table not in tables:
            raise _no_such("published table", table, tables, "see `tallybook tables`.")
        pairs = tuple(_pair(text) for text in where)
        for name, _ in pairs:
            known = list(_ways(table))
            if name not in known:
                raise _no_such(f"way in which {table} is split", name, known, f"see `tallybook tables {table}`.")
        if period and period not in PERIODS:
            raise _no_such("kind of period", period, PERIODS)
        totals = totals or any(code.casefold() == "total" for _, code in pairs)
        return cls(table, quantity, pairs, period, since, until, totals)

    def restrictions(self) -> list[Restriction]:
        """What the selection asks of an observation `o`, one thing after the other."""
        ways = _ways(self.table)
        asked = (
            [Restriction(f"o.quantity = {quoted(self.quantity)}", "quantity", self.quantity, True)]
            if self.quantity
            else []
        )
        asked += [Restriction(_is(ways[name], value), name, value, True) for name, value in self.where]
        asked.append(Restriction("o.value_status <> 'not_yet'", "printed"))
        asked.append(Restriction("o.reference_start IS NOT NULL AND o.reference_end IS NOT NULL", "dated"))
        asked += [] if self.totals else [Restriction("NOT o.is_total", "parts")]
        asked += [Restriction(f"{kind_of_period('o.')} = '{self.period}'", "period")] if self.period else []
        days = [f"o.reference_end >= DATE '{self.since}'"] if self.since else []
        days += [f"o.reference_start <= DATE '{self.until}'"] if self.until else []
        asked += [Restriction(" AND ".join(days), "days")] if days else []
        return asked

    def condition(self) -> str:
        """SQL that is true of an observation `o` of the selection."""
        return " AND ".join(f"({restriction.sql})" for restriction in self.restrictions())


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (name.strip() and equals):
        raise QuestionError(f"{text!r} chooses nothing.", expected="NAME=CODE, like agency=ice")
    return name.strip(), value.strip()


def _ways(table: str) -> dict[str, Split]:
    """How a table's numbers can be chosen: by dimension, by its coarser group, by place of a facility."""
    ways = {way.name: way for way in splits(table)}
    groups = [f"{dimension.name}_group" for dimension in DIMENSIONS if dimension.has_group and dimension.name in ways]
    return ways | {name: Split(name, f"o.{name}", "NULL") for name in groups}


def _is(way: Split, value: str) -> str:
    if not value:
        return f"{way.code} IS NULL AND {way.label} IS NULL"
    return f"lower({way.code}) = lower({quoted(value)}) OR {evened(way.label)} = {evened(quoted(value))}"


def _no_such(kind: str, name: str, known: Iterable[str], hint: str = "") -> QuestionError:
    names = list(known)
    folded = {known_name.casefold(): known_name for known_name in names}
    near = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.5)
    guess = f" Did you mean {folded[near[0]]!r}?" if near else ""
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    expected = f"one of {', '.join(names[:_MOST_NAMED])}{more}" if names else ""
    return QuestionError(f"No {kind} {name!r}.{guess}", expected=expected, hint=hint)


def why_nothing(book: Book, selection: Selection) -> str:
    """Why no number fits a selection, in a sentence that says what there is; blank where some do.

    Raises:
        QuestionError: the table knows no such quantity or code; the message names the nearest.
    """
    table, known_by = selection.table, f" by {in_words(book.as_of)}" if book.as_of else ""
    restrictions = [Restriction("true"), *selection.restrictions()]
    conditions = [" AND ".join(f"({r.sql})" for r in restrictions[: n + 1]) for n in range(len(restrictions))]
    counts = ", ".join(f"count(*) FILTER ({condition})" for condition in conditions)
    [counted] = book.sql(f"SELECT {counts} FROM {source(table)}")
    if not counted[0]:
        return f"No number of {table} had been published{known_by}."
    if counted[-1]:
        return ""
    at = counted.index(0)
    refused, before = restrictions[at], conditions[at - 1]
    if refused.names_a_code:
        return _why_not(book, selection, refused, before)
    reasons = {
        "printed": "are of months or days that had not come: none is printed.",
        "dated": "carry no period that could be read.",
        "parts": "are printed as totals of others: ask with --totals.",
    }
    return (
        f"All {counted[at - 1]:,} cells that fit {reasons.get(refused.name) or _what_periods(book, selection, before)}"
    )


def _why_not(book: Book, selection: Selection, refused: Restriction, before: str) -> str:
    """Why the quantity or code that is asked for leaves nothing."""
    here, anywhere = (_codes(book, selection.table, refused.name, condition) for condition in (before, "true"))
    if refused.value and refused.value.casefold() not in {code.casefold() for code in anywhere}:
        raise _no_such(f"{refused.name} of {selection.table}", refused.value, here)
    return f"No number is printed for {refused.name} {refused.value!r} together with the rest; there {_are(here)}."


def _codes(book: Book, table: str, name: str, condition: str) -> list[str]:
    """The codes (labels, where there are none) that a condition leaves of one way of splitting a table."""
    expression = "o.quantity" if name == "quantity" else _ways(table)[name].identity
    label = "o.quantity" if name == "quantity" else evened(_ways(table)[name].label)
    query = f"SELECT DISTINCT {expression}, {label} FROM {source(table)} WHERE {condition} ORDER BY ALL"
    pairs = [pair for pair in book.sql(query) if pair[0] is not None]
    return list(dict.fromkeys([code for code, _ in pairs]))


def _are(codes: Sequence[str]) -> str:
    return f"{'are' if len(codes) > 1 else 'is'} {', '.join(codes[:_MOST_NAMED])}"


def _what_periods(book: Book, selection: Selection, condition: str) -> str:
    """Of what kinds and between which days the numbers are that fit but for their period, and which lie nearest."""
    since, until = selection.since or selection.until, selection.until or selection.since
    nearest = (
        f"max(o.reference_end) FILTER (o.reference_end < DATE '{since}'), "
        f"min(o.reference_start) FILTER (o.reference_start > DATE '{until}')"
        if since
        else "NULL, NULL"
    )
    query = (
        f"SELECT {kind_of_period('o.')} AS kind, min(o.reference_start), max(o.reference_end), {nearest} "
        f"FROM {source(selection.table)} WHERE {condition} GROUP BY 1 ORDER BY 1"
    )
    kinds = []
    for kind, first, last, before, after in book.sql(query):
        near = " and ".join(in_words(day) for day in (before, after) if day)
        kinds.append(f"{kind}: {in_words(first)} to {in_words(last)}{f', nearest {near}' if near else ''}")
    return f"describe other periods ({'; '.join(kinds)})."
