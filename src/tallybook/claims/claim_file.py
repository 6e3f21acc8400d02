"""Claim files: statements fixed in TOML with what was found of them, so that a newsroom can run them again.

[[claim]]
id = "2025-06-05-0c5b1f"
text = "As of late last month, more than 20,000 ankle monitors were in use by ICE."
date = 2025-06-05
source = "..."              # who published it
lang = "en"
note = ""                   # yours to write
context = "..."             # only where the words alone would be understood otherwise

[claim.found]               # as it was when the claim was fixed; left out of a claim written by hand
verdict = "confirmed_rounded"
measure = "atd_participants"
value = [20637]
cells = ["2025-05-24_FY25_detentionStats05232025.xlsx!ATD FY25 YTD!B10"]
newest_file = "2025-05-24_FY25_detentionStats05232025.xlsx"
newest_file_known_from = 2025-05-24
soon_after = ["2025-06-06_FY25_detentionStats06052025.xlsx"]
"""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from tallybook.book import Book
from tallybook.claims.desk import Report, check, check_statement
from tallybook.claims.verdicts import VERDICTS, Finding
from tallybook.errors import QuestionError
from tallybook.prose import LANGUAGES

_HEAD = "# Statements fixed for good. Run them again: tallybook check --rerun FILE\n"
_LETTERS = 6  # of the hash of a text; with its day it names a claim


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of a claim when it was fixed."""

    verdict: str
    measure: str
    values: tuple[float, ...]
    cells: tuple[str, ...]  # FILE!SHEET!CELL
    newest_file: str  # of those known on the day of the statement
    newest_file_known_from: date | None
    soon_after: tuple[str, ...]  # files of the two weeks after the day


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that is fixed."""

    id: str
    text: str
    day: date
    source: str
    lang: str
    note: str
    context: str  # the text within which it is to be understood; blank where it stands alone
    found: Found | None


def judged(book: Book, claim: Claim) -> Finding:
    """What the record, as known on the day of a claim, says of it now."""
    if claim.context:
        report = check(book, claim.context, claim.day, claim.source, claim.lang)
        if within := next((finding for finding in report.findings if finding.text == claim.text), None):
            return within
    return check_statement(book, claim.text, claim.day, claim.lang)


def fix(book: Book, report: Report, path: Path) -> tuple[int, int]:
    """Appends the statements of a report to a claim file; what stands in it already is left as it is.

    Returns:
        How many were added, and how many stood there already.

    Raises:
        QuestionError: the file is no claim file, or there is no folder to write it to.
    """
    if not path.parent.is_dir():
        raise QuestionError("There is no such folder.", where=str(path.parent))
    known = {claim.id for claim in read_claims(path)} if path.exists() else set()
    added: dict[str, Claim] = {}
    with book.as_known_on(report.day) as then:
        for finding in report.findings:
            name = f"{finding.day}-{sha256(finding.text.encode()).hexdigest()[:_LETTERS]}"
            if name not in known and name not in added:
                added[name] = _fixed(then, report, finding, name)
    before = path.read_text(encoding="utf-8") if path.exists() else _HEAD
    if added:
        written = "\n".join(_written(claim) for claim in added.values())
        try:
            path.write_text(f"{before.rstrip()}\n\n{written}", encoding="utf-8", newline="\n")
        except OSError as error:
            raise QuestionError(f"It can't be written: {error.strerror}.", where=str(path)) from None
    return len(added), len(report.findings) - len(added)


def _fixed(book: Book, report: Report, finding: Finding, name: str) -> Claim:
    [newest] = book.sql(
        "SELECT max_by(file, (report_date, file)) AS file, max(report_date) AS day FROM document"
    ).rows()
    found = Found(
        finding.verdict,
        finding.leading.measure,
        finding.values,
        tuple(cell.address for cell in finding.cited),
        newest["file"] or "",
        newest["day"],
        report.soon_after,
    )
    alone = Claim(name, finding.text, finding.day, report.source, report.lang, "", "", found)
    for context in _contexts(report, finding):
        claim = Claim(name, finding.text, finding.day, report.source, report.lang, "", context, found)
        again = judged(book, claim)
        if (again.verdict, again.values) == (finding.verdict, finding.values):
            return claim
    return alone


def _contexts(report: Report, finding: Finding) -> Iterator[str]:
    """What a statement may need around it to be understood as it was: nothing, its paragraph, the whole text."""
    yield ""
    start = report.text.rfind("\n", 0, finding.start) + 1
    end = report.text.find("\n", finding.end)
    yield report.text[start : end if end >= 0 else None].strip()
    yield report.text


def read_claims(path: Path) -> list[Claim]:
    """The claims of a file, in its order.

    Raises:
        QuestionError: it is no claim file; the message says which claim is not as it should be.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise QuestionError("This is no TOML file.", where=str(path), found=str(fault)) from fault
    entries = tables.get("claim", [])
    if (
        not isinstance(entries, list)
        or not all(isinstance(entry, dict) for entry in entries)
        or set(tables) - {"claim"}
    ):
        raise QuestionError("This is no claim file.", where=str(path), expected="[[claim]] tables and nothing else")
    claims = [_claim(entry, f"{path}, claim {number}") for number, entry in enumerate(entries, 1)]
    for place, claim in enumerate(claims):
        if claim.id in (other.id for other in claims[:place]):
            raise QuestionError("Two claims have one id.", where=str(path), found=claim.id)
    return claims


def _claim(entry: dict[str, Any], where: str) -> Claim:
    text = _text(entry, "text", where, needed=True)
    lang = _text(entry, "lang", where)
    if lang not in ("", *LANGUAGES):
        raise QuestionError(
            "A claim has a language that is not spoken here.", where=where, found=lang, expected="en or es"
        )
    day = entry.get("date")
    if type(day) is not date:
        raise QuestionError("A claim has no day.", where=where, expected="date = 2025-06-05", found=repr(day))
    found = entry.get("found")
    return Claim(
        id=_text(entry, "id", where, needed=True),
        text=text,
        day=day,
        source=_text(entry, "source", where),
        lang=lang,
        note=_text(entry, "note", where),
        context=_text(entry, "context", where),
        found=None if found is None else _found(found, f"{where}, found"),
    )


def _found(entry: Any, where: str) -> Found:
    if not isinstance(entry, dict) or entry.get("verdict") not in VERDICTS:
        raise QuestionError("What was found has no verdict.", where=where, expected=", ".join(VERDICTS))
    known_from = entry.get("newest_file_known_from")
    values = entry.get("value", [])
    if not isinstance(values, list) or any(isinstance(v, bool) or not isinstance(v, int | float) for v in values):
        raise QuestionError("What was found has a value that is no list of numbers.", where=where, found=repr(values))
    return Found(
        verdict=entry["verdict"],
        measure=_text(entry, "measure", where),
        values=tuple(float(value) for value in values),
        cells=_texts(entry, "cells", where),
        newest_file=_text(entry, "newest_file", where),
        newest_file_known_from=known_from if type(known_from) is date else None,
        soon_after=_texts(entry, "soon_after", where),
    )


def _text(entry: dict[str, Any], name: str, where: str, needed: bool = False) -> str:
    value = entry.get(name, "")
    if not isinstance(value, str) or (needed and not value.strip()):
        raise QuestionError(f"A claim has no {name}.", where=where, found=repr(value), expected=f'{name} = "..."')
    return value


def _texts(entry: dict[str, Any], name: str, where: str) -> tuple[str, ...]:
    values = entry.get(name, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise QuestionError(f"{name} is no list of texts.", where=where, found=repr(values))
    return tuple(values)


def _written(claim: Claim) -> str:
    lines = [
        "[[claim]]",
        f"id = {_quoted(claim.id)}",
        f"text = {_quoted(claim.text)}",
        f"date = {claim.day}",
        f"source = {_quoted(claim.source)}",
        f"lang = {_quoted(claim.lang)}",
        f"note = {_quoted(claim.note)}",
    ]
    if claim.context:
        lines.append(f"context = {_quoted(claim.context)}")
    if found := claim.found:
        lines += [
            "",
            "[claim.found]",
            f"verdict = {_quoted(found.verdict)}",
            f"measure = {_quoted(found.measure)}",
            f"value = [{', '.join(_number(value) for value in found.values)}]",
            f"cells = [{', '.join(map(_quoted, found.cells))}]",
            f"newest_file = {_quoted(found.newest_file)}",
        ]
        if found.newest_file_known_from:
            lines.append(f"newest_file_known_from = {found.newest_file_known_from}")
        lines.append(f"soon_after = [{', '.join(map(_quoted, found.soon_after))}]")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A text as TOML writes it: as JSON does, but that DEL is a control character there too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(value)
