"""What is answered: figures, each with what it stands on and what speaks against it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from tallybook.answers.missing import Missing
from tallybook.answers.question import Question
from tallybook.answers.rows import evidence_rows, figure_columns, figure_rows
from tallybook.errors import QuestionError
from tallybook.ledger import Flag
from tallybook.measures import Measure
from tallybook.schema import Table
from tallybook.vintages import Edition

if TYPE_CHECKING:
    import pyarrow as pa

FEWEST = 5
"""The least number of rows of a record-level table that is told; fewer could single a person out."""


@dataclass(frozen=True, slots=True)
class CountedRows:
    """Evidence of a record-level table: how many of its rows, in which file, by which condition. Never the rows."""

    file: str
    document: str  # sha256
    condition: str
    count: int | None  # None where fewer than FEWEST: withheld
    report_date: date


Evidence = Edition | CountedRows
"""A printed cell, or rows that were counted."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of an answer."""

    split: tuple[tuple[str, str], ...]  # each way by which it is split, with its code or label
    reference_start: date
    reference_end: date
    value: float | None  # in the unit of the measure; None where a mark or an error stands in the cell
    value_status: str
    evidence: tuple[Evidence, ...]
    is_partial: bool = False  # its period was not over
    editions: int = 0  # how many printed cells give it; of several cells the least; 0 where it is computed
    differs: bool = False  # another edition prints another value for it
    first_value: float | None = None  # of one cell: the value first published, and when
    first_report_date: date | None = None
    low: float | None = None  # of a computed figure: bounds from the digits that are printed
    high: float | None = None
    flags: tuple[Flag, ...] = ()  # what the ledger of errors holds against its cells

    @property
    def report_date(self) -> date:
        """The first day on which all it stands on was public."""
        return max(piece.report_date for piece in self.evidence)

    @property
    def label(self) -> str:
        """What tells it from others of its answer."""
        return " / ".join(code for _, code in self.split if code)


@dataclass(frozen=True, slots=True)
class Publication:
    """A document that an answer stands on."""

    document: str  # sha256
    file: str
    published_name: str
    report_date: date
    kept_by: str  # the archives that kept a copy; blank where none is named
    is_newest: bool  # the book holds none that came later


@dataclass(frozen=True, slots=True)
class Rank:
    """How a figure stands among those of its series: the answer to "the most ever"."""

    figure: Figure
    place: int  # 1 for the highest
    of: int  # how many figures the series has
    first: date  # span of the series
    last: date
    breaks: tuple[str, ...]  # gaps and changes of definition in it, in words


@dataclass(frozen=True, slots=True)
class Answer:
    """Figures of one measure, with definition, caveats, cells, the query behind them and a citation."""

    question: Question
    measure: Measure
    figures: tuple[Figure, ...]
    queries: tuple[str, ...]
    none: Missing | None = None  # where there is no figure
    caveats: tuple[str, ...] = ()  # of the measure, and of what happened in answering
    publications: tuple[Publication, ...] = ()  # the documents of its evidence, newest first

    @property
    def why_none(self) -> str:
        """Why there is no figure; blank where there is one."""
        return self.none.words() if self.none else ""

    @property
    def value(self) -> float | None:
        """The value of the only figure.

        Raises:
            QuestionError: there are several figures, or none.
        """
        return self.figure.value

    @property
    def figure(self) -> Figure:
        """The only figure.

        Raises:
            QuestionError: there are several figures, or none.
        """
        if len(self.figures) != 1:
            found = f"{len(self.figures)} figures" if self.figures else self.why_none or "no figure"
            raise QuestionError("This answer is not one figure.", found=found, hint="see `figures` or `table`.")
        return self.figures[0]

    def rows(self) -> list[dict[str, Any]]:
        """Each figure as a mapping: split, period, value, dates and the cell, or the number of cells, behind it."""
        return figure_rows(self)

    @property
    def columns(self) -> list[str]:
        """The names of what `rows` holds, also where there is none."""
        return [column.name for column in figure_columns(self)]

    @property
    def table(self) -> "pa.Table":
        """The figures as an Arrow table, each column of its own type, also where there is none."""
        import pyarrow as pa

        schema = Table("figures", "", figure_columns(self)).arrow_schema()
        return pa.Table.from_pylist(self.rows(), schema)

    def evidence(self) -> list[dict[str, Any]]:
        """Everything that the figures stand on, a row for each cell, or for rows counted in one file."""
        return evidence_rows(self.figures)

    def cells(self) -> Iterator[Edition]:
        """The printed cells that the figures stand on."""
        return (piece for figure in self.figures for piece in figure.evidence if isinstance(piece, Edition))

    def sql(self) -> str:
        """The query behind it, as `tallybook sql` takes it; of a derived measure one for each part."""
        return "\n;\n".join(self.queries)

    def cite(self, form: str = "plain") -> str:
        """A citation: `plain`, `bibtex` or `apa`."""
        from tallybook.answers.citing import cite

        return cite(self, form)

    def sentence(self, lang: str = "en") -> str:
        """The first thing a reader wants to hear, with unit and date, in English or Spanish."""
        from tallybook.answers.saying import sentence

        return sentence(self, lang)

    def picture(self) -> str:
        """The figures as an SVG that says what it shows.

        Raises:
            QuestionError: there is nothing to draw.
        """
        from tallybook.answers.picture import picture

        return picture(self)

    def ranked(self, lowest: bool = False) -> list[Rank]:
        """The figures by size, highest first, each with its rank, the span of the series and its breaks."""
        from tallybook.answers.ranking import ranked

        return ranked(self, lowest)
