"""papermill and nbconvert as they come, without `auszug`: the same notebook, page, PDF and Word document."""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import nbformat

from auszug_lib.project import Project

PROJECT = Path(__file__).parents[2]


def test_stock_tools_make_the_same_notebook_page_and_pdf(made: Path, tmp_path: Path) -> None:
    parameters = ["-f", "params/2021.yaml", "-p", "carrier", "Nord", "-k", "python3"]
    target = tmp_path / "x.ipynb"
    stock = run_module(made, "papermill", "notebooks/carrier_report.ipynb", str(target), *parameters)
    assert "unknown parameter" not in stock.stderr
    ours = nbformat.read(made / "outputs/2021/notebooks/traegerbericht-nord.ipynb", as_version=4)
    theirs = nbformat.read(target, as_version=4)
    assert [shown(cell) for cell in ours.cells] == [shown(cell) for cell in theirs.cells]
    for ending in ("html", "pdf"):
        run_module(tmp_path, "nbconvert", "--to", f"auszug_{ending}", "x.ipynb")
        published = made / f"outputs/2021/oeffentlich/traegerbericht-nord.{ending}"
        assert (tmp_path / f"x.{ending}").read_bytes() == published.read_bytes()


def test_papermill_finds_the_engine_by_its_name(made: Path, tmp_path: Path) -> None:
    target = tmp_path / "x.ipynb"
    run_module(
        made,
        "papermill",
        "--engine",
        "auszug",
        "notebooks/notice.ipynb",
        str(target),
        "-f",
        "params/2021.yaml",
    )
    ours = nbformat.read(made / "outputs/2021/notebooks/mitteilung.ipynb", as_version=4)
    theirs = nbformat.read(target, as_version=4)
    assert [shown(cell) for cell in ours.cells] == [shown(cell) for cell in theirs.cells]
    run_module(tmp_path, "nbconvert", "--to", "auszug_docx", "x.ipynb")
    published = made / "outputs/2021/oeffentlich/mitteilung.docx"
    assert (tmp_path / "x.docx").read_bytes() == published.read_bytes()


def run_module(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )


def shown(cell: nbformat.NotebookNode) -> tuple[object, ...]:
    # The order of the injected parameters is the only thing left open.
    return cell.cell_type, sorted(cell.source.splitlines()), cell.get("execution_count"), cell.get("outputs")


def test_stock_tools_work_on_the_projects_own_notebook(tmp_path: Path) -> None:
    target = str(tmp_path / "x.ipynb")
    notebook, year = "notebooks/carrier_report.ipynb", "params/2019.yaml"
    said = [run_stock("papermill", notebook, target, "-f", year, "-p", "carrier", "DRK")]
    said.append(run_stock("nbconvert", "--to", "auszug_html", target))
    assert not any("unknown parameter" in text for text in said)
    assert "Deutsches Rotes Kreuz" in (tmp_path / "x.html").read_text(encoding="utf-8")


def test_a_parameter_that_the_notebook_does_not_have_stops_it_with_a_sentence(tmp_path: Path) -> None:
    words = ["notebooks/carrier_report.ipynb", str(tmp_path / "x.ipynb"), "-f", "params/2019.yaml"]
    run = [sys.executable, "-m", "papermill", *words, "-p", "carier", "DRK"]
    stopped = subprocess.run(run, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert stopped.returncode == 1
    assert "Parameter: „carier“ gibt es nicht (meinten Sie „carrier“?)" in stopped.stderr
    cells = nbformat.read(tmp_path / "x.ipynb", as_version=4).cells
    [error] = [one for cell in cells for one in cell.get("outputs", []) if one.output_type == "error"]
    assert error.traceback == [error.evalue]  # no frames


def run_stock(*words: str) -> str:
    """Run a stock tool in the project and return what it said."""
    command = [sys.executable, "-m", *words]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stderr


def code_of(name: str) -> str:
    """Return a block of code of the page on many years, by the comment above it."""
    page = (PROJECT / "docs/de/verteilen.md").read_text(encoding="utf-8")
    return page.split(f"<!-- {name} -->\n```")[1].partition("\n")[2].partition("```")[0]


def test_the_loops_of_the_handbook_run(project: Path) -> None:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    run = partial(subprocess.run, cwd=project, env=environment, check=True, capture_output=True)
    run(["sh", "-ec", code_of("schleife").replace("2019 2020", "2021")])
    assert {file.name for file in project.glob("mitteilung-*")} == {
        f"mitteilung-2021.{ending}" for ending in ("ipynb", "html", "pdf")
    }
    run([sys.executable, "-c", code_of("python")])
    for year in (2020, 2021):
        made = nbformat.read(project / f"mitteilung-{year}.ipynb", as_version=4)
        assert f"Bericht {year}" in str(made.cells[2].outputs)


def test_the_figures_of_several_years_are_one_table(koeln: Project) -> None:
    names: dict[str, Any] = {}
    with koeln.kept():
        exec(code_of("zahlen").replace("2023", "2019"), names)
    assert set(names["zahlen"]["year"]) == {2016, 2019}
