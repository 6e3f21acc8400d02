"""The words of the record: years that disagree, spellings that change, notes that say something else."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import duckdb

from tallybook.checks.finding import Finding, Kind, Place
from tallybook.checks.numbers import CODED, rows_of
from tallybook.checks.stories import Stories
from tallybook.prose import in_words, listed, spoken

YEAR = Kind(
    "year_in_a_name_disagrees",
    "warning",
    "The name of a sheet gives another fiscal year than the titles of its tables.",
)
SPELLING = Kind(
    "spelled_otherwise",
    "note",
    "A label or sheet is spelled otherwise than in the editions before, by a letter or two.",
)
NOTE = Kind(
    "footnote_changed",
    "note",
    "The publisher's notes say something else than in the edition before, dates and numbers aside.",
)
FUTURE = Kind(
    "date_after_publication",
    "error",
    "Data are said to run to a day after the file was public.",
)
REUSED = Kind("name_used_again", "note", "The publisher used one file name for different files.")
HIDDEN = Kind("hidden_sheet", "note", "A sheet is hidden in the workbook.")
STAMP = Kind(
    "stamp_in_the_name_is_wrong",
    "note",
    "The date in the publisher's file name is far from the day on which the file came.",
)


def find_years(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Sheets and headings that give another year than the titles beneath, sheets of another year than their file."""
    query = r"""
        WITH sheets AS (
            SELECT document, edition, report_date, sheet, mode(fiscal_year) AS year, min(spot) AS spot,
                   2000 + try_cast(regexp_extract(sheet, 'FY ?(?:20)?(\d\d)', 1) AS INTEGER) AS named
            FROM number WHERE fiscal_year IS NOT NULL AND table_name <> 'atd_by_technology'
              AND table_name NOT LIKE 'atd_court%'
            GROUP BY document, edition, report_date, sheet
        )
        SELECT document, edition, report_date, sheet, spot, 'titles' AS what, 'FY' || year % 100 AS other
        FROM sheets WHERE named <> year
        UNION ALL
        SELECT document, edition, sheets.report_date, sheet, spot, 'file', published_name
        FROM sheets JOIN document USING (document)
        WHERE NOT regexp_matches(sheet, 'EOY?FY')
          AND named <> 2000 + try_cast(regexp_extract(published_name, 'FY(\d\d)', 1) AS INTEGER)
        UNION ALL
        SELECT document, edition, report_date, sheet, min(spot), 'heading', column_label
        FROM number WHERE table_name = 'facilities'
          AND fiscal_year <> 2000 + try_cast(regexp_extract(column_label, 'FY(\d\d)', 1) AS INTEGER)
        GROUP BY document, edition, report_date, sheet, column_label
        ORDER BY edition, sheet, what, other
    """
    said = {
        "titles": "The sheet is named {sheet!r}; its tables are titled {other}.",
        "file": "The sheet {sheet!r} stands in a file named {other}.",
        "heading": "A heading of sheet {sheet!r} reads {other!r}, another year than its title.",
    }
    stories = Stories("year")
    for row in rows_of(connection, query):
        yield Finding(
            YEAR.name,
            stories.of(row, "", row["what"], row["sheet"].strip(), row["other"]),
            said[row["what"]].format(sheet=row["sheet"].strip(), other=row["other"]),
            row["document"],
            row["report_date"],
            suspects=(),
            witnesses=(row["spot"],),
            # As a fiscal year turns, the last file of the old one and the first of the new often share a sheet.
            severity="note" if row["what"] == "file" and row["report_date"].month >= 10 else "",
        )


_FIRST = "A1"  # where a whole sheet or file is meant
_NEAR = 0.87


def find_spellings(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Labels, headings and sheet names that differ by a letter or two from what stood for the same before."""
    labels = " UNION ALL ".join(
        f"SELECT document, '{name} ' || {name} AS what, {name}_label AS label, rowid AS spot FROM observation "
        f"WHERE {name}_label IS NOT NULL AND {name} IS NOT NULL"
        for name in CODED
    )
    query = f"""
        SELECT what, label, min(edition) AS edition, arg_min(document, edition) AS document,
               arg_min(report_date, edition) AS report_date, arg_min(spot, edition) AS spot
        FROM ({labels}
              UNION ALL SELECT document, 'column ' || table_name || quantity, column_label, rowid FROM observation
              WHERE column_label IS NOT NULL
                AND (table_name IN ('transgender_population', 'segregation_by_facility') OR table_name LIKE 'atd_%')
              UNION ALL SELECT document, 'sheet', sheet, rowid FROM observation
              UNION ALL SELECT document, 'note', term, NULL FROM footnote WHERE length(term) < 60)
        JOIN edition USING (document)
        GROUP BY ALL ORDER BY edition, spot
    """
    seen: dict[str, dict[str, str]] = {}
    told: set[tuple[str, str]] = set()
    for row in rows_of(connection, query):
        plain = re.sub(r"[^a-z]", "", row["label"].lower())
        before = seen.setdefault(row["what"], {})
        most = 1 if row["what"] in ("sheet", "note") else 2
        near = next((label for known, label in before.items() if _differ_by_little(known, plain, most)), None)
        if near and plain not in before and (kind := (row["what"].split()[0], plain)) not in told:
            told.add(kind)
            yield Finding(
                SPELLING.name,
                f"spelling:{row['what'].split()[0]}:{plain}",
                f"{row['label'].strip()!r} is printed where editions before print {near.strip()!r}.",
                row["document"],
                row["report_date"],
                suspects=(),
                witnesses=(Place(row["document"], "Footnotes", _FIRST) if row["spot"] is None else row["spot"],),
                certainty=0.7,
            )
        before.setdefault(plain, row["label"])


def _differ_by_little(one: str, other: str, most: int) -> bool:
    if one == other or min(len(one), len(other)) < 4 or abs(len(one) - len(other)) > most:
        return False
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() > max(_NEAR, 1 - 2.5 / len(one))


def find_notes(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Editions whose notes differ from the last edition's in more than dates and numbers."""
    query = r"""
        SELECT edition, document, report_date, sheet, cell, trim(regexp_replace(regexp_replace(lower(text),
               '\b(eo|ye)?fy ?\d*\b|\bytd\b|[0-9]+|\bv\b|\brun date\b', ' ', 'g'), '[^a-z]+', ' ', 'g')) AS said,
               trim(regexp_replace(text, '\s+', ' ', 'g')) AS text
        FROM footnote JOIN edition USING (document)
        ANTI JOIN (SELECT document, sheet FROM sheet WHERE is_hidden) AS hidden USING (document, sheet)
        WHERE starts_with(sheet, 'Footnotes') AND length(text) > 40 AND document NOT IN (FROM republished)
          AND NOT regexp_matches(text, '(updated|filtered) (through|as of)|snapshot as|historic')
        ORDER BY edition, sheet, cell
    """
    last: dict[str, _Note] = {}
    for (_, document, day), notes in groupby(
        rows_of(connection, query), lambda row: (row["edition"], row["document"], row["report_date"])
    ):
        here = {n["said"]: _Note(n["text"], Place(document, n["sheet"], n["cell"])) for n in notes}
        new = [here[said] for said in here if said not in last]
        gone = [last[said] for said in last if said not in here]
        if last and (new or gone):
            yield Finding(
                NOTE.name,
                f"notes:{document[:12]}",
                _told([note.text for note in new], [note.text for note in gone]),
                document,
                day,
                suspects=(),
                witnesses=tuple(note.place for note in (*new, *gone)),
            )
        last = here


@dataclass(frozen=True, slots=True)
class _Note:
    text: str
    place: Place


def _closest(said: str, others: list[str]) -> str | None:
    near = difflib.get_close_matches(said, others, n=1, cutoff=0.8)
    return near[0] if near else None


def _told(new: list[str], gone: list[str]) -> str:
    changed = [(old, said) for said in new if (old := _closest(said, gone))]
    reworded = {said for _, said in changed}
    added = [said for said in new if said not in reworded]
    dropped = [said for said in gone if said not in {old for old, _ in changed}]
    parts = [
        f"{len(found)} {'note is' if len(found) == 1 else 'notes are'} {verb}, such as {_short(found[0])}"
        for found, verb in ((added, "new"), (dropped, "gone"))
        if found
    ]
    if changed:
        old, said = changed[0]
        many = "note is" if len(changed) == 1 else "notes are"
        parts.insert(0, f"{len(changed)} {many} worded otherwise: {_difference(old, said)}")
    return "; ".join(parts) + "."


def _short(text: str) -> str:
    return repr(text if len(text) <= 90 else text[:87] + "...")


def _difference(old: str, new: str) -> str:
    """The words that went and the words that came, of two texts that are nearly the same."""
    a, b = old.split(), new.split()
    parts = [
        f"{' '.join(a[start:end]) or 'nothing'} became {' '.join(b[new_start:new_end]) or 'nothing'}"
        for tag, start, end, new_start, new_end in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
    return _short("; ".join(parts))


_NOMINAL = 3  # days; a file is made before the day that it names


def find_future(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Tables whose data are said to end after the file was public already."""
    query = """
        SELECT document, edition, report_date, sheet, max(data_through) AS through, list(DISTINCT table_name) AS tables,
               list(spot ORDER BY spot) AS spots
        FROM number WHERE data_through > report_date
        GROUP BY document, edition, report_date, sheet ORDER BY edition, sheet
    """
    for row in rows_of(connection, query):
        yield Finding(
            FUTURE.name,
            f"future:{row['document'][:12]}",
            f"{listed(spoken(table) for table in sorted(row['tables']))} on sheet {row['sheet'].strip()!r} say that "
            f"they run to {in_words(row['through'])}; the file was public by {in_words(row['report_date'])}.",
            row["document"],
            row["report_date"],
            suspects=tuple(row["spots"]),
            table_name=row["tables"][0] if len(row["tables"]) == 1 else "",
            severity="note" if (row["through"] - row["report_date"]).days <= _NOMINAL else "",
        )


def find_files(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Files of one name and other bytes, and sheets that the publisher hid."""
    query = """
        SELECT document, e.report_date, d.published_name, lag(e.file) OVER name AS last_file, edition,
               (SELECT arg_min(sheet, position) FROM sheet WHERE sheet.document = e.document) AS sheet
        FROM edition AS e JOIN document AS d USING (document)
        WINDOW name AS (PARTITION BY d.published_name ORDER BY edition)
        QUALIFY last_file IS NOT NULL ORDER BY edition
    """
    for row in rows_of(connection, query):
        yield Finding(
            REUSED.name,
            f"name:{row['published_name']}",
            f"{row['published_name']} is the name of other bytes than in {row['last_file']}.",
            row["document"],
            row["report_date"],
            suspects=(),
            witnesses=(Place(row["document"], row["sheet"], _FIRST),),
        )
    hidden = "SELECT document, report_date, edition, sheet FROM sheet JOIN edition USING (document) WHERE is_hidden"
    for row in rows_of(connection, f"{hidden} ORDER BY edition, sheet"):
        yield Finding(
            HIDDEN.name,
            f"hidden:{row['sheet'].strip()}",
            f"The sheet {row['sheet'].strip()!r} is hidden; what it holds is in the book like the rest.",
            row["document"],
            row["report_date"],
            suspects=(),
            witnesses=(Place(row["document"], row["sheet"], _FIRST),),
        )


_FAR_DAYS = 45


def find_stamps(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Files whose name carries a date far from their first capture."""
    query = r"""
        SELECT document, edition, e.report_date, d.published_name,
               (SELECT arg_min(sheet, position) FROM sheet WHERE sheet.document = e.document) AS sheet,
               regexp_extract(d.published_name, '(\d{8})', 1) AS stamp
        FROM edition AS e JOIN document AS d USING (document)
        WHERE regexp_matches(d.published_name, '(0[1-9]|1[0-2])([0-2]\d|3[01])20\d\d') ORDER BY edition
    """
    for row in rows_of(connection, query):
        [found] = connection.execute("SELECT try_strptime(?, '%m%d%Y')::DATE", [row["stamp"]]).fetchone() or [None]
        if found and abs((row["report_date"] - found).days) > _FAR_DAYS:
            yield Finding(
                STAMP.name,
                f"stamp:{row['document'][:12]}",
                f"{row['published_name']} carries {in_words(found)} in its name and was first seen on "
                f"{in_words(row['report_date'])}.",
                row["document"],
                row["report_date"],
                suspects=(),
                witnesses=(Place(row["document"], row["sheet"], _FIRST),),
            )
