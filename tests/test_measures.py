"""Measures: each answers, says what it is, and stands in the record as a person finds it there."""

from datetime import date

import pytest

import tallybook
from tallybook.answers import Answer
from tallybook.dimensions import DIMENSIONS
from tallybook.errors import UnknownMeasure, UnknownSplit
from tallybook.measures import KINDS, MEASURES, Measure, measure_named, ways_of
from tallybook.measures.description import example, read_from
from tallybook.sources import published_tables
from tallybook.vocabulary import UNITS

ALL = list(MEASURES.values())
MAY = "2025-05-24"  # as known on the day of the workbook that the figures below are typed from


def asked_as_its_example(book: tallybook.Book, measure: Measure) -> Answer:
    """The answer to the question that `tallybook measures NAME` proposes."""
    words = example(measure).split()
    return book.ask(measure.name, by=words[4] if len(words) > 3 else "")


@pytest.mark.parametrize("measure", ALL, ids=lambda measure: measure.name)
def test_every_measure_answers_its_own_example(measure: Measure, book: tallybook.Book) -> None:
    answer = asked_as_its_example(book, measure)

    assert answer.figures, answer.why_none
    assert any(figure.value is not None for figure in answer.figures)
    assert all(figure.evidence for figure in answer.figures)


@pytest.mark.parametrize("measure", ALL, ids=lambda measure: measure.name)
def test_every_measure_is_declared_in_words_that_the_house_knows(measure: Measure) -> None:
    tables = {table.name: set(table.dimensions) for table in published_tables()}
    places = {"city", "state", "row"}

    assert measure.unit in UNITS and measure.kind in KINDS
    assert measure.definition.endswith(".") and not measure.title.endswith(".")
    assert all(caveat.endswith(".") for caveat in measure.caveats)
    assert set(ways_of(measure)) <= {dimension.name for dimension in DIMENSIONS} | places
    for source in read_from(measure):
        assert set(source.ways) <= tables[source.table] | places, source


def test_a_mistyped_measure_or_way_gets_a_suggestion(book: tallybook.Book) -> None:
    with pytest.raises(UnknownMeasure, match="Did you mean 'atd_participants'"):
        measure_named("atd_partcipants")
    with pytest.raises(UnknownSplit, match="Did you mean 'technology'"):
        book.ask("atd_participants", by="technologie")
    with pytest.raises(UnknownSplit, match="Did you mean 'ankle_monitor'"):
        book.ask("atd_participants", where={"technology": "ankle_monitors"})


@pytest.mark.parametrize(
    ("measure", "where", "on", "value", "cell"),
    [
        # FY25_detentionStats05232025.xlsx, first captured 24 May 2025, opened and typed from.
        ("atd_participants", {}, "2025-05-17", 185_675, "B15"),
        ("atd_participants", {"technology": "ankle_monitor"}, "2025-05-17", 20_637, "B10"),
        ("atd_participants", {"family_status": "family_unit"}, "2025-05-17", 84_797, "B21"),
        ("atd_daily_technology_cost", {"technology": "smartlink"}, "2025-05-17", 153_837.120000192, "C9"),
        ("atd_mean_days_in_program", {}, "2025-05-17", 672.9949158475831, "C25"),
        ("atd_court_hearings", {}, "2025-04-30", 54_783, "F11"),
        ("atd_court_appearance_rate", {}, "2025-04-30", 0.9852508990015151, "G9"),
        ("atd_court_appearance_rate", {"attendance": "failed_to_attend"}, "2025-04-30", 0.014749100998484931, "G10"),
        ("atd_final_court_hearings", {"attendance": "attended"}, "2025-04-30", 5_848, "F18"),
        ("atd_final_hearing_appearance_rate", {}, "2025-04-30", 0.8786057692307693, "G18"),
        ("detained", {}, "2025-05-18", 48_870, "F20"),
        ("detained", {"criminality": "convicted_criminal", "agency": "ice"}, "2025-05-18", 13_529, "B21"),
        ("detained", {"disposition": "notice_to_appear", "facility_type": "adult"}, "2025-05-18", 27_560, "C12"),
        ("detained_with_fear_decision", {}, "2025-05-18", 7_472, "P10"),
        ("initial_book_ins", {"agency": "ice"}, "2025-04-15", 18_217, "P22"),
        ("initial_book_ins_to_date", {}, "2025-05-17", 170_022, None),
        ("final_book_outs", {}, "2025-04-15", 21_119, "I38"),
        ("removals", {}, "2025-05-17", 169_956, "P29"),
        ("removals_of_families", {}, "2025-05-17", 19_558, "P30"),
        ("average_bond", {}, "2025-01-15", 7_494.39252336448, "K7"),
        ("book_outs_with_bond_posted", {}, "2024-04-15", 1_110, "B5"),
        ("segregation_placements", {"facility": "MOSHANNON VALLEY PROCESSING CENTER"}, "2025-04-15", 163, "B7"),
        ("vulnerable_segregation_placements", {}, "2022-02-15", 296, "B12"),
        ("vulnerable_consecutive_days_in_segregation", {}, "2022-02-15", 11.99, "C12"),
        ("facility_average_length_of_stay", {"facility": "ALLEGANY COUNTY JAIL"},
         "2025-05-12", 10.2105263157895, "I12"),
    ],
    ids=lambda case: str(case)[:40],
)  # fmt: skip
def test_a_measure_reads_what_a_person_reads(
    measure: str, where: dict[str, str], on: str, value: float, cell: str | None, book: tallybook.Book
) -> None:
    answer = book.ask(measure, where=where, on=on, as_of=MAY)

    assert answer.value == pytest.approx(value, rel=1e-12)
    if cell:
        [found] = answer.cells()
        assert (found.cell, found.file[:10]) == (cell, MAY)


def test_a_share_is_made_of_the_cells_it_shows(book: tallybook.Book) -> None:
    """12,920 with a charge and 21,041 with neither, of 48,870 people: F22, F23 and F20 of the Detention sheet."""
    answer = book.ask("detained_share_without_conviction", on="2025-05-18", as_of=MAY)

    assert answer.value == (12_920 + 21_041) / 48_870
    assert sorted(cell.cell for cell in answer.cells()) == ["F20", "F22", "F23"]


@pytest.mark.parametrize("measure", [m for m in ALL if m.name.count("_share_by_")], ids=lambda measure: measure.name)
def test_a_ratio_is_the_part_by_the_whole_of_one_edition(measure: Measure, book: tallybook.Book) -> None:
    for figure in book.ask(measure.name, since="2023-01-01", until="2024-06-30").figures:
        *parts, whole = figure.evidence
        assert figure.value == sum(part.value for part in parts) / whole.value  # type: ignore[union-attr, misc]
        assert {cell.document for cell in figure.evidence} == {whole.document}
        assert {cell.series.table for cell in figure.evidence} == {whole.series.table}  # type: ignore[union-attr]


def test_a_day_s_mean_divides_by_the_days_that_the_data_cover(book: tallybook.Book) -> None:
    """Book-ins after an arrest by ICE: 11,367 in May 2025 (Q22), by data of 1 to 17 May; 18,217 in April (P22)."""
    may = book.ask("ice_arrest_book_ins_a_day", on="2025-05-10", as_of=MAY).figure
    april = book.ask("ice_arrest_book_ins_a_day", on="2025-04-10", as_of=MAY).figure

    assert (may.value, may.is_partial) == (11_367 / 17, True)
    assert (april.value, april.is_partial) == (18_217 / 30, False)


def test_increments_are_of_two_editions(book: tallybook.Book) -> None:
    """P29, removals since October: 157,948 to 3 May in the workbook of 13 May 2025, 169,956 to 17 May in the next."""
    figure = book.ask("removals_between_editions", on="2025-05-10", as_of=MAY).figure

    assert figure.value == 169_956 - 157_948
    assert (figure.reference_start, figure.reference_end) == (date(2025, 5, 4), date(2025, 5, 17))
    assert "revised" in " ".join(book.ask("removals_between_editions").caveats)


def test_a_renamed_technology_is_found_under_its_new_name(book: tallybook.Book) -> None:
    """The workbook of 13 June 2023 prints 4,407 people on GPS; ICE calls it Ankle Monitor since January 2024."""
    answer = book.ask("atd_participants", where={"technology": "ankle_monitor"}, on="2023-06-17")

    assert answer.value == 4_407
    assert "technology GPS" in answer.sentence()
