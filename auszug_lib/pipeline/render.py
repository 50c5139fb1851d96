"""The two exporters nbconvert finds by entry point: an executed notebook becomes HTML or PDF."""

from typing import Any

from nbconvert.exporters.exporter import Exporter, FilenameExtension
from nbconvert.preprocessors import TagRemovePreprocessor
from traitlets import Bool, List

from auszug_lib.pipeline.page import read_page
from auszug_lib.pipeline.typeset import typeset
from auszug_lib.pipeline.web import web_page


class _AuszugExporter(Exporter):  # type: ignore[misc]
    """What both exporters share: one preprocessor, and one validation after it."""

    default_preprocessors = List([TagRemovePreprocessor]).tag(config=True)
    optimistic_validation = Bool(True).tag(config=True)


class AuszugHTMLExporter(_AuszugExporter):
    """An executed notebook as one self-contained web page (`--to auszug_html`)."""

    output_mimetype = "text/html"
    export_from_notebook = "Bericht als Webseite"
    file_extension = FilenameExtension(".html").tag(config=True)

    def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> tuple[str, Any]:
        """Return the page's HTML and nbconvert's resources; raises `NotebookError`."""
        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        return web_page(read_page(notebook)), resources


class AuszugPDFExporter(_AuszugExporter):
    """An executed notebook as an accessible PDF (`--to auszug_pdf`)."""

    output_mimetype = "application/pdf"
    export_from_notebook = "Bericht als PDF"
    file_extension = FilenameExtension(".pdf").tag(config=True)

    def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> tuple[bytes, Any]:
        """Return the PDF's bytes and nbconvert's resources; raises `NotebookError`."""
        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        return typeset(read_page(notebook)), resources
