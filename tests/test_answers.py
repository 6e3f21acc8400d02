"""Answers: what a question may ask, what an answer owes its reader, and the same answer through every door."""

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tallybook
from tallybook.answers import Question
from tallybook.answers.citing import cell_ranges
from tallybook.answers.targets import distances
from tallybook.answers.unaveraging import person_days, shown_days
from tallybook.errors import NotAdditive, QuestionError, UnknownSplit
from tallybook.measures import MEASURES, ways_of
from tests.test_cli import run

DAYS = st.dates(date(2019, 1, 1), date(2027, 1, 1))
ANKLES = {"technology": "ankle_monitor"}


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Any question that makes sense."""
    measure = draw(st.sampled_from(list(MEASURES.values())))
    ways = draw(st.lists(st.sampled_from(ways_of(measure) or ("aor",)), unique=True, max_size=3))
    count = draw(st.integers(0, len(ways)))
    codes = st.from_regex(r"[a-z][a-z_ ]{0,6}[a-z](\|[a-z]{2,4})?", fullmatch=True)
    where = tuple((way, draw(codes)) for way in ways[count:])
    on = draw(st.none() | DAYS)
    since, until = (None, None) if on else sorted(draw(st.tuples(DAYS, DAYS)))
    errata = draw(st.sampled_from(["heed", "ignore"]))
    total = not on and draw(st.booleans())
    return Question(measure.name, tuple(ways[:count]), where, on, since, until, draw(st.none() | DAYS), errata, total)


@given(questions())
def test_a_question_is_the_same_written_down(question: Question) -> None:
    assert Question.asked(**question.as_parameters()) == question


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"on": "17 May 2025"}, "is no day"),
        ({"on": "2025-05-17", "since": "2025-01-01"}, "one day"),
        ({"since": "2025-05-17", "until": "2025-01-01"}, "is after"),
        ({"by": "technology", "where": ANKLES}, "chosen and split by"),
        ({"where": ["technology"]}, "chooses nothing"),
        ({"errata": "perhaps"}, "heeded or ignored"),
        ({"total": True}, "over several periods"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(asked: dict[str, str], says: str, book: tallybook.Book) -> None:
    with pytest.raises(QuestionError, match=says):
        book.ask("atd_participants", **asked)


def test_an_answer_says_itself_and_its_source(book: tallybook.Book) -> None:
    """B10 of the workbook first captured 24 May 2025 holds 20,637."""
    answer = book.ask("atd_participants", where=ANKLES, on="2025-05-17")

    assert answer.sentence() == (
        "On 17 May 2025, ICE counted 20,637 people in Alternatives to Detention, technology Ankle Monitor "
        "(published by 24 May 2025)."
    )
    plain = answer.cite()
    assert plain.startswith(answer.sentence())
    for part in ("FY25_detentionStats05232025.xlsx", "'ATD FY25 YTD'", "cell B10", "sha256 88224607", "kept by vera"):
        assert part in plain
    assert "(2025, May 24)" in answer.cite("apa")
    assert answer.cite("bibtex").startswith("@misc{ice-2025-05-24-88224607,")
    assert r"FY25\_detentionStats05232025.xlsx" in answer.cite("bibtex")
    with pytest.raises(QuestionError, match="No form of citation"):
        answer.cite("chicago")


def test_a_citation_of_parts_names_their_range(book: tallybook.Book) -> None:
    """Technologies stand in B9 to B14, their total in B15."""
    answer = book.ask("atd_participants", by="technology", on="2025-05-17")

    assert "cells B9:B14" in answer.cite()
    assert "SmartLINK 160,247; Ankle Monitor 20,637; Wristworn 3,415" in answer.sentence()
    assert cell_ranges(["A1", "B1", "A2", "B2", "D9"]) == ["A1:B2", "D9"]


def test_what_other_editions_print_is_said(book: tallybook.Book) -> None:
    """Workbooks of May 2023 printed 188,934 people on GPS for 20 May, the last of them 4,449."""
    answer = book.ask("atd_participants", where=ANKLES, on="2023-05-20", errata="ignore")

    assert (answer.value, answer.figure.differs, answer.figure.first_value) == (4_449, True, 188_934)
    assert "ther editions print another value (first 188,934" in answer.cite()


def test_what_the_ledger_holds_against_it_is_said(book: tallybook.Book) -> None:
    """B11 of 'ATD FY22 YTD', 3 March 2022: 182,607, where the parts say 189,727."""
    total = {"family_status": "total"}
    answer = book.ask("atd_participants", where=total, on="2022-02-26", errata="ignore")

    assert answer.value == 182_607
    assert any("189,727" in flag.sentence for flag in answer.figure.flags)
    assert "189,727" in answer.cite()
    assert not book.ask("atd_participants", where=total, on="2022-02-26").figures


@pytest.mark.parametrize(("measure", "where"), [
    ("average_bond", {}), ("book_outs_with_bond_posted", {}), ("share_of_book_outs_with_bond_posted", {}),
    ("parole_requests", {}),
])  # fmt: skip
def test_a_year_emptied_to_zeros_is_answered_by_the_edition_before(
    measure: str, where: dict[str, str], book: tallybook.Book
) -> None:
    """Since 21 November 2025 the columns of fiscal year 2025 print 0; the workbook of 30 October has numbers."""
    months = {"since": "2024-11-01", "until": "2025-08-31"}
    heeded, ignored = (book.ask(measure, where=where, errata=way, **months) for way in ("heed", "ignore"))

    assert {figure.report_date for figure in heeded.figures} == {date(2025, 10, 30)}
    assert all(figure.value for figure in heeded.figures)
    assert 0 in [figure.value for figure in ignored.figures]


def test_what_no_edition_but_an_emptied_one_prints_has_no_answer(book: tallybook.Book) -> None:
    """'ICLOS and Detainees' of October 2025 has no numbers of the end of September; since November it prints 0."""
    assert not book.ask("detained_by_custody_length", by="custody_length", on="2025-09-30").figures


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_every_answer_can_be_said_and_cited(name: str, book: tallybook.Book) -> None:
    from tests.test_measures import asked_as_its_example

    answer = asked_as_its_example(book, MEASURES[name])

    said = answer.sentence()
    assert said.endswith(".") and "  " not in said and "None" not in said and "_" not in said.split("(")[0]
    assert all(answer.cite(form) for form in ("plain", "apa", "bibtex"))
    assert len(answer.rows()) == len(answer.figures)
    assert all(list(row) == answer.columns for row in answer.rows())


DAY = "2024-03-20"


@pytest.mark.parametrize("name", ["detained", "initial_book_ins", "removals", "atd_court_appearance_rate"])
def test_an_answer_as_of_a_day_is_that_of_a_book_of_the_day(name: str, book: tallybook.Book) -> None:
    asked = book.ask(name, since="2023-06-01", as_of=DAY)
    with tallybook.open(book.path, date.fromisoformat(DAY)) as then:
        opened = then.ask(name, since="2023-06-01")

    assert asked.rows() == opened.rows()
    assert all(figure.report_date <= date.fromisoformat(DAY) for figure in asked.figures)
    assert book.ask(name, since="2023-06-01", as_of="2100-01-01").rows() == book.ask(name, since="2023-06-01").rows()


@pytest.mark.parametrize(
    ("measure", "by", "whole"),
    [
        ("atd_participants", "technology", {"technology": "total"}),
        ("atd_participants", "family_status", {"family_status": "total"}),
        ("detained", "criminality", {}),
        ("detained", "agency", {}),
        ("detained", "disposition", {"disposition": "total"}),
    ],
)
def test_parts_of_a_stock_add_up_to_the_whole(
    measure: str, by: str, whole: dict[str, str], book: tallybook.Book
) -> None:
    """On every day that the ledger does not doubt."""
    parts = book.ask(measure, by=by, since="2022-10-01").figures
    wholes = {figure.reference_end: figure for figure in book.ask(measure, where=whole, since="2022-10-01").figures}
    compared = 0
    for day in {part.reference_end for part in parts}:
        of_day = [part for part in parts if part.reference_end == day]
        same = {part.evidence[0].document for part in of_day} == {wholes[day].evidence[0].document}
        if same and not wholes[day].flags and not any(part.flags for part in of_day):
            compared += 1
            assert sum(part.value or 0 for part in of_day) == wholes[day].value, day

    assert compared > 40


def test_the_query_of_an_answer_finds_its_cells(book: tallybook.Book) -> None:
    answer = book.ask("atd_participants", by="technology", on="2025-05-17")

    found = {(row["document"], row["sheet"], row["cell"]) for row in book.sql(answer.sql()).rows()}

    assert found == {cell.place for cell in answer.cells()}


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("detained", "a day"),
        ("removals", "removals_between_editions"),
        ("initial_book_ins_to_date", "initial_book_ins"),
        ("average_daily_population", "average_daily_population_to_date"),
        ("detained_share_without_conviction", "without the sum"),
        ("vulnerable_people_in_segregation", "without the sum"),
    ],
)
def test_what_has_no_sum_is_not_summed(name: str, says: str, book: tallybook.Book) -> None:
    with pytest.raises(NotAdditive) as refused:
        book.ask(name, since="2025-01-01", total=True)

    assert says in refused.value.hint


def test_means_of_several_codes_are_not_taken_together(book: tallybook.Book) -> None:
    with pytest.raises(NotAdditive, match="can't be taken together"):
        book.ask("atd_mean_days_in_program", where={"aor": "boston", "technology": "gps|smartlink"})


def test_months_are_summed_and_what_is_not_over_is_said(book: tallybook.Book) -> None:
    """J22:Q22 of the workbook of 24 May 2025: book-ins after an arrest by ICE, October to 17 May."""
    months = [8_610, 7_580, 7_881, 11_754, 17_377, 19_125, 18_217, 11_367]
    answer = book.ask(
        "initial_book_ins",
        where={"agency": "ice"},
        since="2024-10-01",
        until="2025-05-31",
        as_of="2025-05-24",
        total=True,
    )

    assert answer.value == sum(months)
    assert len(list(answer.cells())) == len(months)
    assert answer.caveats[0] == "In the sum, though not over: from 1 May 2025 to 17 May 2025."
    assert (answer.figure.reference_start, answer.figure.reference_end) == (date(2024, 10, 1), date(2025, 5, 31))


def test_the_most_ever_has_a_rank_a_span_and_breaks(book: tallybook.Book) -> None:
    """68,442 of 13 December 2025 was the most until 70,766 of 25 January 2026 (F20 of the workbook of 3 February)."""
    highest, second, *_ = book.ask("detained", since="2019-01-01").ranked()

    assert (highest.figure.value, highest.figure.reference_end) == (70_766, date(2026, 1, 25))
    assert (second.place, second.figure.value, second.figure.reference_end) == (2, 68_442, date(2025, 12, 13))
    assert (highest.first, highest.last, highest.of) == (date(2019, 10, 4), date(2026, 2, 7), 109)
    assert "No figure is held between 21 September 2025 and 16 November 2025." in highest.breaks


def test_a_renamed_label_and_another_table_are_breaks(book: tallybook.Book) -> None:
    breaks = book.ask("atd_participants", where=ANKLES, since="2019-01-01").ranked()[0].breaks

    assert any("is called Ankle Monitor, before that GPS" in sentence for sentence in breaks)
    assert any("ICE prints it in the table 'ATD by technology', before that in 'ATD by area'" in s for s in breaks)


def test_another_title_is_a_break(book: tallybook.Book) -> None:
    """ICE printed final releases until January 2024, since then final book-outs."""
    breaks = book.ask("final_book_outs", since="2021-01-01").ranked()[0].breaks

    assert any("Book Outs" in sentence and "Releases" in sentence for sentence in breaks)


def test_figures_since_october_are_ranked_by_whole_years_only(book: tallybook.Book) -> None:
    ranks = book.ask("removals", since="2019-01-01").ranked()

    assert {(rank.figure.reference_end.month, rank.figure.reference_end.day) for rank in ranks} == {(9, 30)}
    with pytest.raises(NotAdditive, match="the later in the year"):
        book.ask("removals", since="2025-01-01", until="2025-06-01").ranked()


def test_a_target_is_somebody_s_word(book: tallybook.Book) -> None:
    [distance] = distances(book.ask("ice_arrest_book_ins_a_day", on="2025-04-10", as_of="2025-05-24"), 1_200)

    assert distance.difference == pytest.approx(18_217 / 30 - 1_200)
    assert distance.words == "592.77 a day below the 1,200 that somebody stated"
    with pytest.raises(QuestionError, match="no number a day"):
        distances(book.ask("detained"), 1_200)


def test_a_facility_s_mean_is_un_averaged_by_hand(book: tallybook.Book) -> None:
    """Allegany County Jail, N12:Q12 of two workbooks.

    13 May 2025: 0, 0.114832535885167, 0.167464114832536 and 2.5311004784689 over 209 days are 588 person-days;
    24 May 2025: 0, 0.233183856502242, 0.219730941704036 and 2.80717488789238 over 223 days are 727.
    """
    answer = book.ask(
        "facility_population_between_editions", where={"facility": "ALLEGANY COUNTY JAIL"}, on="2025-05-05"
    )
    figure = answer.figure

    assert figure.value == float(Fraction(727 - 588, 223 - 209))
    assert (figure.reference_start, figure.reference_end) == (date(2025, 4, 28), date(2025, 5, 11))
    assert figure.low == figure.value == figure.high
    assert sorted(cell.cell for cell in answer.cells()) == ["N12", "N12", "O12", "O12", "P12", "P12", "Q12", "Q12"]


@given(
    before=st.lists(st.integers(0, 4_000), min_size=12, max_size=40),
    more=st.lists(st.integers(0, 600), min_size=40, max_size=40),
    m=st.integers(40, 300),
    days=st.integers(7, 40),
    digits=st.integers(0, 12),
)
def test_bounds_hold_the_truth_whatever_the_digits(
    before: list[int], more: list[int], m: int, days: int, digits: int
) -> None:
    """Person-days are made, averaged and rounded as a workbook does; what comes back must hold them."""
    after = [one + extra for one, extra in zip(before, more, strict=False)]
    n = m + days
    truth = Fraction(sum(after) - sum(before), days)
    is_shown = digits >= 6

    _, low_a, high_a = person_days((round(one / m, digits) for one in before), m, is_shown)
    _, low_b, high_b = person_days((round(one / n, digits) for one in after), n, is_shown)

    assert (low_b - high_a) / days - Fraction(1, 10**6) <= truth <= (high_b - low_a) / days + Fraction(1, 10**6)


@given(st.lists(st.integers(1, 90_000), min_size=30, max_size=60, unique=True), st.integers(60, 360))
def test_the_digits_of_means_show_their_days(person_day_counts: list[int], days: int) -> None:
    means = [count / days for count in person_day_counts]

    shown = shown_days(means, days + 1)

    # Hundredths have two decimals and tell too little; counts that share a divisor with the days fit others too.
    assert shown == days or shown is None or all(count * shown % days == 0 for count in person_day_counts)
    assert shown or days == 100 or sum(count % days != 0 for count in person_day_counts) < 12


@pytest.mark.parametrize(
    "question",
    [
        Question.asked("atd_participants", by="technology", on="2025-05-17"),
        Question.asked("detained", by="criminality,agency", as_of="2025-01-10"),
        Question.asked("initial_book_ins", where={"agency": "ice"}, since="2025-01-01", until="2025-12-31", total=True),
        Question.asked("detained_share_by_agency", since="2025-10-01"),
        Question.asked("removals", on="1999-01-01"),
    ],
    ids=lambda question: question.measure,
)
def test_every_door_gives_the_same_answer(question: Question, book: tallybook.Book) -> None:
    done = run("ask", *question.as_arguments(), "--json", book=book.path)

    answer = book.ask(question)
    expected = json.loads(json.dumps(answer.rows(), default=str))
    assert done.returncode == (0 if answer.figures else 1)
    assert json.loads(done.stdout) == expected
    assert answer.sentence() in " ".join(done.stderr.split())


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("ask", "atd_participants", "--on", "2025-05-17"), 0, "185,675 people in Alternatives to Detention"),
        (("ask", "atd_participants", "--by", "technology", "--on", "2025-05-17", "--evidence"), 0, "B14"),
        (("ask", "detained", "--sql"), 0, "detained_by_criminality"),
        (("ask", "detained", "--cite", "bibtex"), 0, "@misc{ice-"),
        (("ask", "detained", "--rank", "highest", "--csv"), 0, "1,109,2019-10-04"),
        (("ask", "detained", "--rank", "highest", "--on", "2025-12-13"), 0, "2,109,"),
        (("ask", "ice_arrest_book_ins_a_day", "--on", "2025-12-01", "--target", "3000"), 0, "below the 3,000"),
        (("ask", "detained", "--target", "3000"), 2, "no number a day"),
        (("ask", "detained", "--sum", "--since", "2025-01-01"), 2, "no sum over time"),
        (("ask", "detained", "--on", "2025-05-01"), 1, "nearest 4 May 2025"),
        (("ask", "detaned"), 2, "Did you mean 'detained'?"),
        (("ask", "detained", "--by", "technology"), 2, "is not split by 'technology'"),
        (("ask", "facility_average_length_of_stay"), 2, "choose or split by facility"),
        (("measures",), 0, "atd_participants,"),
        (("measures", "atd_participants"), 0, "by technology: gps, ankle_monitor"),
        (("measures", "atd_participants", "--json"), 0, '"kind": "stock"'),
        (("measures", "atd"), 2, "No measure 'atd'"),
        (("cite", "2025-05-24!ATD FY25 YTD!B10"), 0, "ICE printed 20,637 people for 17 May 2025"),
        (("cite", "2025-05-24!ATD FY25 YTD!B10", "--form", "apa"), 0, "(2025, May 24)"),
        (("cite", "2025-05-24!ATD FY25 YTD!A16"), 0, "The cell reads 'Data from BI Inc."),
        (("cite", "2025-05-24!ATD FY25!B10"), 2, "Did you mean"),
    ],
    ids=lambda case: "_".join(case)[:50] if isinstance(case, tuple) else "",
)  # fmt: skip
def test_commands_answer_or_say_why_not(arguments: tuple[str, ...], code: int, says: str, book: tallybook.Book) -> None:
    done = run(*arguments, book=book.path)

    assert done.returncode == code, done.stderr
    assert says in " ".join((done.stdout + done.stderr).split())
    assert "Traceback" not in done.stderr


def test_two_tables_are_not_crossed(book: tallybook.Book) -> None:
    with pytest.raises(UnknownSplit, match="in no table by"):
        book.ask("detained", by="criminality,disposition")


def test_a_question_is_about_the_newest_without_a_day(book: tallybook.Book) -> None:
    question = Question.asked("atd_participants")
    newest = book.ask(question).figure

    everything = book.ask(replace(question, since=date.min)).figures
    assert newest.reference_end == max(figure.reference_end for figure in everything)


def test_a_sum_says_that_days_are_missing(book: tallybook.Book) -> None:
    """No workbook of October 2025 was kept, and removals between September and November are in no increment."""
    answer = book.ask("removals_between_editions", since="2025-08-01", until="2025-12-31", total=True)

    assert answer.sentence().endswith("Not all days between are in it.")
    assert any("20 September 2025 and 16 November 2025" in caveat for caveat in answer.caveats)


def test_what_to_know_has_no_heading_where_there_is_nothing_to_know(book: tallybook.Book) -> None:
    done = run("ask", "ice_arrest_book_ins_a_day", "--on", "2025-06-15", book=book.path)
    bond = run("ask", "average_bond", "--on", "2026-02-03", book=book.path)

    assert "A book-in is not an arrest" in done.stderr
    assert "CBP" not in done.stderr  # the measure is of arrests by ICE: row 22 of 'Detention FY25', not row 21
    assert "the period was not over" in bond.stderr
    assert "Before quoting it" not in bond.stderr
