"""Instructions: the form's first sheet, which says how to fill it in and what is checked.

Its text is a template in plain Markdown, in which `---` begins a new printed page.
"""

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

from auszug_lib.delivery.personal import KINDS
from auszug_lib.delivery.rules.reported import CELL_RULES
from auszug_lib.delivery.rules.rule import RULES, SEVERITIES, Rule, Severity, in_general
from auszug_lib.delivery.schema import TABLES, Column, TableSchema
from auszug_lib.params.codes import CodeList
from auszug_lib.workbooks.entry import entry_of, marked_label
from auszug_lib.workbooks.formulas import references
from auszug_lib.workbooks.looks import set_pages
from auszug_lib.workbooks.subject import Subject

_TEMPLATES = Path(__file__).parent
_BETWEEN = "\N{SYMBOL FOR UNIT SEPARATOR}"  # the cells of a row; no label has it in it

# By the number of signs before it the look of a heading, and its height in points.
_HEADINGS = {1: ("title", 30.0), 2: ("subtitle", 22.0), 3: ("chapter", 34.0), 4: ("section", 24.0)}

_WIDTHS = (28, 36, 36)
_SCALE = 85  # per cent, at which these widths are as wide as A4
_PAGE = 835.0  # points at this scale, within the margins of `set_pages`
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
    pages = [_groups(page) for page in re.split(r"^---\n", _text(subject), flags=re.MULTILINE)]
    sheet.hide_gridlines(2)
    for position, width in enumerate(_WIDTHS):
        sheet.set_column(position, position, width)
    for row, line in enumerate(line for page in pages for group in page for line in group):
        sheet.set_row(row, line.height)
        if len(line.texts) == 1:
            sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, "", styles[line.styles[0]])
        for position, (text, style) in enumerate(zip(line.texts, line.styles, strict=True)):
            sheet.write_string(row, position, text, styles[style])
    # Not fitted to the width of a page: Excel forgets the page breaks then.
    sheet.set_print_scale(_SCALE)
    sheet.set_h_pagebreaks(_breaks(pages))
    set_pages(sheet)
    sheet.protect(options={"format_columns": True, "format_rows": True})


def _breaks(pages: Iterable[Iterable[Sequence[_Line]]]) -> list[int]:
    """Return the rows that begin a printed page; a group that fits on one page stays on one."""
    breaks, row, left = [], 0, _PAGE
    for page in pages:
        breaks.append(row)
        left = _PAGE
        for group in page:
            if left < sum(line.height for line in group) < _PAGE:
                breaks.append(row)
                left = _PAGE
            for line in group:
                if left < line.height:
                    breaks.append(row)
                    left = _PAGE
                left -= line.height
                row += 1
    return breaks[1:]


def _groups(page: str) -> list[list[_Line]]:
    """Return the lines of a page, each run of headings together with what is below it."""
    groups: list[list[_Line]] = [[]]
    before = "#"
    for text in page.splitlines():
        if text.startswith("#") and not before.startswith("#"):
            groups.append([])
        groups[-1] += _lines(text, before)
        before = text
    return groups


def _lines(text: str, before: str) -> list[_Line]:
    """Return what a line of the text becomes; the first row of a table is its head, and below it is room."""
    is_in_table = _BETWEEN in before
    if _BETWEEN in text:
        cells = text.split(_BETWEEN)
        lines = max(_wrapped(cell, width - _INDENT) for cell, width in zip(cells, _WIDTHS, strict=True))
        styles = ("term", "framed", "framed") if is_in_table else ("head", "head", "head")
        return [_Line(cells, styles, lines * _LINE + 3)]
    if not text:
        return [_Line(("",), ("paragraph",), _LINE / 2)] if is_in_table else []
    if heading := re.fullmatch(r"(#+) (.+)", text):
        style, height = _HEADINGS[len(heading[1])]
        return [_Line((heading[2],), (style,), height)]
    text = re.sub("^- ", "•  ", text)
    return [_Line((text,), ("paragraph",), _wrapped(text, sum(_WIDTHS)) * _LINE + 3)]


def _wrapped(text: str, width: int) -> int:
    """Return on how many lines a text stands."""
    return max(1, len(textwrap.wrap(text, math.floor(width * _SIGNS_IN_WIDTH))))


def _text(subject: Subject) -> str:
    """Return the instructions as plain Markdown, a paragraph a line, and a line a row of a table."""

    def asked(table: TableSchema, column: Column) -> str:
        return entry_of(table, column, subject.year.year, subject.lists).asked

    text = _template().render(
        carrier=subject.carrier.name,
        city=subject.city,
        year=subject.year.year,
        carried=subject.carried,
        parents=[parent.name for _, _, parent in references()],
        personal=KINDS.values(),
        tables=TABLES.values(),
        lists=subject.lists.values(),
        severities=SEVERITIES,
        rules=_rules,
        asked=asked,
        marked_label=marked_label,
        row=_row,
        used_in=_used_in,
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


def _used_in(codes: CodeList) -> str:
    """Return the labels of the columns that use a code list."""
    columns = [column for table in TABLES.values() for column in table.columns if column.codes == codes.name]
    return ", ".join(dict.fromkeys(column.label for column in columns))


def _rules(severity: Severity) -> list[tuple[str, str, str]]:
    """Return what the rules for case workers are about, say and advise; those that say the same as one."""
    subjects: dict[tuple[str, str], list[str]] = {}
    for rule in RULES.values():
        if rule.severity == severity and _is_for_case_workers(rule):
            words = (in_general(rule.message), in_general(rule.remedy))
            subjects.setdefault(words, []).append(_subject(rule))
    return [("; ".join(about), *words) for words, about in subjects.items()]


def _is_for_case_workers(rule: Rule) -> bool:
    """Return whether a rule is about what is entered; files, sheets and headings are the form's own."""
    return rule in CELL_RULES or (bool(rule.table) and "{" not in rule.message + rule.remedy)


def _subject(rule: Rule) -> str:
    if not rule.table:
        return "alle Blätter"
    labels = [TABLES[rule.table].column(column).label for column in rule.columns]
    return f"{rule.table}: {', '.join(labels)}" if labels else rule.table
