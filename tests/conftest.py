"""What the tests share: the archive, and one book of all of it, built once per run."""

import fcntl
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import tallybook

# How fast a machine is at the moment is no property of the program: no test fails for it.
settings.register_profile("any_speed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any_speed")

REPOSITORY = Path(__file__).parents[1]
ARCHIVE = REPOSITORY / "archive" / "ice_detention_statistics"


@pytest.fixture(scope="session")
def archive() -> Path:
    """The tracked archive: 130 real workbooks."""
    return ARCHIVE


@pytest.fixture(scope="session")
def book_path(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A book of the whole archive; parallel workers share one."""
    base = tmp_path_factory.getbasetemp()
    folder = base if worker_id == "master" else base.parent
    path = folder / "whole" / "tallybook.duckdb"
    path.parent.mkdir(exist_ok=True)
    with (folder / "whole.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            tallybook.build(path)
    return path


@pytest.fixture(scope="session")
def book(book_path: Path) -> Iterator["tallybook.Book"]:
    with tallybook.open(book_path) as opened:
        yield opened
