"""Archives held against their manifests, the book against both, and everything against others' hashes."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.archive import sha256
from tallybook.errors import QuestionError, StoreError
from tallybook.verify import Hash, Verification, read_hashes, verify
from tests.conftest import ARCHIVE

FILES = ("2019-10-06_FY19-detentionstats.xlsx", "2025-05-24_FY25_detentionStats05232025.xlsx")
FIRST = "35b0eaf280d5df061b19e23520dfbb436325c3c4e70b72e37b1deb39df532beb"
NOWHERE = Path("none.duckdb")
DIGESTS = st.text("0123456789abcdef", min_size=64, max_size=64)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """An archive of two real files with their lines of the manifest."""
    folder = tmp_path / "archive"
    folder.mkdir()
    for file in FILES:
        shutil.copyfile(ARCHIVE / file, folder / file)
    lines = (ARCHIVE / "MANIFEST.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if line.startswith(("file,", *FILES))]
    (folder / "MANIFEST.csv").write_text("".join(kept), encoding="utf-8")
    return folder


def faults(found: Verification) -> list[tuple[str, str]]:
    return [(fault.kind, fault.file) for fault in found.faults]


def test_the_tracked_archive_is_as_its_manifest_lists_it() -> None:
    """130 files; the first is known by 35b0eaf2..., as the manifest says."""
    seen: list[tuple[int, int, str]] = []

    found = verify(ARCHIVE, NOWHERE, (), lambda *told: seen.append(told))

    assert found.is_well
    assert len(found.kept) == 130
    assert found.kept[0].sha256 == FIRST
    assert seen[-1][:2] == (130, 130)
    assert found.sentence().startswith("All well: 130 files kept")


def test_every_document_of_the_book_is_kept(book_path: Path) -> None:
    found = verify(ARCHIVE, book_path)

    assert found.is_well
    assert found.documents == 130


def test_documents_of_the_book_that_no_archive_keeps_are_told(small: Path, book_path: Path, tmp_path: Path) -> None:
    alone = tmp_path / "book.duckdb"
    shutil.copyfile(book_path, alone)

    found = verify(small, alone)

    assert len(found.faults) == 128
    assert {fault.kind for fault in found.faults} == {"not_kept"}


def test_whatever_is_wrong_with_a_file_is_told(small: Path) -> None:
    assert faults(verify(small, NOWHERE)) == []

    (small / "2020-01-01_new.xlsx").write_bytes(b"new")
    changed = bytearray((small / FILES[1]).read_bytes())
    changed[100] ^= 1
    (small / FILES[1]).write_bytes(changed)
    (small / FILES[0]).unlink()

    assert faults(verify(small, NOWHERE)) == [
        ("missing", FILES[0]),
        ("hash_differs", FILES[1]),
        ("unlisted", "2020-01-01_new.xlsx"),
    ]

    (small / FILES[1]).write_bytes(b"")
    assert ("size_differs", FILES[1]) in faults(verify(small, NOWHERE))


@pytest.mark.parametrize("damage", ["", "no,hash\n", "file.xlsx,35b0,131940\n", f"file.xlsx,{FIRST},many\n"])
def test_a_damaged_manifest_is_told_with_its_line(damage: str, small: Path) -> None:
    (small / "MANIFEST.csv").write_text("file,sha256,bytes\n" + f"{FILES[0]},{FIRST},131940\n" + damage)
    if not damage:
        assert faults(verify(small, NOWHERE)) == [("unlisted", FILES[1])]
        return

    with pytest.raises(StoreError) as told:
        verify(small, NOWHERE)

    assert told.value.where.endswith("MANIFEST.csv, line 3")


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_an_archive_without_a_manifest_that_can_be_read_is_told(content: bytes | None, small: Path) -> None:
    (small / "MANIFEST.csv").unlink()
    if content:
        (small / "MANIFEST.csv").write_bytes(content)

    with pytest.raises(StoreError, match="no manifest"):
        verify(small, NOWHERE)


def test_hashes_of_others_are_held_or_differ_or_are_news(small: Path) -> None:
    """FY19-detentionstats.xlsx is the publisher's own name of the first file."""
    listed = [
        Hash(FIRST, "renamed.xlsx", 1),
        Hash("a" * 64, "FY19-detentionstats.xlsx", 2),
        Hash("b" * 64, "FY27_detentionStats01142027.xlsx", 3),
    ]

    found = verify(small, NOWHERE, listed)

    assert [(one.status, one.held_as) for one in found.compared] == [
        ("held", FILES[0]),
        ("differs", FILES[0]),
        ("lacking", ""),
    ]
    assert not found.is_well
    assert "Listed hashes: 3; held here: 1;" in found.sentence()


@given(st.lists(st.tuples(DIGESTS, st.from_regex(r"[a-zA-Z0-9_.-]{1,20}", fullmatch=True)), min_size=1, max_size=5))
def test_every_way_to_list_hashes_says_the_same(listed: list[tuple[str, str]]) -> None:
    summed = "".join(f"{digest}  {name}\n" for digest, name in listed)
    binary = "".join(f"{digest.upper()} *./folder/{name}\r\n" for digest, name in listed)
    table = "bytes,sha256,file\n" + "".join(f"1,{digest},{name}\n" for digest, name in listed)
    bare = "# ours\n\n" + "".join(f"{digest}\n" for digest, _ in listed)

    for text in (summed, binary, "\ufeff" + table):
        assert [(one.sha256, one.name) for one in read_hashes(text, "list")] == listed
    assert [one.sha256 for one in read_hashes(bare, "list")] == [digest for digest, _ in listed]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "list"),
        (f"{FIRST}  a.xlsx\nnonsense\n", "list, line 2"),
        (f"sha256,file\n{FIRST},a\n123,b\n", "list, line 3"),
        (f"sha256,file\n{FIRST},a\n\n,\n", "list, line 4"),
        (f"{FIRST}0\n", "list, line 1"),
    ],
)
def test_a_damaged_list_is_told_with_its_line(text: str, where: str) -> None:
    with pytest.raises(QuestionError) as told:
        read_hashes(text, "list")

    assert told.value.where == where


def run(*arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tallybook", *arguments]
    environment = {**os.environ, "NO_COLOR": "1"}
    return subprocess.run(command, input=stdin, capture_output=True, text=True, check=False, env=environment)


def test_the_command_line_tells_news_and_exits_with_1(small: Path, tmp_path: Path) -> None:
    options = ("--book", str(tmp_path / "none.duckdb"), "verify", "--archive", str(small))
    well = run(*options)
    with (ARCHIVE / "MANIFEST.csv").open(newline="", encoding="utf-8") as lines:
        names = [row["file"] for row in csv.DictReader(lines)]
    news = run(*options, "--hashes", str(ARCHIVE / "MANIFEST.csv"), "--json")
    unnamed = run(*options, "--hashes", "-", stdin=f"{FIRST}\n{sha256(b'news')}\n")

    assert (well.returncode, well.stderr) == (0, "")
    assert well.stdout.startswith("All well: 2 files kept")
    told = json.loads(news.stdout)
    assert news.returncode == 1
    assert {one["name"] for one in told["hashes"] if one["status"] != "held"} == set(names) - set(FILES)
    assert unnamed.returncode == 1
    assert f"not here: {sha256(b'news')}" in unnamed.stdout
    assert f"held: {FIRST[:12]}  no name, as {FILES[0]}" in unnamed.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("--archive", "/nowhere"), 1, "no such archive"),
        (("--hashes", "/nowhere"), 2, "can't be read"),
        (("--hashes", str(ARCHIVE / FILES[0])), 2, "not text"),
        (("--hashes", __file__), 2, "line 1"),
    ],
)
def test_what_cannot_be_looked_at_is_told(arguments: tuple[str, ...], code: int, says: str, tmp_path: Path) -> None:
    done = run("--book", str(tmp_path / "none.duckdb"), "verify", *arguments)

    assert done.returncode == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr
