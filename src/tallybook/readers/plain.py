"""A plain copy of an .xlsx: only the parts that hold cells, checked, under standard names.

Workbooks may keep their parts anywhere and refer to them in many ways; a damaged one can
promise sizes that bring a reader down. Here each part is inflated once and looked at; what is
handed on to be parsed is a small, uncompressed package that was written by ourselves around
the sheets' own XML. Inflating here and not there makes the looking nearly free.
"""

import re
from dataclasses import dataclass
from io import BytesIO
from xml.etree.ElementTree import Element
from xml.parsers.expat import ExpatError
from zipfile import ZipFile

from tallybook.readers.package import Package, Relationship
from tallybook.readers.reach import TextBudget, lean
from tallybook.readers.refusals import MOST_CELLS, too_large

ERROR_MARK = "\ufdd0"
"""Stands before an error's text in a plain copy; a character that no text may hold."""

_OFFICE = "http://schemas.openxmlformats.org"
_TYPES = f'<Types xmlns="{_OFFICE}/package/2006/content-types"/>'
_RELATIONSHIP = '<Relationship Id="r{0}" Type="{1}/officeDocument/2006/relationships/{2}" Target="{3}"/>'
_RELATIONSHIPS = f'<Relationships xmlns="{_OFFICE}/package/2006/relationships">{{}}</Relationships>'
_SHEET = '<sheet name="{0}" sheetId="{0}" r:id="r{0}"/>'
_WORKBOOK = (
    f'<workbook xmlns="{_OFFICE}/spreadsheetml/2006/main"'
    f' xmlns:r="{_OFFICE}/officeDocument/2006/relationships">'
    '<workbookPr date1904="{}"/><sheets>{}</sheets></workbook>'
)

_MAYBE_ERROR = re.compile(rb">#")
_ERROR_CELL = re.compile(
    rb"""(<(?:\w+:)?c\s[^>]*?\bt\s*=\s*)["']e["']([^>]*(?<!/)>(?:(?!</(?:\w+:)?c\b).)*?<(?:\w+:)?v(?:\s[^>]*)?>)\s*""",
    re.DOTALL,
)
_MAYBE_EMPTY_FORMULA = re.compile(rb"</(?:\w+:)?f>(?:<(?:\w+:)?v ?/>|<(?:\w+:)?v></(?:\w+:)?v>)?</")
_EMPTY_FORMULA = re.compile(rb"<((?:\w+:)?)c\b([^>]*)><\1f\b[^>]*>[^<]*</\1f>(?:<\1v ?/>|<\1v></\1v>)?</\1c>")
_TYPE = re.compile(rb'\st="\w*"')
FORMULA_WITHOUT_VALUE = "formula without a value"
_ODD_INDEX = re.compile(rb't="s"[^>]*><v>(?![0-9]+</)')
_STRINGS_START = re.compile(rb"<((?:\w+:)?sst)\b[^>]*?(/?)>")
_LONG_FORMAT = re.compile(rb"""formatCode\s*=\s*["'][^"']{2000}""")


@dataclass(frozen=True, slots=True)
class Entry:
    """A sheet as the workbook lists it."""

    name: str
    is_hidden: bool
    part: str  # '' where the sheet is not one of cells, but a chart or a dialog


@dataclass(frozen=True, slots=True)
class PlainCopy:
    """The copy, in which the sheet of entry 0 is named '0', and the sheets in which errors are marked."""

    entries: list[Entry]
    content: BytesIO
    with_errors: frozenset[int]


def plain_copy(package: Package) -> PlainCopy:
    """The cells of a workbook in a package that any reader of .xlsx understands."""
    workbook = _workbook_part(package)
    tree = package.tree(workbook)
    related = package.relationships(workbook)
    entries = _entries(package, tree, related)
    content = BytesIO()
    with ZipFile(content, "w") as copy:
        _write_frame(copy, entries, _counts_from_1904(tree))
        shared = _shared_texts(package, related)
        copy.writestr("xl/sharedStrings.xml", shared)
        copy.writestr("xl/styles.xml", _styles(package, related))
        with_errors = _write_sheets(copy, package, entries, TextBudget(shared))
    content.seek(0)
    return PlainCopy(entries, content, with_errors)


def _workbook_part(package: Package) -> str:
    kinds = {related.kind: related.part for related in package.relationships("").values()}
    part = kinds.get("officeDocument", "xl/workbook.xml")
    if part not in package or not part.lower().endswith(".xml") or _local(package.tree(part)) != "workbook":
        raise package.fault(
            "The file is a zip, and not an Excel workbook.",
            expected="a workbook (.xlsx, .xlsm)",
            found=f"its main part is {part!r}" if kinds else "a zip without the parts of an Office file",
            hint="if a spreadsheet program opens the file, save it as .xlsx.",
        )
    return part


def _entries(package: Package, tree: Element, related: dict[str, Relationship]) -> list[Entry]:
    sheets = [element for element in tree.iter() if _local(element) == "sheet"]
    if not sheets:
        raise package.fault("The workbook lists no sheet.")
    return [_entry(package, sheet, related) for sheet in sheets]


def _entry(package: Package, sheet: Element, related: dict[str, Relationship]) -> Entry:
    name = sheet.get("name", "")
    # The id's namespace has two addresses, of the transitional and of the strict standard.
    reference = next((value for key, value in sheet.items() if key.endswith("}id")), "")
    target = related.get(reference)
    if target is None:
        raise package.fault(f"The workbook lists sheet {name!r} and does not say where it is.")
    is_hidden = sheet.get("state", "visible") != "visible"
    return Entry(name, is_hidden, target.part if target.kind == "worksheet" else "")


def _counts_from_1904(tree: Element) -> bool:
    properties = next((element for element in tree.iter() if _local(element) == "workbookPr"), None)
    return properties is not None and properties.get("date1904", "0") in ("1", "true", "on")


def _part_of_kind(package: Package, related: dict[str, Relationship], kind: str, empty: str) -> bytes:
    part = next((target.part for target in related.values() if target.kind == kind), None)
    return package.read(part) if part else f"<{empty}></{empty}>".encode()


def _shared_texts(package: Package, related: dict[str, Relationship]) -> bytes:
    """The shared texts without the counts they declare, which a parser would reserve memory for."""
    xml = _part_of_kind(package, related, "sharedStrings", "sst")
    return _STRINGS_START.sub(rb"<\1\2>", xml, count=1)


def _styles(package: Package, related: dict[str, Relationship]) -> bytes:
    xml = _part_of_kind(package, related, "styles", "styleSheet")
    if _LONG_FORMAT.search(xml):  # read once per style: a long one takes hours
        raise package.fault("A number format is longer than Excel allows.", expected="at most 255 characters")
    return xml


def _write_frame(copy: ZipFile, entries: list[Entry], counts_from_1904: bool) -> None:
    places = [place for place, entry in enumerate(entries) if entry.part]
    links = [_RELATIONSHIP.format(n, _OFFICE, "worksheet", f"worksheets/sheet{n}.xml") for n in places]
    sheets = "".join(_SHEET.format(place) for place in places)
    start = _RELATIONSHIP.format(1, _OFFICE, "officeDocument", "xl/workbook.xml")
    copy.writestr("[Content_Types].xml", _TYPES)
    copy.writestr("_rels/.rels", _RELATIONSHIPS.format(start))
    copy.writestr("xl/workbook.xml", _WORKBOOK.format(int(counts_from_1904), sheets))
    copy.writestr("xl/_rels/workbook.xml.rels", _RELATIONSHIPS.format("".join(links)))


def _write_sheets(copy: ZipFile, package: Package, entries: list[Entry], text: TextBudget) -> frozenset[int]:
    with_errors = set()
    for place, entry in enumerate(entries):
        if entry.part:
            xml = _checked_sheet(package, entry, text)
            if _MAYBE_ERROR.search(xml):
                xml, errors = _ERROR_CELL.subn(rb'\1"str"\2' + ERROR_MARK.encode(), xml)
                with_errors |= {place} if errors else set()
            if _MAYBE_EMPTY_FORMULA.search(xml):
                xml, empty = _EMPTY_FORMULA.subn(_marked, xml)
                with_errors |= {place} if empty else set()
            copy.writestr(f"xl/worksheets/sheet{place}.xml", xml)
    return frozenset(with_errors)


def _marked(cell: re.Match[bytes]) -> bytes:
    """A formula whose result the file does not keep: a mark in its place, since a blank would be a guess."""
    prefix, attributes = cell[1], _TYPE.sub(b"", cell[2])
    mark = (ERROR_MARK + FORMULA_WITHOUT_VALUE).encode()
    return b'<%bc%b t="str"><%bv>%b</%bv></%bc>' % (prefix, attributes, prefix, mark, prefix, prefix)


def _checked_sheet(package: Package, entry: Entry, text: TextBudget) -> bytes:
    what = f"Sheet {entry.name!r}"
    xml = package.read(entry.part)
    if b"sheetData" not in xml:
        raise package.fault(f"{what} is damaged: part {entry.part!r} is not the XML of a sheet in UTF-8.")
    try:
        xml, rows, columns = lean(xml)
    except ExpatError as fault:
        raise package.fault(f"{what} is damaged XML.", found=str(fault)) from fault
    if rows * columns > MOST_CELLS:
        raise too_large(f"{package.where}, sheet {entry.name!r}", rows, columns)
    if odd := _ODD_INDEX.search(xml):  # the parser would take it for the first shared text
        found = odd.string[odd.start() : odd.end() + 20].decode("utf-8", "replace")
        raise package.fault(f"{what} names a shared text by something else than its number.", found=found)
    if not text.spend(xml):
        raise package.fault(f"{what} repeats long texts until they no longer fit in memory.")
    return xml


def _local(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]
