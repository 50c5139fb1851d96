"""The engine `auszug`: cells give what they give in a kernel, and leave nothing behind."""

import asyncio
import os
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import matplotlib
import nbformat
import papermill
import pytest
from IPython.core.interactiveshell import InteractiveShell

from auszug_lib import NotebookError
from auszug_lib.pipeline.execute import execute  # noqa: F401 - it registers the engine

CELLS = (
    "x = 1\nx",
    "print('a')\nimport sys\nprint('Fehler', file=sys.stderr)\nprint('b', flush=True)\nprint('c')\n{'z': 3}",
    "import matplotlib.pyplot as plt\n_ = plt.plot([1, 2])",
    "get_ipython().execution_count, In[1], Out[1], __name__",
    "%%capture written\nprint('x')",
    "written.stdout",
    "!echo in der Shell; echo und als Fehler >&2",
    "import subprocess\n_ = subprocess.run('echo daneben', shell=True)",
    "from IPython.display import HTML, clear_output, display, update_display\n"
    "_ = display('alt', display_id='a')\ndisplay(HTML('<b>1</b>'))\nupdate_display('neu', display_id='a')",
    "print('weg')\nclear_output()\nprint('da')",
    "import asyncio\nawait asyncio.sleep(0)\n'gewartet'",
    "import pandas as pd\npd.DataFrame({'a': [1]})",
    "get_ipython().events.register('post_run_cell', lambda result: print('danach'))",
    "2",
    "len?",
)


def notebook(*cells: str, tags: tuple[str, ...] = ()) -> Any:
    """Return a notebook with these cells."""
    code = [
        nbformat.v4.new_code_cell(text, id=f"zelle-{number}", metadata={"tags": list(tags)})
        for number, text in enumerate(cells)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=code, metadata={"kernelspec": kernel})


def run(*cells: str, engine: str | None = "auszug", tags: tuple[str, ...] = ()) -> Any:
    return papermill.execute_notebook(
        notebook(*cells, tags=tags), None, engine_name=engine, progress_bar=False, autosave_cell_every=0
    )


def joined(cell: Any) -> list[Any]:
    """Return a cell's outputs; a busy kernel may send one text in pieces."""
    outputs: list[Any] = []
    for output in cell.outputs:
        if (
            outputs
            and output.output_type == "stream" == outputs[-1].output_type
            and output.name == outputs[-1].name
        ):
            outputs[-1].text += output.text
        else:
            outputs.append(output)
    return outputs


def texts(executed: Any) -> list[str]:
    """Return the text of every output."""
    return [
        output.text if output.output_type == "stream" else output.data["text/plain"]
        for cell in executed.cells
        for output in cell.get("outputs", [])
    ]


def test_cells_show_what_they_show_in_a_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTEST_CURRENT_TEST")  # a kernel that sees it loses what programs write
    monkeypatch.delenv("MPLBACKEND", raising=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nbclient's kernel is not encrypted and says so
        theirs = run(*CELLS, engine=None)
    ours = run(*CELLS)
    for one, other in zip(ours.cells, theirs.cells, strict=True):
        assert (one.execution_count, joined(one)) == (other.execution_count, joined(other)), one.source
    assert ours.metadata.language_info == theirs.metadata.language_info
    assert "image/png" in ours.cells[2].outputs[0].data


def test_a_second_notebook_starts_anew_and_the_process_is_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MPLBACKEND", raising=False)
    before = (
        dict(os.environ),
        list(sys.path),
        sys.modules["__main__"],
        dict(matplotlib.rcParams),
        sys.stdout,
    )
    leave = (
        "leaked = 1",
        "import os, sys\nos.environ['A'] = 'b'\nos.chdir('/')\nsys.path.append('x')",
        "import matplotlib.pyplot as plt\nplt.rcParams['font.size'] = 30\nplt.ioff()\n_ = plt.figure()",
        "get_ipython().events.register('post_run_cell', lambda result: print('noch da'))",
    )
    run(*leave)
    again = run(
        "'leaked' in globals(), get_ipython().execution_count",
        "plt = __import__('matplotlib.pyplot').pyplot\nplt.get_fignums()",
    )
    assert texts(again) == ["(False, 2)", "[]"]
    assert Path.cwd() == tmp_path
    assert not InteractiveShell.initialized()
    after = (dict(os.environ), list(sys.path), sys.modules["__main__"], dict(matplotlib.rcParams), sys.stdout)
    assert {**before[3], "backend": after[3]["backend"]} == after[3]
    assert (*before[:3], before[4]) == (*after[:3], after[4])


def test_figures_of_a_second_notebook_are_shown_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MPLBACKEND", raising=False)
    draw = "import matplotlib.pyplot as plt\n_ = plt.plot([1, 2])"
    one, other = run(draw), run(draw)
    assert "image/png" in one.cells[0].outputs[0].data
    assert one.cells[0].outputs == other.cells[0].outputs


def test_a_cell_may_wait_in_a_process_that_waits_itself() -> None:
    async def executed() -> Any:
        notebook = run("import asyncio\nawait asyncio.sleep(0)\n'gewartet'")
        await asyncio.sleep(0)
        return notebook

    with ThreadPoolExecutor() as elsewhere:  # playwright keeps an event loop running in the main thread
        assert texts(elsewhere.submit(asyncio.run, executed()).result()) == ["'gewartet'"]


@pytest.mark.parametrize("code", ["1 / 0", "1 +", "%no_such_magic", "exit()", "raise SystemExit(3)"])
def test_an_error_ends_the_notebook(code: str) -> None:
    failing = notebook("1", code, "print('weiter')")
    with pytest.raises(papermill.PapermillExecutionError) as error:
        papermill.execute_notebook(failing, None, engine_name="auszug", progress_bar=False)
    assert error.value.exec_count == 2


@pytest.mark.parametrize(
    "code",
    [
        "while True:\n    print('noch eine Zeile, und noch eine, und noch eine')",
        "import subprocess\n_ = subprocess.run(['head', '-c', '100000000', '/dev/zero'])",
        "from IPython.display import HTML\nHTML('x' * 11_000_000)",
        "for _ in range(3):\n    display('x' * 5_000_000)",
    ],
    ids=["for ever", "by another program", "at once", "in parts"],
)
def test_what_a_cell_shows_is_bounded(code: str) -> None:
    failing = notebook("1", code, "print('weiter')")
    with pytest.raises(papermill.PapermillExecutionError) as error:
        papermill.execute_notebook(failing, None, engine_name="auszug", progress_bar=False)
    assert (error.value.ename, error.value.exec_count) == ("OutputError", 2)
    assert error.value.evalue == "Die Zelle gibt mehr als 10 MB aus"


def test_a_notebook_goes_on_after_a_cell_that_is_meant_to_fail(tmp_path: Path) -> None:
    meant, file = notebook("1 / 0", "print('weiter')", tags=("raises-exception",)), str(tmp_path / "x.ipynb")
    with pytest.raises(papermill.PapermillExecutionError):  # papermill complains once all cells are run
        papermill.execute_notebook(meant, file, engine_name="auszug", progress_bar=False)
    assert nbformat.read(file, as_version=4).cells[-1].outputs[0].text == "weiter\n"


def test_it_does_not_run_inside_a_notebook() -> None:
    shell = InteractiveShell.instance()
    try:
        with pytest.raises(NotebookError, match="läuft nicht in einem Notebook"):
            run("1")
    finally:
        InteractiveShell.clear_instance()
    assert shell
