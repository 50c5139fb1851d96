"""A command imports what it needs, and no more: the first answer comes at once."""

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("word", "unneeded"),
    [("--help", {"pydantic", "numpy", "pandas", "babel"}), ("list", {"rich", "numpy", "pandas", "babel"})],
)
def test_a_command_loads_nothing_that_it_does_not_need(word: str, unneeded: set[str]) -> None:
    code = f"""
import sys
from auszug_lib.cli import main
sys.argv = ["auszug", "{word}"]
try:
    main()
finally:
    print(sorted({unneeded!r} & set(sys.modules)), file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "[]"
