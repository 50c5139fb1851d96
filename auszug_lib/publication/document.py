"""The blocks a report is made of: frozen, each with its HTML and its form as data.

A notebook shows a block; the notebook file then holds both forms. JupyterLab and the HTML page
take the HTML, the PDF is laid out from the data. So there is one way from a figure to both.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from auszug_lib.publication.numbers import SYMBOLS

MIME = "application/vnd.auszug+json"

_TEMPLATES = Path(__file__).parents[1] / "templates" / "html"


@cache
def html_templates() -> Environment:
    """Return the templates of blocks and pages; all that is put into them is escaped."""
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


@dataclass(frozen=True)
class Block:
    """A part of a report that knows its HTML and its form as data."""

    kind: ClassVar[str]

    def document(self) -> dict[str, Any]:
        """Return the block as plain data for the PDF's layout and for the published tables."""
        return {"kind": self.kind, **asdict(self)}

    def html(self) -> str:
        """Return the block as an HTML fragment; all text in it is escaped."""
        return html_templates().get_template(f"blocks/{self.kind}.html.j2").render(block=self)

    def text(self) -> str:
        """Return the block in one line, for consoles."""
        return self.kind

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Mapping[str, Any]:
        return {MIME: self.document(), "text/html": self.html(), "text/plain": self.text()}


@dataclass(frozen=True)
class Sitting:
    """A committee and the day it meets, as text."""

    committee: str
    date: str


@dataclass(frozen=True)
class Title(Block):
    """The head of a report, as on a municipal notice, and what stands on every page of it.

    Parameters
    ----------
    document_type
        Such as „Mitteilung“ or „Trägerbericht“.
    part
        „öffentlicher Teil“ or „nicht öffentlicher Teil“.
    subject
        The subject line; also the title of the file.
    authority, department
        Who speaks.
    sittings
        The committees with their dates; may be empty.
    marks
        What every page must say, such as „Beispieldaten“.
    date
        ISO day the report speaks of; the files' time stamp.
    """

    kind: ClassVar[str] = "title"

    document_type: str
    part: str
    subject: str
    authority: str
    department: str
    sittings: tuple[Sitting, ...]
    marks: tuple[str, ...]
    date: str

    def text(self) -> str:
        """Return type and subject."""
        return f"{self.document_type}: {self.subject}"


@dataclass(frozen=True)
class KeyFigure:
    """One figure of the band: as printed, what it is, a remark, the number or None, and which it is."""

    text: str
    label: str
    remark: str
    value: float | None
    figure: str = ""


@dataclass(frozen=True)
class KeyFigures(Block):
    """The band of key figures."""

    kind: ClassVar[str] = "key_figures"

    title: str
    figures: tuple[KeyFigure, ...]

    def text(self) -> str:
        """Return all key figures in one line."""
        return " · ".join(f"{figure.text} {figure.label}" for figure in self.figures)


@dataclass(frozen=True)
class Prose(Block):
    """Paragraphs in Markdown; raw HTML in them is shown, never obeyed, and a picture is its words."""

    kind: ClassVar[str] = "prose"

    markdown: str

    def document(self) -> dict[str, Any]:
        """Return the paragraphs as mistune's syntax tree."""
        return {"kind": self.kind, "tree": [_tamed(node) for node in _syntax_tree()(self.markdown)]}

    @property
    def rendered(self) -> Markup:
        """The paragraphs as HTML."""
        return Markup(_in_html(self.document()["tree"]))

    def text(self) -> str:
        """Return the Markdown itself."""
        return self.markdown


@cache
def _syntax_tree() -> Any:
    import mistune

    return mistune.create_markdown(renderer=None)


def _tamed(node: dict[str, Any]) -> dict[str, Any]:
    """Return a node without what a page must not do: load a picture, or begin a second title."""
    node = {**node, "children": [_tamed(child) for child in node["children"]]} if "children" in node else node
    if node["type"] == "image":
        return {"type": "emphasis", "children": node["children"]}
    if node["type"] == "heading":
        return {**node, "attrs": {**node["attrs"], "level": max(2, node["attrs"]["level"])}}
    return node


def _in_html(tree: list[dict[str, Any]]) -> str:
    import mistune

    return str(mistune.HTMLRenderer(escape=True)(tree, mistune.BlockState()))


@dataclass(frozen=True)
class Cell:
    """A cell of a table: what is printed, the number behind it, and which figure of the cube it is.

    Parameters
    ----------
    text
        What is printed.
    value
        The number, None where there is none or it is secret.
    figure
        Year, carrier, measure, dimension and category, with slashes between them; empty for other cells.
    """

    text: str
    value: float | None = None
    figure: str = ""


@dataclass(frozen=True)
class Row:
    """A row of a table: its header cell, its cells, and whether it is a total."""

    header: str
    cells: tuple[Cell, ...]
    total: bool = False


@dataclass(frozen=True)
class Table(Block):
    """A table: the first column is the row's header, every other column holds numbers or words.

    Parameters
    ----------
    name
        Identifier, unique in its report; the file stem of the published CSV.
    title
        The caption.
    stub
        Heading of the row headers; never empty.
    columns
        Headings of the other columns.
    rows
        As many cells each as there are columns.
    notes
        Footnotes, one sentence each.
    """

    kind: ClassVar[str] = "table"

    name: str
    title: str
    stub: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    @property
    def numeric(self) -> tuple[bool, ...]:
        """Whether each column holds numbers, or symbols in their place; words are aligned to the left."""
        columns = [[row.cells[place] for row in self.rows] for place in range(len(self.columns))]
        return tuple(
            any(cell.value is not None for cell in column) or all(cell.text in SYMBOLS for cell in column)
            for column in columns
        )

    def document(self) -> dict[str, Any]:
        """Return the table as plain data, with which of its columns are numeric."""
        return {**super().document(), "numeric": self.numeric}

    def text(self) -> str:
        """Return the title."""
        return self.title


@dataclass(frozen=True)
class Chart(Block):
    """A chart: an SVG drawing with text as text, and an alternative text that says the same.

    Parameters
    ----------
    name
        Identifier, unique in its report.
    title
        The caption.
    alt
        What the chart shows, in words; never empty.
    svg
        The drawing, starting at `<svg`.
    notes
        Footnotes, one sentence each.
    """

    kind: ClassVar[str] = "chart"

    name: str
    title: str
    alt: str
    svg: str
    notes: tuple[str, ...] = ()

    @property
    def drawing(self) -> Markup:
        """The SVG, made by the package itself, so not escaped."""
        return Markup(self.svg)

    def text(self) -> str:
        """Return the title."""
        return self.title
