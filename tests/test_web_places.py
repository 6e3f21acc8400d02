"""The pages of facilities, areas and states; every figure typed from the workbook whose cell stands beside it."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import tallybook
from tallybook.answers import Question, ask
from tallybook.answers.parts import answer_about, by_part, derived_from
from tallybook.measures import measure_named
from tallybook.web.app import make_app
from tallybook.web.coverage import STATES, areas, coverage, covered_by, covering
from tallybook.web.gathered import ALL_DAYS, WHOLES, gather, gathered, outline
from tallybook.web.listing import POPULATION, gather_listing, newest_listing

ADAMS, PLYMOUTH, DODGE = "adams_county_natchez_ms", "plymouth_county_ma", "dodge_county_juneau_wi"
PAGES = (
    "/facilities",
    f"/facilities/{ADAMS}",
    "/facilities/abbott_house_bronx_ny",  # printed in one edition only
    "/areas",
    "/areas/boston",
    "/areas/baltimore",  # under which the newest list names no facility
    "/areas/dallas",
    "/states",
    "/states/tx",
    "/states/md",
    "/states/mp",
)


@pytest.fixture(scope="module")
def site(book_path: Path) -> Iterator[TestClient]:
    with TestClient(make_app(book_path, is_warmed=False)) as client:
        yield client


def text_of(page: str) -> str:
    """What a reader reads."""
    content = page.partition("<main")[2].partition(">")[2].partition("</main>")[0]
    apart = re.sub(r"</(?:td|th|p|li|dt|dd|tr|h\d|option|title|text)>", " ", content)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", apart)).split())


def list_of(page: str) -> list[str]:
    """The facilities of the list, in its order."""
    table = page.partition('places">')[2].partition("</table>")[0]
    return re.findall(r'<tr><th scope="row"><a href="/facilities/([^"]+)"', table)


def read(site: TestClient, address: str) -> str:
    answer = site.get(address)
    assert answer.status_code == 200, (address, answer.text[:400])
    return text_of(answer.text)


def link_of(page: str, words: str) -> str:
    """Where the first link with these words leads."""
    found = re.search(rf'<a[^>]*href="([^"]+)"[^>]*>{re.escape(words)}</a>', page)
    assert found, words
    return unescape(found[1])


# What is told


def test_the_list_of_facilities_begins_with_how_many_there_are_and_how_many_people(site: TestClient) -> None:
    """Rows 11 to 230 of 'Facilities FY26' in the file of 13 February 2026; N11 to Q11 are Adams County's."""
    page = site.get("/facilities").text
    text = text_of(page)

    assert "with data to 5 February 2026, names 220 facilities" in text
    assert "published by 13 February 2026" in text
    assert "Adams County Correctional Center Natchez MS New Orleans DIGSA 2,191.32 2,431.57 1,375.70 1,436" in text


def test_the_list_has_as_many_pages_as_it_needs_and_no_more(site: TestClient) -> None:
    first, second = (site.get(f"/facilities?page={n}").text for n in (1, 2))

    assert (len(list_of(first)), len(list_of(second))) == (200, 20)
    assert site.get("/facilities?page=3").status_code == 400


def test_a_facility_tells_its_population_its_cells_and_its_names(site: TestClient) -> None:
    """N11 to Q11, V11, W11, I11, Y11 and AA11 of 'Facilities FY26' in the file of 13 February 2026."""
    page = site.get(f"/facilities/{ADAMS}").text
    text = text_of(page)

    assert "From 1 October 2025 to 5 February 2026 ICE reported an average of 2,191.32 people a day" in text
    assert "Guaranteed minimum of beds 1,436" in text
    assert "Under mandatory detention, people a day 1,375.70" in text
    assert "Average length of stay, days 36.91" in text
    assert "2025-01-16 ODO PBNDS 2011 - 2016 Revisions Pass" in text
    assert "ADAMS COUNTY DET CENTER NATCHEZ, MS" in text
    assert link_of(page, "36.91").endswith("/facilities-fy26/I11")
    evidence = read(site, link_of(page, "2,191.32").partition("#")[0])
    assert {"N11", "O11", "P11", "Q11"} <= set(re.findall(r"[A-Z]\d\d\b", evidence))


def test_a_facility_that_is_listed_no_longer_says_so_first(site: TestClient) -> None:
    """Berks County stands last in the file of 20 January 2023, with a 3 at the end of its name."""
    text = read(site, "/facilities/berks_county_residential_leesport_pa")

    told = "does not name this facility; it was last in the list public since 20 January 2023."
    assert told in text
    assert text.index(told) < text.index("people a day")


def test_an_area_tells_its_people_its_facilities_and_its_states(site: TestClient) -> None:
    """B40 and C40 of 'ATD FY26 YTD' in the file of 13 February 2026; B41, B43, B44 and B42 below."""
    page = site.get("/areas/boston").text
    text = text_of(page)

    assert "On 7 February 2026 ICE counted 8,111 people in Alternatives to Detention" in text
    assert "All of Connecticut, Maine, Massachusetts, New Hampshire, Rhode Island, Vermont." in text
    assert link_of(page, "8,111").endswith("/atd-fy26-ytd/B40")
    assert "SmartLINK 6,358 916.73 Ankle Monitor 1,671 446.47 Wristworn 81 633.77" in text
    assert "Plymouth County Correctional Facility" in text


def test_a_divided_state_tells_which_counties_belong_where(site: TestClient) -> None:
    """B71 of 'ATD FY26 YTD' is Harlingen's; the sum is that of N to Q of the 29 rows with TX in column D."""
    text = read(site, "/states/tx")

    assert "names 29 in Texas. In all of them together 18,734.07 people a day" in text
    assert "Texas is divided between 5 areas of ICE" in text
    assert "Harlingen 15 counties nothing 448 281.09" in text
    assert "Dallas 128 counties Oklahoma" in text
    assert "is not published: ICE counts them by area" in text


def test_a_state_with_one_facility_has_no_sum(site: TestClient) -> None:
    """Row 176 of 'Facilities FY26': 136.267717, 366.889764, 0 and 0.244094."""
    text = read(site, "/states/ma")

    assert "names one in Massachusetts: Plymouth County Correctional Facility in Plymouth, with 503.40 people" in text


def test_a_state_without_a_facility_says_what_that_does_not_mean(site: TestClient) -> None:
    text = read(site, "/states/md")

    assert "names none in Maryland" in text
    assert "people may be held there all the same" in text
    assert "the whole state nothing 2,847" in text


def test_as_known_on_a_day_the_pages_tell_what_was_known(site: TestClient) -> None:
    """D16 to G16 and the title of 'Facilities FY25 ' in the file public since 24 May 2025: 154 rows, to 12 May."""
    text = read(site, "/facilities?as_of=2025-05-24")

    assert "with data to 12 May 2025, names 154 facilities" in text


def test_a_population_below_zero_is_not_told_as_a_number(site: TestClient) -> None:
    """Dilley's row was cut in two in February 2026: what is between the last two editions can't be computed."""
    page = site.get("/facilities?text=dilley").text

    assert "below zero" in text_of(page)
    assert "-5" not in text_of(page)
    assert "Below zero: the average of the earlier edition was revised since" in text_of(page)


# Searching


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("text=natchez", [ADAMS]),
        ("text=ADAMS+COUNTY+DET", [ADAMS]),  # a name of before
        ("state=ma", [PLYMOUTH]),
        ("area=boston&state=MA&text=plymouth", [PLYMOUTH]),
        ("text=no+such+place", []),
    ],
)
def test_the_list_is_searched_by_name_city_state_and_area(site: TestClient, query: str, expected: list[str]) -> None:
    page = site.get(f"/facilities?{query}").text

    assert list_of(page) == expected


def test_the_list_is_sorted_by_any_column(site: TestClient) -> None:
    page = site.get("/facilities?state=TX&sort=-facility_guaranteed_minimum").text

    assert list_of(page)[0] == "camp_east_montana_el_paso_tx"
    assert 'aria-sort="descending"' in page


@pytest.mark.parametrize(
    "text",
    [
        "'; DROP TABLE facility; --",
        "<script>alert(1)</script>",
        '" onfocus="x',
        "%00",
        "%",
        "{{ 7*7 }}",
        "é" * 500,
        "\\",
    ],
)
def test_hostile_words_find_nothing_and_do_nothing(site: TestClient, text: str) -> None:
    page = site.get("/facilities", params={"text": text})

    assert page.status_code == 200
    assert "No facility of the newest list fits." in page.text or text == "%"
    assert "<script>alert" not in page.text
    assert '" onfocus="x"' not in page.text


@pytest.mark.parametrize(
    "query",
    ["state=ZZ", "area=nowhere", "sort=sql", "page=0", "page=x", "text=a&text=b", "as_of=yesterday"],
)
def test_what_makes_no_sense_is_answered_with_what_does(site: TestClient, query: str) -> None:
    page = site.get(f"/facilities?{query}")

    assert page.status_code == 400
    assert "What is possible" in page.text


@pytest.mark.parametrize("query", ["show=x", "show=people&show=days"])
def test_a_map_of_nothing_is_refused(site: TestClient, query: str) -> None:
    assert site.get(f"/areas?{query}").status_code == 400


@pytest.mark.parametrize(
    "address",
    [
        "/facilities/nowhere",
        "/facilities/%3Cscript%3E",
        "/areas/nowhere",
        "/areas/total",
        "/states/zz",
        "/states/t%C3%A9",
    ],
)
def test_what_there_is_none_of_has_a_page_that_says_so(site: TestClient, address: str) -> None:
    for lang in ("", "/es"):
        answer = site.get(f"{lang}{address}")
        assert answer.status_code == 404
        assert "<h1>" in answer.text and "<script>alert" not in answer.text and "<script>" not in answer.text


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        (f"/facilities/{ADAMS.upper()}", f"/facilities/{ADAMS}"),
        ("/areas/Boston", "/areas/boston"),
        ("/states/TX", "/states/tx"),
    ],
)
def test_upper_case_leads_to_the_page(site: TestClient, address: str, leads: str) -> None:
    answer = site.get(address, follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (308, leads)


# Both languages, and every link


@pytest.mark.parametrize("path", PAGES)
def test_a_page_speaks_both_languages_with_the_same_numbers(site: TestClient, path: str) -> None:
    numbers = []
    for lang in ("", "/es"):
        page = site.get(f"{lang}{path}").text
        numbers.append(re.findall(r'<a class="n"[^>]*>([\d,.]+)', page.partition("<main")[2]))
        assert page.count("<h1>") == 1

    assert sorted(numbers[0]) == sorted(numbers[1])  # states stand in the order of their names


def test_spanish_is_spoken_where_english_is(site: TestClient) -> None:
    text = read(site, "/es/states/tx")

    assert "La lista de centros más reciente, con datos hasta el 5 de febrero de 2026, nombra 29 en Texas" in text
    assert read(site, "/es/areas/new_orleans").count("Luisiana") == 1


@pytest.mark.parametrize("path", [f"/facilities/{ADAMS}", "/areas", "/areas/dallas", "/states", "/states/mp"])
def test_every_link_of_a_page_answers(site: TestClient, path: str) -> None:
    """The heads and feet of pages lead to pages that have tests of their own; so do files to take away."""
    page = site.get(path).text.partition("<main")[2].partition("<footer")[0]
    links = {unescape(link).partition("#")[0] for link in re.findall(r'href="(/[^"]*)"', page)}
    own = sorted(
        link for link in links if re.match(r"/(facilities|areas|states|documents|ask/[a-z_]+(\?|/evidence))", link)
    )

    assert own
    # Each kind of address once: that of the first and of the last cell stand for those between.
    kinds: dict[str, list[str]] = {}
    for link in own:
        kinds.setdefault(re.sub(r"=[^&]*|[\w-]+$", "", link), []).append(link)
    for some in kinds.values():
        for link in {some[0], some[-1]}:
            assert site.get(link).status_code == 200, link


def test_every_number_in_a_table_leads_somewhere(site: TestClient) -> None:
    for path in PAGES:
        page = site.get(path).text.partition("<main")[2]
        for cell in re.findall(r'<td class="num"[^>]*>(.*?)</td>', page, re.S):
            assert "<a " in cell or 'class="none"' in cell, (path, cell)


# What the pages share


@pytest.mark.parametrize("whole", [whole for whole in WHOLES if not whole.is_outline], ids=str)
def test_the_answer_about_a_part_is_the_one_that_is_asked(book: "tallybook.Book", whole: object) -> None:
    from tallybook.web.gathered import Whole

    assert isinstance(whole, Whole)
    answer = ask(book, Question(whole.measure, (whole.way, *whole.by), since=ALL_DAYS))
    parts = by_part(book, answer, whole.way)
    # Two of these stand in two rows of one sheet.
    codes = (ADAMS, "butler_county_hamilton_oh", "eden_detention_center_tx") if whole.way == "facility" else ("boston",)
    for code in (code for code in codes if code in parts):
        question = Question(whole.measure, whole.by, ((whole.way, code),), since=ALL_DAYS)
        asked = ask(book, question)
        about = answer_about(book, question, parts[code])
        assert (about.figures, about.caveats, about.publications) == (asked.figures, asked.caveats, asked.publications)


def test_what_is_computed_of_a_part_is_what_is_computed_anew(book: "tallybook.Book") -> None:
    question = Question(POPULATION, where=(("facility", ADAMS),), since=ALL_DAYS)
    between = measure_named("facility_population_between_editions")

    derived = derived_from(book, between, ask(book, question))

    assert derived.figures == ask(book, Question(between.name, where=question.where, since=ALL_DAYS)).figures


def test_gathered_answers_are_those_that_are_asked(book_path: Path) -> None:
    with tallybook.open(book_path) as book:
        questions = [
            Question(measure, where=(("facility", ADAMS),), since=ALL_DAYS)
            for measure in (POPULATION, "facility_population_between_editions", "segregation_placements")
        ]
        state = Question(POPULATION, where=(("state", "VT"),), since=ALL_DAYS)
        assert gathered(book, questions[0]) is None
        asked = [ask(book, question) for question in (*questions, state)]

        gather(book)
        gather_listing(book)

        assert [gathered(book, question) for question in questions] == [
            answer if answer.queries == () else type(answer)(**{**_fields(answer), "queries": ()})
            for answer in asked[:3]
        ]
        told = [(figure.reference_end, figure.value) for figure in outline(book, state).figures]
        assert told == [(figure.reference_end, figure.value) for figure in asked[3].figures]
        assert gathered(book, Question(POPULATION, where=(("facility", "nowhere"),), since=ALL_DAYS)) is None


def _fields(answer: object) -> dict[str, object]:
    return {name: getattr(answer, name) for name in answer.__slots__}  # type: ignore[attr-defined]


def test_the_newest_list_is_the_one_whose_data_run_furthest(book: "tallybook.Book") -> None:
    listing = newest_listing(book)

    assert listing is not None
    assert (listing.file, len(listing.entries)) == ("2026-02-13_FY26_detentionStats_02122026.xlsx", 220)
    assert all(entry.code and entry.aor and POPULATION in entry.figures for entry in listing.entries)


def test_every_state_and_area_is_covered(book: "tallybook.Book") -> None:
    assert {covered.state for covered in coverage()} == set(STATES)
    printed = {aor for (aor,) in book.sql("SELECT DISTINCT aor FROM observation WHERE table_name = 'atd_by_aor'")}
    assert set(areas()) == printed - {"total", None}
    assert [(one.aor, len(one.counties)) for one in covering("CA")] == [
        ("los_angeles", 7), ("san_diego", 2), ("san_francisco", 49)]  # fmt: skip
    assert [one.state for one in covered_by("miami")] == ["FL", "PR", "VI"]
