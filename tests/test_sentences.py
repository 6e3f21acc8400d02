"""Sentences: where an article's sentences stand, who says them, and where a long one falls into parts."""

import csv
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.claims.sentences import Sentence, clauses, dateline, sentences

ARTICLES = Path(__file__).parents[1] / "bench" / "claims" / "articles"
NAMES = sorted(path.stem for path in ARTICLES.glob("dev_*.txt"))


def _texts(text: str) -> list[str]:
    return [one.text for one in sentences(text)]


TRICKY = [
    ["The U.S. held 51,302 people.", "In D.C. the office tracks 5,000."],
    ["On Sept. 24, users numbered 265,832.", "By Nov. 5 there were more."],
    ["Dr. Lee treats 40 people.", "Mr. Ruiz and Sen. Díaz do not."],
    ["It fell 1.5 percent.", "It had been 2.75."],
    ["They live in the U.S.", "The rest do not."],
    ["He left the U.S. Border Patrol in May.", "She stayed."],
    ['"The bus is late," she said.', '"Very late."'],
    ["“It is wrong.”", "Nobody answered."],
    ["“They are afraid of the scale of it.” Chen said.", "The rest is silence."],
    ["Is it true?", "No!", "It held 51,302."],
    ["He paused ... and went on.", "Then he left..."],
    ["J. D. Smith and George W. Brown agree.", "Others do not."],
    ["See No. 5 of the list.", "It is long."],
    ["It was 10 a.m. on Tuesday.", "They came at 5 p.m. The door was shut."],
    ["In 2024 there were 39,000.", "51,302 were held in June."],
    ["The company, Acme Inc., runs it.", "It is in the U.S. and Canada."],
    ["Hay 51.302 personas en EE. UU. y otras en México.", "¿Es cierto?", "¡No!"],
    ["Llevan, p. ej., tobilleras.", "El Sr. Ruiz lo dijo."],
    ["«Tenemos miedo», dijo el pastor.", "Nadie contestó."],
    ["Arrests rose (by 5 percent).", "(They had fallen before.)", "Nobody knows why."],
]


@pytest.mark.parametrize("wanted", TRICKY, ids=[wanted[0][:40] for wanted in TRICKY])
def test_stops_that_end_no_sentence_are_passed_over(wanted: list[str]) -> None:
    if "Then" in wanted[-1] or wanted[-1].startswith("They came"):
        joined = _texts(" ".join(wanted))
        assert joined[0] == wanted[0]
        return
    assert _texts(" ".join(wanted)) == wanted


SPEAKERS = [
    ("They pose no danger, the border adviser said.", "the border adviser"),
    ("“It is wrong,” said Ann Maria Lee, a nurse in Tucson.", "Ann Maria Lee"),
    ("Paul Brown, the head of a union, said he expects more transfers.", "Paul Brown"),
    ("Seventy-five percent are convicted criminals, officials claimed.", "officials"),
    ("Nadie está a salvo, dijo el pastor.", "el pastor"),
    ("La gente tiene miedo, aseguró la abogada.", "la abogada"),
    ("Four in five had lived here for years, a coalition of churches estimates.", "a coalition of churches"),
    ("More than 20,000 monitors were in use, according to ICE data.", ""),
    ("Five percent skip court, government numbers say.", ""),
    ("Seven citizens have been arrested, says the agency's semiannual table.", ""),
    ("There were 2,200 arrests, according to a source familiar with them.", "a source familiar with them"),
    ("Some 53,975 immigrants went to court when told to.", ""),
    ("All told, 28,797 people were booked in.", ""),
    ("The president has vowed to deport millions.", "The president"),
    ("ICE held 51,302 people on June 1.", ""),
    ("In a statement the agency said that detention has doubled.", "the agency"),
    ("Asylum claims rose by half.", ""),
    ("The coalition based its estimate on calls.", ""),
]


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS, ids=[text[:40] for text, _ in SPEAKERS])
def test_the_speaker_is_who_says_it_and_never_a_table(text: str, speaker: str) -> None:
    [one] = sentences(text)

    assert one.speaker == speaker


def test_a_quotation_goes_on_with_its_speaker() -> None:
    first, second = sentences("“It works,” said John Brown, who led the office. “The devices are cheap.”")

    assert (first.is_quote, first.speaker) == (False, "John Brown")
    assert (second.is_quote, second.speaker) == (True, "John Brown")


def test_a_pronoun_is_the_person_last_named() -> None:
    text = "Maria Lopez was at the station all day. She told reporters she had counted ten buses."

    assert [one.speaker for one in sentences(text)] == ["", "Maria Lopez"]


ARTICLE = """Border city braces as numbers swing

By Ann Lee and John Brown

HARLINGEN, Texas, May 30, 2023

Volunteers see fewer people. ICE held 27,330.

- First, arrests rose.
- Second, they
fell again.
1. Nobody knows why.
"""


def test_titles_date_lines_bylines_and_bullets() -> None:
    found = sentences(ARTICLE)

    assert [one.text for one in found] == [
        "Border city braces as numbers swing",
        "Volunteers see fewer people.",
        "ICE held 27,330.",
        "First, arrests rose.",
        "Second, they\nfell again.",
        "Nobody knows why.",
    ]
    assert [one.is_headline for one in found] == [True] + [False] * 5
    assert dateline(ARTICLE) == date(2023, 5, 30)


def test_a_single_line_is_no_title_and_a_place_line_no_part_of_its_sentence() -> None:
    assert [one.is_headline for one in sentences("ICE holds 51,302 people")] == [False]
    assert _texts("A title\n\nWASHINGTON (AP) — ICE held 51,302 people.")[1] == "ICE held 51,302 people."


DATELINES = [
    ("A title\n\nWednesday, June 11, 2025\n\nText here.", date(2025, 6, 11)),
    ("A title\n11 de junio de 2025\nTexto.", date(2025, 6, 11)),
    ("MCALLEN, Texas, Sept. 5, 2022 — Volunteers wait.", date(2022, 9, 5)),
    ("A title\n\nPublished June 5, 2025, 3:04 PM EDT\n\nText.", date(2025, 6, 5)),
    ("A title\n2025-06-05\nText.", date(2025, 6, 5)),
    ("ICE held 49,005 people on May 4, 2025.", None),
    ("A title\n\nFeb. 31, 2025\n\nText.", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "wanted"), DATELINES, ids=[text[:30] for text, _ in DATELINES])
def test_the_day_of_an_article_stands_in_its_head(text: str, wanted: date | None) -> None:
    assert dateline(text) == wanted


CUTS = [
    (
        "The Miami office grew faster in May than any other, adding over 1,300 participants, a source said.",
        ["The Miami office grew faster in May than any other", "adding over 1,300 participants"],
    ),
    (
        "The Boston office tracks 12,000 people, while the Chicago office tracks 19,860 people.",
        ["The Boston office tracks 12,000 people", "the Chicago office tracks 19,860 people"],
    ),
    (
        "ICE removed 271,484 people in fiscal 2024; the Boston office tracks 12,000 participants.",
        ["ICE removed 271,484 people in fiscal 2024", "the Boston office tracks 12,000 participants"],
    ),
    ("ICE held 51,302 people on June 1, and more than half of them had been convicted.", None),
    ("ICE's own arrests produced 23,564 book-ins in May, while border agencies contributed 5,233.", None),
    ("They attended 7,405 final hearings and missed 1,038.", None),
    ("Of the 56,397 people held, 39,312 had been arrested by ICE and 17,085 by others.", None),
    ("ICE held 51,302 people, including 15,193 convicted ones.", None),
    ("Relatives pool their savings, sell cars or borrow from an employer, and some give up.", None),
]


@pytest.mark.parametrize(("text", "wanted"), CUTS, ids=[text[:40] for text, _ in CUTS])
def test_only_parts_that_stand_alone_are_cut(text: str, wanted: list[str] | None) -> None:
    head = "A first one stands here. "
    one = sentences(head + text)[1]

    assert [(head + text)[start:end] for start, end in clauses(one)] == (wanted or [text])


@pytest.mark.parametrize("name", NAMES)
def test_every_gold_span_lies_in_exactly_one_sentence(name: str) -> None:
    text = (ARTICLES / f"{name}.txt").read_text(encoding="utf-8")
    found = sentences(text)

    with (ARTICLES / f"{name}_gold.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            start, end = int(row["start"]), int(row["end"])
            assert sum(one.start <= start and end <= one.end for one in found) == 1, row["text"]


def _well_placed(text: str, one: Sentence) -> bool:
    return text[one.start : one.end] == one.text == one.text.strip() != ""


@given(st.one_of(st.text(), st.text(alphabet='Ab .?!"“”\n,1-—'), st.lists(st.sampled_from(
    ["ICE", "said", "that", "U.S.", "“It", "is.”", "\n", "\n\n", "2,200", "people,", "and", "dijo", "May", "5,", "2025"]
)).map(" ".join)))  # fmt: skip
def test_any_text_falls_into_sentences_in_order(text: str) -> None:
    found = sentences(text)
    dateline(text)

    assert all(_well_placed(text, one) for one in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    for one in found:
        assert all(one.start <= start < end <= one.end for start, end in clauses(one))
