"""Every table and column of the book, declared once, with what it means.

The tables are created, loaded, exported and documented from these declarations.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa

from tallybook.dimensions import DIMENSIONS
from tallybook.vocabulary import ISSUE_KINDS, REPORT_DATE_BASES, SEVERITIES, UNITS, UNREAD_REASONS, VALUE_STATUSES


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its SQL type and a sentence that says what it holds."""

    name: str
    type: str
    about: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the book."""

    name: str
    about: str
    columns: tuple[Column, ...]

    def column_names(self) -> list[str]:
        """The names of its columns, in order."""
        return [column.name for column in self.columns]

    def arrow_schema(self) -> pa.Schema:
        """The Arrow types in which rows of this table are handed to the store."""
        return pa.schema([(column.name, ARROW_TYPES[column.type]) for column in self.columns])

    def create_sql(self) -> str:
        """The statement that creates the table."""
        columns = ", ".join(f'"{column.name}" {column.type}' for column in self.columns)
        return f'CREATE TABLE "{self.name}" ({columns})'


ARROW_TYPES = {
    "VARCHAR": pa.string(),
    "DOUBLE": pa.float64(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
}


def _list(codes: Iterable[str]) -> str:
    return ", ".join(f"`{code}`" for code in codes)


_PLACE = (
    Column("document", "VARCHAR", "sha256 of the file's bytes"),
    Column("file", "VARCHAR", "the archive's name for the file"),
    Column("sheet", "VARCHAR", "name of the sheet as printed, blanks kept"),
    Column("cell", "VARCHAR", "address of the cell on the sheet, like B10"),
)

DOCUMENT = Table(
    "document",
    "One row per published file in the book.",
    (
        Column("document", "VARCHAR", "sha256 of the file's bytes"),
        Column("file", "VARCHAR", "the archive's name for the file"),
        Column("published_name", "VARCHAR", "the publisher's own name for the file"),
        Column("fiscal_year", "INTEGER", "latest fiscal year that a table title in the file names"),
        Column("report_date", "DATE", "first day on which these bytes are known to have been public"),
        Column("report_date_basis", "VARCHAR", f"where that day comes from: {_list(REPORT_DATE_BASES)}"),
        Column("data_through", "DATE", "latest day up to which any table of the file says its data run"),
        Column("size_bytes", "BIGINT", "size of the file"),
        Column("kept_by", "VARCHAR", "archives that kept a copy"),
        Column("source", "VARCHAR", "the publication it belongs to"),
        Column("read_by", "VARCHAR", "version of layouts, vocabularies and code that read it"),
    ),
)

SHEET = Table(
    "sheet",
    "One row per sheet of each file, hidden ones too, with the account of its numeric cells.",
    (
        *_PLACE[:3],
        Column("position", "INTEGER", "1 for the first sheet of the file"),
        Column("is_hidden", "BOOLEAN", "whether the publisher hid the sheet"),
        Column("rows_used", "INTEGER", "last row that holds anything"),
        Column("columns_used", "INTEGER", "last column that holds anything"),
        Column("numeric_cells", "INTEGER", "cells that hold a number or a date"),
        Column("observed_cells", "INTEGER", "of these, cells that are rows of `observation`"),
        Column("explained_cells", "INTEGER", "of these, cells that are something else, by a written reason"),
        Column("unexplained_cells", "INTEGER", "of these, cells that nothing accounts for"),
    ),
)

OBSERVATION = Table(
    "observation",
    "One row per printed number: its cell, its meaning, the dates it is true for and known from.",
    (
        *_PLACE,
        Column("row_number", "INTEGER", "row of the cell, 1 for the first"),
        Column("column_number", "INTEGER", "column of the cell, 1 for A"),
        Column("table_name", "VARCHAR", "the published table the number stands in; see `tallybook tables`"),
        Column("table_title", "VARCHAR", "title of that table as printed"),
        Column("row_label", "VARCHAR", "label of the row as printed, outer label first"),
        Column("column_label", "VARCHAR", "heading of the column as printed, outer heading first"),
        Column("quantity", "VARCHAR", "what was counted or measured"),
        Column("value", "DOUBLE", "the number as printed; null unless `value_status` is printed"),
        Column("value_text", "VARCHAR", "the raw text of the cell, where parsing changed it"),
        Column("value_status", "VARCHAR", f"one of {_list(VALUE_STATUSES)}"),
        Column("unit", "VARCHAR", f"one of {_list(UNITS)}"),
        Column("is_total", "BOOLEAN", "printed as the sum or overall figure of others in the same table"),
        Column("fiscal_year", "INTEGER", "fiscal year that the table's title (or the row or column) names"),
        Column("reference_start", "DATE", "first day that this number describes"),
        Column("reference_end", "DATE", "last day that this number describes"),
        Column("data_through", "DATE", "day up to which the table's data run, as the file says"),
        Column("report_date", "DATE", "first day on which this number is known to have been public"),
        *(Column(name, "VARCHAR", about) for dimension in DIMENSIONS for name, about in dimension.columns()),
    ),
)

UNREAD_CELL = Table(
    "unread_cell",
    "Every numeric cell that is not an observation, and why. With `observation` it holds each once.",
    (
        *_PLACE,
        Column("value", "DOUBLE", "the number in the cell; a date as its serial number"),
        Column("value_text", "VARCHAR", "a date written out"),
        Column("reason", "VARCHAR", f"one of {_list(UNREAD_REASONS)}"),
    ),
)

ISSUE = Table(
    "issue",
    "What the machine noticed while reading, with its place.",
    (
        *_PLACE,
        Column("kind", "VARCHAR", f"one of {_list(ISSUE_KINDS)}"),
        Column("table_name", "VARCHAR", "the published table it concerns, where there is one"),
        Column("message", "VARCHAR", "what is the matter, in a sentence"),
        Column("expected", "VARCHAR", "what would have been expected"),
        Column("found", "VARCHAR", "what stands there"),
    ),
)

FOOTNOTE = Table(
    "footnote",
    "The publisher's own words: every text of the Footnotes sheets and the notes under the tables.",
    (
        *_PLACE,
        Column("term", "VARCHAR", "the term or block the text stands under"),
        Column("text", "VARCHAR", "the text as printed"),
        Column("fiscal_year", "INTEGER", "fiscal year the text names"),
        Column("data_through", "DATE", "day up to which the text says data run, where it says so"),
    ),
)

FACILITY_LISTING = Table(
    "facility_listing",
    "One row per facility row of a Facilities sheet: its words and dates. Its numbers are observations.",
    (
        *_PLACE,
        Column("row_number", "INTEGER", "row on the sheet; joins to observation on document, sheet, row_number"),
        Column("fiscal_year", "INTEGER", "fiscal year of the sheet's title"),
        Column("report_date", "DATE", "first day on which the row is known to have been public"),
        Column("data_through", "DATE", "day up to which the sheet says its data run"),
        Column("name", "VARCHAR", "name as printed"),
        Column("address", "VARCHAR", "street as printed"),
        Column("city", "VARCHAR", "city as printed"),
        Column("state", "VARCHAR", "state as printed"),
        Column("zip", "VARCHAR", "postal code as printed; leading zeros are lost where it was typed as a number"),
        Column("aor", "VARCHAR", "code of the area of responsibility"),
        Column("aor_label", "VARCHAR", "area of responsibility as printed"),
        Column("type_detailed", "VARCHAR", "type of facility as printed"),
        Column("sexes", "VARCHAR", "sexes held, as printed"),
        Column("last_inspection_type", "VARCHAR", "as printed"),
        Column("last_inspection_date", "VARCHAR", "as printed; true dates as YYYY-MM-DD"),
        Column("last_inspection_standard", "VARCHAR", "as printed"),
        Column("last_inspection_rating", "VARCHAR", "as printed"),
        Column("pending_inspection", "VARCHAR", "as printed"),
        Column("second_to_last_inspection_type", "VARCHAR", "as printed"),
        Column("second_to_last_inspection_standard", "VARCHAR", "as printed"),
        Column("second_to_last_inspection_rating", "VARCHAR", "as printed"),
        Column("second_to_last_inspection_date", "VARCHAR", "as printed; true dates as YYYY-MM-DD"),
        Column("last_nakamoto_inspection_standard", "VARCHAR", "as printed"),
        Column("last_nakamoto_inspection_rating", "VARCHAR", "as printed"),
        Column("last_nakamoto_inspection_date", "VARCHAR", "as printed; true dates as YYYY-MM-DD"),
        Column("second_to_last_nakamoto_inspection_type", "VARCHAR", "as printed"),
        Column("second_to_last_nakamoto_inspection_standard", "VARCHAR", "as printed"),
        Column("second_to_last_nakamoto_inspection_date", "VARCHAR", "as printed; true dates as YYYY-MM-DD"),
        Column("other_columns", "VARCHAR", "headings that are not known, with what stands under them (JSON)"),
    ),
)

FINDING = Table(
    "finding",
    "What the checks found wrong or odd in the published record; grouped into stories by `tallybook ledger`.",
    (
        Column("finding", "VARCHAR", "its name; joins to finding_cell"),
        Column("story", "VARCHAR", "findings of one story, over files and tables, share it"),
        Column("kind", "VARCHAR", "the check that found it; see `tallybook ledger --kinds`"),
        Column("severity", "VARCHAR", f"one of {_list(SEVERITIES)}"),
        Column("certainty", "DOUBLE", "how sure it is that the record is at fault, 0 to 1"),
        Column("weight", "DOUBLE", "the largest difference it speaks of, as counted; 0 where it speaks of none"),
        Column("sentence", "VARCHAR", "what is the matter, in a sentence"),
        Column("table_name", "VARCHAR", "the published table it concerns, where it is one"),
        Column("document", "VARCHAR", "sha256 of the file in which the fault stands"),
        Column("file", "VARCHAR", "the archive's name for that file"),
        Column("known_from", "DATE", "first day on which the published record itself could show it"),
    ),
)

FINDING_CELL = Table(
    "finding_cell",
    "The cells of each finding: those it puts in doubt, and those that show why.",
    (
        Column("finding", "VARCHAR", "name of the finding"),
        *_PLACE,
        Column("table_name", "VARCHAR", "the published table that the number in this cell is of, where it holds one"),
        Column("is_suspect", "BOOLEAN", "whether the number in this cell is in doubt; else it is shown against it"),
        Column("known_from", "DATE", "first day on which the published record itself could show it"),
    ),
)

FACILITY_NAME = Table(
    "facility_name",
    "Every way in which a facility is printed, with the code of the facility it means; see docs/facilities.md.",
    (
        Column(
            "code", "VARCHAR", "the facility's one code through all renames; null where the name is not known as one's"
        ),
        Column("table_name", "VARCHAR", "the published table that prints it so; joins to observation"),
        Column("name", "VARCHAR", "name as printed; joins to `name` of facility_listing and `facility_label`"),
        Column("city", "VARCHAR", "city as a Facilities sheet prints it; null for sheets that give names only"),
        Column("state", "VARCHAR", "state as a Facilities sheet prints it; null for sheets that give names only"),
        Column("printed_code", "VARCHAR", "the publisher's own code, where a sheet prints one; joins to `facility`"),
        Column("first_seen", "DATE", "report date of the first document that prints it so"),
        Column("last_seen", "DATE", "report date of the last one; as of a day, of the last by then"),
        Column("because", "VARCHAR", "why it means this facility, where words or places differ; or why it means none"),
    ),
)

FACILITY = Table(
    "facility",
    "One row per facility that the book names, under one code through renames and re-spellings.",
    (
        Column("code", "VARCHAR", "its code, which never changes; joins to facility_name"),
        Column("name", "VARCHAR", "the name it goes by here, in ordinary letters"),
        Column("city", "VARCHAR", "its city, as it goes here"),
        Column("state", "VARCHAR", "code of its state"),
        Column("first_seen", "DATE", "report date of the first document that names it, in any way"),
        Column("last_seen", "DATE", "report date of the last one; as of a day, of the last by then"),
    ),
)

PRINTED_TABLES = (DOCUMENT, SHEET, OBSERVATION, UNREAD_CELL, ISSUE, FOOTNOTE, FACILITY_LISTING)
# Made of the others, anew with each change of the book; one that builds on another stands after it.
DERIVED_TABLES = (FINDING, FINDING_CELL, FACILITY_NAME, FACILITY)
TABLES = PRINTED_TABLES + DERIVED_TABLES
