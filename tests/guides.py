"""Reads the guides, and runs what stands in them as their readers would: at a terminal, on the book of the archive."""

import io
import re
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from tallybook.cli import main

FOLDER = Path(__file__).parents[1] / "docs" / "guides"
SITE = "http://127.0.0.1:8000"

_FENCE = re.compile(r"^```(.*)$")
_ADDRESS = re.compile(r"http://127\.0\.0\.1:8000[^\s)\"'>`]*")
_BOLD = re.compile(r"\*\*([^*]+)\*\*")


@dataclass(frozen=True)
class Block:
    """A fenced block of a guide."""

    guide: str
    line: int
    kind: str  # the words behind its fence: "console", "python", "text"
    lines: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.guide}:{self.line}"


@dataclass(frozen=True)
class Step:
    """A command of a console block, and what the guide says it prints."""

    where: str
    command: str
    expected: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.where}: {self.command}"


@dataclass(frozen=True)
class Page:
    """An address in the prose of a guide, and the numbers that the same line quotes from it, in bold."""

    where: str
    path: str
    numbers: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.where}: {self.path}"


def blocks(guide: Path) -> Iterator[Block]:
    """The fenced blocks of a guide, in order."""
    kind, start, held = "", 0, list[str]()
    for number, line in enumerate(guide.read_text(encoding="utf-8").splitlines(), 1):
        fence = _FENCE.match(line)
        if fence and start:
            yield Block(guide.name, start, kind, tuple(held))
            start = 0
        elif fence:
            kind, start, held = fence[1], number, []
        elif start:
            held.append(line)
    assert not start, f"{guide.name}:{start}: this block has no end"


def steps(block: Block) -> list[Step]:
    """The commands of a console block; a line that ends in a backslash goes on in the next."""
    found: list[Step] = []
    command, expected, where, is_open = "", list[str](), "", False
    for number, line in enumerate(block.lines, block.line + 1):
        if is_open:
            command, is_open = f"{command[:-1].rstrip()} {line.strip()}", line.endswith("\\")
        elif line.startswith("$ "):
            if command:
                found.append(Step(where, command, tuple(expected)))
            command, expected, where, is_open = line[2:], [], f"{block.guide}:{number}", line.endswith("\\")
        else:
            expected.append(line)
    return [*found, Step(where, command, tuple(expected))]


def pages(guide: Path) -> Iterator[Page]:
    """The addresses of the site outside of blocks."""
    is_inside = False
    for number, line in enumerate(guide.read_text(encoding="utf-8").splitlines(), 1):
        is_inside ^= bool(_FENCE.match(line))
        for address in () if is_inside else _ADDRESS.findall(line):
            yield Page(f"{guide.name}:{number}", address.removeprefix(SITE) or "/", tuple(_BOLD.findall(line)))


def fits(expected: Sequence[str], printed: Sequence[str]) -> bool:
    """Whether what was printed is what a guide shows: `...` stands for any lines, `…` for any text within one.

    >>> fits(["a", "...", "d … f"], ["a", "b", "c", "d e f"]), fits(["a"], ["a", "b"])
    (True, False)
    """
    parts = [
        r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line.rstrip()).replace("…", ".*") + r"\n"
        for line in expected
    ]
    return re.fullmatch("".join(parts), "".join(f"{line.rstrip()}\n" for line in printed)) is not None


class _Terminal(io.StringIO):
    """Where a person reads what is printed."""

    def isatty(self) -> bool:
        return True


def typed(command: str) -> tuple[int, str]:
    """Runs a command as typed at a terminal: exit code, and all it prints.

    `echo TEXT | tallybook ...` and `tallybook ... > FILE` are known, and nothing else of the shell.
    """
    said, _, rest = command.partition(" | ") if command.startswith("echo ") else ("", "", command)
    words = shlex.split(rest)
    target = Path(words[-1]) if ">" in words else None
    words = words[: words.index(">")] if target else words
    assert words[0] == "tallybook", f"no command of ours: {command}"
    screen, data = _Terminal(), io.StringIO()
    text = " ".join(shlex.split(said)[1:]) + "\n"
    code: object = 0
    with (
        patch.object(sys, "argv", words),
        patch.object(sys, "stdin", io.TextIOWrapper(_Keyboard(text.encode()), "utf-8")),
        redirect_stdout(data if target else screen),
        redirect_stderr(_Plain(screen)),
    ):
        try:
            main()
        except SystemExit as done:
            code = done.code
    if target:
        target.write_text(data.getvalue(), encoding="utf-8")
    return int(str(code or 0)), screen.getvalue()


class _Keyboard(io.BytesIO):
    """Where a command reads what is typed or piped."""

    name = "<stdin>"


class _Plain(io.StringIO):
    """What stands beside the data: shown on the same screen, without progress."""

    def __init__(self, screen: io.StringIO) -> None:
        super().__init__()
        self._screen = screen

    def write(self, text: str) -> int:
        return self._screen.write(text)
