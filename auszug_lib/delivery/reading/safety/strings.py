"""The shared strings of .xlsx: how many there are, and how long."""

import re

import numpy as np

from auszug_lib.delivery.reading.safety.refusal import DAMAGED, TOO_LARGE, RefusalError

_DECLARED = re.compile(rb"uniqueCount\s*=\s*[\"']?\s*\+?0*([0-9]*)")
# More than there can be cells.
_MOST = 10_000_000
# So much is reserved without harm, and programs do not always keep the number right.
_TRUSTED = 1_000_000
_LONGEST_NUMBER = 18

# Measured with python-calamine 0.9: 4.5 million strings of 21 letters took 240 MB, 39 bytes of XML each.
_PER_STRING = 24
# What it takes for a cell suffices for a string of 30 letters between its tags.
_IN_CELL = 48


class SharedStrings:
    """What was seen of the shared strings."""

    def __init__(self) -> None:
        self._gaps: list[np.ndarray] = []
        self._open = self._declared = self._size = self._number = 0
        #: By how much each string is longer than one that a cell takes no further memory for.
        self.excess = np.zeros(0, np.int32)
        #: How many bytes python-calamine takes at most for all of them.
        self.memory = 0

    def see(self, window: bytes) -> None:
        """Take a window of the XML into account; raises `RefusalError` where there are too many."""
        text = np.frombuffer(window + b"\0\0", np.uint8)
        before, here, after = text[:-2], text[1:-1], text[2:]
        opening = (before == ord("<")) | (before == ord(":"))
        starts = np.flatnonzero(opening & (here == ord("s")) & (after == ord("i")))
        self._gaps.append(np.diff(np.append(-self._open, starts)).astype(np.int32))
        self._open = len(window) - int(starts[-1]) if len(starts) else self._open + len(window)
        self._size += len(window)
        self._number += len(starts)
        if self._number > _MOST:
            raise RefusalError(TOO_LARGE)
        for declared in _DECLARED.finditer(window):
            self._declared = max(self._declared, int(declared[1][:_LONGEST_NUMBER] or b"0"))

    def finish(self) -> None:
        """Reckon up what was seen.

        Raises
        ------
        RefusalError
            Where there are far fewer strings than declared: python-calamine takes memory for that many at
            once, and where it gets none, the whole program ends.
        """
        last = np.array([self._open], np.int32)
        lengths = np.concatenate([*self._gaps, last])[1:]
        if self._declared > max(len(lengths), _TRUSTED):
            raise RefusalError(DAMAGED)
        self.excess = np.maximum(lengths - _IN_CELL, 0)
        self.memory = _PER_STRING * len(lengths) + self._size
