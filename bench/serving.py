"""What an answer of a warmed server costs: the first time, made anew, from the cache, to one who has it already.

The application is called in this process, without a network: each figure is the server's own time; all but the first
are the best of a few. Beside the cached answer stands the query that it spares: the same answer made anew from a book
that has been asked before.
"""

import asyncio
import resource
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from starlette.applications import Starlette

from tallybook.archive import default_path
from tallybook.web.app import make_app

AIM_FIRST_MS = 100
AIM_TIMES = 10
_AGAIN = 50
_MADE = 3

PAGES = (
    ("now", "/"),
    ("a subject", "/atd"),
    ("a subject", "/detention"),
    ("a subject", "/movements"),
    ("a question", "/ask/atd_participants?by=technology&on=2025-05-17"),
    ("a question over time", "/ask/detained?by=agency&since=2019-10-01"),
    ("the cells of an answer", "/ask/atd_participants/evidence?by=technology&on=2025-05-17"),
    ("how to cite", "/ask/atd_participants/cite?on=2025-05-17"),
    ("documents", "/documents"),
    ("a document", "/documents/882246070ebc"),
    ("a sheet", "/documents/882246070ebc/atd-fy25-ytd"),
    ("a cell", "/documents/882246070ebc/atd-fy25-ytd/B10"),
    ("facilities", "/facilities"),
    ("facilities, chosen", "/facilities?state=TX&sort=name"),
    ("a facility", "/facilities/adams_county_natchez_ms"),
    ("areas", "/areas"),
    ("an area", "/areas/dallas"),
    ("an area, in Spanish", "/es/areas/new_orleans"),
    ("a state", "/states/tx"),
    ("a brief", "/brief/882246070ebc"),
    ("the silence", "/silence"),
    ("the ledger, chosen", "/ledger?severity=error"),
    ("an entry", "/ledger/2025-11-21-zero_in_place_of_a_number-4b1c8f"),
    ("revisions of a table", "/revisions/atd_by_status"),
    ("a measure", "/measures/atd_participants"),
    ("a claim", "/claims/2025-06-05-c09db1"),
    ("as known on a day", "/?as_of=2025-06-01"),
    ("the same, once known", "/atd?as_of=2025-06-01"),
)
DATA = (
    ("an answer", "/ask/removals.json"),
    ("an answer, split", "/ask/atd_participants.json?by=technology&on=2025-05-17"),
    ("an answer over time", "/ask/detained.json?by=agency&since=2019-10-01"),
    ("an answer as CSV", "/ask/initial_book_ins.csv?by=agency&since=2019-10-01"),
    ("as known on a day", "/ask/atd_participants.json?as_of=2024-06-01"),
    ("facilities over time", "/ask/facility_average_daily_population.json?where=state=TX&since=2024-10-01"),
    ("evidence", "/ask/atd_participants/evidence.json?by=technology&on=2025-05-17"),
    ("measures", "/measures.json"),
    ("a cell", "/documents/882246070ebc/atd-fy25-ytd/B10.json"),
    ("the ledger", "/ledger.json"),
    ("the silence", "/mandate.json"),
    ("facilities", "/facilities.json?text=texas"),
    ("rows of a table", "/tables/observation.json?limit=1000"),
    ("the API described", "/openapi.json"),
)

Application = Callable[[Any, Any, Any], Awaitable[None]]


async def asked(application: Application, address: str, headers: dict[str, str] | None = None) -> tuple[int, str, int]:
    """Status, tag and size of the answer at an address."""
    path, _, query = address.partition("?")
    told: dict[str, Any] = {"status": 0, "tag": "", "size": 0}

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            told["status"] = message["status"]
            told["tag"] = dict(message["headers"]).get(b"etag", b"").decode()
        told["size"] += len(message.get("body", b""))

    sent = {"host": "127.0.0.1", "accept-encoding": "gzip", **(headers or {})}
    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in sent.items()], "root_path": "",
        "scheme": "http", "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1), "http_version": "1.1",
    }  # fmt: skip
    await application(scope, receive, send)
    return told["status"], told["tag"], told["size"]


async def timed(application: Application, address: str, headers: dict[str, str] | None = None) -> tuple[float, Any]:
    """Milliseconds of an answer, and the answer."""
    start = time.perf_counter()
    answer = await asked(application, address, headers)
    return 1000 * (time.perf_counter() - start), answer


async def measured(application: Starlette, name: str, address: str, first: float) -> float:
    """One line of the report; how many times cheaper the answer is from the cache."""
    door = application.state.door
    made = []
    for _ in range(_MADE):
        door.cache.clear()
        door.shelf.current().forget()
        cost, (status, tag, size) = await timed(application, address)
        made.append(cost)
    again = min([(await timed(application, address))[0] for _ in range(_AGAIN)])
    known = min([(await timed(application, address, {"if-none-match": tag}))[0] for _ in range(_AGAIN)])
    odd = "" if status == 200 else f"   status {status}!"
    cheaper = min(made) / again
    costs = f"{first:9.1f}{min(made):9.1f}{again:10.3f}{known:10.3f}{cheaper:10.0f} x{size / 1000:10.1f}"
    print(f"{name:<24}{costs}   {address}{odd}")
    return cheaper


async def main(path: Path) -> None:
    """Prints the report on a book."""
    start = time.perf_counter()
    application = make_app(path)
    first, _ = await timed(application, "/documents.json")
    application.state.door.shelf.warmed()
    ready = time.perf_counter() - start
    size = path.stat().st_size / 1e6
    print(f"a book of {size:.0f} MB; the first answer after {first:.0f} ms, all warmed in {ready:.0f} s")
    print(f"{'':<24}{'first ms':>9}{'made ms':>9}{'cached ms':>10}{'304 ms':>10}{'cheaper':>12}{'kB sent':>10}")
    firsts = {address: (await timed(application, address))[0] for _, address in (*PAGES, *DATA)}
    for name, address in PAGES:
        await measured(application, name, address, firsts[address])
    least = min([await measured(application, name, address, firsts[address]) for name, address in DATA])
    slow = sum(firsts[address] > AIM_FIRST_MS for _, address in PAGES)
    print(f"pages whose first answer took more than {AIM_FIRST_MS} ms: {slow} of {len(PAGES)}")
    print(f"a cached answer of the API is at least {least:.0f} times cheaper (aim: {AIM_TIMES})")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]) if len(sys.argv) > 1 else default_path()))
