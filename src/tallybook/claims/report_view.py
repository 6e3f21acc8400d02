"""What a claim report shows, in which order and words, before it is written as text, Markdown or HTML."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from tallybook.claims.comparing import FALSE, compare
from tallybook.claims.desk import Report
from tallybook.claims.report_words import GROUPS, Words, group_of, words_of
from tallybook.claims.sentences import sentences
from tallybook.claims.telling import number
from tallybook.claims.verdicts import CAREFUL, REFUTE, Cited, Finding, Judgement
from tallybook.claims.voices import Voices, voices

# What a screen or a page must not be sent: all control characters but the ends of lines and tabs.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|[\ud800-\udfff]")
_LONGEST_QUOTE = 240


def shown(text: str) -> str:
    """A text as it may be shown: without control characters, each replaced by a mark.

    >>> shown("20,637\\x1b[31m")
    '20,637�[31m'
    """
    return _CONTROL.sub("\ufffd", text)


def capital(text: str) -> str:
    """A text as it begins a sentence.

    >>> capital("attendance at check-ins")
    'Attendance at check-ins'
    """
    return shown(text[:1].upper() + text[1:])


def quoted(text: str) -> str:
    """A text within quotation marks, unless it has its own.

    >>> quoted("They grow."), quoted("“They grow,” she said.")
    ('“They grow.”', '“They grow,” she said.')
    """
    text = " ".join(shown(text).split())
    return text if any(mark in text for mark in '“”"«»') else f"“{text}”"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as stated, and as the record has it."""

    stated: str
    record: str


@dataclass(frozen=True, slots=True)
class Item:
    """One statement, as the report tells it."""

    number: int
    finding: Finding
    words: Words
    link: Callable[[Cited], str] | None = None  # to the page of a cell, where there are such pages

    def address(self, place: int) -> str:
        """Where a number of the record leads that stands on the cell of this place."""
        return self.link(self.finding.cited[place]) if self.link else f"#c{self.number}-{place}"

    @property
    def group(self) -> str:
        """Which of the four ways of marking it has."""
        return group_of(self.finding.verdict)

    @property
    def verdict(self) -> str:
        """The verdict in words."""
        return self.words.verdicts[self.finding.verdict]

    @property
    def quote(self) -> str:
        """The statement, shortened where it is very long."""
        text = " ".join(shown(self.finding.text).split())
        return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1].rsplit(' ', 1)[0]} …"

    @property
    def reason(self) -> str:
        """Why, in a sentence; of what no table holds, that is said by the verdict, and here is what."""
        missing = self.finding.leading.missing
        if self.finding.verdict == "not_checkable" and missing:
            return f"{capital(missing)}."
        return shown(self.finding.reason)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The stated numbers that the record has something to say to."""
        return tuple(figure for judgement in self.finding.judgements if (figure := _figure(judgement, self.words)))

    @property
    def wording(self) -> str:
        """A wording that the record bears, for what it does not bear as worded."""
        return shown(self.finding.leading.wording).replace(" : ", ": ") if self.finding.verdict in REFUTE else ""

    @property
    def for_these_words(self) -> str:
        """What the record says for the words as they stand, where the wording is of something else."""
        leading = self.finding.leading
        if self.finding.verdict not in ("wrong_description", "wrong_date") or not leading.values:
            return ""
        if leading.quantity is None or _is_of_something_else(leading):
            return ""
        return self.words["for_these_words"].format(value=_record_says(leading, self.words))

    @property
    def tells(self) -> object:
        """What its note says: statements of a paragraph that have the same to be said share one."""
        if self.finding.cited or self.figures:
            return self.number
        return self.finding.verdict, self.reason, self.finding.speaker, self.finding.law


def _figure(judgement: Judgement, words: Words) -> Figure | None:
    quantity = judgement.quantity
    if quantity is None or not judgement.values:
        return None
    if _is_of_something_else(judgement):
        return Figure(shown(quantity.text), words["of_something_else"].format(value=_record_says(judgement, words)))
    return Figure(shown(quantity.text), _record_says(judgement, words))


def _is_of_something_else(judgement: Judgement) -> bool:
    """Whether the record has the stated number for another thing, and nothing for this one."""
    quantity = judgement.quantity
    if judgement.verdict != "wrong_description" or quantity is None:
        return False
    return any(compare(quantity, value) != FALSE for value in judgement.values)


def _record_says(judgement: Judgement, words: Words) -> str:
    unit = judgement.quantity.unit if judgement.quantity else ""
    said = [number(value, unit).removesuffix(" times") for value in judgement.values]
    return " / ".join(f"{one} {words.units[unit]}" if unit in words.units else one for one in dict.fromkeys(said))


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of the text: pieces in their order, each plain or a statement, and the statements within."""

    pieces: tuple[tuple[str, Item | None], ...]
    items: tuple[Item, ...]
    is_headline: bool

    @property
    def notes(self) -> tuple[tuple[Item, ...], ...]:
        """The statements by note: those that follow each other and have the same to be told share one."""
        return tuple(tuple(same) for _, same in groupby(self.items, key=lambda item: item.tells))


class View:
    """A report, ready to be written."""

    def __init__(self, report: Report, lang: str = "", link: Callable[[Cited], str] | None = None) -> None:
        """Makes a report ready.

        Args:
            report: what was found.
            lang: the language of what is said beside the text; the text's own where not given.
            link: the address of a cell's page, where there are such pages.
        """
        self.report = report
        self.words = words_of(lang or report.lang)
        self.items = tuple(Item(n, finding, self.words, link) for n, finding in enumerate(report.findings, 1))

    @cached_property
    def title(self) -> str:
        """The text's own headline, or what the page is."""
        first = next(iter(sentences(self.report.text)), None)
        return shown(" ".join(first.text.split())) if first and first.is_headline else self.words["title"]

    @cached_property
    def about(self) -> tuple[str, ...]:
        """Of which day the report is, and of which source."""
        day = self.words["judged_as_of"].format(day=self.words.day(self.report.day))
        source = self.report.source and self.words["source"].format(source=shown(self.report.source))
        return (day, source) if source else (day,)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many statements each group has, of those that have any, in an editor's order."""
        found = [item.group for item in self.items]
        return {group: found.count(group) for group in GROUPS if group in found}

    @cached_property
    def counted(self) -> str:
        """The counts as a line."""
        if not self.items:
            return self.words["none_found"]
        total = self.words.counted(len(self.items), "one_statement", "statements")
        groups = ((self.words.groups[group].lower(), count) for group, count in self.counts.items())
        told = ", ".join(self.words["count_of"].format(group=group, count=count) for group, count in groups)
        return f"{total}. {told[0].upper()}{told[1:]}."

    @cached_property
    def to_change(self) -> tuple[Item, ...]:
        """What a careful editor would change."""
        return tuple(item for item in self.items if item.finding.verdict in REFUTE)

    @cached_property
    def to_ask(self) -> tuple[Item, ...]:
        """What a careful editor would ask or qualify."""
        return tuple(item for item in self.items if item.finding.verdict in CAREFUL)

    @cached_property
    def voices(self) -> list[Voices]:
        """Two speakers on one thing."""
        return voices(self.report.findings)

    @cached_property
    def requests(self) -> dict[str, tuple[str, tuple[int, ...]]]:
        """What is missing: the sentence that asks for it, and the statements it would settle."""
        found: dict[str, tuple[str, tuple[int, ...]]] = {}
        for item in self.items:
            leading = item.finding.leading
            if leading.missing_is_named and leading.request:
                _, numbers = found.get(leading.missing, ("", ()))
                found[leading.missing] = (leading.request, (*numbers, item.number))
        return found

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The text by paragraphs, with its statements marked."""
        return tuple(self._parts())

    def _parts(self) -> Iterator[Part]:
        text, left = self.report.text, list(self.items)
        is_titled = self.title != self.words["title"]
        for number_of_part, (start, end) in enumerate(_paragraphs(text)):
            within = tuple(item for item in left if item.finding.start < end)
            left = left[len(within) :]
            yield Part(tuple(self._pieces(start, end, within)), within, is_titled and number_of_part == 0)

    def _pieces(self, start: int, end: int, within: tuple[Item, ...]) -> Iterator[tuple[str, Item | None]]:
        text, place = self.report.text, start
        for item in within:
            first, last = max(item.finding.start, place), min(item.finding.end, end)
            if first > place:
                yield shown(text[place:first]), None
            if last > first:
                yield shown(text[first:last]), item
                place = last
        if place < end:
            yield shown(text[place:end]), None


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The places of the paragraphs: lines, joined where a sentence runs over the end of one."""
    whole = sentences(text)
    start = None
    for line in re.finditer(r"\S[^\n]*", text):
        end = line.start() + len(line[0].rstrip())
        start = line.start() if start is None else start
        if not any(sentence.start < end < sentence.end for sentence in whole):
            yield start, end
            start = None
    if start is not None:
        yield start, len(text.rstrip())


def cell_value(value: float | None) -> str:
    """A cell's number as printed, with all its digits.

    >>> cell_value(20637.0), cell_value(0.9852508990015151), cell_value(None)
    ('20,637', '0.985250899', '')
    """
    return "" if value is None else f"{value:,.0f}" if float(value).is_integer() else f"{value:,.9g}"
