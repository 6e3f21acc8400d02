"""The commands that make papers: an exhibit for a filing, a bundle by which a figure can be made again."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tallybook.cli.group import asking_options, command_line, open_asked
from tallybook.cli.output import next_step, note
from tallybook.cli.questions import question_options

if TYPE_CHECKING:
    from tallybook.answers import Answer, Question
    from tallybook.book import Book

_FILE = click.Path(path_type=Path, dir_okay=False)
_READ = click.Path(path_type=Path, dir_okay=False, exists=True, readable=True)


@command_line.command()
@question_options()
@click.option("--out", required=True, metavar="FILE", type=_FILE, help="The paper: FILE.docx, or FILE.html to print.")
@asking_options
def exhibit(question: "Question", out: Path) -> None:
    """An exhibit for a court filing or a complaint.

    The figures of a question with their method, limits, files and cells, how to make it again, and the draft of a
    declaration. What a person must fill in stands in [brackets]. See docs/exports.md.

    \b
    Example: tallybook exhibit atd_participants --by technology --on 2025-05-17 --out exhibit.docx
    """
    from tallybook.export.writing import whole_file
    from tallybook.papers import exhibit as parts_of
    from tallybook.papers import exhibit_docx, exhibit_html
    from tallybook.papers.exhibit_docx import has_pictures
    from tallybook.papers.parts import Drawing

    kind = out.suffix.lower()
    if kind not in (".docx", ".html", ".htm"):
        raise click.UsageError(f"An exhibit is a .docx or a .html file, and {out.name!r} is neither.")
    with open_asked() as book:
        parts = parts_of(book, _answer(book, question), out.name)
    data = exhibit_docx(parts) if kind == ".docx" else exhibit_html(parts).encode()
    whole_file(out, lambda temporary: temporary.write_bytes(data))
    if kind == ".docx" and any(isinstance(part, Drawing) for part in parts) and not has_pictures():
        note("The chart is left out: it needs the extra `png` (pip install 'tallybook[png]').")
    note(f"Written to {out}: a draft, with blanks for a person to fill. Nothing in it is signed or sworn.")
    next_step(f"tallybook bundle {question.measure} ... --out bundle.zip, to hand on with it")


@command_line.command()
@question_options(required=False)
@click.option("--out", metavar="FILE", type=_FILE, help="The bundle to write: FILE.zip.")
@click.option(
    "--verify", metavar="FILE", type=_READ, help="Hold this bundle against the book (exit code 1: another answer)."
)
@click.option("--claim", metavar="FILE", type=_READ, help="Of the claims of this claim file, with ClaimReview.")
@click.option("--with-names", is_flag=True, help="Though a claim may name a private person.")
@asking_options
def bundle(
    question: "Question | None", out: Path | None, verify: Path | None, claim: Path | None, with_names: bool
) -> None:
    """A bundle by which a figure can be made again.

    A zip with question, answer, cells, files, chart, sentences and citations; the same question to the same book gives
    the same bytes.

    \b
    Examples: tallybook bundle atd_participants --by technology --on 2025-05-17 --out bundle.zip
              tallybook bundle --verify bundle.zip
              tallybook bundle --claim claims.toml --out claims.zip
    """
    tasks = [name for name, given in (("MEASURE", question), ("--verify", verify), ("--claim", claim)) if given]
    if len(tasks) != 1:
        both = f"{' and '.join(tasks)} are different tasks; give one." if tasks else "Name a measure."
        raise click.UsageError(f"{both} See: tallybook bundle --help")
    if bool(out) == bool(verify):
        raise click.UsageError(
            "--verify reads a bundle and writes none." if out else "Name the bundle: --out FILE.zip."
        )
    if with_names and not claim:
        raise click.UsageError("--with-names is for --claim.")
    with open_asked() as book:
        if verify:
            sys.exit(_verify(book, verify))
        assert out
        if claim:
            _write(out, _claims(book, claim, with_names))
        elif question:
            from tallybook.papers import bundle_bytes

            _write(out, bundle_bytes(book, _answer(book, question)))
    next_step(f"tallybook bundle --verify {out}")


def _answer(book: "Book", question: "Question") -> "Answer":
    """The answer; where there is none, why, and exit code 1."""
    from tallybook.answers import ask

    answer = ask(book, question)
    if not answer.figures:
        note(answer.why_none)
        sys.exit(1)
    return answer


def _claims(book: "Book", path: Path, with_names: bool) -> bytes:
    from tallybook.papers.claim_bundle import claim_bundle_bytes

    return claim_bundle_bytes(book, path, with_names)


def _write(out: Path, data: bytes) -> None:
    from tallybook.export.writing import whole_file

    if out.suffix.lower() != ".zip":
        raise click.UsageError(f"A bundle is a .zip file, and {out.name!r} is none.")
    whole_file(out, lambda temporary: temporary.write_bytes(data))
    note(f"Written to {out}: {len(data):,} bytes.")


def _verify(book: "Book", path: Path) -> int:
    from tallybook.papers.bundle_check import check_bundle

    found = check_bundle(book, path.read_bytes(), str(path))
    click.echo("\n".join(found.lines))
    return 0 if found.is_same else 1
