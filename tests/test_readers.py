"""Readers: every cell as the file keeps it, in whatever way the file keeps it."""

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt

from tallybook.readers.grid import Sheet, Workbook
from tallybook.readers.workbook import read_workbook
from tests import workbooks as made

ARCHIVE = Path(__file__).parents[1] / "archive" / "ice_detention_statistics"
FY19 = "2019-10-06_FY19-detentionstats.xlsx"
WITH_HIDDEN_SHEETS = "2022-02-17_FY22_detentionStats_02162022.xlsx"
RECENT = "2026-02-13_FY26_detentionStats_02122026.xlsx"
FAR_STYLED = "2025-07-08_FY25_detentionStats07072025.xlsx"

Place = tuple[int, int]


@cache
def real(file: str) -> Workbook:
    return read_workbook((ARCHIVE / file).read_bytes(), file)


# --- Cells, as other eyes see them ---


def comparable(value: object) -> object:
    """A value with its kind, in which 1 is no True and 0 no blank; a date is the midnight that begins it."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())
    return (type(value).__name__, value) if isinstance(value, bool | str) else value


def cells_by_openpyxl(file: str) -> Iterator[tuple[str, bool, dict[Place, object]]]:
    book = openpyxl.load_workbook(ARCHIVE / file, data_only=True, read_only=True)
    for page in book.worksheets:
        cells = {
            (r, c): comparable(value)
            for r, row in enumerate(page.iter_rows(values_only=True))
            for c, value in enumerate(row)
            if value not in (None, "")
        }
        yield page.title, page.sheet_state != "visible", cells


def cells_of(page: Sheet) -> dict[Place, object]:
    printed = {
        (r, c): comparable(value)
        for r, row in enumerate(page.rows)
        for c, value in enumerate(row)
        if value not in (None, "")
    }
    return printed | {place: comparable(error) for place, error in page.errors.items()}


@pytest.mark.parametrize("file", [FY19, WITH_HIDDEN_SHEETS, RECENT])
def test_every_cell_of_a_real_workbook_is_read_as_openpyxl_reads_it(file: str) -> None:
    expected = list(cells_by_openpyxl(file))

    assert [(page.name, page.is_hidden, cells_of(page)) for page in real(file).sheets] == expected
    assert sum(len(cells) for *_, cells in expected) > 5_000


def test_hidden_sheets_are_read_and_say_so() -> None:
    hidden = [page for page in real(WITH_HIDDEN_SHEETS).sheets if page.is_hidden]

    assert {"Detention EOFY2020", "Footnotes_DEL"} <= {page.name for page in hidden}
    assert all(page.rows for page in hidden)


def test_the_errors_of_the_facilities_of_fy19_are_found_in_their_cells() -> None:
    """Rows 30 and 65 of 'Facilities FY19' hold #N/A from J to V: two facilities without figures."""
    [page] = [page for page in real(FY19).sheets if page.name.startswith("Facilities")]

    assert page.errors == {(row - 1, column): "#N/A" for row in (30, 65) for column in range(9, 22)}
    assert {page.rows[r][c] for r, c in page.errors} == {""}
    assert not any(page.errors for page in real(RECENT).sheets)


def test_styled_blanks_out_to_column_xfc_are_no_cells() -> None:
    """Editions of summer 2025 carry half a million styled blanks on one sheet."""
    assert max(len(page.rows[0]) for page in real(FAR_STYLED).sheets if page.rows) < 100


def test_rows_count_from_a1_and_hidden_rows_and_columns_are_data() -> None:
    book = openpyxl.Workbook()
    page = book.active
    page["C3"], page["C5"], page["D3"] = 1, 2, 3
    page.row_dimensions[5].hidden = page.column_dimensions["D"].hidden = True

    assert made.rows(made.saved(book)) == [[""] * 4, [""] * 4, ["", "", 1, 3], [""] * 4, ["", "", 2, ""]]


def test_blank_zero_text_and_truth_are_told_apart() -> None:
    book = openpyxl.Workbook()
    book.active.append([0, None, "0", "", True, False, 1, "N/A", " x "])

    [row] = made.rows(made.saved(book))

    assert [comparable(value) for value in row] == [
        *(0, ("str", ""), ("str", "0"), ("str", ""), ("bool", True), ("bool", False), 1),
        *(("str", "N/A"), ("str", " x ")),
    ]


def test_numbers_are_the_nearest_to_what_is_written() -> None:
    written = ["1.5E-3", "1e5", "0.98525999999999996", "-0.1", "123456789012345678", "5", "2.2250738585072014E-308"]
    cells = "".join(f"<c><v>{number}</v></c>" for number in written)

    assert made.rows(made.one_sheet(f"<row>{cells}</row>")) == [[float(number) for number in written]]


def test_texts_inline_rich_and_shared_with_their_blanks() -> None:
    shared = '<sst><si><t>zero</t></si><si/><si><r><t>ri</t></r><r><t xml:space="preserve"> ch</t></r></si></sst>'
    inline = '<c t="inlineStr"><is><r><t>in</t></r><r><t>line &amp; all</t></r></is></c>'
    numbered = "".join(f'<c t="s"><v>{number}</v></c>' for number in range(3))

    data = made.one_sheet(f'<row>{numbered}{inline}<c t="str"><v>a&#10;b</v></c></row>', shared=shared)

    assert made.rows(data) == [["zero", "", "ri ch", "inline & all", "a\nb"]]


def test_dates_are_dates_by_format_and_text_dates_stay_text() -> None:
    book = openpyxl.Workbook()
    book.active.append([date(2025, 5, 17), datetime(2025, 5, 17, 6, 30), 45794, "5/17/2025"])

    assert made.rows(made.saved(book)) == [[date(2025, 5, 17), datetime(2025, 5, 17, 6, 30), 45794, "5/17/2025"]]


@pytest.mark.parametrize(
    ("flag", "day"), [("0", date(2025, 5, 17)), ("1", date(2029, 5, 18)), ("true", date(2029, 5, 18))]
)
def test_dates_count_from_1904_where_the_workbook_says_so(flag: str, day: date) -> None:
    properties = f'<workbookPr date1904="{flag}"/>'

    data = made.one_sheet('<row><c s="1"><v>45794</v></c></row>', styles=made.DATE_STYLE, properties=properties)

    assert made.rows(data) == [[day]]


@pytest.mark.parametrize("value", ["", "<v></v>", "<v/>"])
def test_a_formula_without_its_result_is_blank_and_never_zero(value: str) -> None:
    data = made.one_sheet(f'<row><c r="A1"><v>0</v></c><c r="B1"><f>A1+1</f>{value}</c><c r="C1"><v>7</v></c></row>')

    assert made.rows(data) == [[0, "", 7]]


@pytest.mark.parametrize(
    "error", ["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NUM!", "#NAME?", "#NULL!", "#SPILL!", "#WHAT?"]
)
def test_an_error_of_any_kind_is_kept_apart_from_blanks(error: str) -> None:
    cells = (
        f'<c r="A1" s="1" t="e"><f>1/0</f><v>{error}</v></c><c r="B1" t="str"><v>#N/A</v></c>'
        f"<c r='D1' t='e'><v>{error}</v></c><c r='E1'/>"
    )

    page = made.only_sheet(made.one_sheet(f"<row>{cells}</row>"))

    assert page.errors == {(0, 0): error, (0, 3): error}
    assert page.rows == [["", "#N/A", "", ""]]


# --- Packages as other programs write them ---


def test_sheets_of_one_name_are_each_themselves() -> None:
    parts = made.workbook_parts(made.sheet_xml("<row><c><v>1</v></c></row>"))
    parts["xl/worksheets/sheet2.xml"] = made.sheet_xml("<row><c><v>2</v></c></row>")
    parts["xl/_rels/workbook.xml.rels"] = made.relationships(
        {"r1": ("worksheet", "worksheets/sheet1.xml"), "r2": ("worksheet", "worksheets/sheet2.xml")}
    )
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace(
        "</sheets>", '<sheet name="Only" sheetId="2" state="veryHidden" r:id="r2"/></sheets>'
    )

    first, second = read_workbook(made.zipped(parts), "made.xlsx").sheets

    assert (first.rows, first.is_hidden, second.rows, second.is_hidden) == ([[1]], False, [[2]], True)


@pytest.mark.parametrize(
    "target", ["/odd/Place/s.xml", "../odd/Place/s.xml", "..\\odd\\place\\s.xml", "x/../../odd/Place/s%2Exml"]
)
def test_a_sheet_is_found_wherever_its_part_lies(target: str) -> None:
    parts = made.workbook_parts("")
    parts["odd/Place/s.xml"] = made.sheet_xml("<row><c><v>1</v></c></row>")
    parts["xl/_rels/workbook.xml.rels"] = made.relationships({"r1": ("worksheet", target)})

    assert made.rows(made.zipped(parts)) == [[1]]


def test_the_strict_standard_and_prefixed_names_are_read() -> None:
    strict = made.sheet_xml('<row><c t="d"><v>2025-05-17</v></c></row>').replace(made.MAIN, made.STRICT_MAIN)
    prefixed = (
        f'<x:worksheet xmlns:x="{made.MAIN}"><x:sheetData><x:row r="2"><x:c r="B2"><x:v>4</x:v></x:c>'
        '<x:c r="C2" t="e"><x:v>#N/A</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )

    assert made.rows(made.zipped(made.workbook_parts(strict, office=made.STRICT_OFFICE))) == [[date(2025, 5, 17)]]
    page = made.only_sheet(made.zipped(made.workbook_parts(prefixed)))
    assert (page.rows, page.errors) == ([["", "", ""], ["", 4, ""]], {(1, 2): "#N/A"})


def test_cells_without_references_stand_after_each_other() -> None:
    data = made.one_sheet('<row><c/><c s="1"/><c><v>1</v></c></row><row/><row><c r="B3" s="0"/><c><v>2</v></c></row>')

    assert made.rows(data) == [["", "", 1], ["", "", ""], ["", "", 2]]


def test_chart_sheets_are_kept_as_sheets_of_no_cells() -> None:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        page = book.add_worksheet("Data")
        page.write_column(0, 0, [1, 2])
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Data!$A$1:$A$2"})
        book.add_chartsheet("Chart").set_chart(chart)
        book.add_worksheet("Empty")

    sheets = read_workbook(stream.getvalue(), "made.xlsx").sheets

    assert [(page.name, len(page.rows)) for page in sheets] == [("Data", 2), ("Chart", 0), ("Empty", 0)]


def test_a_macro_workbook_is_read() -> None:
    parts = made.workbook_parts(made.sheet_xml("<row><c><v>1</v></c></row>"))
    parts["[Content_Types].xml"] = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    parts["xl/vbaProject.bin"] = b"\0" * 100

    assert made.rows(made.zipped(parts)) == [[1]]


def test_a_legacy_workbook_is_read() -> None:
    def fill(book: xlwt.Workbook) -> None:
        page, hidden = book.add_sheet("Old "), book.add_sheet("Hidden")
        day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
        for column, value in enumerate(["text", 2.5, True]):
            page.write(1, column, value)
        page.write(1, 3, date(2012, 9, 30), day)
        hidden.visibility = 2
        hidden.write(0, 0, 0)

    old, hidden = read_workbook(made.xls(fill), "old.xls").sheets

    assert (old.name, old.rows[1], old.is_hidden) == ("Old ", ["text", 2.5, True, date(2012, 9, 30)], False)
    assert (hidden.rows, hidden.is_hidden) == ([[0]], True)


def test_a_formula_without_its_last_result_is_no_blank(tmp_path: Path) -> None:
    """Scripts that save a workbook often drop the results: their cells must not pass for empty ones."""
    path = tmp_path / "formulas.xlsx"
    workbook = openpyxl.Workbook()
    workbook.active.append([1, 2, "=A1+B1"])
    workbook.save(path)

    [sheet] = read_workbook(path.read_bytes(), path.name).sheets

    assert list(sheet.rows[0]) == [1, 2, ""]
    assert sheet.errors == {(0, 2): "formula without a value"}
