"""What of an executed notebook reaches the reader, and what does not."""

from typing import Any

import pytest
from nbformat.v4 import new_output

from auszug_lib import NotebookError
from auszug_lib.pipeline.page import read_page
from auszug_lib.publication.document import Chart

from .conftest import SVG, TITLE, as_on_disk, code, shown


def test_title_comes_first_then_the_parts_in_order(notebook: Any) -> None:
    page = read_page(notebook)
    assert page.title.document["subject"] == TITLE.subject
    assert [part.kind for part in page.parts] == ["prose", "key_figures", "prose", "table", "chart"]


def test_words_for_analysts_stay_in_the_notebook(notebook: Any) -> None:
    assert "Analysten" not in "".join(part.html for part in read_page(notebook).parts)


@pytest.mark.parametrize(
    ("output", "document"),
    [
        (new_output("stream", name="stdout", text="gedruckt"), {"kind": "text", "text": "gedruckt"}),
        (
            new_output("display_data", data={"text/html": "<b>x</b>", "text/plain": "x"}),
            {"kind": "text", "text": "x"},
        ),
        (
            new_output(
                "display_data", data={"image/png": "AAAA"}, metadata={"image/png": {"alt": "Ein Bild."}}
            ),
            {"kind": "picture", "format": "png", "alt": "Ein Bild.", "data": "AAAA"},
        ),
    ],
)
def test_an_analysts_output_is_a_picture_or_plain_text(output: Any, document: dict[str, str]) -> None:
    [part] = read_page(as_on_disk(code(shown(TITLE), output))).parts
    assert part.document == document


def test_warnings_never_appear() -> None:
    warning = new_output("stream", name="stderr", text="FutureWarning")
    assert read_page(as_on_disk(code(shown(TITLE), warning))).parts == ()


@pytest.mark.parametrize("titles", [0, 2])
def test_a_page_without_exactly_one_title_is_refused(titles: int) -> None:
    with pytest.raises(NotebookError, match="genau einen Titel"):
        read_page(as_on_disk(code(*[shown(TITLE)] * titles)))


def test_a_failed_cell_is_refused() -> None:
    error = new_output("error", ename="KeyError", evalue="'x'", traceback=[])
    with pytest.raises(NotebookError, match="KeyError: 'x'"):
        read_page(as_on_disk(code(shown(TITLE)), code(error)))


def test_a_chart_without_alternative_text_is_refused() -> None:
    silent = Chart("c", "Stumm", " ", SVG)
    with pytest.raises(NotebookError, match="„Stumm“ fehlt der Alternativtext"):
        read_page(as_on_disk(code(shown(TITLE), shown(silent))))
