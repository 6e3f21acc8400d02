"""Pictures of what the book knows, as SVG that says what it shows."""

import tomllib
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

from tallybook.calendar import month_end
from tallybook.charts import (
    BELOW,
    GAP,
    GREY,
    MARKS,
    MOST_WORDS,
    Canvas,
    Drawing,
    Frame,
    Label,
    Mark,
    Sheet,
    Size,
    axes,
    beside_ends,
    dot,
    room_for_heights,
    width_of,
    wrapped,
    write,
    write_labels,
)
from tallybook.errors import QuestionError
from tallybook.prose import figure, in_words, period_words, short_period
from tallybook.vintages.editions import Edition, Series
from tallybook.vintages.revisions import History

_FEW = len(MARKS)  # so many numbers are drawn by their values, more by how far they moved
_GAP = timedelta(days=60)  # editions come every two weeks: over so long a time several are missing


def revision_drawing(triangle: Sequence[History], lang: str = "en") -> Drawing[History]:
    """How the printed values of one series moved, a line for each period, along the day of report.

    Where few numbers were printed more than once, or some before their periods were over, their values;
    else by how many per cent each moved from its first printing. A number that was printed once cannot
    move, and is counted in the subtitle only.

    Raises:
        QuestionError: no number of the triangle was printed more than once.
    """
    drawn = [history for history in triangle if len(history.editions) > 1]
    if not drawn:
        raise QuestionError(
            "No picture: none of these numbers was printed more than once.",
            found=f"{len(triangle)} numbers, each in one edition",
            hint="choose others, or count printings of unfinished months with --open.",
        )
    is_open = any(edition.is_partial for history in drawn for edition in history.editions)
    by_percent = len(drawn) > _FEW and not is_open and all(history.first.value for history in drawn)
    title = _plain_title(drawn, lang) if is_open else _title(drawn, lang)
    subtitle = _subtitle(triangle, drawn, by_percent, is_open, lang)
    subtitle += _said(lang, "not_from_zero") if _bounds(drawn, by_percent)[0] > 0 else ""

    def paint(sheet: Sheet, link: Callable[[History], str] | None) -> Canvas:
        canvas = sheet.canvas()
        frame = _frame(drawn, by_percent, canvas, lang)
        axes(
            canvas.svg, frame, canvas.size, _spelled(by_percent), partial(_month, lang=lang), 0 if by_percent else None
        )
        _lines(canvas, frame, drawn, by_percent, link, lang)
        return canvas

    return Drawing(title, subtitle, _description(title, drawn, by_percent, lang), _source(drawn, lang), paint)


def revision_picture(triangle: Sequence[History]) -> str:
    """An SVG of how the printed values of one series moved.

    Raises:
        QuestionError: no number of the triangle was printed more than once.
    """
    return revision_drawing(triangle).svg()


def write_revision_picture(triangle: Sequence[History], path: Path) -> None:
    """Writes the picture to a file.

    Raises:
        QuestionError: there is nothing to draw, or the file can't be written.
    """
    write(revision_picture(triangle), path)


def _height(history: History, value: float | None, by_percent: bool) -> float:
    """How high a printed value is drawn: as it stands, or as per cent of movement since the first printing."""
    assert value is not None  # histories hold printed figures only
    if not by_percent:
        return value
    first = history.first.value
    assert first  # checked where the scale was chosen
    return 100 * (value - first) / abs(first)


def _bounds(drawn: Sequence[History], by_percent: bool) -> tuple[float, float]:
    heights = [_height(history, edition.value, by_percent) for history in drawn for edition in history.editions]
    margin = (max(heights) - min(heights)) * 0.06 or max(abs(max(heights)) * 0.1, 1)
    return min(heights) - margin, max(heights) + margin


def _frame(drawn: Sequence[History], by_percent: bool, canvas: Canvas, lang: str) -> Frame:
    size, (low, high) = canvas.size, _bounds(drawn, by_percent)
    days = [edition.report_date for history in drawn for edition in history.editions]
    words = [line for history in _ranked(drawn, by_percent)[:_FEW] for line in _ending(history, by_percent, size, lang)]
    left = size.margin + room_for_heights(low, high, _spelled(by_percent), size)
    right = size.width - size.margin - GAP - max(width_of(line, size.letter, is_bold=True) for line in words)
    return Frame(min(days), max(days), low, high, left, right, canvas.top + 10, canvas.bottom - BELOW)


def _spelled(by_percent: bool) -> Callable[[float], str]:
    return lambda height: f"{_signed(height)} %" if by_percent else figure(height)


def _signed(number: float) -> str:
    """A movement with its sign, a true minus: +2.5, −10.1, 0."""
    return f"{number:+,.10g}".replace("-", "−") if number else "0"


def _month(day: date, lang: str) -> str:
    return short_period(day, month_end(day), lang)


def _lines(
    canvas: Canvas,
    frame: Frame,
    drawn: Sequence[History],
    by_percent: bool,
    link: Callable[[History], str] | None,
    lang: str,
) -> None:
    """Grey lines first, those that moved most above them in colour, their words on top of all."""
    ranked = _ranked(drawn, by_percent)
    marked = list(zip(ranked, MARKS, strict=False))
    for history in ranked[len(MARKS) :]:
        _line(canvas.svg, frame, history, by_percent, GREY, lang)
    for history, mark in reversed(marked):
        _line(canvas.svg, frame, history, by_percent, mark, lang)
    labels = []
    for history, mark in marked:
        x, y = frame.x(history.last.report_date), frame.y(_height(history, history.last.value, by_percent))
        words, address = _ending(history, by_percent, canvas.size, lang), link(history) if link else ""
        labels.append(Label(x + GAP, y, tuple(words), mark, canvas.size, (x, y), address))
    points = [
        (frame.x(edition.report_date), frame.y(_height(history, edition.value, by_percent)))
        for history in drawn
        for edition in history.editions
    ]
    write_labels(canvas.svg, beside_ends(labels, frame.right, points, frame.top - 6, frame.bottom + 4))


def _ranked(drawn: Sequence[History], by_percent: bool) -> list[History]:
    """What moved most first."""
    return sorted(drawn, key=lambda history: -abs(_moved(history, by_percent)))


def _moved(history: History, by_percent: bool) -> float:
    return (history.percent or 0.0) if by_percent else history.change


def _line(svg: ElementTree.Element, frame: Frame, history: History, by_percent: bool, mark: Mark, lang: str) -> None:
    """A line of steps, a dot at its end; a printing with no other near it in time is a dot alone."""
    width = "1" if mark == GREY else "2.2"
    style = {"class": mark.name, "fill": mark.colour, "stroke": mark.colour, "stroke-width": width}
    group = ElementTree.SubElement(svg, "g", style)
    ElementTree.SubElement(group, "title").text = _told(history, lang)
    runs = [
        [(frame.x(e.report_date), frame.y(_height(history, e.value, by_percent))) for e in run]
        for run in _unbroken(history.editions)
    ]
    path = "".join(text for run in runs if len(run) > 1 for text in _steps(run))
    if path:
        dash = {"stroke-dasharray": mark.dash} if mark.dash else {}
        ElementTree.SubElement(group, "path", {"d": path, "fill": "none", **dash})
    for run in runs:
        if len(run) == 1 or (run is runs[-1] and mark != GREY):
            dot(group, *run[-1], "3")


def _unbroken(editions: Sequence[Edition]) -> list[list[Edition]]:
    """The printings in runs between which editions are missing."""
    runs = [[editions[0]]]
    for before, after in pairwise(editions):
        if after.report_date - before.report_date > _GAP:
            runs.append([])
        runs[-1].append(after)
    return runs


def _steps(run: Sequence[tuple[float, float]]) -> Iterator[str]:
    """A path on which a value stands until another is published."""
    yield f"M{run[0][0]:g} {run[0][1]:g}"
    for (_, height), (x, y) in pairwise(run):
        if y != height:
            yield f"H{x:g}V{y:g}"
    yield f"H{run[-1][0]:g}"


def _ending(history: History, by_percent: bool, size: Size, lang: str) -> list[str]:
    """The words at the end of a line: its period, and where it came to."""
    end = f"{_signed(round(_moved(history, True), 1))} %" if by_percent else figure(history.last.value)
    words = f"{short_period(history.last.reference_start, history.last.reference_end, lang)}: {end}"
    return wrapped(words, 112 if size.is_narrow else 230, size.letter, is_bold=True)


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _said(lang: str, phrase: str, /, **parts: object) -> str:
    return _words()[lang][phrase].format(**parts)


def _told(history: History, lang: str) -> str:
    """What a line shows, in words."""
    first, last = history.first, history.last
    return _said(
        lang,
        "told",
        period=period_words(last.reference_start, last.reference_end, lang),
        first=figure(first.value),
        first_day=in_words(first.report_date, lang),
        last=figure(last.value),
        last_day=in_words(last.report_date, lang),
    )


def _title(drawn: Sequence[History], lang: str) -> str:
    """What was changed most, in at most fifteen words."""
    changed = [history for history in drawn if history.changed_on]
    if not changed:
        return _said(lang, "none_changed")
    most = max(changed, key=lambda history: abs(history.change))
    if not most.change:
        return _said(lang, "changed_back")
    start, end = most.last.reference_start, most.last.reference_end
    values = {"first": figure(most.first.value), "last": figure(most.last.value)}
    periods = {"period": period_words(start, end, lang)}, {"period": short_period(start, end, lang)}
    titles = (
        _said(lang, "changed", what=_what(most.series), **periods[0], **values),
        *(_said(lang, "changed_figure", **period, **values) for period in periods),
        _said(lang, "changed_one", **values),
    )
    title = next(title for title in titles if len(title.split()) <= MOST_WORDS)
    return title[0].upper() + title[1:]


def _plain_title(drawn: Sequence[History], lang: str) -> str:
    """What is shown, where growth and change can't be told apart."""
    titles = (_said(lang, "plain", what=_what(drawn[0].series)), _said(lang, "plain_briefly"))
    title = next(title for title in titles if len(title.split()) <= MOST_WORDS)
    return title[0].upper() + title[1:]


def _what(series: Series) -> str:
    return _plain(series.quantity) + (f" ({_plain(series.label)})" if series.label else "")


def _plain(label: str) -> str:
    return label.replace("_", " ")


def _subtitle(triangle: Sequence[History], drawn: Sequence[History], by_percent: bool, is_open: bool, lang: str) -> str:
    series, count = triangle[0].series, len(drawn)
    once, retitled = len(triangle) - count, sum(history.is_retitled for history in drawn)
    how = _said(lang, "by_percent" if by_percent else "by_value")
    what = f"{_plain(series.quantity)} ({series.unit})" + (f", {_plain(series.label)}" if series.label else "")
    periods = _said(lang, "one_period") if count == 1 else _said(lang, "periods", count=count)
    parts = [
        f"{_said(lang, 'open' if is_open else 'closed', how=how, what=what)}, {periods}",
        _said(lang, "once", count=once) if once else "",
        _said(lang, "retitled", count=retitled) if retitled else "",
    ]
    return "; ".join(part for part in parts if part) + "."


def _source(drawn: Sequence[History], lang: str) -> str:
    printed = [edition for history in drawn for edition in history.editions]
    days = [edition.report_date for edition in printed]
    last = max(printed, key=lambda edition: (edition.report_date, edition.reference_end, edition.file))
    return _said(
        lang,
        "source",
        count=len({edition.document for edition in printed}),
        first=in_words(min(days), lang),
        last=in_words(max(days), lang),
        file=last.file,
        sheet=last.sheet.strip(),
        cell=last.cell,
        days=_GAP.days,
    )


def _description(title: str, drawn: Sequence[History], by_percent: bool, lang: str) -> str:
    ranked = _ranked(drawn, by_percent)
    return f"{title}. {'; '.join(_told(history, lang) for history in ranked[: len(MARKS)])}."
