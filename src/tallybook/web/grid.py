"""A sheet of a workbook as a table of HTML: letters, numbers, merged cells, and each number that was read a link."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from html import escape

from markupsafe import Markup

from tallybook.as_published import Published
from tallybook.model import column_letter, column_number

_ROWS, _COLUMNS = 9, 6  # of the neighbourhood, above and below, left and right

Place = tuple[int, int]
"""Row and column, from 0."""


def drawn(sheet: Published, read: Mapping[str, str], label: str, lit: str = "", told: Collection[str] = ()) -> Markup:
    """A sheet as a table, or the part around one cell.

    Args:
        sheet: as published.
        read: the cells that are numbers of the book, with the address of each.
        label: what the table is, for those who hear it.
        lit: the cell in the middle; blank for the whole sheet, in which each cell with words has an id of its own.
        told: blank cells that also have one, because something is said of them.
    """
    rows, columns = _area(sheet, lit)
    covered, spans = _merged(sheet, rows, columns)
    letters = [column_letter(column + 1) for column in columns]
    head = "".join(f'<th scope="col">{letter}</th>' for letter in letters)
    lines = [
        f'<tr><th scope="row">{row + 1}</th>'
        + "".join(
            _cell(sheet.text(row, column), f"{letter}{row + 1}", read, lit, spans.get((row, column)), told)
            for column, letter in zip(columns, letters, strict=True)
            if (row, column) not in covered
        )
        + "</tr>\n"
        for row in rows
    ]
    return Markup(
        f'<div class="box sheet" tabindex="0" role="region" aria-label="{escape(label)}"><table>'
        f"<thead><tr><td></td>{head}</tr></thead>\n<tbody>\n{''.join(lines)}</tbody></table></div>"
    )


def _cell(
    text: str, reference: str, read: Mapping[str, str], lit: str, span: Place | None, told: Collection[str]
) -> str:
    address = read.get(reference)
    if not (text or address or span or reference == lit or reference in told):
        return "<td></td>"
    place = reference if not lit and (text or address or reference in told) else ""
    is_number = bool(address) or text[:1].isdigit()
    return f"<td{''.join(_attributes(place, span, is_number, reference == lit))}>{_content(text, address)}</td>"


def _attributes(place: str, span: Place | None, is_number: bool, is_lit: bool) -> Iterator[str]:
    if place:
        yield f' id="{place}"'
    if span:
        yield f' rowspan="{span[0]}"' if span[0] > 1 else ""
        yield f' colspan="{span[1]}"' if span[1] > 1 else ""
    classes = [*(["num"] if is_number else []), *(["lit"] if is_lit else [])]
    if classes:
        yield f' class="{" ".join(classes)}"'
    if is_lit:
        yield ' aria-current="true"'


def _content(text: str, address: str | None) -> str:
    return f'<a href="{address}">{escape(text) or "–"}</a>' if address else escape(text)


def _area(sheet: Published, lit: str) -> tuple[Sequence[int], Sequence[int]]:
    """The rows and columns that are shown; of a part, the column of row labels stays in view."""
    lines = sheet.sheet.rows
    width = max((len(line) for line in lines), default=0)
    if not lit:
        last = max((c for line in lines for c, value in enumerate(line) if value not in ("", None)), default=-1)
        return range(len(lines)), range(last + 1)
    letters = lit.rstrip("0123456789")
    row, column = int(lit[len(letters) :]) - 1, column_number(letters) - 1
    rows = range(max(0, row - _ROWS), min(len(lines), row + _ROWS + 1))
    return rows, sorted({0, *range(max(0, column - _COLUMNS), min(width, column + _COLUMNS + 1))})


def _merged(sheet: Published, rows: Sequence[int], columns: Sequence[int]) -> tuple[set[Place], dict[Place, Place]]:
    """Cells that a merged block covers, and how far each block's first cell reaches within what is shown."""
    covered: set[Place] = set()
    spans: dict[Place, Place] = {}
    shown_rows, shown_columns = set(rows), set(columns)
    for top, left, bottom, right in sheet.merged:
        if top not in shown_rows or left not in shown_columns:
            continue  # its words stand outside: the cells within stay as they are, blank
        own_rows = [row for row in range(top, bottom + 1) if row in shown_rows]
        own_columns = [column for column in range(left, right + 1) if column in shown_columns]
        spans[top, left] = (len(own_rows), len(own_columns))
        covered |= {(row, column) for row in own_rows for column in own_columns} - {(top, left)}
    return covered, spans
