"""Choices: the hidden sheet with the code lists, which the drop-downs offer."""

from collections.abc import Mapping

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from auszug_lib.delivery.schema import TABLES
from auszug_lib.delivery.vocabulary import LISTS_SHEET
from auszug_lib.params.codes import CodeList


def lists_of_form(lists: Mapping[str, CodeList]) -> tuple[CodeList, ...]:
    """Return the code lists that a column of the schema uses, in the order of their first use."""
    names = dict.fromkeys(
        column.codes for table in TABLES.values() for column in table.columns if column.codes
    )
    return tuple(lists[name] for name in names)


def list_range(lists: Mapping[str, CodeList], name: str) -> str:
    """Return where the choices of a code list stand: Listen!$B$2:$B$7."""
    position = [codes.name for codes in lists_of_form(lists)].index(name)
    letter = xl_col_to_name(position)
    return f"{LISTS_SHEET}!${letter}$2:${letter}${len(lists[name].codes) + 1}"


def write_choices(sheet: Worksheet, lists: Mapping[str, CodeList], text: Format) -> None:
    """Write each code list into a column of its own, its name above it; nobody may change them."""
    for position, codes in enumerate(lists_of_form(lists)):
        sheet.write_string(0, position, codes.name, text)
        for row, code in enumerate(codes.codes, start=1):
            sheet.write_string(row, position, codes.choice(code), text)
    sheet.ignore_errors({"number_stored_as_text": "A1:Z1000"})
    sheet.protect()
    sheet.hide()
