"""A page of headings, paragraphs, lists and tables, written as text, Markdown or HTML."""

import html
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_WIDTH = 80


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of the page, or of a section of it."""

    text: str
    is_title: bool = False
    anchor: str = ""  # by which a link finds it


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences; `lines` are kept apart where they are an address or the like."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads; the columns whose places are given hold figures."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int] = frozenset()


Block = Heading | Paragraph | Bullets | Table


def written(page: Sequence[Block], form: str) -> str:
    """The page as `text`, `markdown`, `html` or `html-body` (what stands within a page of its own)."""
    return {"text": as_text, "markdown": as_markdown, "html": as_html, "html-body": as_html_body}[form](page)


def paragraph(*lines: str) -> Paragraph:
    """One paragraph of these lines."""
    return Paragraph(lines)


def bullets(items: Iterable[str]) -> Bullets:
    """A list of these items."""
    return Bullets(tuple(items))


def as_text(page: Iterable[Block]) -> str:
    """The page in 80 columns."""
    return "\n\n".join("\n".join(_text(block)) for block in page) + "\n"


def _text(block: Block) -> list[str]:
    match block:
        case Heading(text, is_title):
            return [*_wrap(text), ("=" if is_title else "-") * min(len(text), _WIDTH)]
        case Paragraph(lines):
            return [wrapped for line in lines for wrapped in _wrap(line)]
        case Bullets(items):
            return [wrapped for item in items for wrapped in _wrap(item, "- ")]
        case Table(head, rows, figures):
            return _columns((head, *rows), figures)


def _wrap(text: str, mark: str = "") -> list[str]:
    # Titles and labels of the agency's keep their words whole and their blanks.
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _columns(rows: Sequence[tuple[str, ...]], figures: frozenset[int]) -> list[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return [
        "  ".join(
            cell.rjust(width) if place in figures else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def as_markdown(page: Iterable[Block]) -> str:
    """The page in Markdown."""
    return "\n\n".join("\n".join(_markdown(block)) for block in page) + "\n"


def _markdown(block: Block) -> list[str]:
    match block:
        case Heading(text, is_title):
            return [f"{'#' if is_title else '##'} {_plain(text)}"]
        case Paragraph(lines):
            return ["  \n".join(_plain(line) for line in lines)]
        case Bullets(items):
            return [f"- {_plain(item)}" for item in items]
        case Table(head, rows, figures):
            rule = ["---:" if place in figures else "---" for place in range(len(head))]
            cells = ([_plain(cell) for cell in row] for row in rows)
            return [f"| {' | '.join(row)} |" for row in (head, rule, *cells)]


def _plain(text: str) -> str:
    for sign in "\\*|<":
        text = text.replace(sign, f"\\{sign}")
    return text


_STYLE = """
:root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--rule:#8888}
@media (prefers-color-scheme:dark){:root{--ink:#e8e8e8;--paper:#16181a}}
body{font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:44rem;margin:2rem auto;
padding:0 1rem;overflow-wrap:anywhere}h1{font-size:1.6rem;line-height:1.2}h2{font-size:1.15rem;margin-top:2rem}
div{overflow-x:auto}table{border-collapse:collapse;overflow-wrap:normal}th,td{padding:.25rem .75rem .25rem 0;
text-align:left;vertical-align:top;border-bottom:1px solid var(--rule)}
.figure{text-align:right;font-variant-numeric:tabular-nums}
@media print{body{color:#000;background:#fff;max-width:none}li,p,tr{break-inside:avoid}}
""".strip().replace("\n", "")


def as_html(page: Sequence[Block]) -> str:
    """The page as one HTML file that needs no other."""
    title = next((block.text for block in page if isinstance(block, Heading)), "")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{html.escape(title)}</title>\n<style>{_STYLE}</style>\n<body>\n{as_html_body(page)}\n</body>\n</html>\n"
    )


def as_html_body(page: Iterable[Block]) -> str:
    """The page as a piece of HTML, to stand within another."""
    return "\n".join(_html(block) for block in page)


def _html(block: Block) -> str:
    match block:
        case Heading(text, is_title, anchor):
            level = 1 if is_title else 2
            place = f' id="{html.escape(anchor)}"' if anchor else ""
            return f"<h{level}{place}>{html.escape(text)}</h{level}>"
        case Paragraph(lines):
            return f"<p>{'<br>'.join(html.escape(line) for line in lines)}</p>"
        case Bullets(items):
            return f"<ul>{''.join(f'<li>{html.escape(item)}</li>' for item in items)}</ul>"
        case Table(head, rows, figures):
            heads = _html_row(head, figures, "th scope='col'")
            return f"<div><table>{heads}{''.join(_html_row(row, figures, 'td') for row in rows)}</table></div>"


def _html_row(row: Sequence[str], figures: frozenset[int], tag: str) -> str:
    cells = (
        f"<{tag}{' class=figure' if place in figures else ''}>{html.escape(cell)}</{tag.split()[0]}>"
        for place, cell in enumerate(row)
    )
    return f"<tr>{''.join(cells)}</tr>"
