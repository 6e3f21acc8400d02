"""The guide to the API: every address in it answers, and its Python runs."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.serving import running

GUIDE = (Path(__file__).parents[1] / "docs" / "api.md").read_text(encoding="utf-8")
HERE = "http://127.0.0.1:8000"
ADDRESSES = sorted(set(re.findall(rf"{HERE}(/[^'\"\s)]*)['\"\s]", GUIDE)) - {"/check"})


@pytest.fixture(scope="module")
def site(book_path: Path) -> Iterator[str]:
    with running(book_path) as address:
        yield address


def test_the_guide_has_an_example_of_everything() -> None:
    assert len(ADDRESSES) > 20


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_of_the_guide_answers(site: str, address: str) -> None:
    response = httpx.get(site + address, timeout=60)

    assert response.status_code == 200
    assert response.content


def test_the_python_of_the_guide_runs(site: str) -> None:
    """ICE counted 20,637 people on ankle monitors on 17 May 2025: 'ATD FY25 YTD'!B10."""
    [program] = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)

    printed = subprocess.run(
        [sys.executable, "-c", program.replace(HERE, site)], capture_output=True, text=True, check=True
    ).stdout

    assert "ankle_monitor 20637.0 2025-05-24_FY25_detentionStats05232025.xlsx ATD FY25 YTD B10" in printed


def test_the_text_of_the_guide_is_checked(site: str) -> None:
    [body] = re.findall(r"--json '(.*?)'", GUIDE)

    [finding] = httpx.post(
        f"{site}/check", content=body, headers={"content-type": "application/json"}, timeout=60
    ).json()

    assert finding["verdict"] == "confirmed"


def test_the_error_of_the_guide_is_the_one_that_is_told(site: str) -> None:
    told = httpx.get(f"{site}/ask/atd_partcipants.json").json()["error"]

    for part in ("kind", "message", "hint"):
        assert f'"{part}": "{told[part]}"' in GUIDE
