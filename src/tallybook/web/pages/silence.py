"""The duty to publish and the silence: its clock, every edition and gap, each element of the law, a records request."""

from datetime import date
from typing import Any

from tallybook.http.addresses import HASH
from tallybook.http.reply import Reply
from tallybook.mandate import Mandate, mandate, records_request, written
from tallybook.mandate.account import ElementRecord, PartRecord
from tallybook.mandate.clock import RHYTHM_DAYS, Gap
from tallybook.mandate.duty import Notice
from tallybook.prose import in_words
from tallybook.web.cited import cells_at, documents_of
from tallybook.web.place import Make, Place
from tallybook.web.rendering import rendered
from tallybook.web.strip import Dot, strip
from tallybook.web.visit import Visit

_WIDE, _NARROW = 1072, 340
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TEXT = {"txt": ("text", "text/plain; charset=utf-8"), "md": ("markdown", "text/markdown; charset=utf-8")}


def silence_page(visit: Visit) -> Reply:
    """The account of the duty on the day of the visit."""
    account = _account(visit)
    return rendered(
        visit,
        "silence.html",
        visit.say("The silence"),
        account=account,
        silence=account.silence,
        documents_by_file=documents_of(visit),
        rhythm=RHYTHM_DAYS,
        late=sum(gap.is_late for gap in account.gaps),
        strips=_strips(visit, account),
        elements=[_element(visit, found, account) for found in account.elements],
        longest=[_gap(visit, gap, account) for gap in account.longest_gaps],
        named=[(one.silence, _gap(visit, one.gap, account) if one.gap else None) for one in account.named],
        notices=[_notice(visit, notice) for notice in account.duty.notices_on()],
        request=written(records_request(account), "text") if account.silence else "",
    )


def _account(visit: Visit) -> Mandate:
    return mandate(visit.book, today=visit.as_of or visit.today)


def _strips(visit: Visit, account: Mandate) -> list[str]:
    """The calendar of editions for a screen and for a phone."""
    if not account.silence:
        return []
    documents = sorted(documents_of(visit).values(), key=lambda row: row["report_date"])
    dots = [
        Dot(row["report_date"], f"{in_words(row['report_date'], visit.lang)}: {row['published_name']}",
            visit.links.page(f"/documents/{row['document'][:HASH]}"))
        for row in documents if row["report_date"] <= account.today
    ]  # fmt: skip
    elsewhere = visit.say("known elsewhere, not in the book")
    dots += [
        Dot(one.report_date, f"{in_words(one.report_date, visit.lang)}: {elsewhere}", "")
        for one in account.duty.editions
    ]
    silence = Gap(account.silence.since, account.today)
    words = (
        visit.say("Every edition since October 2019, and the gaps between them"),
        visit.say("{late} of {gaps} gaps were longer than {rhythm} days; the last one has lasted {days} days.",
                  late=sum(gap.is_late for gap in account.gaps), gaps=len(account.gaps), rhythm=RHYTHM_DAYS,
                  days=account.silence.days),
    )  # fmt: skip
    months = [visit.say(month) for month in _MONTHS]
    return [strip(dots, account.gaps, silence, width, words, months) for width in (_WIDE, _NARROW)]


def _element(visit: Visit, found: ElementRecord, account: Mandate) -> dict[str, Any]:
    record = found.record
    return {
        "element": found.element,
        "extent": found.extent,
        "last": record.last if record else None,
        "days": (account.today - record.last).days if record else None,
        "data_to": record.data_to if record else None,
        "parts": [_part(visit, part, account) for part in found.parts],
        "notices": [_notice(visit, notice) for notice in account.duty.notices_on(found.element.id)],
    }


def _part(visit: Visit, found: PartRecord, account: Mandate) -> dict[str, Any]:
    record, place = found.record, found.place
    cells = cells_at(visit, [f"{place.file}!{place.sheet}!{place.cell}"]) if place else ()
    return {
        "meets": found.part.meets,
        "table": found.part.table,
        "place": place,
        "cell": cells[0] if cells else None,
        "record": record,
        "days": (account.today - record.last).days if record else None,
    }


def _gap(visit: Visit, gap: Gap, account: Mandate) -> dict[str, Any]:
    """A gap, with what more is known of it."""
    within = account.editions_within(gap)
    return {
        "days": gap.days,
        "start": gap.start,
        "end": gap.end,
        "start_address": _of_day(visit, gap.start),
        "end_address": _of_day(visit, gap.end),
        "began": account.duty.law.first_due if gap.start < account.duty.law.first_due < gap.end else None,
        "elsewhere": [
            (one.report_date, max((one.report_date - gap.start).days, (gap.end - one.report_date).days))
            for one in within
        ],
    }


def _of_day(visit: Visit, day: date) -> str:
    """The page of the edition of a day."""
    found = next(row["document"] for row in documents_of(visit).values() if row["report_date"] == day)
    return visit.links.page(f"/documents/{found[:HASH]}")


def _notice(visit: Visit, notice: Notice) -> dict[str, Any]:
    cells = cells_at(visit, [f"{notice.file}!{notice.sheet}!{notice.cell}"])
    return {"text": notice.text, "cell": cells[0] if cells else None, "day": notice.known_from}


def request_file(visit: Visit, kind: str) -> Reply:
    """The draft of a records request as a file to fill in.

    Raises:
        QuestionError: the book holds no edition from which titles could be taken.
    """
    form, media_type = _TEXT[kind]
    text = written(records_request(_account(visit)), form)
    return Reply(text.encode(), media_type, file_name=f"records-request.{kind}")


def _request(kind: str) -> Make:
    return lambda visit: request_file(visit, kind)


PLACES = (
    Place("/silence", silence_page, tells_age=True),
    *(Place(f"/silence/request.{kind}", _request(kind), tells_age=True) for kind in _TEXT),
)
