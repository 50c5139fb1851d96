"""Files of a single table, CSV or Parquet, looked at before they are read."""

from pathlib import Path

from auszug_lib.delivery.reading.opening.file_type import BEGINNING, PARQUET_FILE, TEXT_FILE, kind_of
from auszug_lib.delivery.reading.opening.refusal import DAMAGED, EMPTY, PASSWORD, TOO_LARGE, RefusalError

TEXT_ENDINGS, PARQUET_ENDINGS = (".csv", ".tsv", ".txt"), (".parquet",)
ENDINGS = (*TEXT_ENDINGS, *PARQUET_ENDINGS)
MOST_BYTES = 200_000_000

_PARQUET, _ENCRYPTED_PARQUET = b"PAR1", b"PARE"
_FOOTER = 8  # the length of the description of the columns, and once more what the file is


def is_table(name: str) -> bool:
    """Say whether a file's name is that of a single table."""
    return name.lower().endswith(ENDINGS)


def check_table_file(path: Path) -> None:
    """Look at a table's file before it is read; raises as `check_table`."""
    size = path.stat().st_size
    with path.open("rb") as file:
        beginning = file.read(BEGINNING)
        file.seek(max(0, size - _FOOTER))
        check_table(beginning, file.read(), size, path.suffix)


def check_table(beginning: bytes, end: bytes, size: int, ending: str) -> None:
    """Refuse a table that is not of its kind, empty, cut off, protected or too large.

    Parameters
    ----------
    beginning, end
        At least the first few kilobytes of the file, if it has as many, and its last eight bytes.
    size
        In bytes.
    ending
        That of its name, one of `ENDINGS`.

    Raises
    ------
    RefusalError
        The sentence lacks only the file's name at its beginning.
    """
    if not size:
        raise RefusalError(EMPTY)
    if size > MOST_BYTES:
        raise RefusalError(TOO_LARGE)
    is_parquet = ending.lower() in PARQUET_ENDINGS
    if beginning.startswith(_ENCRYPTED_PARQUET) or (is_parquet and end.endswith(_ENCRYPTED_PARQUET)):
        raise RefusalError(PASSWORD)
    kind = kind_of(beginning[:BEGINNING])
    if kind != (PARQUET_FILE if is_parquet else TEXT_FILE):
        raise RefusalError(f"ist in Wirklichkeit {kind}; bitte die Tabelle als CSV in UTF-8 speichern.")
    description = int.from_bytes(end[-_FOOTER:-4], "little")
    if is_parquet and not (end.endswith(_PARQUET) and description + _FOOTER + len(_PARQUET) <= size):
        raise RefusalError(DAMAGED)
