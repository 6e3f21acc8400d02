"""What stands above and below a picture of an answer: a title computed to be true, what it is of, from where."""

from collections.abc import Sequence

from tallybook.answers.answer import Answer, Figure
from tallybook.answers.picture_words import said
from tallybook.answers.series import breaks_of, by_series
from tallybook.answers.strokes import whisker_of
from tallybook.answers.wording import (
    code_words,
    period_of,
    split_words,
    subject,
    title_of,
    title_words,
    unit_words,
    value_words,
    way_words,
)
from tallybook.calendar import month_end
from tallybook.charts import MOST_WORDS
from tallybook.prose import in_words, listed, period_words, short_period
from tallybook.vocabulary import UNITS

_BEYOND = 0.5  # of the distance between the ends of a series


def plain_title(answer: Answer, lang: str) -> str:
    """What is measured, where no finding is sure or short enough."""
    titles = (subject(answer.measure, answer.question, lang=lang), title_words(answer.measure, lang))
    title = next((title for title in titles if len(title.split()) <= MOST_WORDS), "")
    title = title or f"{' '.join(titles[-1].split()[: MOST_WORDS - 1])} …"
    return title[0].upper() + title[1:]


def _short_enough(answer: Answer, titles: Sequence[str], lang: str) -> str:
    found = next((title for title in titles if len(title.split()) <= MOST_WORDS), "")
    return found[0].upper() + found[1:] if found else plain_title(answer, lang)


def title_over_time(answer: Answer, drawn: Sequence[Figure], lang: str) -> str:
    """From where to where one series went; of several only what they are of."""
    series = list(by_series(drawn).values())
    # A figure since 1 October grows by itself; a figure in doubt, or of a month not over, is no end of a trend.
    if len(series) > 1 or answer.measure.kind == "cumulative":
        return plain_title(answer, lang)
    sure = [figure for figure in series[0] if not figure.is_partial and not figure.flags]
    if len(sure) < 2:
        return plain_title(answer, lang)
    first, last = sure[0], sure[-1]
    # Across a change of table, title or label the ends may not count the same thing.
    if any(not found.is_gap and first.reference_end < found.after <= last.reference_end for found in breaks_of(sure)):
        return plain_title(answer, lang)
    start, end = (value_words(figure.value, answer.measure.unit, is_bare=True) for figure in (first, last))
    if start == end or first.value is None or last.value is None:
        return plain_title(answer, lang)
    days = [short_period(figure.reference_start, figure.reference_end, lang) for figure in (first, last)]
    what = subject(answer.measure, answer.question, lang=lang)
    parts = {"what": what, "start": start, "end": end, "first": days[0], "last": days[1]}
    if farthest := _beyond_the_ends(sure):
        extreme = "highest" if (farthest.value or 0) > last.value else "lowest"
        when = short_period(farthest.reference_start, farthest.reference_end, lang)
        value = value_words(farthest.value, answer.measure.unit, is_bare=True)
        return _short_enough(answer, [said(lang, extreme, value=value, when=when, **parts)], lang)
    went = "rose" if last.value > first.value else "fell"
    return _short_enough(answer, [said(lang, went, **parts), said(lang, f"{went}_briefly", **parts)], lang)


def _beyond_the_ends(figures: Sequence[Figure]) -> Figure | None:
    """What lies farthest beyond the ends of a series, where that is far: the ends do not tell its course."""
    told = [figure for figure in figures if figure.value is not None]
    low, high = sorted(figure.value or 0.0 for figure in (told[0], told[-1]))

    def beyond(figure: Figure) -> float:
        return max((figure.value or 0.0) - high, low - (figure.value or 0.0))

    farthest = max(told, key=beyond)
    return farthest if beyond(farthest) > _BEYOND * (high - low) else None


def title_of_parts(answer: Answer, drawn: Sequence[Figure], lang: str) -> str:
    """The largest part, where there is one; of a single figure the figure itself."""
    unit, what = answer.measure.unit, subject(answer.measure, answer.question, lang=lang)
    when = period_of(drawn[0], lang)
    ordered = sorted(drawn, key=lambda figure: -(figure.value or 0))
    value = value_words(ordered[0].value, unit, lang=lang)
    if len(drawn) == 1:
        return _short_enough(
            answer, [f"{what}: {value} {when}", f"{title_words(answer.measure, lang)}: {value} {when}"], lang
        )
    if ordered[0].value == ordered[1].value or ordered[0].flags or ordered[1].flags:
        return plain_title(answer, lang)
    parts = {
        "name": " / ".join(code_words(way, code, lang) for way, code in ordered[0].split),
        "value": value,
        "when": when,
    }
    return _short_enough(answer, [said(lang, "largest", **parts), said(lang, "largest_briefly", **parts)], lang)


def subtitle(answer: Answer, drawn: Sequence[Figure], is_over_time: bool, notes: Sequence[str], lang: str) -> str:
    """Measure, unit, part, period, and how to read the marks."""
    split = listed((way_words(way, lang) for way, _ in drawn[0].split), lang=lang)
    ways = said(lang, "by", ways=split) if split else ""
    chosen = split_words(tuple((way, code) for way, code in answer.question.where if code != "total"), lang)
    head = f"{title_of(answer.measure, lang)}{f', {chosen}' if chosen else ''}{ways}"
    first, last = drawn[0], drawn[-1]
    when = (
        said(lang, "span", first=_end_of(first, lang), last=_end_of(last, lang))
        if is_over_time
        else period_words(first.reference_start, first.reference_end, lang)
    )
    return " ".join([f"{head}; {unit_words(answer.measure.unit, lang)}; {when}.", *notes])


def _end_of(figure: Figure, lang: str) -> str:
    """Where a series begins or ends: of months their names, else the day."""
    start, end = figure.reference_start, figure.reference_end
    is_month = start.replace(day=1) == start and end == month_end(start)
    return period_words(start, end, lang) if is_month else in_words(end, lang)


def how_to_read(
    answer: Answer, drawn: Sequence[Figure], is_over_time: bool, lang: str, low: float, most: int, count: int
) -> list[str]:
    """What has to be said of the marks: `low` is where the scale begins, of `count` marks `most` are drawn."""
    notes = {
        "since_october": answer.measure.kind == "cumulative" and is_over_time,
        "hollow": any(figure.flags for figure in drawn),
        "partial": any(figure.is_partial for figure in drawn),
        "whisker": is_over_time and any(whisker_of(figure) and figure.low is None for figure in drawn),
        "bounds": is_over_time and any(figure.low != figure.high for figure in drawn),
        "not_from_zero": low > 0,
    }
    said_most = [said(lang, "most", most=most, count=count)] if count > most else []
    return [*(said(lang, note) for note, holds in notes.items() if holds), *said_most]


def source_line(answer: Answer, lang: str = "en") -> str:
    """File, sheet and cell of the last, and how many files there are."""
    publications = answer.publications
    cells = [cell for cell in answer.cells() if cell.document == publications[0].document]
    if not cells:
        return said(lang, "rows_counted", files=listed((publication.file for publication in publications), lang=lang))
    last, count = cells[-1], len(publications)
    one = said(lang, "cell", cell=last.cell) if len(cells) == 1 else ""
    several = said(lang, "cells", count=len(cells)) if len(cells) > 1 and count == 1 else ""
    file, sheet = publications[0].published_name, last.sheet.strip()
    place = said(lang, "place", file=file, sheet=sheet, cells=one + several)
    days = [publication.report_date for publication in publications]
    if count == 1:
        return said(lang, "one_file", place=place, day=in_words(days[0], lang))
    ends = {"first": in_words(min(days), lang), "last": in_words(max(days), lang)}
    return said(lang, "files", count=count, place=place, **ends)


def description(answer: Answer, title: str, lang: str) -> str:
    """What a picture shows, for those who can't see it."""
    about = f" {UNITS[answer.measure.unit]}" if lang == "en" else ""
    return f"{title}. {answer.sentence(lang)}{about}"
