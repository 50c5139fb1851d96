"""A poor machine: few open files, no home, no languages, odd paths; it works or is one sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ..shell import auszug_process
from .test_report import contents

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows kennt diese Grenzen nicht")


def test_with_next_to_nothing_the_reports_are_the_same_bytes(made: Path, tmp_path: Path) -> None:
    program = (
        "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32)); "
        "from auszug_lib.cli import main; main()"
    )
    out = tmp_path / "Über sicht ß" / "aus gabe"
    environment = {
        "PATH": os.environ["PATH"],
        "LC_ALL": "C",
        "HOME": "/nirgends",
        "TMPDIR": "/nirgends",
        "MPLCONFIGDIR": "/nirgends",
    }
    finished = subprocess.run(
        [sys.executable, "-c", program, "report", "2021", "--out", str(out)],
        cwd=made,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (finished.returncode, finished.stderr) == (0, "")
    assert contents(out / "2021") == contents(made / "outputs/2021")


@pytest.mark.parametrize("command", ["report", "check"])
def test_a_path_that_no_disk_takes_is_one_sentence(made: Path, command: str) -> None:
    refused = auszug_process(made, command, "2021", "--out", "x" * 300)
    assert refused.returncode in (2, 3)
    assert len(refused.stderr.splitlines()) == 1
    assert "Traceback" not in refused.stderr
    if command == "report":
        assert refused.stderr == (
            f"Das Betriebssystem verweigert die Arbeit bei „{'x' * 80}“ (ENAMETOOLONG); "
            "bitte Pfad, Rechte und freien Platz prüfen.\n"
        )
