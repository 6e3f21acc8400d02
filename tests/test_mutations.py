"""Real sheets, changed at random: no number gets lost, doubled or crashed upon, whatever a file looks like."""

import random
from pathlib import Path

import pytest

from tallybook.columns import Rows
from tallybook.errors import LayoutError
from tallybook.readers.grid import Sheet, Value, Workbook
from tallybook.readers.workbook import read_workbook
from tallybook.sources import read_document
from tests.grids import document

FILES = (
    "2019-10-06_FY19-detentionstats.xlsx",
    "2022-11-17_FY23_detentionStats11162022.xlsx",
    "2025-05-24_FY25_detentionStats05232025.xlsx",
)
ODD_VALUES: tuple[Value, ...] = (
    "",
    None,
    " ",
    "\xa0",
    "Total",
    "FY2027",
    "Quarter 9",
    "May 0000",
    7.0,
    True,
    "1,5",
    "<11",
)


def changed(sheet: Sheet, dice: random.Random) -> Sheet:
    """A sheet with a few cells, rows or columns changed, moved, doubled or gone."""
    rows = [list(row) for row in sheet.rows]
    for _ in range(dice.randint(1, 4)):
        if not rows or not rows[0]:
            break
        number, column = dice.randrange(len(rows)), dice.randrange(len(rows[0]))
        match dice.randrange(6):
            case 0:
                rows[number][column] = dice.choice(ODD_VALUES)
            case 1:
                rows.insert(number, [""] * len(rows[0]))
            case 2:
                rows.pop(number)
            case 3:
                rows.insert(number, list(rows[dice.randrange(len(rows))]))
            case 4:
                for row in rows:
                    row.insert(column, "")
            case 5:
                for row in rows:
                    row.pop(column)
    return Sheet(sheet.name, rows, sheet.is_hidden)


def numeric_cells(workbook: Workbook) -> int:
    return sum(
        isinstance(value, (int, float)) and not isinstance(value, bool)
        for sheet in workbook.sheets
        for row in sheet.rows
        for value in row
    )


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("seed", range(6))
def test_every_number_is_observed_or_unread_once(file: str, seed: int, archive: Path) -> None:
    dice = random.Random(f"{file}{seed}")
    original = read_workbook((archive / file).read_bytes(), file)
    workbook = Workbook(tuple(changed(sheet, dice) for sheet in original.sheets))
    rows = Rows()
    try:
        read_document(workbook, document(), rows)
    except LayoutError:
        return

    tables = rows.tables()
    places = [
        (row["sheet"], row["cell"])
        for name in ("observation", "unread_cell")
        for row in tables[name].select(["sheet", "cell"]).to_pylist()
    ]
    sheets = tables["sheet"].to_pylist()
    assert len(places) == len(set(places))
    assert sum(sheet["numeric_cells"] for sheet in sheets) >= numeric_cells(workbook)
    assert all(
        sheet["numeric_cells"] == sheet["observed_cells"] + sheet["explained_cells"] + sheet["unexplained_cells"]
        for sheet in sheets
    )
