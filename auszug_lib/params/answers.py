"""What carriers explain about soft findings, kept beside the parameters until somebody accepts it."""

import json
from collections.abc import Mapping
from pathlib import Path

from auszug_lib import ParamsError
from auszug_lib.params.replacing import replace_file

MOST_SIGNS = 500  # of an explanation


def read_answers(file: Path) -> dict[str, str]:
    """Return explanations by the identity of their finding, none where no file is; raises `ParamsError`."""
    if not file.is_file():
        return {}
    try:
        answers = json.loads(file.read_bytes())
    except ValueError:
        answers = None
    if not isinstance(answers, dict) or not all(
        isinstance(text, str) and len(text) <= MOST_SIGNS for text in answers.values()
    ):
        raise ParamsError(
            f"{file.parent.name}/{file.name} enthält nicht die Erklärungen der Träger; "
            "bitte wiederherstellen, oder löschen und noch einmal einlesen."
        )
    return answers


def write_answers(file: Path, answers: Mapping[str, str]) -> None:
    """Write explanations in the order of their findings, in place of what is there."""
    text = json.dumps(dict(sorted(answers.items())), ensure_ascii=False, indent=1)
    replace_file(file, f"{text}\n".encode())
