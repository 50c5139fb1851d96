"""The blocks a report is made of: frozen, each with its HTML and its form as data.

A notebook shows a block; the notebook file then holds both forms. JupyterLab and the HTML page
take the HTML, the PDF is laid out from the data. So there is one way from a figure to both.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from auszug_lib.publication.numbers import SYMBOLS

if TYPE_CHECKING:
    import pandas as pd

    from auszug_lib.publication.sheet import Clipping, SavedFile

MIME = "application/vnd.auszug+json"

# What every page of a public report says that is not released yet.
DRAFT_MARK = "Entwurf, nicht freigegeben"

PER = "per "
# What the name of a chart has behind the name of the table with its figures.
CHART_OF = "-bild"

_TEMPLATES = Path(__file__).parent / "templates" / "html"


@cache
def html_templates() -> Environment:
    """Return the templates of blocks and pages; all that is put into them is escaped."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["machine"] = machine
    return environment


def machine(value: float) -> str:
    """Return a number as machines read it: 1234, 2.8."""
    return f"{Decimal(repr(float(value))).normalize():f}"


@dataclass(frozen=True)
class Block(ABC):
    """A part of a report that knows its HTML and its form as data."""

    kind: ClassVar[str]

    def document(self) -> dict[str, Any]:
        """Return the block as plain data for the PDF's layout and for the published tables."""
        return {"kind": self.kind, **asdict(self)}

    def html(self) -> str:
        """Return the block as an HTML fragment; all text in it is escaped."""
        return html_templates().get_template(f"blocks/{self.kind}.html.j2").render(block=self)

    @abstractmethod
    def text(self) -> str:
        """Return the block in one line, for consoles."""

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Mapping[str, Any]:
        return {MIME: self.document(), "text/html": self.html(), "text/plain": self.text()}


@dataclass(frozen=True)
class Sitting:
    """A committee and the day it meets, as text."""

    committee: str
    date: str


@dataclass(frozen=True)
class Title(Block):
    """The head of a report, as on a municipal notice, and the marks that stand on every page of it.

    The date is the ISO day the report speaks of, and the files' time stamp.
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
class Cell:
    """A figure as it is printed, or other words in a table.

    Parameters
    ----------
    text
        What is printed.
    value
        The number as it is printed, rounded; None where there is none.
    figure
        Which figure it is, as `FigureId` or `published_id` write it; empty for other words.
    derived
        How the number is made from that figure: its „share“ in the total, its „difference“ to the year
        before, that „change“ in per cent, the „deviation“ of what was published from it, its „category“, a
        „recount“ of what was published before, or how many there are for one of another measure, which
        stands behind `PER`; empty for the figure itself.
    before
        The figure of the year before as it is printed, where the number is a change from it.
    """

    text: str
    value: float | None = None
    figure: str = ""
    derived: str = ""
    before: str = ""


@dataclass(frozen=True)
class KeyFigure:
    """One figure of the band: the number, what it is, its measure, a remark, and the number a year before."""

    cell: Cell
    label: str
    remark: str = ""
    measure: str = ""
    before: Cell | None = None


@dataclass(frozen=True)
class KeyFigures(Block):
    """The band of key figures."""

    kind: ClassVar[str] = "key_figures"

    title: str
    figures: tuple[KeyFigure, ...]

    def text(self) -> str:
        """Return all key figures in one line."""
        return " · ".join(f"{figure.cell.text} {figure.label}" for figure in self.figures)


@dataclass(frozen=True)
class Row:
    """A row of a table.

    `measure` is the key of the one that all its numbers are figures of, empty where they are of several;
    `defines` of the one that the row explains, so that figures can point at it.
    """

    header: str
    cells: tuple[Cell, ...]
    total: bool = False
    measure: str = ""
    defines: str = ""


@dataclass(frozen=True)
class Table(Block):
    """A table: the first column is the row's header, every other column holds numbers or words.

    The name is unique in its report, and the file stem of the CSV in the PDF. `stub` heads the row headers.
    `measures` are for each column the key of the one its numbers are figures of, or an empty text.
    """

    kind: ClassVar[str] = "table"

    name: str
    title: str
    stub: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    source: str = ""
    measures: tuple[str, ...] = ()

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

    # What analysts do with a table is loaded when they do it: reports only show theirs.

    def frame(self) -> "pd.DataFrame":
        """Gibt die Tabelle als DataFrame: die Zeilen nach ihrem Kopf, Zahlen als Zahlen."""
        from auszug_lib.publication.sheet import frame_of

        return frame_of(self)

    def excel(self, path: str | Path) -> "SavedFile":
        """Schreibt die Tabelle in eine Excel-Datei und gibt deren Pfad."""
        from auszug_lib.publication.sheet import excel_of

        return excel_of(self, path)

    def copy(self) -> "Clipping":
        """Gibt die Tabelle als HTML für die Zwischenablage; das Notebook zeigt sie mit einem Knopf."""
        from auszug_lib.publication.sheet import clipping_of

        return clipping_of(self)


@dataclass(frozen=True)
class Chart(Block):
    """A chart: an SVG drawing with text as text, and an alternative text that says the same.

    The title is its message, the subtitle what is drawn. The drawing starts at `<svg`, and numbers in it name
    their figure. A phone shows `narrow` in its place, where there is one.
    """

    kind: ClassVar[str] = "chart"

    name: str
    title: str
    alt: str
    svg: str
    subtitle: str = ""
    source: str = ""
    measure: str = ""
    narrow: str = ""

    @property
    def drawings(self) -> tuple[Markup, Markup]:
        """The wide SVG and the narrow one, made by the package itself, so not escaped."""
        return Markup(self.svg), Markup(self.narrow)

    def text(self) -> str:
        """Return the title."""
        return self.title
