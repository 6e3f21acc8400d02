"""SQLite files: declared types, keys, references and indexes, a view for each published table; Datasette opens them."""

import datetime
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from tallybook.export.keys import INDEXES, KEYS, REFERENCES
from tallybook.export.relation import Relation
from tallybook.sources import published_tables
from tallybook.store.views import view_columns

_ROWS_AT_ONCE = 10_000
_OWN_NAMES = "sqlite_"  # no table of one's own may begin so


def write_sqlite(relations: Sequence[Relation], path: Path) -> int:
    """Writes a table for each relation, and the views where all numbers are there; returns the number of rows."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        present = {relation.name for relation in relations}
        count = sum(_write_table(database, relation, present) for relation in relations)
        for relation in relations:
            _write_indexes(database, relation)
        if "observation" in present:
            _write_views(database)
        database.commit()
        database.execute("ANALYZE")
        database.commit()
    return count


def write_one(relation: Relation, path: Path) -> int:
    """A database of one table."""
    return write_sqlite([relation], path)


def _write_table(database: sqlite3.Connection, relation: Relation, present: set[str]) -> int:
    database.execute(_create(relation, present))
    marks = ", ".join("?" for _ in relation.names)
    insert, count = f"INSERT INTO {_quoted(relation.name)} VALUES ({marks})", 0
    rows = (tuple(map(_stored, row)) for row in relation.rows())
    while batch := list(islice(rows, _ROWS_AT_ONCE)):
        database.executemany(insert, batch)
        count += len(batch)
    return count


def _create(relation: Relation, present: set[str]) -> str:
    key = KEYS.get(relation.table, ())
    lines = [f"{_quoted(field.name)} {_type(field)}{' NOT NULL' * (field.name in key)}" for field in relation.schema]
    if key:
        lines.append(f"PRIMARY KEY ({_listed(key)})")
    lines += [
        f"FOREIGN KEY ({_listed(one.columns)}) REFERENCES {_quoted(one.table)} ({_listed(one.key)})"
        for one in REFERENCES.get(relation.table, ())
        if one.table in present
    ]
    return f"CREATE TABLE {_quoted(relation.name)} (\n  " + ",\n  ".join(lines) + "\n)"


def _type(field: pa.Field) -> str:
    kind = field.type
    if pa.types.is_boolean(kind) or pa.types.is_integer(kind):
        return "INTEGER"
    return "REAL" if pa.types.is_floating(kind) or pa.types.is_decimal(kind) else "TEXT"


def _stored(value: Any) -> Any:
    """A value as SQLite keeps it: days as YYYY-MM-DD, truth as 1 and 0."""
    if value is None or isinstance(value, int | float | str | bytes):
        return value
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


def _write_indexes(database: sqlite3.Connection, relation: Relation) -> None:
    for columns in INDEXES.get(relation.table, ()):
        name = _quoted(f"{relation.name} by {' and '.join(columns)}")
        database.execute(f"CREATE INDEX {name} ON {_quoted(relation.name)} ({_listed(columns)})")


def _write_views(database: sqlite3.Connection) -> None:
    for view in published_tables():
        columns = _listed(view_columns(view))
        database.execute(
            f"CREATE VIEW {_quoted(view.name)} AS SELECT {columns} FROM observation WHERE table_name = '{view.name}'"
        )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(_quoted, names))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def tables_of(relations: Sequence[Relation]) -> Iterator[tuple[str, str, Sequence[tuple[str, str]]]]:
    """Every table and view of the file, with what it holds and what each of its columns holds."""
    for relation in relations:
        yield relation.name, relation.about, list(relation.definitions())
    numbers = next((dict(relation.definitions()) for relation in relations if relation.name == "observation"), None)
    if numbers:
        for view in published_tables():
            yield view.name, view.about, [(column, numbers[column]) for column in view_columns(view)]
