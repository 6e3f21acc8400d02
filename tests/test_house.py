"""The house: imports point one way, every fact is declared once and documented."""

import ast
from pathlib import Path

import pytest

from tallybook import vocabulary
from tallybook.dimensions import DIMENSIONS
from tallybook.schema import TABLES
from tallybook.sources.ice_detention_statistics.layout import load_layout
from tallybook.sources.ice_detention_statistics.vocabulary import OPEN_DIMENSIONS, load_vocabulary, plain

SOURCE = Path(__file__).parents[1] / "src" / "tallybook"
ROOMS = [
    {"errors", "calendar", "arrow", "prose", "pages", "charts"},
    {"model", "vocabulary", "dimensions"},
    {"schema"},
    {"columns"},
    {"archive"},
    {"readers"},
    {"sources"},
    {"store"},
    {"checks"},
    {"adding", "book"},
    {"vintages", "ledger"},
    {"showing", "as_published", "export", "diff", "verify", "mandate", "pictures", "facilities"},
    {"measures"},
    {"answers"},
    {"claims"},
    {"brief"},
    {"state"},
    {"opening"},
    {"papers", "fetching"},
    {"http"},
    {"web"},
    {"publishing"},
    {"cli"},
]


def room(module: str) -> int | None:
    """The place of a module's room from left to right; None for the package's own front door."""
    name = module.removeprefix("tallybook").lstrip(".").split(".")[0]
    return next((place for place, names in enumerate(ROOMS) if name in names), None)


def imports(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.append(node.module or "")
            if node.module == "tallybook":
                found += [f"tallybook.{name.name}" for name in node.names]
    return [name for name in found if name.startswith("tallybook.")]


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_room_imports_from_a_room_to_its_right(path: Path) -> None:
    here = room(".".join(path.relative_to(SOURCE).with_suffix("").parts))
    if here is None:
        assert path.name in ("__init__.py", "__main__.py"), f"{path.name} stands in no room"
        return

    for module in imports(path):
        there = room(module)
        assert there is not None, module
        assert there <= here, f"{path.relative_to(SOURCE)} imports {module}"


def test_every_module_has_one_job_and_says_it() -> None:
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert text == "" or ast.get_docstring(ast.parse(text)), path
        assert len(text.splitlines()) <= 400, f"{path.name}: look for its second job"


def test_every_table_and_column_says_what_it_holds() -> None:
    for table in TABLES:
        assert table.about.endswith(".")
        for column in table.columns:
            assert len(column.about) > 8, f"{table.name}.{column.name}"
        names = [column.name for column in table.columns]
        assert len(names) == len(set(names))


def test_layouts_use_declared_units_dimensions_and_reasons() -> None:
    layout, dimensions = load_layout(), {dimension.name for dimension in DIMENSIONS}
    for table in layout.tables:
        units = {rule.unit for rule in (*table.columns, *table.rows) if rule.unit}
        assert units <= set(vocabulary.UNITS), table.name
        assert {rule.numbers_are for rule in table.columns} <= set(vocabulary.UNREAD_REASONS)
        assert set(table.dimensions) <= dimensions
        assert table.about.endswith(".")
        numbers = [rule for rule in table.columns if not rule.attribute]
        assert all(rule.quantity and rule.unit for rule in numbers), table.name
    names = [table.name for table in layout.tables] + [sentence.name for sentence in layout.sentences]
    assert len(names) == len(set(names))


def test_every_dimension_has_a_code_list_or_is_open() -> None:
    lists = load_vocabulary()
    assert set(lists) | OPEN_DIMENSIONS == {dimension.name for dimension in DIMENSIONS}
    for name, codes in lists.items():
        labels = [plain(label) for code in codes.codes for label in code.labels]
        assert len(labels) == len(set(labels)), f"{name}: a label stands for two codes"


def test_codes_that_share_a_group_say_why() -> None:
    for codes in load_vocabulary().values():
        for group in {code.group for code in codes.codes if code.group}:
            members = [code for code in codes.codes if code.group == group]
            assert len(members) == 1 or any(code.because for code in members), group
