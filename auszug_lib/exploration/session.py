"""A notebook's session: tables, numbers and charts look as in the report."""

from auszug_lib.exploration.listing import figure, options
from auszug_lib.publication.drawing import house_style


def prepare() -> None:
    """Zeigt Tabellen sortierbar und filterbar, Zahlen deutsch, eigene Bilder im Stil der Berichte."""
    import itables
    import pandas as pd
    from matplotlib import style

    for name, value in options().items():
        setattr(itables.options, name, value)
    pd.set_option("display.float_format", figure)
    style.use(house_style())
    itables.init_notebook_mode(connected=False)
