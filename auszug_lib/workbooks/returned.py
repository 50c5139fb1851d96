"""The returned workbook: a carrier's own delivery with every bad cell coloured and commented.

It goes back to the carrier by mail, so it holds no formula, no picture of old cells and no personal data. The
carrier explains what is unusual beside the finding; `delivery.answers` reads it again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter, quote_sheetname
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from auszug_lib.delivery.answers import ANSWER, IDENTITY
from auszug_lib.delivery.finding import identities, of_severity
from auszug_lib.delivery.reading.raw import RawDelivery
from auszug_lib.delivery.rules.rule import SEVERITIES, Severity
from auszug_lib.delivery.vocabulary import FINDINGS_SHEET
from auszug_lib.params.answers import MOST_SIGNS
from auszug_lib.params.codes import CodeList
from auszug_lib.workbooks.returned_book import (
    Book,
    book_of,
    content,
    no_garbage_collected,
    set_page,
    write_heading,
    write_text,
)

REMOVED = "(entfernt)"

_WIDTHS = {
    **{"Schwere": 14, "Datei": 22, "Blatt": 15, "Zelle": 8, "Meldung": 44, "Abhilfe": 44},
    **{ANSWER: 44, IDENTITY: 40},
}
_SHEET, _CELL, _ANSWER = (
    get_column_letter(list(_WIDTHS).index(heading) + 1) for heading in ("Blatt", "Zelle", ANSWER)
)
_WRAPPED, _LINE_POINTS = Alignment(vertical="top", wrap_text=True), 15
_EXPLANATION = (
    "Rot: Fehler, bitte berichtigen. Gelb: Auffälligkeit, bitte prüfen und berichtigen, oder in der Spalte "
    f"„{ANSWER}“ sagen, warum es so stimmt. Ein Klick auf „Zelle“ führt hin; ihr Kommentar sagt dasselbe."
)
_ASKED = f"Warum es so stimmt, in höchstens {MOST_SIGNS} Zeichen; ohne Namen, Kennungen und Anschriften."
_AUTHOR = "Prüfbericht"
_FILLS: Mapping[Severity, PatternFill] = {
    "hard": PatternFill("solid", start_color="FFC7CE", end_color="FFC7CE"),
    "soft": PatternFill("solid", start_color="FFEB9C", end_color="FFEB9C"),
}
_RETURNED: tuple[Severity, ...] = ("hard", "soft")
_LINK = "1C4F7C"
_HAIRLINE = Side("thin", color="7F7F7F")
_LINED = Border(bottom=_HAIRLINE)
_FIELD = Border(left=_HAIRLINE, right=_HAIRLINE, top=_HAIRLINE, bottom=_HAIRLINE)
# Severity, message and remedy.
_Remark = tuple[Severity, str, str]

_PERSONAL_CELL, _PERSONAL_COLUMN = "personenbezug", "personenbezug_spalte"

# Pixels: as wide as a comment is comfortably read, as high as its text needs.
_COMMENT_WIDTH, _SIGNS_A_LINE, _LINE_HEIGHT = 340, 48, 18


def to_return(findings: pd.DataFrame, carrier: str) -> pd.DataFrame:
    """Return the findings that go back to a carrier: hard ones, and soft ones that nobody has accepted."""
    own = findings[findings["carrier"] == carrier]
    return pd.concat([of_severity(own, severity) for severity in _RETURNED], ignore_index=True)


def returned_workbook(
    delivery: RawDelivery, findings: pd.DataFrame, year: int, lists: Mapping[str, CodeList]
) -> bytes:
    """Return the delivery as an .xlsx workbook in which each finding stands as a comment at its cell.

    A workbook keeps its own looks; any other kind is rebuilt, every cell in the row and column that the
    findings name, with the words of the city's code `lists` for codes. A sheet in front lists all findings,
    with room for what the carrier of the `year` explains; cells with personal data are overwritten. The same
    delivery and findings give the same bytes.
    """
    with no_garbage_collected():
        book = book_of(delivery, lists)
        _remove_personal_data(book, findings)
        for (file, name, place), remarks in _remarks(findings).items():
            if sheet := book.sheets.get((file, name)):
                _mark(_cell(sheet, place or "A1"), remarks)
        _list_findings(book, findings, identities(findings, year))
        return content(book)


def _remove_personal_data(book: Book, findings: pd.DataFrame) -> None:
    found = findings[(findings["cell"] != "") & findings["rule"].isin([_PERSONAL_CELL, _PERSONAL_COLUMN])]
    for rule, file, name, place in found[["rule", "file", "sheet", "cell"]].itertuples(index=False):
        if sheet := book.sheets.get((file, name)):
            _remove([_cell(sheet, place)] if rule == _PERSONAL_CELL else _below(sheet, place))


def _below(sheet: Worksheet, place: str) -> Iterator[Cell | MergedCell]:
    """Yield the cells under a heading; the heading itself tells nothing about anybody."""
    row, column = coordinate_to_tuple(place)
    for (cell,) in sheet.iter_rows(min_row=row + 1, min_col=column, max_col=column):
        yield cell


def _remove(cells: Iterable[Cell | MergedCell]) -> None:
    for cell in cells:
        if isinstance(cell, Cell):
            cell.hyperlink = None  # an address that is typed becomes a link to itself
            cell.comment = None
            if cell.value is not None:
                write_text(cell, REMOVED)


def _cell(sheet: Worksheet, place: str) -> Cell:
    """Return the cell that shows what stands at a place: of merged cells it is the first."""
    cell = sheet[place]
    for merged in sheet.merged_cells.ranges if isinstance(cell, MergedCell) else ():
        if place in merged:
            return sheet.cell(merged.min_row, merged.min_col)
    return cell


def _remarks(findings: pd.DataFrame) -> dict[tuple[str, str, str], list[_Remark]]:
    """Return by file, sheet and cell what is said there, the gravest first and nothing twice."""
    columns = ["file", "sheet", "cell", "severity", "message", "remedy"]
    remarks: dict[tuple[str, str, str], list[_Remark]] = {}
    for file, sheet, cell, *remark in findings[columns].drop_duplicates().itertuples(index=False):
        remarks.setdefault((file, sheet, cell), []).append((remark[0], remark[1], remark[2]))
    return remarks


def _mark(cell: Cell, remarks: Sequence[_Remark]) -> None:
    """Colour a cell by its gravest finding and say in a comment what is wrong and how to mend it."""
    cell.fill = _FILLS[remarks[0][0]]
    texts = [f"{SEVERITIES[severity]}: {message}\n{remedy}" for severity, message, remedy in remarks]
    if cell.comment is not None:
        texts.append(f"Bisheriger Kommentar: {cell.comment.text}")
    text = "\n\n".join(texts)
    lines = sum(1 + len(line) // _SIGNS_A_LINE for line in text.split("\n"))
    cell.comment = Comment(text, _AUTHOR, height=(lines + 1) * _LINE_HEIGHT, width=_COMMENT_WIDTH)


def _list_findings(book: Book, findings: pd.DataFrame, names: pd.Series) -> None:
    """Put a sheet in front that lists all findings, those without a cell too."""
    for old in [one for one in book.workbook.worksheets if _is_list(one)]:  # of an earlier round
        book.workbook.remove(old)
    sheet = book.workbook.create_sheet(FINDINGS_SHEET, 0)
    write_text(sheet.cell(1, 1), _EXPLANATION)
    for position, (heading, width) in enumerate(_WIDTHS.items(), start=1):
        write_heading(sheet.cell(2, position), heading)
        sheet.column_dimensions[get_column_letter(position)].width = width
    columns = findings[["severity", "file", "sheet", "cell", "message", "remedy", "answer"]].assign(
        name=names
    )
    for row, (severity, file, place, cell, *texts) in enumerate(columns.itertuples(index=False), start=3):
        _write_row(sheet, row, (SEVERITIES[severity], file, place, cell, *texts))
        sheet.cell(row, 1).fill = _FILLS[severity]
        if found := book.sheets.get((file, place)):
            _link(sheet[f"{_CELL if cell else _SHEET}{row}"], found, cell or "A1")
        if texts[-1]:
            sheet[f"{_ANSWER}{row}"].border = _FIELD
    _ask_for_answers(sheet, [row for row, name in enumerate(names, start=3) if name])
    sheet.auto_filter.ref = f"A2:{get_column_letter(len(_WIDTHS))}{sheet.max_row}"
    set_page(sheet, 2)
    sheet.print_area = f"A1:{_ANSWER}{sheet.max_row}"
    for other in book.workbook.worksheets:  # what is typed into one of several chosen sheets goes into all
        other.sheet_view.tabSelected = other is sheet
    book.workbook.active = sheet


def _link(cell: Cell, sheet: Worksheet, place: str) -> None:
    """Make a cell lead to a place in a sheet of the same workbook."""
    cell.hyperlink = Hyperlink("", location=f"{quote_sheetname(sheet.title)}!{place}")
    cell.font = Font(name=cell.font.name, size=cell.font.size, color=_LINK, underline="single")


def _is_list(sheet: Worksheet) -> bool:
    """Return whether a sheet is the list of findings of a workbook that was returned before."""
    return [cell.value for cell in sheet[2]] == list(_WIDTHS)


def _ask_for_answers(sheet: Worksheet, rows: Sequence[int]) -> None:
    """Say in the cells for explanations what belongs there, and refuse what is too long."""
    if rows:
        check = DataValidation("textLength", formula1=str(MOST_SIGNS), operator="lessThanOrEqual")
        check.promptTitle, check.prompt, check.showInputMessage = ANSWER, _ASKED, True
        check.errorTitle, check.error, check.showErrorMessage = ANSWER, _ASKED, True
        check.sqref = MultiCellRange([f"{_ANSWER}{row}" for row in rows])
        sheet.add_data_validation(check)


def _write_row(sheet: Worksheet, row: int, texts: Sequence[str]) -> None:
    for position, text in enumerate(texts, start=1):
        cell = sheet.cell(row, position)
        write_text(cell, text)
        cell.alignment, cell.border = _WRAPPED, _LINED
    lines = max(1 + len(text) // width for text, width in zip(texts, _WIDTHS.values(), strict=True))
    sheet.row_dimensions[row].height = lines * _LINE_POINTS  # not every program finds it out by itself
