"""The API of the claim desk: a text in, its statements with what the record says of each out."""

import json
from datetime import date
from typing import Any

from tallybook.claims.as_json import report_objects
from tallybook.errors import QuestionError
from tallybook.http.desk import Desk
from tallybook.http.faults import TooLarge, WrongKind
from tallybook.http.reply import Reply, as_json

MOST_TEXT = 100_000  # bytes of a text in UTF-8; longer ones are for the command line
MOST_BODY = 6 * MOST_TEXT + 10_000  # as JSON each may take six
_PARTS = ("text", "date", "source", "lang")
_LONGEST_SOURCE = 500


def read_text(content_type: str, body: bytes) -> tuple[str, date | None, str, str]:
    """Text, day, source and language from what was sent.

    Raises:
        WrongKind: it is no JSON by its header.
        TooLarge: the text is too long.
        QuestionError: it is no JSON, or not of this shape.
    """
    kind, _, options = content_type.lower().partition(";")
    if kind.strip() != "application/json" or ("charset" in options and "utf-8" not in options):
        raise WrongKind("This kind of content is not read.", expected="application/json, in UTF-8", found=kind[:80])
    sent = _object(body)
    for name, value in sent.items():
        if name not in _PARTS:
            raise QuestionError(f"{name[:80]!r} is no part of a text to check.", expected=", ".join(_PARTS))
        if not isinstance(value, str):
            raise QuestionError(f"{name!r} is no text.", expected="a string", found=type(value).__name__)
        check_letters(name, value)
    text, source = sent.get("text", ""), sent.get("source", "")
    if not text.strip():
        raise QuestionError("There is no text to check.", expected="`text`: a sentence, an article")
    if len(text.encode()) > MOST_TEXT:
        raise TooLarge("The text is too long.", expected=f"at most {MOST_TEXT:,} bytes", hint="check it in parts.")
    if len(source) > _LONGEST_SOURCE:
        raise QuestionError("`source` is too long.", expected=f"at most {_LONGEST_SOURCE} characters")
    return text, _day(sent.get("date", "")), source, sent.get("lang", "")


def check_letters(name: str, value: str) -> None:
    """Raises QuestionError where a text holds what is no letter of any text."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise QuestionError(f"{name!r} holds half of a character.", expected="whole Unicode characters") from None
    if "\x00" in value:
        raise QuestionError(f"{name!r} holds a control character.", found="U+0000")


def _object(body: bytes) -> dict[str, Any]:
    try:
        sent = json.loads(body.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise QuestionError("This is no JSON.", expected='like {"text": "...", "date": "2025-06-05"}') from None
    if not isinstance(sent, dict):
        raise QuestionError("This is no JSON object.", expected='like {"text": "...", "date": "2025-06-05"}')
    return sent


def _no_number(_: str) -> None:
    raise ValueError


def _day(text: str) -> date | None:
    try:
        if text and len(text) != 10:
            raise ValueError
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise QuestionError(f"{text[:80]!r} is no day.", expected="YYYY-MM-DD, like 2025-06-05") from None


def checked(desk: Desk, content_type: str, body: bytes) -> Reply:
    """The statements of a text that was sent."""
    text, day, source, lang = read_text(content_type, body)
    return as_json(report_objects(desk.check(text, day, source, lang)))
