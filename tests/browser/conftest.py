"""Headless Chromium on the reports as a reader opens them: straight from the disk."""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

PROJECT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        if "CI" in os.environ:
            pytest.fail("Chromium ist in der CI Pflicht.")
        pytest.skip("Chromium ist nicht installiert.")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()


@pytest.fixture(scope="session")
def folder(outputs: Path) -> Path:
    """The public folder of 2019."""
    return outputs / "2019" / "oeffentlich"


@pytest.fixture
def page(browser: Browser) -> Page:
    context = browser.new_context(locale="de-DE")
    yield context.new_page()
    context.close()
