"""A claim report for a terminal: 80 columns, each statement with a sign, colour beside it where it is taken."""

import re
import textwrap
from collections.abc import Iterator

from tallybook.claims.as_json import alternatives_of
from tallybook.claims.report_view import Item, View, capital, cell_value, quoted, shown
from tallybook.claims.voices import Voices

SIGNS = {"supported": "=", "contradicted": "≠", "careful": "~", "outside": "?"}
_WIDTH = 80
_MARGIN = 5
# Cyan, magenta, yellow and grey: told apart by most eyes; none is red, for most of what is marked is not wrong.
_COLOURS = {"supported": "36", "contradicted": "1;35", "careful": "33", "outside": "2"}
_MOST_CELLS = 4
_BLANKS = re.compile(r"[ \t\r\n]+")


def as_text(view: View, in_colour: bool = False) -> str:
    """The report: what to change first, then the text, each paragraph with what was found of it."""
    return "\n".join(_Writer(view, in_colour).lines()) + "\n"


class _Writer:
    def __init__(self, view: View, in_colour: bool) -> None:
        self.view, self.words, self.in_colour = view, view.words, in_colour

    def lines(self) -> Iterator[str]:
        yield from _wrapped(self.view.counted)
        yield from _wrapped(" ".join(self.view.about))
        if not self.view.items:
            return
        yield from self._keys()
        yield from self._changes()
        yield from self._heading(self.words["text"])
        for part in self.view.parts:
            text = "".join(f"{piece} {self._sign(item)}" if item else piece for piece, item in part.pieces)
            yield from ("", *self._coloured_signs(_wrapped(text)))
            for same in part.notes:
                yield from self._note(same)
        for pair in self.view.voices:
            yield from self._voices(pair)
        yield from self._requests()
        if self.view.report.soon_after:
            yield from self._heading(self.words["soon_after"])
            yield from _wrapped(self.words["soon_after_about"])
            yield from (f"  {file}" for file in self.view.report.soon_after)

    def _changes(self) -> Iterator[str]:
        if not self.view.to_change and not self.view.to_ask:
            yield from ("", *_wrapped(self.words["nothing_to_change"]))
        for label, items in (("would_change", self.view.to_change), ("would_ask", self.view.to_ask)):
            if items:
                yield from self._heading(self.words[label])
            for item in items:
                yield from ("", *_wrapped(f"[{item.number}] {quoted(item.quote)}", " " * _MARGIN))
                yield f"{' ' * _MARGIN}{self._painted(item.verdict, item.group)}"
                if item.wording:
                    yield from self._labelled("record_bears", item.wording)
                    yield from _wrapped(item.for_these_words, " " * _MARGIN, " " * _MARGIN)
                else:
                    yield from _wrapped(item.reason, " " * _MARGIN, " " * _MARGIN)

    def _note(self, same: tuple[Item, ...]) -> Iterator[str]:
        item = same[0]
        margin, finding = " " * _MARGIN, item.finding
        head = f"[{', '.join(str(one.number) for one in same)}] ".ljust(_MARGIN)
        yield ""
        yield f"{head}{self._painted(f'{SIGNS[item.group]} {item.verdict}', item.group)}"
        if finding.verdict == "opinion":
            return
        if self.words.lang != "en":
            yield from _wrapped(self.words.meanings[finding.verdict], margin, margin)
        yield from _wrapped(item.reason, margin, margin)
        for figure in item.figures:
            yield from self._labelled("stated", f"{figure.stated}; {self.words['record'].lower()}: {figure.record}")
        if finding.speaker:
            yield from self._labelled("says", shown(finding.speaker))
        for other in (one for one in alternatives_of(finding) if len(alternatives_of(finding)) > 1):
            fits = self.words["fits" if other.fits else "fits_not"]
            yield from self._labelled("also_tried", f"{shown(other.what)}: {cell_value(other.value)}, {fits}")
        if finding.law:
            yield from self._labelled("law", finding.law)
        for cell in finding.cited[:_MOST_CELLS]:
            yield from _wrapped(
                f"{cell.sheet}!{cell.cell}: {cell_value(cell.value)} ({shown(cell.what)})", margin, margin
            )
            yield f'{margin}tallybook show "{cell.address}"'
        if (more := len(finding.cited) - _MOST_CELLS) > 0:
            yield f"{margin}+ {self.words.counted(more, 'one_cell', 'cells')} (--json)"

    def _voices(self, pair: Voices) -> Iterator[str]:
        yield from self._heading(self.words["voices"])
        for number, finding in ((pair.first_number, pair.first), (pair.second_number, pair.second)):
            yield from ("", *_wrapped(f"[{number}] {shown(finding.speaker)}: {quoted(finding.text)}", " " * _MARGIN))
        yield ""
        if pair.missing:
            yield from self._labelled("cannot_say", f"{capital(pair.missing)}. {self.words['no_side']}")
            yield from self._labelled("request", pair.request)
        else:
            yield from self._labelled("can_say", shown(pair.first.reason))

    def _requests(self) -> Iterator[str]:
        if self.view.requests:
            yield from self._heading(self.words["requests"])
        for missing, (request, numbers) in self.view.requests.items():
            told = " ".join(f"[{number}]" for number in numbers)
            yield from (
                "",
                *_wrapped(f"{told} {capital(missing)}", ""),
                *_wrapped(request, " " * _MARGIN, " " * _MARGIN),
            )

    def _labelled(self, label: str, text: str) -> Iterator[str]:
        yield from _wrapped(f"{self.words[label]}: {text}", " " * _MARGIN, " " * _MARGIN)

    def _heading(self, text: str) -> Iterator[str]:
        yield from ("", "", text, "-" * len(text))

    def _keys(self) -> Iterator[str]:
        """What the signs mean, on one line where it holds them."""
        keys = [(group, f"{SIGNS[group]} {self.words.groups[group].lower()}") for group in self.view.counts]
        is_short = len("   ".join(key for _, key in keys)) <= _WIDTH
        painted = [self._painted(key, group) for group, key in keys]
        yield from ["   ".join(painted)] if is_short else painted

    def _sign(self, item: Item) -> str:
        return f"[{item.number}\u00a0{SIGNS[item.group]}]"  # not to be broken at the end of a line

    def _coloured_signs(self, lines: Iterator[str]) -> Iterator[str]:
        for line in lines:
            for group, sign in SIGNS.items():
                line = line.replace(f"\u00a0{sign}]", f"\u00a0{self._painted(sign, group)}]")
            yield line.replace("\u00a0", " ")

    def _painted(self, text: str, group: str) -> str:
        return f"\033[{_COLOURS[group]}m{text}\033[0m" if self.in_colour else text


def _wrapped(text: str, rest: str = "", first: str = "") -> Iterator[str]:
    # Not at fixed blanks, which hold a sign and its number together.
    yield from textwrap.wrap(
        _BLANKS.sub(" ", text),
        _WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
