"""The file of a single table, delimited text or Parquet, and what it holds."""

from pathlib import PurePosixPath
from typing import IO, Any

from auszug_lib.delivery.reading.opening.file_type import PARQUET_ENDINGS
from auszug_lib.delivery.reading.opening.text import text_table
from auszug_lib.delivery.words import Words

# What systems and programs leave beside the files that people see.
_HIDDEN_STARTS, _HIDDEN_ENDS = (".", "~$"), ("-wal", "-shm", "-journal")
_HIDDEN = ("thumbs.db", "desktop.ini")


def is_hidden(name: str) -> bool:
    """Return whether a file of this name is none that people see."""
    return name.startswith(_HIDDEN_STARTS) or name.endswith(_HIDDEN_ENDS) or name.lower() in _HIDDEN


def table_in(file: IO[bytes], shown: str, words: Words) -> Any:
    """Return the fields of a `TextTable`, or packed columns; None where the file is called like no table.

    Raises `RefusalError` or `DeliveryError` where it cannot be read.
    """
    table = words.table(PurePosixPath(shown).stem)
    if not table:
        return None
    if shown.lower().endswith(PARQUET_ENDINGS):
        from auszug_lib.delivery.reading.opening.parquet import columns_in_parquet

        return columns_in_parquet(file)
    return tuple(text_table(file.read(), shown, table, words))
