"""Answers in Spanish: every word is there, and the sentences are those of a newspaper."""

from datetime import date

import pytest

import tallybook
from tallybook import prose
from tallybook.answers.saying_es import ARTICLES
from tallybook.answers.wording import is_count, period_of, subject, title_of, title_words, unit_words, value_words
from tallybook.dimensions import DIMENSIONS
from tallybook.measures import MEASURES, ways_of
from tallybook.measures.spanish import spanish
from tallybook.sources import code_lists
from tallybook.vocabulary import UNITS

SENTENCES = {
    "on_a_day": (
        {"measure": "atd_participants", "where": {"technology": "ankle_monitor"}, "on": "2025-05-17"},
        "El 17 de mayo de 2025, ICE contó 20,637 personas en el programa de Alternativas a la Detención con grillete "
        "electrónico (monitor de tobillo). Cifra publicada a más tardar el 24 de mayo de 2025.",
    ),
    "by_technology": (
        {"measure": "atd_participants", "by": "technology", "on": "2025-05-17"},
        "El 17 de mayo de 2025, ICE contó personas en el programa de Alternativas a la Detención, por tecnología: "
        "SmartLINK 160,247; monitor de tobillo 20,637; dispositivo de muñeca 3,415; VoiceID 1,351; doble tecnología "
        "22; sin tecnología 3. Cifras publicadas a más tardar el 24 de mayo de 2025.",
    ),
    "since_october": (
        {"measure": "atd_court_appearance_rate", "on": "2025-04-30", "as_of": "2025-05-30"},
        "Del 1 de octubre de 2024 al 30 de abril de 2025, la proporción de audiencias (todas, no solo las finales) "
        "ante el tribunal de inmigración a las que asistieron las personas en el programa de Alternativas a la "
        "Detención fue de 98.53 %, según informó ICE. Cifra publicada a más tardar el 24 de mayo de 2025, redondeada.",
    ),
    "of_a_month": (
        {"measure": "segregation_placements", "on": "2026-01-15"},
        "En enero de 2026, ICE contó 889 colocaciones en segregación. Cifra publicada a más tardar el 13 de febrero de "
        "2026.",
    ),
    "computed": (
        {"measure": "detained_share_by_agency", "on": "2026-02-07"},
        "El 7 de febrero de 2026, según las cifras de ICE, la proporción de personas detenidas por ICE, por agencia "
        "que hizo el arresto, fue: ICE 84.2 %; CBP 15.8 %. Cifras publicadas a más tardar el 13 de febrero de 2026, "
        "redondeadas.",
    ),
    "no_figure": (
        {"measure": "detained", "on": "2001-01-01", "as_of": "2019-12-31"},
        "No hay cifra de personas detenidas por ICE publicada a más tardar el 31 de diciembre de 2019 para ese día; "
        "días con cifra: 1 (el 4 de octubre de 2019; el más cercano, el 4 de octubre de 2019).",
    ),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_an_answer_is_said_in_spanish(name: str, book: "tallybook.Book") -> None:
    asked, sentence = SENTENCES[name]

    assert book.ask(**asked).sentence("es") == sentence  # type: ignore[arg-type]


def test_a_series_is_said_in_spanish(book: "tallybook.Book") -> None:
    answer = book.ask("detained", since="2026-01-20", until="2026-02-10")

    assert answer.sentence("es") == (
        "2 cifras de personas detenidas por ICE, la primera el 25 de enero de 2026: la última, 68,289 personas el 7 de "
        "febrero de 2026; la más alta, 70,766 personas el 25 de enero de 2026; la más baja, 68,289 personas el 7 de "
        "febrero de 2026."
    )


def test_every_measure_has_a_title_of_its_own_in_spanish() -> None:
    titles = [title_of(measure, "es") for measure in MEASURES.values()]

    assert set(spanish().titles) == set(MEASURES)
    assert set(spanish().said) <= set(MEASURES)
    assert len(set(titles)) == len(MEASURES)


def test_what_is_not_counted_has_an_article() -> None:
    for measure in MEASURES.values():
        if not is_count(measure):
            assert title_words(measure, "es").split()[0] in ARTICLES, measure.name


def test_every_way_code_and_unit_has_spanish_words() -> None:
    words = spanish()
    ways = {dimension.name for dimension in DIMENSIONS} | {way for m in MEASURES.values() for way in ways_of(m)}
    assert ways <= set(words.ways)
    assert set(words.phrases) | set(words.phrases_of) <= ways
    for way, listing in code_lists().items():
        codes = {code.code for code in listing.codes if code.code != "total"}
        codes |= {code.group for code in listing.codes if code.group}
        assert codes == set(words.codes[way]), way
    assert all(unit_words(unit, "es") and value_words(2, unit, lang="es") for unit in UNITS)


def test_a_part_is_said_as_it_goes_on(book: "tallybook.Book") -> None:
    answer = book.ask("atd_participants", where={"technology": "smartlink", "aor": "los_angeles"}, on="2025-05-17")

    said = subject(answer.measure, answer.question, answer.figure, "es")

    assert said == "personas en el programa de Alternativas a la Detención con SmartLINK en el área de Los Ángeles"
    assert period_of(answer.figure, "es") == "el 17 de mayo de 2025"


def test_days_and_periods_in_spanish() -> None:
    october, september = date(2020, 10, 1), date(2021, 9, 30)

    assert prose.in_words(october, "es") == "1 de octubre de 2020"
    assert prose.period_words(october, september, "es") == "año fiscal 2021"
    assert prose.period_words(date(2021, 12, 1), date(2021, 12, 31), "es") == "diciembre de 2021"
    assert prose.short_period(october, september, "es") == "AF2021"
    assert prose.short_period(date(2026, 1, 26), date(2026, 2, 7), "es") == "26 ene al 7 feb 2026"
    assert prose.listed(["CBP", "ICE"], lang="es") == "CBP e ICE"
