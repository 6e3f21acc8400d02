"""The commands. Each parses, asks the book, and prints; imports wait until a command needs them."""

import difflib
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tallybook.cli.group import asking_options, book_option, book_path, command_line, open_asked
from tallybook.cli.output import Progress, next_step, note, print_json, print_rows, rows_options

if TYPE_CHECKING:
    from tallybook.adding import Report


@command_line.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--known-since", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="Public since this day.")
@book_option
def add(files: tuple[Path, ...], known_since: Any) -> None:
    """Read workbooks into the book.

    Each is archived, read, checked and loaded; a bad one is told and harms no other.

    \b
    Example: tallybook add FY26_detentionStats_04092026.xlsx --known-since 2026-04-09
    """
    from tallybook.adding import add as add_files

    if known_since and known_since.date() > date.today():
        raise click.UsageError(f"--known-since {known_since:%Y-%m-%d} has not come yet.")
    report = add_files(book_path(), files, known_since.date() if known_since else None, Progress("Reading"))
    _tell(report)
    if report.failed:
        sys.exit(1)
    next_step("tallybook documents, or tallybook issues --doc FILE")


@command_line.command()
@click.option("--archive", metavar="DIR", type=click.Path(path_type=Path), help="Another folder of workbooks.")
@book_option
def book(archive: Path | None) -> None:
    """Build the book, or bring it up to date.

    Reads the archive and what was added, and prints the newest known state of the programme.

    \b
    Example: tallybook --book /tmp/tallybook.duckdb book
    """
    from tallybook.adding import build
    from tallybook.cli.answer import print_answer

    report = build(book_path(), archive, Progress("Reading"))
    for file in report.failed:
        note(f"{file.error}")
    with open_asked() as opened:
        print_answer(opened)
    if report.failed:
        sys.exit(1)


def _s(count: int) -> str:
    return "" if count == 1 else "s"


def _tell(report: "Report") -> None:
    """One line for each file that was handed over."""
    for file in report.files:
        if file.error:
            note(f"{type(file.error).__name__}: {file.error}")
        elif file.status == "held":
            held = file.document.file if file.document else ""
            click.echo(f"{file.name}: already in the book as {held}; nothing changed.")
        else:
            document = file.document
            since = f"public since {document.report_date} ({document.report_date_basis})" if document else ""
            odd = f", {file.issues} issue{_s(file.issues)}" if file.issues else ""
            lost = f", {file.unexplained} number{_s(file.unexplained)} in no known table" if file.unexplained else ""
            click.echo(f"{file.name}: {file.observations:,} numbers loaded, {since}{odd}{lost}.")


@command_line.command()
@click.argument("name", required=False)
@rows_options
@book_option
def tables(name: str | None, form: str | None) -> None:
    """Every table, view and column, with what it holds.

    \b
    Example: tallybook tables observation
    """
    from tallybook.schema import TABLES
    from tallybook.sources import published_tables
    from tallybook.store.views import view_columns

    about = {table.name: table.about for table in TABLES}
    about |= {view.name: view.about for view in published_tables()}
    if name is None:
        print_rows(("name", "about"), about.items(), form)
        next_step("tallybook tables NAME")
        return
    columns = {table.name: [(c.name, c.type, c.about) for c in table.columns] for table in TABLES}
    known = {column: (column, kind, text) for column, kind, text in columns["observation"]}
    columns |= {view.name: [known[c] for c in view_columns(view)] for view in published_tables()}
    if name not in columns:
        near = difflib.get_close_matches(name, list(columns), n=1, cutoff=0.4)
        guess = f" Did you mean {near[0]!r}?" if near else ""
        raise click.UsageError(f"No table or view {name!r}.{guess} See: tallybook tables")
    note(about[name])
    print_rows(("column", "type", "about"), columns[name], form)
    next_step(f'tallybook sql "SELECT * FROM {name} LIMIT 20"')


@command_line.command()
@click.argument("query")
@rows_options
@asking_options
def sql(query: str, form: str | None) -> None:
    """Answer a question in SQL.

    The dialect is DuckDB's; `-` reads the question from stdin. It can read this book and nothing else.

    \b
    Example: tallybook sql "SELECT file, cell, value FROM atd_by_technology
             WHERE technology = 'ankle_monitor' AND quantity = 'participants'
             AND reference_end = '2025-05-17'"
    """
    text = sys.stdin.read() if query == "-" else query
    with open_asked() as opened:
        if form in ("json", "jsonl"):
            print_json(opened.sql_json(text), form)
        else:
            result = opened.sql(text)
            print_rows(result.columns, result, form)
    next_step('tallybook show "DOC!SHEET!CELL" for any cell of the result')


@command_line.command()
@click.argument("address")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@asking_options
def show(address: str, as_json: bool) -> None:
    """Show one cell, and what it means.

    What it says, its dates, the table around it, and the file it comes from.

    \b
    Example: tallybook show "2025-05-24!ATD FY25 YTD!B10"
    """
    from tallybook.cli.cell import print_cell
    from tallybook.showing import show as show_cell

    with open_asked() as opened:
        print_cell(show_cell(opened, address), as_json)
    next_step("tallybook series TABLE --where DIM=CODE --all-editions for the same number in other editions")


@command_line.command()
@click.argument("doc", required=False)
@rows_options
@asking_options
def coverage(doc: str | None, form: str | None) -> None:
    """Account for every numeric cell.

    Each is read as an observation, explained as something else, or unexplained (exit code 1).

    \b
    Example: tallybook coverage 2025-05-24
    """
    with open_asked() as opened:
        sheets = opened.coverage(doc)
        accounts = list(sheets)
        cells = list(opened.unexplained(doc))
    print_rows(sheets.columns, accounts, form)
    numeric, observed, explained, unexplained = (sum(row[place] for row in accounts) for place in range(2, 6))
    note(
        f"{numeric:,} numeric cells: {observed:,} read as observations, {explained:,} explained, "
        f"{unexplained:,} unexplained."
    )
    for file, sheet, cell, value in cells:
        note(f"  unexplained: {file}!{sheet}!{cell} = {value:.10g}")
    if unexplained:
        sys.exit(1)
    next_step('tallybook sql "SELECT reason, count(*) FROM unread_cell GROUP BY 1"')


@command_line.command()
@click.option("--doc", metavar="DOC", help="Of one document.")
@click.option("--kind", metavar="KIND", help="Of one kind; see docs/tables.md.")
@click.option("--since", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="Of documents since this day.")
@rows_options
@asking_options
def issues(doc: str | None, kind: str | None, since: Any, form: str | None) -> None:
    """What was noticed while reading, with its cells.

    Newest document first.

    \b
    Example: tallybook issues --doc 2026-02-13
    """
    from tallybook.vocabulary import ISSUE_KINDS

    if kind and kind not in ISSUE_KINDS:
        near = difflib.get_close_matches(kind, ISSUE_KINDS, n=1, cutoff=0.3)
        guess = f" Did you mean {near[0]!r}?" if near else ""
        raise click.UsageError(f"No kind of issue {kind!r}.{guess} There are: {', '.join(ISSUE_KINDS)}")
    with open_asked() as opened:
        result = opened.issues(doc, kind, since.date() if since else None)
        print_rows(result.columns, result, form)
    next_step('tallybook show "DOC!SHEET!CELL" for one of these cells')


@command_line.command()
@rows_options
@asking_options
def documents(form: str | None) -> None:
    """Every document of the book.

    In the order in which they became public.

    \b
    Example: tallybook documents --csv
    """
    with open_asked() as opened:
        rows = opened.documents()
        columns = list(rows[0]) if rows else ["document", "file"]
        leading = ["file", "report_date", "report_date_basis", "data_through", "fiscal_year"]
        order = [c for c in leading if c in columns] + [c for c in columns if c not in leading]
        print_rows(order, ([row[c] for c in order] for row in rows), form)
    next_step("tallybook coverage DOC, or tallybook issues --doc DOC")


@command_line.command()
@click.argument("what", required=False)
@click.argument("target", required=False, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "file_format",
    metavar="FORMAT",
    help="parquet, arrow, csv, xlsx, dta, sav, sqlite or datapackage (a folder).",
)
@click.option("--all", "whole", metavar="TARGET", type=click.Path(path_type=Path), help="The whole book.")
@asking_options
def export(what: str | None, target: Path | None, file_format: str | None, whole: Path | None) -> None:
    """Write a table or a query to a file.

    Parquet, Arrow, CSV, Excel, Stata, SPSS or SQLite, by the suffix of the file; docs/exports.md says what each holds.

    \b
    Examples: tallybook export atd_by_technology technology.xlsx
              tallybook export --all tallybook.sqlite
              tallybook export --all package --format datapackage
    """
    from tallybook.export import export as export_one
    from tallybook.export import export_all

    with open_asked() as opened:
        if whole:
            rows, path = export_all(opened, whole, file_format), whole
        elif what and target:
            rows, path = export_one(opened, what, target, file_format), target
        else:
            raise click.UsageError("Say what to export and where to, or --all TARGET. See: tallybook export --help")
    note(f"{rows:,} rows written to {path}.")
    next_step("tallybook tables NAME for what the columns mean")
