"""The shared strings of .xls: how long they are."""

import struct

import numpy as np

from auszug_lib.delivery.reading.safety.refusal import DAMAGED, TOO_LARGE, RefusalError

_BEFORE_STRINGS = 8
_WIDE, _WITH_MORE, _WITH_RUNS = 0x1, 0x4, 0x8
_RUN = 4
# Each takes a microsecond here. Two sheets full of texts that are all different have fewer.
_MOST_STRINGS = 4_000_000
# What it takes for a cell suffices for a string of so many letters.
_IN_CELL = 30
_BYTES_A_LETTER = 3  # in UTF-8, at most


def excess_lengths(records: list[bytes]) -> np.ndarray:
    """Return by how many bytes each string is longer than one that a cell takes no further memory for.

    Parameters
    ----------
    records
        The record of the strings and those that continue it.

    Raises
    ------
    RefusalError
        Where it is damaged.
    """
    strings = _Strings(records)
    lengths: list[int] = []
    try:
        while strings.more():
            strings.pass_plain(lengths)
            if strings.more():
                lengths.append(strings.length())
            if len(lengths) > _MOST_STRINGS:
                raise RefusalError(TOO_LARGE)
    except (struct.error, IndexError):
        raise RefusalError(DAMAGED) from None
    return np.maximum(np.array(lengths, np.int64) - _IN_CELL, 0) * _BYTES_A_LETTER


class _Strings:
    """A position in the records."""

    def __init__(self, records: list[bytes]) -> None:
        self._records = records
        self._record, self._position = 0, _BEFORE_STRINGS

    def more(self) -> bool:
        """Say whether another string follows."""
        return self._left() > 0 or self._next()

    def pass_plain(self, lengths: list[int]) -> None:
        """Pass over strings without looks that end in this record, as most do, and note their lengths."""
        data, position = self._records[self._record], self._position
        end = len(data) - 3
        while position <= end:
            letters, flags = data[position] | data[position + 1] << 8, data[position + 2]
            following = position + 3 + (letters << flags)
            if flags > _WIDE or following > end + 3:
                break
            lengths.append(letters)
            position = following
        self._position = position

    def length(self) -> int:
        """Pass over the string at the position and return its number of letters."""
        data = self._records[self._record]
        if not data:
            return 0
        letters, flags = struct.unpack_from("<HB", data, self._position)
        self._position += 3
        skipped = 0
        if flags & _WITH_RUNS:
            skipped += _RUN * struct.unpack_from("<H", data, self._position)[0]
            self._position += 2
        if flags & _WITH_MORE:
            skipped += struct.unpack_from("<L", data, self._position)[0]
            self._position += 4
        self._pass_letters(letters, 1 + (flags & _WIDE))
        self._pass_bytes(skipped)
        return letters

    def _pass_letters(self, letters: int, width: int) -> None:
        while letters:
            passed = min(letters, self._left() // width)
            self._position += passed * width
            letters -= passed
            if letters:
                # Each record begins anew with whether its letters are wide.
                if not self._next():
                    raise RefusalError(DAMAGED)
                width = 1 + (self._records[self._record][0] & _WIDE)
                self._position = 1

    def _pass_bytes(self, number: int) -> None:
        while number:
            if not self._left() and not self._next():
                raise RefusalError(DAMAGED)
            passed = min(number, self._left())
            self._position += passed
            number -= passed

    def _left(self) -> int:
        return len(self._records[self._record]) - self._position

    def _next(self) -> bool:
        if self._record + 1 == len(self._records):
            return False
        self._record, self._position = self._record + 1, 0
        return True
