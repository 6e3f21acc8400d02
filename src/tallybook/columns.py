"""Rows of the book's tables, gathered in columns.

One rich object per number costs more than reading the file it stands in, so the bulk path
never makes one: numbers arrive as blocks (a matrix with attributes on its rows and its
columns) and leave as Arrow tables whose texts are dictionary-encoded.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tallybook.arrow import flag_array, number_array, text_array
from tallybook.model import column_letter
from tallybook.schema import ARROW_TYPES, OBSERVATION, PRINTED_TABLES, Column, Table

Codes = npt.NDArray[np.int32]

Values = npt.NDArray[Any] | float
"""An array with a value per row, or one value for all rows."""

ABSENT = -1
"""The code of a missing text or whole number."""

ABSENT_DAY = int(np.iinfo(np.int32).min)
"""The code of a missing date."""

_EPOCH = date(1970, 1, 1)
_MOST_COLUMNS = 16_385  # one more than a sheet can have: column numbers are 1-based

_STORAGE: dict[str, tuple[type[np.generic], float]] = {
    "VARCHAR": (np.int32, ABSENT),
    "INTEGER": (np.int32, ABSENT),
    "DATE": (np.int32, ABSENT_DAY),
    "BIGINT": (np.int64, ABSENT),
    "DOUBLE": (np.float64, np.nan),
    "BOOLEAN": (np.int8, ABSENT),
}


class Texts:
    """Texts seen so far, each with a number."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}

    def code(self, text: str | None) -> int:
        """The number of a text; ABSENT for None."""
        if text is None:
            return ABSENT
        return self._codes.setdefault(text, len(self._codes))

    def codes(self, texts: Sequence[str | None]) -> Codes:
        """The numbers of several texts."""
        known = self._codes
        codes = [ABSENT if text is None else known.setdefault(text, len(known)) for text in texts]
        return np.array(codes, dtype=np.int32)

    def column(self, codes: Codes) -> pa.DictionaryArray:
        """An Arrow column of the texts that the codes stand for; holds only those in use."""
        texts = list(self._codes)
        missing = codes < 0
        used = np.flatnonzero(np.bincount(codes[~missing], minlength=len(texts)))
        place = np.zeros(len(texts) + 1, dtype=np.int32)
        place[used] = np.arange(len(used), dtype=np.int32)
        indices = number_array(place[codes], missing, pa.int32())
        return pa.DictionaryArray.from_arrays(indices, text_array([texts[code] for code in used]))


class Rows:
    """All rows read so far, of every table of the book.

    `observation` rows come as whole blocks through `add_observations`; rows of the small
    tables as plain mappings through `add`.
    """

    def __init__(self) -> None:
        self.texts = Texts()
        self._small: dict[str, list[Mapping[str, Any]]] = {table.name: [] for table in PRINTED_TABLES}
        self._blocks: list[tuple[int, Mapping[str, Values]]] = []

    def add(self, table: Table, row: Mapping[str, Any]) -> None:
        """One row of a small table; columns that are not given are null."""
        self._small[table.name].append(row)

    def add_observations(self, count: int, columns: Mapping[str, Values]) -> None:
        """A block of `count` observations: for each column an array, or one value for all.

        Texts as codes of `self.texts`, dates as days since 1970 (ABSENT_DAY for none), numbers
        with NaN for none; columns that are not given are null. `cell` follows from
        `row_number` and `column_number`.
        """
        self._blocks.append((count, columns))

    def tables(self) -> dict[str, pa.Table]:
        """Every table of the book as Arrow, in the columns and order of its declaration.

        The rows are handed over: none are left here.
        """
        tables = {
            table.name: self._observation_table() if table is OBSERVATION else self._small_table(table)
            for table in PRINTED_TABLES
        }
        self._blocks.clear()
        for rows in self._small.values():
            rows.clear()
        return tables

    def _small_table(self, table: Table) -> pa.Table:
        rows = self._small[table.name]
        arrays = [_array([row.get(column.name) for row in rows], column.type) for column in table.columns]
        return pa.table(arrays, schema=table.arrow_schema())

    def _observation_table(self) -> pa.Table:
        total = sum(count for count, _ in self._blocks)
        arrays = [self._observation_column(column, total) for column in OBSERVATION.columns]
        return pa.table(arrays, names=[column.name for column in OBSERVATION.columns])

    def _observation_column(self, column: Column, total: int) -> pa.Array:
        if column.name == "cell":
            rows, columns = (self._joined(name, "INTEGER", total) for name in ("row_number", "column_number"))
            return _addresses(rows, columns)
        values = self._joined(column.name, column.type, total)
        return self.texts.column(values) if column.type == "VARCHAR" else _packed(values, column.type)

    def _joined(self, name: str, sql_type: str, total: int) -> npt.NDArray[Any]:
        """One column of all blocks, end to end."""
        dtype, absent = _STORAGE[sql_type]
        values = np.full(total, absent, dtype=dtype)
        start = 0
        for count, columns in self._blocks:
            if name in columns:
                values[start : start + count] = columns[name]
            start += count
        return values


def _addresses(rows: npt.NDArray[Any], columns: npt.NDArray[Any]) -> pa.Array:
    """Excel's way to write each place, spelled once for every place in use."""
    places, codes = np.unique(rows.astype(np.int64) * _MOST_COLUMNS + columns, return_inverse=True)
    pairs = (divmod(place, _MOST_COLUMNS) for place in places.tolist())
    spelled = text_array([f"{column_letter(column)}{row}" for row, column in pairs])
    indices = number_array(codes.astype(np.int32), np.zeros(len(codes), dtype=bool), pa.int32())
    return pa.DictionaryArray.from_arrays(indices, spelled)


def _array(values: Sequence[Any], sql_type: str) -> pa.Array:
    """Plain values (None for missing) as an Arrow array of an SQL type."""
    if sql_type == "VARCHAR":
        return text_array(values)
    dtype, absent = _STORAGE[sql_type]
    if sql_type == "DATE":
        values = [None if day is None else (day - _EPOCH).days for day in values]
    return _packed(np.array([absent if value is None else value for value in values], dtype=dtype), sql_type)


def _packed(values: npt.NDArray[Any], sql_type: str) -> pa.Array:
    """Stored numbers as an Arrow array, null where they say absent."""
    missing = np.isnan(values) if sql_type == "DOUBLE" else values == _STORAGE[sql_type][1]
    if sql_type == "BOOLEAN":
        return flag_array(values, missing)
    return number_array(values, missing, ARROW_TYPES[sql_type])
