"""Layout: how wide and high the cells of a table's sheet are, and how it is printed."""

import math
from collections.abc import Mapping

from xlsxwriter.worksheet import Worksheet

from auszug_lib.delivery.schema import Column, Kind, TableSchema
from auszug_lib.params.codes import CodeList

_NARROWEST: Mapping[Kind, int] = {
    "id": 17,
    "code": 14,
    "bool": 12,
    "count": 12,
    "decimal": 12,
    "date": 14,
}
_WIDEST = 34
_ROOM = 4  # beside the longest word
_LINES_OF_ABOUT, _SMALL = 3, 0.8
_LINE = 11.5  # points
_WIDTH_OF_PAGE = 200  # any more, and the print would be too small to read
_A4 = 9


def lay_out(sheet: Worksheet, table: TableSchema, lists: Mapping[str, CodeList]) -> None:
    """Fix the headings' row at the top, high enough, and print the sheet as large as can be."""
    widths = [width_of(column, lists) for column in table.columns]
    sheet.set_row(0, max(map(_height, table.columns, widths)))
    sheet.freeze_panes(1, 1 if table.key else 0)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0)
    sheet.set_landscape()
    sheet.fit_to_pages(math.ceil(sum(widths) / _WIDTH_OF_PAGE), 0)
    set_pages(sheet)


def set_pages(sheet: Worksheet) -> None:
    """Print on A4, with the names of file and sheet above and the number of the page below."""
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.6, right=0.6, top=0.9, bottom=0.8)
    sheet.set_header("&L&8&F&R&8&A")
    sheet.set_footer("&R&8Seite &P von &N")


def width_of(column: Column, lists: Mapping[str, CodeList]) -> int:
    """Return a width for the label, the choices and a few lines of explanation."""
    choices = [lists[column.codes].choice(code) for code in lists[column.codes].codes] if column.codes else []
    longest = max(map(len, [column.label, *choices]))
    about = math.ceil(len(column.about) * _SMALL / _LINES_OF_ABOUT)
    return min(max(_NARROWEST[column.kind], longest + _ROOM, about + _ROOM), _WIDEST)


def _height(column: Column, width: int) -> float:
    """Return the height in points that the heading needs, and a line for the filter's button below it."""
    lines = math.ceil(len(column.about) * _SMALL / (width - 2))
    return (2 + lines) * _LINE + 4
