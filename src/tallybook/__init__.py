"""Tallybook: every number in every kept edition of ICE's detention statistics, with its cell."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tallybook import measures
    from tallybook.adding import Report, add, build
    from tallybook.answers import Answer, Question, ask
    from tallybook.errors import (
        AmbiguousName,
        FetchError,
        LayoutError,
        NotAdditive,
        QuestionError,
        SourceError,
        StoreError,
        TallybookError,
        UnknownMeasure,
        UnknownSplit,
        UnreadableFile,
    )
    from tallybook.export import export
    from tallybook.opening import Book
    from tallybook.opening import open_book as open
    from tallybook.showing import Shown, show

# Imported when first used: the command line's help needs none of the engines behind them.
_HOMES = {
    "Report": "adding",
    "add": "adding",
    "build": "adding",
    "Answer": "answers",
    "Question": "answers",
    "ask": "answers",
    "measures": "measures",
    "Book": "opening",
    "open": "opening",
    "export": "export",
    "Shown": "showing",
    "show": "showing",
    "AmbiguousName": "errors",
    "FetchError": "errors",
    "LayoutError": "errors",
    "NotAdditive": "errors",
    "QuestionError": "errors",
    "SourceError": "errors",
    "StoreError": "errors",
    "TallybookError": "errors",
    "UnknownMeasure": "errors",
    "UnknownSplit": "errors",
    "UnreadableFile": "errors",
}

__all__ = [
    "AmbiguousName",
    "Answer",
    "Book",
    "FetchError",
    "LayoutError",
    "NotAdditive",
    "Question",
    "QuestionError",
    "Report",
    "Shown",
    "SourceError",
    "StoreError",
    "TallybookError",
    "UnknownMeasure",
    "UnknownSplit",
    "UnreadableFile",
    "add",
    "ask",
    "build",
    "export",
    "measures",
    "open",
    "show",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'tallybook' has no attribute {name!r}")
    home = import_module(f"tallybook.{_HOMES[name]}")
    if name == "measures":
        return home
    value = getattr(home, "open_book" if name == "open" else name)
    # Importing a module of the same name has set the module in its place.
    globals()[name] = value
    return value
