"""The site of these pages: `python -m sphinx -W -b html docs build/docs`. It loads nothing from elsewhere."""

from importlib.metadata import version as version_of

project = "auszug"
version = release = version_of("auszug")
copyright = author = ""
language = "de"

extensions = ["myst_parser"]
myst_heading_anchors = 3
suppress_warnings = ["myst.header"]  # pages in English and German begin where they like

html_theme = "alabaster"
html_theme_options = {
    "description": "Aus den Fallakten der Träger wird der Jahresbericht, dem ein Rat vertrauen kann.",
    "font_family": "Source Sans 3, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif",
    "head_font_family": "Source Sans 3, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif",
    "page_width": "1100px",
    "sidebar_width": "220px",
    "body_max_width": "none",
    "show_powered_by": False,
    "show_relbars": True,
}
html_show_copyright = False
html_show_sourcelink = False
html_copy_source = False
