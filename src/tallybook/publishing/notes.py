"""What each cell of a sheet means, as a small file beside its page: a static site has no page for each cell.

The file holds texts once and rows of places in them; the page's script only picks and shows them.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from tallybook.answers.wording import value_words
from tallybook.book import Book
from tallybook.prose import period_words
from tallybook.sources import published_tables
from tallybook.vintages.rule import quoted, ranked, splits
from tallybook.web.links import Links

_COLUMNS = "document, sheet, cell, editions, differs, first_value, first_report_date"
_ANSWER = ", ".join(f"first({name}) OVER same AS answer_{name}" for name in ("document", "sheet", "cell", "value"))


class Notes:
    """The notes of every sheet of a book."""

    def __init__(self, book: Book) -> None:
        """Looks up how each cell stands among the editions of its number; some twenty seconds for the whole archive."""
        self._book = book
        self._editions = duckdb.connect()
        self._editions.register(
            "edition", pa.concat_tables([_editions(book, table.name) for table in published_tables()])
        )

    def of_sheet(self, document: str, sheet: str, links: Links) -> bytes:
        """The notes of one sheet as JSON.

        `texts` holds words; `cells` has for each cell, as places in `texts` or numbers: what it is, title, row, column,
        period, value, data through; number of editions, whether they differ, the first value and its day, the address
        and the value of the cell that answers today.
        """
        texts: dict[str, int] = {}

        def place(text: str) -> int:
            return texts.setdefault(text, len(texts))

        standing = self._standing(document, sheet)
        cells = {
            row["cell"]: _note(row, standing.get(row["cell"]), links, place) for row in self._rows(document, sheet)
        }
        told = {"texts": list(texts), "cells": cells}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()

    def _rows(self, document: str, sheet: str) -> Iterator[Mapping[str, Any]]:
        query = (
            "SELECT cell, table_name, table_title, row_label, column_label, quantity, unit, value, reference_start, "
            f"reference_end, data_through FROM observation WHERE document = '{document}' AND sheet = {quoted(sheet)}"
        )
        return iter(self._book.sql(query).rows())

    def _standing(self, document: str, sheet: str) -> dict[str, tuple[Any, ...]]:
        found = self._editions.execute(
            "SELECT cell, editions, differs, first_value, first_report_date, answer_document, answer_sheet, "
            "answer_cell, answer_value FROM edition WHERE document = ? AND sheet = ?",
            [document, sheet],
        ).fetchall()
        return {cell: tuple(rest) for cell, *rest in found}


def _editions(book: Book, table: str) -> pa.Table:
    """Every cell of a table with the number of its editions, the first of them, and the one that answers."""
    return book.sql(
        f"SELECT {_COLUMNS}, {_ANSWER} FROM (SELECT *, md5(concat_ws('|', quantity, unit, is_total, reference_start, "
        f"reference_end, {_identity(table)})) AS number FROM ({ranked(table, 'true', ())})) "
        "WINDOW same AS (PARTITION BY number ORDER BY NOT answers, report_date DESC)"
    ).to_arrow()


def _identity(table: str) -> str:
    return ", ".join(f"coalesce(by_{way.name}, '\x00')" for way in splits(table)) or "''"


def _note(row: Mapping[str, Any], standing: tuple[Any, ...] | None, links: Links, place: Any) -> list[Any]:
    unit = row["unit"]
    period = period_words(row["reference_start"], row["reference_end"]) if row["reference_end"] else ""
    note = [
        place(f"{row['table_name']}, {row['quantity']}, {unit}"),
        place(" ".join((row["table_title"] or "").split())),
        place(" ".join((row["row_label"] or "").split())),
        place(" ".join((row["column_label"] or "").split())),
        place(period),
        place(value_words(row["value"], unit) if row["value"] is not None else ""),
        place(_day(row["data_through"])),
    ]
    if standing is None:
        return note
    editions, differs, first, first_day, document, sheet, cell, value = standing
    note += [editions, int(differs)]
    note += [place(value_words(first, unit) if first is not None else ""), place(_day(first_day))]
    note += [place(links.cell(document, sheet, cell)), place(value_words(value, unit) if value is not None else "")]
    return note


def _day(day: date | None) -> str:
    return f"{day}" if day else ""
