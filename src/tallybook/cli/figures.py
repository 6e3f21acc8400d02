"""Answers as rows: every fact for a file; for a terminal the sentence, a narrow table, and what to know."""

import sys
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import click

from tallybook.answers import Answer, CountedRows, Figure
from tallybook.answers.ranking import rank_rows
from tallybook.answers.targets import distances
from tallybook.answers.wording import code_words, value_words
from tallybook.cli.output import next_step, note, print_rows
from tallybook.errors import QuestionError
from tallybook.prose import short_period
from tallybook.vintages import Edition
from tallybook.vocabulary import SEVERITIES

_WIDTH = 80
_MOST_FLAGS = 3
_MOST_BREAKS = 10

Rows = tuple[Sequence[str], list[list[Any]]]
Column = tuple[str, Callable[[Figure], Any]]


def print_answer(answer: Answer, form: str | None) -> None:
    """The sentence, the figures, and what to know before they are quoted."""
    _say(answer.sentence(), form)
    print_rows(*_answer_rows(answer, form), form)
    _tell_before_quoting(answer, answer.figures)
    _tell_next(answer)


def print_ranks(answer: Answer, lowest: bool, on: date | None, form: str | None) -> None:
    """The figures by size, or the place of the one of a day; span and breaks of the series."""
    ranks = answer.ranked(lowest)
    if on:
        ranks = [r for r in ranks if r.figure.reference_start <= on <= r.figure.reference_end]
    if not ranks:
        raise QuestionError("No figure that can be compared is of that day.", hint="see the answer without --rank.")
    if _is_narrow(form):
        order = "lowest" if lowest else "highest"
        head = ranks[0]
        span = f"{short_period(head.first, head.first)} to {short_period(head.last, head.last)}"
        _say(f"{answer.measure.title}: {order} first, of {head.of} figures from {span}.", form)
        places: Mapping[int, str] = {id(rank.figure): f"{rank.place} of {rank.of}" for rank in ranks}
        columns: list[Column] = [("place", lambda f: places[id(f)]), *_narrow_columns(answer)]
        print_rows(*_rows([rank.figure for rank in ranks], columns), form)
    else:
        rows = rank_rows(ranks, answer.rows(), answer.figures)
        joined = "; " if form in (None, "csv") else ""
        cells = [[joined.join(v) if joined and isinstance(v, list) else v for v in row.values()] for row in rows]
        print_rows(list(rows[0]), cells, form)
    breaks = list(dict.fromkeys(text for rank in ranks for text in rank.breaks))
    note("Before saying 'the most ever', the breaks of the series:" if breaks else "No break is known in the series.")
    _list(breaks, _MOST_BREAKS)
    _tell_before_quoting(answer, [rank.figure for rank in ranks])


def print_distances(answer: Answer, target: float, form: str | None) -> None:
    """How far each figure is from a daily target."""
    found = distances(answer, target)
    if found:
        _say(f"{answer.sentence()} The last is {found[-1].words}.", form)
    if _is_narrow(form):
        by_figure = {id(one.figure): one for one in found}
        *before, cell = _narrow_columns(answer)
        columns: list[Column] = [
            *before,
            ("distance", lambda f: f"{by_figure[id(f)].difference:+,.2f}"),
            ("of target", lambda f: f"{100 * by_figure[id(f)].share:.1f} %"),
            cell,
        ]
        print_rows(*_rows([one.figure for one in found], columns), form)
    else:
        row_of = {id(figure): row for figure, row in zip(answer.figures, answer.rows(), strict=True)}
        names = [*answer.columns, "target", "difference", "share_of_target"]
        print_rows(names, [[*row_of[id(d.figure)].values(), d.target, d.difference, d.share] for d in found], form)
    note("The target is what somebody stated; it stands in no workbook.")
    _tell_before_quoting(answer, answer.figures)


def evidence_rows(answer: Answer, form: str | None) -> Rows:
    """Every cell, or counted rows, that the figures stand on."""
    rows = answer.evidence()
    if not _is_narrow(form):
        return list(rows[0]), [list(row.values()) for row in rows]
    if rows[0]["kind"] == "rows":
        return ["figure", "file", "rows"], [[row["figure"], row["file"], row["count"]] for row in rows]
    return ["row", "to", "value", "cell"], [
        [row["row"], row["reference_end"], row["value"], f"{row['file'][:10]}!{row['sheet'].strip()}!{row['cell']}"]
        for row in rows
    ]


def _answer_rows(answer: Answer, form: str | None) -> Rows:
    if _is_narrow(form):
        return _rows(answer.figures, _narrow_columns(answer))
    return answer.columns, [list(row.values()) for row in answer.rows()]


def _is_narrow(form: str | None) -> bool:
    return form is None and sys.stdout.isatty()


def _say(sentence: str, form: str | None) -> None:
    """The first line: on a terminal before the table, else beside the data."""
    text = textwrap.fill(sentence, _WIDTH, break_long_words=False, break_on_hyphens=False)
    if _is_narrow(form):
        click.echo(text + "\n")
    else:
        note(text)


def _rows(figures: Iterable[Figure], columns: Sequence[Column]) -> Rows:
    return [name for name, _ in columns], [[read(figure) for _, read in columns] for figure in figures]


def _narrow_columns(answer: Answer) -> list[Column]:
    unit = answer.measure.unit
    ways = dict.fromkeys(way for figure in answer.figures for way, _ in figure.split)

    def part(figure: Figure) -> str:
        return " / ".join(code_words(way, code) for way, code in figure.split)

    def value(figure: Figure) -> str:
        if figure.value is None:
            return figure.value_status
        return value_words(figure.value, unit, is_bare=True) + ("*" if figure.is_partial else "")

    def doubt(figure: Figure) -> str:
        severities = {flag.severity for flag in figure.flags}
        return next((severity for severity in SEVERITIES if severity in severities), "")

    def between(figure: Figure) -> str:
        if figure.low is None or figure.high is None:
            return ""
        if abs(figure.high - figure.low) <= 1e-6:
            return "exact"
        return " to ".join(value_words(bound, unit, is_bare=True) for bound in (figure.low, figure.high))

    bounded = any(figure.low is not None for figure in answer.figures)
    doubted = any(figure.flags for figure in answer.figures)
    return [
        *([("/".join(ways), part)] if ways else []),
        ("period", lambda f: short_period(f.reference_start, f.reference_end)),
        (unit, value),
        *([("between", between)] if bounded else []),
        *([("doubt", doubt)] if doubted else []),
        ("cell", lambda f: _place(f, len(answer.publications) > 1)),
    ]


def _place(figure: Figure, with_day: bool) -> str:
    """Where it stands; the day at the head of the file's name only where there are several files."""
    cells = [piece for piece in figure.evidence if isinstance(piece, Edition)]
    if len(cells) == 1:
        day = f"{cells[0].file[:10]}!" if with_day else ""
        return f"{day}{cells[0].sheet.strip()}!{cells[0].cell}"
    if any(isinstance(piece, CountedRows) for piece in figure.evidence):
        return "counted rows"
    return f"{len(cells)} cells"


def _tell_before_quoting(answer: Answer, figures: Sequence[Figure]) -> None:
    """What a person should know of these figures: caveats, what the ledger says, what other editions print."""
    flags = dict.fromkeys(flag for figure in figures for flag in figure.flags)
    if any(figure.is_partial for figure in figures):
        note("* the period was not over.")
    differing = sum(figure.differs for figure in figures)
    of_which = "one figure" if differing == 1 else f"{differing} figures"
    which = "Another edition prints" if len(figures) == 1 else f"Of {of_which} another edition prints"
    if not (answer.caveats or flags or differing):
        return
    note("Before quoting it:")
    _list(answer.caveats, len(answer.caveats))
    _list((f"{flag.severity}: {flag.sentence} [{flag.entry}]" for flag in flags), _MOST_FLAGS)
    _list([f"{which} another value; the newest answers, see `first_value` of --csv."] if differing else [], 1)


def _list(sentences: Iterable[str], most: int) -> None:
    told = list(sentences)
    for sentence in told[:most]:
        note(textwrap.fill(sentence, _WIDTH, initial_indent="  - ", subsequent_indent="    ", break_long_words=False))
    if len(told) > most:
        note(f"  - and {len(told) - most} more; see --json")


def _tell_next(answer: Answer) -> None:
    cells = list(answer.cells())
    shown = f'tallybook show "{cells[0].address}"' if len(cells) == 1 else "--evidence lists the cells"
    next_step(f"{shown}   |   --cite plain   |   tallybook measures {answer.measure.name}")
