"""Pictures of what the book knows, as SVG that says what it shows."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

from tallybook.charts import (
    GREY,
    LETTER,
    MARKS,
    MOST_WORDS,
    WIDTH,
    Frame,
    Label,
    apart,
    axes,
    canvas,
    signed,
    text,
    write,
)
from tallybook.errors import QuestionError
from tallybook.prose import figure, in_words, period_words, short_period
from tallybook.vintages.editions import Edition, Series
from tallybook.vintages.revisions import History

_FEW = len(MARKS)  # so many numbers are drawn by their values, more by how far they moved
_GAP = timedelta(days=60)  # editions come every two weeks: over so long a time several are missing


def revision_picture(triangle: Sequence[History]) -> str:
    """An SVG of how the printed values of one series moved, a line for each period, along the day of report.

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
    frame = _frame(drawn, by_percent)
    title = _plain_title(drawn) if is_open else _title(drawn)
    subtitle = _subtitle(triangle, drawn, by_percent, is_open)
    subtitle += " The scale does not begin at 0." if frame.low > 0 else ""
    svg = canvas(title, _description(title, drawn, by_percent), subtitle, _source(drawn))
    axes(svg, frame, lambda height: f"{signed(height)} %" if by_percent else figure(height), 0 if by_percent else None)
    _lines(svg, frame, drawn, by_percent)
    return ElementTree.tostring(svg, encoding="unicode") + "\n"


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


def _frame(drawn: Sequence[History], by_percent: bool) -> Frame:
    days = [edition.report_date for history in drawn for edition in history.editions]
    heights = [_height(history, edition.value, by_percent) for history in drawn for edition in history.editions]
    low, high = min(heights), max(heights)
    margin = (high - low) * 0.06 or max(abs(high) * 0.1, 1)
    widest = LETTER * max(len(_ending(history, by_percent)) for history in _ranked(drawn, by_percent)[: len(MARKS)])
    return Frame(min(days), max(days), low - margin, high + margin, WIDTH - widest - 16)


def _lines(svg: ElementTree.Element, frame: Frame, drawn: Sequence[History], by_percent: bool) -> None:
    """Grey lines first, those that moved most above them in colour, their words on top of all."""
    ranked = _ranked(drawn, by_percent)
    marked = list(zip(ranked, MARKS, strict=False))
    for history in ranked[len(MARKS) :]:
        _line(svg, frame, history, by_percent, GREY, "")
    for history, (colour, dash) in reversed(marked):
        _line(svg, frame, history, by_percent, colour, dash)
    labels = [_label(frame, history, by_percent, colour) for history, (colour, _) in marked]
    for label in apart(labels):
        text(svg, label.x, label.y, label.text, fill=label.colour, is_bold=True)


def _ranked(drawn: Sequence[History], by_percent: bool) -> list[History]:
    """What moved most first."""
    return sorted(drawn, key=lambda history: -abs(_moved(history, by_percent)))


def _moved(history: History, by_percent: bool) -> float:
    return (history.percent or 0.0) if by_percent else history.change


def _line(svg: ElementTree.Element, frame: Frame, history: History, by_percent: bool, colour: str, dash: str) -> None:
    """A line of steps, a dot at its end; a printing with no other near it in time is a dot alone."""
    style = {"fill": "none", "stroke": colour, "stroke-width": "1" if colour == GREY else "2.2"}
    group = ElementTree.SubElement(svg, "g", style | ({"stroke-dasharray": dash} if dash else {}))
    ElementTree.SubElement(group, "title").text = _told(history)
    runs = [
        [(frame.x(e.report_date), frame.y(_height(history, e.value, by_percent))) for e in run]
        for run in _unbroken(history.editions)
    ]
    path = "".join(text for run in runs if len(run) > 1 for text in _steps(run))
    if path:
        ElementTree.SubElement(group, "path", {"d": path})
    for run in runs:
        if len(run) == 1 or (run is runs[-1] and colour != GREY):
            x, y = run[-1]
            dot = {"cx": f"{x:g}", "cy": f"{y:g}", "r": "3", "fill": colour, "stroke": "none"}
            ElementTree.SubElement(group, "circle", dot)


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


def _ending(history: History, by_percent: bool) -> str:
    """The words at the end of a line: its period, and where it came to."""
    end = f"{signed(round(_moved(history, True), 1))} %" if by_percent else figure(history.last.value)
    return f"{short_period(history.last.reference_start, history.last.reference_end)}: {end}"


def _label(frame: Frame, history: History, by_percent: bool, colour: str) -> Label:
    y = frame.y(_height(history, history.last.value, by_percent)) + 4
    return Label(frame.x(history.last.report_date) + 6, y, _ending(history, by_percent), colour)


def _told(history: History) -> str:
    """What a line shows, in words."""
    first, last = history.first, history.last
    return (
        f"{period_words(last.reference_start, last.reference_end)}: {figure(first.value)} on "
        f"{in_words(first.report_date)}, {figure(last.value)} on {in_words(last.report_date)}"
    )


def _title(drawn: Sequence[History]) -> str:
    """What was changed most, in at most fifteen words."""
    changed = [history for history in drawn if history.changed_on]
    if not changed:
        return "None of these numbers was changed from one edition to the next"
    most = max(changed, key=lambda history: abs(history.change))
    if not most.change:
        return "Every number that was changed was later changed back"
    became = f"from {figure(most.first.value)} to {figure(most.last.value)}"
    start, end = most.last.reference_start, most.last.reference_end
    titles = (
        f"ICE changed {_what(most.series)} of {period_words(start, end)} {became}",
        f"ICE changed its figure for {period_words(start, end)} {became}",
        f"ICE changed its figure for {short_period(start, end)} {became}",
        f"ICE changed one of these figures {became}",
    )
    return next(title for title in titles if len(title.split()) <= MOST_WORDS)


def _plain_title(drawn: Sequence[History]) -> str:
    """What is shown, where growth and change can't be told apart."""
    what = _what(drawn[0].series)
    titles = (f"{what}, from edition to edition", "The same numbers, from edition to edition")
    title = next(title for title in titles if len(title.split()) <= MOST_WORDS)
    return title[0].upper() + title[1:]


def _what(series: Series) -> str:
    return _plain(series.quantity) + (f" ({_plain(series.label)})" if series.label else "")


def _plain(label: str) -> str:
    return label.replace("_", " ")


def _subtitle(triangle: Sequence[History], drawn: Sequence[History], by_percent: bool, is_open: bool) -> str:
    series, count = triangle[0].series, len(drawn)
    once, retitled = len(triangle) - count, sum(history.is_retitled for history in drawn)
    parts = [
        "Movement since the first printing, in %" if by_percent else "Value as printed, by day of publication",
        ", with periods that were not over" if is_open else ", of periods that were over",
        f": {_plain(series.quantity)} ({series.unit})",
        f", {_plain(series.label)}" if series.label else "",
        f", {count} period{'' if count == 1 else 's'}",
        f"; {once} more printed once" if once else "",
        f"; {retitled} under a title of other words at last, where another thing may be counted" if retitled else "",
    ]
    return "".join(parts) + "."


def _source(drawn: Sequence[History]) -> str:
    printed = [edition for history in drawn for edition in history.editions]
    days = [edition.report_date for edition in printed]
    last = max(printed, key=lambda edition: (edition.report_date, edition.reference_end, edition.file))
    return (
        f"Source: ICE, Detention Statistics, {len({e.document for e in printed})} workbooks published "
        f"{in_words(min(days))} to {in_words(max(days))}; last: {last.file}, sheet '{last.sheet.strip()}', "
        f"cell {last.cell}. A line breaks where over {_GAP.days} days have no edition."
    )


def _description(title: str, drawn: Sequence[History], by_percent: bool) -> str:
    ranked = _ranked(drawn, by_percent)
    return f"{title}. {'; '.join(_told(history) for history in ranked[: len(MARKS)])}."
