"""The sentences of an article, with their places, and the day of the article; who speaks is in `speakers`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from tallybook.claims.clause_cuts import cuts
from tallybook.claims.datelines import PLACE_LINE, date_in, is_date_line
from tallybook.claims.speakers import speaker_of

_OPENERS, _CLOSERS = "\"“‘'«([¿¡", "\"”’'»)]"
_NEVER_LAST = {
    *(
        [
            "mr",
            "mrs",
            "ms",
            "dr",
            "prof",
            "sen",
            "rep",
            "gov",
            "gen",
            "sgt",
            "lt",
            "col",
            "capt",
            "st",
            "mt",
            "rev",
            "hon",
            "atty",
            "supt",
            "det",
            "insp",
            "vs",
            "cf",
            "fig",
            "al",
            "approx",
        ]
    ),
    *(["sr", "sra", "srta", "dra", "lic", "ing", "gral", "av", "núm", "num", "pág", "pag", "art", "ee", "ej"]),
}
_BEFORE_FIGURES = {"no", "nos", "pp", "vol", "ch", "sec", "art", "núm", "fig", "p", "pág"}
_MONTHS = {
    *["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "ene", "abr", "ago", "dic"]
}
_MAYBE_LAST = {*["inc", "corp", "co", "ltd", "etc", "jr", "dept", "assn", "bros", "uu"]}
_STARTER = re.compile(
    r"[\"“«‘(\[]?(?:The|This|That|These|Those|There|A|An|In|On|At|As|By|For|From|It|Its|He|She|They|We|You|I|His|Her"
    r"|Their|Our|But|And|Or|So|Yet|If|When|While|Since|After|Before|Of|To|With|About|More|Most|Many|Some|Few|Fewer|Nearly"
    r"|Only|Officials|ICE|One|Two|No|Not|Now|Today|According|Last|El|La|Los|Las|Un|Una|En|De|Es|Según|Pero|Y|No|Más|Su)\b"
)
_STOP = re.compile(r"(?:\.{2,}|[.!?…]+)[\"”’'»)\]]*(?=\s|$)")
_LONGEST = 1500
_BULLET = re.compile(r"\s*(?:[-*•–—▪]\s+|\d{1,2}[.)]\s+)")
_ENDS = re.compile(r"[.!?…:;][\"”’'»)\]]*\s*$")
_BYLINE = re.compile(r"\s*(?:By|Por|BY|POR)\s+[A-ZÁÉÍÓÚÑ][\w.’'-]*(?:[\s,]+(?:and|y|[A-ZÁÉÍÓÚÑ][\w.’'-]*))*\s*$")
_PRONOUNS = {"she", "he", "they", "ella", "él", "ellos", "ellas"}
_PERSON = re.compile(r"([A-Z][a-z]+(?:\s[A-Z][a-z]+){1,3})(?=,|\s(?:is|was|has|had|es|fue|estaba)\b)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a text, with its place."""

    start: int
    end: int
    text: str  # characters of the given text, end exclusive, without blanks around
    is_headline: bool  # a title line: the first one, without a closing stop
    speaker: str  # who says it where the text tells, "" for the article's own voice
    is_quote: bool  # mostly within quotation marks


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text in their order; date lines and bylines are none.

    >>> text = 'More devices\\n\\nJune 11, 2025\\n\\nThe U.S. held 51,302. "It grows," said Ann Lee.'
    >>> [(one.start, one.text, one.is_headline) for one in sentences(text)][:2]
    [(0, 'More devices', True), (29, 'The U.S. held 51,302.', False)]
    >>> sentences(text)[2].speaker
    'Ann Lee'
    """
    quoted = _quoted(text)
    blocks = list(_blocks(text))
    done: list[Sentence] = []
    for number, (start, end) in enumerate(blocks):
        headline = number == 0 and len(blocks) > 1 and not _ENDS.search(text[start:end])
        parts = [_stripped(text, start, end)] if headline else _split(text, start, end)
        done += _spoken([_sentence(text, a, b, quoted, headline) for a, b in parts], done)
    return done


def clauses(sentence: Sentence) -> list[tuple[int, int]]:
    """The parts of a sentence to be judged on their own, as places in the whole text; mostly just one."""
    return [(sentence.start + start, sentence.start + end) for start, end in cuts(sentence.text)]


def dateline(text: str) -> date | None:
    """The day of an article where a date stands in its head; None where there is none.

    >>> dateline("Border city braces\\n\\nHARLINGEN, Texas, May 30, 2023\\n\\nVolunteers say ...")
    datetime.date(2023, 5, 30)
    >>> dateline("11 de junio de 2025"), dateline("Held on May 4, 2025 were 49,005 people, ICE says in its table.")
    (datetime.date(2025, 6, 11), None)
    """
    lines = [line for line in text.splitlines() if line.strip()][:8]
    for line in lines:
        if (head := PLACE_LINE.match(line)) and (found := date_in(head[0])):
            return found
        if (found := date_in(line)) and is_date_line(line):
            return found
    return None


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Paragraphs, single lines and bullets; lines broken in mid-sentence are put together again."""
    lines = [(found.start(), found.end()) for found in re.finditer(r"[^\n\r\u2028\u2029]+", text)]
    lines = [(start, end) for start, end in lines if text[start:end].strip()]
    kept = [
        (start, end)
        for number, (start, end) in enumerate(lines)
        if not (number < 8 and (is_date_line(text[start:end]) or _BYLINE.match(text[start:end])))
    ]
    open_start, open_end = -1, -1
    for number, (start, end) in enumerate(kept):
        if open_start >= 0 and _continues(text, open_start, open_end, start, number):
            open_end = end
            continue
        if open_start >= 0:
            yield open_start, open_end
        open_start, open_end = start, end
    if open_start >= 0:
        yield open_start, open_end


def _continues(text: str, open_start: int, open_end: int, start: int, number: int) -> bool:
    """Whether a line goes on with the sentence of the line before it."""
    if text[open_end:start].count("\n") > 1 or _BULLET.match(text[start:]) or _ENDS.search(text[open_start:open_end]):
        return False
    last_line = text[open_start:open_end].splitlines()[-1]
    starts_small = text[start:].lstrip()[:1].islower()
    return starts_small or (number > 1 and len(last_line) > 60)


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of one paragraph."""
    if bullet := _BULLET.match(text, start, end):
        start = bullet.end()
    if (place := PLACE_LINE.match(text, start, end)) and place.end() < end:
        start = place.end()
    done, begin = [], start
    for stop in _STOP.finditer(text, start, end):
        if stop.end() >= end or _is_end(text, stop, begin, end):
            done.append((begin, stop.end()))
            begin = stop.end()
    if text[begin:end].strip():
        done.append((begin, end))
    return [_stripped(text, a, b) for a, b in _no_longer(text, done) if text[a:b].strip()]


def _no_longer(text: str, parts: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sentences of a length that people write; what has no stop is cut at blanks, so that odd texts cost no more."""
    for start, end in parts:
        while end - start > _LONGEST:
            cut = text.rfind(" ", start + 1, start + _LONGEST)
            cut = cut if cut > start else start + _LONGEST
            yield start, cut
            start = cut
        yield start, end


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _is_end(text: str, stop: re.Match[str], begin: int, end: int) -> bool:
    """Whether a stop ends its sentence: not after an abbreviation or an initial, not before small letters."""
    rest = text[stop.end() : end].lstrip()
    opening = rest.lstrip(_OPENERS + "-–—$[ ")
    if not opening or opening[0].islower():
        return not opening
    if stop[0][-1] in _CLOSERS and re.match(
        r"(?:[A-ZÁÉÍÓÚÑ][\w.’'-]+\s+){1,4}(?:said|says|told|added|wrote|dijo|añadió)(?:\s+[^.]{0,40})?\.(?:\s|$)", rest
    ):
        return False
    if not stop[0].startswith(".") or stop[0].startswith(".."):
        return True
    found = re.search(r"[\w.&’'-]+$", text[begin : stop.start()])
    word = found[0].lower() if found else ""
    bare = word.rsplit(".", 1)[-1].lstrip("'’-")
    starter = bool(_STARTER.match(rest))
    if bare in _NEVER_LAST:
        return False
    if bare in _BEFORE_FIGURES or bare in _MONTHS:
        return not opening[0].isdigit()
    if len(bare) == 1 and bare.isalpha() and found and found[0][-1:].isalpha():
        return starter and ("." in word or found[0].islower())
    if bare in _MAYBE_LAST or word in ("a.m", "p.m"):
        return starter
    return True


def _quoted(text: str) -> bytearray:
    """For each character whether it stands within quotation marks; a paragraph closes what it opened."""
    mask, inside = bytearray(len(text)), ""
    for place, mark in enumerate(text):
        if mark == "\n":
            inside = ""
        elif inside:
            mask[place] = 1
            if mark == {"“": "”", "«": "»", '"': '"'}[inside]:
                inside = ""
        elif mark in '“«"':
            inside, mask[place] = mark, 1
    return mask


def _sentence(text: str, start: int, end: int, quoted: bytearray, headline: bool) -> Sentence:
    within = sum(quoted[start:end]) / max(1, end - start)
    speaker = "" if headline else speaker_of(text[start:end])
    return Sentence(start, end, text[start:end], headline, speaker, within > 0.5)


def _spoken(paragraph: list[Sentence], before: list[Sentence]) -> list[Sentence]:
    """A paragraph in which quotations without a speaker have the one of their neighbours, and pronouns a name."""
    done: list[Sentence] = []
    names = [one.speaker for one in before if one.speaker]
    for number, one in enumerate(paragraph):
        speaker = next((name for name in names if one.speaker and name.endswith(f" {one.speaker}")), one.speaker)
        if speaker.lower() in _PRONOUNS:
            speaker = names[-1] if names else speaker
        if not speaker and one.is_quote:
            near = [other.speaker for other in (*reversed(done), *paragraph[number + 1 : number + 2]) if other.speaker]
            speaker = near[0] if near else ""
        if speaker:
            names.append(speaker)
        elif person := _PERSON.match(one.text):
            names.append(person[1])
        done.append(replace(one, speaker=speaker))
    return done
