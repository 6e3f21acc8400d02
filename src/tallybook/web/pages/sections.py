"""The pages of a subject: a few questions, each with its chart and the table behind it."""

from dataclasses import replace
from datetime import date

from tallybook.answers import Question
from tallybook.http.reply import Reply
from tallybook.measures import measure_named
from tallybook.web.gathered import ALL_DAYS
from tallybook.web.place import Make, Place
from tallybook.web.rendering import rendered
from tallybook.web.subjects import Asked, Subject, subjects
from tallybook.web.views import View, view_of
from tallybook.web.visit import Visit


def subject_page(visit: Visit, subject: str) -> Reply:
    """The page of a subject, on a day and as known on a day."""
    page, on = subjects()[subject], visit.day("on")
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


PLACES = tuple(Place(f"/{name}", _subject(name)) for name in subjects())
