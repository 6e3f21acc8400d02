"""The rule which edition of a number answers, written once, and the SQL that applies it.

A *number* is one thing measured for one period; an *edition* of it is one printed cell. All editions
are kept, and one answers:

1. Of the editions known on the day that is asked, the one published last.
2. Where one document prints the number both as a figure and as a mark (`N/A`), the figure.
3. Among what is left of one day: visible sheets before hidden ones, then the sheet that stands
   first, then the first row, then the first column; of two documents of one day that print it in the
   same place, the one whose file name comes last.

An edition that an erratum sets aside does not answer; it stays an edition. Where all of a number's
editions are set aside, the number has no answer. A cell of a month or day that had not come
(`not_yet`) prints no number and is no edition; a number without a period can't be told from its
neighbours in time and is none either.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby, starmap
from operator import itemgetter

from tallybook.dimensions import DIMENSIONS
from tallybook.sources import published_tables

Place = tuple[str, str, str]
"""A cell that is left out of the answers: sha256 of its document, sheet, address like B10."""

LISTED = "facilities"  # the table whose rows also have a city and a state: names of facilities recur
_PLACE_OF_LISTED = ("city", "state", "row")
# Some rows have the words of another row of their sheet (`doubled` in facilities.toml): their order tells them apart.
_LISTING = """(
    SELECT document, sheet, row_number, city, state,
        CASE WHEN count(*) OVER same > 1 THEN row_number() OVER in_order || ' of ' || count(*) OVER same END AS "row"
    FROM facility_listing WINDOW same AS (PARTITION BY document, sheet, name, city, state),
        in_order AS (PARTITION BY document, sheet, name, city, state ORDER BY row_number)
)"""

_NUMBER = "quantity, unit, is_total, {split}, reference_start, reference_end"

# Rule 2: in one document, a mark is outdone by a figure for the same number.
_IS_OUTDONE = (
    "value_status <> 'printed' AND bool_or(value_status = 'printed' AND NOT is_set_aside) "
    "OVER (PARTITION BY {number}, document)"
)
# Rule 3; the file and its hash only so that the order in which files were added never matters.
_WITHIN_A_DAY = (
    "is_set_aside, is_outdone, is_hidden, position, row_number, column_number, file DESC, document, sheet, cell"
)
_RULE = f"is_set_aside, report_date DESC, {_WITHIN_A_DAY}"

# A period that was not over when the number was printed. Where the file's own day of data is missing,
# or is from before the period (an old date line left standing), the day of publication has to do.
IS_PARTIAL = (
    "reference_start < reference_end AND "
    "CASE WHEN data_through >= reference_start THEN data_through < reference_end "
    "ELSE report_date <= reference_end END"
)

SAME = "1e-9"  # a part of the number: what differs by less is one number, written with more or fewer digits


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def evened(expression: str) -> str:
    """SQL for a label as compared: without regard to case and to blanks around and doubled within."""
    return rf"upper(trim(regexp_replace({expression}, '\s+', ' ', 'g')))"


@dataclass(frozen=True, slots=True)
class Split:
    """One way in which a table's numbers are told apart, and where the book keeps it."""

    name: str  # name of the dimension; of listings also city, state, and row where two have the same words
    code: str  # SQL for its code
    label: str  # SQL for its label as printed

    @property
    def identity(self) -> str:
        """SQL for what tells numbers apart: the code, or the label where no code is known."""
        return f"coalesce({self.code}, {evened(self.label)})"


def splits(table: str) -> tuple[Split, ...]:
    """How the numbers of a published table are told apart, beside quantity, unit and period."""
    of_table = next(published.dimensions for published in published_tables() if published.name == table)
    by_dimension = tuple(Split(d.name, f"o.{d.name}", f"o.{d.name}_label") for d in DIMENSIONS if d.name in of_table)
    by_place = tuple(Split(name, "NULL", f"l.{name}") for name in _PLACE_OF_LISTED if table == LISTED)
    # A facility's name first: it says most, and where there is little room the rest is cut off.
    return tuple(sorted(by_dimension, key=lambda way: way.name != "facility")) + by_place


def source(table: str) -> str:
    """SQL for a table's printed numbers `o`, with their sheets `s` and, for facilities, their listings `l`."""
    listing = (
        f" LEFT JOIN {_LISTING} l ON l.document = o.document AND l.sheet = o.sheet AND l.row_number = o.row_number"
        if table == LISTED
        else ""
    )
    return (
        f"(SELECT * FROM observation WHERE table_name = {quoted(table)}) o "
        f"JOIN sheet s ON s.document = o.document AND s.sheet = o.sheet{listing}"
    )


def ranked(table: str, condition: str, set_aside: Collection[Place]) -> str:
    """SQL for every edition that fits a condition: how it stands among the editions of its number.

    Columns beside those of the observation: one per split; `is_partial`, `is_set_aside`; `answers`, and
    `answers_its_day` (it answered on the day it was published); of its number `editions`, `first_value`
    with `first_report_date`, and `differs`.
    """
    ways = splits(table)
    number = _NUMBER.format(split=", ".join(f"by_{way.name}" for way in ways) or "table_name")
    identities = "".join(f", {way.identity} AS by_{way.name}" for way in ways)
    return f"""
        WITH edition AS (
            SELECT o.table_name, o.quantity, o.unit, o.is_total{identities}, o.reference_start, o.reference_end,
                o.value, o.value_text, o.value_status, o.document, o.file, o.sheet, o.cell,
                o.table_title, o.row_number, o.column_number, o.report_date, o.data_through, s.is_hidden, s.position,
                {_is_set_aside(set_aside)} AS is_set_aside
            FROM {source(table)} WHERE {condition}
        ),
        weighed AS (SELECT *, {_IS_OUTDONE.format(number=number)} AS is_outdone FROM edition),
        placed AS (
            SELECT *,
                row_number() OVER (PARTITION BY {number} ORDER BY {_RULE}) = 1 AND NOT is_set_aside AS answers,
                row_number() OVER (PARTITION BY {number}, report_date ORDER BY {_WITHIN_A_DAY}) = 1
                    AND NOT is_set_aside AS answers_its_day
            FROM weighed
        )
        SELECT *, {IS_PARTIAL} AS is_partial,
            count(*) OVER same AS editions,
            min(report_date) FILTER (answers_its_day) OVER same AS first_report_date,
            first_value(value) OVER (PARTITION BY {number} ORDER BY NOT answers_its_day, report_date) AS first_value,
            coalesce(max(value) OVER same - min(value) OVER same
                > {SAME} * greatest(abs(max(value) OVER same), abs(min(value) OVER same)), false)
                OR count(value) OVER same NOT IN (0, count(*) OVER same) AS differs
        FROM placed WINDOW same AS (PARTITION BY {number})"""


def _is_set_aside(places: Collection[Place]) -> str:
    if not places:
        return "false"
    return f"({' OR '.join(starmap(_of_sheet, groupby(sorted(places), key=itemgetter(0, 1))))})"


def _of_sheet(sheet: tuple[str, str], places: Iterable[Place]) -> str:
    document, name = map(quoted, sheet)
    cells = ", ".join(quoted(cell) for *_, cell in places)
    return f"o.document = {document} AND o.sheet = {name} AND o.cell IN ({cells})"
