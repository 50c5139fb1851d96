"""Zip files, unpacked piece by piece in memory; what they declare of themselves they are held to."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from auszug_lib.delivery.reading.safety.refusal import (
    DAMAGED,
    PASSWORD,
    TOO_LARGE_UNPACKED,
    RefusalError,
    shown,
)

# The largest sheets, 150,000 rows of 30 cells, are 220 MB of XML in .xlsx and 670 MB in .ods. To unpack and
# search this much takes some seconds.
MOST_UNPACKED = 800_000_000
# Workbooks have some dozens of entries, those with many pictures some hundreds.
MOST_ENTRIES = 5_000
# The directory is read before its entries can be counted, a gigabyte of it would be as many ZipInfo objects.
_MOST_DIRECTORY = 2 << 20
# Larger pieces do not stay in the processor's own memory, with smaller ones Python takes more time.
PIECE = 1 << 18

_END, _END_LENGTH, _LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
_END_64, _END_64_LENGTH, _LOCATOR_LENGTH = b"PK\x06\x06", 56, 20
_IN_END_64 = 0xFFFF_FFFF  # what stands for a number that the second, longer end tells
_LOCAL, _LOCAL_LENGTH = b"PK\x03\x04", 30
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the only ones that python-calamine knows
_NOT_A_ZIP = (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, OverflowError, EOFError)
_MANY = f"enthält mehr als {MOST_ENTRIES:,} Dateien; bitte nur die Dateien der Lieferung packen.".replace(
    ",", "."
)


class Archive:
    """A zip file whose entries can be unpacked in pieces.

    Parameters
    ----------
    file
        The file, open for reading bytes.

    Raises
    ------
    RefusalError
        Where it is no whole zip file, asks for a password, or declares more than a delivery can hold.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        _check_directory(file)
        try:
            with zipfile.ZipFile(file) as archive:
                self.entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        except _NOT_A_ZIP:
            raise RefusalError(DAMAGED) from None
        _check_entries(self.entries)
        #: By name in small letters, with slashes between folders.
        self.names = {_plain_name(entry): entry for entry in self.entries}

    def find(self, name: str) -> zipfile.ZipInfo | None:
        """Return the entry of this name; like python-calamine, without regard to capital letters."""
        return self.names.get(name.lower())

    def pieces(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """Yield what an entry unpacks to, at most `PIECE` bytes at a time.

        Raises
        ------
        RefusalError
            Where the entry is damaged, or not of the size that it declares.
        """
        size = checksum = 0
        for piece in self._inflated(entry):
            size += len(piece)
            checksum = zlib.crc32(piece, checksum)
            if size > entry.file_size:
                raise RefusalError(TOO_LARGE_UNPACKED)
            yield piece
        if (size, checksum) != (entry.file_size, entry.CRC):
            raise RefusalError(DAMAGED)

    def check(self, entry: zipfile.ZipInfo) -> None:
        """Unpack an entry only to see that it is whole; raises `RefusalError`."""
        for _ in self.pieces(entry):
            pass

    def read(self, entry: zipfile.ZipInfo, most: int) -> bytes:
        """Return the whole of an entry that is to be small; raises `RefusalError` where it is not."""
        if entry.file_size > most:
            raise RefusalError(TOO_LARGE_UNPACKED)
        return b"".join(self.pieces(entry))

    def _inflated(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        stored = entry.compress_type == zipfile.ZIP_STORED
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        for packed in self._packed(entry):
            rest = packed
            while rest and not stored and not inflate.eof:
                try:
                    yield inflate.decompress(rest, PIECE)
                except zlib.error:
                    raise RefusalError(DAMAGED) from None
                rest = inflate.unconsumed_tail
            if stored:
                yield packed
        while not stored and (left := inflate.decompress(b"", PIECE)):
            yield left

    def _packed(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        self._file.seek(entry.header_offset)
        header = self._file.read(_LOCAL_LENGTH)
        if len(header) < _LOCAL_LENGTH or not header.startswith(_LOCAL):
            raise RefusalError(DAMAGED)
        position = self._file.tell() + sum(struct.unpack_from("<HH", header, 26))
        left = entry.compress_size
        while left:
            self._file.seek(position)  # others may have read from the file in between
            packed = self._file.read(min(left, PIECE))
            if not packed:
                raise RefusalError(DAMAGED)
            position, left = position + len(packed), left - len(packed)
            yield packed


def check_paths(archive: Archive) -> None:
    """Refuse entries that would be written beside the folder where an archive is unpacked, and links."""
    for entry in archive.entries:
        name = entry.orig_filename
        parts = PurePosixPath(name).parts
        if name.startswith("/") or ".." in parts or any(sign in name for sign in "\\:\0"):
            raise RefusalError(
                f"enthält eine Datei mit unzulässigem Pfad („{shown(name)}“); bitte die Dateien neu packen."
            )
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise RefusalError(
                f"enthält statt einer Datei einen Verweis („{shown(name)}“); bitte die Dateien selbst packen."
            )


def _check_directory(file: BinaryIO) -> None:
    """Refuse a zip file that has no end, or so long a list of entries that it should not be read."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(max(0, size - _END_LENGTH - _LONGEST_COMMENT - _LOCATOR_LENGTH - _END_64_LENGTH))
    tail = file.read()
    end = tail.rfind(_END)
    if end < 0 or len(tail) - end < _END_LENGTH:
        raise RefusalError(DAMAGED)
    lengths = [struct.unpack_from("<L", tail, end + 12)[0]]
    end_64 = end - _LOCATOR_LENGTH - _END_64_LENGTH
    if end_64 >= 0 and tail.startswith(_END_64, end_64):
        lengths = [length for length in lengths if length < _IN_END_64]
        lengths += struct.unpack_from("<Q", tail, end_64 + 40)
    if max(lengths) > size:
        raise RefusalError(DAMAGED)
    if max(lengths) > _MOST_DIRECTORY:
        raise RefusalError(_MANY)


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise RefusalError(_MANY)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise RefusalError(PASSWORD)
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise RefusalError(TOO_LARGE_UNPACKED)
    if any(entry.compress_type not in _METHODS for entry in entries):
        raise RefusalError("ist ungewöhnlich gepackt; bitte als gewöhnliche ZIP-Datei neu packen.")
    # Of two entries with one name each program reads another.
    names = [_plain_name(entry) for entry in entries]
    if len(set(names)) < len(names):
        raise RefusalError("enthält zwei Dateien desselben Namens; bitte die Datei neu speichern.")


def _plain_name(entry: zipfile.ZipInfo) -> str:
    return entry.orig_filename.replace("\\", "/").lower()
