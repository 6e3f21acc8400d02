"""Two speakers on one thing: what each says, and what the record can and cannot say of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from tallybook.claims.verdicts import Finding

_WORD = re.compile(r"[^\W\d_]{5,}")
_STEM = 5  # "orders" and "order", "removed" and "removal" are one word here
_ENOUGH = 2
# Words of the whole field: that two statements share them says nothing of what they are about.
_OF_THE_FIELD = re.compile(
    r"(?:about|immig|peopl|arres|detai|deten|agenc|agent|accor|their|there|these|those|which|would|could|shoul|after|"
    r"befor|other|spoke|lawye|attor|offic|clien|asked|perso|inmig|migra|segun|según|dijer|sobre|entre|estos|estas)"
)


@dataclass(frozen=True, slots=True)
class Voices:
    """Two statements of one thing by two speakers; numbered as in the report."""

    first: Finding
    second: Finding
    first_number: int
    second_number: int

    @property
    def missing(self) -> str:
        """What no table holds that would settle it; blank where the record has the thing."""
        return self.first.leading.missing or self.second.leading.missing

    @property
    def request(self) -> str:
        """The sentence of a records request that asks for it."""
        return self.first.leading.request or self.second.leading.request


def voices(findings: Sequence[Finding]) -> list[Voices]:
    """The pairs of a text, in its order; a statement stands in one pair at most, the one that fits it best."""
    numbered = [(number, finding) for number, finding in enumerate(findings, 1) if finding.speaker]
    scored = [
        (shared, one, other)
        for one, other in combinations(numbered, 2)
        if _are_two(one[1].speaker, other[1].speaker) and (shared := _in_common(one[1], other[1]))
    ]
    pairs, paired = [], set[int]()
    # The nearest first among those that share as much: an answer stands beside what it answers.
    for _, one, other in sorted(scored, key=lambda s: (-s[0], s[2][0] - s[1][0], s[1][0])):
        if paired.isdisjoint((one[0], other[0])):
            paired |= {one[0], other[0]}
            pairs.append(Voices(one[1], other[1], one[0], other[0]))
    return sorted(pairs, key=lambda pair: pair.first_number)


def _are_two(one: str, other: str) -> bool:
    """Whether two speakers are two: "Chen" is the Greg Chen of a line before."""
    one, other = one.casefold(), other.casefold()
    return one not in other and other not in one


def _in_common(one: Finding, other: Finding) -> int:
    """How much two statements have in common; 0 where they are not about one thing."""
    first, second = one.leading, other.leading
    if first.measure and first.measure == second.measure:
        cells = set(_series(one)) & set(_series(other))
        return 10 + len(cells) if cells else 0
    if first.missing_is_named and first.missing == second.missing:
        shared = _subject(one) & _subject(other)
        return len(shared) if len(shared) >= _ENOUGH else 0
    return 0


def _series(finding: Finding) -> Iterator[tuple[str, str]]:
    """What a statement's cells are of, and in which edition: by that its period is known too."""
    return ((cell.file, cell.what) for cell in finding.cited)


def _subject(finding: Finding) -> set[str]:
    """The telling words of a statement, by their beginnings; who speaks is not among them."""
    said = finding.text.replace(finding.speaker, " ")
    return {word[:_STEM].casefold() for word in _WORD.findall(said) if not _OF_THE_FIELD.match(word.casefold())}
