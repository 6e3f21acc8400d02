"""The API: every address of it, and how the server answers there."""

from collections.abc import Iterable
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tallybook.errors import TallybookError
from tallybook.http import questions, record, tables
from tallybook.http.address import Address
from tallybook.http.asked import Call, Query
from tallybook.http.body import check_origin, read_body
from tallybook.http.door import Door
from tallybook.http.faults import NotFound, error_reply
from tallybook.http.openapi import description
from tallybook.http.reply import Reply, as_json
from tallybook.http.sending import response, sent
from tallybook.http.shelf import Held
from tallybook.http.texts import MOST_BODY, checked

# A longer path stands before one that would take its end for a name.
ADDRESSES: tuple[Address, ...] = (*questions.ADDRESSES, *record.ADDRESSES, *tables.ADDRESSES)
FORMS = frozenset(form for address in ADDRESSES for form in address.forms)


def api_routes(door: Door, prefixes: Iterable[str] = ("",)) -> list[Route]:
    """The routes of the API.

    Args:
        door: through which requests go.
        prefixes: of the addresses: a page in another language leads to files within its own.
    """
    routes = [_described(door)]
    for prefix in prefixes:
        routes += [_route(door, prefix, address, form) for address in ADDRESSES for form in address.forms]
    return routes


def _route(door: Door, prefix: str, address: Address, form: str) -> Route:
    async def respond(request: Request) -> Response:
        names = dict(request.path_params)

        def make(held: Held, query: Query, today: date) -> Reply:
            return address.reply(Call(held, query, today), form, **names)

        path = request.url.path.removeprefix(prefix)
        return await door.answer(request, path, make, error_reply, address.tells_age)

    return Route(f"{prefix}{address.path}.{form}", respond)


def _described(door: Door) -> Route:
    told = as_json(description(ADDRESSES))

    async def respond(request: Request) -> Response:
        return await door.answer(request, "/openapi.json", lambda *_: told, error_reply, tells_age=False)

    return Route("/openapi.json", respond)


async def check_sent(door: Door, request: Request, own_name: str = "") -> Response:
    """The answer to a text that was sent to `/check` as JSON."""
    try:
        check_origin(request, own_name)
        body = await read_body(request, MOST_BODY)
        kind, desk = request.headers.get("content-type", ""), door.shelf.desk
        reply = await door.turns.texts.run(lambda: checked(desk, kind, body))
    except TallybookError as error:
        reply = error_reply(error)
    answered = response(request.headers, sent("", reply))
    del answered.headers["access-control-allow-origin"]
    return answered


def no_such_form(path: str) -> NotFound | None:
    """What is said of an address that asks for a form in which nothing is answered there; None of a page's address."""
    stem, dot, form = path.rpartition("/")[2].rpartition(".")
    if not dot or not stem or not form.isalnum():
        return None
    return NotFound(
        "Nothing is answered at this address.", found=f".{form}", expected=", ".join(sorted(FORMS)),
        hint="see /openapi.json.",
    )  # fmt: skip
