"""What the record says to one reading of a number: the figures for the period that the words mean."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from tallybook.answers import Figure, Question
from tallybook.answers.ask import figures_for
from tallybook.answers.derived import days_covered
from tallybook.book import Book
from tallybook.calendar import fiscal_year, fiscal_year_start
from tallybook.claims.periods import Period
from tallybook.claims.readings import Reading
from tallybook.errors import QuestionError
from tallybook.measures import MEASURES, Printed, Where
from tallybook.vintages import Edition

_NEAR = timedelta(days=7)  # a day that is named and not printed: the nearest one, to say so
_HALF_A_MONTH = timedelta(days=16)
_LATELY = timedelta(days=45)  # "this week", said of a mean since 1 October: the newest is what is quoted
_SOON_AFTER = timedelta(days=10)  # files are first captured some days after they are posted
_SPANS = ("part_of_month", "month", "season", "week", "quarter", "calendar_year", "span")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One figure that may be meant, in the unit in which people speak: shares as percentages."""

    reading: Reading
    value: float
    figures: tuple[Figure, ...]  # of a share: the part, then the whole
    is_near: bool = False  # of a day beside the one that is named

    @property
    def cells(self) -> tuple[Edition, ...]:
        """The printed cells it stands on."""
        return tuple(
            dict.fromkeys(piece for figure in self.figures for piece in figure.evidence if isinstance(piece, Edition))
        )

    @property
    def period(self) -> tuple[date, date]:
        """The days it describes."""
        return self.figures[0].reference_start, max(figure.reference_end for figure in self.figures)


def series(book: Book, measure: str, where: Where, by: tuple[str, ...] = ()) -> list[Figure]:
    """Every figure of a measure with these codes, oldest first; none where no table prints it so."""

    def make() -> list[Figure]:
        # An erratum is for readers of the book; what was printed is what people quoted.
        question = Question(measure, by, where, since=date(1990, 1, 1), errata="ignore")
        try:
            figures, _ = figures_for(book, question, MEASURES[measure])
        except QuestionError:
            return []
        return sorted((f for f in figures if f.value is not None), key=lambda f: (f.reference_end, f.report_date))

    return book.once(("series", measure, where, by), make)


def candidates(
    book: Book, reading: Reading, at: Sequence[Period], today: date, per_day: bool = False
) -> list[Candidate]:
    """The figures that a reading may mean for the periods that are named; the newest where none is.

    Args:
        book: as of the day of the statement.
        reading: what the number is taken to be of.
        at: the periods that are named.
        today: the day of the statement.
        per_day: where the statement speaks of a day, of what is counted by month.
    """
    wanted = _chooser(reading.measure, at, today)
    parts = series(book, reading.measure, reading.where)
    chosen, is_near = wanted(parts)
    if reading.whole is None:
        scale = 100 if MEASURES[reading.measure].unit == "share" else 1
        if per_day and MEASURES[reading.measure].kind == "flow":
            # People divide by the days of the month, also where its data do not reach the end.
            return [
                Candidate(reading, (figure.value or 0) / days, (figure,), is_near)
                for figure in chosen
                for days in {days_covered(figure), (figure.reference_end - figure.reference_start).days + 1}
                if days
            ]
        return [Candidate(reading, scale * (figure.value or 0), (figure,), is_near) for figure in chosen]
    wholes = series(book, reading.measure, reading.whole)
    return [
        Candidate(reading, 100 * (part.value or 0) / whole.value, (part, whole), is_near)
        for part in chosen
        if (whole := _partner(part, wholes)) is not None and whole.value
    ]


def sums(book: Book, reading: Reading, since: Sequence[Period], at: Sequence[Period], today: date) -> list[Candidate]:
    """The sum of what is counted by month, where a span of months is named: a quarter, or all since one of them."""
    if MEASURES[reading.measure].kind != "flow" or reading.whole is not None:
        return []
    spans = [period for period in at if period.grain in ("quarter", "span", "season", "calendar_year")]
    if since:
        start, end = since[0].start, max((period.end for period in at if period.grain != "now"), default=today)
    elif spans:
        start, end = spans[0].start, spans[0].end
    else:
        return []
    months = [f for f in series(book, reading.measure, reading.where) if start <= f.reference_start <= end]
    starts = [f.reference_start for f in months]
    is_whole = all((b - a).days in range(28, 32) for a, b in pairwise(starts))
    if len(months) < 2 or not is_whole or starts[0] - start > _HALF_A_MONTH:
        return []
    return [Candidate(reading, sum(f.value or 0 for f in months), tuple(months))]


def _partner(part: Figure, wholes: Iterable[Figure]) -> Figure | None:
    """The whole of the same period, of the same table and file where there is one."""
    same = [w for w in wholes if (w.reference_start, w.reference_end) == (part.reference_start, part.reference_end)]
    return next((w for w in same if _file(w) == _file(part)), same[0] if same else None)


def _file(figure: Figure) -> str:
    piece = figure.evidence[0]
    return piece.file


Chosen = tuple[list[Figure], bool]


def _chooser(measure: str, at: Sequence[Period], today: date) -> Callable[[list[Figure]], Chosen]:
    source = next((s for s in MEASURES[measure].sources if isinstance(s, Printed)), None)
    kind = source.period if source else "day"
    spoken = [period for period in at if period.grain != "now"]
    is_mean = MEASURES[measure].kind == "mean"
    if kind == "day":
        of_years = spoken and all(p.grain.startswith("fiscal") for p in spoken)
        return lambda figures: ([], False) if is_mean and of_years else _of_day(figures, spoken)
    if kind == "month":
        return lambda figures: _of_month(figures, spoken, is_mean)
    return lambda figures: _of_year(figures, spoken, today, is_mean)


def _newest(figures: list[Figure]) -> list[Figure]:
    """The figure of the newest day, and that of the file published last where it is another."""
    if not figures:
        return []
    last = max(figures, key=lambda figure: (figure.reference_end, figure.report_date))
    published = max(figures, key=lambda figure: (figure.report_date, figure.reference_end))
    return [last] if published is last else [last, published]


def _of_day(figures: list[Figure], at: Sequence[Period]) -> Chosen:
    if not at:
        return _newest(figures), False
    days = [period for period in at if period.grain == "day"]
    releases = [period for period in at if period.grain == "release"]
    for day in days:
        if exact := [f for f in figures if f.reference_end == day.start]:
            return exact, False
    if releases and (published := _published(figures, releases[0])):
        return published, False
    for period in at:
        within = [f for f in figures if period.start <= f.reference_end <= period.end]
        within = within or [f for f in figures if period.start <= f.report_date <= period.end]
        if within and period.grain in _SPANS:
            return within, False
        if within and period.grain.startswith("fiscal"):
            return within[-1:], False
    slack = _NEAR if days else _HALF_A_MONTH
    near = [f for f in figures if at[0].start - slack <= f.reference_end <= at[0].end + slack]
    return ([min(near, key=lambda f: abs((f.reference_end - at[0].end).days))] if near else []), True


def _published(figures: list[Figure], release: Period) -> list[Figure]:
    """The newest figure of the file that was published on a day, or is first known soon after."""
    dated = [f for f in figures if release.start - timedelta(days=2) <= f.report_date <= release.end + _SOON_AFTER]
    if not dated:
        return []
    day = min((f.report_date for f in dated), key=lambda d: abs((d - release.end).days))
    of_file = [f for f in dated if f.report_date == day]
    return [max(of_file, key=lambda f: f.reference_end)]


def _of_month(figures: list[Figure], at: Sequence[Period], is_mean: bool) -> Chosen:
    spans = [p for p in at if p.grain in (*_SPANS, "day")]
    if not at or not spans:
        if any(p.grain.startswith("fiscal") or p.grain == "release" for p in at) or not figures:
            return [], False
        whole = [f for f in figures if not f.is_partial]
        if is_mean:  # "on average, so many a day": the newest month, as far as it goes
            return figures[-1:], False
        return [*whole[-1:], *([figures[-1]] if figures[-1].is_partial else [])], False
    found = [f for p in spans for f in figures if f.reference_start <= p.end and p.start <= f.reference_end]
    if any(p.grain in ("month", "part_of_month", "day") for p in spans):
        months = [p for p in spans if p.grain in ("month", "part_of_month", "day")]
        found = [f for p in months for f in figures if f.reference_start <= p.start <= f.reference_end]
    return list(dict.fromkeys(found)), False


def _of_year(figures: list[Figure], at: Sequence[Period], today: date, is_mean: bool) -> Chosen:
    """Of figures since 1 October, and of quarters."""
    if quarters := [p for p in at if p.grain == "quarter"]:
        span = (quarters[0].start, quarters[0].end)
        return [f for f in figures if (f.reference_start, f.reference_end) == span], False
    months = [(p.start, p.end) for p in at if p.grain == "month" and p.role != "through"]
    if months and (of_month := [f for f in figures if (f.reference_start, f.reference_end) in months]):
        return of_month, False
    whole_years = [p for p in at if p.grain == "fiscal_year"]
    if whole_years:
        of_year = [f for f in figures if fiscal_year(f.reference_end) == fiscal_year(whole_years[0].end)]
        return of_year[-1:], False
    ends = [p for p in at if p.grain == "fiscal_year_to_date"]
    points = [p for p in at if p not in ends and (p.grain in ("day", "part_of_month") or p.role == "through")]
    if months and not ends and not points:
        return [], False
    if releases := [p for p in at if p.grain == "release"]:
        return _published(figures, releases[0]), False
    if len(points) > 1:  # "in the year that began on October 1 ... by February 7"
        points = [p for p in points if (p.start.month, p.start.day) != (10, 1)] or points
    for point in [*points, *ends]:
        if point.end < today - _HALF_A_MONTH or point in points:
            this_year = [f for f in figures if f.reference_start == fiscal_year_start(fiscal_year(point.end))]
            slack = _HALF_A_MONTH if point in ends else timedelta(days=10)
            near = [f for f in this_year if abs((f.reference_end - point.end).days) <= slack.days]
            if near:
                return [min(near, key=lambda f: abs((f.reference_end - point.end).days))], False
            if is_mean and this_year and point.end > this_year[-1].reference_end:
                return this_year[-1:], True
            if point in points or point.end < today - 2 * _HALF_A_MONTH:
                return [], False
    spans = [p for p in at if p.grain in ("month", "calendar_year", "season", "week", "span")]
    is_this_year = all(p.grain == "calendar_year" and p.start <= today <= p.end for p in spans)
    if spans and not ends and not (is_this_year and is_mean):
        is_lately = is_mean and figures and all(abs(p.end - figures[-1].reference_end) < _LATELY for p in spans)
        return (figures[-1:], True) if is_lately else ([], False)
    return _newest(figures), False
