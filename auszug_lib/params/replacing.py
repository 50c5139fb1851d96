"""Replacing a file whole: whatever ends the process, it is as it was or as it shall be."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from auszug_lib import AuszugError


def replace_file(path: Path, content: bytes) -> None:
    """Write a file aside and rename it into place, so that nobody ever reads half of one.

    Raises `AuszugError` where the disk refuses, as Windows does for a file that is open in a program.
    """
    place = path.resolve()  # a link stays one
    aside = place.with_name(f".{place.name}.part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            shutil.copymode(place, aside)
        aside.replace(place)
    except OSError:
        with suppress(OSError):
            aside.unlink()
        raise AuszugError(
            f"{path} ließ sich nicht schreiben; "
            "vielleicht ist die Datei noch geöffnet, oder der Platz reicht nicht."
        ) from None
