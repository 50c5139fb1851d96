"""Looks: how the form's cells look, where no colour says anything alone, and how its sheets are printed."""

from collections.abc import Mapping
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from auszug_lib.delivery.schema import Kind

# Arial and its twin Liberation Sans are as wide as each other: what fits in Excel fits in LibreOffice.
FONT = {"font_name": "Arial", "font_size": 10}

_ACCENT, _QUIET, _HAIRLINE = "#1C4F7C", "#4A535E", "#C9D0D8"
_WRAPPED = {"text_wrap": True, "valign": "top"}
_INDENTED = {"align": "left", "indent": 1}
_EDGES = {"bottom": 2, "bottom_color": _ACCENT, "right": 1, "right_color": _HAIRLINE}
_HEADING = {**_WRAPPED, **_INDENTED, **_EDGES}
_FRAMED = {**_WRAPPED, "bottom": 1, "bottom_color": _HAIRLINE, **_INDENTED}
_NUMBER = {**_FRAMED, "align": "right"}
_HEAD = {**_FRAMED, "bold": True, "bg_color": "#D3E3F2", "bottom_color": _ACCENT}

_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "required": {**_HEADING, "bg_color": "#D3E3F2"},
    "optional": {**_HEADING, "bg_color": "#F2F4F7"},
    "label": {"bold": True},
    "about": {"font_size": 8, "font_color": _QUIET},
    # Marks of the conditional formats: the more serious, the more they stand out, without colour too.
    "hard": {"bg_color": "#FFD6D2", "font_color": "#8A0F00", "bold": True},
    "soft": {"bg_color": "#FFF1CC", "font_color": "#5C4100", "italic": True},
    "missing": {"bg_color": "#FBE0C4"},
    "title": {**_WRAPPED, "bold": True, "font_size": 20, "font_color": _ACCENT},
    "subtitle": {**_WRAPPED, "font_size": 12, "font_color": _QUIET},
    "chapter": {"bold": True, "font_size": 14, "font_color": _ACCENT, "valign": "bottom"},
    "paragraph": _WRAPPED,
    "head": _HEAD,
    "framed": _FRAMED,
    "term": {**_FRAMED, "bold": True},
    "text": {"num_format": "@"},
    "note": {"font_color": _QUIET},
    "way": {"font_color": _ACCENT, "underline": 1},
    "link": {**_FRAMED, "font_color": _ACCENT, "underline": 1},
    "head_of_numbers": {**_HEAD, "align": "right"},
    "symbol": _NUMBER,
}

_A4 = 9

_NUMBERS: Mapping[Kind, str] = {"date": "dd.mm.yyyy", "count": "0", "decimal": "#,##0.00"}


def new_book(memory: BinaryIO) -> xlsxwriter.Workbook:
    """Return an empty workbook in which text stays text, and is no formula or link by itself."""
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    return xlsxwriter.Workbook(memory, {**options, "default_format_properties": dict(FONT)})


def looks(book: xlsxwriter.Workbook) -> dict[str, Format]:
    """Add the formats to a workbook and return them by name."""
    return {name: book.add_format(dict(properties)) for name, properties in _LOOKS.items()}


def cell_look(book: xlsxwriter.Workbook, kind: Kind, *, locked: bool) -> Format:
    """Add the format of a column's cells; words are text, so that 007 stays 007, and never cut off."""
    numbers = {"num_format": _NUMBERS[kind]} if kind in _NUMBERS else {"num_format": "@", **_INDENTED}
    shown = {**numbers, "valign": "top", "shrink": True, "locked": locked}
    return book.add_format({**shown, "font_color": _QUIET} if locked else shown)


def number_look(book: xlsxwriter.Workbook, form: str) -> Format:
    """Add the format of a number in a table."""
    return book.add_format({**_NUMBER, "num_format": form})


def set_pages(sheet: Worksheet) -> None:
    """Print on A4, with the names of file and sheet above and the number of the page below."""
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.6, right=0.6, top=0.9, bottom=0.8)
    sheet.set_header("&L&8&F&R&8&A")
    sheet.set_footer("&R&8Seite &P von &N")
