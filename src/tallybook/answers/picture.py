"""An answer as a picture: a line over time, bars or dots for the parts of one period, with true words."""

from collections.abc import Callable
from pathlib import Path

from tallybook.answers.answer import Answer, Figure
from tallybook.answers.bars import MOST_BARS, paint_bars
from tallybook.answers.captions import description, how_to_read, source_line, subtitle, title_of_parts, title_over_time
from tallybook.answers.dots import MOST_DOTS, WAYS, paint_dots
from tallybook.answers.lines import MOST_LINES, bounds, lines_of, paint_lines
from tallybook.answers.series import by_series
from tallybook.answers.strokes import MOST_POINTS
from tallybook.charts import Canvas, Sheet, write
from tallybook.charts import Drawing as AnyDrawing
from tallybook.errors import QuestionError

Drawing = AnyDrawing[Figure]
"""A picture of an answer, to be drawn wide or narrow; its marks can lead to what is told of their figures."""


def drawing(answer: Answer, lang: str = "en") -> Drawing:
    """The figures as a picture: over time where they are of several periods, else side by side.

    Raises:
        QuestionError: there is no number to draw.
    """
    drawn = [figure for figure in answer.figures if figure.value is not None]
    if not drawn:
        raise QuestionError("No picture: there is no number to draw.", found=answer.why_none or "no number is printed")
    lines = lines_of(drawn, lang) if len({(f.reference_start, f.reference_end) for f in drawn}) > 1 else []
    title = title_over_time(answer, drawn, lang) if lines else title_of_parts(answer, drawn, lang)
    has_dots = len(drawn) > MOST_BARS and [way for way, _ in drawn[0].split] in [[way] for way in WAYS]
    most, count = (MOST_LINES, len(by_series(drawn))) if lines else (MOST_DOTS if has_dots else MOST_BARS, len(drawn))
    notes = how_to_read(answer, drawn, bool(lines), lang, bounds(lines)[0] if lines else 0.0, most, count)

    def paint(sheet: Sheet, link: Callable[[Figure], str] | None) -> Canvas:
        if lines:
            return paint_lines(answer.measure, lines, sheet, link, lang)
        paint_parts = paint_dots if has_dots else paint_bars
        return paint_parts(answer.measure, drawn, sheet, link, lang)

    return Drawing(
        title=title,
        subtitle=subtitle(answer, drawn, bool(lines), notes, lang),
        description=description(answer, title, lang),
        source=source_line(answer, lang),
        paint=paint,
        is_heavy=len(drawn) > MOST_POINTS,
    )


def picture(answer: Answer) -> str:
    """The figures as an SVG.

    Raises:
        QuestionError: there is no number to draw.
    """
    return drawing(answer).svg()


def write_picture(answer: Answer, path: Path) -> None:
    """Writes the picture to a file that ends in .svg or .png.

    Raises:
        QuestionError: there is nothing to draw, or the file can't be written.
    """
    write(picture(answer), path)
