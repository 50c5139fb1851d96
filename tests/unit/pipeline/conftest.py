"""An executed notebook with every kind of output, as it lies on disk."""

from typing import Any

import nbformat
import pytest

from auszug_lib.publication.document import (
    Block,
    Cell,
    Chart,
    KeyFigure,
    KeyFigures,
    Row,
    Sitting,
    Table,
    Title,
)
from auszug_lib.publication.prose import Prose

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50"><text x="5" y="30">Säule</text></svg>'

TITLE = Title(
    document_type="Mitteilung",
    part="öffentlicher Teil",
    subject="Bericht <1> & #eval",
    authority="Stadt Musterstadt",
    department="Wohnungsamt",
    sittings=(Sitting("Rat", "01.03.2022"),),
    marks=("Beispieldaten: keine „echten“ Fälle",),
    date="2021-12-31",
)
KEY_FIGURES = KeyFigures("Kennzahlen", (KeyFigure(Cell("132", 132.0), "Haushalte", "2016: 293"),))
TABLE = Table("t", "Tabelle", "Träger", ("A", "B", "C"), (Row("x", (Cell("1", 1), Cell("."), Cell("–", 0))),))
CHART = Chart("c", "Diagramm", "Eine Säule.", SVG, source="Eine Fußnote.")
PROSE = Prose("Ein *Absatz* mit `code` und [Verweis](https://example.org).\n\n- eins\n- zwei\n\n> Zitat")


def shown(block: Block) -> Any:
    """Return a block as a notebook's output."""
    return nbformat.v4.new_output("display_data", data=dict(block._repr_mimebundle_()))


def code(*outputs: Any) -> Any:
    """Return an executed code cell with its outputs."""
    return nbformat.v4.new_code_cell("geheimer_code()", outputs=list(outputs))


def as_on_disk(*cells: Any) -> Any:
    """Return a notebook as nbformat reads it, with tuples turned to lists."""
    return nbformat.reads(nbformat.writes(nbformat.v4.new_notebook(cells=list(cells))), as_version=4)


@pytest.fixture
def notebook() -> Any:
    """An executed notebook with a title and one of every other block."""
    return as_on_disk(
        nbformat.v4.new_markdown_cell("# Nur für Analysten", metadata={"tags": ["analyst"]}),
        code(shown(TITLE)),
        nbformat.v4.new_markdown_cell("## Abschnitt <script>"),
        code(shown(KEY_FIGURES)),
        code(shown(PROSE)),
        code(shown(TABLE), shown(CHART)),
    )
