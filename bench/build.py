"""What a build costs, beside the floor measured in the same run.

The floor is python-calamine reading every cell of the same files and nothing else. Each figure
is of a process of its own, starting up included: CPU seconds (user and system), wall seconds,
peak memory.
"""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ARCHIVE = Path(__file__).parents[1] / "archive" / "ice_detention_statistics"

_FLOOR = """
import sys
from python_calamine import CalamineWorkbook
cells = 0
for path in sys.argv[1:]:
    workbook = CalamineWorkbook.from_path(path)
    for name in workbook.sheet_names:
        for row in workbook.get_sheet_by_name(name).to_python(skip_empty_area=False):
            cells += len(row)
print(cells)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took."""

    cpu: float
    wall: float
    peak_mb: float


def cost_of(arguments: list[str]) -> Cost:
    """Runs a process to its end; its failure ends the benchmark."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(arguments, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            sys.exit(f"{arguments[:3]} failed:\n{output.read().decode()}")
    wall = time.perf_counter() - start
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def line(name: str, cost: Cost, floor: Cost | None = None) -> None:
    """One line of the report."""
    ratio = f"{cost.cpu / floor.cpu:5.2f} x the floor" if floor else ""
    print(f"{name:<44}{cost.cpu:8.2f}{cost.wall:9.2f}{cost.peak_mb:10.0f}   {ratio}")


def main() -> None:
    files = sorted(ARCHIVE.glob("*.xlsx"))
    newest = files[-2] if files[-1].name.startswith("undated") else files[-1]
    tallybook = [sys.executable, "-m", "tallybook"]
    print(f"{len(files)} workbooks, {sum(f.stat().st_size for f in files) / 1e6:.1f} MB")
    print(f"{'':<44}{'CPU s':>8}{'wall s':>9}{'peak MB':>10}")
    with tempfile.TemporaryDirectory() as folder:
        book, partial = Path(folder) / "whole.duckdb", Path(folder) / "partial.duckdb"
        floor = cost_of([sys.executable, "-c", _FLOOR, *map(str, files)])
        line("floor: calamine reading every cell", floor)
        line("full build from nothing (aim: under 4)", cost_of([*tallybook, "--book", str(book), "book"]), floor)
        line("the same again, nothing new", cost_of([*tallybook, "--book", str(book), "book"]))
        others = [str(file) for file in files if file != newest]
        cost_of([*tallybook, "--book", str(partial), "add", *others])
        line(
            "one new file added to a full book (aim: 1 s)",
            cost_of([*tallybook, "--book", str(partial), "add", str(newest)]),
        )
        sizes = sum(path.stat().st_size for path in Path(folder).rglob("whole*/**/*") if path.is_file())
        print(f"the book: {book.stat().st_size / 1e6:.0f} MB, its Parquet: {sizes / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
