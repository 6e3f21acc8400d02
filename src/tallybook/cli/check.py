"""`tallybook check`: a text, or many statements, held against the record as it was known on their day."""

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from tallybook.cli.group import asking_options, command_line, open_asked
from tallybook.cli.output import Progress, next_step, note, print_json
from tallybook.errors import QuestionError

if TYPE_CHECKING:
    from tallybook.book import Book
    from tallybook.claims.desk import Report

_DAY = click.DateTime(["%Y-%m-%d"])
_READ = click.File("rb")
_WRITTEN = click.File("w", "utf-8", lazy=True)  # opened by the first word written: an error leaves a file as it was


@command_line.command()
@click.argument("file", required=False, type=_READ)
@click.option("--date", "said_on", metavar="DATE", type=_DAY,
              help="The day on which it was said (default: the date in its first lines).")  # fmt: skip
@click.option("--source", default="", metavar="NAME", help="Who published it.")
@click.option("--lang", type=click.Choice(["en", "es"]), help="Its language (default: seen from the words).")
@click.option("--json", "form", flag_value="json", help="One JSON array of statements.")
@click.option("--jsonl", "form", flag_value="jsonl", help="One JSON object a line.")
@click.option("--markdown", "form", flag_value="markdown", help="As Markdown.")
@click.option("--html", metavar="[FILE.html]", is_flag=False, flag_value="-", type=_WRITTEN,
              help="As a page that needs no other file; on stdout where no file is named.")  # fmt: skip
@click.option("--claim-review", "form", flag_value="claim-review", help="ClaimReview (schema.org) as JSON-LD.")
@click.option("--url", default="", help="Where the report will stand, for ClaimReview.")
@click.option("--output", metavar="FILE", type=_WRITTEN, help="Write to this file.")
@click.option("--batch", type=_READ, metavar="FILE.jsonl", help="Answer each line: id, text, statement_date.")
@click.option("--batch-article", "articles", multiple=True, type=_READ, metavar="FILE",
              help="Answer each statement of a text, with start and end.")  # fmt: skip
@click.option("--fix", metavar="FILE.toml", type=click.Path(path_type=Path, dir_okay=False),
              help="Fix the statements of a text in a claim file.")  # fmt: skip
@click.option("--rerun", metavar="FILE.toml", type=click.Path(path_type=Path, dir_okay=False, exists=True),
              help="Run a claim file again, and tell what changed.")  # fmt: skip
@click.option("--strict", is_flag=True, help="Exit 1 where the record contradicts a statement.")
@asking_options
@click.pass_context
def check(
    context: click.Context, file: IO[bytes] | None, said_on: datetime | None, source: str, lang: str | None,
    form: str | None, html: IO[str] | None, url: str, output: IO[str] | None, batch: IO[bytes] | None,
    articles: tuple[IO[bytes], ...], fix: Path | None, rerun: Path | None, strict: bool,
) -> None:  # fmt: skip
    """Hold a text against the record as it was known on its day.

    Each statement of FILE (- is stdin) gets a verdict, a reason, the record's own figure and its cells.
    Editions that came later decide nothing.

    \b
    Examples: tallybook check article.txt --date 2025-06-05
              tallybook check article.txt --date 2025-06-05 --html report.html
              tallybook check --batch statements.jsonl > answers.jsonl
              tallybook check article.txt --fix claims.toml
              tallybook check --rerun claims.toml
    """
    form = _form(form, html, output)
    tasks = [name for name, given in (("FILE", file and not fix), ("--batch", batch), ("--batch-article", articles),
                                      ("--fix", fix), ("--rerun", rerun)) if given]  # fmt: skip
    if len(tasks) != 1:
        raise click.UsageError(
            f"{' and '.join(tasks)} are different tasks; give one." if tasks else "Name a text, or - for stdin."
        )
    if fix and not file:
        raise click.UsageError("--fix FILE.toml needs the text whose statements it fixes.")
    if (batch or rerun) and (said_on or source or lang):
        raise click.UsageError("--date, --source and --lang are for a text; these statements have their own.")
    if (batch or articles or fix) and form:
        raise click.UsageError(f"{tasks[0]} has a form of its own; leave --{form} out.")
    if rerun and form not in (None, "json", "jsonl"):
        raise click.UsageError("--rerun prints text, --json or --jsonl.")
    day = said_on.date() if said_on else None
    out = output or html or sys.stdout
    with open_asked() as book:
        if book.as_of and not rerun:
            raise click.UsageError(
                "A text is held against what was known on its own day: give --date instead of --as-of."
            )
        if batch:
            context.exit(_answer_batch(book, batch, out))
        if articles:
            for article in articles:
                _answer_article(book, article, day, source, lang, out)
        elif rerun:
            context.exit(_run_again(book, rerun, form, out))
        elif file:
            report = _report(book, file, day, source, lang)
            if fix:
                _fix(book, report, fix)
            else:
                context.exit(_print(book, report, form or "text", url, strict, out))


def _form(form: str | None, html: IO[str] | None, output: IO[str] | None) -> str | None:
    if html is None:
        return form
    if form:
        raise click.UsageError(f"--{form} and --html are two forms; choose one.")
    if html.name != "-" and output:
        raise click.UsageError("--output and --html both name a file; name one.")
    if html.name != "-" and not html.name.lower().endswith((".html", ".htm")):
        # `--html article.txt` names a page to write; the text that someone meant to read must not be lost by it.
        raise click.UsageError(f"--html would write over {html.name!r}: name the text first, then a page, FILE.html.")
    return "html"


def _report(book: "Book", file: IO[bytes], day: date | None, source: str, lang: str | None) -> "Report":
    from tallybook.claims.desk import check as check_text
    from tallybook.claims.texts import text_of

    return check_text(book, text_of(file.read(), file.name), day, source, lang or "")


def _print(book: "Book", report: "Report", form: str, url: str, strict: bool, out: IO[str]) -> int:
    from tallybook.claims.as_json import report_objects
    from tallybook.claims.verdicts import REFUTE

    if form in ("json", "jsonl"):
        print_json((json.dumps(one, ensure_ascii=False) for one in report_objects(report)), form, out)
    elif form == "claim-review":
        from tallybook.claims.claim_review import claim_reviews

        click.echo(json.dumps(claim_reviews(report, url), ensure_ascii=False, indent=2), file=out)
    else:
        from tallybook.claims.reports import written_report

        click.echo(written_report(report, form, in_colour=_takes_colour(out)), file=out, nl=False)
    if not report.findings:
        note("No statement was found that the record could be asked about.")
    elif cited := next((cell for finding in report.findings for cell in finding.cited), None):
        next_step(f'tallybook show "{cited.address}"')
    return int(strict and any(finding.verdict in REFUTE for finding in report.findings))


def _takes_colour(out: IO[str]) -> bool:
    import os

    return out is sys.stdout and out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _answer_batch(book: "Book", lines: IO[bytes], out: IO[str]) -> int:
    """One line for each that can be answered; what can't is told, and nothing is invented for it."""
    from tallybook.claims.as_json import batch_object
    from tallybook.claims.batch import Asked, answered, read_batch

    read = list(read_batch(lines))
    asked = [one for one in read if isinstance(one, Asked)]
    for one, finding in answered(book, asked, Progress("checking")):
        click.echo(json.dumps(batch_object(finding, {"id": one.id}), ensure_ascii=False), file=out)
    bad = [one for one in read if not isinstance(one, Asked)]
    for line in bad:
        note(f"line {line.line}: {line.fault}")
    if bad:
        note(f"{len(asked):,} lines answered, {len(bad):,} not.")
    return int(bool(bad))


def _answer_article(
    book: "Book", file: IO[bytes], day: date | None, source: str, lang: str | None, out: IO[str]
) -> None:
    from tallybook.claims.as_json import span_object

    report = _report(book, file, day, source, lang)
    name = Path(file.name).name
    for finding in report.findings:
        click.echo(json.dumps(span_object(finding, name), ensure_ascii=False), file=out)
    if not report.findings:
        note(f"{name}: no statement was found that the record could be asked about.")


def _fix(book: "Book", report: "Report", path: Path) -> None:
    from tallybook.claims.claim_file import fix

    added, known = fix(book, report, path)
    fixed = "1 statement" if added == 1 else f"{added} statements"
    note(f"{fixed} fixed in {path}" + (f"; {known} stood there already." if known else "."))
    next_step(f"tallybook check --rerun {path}")


def _run_again(book: "Book", path: Path, form: str | None, out: IO[str]) -> int:
    from tallybook.claims.claim_file import read_claims
    from tallybook.claims.rerun import as_object, rerun, told

    claims = read_claims(path)
    if not claims:
        raise QuestionError("There is no claim in it.", where=str(path), hint="tallybook check TEXT --fix FILE.toml")
    outcomes = [rerun(book, claim) for claim in claims]
    if form:
        print_json((json.dumps(as_object(one), ensure_ascii=False) for one in outcomes), form, out)
    else:
        click.echo("\n".join(told(outcomes)), file=out)
    return int(any(one.is_changed for one in outcomes))
