"""Periods: what a text means by 'mid-May', 'since the fiscal year began' or 'el último día de mayo'."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.claims.periods import Period, periods

# Each line: the day it is said | what is said | start end grain role, several joined by ;
# Expectations were typed by reading the sentence with a calendar at hand.
ENGLISH = """
2019-11-20 | Across fiscal 2019 an average of 50,165 people were held. | 2018-10-01 2019-09-30 fiscal_year at
2019-12-12 | In FY2019 ICE counted 267,258 removals. | 2018-10-01 2019-09-30 fiscal_year at
2021-01-20 | There were 267,258 removals in fiscal 2020, the pandemic year. | 2019-10-01 2020-09-30 fiscal_year at
2021-03-01 | By mid-February 2021 the population was down to 13,258. | 2021-02-10 2021-02-20 part_of_month at
2021-04-20 | By mid-April 2021, more than 40,000 people were back. | 2021-04-10 2021-04-20 part_of_month at
2021-05-18 | In 2004, the old system averaged about 21,000 people a day. | 2004-01-01 2004-12-31 calendar_year at
2021-06-11 | ICE's latest sheet counts 23,429 people in detention. |
2021-09-02 | ATD enrolment reached 117,682 on August 14, 2021. | 2021-08-14 2021-08-14 day at
2022-01-14 | The new year opened with 145,463 people on ATD. | 2022-01-01 2022-01-01 day at
2022-02-20 | December's detention book-ins came to 33,856. | 2021-12-01 2021-12-31 month at
2022-04-20 | Single adults on the rolls numbered 131,379 on 9 April. | 2022-04-09 2022-04-09 day at
2022-09-20 | ATD has plunged, to less than a third of its July size. | 2022-07-01 2022-07-31 month since
2022-10-20 | Twenty thousand people were still phoning in last September. | 2022-09-01 2022-09-30 month at
2022-11-20 | On Sept. 24, SmartLINK users numbered 265,832. | 2022-09-24 2022-09-24 day at
2022-12-09 | On Nov. 19 ICE had 56,805 people on GPS monitors. | 2022-11-19 2022-11-19 day at
2022-12-10 | On Nov. 19, 268,755 people were reporting. | 2022-11-19 2022-11-19 day at
2023-01-14 | At the close of 2022, ICE had over 400,000 people on ATD. | 2022-12-31 2022-12-31 day at
2023-04-16 | Seattle's caseload has doubled in two weeks, to 14,345. | 2023-04-02 2023-04-02 week since
2023-07-25 | ICE's release of July 20 put 31,064 people in its custody. | 2023-07-20 2023-07-20 release at
2023-11-12 | It shrank by half between New Year's Eve 2022 and early October 2023. | \
2022-12-31 2022-12-31 day since; \
2023-10-01 2023-10-10 part_of_month at
2023-11-28 | San Antonio led every office in the Nov. 22 release, with 4,622. | 2023-11-22 2023-11-22 release at
2024-04-05 | In El Paso, 2,710 migrants wore monitors as of March 23. | 2024-03-23 2024-03-23 day at
2024-09-20 | ICE listed 10,050 in the mid-September 2024 release. | 2024-09-10 2024-09-20 release at
2024-12-28 | Fifty-two people were in custody in mid-December 2024. | 2024-12-10 2024-12-20 part_of_month at
2025-01-10 | The agency closed fiscal year 2024 with 271,484 removals. | 2023-10-01 2024-09-30 fiscal_year at
2025-02-18 | At the end of January there were 41,169 people. | 2025-01-20 2025-01-31 part_of_month at
2025-04-20 | Fewer than fifty were tracked with two technologies this spring. | 2025-03-01 2025-05-31 season at
2025-04-22 | Canada's agency had 13,000 people in alternatives last year. | 2024-01-01 2024-12-31 calendar_year at
2025-05-15 | ICE held 49,184 people on May 4. | 2025-05-04 2025-05-04 day at
2025-05-20 | The backlog stood at about 3.6 million cases in the spring. | 2025-03-01 2025-05-31 season at
2025-05-29 | Each ankle monitor costs taxpayers $56,545 a day. |
2025-05-30 | Ankle monitors are now on 185,675 immigrants. | 2025-05-30 2025-05-30 now at
2025-06-01 | Attendance was 87.9% for the fiscal year through April. | \
2024-10-01 2025-04-30 fiscal_year_to_date through
2025-06-02 | From October through April, they turned up at 53,975. | 2024-10-01 2025-04-30 fiscal_year_to_date at
2025-06-02 | They will reach 3,000 arrests before the summer is out. | 2025-06-01 2025-08-31 season at
2025-06-03 | ICE had monitors on 20,637 people in the middle of May. | 2025-05-10 2025-05-20 part_of_month at
2025-06-03 | 53,975 went to court when told to between October and April. | \
2024-10-01 2025-04-30 fiscal_year_to_date at
2025-06-05 | Late last month there were more than twenty thousand. | 2025-05-20 2025-05-31 part_of_month at
2025-06-05 | ICE detained more than 2,200 people on Tuesday, a source said. | 2025-06-03 2025-06-03 day at
2025-06-05 | Hundreds of those arrested this week had been enrolled. | 2025-06-02 2025-06-08 week at
2025-06-07 | NEW: ICE custody count hits 51,302 as of June 1. | 2025-06-01 2025-06-01 day at
2025-06-08 | 28,797 were booked during May, according to the sheet posted on June 5. | \
2025-05-01 2025-05-31 month at; \
2025-06-05 2025-06-05 release at
2025-06-08 | Detention crossed the 60,000 mark at the start of June. | 2025-06-01 2025-06-10 part_of_month at
2025-06-08 | The count rose in June. | 2025-06-01 2025-06-30 month at
2025-06-09 | More than 51,000 immigrants were locked up as June began. | 2025-06-01 2025-06-07 part_of_month at
2025-06-09 | In May alone, ICE deported 181,360 people. | 2025-05-01 2025-05-31 month at
2025-06-10 | By the last day of May the program was supervising 185,824. | 2025-05-31 2025-05-31 day at
2025-06-10 | Last month the agency took 185,042 people into detention. | 2025-05-01 2025-05-31 month at
2025-06-10 | Britain held 2,100 people at the end of March. | 2025-03-20 2025-03-31 part_of_month at
2025-06-11 | Book-ins fell in May compared with April. | \
2025-05-01 2025-05-31 month at; 2025-04-01 2025-04-30 month since
2025-06-11 | Removals for fiscal 2025 in the data it released at the start of June. | \
2024-10-01 2025-06-11 fiscal_year_to_date at; 2025-06-01 2025-06-10 release at
2025-06-11 | Enrolment in ATD has jumped by a fifth since January. | 2025-01-01 2025-01-31 month since
2025-06-11 | The newest spreadsheet, posted last Thursday, offers a mixed picture. | 2025-06-05 2025-06-05 release at
2025-06-11 | As May ended, 21,569 people were fitted with ankle monitors. | 2025-05-25 2025-05-31 part_of_month at
2025-06-11 | ICE held 51,302 people on the first day of June. | 2025-06-01 2025-06-01 day at
2025-06-11 | 23,564 book-ins in May, double the January figure. | 2025-05-01 2025-05-31 month at; \
2025-01-01 2025-01-31 month since
2025-06-11 | Of those arrested at check-ins last week, four in five stayed. | 2025-06-02 2025-06-08 week at
2025-06-12 | It has averaged 2,168 detainees a day this fiscal year. | 2024-10-01 2025-06-12 fiscal_year_to_date at
2025-06-13 | Deportations had passed a quarter million by the first days of June. | \
2025-06-01 2025-06-07 part_of_month at
2025-06-13 | Today 2,168 detainees are sleeping at the jail. | 2025-06-13 2025-06-13 now at
2025-06-15 | In the second quarter of fiscal 2025, 90 placements were medical. | 2025-01-01 2025-03-31 quarter at
2025-06-15 | Stewart is the most crowded site on the list this year. | 2025-01-01 2025-12-31 calendar_year at
2025-06-18 | Seven citizens have been arrested so far this fiscal year. | \
2024-10-01 2025-06-18 fiscal_year_to_date through
2025-06-17 | More than 4 in 5 people have lived in the country over a year. |
2025-06-24 | Requests collapsed: 17 in May, against 1,040 in January. | 2025-05-01 2025-05-31 month at; \
2025-01-01 2025-01-31 month since
2025-06-25 | They had spent 50.5 days there on average, per the June 20 release. | 2025-06-20 2025-06-20 release at
2025-06-26 | On average, people leave ICE detention in under a month. |
2025-06-27 | They went from about 1,500 in October to roughly a hundred in March. | \
2024-10-01 2024-10-31 month since; \
2025-03-01 2025-03-31 month at
2025-06-30 | Facilities reported 1,124 placements in segregation in May 2025. | 2025-05-01 2025-05-31 month at
2025-07-01 | Detention has swollen by more than forty percent since late January. | \
2025-01-20 2025-01-31 part_of_month since
2025-07-10 | In ATD, 82,141 participants on June 28 were in families. | 2025-06-28 2025-06-28 day at
2025-07-10 | Roughly 1,170 people a day in June. | 2025-06-01 2025-06-30 month at
2025-07-25 | Through June of this fiscal year, they attended 7,405 hearings. | \
2024-10-01 2025-06-30 fiscal_year_to_date through
2025-07-28 | They had attended 60,658 hearings through the end of June. | 2025-06-20 2025-06-30 part_of_month through
2025-08-18 | Just over 80,000 ATD participants in early August were in families. | \
2025-08-01 2025-08-10 part_of_month at
2025-08-20 | Only 2,648 immigrants were wearing it on Aug. 9, ICE data indicate. | 2025-08-09 2025-08-09 day at
2025-09-02 | The number of people held topped 61,000 in late August. | 2025-08-20 2025-08-31 part_of_month at
2025-09-03 | Use in ICE's Washington, D.C., area has grown sixfold since May. | 2025-05-01 2025-05-31 month since
2025-11-05 | With ten days left in the fiscal year, ICE had recorded 320,000. | 2025-09-20 2025-09-20 day at
2025-12-01 | In the first month of fiscal 2026, they made it to 18,642 hearings. | 2025-10-01 2025-10-31 month at
2026-02-18 | It has averaged 2,954 detainees a day since the fiscal year began. | \
2025-10-01 2026-02-18 fiscal_year_to_date at
2026-02-18 | The average has doubled since the fiscal year began. | 2025-10-01 2026-02-18 fiscal_year_to_date since
2026-02-19 | The count of ankle monitors has doubled since May of last year. | 2025-05-01 2025-05-31 month since
2023-05-30 | They see fewer people with boxes on their legs than a year ago. | \
2022-05-30 2022-05-30 calendar_year since
2023-05-30 | According to the figures released on Friday, units jumped to 188,934. | 2023-05-26 2023-05-26 release at
2023-05-30 | GPS units jumped in the space of two weeks. | 2023-05-16 2023-05-16 week since
2023-05-30 | Detention climbed by about 6,000 between the last two releases. |
2023-05-30 | ICE deported 64,702 people in May. | 2023-05-01 2023-05-31 month at
2025-06-05 | As of late last month, more than 20,000 ankle monitors were in use. | \
2025-05-20 2025-05-31 part_of_month at
2025-06-06 | ICE held 51,302 people on Friday. | 2025-06-06 2025-06-06 day at
2025-06-06 | Last Friday ICE held 49,000 people. | 2025-05-30 2025-05-30 day at
2025-06-06 | Every Friday families wait outside. |
2025-06-06 | They may be deported, and thousands march on the capital. |
2025-06-06 | ICE May Deport Thousands, Officials Warn |
2025-06-06 | Arrests rose 5 percent in the second of two raids after the fall of the government. |
2025-06-06 | It peaked on 5/17/2025. | 2025-05-17 2025-05-17 day at
2025-06-06 | It peaked on 17 May 2025. | 2025-05-17 2025-05-17 day at
2025-06-06 | It peaked on May 17th, 2025. | 2025-05-17 2025-05-17 day at
2025-06-06 | It peaked on 2025-05-17. | 2025-05-17 2025-05-17 day at
2025-06-06 | On Saturday, May 17, ICE held 48,000. | 2025-05-17 2025-05-17 day at
2025-06-06 | On Feb. 30 nothing happened. | 2025-02-01 2025-02-28 month at
2025-06-06 | In May 2,200 people were held. | 2025-05-01 2025-05-31 month at
2025-06-06 | In May 12 people died in custody. | 2025-05-01 2025-05-31 month at
2025-06-06 | Two weeks ago it held 47,000. | 2025-05-23 2025-05-23 week at
2025-06-06 | A month ago the count stood at 49,000. | 2025-05-06 2025-05-06 month at
2025-06-06 | Detention is higher than a month ago. | 2025-05-06 2025-05-06 month since
2025-06-06 | Over the past two weeks, arrests rose. | 2025-05-23 2025-05-23 week since
2025-06-06 | Yesterday the agency arrested 1,500. | 2025-06-05 2025-06-05 day at
2025-06-06 | Currently, 51,302 people are held. | 2025-06-06 2025-06-06 now at
2025-06-06 | ICE at present holds 51,302 people. | 2025-06-06 2025-06-06 now at
2025-06-06 | So far this year, 12 people have died. | 2025-01-01 2025-06-06 calendar_year through
2025-06-06 | So far in June, ICE has made 5,000 arrests. | 2025-06-01 2025-06-30 month through
2025-06-06 | Earlier this month it held 51,302. | 2025-06-01 2025-06-30 month at
2025-06-06 | Book-ins in the last fiscal year came to 277,913. | 2023-10-01 2024-09-30 fiscal_year at
2025-11-06 | Removals in fiscal 2025 came to 330,000. | 2024-10-01 2025-09-30 fiscal_year at
2025-06-06 | Fiscal year to date, ICE has removed 181,360. | 2024-10-01 2025-06-06 fiscal_year_to_date through
2025-06-06 | FY25 YTD removals stand at 181,360. | 2024-10-01 2025-06-06 fiscal_year_to_date through
2025-06-06 | By the end of fiscal 2024 it held 37,000. | 2024-09-30 2024-09-30 day at
2025-06-06 | FY2025 Q2 saw 90 placements. | 2025-01-01 2025-03-31 quarter at
2025-06-06 | In the first quarter of 2025, arrests doubled. | 2025-01-01 2025-03-31 quarter at
2025-06-06 | In the first quarter of fiscal year 2025, arrests doubled. | 2024-10-01 2024-12-31 quarter at
2025-06-06 | In the first eight months of fiscal 2025 ICE removed 181,360. | \
2024-10-01 2025-05-31 fiscal_year_to_date at
2025-06-06 | Arrests rose from May to June. | 2025-05-01 2025-05-31 month since; 2025-06-01 2025-06-30 month at
2025-06-06 | ICE removed 144,000 people from October to March. | 2024-10-01 2025-03-31 fiscal_year_to_date at
2025-06-06 | Detention rose by a fifth from October to March. | 2024-10-01 2024-10-31 month since; \
2025-03-01 2025-03-31 month at
2025-06-06 | Between November and January the count fell. | 2024-11-01 2024-11-30 month since; \
2025-01-01 2025-01-31 month at
2025-06-06 | Between January and March 2024 the count fell. | 2024-01-01 2024-01-31 month since; \
2024-03-01 2024-03-31 month at
2025-06-06 | In October it held 37,000 and in March 47,000. | \
2024-10-01 2024-10-31 month at; 2025-03-01 2025-03-31 month at
2025-06-06 | It is up from 39,238 in late January. | 2025-01-20 2025-01-31 part_of_month since
2025-06-06 | ICE held more than 51,000 in June, more than in May. | 2025-06-01 2025-06-30 month at; \
2025-05-01 2025-05-31 month since
2025-06-06 | The first week of June brought raids. | 2025-06-01 2025-06-07 week at
2025-06-06 | The last week of May brought raids. | 2025-05-25 2025-05-31 week at
2025-06-06 | In December 2024 it held 39,000. | 2024-12-01 2024-12-31 month at
2025-06-06 | In December of last year it held 39,000. | 2024-12-01 2024-12-31 month at
2025-06-06 | In late 2024 it held 39,000. | 2024-10-01 2024-12-31 quarter at
2025-06-06 | Arrests have tripled since Trump took office. | 2025-01-20 2025-01-20 day since
2025-06-06 | Arrests have tripled since the start of the year. | 2025-01-01 2025-01-01 day since
2025-06-06 | The summer of 2024 was quiet. | 2024-06-01 2024-08-31 season at
2025-07-06 | Last summer it held 37,000. | 2024-06-01 2024-08-31 season at
2025-06-06 | ICE released 300 people on Friday. | 2025-06-06 2025-06-06 day at
2025-06-06 | Releases in June of detainees on bond posted on June 2 grew. | 2025-06-01 2025-06-30 month at; \
2025-06-02 2025-06-02 day at
2025-06-06 | It held 2,019 women and 2,021 men. |
2025-06-06 | Book-ins since Oct. 1 come to 200,000. | 2024-10-01 2024-10-01 day since
2025-06-06 | It held 45,000 until March. | 2025-03-01 2025-03-31 month through
2025-06-06 | In May it held 51,302, up from a month earlier. | \
2025-05-01 2025-05-31 month at; 2025-04-01 2025-04-30 month since
2025-06-06 | In fiscal years 2023 and 2024 it fell. | 2022-10-01 2023-09-30 fiscal_year at; \
2023-10-01 2024-09-30 fiscal_year at
2025-11-06 | It fell from fiscal 2019 to fiscal 2024. | 2018-10-01 2019-09-30 fiscal_year since; \
2023-10-01 2024-09-30 fiscal_year at
2025-06-20 | Figures from May show 28,797 book-ins. | 2025-05-01 2025-05-31 month at
2025-06-20 | In its latest release, on June 20, ICE listed 56,397. | 2025-06-20 2025-06-20 release at
2025-06-20 | By May's end it held 51,302. | 2025-05-20 2025-05-31 part_of_month at
2025-06-20 | Three times as many as in January. | 2025-01-01 2025-01-31 month since
2025-06-20 | May Day protests drew crowds. |
2025-06-20 | It went from 39,238 on Jan. 26 to 56,397 on June 15. | 2025-01-26 2025-01-26 day since; \
2025-06-15 2025-06-15 day at
2025-06-06 | The government's fiscal year ends in September. | 2024-10-01 2025-06-06 fiscal_year_to_date at; \
2024-09-01 2024-09-30 month at
"""

SPANISH = """
2022-08-06 | Según la hoja publicada el 4 de agosto, tenía 182.607. | 2022-08-04 2022-08-04 release at
2025-05-10 | Recibió a 38.757 en los primeros cien días del año. | 2025-01-01 2025-04-10 span at
2025-06-15 | Tenía 159.760 usuarios al 31 de mayo. | 2025-05-31 2025-05-31 day at
2025-06-17 | Tenía a 135 personas en aislamiento el último día de mayo. | 2025-05-31 2025-05-31 day at
2025-06-24 | Deportó a 204.297 entre octubre y mediados de junio. | 2024-10-01 2025-06-20 fiscal_year_to_date at
2025-06-26 | ICE tenía menos de 40.000 detenidos a mediados de junio. | 2025-06-10 2025-06-20 part_of_month at
2025-06-27 | Dejó salir a unas 26.800 personas en mayo. | 2025-05-01 2025-05-31 month at
2025-06-28 | Liberó a 559 personas en febrero, después de 4.963 en enero. | 2025-02-01 2025-02-28 month at; \
2025-01-01 2025-01-31 month since
2025-06-29 | La mitad de las personas detenidas en junio tenía condena. | 2025-06-01 2025-06-30 month at
2025-09-04 | A finales de julio había 61.226 personas detenidas. | 2025-07-20 2025-07-31 part_of_month at
2025-11-02 | A finales de septiembre, 147.461 llevaban tobillera. | 2025-09-20 2025-09-30 part_of_month at
2025-11-25 | En octubre ingresaron más de 41.000 personas. | 2025-10-01 2025-10-31 month at
2025-11-26 | Llevaban grillete electrónico a mediados de noviembre. | 2025-11-10 2025-11-20 part_of_month at
2025-12-27 | El 13 de diciembre tenía a 68.442 personas. | 2025-12-13 2025-12-13 day at
2026-02-20 | El 7 de febrero de 2026 había 42.115 personas. | 2026-02-07 2026-02-07 day at
2025-06-06 | A principios de junio había 51.302. | 2025-06-01 2025-06-10 part_of_month at
2025-06-06 | A finales del mes pasado había 50.000. | 2025-05-20 2025-05-31 part_of_month at
2025-06-06 | El mes pasado ingresaron 28.797. | 2025-05-01 2025-05-31 month at
2025-06-06 | La semana pasada detuvieron a 2.000. | 2025-05-26 2025-06-01 week at
2025-06-06 | El martes detuvieron a 2.200 personas. | 2025-06-03 2025-06-03 day at
2025-06-06 | Ayer detuvieron a 2.200 personas. | 2025-06-05 2025-06-05 day at
2025-06-06 | Actualmente hay 51.302 personas detenidas. | 2025-06-06 2025-06-06 now at
2025-06-06 | Hoy hay 51.302 personas detenidas. | 2025-06-06 2025-06-06 now at
2025-06-06 | Desde enero ha aumentado un quinto. | 2025-01-01 2025-01-31 month since
2025-06-06 | Se ha duplicado desde mayo del año pasado. | 2024-05-01 2024-05-31 month since
2025-06-06 | Se ha duplicado desde finales de enero. | 2025-01-20 2025-01-31 part_of_month since
2025-06-06 | Deportó a 181.360 en lo que va del año fiscal. | 2024-10-01 2025-06-06 fiscal_year_to_date through
2025-06-06 | En el año fiscal 2024 deportó a 271.484. | 2023-10-01 2024-09-30 fiscal_year at
2025-06-06 | Este año fiscal ha deportado a 181.360. | 2024-10-01 2025-06-06 fiscal_year_to_date at
2025-06-06 | En el año fiscal hasta abril acudieron a 53.975. | 2024-10-01 2025-04-30 fiscal_year_to_date through
2025-06-06 | En el segundo trimestre del año fiscal 2025 hubo 90. | 2025-01-01 2025-03-31 quarter at
2025-06-06 | En 2004 había 21.000. | 2004-01-01 2004-12-31 calendar_year at
2025-06-06 | El año pasado murieron doce personas. | 2024-01-01 2024-12-31 calendar_year at
2025-06-06 | En mayo de 2024 había 37.000. | 2024-05-01 2024-05-31 month at
2025-06-06 | Hace dos semanas había 48.000. | 2025-05-23 2025-05-23 week at
2025-06-06 | Se duplicó en dos semanas. | 2025-05-23 2025-05-23 week since
2025-06-06 | Esta primavera había 48.000. | 2025-03-01 2025-05-31 season at
2025-06-06 | Entre octubre y abril deportó a 160.000. | 2024-10-01 2025-04-30 fiscal_year_to_date at
2025-06-06 | Subió de octubre a marzo. | 2024-10-01 2024-10-31 month since; 2025-03-01 2025-03-31 month at
2025-06-06 | El primero de junio había 51.302. | 2025-06-01 2025-06-01 day at
2025-06-06 | Los lunes hay citas. |
2025-06-06 | Al cierre de 2024 había 39.000. | 2024-12-31 2024-12-31 day at
2025-06-20 | Pasó de 39.238 a finales de enero a 56.397 a mediados de junio. | \
2025-01-20 2025-01-31 part_of_month since; 2025-06-10 2025-06-20 part_of_month at
2025-06-20 | El pasado mes de mayo ingresaron 28.797. | 2025-05-01 2025-05-31 month at
2025-06-20 | A finales de 2024 había 39.000. | 2024-10-01 2024-12-31 quarter at
2025-06-20 | Según los datos difundidos por ICE el 20 de junio. | 2025-06-20 2025-06-20 release at
2025-06-06 | Creció frente a abril. | 2025-04-01 2025-04-30 month since
2025-06-06 | Hasta junio acudieron a 66.113 audiencias. | 2025-06-01 2025-06-30 month through
"""


def _cases(table: str, lang: str) -> list[tuple[str, date, str, str]]:
    lines = [line.split(" | ") if " | " in line else line.split(" |") for line in table.splitlines() if line]
    return [(text, date.fromisoformat(today), wanted.strip(), lang) for today, text, wanted in map(_three, lines)]


def _three(parts: list[str]) -> tuple[str, str, str]:
    today, text, wanted = [*parts, ""][:3]
    return today, text.removesuffix(" |"), wanted


def _written(found: list[Period]) -> str:
    return "; ".join(f"{one.start} {one.end} {one.grain} {one.role}" for one in found)


CASES = _cases(ENGLISH, "en") + _cases(SPANISH, "es")


@pytest.mark.parametrize(("text", "today", "wanted", "lang"), CASES, ids=[case[0][:60] for case in CASES])
def test_a_text_speaks_of_the_days_that_a_reader_would_take(text: str, today: date, wanted: str, lang: str) -> None:
    assert _written(periods(text, today, lang)) == wanted


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(CASES) >= 120


def test_a_period_carries_the_words_it_was_read_from() -> None:
    text = "There were 51,302 as of June 1, up from 39,238 at the end of January."

    assert [one.text for one in periods(text, date(2025, 6, 7))] == ["June 1", "end of January"]


_WORDS = (
    "in May mid- late last month first day of June FY2025 fiscal year through since 2024 , Q2 to from and the two"
    " weeks ago 31 Feb. 99/99/9999 desde finales de enero año pasado hasta el spring so far FY 0 February 29 1900"
)


@given(
    text=st.one_of(st.text(), st.lists(st.sampled_from(_WORDS.split()), max_size=14).map(" ".join)),
    today=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    lang=st.sampled_from(["en", "es"]),
)
def test_any_text_has_periods_in_order_within_itself(text: str, today: date, lang: str) -> None:
    found = periods(text, today, lang)

    for one in found:
        assert one.start <= one.end
        assert 0 <= one.place < one.end_place <= len(text)
        assert text[one.place : one.end_place] == one.text
    assert all(first.end_place <= second.place for first, second in pairwise(found))
