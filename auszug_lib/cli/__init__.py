"""The shell's face: `auszug …`."""

import gc
import sys

import typer
from typer.exceptions import TyperException

from auszug_lib import AuszugError, ParamsError
from auszug_lib.cli import commands  # noqa: F401 - it adds them to the app
from auszug_lib.cli.app import app, in_german

# So many new objects are let be before those in circles are looked for: a command is over soon, and all that
# it imports is looked through each time.
_NEW_OBJECTS = 100_000


def main() -> None:
    """Run the command line; an expected mistake ends in one German sentence and its exit code."""
    gc.set_threshold(_NEW_OBJECTS)
    try:
        code = app(prog_name="auszug", standalone_mode=False)
    except TyperException as error:
        # `auszug` alone complains with its help.
        _fail(in_german(error.format_message()), ParamsError.exit_code)
    except AuszugError as error:
        _fail(str(error), error.exit_code)
    sys.exit(code)


def _fail(sentence: str, code: int) -> None:
    typer.echo(sentence, err=True)
    sys.exit(code)
