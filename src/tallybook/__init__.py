"""Tallybook: every number ever published in ICE's detention statistics, with its cell."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tallybook.adding import Report, add, build
    from tallybook.book import Book
    from tallybook.book import open_book as open
    from tallybook.errors import (
        AmbiguousName,
        LayoutError,
        QuestionError,
        SourceError,
        StoreError,
        TallybookError,
        UnreadableFile,
    )
    from tallybook.export import export
    from tallybook.showing import Shown, show

# Imported when first used: the command line's help needs none of the engines behind them.
_HOMES = {
    "Report": "adding",
    "add": "adding",
    "build": "adding",
    "Book": "book",
    "open": "book",
    "export": "export",
    "Shown": "showing",
    "show": "showing",
    "AmbiguousName": "errors",
    "LayoutError": "errors",
    "QuestionError": "errors",
    "SourceError": "errors",
    "StoreError": "errors",
    "TallybookError": "errors",
    "UnreadableFile": "errors",
}

__all__ = [
    "AmbiguousName",
    "Book",
    "LayoutError",
    "QuestionError",
    "Report",
    "Shown",
    "SourceError",
    "StoreError",
    "TallybookError",
    "UnreadableFile",
    "add",
    "build",
    "export",
    "open",
    "show",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'tallybook' has no attribute {name!r}")
    home = import_module(f"tallybook.{_HOMES[name]}")
    return getattr(home, "open_book" if name == "open" else name)
