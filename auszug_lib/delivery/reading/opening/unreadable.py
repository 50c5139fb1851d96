"""Cells that python-calamine passes over as if they were empty: errors, and formulas without a value."""

import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from xlsxwriter.utility import xl_rowcol_to_cell

from auszug_lib.delivery.reading.opening.file_type import DAMAGED, PASSWORD, RefusalError

_UNCACHED, _ERROR = "formel_ohne_wert", "fehlerwert"
_MOST_ROWS = 1_048_576  # that a sheet of Excel or LibreOffice can have

_PIECE = 1 << 20
_OVERLAP = 64  # what is searched for is shorter
# How a formula and an error begin or end; plain words are found ten times as fast as a pattern.
_IN_XLSX = (b"</f>", b":f>", b"<f/", b"<f ", b":f/", b't="e"', b"t='e'")
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
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_VALUE_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"

# By sheet and cell, such as B12, the rule that reports it.
Unreadable = Mapping[str, Mapping[str, str]]


def unreadable_in_xlsx(archive: zipfile.ZipFile) -> Unreadable:
    """Return the unreadable cells of .xlsx; raises `RefusalError` for hostile XML."""
    suspects = _searched(archive, _IN_XLSX, b"<row")
    if not suspects:
        return {}
    return {name: dict(_cells_in_sheet(archive, part)) for name, part in _parts(archive) if part in suspects}


def unreadable_in_ods(archive: zipfile.ZipFile) -> Unreadable:
    """Return the unreadable cells of .ods; raises `RefusalError` for hostile XML."""
    suspects = _searched(archive, (b"table:formula",), b"<table:table-row")
    if "content.xml" not in suspects:
        return {}
    unreadable: dict[str, dict[str, str]] = {}
    for sheet, cell, rule in _cells_in_tables(archive):
        unreadable.setdefault(sheet, {})[cell] = rule
    return unreadable


def unreadable_in_xls(path: Path) -> Unreadable:
    """Return the errors in .xls, where formulas always have a value."""
    import xlrd

    try:
        with xlrd.open_workbook(path, on_demand=True) as book:
            return {sheet.name: dict(_errors(sheet, xlrd.XL_CELL_ERROR)) for sheet in book.sheets()}
    except xlrd.XLRDError as error:
        raise RefusalError(PASSWORD if "encrypted" in str(error) else DAMAGED) from None


def _errors(sheet: Any, kind: int) -> Iterator[tuple[str, str]]:
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row_types(row)):
            if cell == kind:
                yield xl_rowcol_to_cell(row, column), _ERROR


def _searched(archive: zipfile.ZipFile, suspicious: tuple[bytes, ...], row: bytes) -> set[str]:
    """Unpack all parts once; return those with anything suspicious, and refuse those that are hostile."""
    suspects = set()
    for part in archive.namelist():
        is_xml = part.endswith((".xml", ".rels")) and not part.startswith(_MACROS)
        rows = 0
        for number, piece in enumerate(_pieces(archive, part)):
            if not is_xml:
                continue
            # A sheet in UTF-16 would be read as if it were empty.
            if number == 0 and b"\0" in piece[:_OVERLAP]:
                raise RefusalError(_STRANGE)
            if b"<!" in piece and _DEFINITION.search(piece):
                raise RefusalError(_DEFINITIONS)
            rows += piece.count(row) - piece[:_OVERLAP].count(row) * (number > 0)
            if rows > _MOST_ROWS:
                raise RefusalError(_TOO_MANY_ROWS)
            if part not in suspects and any(words in piece for words in suspicious):
                suspects.add(part)
    return suspects


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Yield a part piece by piece, each with the end of the one before."""
    end = b""
    with archive.open(part) as file:
        while piece := file.read(_PIECE):
            yield end + piece
            end = piece[-_OVERLAP:]


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the names of the sheets of .xlsx with the parts that hold them."""
    relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for sheet in ET.fromstring(archive.read("xl/workbook.xml")).iter():
        if _local(sheet) == "sheet":
            target = targets.get(next(value for key, value in sheet.items() if key.endswith("}id")), "")
            yield sheet.get("name", ""), target[1:] if target.startswith("/") else f"xl/{target}"


def _cells_in_sheet(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str]]:
    with archive.open(part) as file:
        for _, row in _rows(file, "worksheet", "row"):
            for cell in row:
                if rule := _rule_of_xlsx(cell):
                    yield cell.get("r", ""), rule


def _rule_of_xlsx(cell: ET.Element) -> str:
    if cell.get("t") == "e":
        return _ERROR
    children = {_local(child): child.text for child in cell}
    # A formula may well come to an empty text, which is then stored as one.
    is_stored = bool(children.get("v")) or (cell.get("t") == "str" and "v" in children)
    return _UNCACHED if "f" in children and not is_stored else ""


def _cells_in_tables(archive: zipfile.ZipFile) -> Iterator[tuple[str, str, str]]:
    """Yield sheet, cell and rule; a cell or row that is repeated counts as often as it says."""
    numbers: dict[str, int] = {}
    with archive.open("content.xml") as file:
        for table, row in _rows(file, "table", "table-row"):
            sheet = table.get(_TABLE + "name", "")
            number, column = numbers.get(sheet, 0), 0
            for cell in row:
                if rule := _rule_of_ods(cell):
                    yield sheet, xl_rowcol_to_cell(number, column), rule
                column += int(cell.get(_TABLE + "number-columns-repeated", "1"))
            numbers[sheet] = number + int(row.get(_TABLE + "number-rows-repeated", "1"))


def _rule_of_ods(cell: ET.Element) -> str:
    if cell.get(_TABLE + "formula") is None:
        return ""
    if cell.get(_VALUE_TYPE) == "error":
        return _ERROR
    is_text = cell.get(_OFFICE + "value-type") == "string"
    return "" if is_text or any(key.endswith("value") for key, _ in cell.items()) else _UNCACHED


def _rows(file: IO[bytes], table: str, row: str) -> Iterator[tuple[ET.Element, ET.Element]]:
    """Yield each row of each table, whose content is forgotten afterwards."""
    current = ET.Element(table)
    for event, element in ET.iterparse(file, events=("start", "end")):
        name = _local(element)
        if event == "start" and name == table:
            current = element
        elif event == "end" and name == row:
            yield current, element
            element.clear()


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
