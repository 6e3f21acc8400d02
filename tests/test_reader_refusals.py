"""Readers: whatever is no sound workbook is refused, in words, at no great cost."""

from datetime import date
from functools import cache
from pathlib import Path

import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from tallybook.errors import UnreadableFile
from tallybook.readers import package, reach, workbook
from tallybook.readers.grid import Workbook
from tallybook.readers.workbook import read_workbook
from tests import workbooks as made

ARCHIVE = Path(__file__).parents[1] / "archive" / "ice_detention_statistics"
FY19 = "2019-10-06_FY19-detentionstats.xlsx"


def refusal(data: bytes, name: str = "made.xlsx") -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read_workbook(data, name)
    assert caught.value.where.startswith(name)
    return caught.value


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
    """Office reads the first of them, others the last."""
    parts = made.zipped({"xl/workbook.xml": "<workbook/>", "XL/workbook.xml": "<workbook/>"})

    assert "same name" in refusal(parts).message


class PanicException(BaseException):
    """What a panic in Rust looks like from Python."""


@pytest.mark.parametrize(
    ("raised", "becomes"), [(PanicException, UnreadableFile), (KeyboardInterrupt, KeyboardInterrupt)]
)
def test_a_panic_of_the_parser_is_a_refusal_and_an_interrupt_is_not(
    raised: type[BaseException], becomes: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Panicking:
        @staticmethod
        def from_filelike(_: object) -> None:
            raise raised("index out of bounds")

    monkeypatch.setattr(workbook, "CalamineWorkbook", Panicking)

    with pytest.raises(becomes):
        workbook.read_workbook(made.one_sheet(""), "made.xlsx")


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
        assert made.rows(data) == [[1]]
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

    assert made.rows(made.zipped(made.workbook_parts(declared, shared=shared))) == [[1]]


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
    assert len(made.rows(made.one_sheet('<row><c t="s"><v>1</v></c></row>' * 100, shared=shared))) == 100


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
