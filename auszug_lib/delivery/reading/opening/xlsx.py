"""The layout of .xlsx: errors, formulas without a value, merged and hidden cells, the first day."""

import posixpath
import re
import xml.etree.ElementTree as ET
import zipfile

from auszug_lib.delivery.reading.opening.layout import ERROR, UNCACHED, Cell, Layout, Layouts
from auszug_lib.delivery.reading.opening.parts import MOST_COLUMNS, Parts, elements, local_name, plain_name

_BOOK = "xl/workbook.xml"
_READ = ("worksheet", "sharedStrings", "styles")  # the ends of types of relations to parts that are read
_TRUE = ("1", "true")
# How formulas and errors begin or end, and what marks merged and hidden cells; plain words are found ten
# times as fast as a pattern.
_CELLS = (b"</f>", b":f>", b"<f/", b"<f ", b":f/", b't="e"', b"t='e'")
_LOOKS = (b"mergeCell ", b"hidden=")
_LOOK = re.compile(b"|".join(_LOOKS))
_ATTRIBUTE = re.compile(r"(\w+)\s*=\s*[\"']([^\"']*)")


def layouts_in_xlsx(archive: zipfile.ZipFile) -> Layouts:
    """Return the layouts of the sheets of .xlsx; raises `RefusalError` for hostile XML."""
    parts = Parts(archive)
    targets = _targets(parts)
    read = {target for kind, target in targets.values() if kind in _READ}
    suspects = parts.suspects({_BOOK, _relations(_BOOK), *read}, (_CELLS, _LOOKS), b"<row")
    book = ET.fromstring(parts.read(_BOOK))
    from_1904 = any(
        local_name(element) == "workbookPr" and element.get("date1904") in _TRUE for element in book
    )
    layouts = {}
    for sheet in book.iter():
        if local_name(sheet) == "sheet":
            relation = next((value for key, value in sheet.items() if key.endswith("}id")), "")
            _, part = targets.get(relation, ("", ""))
            layout = layouts[sheet.get("name", "")] = Layout(counts_from_1904=from_1904)
            if part in suspects[_CELLS]:
                _read_cells(parts, part, layout)
            if part in suspects[_LOOKS]:
                _read_looks(parts.read(part), layout)
    return layouts


def _relations(part: str) -> str:
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"


def _targets(parts: Parts) -> dict[str, tuple[str, str]]:
    """Return by identifier what kind of part the workbook's relations lead to, and its name."""
    return {
        relation.get("Id", ""): (
            relation.get("Type", "").rpartition("/")[2],
            plain_name(posixpath.normpath(posixpath.join("/xl", relation.get("Target", "")))[1:]),
        )
        for relation in ET.fromstring(parts.read(_relations(_BOOK)))
    }


def _read_cells(parts: Parts, part: str, layout: Layout) -> None:
    """Add the cells to the layout that hold an error, or a formula without a value."""
    number = 0
    with parts.open(part) as file:
        for row in elements(file, ("row",), whole="row"):
            number, column = int(row.get("r", number + 1)), -1
            for cell in row:
                reference = cell.get("r")
                column = _cell(reference)[1] if reference else column + 1
                if rule := _rule(cell):
                    layout.unreadable[number - 1, column] = rule


def _read_looks(sheet: bytes, layout: Layout) -> None:
    """Add merged and hidden cells to the layout; a filter hides more rows than XML could be read in time."""
    number = counted = 0
    for look in _LOOK.finditer(sheet):
        start = sheet.rfind(b"<", 0, look.end())
        element, _, rest = sheet[start : sheet.find(b">", start)].decode("utf-8", "replace").partition(" ")
        name, said = element.rpartition(":")[2].lstrip("<"), dict(_ATTRIBUTE.findall(rest))
        if name == "mergeCell":
            first, _, last = said["ref"].partition(":")
            layout.merged.append((_cell(first), _cell(last or first)))
        elif said.get("hidden") not in _TRUE:
            continue
        elif name == "row":
            number = int(said.get("r", number + sheet.count(b"row>", counted, start) + 1))
            counted = start
            layout.hide_rows(number - 1, number - 1)
        elif name == "col":
            layout.hidden_columns.append((int(said["min"]) - 1, min(int(said["max"]), MOST_COLUMNS) - 1))


def _cell(reference: str) -> Cell:
    """Return row and column of a reference such as B12; a library for it would take longer to load."""
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(reference[len(letters) :]) - 1, column - 1


def _rule(cell: ET.Element) -> str:
    if cell.get("t") == "e":
        return ERROR
    children = {local_name(child): child.text for child in cell}
    # A formula may well come to an empty text, which is then stored as one.
    is_stored = bool(children.get("v")) or (cell.get("t") == "str" and "v" in children)
    return UNCACHED if "f" in children and not is_stored else ""
