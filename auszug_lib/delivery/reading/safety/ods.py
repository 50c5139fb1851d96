"""Workbooks of the kind .ods: what python-calamine will read of them, looked at beforehand."""

from auszug_lib.delivery.reading.safety.archive import Archive
from auszug_lib.delivery.reading.safety.markup import check_definitions, windows
from auszug_lib.delivery.reading.safety.ods_table import OdsTables
from auszug_lib.delivery.reading.safety.refusal import DAMAGED, PASSWORD, RefusalError
from auszug_lib.delivery.reading.safety.size import check_sizes
from auszug_lib.delivery.reading.safety.worksheet_flaws import SheetFlaws

_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_MOST_IN_MANIFEST = 8 << 20
# Macros, which nobody opens; LibreOffice itself writes a DOCTYPE before them.
_MACROS = ("Basic/", "Dialogs/")
_ROW_BEGINS = (b"<table:table-row", b"<table:table ")


def check_password(archive: Archive) -> None:
    """Refuse a workbook whose list of contents says that they are encrypted."""
    manifest = archive.find(_MANIFEST)
    if manifest is None:
        raise RefusalError(DAMAGED)
    if b"encryption-data" in archive.read(manifest, _MOST_IN_MANIFEST):
        raise RefusalError(PASSWORD)


def check_parts(archive: Archive, *, with_content: bool = True) -> None:
    """Unpack every entry once, to see that all are whole and define no entities."""
    for entry in archive.entries:
        if entry is archive.find(_CONTENT) and not with_content:
            continue
        if entry.filename.endswith(".xml") and not entry.filename.startswith(_MACROS):
            check_definitions(archive.pieces(entry))
        else:
            archive.check(entry)


def look_at_workbook(archive: Archive) -> dict[str, SheetFlaws]:
    """Return by sheet what a reader would silently lose.

    Raises
    ------
    RefusalError
        Where a part is damaged or hostile, or the sheets so large that reading them would take too much
        memory.
    """
    content = archive.find(_CONTENT)
    if content is None:
        raise RefusalError(DAMAGED)
    check_parts(archive, with_content=False)
    tables = OdsTables()
    for window in windows(archive.pieces(content), *_ROW_BEGINS, plain=True):
        tables.see(window)
    check_sizes(tables.sheets(), together=True)
    return tables.flaws
