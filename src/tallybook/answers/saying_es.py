"""The sentence of an answer in Spanish, made of the same figures in the same order as in English."""

from collections.abc import Sequence

from tallybook.answers.answer import Answer, Figure
from tallybook.answers.saying import MOST_PARTS, ends_of, is_of_records, largest_first
from tallybook.answers.totals import NOT_IN_IT
from tallybook.answers.wording import (
    code_words,
    is_count,
    is_rounded,
    period_of,
    subject,
    title_words,
    unit_words,
    value_words,
    way_words,
)
from tallybook.measures import Measure
from tallybook.prose import in_words, listed

ARTICLES = {
    **dict.fromkeys(("estancia", "fianza", "población", "proporción"), "la"),
    **dict.fromkeys(("aumento", "costo", "mínimo", "número", "promedio", "tiempo"), "el"),
}
"""Of what is measured and not counted: the article, by its first word."""

_ENDS = {"last": "la última", "highest": "la más alta", "lowest": "la más baja"}


def sentence_es(answer: Answer) -> str:
    """The answer in one or two sentences, with unit, period and the day since which it is public."""
    figures = answer.figures
    if not figures:
        return answer.none.words("es", title_words(answer.measure, "es")) if answer.none else "No hay cifra."
    if len(figures) == 1:
        return _of_one(answer, figures[0])
    periods = {(figure.reference_start, figure.reference_end) for figure in figures}
    return _of_parts(answer) if len(periods) == 1 else _of_series(answer)


def with_article(measure: Measure, what: str) -> str:
    """What is measured, with its article; of things counted their number.

    >>> from tallybook.measures import measure_named
    >>> with_article(measure_named("removals"), "expulsiones"), with_article(measure_named("average_bond"), "fianza")
    ('el número de expulsiones', 'la fianza')
    """
    if is_count(measure):
        return f"el número de {what}"
    return f"{ARTICLES.get(what.split()[0], 'el')} {what}"


def _of(measure: Measure, what: str) -> str:
    """`de personas...`, `del costo...`, `de la población...`."""
    if is_count(measure):
        return f"de {what}"
    full = with_article(measure, what)
    return f"del {what}" if full.startswith("el ") else f"de {full}"


def _of_one(answer: Answer, figure: Figure) -> str:
    measure, what = answer.measure, subject(answer.measure, answer.question, figure, "es")
    when = _capital(period_of(figure, "es"))
    known = f". Cifra publicada a más tardar el {in_words(figure.report_date, 'es')}{_rounding([figure], measure)}."
    if any(caveat.startswith(NOT_IN_IT) for caveat in answer.caveats):
        known += " No incluye todos los días del periodo."
    if figure.value is None:
        return f"{when}, {_no_number(figure)} {what}{known}"
    value = value_words(figure.value, measure.unit, is_count(measure), "es")
    if is_count(measure) and figure.value != 1:
        return f"{when}, {_counted(answer, figure)} {value} {what}{_bounds(figure, measure.unit)}{known}"
    by_whom = "según informó ICE" if figure.editions else "según las cifras de ICE"
    together = "sumados todos los periodos, " if answer.question.total else ""
    return (
        f"{when}, {together}{with_article(measure, what)} fue de {value}, {by_whom}"
        f"{_bounds(figure, measure.unit)}{known}"
    )


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _counted(answer: Answer, figure: Figure) -> str:
    if is_of_records(figure):
        return "los registros publicados contienen"
    return "sumados todos los periodos, ICE contó" if answer.question.total else "ICE contó"


def _no_number(figure: Figure) -> str:
    if is_of_records(figure):
        return "los registros publicados que se cuentan son muy pocos para decir la cifra de"
    if figure.value_status == "error":
        return "ICE publicó un error en lugar de la cifra de"
    return "ICE no publicó ninguna cifra de"


def _bounds(figure: Figure, unit: str) -> str:
    if figure.low is None or figure.high is None:
        return ""
    low, high = (value_words(value, unit, True, "es") for value in (figure.low, figure.high))
    return f", entre {low} y {high} según los dígitos publicados" if low != high else ""


def _rounding(figures: Sequence[Figure], measure: Measure) -> str:
    rounded = any(is_rounded(figure.value, measure.unit) for figure in figures)
    return f", {'redondeada' if len(figures) == 1 else 'redondeadas'}" if rounded else ""


def _of_parts(answer: Answer) -> str:
    """Several figures of one period: the largest first."""
    measure, ordered = answer.measure, largest_first(answer.figures)
    ways = listed((way_words(way, "es") for way, _ in ordered[0].split), lang="es")
    named = [f"{_name(figure)} {value_words(figure.value, measure.unit, True, 'es')}" for figure in ordered]
    rest = f"; y {len(named) - MOST_PARTS} más" if len(named) > MOST_PARTS else ""
    newest = max(figure.report_date for figure in ordered)
    has_unit = not is_count(measure) and measure.unit not in ("share", "events")
    unit = f", en {unit_words(measure.unit, 'es')}" if has_unit else ""
    was = "" if is_of_records(ordered[0]) or all(figure.editions for figure in ordered) else ", fue"
    return (
        f"{_capital(period_of(answer.figures[0], 'es'))}, {_by_figures(answer)}, por {ways}{unit}{was}: "
        f"{'; '.join(named[:MOST_PARTS])}{rest}. Cifras publicadas a más tardar el "
        f"{in_words(newest, 'es')}{_rounding(ordered[:MOST_PARTS], measure)}."
    )


def _by_figures(answer: Answer) -> str:
    what = subject(answer.measure, answer.question, lang="es")
    if is_of_records(answer.figures[0]):
        return f"los registros publicados contienen {what}"
    if not all(figure.editions for figure in answer.figures):
        return f"según las cifras de ICE, {with_article(answer.measure, what)}"
    if is_count(answer.measure):
        return f"ICE contó {what}"
    return f"ICE informó {_of(answer.measure, what)}"


def _name(figure: Figure) -> str:
    return " / ".join(code_words(way, code, "es") for way, code in figure.split)


def _of_series(answer: Answer) -> str:
    """Figures of several periods: how many, the last, and the highest and lowest where there is one series."""
    figures, measure = answer.figures, answer.measure
    first, last = (period_of(figure, "es") for figure in (figures[0], figures[-1]))
    head = f"{len(figures):,} cifras {_of(measure, subject(measure, answer.question, lang='es'))}"
    series = {figure.split for figure in figures}
    if len(series) > 1:
        ways = listed((way_words(way, "es") for way, _ in figures[0].split), lang="es")
        return f"{head}, por {ways}, {len(series):,} series; la primera, {first}; la última, {last}."
    ends = ends_of(answer)
    if not ends:
        return f"{head}; la primera, {first}; la última, {last}."
    said = "; ".join(
        f"{_ENDS[which]}, {value_words(f.value, measure.unit, lang='es')} {period_of(f, 'es')}" for which, f in ends
    )
    rounded = " (redondeadas)" if _rounding([f for _, f in ends], measure) else ""
    return f"{head}, la primera {first}: {said}{rounded}."
