"""Read a PDF as a screen reader meets it: its structure with the words in it, and what lies beside."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument, PDFNoOutlines
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.utils import apply_matrix_pt, decode_text

APART = "\x00"  # keeps the numbers of two bars from becoming one
_ARTIFACT = "Artifact"
_GAP = 0.15  # of the type size; what is further apart does not belong together
_NAMES_DEEP = 50  # no tree of names or structure is deeper; a loop ends here


@dataclass
class PrintedText:
    """A stretch of text: its page from 1 on, its number there, whether it is decoration, and its words."""

    page: int
    mark: int | None
    artifact: bool
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words as they are read, with `APART` between those that are drawn apart."""
        return "".join(self.words)


@dataclass(frozen=True)
class Element:
    """An element of the structure: its kind, its page, its own words, and what else it tells."""

    kind: str
    page: int
    text: str
    told: Mapping[str, str]


@dataclass(frozen=True)
class Pdf:
    """A PDF.

    Parameters
    ----------
    elements
        Its structure, depth first.
    decoration
        The text outside of the structure: headers, footers, and whatever else somebody put there.
    outline
        The bookmarks.
    info, metadata
        The document's properties, and its XMP packet.
    foreign
        By page what is in it beside text and lines: pictures, and annotations that are no links.
    notes
        What its links say, by page.
    attachments
        The files in it.
    """

    pages: int
    elements: tuple[Element, ...]
    decoration: tuple[PrintedText, ...]
    outline: tuple[str, ...]
    info: Mapping[str, str]
    metadata: str
    foreign: tuple[tuple[int, str], ...]
    notes: tuple[tuple[int, str], ...]
    attachments: Mapping[str, bytes]


class _Reader(PDFTextDevice):
    """Collects the text that an interpreter of pages draws."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.texts: list[PrintedText] = []
        self.pictures: list[tuple[int, str]] = []
        self._marks: list[tuple[int | None, bool]] = []
        self._page = 0
        self._end = (0.0, 0.0)

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        self._page += 1
        self._marks.clear()

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        mark = resolve1(props.get("MCID")) if isinstance(props, dict) else None
        self._marks.append((mark, tag.name == _ARTIFACT))
        self.texts.append(self._new())

    def end_tag(self) -> None:
        if self._marks:
            self._marks.pop()
        self.texts.append(self._new())

    def render_image(self, name: str, stream: Any) -> None:
        self.pictures.append((self._page, "Bild aus Punkten"))

    def _new(self) -> PrintedText:
        inner = next((mark for mark, _ in reversed(self._marks) if mark is not None), None)
        return PrintedText(self._page, inner, any(artifact for _, artifact in self._marks))

    def render_char(
        self,
        matrix: Any,
        font: Any,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        """Note one sign; it belongs to those before it where it begins where the last one ended."""
        width = float(font.char_width(cid)) * fontsize * scaling
        if not self.texts or self.texts[-1].page != self._page:
            self.texts.append(self._new())
        words, start = self.texts[-1].words, (matrix[4], matrix[5])
        if words and math.dist(start, self._end) > _GAP * math.hypot(
            fontsize * matrix[2], fontsize * matrix[3]
        ):
            words.append(APART)
        words.append(_sign(font, cid))
        self._end = apply_matrix_pt(matrix, (width, 0))
        return width


def _sign(font: Any, code: int) -> str:
    try:
        return str(font.to_unichr(code))
    except PDFUnicodeNotDefined:
        return "\ufffd"


def read_pdf(file: Path) -> Pdf:
    """Read a PDF; raises ValueError where it is none, or has no structure."""
    with file.open("rb") as stream:
        document = PDFDocument(PDFParser(stream))
        resources = PDFResourceManager()
        reader = _Reader(resources)
        interpreter = PDFPageInterpreter(resources, reader)
        pages = list(PDFPage.create_pages(document))
        for page in pages:
            interpreter.process_page(page)
        by_mark: dict[tuple[int, int], list[str]] = {}
        for text in reader.texts:
            if text.mark is not None and not text.artifact:
                by_mark.setdefault((text.page, text.mark), []).append(text.text)
        numbers = {page.pageid: number for number, page in enumerate(pages, start=1)}
        elements, used = _structure(document, numbers, by_mark)
        notes = list(_annotations(pages))
        rest = [text for text in reader.texts if text.artifact or (text.page, text.mark) not in used]
        return Pdf(
            len(pages),
            elements,
            tuple(text for text in rest if text.words),
            tuple(_outline(document)),
            {name: _text(value) for info in document.info for name, value in info.items()},
            _stream(document.catalog.get("Metadata")).decode(errors="replace"),
            (*reader.pictures, *((page, f"Anmerkung ({kind})") for page, kind, _ in notes if kind != "Link")),
            tuple((page, words) for page, _, words in notes),
            dict(_attachments(document)),
        )


def open_pdf(file: Path) -> Pdf | str:
    """Read a PDF; where that is not possible, return why in one German sentence."""
    if not file.is_file():
        return "Das PDF fehlt."
    try:
        return read_pdf(file)
    except (PSException, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return "Das PDF lässt sich nicht lesen oder hat keine Struktur."


def _structure(
    document: PDFDocument, numbers: Mapping[Any, int], by_mark: Mapping[tuple[int, int], list[str]]
) -> tuple[tuple[Element, ...], set[tuple[int, int | None]]]:
    """Return the elements depth first, those with text behind their containers, and the marks used."""
    root = resolve1(document.catalog.get("StructTreeRoot"))
    if not isinstance(root, dict):
        raise ValueError("Das PDF hat keine Struktur.")
    used: set[tuple[int, int | None]] = set()
    found: list[Element] = []

    def walk(node: Any, kind: str, page: int, depth: int) -> None:
        place = page
        node = resolve1(node)
        if depth > _NAMES_DEEP or node is None:
            return
        if isinstance(node, list):
            for child in node:
                walk(child, kind, page, depth)
            return
        if isinstance(node, dict):
            place = numbers.get(_id(node.get("Pg")), page)
            if "MCID" not in node:
                kind = getattr(resolve1(node.get("S")), "name", kind)
                told = {name: _text(node[name]) for name in ("T", "Alt", "ActualText", "E") if name in node}
                found.append(Element(kind, place, "", told))
                walk(node.get("K"), kind, place, depth + 1)
                return
            node = resolve1(node["MCID"])
        used.add((place, int(node)))
        found.append(Element(kind, place, APART.join(by_mark.get((place, int(node)), [])), {}))

    walk(root.get("K"), "", 0, 0)
    return tuple(found), used


def _id(reference: Any) -> Any:
    return reference.objid if isinstance(reference, PDFObjRef) else None


def _text(value: Any) -> str:
    value = resolve1(value)
    return decode_text(value) if isinstance(value, bytes) else str("" if value is None else value)


def _stream(value: Any) -> bytes:
    value = resolve1(value)
    return bytes(value.get_data()) if isinstance(value, PDFStream) else b""


def _outline(document: PDFDocument) -> Iterator[str]:
    try:
        yield from (str(title) for _, title, *_ in document.get_outlines())
    except PDFNoOutlines:
        return


def _annotations(pages: list[PDFPage]) -> Iterator[tuple[int, str, str]]:
    """Yield page, kind and words of each annotation."""
    for number, page in enumerate(pages, start=1):
        for annotation in map(resolve1, resolve1(page.annots) or ()):
            kind = getattr(resolve1(annotation.get("Subtype")), "name", "")
            words = [_text(annotation[name]) for name in ("Contents", "TU", "V", "T") if name in annotation]
            yield number, kind, " ".join(words)


def _attachments(document: PDFDocument) -> Iterator[tuple[str, bytes]]:
    names = resolve1(document.catalog.get("Names")) or {}
    for specification in _leaves(resolve1(names.get("EmbeddedFiles")), 0):
        files = resolve1(specification.get("EF")) or {}
        name = _text(specification.get("UF") or specification.get("F"))
        yield name, _stream(files.get("UF") or files.get("F"))


def _leaves(tree: Any, depth: int) -> Iterator[Any]:
    """Yield the values of a tree of names."""
    if not isinstance(tree, dict) or depth > _NAMES_DEEP:
        return
    yield from (resolve1(value) for value in (resolve1(tree.get("Names")) or ())[1::2])
    for child in resolve1(tree.get("Kids")) or ():
        yield from _leaves(resolve1(child), depth + 1)
