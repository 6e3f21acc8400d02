"""Papers that a person hands on: they hold what the book holds, blanks for the rest, and can be made again."""

import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

import tallybook
from tallybook.pages import Heading, Table, paragraph
from tallybook.papers import bundle_bytes, exhibit, exhibit_docx, exhibit_html
from tallybook.papers.bundle_check import check_bundle
from tallybook.papers.claim_bundle import claim_bundle_bytes
from tallybook.papers.parts import Caption, Command, Part, ToFill
from tallybook.papers.zipped import zipped

MAY_2025 = "2025-05-24_FY25_detentionStats05232025.xlsx"
HASH_OF_MAY_2025 = "882246070ebcaa142e0593484e3c9c509413ed8003d69e8f81bdfb0f83b316e8"  # as `sha256sum` prints it
PEOPLE = {"B9": 160_247, "B10": 20_637, "B11": 3_415, "B12": 1_351, "B13": 22, "B14": 3}  # of its sheet 'ATD FY25 YTD'
QUESTION: dict[str, Any] = {"measure": "atd_participants", "by": "technology", "on": "2025-05-17"}


def texts(parts: list[Part]) -> str:
    """Everything that an exhibit says, its tables too."""
    said = []
    for part in parts:
        match part:
            case Table(_, rows):
                said += [" | ".join(row) for row in rows]
            case ToFill(lines):
                said += lines
            case _:
                said += [text for text in vars_of(part) if isinstance(text, str)]
    return "\n".join(said)


def vars_of(part: Part) -> Iterator[object]:
    for name in part.__slots__:  # type: ignore[union-attr]
        value = getattr(part, name)
        yield from value if isinstance(value, tuple) else [value]


@pytest.fixture(scope="module")
def of_may(book: "tallybook.Book") -> list[Part]:
    return exhibit(book, book.ask(**QUESTION))


def test_an_exhibit_holds_figures_cells_and_the_custody_of_its_file(of_may: list[Part]) -> None:
    said = texts(of_may)

    tables = [part for part in of_may if isinstance(part, Table)]
    assert {row[2]: row[3] for row in tables[-1].rows} == {cell: f"{people:,}" for cell, people in PEOPLE.items()}
    assert "El 17 de mayo de 2025, ICE contó personas en el programa de Alternativas a la Detención" in said
    for fact in (
        "name as published | FY25_detentionStats05232025.xlsx",
        f"name in the archive | {MAY_2025}",
        f"SHA-256 | {HASH_OF_MAY_2025}",
        "first day known public | 24 May 2025",
        "kept by | vera",
        "read again | when this paper was made, the file at hand had this hash",
        "Only some participants wear a device: most use the SmartLINK phone app.",
    ):
        assert fact in said, fact
    commands = [part.text for part in of_may if isinstance(part, Command)]
    assert f"sha256sum {MAY_2025}" in commands
    assert "tallybook verify" in commands
    assert (
        "tallybook exhibit atd_participants --by technology --on 2025-05-17 --as-of 2026-02-13 --out exhibit.docx"
        in commands
    )


def test_the_size_of_the_file_is_that_on_disk(of_may: list[Part], archive: Path) -> None:
    assert f"size | {(archive / MAY_2025).stat().st_size:,} bytes" in texts(of_may)
    assert hashlib.sha256((archive / MAY_2025).read_bytes()).hexdigest() == HASH_OF_MAY_2025


def test_an_exhibit_tells_what_other_editions_print(book: "tallybook.Book") -> None:
    """Book-ins of December 2021: 33,856 on 11 January 2022, 30,457 on 17 February, 30,421 on 3 March."""
    parts = exhibit(book, book.ask("initial_book_ins", on="2021-12-15"))

    [revisions] = [part for part in parts if isinstance(part, Table) and part.head[0] == "number"]
    printed = {row[2]: row[1] for row in revisions.rows}
    assert printed["11 January 2022"] == "33,856"
    assert printed["17 February 2022"] == "30,457"
    assert printed["3 March 2022"] == "30,421"
    assert "December 2021, not over" in [row[0] for row in revisions.rows]
    assert sum(row[1].endswith("*") for row in revisions.rows) == 1


def test_an_exhibit_tells_what_the_ledger_holds_against_its_cells(book: "tallybook.Book") -> None:
    """In the workbook of 26 May 2023 the people on GPS and on SmartLINK stand in each other's rows."""
    then = {"where": {"technology": "ankle_monitor"}, "on": "2023-05-20", "as_of": "2023-05-27"}
    doubted = texts(exhibit(book, book.ask("atd_participants", **then)))  # type: ignore[arg-type]

    assert "188,934" in doubted
    assert "SmartLINK (Count) went from 224,300 to 34,576: they seem to have changed places." in doubted
    assert "holds nothing against these cells. That does not prove them right." not in doubted


def test_nothing_is_said_for_the_person_who_signs(of_may: list[Part]) -> None:
    """28 U.S.C. 1746 has two forms of words; whichever fits, the person chooses, dates and signs."""
    start = next(n for n, part in enumerate(of_may) if isinstance(part, Heading) and "28 U.S.C. 1746" in part.text)
    said = " ".join(line for part in of_may[start:] if isinstance(part, ToFill) for line in part.lines)

    assert "I declare under penalty of perjury that the foregoing is true and correct." in said
    assert (
        "I declare under penalty of perjury under the laws of the United States of America that the foregoing is true "
        "and correct." in said
    )
    assert "Executed on [date], at [city and state, or country]." in said
    for blank in ("[FULL NAME]", "[full name]", "[position]", "[signature]", "[printed name]", "[court or agency]"):
        assert blank in said
    without_blanks = re.sub(r"\[[^\]]*\]", "", said)
    assert not re.search(r"\d{4}-\d\d-\d\d|\bon \d", without_blanks), "a day that nobody but the person knows"


def test_a_page_is_printable_and_needs_nothing_from_elsewhere(of_may: list[Part]) -> None:
    page = exhibit_html(of_may)

    assert "default-src 'none'; style-src 'sha256-" in page
    assert "@page { size: Letter;" in page
    assert '<p lang="es">' in page
    assert "<thead>" in page and '<th scope="col"' in page and "<caption>Table 1." in page
    assert not re.search(r"<script|\sstyle=|\son\w+=|<link|<img|src=|@import|url\(", page)
    assert page.count("<svg") == 1
    blanks = re.findall(r"<mark>(.*?)</mark>", page)
    assert "[court or agency]" in blanks and all(re.fullmatch(r"\[.*\]", blank) for blank in blanks)


def test_text_of_the_record_is_text_on_a_page() -> None:
    hostile = '<script>alert(1)</script> & "quoted"'
    parts: list[Part] = [Heading(hostile, True), paragraph(hostile), Caption(hostile), Table((hostile,), ((hostile,),))]

    page = exhibit_html([*parts, Command(hostile), ToFill((f"[{hostile}]",))])

    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 8  # with the title of the window


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def test_a_word_document_has_headings_repeated_heads_words_for_its_chart_and_marked_blanks(
    of_may: list[Part],
) -> None:
    data = exhibit_docx(of_may)
    document = opened(data)

    assert exhibit_docx(of_may) == data
    styles = [(p.style.name, p.text) for p in document.paragraphs if p.style and p.style.name in ("Title", "Heading 1")]
    assert styles[0] == ("Title", "People in Alternatives to Detention")
    assert [text for style, text in styles if style == "Heading 1"] == [
        "1. The figures",
        "2. What is measured",
        "3. How the figures were made",
        "4. Limits",
        "5. The files",
        "6. The cells",
        "7. How to make this exhibit again",
        "Draft declaration (28 U.S.C. 1746)",
    ]
    figures, custody, cells = document.tables
    for table in (figures, cells):
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert {row.cells[2].text: row.cells[3].text for row in cells.rows[1:]} == {
        cell: f"{people:,}" for cell, people in PEOPLE.items()
    }
    assert HASH_OF_MAY_2025 in [row.cells[1].text for row in custody.rows]
    [shape] = document.inline_shapes
    assert shape._inline.docPr.get("descr").startswith("On 17 May 2025, ICE reported people in Alternatives")
    assert (document.sections[0].page_width, document.sections[0].page_height) == (7772400, 10058400)  # Letter
    runs = [run for p in document.paragraphs for run in p.runs]
    marked = [run.text for run in runs if run.font.highlight_color is not None]
    assert "[signature]" in marked and all(re.fullmatch(r"\[.*\]", text, re.DOTALL) for text in marked)
    assert not [run.text for run in runs if run.font.highlight_color is None and "[" in run.text]


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_bundle_holds_question_answer_cells_files_and_words(book: "tallybook.Book") -> None:
    files = unpacked(bundle_bytes(book, book.ask(**QUESTION)))

    asked = json.loads(files["question.json"])["question"]
    assert asked == {**QUESTION, "by": ["technology"], "as_of": "2026-02-13"}  # the day of the newest file
    cells = list(csv.DictReader(io.StringIO(files["cells.csv"].decode())))
    assert {row["cell"]: float(row["value"]) for row in cells} == PEOPLE
    assert {(row["file"], row["document"], row["report_date"]) for row in cells} == {
        (MAY_2025, HASH_OF_MAY_2025, "2025-05-24")
    }
    [source] = csv.DictReader(io.StringIO(files["sources.csv"].decode()))
    assert (source["document"], source["published_name"]) == (HASH_OF_MAY_2025, "FY25_detentionStats05232025.xlsx")
    assert (source["report_date"], source["basis"], source["kept_by"]) == ("2025-05-24", "manifest", "vera")
    assert files["sentence.es.txt"].decode().startswith("El 17 de mayo de 2025, ICE contó personas en el programa")
    assert files["citation.bib"].startswith(b"@misc{ice-2025-05-24-88224607")
    assert b"<svg" in files["chart.svg"]
    assert b"tallybook bundle --verify bundle.zip" in files["README.txt"]
    assert b"--as-of 2026-02-13" in files["README.txt"]


def test_a_bundle_has_the_hash_of_each_of_its_files(book: "tallybook.Book") -> None:
    files = unpacked(bundle_bytes(book, book.ask("detained")))

    listed = dict(line.split("  ")[::-1] for line in files.pop("SHA256SUMS").decode().splitlines())
    assert listed == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


@pytest.mark.parametrize(
    "asked",
    [
        QUESTION,
        {"measure": "detained"},
        {"measure": "atd_share_by_technology", "since": "2025-01-01"},
        {"measure": "initial_book_ins", "since": "2025-01-01", "until": "2025-06-30", "total": True},
        {"measure": "facility_average_daily_population", "where": {"facility": "ADAMS COUNTY CORRECTIONAL CENTER"}},
        {"measure": "atd_participants", "on": "2022-02-26", "errata": "ignore", "as_of": "2022-12-31"},
    ],
    ids=lambda asked: asked["measure"],
)
def test_the_same_question_gives_the_same_bytes_and_holds(asked: dict[str, Any], book: "tallybook.Book") -> None:
    data = bundle_bytes(book, book.ask(**asked))

    assert bundle_bytes(book, book.ask(**asked)) == data
    found = check_bundle(book, data, "the bundle")
    assert found.is_same
    assert found.lines == ("The same answer: this book gives what the bundle holds.",)


def changed(data: bytes, name: str, change: Callable[[bytes], bytes], with_sums: bool) -> bytes:
    """A bundle in which one file is another; where asked for, with a list of hashes that says so."""
    files = unpacked(data)
    files[name] = change(files[name])
    if with_sums:
        sums = (f"{hashlib.sha256(d).hexdigest()}  {n}\n" for n, d in files.items() if n != "SHA256SUMS")
        files["SHA256SUMS"] = "".join(sums).encode()
    return zipped(files)


def test_a_bundle_that_was_changed_does_not_hold(book: "tallybook.Book") -> None:
    data = bundle_bytes(book, book.ask(**QUESTION))

    other = changed(data, "answer.json", lambda text: text.replace(b"20637.0", b"20638.0"), with_sums=True)
    found = check_bundle(book, other, "the bundle")
    assert not found.is_same
    assert "figures, row 1: value is 20638.0 in the bundle and 20637.0 here." in found.lines
    worded = check_bundle(book, changed(data, "sentence.en.txt", lambda _: b"?", with_sums=False), "the bundle")
    assert not worded.is_same
    assert worded.lines[1] == "sentence.en.txt is not as it was when the bundle was made: its hash is another."


def test_a_bundle_in_other_words_gives_the_same_answer(book: "tallybook.Book") -> None:
    """A later version of the program may say it otherwise."""
    data = bundle_bytes(book, book.ask(**QUESTION))

    found = check_bundle(book, changed(data, "sentence.en.txt", lambda _: b"?", with_sums=True), "the bundle")

    assert found.is_same
    assert found.lines[1].endswith("program or book: sentence.en.txt.")


def test_a_book_without_the_file_gives_another_answer(book: "tallybook.Book", tmp_path: Path, archive: Path) -> None:
    data = bundle_bytes(book, book.ask(**QUESTION))
    tallybook.add(tmp_path / "small.duckdb", [archive / "2025-06-06_FY25_detentionStats06052025.xlsx"])

    with tallybook.open(tmp_path / "small.duckdb") as small:
        found = check_bundle(small, data, "the bundle")

    assert not found.is_same
    assert f"This book does not hold {MAY_2025}." in found.lines


def damaged() -> dict[str, Callable[[bytes], bytes]]:
    def question(asked: object) -> Callable[[bytes], bytes]:
        return lambda data: changed(data, "question.json", lambda _: json.dumps(asked).encode(), with_sums=True)

    return {
        "nothing": lambda _: b"",
        "no zip": lambda _: b"PK\x03\x04 and then nothing",
        "half": lambda data: data[: len(data) // 2],
        "another zip": lambda _: zipped({"a.txt": b"a"}),
        "many files": lambda _: zipped({f"{n}": b"" for n in range(200)}),
        "no JSON": lambda data: changed(data, "question.json", lambda _: b"{", with_sums=True),
        "deep JSON": lambda data: changed(data, "question.json", lambda _: b"[" * 100_000, with_sums=True),
        "no question": question({}),
        "a list": question([]),
        "numbers": question({"question": {"measure": 1}}),
        "no such option": question({"question": {"measure": "detained", "colour": "red"}}),
        "no such day": question({"question": {"measure": "detained", "on": "tomorrow"}}),
        "nested": question({"question": {"measure": "detained", "where": {"agency": ["ice"]}}}),
    }


@pytest.mark.parametrize("how", damaged())
def test_what_is_no_bundle_is_told_so(how: str, book: "tallybook.Book") -> None:
    data = damaged()[how](bundle_bytes(book, book.ask("detained")))

    with pytest.raises(tallybook.QuestionError):
        check_bundle(book, data, "the bundle")


def test_a_zip_that_would_unpack_to_too_much_is_refused(book: "tallybook.Book") -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("question.json", "w") as file:
        for _ in range(201):
            file.write(b"\0" * 1_000_000)

    with pytest.raises(tallybook.QuestionError, match="more than a bundle does"):
        check_bundle(book, bomb.getvalue(), "the bundle")


CLAIM = """[[claim]]
id = "2025-06-05-monitors"
text = "As of late last month, more than 20,000 ankle monitors were in use by ICE."
date = 2025-06-05
source = "Example Times"
lang = "en"
"""


def test_a_bundle_of_claims_holds_findings_and_claim_review(book: "tallybook.Book", tmp_path: Path) -> None:
    """B10 of the workbook of 24 May 2025 says 20,637."""
    (tmp_path / "claims.toml").write_text(CLAIM, encoding="utf-8")

    data = claim_bundle_bytes(book, tmp_path / "claims.toml")

    files = unpacked(data)
    [finding] = json.loads(files["findings.json"])
    assert (finding["verdict"], finding["values"]) == ("confirmed_rounded", [20_637])
    [review] = json.loads(files["claim_review.json"])
    assert (review["@type"], review["reviewRating"]["ratingValue"]) == ("ClaimReview", 5)
    [cell] = csv.DictReader(io.StringIO(files["cells.csv"].decode()))
    assert (cell["document"], cell["cell"]) == (HASH_OF_MAY_2025, "B10")
    assert claim_bundle_bytes(book, tmp_path / "claims.toml") == data
    assert check_bundle(book, data, "the bundle").is_same
    other = changed(
        data, "findings.json", lambda text: text.replace(b"confirmed_rounded", b"confirmed"), with_sums=True
    )
    assert not check_bundle(book, other, "the bundle").is_same


def test_a_claim_that_may_name_a_private_person_is_bundled_only_where_someone_says_so(
    book: "tallybook.Book", tmp_path: Path
) -> None:
    named = CLAIM.replace("As of late last month, more", "Maria Example said that on 17 May 2025 more")
    (tmp_path / "claims.toml").write_text(named, encoding="utf-8")

    with pytest.raises(tallybook.QuestionError, match="may name a private person"):
        claim_bundle_bytes(book, tmp_path / "claims.toml")
    files = unpacked(claim_bundle_bytes(book, tmp_path / "claims.toml", with_names=True))

    assert b"Maria Example" in files["claims.toml"]
    assert b"Example said" not in files["claim_review.json"]


def test_a_computed_figure_says_how_and_between_what_it_lies(book: "tallybook.Book") -> None:
    """Of 68,289 people on 7 February 2026, 17,895 had pending charges and 32,364 neither charge nor conviction."""
    share = exhibit(book, book.ask("detained_share_without_conviction", on="2026-02-07"))
    mean = exhibit(
        book,
        book.ask(
            "facility_population_between_editions", where={"facility": "adams_county_natchez_ms"}, on="2026-01-01"
        ),
    )

    assert "'People in ICE detention' where criminality is pending criminal charges or other immigration violator" in (
        texts(share)
    )
    [figures, *_] = [part for part in share if isinstance(part, Table)]
    assert figures.rows[0][:3] == ("7 February 2026", "73.6 %", f"{(17_895 + 32_364) / 68_289:.10g}")
    [figures, *_] = [part for part in mean if isinstance(part, Table)]
    assert figures.head[3:5] == ("at least", "at most")
    value, low, high = (float(text.replace(",", "")) for text in figures.rows[0][2:5])
    assert low < value < high


def test_no_figure_is_no_paper(book: "tallybook.Book") -> None:
    answer = book.ask("detained", on="2001-01-01")

    for make in (bundle_bytes, exhibit):
        with pytest.raises(tallybook.QuestionError, match="There is no figure to make a paper of"):
            make(book, answer)


def run(*arguments: str, book: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tallybook", "--book", str(book), *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1"},
    )


def test_papers_from_the_command_line(book_path: Path, tmp_path: Path) -> None:
    asked = ("atd_participants", "--by", "technology", "--on", "2025-05-17")

    assert run("exhibit", *asked, "--out", "exhibit.docx", book=book_path, folder=tmp_path).returncode == 0
    assert run("exhibit", *asked, "--out", "exhibit.html", book=book_path, folder=tmp_path).returncode == 0
    assert run("bundle", *asked, "--out", "bundle.zip", book=book_path, folder=tmp_path).returncode == 0
    verified = run("bundle", "--verify", "bundle.zip", book=book_path, folder=tmp_path)

    assert "20,637" in (tmp_path / "exhibit.html").read_text(encoding="utf-8")
    assert opened((tmp_path / "exhibit.docx").read_bytes()).tables
    assert (verified.returncode, verified.stdout) == (
        0,
        "The same answer: this book gives what the bundle holds.\n",
    )


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("exhibit", "detained", "--out", "x.pdf"), 2, "a .docx or a .html file"),
        (("exhibit", "detaind", "--out", "x.docx"), 2, "Did you mean 'detained'?"),
        (("exhibit", "detained", "--on", "2001-01-01", "--out", "x.docx"), 1, "printed for no such day"),
        (("bundle",), 2, "Name a measure."),
        (("bundle", "detained"), 2, "Name the bundle: --out FILE.zip."),
        (("bundle", "detained", "--out", "x.txt"), 2, "A bundle is a .zip file"),
        (("bundle", "detained", "--verify", "/dev/null"), 2, "different tasks"),
        (("bundle", "--verify", "/dev/null"), 2, "no zip file"),
        (("bundle", "--by", "agency", "--out", "x.zip"), 2, "name one"),
        (("bundle", "--verify", "x.zip"), 2, "does not exist"),
        (("bundle", "--claim", "none.toml", "--out", "x.zip"), 2, "none.toml"),
        (("bundle", "detained", "--out", "none/x.zip"), 2, "no folder"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_makes_no_paper_says_why(
    arguments: tuple[str, ...], code: int, told: str, book_path: Path, tmp_path: Path
) -> None:
    done = run(*arguments, book=book_path, folder=tmp_path)

    assert done.returncode == code
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []
