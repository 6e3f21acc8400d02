"""What tells the rows of each table apart, how tables point to one another, and which codes a column may hold.

Formats that can say such things (SQLite, data packages) say them; tests hold them against the whole book.
"""

from dataclasses import dataclass

from tallybook.dimensions import DIMENSIONS
from tallybook.ledger import ENTRY_KINDS
from tallybook.sources import code_lists
from tallybook.vocabulary import ISSUE_KINDS, REPORT_DATE_BASES, SEVERITIES, UNITS, UNREAD_REASONS, VALUE_STATUSES


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns whose values are the key of a row of another table, or null."""

    columns: tuple[str, ...]
    table: str
    key: tuple[str, ...]


KEYS: dict[str, tuple[str, ...]] = {
    "document": ("document",),
    "sheet": ("document", "sheet"),
    "observation": ("document", "sheet", "cell"),
    "unread_cell": ("document", "sheet", "cell"),
    "issue": ("document", "sheet", "cell", "kind"),
    "footnote": ("document", "sheet", "cell"),
    "facility_listing": ("document", "sheet", "row_number"),
    "finding": ("finding",),
    "finding_cell": ("finding", "document", "sheet", "cell"),
    "facility": ("code",),
}
"""The columns that name a row; of `facility_name` none do, since parts of a printed name may be null."""

_OF_DOCUMENT = Reference(("document",), "document", ("document",))
_OF_SHEET = Reference(("document", "sheet"), "sheet", ("document", "sheet"))
REFERENCES: dict[str, tuple[Reference, ...]] = {
    "sheet": (_OF_DOCUMENT,),
    "observation": (_OF_DOCUMENT, _OF_SHEET),
    "unread_cell": (_OF_DOCUMENT, _OF_SHEET),
    "issue": (_OF_DOCUMENT,),
    "footnote": (_OF_DOCUMENT, _OF_SHEET),
    "facility_listing": (_OF_DOCUMENT, _OF_SHEET),
    "finding": (_OF_DOCUMENT,),
    "finding_cell": (Reference(("finding",), "finding", ("finding",)), _OF_DOCUMENT),
    "facility_name": (Reference(("code",), "facility", ("code",)),),
}

INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "observation": (("table_name", "quantity", "reference_end"), ("report_date",)),
    "finding_cell": (("document", "sheet", "cell"),),
    "facility_name": (("code",), ("name",)),
}
"""By what people look rows up, beside the keys."""

LABELS = {"document": "file", "finding": "sentence", "facility": "name"}
"""The column that names a row to a reader, of tables that others point to."""


def codes_of(table: str, column: str) -> tuple[str, ...]:
    """The codes that a column may hold, where there is a list of them; nothing where any text may stand."""
    shared = {
        "value_status": VALUE_STATUSES,
        "unit": UNITS,
        "report_date_basis": REPORT_DATE_BASES,
        "severity": SEVERITIES,
    }
    own = {
        ("unread_cell", "reason"): UNREAD_REASONS,
        ("issue", "kind"): ISSUE_KINDS,
        ("finding", "kind"): ENTRY_KINDS,
    }
    found = own.get((table, column)) or shared.get(column)
    return tuple(found) if found else _codes_of_dimension(column)


def _codes_of_dimension(column: str) -> tuple[str, ...]:
    for dimension in DIMENSIONS:
        listing = code_lists().get(dimension.name)
        if listing and column == dimension.name:
            return tuple(code.code for code in listing.codes)
        if listing and dimension.has_group and column == f"{dimension.name}_group":
            return tuple(dict.fromkeys(code.group for code in listing.codes if code.group))
    return ()
