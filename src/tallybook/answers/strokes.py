"""How one line is drawn: unbroken runs, marks for what is in doubt, points that can be met by the mouse."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from xml.etree import ElementTree

from tallybook.answers.answer import Figure
from tallybook.answers.picture_words import said
from tallybook.answers.series import OTHER_TABLE, Break
from tallybook.answers.wording import title_of, value_words
from tallybook.calendar import fiscal_year
from tallybook.charts import GREY, UNSEEN, Frame, Mark, Sheet, dot, linked, path_of, thinned
from tallybook.measures import Measure
from tallybook.prose import in_words, short_period

_UNSEEN_IN_PANELS = 0.7
_LAG = timedelta(days=14)  # from the end of the data to the day of an edition, at most
MOST_POINTS = 400  # that can be met by the mouse; more lie too near to each other to be met


@dataclass(frozen=True, slots=True)
class Line:
    """One series as it is drawn."""

    figures: list[Figure]
    breaks: list[Break]
    mark: Mark
    name: str  # what tells it from the others, by its newest name; blank where nothing is split

    @property
    def last(self) -> Figure:
        """Its newest figure of a period that is over; where none is over, its newest."""
        return newest_of(self.figures)


def newest_of(figures: Sequence[Figure]) -> Figure:
    """The newest figure of a period that is over; where none is over, the newest."""
    return next((figure for figure in reversed(figures) if not figure.is_partial), figures[-1])


@dataclass(frozen=True, slots=True)
class Pen:
    """What a line is drawn with."""

    measure: Measure
    frame: Frame
    sheet: Sheet
    link: Callable[[Figure], str] | None
    lang: str
    has_points: bool = False  # whether each point can be met by the mouse
    is_small: bool = False  # whether it draws one of many panels

    def point(self, figure: Figure) -> tuple[float, float]:
        """Where a figure lies."""
        return self.frame.x(figure.reference_end), self.frame.y(figure.value or 0)

    @property
    def is_told(self) -> bool:
        """Whether marks say what they are when they are met; in many panels there may be no room for it."""
        return self.sheet.is_detailed or not self.is_small

    def width(self, mark: Mark) -> str:
        """How thick a line is."""
        return "1" if mark == GREY else "1.6" if self.is_small else "2.2"

    def radius(self, figure: Figure, is_hollow: bool) -> str:
        """How large a dot is: small where its period was not over."""
        if self.is_small:
            return "2"
        return "2.4" if figure.is_partial and not figure.flags else "3.6" if is_hollow else "3"

    def value(self, value: float | None) -> str:
        """A value in words, where its unit is said beside it."""
        return value_words(value, self.measure.unit, is_bare=True, lang=self.lang)


def why_hollow(figure: Figure, lang: str = "en", is_brief: bool = False) -> str:
    """Why a mark is hollow, or only the entry of the ledger that says it; blank where it is not."""
    if figure.flags:
        flag = figure.flags[0]
        if is_brief:
            return f"{said(lang, flag.severity)} {flag.entry}"
        parts = {"severity": said(lang, flag.severity), "sentence": flag.sentence, "entry": flag.entry}
        return said(lang, "doubted", **parts)
    return said(lang, "not_over") if figure.is_partial else ""


def draw_line(svg: ElementTree.Element, pen: Pen, line: Line, is_named: bool) -> None:
    """The path, and what stands on it."""
    mark = line.mark
    style = {"class": mark.name, "fill": mark.colour, "stroke": mark.colour, "stroke-width": pen.width(mark)}
    group = ElementTree.SubElement(svg, "g", style)
    if pen.is_told:
        ElementTree.SubElement(group, "title").text = line.name or title_of(pen.measure, pen.lang)
    runs = unbroken(line, pen.measure)
    points = [[pen.point(figure) for figure in run] for run in runs if len(run) > 1]
    if not pen.sheet.is_detailed or pen.is_small:
        points = [thinned(run, _UNSEEN_IN_PANELS if pen.is_small else UNSEEN) for run in points]
    if path := path_of(points):
        dash = {"stroke-dasharray": mark.dash} if mark.dash else {}
        ElementTree.SubElement(group, "path", {"d": path, "fill": "none", **dash})
    for figure in line.figures:
        _whisker(group, pen, figure)
    for run in runs:
        for figure in run:
            reason = why_hollow(figure, pen.lang, not pen.sheet.is_detailed)
            if len(run) == 1 or figure is line.last or reason:
                dot(group, *pen.point(figure), pen.radius(figure, bool(reason)), reason, pen.is_told)
    for found in line.breaks:
        if found.is_rename:
            _tick(group, pen, line, found)
    if pen.link and pen.has_points:
        _points(group, pen, line, is_named)


def _whisker(group: ElementTree.Element, pen: Pen, figure: Figure) -> None:
    """From the value first published to the last; of a computed figure between its bounds; where it can be seen."""
    if (ends := whisker_of(figure)) is None:
        return
    top, bottom = sorted(map(pen.frame.within, ends))
    if bottom - top < 2:
        return
    x = f"{pen.frame.x(figure.reference_end):g}"
    stroke = {"x1": x, "x2": x, "y1": f"{top:g}", "y2": f"{bottom:g}", "stroke-width": "1"}
    period = short_period(figure.reference_start, figure.reference_end, pen.lang)
    first, last = map(pen.value, ends)
    words = (
        said(pen.lang, "between", period=period, low=first, high=last)
        if figure.low is not None
        else said(pen.lang, "first_published", period=period, first=first, last=last)
    )
    ElementTree.SubElement(ElementTree.SubElement(group, "line", stroke), "title").text = words


def whisker_of(figure: Figure) -> tuple[float, float] | None:
    """The two values between which an upright stroke stands beside a figure; None where it has none."""
    if figure.low is not None and figure.high is not None:
        return figure.low, figure.high
    if not figure.differs or figure.first_value is None or figure.value is None or figure.first_report_date is None:
        return None
    # What was first published of a period that was not over grew, and was not revised.
    is_of_day = figure.reference_start == figure.reference_end
    if figure.first_value == figure.value or (not is_of_day and figure.first_report_date < figure.reference_end + _LAG):
        return None
    return figure.first_value, figure.value


def _tick(group: ElementTree.Element, pen: Pen, line: Line, found: Break) -> None:
    """A short stroke across the line where what it counts got another name."""
    figure = next(figure for figure in line.figures if figure.reference_end == found.after)
    x, y = pen.point(figure)
    stroke = {"x1": f"{x:g}", "x2": f"{x:g}", "y1": f"{y - 7:g}", "y2": f"{y + 7:g}", "stroke-width": "1.5"}
    drawn = ElementTree.SubElement(group, "line", stroke)
    if pen.is_told:
        ElementTree.SubElement(drawn, "title").text = found.sentence


def _points(group: ElementTree.Element, pen: Pen, line: Line, is_named: bool) -> None:
    """Unseen circles that say what a point is when met, and lead to it; the keyboard passes them by."""
    assert pen.link
    holder = ElementTree.SubElement(group, "g", {"fill": "none", "stroke": "none", "pointer-events": "all"})
    for figure in line.figures:
        x, y = pen.point(figure)
        place = {"class": "point", "cx": f"{x:g}", "cy": f"{y:g}", "r": "5"}
        anchor = linked(holder, pen.link(figure), is_reached_by_key=False)
        parts = {
            "period": short_period(figure.reference_start, figure.reference_end, pen.lang),
            "value": pen.value(figure.value),
            "day": in_words(figure.report_date, pen.lang),
        }
        words = said(pen.lang, "published", **parts)
        point = ElementTree.SubElement(anchor, "circle", place)
        ElementTree.SubElement(point, "title").text = f"{line.name}, {words}" if is_named else words


def unbroken(line: Line, measure: Measure) -> list[list[Figure]]:
    """The figures in runs: none across a gap or another table, nor from one fiscal year of a sum into the next."""
    ends = {(found.before, found.after) for found in line.breaks if found.is_gap or found.short == OTHER_TABLE}
    runs = [[line.figures[0]]]
    for before, after in pairwise(line.figures):
        is_new_year = measure.kind == "cumulative" or (
            measure.kind in ("mean", "ratio") and before.reference_start.month == 10 and _is_to_date(before)
        )
        starts_anew = is_new_year and fiscal_year(before.reference_end) != fiscal_year(after.reference_end)
        # A month that is not over lies beside the line, for it would fall for no other reason.
        if starts_anew or before.is_partial or after.is_partial or (before.reference_end, after.reference_end) in ends:
            runs.append([])
        runs[-1].append(after)
    return runs


def _is_to_date(figure: Figure) -> bool:
    return figure.reference_start.day == 1 and (figure.reference_end - figure.reference_start).days > 31
