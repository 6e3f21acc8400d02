"""The layout declarations (`layout.toml`) as typed values."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tallybook.dimensions import DIMENSIONS

PACKAGE = files(__package__)


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """What stands under a heading: numbers of a quantity, or an attribute of the row in words."""

    header: re.Pattern[str] | None
    quantity: str | None = None
    unit: str | None = None
    is_total: bool = False
    period: str | None = None
    attribute: str | None = None
    dimension: str | None = None  # of an attribute that also gives the row a dimension
    numbers_are: str = "unexplained"  # why a number under an attribute is no observation


@dataclass(frozen=True, slots=True)
class RowRule:
    """What a row label changes about the numbers beside it."""

    label: re.Pattern[str]
    quantity: str | None = None
    unit: str | None = None
    is_total: bool = False
    period: str | None = None
    opens: bool = False


@dataclass(frozen=True, slots=True)
class DateSource:
    """One place where the day of a table's data may stand."""

    place: str  # note, sheet, title or footnote
    pattern: re.Pattern[str]
    block: re.Pattern[str] | None = None
    section: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class TableLayout:
    """One published table, wherever it stands."""

    name: str
    about: str
    title: re.Pattern[str]
    stub: tuple[str, ...]
    columns: tuple[ColumnRule, ...]
    rows: tuple[RowRule, ...]
    period: str
    dated_by: tuple[DateSource, ...]
    head: str | None = None
    heads_are_totals: bool = False
    heading: str = "labels"  # labels, half_months or run_of_months
    stub_header: re.Pattern[str] | None = None

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions that rows or columns of the table may have, outer first."""
        named = [self.head, *self.stub, *(rule.dimension for rule in self.columns)]
        patterns = [rule.header for rule in self.columns if rule.header] + [rule.label for rule in self.rows]
        named += [name for pattern in patterns for name in pattern.groupindex]
        known = {dimension.name for dimension in DIMENSIONS}
        return tuple(dict.fromkeys(name for name in named if name in known))

    @property
    def has_attributes(self) -> bool:
        """Whether rows have words beside their numbers (the list of facilities)."""
        return any(rule.attribute for rule in self.columns)


@dataclass(frozen=True, slots=True)
class SentenceLayout:
    """A number printed inside a sentence."""

    name: str
    about: str
    text: re.Pattern[str]
    quantity: str
    unit: str
    under: str | None = None  # the table whose period it shares, where it names none


@dataclass(frozen=True, slots=True)
class Layout:
    """All tables and sentences of the publication."""

    publication: Mapping[str, str]
    tables: tuple[TableLayout, ...]
    sentences: tuple[SentenceLayout, ...]


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def _column(rule: dict[str, Any]) -> ColumnRule:
    header = rule.pop("header", None)
    return ColumnRule(header=_pattern(header) if header else None, **rule)


def _row(rule: dict[str, Any]) -> RowRule:
    return RowRule(label=_pattern(rule.pop("label")), **rule)


def _date_source(source: dict[str, Any]) -> DateSource:
    [(place, where)] = source.items()
    if place != "footnote":
        return DateSource(place, _pattern(where))
    section = where.get("section")
    return DateSource(place, _pattern(where["line"]), _pattern(where["block"]), _pattern(section) if section else None)


def _table(table: dict[str, Any]) -> TableLayout:
    stub_header = table.pop("stub_header", None)
    return TableLayout(
        title=_pattern(table.pop("title")),
        stub=tuple(table.pop("stub")),
        columns=tuple(_column(rule) for rule in table.pop("column")),
        rows=tuple(_row(rule) for rule in table.pop("row", ())),
        dated_by=tuple(_date_source(source) for source in table.pop("dated_by")),
        stub_header=_pattern(stub_header) if stub_header else None,
        **table,
    )


def readable(pattern: str) -> str:
    """A pattern of a layout as a person would say it."""
    return re.sub(r"\(\?P<\w+>|\(\?:|\(\?!.*?\)|[\^$\\()]", "", pattern)


@cache
def load_layout() -> Layout:
    """The declarations of `layout.toml`."""
    data = tomllib.loads(PACKAGE.joinpath("layout.toml").read_text(encoding="utf-8"))
    return Layout(
        publication=data["publication"],
        tables=tuple(_table(table) for table in data["table"]),
        sentences=tuple(
            SentenceLayout(text=_pattern(sentence.pop("text")), **sentence) for sentence in data["sentence"]
        ),
    )
