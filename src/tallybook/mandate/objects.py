"""The account of the duty as one JSON object, for programs; dates as YYYY-MM-DD."""

import json
from dataclasses import asdict
from typing import Any

from tallybook.mandate.account import ElementRecord, Mandate, NamedSilence, PartRecord, Record
from tallybook.mandate.clock import RHYTHM_DAYS, Gap
from tallybook.mandate.words import silence_line


def as_json(account: Mandate) -> str:
    """The silence, each element with its parts, and the ten longest gaps; gaps are upper bounds."""
    silence = account.silence
    told = {
        "as_of": account.today,
        "sentence": silence_line(account),
        "silence": {**asdict(silence), "is_late": silence.days > RHYTHM_DAYS} if silence else None,
        "elements": [_element(element, account) for element in account.elements],
        "gaps": [_gap(gap) for gap in account.longest_gaps],
        "rhythm_days": RHYTHM_DAYS,
        "gaps_all": len(account.gaps),
        "gaps_late": sum(gap.is_late for gap in account.gaps),
        "silences_written_about": [_named(named) for named in account.named],
        "editions_known_elsewhere": [asdict(edition) for edition in account.duty.editions],
        "law": asdict(account.duty.law),
        "agency_says": [asdict(notice) for notice in account.duty.notices],
        "statements": [asdict(statement) for statement in account.duty.statements],
        "open_questions": [question.asks for question in account.duty.questions],
    }
    return json.dumps(told, default=str, ensure_ascii=False, indent=1) + "\n"


def _element(found: ElementRecord, account: Mandate) -> dict[str, Any]:
    element = found.element
    return {
        "id": element.id,
        "paragraph": element.paragraph,
        "duty": element.duty,
        "extent": element.extent,
        "because": element.because,
        "tables": list(dict.fromkeys(part.table for part in element.parts)),
        "nearest": element.nearest,
        "nearest_says": element.nearest_says,
        "record": _record(found.record, account),
        "parts": [_part(part, account) for part in found.parts],
    }


def _part(found: PartRecord, account: Mandate) -> dict[str, Any]:
    record = _record(found.record, account)
    return {**asdict(found.part), "record": record, "newest": asdict(found.place) if found.place else None}


def _record(record: Record | None, account: Mandate) -> dict[str, Any] | None:
    if record is None:
        return None
    return {
        "editions": record.editions,
        "first_report": record.first,
        "last_report": record.last,
        "days_since_last_report": (account.today - record.last).days,
        "data_to": record.data_to,
        "days_since_data": (account.today - record.data_to).days,
        "gaps": len(record.gaps),
        "gaps_late": record.late,
        "longest_gap": _gap(record.longest) if record.longest else None,
        "spans": [asdict(span) for span in record.spans],
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {"days": gap.days, "from": gap.start, "to": gap.end, "is_late": gap.is_late}


def _named(named: NamedSilence) -> dict[str, Any]:
    return {**asdict(named.silence), "gap": _gap(named.gap) if named.gap else None}
