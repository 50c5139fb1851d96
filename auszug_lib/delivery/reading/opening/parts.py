"""The parts of .xlsx and .ods: searched once as bytes, and read as XML only where something was found."""

import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Container, Iterator, Sequence
from typing import IO

from auszug_lib.delivery.reading.opening.refusal import RefusalError

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # that a sheet of Excel or LibreOffice can have

_PIECE = 1 << 20
_OVERLAP = 64  # what is searched for is shorter
_DEFINITION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DEFINITIONS = (
    "enthält eigene XML-Definitionen (DOCTYPE oder ENTITY), wie kein Tabellenprogramm sie schreibt; "
    "bitte mit Excel oder LibreOffice öffnen und neu speichern."
)
_STRANGE = (
    "ist anders aufgebaut, als Tabellenprogramme es tun; "
    "bitte mit Excel oder LibreOffice öffnen und neu speichern."
)
_TOO_MANY_ROWS = "hat ein Blatt mit mehr Zeilen, als Excel kennt; bitte löschen, was unter der Tabelle steht."
# Macros, which nobody opens; LibreOffice itself writes a DOCTYPE before them.
_MACROS = ("Basic/", "Dialogs/")


_Words = tuple[bytes, ...]


class Parts:
    """The parts of an archive by name, with slashes and in small letters, whatever a program wrote."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        """Take the archive, which stays open as long as parts are read."""
        self._archive = archive
        self._names = {plain_name(name): name for name in archive.namelist()}

    def __contains__(self, name: str) -> bool:
        """Return whether there is such a part."""
        return name in self._names

    def open(self, name: str) -> IO[bytes]:
        """Return the part, open for reading; raises `KeyError` where there is none."""
        return self._archive.open(self._names[name])

    def read(self, name: str) -> bytes:
        """Return the whole part; raises `KeyError` where there is none."""
        with self.open(name) as file:
            return file.read()

    def suspects(self, read: Container[str], words: Sequence[_Words], row: bytes) -> dict[_Words, set[str]]:
        """Return by some words which of the parts that are `read` hold any of them.

        Raises `RefusalError` where any part is hostile, or one of these parts cannot be searched as bytes or
        has more rows, which begin with `row`, than a sheet can have.
        """
        suspects: dict[_Words, set[str]] = {one: set() for one in words}
        for name, original in self._names.items():
            if name.endswith((".xml", ".rels")) and not original.startswith(_MACROS):
                for found in self._found(name, words, row, is_read=name in read):
                    suspects[found].add(name)
        return suspects

    def _found(self, name: str, words: Sequence[_Words], row: bytes, *, is_read: bool) -> set[_Words]:
        rows, found = 0, set()
        for number, piece in enumerate(self._pieces(name)):
            if b"<!" in piece and _DEFINITION.search(piece):
                raise RefusalError(_DEFINITIONS)
            if not is_read:
                continue
            # A sheet in UTF-16 would be read as if it were empty.
            if number == 0 and b"\0" in piece[:_OVERLAP]:
                raise RefusalError(_STRANGE)
            rows += piece.count(row) - piece[:_OVERLAP].count(row) * (number > 0)
            if rows > MOST_ROWS:
                raise RefusalError(_TOO_MANY_ROWS)
            found |= {some for some in words if some not in found and any(word in piece for word in some)}
        return found

    def _pieces(self, name: str) -> Iterator[bytes]:
        """Yield a part piece by piece, each with the end of the one before."""
        end = b""
        with self.open(name) as file:
            while piece := file.read(_PIECE):
                yield end + piece
                end = piece[-_OVERLAP:]


def plain_name(name: str) -> str:
    """Return the name of a part as `Parts` knows it."""
    return name.replace("\\", "/").lower()


def elements(file: IO[bytes], wanted: Container[str], whole: str) -> Iterator[ET.Element]:
    """Yield each element of a name that is wanted: at its start, or at its end those that are `whole`.

    A whole one is forgotten afterwards, with what it holds.
    """
    for event, element in ET.iterparse(file, events=("start", "end")):
        name = local_name(element)
        if event == ("end" if name == whole else "start") and name in wanted:
            yield element
        if event == "end" and name == whole:
            element.clear()


def local_name(element: ET.Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]
