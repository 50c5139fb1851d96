"""What is used imports what it needs, and no more: the first answer comes at once."""

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[3]

OFFICE = {"openpyxl", "xlsxwriter", "docx"}
HEAVY = OFFICE | {"pandas", "numpy", "pyarrow", "matplotlib", "sqlalchemy", "typst", "babel"}
NOTEBOOKS = {"papermill", "nbconvert", "nbclient", "nbformat", "jupyter_client", "IPython"}


@pytest.mark.parametrize(
    ("word", "unneeded"),
    [
        ("--help", HEAVY | NOTEBOOKS | {"rich", "jinja2", "pydantic", "yaml"}),
        ("status", HEAVY | NOTEBOOKS | {"rich", "jinja2"}),
    ],
)
def test_a_command_loads_nothing_that_it_does_not_need(word: str, unneeded: set[str]) -> None:
    code = f"""
from auszug_lib.cli import main
sys.argv = ["auszug", "{word}"]
try:
    main()
except SystemExit as end:
    assert not end.code
"""
    assert not loaded_by(code) & unneeded


def test_a_notebook_shows_a_table_without_what_draws_charts_or_runs_notebooks() -> None:
    code = """
from auszug_lib.report import open_report
print(open_report(year=2016).table("households_placed", by="district").html())
"""
    loaded = loaded_by(code)
    assert not loaded & {*NOTEBOOKS, "matplotlib", "sqlalchemy", "openpyxl", "typst", "rich"}
    assert not loaded & {"itables", "ipywidgets", "auszug_lib.exploration"}


def loaded_by(code: str) -> set[str]:
    """Return which modules a process has loaded at the end that runs some code in the project."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules, file=sys.stderr)"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stderr.split())
