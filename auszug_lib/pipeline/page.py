"""The page: what an executed notebook says, as data for the PDF, and as one HTML file."""

import base64
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from auszug_lib import NotebookError
from auszug_lib.publication.document import CHART_OF, MIME, Sitting, Title, html_templates
from auszug_lib.publication.prose import Prose

# Words to the analyst at the top of a notebook; readers of the report do not see them.
_FOR_ANALYSTS = "analyst"
# The way from a figure to its definition, as the blocks' templates write it.
_DEFINED = re.compile(r'<a class="measure" href="#kennzahl-(\w+)">(.*?)</a>', re.DOTALL)
_PICTURES = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg"}
_MIME_TYPES = {form: mime for mime, form in _PICTURES.items()}


@dataclass(frozen=True)
class Part:
    """A part of a page: plain data with a key `kind`, and its HTML where the notebook brings it."""

    document: Mapping[str, Any]
    html: str = ""

    @property
    def kind(self) -> str:
        """What the part is: title, key_figures, prose, table, chart, picture or text."""
        return str(self.document["kind"])

    @property
    def section(self) -> str:
        """The section heading (##) the part starts with, or nothing."""
        for node in self.document.get("tree", [])[:1]:
            if node["type"] == "heading" and node["attrs"]["level"] == 2:
                return words_in(node)
        return ""


@dataclass(frozen=True)
class Page:
    """A whole report: its title block first, then its parts in the notebook's order."""

    title: Part
    parts: tuple[Part, ...]

    @property
    def head(self) -> Title:
        """The title block, which its data are made into again."""
        fields = {name: value for name, value in self.title.document.items() if name != "kind"}
        sittings = tuple(Sitting(**sitting) for sitting in fields["sittings"])
        return Title(**{**fields, "sittings": sittings, "marks": tuple(fields["marks"])})

    def with_head(self, **changes: Any) -> "Page":
        """Return the page with other values of its title block."""
        head = replace(self.head, **changes)
        return replace(self, title=Part(head.document(), head.html()))

    @property
    def documents(self) -> list[Mapping[str, Any]]:
        """All parts as plain data, the title first."""
        return [part.document for part in (self.title, *self.parts)]

    def documents_of(self, kind: str) -> list[Mapping[str, Any]]:
        """Return the data of all parts of one kind."""
        return [document for document in self.documents if document["kind"] == kind]


def read_page(notebook: Any) -> Page:
    """Return what an executed notebook shows; code, warnings and empty outputs are left out.

    Where a cell failed, the title is missing or a chart has no alternative text, it raises `NotebookError`.
    """
    parts = [part for cell in notebook.cells for part in _parts_of(cell)]
    titles = [part for part in parts if part.kind == "title"]
    if len(titles) != 1:
        raise NotebookError(
            f"Ein Bericht braucht genau einen Titel, dieses Notebook zeigt {len(titles) or 'keinen'}; "
            "bitte das Notebook ganz ausführen und report.title() genau einmal aufrufen."
        )
    return Page(titles[0], _linked(part for part in parts if part.kind != "title"))


def _linked(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Return parts that lead to what is on their page alone: figures to definitions, a chart to its table.

    A chart and its table lead to each other where they stand apart, as in body and appendix.
    """
    parts = tuple(parts)
    names = [str(part.document.get("name", "")) for part in parts]
    rows = [row for part in parts if part.kind == "table" for row in part.document["rows"]]
    defined = {row["defines"] for row in rows}
    return tuple(
        Part(
            {**part.document, "apart": _apart(place, names)} if names[place] else part.document,
            _DEFINED.sub(lambda link: link[0] if link[1] in defined else link[2], part.html),
        )
        for place, part in enumerate(parts)
    )


def _apart(place: int, names: Sequence[str]) -> str:
    """Return the name of a table's chart, or a chart's table, where it stands elsewhere on the page."""
    other = names[place].removesuffix(CHART_OF)
    other = other if other != names[place] else other + CHART_OF
    unique = names.count(other) == names.count(names[place]) == 1
    return other if unique and abs(names.index(other) - place) > 1 else ""


def _parts_of(cell: Any) -> Iterator[Part]:
    if cell.cell_type == "markdown" and _FOR_ANALYSTS not in cell.metadata.get("tags", []):
        prose = Prose(cell.source)
        yield Part(prose.document(), prose.html())
    elif cell.cell_type == "code":
        for output in cell.outputs:
            yield from _parts_shown(output)


def _parts_shown(output: Any) -> Iterator[Part]:
    if output.output_type == "error":
        raise NotebookError(f"Eine Zelle des Notebooks ist gescheitert: {output.ename}: {output.evalue}")
    if output.output_type == "stream":
        if output.name == "stdout":
            yield _text(output.text)
    elif MIME in output.data:
        document = output.data[MIME]
        _refuse_silent_chart(document)
        yield Part(document, _joined(output.data.get("text/html", "")))
    else:
        yield from _foreign_parts(output)


def _foreign_parts(output: Any) -> Iterator[Part]:
    """Yield what an analyst's own output shows: a picture as such, everything else as plain text."""
    for mime, form in _PICTURES.items():
        if mime in output.data:
            alt = output.metadata.get(mime, {}).get("alt", "")
            yield Part({"kind": "picture", "format": form, "alt": alt, "data": _joined(output.data[mime])})
            return
    if "text/plain" in output.data:
        yield _text(output.data["text/plain"])


def _refuse_silent_chart(document: Mapping[str, Any]) -> None:
    if document["kind"] == "chart" and not document["alt"].strip():
        raise NotebookError(
            f"Dem Diagramm „{document['title']}“ fehlt der Alternativtext; "
            "ohne ihn erfährt niemand mit Screenreader, was es zeigt."
        )


def words_in(node: Mapping[str, Any]) -> str:
    """Return the plain words of a node of mistune's syntax tree."""
    return node.get("raw") or "".join(words_in(child) for child in node.get("children", []))


def _text(text: str | list[str]) -> Part:
    return Part({"kind": "text", "text": _joined(text)})


def _joined(text: str | list[str]) -> str:
    """Return text that nbformat may hold as a list of lines."""
    return text if isinstance(text, str) else "".join(text)


def web_page(page: Page, template: str = "index.html.j2", **words: Any) -> str:
    """Return the page as HTML that brings its style, typeface and pictures with it; all text is escaped.

    `words` are what another template says beside the page.
    """
    functions = {"css_text": _css_text, "data_uri": _data_uri}
    title = page.title.document
    return html_templates().get_template(template).render(page=page, title=title, **functions, **words)


def _css_text(text: str) -> str:
    """Return text for a CSS string: escaped by code point, for HTML's escapes mean nothing to CSS."""
    return "".join(sign if sign.isalnum() else f"\\{ord(sign):06x}" for sign in text)


def _data_uri(picture: Mapping[str, Any]) -> str:
    data = picture["data"]
    if picture["format"] == "svg":
        data = base64.b64encode(data.encode()).decode("ascii")
    return f"data:{_MIME_TYPES[picture['format']]};base64,{data.strip()}"
