"""The description of the API (OpenAPI 3.1), made of the same declarations that answer."""

from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

from tallybook.http import schemas
from tallybook.http.address import Address, Parameter
from tallybook.http.faults import (
    AddressTooLong,
    Busy,
    Foreign,
    NotAnswered,
    NotFound,
    OutOfTime,
    TooLarge,
    TooSlow,
    WrongKind,
)
from tallybook.http.reply import JSON, TYPES

_ABOUT = """\
Every number of ICE's detention statistics, as it was known on each day, with its cell.

Addresses are those of the pages, with the form of the answer at their end: `/ask/removals` is a page,
`/ask/removals.json` the same answer as JSON. Each answer has an `ETag`; who sends it back as `If-None-Match` is told
304 while the book is the same. Pages of any site may read; none may send texts.
"""

_READING = (NotAnswered, NotFound, AddressTooLong, Busy, OutOfTime)
_SENDING = (NotAnswered, Foreign, TooSlow, TooLarge, WrongKind, Busy, OutOfTime)


def description(addresses: Iterable[Address]) -> dict[str, Any]:
    """The API whole, as a document of OpenAPI."""
    paths: dict[str, Any] = {}
    for address in addresses:
        for form in address.forms:
            paths[f"{address.path}.{form}"] = {"get": _operation(address, form)}
    paths["/check"] = {"post": _checking()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Tallybook", "version": version("tallybook"), "description": _ABOUT,
                 "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": {"Error": schemas.ERROR}},
    }  # fmt: skip


def _operation(address: Address, form: str) -> dict[str, Any]:
    return {
        "operationId": f"{address.name}_{form.replace('.', '_')}",
        "summary": address.about,
        "parameters": [
            *(_parameter(name, "path") for name in address.names),
            *(_parameter(parameter, "query") for parameter in address.parameters),
        ],
        "responses": {
            "200": {
                "description": address.about,
                "headers": {"ETag": {"description": "changes when the answer does", "schema": schemas.TEXT}},
                "content": {_type(form): {"schema": address.schema} if form == "json" else {}},
            },
            "304": {"description": "the answer is as it was when its `ETag` was told"},
            **_errors(_READING),
        },
    }


def _type(form: str) -> str:
    return TYPES[form].partition(";")[0]


def _parameter(parameter: Parameter, place: str) -> dict[str, Any]:
    schema = {"type": "array", "items": parameter.schema} if parameter.is_list else parameter.schema
    told: dict[str, Any] = {"name": parameter.name, "in": place, "description": parameter.about, "schema": schema}
    told |= {"required": True} if place == "path" else {}
    example = [parameter.example] if parameter.is_list else parameter.example
    return told | ({"example": example} if parameter.example else {})


def _errors(kinds: Iterable[type[NotAnswered]]) -> dict[str, Any]:
    shape = {JSON: {"schema": {"$ref": "#/components/schemas/Error"}}}
    return {str(kind.status): {"description": (kind.__doc__ or "").strip(), "content": shape} for kind in kinds}


def _checking() -> dict[str, Any]:
    return {
        "operationId": "check",
        "summary": "A text, held against what had been published by its day.",
        "requestBody": {"required": True, "content": {JSON: {"schema": schemas.TEXT_TO_CHECK}}},
        "responses": {
            "200": {
                "description": "its statements, in the order of the text",
                "content": {JSON: {"schema": schemas.list_of(schemas.STATEMENT)}},
            },
            **_errors(_SENDING),
        },
    }
