"""Every observation of one workbook of each layout generation, as it was last looked at."""

import pytest

import tallybook
from tests.golden_files import GOLDEN, WORKBOOKS, golden_text


@pytest.mark.parametrize("file", WORKBOOKS)
def test_a_workbook_reads_as_its_golden_file(file: str, book: "tallybook.Book") -> None:
    golden = (GOLDEN / file).with_suffix(".csv").read_text(encoding="utf-8").splitlines()
    now = golden_text(book, file).splitlines()

    different = [(a, b) for a, b in zip(golden, now, strict=False) if a != b]
    assert not different, f"{len(different)} lines differ, first: {different[0]}; see `make golden`"
    assert len(now) == len(golden)
