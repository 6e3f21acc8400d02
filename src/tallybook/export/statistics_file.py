"""Stata and SPSS files: the types those programs have, and what each column holds as its label."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa

from tallybook.export.relation import Relation

_STATA_NAME, _SPSS_NAME, _LABEL = 32, 64, 80
_STATA_VERSION = 14  # the newest that every edition of Stata reads
# When a file was written stands in its head; with a fixed time in its place the same rows give the same bytes.
_STATA_TIME = re.compile(rb"(<timestamp>\x11)\d\d \w{3} \d{4} \d\d:\d\d(?=</timestamp>)")
_SPSS_TIME = slice(92, 109)
_HEAD = 1_024


def write_stata(relation: Relation, path: Path) -> int:
    """Writes one .dta file; returns the number of rows."""
    import pyreadstat

    frame = _frame(relation, _STATA_NAME)
    labels: list[str | None] = [about[:_LABEL] for about in relation.columns]
    _write(
        lambda: pyreadstat.write_dta(
            frame, str(path), file_label=_file_label(relation), column_labels=labels, version=_STATA_VERSION
        )
    )
    _rewrite_head(path, lambda head: _STATA_TIME.sub(rb"\g<1>01 Jan 2000 00:00", head))
    return len(frame)


def write_spss(relation: Relation, path: Path) -> int:
    """Writes one .sav file; returns the number of rows."""
    import pyreadstat

    frame = _frame(relation, _SPSS_NAME)
    labels: list[str | None] = [about[:_LABEL] for about in relation.columns]
    _write(lambda: pyreadstat.write_sav(frame, str(path), file_label=_file_label(relation)[:64], column_labels=labels))
    at = _SPSS_TIME
    _rewrite_head(path, lambda head: head[: at.start] + b"01 Jan 0000:00:00" + head[at.stop :])
    return len(frame)


def _rewrite_head(path: Path, rewritten: Callable[[bytes], bytes]) -> None:
    with path.open("r+b") as file:
        head = rewritten(file.read(_HEAD))
        file.seek(0)
        file.write(head)


def _file_label(relation: Relation) -> str:
    return f"Tallybook: {relation.name}. {relation.about}"[:_LABEL]


def _write(write: Callable[[], None]) -> None:
    """Writes for a statistics package; what its format can't hold is said in its own words."""
    import pyreadstat

    try:
        write()
    except (pyreadstat.PyreadstatError, pyreadstat.ReadstatError) as error:
        raise ValueError(str(error)) from error


def _frame(relation: Relation, longest_name: int) -> Any:
    """The rows as a data frame of numbers, texts and days: there is nothing else in these formats."""
    import pandas

    table = relation.arrow()
    columns = {}
    for name, column in zip(_names(relation.names, longest_name), table.columns, strict=True):
        columns[name] = _plain(column)
    return pandas.DataFrame(columns)


def _names(names: list[str], longest: int) -> list[str]:
    """Names as these programs take them: letters first, no signs, short, each once."""
    taken: list[str] = []
    for name in names:
        short = re.sub(r"\W", "_", name, flags=re.ASCII)
        short = (short if short[:1].isalpha() else f"v_{short}")[:longest]
        while short.casefold() in (other.casefold() for other in taken):
            short = f"{short[: longest - 3]}_{len(taken)}"[:longest]
        taken.append(short)
    return taken


def _plain(column: pa.ChunkedArray) -> Any:
    import pandas

    kind = column.type
    if pa.types.is_boolean(kind) or pa.types.is_integer(kind) or pa.types.is_decimal(kind):
        return column.cast(pa.float64()).to_pandas()
    if pa.types.is_floating(kind):
        return column.to_pandas()
    values = column.to_pylist()
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_date(kind)):
        values = [None if value is None else str(value) for value in values]
    return pandas.Series(values, dtype=object)
