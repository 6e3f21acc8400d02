"""Finding a document by the beginning of a name."""

import difflib
from typing import Any

from tallybook.errors import AmbiguousName, QuestionError
from tallybook.store.connect import Connection

_LISTED = 12


def resolve_document(connection: Connection, name: str) -> dict[str, Any]:
    """The one document whose file, published name or hash begins with `name`.

    Raises:
        AmbiguousName: several do; the message lists them.
        QuestionError: none does; the message names the nearest.
    """
    documents = connection.query("SELECT * FROM document ORDER BY report_date, file").rows()
    wanted = name.strip().casefold()
    keys = ("file", "published_name", "document")
    exact = [row for row in documents if any(row[key].casefold() == wanted for key in keys)]
    found = exact or [row for row in documents if any(row[key].casefold().startswith(wanted) for key in keys)]
    if not wanted or not found:
        near = difflib.get_close_matches(name, [row["file"] for row in documents], n=3, cutoff=0.3)
        raise QuestionError(
            f"No document of the book has a name or hash that begins with {name!r}.",
            found="nearest: " + ", ".join(near) if near else "no name like it",
            hint="see `tallybook documents`.",
        )
    if len(found) > 1:
        listed = [f"{row['file']}  {row['document'][:12]}" for row in found]
        more = [f"and {len(found) - _LISTED} more"] if len(found) > _LISTED else []
        raise AmbiguousName(
            f"{len(found)} documents begin with {name!r}.",
            found="\n            ".join(listed[:_LISTED] + more),
            hint="give more of the name, or the beginning of the hash.",
        )
    return found[0]
