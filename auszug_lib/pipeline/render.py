"""The exporters nbconvert finds by entry point: an executed notebook becomes HTML, PDF or Word."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from nbconvert.exporters.exporter import Exporter, FilenameExtension
from nbconvert.preprocessors import TagRemovePreprocessor
from traitlets import Bool, List, Unicode

from auszug_lib.pipeline.page import Page, read_page, web_page
from auszug_lib.pipeline.typeset import typeset


class _AuszugExporter(Exporter):  # type: ignore[misc]
    """What the exporters share: one preprocessor, one validation after it, and the way to the page."""

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


class AuszugWordExporter(_AuszugExporter):
    """An executed notebook as a Word document to edit (`--to auszug_docx`)."""

    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    export_from_notebook = "Bericht als Word-Dokument"
    file_extension = FilenameExtension(".docx").tag(config=True)
    template = Unicode("", help="A Word document that the report begins with.").tag(config=True)

    def print_page(self, page: Page) -> bytes:
        """Return the page as a Word document, after its template if there is one."""
        from auszug_lib.pipeline.word import word_document  # python-docx takes long to load

        return word_document(page, Path(self.template) if self.template else None)
