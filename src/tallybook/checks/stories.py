"""Which findings are one story: what a reader would want told once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tallybook.checks.finding import Finding, Place

_ON_AND_ON = 3  # editions; a fault that comes back after more than these is another story


def first_word(sheet: str) -> str:
    """What a sheet is of, whatever its year: the first word of its name; blank where the name is.

    >>> first_word(" ICLOS and Detainees"), first_word(" ")
    ('ICLOS', '')
    """
    return (sheet.split() or [""])[0]


class Stories:
    """Faults of one place are one story; one that the next editions repeat stays that of the first.

    Findings must come in the order in which they became public: a later one never changes the
    story of an earlier one.
    """

    def __init__(self, what: str) -> None:
        self._what = what
        self._seen: dict[tuple[Any, ...], tuple[int, str]] = {}

    def of(self, row: dict[str, Any], place: str, *sign: Any) -> str:
        """The story of a fault.

        Args:
            row: its `document` and `edition`.
            place: what of the document it concerns; faults of one place are one story.
            sign: what the same fault shows again in a later edition: its numbers, its date.
        """
        edition = row["edition"]
        last, story = self._seen.get(sign, (-_ON_AND_ON - 1, ""))
        if edition - last > _ON_AND_ON:
            story = ":".join(filter(None, (self._what, row["document"][:12], place)))
        self._seen[sign] = (edition, story)
        return story


OF_TIME = {
    "values_trade_places",
    "numbers_moved_by_a_month",
    "out_of_line_for_one_edition",
    "cumulative_figure_falls",
    "closed_period_changed",
    "jump",
    "grows_off_its_trend",
}
_CORRECTING = OF_TIME - {"out_of_line_for_one_edition"}
OF_LABELS = {"label_missing", "label_printed_twice"}


def joined(found: Sequence[Finding], severity: Mapping[str, str]) -> list[Finding]:
    """Findings of several checks that tell one story, made one; what adds nothing is dropped.

    A number that an earlier finding doubts, and that this edition prints differently, is that
    story's end: the new number is no suspect. Numbers that one finding doubts already are not told
    again as a jump or a trend. Missing labels belong to the sums that they upset.

    Args:
        found: in the order in which they can be known; a later one never changes an earlier one.
        severity: of each kind, where a finding has none of its own.
    """
    doubted: dict[object, str] = {}
    stories: set[str] = set()
    kept = []
    for finding in found:
        owners = [doubted[spot] for spot in finding.suspects if spot in doubted]
        if finding.kind in ("jump", "grows_off_its_trend") and len(owners) == len(finding.suspects):
            continue
        if finding.kind in OF_TIME:
            ended = [doubted[spot] for spot in finding.witnesses if spot in doubted]
            if finding.kind in _CORRECTING and ended and len(ended) * 2 >= len(finding.witnesses):
                witnesses = finding.witnesses + finding.suspects
                finding = replace(finding, story=ended[0], suspects=(), witnesses=witnesses, severity="note")
            elif owners:
                finding = replace(finding, story=owners[0])
        if finding.kind in OF_LABELS and (story := _sum_story(finding)) in stories:
            finding = replace(finding, story=story)
        if (finding.severity or severity[finding.kind]) == "error" or finding.kind in OF_TIME:
            for spot in finding.suspects:
                doubted.setdefault(spot, finding.story)
        stories.add(finding.story)
        kept.append(finding)
    return kept


def _sum_story(finding: Finding) -> str:
    """The story of the sums on the sheet of a finding."""
    sheets = [spot.sheet for spot in (*finding.suspects, *finding.witnesses) if isinstance(spot, Place)]
    return f"sum:{finding.document[:12]}:{sheets[0].strip() if sheets else ''}"
