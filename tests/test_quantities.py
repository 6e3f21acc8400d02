"""Numbers in prose: what a text states, as a reader understands it, and what only looks like a number."""

import csv
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallybook.claims.quantities import Quantity, language_of, quantities

DEV = Path(__file__).parents[1] / "bench" / "claims" / "dev.csv"
_WHOLE = st.one_of(st.integers(1, 999), st.integers(1, 99_999), st.integers(1, 9_999_999))


def said(quantity: Quantity) -> str:
    """A quantity in a line: value, unit, comparator, and kind and change where they are not the usual ones."""
    more = [word for word in (quantity.kind.replace("number", ""), quantity.change) if word]
    return " ".join([f"{quantity.value:.10g} {quantity.unit} {quantity.comparator}", *more])


ENGLISH = [
    # Plain figures.
    ("ICE counted 267,258 removals.", ["267258 count ="]),
    ("There were 20637 ankle monitors in use.", ["20637 count ="]),
    ("ICE jails held 13,914 people, 4,667 of them its own.", ["13914 count =", "4667 count ="]),
    ("They attended 18,642 of 18,900 hearings.", ["18642 count =", "18900 count ="]),
    ("requests collapsed: 17 in May, against 1,040 in January", ["17 count =", "1040 count ="]),
    ("ICE has 1,234,567 records", ["1234567 count ="]),
    ("The stay was 49.5 days on average.", ["49.5 days ="]),
    ("98.5% of people on ATD appear", ["98.5 percent ="]),
    ("98.5 percent of them", ["98.5 percent ="]),
    ("88 per cent of them", ["88 percent ="]),
    ("88 pct of them", ["88 percent ="]),
    ("a share of .5 percent", ["0.5 percent ="]),
    ("the rate fell 1.5 percentage points", ["1.5 percent = down"]),
    ("averaged $6,354 in April", ["6354 usd ="]),
    ("costs $56,545 a day", ["56545 usd ="]),
    ("the contract is worth US$1.2 million", ["1200000 usd ="]),
    ("a $3bn contract", ["3000000000 usd ="]),
    ("paid 6,354 dollars", ["6354 usd ="]),
    ("paid $152 per day", ["152 usd ="]),
    ("roughly 35k monitors", ["35000 count ~"]),
    ("about 3.6 million cases", ["3600000 count ~"]),
    ("some 300 thousand records", ["300000 count ~"]),
    ("the backlog, 3 million cases", ["3000000 count ="]),
    ("a 1,000-bed tent camp", ["1000 count ="]),
    ("20,000-plus monitors", ["20000 count >"]),
    ("20,000+ monitors", ["20000 count >"]),
    ("20,000 or more monitors", ["20000 count >"]),
    ("20,000 or so monitors", ["20000 count ~"]),
    ("20,000 or fewer", ["20000 count <"]),
    ("On Nov. 19, 268,755 people were reporting", ["268755 count ="]),
    ("On June 1, 22,438 detainees were awaiting trial", ["22438 count ="]),
    ("In May 22,473 exits were coded", ["22473 count ="]),
    ("In May 17 people died", ["17 count ="]),
    ("(20,637 people)", ["20637 count ="]),
    ("“20,637 people,” he said", ["20637 count ="]),
    ("20,637; 20,638: 20,639.", ["20637 count =", "20638 count =", "20639 count ="]),
    ("from about 1,500 in October to roughly a hundred in March", ["1500 count ~", "100 count ~"]),
    ("between 10,000 and 12,000 people", ["10000 count =", "12000 count ="]),
    ("10,000 to 12,000 people", ["10000 count =", "12000 count ="]),
    ("10,000-12,000 people", ["10000 count =", "12000 count ="]),
    ("arrested another 500 people", ["500 count ="]),
    ("a record 61,226 detainees", ["61226 count ="]),
    ("a total of 1,124 placements", ["1124 count ="]),
    ("Only 2,648 immigrants", ["2648 count ="]),
    # Number words.
    ("Fifty-two people", ["52 count ="]),
    ("fifty two people", ["52 count ="]),
    ("Seven U.S. citizens have been arrested", ["7 count ="]),
    ("Nine people have died", ["9 count ="]),
    ("twenty thousand monitors", ["20000 count ="]),
    ("twenty-three thousand five hundred", ["23500 count ="]),
    ("three hundred and twelve people", ["312 count ="]),
    ("two hundred thousand removals", ["200000 count ="]),
    ("one million two hundred thousand cases", ["1200000 count ="]),
    ("five thousand and six", ["5006 count ="]),
    ("eighteen hundred people", ["1800 count ="]),
    ("a thousand people", ["1000 count ="]),
    ("a hundred people", ["100 count ="]),
    ("a dozen people", ["12 count ="]),
    ("two dozen people", ["24 count ="]),
    ("half a dozen people", ["6 count ="]),
    ("a quarter million removals", ["250000 count ="]),
    ("a quarter of a million removals", ["250000 count ="]),
    ("half a million removals", ["500000 count ="]),
    ("over half a million removals", ["500000 count >"]),
    ("three quarters of a million", ["750000 count ="]),
    ("two and a half million", ["2500000 count ="]),
    ("a million and a half", ["1500000 count ="]),
    ("Eight point one percent of all", ["8.1 percent ="]),
    ("three point six million cases", ["3600000 count ="]),
    ("Around one and a half percent of hearings", ["1.5 percent ~"]),
    ("Seventy-five percent", ["75 percent ="]),
    ("one percent of hearings", ["1 percent ="]),
    ("only one person was on two technologies", ["1 count ="]),
    ("seven thousand dollars", ["7000 usd ="]),
    ("between one hundred and two hundred people", ["100 count =", "200 count ="]),
    ("between twenty and thirty people", ["20 count =", "30 count ="]),
    ("the high twenty-three thousands", ["23500 count just over"]),
    ("in the low seven thousands", ["7000 count just over"]),
    ("the mid twenty thousands", ["20500 count ~"]),
    # Comparators.
    ("ICE deported some 267,000 people", ["267000 count ~"]),
    ("Some 53,975 immigrants", ["53975 count ="]),
    ("about 6,000", ["6000 count ~"]),
    ("roughly 6,000", ["6000 count ~"]),
    ("around 6,000", ["6000 count ~"]),
    ("approximately 6,000", ["6000 count ~"]),
    ("an estimated 6,000", ["6000 count ~"]),
    ("as many as 6,000", ["6000 count ~"]),
    ("in the neighborhood of 6,000", ["6000 count ~"]),
    ("more than 40,000 people", ["40000 count >"]),
    ("more than the 20,000 of last year", ["20000 count >"]),
    ("over 400,000 people", ["400000 count >"]),
    ("well over 400,000 people", ["400000 count >"]),
    ("upwards of 400,000 people", ["400000 count >"]),
    ("north of 400,000 people", ["400000 count >"]),
    ("in excess of 400,000", ["400000 count >"]),
    ("at least 400,000", ["400000 count >"]),
    ("no fewer than 400,000", ["400000 count >"]),
    ("topped 61,000 in late August", ["61000 count >"]),
    ("exceeded 61,000", ["61000 count >"]),
    ("surpassed 61,000", ["61000 count >"]),
    ("crossed the 60,000 mark", ["60000 count >"]),
    ("had passed a quarter million", ["250000 count >"]),
    ("Fewer than fifty people", ["50 count <"]),
    ("Fewer than a thousand people", ["1000 count <"]),
    ("less than 5 percent", ["5 percent <"]),
    ("under 40,000", ["40000 count <"]),
    ("below 40,000", ["40000 count <"]),
    ("at most 40,000", ["40000 count <"]),
    ("no more than 40,000", ["40000 count <"]),
    ("up to 40,000 people", ["40000 count <"]),
    ("the count is now up to 40,000", ["40000 count ="]),
    ("nearly 320,000 removals", ["320000 count nearly"]),
    ("almost 320,000 removals", ["320000 count nearly"]),
    ("close to 320,000 removals", ["320000 count nearly"]),
    ("just under 320,000", ["320000 count nearly"]),
    ("just shy of 320,000", ["320000 count nearly"]),
    ("slightly less than 320,000", ["320000 count nearly"]),
    ("a little under 320,000", ["320000 count nearly"]),
    ("approaching 320,000", ["320000 count nearly"]),
    ("Just over 80,000 participants", ["80000 count just over"]),
    ("a little more than 80,000", ["80000 count just over"]),
    ("slightly above 80,000", ["80000 count just over"]),
    ("more than $6,000", ["6000 usd >"]),
    ("MORE THAN 60,000 PEOPLE", ["60000 count >"]),
    ("the more than 60,000 people in custody", ["60000 count >"]),
    ("a little over a third of them", ["33.33 percent just over fraction"]),
    ("28 of every 100 detainees", ["28 percent ~ fraction"]),
    ("close to nine in ten", ["90 percent nearly fraction"]),
    ("never exceeded $8,000", ["8000 usd <"]),
    ("in the Chicago area 372 participants", ["372 count ="]),
    ("placed in segregation 512 times", ["512 count ="]),
    ("still the majority in ICE detention", ["50 percent > majority"]),
    ("moreover 500 people left", ["500 count ="]),
    # Shares.
    ("About one in nine people", ["11.11 percent ~ fraction"]),
    ("one-in-nine people", ["11.11 percent ~ fraction"]),
    ("1 in 7 people", ["14.29 percent ~ fraction"]),
    ("more than 4 in 5 people", ["80 percent > fraction"]),
    ("better than four in five", ["80 percent > fraction"]),
    ("nine out of ten detainees", ["90 percent ~ fraction"]),
    ("nine of every ten detainees", ["90 percent ~ fraction"]),
    ("Three in ten people", ["30 percent ~ fraction"]),
    ("one out of every three", ["33.33 percent ~ fraction"]),
    ("over a fifth of everyone on ATD", ["20 percent > fraction"]),
    ("two thirds of them", ["66.67 percent ~ fraction"]),
    ("two-thirds of them", ["66.67 percent ~ fraction"]),
    ("More than three quarters of those detained", ["75 percent > fraction"]),
    ("three-fourths of them", ["75 percent ~ fraction"]),
    ("only about a third of detainees", ["33.33 percent ~ fraction"]),
    ("one-third of detainees", ["33.33 percent ~ fraction"]),
    ("less than a third of its July size", ["33.33 percent < fraction"]),
    ("nearly a quarter of them", ["25 percent nearly fraction"]),
    ("half of them", ["50 percent ~ fraction"]),
    ("more than half of them", ["50 percent > fraction"]),
    ("almost half the detainees", ["50 percent nearly fraction"]),
    ("a tenth of them", ["10 percent ~ fraction"]),
    ("Most of the people ICE is detaining", ["50 percent > majority"]),
    ("Most exits from detention", ["50 percent > majority"]),
    ("while most ICE detainees have no record", ["50 percent > majority"]),
    ("a majority of detainees", ["50 percent > majority"]),
    ("the vast majority of detainees", ["50 percent > majority"]),
    # Ratios.
    ("more than seventeen times as many reported by app", ["17 times > ratio"]),
    ("three times as many", ["3 times ~ ratio"]),
    ("two and a half times the January figure", ["2.5 times ~ ratio"]),
    ("twice as many people", ["2 times ~ ratio"]),
    ("half as many people", ["0.5 times ~ ratio"]),
    ("a third as many people", ["0.33 times ~ ratio"]),
    ("double the January figure", ["2 times ~ ratio"]),
    ("nearly double last year's number", ["2 times nearly ratio"]),
    ("has doubled since May", ["2 times ~ ratio up"]),
    ("has more than doubled", ["2 times > ratio up"]),
    ("nearly tripled", ["3 times nearly ratio up"]),
    ("roughly quadrupled", ["4 times ~ ratio up"]),
    ("has grown roughly sixfold", ["6 times ~ ratio up"]),
    ("a sixfold increase", ["6 times ~ ratio up"]),
    ("a six-fold increase", ["6 times ~ ratio up"]),
    ("a 10-fold rise", ["10 times ~ ratio up"]),
    ("the caseload has halved", ["0.5 times ~ ratio down"]),
    ("arrests were cut in half", ["0.5 times ~ ratio down"]),
    ("the doubling of arrests", ["2 times ~ ratio up"]),
    # Amounts of change, and levels.
    ("has jumped by a fifth since January", ["20 percent ~ fraction up"]),
    ("grew 40 percent", ["40 percent = up"]),
    ("climbed by about 6,000", ["6000 count ~ up"]),
    ("shrank by almost half", ["50 percent nearly fraction down"]),
    ("has swollen by more than forty percent", ["40 percent > up"]),
    ("down 12 percent from April", ["12 percent = down"]),
    ("up nearly 12 percent", ["12 percent nearly up"]),
    ("a 12 percent increase", ["12 percent = up"]),
    ("a 12% drop", ["12 percent = down"]),
    ("an increase of 12 percent", ["12 percent = up"]),
    ("6,000 more people than in April", ["6000 count = up"]),
    ("6,000 fewer people than in April", ["6000 count = down"]),
    ("40 percent higher than in January", ["40 percent = up"]),
    ("climbed by 6,000, or 28 percent", ["6000 count = up", "28 percent = up"]),
    ("rose by 17,000 people, or 43 percent", ["17000 count = up", "43 percent = up"]),
    ("fell by 5,000 in May and 3,000 in June", ["5000 count = down", "3000 count = down"]),
    ("rose from 10 to 12 percent", ["10 percent =", "12 percent ="]),
    ("rose above 60,000", ["60000 count >"]),
    ("up tenfold", ["10 times ~ ratio up"]),
    ("grew by a factor of three", ["3 times ~ ratio up"]),
    ("5% above last year's pace", ["5 percent = up"]),
    ("slipped below 40,000", ["40000 count <"]),
    ("dropped by nearly 7,000 to 17,000", ["7000 count nearly down", "17000 count ="]),
    ("quadrupled to over 4,000", ["4 times ~ ratio up", "4000 count >"]),
    ("a 43.7-percent increase", ["43.7 percent = up"]),
    ("1.5 times as many", ["1.5 times ~ ratio"]),
    ("$1,000 more than a year earlier", ["1000 usd = up"]),
    ("fell 12 percent to 20,637", ["12 percent = down", "20637 count ="]),
    ("Arrests rose in May by 12 percent", ["12 percent = up"]),
    ("GPS units jumped to 188,934", ["188934 count ="]),
    ("has exploded to 188,934 people", ["188934 count ="]),
    ("was down to 13,258", ["13258 count ="]),
    ("rose from 13,258", ["13258 count ="]),
    ("fell below 13,258", ["13258 count <"]),
    ("used by about 86 percent of participants", ["86 percent ~"]),
    # Lengths, and days that only place a time.
    ("Immigrants sit in detention for 680 days on average", ["680 days ="]),
    ("The average time is running at about 71 days", ["71 days ~"]),
    ("The average stay is about seven weeks", ["7 weeks ~"]),
    ("people leave ICE detention in under a month", ["1 months <"]),
    ("People had been inside for 49.5 days", ["49.5 days ="]),
    ("the average 71-day stay", ["71 days ="]),
    ("stays lasted over 71 days", ["71 days >"]),
    ("The mean was 5.5 months", ["5.5 months ="]),
    ("Seattle has doubled in two weeks", ["2 times ~ ratio up"]),
    ("jumped in the space of two weeks", []),
    ("the past 12 months", []),
    ("over the past two years", []),
    ("over two weeks, arrests rose", []),
    ("two weeks before", []),
    ("three days ago", []),
    ("the first 100 days", []),
    ("every two weeks", []),
    ("With ten days left in the fiscal year", []),
    ("the most in five years", []),
    ("lived in the country over a year", []),
    ("for more than a decade", []),
    ("It takes three to four weeks on average", ["3 weeks =", "4 weeks ="]),
    ("jumped in three to four weeks", []),
    ("the average stay fell from 49.5 days to 44.2 days", ["49.5 days =", "44.2 days ="]),
    ("three days longer than in April", ["3 days = up"]),
    ("spends 44 days in custody", ["44 days ="]),
    ("an average of 71 days, up from 44", ["71 days =", "44 days ="]),
    ("released within 30 days", []),
    ("held for more than 60 days", ["60 days >"]),
    # None, and amounts without a figure.
    ("The report lists no arrests of U.S. citizens", ["0 count = none"]),
    ("No arrests of citizens were made", ["0 count = none"]),
    ("Not a single arrest", ["0 count = none"]),
    ("The agency detained no U.S. citizens", ["0 count = none"]),
    ("There were no deaths in custody", ["0 count = none"]),
    ("ICE did not arrest one U.S. citizen", ["0 count = none"]),
    ("Nobody at all was in family detention", ["0 count = none"]),
    ("zero releases", ["0 count = none"]),
    ("none of them", ["0 count = none"]),
    ("Hundreds of those arrested", ["100 count > vague"]),
    ("several hundred people", ["100 count > vague"]),
    ("tens of thousands of people", ["10000 count > vague"]),
    ("dozens of arrests", ["24 count > vague"]),
    ("vowed to deport millions", ["1000000 count > vague"]),
    ("promised to deport “millions,”", ["1000000 count > vague"]),
    # Nothing that counts.
    ("In 2004, the old system", []),
    ("in fiscal 2025 and FY2026, FY 26 and fiscal year 2024", []),
    ("On May 17, 2025, and June 1st", []),
    ("on 9 April and the 4th of August 2022", []),
    ("the Nov. 22 release of 02/07/2026", []),
    ("mid-February 2021", []),
    ("287(g) agreements", []),
    ("a notice, Form I-862, under Title 42", []),
    ("ICE Threat Level 1", []),
    ("24/7 during COVID-19", []),
    ("a 30-year-old Colombian man", []),
    ("a woman aged 52", []),
    ("Maria Lopez, 34, said", []),
    ("within 24 hours", []),
    ("Section 236 of the act, 8 U.S.C. 1378a", []),
    ("second only to San Francisco on the first day of June", []),
    ("one consultant wrote", []),
    ("one another, this one, no one, at once", []),
    ("detained once or twice", []),
    ("the second quarter, Q2 of 2025", []),
    ("the last two releases", []),
    ("tracked with two technologies at once", []),
    ("a quarter ago, a third country", []),
    ("the second half of the year", []),
    ("half an hour, half-brother", []),
    ("the most crowded site, the most anywhere, at most", []),
    ("the most immigrant arrests in a single day", []),
    ("waste of money from day one", []),
    ("people with no criminal record", []),
    ("the clients had no final orders", []),
    ("We have no way out; nobody is safe", []),
    ("never missed a single appointment", []),
    ("call 202-555-0143 at 9:30 a.m.", []),
    ("FY26_detentionStats_02122026.xlsx at https://www.ice.gov/detain/2025", []),
    ("deported three times", []),
    ("at 26 Federal Plaza, Executive Order 14159, the 9th Circuit", []),
    ("Sept. 24-30, the 1990s", []),
    ("between 2019 and 2025, in 2019, 2020 and 2021", []),
    ("he has lived here since he was four", []),
    ("top 10 facilities", []),
    ("zero tolerance", []),
    ("doubled down on it", []),
    ("three sources familiar with the arrests", []),
    ("a seven-member panel", []),
    ("H.R. 1 and SB 4", []),
    ("a 7-2 decision", []),
    ("version 1.2.3", []),
    ("1,23,456", []),
    ("", []),
]

SPANISH = [
    ("el programa tenía 182.607 participantes", ["182607 count ="]),
    ("el programa tenía 182,607 participantes", ["182607 count ="]),
    ("1.234.567 casos", ["1234567 count ="]),
    ("tenía 1077 personas", ["1077 count ="]),
    ("El 92 por ciento de los inscritos", ["92 percent ="]),
    ("el 98,5% de los inscritos", ["98.5 percent ="]),
    ("el 98.5 % de los inscritos", ["98.5 percent ="]),
    ("Cerca de 35 mil inmigrantes", ["35000 count ~"]),
    ("35 mil 639 personas", ["35639 count ="]),
    ("1,5 millones de casos", ["1500000 count ="]),
    ("3.6 millones de casos", ["3600000 count ="]),
    ("dos mil millones de dólares", ["2000000000 usd ="]),
    ("$6.354 de fianza", ["6354 usd ="]),
    ("6.354 dólares", ["6354 usd ="]),
    ("medio millón de personas", ["500000 count ="]),
    ("un cuarto de millón de personas", ["250000 count ="]),
    ("un millón y medio de casos", ["1500000 count ="]),
    ("un millón doscientos mil casos", ["1200000 count ="]),
    ("veintitrés personas", ["23 count ="]),
    ("treinta y cinco mil personas", ["35000 count ="]),
    ("cincuenta mil detenidos", ["50000 count ="]),
    ("mil personas", ["1000 count ="]),
    ("cien personas", ["100 count ="]),
    ("quinientas doce personas", ["512 count ="]),
    ("una docena de personas", ["12 count ="]),
    ("media docena de personas", ["6 count ="]),
    ("ocho coma uno por ciento", ["8.1 percent ="]),
    ("entre cien y doscientas personas", ["100 count =", "200 count ="]),
    ("vigila a unas 30.000 personas", ["30000 count ~"]),
    ("alrededor de 30.000", ["30000 count ~"]),
    ("aproximadamente 30.000", ["30000 count ~"]),
    ("alrededor del 30 por ciento", ["30 percent ~"]),
    ("más de 41.000 personas", ["41000 count >"]),
    ("más del 40 por ciento", ["40 percent >"]),
    ("al menos 41.000", ["41000 count >"]),
    ("Por lo menos 650 sedes policiales", ["650 count >"]),
    ("superó los 61.000 detenidos", ["61000 count >"]),
    ("menos de 40.000 detenidos", ["40000 count <"]),
    ("no más de 40.000 detenidos", ["40000 count <"]),
    ("hasta 40.000 detenidos", ["40000 count <"]),
    ("subió hasta 40.000 detenidos", ["40000 count ="]),
    ("casi 40.000 detenidos", ["40000 count nearly"]),
    ("poco menos de 40.000", ["40000 count nearly"]),
    ("poco más de 40.000", ["40000 count just over"]),
    ("40.000 o más", ["40000 count >"]),
    ("Más de ocho de cada diez personas", ["80 percent > fraction"]),
    ("uno de cada nueve", ["11.11 percent ~ fraction"]),
    ("una de cada cinco personas", ["20 percent ~ fraction"]),
    ("8 de cada 10 personas", ["80 percent ~ fraction"]),
    ("La mitad de las personas", ["50 percent ~ fraction"]),
    ("más de la mitad de las personas", ["50 percent > fraction"]),
    ("un tercio de los detenidos", ["33.33 percent ~ fraction"]),
    ("dos tercios de los detenidos", ["66.67 percent ~ fraction"]),
    ("una tercera parte de los detenidos", ["33.33 percent ~ fraction"]),
    ("las tres cuartas partes de los detenidos", ["75 percent ~ fraction"]),
    ("casi la cuarta parte de los detenidos", ["25 percent nearly fraction"]),
    ("La mayoría de los detenidos", ["50 percent > majority"]),
    ("el doble que en enero", ["2 times ~ ratio"]),
    ("casi el triple de enero", ["3 times nearly ratio"]),
    ("se duplicó desde mayo", ["2 times ~ ratio up"]),
    ("Casi se triplicaron", ["3 times nearly ratio up"]),
    ("se han más que duplicado", ["2 times > ratio up"]),
    ("aumentó 43 por ciento, hasta 56.397 personas", ["43 percent = up", "56397 count ="]),
    ("apenas un tercio la tiene", ["33.33 percent ~ fraction"]),
    ("un total de mil 124 personas", ["1124 count ="]),
    ("más de dos mil 200 personas", ["2200 count >"]),
    ("185 mil 824 personas", ["185824 count ="]),
    ("casi 7 de cada 10 detenidos", ["70 percent nearly fraction"]),
    ("pasaron de 39.238 a 61.226, un alza del 56 %", ["39238 count =", "61226 count =", "56 percent = up"]),
    ("A 15 de junio había 56.397 detenidos", ["56397 count ="]),
    ("se multiplicó por seis", ["6 times ~ ratio up"]),
    ("se ha triplicado", ["3 times ~ ratio up"]),
    ("se redujo a la mitad", ["0.5 times ~ ratio down"]),
    ("tres veces más que en enero", ["3 times ~ ratio"]),
    ("aumentó un 40 por ciento", ["40 percent = up"]),
    ("creció en más de 40%", ["40 percent > up"]),
    ("cayó un tercio", ["33.33 percent ~ fraction down"]),
    ("un aumento del 40 por ciento", ["40 percent = up"]),
    ("un 40 % más que en enero", ["40 percent = up"]),
    ("un 40 % menos que en enero", ["40 percent = down"]),
    ("subió a 188.934", ["188934 count ="]),
    ("bajó de 40.000 a 30.000", ["40000 count =", "30000 count ="]),
    ("una estancia promedio de 71 días", ["71 days ="]),
    ("pasan detenidos unos 71 días", ["71 days ~"]),
    ("salen en menos de un mes", ["1 months <"]),
    ("se duplicó en dos semanas", ["2 times ~ ratio up"]),
    ("en los últimos 12 meses", []),
    ("hace tres semanas", []),
    ("los primeros cien días del año", []),
    ("dos semanas después", []),
    ("ningún arresto de ciudadanos", ["0 count = none"]),
    ("ni una sola detención", ["0 count = none"]),
    ("cero liberaciones", ["0 count = none"]),
    ("cientos de personas", ["100 count > vague"]),
    ("miles de personas", ["1000 count > vague"]),
    ("decenas de miles de personas", ["10000 count > vague"]),
    ("millones de personas", ["1000000 count > vague"]),
    ("El 7 de febrero de 2026", []),
    ("entre el 3 y el 9 de mayo", []),
    ("el 1.º de junio, el primero de junio", []),
    ("en el año fiscal 2025 y en 2024", []),
    ("un hombre de 34 años", []),
    ("convenios 287(g) y el Título 42", []),
    ("una abogada, uno de los pastores", []),
    ("La gente tiene miedo", []),
    ("Nadie está a salvo", []),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH, ids=[text for text, _ in ENGLISH])
def test_english_is_read_as_a_reader_understands_it(text: str, expected: list[str]) -> None:
    assert [said(quantity) for quantity in quantities(text)] == expected


@pytest.mark.parametrize(("text", "expected"), SPANISH, ids=[text for text, _ in SPANISH])
def test_spanish_is_read_as_a_reader_understands_it(text: str, expected: list[str]) -> None:
    assert [said(quantity) for quantity in quantities(text, "es")] == expected


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("20,637", 1),
        ("98.5 percent", 0.1),
        ("98.52 percent", 0.01),
        ("20 percent", 1),
        ("267,000", 1000),
        ("3.6 million", 100_000),
        ("3 million", 1_000_000),
        ("twenty thousand", 1000),
        ("19,980", 1),
        ("26,800", 100),
        ("30,000", 1000),
        ("8,720", 10),
        ("559", 1),
        ("35k", 1000),
        ("$6,999.6", 0.1),
        ("a quarter million", 10_000),
        ("one in nine", 1),
        ("half as many", 0.1),
        ("eight point one percent", 0.1),
    ],
)
def test_the_step_is_the_worth_of_the_last_digit_that_is_given(text: str, step: float) -> None:
    [quantity] = quantities(text)

    assert quantity.step == step


def test_the_span_covers_number_and_unit_and_the_words_have_the_comparator() -> None:
    text = "About 98.5 percent paid more than $6,354, or 20,000 or more."

    found = quantities(text)

    assert [text[q.start : q.end] for q in found] == ["98.5 percent", "$6,354", "20,000"]
    assert [q.text for q in found] == ["About 98.5 percent", "more than $6,354", "20,000 or more"]


# A row whose comparator is no word of the statement: "About 44 percent" is scored as 43.7 exactly.
_MEANT_EXACTLY = {"DEV-087"}
_DAYS_IN = {"days": 1, "weeks": 7, "months": 30}


def _states(quantity: Quantity, row: dict[str, str], claimed: float, comparator: str) -> bool:
    """Whether a quantity is the claimed value of a row; the bench counts months as days and rounds shares."""
    in_days = row["unit"] == "days" and quantity.unit in _DAYS_IN
    value = quantity.value * (_DAYS_IN[quantity.unit] if in_days else 1)
    near = abs(value - claimed) <= max(quantity.step / 2, 0.05)
    is_stated = comparator in ("", "~") or row["id"] in _MEANT_EXACTLY
    return near and (
        quantity.comparator == comparator or (is_stated and quantity.comparator in ("=", "~")) or not comparator
    )


def test_every_claimed_value_of_the_bench_is_found_with_its_comparator() -> None:
    """A claim of 0 is a comparison without a number ("have outnumbered"), unless the row says "no arrests"."""
    if not DEV.exists():
        pytest.skip("bench/claims/dev.csv is not here")
    missed = []
    for row in csv.DictReader(DEV.open(encoding="utf-8")):
        values = [float(value) for value in row["claimed_value"].split(";") if value]
        signs = row["comparator"].split(";")
        signs = signs if len(signs) == len(values) else signs * len(values)
        found = quantities(row["text"], row["lang"])
        for value, sign in zip(values, signs, strict=True):
            without_number = value == 0 and sign != "="
            if not without_number and not any(_states(quantity, row, value, sign) for quantity in found):
                missed.append((row["id"], value, sign))

    assert missed == []


def test_the_language_of_every_statement_of_the_bench_is_known() -> None:
    if not DEV.exists():
        pytest.skip("bench/claims/dev.csv is not here")
    rows = csv.DictReader(DEV.open(encoding="utf-8"))

    assert [row["id"] for row in rows if language_of(row["text"]) != row["lang"]] == []


_UNITS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis"
    " diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis"
    " veintisiete veintiocho veintinueve",
}
_TENS = {
    "en": "_ _ twenty thirty forty fifty sixty seventy eighty ninety",
    "es": "_ _ _ treinta cuarenta cincuenta sesenta setenta ochenta noventa",
}
_HUNDREDS = "_ ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
_EN, _ES = _UNITS["en"].split(), _UNITS["es"].split()
_EN_TENS, _ES_TENS, _ES_HUNDREDS = _TENS["en"].split(), _TENS["es"].split(), _HUNDREDS.split()


def in_english(number: int, joint: str = "") -> str:
    """A whole number in English words; `joint` may be "and " after hundreds."""
    for size, name in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            link = joint if size == 100 or rest < 100 else ""
            more = f" {link}{in_english(rest, joint)}" if rest else ""
            return f"{in_english(number // size, joint)} {name}{more}"
    if number < 20:
        return _EN[number]
    return _EN_TENS[number // 10] + (f"-{_EN[number % 10]}" if number % 10 else "")


def in_spanish(number: int, *, before_noun: bool = False) -> str:
    """A whole number in Spanish words; short forms (veintiún, un) stand before mil and millones."""
    if number >= 10**6:
        millions, rest = divmod(number, 10**6)
        head = "un millón" if millions == 1 else f"{in_spanish(millions, before_noun=True)} millones"
        return f"{head} {in_spanish(rest)}" if rest else head
    if number >= 1000:
        thousands, rest = divmod(number, 1000)
        head = "mil" if thousands == 1 else f"{in_spanish(thousands, before_noun=True)} mil"
        return f"{head} {in_spanish(rest)}" if rest else head
    if number > 100:
        rest = number % 100
        return _ES_HUNDREDS[number // 100] + (f" {in_spanish(rest, before_noun=before_noun)}" if rest else "")
    if number == 100:
        return "cien"
    words = _ES[number] if number < 30 else _ES_TENS[number // 10] + (f" y {_ES[number % 10]}" if number % 10 else "")
    return words.replace("veintiuno", "veintiún").removesuffix("o") if before_noun and number % 10 == 1 else words


@given(number=_WHOLE, joint=st.sampled_from(("", "and ")))
def test_any_number_in_english_words_is_read_back(number: int, joint: str) -> None:
    [quantity] = quantities(f"Only {in_english(number, joint)} people were held.")

    assert (quantity.value, quantity.unit) == (number, "count")


@given(number=_WHOLE)
def test_any_number_in_spanish_words_is_read_back(number: int) -> None:
    [quantity] = quantities(f"Solo {in_spanish(number)} personas seguían detenidas.", "es")

    assert (quantity.value, quantity.unit) == (number, "count")


@given(number=st.one_of(_WHOLE, st.integers(1, 10**7)))
def test_any_number_with_commas_or_dots_is_read_back(number: int) -> None:
    written = f"{number:,}"
    dotted = written.replace(",", ".")

    assert [q.value for q in quantities(f"ICE held {written} people.")] == [number]
    assert [q.value for q in quantities(f"ICE tenía {written} detenidos.", "es")] == [number]
    assert [q.value for q in quantities(f"ICE tenía {dotted} detenidos.", "es")] == [number]


_SNIPPETS = (
    "about half third a an one in of two thirds % $ 5 20,637 20.637 1.2 million mil dos y tercio de cada por ciento"
    " May 17 , . - / ( ) more than over under no not single most the doubled times as fold week days ago on"
    " fiscal 2025 casi la mitad millones hundred thousand and point quarter dozen ½ ² ٣ İ ’"
)
_PIECES = st.sampled_from(_SNIPPETS.split())


@settings(max_examples=300)
@given(
    text=st.one_of(st.text(), st.lists(_PIECES).map(" ".join), st.lists(_PIECES).map("".join)),
    lang=st.sampled_from(("en", "es")),
)
def test_any_text_is_read_and_the_places_are_in_it_in_order(text: str, lang: str) -> None:
    found = quantities(text, lang)

    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(q.text and q.comparator in ("=", "~", ">", "<", "nearly", "just over") and q.step > 0 for q in found)
    assert language_of(text) in ("en", "es")


@given(text=st.lists(_PIECES).map(" ".join))
def test_the_same_text_is_always_read_the_same_way(text: str) -> None:
    assert quantities(text) == quantities(text)
