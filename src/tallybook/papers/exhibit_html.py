"""An exhibit as one HTML file that needs no other, to be read on a screen or printed on Letter paper."""

import html
from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

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


def exhibit_html(parts: Sequence[Part]) -> str:
    """The exhibit as a page: no script, nothing from elsewhere, and a policy that forbids both."""
    title = next((part.text for part in parts if isinstance(part, Heading)), "Exhibit")
    style = _style()
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Exhibit: {html.escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(_written(parts))
        + "\n</main>\n</body>\n</html>\n"
    )


@cache
def _style() -> str:
    return Path(__file__).with_name("exhibit.css").read_text(encoding="utf-8").strip()


def _written(parts: Sequence[Part]) -> Iterator[str]:
    caption, is_within = "", False
    for part in parts:
        if isinstance(part, Caption):
            caption = part.text
        elif isinstance(part, Table):
            yield _table(part, caption)
            caption = ""
        elif isinstance(part, NewPage):
            yield f'{"</section>" if is_within else ""}<section class="page">'
            is_within = True
        else:
            yield _one(part)
    if is_within:
        yield "</section>"


def _one(part: Part) -> str:
    match part:
        case Heading(text, is_title):
            level = 1 if is_title else 2
            return f"<h{level}>{html.escape(text)}</h{level}>"
        case Paragraph(lines):
            return f"<p>{'<br>'.join(map(html.escape, lines))}</p>"
        case InSpanish(text):
            return f'<p lang="es">{html.escape(text)}</p>'
        case Bullets(items):
            return f"<ul>{''.join(f'<li>{html.escape(item)}</li>' for item in items)}</ul>"
        case ToFill(lines, True):
            return f'<ol class="statements">{"".join(f"<li>{_filled(line)}</li>" for line in lines)}</ol>'
        case ToFill(lines):
            return f"<p>{'<br>'.join(map(_filled, lines))}</p>"
        case Command(text):
            return f"<pre>{html.escape(text)}</pre>"
        case Drawing(svg, words):
            return f'<figure role="group" aria-label="{html.escape(words)}">{svg.strip()}</figure>'
    raise TypeError(part)


def _filled(line: str) -> str:
    return "".join(
        f"<mark>{html.escape(text)}</mark>" if is_blank else html.escape(text)
        for text, is_blank in split_at_blanks(line)
    )


def _table(table: Table, caption: str) -> str:
    named = f"<caption>{html.escape(caption)}</caption>" if caption else ""
    has_heads = table.head[0] != ""  # a table of facts has its names in the first column
    heads = "".join(
        f'<th scope="col"{_figure(table, place)}>{html.escape(head)}</th>' for place, head in enumerate(table.head)
    )
    rows = "".join(f"<tr>{''.join(_cells(table, row, not has_heads))}</tr>" for row in table.rows)
    thead = f"<thead><tr>{heads}</tr></thead>" if has_heads else ""
    return f'<div class="wide"><table>{named}{thead}<tbody>{rows}</tbody></table></div>'


def _cells(table: Table, row: Sequence[str], is_named_first: bool) -> Iterator[str]:
    for place, text in enumerate(row):
        if place == 0 and is_named_first:
            yield f'<th scope="row">{html.escape(text)}</th>'
        else:
            yield f"<td{_figure(table, place)}>{_breakable(text)}</td>"


def _figure(table: Table, place: int) -> str:
    return ' class="figure"' if place in table.figures else ""


def _breakable(text: str) -> str:
    """A text in which the long names of files may be broken; what is copied from it has no break."""
    return html.escape(text).replace("_", "_<wbr>")
