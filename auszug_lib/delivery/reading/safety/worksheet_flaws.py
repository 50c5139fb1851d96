"""Cells of a worksheet of .xlsx whose content a reader would silently lose."""

import re
from dataclasses import dataclass, field

from auszug_lib.delivery.reading.safety.refusal import RefusalError

# A helper column may hold an error in each row; it helps nobody to name more cells than this.
MOST_FLAWS = 1_000_000

# The end of a formula after which no value follows: <f>…</f></c>, <f/></c>, <f>…</f><v/></c>. Begins with a
# letter, which is searched for fast, and never looks far ahead, which a hostile text could make it do often.
_NO_VALUE = re.compile(
    rb"f(?<=[</:]f)(?:\s[\w:]+=\"[^\"<>]*\")*+\s*+/?>\s*+"
    rb"(?:</(?:\w+:)?c>|<(?:\w+:)?v\s*+(/>|>\s*+</(?:\w+:)?v>))"
)
_ERROR = re.compile(rb"t=\"e\"")
_CELL = re.compile(rb"<(?:\w+:)?c\s([^<>]{0,500})>")
_LONGEST_CELL = 1 << 16
_NAME = re.compile(rb"(?:^|\s)r=\"([A-Za-z]{1,3}[0-9]{1,7})\"")
_TEXT = b't="str"'

_RECALCULATE = "bitte mit Excel öffnen, neu berechnen und speichern."
_MANY = f"hat mehr als eine Million Formeln ohne gespeicherten Wert oder mit Fehlerwert; {_RECALCULATE}"
_NAMELESS = f"hat Formeln ohne gespeicherten Wert oder mit Fehlerwert; {_RECALCULATE}"


@dataclass
class SheetFlaws:
    """The cells with a formula that has no stored value, and those that hold an error."""

    uncached: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def see(self, window: bytes) -> None:
        """Look for such cells in whole cells of XML.

        Raises
        ------
        RefusalError
            Where there are too many to name, or they do not say where they are.
        """
        for end in _NO_VALUE.finditer(window):
            attributes = _attributes(window, end.start())
            # A formula may well come to an empty text; its value is then stored, and empty.
            if not (end[1] and _TEXT in attributes):
                self.uncached.append(_name(attributes))
        if b"#" in window:  # with which the name of each error begins
            self.errors += [
                _name(_attributes(window, error.start()))
                for error in _ERROR.finditer(window)
                if window[error.start() - 1 : error.start()].isspace()
            ]
        self.check()

    def check(self) -> None:
        """Refuse a sheet that has too many such cells to name."""
        if len(self.uncached) + len(self.errors) > MOST_FLAWS:
            raise RefusalError(_MANY)


def _attributes(window: bytes, position: int) -> bytes:
    """Return the attributes of the cell at `position`."""
    first = max(0, position - _LONGEST_CELL)
    start = window.rfind(b"<c ", first, position)
    if start < 0:
        start = window.rfind(b"<", first, window.rfind(b":c ", first, position) + 1)
    cell = _CELL.match(window, max(start, first))
    return cell[1] if cell else b""


def _name(attributes: bytes) -> str:
    name = _NAME.search(attributes)
    if not name:
        raise RefusalError(_NAMELESS)
    return name[1].decode().upper()
