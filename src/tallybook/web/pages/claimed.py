"""Claims: published statements that are fixed in a file and run again, with the verdict then and now."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tallybook import claims
from tallybook.answers.wording import value_words
from tallybook.book import Book
from tallybook.claims.claim_file import Claim, read_claims
from tallybook.claims.claim_review import claim_reviews
from tallybook.claims.desk import Report
from tallybook.claims.report_view import Item
from tallybook.claims.report_words import Words, words_of
from tallybook.claims.rerun import Outcome, Today, rerun
from tallybook.claims.verdicts import Cited
from tallybook.errors import QuestionError
from tallybook.http.reply import JSON, Reply
from tallybook.vintages import Edition
from tallybook.web.place import Place
from tallybook.web.rendering import rendered
from tallybook.web.visit import Visit

_FILES = {"published": False, "invented": True}  # by name, and whether nobody said it


@dataclass(frozen=True, slots=True)
class Kept:
    """A claim of a file that comes with Tallybook."""

    claim: Claim
    is_invented: bool


@dataclass(frozen=True, slots=True)
class Run:
    """A claim run again, as a page tells it."""

    kept: Kept
    outcome: Outcome
    item: Item
    was: str  # the verdict when it was fixed, in words
    address: str
    today: tuple[Mapping[str, Any], ...]
    review: str  # where its ClaimReview stands; blank where it gets none


@cache
def kept_claims() -> Mapping[str, Kept]:
    """The claims that come with Tallybook, by id."""
    folder = Path(claims.__file__).parent
    return {
        claim.id: Kept(claim, is_invented)
        for name, is_invented in _FILES.items()
        for claim in read_claims(folder / f"{name}.toml")
    }


def outcome_of(book: Book, name: str) -> Outcome:
    """A claim run again on this state of the book."""
    return book.once(("claim", name), lambda: rerun(book, kept_claims()[name].claim))


def claims_page(visit: Visit) -> Reply:
    """Every claim, with its verdict then and now."""
    runs = [_run(visit, name) for name in kept_claims()]
    return rendered(
        visit,
        "claims.html",
        visit.say("Claims"),
        real=[run for run in runs if not run.kept.is_invented],
        invented=[run for run in runs if run.kept.is_invented],
    )


def claim_page(visit: Visit, claim: str) -> Reply:
    """One claim: what was found of it, the cells, and what the record says today."""
    if claim not in kept_claims():
        raise _no_such(claim)
    run = _run(visit, claim)
    return rendered(visit, "claim.html", visit.say("A claim of {source}", source=run.kept.claim.source), run=run)


def review_file(visit: Visit, claim: str) -> Reply:
    """The ClaimReview of a claim as JSON-LD."""
    if claim not in kept_claims() or not (reviews := _reviews(visit, claim)):
        raise _no_such(claim)
    text = json.dumps(reviews[0], ensure_ascii=False, indent=1) + "\n"
    return Reply(text.encode(), JSON, file_name=f"claim-review-{claim}.json")


def _no_such(claim: str) -> QuestionError:
    return QuestionError(f"There is no claim {claim!r}.", expected="one of " + ", ".join(kept_claims()))


def _run(visit: Visit, name: str) -> Run:
    kept, outcome = kept_claims()[name], outcome_of(visit.held.whole, name)
    words = words_of(visit.lang)

    def link(cell: Cited) -> str:
        return visit.links.cell(cell.document, cell.sheet, cell.cell)

    found = kept.claim.found
    has_review = not kept.is_invented and bool(_reviews(visit, name))
    return Run(
        kept,
        outcome,
        Item(1, outcome.finding, words, link),
        words.verdicts[found.verdict] if found else "",
        visit.links.page(f"/claims/{name}"),
        tuple(_today(visit, one, words) for one in outcome.today),
        visit.links.file(f"/claims/{name}.json") if has_review else "",
    )


def _today(visit: Visit, one: Today, words: Words) -> Mapping[str, Any]:
    edition = one.edition
    return {
        "cell": one.cell.cell,
        "before": _printed(one.printed),
        "before_address": visit.links.cell(*one.printed.place),
        "now": _printed(edition),
        "now_address": visit.links.cell(*edition.place),
        "file": edition.file,
        "day": words.day(edition.report_date),
        "is_revised": one.is_revised,
    }


def _printed(edition: Edition) -> str:
    if edition.value is None:
        return edition.value_status
    return value_words(edition.value, edition.series.unit, is_bare=True)


def _reviews(visit: Visit, name: str) -> Sequence[dict[str, Any]]:
    claim, finding = kept_claims()[name].claim, outcome_of(visit.held.whole, name).finding
    report = Report(claim.text, claim.day, claim.source, claim.lang or "en", (finding,), ())
    return claim_reviews(report, visit.links.whole(visit.links.page(f"/claims/{name}")))


PLACES = (
    Place("/claims", claims_page),
    Place("/claims/{claim}.json", review_file, tells_origin=True),
    Place("/claims/{claim}", claim_page),
)
