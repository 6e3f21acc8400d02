"""The account of the duty as a page that a person reads: first the silence, then each element, then the gaps."""

from collections.abc import Iterator
from datetime import date

from tallybook.mandate.account import ElementRecord, Mandate, NamedSilence, PartRecord, Record, Silence
from tallybook.mandate.clock import RHYTHM_DAYS, Gap, Span
from tallybook.mandate.duty import KnownEdition, Notice
from tallybook.pages import Block, Heading, Table, bullets, paragraph
from tallybook.prose import in_words

_FIGURES = frozenset({4})


def account_page(account: Mandate) -> list[Block]:
    """The whole account."""
    return [
        *_silence(account),
        Heading("What the law asks for, and what was published"),
        _overview(account),
        paragraph(
            "As read: the judgement of this project, with its reason below. Last: report date of the newest edition "
            f"that has any part of it; days: from then to {account.today}; data to: the last day that it describes. "
            "Where a part stood in all editions, its gaps are those of the editions, at the end."
        ),
        *(block for element in account.elements for block in _element(element, account)),
        *_rhythm(account),
        *_law(account),
    ]


def silence_line(account: Mandate) -> str:
    """The answer in one sentence: how old the newest workbook of the book is."""
    silence = account.silence
    if silence is None:
        return f"The book holds no workbook that was public by {in_words(account.today)}."
    newest = f"first captured on {in_words(silence.since)}"
    data = f" (data to {in_words(silence.data_to)})" if silence.data_to else ""
    if silence.days <= RHYTHM_DAYS:
        return f"The newest workbook is {_count(silence.days, 'day')} old, within a semimonthly rhythm: {newest}{data}."
    return f"No new workbook for {_count(silence.days, 'day')}: the newest the book holds was {newest}{data}."


def _silence(account: Mandate) -> Iterator[Block]:
    yield Heading(silence_line(account), is_title=True)
    if account.silence is None:
        return
    if account.silence.newer:
        yield paragraph(_newer(account.silence.newer, account.today))
    yield paragraph(_provenance(account.silence), "This tells what is held and what is known, not what ICE did.")


def _newer(edition: KnownEdition, today: date) -> str:
    return (
        f"Not in the book: an edition of {in_words(edition.report_date)}, {_ago(edition.report_date, today)}. "
        f"{edition.says} How sure: {edition.sure} ({edition.source}). Of anything later nothing is known here."
    )


def _provenance(silence: Silence) -> str:
    latest = silence.data_to_latest
    beyond = f", a few to {in_words(latest)}" if latest and latest != silence.data_to else ""
    most = f"; most of its tables' data run to {in_words(silence.data_to)}{beyond}" if silence.data_to else ""
    return f"The newest in the book: {silence.file}{most}."


def _overview(account: Mandate) -> Table:
    head = ("element", "", "as read", "last", "days", "data to")
    return Table(head, tuple(_overview_row(element, account.today) for element in account.elements), _FIGURES)


def _overview_row(found: ElementRecord, today: date) -> tuple[str, ...]:
    start = (found.element.paragraph, found.element.name, found.extent)
    if found.record is None:
        return (*start, "", "", "")
    return (*start, str(found.record.last), str((today - found.record.last).days), str(found.record.data_to))


def _element(found: ElementRecord, account: Mandate) -> Iterator[Block]:
    element = found.element
    yield Heading(f"{element.paragraph}: {element.duty}")
    reason = f": {element.because}" if element.because else "."
    nearest = f" Nearest: {element.nearest_says} ({', '.join(element.nearest)})." if element.nearest else ""
    yield paragraph(f"{found.extent.capitalize()}{reason}{nearest}")
    if found.parts:
        yield bullets(_part(part, account) for part in found.parts)
    if notices := account.duty.notices_on(element.id):
        yield paragraph(*(_says(notice) for notice in notices))


def _part(found: PartRecord, account: Mandate) -> str:
    part = f"{found.part.meets} (table {found.part.table})"
    if found.record is None or found.place is None:
        return f"{part}: in no edition of the book."
    place = f"First cell: {found.place.file[:10]}!{found.place.sheet}!{found.place.cell}."
    return f"{part}: {_editions(found.record, account)}; {_ages(found.record, account)} {place}"


def _editions(record: Record, account: Mandate) -> str:
    if record.editions == account.documents:
        return f"in all {_count(record.editions, 'edition')} since {in_words(record.first)}"
    runs = ", ".join(f"{_run(span)} ({span.editions})" for span in record.spans)
    return f"in {record.editions} of {account.documents} editions: {runs}; {_late(record)}"


def _run(span: Span) -> str:
    one = span.first == span.last
    return in_words(span.first) if one else f"{in_words(span.first)} to {in_words(span.last)}"


def _late(record: Record) -> str:
    if record.longest is None:
        return "no second edition"
    return (
        f"{record.late} of {_count(len(record.gaps), 'gap')} longer than {RHYTHM_DAYS} days, "
        f"the longest {_gap(record.longest)}"
    )


def _ages(record: Record, account: Mandate) -> str:
    data = f"data to {in_words(record.data_to)}, {_ago(record.data_to, account.today)}."
    if account.silence and record.last == account.silence.since:
        return data
    return f"last published {in_words(record.last)}, {_ago(record.last, account.today)}, with {data}"


def _rhythm(account: Mandate) -> Iterator[Block]:
    if not account.gaps:
        return
    late = sum(gap.is_late for gap in account.gaps)
    yield Heading("How regularly it came")
    yield paragraph(
        f"{late} of the {_count(len(account.gaps), 'gap')} between first captures of editions were longer than "
        f"{RHYTHM_DAYS} days, half of the longest month: more than a semimonthly rhythm allows. Each gap is an upper "
        "bound: archives miss editions, and a file may have been public before it was captured."
    )
    rows = tuple((str(gap.days), str(gap.start), str(gap.end), _within(gap, account)) for gap in account.longest_gaps)
    yield Table(("days", "from", "to", ""), rows, frozenset({0}))
    if account.named:
        yield paragraph("Silences that were written about, beside what the book shows:")
        yield bullets(_named(named, account) for named in account.named)


def _within(gap: Gap, account: Mandate) -> str:
    """What more is known of a gap: editions within it, or that the duty began within it."""
    first_due = account.duty.law.first_due
    notes = [f"duty began {first_due}"] if gap.start < first_due < gap.end else []
    notes += [f"one of {edition.report_date} known elsewhere" for edition in account.editions_within(gap)]
    return "; ".join(notes)


def _named(named: NamedSilence, account: Mandate) -> str:
    told = f"{named.silence.when} ({named.silence.said})"
    if named.gap is None:
        return f"{told}: no later edition in the book ends it."
    text = f"{told}: at most {_gap(named.gap)}"
    for edition in account.editions_within(named.gap):
        left = max((edition.report_date - named.gap.start).days, (named.gap.end - edition.report_date).days)
        text += f"; at most {left} days counting the edition of {in_words(edition.report_date)}, known elsewhere"
    return f"{text}."


def _law(account: Mandate) -> Iterator[Block]:
    duty = account.duty
    yield Heading(f"The law: {duty.law.citation}, {duty.law.title}")
    if account.today < duty.law.enacted:
        yield paragraph(f"It was enacted on {in_words(duty.law.enacted)}: on this day there was no such duty.")
    yield paragraph(duty.law.lead)
    yield paragraph(f"Not seen: {duty.law.not_seen}")
    yield bullets(
        [
            *(_says(notice) for notice in duty.notices_on()),
            *(
                f"{statement.says} How sure: {statement.sure}. {statement.source}, {in_words(statement.known_from)}."
                for statement in duty.statements
            ),
            *(f"Open: {question.asks}" for question in duty.questions),
        ]
    )
    yield paragraph("A reading by people who keep a book of numbers; not legal advice.")


def _says(notice: Notice) -> str:
    return f'ICE says in {notice.file[:10]}!{notice.sheet}!{notice.cell}: "{notice.text}"'


def _ago(day: date, today: date) -> str:
    return f"{_count((today - day).days, 'day')} ago"


def _gap(gap: Gap) -> str:
    return f"{_count(gap.days, 'day')} ({in_words(gap.start)} to {in_words(gap.end)})"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
