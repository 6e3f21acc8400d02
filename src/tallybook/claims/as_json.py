"""A report as mappings that are ready for JSON, and the line that the benchmark of statements reads."""

from collections.abc import Sequence
from typing import Any

from tallybook.claims.desk import Report
from tallybook.claims.report_words import words_of
from tallybook.claims.verdicts import Alternative, Cited, Finding, Judgement

MOST_CITED = 12  # more citations are not read, and a reader would not open them


def report_objects(report: Report) -> list[dict[str, Any]]:
    """Every statement of a report, in the order of the text."""
    return [
        {
            "number": number,
            **finding_object(finding, report.lang),
            "source": report.source,
            "lang": report.lang,
            "published_soon_after": list(report.soon_after),
        }
        for number, finding in enumerate(report.findings, 1)
    ]


def finding_object(finding: Finding, lang: str = "en") -> dict[str, Any]:
    """One statement with all that was found of it."""
    leading = finding.leading
    return {
        "text": finding.text,
        "start": finding.start,
        "end": finding.end,
        "date": finding.day.isoformat(),
        "speaker": finding.speaker,
        "verdict": finding.verdict,
        "verdict_in_words": words_of(lang).verdicts[finding.verdict],
        "reason": finding.reason,
        "confidence": finding.confidence,
        "values": [_number(value) for value in finding.values],
        "measure": leading.measure,
        "wording": leading.wording,
        "missing": leading.missing,
        "request": leading.request,
        "law": finding.law,
        "cells": [cell_object(cell) for cell in finding.cited],
        "alternatives": [_alternative(one) for one in alternatives_of(finding)],
        "numbers": [_judgement(judgement) for judgement in finding.judgements],
    }


def batch_object(finding: Finding, names: dict[str, Any]) -> dict[str, Any]:
    """A verdict as the benchmark reads it: what names the statement, then verdict, value and evidence.

    Args:
        names: `id` of a statement; of a part of an article `article`, `start` and `end`.
    """
    return {
        **names,
        "verdict": finding.verdict,
        "value": _one_or_several([_number(value) for value in finding.values]),
        "evidence": [{"file": c.file, "sheet": c.sheet, "cell": c.cell} for c in finding.cited[:MOST_CITED]],
    }


def span_object(finding: Finding, article: str) -> dict[str, Any]:
    """A statement of an article as the benchmark reads it."""
    return {
        **batch_object(finding, {"article": article, "start": finding.start, "end": finding.end}),
        "text": finding.text,
    }


def cell_object(cell: Cited) -> dict[str, Any]:
    """A cell with what is needed to find it again."""
    return {
        "file": cell.file,
        "sheet": cell.sheet,
        "cell": cell.cell,
        "value": None if cell.value is None else _number(cell.value),
        "what": cell.what,
        "report_date": cell.report_date.isoformat(),
        "sha256": cell.document,
        "address": cell.address,
    }


def alternatives_of(finding: Finding) -> tuple[Alternative, ...]:
    """The readings that were tried, each once, those of the deciding number first."""
    ordered = [finding.leading, *finding.judgements]
    return tuple(dict.fromkeys(one for judgement in ordered for one in judgement.alternatives))


def _alternative(one: Alternative) -> dict[str, Any]:
    return {"what": one.what, "value": None if one.value is None else _number(one.value), "fits": one.fits}


def _judgement(judgement: Judgement) -> dict[str, Any]:
    quantity = judgement.quantity
    stated = None
    if quantity:
        stated = {"value": _number(quantity.value), "unit": quantity.unit, "comparator": quantity.comparator}
    return {
        "stated": stated,
        "verdict": judgement.verdict,
        "reason": judgement.reason,
        "values": [_number(value) for value in judgement.values],
        "measure": judgement.measure,
        "confidence": judgement.confidence,
        "wording": judgement.wording,
        "cells": [cell.address for cell in judgement.cited],
    }


def _number(value: float) -> int | float:
    """Whole numbers without a point: 20637, not 20637.0."""
    return int(value) if float(value).is_integer() else value


def _one_or_several(values: Sequence[int | float]) -> int | float | list[int | float] | None:
    if len(values) < 2:
        return values[0] if values else None
    return list(values)
