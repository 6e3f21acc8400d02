"""Where a long sentence falls into parts that are to be judged on their own; most sentences are one part."""

import re
from itertools import pairwise

_NUMBER = re.compile(
    r"\$?\b\d[\d.,]*%?|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?"
    r"|half|third|thirds|quarters?|fifth|most|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|cientos|miles|millones|mitad)\b",
    re.IGNORECASE,
)  # fmt: skip
_COUNTED = re.compile(
    rf"(?:{_NUMBER.pattern})(?:[\s-](?:percent|hundred|thousand|million|mil|millones|por\s+ciento))*\s+(?:of\s+(?:the\s+)?|de\s+)?"
    r"(?!(?:in|on|at|by|to|from|for|and|or|as|than|were|was|are|is|had|have|has|more|fewer|since|a|an|the|of|them|en|y|de"
    r"|hundreds?|thousands?|millions?|\w+ed|por|que|eran|fueron|habían|había|son|es|han|ha)\b)[a-záéíóúñ][\w-]{2,}",
    re.IGNORECASE,
)  # fmt: skip
_PLACE = re.compile(
    r"\b(?:in|at|near|en)\s+(?:the\s+)?(?!(?:ICE|ATD|CBP|FY|GPS)\b|[A-Z][a-z]*(?:uary|ember|ober)\b)[A-Z][a-z]{2,}"
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|do|does|did|held|made|led|rose|fell|grew|went"
    r"|came|ran|wore|wears?|stood|kept|keeps?|took|left|lost|won|put|set|paid|saw|says?|said|holds?|counts?|costs?|tracks?"
    r"|supervis\w+|releas\w+|follows|covers|shows|appear|attend|live|wear|come|make|show|report|\w{3,}ed|es|son|era|eran|fue|fueron|ha|han|había|habían|hay|tiene|tienen"
    r"|tenía|tenían|\w{3,}(?:aba|aban|aron|ieron|ía|ían|ó))\b",
)  # fmt: skip
_BARE = re.compile(
    r"(?:of\s+)?(?:them|those|these|they|it|its|the\s+(?:same|rest|others?)|others|as\s+many|that|which|who)\b",
    re.IGNORECASE,
)

_PARTICIPLE = re.compile(
    r",\s+(?=(?!including|according|following|during|depending|excluding|counting|being)[a-z]{3,}ing\b)"
)
_MAKING = re.compile(r",\s+(?=making\s+(?:them|him|her|us)\b)")
_JOINED = re.compile(
    r"(?P<semicolon>;)\s+|,?\s+(?P<word>and\s+then|and|while|but|whereas|y|pero|mientras(?:\s+que)?)\s+"
)
_ATTRIBUTION = re.compile(
    r",\s+(?:according\s+to|según)\b.*$|,\s+(?!has\b|have\b|had\b)[^,;]{2,60}\s(?:said|says?|claimed|told|wrote|argued|estimates?|dijo|aseguró)\b[^,;]{0,30}$",
    re.IGNORECASE,
)  # fmt: skip


def cuts(text: str) -> list[tuple[int, int]]:
    """The parts of a sentence that a fact-checker would judge on their own, one for most sentences.

    >>> text = "The Miami office grew faster in May than any other, adding 1,300 participants, a source said."
    >>> [text[start:end] for start, end in cuts(text)]
    ['The Miami office grew faster in May than any other', 'adding 1,300 participants']
    >>> text = "Detention held 51,302 people on June 1, and more than half of them had been convicted."
    >>> cuts(text) == [(0, len(text))]
    True
    """
    places = [(0, 0), *_places(text), (len(text), len(text))]
    parts = [_trimmed(text, left[1], right[0]) for left, right in pairwise(places)]
    parts = [(start, end) for start, end in parts if start < end]
    return parts if len(parts) > 1 else [(0, len(text))]


def _places(text: str) -> list[tuple[int, int]]:
    """Where to cut: end of the left part and start of the right one."""
    found: list[tuple[int, int]] = []
    candidates = [match for rule in (_PARTICIPLE, _MAKING, _JOINED) for match in rule.finditer(text)]
    for match in sorted(candidates, key=lambda one: (one.start(), one.end())):
        begin = found[-1][1] if found else 0
        if match.start() >= begin and _parts_well(match, text[begin : match.start()], text[match.end() :]):
            found.append(match.span())
    return found


def _parts_well(match: re.Match[str], left: str, right: str) -> bool:
    """Whether both sides of a cut can be judged by themselves."""
    if len(left.split()) < 4 or len(right.split()) < 3 or not _VERB.search(left) or _within_quotes(left):
        return False
    if match.re is _MAKING:
        return True
    own = re.split(r"[,;]\s", right)[0]
    if match.re is _PARTICIPLE:
        return bool(_COUNTED.search(own))
    word = (match["word"] or "").lower()
    if word.split() == ["and", "then"]:
        return bool(re.match(r"[a-z]+(?:s|ed)\s", right))
    clause = re.split(r";|,\s+(?:and|but|while)\s", right)[0]
    if (
        not _VERB.search(clause)
        or _BARE.match(clause)
        or re.search(r"\b(?:of\s+them|de\s+ell[oa]s|as\s+many)\b", clause)
    ):
        return False
    if word == "while":
        return bool(re.match(r"(?:his|her|the|its|their|[A-Z]\w+|\d)[\s\w]", right))
    if not (_NUMBER.search(left) or _PLACE.search(left)):
        return False
    first = re.split(r"[,;]\s", clause)[0]
    has_own_subject = bool(re.match(rf"(?!to\b)(?:[\w$.,’'-]+\s+){{1,8}}?(?:{_VERB.pattern})", first))
    starts_with_verb = bool(_VERB.match(clause)) or bool(re.match(r"[a-z]+ed\b", clause))
    return has_own_subject and not starts_with_verb and bool(_COUNTED.search(clause) or _PLACE.search(clause))


def _within_quotes(left: str) -> bool:
    """Whether a quotation is open at the end of a piece."""
    return left.count("“") > left.count("”") or left.count('"') % 2 == 1


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A part without its attribution, its blanks and its closing stop."""
    piece = _ATTRIBUTION.sub("", text[start:end]).rstrip(" ,;.")
    return start + len(piece) - len(piece.lstrip()), start + len(piece)
