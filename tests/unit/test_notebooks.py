"""The notebooks stay thin: no functions, short cells, no outputs, every parameter of a year known."""

import ast
import re
from pathlib import Path

import nbformat
import papermill
import pytest

from auszug_lib.params import Year

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
PUBLISHED = [path for path in NOTEBOOKS if path.stem != "exploration"]
LINES_A_CELL = 10


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def untagged(notebook):
    """Return the cells with code but for the one with the parameters."""
    return [cell for cell in code_cells(notebook) if "parameters" not in cell.metadata.get("tags", [])]


def test_there_are_five():
    assert [path.stem for path in NOTEBOOKS] == [
        *("carrier_report", "combined_report", "data_check", "exploration", "notice")
    ]


def test_no_outputs_are_committed(notebook):
    assert not any(cell.outputs or cell.execution_count for cell in code_cells(notebook))


def test_no_function_is_defined(notebook):
    defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    trees = [ast.parse(cell.source) for cell in code_cells(notebook)]
    assert not any(isinstance(node, defined) for tree in trees for node in ast.walk(tree))


def test_cells_are_short(notebook):
    assert max(len(cell.source.splitlines()) for cell in untagged(notebook)) <= LINES_A_CELL


def test_one_cell_holds_the_parameters_one_a_line(notebook):
    """papermill reads no line with two of them, so this cell is as long as it has to be."""
    [cell] = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    assert all(line.count("=") == 1 for line in cell.source.splitlines())


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_key_of_a_year_is_a_parameter(path):
    known = set(papermill.inspect_notebook(path))
    assert known - {"carrier"} == set(Year.model_fields)
    assert ("carrier" in known) == (path.stem == "carrier_report")


def test_no_figure_is_typed(notebook):
    """Only the report year stands in a cell, as a parameter."""
    numbers = [
        node.value
        for cell in untagged(notebook)
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float)
    ]
    assert set(numbers) <= {1, 10}  # the exploration's sample of ten rows, with its seed


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_no_digit_is_typed_into_what_is_published(path):
    """Neither in words nor in code, comments included; a number in a report is a figure or a parameter."""
    notebook = nbformat.read(path, as_version=4)
    others = [cell for cell in notebook.cells if "parameters" not in cell.metadata.get("tags", [])]
    assert [cell.source for cell in others if re.search(r"\d", cell.source)] == []
