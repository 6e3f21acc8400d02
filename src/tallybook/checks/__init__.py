"""The checks: does a document agree with itself, and with those before it?

Each check is a small function over the temporary tables of `tallybook.checks.numbers` and its kind;
together they make the tables `finding` and `finding_cell` of the book.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import duckdb
import pyarrow as pa

from tallybook.arrow import text_array
from tallybook.checks import (
    agreement,
    arithmetic,
    continuity,
    editions,
    facilities,
    labels,
    noticed,
    numbers,
    revision,
    rows,
    shares,
    staleness,
    trend,
    words,
)
from tallybook.checks.finding import Find, Finding, Kind, Place, Spot
from tallybook.checks.stories import joined
from tallybook.schema import FINDING, FINDING_CELL

_PREPARED: tuple[Callable[[duckdb.DuckDBPyConnection], None], ...] = (
    numbers.prepare,
    staleness.prepare_contents,
    staleness.prepare_misdated,
    editions.prepare_editions,
    labels.prepare_labels,
)

_CHECKS: tuple[Find, ...] = (
    arithmetic.find_sums,
    arithmetic.find_old_totals,
    arithmetic.find_means,
    agreement.find_tables,
    agreement.find_courts,
    agreement.find_facilities,
    agreement.find_columns,
    shares.find_shares,
    shares.find_costs,
    shares.find_impossible,
    shares.find_families,
    shares.find_texts,
    staleness.find_stale,
    staleness.find_backwards,
    staleness.find_standstill,
    continuity.find_exchanged,
    continuity.find_shifted,
    continuity.find_blips,
    facilities.find_facility_blips,
    facilities.find_frozen,
    facilities.find_mixed,
    facilities.find_days,
    facilities.find_length,
    revision.find_zeros,
    revision.find_falls,
    revision.find_closed,
    trend.find_trends,
    continuity.find_jumps,
    labels.find_missing,
    rows.find_cut,
    rows.find_twice,
    rows.find_rounded,
    rows.find_doubled,
    labels.find_turnover,
    labels.find_tables,
    labels.find_holes,
    words.find_years,
    words.find_spellings,
    words.find_notes,
    words.find_future,
    words.find_stamps,
    words.find_files,
    noticed.find_noticed,
)

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for module in (
        arithmetic,
        agreement,
        shares,
        staleness,
        continuity,
        revision,
        trend,
        facilities,
        labels,
        rows,
        words,
    )
    for kind in vars(module).values()
    if isinstance(kind, Kind)
} | {kind.name: kind for kind in noticed.NOTICED_KINDS}


def find_all(connection: duckdb.DuckDBPyConnection) -> list[Finding]:
    """Every finding of every check over the documents of a connection, in the order in which they can be known.

    Which findings there are up to a day depends on nothing that became public later.
    """
    for prepare in _PREPARED:
        prepare(connection)
    edition = dict(connection.execute("SELECT document, edition FROM edition").fetchall())
    found = [finding for check in _CHECKS for finding in check(connection)]
    found.sort(key=lambda finding: (finding.known_from, edition[finding.document]))  # stable: the checks' order stays
    # What two rules find in the same words is one finding.
    once = {_name_of(finding): finding for finding in joined(found, {k.name: k.severity for k in KINDS.values()})}
    return list(once.values())


def derived_tables(connection: duckdb.DuckDBPyConnection) -> dict[str, pa.Table]:
    """The tables `finding` and `finding_cell` that the printed tables of a connection make."""
    found = find_all(connection)
    files = dict(connection.execute("SELECT document, file FROM document").fetchall())
    names = [_name_of(finding) for finding in found]
    findings = pa.table(
        {
            "finding": text_array(names),
            "story": text_array([f.story for f in found]),
            "kind": text_array([f.kind for f in found]),
            "severity": text_array([f.severity or KINDS[f.kind].severity for f in found]),
            "certainty": pa.array([f.certainty for f in found], pa.float64()),
            "weight": pa.array([f.weight for f in found], pa.float64()),
            "sentence": text_array([f.sentence for f in found]),
            "table_name": text_array([f.table_name or None for f in found]),
            "document": text_array([f.document for f in found]),
            "file": text_array([files[f.document] for f in found]),
            "known_from": pa.array([f.known_from for f in found], pa.date32()),
        },
        schema=FINDING.arrow_schema(),
    )
    return {FINDING.name: findings, FINDING_CELL.name: _cells(connection, zip(names, found, strict=True))}


def _name_of(finding: Finding) -> str:
    """A name that is the same in every book with the same documents."""
    said = "\n".join((finding.kind, finding.document, finding.story, finding.sentence))
    return f"{finding.kind}-{hashlib.sha256(said.encode()).hexdigest()[:12]}"


def _cells(connection: duckdb.DuckDBPyConnection, found: Iterable[tuple[str, Finding]]) -> pa.Table:
    numbered, placed = [], []
    for name, finding in found:
        for spot, is_suspect in _spots(finding):
            if isinstance(spot, Place):
                placed.append((name, spot.document, spot.sheet, spot.cell, is_suspect, finding.known_from))
            else:
                numbered.append((name, spot, is_suspect, finding.known_from))
    for table, held in (("numbered", _columns(numbered, 4)), ("placed", _columns(placed, 6))):
        connection.register(table, held)
    query = """
        SELECT f0 AS finding, document, file, sheet, cell, table_name, f2 AS is_suspect, f3 AS known_from
        FROM numbered JOIN number ON number.spot = f1
        UNION ALL
        SELECT f0, f1, (SELECT file FROM edition WHERE document = f1), f2, f3, NULL, f4, f5 FROM placed
        ORDER BY ALL
    """
    cells = connection.sql(query).to_arrow_table()
    for table in ("numbered", "placed"):
        connection.unregister(table)
    return cells.cast(FINDING_CELL.arrow_schema())


def _spots(finding: Finding) -> Iterator[tuple[Spot, bool]]:
    yield from ((spot, True) for spot in dict.fromkeys(finding.suspects))
    yield from ((spot, False) for spot in dict.fromkeys(finding.witnesses) if spot not in finding.suspects)


def _columns(rows: Sequence[tuple[object, ...]], width: int) -> pa.Table:
    return pa.table({f"f{place}": [row[place] for row in rows] for place in range(width)})
