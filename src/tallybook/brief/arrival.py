"""When an edition came: how long after the one before, and up to which day its data run."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tallybook.book import Book
from tallybook.mandate.clock import RHYTHM_DAYS
from tallybook.prose import in_words


@dataclass(frozen=True, slots=True)
class Arrival:
    """The days that tell how late an edition is, and how old its data."""

    day: date
    before: date | None  # on which the last edition held came
    data_most: date | None  # up to which most of its tables say their data run
    data_last: date | None  # up to which any of them does

    def words(self, lang: str = "en") -> str:
        """It in sentences."""
        return " ".join(_spanish(self) if lang == "es" else _english(self))


def arrival_of(book: Book, document: dict[str, Any]) -> Arrival:
    """When a document came; the book is as known on that day."""
    day = document["report_date"]
    before = max((row["report_date"] for row in book.documents() if row["report_date"] < day), default=None)
    rows = book.sql(
        "SELECT data_through, count(DISTINCT table_name) AS tables FROM observation "
        f"WHERE document = '{document['document']}' AND data_through IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 DESC"
    ).rows()
    ends = [row["data_through"] for row in rows]
    return Arrival(day, before, ends[0] if ends else None, max(ends, default=None))


def _english(arrival: Arrival) -> list[str]:
    if arrival.before is None:
        told = ["The first edition held."]
    else:
        gap = (arrival.day - arrival.before).days
        late = gap - RHYTHM_DAYS
        rhythm = (
            f"{late} day{'' if late == 1 else 's'} longer than a semimonthly rhythm allows"
            if late > 0
            else "within a semimonthly rhythm"
        )
        days_later = f"{gap} day{'' if gap == 1 else 's'}"
        told = [f"It came {days_later} after the last edition held ({in_words(arrival.before)}), {rhythm}."]
    if arrival.data_most and arrival.data_last:
        is_further = arrival.data_last > arrival.data_most
        further = f", some say to {in_words(arrival.data_last)}" if is_further else ""
        told.append(f"Most of its tables say that their data run to {in_words(arrival.data_most)}{further}.")
    return told


def _spanish(arrival: Arrival) -> list[str]:
    if arrival.before is None:
        told = ["Es la primera edición que se conserva."]
    else:
        gap = (arrival.day - arrival.before).days
        late = gap - RHYTHM_DAYS
        rhythm = (
            f"{late} día{'' if late == 1 else 's'} más de lo que permite un ritmo quincenal"
            if late > 0
            else "dentro de un ritmo quincenal"
        )
        days_later = f"{gap} día{'' if gap == 1 else 's'}"
        before = in_words(arrival.before, "es")
        told = [f"Apareció {days_later} después de la última edición conservada ({before}), {rhythm}."]
    if arrival.data_most and arrival.data_last:
        is_further = arrival.data_last > arrival.data_most
        further = f", y algunas, hasta el {in_words(arrival.data_last, 'es')}" if is_further else ""
        most = in_words(arrival.data_most, "es")
        told.append(f"La mayoría de sus tablas dice que sus datos llegan hasta el {most}{further}.")
    return told
