"""Reports of the claim desk: every form tells the same, every cell exists, no word of a text is taken for a mark."""

import json
import os
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

import tallybook
from tallybook.claims.as_json import batch_object, report_objects, span_object
from tallybook.claims.batch import Asked, BadLine, answered, read_batch
from tallybook.claims.claim_review import RATINGS, claim_reviews
from tallybook.claims.desk import Report, check, check_statement
from tallybook.claims.naming import author_of, without_private_names
from tallybook.claims.report_words import words_of
from tallybook.claims.reports import written_report
from tallybook.claims.verdicts import VERDICTS, Cited, Finding, Judgement
from tallybook.claims.voices import voices
from tests.test_cli import run

REPOSITORY = Path(__file__).parents[1]
ARTICLES = REPOSITORY / "bench" / "claims" / "articles"
CASES = Path(os.environ.get("TALLYBOOK_CASES", REPOSITORY.parent / "shared" / "cases"))
NEWS = "own_1_ankles.txt", "own_2_navidad.txt", "dev_1_monitors.txt"
JUNE = date(2025, 6, 5)
TWO_VOICES = (
    "Those arrested had final orders of removal by an immigration judge, the ICE spokesperson said.\n\n"
    "Several lawyers said their clients did not have final orders of removal.\n"
)
HOSTILE = (
    "<script>alert('x')</script> and \"quotes\" & [a link](javascript:alert(1)) \x1b[31mred\x00\u202e\n\n"
    'There were 20,637 people on <b onclick="x">ankle monitors</b> on May 17, 2025 \x1b]0;title\x07 `code` *bold*.\n'
)


def article(name: str) -> str:
    return (ARTICLES / name).read_text(encoding="utf-8")


class Page(HTMLParser):
    """What stands in a page; fails where elements are not closed in order."""

    VOID = frozenset({"meta", "br", "link", "img", "hr", "input"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.is_mark = False  # the number of a statement, within the text
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.is_mark = (dict(attrs).get("class") or "").startswith("mark ")
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.is_mark = False

    def handle_data(self, data: str) -> None:
        if "style" not in self.open and not self.is_mark:
            self.text += data

    @property
    def words(self) -> str:
        return " ".join(self.text.split())


@pytest.mark.parametrize("name", NEWS)
def test_a_page_is_well_formed_and_needs_nothing_from_elsewhere(name: str, book: "tallybook.Book") -> None:
    html = written_report(check(book, article(name)), "html")
    page = Page(html)

    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "link", "img", "iframe", "object", "form"})
    assert not [
        key for _, attributes in page.tags for key in attributes if key.startswith("on") or key in ("src", "style")
    ]
    links = [attributes["href"] for tag, attributes in page.tags if tag == "a"]
    places = [attributes["id"] for _, attributes in page.tags if attributes.get("id")]
    assert all(link and link.startswith("#") and link[1:] in places for link in links)
    assert len(places) == len(set(places))
    assert "http" not in re.sub(r"http-equiv", "", html)
    [policy] = [a["content"] for tag, a in page.tags if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy and policy.startswith("default-src 'none'") and "unsafe" not in policy


@pytest.mark.parametrize("name", NEWS)
def test_the_text_stays_the_text(name: str, book: "tallybook.Book") -> None:
    """All words of the article stand in the page in their order, each statement marked with its group."""
    report = check(book, article(name))
    page = Page(written_report(report, "html"))

    for paragraph in report.text.split("\n\n"):
        assert " ".join(paragraph.split()) in page.words
    marked = {
        attributes["id"]: attributes for tag, attributes in page.tags if (attributes.get("id") or "").startswith("t")
    }
    assert {"text", *(f"t{number}" for number in range(1, len(report.findings) + 1))} == set(marked)


@pytest.mark.parametrize("name", NEWS)
def test_every_form_says_the_same(name: str, book: "tallybook.Book") -> None:
    report = check(book, article(name))
    words = words_of(report.lang)
    text, markdown, html = (written_report(report, form) for form in ("text", "markdown", "html"))
    page = Page(html)

    for finding in report.findings:
        assert words.verdicts[finding.verdict] in text
        assert words.verdicts[finding.verdict] in markdown
        assert words.verdicts[finding.verdict] in page.text
        for cell in finding.cited:
            assert f'tallybook show "{cell.address}"' in markdown
            assert f'tallybook show "{cell.address}"' in page.text
            assert cell.document[:12] in page.text
    assert all(len(line) <= 80 or "!" in line for line in text.splitlines())
    assert "None" not in text + markdown + page.text
    assert "\033" not in text


@pytest.mark.parametrize("name", NEWS)
def test_every_cell_that_is_quoted_is_in_the_book_and_was_public(name: str, book: "tallybook.Book") -> None:
    report = check(book, article(name))
    objects = report_objects(report)

    cells = [cell for one in objects for cell in one["cells"]]
    assert cells
    for cell in cells:
        document = book.document(cell["file"])
        assert document["document"] == cell["sha256"]
        assert document["report_date"] <= report.day
        rows = book.sql(
            f"SELECT value FROM observation WHERE document = '{cell['sha256']}' AND cell = '{cell['cell']}' "
            f"AND sheet = '{cell['sheet'].replace(chr(39), chr(39) * 2)}'"
        ).rows()
        assert len(rows) == 1
        assert cell["value"] is None or rows[0]["value"] == cell["value"]


def test_a_report_leads_with_what_an_editor_would_change(book: "tallybook.Book") -> None:
    """98.5 % is of court hearings; more than half had no conviction: what to change comes before the text."""
    text = written_report(check(book, article("dev_1_monitors.txt")), "text")

    first = text[: text.index("The text, statement by statement")]
    assert "What a careful editor would change" in first
    assert "98.5%" in first and "hearings" in first
    assert "21,569" not in first


def test_a_number_of_something_else_is_not_said_to_answer_the_words(book: "tallybook.Book") -> None:
    """2,168 at the Adams County center is a mean since October: the record has no count of that day beside it."""
    page = Page(written_report(check(book, article("dev_1_monitors.txt")), "html"))

    assert "2,167.8, for something else" in page.words
    assert "For the words as they stand the record says" not in page.words


def test_lines_that_are_broken_within_sentences_are_one_paragraph(book: "tallybook.Book") -> None:
    text = "On May 17, 2025, there were 20,637 people\r\non ankle monitors. It\r\nrained.\n\nThe end came soon."
    report = check(book, text, JUNE)
    page = Page(written_report(report, "html"))

    [finding] = report.findings
    assert text[finding.start : finding.end] == finding.text
    assert sum(tag == "p" for tag, attributes in page.tags if not attributes) >= 2
    assert "people on ankle monitors. It rained." in page.words
    assert "people on ankle monitors. [1 =] It rained." in " ".join(written_report(report, "text").split())


def test_numbers_of_a_sentence_are_told_each(book: "tallybook.Book") -> None:
    [one] = report_objects(
        check(book, "ICE held 51,302 people on June 1, and more than half of them had a conviction.", date(2025, 6, 11))
    )

    assert [number["verdict"] for number in one["numbers"]] == ["confirmed", "contradicted"]
    assert one["numbers"][0]["stated"] == {"value": 51302, "unit": "count", "comparator": "="}
    assert one["values"][0] == 51302 and isinstance(one["values"][0], int)
    json.dumps(one)


def test_nothing_of_a_hostile_text_is_taken_for_a_mark(book: "tallybook.Book") -> None:
    report = check(book, HOSTILE, JUNE, source='<img src=x onerror="y">')
    text, markdown, html = (written_report(report, form, True) for form in ("text", "markdown", "html"))
    page = Page(html)

    assert report.findings
    assert {tag for tag, _ in page.tags}.isdisjoint(
        {"script", "b" if "onclick" in html.split("<style>")[0] else "script", "img"}
    )
    assert not [key for _, attributes in page.tags for key in attributes if key.startswith("on")]
    assert "<script>alert('x')</script>" in page.text
    for written in (text, markdown, html):
        assert not set("\x00\x07\u202e") & set(written)
    assert "\x1b[31m" not in markdown + html
    assert not re.search(r"\x1b(?!\[[\d;]*m)", text) and "\x1b[31m" not in text
    assert not re.search(r"(?<!\\)[<\[]", re.sub(r"`tallybook[^`]*`", "", markdown.replace("**\\[", "")))
    assert "](javascript" not in markdown.replace("\\]", "")


def test_spanish_words_for_a_spanish_text(book: "tallybook.Book") -> None:
    report = check(book, article("own_2_navidad.txt"))
    page = Page(written_report(report, "html"))

    assert report.lang == "es"
    assert ("html", {"lang": "es"}) in page.tags
    assert "Lo que cambiaría un editor cuidadoso" in page.text
    assert "Número correcto, descripción equivocada" in page.text
    assert "29 de diciembre de 2025" in page.text
    for label in ("title", "would_change", "text", "cells", "also_tried", "how_to_read", "method"):
        assert words_of("en")[label].format(count=2) not in page.text


def test_both_languages_have_all_words() -> None:
    english, spanish = words_of("en"), words_of("es")

    for name in ("verdicts", "meanings"):
        assert set(getattr(english, name)) == set(getattr(spanish, name)) == set(VERDICTS)
    assert set(english.labels) == set(spanish.labels)
    for label, told in english.labels.items():
        assert re.findall(r"{(\w+)}", told) == re.findall(r"{(\w+)}", spanish[label]) or label == "count_of", label
    assert words_of("fr") is not None and words_of("fr").lang == "en"


def test_two_voices_stand_side_by_side(book: "tallybook.Book") -> None:
    """An official says that all had final orders, lawyers that theirs had none: no table settles it."""
    report = check(book, TWO_VOICES, JUNE)

    [pair] = voices(report.findings)
    assert (pair.first.speaker, pair.second.speaker) == ("the ICE spokesperson", "Several lawyers")
    assert pair.missing and pair.request
    page = Page(written_report(report, "html"))
    assert "Two voices on one thing" in page.text
    assert "It takes neither side" in page.words
    assert "Two voices on one thing" in written_report(report, "text")
    assert "Two voices on one thing" in written_report(report, "markdown")


def test_one_speaker_is_no_two_voices(book: "tallybook.Book") -> None:
    said = TWO_VOICES.replace("Several lawyers said their", "The ICE spokesperson said the lawyers'")

    assert voices(check(book, said, JUNE).findings) == []


def test_two_numbers_of_one_thing_are_two_voices() -> None:
    cell = Cited("f.xlsx", "ab", "S", "B1", 5.0, "detained, total", JUNE)

    def said(speaker: str, verdict: str) -> Finding:
        judgement = Judgement(verdict, "Because.", cited=(cell,), measure="detained")
        return Finding("They hold many.", 0, 15, JUNE, verdict, (judgement,), speaker)

    found = [said("ICE", "confirmed"), said("", "contradicted"), said("the union", "contradicted")]
    [pair] = voices(found)
    assert (pair.first_number, pair.second_number) == (1, 3)


def test_claim_reviews_are_of_what_the_record_was_asked(book: "tallybook.Book") -> None:
    report = check(book, article("dev_1_monitors.txt"), source="The Example")
    reviews = claim_reviews(report, "https://example.org/report")

    assert len(reviews) == sum(finding.verdict in RATINGS for finding in report.findings)
    assert not [r for r in reviews if "Nobody who plays by the rules" in r["claimReviewed"]]
    for review in reviews:
        rating = review["reviewRating"]
        assert rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]
        assert rating["alternateName"] in words_of("en").verdicts.values()
        assert review["@context"] == "https://schema.org" and review["@type"] == "ClaimReview"
        assert review["url"].startswith("https://example.org/report#s")
    assert not any("url" in review for review in claim_reviews(report))


@pytest.mark.parametrize(
    "speaker",
    [
        "Ann Lee",
        "Ann Lee, an attorney",
        "Ana Ruiz, directing attorney at the Example Law Center",
        "his wife",
        "María, su esposa",
        "a witness outside the ICE office",
        "an ICE detainee",
        "the director of a soup kitchen",
        "a former ICE director",
        "multiple lawyers",
        "three sources at ICE",
        "an ICE employee",
        "un pastor",
        "",
        "Maria Post",
        "Rosa Center",
        "Ana Press",
        "Rosa Maria Post",
        "Ann Lee, Tenants Union",
        "John Smith, director of the county shelter",
        "Tom Oak, chair of a state church council",
        "Bob Lee, head of household in the county",
        "Ann Lee, director of a clinic beside the ICE field office",
        "Rosa Diaz in the sheriff's jail",
        "Rosa Diaz, vice president of a bank",
        "a spokeswoman for Rosa Diaz",
        "a coalition of churches led by Rosa Diaz",
        "the governor's gardener, Luis Mora",
        "Rosa Diaz's union",
        "Joe Mayor",
        "Will Sheriff",
        "Will Sheriff Jones",
    ],
)
def test_private_people_are_never_authors(speaker: str) -> None:
    assert author_of(speaker) is None


@pytest.mark.parametrize(
    "speaker",
    [
        "an ICE spokesperson",
        "the acting ICE director",
        "President Donald Trump",
        "Senator Example",
        "the governor",
        "Attorney General Example",
        "ICE officials",
        "a coalition of churches",
        "the union",
        "una portavoz del departamento",
        "Homeland Security",
        "Gov. Ann Example",
        "Texas Gov. Ann Example",
        "Sheriff Example",
        "Houston Mayor Ann Example",
        "Ann Example, the director of the ICE field office in Houston",
        "Homeland Security Secretary Ann Example",
        "a White House chief",
        "the agency head",
        "The Washington Post",
        "American Immigration Council",
    ],
)
def test_officials_and_organisations_are(speaker: str) -> None:
    author = author_of(speaker)

    assert author and author["name"] == speaker


@pytest.mark.parametrize(
    ("said", "speaker"),
    [
        ('"There were 20,637 ankle monitors on May 17," said Ana Example, an attorney.', "Ana Example"),
        ("His wife, Rosa Example, counted 20,637 ankle monitors on May 17.", ""),
        ("Rosa Example, a witness, spoke of 20,637 ankle monitors on May 17.", "Rosa Example"),
        ("Había 20.637 monitores de tobillo el 17 de mayo, dijo la abogada Ana Example.", "la abogada Ana Example"),
    ],
)
def test_no_private_person_is_named_in_a_claim_review(said: str, speaker: str, book: "tallybook.Book") -> None:
    found = check_statement(book, said, JUNE)
    finding = Finding(said, 0, len(said), JUNE, "confirmed", found.judgements, speaker)

    assert "Example" not in without_private_names(finding)
    report = Report(said, JUNE, "", "en", (finding,), ())
    assert "Example" not in json.dumps(claim_reviews(report), ensure_ascii=False)


@pytest.mark.parametrize(
    ("said", "speaker", "shown"),
    [
        (
            "Rosa Diaz, 34, was one of the 48,870 people in ICE detention.",
            "",
            ", 34, was one of the 48,870 people in ICE",
        ),
        ("Rosa, 34, was one of the 48,870 people in ICE detention.", "", ", 34, was one"),
        ("Like Pedro Gomez of Houston, 48,870 people were in detention.", "", "Like […] of Houston, 48,870"),
        ("ICE held 48,870 people, according to Luis Mora, a state resident.", "", "according to […], a state resident"),
        ("Attorney Ana Ruiz said ICE held 48,870 people.", "Attorney Ana Ruiz", "Attorney […] said ICE held"),
        ("His daughters, Rosa and Ana, are two of 48,870 people.", "", "His daughters, […] and […], are"),
        ("Rosa Diaz and José de la Cruz O’Neill spoke. Diaz saw 20 people.", "", "[…] and […] spoke. […] saw"),
        ("J. R. Mora, Ana M. Ruiz and Luis Houston saw 20 people.", "", "[…], […] and […] saw 20"),
        ("A letter from Rosa, a witness, told of 20 people.", "", "A letter from […], a witness"),
        ("The husband of attorney Ana saw 20 people.", "", "attorney […] saw"),
        ("Jose\u0301 Diaz and Łucja Mora saw 20 people.", "", "[…] and […] saw"),
        ('Rosa "Rosie" Diaz saw 20 people.', "", "[…] saw 20"),
        ("Mora’s lawyer, Ana Ruiz, saw ICE detain 20 people.", "", "[…] lawyer, […], saw ICE"),
    ],
)
def test_private_names_are_masked_in_any_place(said: str, speaker: str, shown: str) -> None:
    masked = without_private_names(Finding(said, 0, len(said), JUNE, "confirmed", (), speaker))

    assert not re.search("Rosa|Rosie|Diaz|Pedro|Gomez|Luis|Mora|Ana|Ruiz|José|Cruz|Neill", masked)
    assert shown in masked


@pytest.mark.parametrize(
    ("said", "speaker"),
    [
        ("In Houston, the workers of U.S. Immigration and Customs Enforcement held 48,870 people in May 2025.", ""),
        ("Alternatives to Detention had 3,112 people with SmartLINK in New York and in El Paso, Texas.", ""),
        ("The Adelanto ICE Processing Center held 1,200 people from El Salvador on Monday.", ""),
        ("The Supreme Court asked how many the New Orleans Field Office of ICE held.", ""),
        ("Ann Example said that ICE held 48,870 people.", "Ann Example, an ICE spokeswoman"),
    ],
)
def test_public_names_are_not_masked(said: str, speaker: str) -> None:
    assert without_private_names(Finding(said, 0, len(said), JUNE, "confirmed", (), speaker)) == said


@pytest.mark.parametrize("source", ["Maria Post", "Rosa Diaz", "Gov. Ann Example", "Ann Lee, an attorney"])
def test_a_private_source_is_no_publisher(source: str, book: "tallybook.Book") -> None:
    report = check(book, article("dev_1_monitors.txt"), source=source)

    assert source not in json.dumps(claim_reviews(report), ensure_ascii=False)


def test_a_batch_is_answered_in_its_order_and_bad_lines_not_at_all(book: "tallybook.Book") -> None:
    lines = [
        {
            "id": "b",
            "text": "There were 20,637 people on ankle monitors on May 17, 2025.",
            "statement_date": "2025-06-05",
        },
        {"id": 2, "text": "ICE held 27,330 people.", "statement_date": "2023-05-30"},
        {
            "id": "c",
            "text": "La oficina de Denver sigue a 3.112 personas.",
            "statement_date": "2025-12-29",
            "lang": "es",
        },
    ]
    raw = [json.dumps(line).encode() for line in lines]
    raw[1:1] = [
        b"{not json",
        b"",
        b'{"id": "x", "text": "Hi."}',
        b'{"id": 1, "text": "Hi.", "statement_date": "2025-02-30"}',
        b"[1]",
        b"\xff\xfe",
        b'{"id": true, "text": "Hi.", "statement_date": "2025-02-03"}',
    ]

    read = list(read_batch(raw))
    bad = [one for one in read if isinstance(one, BadLine)]
    assert [one.line for one in bad] == [2, 4, 5, 6, 7, 8]
    heard: list[int] = []
    done = list(answered(book, [one for one in read if isinstance(one, Asked)], lambda n, _, __: heard.append(n)))
    assert [one.id for one, _ in done] == ["b", 2, "c"]
    assert heard == [1, 2, 3]
    for one, finding in done:
        assert finding == check_statement(book, one.text, one.day, one.lang)
    answer = batch_object(done[0][1], {"id": "b"})
    assert answer["verdict"] == "confirmed" and answer["value"] == 20637
    assert answer["evidence"] == [
        {"file": "2025-05-24_FY25_detentionStats05232025.xlsx", "sheet": "ATD FY25 YTD", "cell": "B10"}
    ]


def test_no_more_is_cited_than_is_read() -> None:
    cells = tuple(Cited("f.xlsx", "ab", "S", f"B{row}", 1.0, "x", JUNE) for row in range(30))
    finding = Finding("x", 0, 1, JUNE, "confirmed", (Judgement("confirmed", "", (1.0, 2.5), cells),))

    assert len(span_object(finding, "a.txt")["evidence"]) == 12
    assert span_object(finding, "a.txt")["value"] == [1, 2.5]


def test_the_command_prints_every_form(book_path: Path, tmp_path: Path) -> None:
    path = str(ARTICLES / "dev_1_monitors.txt")

    found = json.loads(run("check", path, "--json", book=book_path).stdout)
    assert found[0]["verdict"] == "confirmed"
    lines = run("check", path, "--jsonl", book=book_path).stdout.splitlines()
    assert [json.loads(line) for line in lines] == found
    assert run("check", path, book=book_path).stdout.startswith("9 statements")
    assert run("check", path, "--markdown", book=book_path).stdout.startswith("# More ankle devices")
    Page(run("check", path, "--html", book=book_path).stdout)
    assert run("check", path, "--html", str(tmp_path / "a.html"), book=book_path).stdout == ""
    Page((tmp_path / "a.html").read_text(encoding="utf-8"))
    assert run("check", path, "--claim-review", "--output", str(tmp_path / "r.json"), book=book_path).returncode == 0
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert run("check", path, "--strict", book=book_path).returncode == 1


def test_a_batch_at_the_command_line(book_path: Path, tmp_path: Path) -> None:
    batch = tmp_path / "in.jsonl"
    good = '{"id": "a", "text": "ICE held 51,302 people on June 1.", "statement_date": "2025-06-11"}\n'
    batch.write_text(good, encoding="utf-8")
    done = run("check", "--batch", str(batch), book=book_path)
    assert (done.returncode, json.loads(done.stdout)["id"]) == (0, "a")

    batch.write_text(f"{good}nonsense\n{good.replace('2025-06-11', '11 June')}{good}", encoding="utf-8")
    done = run("check", "--batch", str(batch), book=book_path)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 2
    assert "line 2:" in done.stderr and "line 3:" in done.stderr


def test_an_article_at_the_command_line_has_the_places_of_its_statements(book_path: Path) -> None:
    path = ARTICLES / "own_2_navidad.txt"
    done = run("check", "--batch-article", str(path), book=book_path)

    assert done.returncode == 0
    text = path.read_text(encoding="utf-8")
    for line in map(json.loads, done.stdout.splitlines()):
        assert line["article"] == path.name
        assert text[line["start"] : line["end"]] == line["text"]
        assert line["verdict"] in VERDICTS


@pytest.mark.parametrize(
    ("content", "options", "code", "said"),
    [
        (b"There were 20,637 people on ankle monitors.", (), 2, "--date"),
        (b"", ("--date", "2025-06-05"), 2, "empty"),
        (b" \n", ("--date", "2025-06-05"), 2, "empty"),
        (b"Detenci\xf3n", ("--date", "2025-06-05"), 2, "UTF-8"),
        (b"The weather was fine.", ("--date", "2025-06-05"), 0, "No statement"),
        (b"The weather was fine.", ("--date", "2025-06-05", "--as-of", "2025-06-05"), 2, "--date"),
        (b"The weather was fine.", ("--date", "2025-06-05", "--json", "--html", "-"), 2, "choose one"),
        (b"The weather was fine.", ("--date", "2025-06-05", "--html", "article.txt"), 2, "FILE.html"),
        (b"The weather was fine.", ("--date", "2025-06-05", "--batch", "-"), 2, "different tasks"),
    ],
)
def test_exit_codes(
    content: bytes, options: tuple[str, ...], code: int, said: str, book_path: Path, tmp_path: Path
) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(content)
    done = run("check", str(path), *options, book=book_path)

    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert path.read_bytes() == content


def test_a_book_checks_as_the_desk_does(book: "tallybook.Book") -> None:
    text = article("dev_1_monitors.txt")

    assert book.check(text) == check(book, text)
    assert book.check("ICE held 51,302 people on June 1.", date="2025-06-11").findings[0].verdict == "confirmed"
    with pytest.raises(tallybook.QuestionError, match="no day"):
        book.check(text, date="June 11")


@pytest.mark.skipif(not CASES.is_dir(), reason=f"the article that must not be copied is not at {CASES}")
def test_the_article_that_this_began_with(book: "tallybook.Book") -> None:
    """More than 20,000 ankle monitors: B10. "98.5%" is of court hearings, not of check-ins: G9."""
    [path] = sorted(CASES.glob("000_*.txt"))
    report = check(book, path.read_text(encoding="utf-8"), JUNE)
    of_may = "2025-05-24_FY25_detentionStats05232025.xlsx"

    [monitors] = [one for one in report.findings if "20,000 ankle monitors" in one.text]
    assert monitors.verdict == "confirmed_rounded"
    assert [(cell.file, cell.cell) for cell in monitors.cited] == [(of_may, "B10")]
    [share] = [one for one in report.findings if "98.5%" in one.text]
    assert share.verdict == "wrong_description"
    assert (of_may, "ATD FY25 YTD", "G9") in [(cell.file, cell.sheet, cell.cell) for cell in share.cited]
    assert report.soon_after == ("2025-06-06_FY25_detentionStats06052025.xlsx",)
    Page(written_report(report, "html"))
    assert voices(report.findings)
