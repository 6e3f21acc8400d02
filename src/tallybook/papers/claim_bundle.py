"""A bundle of checked claims: the claim file, what the record said of each, cells and files, and ClaimReview."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tallybook.book import Book
from tallybook.claims.claim_file import Claim, judged, read_claims
from tallybook.claims.claim_review import claim_reviews
from tallybook.claims.desk import Report
from tallybook.claims.naming import without_private_names
from tallybook.claims.quantities import language_of
from tallybook.claims.verdicts import Finding
from tallybook.errors import QuestionError
from tallybook.papers.bundle import CELLS, SOURCES, SUMS, as_csv, as_json, readme_bytes, sources_csv, with_sums
from tallybook.papers.custody import Custody, held_files
from tallybook.papers.zipped import zipped

CLAIMS, FINDINGS, REVIEW = "claims.toml", "findings.json", "claim_review.json"
_CELL_COLUMNS = ("claim", "file", "document", "sheet", "cell", "value", "report_date")
_ABOUT = {
    CLAIMS: "the claims, as `tallybook check --rerun` takes them",
    FINDINGS: "what the record said of each on its day: verdict, reason, values",
    REVIEW: "ClaimReview (schema.org) of each that has a rating; names not known to be public are masked",
    CELLS: "every cell that a verdict stands on, with the hash of its file",
    SOURCES: "every file: its names, its hash, since when it is public, who kept it",
    SUMS: "the hash of every file of this bundle, as `sha256sum --check` takes them",
}


def claim_bundle_bytes(book: Book, path: Path, with_names: bool = False) -> bytes:
    """The bundle of a claim file.

    Args:
        book: the book; each claim is judged as of its own day.
        path: the claim file.
        with_names: though claims name people who are not known to be public, or might.

    Raises:
        QuestionError: it is no claim file, it holds no claim, or a claim might name a private person.
    """
    claims = read_claims(path)
    if not claims:
        raise QuestionError("There is no claim in it.", where=str(path), hint="tallybook check TEXT --fix FILE.toml")
    found = [(claim, judged(book, claim)) for claim in claims]
    if not with_names:
        _refuse_names(found)
    files = {
        CLAIMS: path.read_bytes(),
        FINDINGS: as_json([_finding(claim, finding) for claim, finding in found]),
        REVIEW: as_json([review for claim, finding in found for review in claim_reviews(_report(claim, finding))]),
        CELLS: as_csv(_CELL_COLUMNS, [row for claim, finding in found for row in _cells(claim, finding)]),
        SOURCES: sources_csv(_files(book, found)),
    }
    head = f"{len(claims):,} {'claim' if len(claims) == 1 else 'claims'}, each held against what was public on its day."
    readme = readme_bytes(head, [f"tallybook check --rerun {CLAIMS}"], files, _ABOUT)
    return zipped(with_sums({"README.txt": readme, **files}))


def _refuse_names(found: Sequence[tuple[Claim, Finding]]) -> None:
    named = [claim.id for claim, finding in found if "[…]" in without_private_names(_alone(claim, finding))]
    if named:
        raise QuestionError(
            "These claims may name a private person, and a bundle holds their words: " + ", ".join(named),
            hint="read them, and say --with-names if they may be published.",
        )


def _alone(claim: Claim, finding: Finding) -> Finding:
    return replace(finding, text=f"{claim.text} {claim.context}".strip())


def _report(claim: Claim, finding: Finding) -> Report:
    lang = claim.lang or language_of(claim.text)
    return Report(claim.text, claim.day, claim.source, lang, (finding,), ())


def _finding(claim: Claim, finding: Finding) -> dict[str, Any]:
    return {
        "id": claim.id,
        "date": claim.day,
        "verdict": finding.verdict,
        "reason": finding.reason,
        "values": list(finding.values),
        "cells": [cell.address for cell in finding.cited],
    }


def _cells(claim: Claim, finding: Finding) -> Iterator[dict[str, Any]]:
    for cell in finding.cited:
        yield {
            "claim": claim.id,
            "file": cell.file,
            "document": cell.document,
            "sheet": cell.sheet,
            "cell": cell.cell,
            "value": cell.value,
            "report_date": cell.report_date,
        }


def _files(book: Book, found: Sequence[tuple[Claim, Finding]]) -> list[Custody]:
    held = held_files(book)
    return [held[document] for document in dict.fromkeys(c.document for _, finding in found for c in finding.cited)]


def claims_differ(book: Book, files: Mapping[str, bytes], where: str) -> Iterator[str]:
    """What of the findings of a bundle of claims is another here.

    Raises:
        QuestionError: the claim file or the findings in it can't be understood.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / CLAIMS
        path.write_bytes(files[CLAIMS])
        claims = read_claims(path)
    try:
        told = {str(one["id"]): one for one in json.loads(files.get(FINDINGS, b"[]"))}
    except (ValueError, TypeError, KeyError) as error:
        raise QuestionError("These are no findings.", where=f"{where}, {FINDINGS}", found=f"{error}") from None
    for claim in claims:
        now = json.loads(as_json(_finding(claim, judged(book, claim))))
        then = told.get(claim.id)
        if then is None:
            yield f"claim {claim.id}: the bundle holds no finding of it."
            continue
        for name in ("verdict", "values", "cells"):
            if then.get(name) != now[name]:
                yield f"claim {claim.id}: {name} is {then.get(name)!r} in the bundle and {now[name]!r} here."
