"""A small project of another city, with notebooks of its own that need no deliveries."""

from pathlib import Path

import nbformat
import pytest

from ..conftest import made_once
from ..shell import auszug_process

PROJECT = Path(__file__).parents[2]

CITY = """
name: Musterstadt
authority: Stadt Musterstadt
department: Wohnungsamt
programme: Auszugsmanagement
programme_start: 2015-01-01
carriers:
  - {code: Nord, name: Verein Nord, short_name: Nord}
  - {code: Sued, name: Verein Süd, short_name: Süd}
committees: {rat: Rat, sozial: Sozialausschuss}
codes:
  stadtbezirk: {1: Mitte}
  vermieterart: {privat: Privat, WBG: WBG}
  foerderweg: {frei: Frei, FOE: Förderung}
partner_landlord: WBG
reported_funding: FOE
"""

YEAR = """
city: musterstadt
year: {year}
data: lieferungen
visibility: oeffentlich
committees: {{rat: 2022-03-01}}
"""

PARAMETERS = """
year = None
city = None
data = None
visibility = None
committees = None
"""

TITLE = """
from auszug_lib.publication.document import *
marks = ("Beispieldaten: keine echten Fälle", "Entwurf")
Title("Mitteilung", "öffentlicher Teil", f"Bericht {year} <script>alert(1)</script> #set page()",
      "Stadt Musterstadt", "Wohnungsamt", (Sitting("Rat", committees["rat"]),), marks, f"{year}-12-31")
"""

TABLE = """
rows = tuple(Row(f"Bezirk {n}", (Cell(f"{n}", n), Cell("1.234,5", 1234.5))) for n in range(60))
Table("bezirke", "Haushalte $x$ #eval", "=HYPERLINK(1)", ("Haushalte", "@Fläche"),
      (*rows, Row("-Summe", (Cell("."), Cell("–", 0)), total=True)), ("Eine Fußnote.",))
"""

CHART = """
svg = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50"><text x="5" y="30">Säule</text></svg>'
Chart("saeule", "Ein Diagramm", "Eine Säule, sonst nichts.", svg)
"""

ANALYST = """
import sys
print("gedruckt <b>fett</b>")
print("nur eine Warnung", file=sys.stderr)
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project folder of its own for a test that changes it."""
    return build_project(tmp_path / "projekt")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose reports have been made for both years in one run; for reading only."""

    def make(project: Path) -> None:
        build_project(project)
        result = auszug_process(project, "report", "2020", "2021")
        assert (result.returncode, result.stderr) == (0, "")

    return made_once(tmp_path_factory, "musterstadt", make)


def build_project(folder: Path) -> Path:
    """Write params/ and notebooks/ of a city with two carriers and two years."""
    params = folder / "params"
    params.mkdir(parents=True)
    (params / "musterstadt.yaml").write_text(CITY, encoding="utf-8")
    for year in (2020, 2021):
        (params / f"{year}.yaml").write_text(YEAR.format(year=year), encoding="utf-8")
    (folder / "lieferungen").mkdir()
    notebooks = params.parent / "notebooks"
    notebooks.mkdir()
    write_notebook(notebooks / "notice.ipynb", TITLE, "## Abschnitt <i>eins</i>", TABLE, CHART, ANALYST)
    write_notebook(notebooks / "combined_report.ipynb", TITLE, "## Nichts")
    write_notebook(notebooks / "carrier_report.ipynb", TITLE, "## Träger", "carrier", carrier=True)
    return params.parent


def write_notebook(file: Path, *cells: str, carrier: bool = False) -> None:
    """Write a notebook; a cell that starts with # is a heading."""
    parameters = PARAMETERS + ("carrier = None\n" if carrier else "")
    code = nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]})
    notebook = nbformat.v4.new_notebook(cells=[code, *map(_cell, cells)])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, file)


def _cell(text: str) -> nbformat.NotebookNode:
    text = text.strip()
    return nbformat.v4.new_markdown_cell(text) if text.startswith("#") else nbformat.v4.new_code_cell(text)
