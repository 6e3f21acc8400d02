"""The site as a server: every place in each language, the API beside it, and what an error looks like."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from tallybook.errors import TallybookError
from tallybook.http.api import api_routes, check_sent, no_such_form
from tallybook.http.asked import Query
from tallybook.http.body import check_origin, read_body, read_form
from tallybook.http.door import Door
from tallybook.http.faults import Broken, WrongMethod, error_reply, headers_of, public, status_of
from tallybook.http.gate import Gate
from tallybook.http.reply import Reply
from tallybook.http.sending import key_of, response, sent, unchanged
from tallybook.http.shelf import Held, Shelf
from tallybook.http.texts import MOST_BODY
from tallybook.web.assets import assets
from tallybook.web.links import LANGUAGES, Links
from tallybook.web.place import Place
from tallybook.web.rendering import rendered
from tallybook.web.routes import PLACES
from tallybook.web.visit import Visit
from tallybook.web.warming import warm

CHECK = "/check"

Respond = Callable[[Request], Awaitable[Response]]


def make_app(
    path: Path | str | None = None, links: Links | None = None, is_warmed: bool = True, own_name: str = ""
) -> Starlette:
    """The whole site on a book.

    Args:
        path: the book; the user's own by default.
        links: how addresses are written; a server's by default.
        is_warmed: whether the first pages are made before they are asked for.
        own_name: the name under which the server is reached, where it has one.

    Raises:
        StoreError: there is no book, or older rules have made it.
    """
    links = links or Links()
    door = Door(Shelf(path))
    prefixes = {lang: "" if lang == LANGUAGES[0] else f"/{lang}" for lang in LANGUAGES}
    routes: list[BaseRoute] = [Route("/static/{name}", _asset), *api_routes(door, prefixes.values())]
    sites = [_Site(door, links.in_language(lang), prefix, own_name) for lang, prefix in prefixes.items()]
    for site in sites:
        routes += [site.route(place) for place in PLACES if place.path != CHECK]
        routes.append(site.checking(next((place for place in PLACES if place.path == CHECK), None)))
    told = _Told(door, links)
    if is_warmed:
        door.shelf.warm_with(lambda held: warm(held, [site.prepare for site in sites]))
    application = Starlette(
        routes=routes,
        middleware=[Middleware(Gate, writing=[f"{prefix}{CHECK}" for prefix in prefixes.values()])],
        exception_handlers={HTTPException: told.missing, Exception: told.broken},
        lifespan=_closing(door),
    )
    application.state.door = door
    return application


def _closing(door: Door) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(door.shelf.close)

    return lifespan


@dataclass(frozen=True, slots=True)
class _Site:
    """The pages in one language."""

    door: Door
    links: Links
    prefix: str
    own_name: str

    def route(self, place: Place) -> Route:
        """Where a place is asked."""
        return Route(self.prefix + place.path if place.path != "/" else f"{self.prefix}/", self._reading(place))

    def checking(self, place: Place | None) -> Route:
        """Where texts are checked: a page with a form, and the API."""
        read = self._reading(place) if place else None

        async def respond(request: Request) -> Response:
            if request.method != "POST":
                if read is None:
                    raise HTTPException(404)
                return await read(request)
            is_form = request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded")
            if place and place.is_form and is_form:
                return await self._sent(place, request)
            return await check_sent(self.door, request, self.own_name)

        return Route(self.prefix + CHECK, respond, methods=["GET", "POST"])

    def _reading(self, place: Place) -> Respond:
        async def respond(request: Request) -> Response:
            names = dict(request.path_params)

            def make(held: Held, query: Query, today: date) -> Reply:
                visit = self._visit(request, held, query, today, place.tells_origin)
                return replied(visit, lambda: place.make(visit, **names))

            return await self.door.answer(
                request,
                request.url.path,
                make,
                lambda error: self._told(request, error),
                place.tells_age,
                _origin(request) if place.tells_origin else "",
                is_form=True,
            )

        return respond

    def prepare(self, held: Held, place: Place) -> None:
        """Makes a page of one address before it is asked for."""
        visit = Visit(held, self.links, place.path)
        path = f"{self.prefix}{place.path}"
        self.door.prepare(held, path, lambda: replied(visit, lambda: place.make(visit)), place.tells_age)

    async def _sent(self, place: Place, request: Request) -> Response:
        """The page that answers to a form."""
        try:
            check_origin(request, self.own_name)
            fields = read_form(await read_body(request, MOST_BODY))
            visit = replace(self._visit(request, await self.door.held(), fields, date.today()), is_sent=True)
            reply = await self.door.turns.texts.run(lambda: replied(visit, lambda: place.make(visit)))
        except TallybookError as error:
            reply = self._told(request, error)
        answered = response(request.headers, sent("", reply))
        del answered.headers["access-control-allow-origin"]
        return answered

    def _told(self, request: Request, error: TallybookError) -> Reply:
        visit = self._visit(request, self.door.shelf.current(), {}, date.today())
        return error_page(visit, error, status_of(error))

    def _visit(self, request: Request, held: Held, query: Query, today: date, tells_origin: bool = False) -> Visit:
        links = replace(self.links, origin=_origin(request)) if tells_origin and not self.links.origin else self.links
        links = replace(links, as_of=_day_in(query))
        path = request.url.path.removeprefix(self.links.base).removeprefix(self.prefix) or "/"
        return Visit(held, links, path, query, today)


def _origin(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"


def _day_in(query: Query) -> date | None:
    """The day as known on which is asked; None also where it is no day, which the page itself will say."""
    text = "".join(query.get("as_of", ()))
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def replied(visit: Visit, make: Callable[[], Reply]) -> Reply:
    """The page, or one that says what was wrong with the question and what is possible."""
    try:
        return make()
    except TallybookError as error:
        status = status_of(error)
        form = no_such_form(visit.path) if status == 404 else None
        return error_reply(form) if form else error_page(visit, error, status)


def error_page(visit: Visit, error: TallybookError, status: int) -> Reply:
    """What was asked, what is possible, and a link that works."""
    plain = replace(visit, query={})
    title = plain.say("This can't be answered")
    return replace(rendered(plain, "error.html", title, status, error=public(error)), headers=headers_of(error))


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said where nothing answers."""

    door: Door
    links: Links

    async def missing(self, request: Request, fault: Exception) -> Response:
        """Nothing stands at the address, or it is not asked so."""
        status = fault.status_code if isinstance(fault, HTTPException) else 404
        headers = dict(getattr(fault, "headers", None) or {})
        error = no_such_form(request.url.path)
        if status == 405:
            told = error_reply(WrongMethod("Nothing is asked here so.", expected=headers.get("Allow", "")))
        elif error:
            told = error_reply(error)
        else:
            lang = next((lang for lang in LANGUAGES if f"{request.url.path}/".startswith(f"/{lang}/")), LANGUAGES[0])
            told = missing_page(Visit(self.door.shelf.current(), self.links.in_language(lang), "/"))
        return response(request.headers, sent("", replace(told, headers=tuple(headers.items()))))

    async def broken(self, request: Request, _: Exception) -> Response:
        """A fault of ours: it is told without its insides, which stand in the log."""
        error = Broken("Something went wrong here; this is a fault of Tallybook's.", hint="please report the address.")
        return response(request.headers, sent("", error_reply(error)))


def missing_page(visit: Visit) -> Reply:
    """What is said where there is no page."""
    return rendered(visit, "missing.html", visit.say("There is no such page"), 404)


async def _asset(request: Request) -> Response:
    found: Mapping[str, tuple[bytes, str]] = assets()
    name = request.path_params["name"]
    if name not in found:
        raise HTTPException(404)
    body, kind = found[name]
    key = key_of("", f"/static/{name}")
    return unchanged(request.headers, key) or response(request.headers, sent(key, Reply(body, kind)))
