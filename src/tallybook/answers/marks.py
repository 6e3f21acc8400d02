"""Which colour and dash each series of a picture has: the same code always the same, where it has one declared."""

from collections.abc import Sequence

from tallybook.answers.answer import Figure
from tallybook.answers.series import Series, group_of
from tallybook.charts import GREY, MARKS, Mark
from tallybook.sources import colours


def marks_of(series: Sequence[Series]) -> list[Mark]:
    """A mark for each series, the first in colour: by the code of a way that has colours, else by its place.

    Of two ways the first that has colours gives the colour, the other the dash. A code without a colour, as of a label
    that no vocabulary knows, takes one that is free.
    """
    way = next((way for way, _ in series[0] if way in colours()), "") if series else ""
    if not way:
        return [MARKS[place] if place < len(MARKS) else GREY for place in range(len(series))]
    numbers = _numbers(way, [dict(one)[way] for one in series])
    others = list(dict.fromkeys(_without(way, one) for one in series))
    marks = []
    for place, one in enumerate(series):
        number = numbers.get(dict(one)[way]) if place < len(MARKS) else None
        mark = MARKS[number - 1] if number else GREY
        dash = mark.dash if len(others) == 1 else MARKS[others.index(_without(way, one)) % len(MARKS)].dash
        marks.append(Mark(mark.name, dash) if number else GREY)
    return marks


def _numbers(way: str, codes: Sequence[str]) -> dict[str, int]:
    """The colour of each code: the declared one, else one that none of them has."""
    declared = {code: number for code, number in colours()[way].items() if code in codes}
    free = [number for number in range(1, len(MARKS) + 1) if number not in declared.values()]
    unknown = [code for code in dict.fromkeys(codes) if code not in declared]
    return declared | dict(zip(unknown, free, strict=False))


def _without(way: str, series: Series) -> Series:
    return tuple((name, code) for name, code in series if name != way)


def marks_of_parts(figures: Sequence[Figure]) -> list[Mark]:
    """A mark for each part of one period: that of its code, where it is split in one way only; else all the same."""
    splits = [figure.split for figure in figures]
    if any(len(split) != 1 or split[0][0] not in colours() for split in splits):
        return [MARKS[0]] * len(splits)
    return marks_of([tuple((way, group_of(way, code)) for way, code in split) for split in splits])
