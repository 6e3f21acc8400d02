"""The commands that ask by measure: a question, a list of measures, the citation of a cell."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tallybook.cli.group import asking_options, book_option, command_line, open_asked
from tallybook.cli.output import next_step, note, print_rows, rows_options
from tallybook.cli.questions import question_options

if TYPE_CHECKING:
    from tallybook.answers import Answer, Question

_FORMS = ("plain", "bibtex", "apa")


@command_line.command()
@question_options()
@click.option("--rank", type=click.Choice(["highest", "lowest"]), help="By size, with span and breaks of the series.")
@click.option("--target", type=float, metavar="N", help="How far a number a day is from a target.")
@click.option("--evidence", is_flag=True, help="The cells it stands on.")
@click.option("--sql", is_flag=True, help="The query that finds them.")
@click.option("--cite", type=click.Choice(_FORMS), help="A citation.")
@click.option("--picture", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="As .svg or .png.")
@click.option("--export", "target_file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
              help="As .csv, .json, .parquet, .arrow, .xlsx, .dta or .sav.")  # fmt: skip
@click.option("--spanish", is_flag=True, help="The sentence, in Spanish.")
@rows_options
@asking_options
def ask(
    question: "Question", rank: str | None, target: float | None, evidence: bool, sql: bool, cite: str | None,
    picture: Path | None, target_file: Path | None, spanish: bool, form: str | None,
) -> None:  # fmt: skip
    """What the record says of a measure.

    Without a day, the newest that is printed. `tallybook measures` lists what can be asked.

    \b
    Examples: tallybook ask atd_participants --by technology --on 2025-05-17
              tallybook ask detained --since 2025-01-01 --picture detained.svg
              tallybook ask initial_book_ins --where agency=ice --rank highest
              tallybook ask ice_arrest_book_ins_a_day --since 2025-05-01 --target 3000
              tallybook ask detained --by criminality --export detained.xlsx
    """
    from tallybook.answers import ask as answer_to
    from tallybook.cli import figures

    wide = question.of_all_days() if rank and not (question.since or question.until) else question
    with open_asked() as opened:
        answer = answer_to(opened, wide)
    if not answer.figures:
        note(answer.why_none)
        if form or not sys.stdout.isatty():
            print_rows(answer.columns, [], form)
        sys.exit(1)
    if sql or cite:
        click.echo(answer.sql() if sql else answer.cite(cite or "plain"))
    elif spanish:
        click.echo(answer.sentence("es"))
    elif picture:
        _draw(answer, picture)
    elif target_file:
        _export(answer, target_file)
    elif evidence:
        print_rows(*figures.evidence_rows(answer, form), form)
    elif rank:
        figures.print_ranks(answer, rank == "lowest", question.on, form)
    elif target is not None:
        figures.print_distances(answer, target, form)
    else:
        figures.print_answer(answer, form)


def _draw(answer: "Answer", path: Path) -> None:
    from tallybook.answers.picture import write_picture

    write_picture(answer, path)
    note(answer.sentence())
    note(f"Written to {path}.")


def _export(answer: "Answer", path: Path) -> None:
    from tallybook.answers.files import export_answer

    export_answer(answer, path)
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
    from tallybook.showing import show

    with open_asked() as opened:
        click.echo(cite_cell(show(opened, address), citation))
