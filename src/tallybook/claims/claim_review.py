"""ClaimReview (schema.org) of a report, one for each statement that the record was asked about.

The rating is of the statement, by this record, from 1 to 5:

    5  confirmed, or true within its own rounding or bound
    3  in the record, which speaks against it; or true of one of several measures that fit the words
    2  the number is in the record, for another thing or another date
    1  the record says otherwise

What is outside the record, and what is an opinion, gets no rating and no review.

The author of a claim is named where an official or an organisation speaks. Private people are never
named: not attorneys, relatives, witnesses or people in custody, though they stand in the text with their
names. Whom the words don't show to be an official is taken for a private person.
"""

import re
from typing import Any

from tallybook.claims.desk import Report
from tallybook.claims.report_view import shown
from tallybook.claims.report_words import words_of
from tallybook.claims.verdicts import Finding

RATINGS = {
    "confirmed": 5,
    "confirmed_rounded": 5,
    "unreliable_source": 3,
    "needs_definition": 3,
    "wrong_description": 2,
    "wrong_date": 2,
    "contradicted": 1,
}
_CONTEXT = "https://schema.org"
_US = {"@type": "Organization", "name": "Tallybook"}

# Who is private, whatever else is said of him: these win over every word below.
_PRIVATE = re.compile(
    r"\b(?:(?<!u\.s\. )attorneys?(?! general)|lawyers?|counsel|immigrants?|migrants?|detainees?|asylum|refugees?"
    r"|witness(?:es)?|neighbou?rs?|residents?|volunteers?|pastors?|priests?|worshippers|teachers?|workers?|employees?"
    r"|students?|clients?|wi(?:fe|ves)|husbands?|sons?|daughters?|(?:god|grand)?(?:mother|father)s?|parents?|brothers?"
    r"|sisters?|famil(?:y|ies)|friends?|cousins?|uncles?|aunts?|nephews?|nieces?|partners?|relatives?|children"
    r"|wom[ae]n|m[ae]n|boys?|girls?|teenagers?|farmers?|bricklayers?|cooks?|drivers?|owners?|consultants?"
    r"|commentators?|experts?|professors?|researchers?|advocates?|activists?|critics?|supporters?|sources?|former|ex"
    r"|retired|abogad[oa]s?|inmigrantes?|migrantes?|detenid[oa]s?|testigos?|vecin[oa]s?|voluntari[oa]s?|párrocos?"
    r"|pastor[ae]?s?|curas?|espos[oa]s?|hij[oa]s?|madres?|padres?|herman[oa]s?|prim[oa]s?|t[ií][oa]s?|familiar(?:es)?"
    r"|amig[oa]s?|mujer(?:es)?|hombres?|client[ea]s?|trabajador[ae]?s?|comentaristas?|expert[oa]s?|profesor[ae]?s?"
    r"|activistas?|fuentes?|exdirector[ae]?)\b",
    re.IGNORECASE,
)
# Offices that are public in themselves.
_OFFICE = re.compile(
    r"\b(?:spokes(?:person|man|woman|people)|officials?|senators?|sen\.|representatives?|rep\.|congress(?:man|woman)"
    r"|governors?|gov\.|mayors?|sheriffs?|attorney general|secretary of \w+|homeland security secretary|border czar"
    r"|white house|(?-i:President)|vice president|the president|press secretary|administration|portavo(?:z|ces|cía)"
    r"|funcionari[oa]s?|senador[ae]?s?|gobernador[ae]?s?|alcald(?:e|esa)s?|congresistas?|Casa Blanca"
    r"|(?-i:Presidente|Presidenta)|el presidente|la presidenta)(?!\w)",
    re.IGNORECASE,
)
# Offices that are public where they are of a public body, named in the same words.
_HEAD = re.compile(
    r"\b(?:secretary|director|commissioner|chief|head|chair(?:man|woman)?|administrator|inspector general|czar|deputy"
    r"|secretari[oa]|director[ae]?|comisionad[oa]|jef[ae])\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?-i:\bICE\b|\bDHS\b|\bCBP\b|\bERO\b|\bHSI\b|\bDOJ\b|\bEOIR\b)|\b(?:Immigration and Customs Enforcement"
    r"|Homeland Security|Border Patrol|Customs and Border Protection|White House|Justice Department|departments?"
    r"|agenc(?:y|ies)|field office|Congress|House|Senate|state|county|city|departamento|agencia|Congreso|Casa Blanca"
    r"|Seguridad Nacional)\b",
    re.IGNORECASE,
)
# What an organisation's name, or the words for one, end with.
_ORGANISATION = re.compile(
    r"\b(?:(?-i:ICE|DHS|CBP|ERO|DOJ|EOIR|ACLU)|Immigration and Customs Enforcement|Homeland Security|Border Patrol"
    r"|White House|department|agency|bureau|coalition|union|newspaper|newsletter|association|council|committee"
    r"|commission|network|institute|foundation|center|centre|project|campaign|party|government|legislature|board"
    r"|radio|television|News|Times|Post|Press|departamento|agencia|coalici[oó]n|sindicato|periódico|diario|asociación"
    r"|consejo|comité|comisión|red|instituto|fundación|gobierno|emisora|televisora)$",
    re.IGNORECASE,
)
_OF = re.compile(r"\s+(?:of|for|at|from|in|that|which|de|del|para|en|que)\s.*$", re.IGNORECASE)
_NAME = r"(?:[A-ZÁÉÍÓÚÑ][\w’'-]+\s+){0,3}(?:[A-ZÁÉÍÓÚÑ]\.\s+)?[A-ZÁÉÍÓÚÑ][\w’'-]+"


def claim_reviews(report: Report, url: str = "") -> list[dict[str, Any]]:
    """A ClaimReview for each statement of a report that has a rating.

    Args:
        url: where the report stands; its statements are told apart by a fragment. Left blank where it has no address.
    """
    return [
        _review(report, number, finding, url)
        for number, finding in enumerate(report.findings, 1)
        if finding.verdict in RATINGS
    ]


def _review(report: Report, number: int, finding: Finding, url: str) -> dict[str, Any]:
    claim: dict[str, Any] = {"@type": "Claim", "datePublished": finding.day.isoformat()}
    if author := author_of(finding.speaker) or _publisher(report.source):
        claim["author"] = author
    if publisher := _publisher(report.source):
        claim["appearance"] = {
            "@type": "CreativeWork",
            "publisher": publisher,
            "datePublished": finding.day.isoformat(),
        }
    return {
        "@context": _CONTEXT,
        "@type": "ClaimReview",
        "claimReviewed": without_private_names(finding),
        "itemReviewed": claim,
        "author": _US,
        "datePublished": report.day.isoformat(),
        "url": f"{url}#s{number}" if url else "",
        "inLanguage": report.lang,
        "reviewBody": shown(finding.reason),
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": RATINGS[finding.verdict],
            "bestRating": max(RATINGS.values()),
            "worstRating": min(RATINGS.values()),
            "alternateName": words_of(report.lang).verdicts[finding.verdict],
        },
    }


def author_of(speaker: str) -> dict[str, str] | None:
    """A speaker as the author of a claim, where he speaks for a public office or an organisation.

    >>> author_of("an ICE spokeswoman"), author_of("a coalition of churches")
    ({'@type': 'Person', 'name': 'an ICE spokeswoman'}, {'@type': 'Organization', 'name': 'a coalition of churches'})
    >>> author_of("Ann Lee, an attorney"), author_of("his wife"), author_of("Ann Lee"), author_of("an ICE detainee")
    (None, None, None, None)
    """
    speaker = " ".join(shown(speaker).split())
    if not speaker or _PRIVATE.search(speaker):
        return None
    if _ORGANISATION.search(_OF.sub("", speaker)):
        return {"@type": "Organization", "name": speaker}
    if _OFFICE.search(speaker) or (_HEAD.search(speaker) and _BODY.search(speaker)):
        return {"@type": "Person", "name": speaker}
    return None


def _publisher(source: str) -> dict[str, str] | None:
    return {"@type": "Organization", "name": " ".join(shown(source).split())} if source.strip() else None


def without_private_names(finding: Finding) -> str:
    """The words of a statement; of a private person who is said to speak, or stands beside such a word, no name."""
    text = " ".join(shown(finding.text).split())
    if finding.speaker and not author_of(finding.speaker):
        for name in re.findall(_NAME, finding.speaker):
            text = re.sub(rf"\b{re.escape(name)}\b", "[…]", text)
    beside = re.compile(
        rf"(?P<before>{_NAME})(?=,\s(?:an?|the|his|her|their|una?|el|la|su)\s(?P<told>[^,.;]{{1,80}}))"
        rf"|(?<=\s)(?P<word>[\w’'-]+),?\s(?P<after>{_NAME})"
    )

    def masked(match: re.Match[str]) -> str:
        if match["before"]:
            return "[…]" if _PRIVATE.search(match["told"]) and not author_of(match["told"]) else match[0]
        return match[0].replace(match["after"], "[…]") if _PRIVATE.fullmatch(match["word"]) else match[0]

    return beside.sub(masked, text)
