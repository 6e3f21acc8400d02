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
    title: str = ""  # under which it stands on the page


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
            Asked("people", "atd_participants", title="People followed"),
            Asked("technology", "atd_participants", ("technology",), title="By technology, over time"),
            Asked("technology-now", "atd_participants", ("technology",), is_over_time=False, title="By technology, on one day"),
            Asked("areas-now", "atd_participants", ("aor",), is_over_time=False, title="By area of responsibility, on one day"),
            Asked("cost", "atd_daily_technology_cost", title="Cost of the technology a day"),
            Asked("length", "atd_mean_days_in_program", ("family_status",), title="How long they have been followed"),
            Asked("hearings", "atd_court_appearance_rate", title="Court hearings attended, all hearings"),
            Asked("final-hearings", "atd_final_hearing_appearance_rate", title="Court hearings attended, final hearings"),
        ),
    ),
    "detention": Subject(
        "Detention",
        "People whom ICE holds, by who arrested them, by criminal record as ICE classes it, and for how long.",
        (
            Asked("held", "detained", title="People held"),
            Asked("agency", "detained", ("agency",), title="By who arrested them"),
            Asked("criminality", "detained", ("criminality",), title="By criminal record, as ICE classes it"),
            Asked("criminality-of-ice", "detained", ("criminality",), (("agency", "ice"),),
                  title="Arrested by ICE, by criminal record"),
            Asked("without-conviction", "detained_share_without_conviction", title="Share without a criminal conviction"),
            Asked("daily", "average_daily_population", ("agency",), title="People held on an average day, by month"),
            Asked("stay", "average_length_of_stay", ("agency",), title="Length of stay of those who left, by month"),
            Asked("how-long", "detained_by_custody_length", ("custody_length",), is_over_time=False, title="How long those held have been held"),
        ),
    ),
    "movements": Subject(
        "Book-ins, book-outs and removals",
        "Who came into detention and who left it, by month, and removals since 1 October. Book-ins are events, not "
        "people and not arrests; book-outs are not releases.",
        (
            Asked("book-ins", "initial_book_ins", ("agency",), title="Book-ins by month and arresting agency"),
            Asked("book-ins-criminality", "initial_book_ins_to_date", ("criminality",), is_over_time=False, title="Book-ins since 1 October, by criminal record"),
            Asked("a-day", "ice_arrest_book_ins_a_day", title="Book-ins after an arrest by ICE, a day"),
            Asked("book-outs", "final_book_outs", ("release_reason",), title="Book-outs by month and reason"),
            Asked("removals", "removals", title="Removals since 1 October"),
            Asked("bond", "average_bond", title="Average bond"),
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
    return view_of(visit, question, asked.name, visit.say(asked.title))


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
