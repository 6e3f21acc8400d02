"""The calendar of the editions as a picture: a row for each year, a dot for each edition, a bar where none came."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from tallybook.calendar import month_end
from tallybook.mandate.clock import Gap

_ROW, _TOP, _LEFT, _RIGHT = 26, 24, 44, 10
_DAYS = 366


@dataclass(frozen=True, slots=True)
class Dot:
    """An edition: the day on which it was first captured, what it is called, and where it leads."""

    day: date
    name: str
    address: str  # blank for one that the book does not hold


def strip(
    dots: Sequence[Dot], gaps: Sequence[Gap], silence: Gap, width: int, words: tuple[str, str], months: Sequence[str]
) -> str:
    """The calendar as SVG; colours are the page's own.

    Args:
        dots: the editions, also those known elsewhere.
        gaps: between editions of the book; those longer than the rhythm allows stand out.
        silence: from the newest edition to today.
        width: in pixels.
        words: title and description, for those who hear it.
        months: the short names of the months.
    """
    first = min(dot.day.year for dot in dots)
    last = silence.end.year
    height = _TOP + _ROW * (last - first + 1)
    lines = [
        Markup(
            '<svg class="strip" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="group" aria-label="{}">'
        ).format(width, height, words[0]),
        Markup("<title>{}</title><desc>{}</desc>").format(*words),
    ]
    step = 1 if width > 600 else 3
    for number, name in enumerate(months):
        if number % step == 0:
            x = _x(date(2024, number + 1, 1), width)
            lines.append(Markup('<text x="{}" y="14">{}</text>').format(x, name))
            lines.append(Markup('<path class="month" d="M{} {}V{}"/>').format(x, _TOP - 4, height))
    for year in range(first, last + 1):
        lines.append(Markup('<text x="0" y="{}">{}</text>').format(_y(year, first) + 4, year))
    for gap in (*gaps, silence):
        kind = "open" if gap is silence else "late" if gap.is_late else "kept"
        lines += [_bar(piece, kind, first, width) for piece in _by_year(gap)]
    lines += [_dot(dot, first, width) for dot in dots]
    return str(Markup("").join([*lines, Markup("</svg>")]))


def _x(day: date, width: int) -> float:
    share = (day - date(day.year, 1, 1)).days / _DAYS
    return round(_LEFT + share * (width - _LEFT - _RIGHT), 1)


def _y(year: int, first: int) -> float:
    return _TOP + _ROW * (year - first) + _ROW / 2


def _by_year(gap: Gap) -> Iterator[tuple[date, date]]:
    """The parts of a gap that lie in one year each."""
    start = gap.start
    while start.year < gap.end.year:
        yield start, month_end(date(start.year, 12, 1))
        start = month_end(date(start.year, 12, 1)) + timedelta(days=1)
    yield start, gap.end


def _bar(piece: tuple[date, date], kind: str, first: int, width: int) -> Markup:
    return Markup('<path class="{}" d="M{} {}H{}"/>').format(
        kind, _x(piece[0], width), _y(piece[0].year, first), _x(piece[1], width)
    )


def _dot(dot: Dot, first: int, width: int) -> Markup:
    x, y = _x(dot.day, width), _y(dot.day.year, first)
    if not dot.address:
        circle = Markup('<circle class="elsewhere" cx="{}" cy="{}" r="3.5"><title>{}</title></circle>')
        return circle.format(x, y, dot.name)
    linked = Markup('<a href="{}"><title>{}</title><circle cx="{}" cy="{}" r="3.5"/></a>')
    return linked.format(dot.address, dot.name, x, y)
