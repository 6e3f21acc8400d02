"""A claim report in Markdown, with nothing of the text taken for a mark."""

import re
from collections.abc import Iterator

from tallybook.claims.as_json import alternatives_of
from tallybook.claims.report_text import SIGNS
from tallybook.claims.report_view import Item, View, capital, cell_value, quoted, shown

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~!&$])")
_LIST_MARK = re.compile(r"^(\d*)([-+.)])(?=\s|$)")


def as_markdown(view: View) -> str:
    """The report: what to change first, then the text, each paragraph with what was found of it."""
    return "\n\n".join(_blocks(view)) + "\n"


def plain(text: str) -> str:
    """A text on one line, in which nothing is taken for a mark.

    >>> print(plain("1. <b>[x](y)</b>"))
    1\\. \\<b\\>\\[x\\](y)\\</b\\>
    """
    one_line = " ".join(shown(text).split())
    return _LIST_MARK.sub(r"\1\\\2", _MARKS.sub(r"\\\1", one_line))


def _blocks(view: View) -> Iterator[str]:
    words = view.words
    yield f"# {plain(view.title)}"
    yield f"{plain(view.counted)} {plain(' '.join(view.about))}"
    if not view.items:
        return
    yield "; ".join(f"`{SIGNS[group]}` {words.groups[group].lower()}" for group in view.counts)
    if not view.to_change and not view.to_ask:
        yield words["nothing_to_change"]
    for label, items in (("would_change", view.to_change), ("would_ask", view.to_ask)):
        if items:
            yield f"## {words[label]}"
            yield "\n".join(_change(item) for item in items)
    yield f"## {words['text']}"
    for part in view.parts:
        yield "".join(
            f"{plain_piece(piece)} **\\[{item.number} {SIGNS[item.group]}\\]**" if item else plain_piece(piece)
            for piece, item in part.pieces
        ).strip()
        if part.items:
            yield "\n".join(line for same in part.notes for line in _note(same))
    for pair in view.voices:
        yield f"## {words['voices']}"
        yield "\n".join(
            f"- **\\[{number}\\] {plain(finding.speaker)}**: {plain(quoted(finding.text))}"
            for number, finding in ((pair.first_number, pair.first), (pair.second_number, pair.second))
        )
        if pair.missing:
            yield f"{words['cannot_say']}: {plain(capital(pair.missing))}. {words['no_side']}"
            yield f"{words['request']}: {plain(pair.request)}"
        else:
            yield f"{words['can_say']}: {plain(pair.first.reason)}"
    if view.requests:
        yield f"## {words['requests']}"
        yield "\n".join(
            f"- {plain(capital(missing))}: {plain(request)} ({', '.join(map(str, numbers))})"
            for missing, (request, numbers) in view.requests.items()
        )
    if view.report.soon_after:
        yield f"## {words['soon_after']}"
        yield words["soon_after_about"]
        yield "\n".join(f"- {plain(file)}" for file in view.report.soon_after)
    yield f"## {words['how_to_read']}"
    yield words["method"]


def plain_piece(piece: str) -> str:
    """A piece of a paragraph, with the blanks at its ends."""
    before, after = piece[: len(piece) - len(piece.lstrip())], piece[len(piece.rstrip()) :]
    return f"{' ' if before else ''}{plain(piece)}{' ' if after and piece.strip() else ''}"


def _change(item: Item) -> str:
    words = item.words
    told = f"{words['record_bears']}: {plain(item.wording)}" if item.wording else plain(item.reason)
    if item.for_these_words:
        told = f"{told}. {plain(item.for_these_words)}"
    return f"- **\\[{item.number}\\]** {plain(quoted(item.quote))} — {item.verdict}. {told}"


def _note(same: tuple[Item, ...]) -> Iterator[str]:
    item = same[0]
    words, finding = item.words, item.finding
    numbers = ", ".join(str(one.number) for one in same)
    meaning = f" {words.meanings[finding.verdict]}" if words.lang != "en" else ""
    reason = "" if finding.verdict == "opinion" else f" {plain(item.reason)}"
    yield f"- **\\[{numbers} {SIGNS[item.group]}\\] {item.verdict}.**{meaning}{reason}"
    for figure in item.figures:
        yield f"  - {words['stated']}: {plain(figure.stated)}; {words['record'].lower()}: {plain(figure.record)}"
    if finding.speaker:
        yield f"  - {words['says']}: {plain(finding.speaker)}"
    for cell in finding.cited:
        yield (
            f"  - {plain(cell.file)}, {words['sheet']} {plain(repr(cell.sheet))}, {words['cell']} {cell.cell}: "
            f"{cell_value(cell.value)} ({plain(cell.what)}; sha256 {cell.document[:12]}) "
            f'`tallybook show "{cell.address}"`'
        )
    if len(tried := alternatives_of(finding)) > 1:
        for one in tried:
            fits = words["fits" if one.fits else "fits_not"]
            yield f"  - {words['also_tried']}: {plain(one.what)}: {cell_value(one.value)}, {fits}"
    if finding.law:
        yield f"  - {words['law']}: {plain(finding.law)}"
