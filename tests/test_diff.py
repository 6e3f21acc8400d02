"""What differs between two workbooks: planted and published differences, they and only they."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tallybook.archive import describe
from tallybook.diff import Change, Difference, Source, compare
from tallybook.diff.compare import compare_editions
from tallybook.diff.edition import Edition, Number, read_edition
from tallybook.readers.grid import Value, Workbook
from tallybook.readers.workbook import read_workbook
from tests.conftest import ARCHIVE

MAY = "2025-05-24_FY25_detentionStats05232025.xlsx"
EDITED = Path(__file__).parent / "data" / "edited_copies"


def source(path: Path) -> Source:
    data = path.read_bytes()
    return Source(data, describe(data, path.name, None, ()))


def differences(first: str, second: str | Path) -> Difference:
    return compare(source(ARCHIVE / first), source(ARCHIVE / second))


def kinds(changes: tuple[Change, ...] | list[Change]) -> Counter[str]:
    return Counter(change.kind for change in changes)


# Published differences: what ICE put out under one name.


def test_ice_exchanged_two_labels_of_fiscal_year_2020_afterwards() -> None:
    """Book-ins of FY2020 by kind of facility, A30 and A31: FRC 1,830 and Adult 181,039 until October 2020,
    Adult 1,830 and FRC 181,039 in the file of January 2021; no number of the whole workbook differs."""
    found = differences("2020-10-01_FY20-detentionstats.xlsx", "2021-01-14_FY20-detentionstats.xlsx")

    labels = [change for change in found.changes if change.table_name == "book_ins_by_criminality"]
    assert [(c.kind, c.cell_a, c.before, c.after) for c in labels] == [
        ("label", "A30", "FRC", "Adult"),
        ("label", "A31", "Adult", "FRC"),
    ]
    assert found.sentence().startswith("No number changed, nothing is new or gone, 3 labels changed")
    assert {c.before for c in found.changes if c.kind == "sheet_renamed"} == {"ATD EOFY20", "Facilities EOYFY20 "}


def test_the_year_end_file_of_2023_was_put_out_twice_with_the_same_content() -> None:
    found = differences("2023-10-01_FY23_detentionStats.xlsx", "2023-11-08_FY23_detentionStats.xlsx")

    assert not found.same_bytes
    assert found.sentence() == "No number, word or sheet differs; the bytes do."


def test_one_row_was_taken_out_between_april_and_may_2021() -> None:
    """One facility, with its 14 numbers; every other number, word and sheet is as before."""
    found = differences("2021-04-30_FY21_detentionStats04292021.xlsx", "2021-05-04_FY21_detentionStats210503.xlsx")

    assert found.sentence() == "No number changed, 1 row is gone."
    assert len(found.changes) == 14


def test_two_editions_of_may_2025() -> None:
    """B10: 19,585 people on ankle monitors on 3 May, 20,637 on 17 May; row 14, No Tech, is new."""
    found = differences("2025-05-13_FY25_detentionStats05122025.xlsx", MAY)
    technologies = [change for change in found.changes if change.table_name == "atd_by_technology"]

    [date] = [change for change in technologies if change.kind == "date"]
    [monitors] = [c for c in technologies if (c.row_label, c.quantity) == ("Ankle Monitor", "participants")]
    new = [(c.row_label, c.cell_b, c.after) for c in technologies if c.kind == "new_row"]
    assert (date.before, date.after) == ("2025-05-03", "2025-05-17")
    assert (monitors.before, monitors.after, monitors.cell_a, monitors.cell_b) == (19585, 20637, "B10", "B10")
    assert (monitors.dates_a, monitors.dates_b) == ("2025-05-03", "2025-05-17")
    assert new == [("No Tech", "B14", 3), ("No Tech", "C14", 0)]
    assert kinds(technologies) == {"date": 1, "changed": 12, "new_row": 2}
    assert kinds(found.changes)["gone_number"] == 0  # rows of zeros stay what they are, though rows above them came


def test_the_largest_relative_change_of_a_table_comes_first() -> None:
    """Dual Tech fell from 28 to 22 people; SmartLINK grew by 48 of 160,199."""
    found = differences("2025-05-13_FY25_detentionStats05122025.xlsx", MAY)
    changed = [c for c in found.changes if c.table_name == "atd_by_technology" and c.kind == "changed"]

    assert changed[0].row_label == "Dual Tech"
    assert changed[-1].row_label == "SmartLINK"


# Copies that a third party edited by hand.


def test_eight_cells_changed_by_hand_are_eight_changes() -> None:
    found = differences(
        "2025-02-04_FY25_detentionStats02032025.xlsx", EDITED / "FY25_detentionStats02032025_markedup.xlsx"
    )

    assert {(c.kind, c.cell_b, c.before, c.after) for c in found.changes} == {
        ("label", "A58", "No Tech", "VoiceID"),
        ("label", "A59", "VoiceID", "Dual Tech"),
        ("changed", "B59", 44, 1),
        ("changed", "B60", 2740, 2783),
        ("label", "A96", "VoiceID", "No Tech"),
        ("label", "A97", "Dual Tech", "VoiceID"),
        ("label", "A98", None, "Dual Tech"),
        ("cell", "G23", None, 0.5888679341454712),
    }


def test_facilities_exchanged_by_hand_are_rows_that_moved() -> None:
    """Two pairs of jails of one name: 94 cells differ, and nothing that was said of any jail."""
    found = differences("2025-11-21_FY26_detentionStats11202025.xlsx", EDITED / "FY26_detentionStats11202025.xlsx")

    assert [(c.kind, c.cell_a, c.cell_b) for c in found.changes] == [
        ("moved_row", "I48", "I49"),
        ("moved_row", "I49", "I48"),
        ("moved_row", "I175", "I176"),
        ("moved_row", "I176", "I175"),
    ]


def test_a_copy_packed_anew_says_the_same() -> None:
    found = differences("2025-03-28_FY25_detentionStats03262025.xlsx", EDITED / "FY25_detentionStats03262025.xlsx")

    assert found.sentence() == "No number, word or sheet differs; the bytes do."


# Edits planted by program.


@pytest.mark.parametrize(
    "file", [MAY, "2019-10-06_FY19-detentionstats.xlsx", "2022-03-03_FY22_detentionStats_03022022.xlsx"]
)
def test_saving_a_file_anew_changes_nothing_that_is_told(file: str) -> None:
    """Another program rounds the seventeenth digit of 97 numbers of May 2025, and 651 of March 2022."""
    stream = BytesIO()
    openpyxl.load_workbook(ARCHIVE / file, data_only=True).save(stream)
    again = Source(stream.getvalue(), describe(stream.getvalue(), file, None, ()))

    assert compare(source(ARCHIVE / file), again).changes == ()


Grid = dict[str, list[list[Value]]]


@cache
def whole(file: str) -> Workbook:
    return read_workbook((ARCHIVE / file).read_bytes(), file)


@cache
def original(file: str) -> Edition:
    return read_edition(whole(file), source(ARCHIVE / file).document)


def after(edit: Callable[[Grid], object], file: str = MAY, names: dict[str, str] | None = None) -> list[Change]:
    """What is told of a workbook in which a few cells were edited."""
    grid = {sheet.name: [list(row) for row in sheet.rows] for sheet in whole(file).sheets}
    edit(grid)
    sheets = tuple(
        replace(sheet, name=(names or {}).get(sheet.name, sheet.name), rows=grid[sheet.name])
        for sheet in whole(file).sheets
        if sheet.name in grid
    )
    return compare_editions(original(file), read_edition(Workbook(sheets), original(file).document))


def put(sheet: str, cell: str, value: Value) -> Callable[[Grid], None]:
    row, column = openpyxl.utils.cell.coordinate_to_tuple(cell)

    def edit(grid: Grid) -> None:
        grid[sheet][row - 1][column - 1] = value

    return edit


PRINTED = [number for number in original(MAY).numbers if isinstance(number.value, float) and number.value > 0]


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(PRINTED), st.floats(0.5, 9e6))
def test_a_number_that_is_changed_is_told_and_nothing_else(number: Number, value: float) -> None:
    sheet, row, column = number.place
    printed = next(s for s in whole(MAY).sheets if s.name == sheet).rows[row][column]
    assume(isinstance(printed, float) and f"{value:.12g}" != f"{printed:.12g}")  # else: a number within a sentence

    [change] = after(put(sheet, number.cell, value))

    assert (change.kind, change.sheet, change.cell_a, change.cell_b) == ("changed", sheet, number.cell, number.cell)
    assert (change.before, change.after) == (number.value, value)


FILLED = [
    (sheet.name, row, column)
    for sheet in whole(MAY).sheets
    for row, line in enumerate(sheet.rows)
    for column, value in enumerate(line)
    if str(value or "").strip()
]


@settings(max_examples=10, deadline=None)
@given(st.sampled_from(FILLED), st.sampled_from(["", "Something else", 12345.5]))
def test_no_edit_of_any_cell_goes_untold(place: tuple[str, int, int], value: Value) -> None:
    sheet, row, column = place

    def edit(grid: Grid) -> None:
        grid[sheet][row][column] = value

    assert after(edit)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 4), st.integers(1, 5))
def test_rows_inserted_above_a_table_move_it_and_change_nothing(above: int, count: int) -> None:
    """The technologies of May 2025 have their title in row 7; the tables beside and beneath move along."""

    def insert(grid: Grid) -> None:
        rows = grid["ATD FY25 YTD"]
        rows[above:above] = [[""] * len(rows[0]) for _ in range(count)]

    assert kinds(after(insert)).keys() == {"moved_table"}


@settings(max_examples=8, deadline=None)
@given(st.permutations(range(9, 14)).filter(lambda order: order != sorted(order)))
def test_technologies_in_another_order_are_rows_that_moved(order: list[int]) -> None:
    """Rows 9 to 13 of the ATD sheet of May 2025, columns A to C; the hearings beside them stay."""

    def reorder(grid: Grid) -> None:
        rows = grid["ATD FY25 YTD"]
        kept = {row: rows[row - 1][:3] for row in order}
        for place, row in enumerate(order, 9):
            rows[place - 1][:3] = kept[row]

    assert kinds(after(reorder)).keys() == {"moved_row"}


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(9, 13), min_size=2, max_size=2, unique=True))
def test_two_labels_exchanged_are_two_labels_changed(rows: list[int]) -> None:
    one, other = (whole(MAY).sheets[1].rows[row - 1][0] for row in rows)

    def exchange(grid: Grid) -> None:
        put("ATD FY25 YTD", f"A{rows[0]}", other)(grid)
        put("ATD FY25 YTD", f"A{rows[1]}", one)(grid)

    found = after(exchange)

    assert {(c.kind, c.cell_a, c.before, c.after) for c in found} == {
        ("label", f"A{rows[0]}", one, other),
        ("label", f"A{rows[1]}", other, one),
    }


@settings(max_examples=5, deadline=None)
@given(st.sampled_from(PRINTED), st.sampled_from(PRINTED))
def test_what_is_told_backwards_is_the_same(one: Number, other: Number) -> None:
    """From B to A each number changes from what it was told to have become."""
    grid = {sheet.name: [list(row) for row in sheet.rows] for sheet in whole(MAY).sheets}
    for number in (one, other):
        sheet, row, column = number.place
        grid[sheet][row][column] = 7.25
    changed = read_edition(
        Workbook(tuple(replace(sheet, rows=grid[sheet.name]) for sheet in whole(MAY).sheets)), original(MAY).document
    )

    there, back = compare_editions(original(MAY), changed), compare_editions(changed, original(MAY))

    assert {(c.cell_a, c.before, c.after) for c in there} == {(c.cell_b, c.after, c.before) for c in back}


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "kind"),
    [
        ("ATD FY25 YTD", "E30", "Checked by hand", "cell"),
        ("ATD FY25 YTD", "A15", "Sum", "label"),
        ("ATD FY25 YTD", "A14", "No Technology at all", "label"),
        ("Detention FY25", "C9", "Grown-ups", "label"),
        ("ATD FY25 YTD", "B10", "", "gone_number"),
        ("ATD FY25 YTD", "B10", "20,637", "cell"),
        ("ATD FY25 YTD", "A17", "Costs are only those of technology.", "note_changed"),
        ("ATD FY25 YTD", "A17", "", "note_gone"),
        ("Footnotes", "B20", "See elsewhere.", "note_changed"),
        ("Facilities FY25", "B9", "1 Main Street", "cell"),
        ("Facilities FY25", "E9", 99999.0, "cell"),
        ("Header", "A2", "", "cell"),
    ],
)
def test_one_cell_edited_is_one_change(sheet: str, cell: str, value: Value, kind: str) -> None:
    found = after(put(sheet, cell, value))

    assert [(c.kind, c.sheet, c.cell_b or c.cell_a) for c in found] == [(kind, sheet, cell)]


def test_a_table_under_an_unknown_title_is_told_once() -> None:
    """The numbers stand where they stood; only nobody knows any more what they are."""
    found = after(put("ATD FY25 YTD", "A7", "Devices"))

    assert kinds(found) == {"unread_table": 1, "cell": 1}


def test_a_facility_taken_out_is_one_row_that_is_gone() -> None:
    def take_out(grid: Grid) -> None:
        del grid["Facilities FY25"][20]

    found = after(take_out)

    assert kinds(found).keys() == {"gone_row"}
    assert len({change.row_label for change in found}) == 1


def test_sheets_renamed_hidden_and_taken_out_are_told() -> None:
    renamed = after(lambda grid: None, names={"Semiannual": "Twice a year"})
    gone = after(lambda grid: grid.pop("Header"))

    assert [(c.kind, c.before, c.after) for c in renamed] == [("sheet_renamed", "Semiannual", "Twice a year")]
    assert [(c.kind, c.sheet) for c in gone] == [("sheet_gone", "Header")]


# On the command line.


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tallybook", *arguments]
    environment = {**os.environ, "NO_COLOR": "1"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_files_are_compared_without_a_book(tmp_path: Path) -> None:
    nowhere = str(tmp_path / "none.duckdb")
    same = run("--book", nowhere, "diff", str(ARCHIVE / MAY), str(ARCHIVE / MAY))
    two = run(
        *("--book", nowhere, "diff", "--json"),
        *(str(ARCHIVE / f"{day}_FY20-detentionstats.xlsx") for day in ("2020-10-01", "2021-01-14")),
    )

    assert same.returncode == 0
    assert same.stdout.startswith("Nothing differs: both are the same bytes.")
    assert two.returncode == 1
    told = json.loads(two.stdout)
    assert told["file_a"] == "2020-10-01_FY20-detentionstats.xlsx"
    assert {"kind", "table_name", "row_label", "from", "to", "cell_a", "cell_b", "sheet"} <= told["changes"][0].keys()
    assert len(told["changes"]) == 9


def test_documents_of_the_book_are_compared_by_the_beginning_of_a_name(book_path: Path) -> None:
    told = run("--book", str(book_path), "diff", "2020-10-01", "2021-01-14")
    csv = run("--book", str(book_path), "diff", "--csv", "2020-10-01", "2021-01-14")

    assert "  A30  label: 'FRC' -> 'Adult'\n" in told.stdout
    assert csv.stdout.splitlines()[0].startswith("kind,sheet,table_name,row_label")
    assert len(csv.stdout.splitlines()) == 10


@pytest.mark.parametrize(
    ("names", "code", "says"),
    [
        (("2020-10-01", "1999"), 2, "No document"),
        (("2020-10-01", "2021"), 2, "documents begin with '2021'"),
        (("2020-10-01", "./none.xlsx"), 2, "no such file"),
        ((str(ARCHIVE / MAY), str(ARCHIVE / "MANIFEST.csv")), 2, "not an Excel workbook"),
    ],
)
def test_names_that_make_no_sense_are_told(names: tuple[str, str], code: int, says: str, book_path: Path) -> None:
    done = run("--book", str(book_path), "diff", *names)

    assert done.returncode == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr
