"""The web page: one HTML file that brings its style, typeface and pictures with it."""

import base64
from collections.abc import Mapping
from typing import Any

from auszug_lib.pipeline.fonts import embedded_faces
from auszug_lib.pipeline.page import Page
from auszug_lib.publication.document import html_templates

_MIME_TYPES = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg"}


def web_page(page: Page, template: str = "index.html.j2", **words: Any) -> str:
    """Return the page as HTML; all text in it is escaped, and it loads nothing from anywhere.

    Parameters
    ----------
    page
        The page; its title stands at the top of it.
    template, words
        The template, and what it says beside the page.
    """
    shared = {"title": page.title.document, "faces": embedded_faces()}
    functions = {"css_text": _css_text, "data_uri": _data_uri}
    return html_templates().get_template(template).render(page=page, **functions, **shared, **words)


def _css_text(text: str) -> str:
    """Return text for a CSS string: escaped by code point, for HTML's escapes mean nothing to CSS."""
    return "".join(sign if sign.isalnum() else f"\\{ord(sign):06x}" for sign in text)


def _data_uri(picture: Mapping[str, Any]) -> str:
    data = picture["data"]
    if picture["format"] == "svg":
        data = base64.b64encode(data.encode()).decode("ascii")
    return f"data:{_MIME_TYPES[picture['format']]};base64,{data.strip()}"
