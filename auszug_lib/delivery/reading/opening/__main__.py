"""What `sandbox` starts, with a file: pickles what it holds, or why it is refused."""

import gc
import pickle
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from auszug_lib.delivery.reading.opening.archive import tables_in
from auszug_lib.delivery.reading.opening.book import sheets_in
from auszug_lib.delivery.reading.opening.refusal import RefusalError

REFUSED, HELD = "refused", "held"


def _messages(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield each sheet or table of the file, or why it is refused."""
    try:
        for part in (tables_in if path.suffix.lower() == ".zip" else sheets_in)(path):
            yield HELD, part
    except RefusalError as refusal:
        yield REFUSED, str(refusal)


if __name__ == "__main__":
    gc.disable()  # millions of cells, none of them in a circle
    for message in _messages(Path(sys.argv[1])):
        pickle.dump(message, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)
