"""An exhibit for a filing or a complaint: figures, method, limits, files, cells, and how to make them again.

Everything in it stands in the book; the rest is blanks for a person to fill.
"""

import re
import shlex
from collections.abc import Iterator
from importlib.metadata import version

from tallybook.answers import Answer
from tallybook.answers.picture import picture
from tallybook.answers.wording import title_of
from tallybook.book import Book
from tallybook.measures import KINDS, MEASURES
from tallybook.measures.description import how_derived, read_from
from tallybook.pages import Bullets, Heading, bullets, paragraph
from tallybook.papers.custody import Custody, custody_of
from tallybook.papers.declaration import draft_declaration
from tallybook.papers.limits import limits
from tallybook.papers.parts import Caption, Command, Drawing, InSpanish, Part, ToFill
from tallybook.papers.pinned import pinned
from tallybook.papers.proofs import cells_table, figures_table, files_parts
from tallybook.prose import in_words
from tallybook.sources import published_tables
from tallybook.vintages import Edition
from tallybook.vocabulary import UNITS


def exhibit(book: Book, answer: Answer, out: str = "exhibit.docx") -> list[Part]:
    """The exhibit of an answer.

    Args:
        book: the book that answered.
        answer: what was answered; without a day of knowledge it is asked again as of the newest file.
        out: the file that the exhibit goes to, for the command that makes it again.

    Raises:
        QuestionError: there is no figure to make an exhibit of.
    """
    book, answer = pinned(book, answer)
    files = custody_of(book, answer)
    cells = list(dict.fromkeys(cell.place for cell in answer.cells()))
    return [
        *_head(answer),
        *_figures(answer, files),
        *_definition(answer),
        *_method(answer),
        *limits(book, answer),
        *files_parts(book, files),
        *_cells(answer, files),
        *_again(book, answer, out),
        *draft_declaration(version("tallybook"), book.version, len(cells), len(files)),
    ]


def _head(answer: Answer) -> Iterator[Part]:
    yield ToFill(("Exhibit [number or letter]",))
    yield Heading(title_of(answer.measure), is_title=True)
    yield ToFill(("[court or agency]", "[case name]", "[case or complaint number]"))
    yield ToFill(
        (
            "Made by the program Tallybook from workbooks that U.S. Immigration and Customs Enforcement published; not "
            "legal advice. What stands in square brackets is for a person to fill in or strike out.",
        )
    )


def _figures(answer: Answer, files: list[Custody]) -> Iterator[Part]:
    yield Heading("1. The figures")
    yield paragraph(answer.sentence())
    yield InSpanish(answer.sentence("es"))
    yield Caption(f"Table 1. {title_of(answer.measure)}")
    yield from figures_table(answer, files)
    drawn = [figure for figure in answer.figures if figure.value is not None]
    if len(drawn) > 1:
        yield Drawing(picture(answer), answer.sentence())


def _definition(answer: Answer) -> Iterator[Part]:
    measure = answer.measure
    yield Heading("2. What is measured")
    yield paragraph(measure.definition)
    yield paragraph(KINDS[measure.kind])
    yield paragraph(f"The unit is {measure.unit.replace('_', ' ')}: {_small(UNITS[measure.unit])}")
    about = {table.name: table.about for table in published_tables()}
    titles = {cell.series.table: cell.table_title for cell in answer.cells() if cell.table_title}
    yield paragraph("Where the agency prints it:")
    yield bullets(
        f"{about[table]}" + (f' Titled, as printed: "{" ".join(titles[table].split())}"' if table in titles else "")
        for table in dict.fromkeys(source.table for source in read_from(measure))
        if table in {cell.series.table for cell in answer.cells()}
    )


def _small(text: str) -> str:
    return text if text[:2].isupper() else text[0].lower() + text[1:]


def _method(answer: Answer) -> Iterator[Part]:
    yield Heading("3. How the figures were made")
    yield Bullets(tuple(_steps(answer)))


def _steps(answer: Answer) -> Iterator[str]:
    day = in_words(answer.question.as_of) if answer.question.as_of else ""
    yield (
        "The agency publishes workbooks of Excel. Each workbook used here is kept as it was published and is named in "
        "section 5 with the hash of its bytes."
    )
    yield (
        "In each workbook the program finds a table by its printed title, and each number by the printed labels of its "
        "row and column. It keeps the number as printed, with sheet and cell; it corrects none."
    )
    yield (
        f"Only workbooks that are known to have been public by {day} were used. Where several of them print the same "
        "number for the same period, the one that was published last answers; section 4 says where they differ."
    )
    if answer.question.errata == "heed":
        yield (
            "A cell that a person has judged to be wrong, with a written reason, does not answer where another edition "
            "prints the number; no value is put in its place."
        )
    if derived := how_derived(answer.measure):
        yield f"Each figure is computed from the printed numbers of section 6: {_spoken(derived)}."
    elif any(_count(answer, place) > 1 for place in range(len(answer.figures))):
        yield "A figure that stands on several cells is their sum, all of one edition and one period of the table."
    if answer.question.total:
        yield "The periods asked for are added up; the table holds their sum."


def _spoken(derived: str) -> str:
    """How a figure is computed, with the titles of measures for their names."""

    def title(match: re.Match[str]) -> str:
        return f"'{MEASURES[match[0]].title}'" if match[0] in MEASURES else match[0].replace("_", " ")

    return re.sub(r"\w+", title, derived)


def _count(answer: Answer, place: int) -> int:
    return sum(isinstance(piece, Edition) for piece in answer.figures[place].evidence)


def _cells(answer: Answer, files: list[Custody]) -> Iterator[Part]:
    yield Heading("6. The cells")
    yield paragraph("Every cell that the figures of table 1 stand on, with the number that is printed in it.")
    yield Caption("Table 2. Cells")
    yield from cells_table(answer, files)


def _again(book: Book, answer: Answer, out: str) -> Iterator[Part]:
    arguments = answer.question.as_arguments()
    yield Heading("7. How to make this exhibit again")
    yield paragraph(
        f"With version {version('tallybook')} of Tallybook and a book of version {book.version}, this command makes "
        "the same exhibit:"
    )
    yield Command(f"tallybook exhibit {_typed(arguments)} --out {_typed([out])}")
    yield paragraph("The same figures without the paper, and the query behind them:")
    yield Command(f"tallybook ask {_typed(arguments)}")
    yield Command(f"tallybook ask {_typed(arguments)} --sql")


def _typed(arguments: list[str]) -> str:
    return shlex.join(arguments)
