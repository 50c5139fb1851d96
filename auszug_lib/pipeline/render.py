"""The two exporters nbconvert finds by entry point: an executed notebook becomes HTML or PDF."""

from collections.abc import Callable
from typing import Any

from nbconvert.exporters.exporter import Exporter, FilenameExtension
from nbconvert.preprocessors import TagRemovePreprocessor
from traitlets import Bool, List

from auszug_lib.pipeline.page import Page, read_page, web_page
from auszug_lib.pipeline.typeset import typeset


class _AuszugExporter(Exporter):  # type: ignore[misc]
    """What both exporters share: one preprocessor, one validation after it, and the way to the page."""

    default_preprocessors = List([TagRemovePreprocessor]).tag(config=True)
    optimistic_validation = Bool(True).tag(config=True)

    print_page: Callable[[Page], Any]

    def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> tuple[Any, Any]:
        """Return the printed page and nbconvert's resources; raises `NotebookError`."""
        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        return self.print_page(read_page(notebook)), resources


class AuszugHTMLExporter(_AuszugExporter):
    """An executed notebook as one self-contained web page (`--to auszug_html`)."""

    output_mimetype = "text/html"
    export_from_notebook = "Bericht als Webseite"
    file_extension = FilenameExtension(".html").tag(config=True)
    print_page = staticmethod(web_page)


class AuszugPDFExporter(_AuszugExporter):
    """An executed notebook as an accessible PDF (`--to auszug_pdf`)."""

    output_mimetype = "application/pdf"
    export_from_notebook = "Bericht als PDF"
    file_extension = FilenameExtension(".pdf").tag(config=True)
    print_page = staticmethod(typeset)
