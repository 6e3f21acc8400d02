"""The claim desk on true cells: one statement for each verdict and trap, and laws that hold for any text."""

import csv
import importlib.util
import sys
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tallybook
from tallybook.claims.desk import check, check_statement
from tallybook.claims.lexicon import load_lexicon
from tallybook.claims.verdicts import REFUTE, SUPPORT, VERDICTS
from tallybook.measures import MEASURES

BENCH = Path(__file__).parents[1] / "bench" / "claims"
MAY = "2025-05-24_FY25_detentionStats05232025.xlsx!ATD FY25 YTD"
HELD = "2025-05-24_FY25_detentionStats05232025.xlsx!Detention FY25"


def statement(book: "tallybook.Book", text: str, day: str) -> "tallybook.claims.verdicts.Finding":
    return check_statement(book, text, date.fromisoformat(day))


@pytest.mark.parametrize(
    ("text", "day", "verdict", "cell"),
    [
        ("On May 17 ICE had 20,637 people on ankle monitors.", "2025-06-03", "confirmed", f"{MAY}!B10"),
        ("More than 20,000 people wore ankle monitors in mid-May.", "2025-06-03", "confirmed_rounded", f"{MAY}!B10"),
        ("Fewer than 20,000 people wore ankle monitors in mid-May.", "2025-06-03", "contradicted", f"{MAY}!B10"),
        ("98.5 percent of people on ATD appear for their check-ins.", "2025-06-05", "wrong_description", f"{MAY}!G9"),
        ("92 percent of people on ATD appear for their check-ins.", "2025-06-05", "not_checkable", ""),
        ("185,675 immigrants wear ankle monitors.", "2025-05-30", "wrong_description", f"{MAY}!B15"),
        ("Los Angeles supervises 19,860 people on ATD.", "2025-05-31", "wrong_description", f"{MAY}!B54"),
        ("In the middle of June ICE had 20,637 people on ankle monitors.", "2025-06-25", "wrong_date", f"{MAY}!B10"),
        ("GPS monitoring has jumped to 188,934 people.", "2023-05-28", "unreliable_source", ""),
        ("About 44 percent of those in ICE detention have no criminal record.", "2025-06-10", "needs_definition", ""),
        ("ICE removed 181,360 people in May alone.", "2025-06-09", "wrong_description", ""),
        ("One in nine people on ATD wears an ankle monitor.", "2025-05-27", "confirmed_rounded", f"{MAY}!B10"),
        ("Wrist trackers outnumber ankle monitors.", "2025-05-30", "contradicted", f"{MAY}!B10"),
        (
            "Book-ins from ICE arrests have doubled since January, to 23,662 in May.",
            "2025-06-23",
            "confirmed_rounded",
            "",
        ),
        ("The president promised to deport millions.", "2025-06-03", "opinion", ""),
        ("Nine people have died in ICE detention since January.", "2025-06-25", "not_checkable", ""),
        ("ICE held 3,200 women in June.", "2025-06-25", "not_checkable", ""),
        ("ATD enrollment is at an all-time high.", "2025-06-25", "contradicted", ""),
        ("At least 20,637 people wore ankle monitors on May 17.", "2025-06-03", "confirmed_rounded", f"{MAY}!B10"),
        ("More than 20,637 people wore ankle monitors on May 17.", "2025-06-03", "contradicted", f"{MAY}!B10"),
        ("ICE does not have 20,637 people on ankle monitors.", "2025-06-03", "needs_definition", f"{MAY}!B10"),
        ("24,052 people wear ankle monitors or wrist-worn devices.", "2025-06-03", "confirmed", f"{MAY}!B11"),
        ("84,797 families are enrolled in ATD.", "2025-06-03", "wrong_description", f"{MAY}!B21"),
        ("ICE pays $2.74 a month for each ankle monitor.", "2025-06-03", "wrong_description", f"{MAY}!C10"),
        ("An ankle monitor costs ICE $56,545 a day.", "2025-06-03", "wrong_description", f"{MAY}!C10"),
        ("Ankle monitors cost $56,545 a day, or $2.74 for each device.", "2025-06-03", "confirmed", f"{MAY}!C10"),
        ("ICE has deported 169,956 people since January 20.", "2025-06-03", "wrong_description", f"{HELD}!P29"),
        ("From February through April, ICE booked in 67,378 people.", "2025-06-05", "confirmed", f"{HELD}!O20"),
        ("Book-ins fell 40 percent in May from April.", "2025-06-05", "not_checkable", ""),
        ("57% of people in detention have a conviction or pending charges.", "2025-06-05", "confirmed", f"{HELD}!F21"),
        ("Of those detained, 30.5% were convicted and 43.1% had neither.", "2025-06-05", "confirmed", f"{HELD}!F23"),
        ("Detention capacity stands at 41,500 beds.", "2025-06-05", "not_checkable", ""),
        ("ICE is holding 68,289 people in detention today.", "2026-11-20", "not_checkable", ""),
        (
            "El Servicio de Inmigración y Control de Aduanas tenía 48.870 personas bajo custodia el 18 de mayo.",
            "2025-06-05",
            "confirmed",
            f"{HELD}!F20",
        ),
        ("El 17 de mayo, 20.637 personas llevaban tobillera electrónica.", "2025-06-03", "confirmed", f"{MAY}!B10"),
        # The workbook of 13 February 2026 counts 7 days of that month: 7,940 book-ins.
        ("ICE booked 31,000 people into detention in February.", "2026-03-05", "not_checkable", ""),
        ("ICE booked 5,000 people into detention in February.", "2026-03-05", "contradicted", ""),
        ("ICE detiene a 48.870 personas.", "2025-06-05", "confirmed", f"{HELD}!F20"),
        ("El 43,1 por ciento de los detenidos no tenía condenas ni cargos.", "2025-06-05", "confirmed", f"{HELD}!F23"),
        (
            "El centro Winn en Luisiana tenía 1.559 personas detenidas.",
            "2026-03-01",
            "wrong_description",
            "2026-02-13_FY26_detentionStats_02122026.xlsx!Facilities FY26!P228",
        ),
        (
            "El 24 de enero de 2026, 40.661 personas llevaban un monitor de tobillo, más del doble de las 20.012 de un "
            "año antes.",
            "2026-03-01",
            "confirmed_rounded",
            "2026-02-03_FY26_detentionStats02022026.xlsx!ATD FY26 YTD!B10",
        ),
    ],
)
def test_a_statement_gets_its_verdict_and_its_cell(
    book: "tallybook.Book", text: str, day: str, verdict: str, cell: str
) -> None:
    """On 17 May 2025: ankle monitors 20,637 (B10), ATD 185,675 (B15), Chicago 19,860 (B54); appearance 0.98525 (G9).

    The sums and shares are of the same file: 20,637 + 3,415 on wrists; book-ins N20 + O20 + P20; (F21 + F22) / F20.
    """
    finding = statement(book, text, day)

    assert finding.verdict == verdict, finding.reason
    assert not cell or cell in [cited.address for cited in finding.cited]


def test_what_came_later_never_decides(book: "tallybook.Book") -> None:
    """The edition with 21,569 ankle monitors was first captured on 6 June 2025, a day after the statement."""
    report = check(book, "More than 21,000 ankle monitors are in use.", date(2025, 6, 5))

    assert [finding.verdict for finding in report.findings] == ["contradicted"]
    assert report.soon_after[0].startswith("2025-06-06_")


def test_every_cell_that_is_cited_was_known(book: "tallybook.Book") -> None:
    text = (BENCH / "articles" / "dev_1_monitors.txt").read_text(encoding="utf-8")
    report = check(book, text)

    assert report.day == date(2025, 6, 11)
    cited = [cell for finding in report.findings for cell in finding.cited]
    assert cited and all(cell.report_date <= report.day for cell in cited)


@pytest.mark.parametrize("name", ["dev", "own", "second", "third", "fourth"])
def test_no_known_statement_crosses_the_line_between_true_and_false(book: "tallybook.Book", name: str) -> None:
    """A regression test: these sets have been used, and say nothing of new texts."""
    score = scorer()
    rows = list(csv.DictReader((BENCH / f"{name}.csv").open(encoding="utf-8", newline="")))
    costs = {}
    for row in rows:
        finding = statement(book, row["text"], row["statement_date"])
        costs[row["id"]] = score.cost(row["gold_verdict"], finding.verdict, set(row["also_accept"].split(";")))

    assert not [name for name, cost in costs.items() if cost == score.HEAVY]
    assert sum(costs.values()) / len(costs) < 0.1


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", BENCH / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module
    spec.loader.exec_module(module)
    return module


WORDS = st.sampled_from(
    [
        *("ICE", "held", "detained", "ATD", "ankle monitors", "people", "20,637", "percent", "half", "doubled since"),
        *("January", "in May", "convicted", "Chicago", "of the", "removals", "book-ins", "fell to", "more than", "7"),
        *("días", "personas detenidas", "no hearings", "$5 million", "bond", ",", ".", "(", "%", "“", "\n"),
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, max_size=14), rest=st.text(max_size=12))
def test_any_text_gets_an_answer(book: "tallybook.Book", words: list[str], rest: str) -> None:
    finding = statement(book, " ".join([*words, rest]), "2025-06-05")

    assert finding.verdict in VERDICTS
    assert finding.verdict not in SUPPORT | REFUTE or finding.cited


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.integers(0, 2000))
def test_the_same_text_and_day_give_the_same_answer(book: "tallybook.Book", days: int) -> None:
    day = date(2020, 1, 1) + timedelta(days)
    text = "ICE held more than 25,000 people, a third of them convicted."

    assert check(book, text, day) == check(book, text, day)


def test_every_topic_is_about_measures_and_words_that_exist() -> None:
    lexicon = load_lexicon()
    for topic in lexicon.topics:
        assert {name.partition(":")[0] for name in topic.measures} <= set(MEASURES)
        assert {word for need in topic.needs for word in need} | topic.without <= set(lexicon.concepts)


def test_a_true_record_says_within_what_span_it_is_one(book: "tallybook.Book") -> None:
    """F20 of the edition of 8 July 2025 prints 57,861 for 29 June; the first edition held is of October 2019."""
    finding = statement(book, "On June 29 ICE held 57,861 people, the most ever.", "2025-07-10")

    assert finding.verdict == "confirmed"
    assert "the highest of" in finding.reason
    assert "since 4 October 2019; of the time before, the book says nothing" in finding.reason
