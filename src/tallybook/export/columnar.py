"""Parquet and Arrow files: types kept, null kept, and what each column holds in the file's own metadata."""

import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
from pyarrow.parquet import ParquetWriter

from tallybook.export.relation import Relation


def write_parquet_file(relation: Relation, path: Path) -> int:
    """Writes one Parquet file; returns the number of rows."""
    schema = _described(relation)
    with ParquetWriter(path, schema, compression="zstd") as writer:
        return _write(relation, schema, writer)


def write_arrow_file(relation: Relation, path: Path) -> int:
    """Writes one Arrow IPC file, also known as Feather; returns the number of rows."""
    schema = _described(relation)
    with pa.ipc.new_file(path, schema) as writer:
        return _write(relation, schema, writer)


def _write(relation: Relation, schema: pa.Schema, writer: ParquetWriter | pa.ipc.RecordBatchFileWriter) -> int:
    count = 0
    for batch in _large(relation.batches()):
        writer.write_table(pa.Table.from_batches([batch.cast(schema)]))
        count += batch.num_rows
    return count


def _large(batches: Iterator[pa.RecordBatch], rows: int = 100_000) -> Iterator[pa.RecordBatch]:
    """Batches of some size: each becomes a group of rows in the file."""
    held: list[pa.RecordBatch] = []
    for batch in batches:
        held.append(batch)
        if sum(one.num_rows for one in held) >= rows:
            yield pa.concat_batches(held)
            held = []
    if held:
        yield pa.concat_batches(held)


def _described(relation: Relation) -> pa.Schema:
    fields = [
        field.with_metadata({"about": about}) for field, about in zip(relation.schema, relation.columns, strict=True)
    ]
    words = {"table": relation.name, "about": relation.about, "origin": json.dumps(dict(relation.origin))}
    return pa.schema(fields, {f"tallybook.{name}": text for name, text in words.items()})
