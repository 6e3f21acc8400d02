"""What a person decided about faults of this publication, and what only looks like one."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("errata.toml")

STATUSES = ("confirmed", "explained")
DECISIONS = ("flag", "leave_out")


@dataclass(frozen=True, slots=True)
class Erratum:
    """A decision about an entry of the ledger: the one of this kind that has this file among its files."""

    kind: str
    file: str
    status: str
    decision: str
    because: str
    decided_by: str
    decided_on: date
    cells: tuple[str, ...] = ()  # addresses like 'ATD FY22 YTD'!B11; none where every suspect cell is meant

    @property
    def leaves_out(self) -> bool:
        """Whether the cells do not answer: another edition does."""
        return self.decision == "leave_out"


@dataclass(frozen=True, slots=True)
class Structure:
    """A fact about the record that looks like an error and is none, with a cell where it can be seen."""

    id: str
    tables: tuple[str, ...]
    sentence: str
    because: str
    file: str
    sheet: str
    cell: str


@cache
def load_errata() -> tuple[Erratum, ...]:
    """Every erratum, in the order in which they stand in errata.toml."""
    return tuple(
        Erratum(
            kind=entry["kind"],
            file=entry["file"],
            status=entry["status"],
            decision=entry["decision"],
            because=entry["because"],
            decided_by=entry["decided"]["by"],
            decided_on=entry["decided"]["on"],
            cells=tuple(entry.get("cells", ())),
        )
        for entry in tomllib.loads(_FILE.read_text(encoding="utf-8"))["erratum"]
    )


@cache
def load_structures() -> tuple[Structure, ...]:
    """Every fact about the record that is no error."""
    return tuple(
        Structure(entry["id"], tuple(entry["tables"]), entry["sentence"], entry["because"], **entry["seen"])
        for entry in tomllib.loads(_FILE.read_text(encoding="utf-8"))["structure"]
    )
