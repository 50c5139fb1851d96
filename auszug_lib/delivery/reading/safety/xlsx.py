"""Workbooks of the kinds .xlsx and .xlsm: what python-calamine will read of them, looked at beforehand."""

import xml.etree.ElementTree as ET
import zipfile

from auszug_lib.delivery.reading.safety.archive import Archive
from auszug_lib.delivery.reading.safety.markup import check_definitions, windows
from auszug_lib.delivery.reading.safety.refusal import DAMAGED, TOO_LARGE_UNPACKED, RefusalError
from auszug_lib.delivery.reading.safety.size import Sheet, check_sizes
from auszug_lib.delivery.reading.safety.strings import SharedStrings
from auszug_lib.delivery.reading.safety.worksheet import Worksheet
from auszug_lib.delivery.reading.safety.worksheet_flaws import SheetFlaws

_MOST_IN_SMALL_PART = 8 << 20
# 150,000 rows of 45 cells are as much; python-calamine may need twice as much memory for a single text.
_MOST_IN_SHEET = 350_000_000
_CELL_BEGINS = (b"<c ", b":c ")
_OFFICE_DOCUMENT = "/relationships/officeDocument"
_WORKSHEET = "/worksheet"


def check_parts(archive: Archive, *left_out: zipfile.ZipInfo) -> None:
    """Unpack every entry once, to see that all are whole and define no entities."""
    for entry in archive.entries:
        if entry in left_out:
            continue
        if entry.filename.lower().endswith((".xml", ".rels")):
            check_definitions(archive.pieces(entry))
        else:
            archive.check(entry)


def look_at_workbook(archive: Archive) -> dict[str, SheetFlaws]:
    """Return by sheet what a reader would silently lose.

    Raises
    ------
    RefusalError
        Where a part is damaged or hostile, or a sheet so large that reading it would take too much memory.
    """
    root = _folder(archive)
    sheets = _worksheets(archive, root)
    shared = archive.find(f"{root}sharedStrings.xml")
    check_parts(archive, *sheets.values(), *([shared] if shared else []))
    strings = SharedStrings()
    for window in windows(archive.pieces(shared), b"<si") if shared else ():
        strings.see(window)
    strings.finish()
    looks = {name: _look_at_sheet(archive, name, entry, strings) for name, entry in sheets.items()}
    check_sizes([size for size, _ in looks.values()], beside=strings.memory)
    return {name: flaws for name, (_, flaws) in looks.items()}


def _look_at_sheet(
    archive: Archive, name: str, entry: zipfile.ZipInfo, strings: SharedStrings
) -> tuple[Sheet, SheetFlaws]:
    """Look at a sheet, a second time and carefully if it seems too large, but never longer than that."""
    for careful in (False, True):
        seen, flaws = Worksheet(strings.excess, careful=careful), SheetFlaws()
        for window in windows(archive.pieces(entry), *_CELL_BEGINS):
            seen.see(window)
            if not seen.sheet(name).fits(strings.memory):
                break
            flaws.see(window)
        else:
            break
    return seen.sheet(name), flaws


def _folder(archive: Archive) -> str:
    """Return the folder of the workbook's parts, such as "xl/"."""
    for relation in _elements(archive, "_rels/.rels", "Relationship"):
        if relation.get("Type", "").endswith(_OFFICE_DOCUMENT):
            folder, slash, _ = relation.get("Target", "").removeprefix("/").rpartition("/")
            return folder + slash
    raise RefusalError(DAMAGED)


def _worksheets(archive: Archive, root: str) -> dict[str, zipfile.ZipInfo]:
    relations = {
        relation.get("Id"): relation
        for relation in _elements(archive, f"{root}_rels/workbook.xml.rels", "Relationship")
    }
    entries: dict[str, zipfile.ZipInfo] = {}
    for sheet in _elements(archive, f"{root}workbook.xml", "sheet"):
        relation = next((relations.get(value) for key, value in sheet.items() if key.endswith("}id")), None)
        if relation is None:
            raise RefusalError(DAMAGED)
        if not relation.get("Type", "").endswith(_WORKSHEET):
            continue
        target = relation.get("Target", "")
        entry = archive.find(target.removeprefix("/") if target.startswith("/") else root + target)
        if entry is None or entry in entries.values():
            raise RefusalError(DAMAGED)
        if entry.file_size > _MOST_IN_SHEET:
            raise RefusalError(TOO_LARGE_UNPACKED)
        entries[sheet.get("name", "")] = entry
    return entries


def _elements(archive: Archive, part: str, name: str) -> list[ET.Element]:
    """Return the elements of this name in a small part."""
    entry = archive.find(part)
    if entry is None:
        raise RefusalError(DAMAGED)
    content = b"".join(windows([archive.read(entry, _MOST_IN_SMALL_PART)]))
    try:
        return [element for element in ET.fromstring(content).iter() if _local(element) == name]
    except ET.ParseError:
        raise RefusalError(DAMAGED) from None


def _local(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]
