"""What `tallybook book` prints when it is done: not a log, an answer."""

from datetime import date

import click

from tallybook.book import Book
from tallybook.cli.output import day
from tallybook.state import Line, State, newest_state
from tallybook.store.parquet import parquet_folder


def print_answer(book: Book) -> None:
    """The book in one line, the newest state of the programme, what is odd in it, what to type next."""
    state = newest_state(book)
    if state is None:
        click.echo("The book holds no workbook with an ATD technology table.")
    else:
        for line in (*_state_lines(state), *_finding_lines(state)):
            click.echo(line)
    click.echo(f"\nThe book: {book.path}")
    click.echo(f"As Parquet: {parquet_folder(book.path)}")
    if state:
        first = state.lines[0].cell if state.lines else "A1"
        click.echo(f'Next:     tallybook show "{state.file[:10]}!{state.sheet.strip()}!{first}"')
        click.echo("          tallybook brief   |   tallybook ledger   |   tallybook mandate   |   tallybook --help")


def _state_lines(state: State) -> list[str]:
    age = (date.today() - state.reference_date).days
    lines = [
        _headline(state),
        f"That is the newest day in the book: {age} days ago. Published by {day(state.report_date)}.",
        "",
        f"{'':<16}{'people':>12}  {'cell':<6}{'a year before':>14}{'change':>11}",
    ]
    for line in (*state.lines, *([state.total] if state.total else [])):
        lines.append(_line(line))
    lines.append(f"{state.file}, sheet '{state.sheet}'")
    if state.before_file and state.before_date:
        lines.append(f"a year before: {day(state.before_date)}, {state.before_file}")
    lines += [
        "",
        f"The book holds {state.observations:,} numbers of {state.documents} workbooks, published "
        f"{day(state.first_report)} to {day(state.last_report)}, each with its cell.",
    ]
    return lines


def _headline(state: State) -> str:
    if state.total is None or state.total.people is None:
        return f"ICE's newest table of technologies is of {day(state.reference_date)}; it prints no total."
    return (
        f"On {day(state.reference_date)}, ICE counted {state.total.people:,} people in Alternatives to "
        f"Detention{_moved(state)}."
    )


def _moved(state: State) -> str:
    if state.total is None or state.total.people is None or state.total.before is None or state.before_date is None:
        return ""
    change = state.total.people - state.total.before
    more = "more" if change >= 0 else "fewer"
    return f", {abs(change):,} {more} than on {day(state.before_date)}"


def _line(line: Line) -> str:
    people, before = (f"{n:,}" if n is not None else "not printed" for n in (line.people, line.before))
    known = line.people is not None and line.before is not None
    change = f"{line.people - line.before:+,}" if known else ""  # type: ignore[operator]
    return f"{line.label:<16}{people:>12}  {line.cell or '':<6}{before:>14}{change:>11}".rstrip()


def _finding_lines(state: State) -> list[str]:
    lines = ["", "The ledger of errors has nothing against the newest file."]
    if state.findings:
        lines = ["", "What is wrong or odd in the newest file, by the ledger of errors:"]
        lines += [f"  - {finding}" for finding in state.findings]
    if state.before_doubts:
        lines += ["Of the counts a year before it doubts some:"]
        lines += [f"  - {doubt}" for doubt in state.before_doubts]
    return lines
