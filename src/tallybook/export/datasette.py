"""The metadata that Datasette shows beside a SQLite file: what tables and columns hold, source, licence."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tallybook.export.keys import LABELS
from tallybook.export.origin import LICENCE_TITLE, LICENCE_URL, SOURCE
from tallybook.export.relation import Relation
from tallybook.export.sqlite_file import tables_of

_FACETS = {"finding": ["kind", "severity"], "issue": ["kind"]}  # of tables that are small enough to be counted
_NEWEST_FIRST = ("observation", "document")


def metadata_path(database: Path) -> Path:
    """Where the metadata of a SQLite file stands: `tallybook.metadata.json` beside `tallybook.sqlite`."""
    return database.with_suffix(".metadata.json")


def datasette_metadata(relations: Sequence[Relation], database: Path) -> str:
    """The metadata of a SQLite file, as `datasette FILE --metadata THIS` takes it."""
    known = dict(relations[0].origin).get("exported from", "")
    facts = {
        "title": "Tallybook",
        "description": f"Every number of ICE's detention statistics, with its cell. {known}.",
        "source": SOURCE,
        "license": LICENCE_TITLE,
        "license_url": LICENCE_URL,
        "databases": {database.stem: {"tables": {t[0]: _table(*t) for t in tables_of(relations)}}},
    }
    return json.dumps(facts, indent=2, ensure_ascii=False) + "\n"


def _table(name: str, about: str, columns: Sequence[tuple[str, str]]) -> dict[str, Any]:
    facts: dict[str, Any] = {"description": about, "columns": dict(columns)}
    if name in LABELS:
        facts["label_column"] = LABELS[name]
    if name in _FACETS:
        facts["facets"] = _FACETS[name]
    if name in _NEWEST_FIRST:
        facts["sort_desc"] = "report_date"
    return facts
