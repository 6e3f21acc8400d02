"""What the checks say of an edition with a fault planted in it, and did not say of the true one."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import duckdb
import pyarrow as pa

from bench.planting.draft import Fault
from bench.planting.edition import Edition, Editions
from tallybook.checks import KINDS, find_all
from tallybook.checks.finding import Finding, Place, Spot
from tallybook.columns import Rows
from tallybook.readers.grid import Workbook
from tallybook.sources import read_document

Address = tuple[str, str, str]
"""Document, sheet and cell; a sheet as a whole has the cell ''."""


@dataclass(frozen=True, slots=True)
class Said:
    """A finding, with the addresses of its cells."""

    kind: str
    severity: str
    document: str
    sentence: str
    table: str  # the table it concerns; '' where it is not one
    suspects: frozenset[Address]
    cells: frozenset[Address]  # suspects and witnesses

    @property
    def is_told(self) -> bool:
        """Whether it is an error or a warning, no mere note."""
        return self.severity in ("error", "warning")

    def is_like(self, other: "Said") -> bool:
        """Whether it says the same of the same file: in the same words, or mostly of the same cells."""
        same_cells = 2 * len(self.suspects & other.suspects) > len(self.suspects)
        same_matter = (self.kind, self.document) == (other.kind, other.document)
        return same_matter and (self.sentence == other.sentence or same_cells)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a planted fault."""

    fault: str  # its kind
    file: str
    what: str
    found_as: tuple[str, ...]  # kinds of the errors and warnings that name it
    noted_as: tuple[str, ...]  # kinds of the mere notes that name it
    near: tuple[str, ...]  # what else it made the checks say of its table, in words
    beside: tuple[str, ...]  # and of other tables and editions


class Trials:
    """Faults tried out, each in a book of its edition and the editions around it."""

    def __init__(self, editions: Editions) -> None:
        self.editions = editions
        self.truth = cache(self._truth)

    def _truth(self, edition: Edition) -> list[Said]:
        """What the checks say of the true edition among its neighbours."""
        with self._book(edition, edition.workbook) as connection:
            return _said(connection)

    def prepare(self, edition: Edition) -> bool:
        """Marks the tables that are at fault already; false where no fault can be told apart in the file."""
        document = edition.document.sha256
        here = [said for said in self.truth(edition) if said.document == document]
        told = [said for said in here if said.is_told]
        cells = {(sheet, cell) for said in told for of, sheet, cell in said.cells if of == document}
        tables = {said.table for said in told}
        edition.leave_alone(
            frozenset((n.sheet, n.table) for n in edition.numbers if n.table in tables or (n.sheet, n.cell) in cells)
        )
        return all(said.kind != "older_file_republished" for said in here)

    def outcome(self, fault: Fault) -> Outcome:
        """What the checks say of a fault."""
        document = fault.edition.document.sha256
        with self._book(fault.edition, fault.workbook) as connection:
            tables, own = self._own(connection, fault)
            said = [new for new in _said(connection) if not any(new.is_like(old) for old in self.truth(fault.edition))]
        named = [new for new in said if new.document == document and new.cells & own]
        others = [new for new in said if new.is_told and new not in named]
        near = [new for new in others if new.document == document and new.table in tables]
        return Outcome(
            fault.kind,
            fault.edition.document.file,
            fault.what,
            found_as=_kinds(new for new in named if new.is_told),
            noted_as=_kinds(new for new in named if not new.is_told),
            near=_words(near),
            beside=_words(new for new in others if new not in near),
        )

    def _book(self, edition: Edition, workbook: Workbook) -> duckdb.DuckDBPyConnection:
        """A book in memory of an edition, read from the given sheets, and of its neighbours."""
        connection = self.editions.whole.cursor()
        rows = Rows()
        read_document(workbook, edition.document, rows)
        neighbours = self.editions.neighbours(edition)
        for name, table in rows.tables().items():
            connection.register("planted", table)
            connection.execute(
                f"CREATE OR REPLACE TABLE {name} AS "
                f"FROM whole.{name} WHERE document IN (SELECT unnest($1)) UNION ALL FROM planted",
                [neighbours],
            )
            connection.unregister("planted")
        return connection

    def _own(self, connection: duckdb.DuckDBPyConnection, fault: Fault) -> tuple[set[str], set[Address]]:
        """The tables of a fault, and the cells by which a finding shows that it has found it."""
        document = fault.edition.document.sha256
        query = """
            WITH otherwise AS (
                SELECT sheet, table_name, cell FROM
                (FROM observation WHERE document = $1 EXCEPT FROM whole.observation WHERE document = $1)
            ), moved AS (SELECT unnest($2) AS sheet, unnest($3) AS table_name), own AS (
                SELECT sheet, table_name, cell FROM otherwise WHERE NOT EXISTS (FROM moved)
                UNION SELECT sheet, table_name, cell FROM observation SEMI JOIN moved USING (sheet, table_name)
                WHERE document = $1
            )
            FROM own UNION
            SELECT sheet, table_name, cell FROM issue SEMI JOIN own USING (sheet, table_name) WHERE document = $1
        """
        sheets, tables = [sheet for sheet, _ in fault.tables], [table for _, table in fault.tables]
        rows = connection.execute(query, [document, sheets, tables]).fetchall()
        touched = {(document, sheet, cell) for sheet, cell in fault.touched}
        return {table for _, table, _ in rows}, touched | {(document, sheet, cell) for sheet, _, cell in rows}


def _words(said: Iterable[Said]) -> tuple[str, ...]:
    return tuple(f"{new.kind}: {new.sentence}" for new in said)


def _kinds(said: Iterable[Said]) -> tuple[str, ...]:
    return tuple(sorted({new.kind for new in said}))


def _said(connection: duckdb.DuckDBPyConnection) -> list[Said]:
    """Every finding of a book, with addresses in place of row numbers."""
    found = find_all(connection)
    addresses = _addresses(connection, found)
    return [_as_said(finding, addresses) for finding in found]


def _as_said(finding: Finding, addresses: dict[int, Address]) -> Said:
    def address(spot: Spot) -> Address:
        return (spot.document, spot.sheet, spot.cell) if isinstance(spot, Place) else addresses[spot]

    suspects, witnesses = (frozenset(map(address, spots)) for spots in (finding.suspects, finding.witnesses))
    severity = finding.severity or KINDS[finding.kind].severity
    return Said(
        finding.kind,
        severity,
        finding.document,
        finding.sentence,
        finding.table_name,
        suspects,
        suspects | witnesses,
    )


def _addresses(connection: duckdb.DuckDBPyConnection, found: list[Finding]) -> dict[int, Address]:
    spots = {spot for finding in found for spot in (*finding.suspects, *finding.witnesses) if isinstance(spot, int)}
    connection.register("spots", pa.table({"spot": pa.array(sorted(spots), pa.int64())}))
    rows = connection.execute("SELECT spot, document, sheet, cell FROM number JOIN spots USING (spot)").fetchall()
    connection.unregister("spots")
    return {spot: (document, sheet, cell) for spot, document, sheet, cell in rows}
