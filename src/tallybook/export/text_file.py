"""CSV files: UTF-8, a head of names, null as nothing, and no text that a spreadsheet would run."""

import csv
from pathlib import Path

from tallybook.export.neutral import neutral, neutral_value
from tallybook.export.relation import Relation


def write_csv_file(relation: Relation, path: Path) -> int:
    """Writes one CSV file; returns the number of rows."""
    count = 0
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(map(neutral, relation.names))
        for row in relation.rows():
            writer.writerow(["" if value is None else neutral_value(value) for value in row])
            count += 1
    return count
