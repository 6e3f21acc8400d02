"""What a person decided about faults of this publication, and what only looks like one."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("errata.toml")

STATUSES = ("confirmed", "explained")
DECISIONS = ("flag", "leave_out")
_EVERY = "every suspect"


@dataclass(frozen=True, slots=True)
class Erratum:
    """A decision about what the ledger found of one kind, in files and tables."""

    kind: str
    files: tuple[str, ...]
    tables: tuple[str, ...]
    shown_by: str  # the file whose publication shows that the reason holds
    status: str
    decision: str
    because: str
    decided_by: str
    decided_on: date
    cells: tuple[str, ...] | None  # that are left out, like 'ATD FY22 YTD'!B11; None for every suspect

    def leaves_out(self, file: str, sheet: str, cell: str) -> bool:
        """Whether a suspect cell does not answer: another edition does, where there is one."""
        if self.decision != "leave_out" or file not in self.files:
            return False
        return self.cells is None or f"'{sheet}'!{cell}" in self.cells


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
    """Every erratum, in the order in which they stand in errata.toml.

    Raises:
        ValueError: one of them says something that errata.toml does not allow for.
    """
    return tuple(map(_erratum, tomllib.loads(_FILE.read_text(encoding="utf-8"))["erratum"]))


def _erratum(entry: dict[str, Any]) -> Erratum:
    cells, told = entry.get("cells", []), f"errata.toml, {entry['kind']} of {entry['files'][0]}"
    if entry["status"] not in STATUSES or entry["decision"] not in DECISIONS:
        raise ValueError(f"{told}: no such status or decision")
    if (entry["decision"] == "leave_out") != bool(cells):
        raise ValueError(f"{told}: to leave out is to name the cells, or {_EVERY!r}")
    return Erratum(
        kind=entry["kind"],
        files=tuple(entry["files"]),
        tables=tuple(entry["tables"]),
        shown_by=entry["shown_by"],
        status=entry["status"],
        decision=entry["decision"],
        because=entry["because"],
        decided_by=entry["decided"]["by"],
        decided_on=entry["decided"]["on"],
        cells=None if cells == _EVERY else tuple(cells),
    )


@cache
def load_structures() -> tuple[Structure, ...]:
    """Every fact about the record that is no error."""
    return tuple(
        Structure(entry["id"], tuple(entry["tables"]), entry["sentence"], entry["because"], **entry["seen"])
        for entry in tomllib.loads(_FILE.read_text(encoding="utf-8"))["structure"]
    )
