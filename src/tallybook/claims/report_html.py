"""A claim report as one HTML file that needs no other: no script, no font, no picture, nothing from elsewhere.

Everything that comes from the text or the record is escaped, and a content security policy that allows
nothing but this page's own style stands behind that. A site takes heading and body into a page of its own.
"""

import html
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from tallybook.claims.as_json import alternatives_of
from tallybook.claims.report_view import Item, Part, View, capital, cell_value, quoted, shown
from tallybook.claims.verdicts import VERDICTS, Cited
from tallybook.claims.voices import Voices

_HASH = 12  # letters of a sha256 that tell a file from all others of the book


def as_html(view: View) -> str:
    """The report as a page: what to change first, then the text with what was found beside it."""
    style = _style()
    policy = f"default-src 'none'; style-src 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"
    head = (
        f'<!DOCTYPE html>\n<html lang="{view.words.lang}">\n<head>\n<meta charset="utf-8">\n'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}; base-uri 'none'; form-action 'none'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(view.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    )
    return (
        f"{head}<header>{heading(view)}</header>\n<main>\n{body(view)}\n</main>\n"
        f"<footer>{view.words['made_by']}</footer>\n</body>\n</html>\n"
    )


@cache
def _style() -> str:
    here = Path(__file__)
    files = (here.with_name("report_page.css"), here.with_name("report.css"))
    return "\n".join(file.read_text(encoding="utf-8").strip() for file in files)


def heading(view: View) -> str:
    """What a report is of, as a piece of HTML."""
    words = view.words
    kicker = f'<p class="kicker">{words["title"]}</p>' if view.title != words["title"] else ""
    about = f'<p class="about">{_text(" ".join(view.about))} {words["reason_language"]}</p>'
    return f"{kicker}<h1>{_text(view.title)}</h1>{about}"


def body(view: View) -> str:
    """A report as a piece of HTML: what to change first, then the text with what was found beside it."""
    return "\n".join(_sections(view))


def _text(text: str) -> str:
    """A text of whatever origin, fit to stand in HTML, also within quotation marks."""
    return html.escape(shown(text))


def _sections(view: View) -> Iterator[str]:
    words = view.words
    yield from _summary(view)
    yield from _marked_text(view)
    if view.voices:
        yield f'<section id="voices"><h2>{words["voices"]}</h2>'
        yield from (_pair(view, pair) for pair in view.voices)
        yield "</section>"
    yield from _requests(view)
    if view.report.soon_after:
        files = "".join(f"<li><code>{_text(file)}</code></li>" for file in view.report.soon_after)
        yield f'<section><h2>{words["soon_after"]}</h2><p class="prose">{words["soon_after_about"]}</p>'
        yield f'<ul class="asks">{files}</ul></section>'
    yield f'<section><h2>{words["how_to_read"]}</h2><p class="prose">{words["method"]}</p><dl class="read">'
    yield from (f"<dt>{words.verdicts[verdict]}</dt><dd>{words.meanings[verdict]}</dd>" for verdict in VERDICTS)
    yield "</dl></section>"


def _summary(view: View) -> Iterator[str]:
    words = view.words
    yield f'<section id="summary"><p class="counted">{view.counted}</p>'
    if not view.items:
        yield "</section>"
        return
    keys = (
        f'<li><span class="line {group}">{words.groups[group]}</span> ({words.lines[group]}): {count}</li>'
        for group, count in view.counts.items()
    )
    yield f'<ul class="key">{"".join(keys)}</ul>'
    if not view.to_change and not view.to_ask:
        yield f'<p class="about">{words["nothing_to_change"]}</p>'
    for label, items in (("would_change", view.to_change), ("would_ask", view.to_ask)):
        if items:
            yield f'<h2>{words[label]}</h2><ol class="changes">{"".join(map(_change, items))}</ol>'
    yield "</section>"


def _change(item: Item) -> str:
    words = item.words
    said = (
        f'<div class="bears"><span class="label">{words["record_bears"]}</span>{_linked(item)}'
        f'<p class="small">{_text(item.for_these_words)}</p></div>'
        if item.wording
        else f"<p>{_english(item, item.reason)}</p>"
    )
    return (
        f'<li class="{item.group}"><p><a class="st {item.group}" href="#s{item.number}">{_text(quoted(item.quote))}</a>'
        f'</p><p class="verdict">{item.verdict}</p>{said}</li>'
    )


def _linked(item: Item) -> str:
    """A wording that the record bears, which leads to the first of its cells."""
    said = _english(item, item.wording)
    return f'<a class="figure" href="{_text(item.address(0))}">{said}</a>' if item.finding.cited else said


def _english(item: Item, text: str) -> str:
    """Words of the record, marked as English on a page of another language."""
    return _text(text) if item.words.lang == "en" else f'<span lang="en">{_text(text)}</span>'


def _marked_text(view: View) -> Iterator[str]:
    if not view.items:
        return
    yield f'<section id="text"><h2>{view.words["text"]}</h2>'
    for part in view.parts:
        place = ' class="headline"' if part.is_headline else ""
        notes = "".join(_note(view, same) for same in part.notes)
        yield f'<div class="row"><p{place}>{_pieces(part)}</p><div class="notes">{notes}</div></div>'
    yield "</section>"


def _pieces(part: Part) -> str:
    return "".join(
        f'<a class="st {item.group}" id="t{item.number}" href="#s{item.number}">{_text(piece)}</a>'
        f'<span class="mark {item.group}" title="{item.verdict}">{item.number}</span>'
        if item
        else _text(piece)
        for piece, item in part.pieces
    )


def _note(view: View, same: tuple[Item, ...]) -> str:
    item = same[0]
    words, finding = item.words, item.finding
    numbers = ", ".join(
        f'<a id="s{one.number}" href="#t{one.number}" title="{words["back"]}">{one.number}</a>' for one in same
    )
    parts = [f'<p class="verdict">{numbers} {item.verdict}</p>']
    if finding.verdict != "opinion":
        if words.lang != "en":
            parts.append(f"<p>{words.meanings[finding.verdict]}</p>")
        parts += [_figures(item), f"<p>{_english(item, item.reason)}</p>"]
    if finding.speaker:
        parts.append(f'<p class="small">{words["says"]}: {_text(finding.speaker)}</p>')
    if finding.law:
        parts.append(f'<p class="small">{words["law"]}: {_english(item, finding.law)}</p>')
    if finding.cited:
        cells = "".join(_cell(item, place, cell) for place, cell in enumerate(finding.cited))
        head = words.counted(len(finding.cited), "one_cell", "cells")
        parts.append(f'<details><summary>{head}</summary><ul class="cells">{cells}</ul></details>')
    parts += [_tried(item), _settled_by(view, item)]
    return f'<article class="note {item.group}">{"".join(parts)}</article>'


def _figures(item: Item) -> str:
    """The stated numbers beside the record's; the record's lead to the first of the cells."""
    words = item.words
    rows = (
        f"<dt>{words['stated']}</dt><dd>{_text(figure.stated)}</dd><dt>{words['record']}</dt><dd>"
        + (f'<a href="{_text(item.address(0))}">{said}</a>' if item.finding.cited else said)
        + "</dd>"
        for figure in item.figures
        for said in [_text(figure.record)]
    )
    told = "".join(rows)
    return f'<dl class="figures">{told}</dl>' if told else ""


def _cell(item: Item, place: int, cell: Cited) -> str:
    words = item.words
    value = f": <b>{cell_value(cell.value)}</b>" if cell.value is not None else ""
    name = f"<b>{_text(cell.cell)}</b>"
    if item.link:
        name = f'<a href="{_text(item.link(cell))}">{name}</a>'
    return (
        f'<li id="c{item.number}-{place}">{name}, {words["sheet"]} “{_text(cell.sheet)}”{value}'
        f"<span>{_english(item, cell.what)}</span><span>{words['file']} {_text(cell.file)}, {words['known_since']} "
        f"{words.day(cell.report_date)}</span><span>sha256 {_text(cell.document[:_HASH])}…</span>"
        f"<span>{words['open_it']}: <code>tallybook show &quot;{_text(cell.address)}&quot;</code></span></li>"
    )


def _tried(item: Item) -> str:
    tried = alternatives_of(item.finding)
    if len(tried) < 2:
        return ""
    words = item.words
    rows = "".join(
        f"<li>{_english(item, one.what)}: {cell_value(one.value)} ({words['fits' if one.fits else 'fits_not']})</li>"
        for one in tried
    )
    return f"<details><summary>{words['also_tried']} ({len(tried)})</summary><ul>{rows}</ul></details>"


def _settled_by(view: View, item: Item) -> str:
    """A link to the sentence of a records request, which is told once for all statements that it would settle."""
    missing = item.finding.leading.missing
    if missing not in view.requests:
        return ""
    place = list(view.requests).index(missing)
    return f'<p class="small"><a href="#r{place}">{item.words["settled_by"]}</a></p>'


def _pair(view: View, pair: Voices) -> str:
    words = view.words
    sides = "".join(
        f'<div><span class="label">{_text(finding.speaker)}</span><blockquote>{_text(quoted(finding.text))} '
        f'<a class="small" href="#s{number}">{number}</a></blockquote></div>'
        for number, finding in ((pair.first_number, pair.first), (pair.second_number, pair.second))
    )
    language = "" if words.lang == "en" else ' lang="en"'
    if pair.missing:
        told = (
            f'<span class="label">{words["cannot_say"]}</span><span{language}>{_text(capital(pair.missing))}.</span> '
            f'{words["no_side"]}<span class="label">{words["request"]}</span>'
            f"<span{language}>{_text(pair.request)}</span>"
        )
    else:
        reasons = dict.fromkeys((pair.first.reason, pair.second.reason))
        told = f'<span class="label">{words["can_say"]}</span><span{language}>{_text(" ".join(reasons))}</span>'
    return f'<div class="pair">{sides}<div class="both">{told}</div></div>'


def _requests(view: View) -> Iterator[str]:
    if not view.requests:
        return
    words = view.words
    language = "" if words.lang == "en" else ' lang="en"'
    yield f'<section><h2>{words["requests"]}</h2><p class="prose small">{words["requests_about"]}</p><ul class="asks">'
    for place, (missing, (request, numbers)) in enumerate(view.requests.items()):
        links = ", ".join(f'<a href="#s{number}">{number}</a>' for number in numbers)
        what = f'<span class="label">{_text(capital(missing))} ({links})</span>'
        yield f'<li id="r{place}"{language}>{what}{_text(request)}</li>'
    yield "</ul></section>"
