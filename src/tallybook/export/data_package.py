"""A frictionless data package: a folder of CSV files and a `datapackage.json` that says what they hold."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from tallybook.book import Book
from tallybook.export.keys import KEYS, REFERENCES, codes_of
from tallybook.export.origin import LICENCE, LICENCE_TITLE, LICENCE_URL, NEUTRALISED, PUBLICATION, PUBLISHER, known_line
from tallybook.export.relation import Relation
from tallybook.export.text_file import write_csv_file

DESCRIPTOR = "datapackage.json"


def write_data_package(book: Book, relations: Sequence[Relation], folder: Path) -> int:
    """Writes a CSV file for each relation and the descriptor; returns the number of rows."""
    present = {relation.name for relation in relations}
    resources, count = [], 0
    for relation in relations:
        path = folder / f"{relation.name}.csv"
        count += write_csv_file(relation, path)
        resources.append(_resource(relation, path, present))
    (folder / DESCRIPTOR).write_text(
        json.dumps(_package(book, resources), indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    return count


def _package(book: Book, resources: list[dict[str, Any]]) -> dict[str, Any]:
    [(newest,)] = book.sql("SELECT max(report_date) FROM document")
    return {
        "profile": "tabular-data-package",
        "name": "tallybook",
        "title": "Tallybook: every number of ICE's detention statistics, with its cell",
        "description": f"{known_line(book)}. {LICENCE} {NEUTRALISED}",
        "version": book.version,
        "created": f"{newest}T00:00:00Z",  # of the newest file, so that one state of a book has one package
        "licenses": [{"name": "other-pd", "title": LICENCE_TITLE, "path": LICENCE_URL}],
        "sources": [{"title": f"{PUBLISHER}, {PUBLICATION}"}],
        "contributors": [{"title": PUBLISHER, "role": "publisher"}],
        "resources": resources,
    }


def _resource(relation: Relation, path: Path, present: set[str]) -> dict[str, Any]:
    data = path.read_bytes()
    return {
        "profile": "tabular-data-resource",
        "name": relation.name,
        "description": relation.about,
        "path": path.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": _schema(relation, present),
    }


def _schema(relation: Relation, present: set[str]) -> dict[str, Any]:
    key = KEYS.get(relation.table, ())
    schema: dict[str, Any] = {
        "fields": [
            _field(relation.table, field, about, field.name in key)
            for field, about in zip(relation.schema, relation.columns, strict=True)
        ],
        "missingValues": [""],
    }
    if key:
        schema["primaryKey"] = list(key)
    references = [one for one in REFERENCES.get(relation.table, ()) if one.table in present]
    if references:
        schema["foreignKeys"] = [
            {"fields": list(one.columns), "reference": {"resource": one.table, "fields": list(one.key)}}
            for one in references
        ]
    return schema


def _field(table: str, field: pa.Field, about: str, is_key: bool) -> dict[str, Any]:
    facts: dict[str, Any] = {"name": field.name, "type": _type(field.type), "description": about}
    if facts["type"] == "boolean":
        facts |= {"trueValues": ["True"], "falseValues": ["False"]}
    constraints: dict[str, Any] = {"required": True} if is_key else {}
    if codes := codes_of(table, field.name) if table else ():
        constraints["enum"] = list(codes)
    return facts | ({"constraints": constraints} if constraints else {})


def _type(kind: pa.DataType) -> str:
    if pa.types.is_boolean(kind):
        return "boolean"
    if pa.types.is_integer(kind):
        return "integer"
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return "number"
    return "date" if pa.types.is_date(kind) else "string"
