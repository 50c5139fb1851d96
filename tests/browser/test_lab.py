"""`auszug lab` in a real JupyterLab: German, every cell runs, a cross table gets to Excel by three clicks."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import nbformat
import openpyxl
import psutil
import pytest
from playwright.sync_api import Browser, Page, expect

from auszug_lib.publication.document import Cell, Row, Table
from auszug_lib.report import open_report

from ..conftest import PROJECT
from ..koeln import KOELN

Found = TypeVar("Found")

LONG = 300_000  # milliseconds in which a cell has run
ROOT = {"ServerApp": {"allow_root": True}}  # whoever runs the tests


@dataclass(frozen=True)
class Lab:
    """A running `auszug lab`, the project it was started in, and the address that it says."""

    process: subprocess.Popen[str]
    project: Path
    address: str


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    project = tmp_path_factory.mktemp("projekt")
    for name in ("params", "notebooks"):
        shutil.copytree(PROJECT / name, project / name, ignore=shutil.ignore_patterns("*.xlsx", ".*"))
    for year in ("2016", "2020", "2022"):  # two years are enough, and quicker
        (project / "params" / f"{year}.yaml").unlink()
    (project / "examples").symlink_to(PROJECT / "examples")
    own = {name: project / f".{name.lower()}" for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR")}
    own["JUPYTER_CONFIG_DIR"].mkdir()
    config = own["JUPYTER_CONFIG_DIR"] / "jupyter_server_config.json"
    config.write_text(json.dumps(ROOT), encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", "from auszug_lib.cli import main; main()", "lab", "--port", str(port)],
        cwd=project,
        env={**os.environ, **{name: str(path) for name, path in own.items()}, "BROWSER": "true"},
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        assert process.stdout
        yield Lab(process, project, process.stdout.readline().removeprefix("JupyterLab: ").strip())
    finally:
        process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def notebook(lab: Lab, browser: Browser) -> Iterator[Page]:
    """The exploration notebook, opened from the start page by a click, and run as a whole by another."""
    context = browser.new_context(locale="de-DE", viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(lab.address)
    page.get_by_role("link", name="Erkunden").click(timeout=LONG)
    expect(page.get_by_role("heading", name="Zehn Rezepte")).to_be_visible(timeout=LONG)
    expect(page.get_by_role("button", name="| Leerlauf")).to_be_visible(timeout=LONG)
    assert page.get_by_text("Neuigkeiten").count() == page.get_by_text("news").count() == 0
    page.get_by_role("menuitem", name="Ausführen").click()
    page.get_by_role("menuitem", name="Alle Zellen ausführen", exact=True).click()
    yield page
    assert {
        url for url in asked if not url.startswith((lab.address.partition("?")[0], "data:", "blob:"))
    } == set()
    context.close()


def test_two_dimensions_that_no_report_crosses_get_to_excel(lab: Lab, notebook: Page) -> None:
    notebook.get_by_label("Merkmal", exact=True).select_option("Stadtbezirk", timeout=LONG)
    notebook.get_by_label("Zweites Merkmal").select_option("Aufenthaltsstatus")
    notebook.get_by_role("button", name="Nach Excel").click()
    file = lab.project / "notebooks" / "households_placed-district-residence_status.xlsx"
    until(file.is_file)
    with KOELN.kept():
        report = open_report(visibility="intern")
    expected = report.cross("district", "residence_status")
    line = 'report.cross("district", "residence_status")'
    expect(
        notebook.get_by_text(f"Geschrieben: {file.name}").or_(notebook.get_by_text(line)).first
    ).to_be_visible()
    rows = list(openpyxl.load_workbook(file).active.iter_rows(min_row=3, values_only=True))
    assert rows[0] == ("Stadtbezirk", *expected.columns)
    numbers = [tuple(cell.value or 0 for cell in row.cells) for row in expected.rows]
    assert [row[1:] for row in rows[1 : len(numbers) + 1]] == numbers


def test_every_cell_runs_without_an_error(lab: Lab, notebook: Page) -> None:
    expect(notebook.get_by_role("button", name="| Leerlauf")).to_be_visible(timeout=LONG)
    notebook.get_by_role("menuitem", name="Datei").click()
    notebook.get_by_role("menuitem", name="Notebook speichern", exact=False).first.click()
    file = lab.project / "notebooks" / "exploration.ipynb"

    def executed() -> list[nbformat.NotebookNode]:
        try:
            cells = [cell for cell in nbformat.read(file, as_version=4).cells if cell.cell_type == "code"]
        except nbformat.reader.NotJSONError:  # it is being written
            return []
        return cells if all(cell.execution_count for cell in cells) else []

    cells = until(executed)
    kinds = {output.output_type for cell in cells for output in cell.outputs}
    assert kinds == {"display_data", "execute_result"}  # no error, and nothing on standard error
    assert sum(bool(cell.outputs) for cell in cells) == len(cells) - 1  # all but the parameters
    assert (lab.project / "outputs/2023/entwurf/mitteilung.html").is_file()


def test_the_draft_is_shown_inside(notebook: Page) -> None:
    frame = notebook.frame_locator('iframe[title="mitteilung"]')
    expect(frame.get_by_role("heading", level=1)).to_contain_text("Auszugsmanagement", timeout=LONG)


def test_lists_are_sorted_and_filtered_in_german(notebook: Page) -> None:
    search = notebook.get_by_label("Suchen:").last
    search.scroll_into_view_if_needed()
    search.fill("Wohnfläche")
    expect(notebook.get_by_text("Wohnfläche in m² (Median)").last).to_be_visible()
    expect(notebook.get_by_text("(aus ").last).to_be_visible()


def test_several_years_stand_side_by_side(notebook: Page) -> None:
    years = notebook.get_by_label("Jahre")
    years.scroll_into_view_if_needed()
    years.select_option(["2019", "2023"])
    expect(notebook.get_by_text('report.cross("district", "year", years=[2019, 2023])')).to_be_visible()


def test_the_server_ends_with_the_command_and_so_do_its_notebooks(lab: Lab, notebook: Page) -> None:
    kernels = psutil.Process(lab.process.pid).children(recursive=True)
    assert kernels
    lab.process.terminate()
    lab.process.wait(timeout=30)
    _, alive = psutil.wait_procs(kernels, timeout=30)
    assert alive == []


def test_a_copied_table_is_on_the_clipboard(browser: Browser) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    row = Row("Rodenkirchen", (Cell("1.234", 1234),))
    copied = Table("name", "Titel", "Stadtbezirk", ("Haushalte",), (row,)).copy()
    page.route("**/*", lambda route: route.fulfill(body=copied._repr_html_(), content_type="text/html"))
    page.goto("http://127.0.0.1/")
    page.get_by_role("button", name="In die Zwischenablage").click()
    expect(page.get_by_role("button", name="Kopiert")).to_be_visible()
    held = page.evaluate(
        """async () => { const [item] = await navigator.clipboard.read();
           return await (await item.getType('text/html')).text() }"""
    )
    assert ">Rodenkirchen</td>" in held
    assert ">1.234</td>" in held
    context.close()


def until(find: Callable[[], Found]) -> Found:
    """Return what is found once it is there; a machine that is slow is no failure."""
    ends = time.monotonic() + LONG / 1000
    while not (found := find()):
        assert time.monotonic() < ends, "es dauert zu lange"
        time.sleep(0.2)
    return found
