"""What a view shows: each number of a sentence leads to its own cell, a total is of the period of its parts."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tallybook.answers import Question, ask
from tallybook.http.shelf import Held
from tallybook.web import gathered
from tallybook.web.app import make_app
from tallybook.web.gathered import ALL_DAYS
from tallybook.web.links import Links
from tallybook.web.views import view_of
from tallybook.web.visit import Visit


@pytest.fixture(scope="module")
def held(book_path: Path) -> Held:
    return Held(book_path)


def visit(held: Held, path: str = "/ask/x") -> Visit:
    return Visit(held, Links(), path)


def test_equal_parts_lead_each_to_its_own_cell(held: Held) -> None:
    """On 12 January 2025 three areas print 3 each: El Paso in B13, Houston in B12, Phoenix in B11."""
    sentence = str(view_of(visit(held), Question("transgender_detained", ("aor",)), with_chart=False).sentence)

    led = dict(re.findall(r'(El Paso|Houston|Phoenix) <a class="n" href="[^"]*/(B\d+)">3</a>', sentence))
    assert led == {"El Paso": "B13", "Houston": "B12", "Phoenix": "B11"}


def test_a_number_of_the_newest_period_does_not_lead_to_the_same_number_of_another(held: Held) -> None:
    """7 arrests of US citizens to 22 April 2025 stand in B45 of the semiannual sheet."""
    over_time = Question("us_citizen_arrests", since=ALL_DAYS, until=date(2025, 4, 30))
    sentence = str(view_of(visit(held), over_time, with_chart=False).sentence)

    assert '/semiannual/B45">7</a>' in sentence


def test_a_total_of_another_period_is_not_set_under_the_parts(held: Held) -> None:
    """By area it was last printed for 20 November 2022; the total of 2026 is no total of that."""
    table = view_of(visit(held), Question("detained_with_fear_decision", ("aor",)), with_chart=False).table

    assert not any(row.is_total for row in table.rows)


def test_a_total_of_the_same_period_stands_under_its_parts(held: Held) -> None:
    """B14 of 'ATD FY26 YTD', 7 February 2026: 179,991."""
    table = view_of(visit(held), Question("atd_participants", ("technology",)), with_chart=False).table

    [total] = [row for row in table.rows if row.is_total]
    assert total.cells[0] is not None
    assert (total.cells[0].text, total.cells[0].address.rsplit("/", 1)[1]) == ("179,991", "B14")


@pytest.mark.parametrize(
    "question",
    [
        Question("facility_average_daily_population", where=(("facility", "adams_county_natchez_ms"),), since=ALL_DAYS),
        Question("facility_average_length_of_stay", where=(("facility", "stewart_lumpkin_ga"),), since=ALL_DAYS),
        Question("atd_participants", ("technology",), (("aor", "boston"),), since=ALL_DAYS),
        Question("atd_mean_days_in_program", where=(("aor", "miami"),), since=ALL_DAYS),
        Question("facility_average_daily_population", where=(("aor", "boston"),), since=ALL_DAYS),
    ],
    ids=lambda question: f"{question.measure}, {question.where[0][1]}",
)
def test_what_is_gathered_is_what_is_asked(held: Held, question: Question) -> None:
    """Values, periods, doubts and caveats; of sums only the first cells are kept, for charts."""
    if held.whole not in gathered._KEPT:
        gathered.gather(held.whole)
    asked = ask(held.whole, question)
    found = gathered.gathered(held.whole, question) or gathered.outline(held.whole, question)

    def bare(figures: object) -> list[object]:
        return [replace(figure, evidence=figure.evidence[:2]) for figure in figures]  # type: ignore[attr-defined]

    assert len(asked.figures) > 5
    assert bare(found.figures) == bare(asked.figures)
    assert found.caveats == asked.caveats


def test_the_spanish_site_hands_out_spanish_pictures(book_path: Path) -> None:
    client = TestClient(make_app(book_path, is_warmed=False))

    assert "17 de mayo de 2025" in client.get("/es/ask/atd_participants.svg?by=technology&on=2025-05-17").text


def test_a_text_in_an_address_is_not_checked(book_path: Path) -> None:
    """Pages of other sites may lead to any address; a text is checked only where a form was sent."""
    client = TestClient(make_app(book_path, is_warmed=False))
    page = client.get("/check?text=ICE+held+49,184+people.&date=2025-05-15")

    assert page.status_code == 200
    assert "<form" in page.text
    assert "sha256" not in page.text


def test_an_api_answer_tells_its_query_whatever_page_was_opened_before(book_path: Path) -> None:
    client = TestClient(make_app(book_path, is_warmed=False))
    query = "where=facility%3Dadams_county_natchez_ms&since=2019-01-01"
    client.get(f"/ask/segregation_placements/cite?{query}")

    assert client.get(f"/ask/segregation_placements.json?{query}").json()["queries"] != []
