"""The generated pages and the dates of the vocabulary are as the code and the archive have them."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

import tallybook

REPOSITORY = Path(__file__).parents[1]


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, REPOSITORY / "tools" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["ledger.md", "tables.md", "vocabulary.md", "cli.md", "measures.md"])
def test_a_generated_page_is_not_stale(page: str) -> None:
    written = (REPOSITORY / "docs" / page).read_text(encoding="utf-8")

    assert written == tool("docs").PAGES[page](), "run `make docs`"


def test_the_vocabulary_says_when_each_label_was_seen(book: "tallybook.Book") -> None:
    seen = tool("seen")
    text = seen.VOCABULARY.read_text(encoding="utf-8")

    assert text == seen.rewritten(text, seen.seen_labels(book)), "run `make seen`"
