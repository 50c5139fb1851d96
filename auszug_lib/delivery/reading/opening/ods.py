"""The layout of .ods: errors, formulas without a value, merged and hidden cells, the first day."""

import xml.etree.ElementTree as ET
import zipfile

from auszug_lib.delivery.reading.opening.file_type import PASSWORD
from auszug_lib.delivery.reading.opening.layout import ERROR, UNCACHED, Layout, Layouts
from auszug_lib.delivery.reading.opening.parts import Parts, elements, local_name
from auszug_lib.delivery.reading.opening.refusal import RefusalError

_CONTENT, _MANIFEST = "content.xml", "meta-inf/manifest.xml"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_VALUE_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_NOT_SHOWN = ("collapse", "filter")
_SUSPICIOUS = (
    *(b"table:formula", b"-rows-spanned", b"-columns-spanned", b"table:null-date"),
    *(f"visibility={mark}{word}".encode() for word in _NOT_SHOWN for mark in "\"'"),
)


def check_password(archive: zipfile.ZipFile) -> None:
    """Refuse an .ods whose parts are encrypted one by one, or all as a whole."""
    parts = Parts(archive)
    if _MANIFEST in parts and b"encryption-data" in parts.read(_MANIFEST):
        raise RefusalError(PASSWORD)


def layouts_in_ods(archive: zipfile.ZipFile) -> Layouts:
    """Return the layouts of the sheets of .ods; raises `RefusalError` for hostile XML."""
    parts = Parts(archive)
    layouts: dict[str, Layout] = {}
    if not parts.suspects({_CONTENT}, (_SUSPICIOUS,), b"<table:table-row")[_SUSPICIOUS]:
        return layouts
    layout, row, column, from_1904 = Layout(), 0, 0, False
    with parts.open(_CONTENT) as file:
        for element in elements(file, ("null-date", "table", "table-column", "table-row"), whole="table-row"):
            name = local_name(element)
            if name == "null-date":
                from_1904 = element.get(f"{_TABLE}date-value", "").startswith("1904")
            elif name == "table":
                row, column, layout = 0, 0, Layout(counts_from_1904=from_1904)
                layouts[element.get(f"{_TABLE}name", "")] = layout
            elif name == "table-column":
                before, column = column, column + _times(element, "columns")
                if element.get(f"{_TABLE}visibility") in _NOT_SHOWN:
                    layout.hidden_columns.append((before, column - 1))
            else:
                _read_row(element, row, layout)
                before, row = row, row + _times(element, "rows")
                if element.get(f"{_TABLE}visibility") in _NOT_SHOWN:
                    layout.hide_rows(before, row - 1)
    return layouts


def _times(element: ET.Element, what: str) -> int:
    """Return for how many rows or columns an element stands."""
    return int(element.get(f"{_TABLE}number-{what}-repeated", "1"))


def _read_row(row: ET.Element, number: int, layout: Layout) -> None:
    column = 0
    for cell in row:
        if rule := _rule(cell):
            layout.unreadable[number, column] = rule
        rows, columns = (int(cell.get(f"{_TABLE}number-{what}-spanned", "1")) for what in ("rows", "columns"))
        if rows * columns > 1:
            layout.merged.append(((number, column), (number + rows - 1, column + columns - 1)))
        column += _times(cell, "columns")


def _rule(cell: ET.Element) -> str:
    if cell.get(f"{_TABLE}formula") is None:
        return ""
    if cell.get(_VALUE_TYPE) == "error":
        return ERROR
    is_text = cell.get(f"{_OFFICE}value-type") == "string"
    return "" if is_text or any(key.endswith("value") for key, _ in cell.items()) else UNCACHED
