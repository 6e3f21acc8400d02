"""The pages of a subject: a few questions, each with its chart and the table behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from tallybook.answers import Question
from tallybook.http.reply import Reply
from tallybook.measures import measure_named
from tallybook.web.place import Make, Place
from tallybook.web.rendering import rendered
from tallybook.web.views import ALL_DAYS, View, view_of
from tallybook.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a subject: over time, or of one day (the day that is picked, or the newest)."""

    name: str
    measure: str
    by: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    is_over_time: bool = True
    title: str = ""  # where the chart's own would not say which part it is


@dataclass(frozen=True, slots=True)
class Subject:
    """A page of questions."""

    title: str
    about: str
    asked: tuple[Asked, ...]


SUBJECTS: Mapping[str, Subject] = {
    "atd": Subject(
        "Alternatives to Detention (ATD)",
        "People in immigration proceedings who are followed with ankle monitors, a phone app, wrist-worn devices or "
        "voice calls instead of being held.",
        (
            Asked("people", "atd_participants"),
            Asked("technology", "atd_participants", ("technology",)),
            Asked("technology-now", "atd_participants", ("technology",), is_over_time=False),
            Asked("areas-now", "atd_participants", ("aor",), is_over_time=False),
            Asked("cost", "atd_daily_technology_cost"),
            Asked("length", "atd_mean_days_in_program", ("family_status",)),
            Asked("hearings", "atd_court_appearance_rate"),
            Asked("final-hearings", "atd_final_hearing_appearance_rate"),
        ),
    ),
    "detention": Subject(
        "Detention",
        "People whom ICE holds, by who arrested them, by criminal record as ICE classes it, and for how long.",
        (
            Asked("held", "detained"),
            Asked("agency", "detained", ("agency",)),
            Asked("criminality", "detained", ("criminality",)),
            Asked("criminality-of-ice", "detained", ("criminality",), (("agency", "ice"),),
                  title="Arrested by ICE, by criminal record"),
            Asked("without-conviction", "detained_share_without_conviction"),
            Asked("daily", "average_daily_population", ("agency",)),
            Asked("stay", "average_length_of_stay", ("agency",)),
            Asked("how-long", "detained_by_custody_length", ("custody_length",), is_over_time=False),
        ),
    ),
    "movements": Subject(
        "Book-ins, book-outs and removals",
        "Who came into detention and who left it, by month, and removals since 1 October. Book-ins are events, not "
        "people and not arrests; book-outs are not releases.",
        (
            Asked("book-ins", "initial_book_ins", ("agency",)),
            Asked("book-ins-criminality", "initial_book_ins_to_date", ("criminality",), is_over_time=False),
            Asked("a-day", "ice_arrest_book_ins_a_day"),
            Asked("book-outs", "final_book_outs", ("release_reason",)),
            Asked("removals", "removals"),
            Asked("bond", "average_bond"),
        ),
    ),
}  # fmt: skip


def subject_page(visit: Visit, subject: str) -> Reply:
    """The page of a subject, on a day and as known on a day."""
    page, on = SUBJECTS[subject], visit.day("on")
    views = [_view(visit, asked, on) for asked in page.asked]
    shown = [view for view in views if not view.is_empty or on]
    return rendered(
        visit,
        "subject.html",
        visit.say(page.title),
        about=visit.say(page.about),
        views=shown,
        days=_days(visit, page),
    )


def _view(visit: Visit, asked: Asked, on: date | None) -> View:
    question = Question(asked.measure, asked.by, asked.where)
    if asked.is_over_time:
        question = replace(question, since=ALL_DAYS)
    elif on:
        question = replace(question, on=on)
    return view_of(visit, question, asked.name, visit.say(asked.title) if asked.title else "")


def _days(visit: Visit, page: Subject) -> list[date]:
    """The days for which any question of one day has figures, newest first."""
    tables = {
        source.table
        for asked in page.asked
        if not asked.is_over_time
        for source in measure_named(asked.measure).sources
        if hasattr(source, "table")
    }
    if not tables:
        return []
    listed = ", ".join(f"'{table}'" for table in sorted(tables))
    query = (
        f"SELECT DISTINCT reference_end FROM observation WHERE table_name IN ({listed}) "
        "AND reference_start = reference_end AND value IS NOT NULL ORDER BY 1 DESC"
    )
    return [day for (day,) in visit.book.sql(query)]


def _subject(name: str) -> Make:
    return lambda visit: subject_page(visit, name)


PLACES = tuple(Place(f"/{name}", _subject(name)) for name in SUBJECTS)
