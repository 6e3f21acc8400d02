"""What speaks against the figures of an exhibit: what to know of them, doubts of the ledger, other editions."""

from collections.abc import Iterator
from itertools import groupby

from tallybook.answers import Answer
from tallybook.answers.wording import code_words, period_of
from tallybook.book import Book
from tallybook.ledger import left_out
from tallybook.pages import Heading, Table, bullets, paragraph
from tallybook.papers.parts import Caption, Part
from tallybook.papers.proofs import printed_number
from tallybook.prose import in_words, period_words
from tallybook.vintages import Edition, editions_of

_MOST_NUMBERS = 400
_MOST_ROWS = 200
_HEAD = ("number", "printed", "from", "to", "editions", "first of them")
_SAME = 1e-9


def limits(book: Book, answer: Answer) -> Iterator[Part]:
    """Section 4 of an exhibit."""
    yield Heading("4. Limits")
    # Names of commands stand between ticks on a screen; on paper they are words.
    if known := [text.replace("`", "") for text in (*answer.caveats, *_of_figures(answer))]:
        yield paragraph("What to know of these figures:")
        yield bullets(known)
    yield from _doubts(answer)
    yield from _revisions(book, answer)


def _of_figures(answer: Answer) -> Iterator[str]:
    partial = [figure for figure in answer.figures if figure.is_partial]
    if partial:
        periods = "; ".join(dict.fromkeys(period_of(figure) for figure in partial))
        yield f"The period of a figure marked * was not over by the day of its data: {periods}."
    if any(figure.value is None for figure in answer.figures):
        yield "Where the table says 'no number', the cell holds a mark or an error of the spreadsheet's own."
    if any(figure.low != figure.high for figure in answer.figures):
        yield "Computed figures lie between the bounds that the digits of the printed numbers allow."


def _doubts(answer: Answer) -> Iterator[Part]:
    flags = dict.fromkeys(flag for figure in answer.figures for flag in figure.flags)
    if not flags:
        yield paragraph(
            "The ledger of errors, which checks the published workbooks against themselves and each other, holds "
            "nothing against these cells. That does not prove them right."
        )
        return
    yield paragraph("What the ledger of errors holds against these cells; nothing was corrected for it:")
    yield bullets(f"{flag.severity}: {flag.sentence} (entry {flag.entry})" for flag in flags)


def _revisions(book: Book, answer: Answer) -> Iterator[Part]:
    cells = list(dict.fromkeys(answer.cells()))
    tables = dict.fromkeys(cell.series.table for cell in cells)
    aside = {place for table in tables for place in left_out(book, table)} if cells else set()
    found = editions_of(book, cells[:_MOST_NUMBERS], aside)
    several = {number: editions for number, editions in found.items() if len(editions) > 1}
    differing = {number: editions for number, editions in several.items() if _differ(editions)}
    yield paragraph(_counted(len(found), len(several), len(differing), len(cells) > _MOST_NUMBERS))
    if differing:
        rows = [_row(run) for editions in differing.values() for run in _runs(editions)]
        yield Caption("What the editions print for these numbers, oldest first; * answers here")
        yield Table(_HEAD, tuple(rows[:_MOST_ROWS]), frozenset({1, 4}))
        if len(rows) > _MOST_ROWS:
            yield paragraph(f"The first {_MOST_ROWS} of {len(rows):,} rows.")


def _counted(looked_at: int, several: int, differing: int, is_cut: bool) -> str:
    which = f"the {looked_at:,} numbers in these cells" if looked_at > 1 else "the one number in these cells"
    which = f"the numbers in the first {_MOST_NUMBERS} cells" if is_cut else which
    if not several:
        return f"Of {which}, no other edition held prints any."
    return (
        f"Of {which}, {several:,} {'is' if several == 1 else 'are'} printed in more than one edition, and for "
        f"{differing:,} another edition prints another value."
    )


def _differ(editions: list[Edition]) -> bool:
    values = [edition.value for edition in editions]
    numbers = [value for value in values if value is not None]
    if len(numbers) < len(values):
        return bool(numbers)
    return max(numbers) - min(numbers) > _SAME * max(abs(number) for number in numbers)


def _runs(editions: list[Edition]) -> Iterator[list[Edition]]:
    """Editions one after the other that print the same."""
    for _, run in groupby(editions, lambda edition: (edition.value, edition.is_partial, edition.is_set_aside)):
        yield list(run)


def _row(run: list[Edition]) -> tuple[str, ...]:
    first, last = run[0], run[-1]
    parts = [code_words(way, code) for way, code in first.series.split if code not in ("", "total")]
    marks = "*" if any(edition.answers for edition in run) else ""
    said = [
        *(["not over"] if first.is_partial else []),
        *(["left out by an erratum"] if first.is_set_aside else []),
    ]
    return (
        ", ".join([*parts, period_words(first.reference_start, first.reference_end), *said]),
        f"{printed_number(first)}{marks}",
        in_words(first.report_date),
        in_words(last.report_date),
        f"{len(run)}",
        f"{first.file}, {first.sheet.strip()}!{first.cell}",
    )
