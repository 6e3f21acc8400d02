"""ClaimReview (schema.org) of a report, one for each statement that the record was asked about.

The rating is of the statement, by this record, from 1 to 5:

    5  confirmed, or true within its own rounding or bound
    3  in the record, which speaks against it; or true of one of several measures that fit the words
    2  the number is in the record, for another thing or another date
    1  the record says otherwise

What is outside the record, and what is an opinion, gets no rating and no review.
"""

from typing import Any

from tallybook.claims.desk import Report
from tallybook.claims.naming import author_of, without_private_names
from tallybook.claims.report_view import shown
from tallybook.claims.report_words import words_of
from tallybook.claims.verdicts import Finding

RATINGS = {"confirmed": 5, "confirmed_rounded": 5, "unreliable_source": 3, "needs_definition": 3}
RATINGS |= {"wrong_description": 2, "wrong_date": 2, "contradicted": 1}


def claim_reviews(report: Report, url: str = "") -> list[dict[str, Any]]:
    """A ClaimReview for each statement of a report that has a rating; `url` is where it stands, if anywhere."""
    numbered = enumerate(report.findings, 1)
    return [_review(report, number, one, url) for number, one in numbered if one.verdict in RATINGS]


def _review(report: Report, number: int, finding: Finding, url: str) -> dict[str, Any]:
    said = {"datePublished": finding.day.isoformat()}
    claim: dict[str, Any] = {"@type": "Claim", **said}
    if author := author_of(finding.speaker) or _publisher(report.source):
        claim["author"] = author
    if publisher := _publisher(report.source):
        claim["appearance"] = {"@type": "CreativeWork", "publisher": publisher, **said}
    rating = {"@type": "Rating", "ratingValue": RATINGS[finding.verdict], "bestRating": 5, "worstRating": 1}
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": without_private_names(finding),
        "itemReviewed": claim,
        "author": {"@type": "Organization", "name": "Tallybook"},
        "datePublished": report.day.isoformat(),
        **({"url": f"{url}#s{number}"} if url else {}),
        "inLanguage": report.lang,
        "reviewBody": shown(finding.reason),
        "reviewRating": {**rating, "alternateName": words_of(report.lang).verdicts[finding.verdict]},
    }


def _publisher(source: str) -> dict[str, str] | None:
    author = author_of(source)
    return author if author and author["@type"] == "Organization" else None
