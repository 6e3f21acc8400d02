"""Writes into vocabulary.toml when each label was first and last seen in the archive's book.

Usage: python tools/seen.py [BOOK]     (default: the user's book; run `make book` first)
"""

import re
import sys
from pathlib import Path

import tallybook
from tallybook.sources.ice_detention_statistics.vocabulary import load_vocabulary, plain

VOCABULARY = Path(tallybook.__file__).parent / "sources" / "ice_detention_statistics" / "vocabulary.toml"


def seen_labels(book: "tallybook.Book") -> dict[tuple[str, str], tuple[str, str]]:
    """First and last report date of every label of every dimension, by (dimension, plain label)."""
    seen: dict[tuple[str, str], tuple[str, str]] = {}
    for dimension in load_vocabulary():
        rows = book.sql(
            f"SELECT {dimension}_label AS label, min(report_date)::VARCHAR AS first, "
            f"max(report_date)::VARCHAR AS last FROM observation "
            f"WHERE {dimension}_label IS NOT NULL GROUP BY 1"
        ).rows()
        for row in rows:
            key = (dimension, plain(row["label"]))
            first, last = seen.get(key, (row["first"], row["last"]))
            seen[key] = (min(first, row["first"]), max(last, row["last"]))
    return seen


def rewritten(text: str, seen: dict[tuple[str, str], tuple[str, str]]) -> str:
    """The vocabulary's text with the days filled in; everything else as it stands."""
    lines, dimension = [], ""
    for line in text.splitlines():
        if header := re.match(r"\[+(\w+)", line):
            dimension = header[1]
        if line.startswith("labels = "):
            labels = re.findall(r'"([^"]+)" = \[', line)
            days = [seen.get((dimension, plain(label)), ()) for label in labels]
            inside = ", ".join(
                f'"{label}" = [{", ".join(repr(day) for day in pair)}]'.replace("'", '"')
                for label, pair in zip(labels, days, strict=True)
            )
            line = f"labels = {{ {inside} }}"
        lines.append(line)
    return "\n".join(lines) + "\n"


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with tallybook.open(path) as book:
        text = rewritten(VOCABULARY.read_text(encoding="utf-8"), seen_labels(book))
    VOCABULARY.write_text(text, encoding="utf-8")
    print(f"wrote {VOCABULARY.name}")


if __name__ == "__main__":
    main()
