"""The registry of measures: every interface lists and finds them here."""

import difflib
from collections.abc import Mapping

from tallybook.errors import UnknownMeasure
from tallybook.measures import atd, detention, events, facilities
from tallybook.measures.measure import Between, Increase, Measure, PerDay, Ratio

MEASURES: Mapping[str, Measure] = {
    measure.name: measure for measure in (*atd.MEASURES, *detention.MEASURES, *events.MEASURES, *facilities.MEASURES)
}


def measure_named(name: str) -> Measure:
    """The measure of a name.

    Raises:
        UnknownMeasure: there is none; the message names the nearest.
    """
    if name in MEASURES:
        return MEASURES[name]
    near = difflib.get_close_matches(name.casefold(), MEASURES, n=3, cutoff=0.4)
    near += [known for known in MEASURES if name.casefold() in known and known not in near][:3]
    guess = f" Did you mean {near[0]!r}?" if near else ""
    raise UnknownMeasure(
        f"No measure {name!r}.{guess}",
        expected=f"one like {', '.join(near)}" if len(near) > 1 else "",
        hint="see `tallybook measures`.",
    )


def ways_of(measure: Measure) -> tuple[str, ...]:
    """Every way by which a measure can be split or chosen; of a derived one those of what it is derived from."""
    ways: list[str] = []
    for source in measure.sources:
        match source:
            case Ratio(part, whole, part_where, over):
                taken = {way for way, _ in part_where}
                needed = taken | ({over} if over else set())
                # Only ways of a table that also tells the parts apart: two tables can't be crossed.
                of_part = (way for way in _ways_beside(MEASURES[part], needed) if way in ways_of(MEASURES[whole]))
                ways += [way for way in of_part if way not in taken]
            case PerDay(of, where):
                ways += [way for way in ways_of(MEASURES[of]) if way not in dict(where)]
            case Increase(of) | Between(of):
                ways += ways_of(MEASURES[of])
            case _:
                ways += source.ways
    return tuple(dict.fromkeys(ways))


def _ways_beside(measure: Measure, needed: set[str]) -> list[str]:
    """The ways of those tables of a measure that know all the ways that are needed."""
    tables = [getattr(source, "ways", ()) for source in measure.sources]
    return [way for ways in tables if needed <= set(ways) for way in ways]
