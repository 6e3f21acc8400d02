"""The law of two dates: what was known on a day depends on nothing that became public later."""

from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tallybook
from tallybook.checks import derived_tables
from tallybook.ledger import ledger
from tallybook.schema import PRINTED_TABLES, TABLES

FIRST, LAST = date(2019, 10, 6), date(2026, 2, 13)
DAYS = st.dates(FIRST - timedelta(days=3), LAST + timedelta(days=3))


def everything(book: "tallybook.Book", table: str) -> set[tuple[object, ...]]:
    return set(book.sql(f'SELECT * FROM "{table}"'))


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_as_of_the_last_day_is_as_of_no_day(table: str, book: "tallybook.Book", book_path: Path) -> None:
    with tallybook.open(book_path, as_of=LAST) as then:
        [(count, known)] = then.sql(f'SELECT count(*), count(DISTINCT hash(t)) FROM "{table}" AS t')
        [(whole, all_known)] = book.sql(f'SELECT count(*), count(DISTINCT hash(t)) FROM "{table}" AS t')

    assert (count, known) == (whole, all_known)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=DAYS)
def test_nothing_of_a_later_day_is_known(day: date, book_path: Path) -> None:
    with tallybook.open(book_path, as_of=day) as then:
        days = {row["report_date"] for row in then.documents()}
        files = {row["file"] for row in then.documents()}
        entries = ledger(then)

    assert all(known <= day for known in days)
    assert all(entry.known_from <= day for entry in entries)
    assert all(cell.file in files for entry in entries for cell in entry.cells)


def findings_of_a_book_that_ends(book_path: Path, day: date) -> tuple[set[object], set[object]]:
    """The findings that a book makes that never saw what became public after a day."""
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{book_path}' AS whole (READ_ONLY)")
        for table in PRINTED_TABLES:
            connection.execute(
                f'CREATE TABLE "{table.name}" AS SELECT * FROM whole."{table.name}" WHERE document IN '
                f"(SELECT document FROM whole.document WHERE report_date <= DATE '{day}')"
            )
        made = derived_tables(connection)
        return tuple({tuple(row.values()) for row in made[name].to_pylist()} for name in made)  # type: ignore[return-value]


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=st.dates(date(2020, 9, 1), LAST))
def test_a_later_document_changes_no_finding_of_an_earlier_day(day: date, book_path: Path) -> None:
    """The ledger as of a day, asked of the whole book, is that of a book which ends on that day."""
    findings, cells = findings_of_a_book_that_ends(book_path, day)

    with tallybook.open(book_path, as_of=day) as then:
        assert everything(then, "finding") == findings
        assert everything(then, "finding_cell") == cells


SIX = (
    "2023-05-20_FY23_detentionStats05192023.xlsx",
    "2023-05-26_FY23_detentionStats05262023.xlsx",
    "2023-05-31_FY23_detentionStats05312023.xlsx",
    "2023-06-01_FY23_detentionStats06012023.xlsx",
    "2023-06-13_FY23_detentionStats06122023.xlsx",
)


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(SIX), cut=st.integers(1, 4))
def test_adding_in_any_order_gives_the_same_book(
    order: list[str], cut: int, archive: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("order")
    for name, batches in (("straight", [list(SIX)]), ("shuffled", [order[:cut], order[cut:]])):
        for batch in batches:
            tallybook.add(folder / f"{name}.duckdb", [archive / file for file in batch])

    with tallybook.open(folder / "straight.duckdb") as straight, tallybook.open(folder / "shuffled.duckdb") as shuffled:
        for table in TABLES:
            assert everything(straight, table.name) == everything(shuffled, table.name), table.name
        assert ledger(straight) == ledger(shuffled)
