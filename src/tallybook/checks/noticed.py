"""What was noticed while reading, as findings: labels that lack, headings out of order, dates that disagree."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from tallybook.checks.finding import Finding, Kind, Place
from tallybook.checks.numbers import rows_of
from tallybook.checks.stories import Stories, first_word
from tallybook.prose import dates_in_words, spoken


@dataclass(frozen=True, slots=True)
class _Noticed:
    issue: str  # a code of tallybook.vocabulary.ISSUE_KINDS
    kind: Kind
    sentence: str  # with the places {table}, {found}, {expected}, {many}
    doubts: str = ""  # which numbers it puts in doubt, beside its own cell: of the "table", "row" or "column"


_LABEL = Kind("label_missing", "error", "A row of numbers stands without its label.")
_REPEATED = Kind("label_printed_twice", "error", "A label stands twice in one table; one of the two is another's.")
_HEADING = Kind("heading_out_of_order", "error", "A heading breaks the run of months or years: it was typed wrong.")
_HEADERS = Kind("heading_missing", "warning", "A table stands without its row of headings.")
_PLACE = Kind("numbers_misplaced", "error", "Numbers stand beside the column they belong to.")
_DATES = Kind("dates_disagree", "error", "Title and date line of one table give different days.")
_DATE = Kind("date_cannot_be_right", "error", "A table is dated outside the year it is titled with.")
_UNDATED = Kind("date_missing", "note", "A table does not say up to which day its data run.")
_PLACEHOLDER = Kind("date_left_blank", "warning", "A date was left as a placeholder, or can't be read.")
_EARLY = Kind("number_before_its_month", "warning", "A number stands in a month that had not come.")
_ERROR = Kind("spreadsheet_error", "error", "The spreadsheet's own error stands where a number belongs.")
_MARK = Kind("word_for_a_number", "warning", "Words stand where a number belongs.")
_EMPTY = Kind("table_without_rows", "warning", "A title stands with no table beneath it.")
_UNKNOWN = Kind("label_unknown", "note", "A label that this project's vocabulary does not know.")

_NOTICED = (
    _Noticed("missing_label", _LABEL, "A row of {table} has no label ({many}).", "row"),
    _Noticed("repeated_row", _REPEATED, "{found!r} stands twice in {table} ({many}).", "row"),
    _Noticed(
        "sequence_repaired",
        _HEADING,
        "A heading of {table} reads {found!r} where {expected} belongs ({many}).",
        "column",
    ),
    _Noticed("missing_header", _HEADERS, "{table} has no headings over {found!r}."),
    _Noticed(
        "misplaced_content", _PLACE, "The numbers of {table} do not stand beneath their heading ({found}).", "table"
    ),
    _Noticed("dates_disagree", _DATES, "The title of {table} says {found}; the line beneath it says {expected}."),
    _Noticed("date_out_of_line", _DATE, "{table} is dated {found}; its title allows {expected}.", "table"),
    _Noticed("no_date", _UNDATED, "{table}: nothing says up to which day its data run."),
    _Noticed("unclear_date", _PLACEHOLDER, "{table} gives no day that can be read: {found!r}.", "table"),
    _Noticed("early_number", _EARLY, "{table} prints {found} in a month that had not come ({many})."),
    _Noticed("error_value", _ERROR, "{table} shows {found} in place of numbers ({many})."),
    _Noticed("mark_for_number", _MARK, "{table} prints {found!r} where a number belongs ({many})."),
    _Noticed("unreadable_table", _EMPTY, "{table} has a title and no rows: {found!r}."),
    _Noticed("unknown_label", _UNKNOWN, "{table} prints {found!r}, a label not known before ({many})."),
)

NOTICED_KINDS = tuple(noticed.kind for noticed in _NOTICED)


def find_noticed(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """One finding for each kind of issue, sheet and table of a file."""
    query = """
        SELECT document, edition, report_date, kind, sheet, table_name, list(cell) AS cells, min(found) AS found,
               arg_min(expected, found) AS expected
        FROM issue JOIN edition USING (document)
        WHERE NOT (kind = 'date_out_of_line' AND (document, table_name) IN (FROM misdated))  -- told there
        GROUP BY ALL ORDER BY edition, sheet, table_name
    """
    known = {noticed.issue: noticed for noticed in _NOTICED}
    stories = Stories("noticed")
    doubted = _doubted(connection)
    for row in rows_of(connection, query):
        noticed = known.get(row["kind"])
        if noticed is None:
            continue
        count = len(row["cells"])
        many = "1 place" if count == 1 else f"{count} places"
        found = " ".join((row["found"] or "").removesuffix(" in the title").split())
        found = found if len(found) <= _LONGEST else found[: _LONGEST - 3] + "..."
        yield Finding(
            noticed.kind.name,
            stories.of(row, f"{first_word(row['sheet'])}:{noticed.kind.name}", noticed.kind.name, _sign(row)),
            dates_in_words(
                noticed.sentence.format(
                    table=spoken(row["table_name"] or ""), found=found, expected=row["expected"], many=many
                )
            ),
            row["document"],
            row["report_date"],
            suspects=(
                *(Place(row["document"], row["sheet"], cell) for cell in sorted(row["cells"])),
                *doubted.get((row["document"], row["sheet"], row["kind"], row["table_name"]), ()),
            ),
            table_name=row["table_name"] or "",
            severity="warning" if noticed.kind is _UNKNOWN and _is_near(found, row["expected"]) else "",
        )


def _is_near(label: str, expected: str | None) -> bool:
    """Whether a label that is not known differs by little from the known one that was named as like it."""
    named = re.search(r", like '(.*)'$", expected or "")
    one, other = (re.sub("[^a-z]", "", text.lower()) for text in (label, named[1] if named else ""))
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() > max(0.8, 1 - 2.5 / max(len(one), 1))


def _doubted(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, ...], list[int]]:
    """The numbers that issues put in doubt, by document, sheet, kind and table."""
    scopes = {
        "table": "TRUE",
        "row": r"number.row_number = regexp_extract(issue.cell, '\d+')::INTEGER",
        "column": r"regexp_extract(number.cell::VARCHAR, '[A-Z]+') = regexp_extract(issue.cell, '[A-Z]+')",
    }
    found: dict[tuple[str, ...], list[int]] = {}
    for scope, condition in scopes.items():
        kinds = ", ".join(f"'{noticed.issue}'" for noticed in _NOTICED if noticed.doubts == scope)
        query = f"""
            SELECT DISTINCT issue.document, issue.sheet, issue.kind, issue.table_name, number.spot
            FROM issue JOIN number ON number.document = issue.document AND number.sheet = issue.sheet
              AND number.table_name = issue.table_name AND {condition}
            WHERE issue.kind IN ({kinds}) ORDER BY ALL
        """
        for *place, spot in connection.execute(query).fetchall():
            found.setdefault(tuple(place), []).append(spot)
    return found


_LONGEST = 80


def _sign(row: dict[str, object]) -> object:
    """What the same fault shows again in the next edition: what stands there, or for an undated table its sheet."""
    return first_word(str(row["sheet"])) if row["kind"] in ("no_date", "missing_header") else row["found"]
