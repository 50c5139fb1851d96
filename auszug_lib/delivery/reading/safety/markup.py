"""XML in windows that end before a tag, refused where it is not what spreadsheet programs write."""

import re
from collections.abc import Iterable, Iterator

import numpy as np

from auszug_lib.delivery.reading.safety.refusal import STRANGE, RefusalError

# A cell holds at most 32,767 characters, and 16,384 cells of one row are half as long as this.
LONGEST = 4 << 20
_HEAD = 64

_DEFINITIONS = (
    "enthält eigene XML-Definitionen (DOCTYPE oder ENTITY), wie kein Tabellenprogramm sie schreibt; "
    "bitte mit Excel oder LibreOffice öffnen und neu speichern."
)
# In UTF-16, of either order, a zero stands between two letters.
_DEFINITION = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)", re.IGNORECASE)
_LONGEST_DEFINITION = 20
_DECLARATION = re.compile(rb"<!(?!--|\[CDATA\[)")
_CLOSED_TAGS = re.compile(rb"(?:[^<]*+<[^<>\"']*+(?:\"[^\"<]*+\"[^<>\"']*+|'[^'<]*+'[^<>\"']*+)*+>)*+[^<]*+")


def windows(pieces: Iterable[bytes], *before: bytes, plain: bool = False) -> Iterator[bytes]:
    """Yield XML that a reader will open in windows which end before a tag.

    Parameters
    ----------
    pieces
        The XML.
    before
        How tags may begin that a window should end before, so that what belongs together stays so; where
        none of them is near, it ends before any tag.
    plain
        Whether comments and the like are refused too.

    Raises
    ------
    RefusalError
        Where the XML is not in UTF-8, defines entities, or has a longer text than a cell can hold.
    """
    rest = b""
    for number, piece in enumerate(pieces):
        window = rest + piece
        if number == 0:
            _check_encoding(window)
        cut = _cut(window, before)
        if b"!" in window and b"<!" in window:  # a single letter is found ten times as fast
            cut = min(cut, _checked_declarations(window, plain))
        if len(window) - cut > LONGEST:
            raise RefusalError(STRANGE)
        if cut:
            yield window[:cut]
        rest = window[cut:]
    yield rest


def check_definitions(pieces: Iterable[bytes]) -> None:
    """Refuse XML that no reader will open, but that defines entities."""
    end = b""
    for piece in pieces:
        if _DEFINITION.search(end + piece):
            raise RefusalError(_DEFINITIONS)
        end = piece[-_LONGEST_DEFINITION:]


def tag_positions(window: bytes, text: np.ndarray) -> np.ndarray:
    """Return where tags begin; raises `RefusalError` where one could hide in the attribute of another.

    Parameters
    ----------
    window
        XML that begins outside of tags.
    text
        The same as numbers, perhaps with something appended.
    """
    positions = np.flatnonzero(text[: len(window)] == ord("<"))
    if not len(positions):
        return positions
    quotes = np.add.reduceat((text[: len(window)] == ord('"')).view(np.uint8), positions, dtype=np.uint8)
    # From tag to tag there are pairs of quotation marks only, or a regular expression must look closely.
    if (b"'" in window or (quotes & 1).any()) and not _CLOSED_TAGS.fullmatch(window):
        raise RefusalError(STRANGE)
    return positions


def _check_encoding(beginning: bytes) -> None:
    if b"\0" in beginning[:_HEAD] or beginning[:2] in (b"\xff\xfe", b"\xfe\xff"):
        # Such a sheet would be read as if it were empty.
        raise RefusalError(_DEFINITIONS if _DEFINITION.search(beginning) else STRANGE)


def _cut(window: bytes, before: Iterable[bytes]) -> int:
    for beginning in (*before, b"<"):
        near = window.rfind(beginning, max(0, len(window) - LONGEST // 2))
        if near >= 0:
            return max(0, window.rfind(b"<", 0, near + 1))
    return 0


def _checked_declarations(window: bytes, plain: bool) -> int:
    """Return up to where all comments are closed."""
    if _DECLARATION.search(window):
        raise RefusalError(_DEFINITIONS)
    if plain:
        raise RefusalError(STRANGE)
    last = window.rfind(b"<!")
    return last if last > max(window.rfind(b"-->"), window.rfind(b"]]>")) else len(window)
