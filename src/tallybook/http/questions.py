"""The API of questions: an answer in every form, the cells behind it, how to cite it."""

import shlex
from typing import Any

from tallybook.answers import Answer, Question
from tallybook.answers.citing import FORMS as CITATIONS
from tallybook.answers.citing import cite
from tallybook.answers.files import MEDIA_TYPES, answer_bytes, as_object
from tallybook.answers.rows import EVIDENCE_COLUMNS
from tallybook.errors import QuestionError
from tallybook.http import schemas
from tallybook.http.address import Address, Parameter
from tallybook.http.addresses import address_of
from tallybook.http.asked import Asked
from tallybook.http.reply import TYPES, Reply, as_csv, as_json, pressed
from tallybook.measures import MEASURES, measure_named
from tallybook.papers import bundle_bytes

FILES = ("json", *(form for form in MEDIA_TYPES if form != "json"))


def answer(asked: Asked, form: str, measure: str) -> Reply:
    """The figures of a question."""
    found = answered(asked, measure)
    if form == "json":
        return as_json(answer_object(asked, found))
    return Reply(answer_bytes(found, form), MEDIA_TYPES[form], file_name=f"{measure}.{form}")


def answered(asked: Asked, measure: str) -> Answer:
    """The answer to the question that an address asks.

    Raises:
        UnknownMeasure: no measure has that name.
        QuestionError: the question makes no sense.
    """
    measure_named(measure)
    return asked.ask(asked.question(measure))


def answer_object(asked: Asked, found: Answer) -> dict[str, Any]:
    """An answer as one JSON object; its cells are asked for apart, for there may be many thousands."""
    return {
        **as_object(found, with_cells=False),
        "links": links_of(found.question),
        "book": asked.held.version,
    }


def links_of(question: Question) -> dict[str, str]:
    """Where other forms of an answer stand."""
    others = {form: f".{form}" for form in FILES if form != "json"}
    others |= {"page": "", "evidence": "/evidence.json", "cite": "/cite.json", "bundle": "/bundle.zip", "svg": ".svg"}
    return {name: address_of(question, end) for name, end in others.items()}


def evidence(asked: Asked, form: str, measure: str) -> Reply:
    """The cells that the figures stand on."""
    rows = answered(asked, measure).evidence()
    if form == "json":
        return as_json(rows)
    names = [column.name for column in EVIDENCE_COLUMNS]
    plain = as_csv(names, ([row.get(name) for name in names] for row in rows), f"{measure}-evidence.csv")
    return plain if form == "csv" else pressed(plain)


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


def bundle(asked: Asked, form: str, measure: str) -> Reply:
    """All that is needed to make an answer again, in one file."""
    found = answered(asked, measure)
    return Reply(bundle_bytes(asked.book, found), TYPES[form], file_name=f"{measure}.{form}")


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
    Address("/ask/{measure}/evidence", ("json", "csv", "csv.gz"), "evidence", "Every cell that an answer stands on.",
            evidence, schemas.list_of(schemas.EVIDENCE), _MEASURE, _QUESTION),
    Address("/ask/{measure}/cite", ("json",), "cite", "An answer as a sentence in both languages, and its citation.",
            citation, schemas.CITATION, _MEASURE, _QUESTION),
    Address("/ask/{measure}/bundle", ("zip",), "bundle", "An answer with all that is needed to make it again.",
            bundle, schemas.ANYTHING, _MEASURE, _QUESTION),
    Address("/ask/{measure}", FILES, "ask", "What the record says of a measure; without a day, the newest.",
            answer, schemas.ANSWER, _MEASURE, _QUESTION),
)  # fmt: skip
