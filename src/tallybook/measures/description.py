"""A measure described: where it is read from, how it can be split, and a question that works."""

from dataclasses import dataclass
from typing import Any

from tallybook.measures.measure import Between, Increase, Measure, PerDay, Printed, Ratio, Records
from tallybook.measures.registry import measure_named, ways_of
from tallybook.sources import code_lists


@dataclass(frozen=True, slots=True)
class ReadFrom:
    """A table, and the quantity in it, that a measure is read from; of a derived one those of its parts."""

    table: str
    quantity: str
    ways: tuple[str, ...]


def read_from(measure: Measure) -> tuple[ReadFrom, ...]:
    """The tables and quantities that a measure is read from, each once."""
    found: list[ReadFrom] = []
    for source in measure.sources:
        match source:
            case Printed(table=table, quantity=quantity, ways=ways):
                found.append(ReadFrom(table, quantity, ways))
            case Records(table=table, day=day, ways=ways):
                found.append(ReadFrom(table, day, ways))
            case Ratio(part=part, whole=whole):
                found += [*read_from(measure_named(part)), *read_from(measure_named(whole))]
            case PerDay(of=of) | Increase(of=of) | Between(of=of):
                found += read_from(measure_named(of))
    return tuple(dict.fromkeys(found))


def how_derived(measure: Measure) -> str:
    """How a derived measure comes of others, in words; blank where it is read from cells."""
    match measure.sources[0]:
        case Ratio(part=part, whole=whole, part_where=where, over=over):
            chosen = "".join(f" where {way} is {codes.replace('|', ' or ')}" for way, codes in where)
            by = f", by {over}" if over else ""
            return f"{part}{chosen} divided by {whole if whole != part else 'the whole'}{by}"
        case PerDay(of=of, where=where):
            chosen = "".join(f" where {way} is {codes}" for way, codes in where)
            return f"{of}{chosen} divided by days"
        case Increase(of=of):
            return f"{of} less that of the edition before"
        case Between(of=of):
            return f"{of} of two editions, un-averaged"
    return ""


def names_of(way: str) -> str:
    """What a way without a list of codes is chosen by, in words."""
    return "a code of `tallybook facilities`, or a name as printed" if way == "facility" else "any name, as printed"


def codes_of(way: str) -> tuple[str, ...]:
    """The codes by which a way can be chosen, groups of renamed ones too; none where any name goes."""
    listing = code_lists().get(way)
    if listing is None:
        return ()
    codes = [code.code for code in listing.codes if not code.is_total]
    groups = [code.group for code in listing.codes if code.group and code.group not in codes]
    return tuple(dict.fromkeys([*codes, *groups]))


def example(measure: Measure) -> str:
    """A command about it that answers."""
    required = next((way for source in measure.sources for way in getattr(source, "required", ())), "")
    free = any(not getattr(source, "required", ()) for source in measure.sources)
    if isinstance(measure.sources[0], Ratio) and (measure.sources[0].over or measure.sources[0].part_where):
        over = measure.sources[0].over
        return f"tallybook ask {measure.name}" + (f" --by {over}" if over else "")
    ways = ways_of(measure)
    way = required if required and not free else ways[0] if ways else ""
    return f"tallybook ask {measure.name}" + (f" --by {way}" if way else "")


def facts(measure: Measure) -> dict[str, Any]:
    """All there is to know of a measure, as one mapping."""
    return {
        "name": measure.name,
        "title": measure.title,
        "unit": measure.unit,
        "kind": measure.kind,
        "ways": list(ways_of(measure)),
        "definition": measure.definition,
        "caveats": list(measure.caveats),
        "derived": how_derived(measure),
        "read_from": [f"{source.table}.{source.quantity}" for source in read_from(measure)],
        "example": example(measure),
    }
