"""The written statements of bench/claims, answered by the desk and scored by the scorer that came with them."""

import csv
import importlib.util
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from tallybook.book import Book, open_book
from tallybook.claims.as_json import batch_object, span_object
from tallybook.claims.batch import Asked, answered
from tallybook.claims.desk import check

_CLAIMS = Path(__file__).parents[1] / "claims"
_ARCHIVE = Path(__file__).parents[2] / "archive" / "ice_detention_statistics"
Row = dict[str, str]
Answer = dict[str, Any]


@cache
def scorer() -> ModuleType:
    """The scorer; it is a script, and is no package's."""
    spec = importlib.util.spec_from_file_location("score", _CLAIMS / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def answers_of(book: Book, rows: Sequence[Row], told: Callable[[int, int], None] | None = None) -> list[Answer]:
    """The desk's answers to statements, as the scorer reads them."""
    asked = [
        Asked(place, row["id"], row["text"], date.fromisoformat(row["statement_date"]))
        for place, row in enumerate(rows)
    ]
    found = answered(book, asked, (lambda done, of, _: told(done, of)) if told else None)
    return [batch_object(finding, {"id": one.id}) for one, finding in found]


def summary(rows: Sequence[Row], answers: Sequence[Answer | None], seconds: float) -> list[str]:
    """Cost, verdicts, costliest errors and evidence; counts beside shares."""
    score, books = scorer(), _books()
    costs, heavy, seen = [], [], Counter[str]()
    exact = 0
    for row, answer in zip(rows, answers, strict=True):
        verdict = str(answer["verdict"]) if answer else "none"
        cost = score.cost(row["gold_verdict"], verdict, set(filter(None, (row.get("also_accept") or "").split(";"))))
        costs.append(cost)
        exact += verdict == row["gold_verdict"]
        if cost == score.HEAVY:
            heavy.append(f"    {row['id']}  {row['gold_verdict']}, got {verdict}: {row['text']}")
        if score.gold_cites(row):
            seen[score.evidence_hit(row, answer, books)[0] if answer else "miss"] += 1
    accepted, with_cells = sum(cost <= score.SOFT for cost in costs), sum(seen.values())
    found = seen["exact"] + seen["edition"]
    return [
        f"  cost per statement {sum(costs) / len(rows):.3f}; exact {exact}/{len(rows)} {score.pct(exact, len(rows))}; "
        f"exact or accepted {accepted}/{len(rows)} {score.pct(accepted, len(rows))}",
        f"  evidence {found}/{with_cells} {score.pct(found, with_cells)}, of another edition {seen['edition']}; "
        f"{seconds / len(rows):.3f} s per statement",
        f"  costliest errors {len(heavy)}",
        *heavy,
    ]


@cache
def _books() -> Any:
    return scorer().Books([str(_ARCHIVE)])


def print_set(book: Book, path: Path, progress: Callable[[str], Callable[[int, int], None]]) -> None:
    """One file of statements."""
    rows = scorer().read_gold([path])
    start = time.perf_counter()
    answers = answers_of(book, rows, progress(path.name))
    print(f"\n{path.name}: {len(rows)} statements")
    print("\n".join(summary(rows, answers, time.perf_counter() - start)))


def print_article(book: Book, gold: Path) -> None:
    """One article: what of it was found, and what was made of that."""
    score = scorer()
    text = (gold.parent / gold.name.replace("_gold.csv", ".txt")).read_text(encoding="utf-8")
    with gold.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    name = next((row["article"] for row in rows if row.get("article")), gold.name.replace("_gold.csv", ".txt"))
    start = time.perf_counter()
    answers: list[Answer] = [span_object(finding, name) for finding in check(book, text).findings]
    seconds = time.perf_counter() - start
    matched = score.match_spans(rows, answers)
    wanted = [place for place, row in enumerate(rows) if row["gold_verdict"] != "opinion"]
    found = sum(place in matched for place in wanted)
    print(f"\n{name}: {len(rows)} statements, {seconds:.1f} s")
    print(
        f"  detection: recall {found}/{len(wanted)} {score.pct(found, len(wanted))}, "
        f"precision {len(matched)}/{len(answers)} {score.pct(len(matched), len(answers))}"
    )
    of_rows = [_answer_to(place, row, matched, answers) for place, row in enumerate(rows)]
    print("\n".join(summary(rows, of_rows, seconds)))


def _answer_to(place: int, row: Row, matched: dict[int, int], answers: Sequence[Answer]) -> Answer | None:
    """The answer to a row; an opinion that was passed over is rightly left alone."""
    if place in matched:
        return answers[matched[place]]
    return {"verdict": "opinion"} if row["gold_verdict"] == "opinion" else None


def print_written(path: Path, progress: Callable[[str], Callable[[int, int], None]]) -> None:
    """Every file of statements that is there, and every article."""
    with open_book(path) as book:
        for file in sorted(_CLAIMS.glob("*.csv")):
            print_set(book, file, progress)
        for gold in sorted((_CLAIMS / "articles").glob("*_gold.csv")):
            print_article(book, gold)
