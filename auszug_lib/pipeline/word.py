"""The Word document: the page as headings, paragraphs and tables that an office edits before it signs.

All text comes as data: none of it is a field, a link or a formula.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor

from auszug_lib import ParamsError, publication
from auszug_lib.pipeline.page import Page, words_in
from auszug_lib.pipeline.typeset import DOTS, as_png, content_of
from auszug_lib.publication.document import Title

# What opening a file raises that is no Word document.
NOT_WORD = (OSError, ValueError, KeyError, SyntaxError, zipfile.BadZipFile, PackageNotFoundError)

# What a document begins with where the city has no template of its own.
_OURS = Path(publication.__file__).parent / "templates" / "notice.docx"
_CODE, _WARNING = "Courier New", RGBColor(0x8A, 0x61, 0x00)
_LONGEST = 255  # that a property may be
_DRAWN = 72 / DOTS  # Typst does not say how many dots an inch has, so python-docx takes 72
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def word_document(page: Page, template: Path | None = None) -> bytes:
    """Return the page as a Word document, behind what a template says and in its styles.

    The same page gives the same bytes. Where the template is no Word document, it raises `ParamsError`, and
    where a picture has no alternative text, `NotebookError`.
    """
    document = _opened(template or _OURS)
    _describe(document, page.head)
    _mark(document, page.head.marks)
    writer = _Writer(document)
    for part in page.documents:
        getattr(writer, part["kind"])(part)
    return _packed(document)


def _opened(template: Path) -> Any:
    """Return a template, without the empty paragraph at its end that every document of Word has."""
    try:
        document = Document(str(template))
    except NOT_WORD as error:
        raise ParamsError(
            f"notice_template: „{template.name}“ ist kein Word-Dokument; bitte als .docx speichern."
        ) from error
    last = "./*[not(self::w:sectPr)][last()][self::w:p][not(.//w:t|.//w:drawing|.//w:sectPr)]"
    for empty in document.element.body.xpath(last):
        document.element.body.remove(empty)
    return document


def _describe(document: Any, head: Title) -> None:
    """Set the language, and properties that name nobody and depend on no clock."""
    for part in (document.styles, document.settings):
        for language in part.element.xpath(".//w:lang|./w:themeFontLang"):
            language.set(qn("w:val"), "de-DE")
    about = document.core_properties
    about.title, about.subject = (_clean(text)[:_LONGEST] for text in (head.subject, head.document_type))
    about.author = about.last_modified_by = _clean(head.authority)[:_LONGEST]
    about.language = "de-DE"
    about.comments = about.keywords = ""
    about.created = about.modified = dt.datetime.fromisoformat(head.date)
    about.revision = 1


def _mark(document: Any, marks: Sequence[str]) -> None:
    """Let the head of every page say what each must, such as that the notice is a draft."""
    for place, section in enumerate(document.sections if marks else ()):
        headers = [section.header]
        headers += [section.first_page_header] if section.different_first_page_header_footer else []
        headers += [section.even_page_header] if document.settings.odd_and_even_pages_header_footer else []
        for header in headers:
            is_empty = header.is_linked_to_previous  # but of a later section it is the one before
            if not (is_empty and place):
                run = (header.paragraphs[0] if is_empty else header.add_paragraph()).add_run()
                run.text, run.bold, run.font.color.rgb = _clean(" · ".join(marks)), True, _WARNING


def _clean(text: str) -> str:
    """Return a text without the signs that XML cannot hold."""
    return _NOT_XML.sub("", text)


class _Writer:
    """Writes blocks, given as data, at the end of a document: a method a kind of block."""

    def __init__(self, document: Any) -> None:
        self.document, page = document, document.sections[-1]
        self.width = int(page.page_width - page.left_margin - page.right_margin)

    def title(self, block: Mapping[str, Any]) -> None:
        """Write the head, as on a municipal notice."""
        for bold, left, right in ((True, "authority", "document_type"), (False, "department", "part")):
            line = self._paragraph(f"{block[left]}\t{block[right]}", bold=bold)
            line.paragraph_format.space_after = Pt(0)
            line.paragraph_format.tab_stops.add_tab_stop(Length(self.width), WD_TAB_ALIGNMENT.RIGHT)
        if block["sittings"]:
            rows = [(sitting["committee"], sitting["date"]) for sitting in block["sittings"]]
            self._table("Beratungsfolge", ("Gremium", "Datum"), rows)
        self._paragraph(block["subject"], "Heading 1")

    def key_figures(self, block: Mapping[str, Any]) -> None:
        """Write the band of key figures as a table."""
        columns = {
            "Kennzahl": [one["label"] for one in block["figures"]],
            "Zahl": [one["cell"]["text"] for one in block["figures"]],
            "Zum Vergleich": [
                one["remark"] + (one["before"] or {"text": ""})["text"] for one in block["figures"]
            ],
        }
        filled = {head: texts for head, texts in columns.items() if any(texts)}
        self._table(block["title"], list(filled), list(zip(*filled.values(), strict=True)), (True, False))

    def table(self, block: Mapping[str, Any]) -> None:
        """Write a table with its notes."""
        rows = [(row["header"], *(cell["text"] for cell in row["cells"])) for row in block["rows"]]
        totals = [row["total"] for row in block["rows"]]
        self._table(block["title"], (block["stub"], *block["columns"]), rows, block["numeric"], totals)
        self._note(*block["notes"], block["source"] and f"Quelle: {block['source']}")

    def chart(self, block: Mapping[str, Any]) -> None:
        """Write a chart as a picture."""
        caption = self._paragraph(block["title"], "Caption")
        if block["subtitle"]:
            self._run(caption, f"\n{block['subtitle']}").bold = False
        self._picture(as_png(block["svg"]), block["alt"], _DRAWN)
        self._note(block["source"] and f"Quelle: {block['source']}")

    def picture(self, block: Mapping[str, Any]) -> None:
        """Write an analyst's own picture."""
        content, is_drawn = content_of(block), block["format"] == "svg"
        self._picture(
            as_png(content.decode()) if is_drawn else content, block["alt"], _DRAWN if is_drawn else 1
        )

    def text(self, block: Mapping[str, Any]) -> None:
        """Write what an analyst printed."""
        self._paragraph(block["text"].rstrip(), name=_CODE)

    def prose(self, block: Mapping[str, Any]) -> None:
        """Write paragraphs."""
        self._blocks(block["tree"])

    def _blocks(self, nodes: Iterable[Mapping[str, Any]], style: str = "Normal") -> None:
        """Write nodes of mistune's syntax tree."""
        for node in nodes:
            kind = node["type"]
            if kind == "list":
                self._list(node)
            elif kind == "heading":
                self._inline(self._paragraph("", f"Heading {min(3, node['attrs']['level'])}"), [node])
            elif kind in ("paragraph", "block_text"):
                self._inline(self._paragraph("", style), [node])
            elif "raw" in node:
                self._paragraph(node["raw"].rstrip(), name=_CODE if kind == "block_code" else None)
            else:
                self._blocks(node.get("children", ()), "Quote" if kind == "block_quote" else style)

    def _list(self, node: Mapping[str, Any]) -> None:
        """Write a list; its numbers are text, so that it does not go on counting where another one ended."""
        is_ordered, first = node["attrs"]["ordered"], node["attrs"].get("start", 1)
        depth = node["attrs"]["depth"] + 1
        style = f"List Bullet {depth}".removesuffix(" 1")
        has_bullets = not is_ordered and style in self.document.styles
        for number, item in enumerate(node["children"], start=first):
            marker = f"{number}. " if is_ordered else "" if has_bullets else "• "
            for part in item["children"]:
                if part["type"] == "list":
                    self._list(part)
                else:
                    line = self._paragraph(marker, style if has_bullets else "Normal")
                    line.paragraph_format.left_indent = None if has_bullets else Mm(6 * depth)
                    self._inline(line, [part])
                    marker = ""

    def _inline(self, paragraph: Any, nodes: Iterable[Mapping[str, Any]], **looks: Any) -> None:
        for node in nodes:
            kind = node["type"]
            if "children" in node:
                own = {"strong": {"bold": True}, "emphasis": {"italic": True}}.get(kind, {})
                self._inline(paragraph, node["children"], **{**looks, **own})
                if kind == "link" and words_in(node) != node["attrs"]["url"]:  # as on paper
                    self._run(paragraph, f" ({node['attrs']['url']})", **looks)
            else:
                text = {"softbreak": " ", "linebreak": "\n"}.get(kind, node.get("raw", ""))
                self._run(paragraph, text, **looks, name=_CODE if kind == "codespan" else None)

    def _run(self, paragraph: Any, text: str, **looks: Any) -> Any:
        run = paragraph.add_run(_clean(text))
        for name, look in looks.items():
            if look:
                setattr(run.font, name, look)
        return run

    def _paragraph(self, text: str, style: str = "Normal", **looks: Any) -> Any:
        paragraph = self.document.add_paragraph(style=self._style(style))
        paragraph.paragraph_format.keep_with_next = style == "Caption" or None
        if text:
            self._run(paragraph, text, **looks)
        return paragraph

    def _style(self, name: str) -> Any:
        """Return a style by the English name that it has in any Word; ours, where a template lacks it."""
        styles = self.document.styles
        if name not in styles:
            ours = Document(str(_OURS)).styles[name]
            own = deepcopy(ours.element)
            base = styles.default(ours.type)
            own.basedOn_val = base.style_id if base else None
            for link in own.xpath("./w:link|./w:next"):
                own.remove(link)
            styles.element.append(own)
        return styles[name]

    def _picture(self, content: bytes, alt: str, scale: float) -> None:
        paragraph = self._paragraph("")
        paragraph.paragraph_format.space_after = Pt(2)
        shape = paragraph.add_run().add_picture(io.BytesIO(content))
        width = min(self.width, round(shape.width * scale))
        shape.width, shape.height = Length(width), Length(shape.height * width // shape.width)
        for side in "LRTB":
            shape._inline.set(f"dist{side}", "0")
        shape._inline.docPr.set("descr", _clean(alt))

    def _note(self, *sentences: str) -> None:
        """Write what stands below a table or a chart, if anything; no document may end with a table."""
        looks = self._paragraph(" ".join(filter(None, sentences)), size=Pt(8)).paragraph_format
        looks.space_before = Pt(3)
        if not any(sentences):
            looks.space_before = looks.space_after = Pt(0)
            looks.line_spacing = Pt(1)

    def _table(
        self,
        title: str,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        numeric: Sequence[bool] = (),
        totals: Sequence[bool] = (),
    ) -> None:
        """Write a table with its caption; its head stands on every page, and its rows stay whole."""
        self._paragraph(title, "Caption")
        table = self.document.add_table(1 + len(rows), len(head), self._style("Table Grid"))
        caption = OxmlElement("w:tblCaption")
        caption.set(qn("w:val"), _clean(title))
        table._tbl.tblPr.append(caption)
        right = (False, *numeric, *[False] * len(head))
        widths = _widths([head, *rows], right, self.width)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        bold = (True, *(totals or [False] * len(rows)))
        for place, (row, texts) in enumerate(zip(table.rows, (head, *rows), strict=True)):
            for name in ("w:cantSplit", "w:tblHeader")[: 1 if place else 2]:
                row._tr.get_or_add_trPr().append(OxmlElement(name))
            for number, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
                cell.width, paragraph = widths[number], cell.paragraphs[0]
                paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right[number] else None
                self._run(paragraph, text, bold=bold[place], size=Pt(9 if len(head) < 8 else 8))


def _widths(rows: Sequence[Sequence[str]], numeric: Sequence[bool], whole: int) -> list[Length]:
    """Return the width of each column, by its longest text within bounds; headings break at words."""
    needs = []
    for number, (heading, *texts) in enumerate(zip(*rows, strict=True)):
        longest = max(map(len, (*heading.split(), *texts)), default=0)
        needs.append(max(8, min(16 if numeric[number] else 60, longest)))
    return [Length(whole * need // sum(needs)) for need in needs]


def _packed(document: Any) -> bytes:
    """Return a document as a zip whose bytes follow from its parts alone.

    Nothing is compressed: two versions of zlib would compress differently.
    """
    given, written = io.BytesIO(), io.BytesIO()
    document.save(given)
    with zipfile.ZipFile(given) as parts, zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for name in parts.namelist():
            entry = zipfile.ZipInfo(name)  # of 1980, as every part of a document that Word writes
            entry.create_system = 3  # Unix, whatever system this is
            archive.writestr(entry, parts.read(name))
    return written.getvalue()
