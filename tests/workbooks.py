"""Small workbooks made by program: whole ones by the usual libraries, odd ones part by part."""

import struct
from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import xlwt
from xlwt.CompoundDoc import XlsDoc

from tallybook.readers.grid import Sheet, Value
from tallybook.readers.workbook import read_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

DATE_STYLE = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook made with openpyxl."""
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of named parts."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def sheet_xml(rows: str, before: str = "") -> str:
    """A worksheet around the XML of its rows."""
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData></worksheet>'


def relationships(targets: Mapping[str, tuple[str, str]], office: str = OFFICE) -> str:
    """A list of relationships: id -> (kind, target)."""
    items = (
        f'<Relationship Id="{key}" Type="{office}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}">{"".join(items)}</Relationships>'


def workbook_parts(
    sheet: str | bytes, *, shared: str = "", styles: str = "", properties: str = "", office: str = OFFICE
) -> dict[str, str | bytes]:
    """The parts of a workbook of one sheet, 'Only', to be changed before they are zipped."""
    targets = {"r1": ("worksheet", "worksheets/sheet1.xml")}
    parts: dict[str, str | bytes] = {"xl/worksheets/sheet1.xml": sheet}
    if shared:
        targets["r2"], parts["xl/sharedStrings.xml"] = ("sharedStrings", "sharedStrings.xml"), shared
    if styles:
        targets["r3"], parts["xl/styles.xml"] = ("styles", "styles.xml"), styles
    main = STRICT_MAIN if office == STRICT_OFFICE else MAIN
    return parts | {
        "_rels/.rels": relationships({"r1": ("officeDocument", "xl/workbook.xml")}, office),
        "xl/_rels/workbook.xml.rels": relationships(targets, office),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">{properties}'
        '<sheets><sheet name="Only" sheetId="1" r:id="r1"/></sheets></workbook>',
    }


def one_sheet(rows: str, *, shared: str = "", styles: str = "", properties: str = "") -> bytes:
    """A workbook of one sheet with the given XML in its rows."""
    return zipped(workbook_parts(sheet_xml(rows), shared=shared, styles=styles, properties=properties))


def with_declared_size(data: bytes, part: str, size: int) -> bytes:
    """A zip whose directory lies about the inflated size of one part."""
    name = part.encode()
    entry = next(place for place in _places(data, b"PK\x01\x02") if data[place + 46 : place + 46 + len(name)] == name)
    return data[: entry + 24] + struct.pack("<I", size) + data[entry + 28 :]


def _places(data: bytes, what: bytes) -> list[int]:
    return [place for place in range(len(data)) if data.startswith(what, place)]


def xls(fill: Callable[[xlwt.Workbook], object]) -> bytes:
    """A legacy workbook, filled by a function."""
    book = xlwt.Workbook()
    fill(book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def locked_xls() -> bytes:
    """A legacy workbook that says, after its first record, that a password encrypts the rest."""
    book = xlwt.Workbook()
    book.add_sheet("Locked").write(0, 0, 1)
    records = book.get_biff_data()
    first = 4 + struct.unpack_from("<H", records, 2)[0]
    password = struct.pack("<HHHHH", 0x2F, 6, 0, 0x1234, 0x5678)
    stream = BytesIO()
    XlsDoc().save(stream, records[:first] + password + records[first:])
    return stream.getvalue()


def compound_file(*streams: str) -> bytes:
    """The beginning of a compound file that names some streams, as an encrypted .xlsx does."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + b"\0\0".join(name.encode("utf-16-le") for name in streams)
    )


def only_sheet(data: bytes) -> Sheet:
    """The one sheet of a workbook, read."""
    [only] = read_workbook(data, "made.xlsx").sheets
    return only


def rows(data: bytes) -> list[list[Value]]:
    """The rows of the one sheet of a workbook, read."""
    return [list(row) for row in only_sheet(data).rows]
