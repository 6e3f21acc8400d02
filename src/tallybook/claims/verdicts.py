"""The verdicts, and what is found of a statement: as values."""

from dataclasses import dataclass, field
from datetime import date

from tallybook.claims.quantities import Quantity

VERDICTS: dict[str, str] = {
    "confirmed": "The record says the same number, for the same thing, place and date.",
    "confirmed_rounded": "True within the bound or rounding that the words give.",
    "wrong_description": "The number is in the record, for another thing than the words say.",
    "wrong_date": "The number is in the record for this thing, at another date.",
    "contradicted": "The record, for that thing and date, says otherwise.",
    "unreliable_source": "The number is in the record, and the record speaks against it itself.",
    "needs_definition": "Two or more measures fit the words, and give different answers.",
    "not_checkable": "No table of the book can settle it.",
    "opinion": "A promise, a judgement, an intention or one person's story: nothing to count.",
}

SUPPORT = frozenset({"confirmed", "confirmed_rounded"})
REFUTE = frozenset({"wrong_description", "wrong_date", "contradicted"})
CAREFUL = frozenset({"unreliable_source", "needs_definition"})

# The worst number of a statement gives its verdict.
_GRAVITY = (
    "contradicted",
    "wrong_description",
    "wrong_date",
    "unreliable_source",
    "needs_definition",
    "not_checkable",
    "confirmed_rounded",
    "confirmed",
    "opinion",
)


def gravity(verdict: str) -> int:
    """0 for the worst."""
    return _GRAVITY.index(verdict)


@dataclass(frozen=True, slots=True)
class Cited:
    """A printed cell that bears on a statement."""

    file: str
    document: str  # sha256
    sheet: str
    cell: str
    value: float | None  # as printed
    what: str  # what the number is of, in words
    report_date: date

    @property
    def address(self) -> str:
        """`FILE!SHEET!CELL`, as `tallybook show` takes it."""
        return f"{self.file}!{self.sheet}!{self.cell}"


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another reading of the words that was tried, and what the record says to it."""

    what: str
    value: float | None
    fits: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the record says of one number of a statement, or of a direction or rank that it claims."""

    verdict: str
    reason: str  # a sentence that a reader understands
    values: tuple[float, ...] = ()  # what the record says for the words as they stand, in the unit of the statement
    cited: tuple[Cited, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    measure: str = ""
    confidence: float = 0.0  # that the words were understood rightly, 0 to 1
    quantity: Quantity | None = None
    missing: str = ""  # of what no table holds: what is missing
    request: str = ""  # and the sentence of a records request that asks for it
    missing_is_named: bool = False  # whether it is a known thing that no table holds
    wording: str = ""  # a wording that the record bears


@dataclass(frozen=True, slots=True)
class Finding:
    """One statement of a text, with its verdict."""

    text: str
    start: int
    end: int
    day: date
    verdict: str
    judgements: tuple[Judgement, ...] = field(default=())
    speaker: str = ""
    law: str = ""  # where a statement of law is to be looked up

    @property
    def reason(self) -> str:
        """Why, by the number that decides; of a true one also why its rank or direction is so, and within what span."""
        if self.verdict not in SUPPORT:
            return self.leading.reason
        more = (j.reason for j in self.judgements if j.quantity is None and j.verdict in SUPPORT)
        return " ".join(dict.fromkeys((self.leading.reason, *more)))

    @property
    def leading(self) -> Judgement:
        """The judgement that gives the verdict."""
        return min(self.judgements, key=lambda judgement: gravity(judgement.verdict))

    @property
    def values(self) -> tuple[float, ...]:
        """What the record says, for all numbers of the statement."""
        return tuple(dict.fromkeys(value for judgement in self.judgements for value in judgement.values))

    @property
    def cited(self) -> tuple[Cited, ...]:
        """All cells that bear on it, those of the deciding number first."""
        ordered = sorted(self.judgements, key=lambda judgement: gravity(judgement.verdict))
        return tuple(dict.fromkeys(cell for judgement in ordered for cell in judgement.cited))

    @property
    def confidence(self) -> float:
        """Of the number that decides."""
        return self.leading.confidence
