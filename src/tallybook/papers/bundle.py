"""A citation bundle: a zip with a question, its answer, the cells and files behind it, and how to make it again.

The same question to the same book gives the same bytes. `bundle_check` holds a bundle against a book.
"""

import csv
import io
import json
import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from hashlib import sha256
from importlib.metadata import version
from typing import Any

from tallybook.answers import Answer
from tallybook.answers.citing import FORMS
from tallybook.answers.files import answer_bytes
from tallybook.answers.rows import EVIDENCE_COLUMNS
from tallybook.book import Book
from tallybook.export.neutral import neutral_value
from tallybook.export.origin import LICENCE, SOURCE
from tallybook.papers.custody import Custody, custody_of
from tallybook.papers.pinned import pinned
from tallybook.papers.zipped import zipped

QUESTION, ANSWER, CELLS, SOURCES, SUMS = "question.json", "answer.json", "cells.csv", "sources.csv", "SHA256SUMS"
_CITATIONS = {"plain": "citation.txt", "bibtex": "citation.bib", "apa": "citation-apa.txt"}
_ABOUT = {
    QUESTION: "what was asked, in full, with the day as of which it is known",
    ANSWER: "figures, definition, caveats, evidence, files and queries",
    CELLS: "every cell that the figures stand on, with the hash of its file",
    SOURCES: "every file: its names, its hash, since when it is public, who kept it",
    "sentence.en.txt": "the answer in a sentence",
    "sentence.es.txt": "the answer in a sentence, in Spanish",
    "chart.svg": "the figures as a picture",
    **dict(
        zip(_CITATIONS.values(), ("a citation", "the same for BibTeX", "the same in the style of the APA"), strict=True)
    ),
    SUMS: "the hash of every file of this bundle, as `sha256sum --check` takes them",
}


def bundle_bytes(book: Book, answer: Answer) -> bytes:
    """The bundle of an answer; without a day of knowledge it is asked again as of the newest file.

    Raises:
        QuestionError: there is no figure to bundle.
    """
    return zipped(bundle_files(book, answer))


def bundle_files(book: Book, answer: Answer) -> dict[str, bytes]:
    """The files of the bundle of an answer, by name, in their order.

    Raises:
        QuestionError: as in `bundle_bytes`.
    """
    book, answer = pinned(book, answer)
    files = {
        QUESTION: as_json({"question": answer.question.as_parameters(), "book": book_facts(book)}),
        ANSWER: answer_bytes(answer, "json"),
        CELLS: as_csv([column.name for column in EVIDENCE_COLUMNS], answer.evidence()),
        SOURCES: sources_csv(custody_of(book, answer)),
        "sentence.en.txt": _line(answer.sentence()),
        "sentence.es.txt": _line(answer.sentence("es")),
        **{_CITATIONS[form]: _line(answer.cite(form)) for form in FORMS},
    }
    if any(figure.value is not None for figure in answer.figures):
        files["chart.svg"] = answer.picture().encode()
    readme = _readme(answer, files)
    return with_sums({"README.txt": readme, **files})


def book_facts(book: Book) -> dict[str, Any]:
    """Which book it is, and by which program."""
    [(documents, newest)] = book.sql("SELECT count(*), max_by(file, (report_date, file)) FROM document")
    return {
        "version": book.version,
        "documents": documents,
        "newest_file": newest,
        "tallybook": version("tallybook"),
    }


def with_sums(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Files with a list of their hashes behind them."""
    sums = "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in files.items())
    return {**files, SUMS: sums.encode()}


def as_json(value: Any) -> bytes:
    """A value as JSON that a person can read."""
    return (json.dumps(value, indent=2, ensure_ascii=False, default=str) + "\n").encode()


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Rows as CSV; text that begins like a formula is made harmless."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(["" if row.get(name) is None else neutral_value(row[name]) for name in columns])
    return text.getvalue().encode()


def sources_csv(files: Sequence[Custody]) -> bytes:
    """The files behind figures, a row each."""
    return as_csv([field.name for field in fields(Custody)], map(asdict, files))


def _line(text: str) -> bytes:
    return (text + "\n").encode()


def _readme(answer: Answer, files: Mapping[str, bytes]) -> bytes:
    command = typed(answer.question.as_arguments())
    return readme_bytes(
        answer.sentence(),
        [f"tallybook ask {command}", f"tallybook bundle {command} --out bundle.zip"],
        files,
        _ABOUT,
    )


def typed(arguments: Sequence[str]) -> str:
    """Arguments as a person types them in a shell."""
    return shlex.join(arguments)


def readme_bytes(head: str, commands: Sequence[str], files: Mapping[str, bytes], about: Mapping[str, str]) -> bytes:
    """What a reader of a bundle reads first."""
    longest = max(map(len, about))
    lines = [
        head,
        "",
        f"From {SOURCE}.",
        LICENCE,
        "",
        "What is here:",
        *(f"  {name:<{longest}}  {text}" for name, text in about.items() if name in files or name == SUMS),
        "",
        "To make it again, with Tallybook and a book of the same files:",
        *(f"  {command}" for command in commands),
        "",
        "To hold it against a book (exit code 0: the same answer; 1: another):",
        "  tallybook bundle --verify bundle.zip",
        "",
        "To see that nothing in it was changed since: sha256sum --check SHA256SUMS",
        f"Made by Tallybook {version('tallybook')}.",
    ]
    return ("\n".join(lines) + "\n").encode()
