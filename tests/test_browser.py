"""The pages in a real browser: nothing cut or sideways, no error, nothing from elsewhere, readable by all."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.serving import running

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
)
AXE = Path(str(pytest.importorskip("axe_playwright_python").__file__)).with_name("axe.min.js")

pytestmark = pytest.mark.skipif(
    not CHROMIUM, reason="!!! no Chromium: the pages were NOT tested in a browser (apt-get install chromium)"
)

PAGES = (
    "/",
    "/atd",
    "/detention",
    "/movements",
    "/ask/atd_participants?by=technology&on=2025-05-17",
    "/ask/ice_arrest_book_ins_a_day",
    "/ask/atd_participants/cite?where=technology%3Dankle_monitor&on=2025-05-17",
    "/ask/detained_share_without_conviction/evidence",
    "/documents",
    "/documents/882246070ebc",
    "/documents/882246070ebc/atd-fy25-ytd",
    "/documents/882246070ebc/atd-fy25-ytd/B10",
    "/facilities",
    "/facilities/adams_county_natchez_ms",
    "/areas",
    "/areas/new_orleans",
    "/states",
    "/states/tx",
    "/brief/882246070ebc",
    "/silence",
    "/ledger?severity=error",
    "/ledger/2025-11-21-zero_in_place_of_a_number-4b1c8f",
    "/revisions",
    "/revisions/atd_by_status",
    "/measures",
    "/measures/atd_participants",
    "/check?example=1",
    "/claims",
    "/claims/2025-06-05-c09db1",
    "/take",
    "/no-such-page",
)
WIDTHS = (1440, 360)
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def site(book_path: Path) -> Iterator[str]:
    with running(book_path) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(bypass_csp=True)  # for axe, which is put into the page by the test itself
    opened = context.new_page()
    yield opened
    context.close()


def looked_at(page: Any, address: str) -> dict[str, list[str]]:
    """What a page asks for and complains of while it is shown."""
    seen: dict[str, list[str]] = {"errors": [], "requests": []}
    page.on("console", lambda said: seen["errors"].append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: seen["errors"].append(str(error)))
    page.on("request", lambda request: seen["requests"].append(request.url))
    page.goto(address)
    return seen


@pytest.mark.parametrize("lang", ["", "/es"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_reads_well_in_any_light_and_width(page: Any, site: str, path: str, lang: str) -> None:
    seen = looked_at(page, f"{site}{lang}{path}")

    is_missing = path == "/no-such-page"
    assert [text for text in seen["errors"] if not (is_missing and "404" in text)] == []
    assert [url for url in seen["requests"] if not url.startswith((site, "data:"))] == []
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == ("es" if lang else "en")
    page.add_script_tag(path=str(AXE))
    for theme, looked_into in (("light", 1440), ("dark", 360)):
        page.emulate_media(color_scheme=theme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over == 0, f"{path} at {width} px is {over} px too wide"
            if width == looked_into:
                assert faults(page) == [], f"{path}, {theme}, {width} px"


def faults(page: Any) -> list[str]:
    """What axe-core finds that keeps readers out."""
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{fault['id']}: {node['html'][:160]}"
        for fault in found["violations"]
        if fault["impact"] in SERIOUS
        for node in fault["nodes"][:3]
    ]


def test_a_reader_reaches_the_cell_behind_the_number_in_two_clicks(page: Any, site: str) -> None:
    """On 17 May 2025 ICE counted 20,637 people on ankle monitors: 'ATD FY25 YTD'!B10 of the file of 23 May."""
    page.goto(f"{site}/ask/atd_participants?where=technology%3Dankle_monitor&on=2025-05-17")
    page.get_by_role("link", name="20,637").first.click()

    assert page.url.endswith("/atd-fy25-ytd/B10")
    assert page.locator("td.lit").inner_text() == "20,637"
    assert "FY25_detentionStats05232025.xlsx" in page.locator("dl.facts").inner_text()


def test_the_pages_work_without_javascript(browser: Any, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/ask/atd_participants")
    page.locator("#by").select_option("technology")
    page.get_by_role("button", name="Show").click()

    assert "by=technology" in page.url
    page.locator("summary", has_text="The numbers behind it").first.click()
    assert page.get_by_role("row", name="SmartLINK").is_visible()
    context.close()


def test_a_table_is_sorted_by_any_column(page: Any, site: str) -> None:
    page.goto(f"{site}/documents")
    numbers = page.locator("thead button", has_text="Numbers")
    numbers.click()
    numbers.click()

    counts = page.locator("tbody tr td:nth-child(5)").all_inner_texts()
    values = [int(text.replace(",", "")) for text in counts]
    assert values == sorted(values, reverse=True)
    assert len(values) == 130


def test_a_reader_chooses_light_or_dark_and_it_stays(page: Any, site: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(f"{site}/documents")
    page.locator("button.theme").click()
    page.goto(f"{site}/atd")

    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_the_keyboard_alone_reaches_the_content(page: Any, site: str) -> None:
    page.goto(f"{site}/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.url.endswith("#content")
