"""Files of a single table, CSV or Parquet, by themselves or in a zip archive."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from auszug_lib.delivery.reading.columnar import ENDINGS as PARQUET_ENDINGS
from auszug_lib.delivery.reading.delimited import ENDINGS as TEXT_ENDINGS
from auszug_lib.delivery.reading.delimited import MOST_BYTES
from auszug_lib.delivery.reading.safety.archive import Archive
from auszug_lib.delivery.reading.safety.disguise import BEGINNING, PARQUET_FILE, TEXT_FILE, kind_of
from auszug_lib.delivery.reading.safety.refusal import (
    DAMAGED,
    EMPTY,
    PASSWORD,
    TOO_LARGE,
    RefusalError,
    shown,
)

ENDINGS = (*TEXT_ENDINGS, *PARQUET_ENDINGS)

_PARQUET, _ENCRYPTED_PARQUET = b"PAR1", b"PARE"
_FOOTER = 8  # the length of the description of the columns, and once more what the file is
_OF_A_MAC = "__MACOSX/"


def check_table(pieces: Iterable[bytes], ending: str) -> None:
    """Refuse a table that is not of its kind, empty, cut off, protected or too large.

    Parameters
    ----------
    pieces
        The content of the file.
    ending
        That of its name, one of `ENDINGS`.
    """
    beginning = end = b""
    size = 0
    for piece in pieces:
        size += len(piece)
        beginning += piece[: BEGINNING - len(beginning)]
        end = (end + piece)[-_FOOTER:]
        if size > MOST_BYTES:
            raise RefusalError(TOO_LARGE)
    if not size:
        raise RefusalError(EMPTY)
    _check_kind(beginning, ending)
    if ending in PARQUET_ENDINGS:
        _check_footer(end, size)


def check_tables(archive: Archive) -> None:
    """Look at all files of a zip archive; the sentence names the one that is refused."""
    for entry in archive.entries:
        name = PurePosixPath(entry.filename)
        ending = name.suffix.lower()
        if ending in ENDINGS and not entry.filename.startswith(_OF_A_MAC):
            try:
                check_table(archive.pieces(entry), ending)
            except RefusalError as refusal:
                raise RefusalError(f"enthält „{shown(name.name)}“, und diese Datei {refusal}") from None
        else:
            archive.check(entry)


def _check_kind(beginning: bytes, ending: str) -> None:
    kind, wanted = kind_of(beginning), PARQUET_FILE if ending in PARQUET_ENDINGS else TEXT_FILE
    if beginning.startswith(_ENCRYPTED_PARQUET):
        raise RefusalError(PASSWORD)
    if kind != wanted:
        raise RefusalError(f"ist in Wirklichkeit {kind}; bitte die Tabelle als CSV in UTF-8 speichern.")


def _check_footer(end: bytes, size: int) -> None:
    if end.endswith(_ENCRYPTED_PARQUET):
        raise RefusalError(PASSWORD)
    description = int.from_bytes(end[:4], "little")
    if not end.endswith(_PARQUET) or description + _FOOTER + len(_PARQUET) > size:
        raise RefusalError(DAMAGED)
