"""Instructions: the form's first sheet, which says on one page how to fill it in and what is marked."""

import math
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from auszug_lib.delivery.answers import ANSWER
from auszug_lib.delivery.personal import KINDS
from auszug_lib.delivery.schema import TABLES, TableSchema
from auszug_lib.delivery.vocabulary import FINDINGS_SHEET
from auszug_lib.workbooks.formulas import marked_rules, references
from auszug_lib.workbooks.looks import set_pages
from auszug_lib.workbooks.subject import Subject

_TEMPLATES = Path(__file__).parent
_BETWEEN = "\N{SYMBOL FOR UNIT SEPARATOR}"  # the cells of a row; no label has it in it
_NEW_LINE = "\N{SYMBOL FOR NEWLINE}"  # in a cell

# By the number of signs before it the look of a heading, and its height in points.
_HEADINGS = {1: ("title", 30.0), 2: ("subtitle", 22.0), 3: ("chapter", 34.0)}

_WIDTHS = (15, 35, 60)
_LINE = 13.5  # points
_SIGNS_IN_WIDTH = 1.15  # how many signs of ordinary text go into a unit of width
_INDENT = 2  # of the cells of tables


@dataclass(frozen=True)
class _Line:
    """A row of the sheet: its texts, each with the name of a look, and its height in points.

    A single text goes over the whole width; no program fits the height of merged cells by itself.
    """

    texts: Sequence[str]
    styles: Sequence[str]
    height: float


def write_instructions(sheet: Worksheet, styles: Mapping[str, Format], subject: Subject) -> None:
    """Write the instructions into an empty sheet."""
    sheet.hide_gridlines(2)
    for position, width in enumerate(_WIDTHS):
        sheet.set_column(position, position, width)
    texts = _text(subject).splitlines()
    lines = [line for text, before in zip(texts, ["", *texts], strict=False) for line in _lines(text, before)]
    for row, line in enumerate(lines):
        sheet.set_row(row, line.height)
        if len(line.texts) == 1:
            sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, "", styles[line.styles[0]])
        for position, (text, style) in enumerate(zip(line.texts, line.styles, strict=True)):
            sheet.write_string(row, position, text, styles[style])
    sheet.fit_to_pages(1, 1)
    set_pages(sheet)
    sheet.protect(options={"format_columns": True, "format_rows": True})


def _lines(text: str, before: str) -> list[_Line]:
    """Return what a line of the text becomes; the first row of a table is its head."""
    is_in_table = _BETWEEN in before
    if _BETWEEN in text:
        cells = text.replace(_NEW_LINE, "\n").split(_BETWEEN)
        lines = max(_wrapped(cell, width - _INDENT) for cell, width in zip(cells, _WIDTHS, strict=True))
        styles = ("term", "framed", "framed") if is_in_table else ("head", "head", "head")
        return [_Line(cells, styles, lines * _LINE + 3)]
    if not text:
        return []
    if heading := re.fullmatch(r"(#+) (.+)", text):
        style, height = _HEADINGS[len(heading[1])]
        return [_Line((heading[2],), (style,), height)]
    text = re.sub("^- ", "•  ", text)
    return [_Line((text,), ("paragraph",), _wrapped(text, sum(_WIDTHS)) * _LINE + 3)]


def _wrapped(text: str, width: int) -> int:
    """Return on how many lines a text stands."""
    signs = math.floor(width * _SIGNS_IN_WIDTH)
    return sum(max(1, len(textwrap.wrap(line, signs))) for line in text.split("\n"))


def _text(subject: Subject) -> str:
    """Return the instructions as plain Markdown, a paragraph a line, and a line a row of a table."""
    text = _template().render(
        carrier=subject.carrier.name,
        city=subject.city,
        year=subject.year.year,
        carried=subject.carried,
        parents=[parent.name for _, _, parent in references()],
        personal=KINDS.values(),
        tables=TABLES.values(),
        findings=FINDINGS_SHEET,
        answer=ANSWER,
        row=_row,
        marks=_marks,
    )
    return re.sub(r"\n +", " ", text)


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["listed"] = _listed
    return environment.get_template("anleitung.md.j2")


def _listed(words: Iterable[str], last: str) -> str:
    """Return different words as a list, `last` before the last one."""
    *others, final = dict.fromkeys(words)
    return f"{', '.join(others)} {last} {final}"


def _row(*cells: str) -> str:
    return _BETWEEN.join(" ".join(cell.split()) for cell in cells)


def _marks(table: TableSchema) -> str:
    """Return what the form marks in a table, a line each."""
    return _NEW_LINE.join(rule.message for rule, _ in marked_rules(table))
