"""The API of questions: an answer in every form, the cells behind it, how to cite it."""

import shlex
from typing import Any

from tallybook.answers import Answer, Question
from tallybook.answers.citing import FORMS as CITATIONS
from tallybook.answers.citing import cite
from tallybook.errors import QuestionError
from tallybook.http import schemas
from tallybook.http.address import Address, Parameter
from tallybook.http.addresses import address_of
from tallybook.http.asked import Asked
from tallybook.http.reply import TYPES, Reply, as_csv, as_json
from tallybook.measures import MEASURES, measure_named

FILES = ("json", "csv", "parquet", "arrow")
_EVIDENCE = ("figure", "reference_end", "kind", "file", "document", "sheet", "cell", "value", "table", "row",
             "condition", "count", "report_date")  # fmt: skip


def answer(asked: Asked, form: str, measure: str) -> Reply:
    """The figures of a question."""
    found = answered(asked, measure)
    if form == "json":
        return as_json(answer_object(asked, found))
    if form == "csv":
        return as_csv(found.columns, (list(row.values()) for row in found.rows()), f"{measure}.csv")
    return Reply(_arrow_bytes(found, form), TYPES[form], file_name=f"{measure}.{form}")


def answered(asked: Asked, measure: str) -> Answer:
    """The answer to the question that an address asks.

    Raises:
        UnknownMeasure: no measure has that name.
        QuestionError: the question makes no sense.
    """
    measure_named(measure)
    return asked.ask(asked.question(measure))


def answer_object(asked: Asked, found: Answer) -> dict[str, Any]:
    """An answer as one JSON object."""
    measure = found.measure
    flags = {flag.entry: flag for figure in found.figures for flag in figure.flags}
    return {
        "question": found.question.as_parameters(),
        "title": measure.title,
        "unit": measure.unit,
        "kind": measure.kind,
        "definition": measure.definition,
        "sentence": found.sentence(),
        "why_none": found.why_none,
        "rows": found.rows(),
        "caveats": list(found.caveats),
        "doubts": [{"entry": f.entry, "severity": f.severity, "sentence": f.sentence} for f in flags.values()],
        "publications": [
            {name: getattr(one, name) for name in schemas.PUBLICATION["properties"]} for one in found.publications
        ],
        "sql": list(found.queries),
        "links": links_of(found.question),
        "book": asked.held.version,
    }


def links_of(question: Question) -> dict[str, str]:
    """Where other forms of an answer stand."""
    others = {form: f".{form}" for form in FILES if form != "json"}
    others |= {"page": "", "evidence": "/evidence.json", "cite": "/cite.json", "svg": ".svg"}
    return {name: address_of(question, end) for name, end in others.items()}


def _arrow_bytes(found: Answer, form: str) -> bytes:
    import pyarrow as pa
    from pyarrow.parquet import write_table

    sink = pa.BufferOutputStream()
    table = found.table if found.figures else pa.table({column: pa.array([], pa.string()) for column in found.columns})
    if form == "parquet":
        write_table(table, sink)
    else:
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table)
    return bytes(sink.getvalue())


def evidence(asked: Asked, form: str, measure: str) -> Reply:
    """The cells that the figures stand on."""
    rows = answered(asked, measure).evidence()
    if form == "json":
        return as_json(rows)
    return as_csv(_EVIDENCE, ([row.get(name) for name in _EVIDENCE] for row in rows), f"{measure}-evidence.csv")


def citation(asked: Asked, form: str, measure: str) -> Reply:
    """The sentence of an answer in each language, and how to cite it."""
    found = answered(asked, measure)
    if not found.publications:
        raise QuestionError("There is nothing to cite.", found=found.why_none)
    return as_json(
        {
            "question": found.question.as_parameters(),
            "sentence": {lang: found.sentence(lang) for lang in ("en", "es")},
            **{name: cite(found, name) for name in CITATIONS},
            "command": shlex.join(["tallybook", "ask", *found.question.as_arguments()]),
        }
    )


_MEASURE = (Parameter("measure", "a measure", schemas.one_of(MEASURES), "atd_participants"),)
AS_OF = Parameter("as_of", "as known on this day: only what had been published by its end", schemas.DAY, "2024-06-01")
_QUESTION = (
    Parameter("by", "ways by which to split, joined by commas; which a measure has, `/measures/{measure}.json` tells",
              {"type": "string", "pattern": "^[a-z_]+(,[a-z_]+)*$"}, "technology"),
    Parameter("where", "a way and its code, `WAY=CODE`; several codes are joined by `|`, several ways given each",
              {"type": "string", "pattern": "^[a-z_]+=.+$", "maxLength": 500}, "technology=ankle_monitor",
              is_list=True),
    Parameter("on", "a day that a count is of, that a month holds, or on which a figure since 1 October ends",
              schemas.DAY, "2025-05-17"),
    Parameter("since", "every period that ends on this day or later", schemas.DAY),
    Parameter("until", "every period that ends by this day", schemas.DAY),
    AS_OF,
    Parameter("errata", "`ignore` lets cells answer that an erratum sets aside", schemas.one_of(("heed", "ignore"))),
    Parameter("total", "the sum over the periods from `since` to `until`", schemas.one_of(("true", "false"))),
)  # fmt: skip

ADDRESSES = (
    Address("/ask/{measure}/evidence", ("json", "csv"), "evidence", "Every cell that an answer stands on.",
            evidence, schemas.list_of(schemas.EVIDENCE), _MEASURE, _QUESTION),
    Address("/ask/{measure}/cite", ("json",), "cite", "An answer as a sentence in both languages, and its citation.",
            citation, schemas.CITATION, _MEASURE, _QUESTION),
    Address("/ask/{measure}", FILES, "ask", "What the record says of a measure; without a day, the newest.",
            answer, schemas.ANSWER, _MEASURE, _QUESTION),
)  # fmt: skip
