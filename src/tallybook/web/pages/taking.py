"""Data and API: what can be taken away, in which forms, how to ask by program, how to cite."""

from tallybook.answers import Question
from tallybook.answers.citing import cite
from tallybook.http.reply import Reply
from tallybook.http.tables import whole_forms
from tallybook.schema import TABLES
from tallybook.sources import published_tables
from tallybook.web.place import Place
from tallybook.web.rendering import rendered
from tallybook.web.visit import Visit

_FORMS = {"csv": "CSV", "parquet": "Parquet", "json": "JSON", "csv.gz": "CSV (gzip)", "json.gz": "JSON (gzip)"}
_OF_A_SERVER = ("csv", "parquet", "json")
_QUESTION = Question("atd_participants", ("technology",))


def take_page(visit: Visit) -> Reply:
    """Everything there is to take along."""
    links = visit.links
    base = links.whole(links.in_language("en").page("/")).rstrip("/")
    answer = visit.ask(_QUESTION)
    return rendered(
        visit,
        "take.html",
        visit.say("Data and API"),
        views=[(one.name, one.about, _files(visit, one.name)) for one in published_tables()],
        tables=[(one.name, one.about, _files(visit, one.name)) for one in TABLES],
        base=base,
        sample=links.whole(links.in_language("en").ask_file(_QUESTION, "csv")),
        sample_json=links.whole(links.in_language("en").ask_file(_QUESTION, "json")),
        sample_page=links.ask(_QUESTION),
        embed=links.ask(_QUESTION, "/cite", "embed"),
        citation=cite(answer) if answer.figures else "",
    )


def _files(visit: Visit, table: str) -> list[tuple[str, str]]:
    """The names and addresses of the forms of a table; static files can't be asked for the next page."""
    forms = whole_forms(visit.book, table) if visit.links.is_static else _OF_A_SERVER
    return [(_FORMS[form], visit.links.file(f"/tables/{table}.{form}")) for form in forms]


PLACES = (Place("/take", take_page, tells_origin=True),)
