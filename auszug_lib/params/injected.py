"""The parameters that papermill writes into a notebook: one that it does not have stops it."""

import ast
import sys
from itertools import pairwise

from auszug_lib import ParamsError
from auszug_lib.params.base import unknown

_HEAD = "# Parameters\n"  # of the cell that papermill puts behind the one with the notebook's own


def refuse_unknown_parameters() -> None:
    """Raise `ParamsError` where papermill gave this notebook a parameter that it does not have.

    papermill only warns of it on the terminal, and the notebook would show what nobody asked for.
    """
    shell = sys.modules.get("IPython") and sys.modules["IPython"].get_ipython()
    cells = shell.user_ns.get("In", []) if shell else []
    for before, cell in pairwise(cells):
        if cell.startswith(_HEAD) and before:
            for mistake in unknown("Parameter", _assigned(cell), _assigned(before)):
                raise ParamsError(f"{mistake}; bitte in der Jahresdatei oder hinter -p berichtigen.")


def _assigned(cell: str) -> list[str]:
    """Return the names that a cell assigns at its top level; none for what is no Python alone."""
    try:
        lines = ast.parse(cell).body
    except SyntaxError:
        return []
    return [
        one.id
        for line in lines
        if isinstance(line, ast.Assign)
        for one in line.targets
        if isinstance(one, ast.Name)
    ]
