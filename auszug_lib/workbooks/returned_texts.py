"""Texts of a carrier's workbook beside its cells, where nobody looks for personal data.

What only serves whoever filled it in goes altogether; what helps to mend it stays unless it names somebody.
"""

from collections.abc import Iterable
from typing import Any

from openpyxl.packaging.custom import CustomPropertyList
from openpyxl.workbook import Workbook
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.header_footer import HeaderFooter
from openpyxl.worksheet.scenario import ScenarioList
from openpyxl.worksheet.worksheet import Worksheet

from auszug_lib.delivery.reading.names import personal_name

_PROMPTS = ("formula1", "formula2", "prompt", "promptTitle", "error", "errorTitle")
_PLAIN = "0.##########"


def forget_hidden_texts(sheet: Worksheet) -> None:
    """Remove from a sheet what stands in no cell and may name somebody."""
    sheet.HeaderFooter = HeaderFooter()
    sheet.scenarios = ScenarioList()
    sheet.auto_filter = AutoFilter(ref=sheet.auto_filter.ref)  # by which words was filtered
    sheet.sheet_properties.codeName = None
    sheet._hyperlinks = []
    checks = sheet.data_validations.dataValidation
    sheet.data_validations.dataValidation = [
        check for check in checks if not _is_personal(getattr(check, name) for name in _PROMPTS)
    ]
    for place in list(sheet.conditional_formatting):
        for rule in place.rules:
            if _is_personal([*rule.formula, rule.text]):
                del sheet.conditional_formatting[place.sqref.ranges and str(place.sqref)]
                break
    for name in [name for name, table in sheet.tables.items() if _is_personal(_texts_of(table))]:
        del sheet.tables[name]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.hyperlink is not None:
                cell.hyperlink = None
    _forget(sheet.defined_names)


def forget_names(workbook: Workbook) -> None:
    """Remove from a workbook the names for cells, and the properties, that may name somebody."""
    workbook.custom_doc_props = CustomPropertyList()
    workbook.code_name = None
    workbook.views = workbook.views[:1]
    _forget(workbook.defined_names)
    formats = workbook._number_formats  # cells refer to them by their places
    for place, text in enumerate(formats):
        if personal_name(text):
            formats[place] = _PLAIN
    for number, style in enumerate(workbook._named_styles):
        if personal_name(style.name):
            style.name = f"Format {number}"


def _forget(names: dict[str, Any]) -> None:
    for name in [
        name
        for name, defined in names.items()
        if _is_personal([name, defined.attr_text, defined.comment, defined.description])
    ]:
        del names[name]


def _texts_of(table: Any) -> list[str | None]:
    return [table.name, table.displayName, table.comment, *(one.name for one in table.tableColumns)]


def _is_personal(texts: Iterable[str | None]) -> bool:
    return any(text and personal_name(text) for text in texts)
