"""A bundle held against a book: is it whole, and does the same question give the same answer here?"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from tallybook.answers import Question, ask
from tallybook.book import Book
from tallybook.errors import QuestionError, TallybookError
from tallybook.papers.bundle import ANSWER, QUESTION, SOURCES, SUMS, bundle_files
from tallybook.papers.claim_bundle import CLAIMS, claims_differ
from tallybook.papers.zipped import unzipped

_MOST_TOLD = 8


@dataclass(frozen=True, slots=True)
class Checked:
    """What a bundle turned out to be."""

    is_same: bool  # whole, and the same answer
    lines: tuple[str, ...]  # the answer first, then what differs


def check_bundle(book: Book, data: bytes, where: str) -> Checked:
    """A bundle held against a book.

    Args:
        book: the book.
        data: the bytes of the zip.
        where: what to call it in an error.

    Raises:
        QuestionError: it is no bundle.
    """
    files = unzipped(data, where)
    if SUMS not in files or (QUESTION not in files and CLAIMS not in files):
        raise QuestionError(
            "This is no bundle of Tallybook's.", where=where, expected=f"{SUMS}, and {QUESTION} or {CLAIMS}"
        )
    changed = list(_changed(files))
    is_of_claims = CLAIMS in files
    differing, notes = _claims_differ(book, files, where) if is_of_claims else _answer_differs(book, files, where)
    if not changed and not differing:
        return Checked(True, ("The same answer: this book gives what the bundle holds.", *notes))
    head = (
        "Not the same answer." if differing else "The answer is the same, but the bundle was changed since it was made."
    )
    told = [*changed, *differing]
    more = [f"And {len(told) - _MOST_TOLD} more."] if len(told) > _MOST_TOLD else []
    return Checked(False, (head, *told[:_MOST_TOLD], *more, *notes))


def _changed(files: Mapping[str, bytes]) -> Iterator[str]:
    """What is not as the list of hashes says."""
    listed = {}
    for line in files[SUMS].decode("utf-8", "replace").splitlines():
        digest, _, name = line.partition("  ")
        listed[name] = digest
    for name in sorted({*listed, *files} - {SUMS}):
        if name not in files:
            yield f"{name} is listed and missing."
        elif name not in listed:
            yield f"{name} is not among the listed files."
        elif sha256(files[name]).hexdigest() != listed[name]:
            yield f"{name} is not as it was when the bundle was made: its hash is another."


def _claims_differ(book: Book, files: Mapping[str, bytes], where: str) -> tuple[list[str], list[str]]:
    differing = list(claims_differ(book, files, where))
    return differing, list(_not_held(book, files)) if differing else []


def _answer_differs(book: Book, files: Mapping[str, bytes], where: str) -> tuple[list[str], list[str]]:
    """What of the answer is another here; and what else is to be known."""
    question = _question(files[QUESTION], where)
    said = _object(files.get(ANSWER, b"{}"), f"{where}, {ANSWER}")
    try:
        here = bundle_files(book, ask(book, question))
    except QuestionError as error:
        return [f"This book gives no such answer: {error}".splitlines()[0]], list(_not_held(book, files))
    found = _object(here[ANSWER], ANSWER)
    differing = [*_rows_differ(said, found, "figures"), *_rows_differ(said, found, "evidence")]
    words = [name for name in here if name != SUMS and name in files and files[name] != here[name]]
    if differing:
        return differing, list(_not_held(book, files))
    return [], words and [f"Said in other words, or by another version of the program or book: {', '.join(words)}."]


def _question(data: bytes, where: str) -> Question:
    asked = _object(data, f"{where}, {QUESTION}").get("question")
    try:
        if not isinstance(asked, dict) or not all(map(_is_plain, asked.values())):
            raise TypeError("a question is an object of texts, lists of texts and a flag")
        return Question.asked(**asked)
    except (TypeError, TallybookError) as error:
        raise QuestionError("The question of this bundle can't be understood.", where=where, found=f"{error}") from None


def _is_plain(value: object) -> bool:
    texts = value if isinstance(value, list) else [value]
    return isinstance(value, bool) or all(isinstance(text, str) for text in texts)


def _object(data: bytes, where: str) -> dict[str, Any]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise QuestionError("This is no JSON.", where=where, found=f"{error}") from None
    if not isinstance(found, dict):
        raise QuestionError("This is no JSON object.", where=where)
    return found


def _rows_differ(said: Mapping[str, Any], here: Mapping[str, Any], what: str) -> Iterator[str]:
    told, found = said.get(what), here.get(what)
    if not isinstance(told, list) or not isinstance(found, list):
        yield f"The bundle holds no {what}."
        return
    if len(told) != len(found):
        yield f"{what}: the bundle holds {len(told):,}, this book gives {len(found):,}."
    for number, (one, other) in enumerate(zip(told, found, strict=False), 1):
        if one != other:
            yield f"{what}, row {number}: {_first_difference(one, other)}"


def _first_difference(one: Any, other: Any) -> str:
    if not isinstance(one, dict) or not isinstance(other, dict):
        return "not a row."
    name = next(name for name in {**one, **other} if one.get(name) != other.get(name))
    return f"{name} is {one.get(name)!r} in the bundle and {other.get(name)!r} here."


def _not_held(book: Book, files: Mapping[str, bytes]) -> Iterator[str]:
    """Files that the bundle stands on and the book does not hold."""
    held = {row["document"] for row in book.documents()}
    for line in files.get(SOURCES, b"").decode("utf-8", "replace").splitlines()[1:]:
        digest, _, rest = line.partition(",")
        if digest and digest not in held:
            yield f"This book does not hold {rest.partition(',')[0] or digest}."
