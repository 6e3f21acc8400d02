"""A place of the site: an address, and what makes its page."""

from collections.abc import Callable
from dataclasses import dataclass

from tallybook.http.reply import Reply

Make = Callable[..., Reply]
"""A visit, and what stands for the names of the path, in; a reply out."""


@dataclass(frozen=True, slots=True)
class Place:
    """An address, with names in braces, and what makes its page."""

    path: str
    make: Make
    is_form: bool = False  # whether a form is sent to it; its fields then stand in the query of the visit
    tells_age: bool = False  # whether it says another thing tomorrow
    tells_origin: bool = False  # whether it says under which name the server is reached
