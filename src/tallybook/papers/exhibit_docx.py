"""An exhibit as a Word document: real headings, tables whose heads repeat on each page, pictures with words."""

import datetime
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tallybook.charts import as_png
from tallybook.errors import QuestionError
from tallybook.pages import Bullets, Heading, Paragraph, Table
from tallybook.papers.parts import (
    Caption,
    Command,
    Drawing,
    InSpanish,
    NewPage,
    Part,
    ToFill,
    split_at_blanks,
)
from tallybook.papers.zipped import unzipped, zipped

if TYPE_CHECKING:
    from docx.document import Document

_FONT, _MONO = "Times New Roman", "Courier New"
_TEXT, _SMALL = 12, 9
_PAGE = (8.5, 11.0, 1.0)  # Letter, and its margins, in inches
_WIDTH = _PAGE[0] - 2 * _PAGE[2]
_FACTS = (1.6, _WIDTH - 1.6)  # a name and what is known of it
# A document that says when it was written never has the same bytes twice.
_WRITTEN = datetime.datetime(2000, 1, 1)


def exhibit_docx(parts: Sequence[Part]) -> bytes:
    """The exhibit as the bytes of a .docx file; the same parts give the same bytes.

    A picture is left out where what turns it into pixels is not installed (the extra `png`).
    """
    import docx

    document = docx.Document()
    _prepare(document, next((part.text for part in parts if isinstance(part, Heading)), "Exhibit"))
    for part in parts:
        _add(document, part)
    buffer = io.BytesIO()
    document.save(buffer)
    return zipped(unzipped(buffer.getvalue(), "the document"), is_compressed=True)


def has_pictures() -> bool:
    """Whether pictures can be put into a document here."""
    try:
        as_png('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')
    except QuestionError:
        return False
    return True


def _prepare(document: "Document", title: str) -> None:
    from docx.shared import Inches, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Inches(_PAGE[0]), Inches(_PAGE[1])
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Inches(_PAGE[2])
    sizes = {"Normal": _TEXT, "Title": 18, "Heading 1": 14, "Caption": 10, "List Bullet": _TEXT, "List Number": _TEXT}
    for name, size in sizes.items():
        style: Any = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(size), RGBColor(0, 0, 0)
        _set_font(style.element.get_or_add_rPr(), _FONT)
    caption: Any = document.styles["Caption"]
    caption.font.bold, caption.paragraph_format.keep_with_next = True, True
    properties = document.core_properties
    properties.title, properties.language, properties.author, properties.comments = f"Exhibit: {title}", "en-US", "", ""
    properties.created = properties.modified = _WRITTEN
    _language(document.styles.element.find(f".//{_w('rPrDefault')}/{_w('rPr')}"), "en-US")
    _number_pages(section.footer.paragraphs[0])


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement

    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(_w(key), value)
    return element


def _set_font(properties: Any, font: str) -> None:
    """One font for every script: the template's headings name fonts of a theme, which would win."""
    fonts = properties.get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for key in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(_w(key), font)


def _language(properties: Any, language: str) -> None:
    found = properties.find(_w("lang"))
    if found is None:
        found = _element("lang")
        properties.append(found)
    found.set(_w("val"), language)


def _number_pages(paragraph: Any) -> None:
    paragraph.alignment = 1  # centred
    for text, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        paragraph.add_run(text)
        run = paragraph.add_run()
        for part in (
            _element("fldChar", fldCharType="begin"),
            _instruction(field),
            _element("fldChar", fldCharType="end"),
        ):
            run._r.append(part)


def _instruction(field: str) -> Any:
    element = _element("instrText")
    element.text = f" {field} "
    return element


def _add(document: "Document", part: Part) -> None:
    match part:
        case Heading(text, is_title):
            document.add_heading(text, 0 if is_title else 1)
        case Paragraph(lines):
            document.add_paragraph("\n".join(lines))
        case InSpanish(text):
            run: Any = document.add_paragraph().add_run(text)
            _language(run._r.get_or_add_rPr(), "es-US")
        case Bullets(items):
            for item in items:
                document.add_paragraph(item, "List Bullet")
        case ToFill(lines, is_numbered):
            for text in lines if is_numbered else ("\n".join(lines),):
                _fill(document.add_paragraph(style="List Number" if is_numbered else None), text)
        case Caption(text):
            document.add_paragraph(text, "Caption")
        case Command(text):
            _command(document, text)
        case Table():
            _table(document, part)
        case Drawing():
            _draw(document, part)
        case NewPage():
            document.add_paragraph().paragraph_format.page_break_before = True


def _fill(paragraph: Any, text: str) -> None:
    from docx.enum.text import WD_COLOR_INDEX

    for piece, is_blank in split_at_blanks(text):
        run = paragraph.add_run(piece)
        if is_blank:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _command(document: "Document", text: str) -> None:
    from docx.shared import Pt

    run: Any = document.add_paragraph().add_run(text)
    run.font.size = Pt(_SMALL + 1)
    _set_font(run._r.get_or_add_rPr(), _MONO)


def _table(document: "Document", table: Table) -> None:
    has_heads = table.head[0] != ""
    rows = [table.head, *table.rows] if has_heads else list(table.rows)
    made: Any = document.add_table(len(rows), len(table.head), style="Table Grid")
    widths = _widths(rows) if has_heads else list(_FACTS)
    for row, texts in zip(made.rows, rows, strict=True):
        row._tr.get_or_add_trPr().append(_element("cantSplit"))
        for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            is_head = (has_heads and texts is rows[0]) or (not has_heads and place == 0)
            _cell(cell, text, widths[place], is_head, place in table.figures)
    if has_heads:
        made.rows[0]._tr.get_or_add_trPr().append(_element("tblHeader"))
    document.add_paragraph()


def _widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """The page shared out by the longest text of each column, within reason."""
    longest = [min(max(len(row[place]) for row in rows), 40) + 3 for place in range(len(rows[0]))]
    return [_WIDTH * length / sum(longest) for length in longest]


def _cell(cell: Any, text: str, width: float, is_head: bool, is_figure: bool) -> None:
    from docx.shared import Inches, Pt

    cell.width = Inches(width)
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if is_figure:
        paragraph.alignment = 2  # right
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(_SMALL), is_head or None


def _draw(document: "Document", drawing: Drawing) -> None:
    from docx.shared import Inches

    if not has_pictures():
        return
    document.add_picture(io.BytesIO(as_png(drawing.svg)), width=Inches(_WIDTH))
    shape: Any = document.inline_shapes[-1]
    shape._inline.docPr.set("descr", drawing.words)
    shape._inline.docPr.set("title", "Chart of table 1")
