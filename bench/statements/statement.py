"""What a statement of the benchmark is: its words, its day, and the verdicts that are right for it."""

from dataclasses import dataclass
from datetime import date

from tallybook.claims.verdicts import REFUTE, SUPPORT

TRUE = ""
"""The trap of a statement that is true."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement, made of a figure of the book."""

    text: str
    day: date  # on which it is made
    lang: str
    trap: str  # what was altered; TRUE where nothing was
    beside: str  # of a true one: the trap whose false statement it was made with
    family: str  # whose words it uses
    form: str  # how its number is said: exact, about, more than, fraction, ...
    expected: frozenset[str]  # every verdict that is right
    best: str  # the one that says most
    claimed: float  # the number that is told, in the unit of the measure
    recorded: float | None  # what the book says for these words; None where no table answers them
    cells: tuple[str, ...]  # where the number that is told stands, as FILE!SHEET!CELL; none of an invented one
    why: str  # what is told of what

    @property
    def is_true(self) -> bool:
        """Whether the record bears it out."""
        return self.trap == TRUE


RIGHT: dict[str, tuple[frozenset[str], str]] = {
    TRUE: (SUPPORT, "confirmed"),
    "number": (REFUTE, "contradicted"),
    "bound": (frozenset({"contradicted"}), "contradicted"),
    "date": (frozenset({"wrong_date", "contradicted"}), "wrong_date"),
    **{
        trap: (frozenset({"wrong_description", "contradicted"}), "wrong_description")
        for trap in (
            "label", "place", "total_for_part", "stock_flow", "to_date_for_month", "unit", "measure", "denominator",
        )
    },
}  # fmt: skip
"""Of each trap the verdicts that are right, and the one that says most. An altered number may by chance stand somewhere
else in the record, so that any of the three that refute is right of it."""
