"""Ctrl-C and SIGTERM, whenever they come: one sentence, the conventional code, and nothing half-made."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from select import select

import psutil
import pytest

from ..shell import auszug
from .conftest import TITLE, write_notebook
from .test_report import contents

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows kennt kein SIGINT für einen Kindprozess")

SENTENCE = "Abgebrochen; was vorher fertig war, liegt noch da.\n"


def started(project: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", "from auszug_lib.cli import main; main()", "report", "2021", "--neu"]
    return subprocess.Popen(
        command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def ended(process: subprocess.Popen[str], number: int) -> None:
    """End a process by a signal: it says so in one sentence, and none that it started is left."""
    children = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(number)
    _, told = process.communicate(timeout=600)
    assert (process.returncode, told) == (128 + number, SENTENCE)
    psutil.wait_procs(children, timeout=60)
    assert not any(child.is_running() for child in children)


def has_loaded(process: subprocess.Popen[str]) -> None:
    """Wait until a process has read the code of the package."""
    while "auszug_lib/cli" not in "".join(file.path for file in psutil.Process(process.pid).open_files()):
        if psutil.Process(process.pid).cpu_times().user > 0.3:
            return
        time.sleep(0.01)


def has_told(process: subprocess.Popen[str]) -> None:
    """Wait until the first report is begun."""
    assert process.stdout
    process.stdout.readline()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("moment", [has_loaded, has_told])
def test_a_run_that_is_ended_changes_nothing(
    made: Path, tmp_path: Path, moment: Callable[[subprocess.Popen[str]], None], number: int
) -> None:
    project = Path(shutil.copytree(made, tmp_path / "projekt"))
    before = contents(project / "outputs")
    with started(project) as process:
        moment(process)
        ended(process, number)
    assert contents(project / "outputs") == before


def test_ctrl_c_leaves_no_process_and_no_half_made_set(project: Path) -> None:
    os.mkfifo(project / "begonnen")
    begun = os.open(project / "begonnen", os.O_RDWR)
    waiting = "from pathlib import Path\nPath('begonnen').write_text('ja')\nimport time\ntime.sleep(3600)"
    write_notebook(project / "notebooks/notice.ipynb", TITLE, waiting)
    with started(project) as process:
        assert select([begun], [], [], 600)[0]
        ended(process, signal.SIGINT)
    os.close(begun)
    assert contents(project / "outputs") == {}
    assert not (project / "outputs").exists()


def test_who_reads_the_first_line_alone_is_no_full_disk(made: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(made, tmp_path / "projekt"))
    before = contents(project / "outputs")
    with started(project) as process:
        has_told(process)
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == ""
    assert contents(project / "outputs") == before
    assert auszug(project, "report", "2021", "--neu").returncode == 0
    assert contents(project / "outputs") == before
