"""What an exhibit shows for its figures: the table of figures, the files with their custody, the cells."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from tallybook.answers import Answer, Figure
from tallybook.answers.wording import code_words, is_rounded, unit_words, value_words, way_words
from tallybook.book import Book
from tallybook.pages import Heading, Table, bullets, paragraph
from tallybook.papers.custody import Custody, is_as_listed, manifest_of
from tallybook.papers.parts import Caption, Command, Part, ToFill
from tallybook.prose import in_words, period_words
from tallybook.vintages import Edition

_MOST_FIGURES = 500
_MOST_CELLS = 1_000


def printed_number(edition: Edition) -> str:
    """The number in a cell with all its digits; where there is none, what stands there instead."""
    if edition.value is None:
        return "an error" if edition.value_status == "error" else "a mark, no number"
    return f"{edition.value:,.15g}"


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of the table of figures."""

    head: str
    read: Callable[[Figure], str]
    is_number: bool = False


def figures_table(answer: Answer, files: Sequence[Custody]) -> Iterator[Part]:
    """The figures as in `tallybook ask`, each with its period, its day and where it stands."""
    columns = [*_of_ways(answer), *_of_values(answer), *_of_sources(files)]
    rows = [tuple(column.read(figure) for column in columns) for figure in answer.figures[:_MOST_FIGURES]]
    numbers = frozenset(place for place, column in enumerate(columns) if column.is_number)
    yield Table(tuple(column.head for column in columns), tuple(rows), numbers)
    yield from _cut(len(answer.figures), _MOST_FIGURES, "figures")


def _of_ways(answer: Answer) -> Iterator[_Column]:
    for way in dict.fromkeys(way for figure in answer.figures for way, _ in figure.split):
        yield _Column(way_words(way), partial(_part, way))
    yield _Column("period", lambda figure: period_words(figure.reference_start, figure.reference_end))


def _part(way: str, figure: Figure) -> str:
    return code_words(way, dict(figure.split).get(way, ""))


def _of_values(answer: Answer) -> Iterator[_Column]:
    unit, figures = answer.measure.unit, answer.figures

    def value(figure: Figure) -> str:
        return value_words(figure.value, unit, is_bare=True) + ("*" if figure.is_partial else "")

    yield _Column(unit_words(unit), value, is_number=True)
    if any(is_rounded(figure.value, unit) for figure in figures):
        yield _Column("to ten digits", lambda figure: _to_ten_digits(figure.value), is_number=True)
    if any(figure.low != figure.high for figure in figures):
        yield _Column("at least", lambda figure: _to_ten_digits(figure.low), is_number=True)
        yield _Column("at most", lambda figure: _to_ten_digits(figure.high), is_number=True)


def _to_ten_digits(value: float | None) -> str:
    return "" if value is None else f"{value:,.10g}"


def _of_sources(files: Sequence[Custody]) -> Iterator[_Column]:
    numbers = {file.document: number for number, file in enumerate(files, 1)}

    def place(figure: Figure) -> str:
        cells = [piece for piece in figure.evidence if isinstance(piece, Edition)]
        if len(cells) == 1:
            return f"file {numbers[cells[0].document]}, {cells[0].sheet.strip()}!{cells[0].cell}"
        return f"{len(cells)} cells (table 2)" if cells else "counted rows"

    yield _Column("public by", lambda figure: in_words(figure.report_date))
    yield _Column("cell", place)


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
    yield "kept by", file.kept_by
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
