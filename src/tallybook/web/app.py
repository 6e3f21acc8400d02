"""The site as a server: every place in each language, the API beside it, and what an error looks like."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tallybook.errors import QuestionError, TallybookError
from tallybook.http.reply import Reply
from tallybook.http.sending import Cache, answered, key_of, response, sent
from tallybook.http.shelf import Held, Shelf
from tallybook.web.assets import assets
from tallybook.web.links import LANGUAGES, Links
from tallybook.web.place import Place
from tallybook.web.rendering import rendered
from tallybook.web.routes import PLACES
from tallybook.web.visit import Visit
from tallybook.web.warming import warm


def make_app(path: Path | str | None = None, links: Links | None = None, is_warmed: bool = True) -> Starlette:
    """The whole site on a book.

    Args:
        path: the book; the user's own by default.
        links: how addresses are written; a server's by default.
        is_warmed: whether the first pages are made before they are asked for.

    Raises:
        StoreError: there is no book, or older rules have made it.
    """
    links = links or Links()
    cache = Cache()
    shelf = Shelf(path, (lambda held: warm(held, links)) if is_warmed else None)
    routes: list[BaseRoute] = [Route("/static/{name}", _asset)]
    for lang in LANGUAGES:
        prefix = "" if lang == LANGUAGES[0] else f"/{lang}"
        routes += [_route(place, prefix, links.in_language(lang), shelf, cache) for place in PLACES]
    return Starlette(routes=routes, exception_handlers={404: _missing(links, shelf)})


def _route(place: Place, prefix: str, links: Links, shelf: Shelf, cache: Cache) -> Route:
    def respond(request: Request) -> Response:
        held, today = shelf.current(), date.today()
        visit = visit_of(request, held, links, prefix, today)
        key = key_of(held.version, request.url.path, request.url.query, today)
        names = dict(request.path_params)
        return answered(request, cache, key, lambda: replied(visit, lambda: place.make(visit, **names)))

    return Route(prefix + place.path if place.path != "/" else prefix + "/", respond, methods=["GET"])


def visit_of(request: Request, held: Held, links: Links, prefix: str, today: date) -> Visit:
    """The visit that a request is."""
    query: dict[str, tuple[str, ...]] = {}
    for name, value in request.query_params.multi_items():
        query[name] = (*query.get(name, ()), value)
    origin = links.origin or f"{request.url.scheme}://{request.url.netloc}"
    path = request.url.path.removeprefix(links.base).removeprefix(prefix) or "/"
    return Visit(held, replace(links, origin=origin), path, query, today)


def replied(visit: Visit, make: Callable[[], Reply]) -> Reply:
    """The page, or one that says what was wrong with the question and what is possible."""
    try:
        return make()
    except QuestionError as error:
        return error_page(visit, error, 400)
    except TallybookError as error:
        return error_page(visit, error, 503)


def error_page(visit: Visit, error: TallybookError, status: int) -> Reply:
    """What was asked, what is possible, and a link that works."""
    plain = replace(visit, query={})
    return rendered(plain, "error.html", plain.say("This can't be answered"), status, error=error)


def _missing(links: Links, shelf: Shelf) -> Callable[[Request, Exception], Response]:
    def respond(request: Request, _: Exception) -> Response:
        lang = "es" if request.url.path.startswith(f"{links.base}/es/") else "en"
        visit = Visit(shelf.current(), links.in_language(lang), "/")
        return response(request.headers, sent("", missing_page(visit)))

    return respond


def missing_page(visit: Visit) -> Reply:
    """What is said where there is no page."""
    return rendered(visit, "missing.html", visit.say("There is no such page"), 404)


def _asset(request: Request) -> Response:
    found = assets().get(request.path_params["name"])
    if found is None:
        return Response("There is no such file.\n", 404)
    body, kind = found
    return response(request.headers, sent("", Reply(body, kind)))
