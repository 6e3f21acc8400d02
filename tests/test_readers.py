"""Readers: every cell as the file keeps it, and a clear refusal of whatever is no workbook."""

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from tallybook.errors import UnreadableFile
from tallybook.readers import package, reach
from tallybook.readers.grid import Sheet, Value, Workbook
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


def sheet(data: bytes) -> Sheet:
    [only] = read_workbook(data, "made.xlsx").sheets
    return only


def rows(data: bytes) -> list[list[Value]]:
    return [list(row) for row in sheet(data).rows]


def refusal(data: bytes, name: str = "made.xlsx") -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read_workbook(data, name)
    assert caught.value.where.startswith(name)
    return caught.value


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

    assert rows(made.saved(book)) == [[""] * 4, [""] * 4, ["", "", 1, 3], [""] * 4, ["", "", 2, ""]]


def test_blank_zero_text_and_truth_are_told_apart() -> None:
    book = openpyxl.Workbook()
    book.active.append([0, None, "0", "", True, False, 1, "N/A", " x "])

    [row] = rows(made.saved(book))

    assert [comparable(value) for value in row] == [
        *(0, ("str", ""), ("str", "0"), ("str", ""), ("bool", True), ("bool", False), 1),
        *(("str", "N/A"), ("str", " x ")),
    ]


def test_numbers_are_the_nearest_to_what_is_written() -> None:
    written = ["1.5E-3", "1e5", "0.98525999999999996", "-0.1", "123456789012345678", "5", "2.2250738585072014E-308"]
    cells = "".join(f"<c><v>{number}</v></c>" for number in written)

    assert rows(made.one_sheet(f"<row>{cells}</row>")) == [[float(number) for number in written]]


def test_texts_inline_rich_and_shared_with_their_blanks() -> None:
    shared = '<sst><si><t>zero</t></si><si/><si><r><t>ri</t></r><r><t xml:space="preserve"> ch</t></r></si></sst>'
    inline = '<c t="inlineStr"><is><r><t>in</t></r><r><t>line &amp; all</t></r></is></c>'
    numbered = "".join(f'<c t="s"><v>{number}</v></c>' for number in range(3))

    data = made.one_sheet(f'<row>{numbered}{inline}<c t="str"><v>a&#10;b</v></c></row>', shared=shared)

    assert rows(data) == [["zero", "", "ri ch", "inline & all", "a\nb"]]


def test_dates_are_dates_by_format_and_text_dates_stay_text() -> None:
    book = openpyxl.Workbook()
    book.active.append([date(2025, 5, 17), datetime(2025, 5, 17, 6, 30), 45794, "5/17/2025"])

    assert rows(made.saved(book)) == [[date(2025, 5, 17), datetime(2025, 5, 17, 6, 30), 45794, "5/17/2025"]]


@pytest.mark.parametrize(
    ("flag", "day"), [("0", date(2025, 5, 17)), ("1", date(2029, 5, 18)), ("true", date(2029, 5, 18))]
)
def test_dates_count_from_1904_where_the_workbook_says_so(flag: str, day: date) -> None:
    properties = f'<workbookPr date1904="{flag}"/>'

    data = made.one_sheet('<row><c s="1"><v>45794</v></c></row>', styles=made.DATE_STYLE, properties=properties)

    assert rows(data) == [[day]]


@pytest.mark.parametrize("value", ["", "<v></v>", "<v/>"])
def test_a_formula_without_its_result_is_blank_and_never_zero(value: str) -> None:
    data = made.one_sheet(f'<row><c r="A1"><v>0</v></c><c r="B1"><f>A1+1</f>{value}</c><c r="C1"><v>7</v></c></row>')

    assert rows(data) == [[0, "", 7]]


@pytest.mark.parametrize(
    "error", ["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NUM!", "#NAME?", "#NULL!", "#SPILL!", "#WHAT?"]
)
def test_an_error_of_any_kind_is_kept_apart_from_blanks(error: str) -> None:
    cells = (
        f'<c r="A1" s="1" t="e"><f>1/0</f><v>{error}</v></c><c r="B1" t="str"><v>#N/A</v></c>'
        f"<c r='D1' t='e'><v>{error}</v></c><c r='E1'/>"
    )

    page = sheet(made.one_sheet(f"<row>{cells}</row>"))

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

    assert rows(made.zipped(parts)) == [[1]]


def test_the_strict_standard_and_prefixed_names_are_read() -> None:
    strict = made.sheet_xml('<row><c t="d"><v>2025-05-17</v></c></row>').replace(made.MAIN, made.STRICT_MAIN)
    prefixed = (
        f'<x:worksheet xmlns:x="{made.MAIN}"><x:sheetData><x:row r="2"><x:c r="B2"><x:v>4</x:v></x:c>'
        '<x:c r="C2" t="e"><x:v>#N/A</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )

    assert rows(made.zipped(made.workbook_parts(strict, office=made.STRICT_OFFICE))) == [[date(2025, 5, 17)]]
    page = sheet(made.zipped(made.workbook_parts(prefixed)))
    assert (page.rows, page.errors) == ([["", "", ""], ["", 4, ""]], {(1, 2): "#N/A"})


def test_cells_without_references_stand_after_each_other() -> None:
    data = made.one_sheet('<row><c/><c s="1"/><c><v>1</v></c></row><row/><row><c r="B3" s="0"/><c><v>2</v></c></row>')

    assert rows(data) == [["", "", 1], ["", "", ""], ["", "", 2]]


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

    assert rows(made.zipped(parts)) == [[1]]


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


# --- What is no workbook, or not a sound one ---


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "0 bytes"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html><HTML><body>404</body>", "web page"),
        (b'<?xml version="1.0"?><html>Access Denied</html>', "web page"),
        (b'<?xml version="1.0"?><Workbook/>', "XML"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"Count,Technology\n1,2", "Count,Technology"),
        (bytes(range(256)), "unknown"),
    ],
)
def test_what_is_no_workbook_is_named(data: bytes, found: str) -> None:
    assert found in refusal(data, "FY26.xlsx").found


@pytest.mark.parametrize("kept", [10, 5_000, 100_000, -10])
def test_a_truncated_workbook_is_refused(kept: int) -> None:
    assert "cut short" in refusal((ARCHIVE / FY19).read_bytes()[:kept]).message


@pytest.mark.parametrize("main", ["word/document.xml", "xl/workbook.bin"])
def test_a_zip_of_something_else_is_refused_and_named(main: str) -> None:
    start = made.relationships({"r1": ("officeDocument", main)})

    assert main in refusal(made.zipped({"_rels/.rels": start, main: "<document/>"})).found
    assert "not an Excel workbook" in refusal(made.zipped({"readme.txt": "hello"})).message


def test_a_locked_workbook_is_refused_as_such() -> None:
    assert "password" in refusal(made.compound_file("EncryptionInfo", "EncryptedPackage")).message
    assert "password" in refusal(made.locked_xls(), "old.xls").message
    assert "no sound Excel" in refusal(made.compound_file("WordDocument"), "old.xls").message


@pytest.mark.parametrize(
    "rows",
    [
        '<row><c t="s"><v>7</v></c></row>',
        '<row><c t="s"><v>-1</v></c></row>',
        "<row><c><v>1</c></row>",
        '<row><c t="zz"><v>1</v></c></row>',
    ],
)
def test_a_damaged_sheet_is_named(rows: str) -> None:
    fault = refusal(made.one_sheet(rows, shared="<sst><si><t>only</t></si></sst>"))

    assert "'Only'" in str(fault)
    assert fault.found


def test_a_sheet_in_another_encoding_is_refused_not_read_as_empty() -> None:
    sheet = made.sheet_xml("<row><c><v>1</v></c></row>").encode("utf-16")

    assert "UTF-8" in refusal(made.zipped(made.workbook_parts(sheet))).message


def test_missing_parts_are_named() -> None:
    parts = made.workbook_parts(made.sheet_xml(""))
    del parts["xl/worksheets/sheet1.xml"]
    assert "xl/worksheets/sheet1.xml" in refusal(made.zipped(parts)).message

    parts["xl/_rels/workbook.xml.rels"] = made.relationships({})
    assert "'Only'" in refusal(made.zipped(parts)).message


def test_parts_of_one_name_are_refused() -> None:
    with pytest.warns(UserWarning):
        data = zipped_twice("xl/workbook.xml")

    assert "same name" in refusal(data).message


def zipped_twice(part: str) -> bytes:
    from zipfile import ZipFile

    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr(part, "<workbook/>")
        archive.writestr(part, "<workbook/>")
    return stream.getvalue()


# --- What would take all memory ---


def test_a_zip_bomb_is_stopped_while_it_inflates() -> None:
    bomb = made.zipped(made.workbook_parts(b"<worksheet>" + b" " * (package.MOST_INFLATED + 1)))

    assert len(bomb) < 1_000_000
    assert "zip bomb" in refusal(bomb).message


def test_all_parts_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_INFLATED", 100_000)

    assert "zip bomb" in refusal(made.one_sheet("<row/>" * 10_000, shared="<sst></sst>" + " " * 50_000)).message


@pytest.mark.parametrize("size", [0, 10, 2**32 - 2])
def test_a_directory_that_lies_about_sizes_is_not_believed(size: int) -> None:
    data = made.with_declared_size(made.one_sheet("<row><c><v>1</v></c></row>"), "xl/worksheets/sheet1.xml", size)

    if size > 10:
        assert rows(data) == [[1]]
    else:
        assert "damaged" in refusal(data).message


def test_too_many_parts_are_refused_before_they_are_listed() -> None:
    assert "too many parts" in refusal(made.zipped({f"{n}": "" for n in range(package.MOST_PARTS + 1)})).message


def test_declared_sizes_mean_nothing() -> None:
    declared = made.sheet_xml(
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row><row r="1048576" s="1"/>',
        before='<dimension ref="A1:XFD1048576"/>',
    )
    shared = '<sst count="4000000000" uniqueCount="4000000000"><si><t>x</t></si></sst>'

    assert rows(made.zipped(made.workbook_parts(declared, shared=shared))) == [[1]]


@pytest.mark.parametrize(
    "cells",
    [
        '<c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c>',
        '<c r="A1"><v>1</v></c><c r="XFD1048576" t="str"><v></v></c>',
        "<c r='a1'><v>1</v></c><c t='n' r='xfd1048576'><v>1</v></c>",
        '<x:c r="XFD1048576"><x:v>1</x:v></x:c>',
        '<c r="A99999999999999"><v>1</v></c>',
        '<c r="ZZZZZZZZZZZZZZ1"><v>1</v></c>',
        "<c/>" * 4_000 + "<c><v>1</v></c></row>" + "<row/>" * 4_000 + "<row><c><v>1</v></c>",
        '</row><row r="1048576"><c r="A1"/>' + "<c/>" * 20 + "<c><v>1</v></c>",
    ],
)
def test_cells_that_really_stand_far_apart_are_refused(cells: str) -> None:
    assert "too far out" in refusal(made.one_sheet(f"<row>{cells}</row>")).message


def test_sheets_that_are_too_large_only_together_are_refused() -> None:
    book = openpyxl.Workbook()
    for page in (book.active, book.create_sheet(), book.create_sheet()):
        page["A1"] = page["ZZ9000"] = 1

    assert "rows down" in refusal(made.saved(book)).found


def test_a_legacy_sheet_that_is_too_large_harms_nobody() -> None:
    def fill(book: xlwt.Workbook) -> None:
        page = book.add_sheet("Far")
        page.write(0, 0, 1)
        page.write(65_535, 255, 1)

    assert "far out" in str(refusal(made.xls(fill), "old.xls"))


def test_a_shared_text_named_too_often_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "MOST_TEXT", 1_000_000)
    shared = f"<sst><si><t>{'x' * 20_000}</t></si><si><t>y</t></si></sst>"

    assert "repeats" in refusal(made.one_sheet('<row><c t="s"><v>0</v></c></row>' * 100, shared=shared)).message
    assert len(rows(made.one_sheet('<row><c t="s"><v>1</v></c></row>' * 100, shared=shared))) == 100


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_entities_are_never_expanded(part: str) -> None:
    parts = made.workbook_parts(
        made.sheet_xml('<row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>name</t></is></c></row>'),
        shared="<sst><si><t>name</t></si></sst>",
    )
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(10))
    parts[part] = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>' + str(parts[part]).replace("name", "&l10;", 1)

    refusal(made.zipped(parts))


# --- Whatever the bytes ---


def reads_or_refuses(data: bytes, name: str) -> None:
    try:
        assert isinstance(read_workbook(data, name), Workbook)
    except UnreadableFile as fault:
        assert str(fault).startswith(name)


@given(beginning=st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", b"<html", b"%PDF"]), rest=st.binary(max_size=500))
def test_any_bytes_are_read_or_refused(beginning: bytes, rest: bytes) -> None:
    reads_or_refuses(beginning + rest, "any.xlsx")


@cache
def small_workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Technology", 1.5, True, date(2025, 5, 17), "=1/0"])
    return made.saved(book)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_workbook_with_wrong_bytes_is_read_or_refused(draw: st.DataObject) -> None:
    data = bytearray(small_workbook())
    for place in draw.draw(st.lists(st.integers(0, len(data) - 1), max_size=6)):
        data[place] = draw.draw(st.integers(0, 255))
    cut = draw.draw(st.integers(0, len(data)) | st.just(len(data)))

    reads_or_refuses(bytes(data[:cut]), "small.xlsx")


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_sheet_of_wrong_xml_is_read_or_refused(draw: st.DataObject) -> None:
    xml = made.sheet_xml('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="e"><v>#N/A</v></c><c r="C1"/></row>')
    odd = st.sampled_from(
        ["<", ">", '"', "/", "&", "<c>", "</c>", "<v>", "<!--", "\0", "XFD", "9999999", ' t="e"', "é"]
    )
    for place in draw.draw(st.lists(st.integers(0, len(xml)), min_size=1, max_size=4)):
        xml = xml[:place] + draw.draw(odd) + xml[place + draw.draw(st.integers(0, 5)) :]

    reads_or_refuses(made.zipped(made.workbook_parts(xml, shared="<sst><si><t>x</t></si></sst>")), "odd.xlsx")


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_a_real_workbook_with_wrong_bytes_is_read_or_refused(draw: st.DataObject) -> None:
    data = bytearray((ARCHIVE / FY19).read_bytes())
    for place in draw.draw(st.lists(st.integers(0, len(data) - 1), min_size=1, max_size=4)):
        data[place] ^= draw.draw(st.integers(1, 255))

    reads_or_refuses(bytes(data), FY19)


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_a_legacy_workbook_with_wrong_bytes_is_read_or_refused(draw: st.DataObject) -> None:
    data = bytearray(made.xls(lambda book: book.add_sheet("Old").write(0, 0, "text")))
    for place in draw.draw(st.lists(st.integers(0, 1_600) | st.integers(0, len(data) - 1), min_size=1, max_size=6)):
        data[place] = draw.draw(st.sampled_from([0, 127, 128, 255]))

    reads_or_refuses(bytes(data), "old.xls")
