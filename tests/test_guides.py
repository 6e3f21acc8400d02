"""The guides show what the program does: every example in them is run, and prints what stands there.

Commands run at a terminal of 80 columns on the book of the whole archive, in a folder of their own; blocks marked
`small` on a book of two workbooks, with a server on this machine that plays ICE's site. `serve` does not end, `publish`
and `export --all` take long and have tests of their own: of these only the options are read. R is not run.
"""

import contextlib
import io
import itertools
import re
import shlex
import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path

import httpx
import openpyxl
import pytest

from tallybook.cli import command_line
from tests.guides import FOLDER, SITE, Block, Page, Step, blocks, fits, pages, steps, typed
from tests.serving import running
from tests.sites import playing

GUIDES = sorted(FOLDER.glob("*.md"))
BLOCKS = [block for guide in GUIDES for block in blocks(guide)]
ONLY_READ = frozenset({"serve", "publish", "--all"})
"""Commands with one of these words are not run: they are read as the command line reads them, and no more."""

SMALL = ("2025-05-13_FY25_detentionStats05122025.xlsx", "2025-05-24_FY25_detentionStats05232025.xlsx")
ARRIVES = "2025-06-06_FY25_detentionStats06052025.xlsx"  # added by hand
PUBLISHED = "2025-06-21_FY25_detentionStats06202025.xlsx"  # found on ICE's page
CHANGED = "2025-07-04_new_layout.xlsx"  # what might come: a renamed label, and a table that nobody knows

QUOTED = [
    ("2020-10-01_FY20-detentionstats", "Detention EOFY2020", "E31", 181_039, ["181,039"]),
    ("2020-10-01_FY20-detentionstats", "Detention EOFY2020", "E30", 1_830, ["1,830"]),
    ("2022-08-10_FY22_detentionStats08092022", "Detention EOFY2020", "E30", 1_830, ["1,830"]),
    ("2023-05-26_FY23_detentionStats05262023", "ATD FY23 YTD", "B9", 188_934, ["188,934", "188934.0"]),
    ("2023-05-31_FY23_detentionStats05312023", "ATD FY23 YTD", "B9", 4_449, ["4,449", "4449.0"]),
    ("2025-05-10_FY25_detentionStats05092025", "Detention FY25", "D10", 49_184, ["49,184"]),
    ("2025-05-13_FY25_detentionStats05122025", "Detention FY25", "F20", 49_005, ["49,005"]),
    ("2025-05-24_FY25_detentionStats05232025", "ATD FY25 YTD", "B10", 20_637, ["20,637", "20637.0"]),
    ("2025-05-24_FY25_detentionStats05232025", "ATD FY25 YTD", "B25", 185_675, ["185,675"]),
    ("2025-05-24_FY25_detentionStats05232025", "ATD FY25 YTD", "G9", 0.9852508990015151, ["98.5%", "98.5 percent"]),
    ("2025-10-30_FY25_detentionStats09242025", "Detention FY25", "R22", 31_590, ["31,590"]),
    ("2025-10-30_FY25_detentionStats09242025", "Monthly Bond Statistics", "N7", 8_199.65675057208, ["$8,199.66"]),
    ("2025-11-21_FY26_detentionStats11202025", "ATD FY26 YTD", "F9", 18_642, ["18,642"]),
    ("2026-02-03_FY26_detentionStats02022026", "Detention FY26", "F20", 70_766, ["70,766"]),
    ("2026-02-13_FY26_detentionStats_02122026", "ATD FY26 YTD", "B10", 42_115, ["42,115"]),
    ("2026-02-13_FY26_detentionStats_02122026", "ATD FY26 YTD", "B14", 179_991, ["179,991"]),
    ("2026-02-13_FY26_detentionStats_02122026", "ATD FY26 YTD", "B89", 5_862, ["5,862"]),
    ("2026-02-13_FY26_detentionStats_02122026", "ATD FY26 YTD", "F9", 21_127, ["21,127"]),
    ("2026-02-13_FY26_detentionStats_02122026", "ATD FY26 YTD", "F10", 538, ["538"]),
    ("2026-02-13_FY26_detentionStats_02122026", "ATD FY26 YTD", "F11", 21_665, ["21,665"]),
    ("2026-02-13_FY26_detentionStats_02122026", "ATD FY26 YTD", "F22", 3_757, ["3,757"]),
    ("2026-02-13_FY26_detentionStats_02122026", "ATD FY26 YTD", "F23", 538, ["538"]),
    ("2026-02-13_FY26_detentionStats_02122026", "ATD FY26 YTD", "F24", 4_295, ["4,295"]),
    ("2026-02-13_FY26_detentionStats_02122026", "ATD FY26 YTD", "G9", 0.975, ["97.5 %"]),
    ("2026-02-13_FY26_detentionStats_02122026", "ATD FY26 YTD", "G22", 0.875, ["87.5 %"]),
    ("2026-02-13_FY26_detentionStats_02122026", "ATD FY26 YTD", "B91", 1_447, ["1,447"]),
    ("2026-02-13_FY26_detentionStats_02122026", "ATD FY26 YTD", "B125", 20_504, ["20504"]),
    ("2026-02-13_FY26_detentionStats_02122026", "Facilities FY26", "I11", 36.90645933014354, ["36.91"]),
    ("2026-02-13_FY26_detentionStats_02122026", "Detention FY26", "F20", 68_289, ["68,289"]),
    ("2026-02-13_FY26_detentionStats_02122026", "Detention FY26", "F21", 18_030, ["18,030"]),
    ("2026-02-13_FY26_detentionStats_02122026", "Detention FY26", "F22", 17_895, ["17,895"]),
    ("2026-02-13_FY26_detentionStats_02122026", "Detention FY26", "F23", 32_364, ["32,364"]),
    ("2026-02-13_FY26_detentionStats_02122026", "Detention FY26", "E109", 100.250464684014, ["100.25"]),
    ("2026-02-13_FY26_detentionStats_02122026", "Detention FY26", "E113", 44.8941346892922, ["44.89"]),
    ("2026-02-13_FY26_detentionStats_02122026", " ICLOS and Detainees", "BW11", 73.5656434783807, ["73.57"]),
    ("2026-02-13_FY26_detentionStats_02122026", "Monthly Bond Statistics", "N4", 37_404, ["37,404"]),
    ("2026-02-13_FY26_detentionStats_02122026", "Monthly Bond Statistics", "N5", 1_834, ["1,834"]),
    ("2026-02-13_FY26_detentionStats_02122026", "Monthly Bond Statistics", "N7", 7_671.12561174551, ["$7,671.13"]),
]
"""What the guides quote: file, sheet, cell, what a person read there in a spreadsheet program, how guides write it."""


@pytest.fixture
def reader(book_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Somebody's machine with the book of the archive, in an empty folder."""
    data = tmp_path / "data" / "tallybook"
    data.mkdir(parents=True)
    for name in (book_path.name, f"{book_path.name}.parquet"):
        (data / name).symlink_to((book_path.parent / name).resolve())
    return _at_home(tmp_path, monkeypatch)


def _at_home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    desk = folder / "desk"
    desk.mkdir()
    monkeypatch.chdir(desk)
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    return desk


@pytest.fixture
def keeper(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The machine of who keeps it running: an archive of two workbooks, a third on the desk, a fourth at ICE."""
    held = tmp_path / "archive"
    held.mkdir()
    for name in SMALL:
        shutil.copy(archive / name, held / name)
    desk = _at_home(tmp_path, monkeypatch)
    shutil.copy(archive / ARRIVES, desk / ARRIVES)
    _change(archive / PUBLISHED, desk / CHANGED)
    monkeypatch.setenv("TALLYBOOK_ARCHIVE", str(held))
    with playing() as site:
        site.publish(PUBLISHED[11:], (archive / PUBLISHED).read_bytes(), '"1"')
        site.capture("20250621020304", PUBLISHED[11:], (archive / PUBLISHED).read_bytes())
        monkeypatch.setenv("TALLYBOOK_PLACES", str(site.declared(tmp_path)))
        yield desk


def _change(workbook: Path, target: Path) -> None:
    with warnings.catch_warnings(action="ignore"):
        book = openpyxl.load_workbook(workbook, data_only=True)
    book["ATD FY25 YTD"]["A10"] = "Ankle Bracelet"
    del book["Monthly Segregation"]  # openpyxl would write each of its 15 million bytes of blank cells
    sheet = book.create_sheet("Telephone")
    for row in (["Calls to the Detention Reporting Line, FY25"], ["Kind", "Count"], ["Answered", 12_345]):
        sheet.append(row)
    book.save(target)


def _run(step: Step) -> None:
    words = shlex.split(step.command)
    if ONLY_READ.intersection(words):
        assert [line for line in step.expected if line.strip()] == [], (
            f"{step} is not run: it can't show what it prints"
        )
        with command_line.make_context("tallybook", words[1:]) as context:
            command = command_line.commands[words[1]]
            command.make_context(words[1], words[2:], parent=context)
        return
    code, printed = typed(step.command)
    assert fits(step.expected, printed.splitlines()), f"{step}\nprints (exit code {code})\n{printed}"


def _is_curl(block: Block) -> bool:
    return "$ curl" in "\n".join(block.lines)


def test_a_pattern_leaves_out_lines_and_words_and_nothing_else() -> None:
    assert fits(["a", "...", "d … f"], ["a", "b", "c", "d e f"])
    assert fits(["a", "..."], ["a"])
    assert not fits(["a"], ["a", "b"])
    assert not fits(["20,637"], ["20,638"])
    assert not fits(["...", "c"], ["a", "b"])


@pytest.mark.parametrize("block", [b for b in BLOCKS if b.kind == "console" and not _is_curl(b)], ids=str)
def test_a_command_prints_what_the_guide_shows(block: Block, reader: Path) -> None:
    for step in steps(block):
        _run(step)


@pytest.mark.parametrize("guide", sorted({b.guide for b in BLOCKS if b.kind == "console small"}))
def test_what_writes_does_what_the_guide_shows(guide: str, keeper: Path) -> None:
    """The blocks of one guide follow each other on one machine."""
    for block in BLOCKS:
        if (block.guide, block.kind) == (guide, "console small"):
            for step in steps(block):
                _run(step)


@pytest.mark.parametrize("guide", sorted({b.guide for b in BLOCKS if b.kind == "python"}))
def test_python_prints_what_the_guide_shows(guide: str, reader: Path) -> None:
    """The blocks of one guide follow each other in one session; beneath each stands what it prints."""
    session: dict[str, object] = {}
    own = [block for block in BLOCKS if block.guide == guide]
    for block, below in itertools.pairwise(own):
        if block.kind == "python":
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(compile("\n".join(block.lines), str(block), "exec"), session)
            assert below.kind == "text", f"{block}: what it prints does not stand beneath it"
            assert fits(below.lines, printed.getvalue().splitlines()), f"{block} prints\n{printed.getvalue()}"


@pytest.fixture(scope="module")
def site(book_path: Path) -> Iterator[httpx.Client]:
    """The site on the whole book, on this machine."""
    with running(book_path) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client


@pytest.mark.parametrize("step", [s for b in BLOCKS if _is_curl(b) for s in steps(b)], ids=str)
def test_the_api_answers_as_the_guide_shows(step: Step, site: httpx.Client) -> None:
    [*options, address] = shlex.split(step.command)
    answer = site.get(address.removeprefix(SITE))

    assert options == ["curl", "-s"]
    assert answer.status_code == 200
    assert fits(step.expected, answer.text.splitlines()), f"{step}\nanswers\n{answer.text[:2000]}"


@pytest.mark.parametrize("page", [page for guide in GUIDES for page in pages(guide)], ids=str)
def test_a_page_stands_at_its_address_with_the_number_that_is_quoted(page: Page, site: httpx.Client) -> None:
    answer = site.get(page.path)

    assert answer.status_code == 200
    assert [number for number in page.numbers if number not in answer.text] == []


@pytest.mark.parametrize(("file", "sheet", "cell", "value", "written"), QUOTED)
def test_a_quoted_number_stands_in_the_workbook(
    file: str, sheet: str, cell: str, value: float, written: list[str], workbooks: dict[str, openpyxl.Workbook]
) -> None:
    texts = "\n".join(guide.read_text(encoding="utf-8") for guide in GUIDES)

    assert workbooks[file][sheet][cell].value == value
    assert [form for form in written if form not in texts] == []


@pytest.fixture(scope="module")
def workbooks(archive: Path) -> dict[str, openpyxl.Workbook]:
    """The workbooks that the guides quote, as another library than ours reads them."""
    with warnings.catch_warnings(action="ignore"):
        return {
            file: openpyxl.load_workbook(archive / f"{file}.xlsx", data_only=True)
            for file in dict.fromkeys(file for file, *_ in QUOTED)
        }


def test_every_block_is_run_or_said_not_to_be() -> None:
    """R is not run, and the guide says so; a declaration in TOML is a copy of that of the source."""
    layout = (FOLDER.parents[1] / "src/tallybook/sources/ice_detention_statistics/layout.toml").read_text("utf-8")

    assert {block.kind for block in BLOCKS} == {"console", "console small", "python", "text", "toml", "r"}
    assert all("\n".join(block.lines) in layout for block in BLOCKS if block.kind == "toml")
    assert "Not run as a test" in (FOLDER / "researcher.md").read_text("utf-8")


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_guides_lead_to_each_other_and_to_files_that_exist(guide: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)", guide.read_text(encoding="utf-8"))
    index = (FOLDER / "README.md").read_text(encoding="utf-8")

    assert [link for link in links if not link.startswith("http") and not (FOLDER / link).exists()] == []
    assert guide.name == "README.md" or ("README.md" in links and f"]({guide.name})" in index)
