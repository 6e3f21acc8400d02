"""A draft records request (FOIA, 5 U.S.C. 552) for what is missing, in the agency's own words for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tallybook.errors import QuestionError
from tallybook.mandate.account import Mandate, PartRecord, Silence
from tallybook.mandate.duty import Notice
from tallybook.pages import Block, Heading, bullets, paragraph
from tallybook.prose import in_words

_MOST_COLUMNS = 24  # beyond, the first and the last three: a table of half-months has seventy


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A published table that is asked for: where it last stood, what of it, and from which day on."""

    sheet: str
    title: str
    edition: date
    since: date
    columns: tuple[str, ...]
    paragraphs: tuple[str, ...]


def records_request(account: Mandate) -> list[Block]:
    """The draft, of the elements that the account holds.

    Raises:
        QuestionError: the book holds no edition from which titles could be taken.
    """
    if account.silence is None:
        raise QuestionError(
            f"The book holds no workbook that was public by {in_words(account.today)}; a request has no words yet.",
            hint="ask as of a later day.",
        )
    return [
        *_head(account),
        *_records(account, account.silence),
        *_form(),
        *_grounds(account),
        *_optional(),
        *_before_sending(account, account.silence),
    ]


def _head(account: Mandate) -> Iterator[Block]:
    yield Heading("Request for records under the Freedom of Information Act, 5 U.S.C. 552", is_title=True)
    yield paragraph(
        f"DRAFT of {in_words(account.today)}, made by a program from published workbooks; not legal advice. Fill in "
        "what stands in [brackets], take out what does not fit, and delete this paragraph."
    )
    yield paragraph("To: [name and address of the agency's FOIA office]")
    yield paragraph(
        "From: [name]", "[organisation]", "[postal address]", "[e-mail, telephone]", "Date: [date of sending]"
    )


def _records(account: Mandate, silence: Silence) -> Iterator[Block]:
    start = _after(silence.data_to or silence.since)
    yield Heading("1. Records requested")
    yield paragraph(
        f"From {in_words(start)} to the day on which the search begins, each edition of the workbook that U.S. "
        "Immigration and Customs Enforcement calls 'ICE Detention Statistics': complete, with all its sheets, as it "
        "was published or made ready to be published, those too that a later edition has replaced. The edition named "
        f"{silence.published_name} and those before it are not asked for."
    )
    law = account.duty.law.citation
    wanted = _wanted(account)
    if wanted:
        yield paragraph(
            "Where no such edition was made for a part of that time: existing records that hold the figures of these "
            "tables for it, semimonthly where they exist so. Sheets, titles and columns are named as the agency "
            "printed them."
        )
        yield bullets(f"{_table(table, silence)} For {law} {', '.join(table.paragraphs)}." for table in wanted)
    yield from _never_seen(account)


def _wanted(account: Mandate) -> list[_Wanted]:
    """The tables of the account's elements, each once, in the order in which the law first asks for one."""
    tables: dict[tuple[str, date], list[tuple[str, PartRecord]]] = {}
    for element in account.elements:
        for part in element.parts:
            if part.record and part.place:
                key = (part.place.title, part.record.data_to)
                tables.setdefault(key, []).append((element.element.paragraph, part))
    return [_one(title, data_to, parts) for (title, data_to), parts in tables.items()]


def _one(title: str, data_to: date, parts: list[tuple[str, PartRecord]]) -> _Wanted:
    records = [part.record for _, part in parts if part.record]
    places = [part.place for _, part in parts if part.place]
    columns = dict.fromkeys(column for place in places for column in place.columns)
    paragraphs = dict.fromkeys(paragraph for paragraph, _ in parts)
    return _Wanted(places[0].sheet, title, records[0].last, _after(data_to), tuple(columns), tuple(paragraphs))


def _table(table: _Wanted, silence: Silence) -> str:
    older = "" if table.edition == silence.since else f" (last seen in an edition of {in_words(table.edition)})"
    return (
        f"sheet '{table.sheet}', table \"{table.title}\"{older}, columns {_columns(table.columns)}; from "
        f"{in_words(table.since)}."
    )


def _columns(columns: tuple[str, ...]) -> str:
    quoted = [f'"{column}"' for column in columns]
    if len(quoted) > _MOST_COLUMNS:
        return f"{', '.join(quoted[:3])} and so on to {', '.join(quoted[-3:])} ({len(quoted)} columns)"
    return ", ".join(quoted)


def _never_seen(account: Mandate) -> Iterator[Block]:
    missing = [element.element for element in account.elements if not element.element.parts]
    if missing:
        yield paragraph(
            "And existing records, for the same time, that hold what no published table is known to have held:"
        )
        yield bullets(
            f"{element.asked_for}. For {account.duty.law.citation} {element.paragraph}." for element in missing
        )


def _form() -> Iterator[Block]:
    yield Heading("2. Form")
    yield paragraph(
        "Please provide the workbooks as the agency keeps them: one .xlsx file for each edition, not printed or turned "
        "into PDF, with its file name, and with the day on which it was published where that is recorded; 5 U.S.C. "
        "552(a)(3)(B). Please release what is ready as it becomes ready."
    )


def _grounds(account: Mandate) -> Iterator[Block]:
    law = account.duty.law
    yield Heading("3. Why these records should exist")
    yield paragraph(f"{law.citation} ({law.title}), in short: {law.lead}")
    for notice in account.duty.notices_on():
        yield paragraph(_says(notice))
    for caveat in (statement for statement in account.duty.statements if statement.is_caveat):
        yield paragraph(
            f"Caveat. {caveat.says} ({caveat.source}, {in_words(caveat.known_from)}; {caveat.sure}.) This request "
            "does not rest on whether the duty to publish still stands: it asks for records under 5 U.S.C. 552."
        )


def _optional() -> Iterator[Block]:
    yield Heading("4. Fees")
    yield paragraph(
        "[Fee category of the requester, 5 U.S.C. 552(a)(4)(A)(ii): commercial; educational or scientific institution; "
        "news media; other.] [Fee waiver, 552(a)(4)(A)(iii): why disclosure is in the public interest.] [The most that "
        "the requester will pay without being asked: $ ...]"
    )
    yield Heading("5. OPTIONAL: expedited processing")
    yield paragraph(
        "[Only if it can be justified. Under 5 U.S.C. 552(a)(6)(E) the requester asks for expedited processing, "
        "because: compelling need, in the requester's own words and facts. I certify that this statement is true and "
        "correct to the best of my knowledge and belief.]"
    )
    yield paragraph("[Name and signature]")


def _before_sending(account: Mandate, silence: Silence) -> Iterator[Block]:
    yield Heading("Before you send it (not part of the request)")
    notices = account.duty.notices_on(*(found.element.id for found in account.elements))
    notes = [
        f"Titles and columns are from {silence.file} and, where said, from older editions. Look at the agency's own "
        "page first: what is there need not be asked for.",
        "The duty is told in paraphrase, from mirrors of the Code. Read the official text, and what an appropriations "
        f"act has done to it. {account.duty.law.not_seen}",
        "Existing records can be asked for; an agency need not make new ones, nor answer questions.",
        *(f"{_says(notice)} Consider whom to ask, and for what time." for notice in notices),
    ]
    if silence.newer:
        notes.insert(
            1,
            f"An edition of {in_words(silence.newer.report_date)} is in a public archive and not in this book: if it "
            "can be had there, begin the time after its data.",
        )
    yield bullets(notes)


def _says(notice: Notice) -> str:
    return (
        f"The agency's workbook known since {in_words(notice.known_from)} says on sheet '{notice.sheet}', cell "
        f'{notice.cell}: "{notice.text}"'
    )


def _after(day: date) -> date:
    return day + timedelta(days=1)
