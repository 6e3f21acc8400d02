"""An address of the API: declared once, for the server, for the static site and for the description of the API."""

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tallybook.errors import QuestionError
from tallybook.http.asked import Asked
from tallybook.http.reply import Reply

Schema = Mapping[str, Any]
"""A JSON schema, as OpenAPI 3.1 has them."""

Make = Callable[..., Reply]
"""What is asked, the form of the answer, and what stands for the names of the path, in; a reply out."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that an address can be told."""

    name: str
    about: str
    schema: Schema
    example: str = ""
    is_list: bool = False  # whether it can be given several times


@dataclass(frozen=True, slots=True)
class Address:
    """A path, with names in braces, and the forms in which it answers."""

    path: str  # without the form at its end: "/ask/{measure}"
    forms: tuple[str, ...]
    name: str  # by which programs call it
    about: str
    make: Make
    schema: Schema  # of its JSON
    names: tuple[Parameter, ...] = ()  # in the path
    parameters: tuple[Parameter, ...] = ()
    tells_age: bool = False  # whether it answers otherwise tomorrow
    examples: Mapping[str, str] = field(default_factory=dict)

    def reply(self, asked: Asked, form: str, **names: str) -> Reply:
        """The reply to what is asked.

        Raises:
            QuestionError: it makes no sense, or it is no question of this address.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in asked.query:
            if name not in known:
                near = difflib.get_close_matches(name, known, n=1)
                raise QuestionError(
                    f"Nothing is asked here by {name!r}." + (f" Did you mean {near[0]!r}?" if near else ""),
                    expected=", ".join(known) or "no query",
                )
            if not known[name].is_list:
                asked.one(name)
            if not all(asked.query[name]):
                raise QuestionError(f"{name!r} is blank.", hint="leave it out, or say it.")
        _ = asked.as_of  # a day that is none is a fault of the question, not of a name in the path
        return self.make(asked, form, **names)
