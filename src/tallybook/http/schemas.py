"""The shapes of the JSON that the API answers with, each declared once."""

from collections.abc import Mapping
from typing import Any

from tallybook.answers.rows import EVIDENCE_COLUMNS, FIGURE_COLUMNS
from tallybook.http.address import Schema
from tallybook.http.asked import CONTROL
from tallybook.http.faults import PARTS
from tallybook.ledger import ENTRY_KINDS
from tallybook.measures import KINDS
from tallybook.schema import Column
from tallybook.vocabulary import SEVERITIES, UNITS

TEXT: Schema = {"type": "string"}
NAME: Schema = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": f"^[^{CONTROL}/]+$"}
"""What a text in an address is."""
WHOLE: Schema = {"type": "integer"}
NUMBER: Schema = {"type": "number"}
TRUTH: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "format": "date"}
HASH: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
ANYTHING: Schema = {"type": "object"}
CELL: Schema = {"type": "string", "pattern": "^[A-Z]{1,3}[1-9][0-9]{0,6}$"}


def or_null(schema: Schema) -> Schema:
    """What may be missing."""
    return {**schema, "type": [schema["type"], "null"]}


def list_of(schema: Schema) -> Schema:
    """Any number of one thing."""
    return {"type": "array", "items": schema}


def one_of(codes: Mapping[str, Any] | tuple[str, ...]) -> Schema:
    """One of a closed list."""
    return {"type": "string", "enum": list(codes)}


def thing(meaning: str, /, **parts: Schema) -> Schema:
    """An object that has all of these parts."""
    return {"type": "object", "description": meaning, "properties": dict(parts), "required": list(parts)}


def told(schema: Schema, about: str) -> Schema:
    """A shape with what it means."""
    return {**schema, "description": about}


_TYPES = {"VARCHAR": TEXT, "DOUBLE": NUMBER, "INTEGER": WHOLE, "BIGINT": WHOLE, "BOOLEAN": TRUTH, "DATE": DAY}


def row_of(about: str, columns: tuple[Column, ...]) -> Schema:
    """A row of a table of the book; anything in it may be null."""
    return thing(about, **{column.name: told(or_null(_TYPES[column.type]), column.about) for column in columns})


ERROR = thing(
    "What was wrong, and what is possible. Every error of the API has this shape.",
    error=thing(
        "The error.",
        kind=told(TEXT, "the kind of error, like `UnknownMeasure`"),
        **{part: told(TEXT, f"{part}; blank where there is none to tell") for part in PARTS},
        status=told(WHOLE, "the status of HTTP, again"),
    ),
)

QUESTION: Schema = {
    "type": "object",
    "description": "The question, as it was understood.",
    "properties": {
        "measure": TEXT, "by": list_of(TEXT), "where": list_of(TEXT), "on": DAY, "since": DAY, "until": DAY,
        "as_of": DAY, "errata": one_of(("heed", "ignore")), "total": TRUTH,
    },
    "required": ["measure"],
}  # fmt: skip

FIGURE = row_of(
    "One figure. Beside these parts it has one for each way by which it is split, with its code.", FIGURE_COLUMNS
)
EVIDENCE = {
    **row_of(
        "A printed cell behind a figure; of record-level tables how many rows were counted, never which.",
        EVIDENCE_COLUMNS,
    ),
    "required": ["figure", "reference_end", "kind", "file", "document", "report_date"],
}

MEASURE = thing(
    "A measure: what it is, and what can be asked of it.",
    name=TEXT, title=TEXT, unit=one_of(UNITS), kind=one_of(KINDS), ways=list_of(TEXT), definition=TEXT,
    caveats=list_of(TEXT), derived=TEXT, read_from=list_of(TEXT), example=TEXT,
)  # fmt: skip

SENTENCE = thing("The answer in words, in each language.", en=TEXT, es=TEXT)

ANSWER = thing(
    "An answer: the same figures as `tallybook ask --json`, with what is needed to quote them.",
    question=QUESTION,
    measure=thing(
        "What was measured.",
        name=TEXT, title=TEXT, unit=one_of(UNITS), kind=one_of(KINDS), definition=TEXT, caveats=list_of(TEXT),
        ways=list_of(TEXT),
    ),
    sentence=SENTENCE,
    why_none=told(TEXT, "why there is no figure; blank where there is one"),
    figures=list_of(FIGURE),
    caveats=told(list_of(TEXT), "what to know before quoting it"),
    ledger=told(list_of(TEXT), "what the ledger of errors holds against its cells"),
    files=list_of(
        thing("A file that it stands on.", document=HASH, file=TEXT, published_name=TEXT, report_date=DAY, kept_by=TEXT)
    ),
    citation=told(TEXT, "blank where there is nothing to cite"),
    queries=told(list_of(TEXT), "the queries behind it, as `tallybook sql` takes them"),
    links=told({"type": "object", "additionalProperties": TEXT}, "other forms of the same answer"),
    book=told(TEXT, "the version of the book that answered"),
)  # fmt: skip

CITATION = thing(
    "How to cite an answer.",
    question=QUESTION,
    sentence=SENTENCE,
    plain=TEXT, bibtex=TEXT, apa=TEXT,
    command=told(TEXT, "the command that gives the same answer"),
)  # fmt: skip

PLACE = thing("A cell.", file=TEXT, sheet=TEXT, cell=or_null(TEXT), is_suspect=TRUTH)

ENTRY = thing(
    "An entry of the ledger of errors.",
    id=TEXT, kind=one_of(ENTRY_KINDS), severity=one_of(SEVERITIES), certainty=NUMBER, sentence=TEXT,
    details=list_of(TEXT), tables=list_of(TEXT), files=list_of(TEXT), status=TEXT, because=or_null(TEXT),
    decision=or_null(TEXT), known_from=DAY, first_seen=DAY, last_seen=DAY, cells=list_of(PLACE),
)  # fmt: skip

FACILITY = thing(
    "A facility, under one code.",
    code=TEXT, name=TEXT, city=TEXT, state=TEXT, first_seen=DAY, last_seen=DAY,
    forms=told(WHOLE, "in how many ways its name and place are printed"),
)  # fmt: skip

WHOLE_FACILITY = thing(
    "A facility with every way in which it is printed.",
    **FACILITY["properties"], printings=list_of(ANYTHING), doubts=list_of(ANYTHING),
)  # fmt: skip

SILENCE: Schema = {
    "type": "object",
    "description": "The duty to publish and the silence, as `tallybook mandate --json` tells it.",
    "properties": {"as_of": DAY, "sentence": TEXT, "elements": list_of(ANYTHING), "gaps": list_of(ANYTHING)},
    "required": ["as_of", "sentence", "silence", "elements", "gaps"],
}

STATEMENT: Schema = {
    "type": "object",
    "description": "A statement of a text with what the record says of it, as `tallybook check --json` tells it.",
    "properties": {
        "number": WHOLE, "text": TEXT, "start": WHOLE, "end": WHOLE, "date": DAY, "verdict": TEXT, "reason": TEXT,
        "verdict_in_words": TEXT, "confidence": TEXT, "values": list_of(NUMBER), "measure": or_null(TEXT),
        "wording": or_null(TEXT), "cells": list_of(ANYTHING), "alternatives": list_of(ANYTHING),
        "numbers": list_of(ANYTHING), "source": TEXT, "lang": one_of(("en", "es")),
    },
    "required": ["number", "text", "start", "end", "date", "verdict", "reason", "values", "cells"],
}  # fmt: skip

TEXT_TO_CHECK: Schema = {
    "type": "object",
    "properties": {
        "text": told({"type": "string", "minLength": 1}, "a sentence, a press release, an article; in UTF-8 at most "
                     "100,000 bytes"),
        "date": told(DAY, "the day on which it was said; without it, the date in the first lines of the text"),
        "source": told(TEXT, "who published it"),
        "lang": told(one_of(("en", "es")), "its language; seen from the words without it"),
    },
    "required": ["text"],
    "additionalProperties": False,
}  # fmt: skip
