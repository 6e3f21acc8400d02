"""What an exhibit shows for its figures: the table of figures, the files with their custody, the cells."""

from collections.abc import Iterator, Sequence

from tallybook.answers import Answer, Figure
from tallybook.answers.wording import code_words, is_rounded, unit_words, value_words, way_words
from tallybook.book import Book
from tallybook.pages import Heading, Table, bullets, paragraph
from tallybook.papers.custody import Custody, is_as_listed, manifest_of
from tallybook.papers.parts import Caption, Command, Part, ToFill
from tallybook.prose import in_words, listed, period_words
from tallybook.vintages import Edition

_MOST_FIGURES = 500
_MOST_CELLS = 1_000


def printed_number(edition: Edition) -> str:
    """The number in a cell with all its digits; where there is none, what stands there instead."""
    if edition.value is None:
        return "an error" if edition.value_status == "error" else "a mark, no number"
    return f"{edition.value:,.15g}"


def figures_table(answer: Answer, files: Sequence[Custody]) -> Iterator[Part]:
    """The figures as in `tallybook ask`, each with its period, its day and where it stands."""
    unit = answer.measure.unit
    ways = list(dict.fromkeys(way for figure in answer.figures for way, _ in figure.split))
    has_digits = any(is_rounded(figure.value, unit) for figure in answer.figures)
    head = [
        *map(way_words, ways),
        "period",
        unit_words(unit),
        *(["to ten digits"] if has_digits else []),
        "public by",
        "cell",
    ]
    rows = [tuple(_figure_row(answer, figure, ways, has_digits, files)) for figure in answer.figures[:_MOST_FIGURES]]
    numbers = {len(ways) + 1, *([len(ways) + 2] if has_digits else [])}
    yield Table(tuple(head), tuple(rows), frozenset(numbers))
    yield from _cut(len(answer.figures), _MOST_FIGURES, "figures")


def _figure_row(
    answer: Answer, figure: Figure, ways: Sequence[str], has_digits: bool, files: Sequence[Custody]
) -> Iterator[str]:
    codes = dict(figure.split)
    yield from (code_words(way, codes.get(way, "")) for way in ways)
    yield period_words(figure.reference_start, figure.reference_end)
    yield value_words(figure.value, answer.measure.unit, is_bare=True) + ("*" if figure.is_partial else "")
    if has_digits:
        yield "" if figure.value is None else f"{figure.value:,.10g}"
    yield in_words(figure.report_date)
    cells = [piece for piece in figure.evidence if isinstance(piece, Edition)]
    numbers = {file.document: number for number, file in enumerate(files, 1)}
    if len(cells) == 1:
        yield f"file {numbers[cells[0].document]}, {cells[0].sheet.strip()}!{cells[0].cell}"
    else:
        yield f"{len(cells)} cells (table 2)" if cells else "counted rows"


def files_parts(book: Book, files: Sequence[Custody]) -> Iterator[Part]:
    """Section 5 of an exhibit: each file, what is known of it, and how a reader verifies it."""
    yield Heading("5. The files")
    yield paragraph(
        "What the book and its archive know of each file. The hash is that of the file's bytes: a file with another "
        "byte has another hash."
    )
    for number, file in enumerate(files, 1):
        yield Caption(f"File {number}")
        yield Table(("", "as known"), tuple(_facts(book, file)))
    yield paragraph("To verify a copy of a file, compute its hash and compare it with the one above:")
    yield Command("\n".join(f"sha256sum {file.file}" for file in files[:3]))
    yield paragraph("To verify a whole archive of these files against its manifest and the book:")
    yield Command("tallybook verify")
    yield bullets(
        (
            "The day is the first on which these bytes are known to have been public; they may have been public "
            "before.",
            "The book does not hold the address from which a keeper took its copy, nor who handled a file before it "
            "was kept.",
        )
    )
    yield ToFill(("How the person who signs came by each file: [where, when, from whom, and how it was kept since].",))


def _facts(book: Book, file: Custody) -> Iterator[tuple[str, str]]:
    yield "name as published", file.published_name
    yield "name in the archive", file.file
    yield "SHA-256", file.document
    yield "size", f"{file.size_bytes:,} bytes"
    yield "first day known public", in_words(file.report_date)
    yield "how that day is known", file.basis_words
    yield "kept by", listed(file.kept_by.split()) if file.basis in ("manifest", "corrected") else file.kept_by
    yield "listed in", manifest_of(book, file) or "no manifest that is at hand"
    same = is_as_listed(book, file)
    yield (
        "read again",
        "not at hand when this paper was made"
        if same is None
        else "when this paper was made, the file at hand had this hash"
        if same
        else "when this paper was made, the file at hand had ANOTHER hash",
    )


def cells_table(answer: Answer, files: Sequence[Custody]) -> Iterator[Part]:
    """The cells, by file, sheet and place on the sheet."""
    numbers = {file.document: number for number, file in enumerate(files, 1)}
    cells = list({cell.place: cell for cell in answer.cells()}.values())
    rows = [
        (
            f"{numbers[cell.document]}",
            cell.sheet.strip(),
            cell.cell,
            printed_number(cell),
            cell.series.quantity.replace("_", " "),
            " / ".join(code_words(way, code) for way, code in cell.series.split if code),
        )
        for cell in cells[:_MOST_CELLS]
    ]
    yield Table(("file", "sheet", "cell", "printed", "quantity", "row and column"), tuple(rows), frozenset({3}))
    yield from _cut(len(cells), _MOST_CELLS, "cells")


def _cut(count: int, most: int, what: str) -> Iterator[Part]:
    if count > most:
        yield paragraph(
            f"The first {most:,} of {count:,} {what}; a bundle of the same question (`tallybook bundle`) holds all."
        )
