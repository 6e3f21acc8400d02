"""What is wrong with a request, or with answering it, in the one shape that every error of the API has."""

from pathlib import Path
from typing import Any

from tallybook.errors import QuestionError, SourceError, StoreError, TallybookError, UnknownMeasure
from tallybook.http.reply import Reply, as_json

PARTS = ("message", "where", "expected", "found", "hint")
_LONGEST_PART = 1_000  # of a message that repeats what was asked


class NotAnswered(TallybookError):
    """A request that is not answered, with the status of HTTP that says so."""

    status = 400


class NotFound(NotAnswered):
    """Nothing stands at the address."""

    status = 404


class WrongMethod(NotAnswered):
    """The address is there, and is not asked so."""

    status = 405


class TooSlow(NotAnswered):
    """The request did not come in time."""

    status = 408


class TooLarge(NotAnswered):
    """What is sent is larger than what is taken."""

    status = 413


class AddressTooLong(NotAnswered):
    """The address is longer than what is read."""

    status = 414


class WrongKind(NotAnswered):
    """What is sent is of a kind that is not read."""

    status = 415


class HeadersTooLarge(NotAnswered):
    """The headers are larger than what is read."""

    status = 431


class Foreign(NotAnswered):
    """Another site's page asks for what only this one's may."""

    status = 403


class Broken(NotAnswered):
    """A fault of ours."""

    status = 500


class Busy(NotAnswered):
    """Too many ask at once."""

    status = 503


class OutOfTime(NotAnswered):
    """The answer takes longer than what is waited for."""

    status = 504


ERRORS = (NotAnswered, NotFound, WrongMethod, TooSlow, TooLarge, AddressTooLong, WrongKind, HeadersTooLarge, Foreign,
          Broken, Busy, OutOfTime)  # fmt: skip
"""Every error that HTTP adds to those of `tallybook.errors`."""


def not_found(error: QuestionError) -> NotFound:
    """The same error, where it is about a name in the path of an address."""
    return NotFound(error.message, where=error.where, expected=error.expected, found=error.found, hint=error.hint)


def status_of(error: TallybookError) -> int:
    """The status of HTTP that says what kind of error it is.

    >>> status_of(UnknownMeasure("")), status_of(QuestionError("")), status_of(StoreError("")), status_of(Busy(""))
    (404, 400, 503, 503)
    """
    if isinstance(error, NotAnswered):
        return error.status
    if isinstance(error, (UnknownMeasure, SourceError)):
        return 404
    return 400 if isinstance(error, QuestionError) else 503


def error_object(error: TallybookError) -> dict[str, Any]:
    """An error as the API tells it: what is wrong, where, what was expected and found, what to do."""
    told = public(error)
    parts = {part: getattr(told, part) for part in PARTS}
    return {"error": {"kind": type(error).__name__, **parts, "status": status_of(error)}}


def error_reply(error: TallybookError) -> Reply:
    """An error as a reply of the API."""
    return as_json(error_object(error), status_of(error), headers_of(error))


def headers_of(error: TallybookError) -> tuple[tuple[str, str], ...]:
    """What a client is told of an error beside its text."""
    return (("Retry-After", "5"),) if isinstance(error, Busy) else ()


def public(error: TallybookError) -> TallybookError:
    """An error as others may read it: one of the book's file names no folder of the machine that answers."""
    parts = {part: getattr(error, part)[:_LONGEST_PART] for part in PARTS}
    if isinstance(error, StoreError):
        parts |= {"where": Path(error.where).name, "found": "", "hint": ""}
    return TallybookError(
        parts["message"], where=parts["where"], expected=parts["expected"], found=parts["found"], hint=parts["hint"]
    )
