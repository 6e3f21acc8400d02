"""An answer as a file: its figures in every format, and where a format has room, cells, definition and caveats too."""

import json
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from tallybook.answers.answer import Answer
from tallybook.answers.rows import EVIDENCE_COLUMNS, figure_columns
from tallybook.errors import QuestionError
from tallybook.export.columnar import write_arrow_file, write_parquet_file
from tallybook.export.excel import write_workbook
from tallybook.export.origin import SOURCE
from tallybook.export.relation import Relation, in_memory
from tallybook.export.statistics_file import write_spss, write_stata
from tallybook.export.text_file import write_csv_file
from tallybook.export.writing import whole_file
from tallybook.measures import KINDS, Measure, ways_of
from tallybook.vocabulary import UNITS

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "arrow": "application/vnd.apache.arrow.file",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "dta": "application/x-stata-dta",
    "sav": "application/x-spss-sav",
}
"""The forms of an answer, by the suffix of the file, each with its media type."""

_PLAIN: dict[str, Callable[[Relation, Path], int]] = {
    "csv": write_csv_file,
    "parquet": write_parquet_file,
    "arrow": write_arrow_file,
    "dta": write_stata,
    "sav": write_spss,
}


def answer_bytes(answer: Answer, form: str) -> bytes:
    """An answer as the bytes of a file; the same answer always gives the same bytes.

    Args:
        answer: what was answered; it may hold no figure.
        form: one of MEDIA_TYPES.

    Raises:
        QuestionError: there is no such form, or it can't hold the answer.
    """
    if form not in MEDIA_TYPES:
        raise QuestionError(f"No form of an answer {form!r}.", expected=f"one of {', '.join(MEDIA_TYPES)}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"answer.{form}"
        whole_file(path, lambda temporary: _write(answer, form, temporary))
        return path.read_bytes()


def export_answer(answer: Answer, path: Path | str) -> None:
    """Writes an answer to a file, in the form that its suffix says.

    Raises:
        QuestionError: there is no such form, or no folder for the file.
        StoreError: it can't be written.
    """
    path = Path(path)
    data = answer_bytes(answer, path.suffix.lstrip(".").lower())
    whole_file(path, lambda temporary: temporary.write_bytes(data))


def _write(answer: Answer, form: str, path: Path) -> int:
    if form == "json":
        text = json.dumps(as_object(answer), default=str, ensure_ascii=False, indent=2)
        return path.write_text(text + "\n", encoding="utf-8", newline="\n")
    figures = _figures(answer)
    if form == "xlsx":
        return write_workbook([figures, _cells(answer)], path, _lines(answer))
    return _PLAIN[form](figures, path)


def _figures(answer: Answer) -> Relation:
    about = answer.sentence()
    relation = in_memory("figures", about, figure_columns(answer), answer.rows())
    return replace(relation, origin=tuple(_origin(answer)))


def _cells(answer: Answer) -> Relation:
    return in_memory("cells", "Every cell that the figures stand on.", EVIDENCE_COLUMNS, answer.evidence())


def _origin(answer: Answer) -> list[tuple[str, str]]:
    files = [
        (one.file, f"sha256 {one.document}, public by {one.report_date}, kept by {one.kept_by or 'no archive named'}")
        for one in answer.publications
    ]
    asked = f"tallybook ask {' '.join(answer.question.as_arguments())}"
    return [("question", asked), ("source", f"{SOURCE}; these files:"), *files]


def _lines(answer: Answer) -> list[tuple[str, str]]:
    """What the sheet of definitions tells first."""
    measure = answer.measure
    return [
        ("answer", answer.sentence()),
        ("in Spanish", answer.sentence("es")),
        ("measure", f"{measure.name}: {measure.title}"),
        ("definition", measure.definition),
        ("kind", f"{measure.kind}: {KINDS[measure.kind]}"),
        ("unit", f"{measure.unit}: {UNITS.get(measure.unit, '')}"),
        *(("before quoting it", caveat) for caveat in answer.caveats),
        *(("ledger of errors", text) for text in _doubts(answer)),
        ("citation", answer.cite() if answer.publications else ""),
    ]


def _doubts(answer: Answer) -> list[str]:
    flags = dict.fromkeys(flag for figure in answer.figures for flag in figure.flags)
    return [f"{flag.severity}: {flag.sentence} [{flag.entry}]" for flag in flags]


def as_object(answer: Answer, with_cells: bool = True) -> dict[str, Any]:
    """Everything that is known of an answer, as JSON tells it; days as YYYY-MM-DD.

    Args:
        answer: what was answered.
        with_cells: with every cell behind it, of which there may be many thousands.
    """
    return {
        "question": answer.question.as_parameters(),
        "measure": measure_object(answer.measure),
        "sentence": {"en": answer.sentence(), "es": answer.sentence("es")},
        "why_none": answer.why_none,
        "figures": answer.rows(),
        "caveats": list(answer.caveats),
        "ledger": _doubts(answer),
        **({"evidence": answer.evidence()} if with_cells else {}),
        "files": [
            {
                "document": one.document,
                "file": one.file,
                "published_name": one.published_name,
                "report_date": one.report_date,
                "kept_by": one.kept_by,
            }
            for one in answer.publications
        ],
        "citation": answer.cite() if answer.publications else "",
        "queries": list(answer.queries),
    }


def measure_object(measure: Measure) -> dict[str, Any]:
    """A measure as JSON tells it."""
    return {
        "name": measure.name,
        "title": measure.title,
        "unit": measure.unit,
        "kind": measure.kind,
        "definition": measure.definition,
        "caveats": list(measure.caveats),
        "ways": list(ways_of(measure)),
    }
