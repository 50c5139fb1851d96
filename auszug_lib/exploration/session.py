"""A notebook's session: tables, numbers and charts look as in the report."""

from pathlib import Path

from auszug_lib.exploration.listing import figure, options
from auszug_lib.params.typeface import FACES, FONT_FOLDER
from auszug_lib.publication.drawing import OTHER, SOFT, STRONG

# Words to the left, which JupyterLab sets to the right like numbers.
_LOOKS = """<style>
.auszug-table :is(.words, caption, th[scope=row], thead th:first-child),
table.dataTable :is(th, td):not(.dt-type-numeric) { text-align: left !important }
</style>"""
_STYLE = Path(__file__).with_name("auszug.mplstyle")
_COLOURS = (STRONG, OTHER, SOFT, "#4d4d4d", "#a3a3a3")


def prepare() -> None:
    """Zeigt Tabellen sortierbar und filterbar, Zahlen deutsch, eigene Bilder im Stil der Berichte."""
    import itables
    import pandas as pd
    from cycler import cycler
    from IPython.display import HTML, display
    from matplotlib import style
    from matplotlib.font_manager import fontManager

    for name in FACES.values():
        fontManager.addfont(str(FONT_FOLDER / name))
    for name, value in options().items():
        setattr(itables.options, name, value)
    pd.set_option("display.float_format", figure)
    style.use([_STYLE, {"axes.prop_cycle": cycler("color", _COLOURS)}])
    display(HTML(_LOOKS))  # type: ignore[no-untyped-call]
    itables.init_notebook_mode(connected=False)
