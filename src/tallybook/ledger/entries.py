"""Findings made into entries: one for each story, with what a person decided about it."""

import difflib
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby, product
from typing import Any

from tallybook.book import Book
from tallybook.checks import KINDS
from tallybook.checks.finding import Kind
from tallybook.errors import QuestionError
from tallybook.sources.ice_detention_statistics.errata import Erratum, Structure, load_errata, load_structures
from tallybook.vocabulary import SEVERITIES

_GRAVITY = {severity: place for place, severity in enumerate(SEVERITIES)}
STRUCTURE = Kind("by_design", "note", "What looks like an error and is none: figures that differ by design.")
ENTRY_KINDS: Mapping[str, Kind] = {**KINDS, STRUCTURE.name: STRUCTURE}


@dataclass(frozen=True, slots=True)
class LedgerCell:
    """A cell that an entry stands on."""

    file: str
    sheet: str
    cell: str
    table_name: str | None  # the published table that its number is of; None where it holds none
    is_suspect: bool  # in doubt; else shown against those that are


@dataclass(frozen=True, slots=True)
class Entry:
    """One story: what is wrong or odd in the record, since when it can be known, where it stands."""

    id: str
    kind: str  # of the finding that leads
    kinds: frozenset[str]  # of all findings of the story
    severity: str
    certainty: float
    sentence: str
    details: tuple[str, ...]  # the other findings of the story
    tables: tuple[str, ...]
    files: tuple[str, ...]  # in which it stands
    status: str  # machine-found, confirmed or explained
    known_from: date  # the first day on which the record itself could show it
    first_seen: date  # report date of the first file in which it stands
    last_seen: date
    cells: tuple[LedgerCell, ...]
    story: str = ""  # what its findings share
    errata: tuple[Erratum, ...] = ()  # what people decided about its findings
    because: str = ""  # why, where a person explained or confirmed it


def ledger(
    book: Book,
    table: str | None = None,
    severity: str | None = None,
    kind: str | None = None,
    document: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> list[Entry]:
    """The entries of the ledger, newest first, as known on the day that the book is asked as of.

    Args:
        book: the book.
        table: that concern this published table.
        severity: that are at least so grave.
        kind: in which a finding is of this kind.
        document: that stand in this document; the beginning of a name or hash.
        since: that became known on this day or later.
        until: that were known by this day.

    Raises:
        QuestionError: there is no such table, severity, kind or document.
    """
    if severity and severity not in SEVERITIES:
        raise _no_such("severity", severity, list(SEVERITIES))
    if kind and kind not in ENTRY_KINDS:
        raise _no_such("kind of entry", kind, list(ENTRY_KINDS))
    if table:
        tables = {row["table_name"] for row in book.sql("SELECT DISTINCT table_name FROM observation").rows()}
        if table not in tables:
            raise _no_such("published table", table, sorted(tables))
    file = book.document(document)["file"] if document else None
    return [
        entry
        for entry in book.once("ledger", lambda: (*_stories(book), *_structures(book)))
        if (not table or table in entry.tables)
        and (not severity or _GRAVITY[entry.severity] <= _GRAVITY[severity])
        and (not kind or kind in entry.kinds)
        and (not file or file in entry.files)
        and (not since or entry.known_from >= since)
        and (not until or entry.known_from <= until)
    ]


def entry_named(book: Book, name: str) -> Entry:
    """The one entry whose id begins so.

    Raises:
        QuestionError: none does, or several do.
    """
    entries = ledger(book)
    found = [entry for entry in entries if entry.id == name] or [e for e in entries if e.id.startswith(name)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise _no_such("entry", name, [entry.id for entry in entries])
    raise QuestionError(
        f"{len(found)} entries begin with {name!r}.",
        found=", ".join(entry.id for entry in found[:6]),
        hint="give more of the name.",
    )


def _no_such(what: str, name: str, known: list[str]) -> QuestionError:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
    return QuestionError(
        f"There is no {what} {name!r}." + (f" Did you mean {near[0]!r}?" if near else ""),
        expected="one of " + ", ".join(known) if len(known) < 8 else "",
        hint="see `tallybook ledger --kinds`, `tallybook tables` or `tallybook ledger`.",
    )


@dataclass(frozen=True)
class _Found:
    """All findings of a file, by story and in the order in which they became known, and entries made of them."""

    stories: tuple[tuple[dict[str, Any], ...], ...]
    cells: Mapping[str, tuple[LedgerCell, ...]]  # by finding
    made: dict[object, Entry] = field(default_factory=dict)

    def entry(self, findings: list[dict[str, Any]], errata: list[Erratum]) -> Entry:
        """The entry of what is known of a story: on most days the same as on the day before."""
        said = {(row["kind"], row["file"], row["table_name"]) for row in findings}
        decided = tuple(
            erratum for erratum in errata if said & set(product((erratum.kind,), erratum.files, erratum.tables))
        )
        key = (tuple(row["finding"] for row in findings), decided)
        if key not in self.made:
            self.made[key] = _entry(findings, self.cells, decided)
        return self.made[key]


def _found(book: Book) -> _Found:
    findings = book.sql(
        "SELECT f.*, d.report_date FROM finding AS f JOIN document AS d USING (document) "
        "ORDER BY f.story, f.known_from, d.report_date, f.file, f.finding"
    ).rows()
    cells: dict[str, list[LedgerCell]] = {}
    # A fetch of tuples: there are fifty thousand cells.
    query = (
        "SELECT finding, file, sheet, cell, table_name, is_suspect FROM finding_cell "
        "ORDER BY finding, NOT is_suspect, file, sheet"
    )
    for finding, *cell in book.sql(query):
        cells.setdefault(finding, []).append(LedgerCell(*cell))
    stories = tuple(tuple(rows) for _, rows in groupby(findings, lambda row: row["story"]))
    return _Found(stories, {finding: tuple(of_it) for finding, of_it in cells.items()})


def _stories(book: Book) -> list[Entry]:
    found = book.once_for_all_days("findings", _found)
    public = {row["file"] for row in book.documents()}
    errata = [erratum for erratum in load_errata() if erratum.shown_by in public]
    known = ([row for row in story if _is_known(row, book.as_of)] for story in found.stories)
    entries = [found.entry(findings, errata) for findings in known if findings]
    return sorted(entries, key=lambda entry: (-entry.known_from.toordinal(), _GRAVITY[entry.severity], entry.id))


def _is_known(finding: dict[str, Any], day: date | None) -> bool:
    return day is None or max(finding["known_from"], finding["report_date"]) <= day


def _leads(finding: dict[str, Any]) -> tuple[Any, ...]:
    """Which finding of a story a reader should hear first: the gravest, then the first, then the largest."""
    kind = list(KINDS).index(finding["kind"])
    return _GRAVITY[finding["severity"]], finding["known_from"], -finding["weight"], kind, finding["sentence"]


def _entry(
    findings: list[dict[str, Any]], cells: Mapping[str, tuple[LedgerCell, ...]], decided: tuple[Erratum, ...]
) -> Entry:
    head = min(findings, key=_leads)
    # An edition that prints it otherwise ends the story: nothing of it is in doubt.
    standing = [row for row in findings if any(cell.is_suspect for cell in cells.get(row["finding"], ()))] or findings
    first = min((row for row in findings if row["known_from"] == findings[0]["known_from"]), key=_leads)
    story = hashlib.sha256(head["story"].encode()).hexdigest()[:6]
    held = [cell for row in findings for cell in cells.get(row["finding"], ())]
    return Entry(
        id=f"{first['known_from']}-{first['kind']}-{story}",
        kind=head["kind"],
        kinds=frozenset(row["kind"] for row in findings),
        severity=head["severity"],
        certainty=head["certainty"],
        sentence=head["sentence"],
        details=tuple(dict.fromkeys(row["sentence"] for row in findings if row["sentence"] != head["sentence"])),
        tables=tuple(sorted({table for row in findings for table in _tables(row, cells)})),
        files=tuple(dict.fromkeys(row["file"] for row in standing)),
        status=decided[0].status if decided else "machine-found",
        known_from=findings[0]["known_from"],
        first_seen=min(row["report_date"] for row in standing),
        last_seen=max(row["report_date"] for row in standing),
        cells=tuple(sorted(dict.fromkeys(held), key=lambda cell: (not cell.is_suspect, cell.file, cell.sheet))),
        story=head["story"],
        errata=decided,
        because=" ".join(erratum.because for erratum in decided),
    )


def _tables(finding: dict[str, Any], cells: Mapping[str, tuple[LedgerCell, ...]]) -> set[str]:
    """The table that a finding is of; where it is of several, those of its cells."""
    if finding["table_name"]:
        return {finding["table_name"]}
    return {cell.table_name for cell in cells.get(finding["finding"], ()) if cell.table_name}


def entries_of(book: Book, document: dict[str, Any]) -> list[Entry]:
    """What is wrong with one document, gravest first: each entry in the words of its findings there.

    Notes are left out, and so are stories that end with the document.
    """
    entries = {entry.story: entry for entry in ledger(book)}
    own: dict[str, Entry] = {}
    query = f"""
        SELECT story, severity, sentence FROM finding
        WHERE document = '{document["document"]}' AND severity <> 'note'
        ORDER BY severity, known_from, weight DESC, finding
    """
    for story, severity, sentence in book.sql(query):
        own.setdefault(story, replace(entries[story], severity=severity, sentence=sentence))
    return list(own.values())


def _structures(book: Book) -> list[Entry]:
    days = {row["file"]: row["report_date"] for row in book.documents()}
    return [_explained(fact, days[fact.file]) for fact in load_structures() if fact.file in days]


def _explained(fact: Structure, seen: date) -> Entry:
    return Entry(
        id=fact.id,
        kind=STRUCTURE.name,
        kinds=frozenset({STRUCTURE.name}),
        severity=STRUCTURE.severity,
        certainty=1.0,
        sentence=fact.sentence,
        details=(),
        tables=fact.tables,
        files=(fact.file,),
        status="explained",
        known_from=seen,
        first_seen=seen,
        last_seen=seen,
        cells=(LedgerCell(fact.file, fact.sheet, fact.cell, None, False),),
        because=fact.because,
    )
