"""The commands that ask by measure: a question, a list of measures, the citation of a cell."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tallybook.cli.group import asking_options, book_option, command_line, open_asked
from tallybook.cli.output import next_step, note, print_rows, rows_options

if TYPE_CHECKING:
    from tallybook.answers import Answer

_DAY = click.DateTime(["%Y-%m-%d"])
_FORMS = ("plain", "bibtex", "apa")


@command_line.command()
@click.argument("measure")
@click.option("--by", default="", metavar="WAY[,WAY]", help="Split by these ways.")
@click.option("--where", multiple=True, metavar="WAY=CODE", help="Only this code; CODE|CODE takes several together.")
@click.option("--on", type=_DAY, metavar="DATE", help="The day it is of, or the month or quarter that holds it.")
@click.option("--since", type=_DAY, metavar="DATE", help="Every period that ends on this day or later.")
@click.option("--until", type=_DAY, metavar="DATE", help="Every period that ends by this day.")
@click.option("--errata", type=click.Choice(["heed", "ignore"]), default="heed", show_default=True,
              help="Whether cells that an erratum leaves out stand back.")  # fmt: skip
@click.option("--sum", "total", is_flag=True, help="The sum over the periods, where there is one.")
@click.option("--rank", type=click.Choice(["highest", "lowest"]), help="By size, with span and breaks of the series.")
@click.option("--target", type=float, metavar="N", help="How far a number a day is from a target.")
@click.option("--evidence", is_flag=True, help="The cells it stands on.")
@click.option("--sql", is_flag=True, help="The query that finds them.")
@click.option("--cite", type=click.Choice(_FORMS), help="A citation.")
@click.option("--picture", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="As .svg or .png.")
@rows_options
@asking_options
def ask(
    measure: str, by: str, where: tuple[str, ...], on: datetime | None, since: datetime | None, until: datetime | None,
    errata: str, total: bool, rank: str | None, target: float | None, evidence: bool, sql: bool, cite: str | None,
    picture: Path | None, form: str | None,
) -> None:  # fmt: skip
    """What the record says of a measure.

    Without a day, the newest that is printed. `tallybook measures` lists what can be asked.

    \b
    Examples: tallybook ask atd_participants --by technology --on 2025-05-17
              tallybook ask detained --since 2025-01-01 --picture detained.svg
              tallybook ask initial_book_ins --where agency=ice --rank highest
              tallybook ask ice_arrest_book_ins_a_day --since 2025-05-01 --target 3000
    """
    from tallybook.answers import Question
    from tallybook.answers import ask as answer_to
    from tallybook.cli import figures

    first, last, one = (day.date() if day else None for day in (since, until, on))
    question = Question.asked(measure, by, where, one, first, last, errata=errata, total=total)
    wide = question.of_all_days() if rank and not (first or last) else question
    with open_asked() as opened:
        answer = answer_to(opened, wide)
    if not answer.figures:
        note(answer.why_none)
        if form or not sys.stdout.isatty():
            print_rows(answer.columns, [], form)
        sys.exit(1)
    if sql or cite:
        click.echo(answer.sql() if sql else answer.cite(cite or "plain"))
    elif picture:
        _draw(answer, picture)
    elif evidence:
        print_rows(*figures.evidence_rows(answer, form), form)
    elif rank:
        figures.print_ranks(answer, rank == "lowest", one, form)
    elif target is not None:
        figures.print_distances(answer, target, form)
    else:
        figures.print_answer(answer, form)


def _draw(answer: "Answer", path: Path) -> None:
    from tallybook.answers.picture import write_picture

    write_picture(answer, path)
    note(answer.sentence())
    note(f"Written to {path}.")


@command_line.command()
@click.argument("name", required=False)
@rows_options
@book_option
def measures(name: str | None, form: str | None) -> None:
    """What can be asked: every measure, or all there is to know of one.

    \b
    Example: tallybook measures atd_participants
    """
    from tallybook.cli.measure_pages import print_list, print_measure
    from tallybook.measures import MEASURES, measure_named

    if name:
        print_measure(measure_named(name), form)
        return
    print_list(MEASURES.values(), form)
    next_step("tallybook measures NAME")


@command_line.command()
@click.argument("address", metavar="DOC!SHEET!CELL")
@click.option("--form", "citation", type=click.Choice(_FORMS), default="plain", show_default=True, help="Its form.")
@asking_options
def cite(address: str, citation: str) -> None:
    """A citation of one cell.

    \b
    Example: tallybook cite "2025-05-24!ATD FY25 YTD!B10" --form bibtex
    """
    from tallybook.answers.citing import cite_cell

    with open_asked() as opened:
        click.echo(cite_cell(opened, address, citation))
