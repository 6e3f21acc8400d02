"""An answer as a picture: a line over time, bars for the parts of one period, with words that are true of it."""

from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

from tallybook.answers.answer import Answer, Figure
from tallybook.answers.bars import MOST_BARS, draw_bars
from tallybook.answers.lines import MOST_LINES, draw_lines
from tallybook.answers.series import breaks_of, by_series
from tallybook.answers.wording import (
    code_words,
    period_of,
    split_words,
    subject,
    title_words,
    unit_words,
    value_words,
    way_words,
)
from tallybook.charts import MOST_WORDS, write
from tallybook.errors import QuestionError
from tallybook.prose import in_words, listed, period_words, short_period
from tallybook.vocabulary import UNITS


def picture(answer: Answer) -> str:
    """The figures as an SVG: over time where they are of several periods, else side by side.

    Raises:
        QuestionError: there is no number to draw.
    """
    drawn = [figure for figure in answer.figures if figure.value is not None]
    if not drawn:
        raise QuestionError("No picture: there is no number to draw.", found=answer.why_none or "no number is printed")
    periods = {(figure.reference_start, figure.reference_end) for figure in drawn}
    is_over_time = len(periods) > 1
    title = _title_over_time(answer, drawn) if is_over_time else _title_of_parts(answer, drawn)
    words = (title, _description(answer, title), _subtitle(answer, drawn, is_over_time), _source(answer))
    svg = draw_lines(answer.measure, drawn, *words) if is_over_time else draw_bars(answer.measure, drawn, *words)
    return ElementTree.tostring(svg, encoding="unicode") + "\n"


def write_picture(answer: Answer, path: Path) -> None:
    """Writes the picture to a file that ends in .svg or .png.

    Raises:
        QuestionError: there is nothing to draw, or the file can't be written.
    """
    write(picture(answer), path)


def _plain_title(answer: Answer) -> str:
    """What is measured, where no finding is sure or short enough."""
    titles = (subject(answer.measure, answer.question), title_words(answer.measure), answer.measure.name)
    title = next(title for title in titles if len(title.split()) <= MOST_WORDS)
    return title[0].upper() + title[1:]


def _short_enough(answer: Answer, titles: Sequence[str]) -> str:
    found = next((title for title in titles if len(title.split()) <= MOST_WORDS), "")
    return found[0].upper() + found[1:] if found else _plain_title(answer)


def _title_over_time(answer: Answer, drawn: Sequence[Figure]) -> str:
    """From where to where one series went; of several only what they are of."""
    series = list(by_series(drawn).values())
    # A figure since 1 October grows by itself; a figure in doubt, or of a month not over, is no end of a trend.
    if len(series) > 1 or answer.measure.kind == "cumulative":
        return _plain_title(answer)
    sure = [figure for figure in series[0] if not figure.is_partial and not figure.flags]
    if len(sure) < 2:
        return _plain_title(answer)
    first, last = sure[0], sure[-1]
    # Across a change of table, title or label the ends may not count the same thing.
    if any(not found.is_gap and first.reference_end < found.after <= last.reference_end for found in breaks_of(sure)):
        return _plain_title(answer)
    start, end = (value_words(figure.value, answer.measure.unit, is_bare=True) for figure in (first, last))
    what = subject(answer.measure, answer.question)
    if start == end or first.value is None or last.value is None:
        return _plain_title(answer)
    went = "rose" if last.value > first.value else "fell"
    days = [short_period(figure.reference_start, figure.reference_end) for figure in (first, last)]
    return _short_enough(
        answer,
        (
            f"{what} {went} from {start} ({days[0]}) to {end} ({days[1]})",
            f"{what} {went} from {start} to {end}",
        ),
    )


def _title_of_parts(answer: Answer, drawn: Sequence[Figure]) -> str:
    """The largest part, where there is one; of a single figure the figure itself."""
    unit, what = answer.measure.unit, subject(answer.measure, answer.question)
    when = period_of(drawn[0])
    ordered = sorted(drawn, key=lambda figure: -(figure.value or 0))
    value = value_words(ordered[0].value, unit)
    if len(drawn) == 1:
        return _short_enough(answer, (f"{what}: {value} {when}", f"{title_words(answer.measure)}: {value} {when}"))
    if ordered[0].value == ordered[1].value or ordered[0].flags or ordered[1].flags:
        return _plain_title(answer)
    name = " / ".join(code_words(way, code) for way, code in ordered[0].split)
    return _short_enough(answer, (f"{name} is the largest: {value} {when}", f"{name} is the largest: {value}"))


def _subtitle(answer: Answer, drawn: Sequence[Figure], is_over_time: bool) -> str:
    """Measure, unit, part, period, and how to read the marks."""
    measure = answer.measure
    unit = unit_words(measure.unit)
    ways = f", by {listed(way_words(way) for way, _ in drawn[0].split)}" if drawn[0].split else ""
    chosen = split_words(tuple((way, code) for way, code in answer.question.where if code != "total"))
    first, last = drawn[0], drawn[-1]
    when = (
        f"{in_words(first.reference_end)} to {in_words(last.reference_end)}"
        if is_over_time
        else period_words(first.reference_start, first.reference_end)
    )
    said = [f"{measure.title}{f', {chosen}' if chosen else ''}{ways}; {unit}; {when}."]
    if measure.kind == "cumulative" and is_over_time:
        said.append("Counted since 1 October: each fiscal year starts anew.")
    if any(figure.flags for figure in drawn):
        said.append("Hollow: the ledger of errors doubts it.")
    if any(figure.is_partial for figure in drawn):
        said.append("Small and hollow: the period was not over.")
    most, count = (MOST_LINES, len(by_series(drawn))) if is_over_time else (MOST_BARS, len(drawn))
    if count > most:
        said.append(f"The {most} largest of {count}.")
    return " ".join(said)


def _source(answer: Answer) -> str:
    """File, sheet and cell of the last, and how many files there are."""
    publications = answer.publications
    cells = [cell for cell in answer.cells() if cell.document == publications[0].document]
    if not cells:
        return f"Source: {listed(publication.file for publication in publications)}, rows counted."
    last = cells[-1]
    days = [publication.report_date for publication in publications]
    place = f"{publications[0].published_name}, sheet '{last.sheet.strip()}'"
    place += f", cell {last.cell}" if len(cells) == 1 else f", {len(cells)} cells" if len(publications) == 1 else ""
    if len(publications) == 1:
        return f"Source: ICE, Detention Statistics, {place}, published by {in_words(days[0])}."
    return (
        f"Source: ICE, Detention Statistics, {len(publications)} workbooks, the first public by {in_words(min(days))}, "
        f"the last by {in_words(max(days))}: {place}."
    )


def _description(answer: Answer, title: str) -> str:
    return f"{title}. {answer.sentence()} {UNITS[answer.measure.unit]}"
