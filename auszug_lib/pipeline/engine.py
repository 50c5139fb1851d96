"""papermill's engine `auszug`: the cells run in this process, in place of a kernel's.

papermill loads this module whenever it is imported; so what the cells need is loaded once there are any.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from nbclient.exceptions import CellExecutionError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine

if TYPE_CHECKING:
    from auszug_lib.pipeline.shell import Shell

# Called with the notebook and the cell that is run next.
Entered = Callable[[Any, Any], object]

_OF_THE_CLIENT = ("log_output", "stdout_file", "stderr_file")


class AuszugEngine(Engine):  # type: ignore[misc]
    """papermill's own way through a notebook, with a shell of this process in place of a kernel."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, entered: Entered | None = None, **options: Any
    ) -> None:
        """Run the notebook of `nb_man`, which is filled in place; raises `NotebookError` in a notebook."""
        from auszug_lib.pipeline.shell import fresh_shell

        with fresh_shell() as shell:
            client = _Client(nb_man, **{name: options[name] for name in _OF_THE_CLIENT if name in options})
            client.shell, client.entered = shell, entered
            client.execute()


class _Client(PapermillNotebookClient):  # type: ignore[misc]
    """papermill's client, which asks a shell where it would ask a kernel."""

    shell: "Shell"
    entered: Entered | None

    def execute(self, **_: Any) -> Any:
        """Run all cells, up to one that fails, and return the notebook."""
        self.reset_execution_trackers()
        self.papermill_execute_cells()
        self.nb.metadata["language_info"] = self.shell.language_info
        return self.nb

    def execute_cell(self, cell: Any, cell_index: int, **_: Any) -> Any:
        """Run a cell and write what it shows into it; raises `CellExecutionError` where it fails."""
        tags = cell.metadata.get("tags", [])
        if cell.cell_type != "code" or not cell.source.strip() or self.skip_cells_with_tag in tags:
            return cell
        cell.outputs = []
        cell.execution_count = self.shell.execution_count
        self.clear_before_next_output = False
        if self.entered:
            self.entered(self.nb, cell)
        reply = self.shell.run(cell.source, lambda message: self.process_message(message, cell, cell_index))
        if reply["status"] == "error" and "raises-exception" not in tags:
            raise CellExecutionError.from_cell_and_msg(cell, reply)
        return cell
