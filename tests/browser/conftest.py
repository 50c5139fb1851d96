"""Headless Chromium on the reports as a reader opens them: straight from the disk."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from ..conftest import YEARS

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

STEMS = ("mitteilung", "gesamtbericht", "traegerbericht-caritas", "traegerbericht-drk", "traegerbericht-kfr")
PUBLIC = [f"{year}/oeffentlich/{stem}.html" for year in YEARS for stem in STEMS]
COMMITTEES = ("integrationsrat", "runder_tisch", "soziales")
INDEXES = [
    *(f"{year}/oeffentlich/index.html" for year in YEARS),
    *(f"2019/oeffentlich/gremien/{committee}/index.html" for committee in COMMITTEES),
]
INTERNAL = [f"2019/intern/{stem}.html" for stem in (*STEMS, "pruefbericht")]

WIDE = {"width": 1100, "height": 900}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if "CI" in os.environ:
            pytest.fail("Chromium ist in der CI Pflicht.")
        pytest.skip("Chromium ist nicht installiert.")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()


@pytest.fixture(scope="session", params=[*PUBLIC, *INDEXES, *INTERNAL])
def opened(request: pytest.FixtureRequest, browser: Browser, outputs: Path) -> Iterator[Page]:
    """Every page of every set, one after another; opened once for all tests that leave it as it is."""
    context = browser.new_context(locale="de-DE", viewport=WIDE)
    page = context.new_page()
    show(page, outputs / request.param)
    yield page
    context.close()


@pytest.fixture
def sheet(opened: Page) -> Iterator[Page]:
    """A page that a test may look at in another size or medium, but not change."""
    yield opened
    opened.set_viewport_size(WIDE)
    opened.emulate_media(media="screen", color_scheme="light")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page for a test of its own."""
    context = browser.new_context(locale="de-DE", viewport=WIDE)
    yield context.new_page()
    context.close()


def show(page: Page, file: Path) -> None:
    page.goto(file.as_uri())
    page.evaluate("document.fonts.ready")
