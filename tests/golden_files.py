"""The golden files: every observation of one workbook of each layout generation.

`make golden` rewrites them. The diff is to be read: it is the claim we make about the workbook.
"""

import csv
import io
from pathlib import Path

import tallybook
from tests.conftest import ARCHIVE

GOLDEN = Path(__file__).parent / "golden"
WORKBOOKS = (
    "2019-10-06_FY19-detentionstats.xlsx",
    "2021-06-12_FY21_detentionStats061121.xlsx",
    "2022-11-17_FY23_detentionStats11162022.xlsx",
    "2024-04-13_FY24_detentionStats04122024.xlsx",
    "2025-05-24_FY25_detentionStats05232025.xlsx",
    "2026-02-13_FY26_detentionStats_02122026.xlsx",
)
_NOT_OF_THE_CELL = ("document", "file", "row_number", "column_number", "report_date", "table_title")


def golden_text(book: "tallybook.Book", file: str) -> str:
    """Every observation of a workbook as CSV, in the order of its cells, without empty columns."""
    rows = book.sql(f"SELECT * FROM observation WHERE file = '{file}' ORDER BY sheet, row_number, column_number").rows()
    columns = [
        name for name in rows[0] if name not in _NOT_OF_THE_CELL and any(row[name] not in (None, "") for row in rows)
    ]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(["" if row[name] is None else row[name] for name in columns])
    return text.getvalue()


def main() -> None:
    """Rewrites every golden file from a book of the archive built for the purpose."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tallybook.duckdb"
        tallybook.build(path, archive=ARCHIVE)
        with tallybook.open(path) as book:
            for file in WORKBOOKS:
                (GOLDEN / file).with_suffix(".csv").write_text(golden_text(book, file), encoding="utf-8")
                print(f"wrote tests/golden/{Path(file).stem}.csv")


if __name__ == "__main__":
    main()
