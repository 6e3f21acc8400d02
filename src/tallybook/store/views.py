"""A plain view for each published table, with the columns that a person expects."""

import duckdb

from tallybook.dimensions import DIMENSIONS
from tallybook.sources import PublishedTable, published_tables

_PLACE = ("document", "file", "sheet", "cell", "row_number", "column_number")
_DATES = ("report_date", "reference_start", "reference_end", "data_through", "fiscal_year")
_VALUE = ("row_label", "column_label", "value", "unit", "value_status", "value_text", "is_total")


def view_columns(table: PublishedTable) -> list[str]:
    """The columns of a published table's view."""
    split = [name for dimension in DIMENSIONS if dimension.name in table.dimensions for name, _ in dimension.columns()]
    return [*_PLACE, *_DATES, "quantity", *split, *_VALUE]


def create_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Creates or renews the view of every published table."""
    for table in published_tables():
        columns = ", ".join(view_columns(table))
        connection.execute(
            f'CREATE OR REPLACE VIEW "{table.name}" AS '
            f"SELECT {columns} FROM observation WHERE table_name = '{table.name}'"
        )
