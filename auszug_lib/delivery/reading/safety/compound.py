"""Compound files: the container of .xls, of old Office documents and of Office documents with a password."""

import struct
from dataclasses import dataclass

import numpy as np

from auszug_lib.delivery.reading.safety.refusal import DAMAGED, RefusalError

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER, _ENTRY, _SMALL_SECTOR = 512, 128, 64
_SECTOR_SHIFTS = (9, 12)
_SMALL_SECTOR_SHIFT = 6
_SMALL_STREAM = 4096  # shorter streams lie in small sectors
_END = 0xFFFF_FFFE
_NO_SECTOR = 0xFFFF_FFFA  # from here on numbers have other meanings
# For each of these python-calamine takes memory for 65,536 numbers.
_MOST_SMALL_TABLE = 1_000


@dataclass(frozen=True)
class _Entry:
    start: int
    size: int


class Compound:
    """A compound file whose chains of sectors were followed; python-calamine would follow a circle for ever.

    Parameters
    ----------
    data
        The whole file.

    Raises
    ------
    RefusalError
        Where it is damaged.
    """

    def __init__(self, data: bytes) -> None:
        self._data = memoryview(data)
        try:
            self._read_header()
            self._read_directory()
        except (struct.error, ValueError, IndexError):
            raise RefusalError(DAMAGED) from None

    def names(self) -> frozenset[str]:
        """Return the names of its streams and folders."""
        return frozenset(self._entries)

    def stream(self, name: str) -> bytes:
        """Return the content of a stream; raises `RefusalError` where it is not whole."""
        entry = self._entries[name]
        if entry.size >= _SMALL_STREAM:
            content = self._chain(entry.start)
        else:
            content = _chain(entry.start, self._small_table, self._small_data, _SMALL_SECTOR)
        if len(content) < entry.size:
            raise RefusalError(DAMAGED)
        return content[: entry.size]

    def _read_header(self) -> None:
        shift, small_shift = struct.unpack_from("<HH", self._data, 30)
        self._sector = 1 << shift
        (tables,) = struct.unpack_from("<L", self._data, 44)
        (self._directory,) = struct.unpack_from("<L", self._data, 48)
        self._small_start, self._small_count = struct.unpack_from("<LL", self._data, 60)
        (more,) = struct.unpack_from("<L", self._data, 68)
        sectors = len(self._data) // self._sector
        if shift not in _SECTOR_SHIFTS or small_shift != _SMALL_SECTOR_SHIFT:
            raise RefusalError(DAMAGED)
        if tables > sectors or self._small_count > min(sectors, _MOST_SMALL_TABLE):
            raise RefusalError(DAMAGED)
        self._table = self._read_table(more, sectors)

    def _read_table(self, more: int, sectors: int) -> np.ndarray:
        """Return for each sector the one that follows it."""
        parts = list(struct.unpack_from("<109L", self._data, 76))
        for _ in range(sectors):
            if more >= _NO_SECTOR:
                break
            *part, more = np.frombuffer(self._sector_at(more), "<u4").tolist()
            parts += part
        else:
            raise RefusalError(DAMAGED)
        used = [part for part in parts if part < _NO_SECTOR]
        if len(used) > sectors:
            raise RefusalError(DAMAGED)
        return np.frombuffer(b"".join(map(self._sector_at, used)), "<u4")

    def _read_directory(self) -> None:
        content = self._chain(self._directory)
        entries: dict[str, _Entry] = {}
        for start in range(0, len(content) - _ENTRY + 1, _ENTRY):
            name = content[start : start + 64].decode("utf-16-le", "replace").partition("\0")[0]
            first, size = struct.unpack_from("<LL", content, start + 116)
            entries.setdefault(name, _Entry(first, size))
        if not entries:
            raise RefusalError(DAMAGED)
        self._entries = entries
        self._small_table, self._small_data = np.zeros(0, "<u4"), b""
        if self._small_count:
            start, size = struct.unpack_from("<LL", content, 116)
            self._small_data = self._chain(start)[:size]
            table = self._chain(self._small_start)
            self._small_table = np.frombuffer(table[: len(table) // 4 * 4], "<u4")

    def _chain(self, start: int) -> bytes:
        return _chain(start, self._table, self._data[self._sector :], self._sector)

    def _sector_at(self, number: int) -> memoryview:
        start = (number + 1) * self._sector
        sector = self._data[start : start + self._sector]
        if len(sector) < self._sector:
            raise RefusalError(DAMAGED)
        return sector


def _chain(start: int, table: np.ndarray, data: bytes | memoryview, size: int) -> bytes:
    following, number = table.tolist(), start
    parts: list[bytes | memoryview] = []
    while number != _END:
        # A chain longer than the table has come back to where it was.
        if number >= len(following) or number * size >= len(data) or len(parts) > len(following):
            raise RefusalError(DAMAGED)
        parts.append(data[number * size : (number + 1) * size])
        number = following[number]
    return b"".join(parts)
