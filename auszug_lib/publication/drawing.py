"""Draw charts as SVG: text stays text, nothing depends on the clock or the machine."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from io import StringIO
from pathlib import Path
from textwrap import fill

from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager

STRONG, SOFT = "#1b5e8a", "#a9c4d6"  # a dark and a light blue: apart in print and for colour-blind readers

# Group ids would repeat where a page holds several drawings, and nothing refers to them.
_NOISE = re.compile(r'<metadata>.*?</metadata>\s*|(?<=<g) id="[^"]*"', re.DOTALL)

_LABEL = 34  # characters of a label before it goes on in the next line
_FEWEST_YEARS = 5  # a series of one or two years is not drawn as two huge blocks
_WIDTH = 6.3  # inches: the text width of an A4 page


@cache
def _style() -> str:
    """Return the style sheet's path, once the typeface is known to matplotlib."""
    fonts = files("font_source_sans_pro") / "files"
    for weight in ("Regular", "Semibold"):
        fontManager.addfont(str(fonts / f"SourceSansPro-{weight}.ttf"))
    return str(Path(__file__).with_name("auszug.mplstyle"))


def bars(labels: Sequence[str], values: Sequence[float], texts: Sequence[str]) -> str:
    """Draw one horizontal bar a category, labelled with its figure.

    Parameters
    ----------
    labels, values, texts
        Category, length of its bar (zero or more, in the figures' unit), and its figure as printed; one
        each a category, the first on top.

    Returns
    -------
    str
        The drawing, starting at `<svg`, as wide as the text of an A4 page; every category adds height.
    """
    with style.context(_style(), after_reset=True):
        wrapped = [fill(label, _LABEL, break_long_words=True) for label in labels]
        lines = sum(label.count("\n") for label in wrapped)
        figure = Figure(figsize=(_WIDTH, 0.45 + 0.27 * len(labels) + 0.12 * lines), layout="constrained")
        axes = figure.subplots()
        drawn = axes.barh(range(len(labels)), values, color=STRONG, height=0.68)
        axes.bar_label(drawn, labels=list(texts), padding=4)
        axes.set_yticks(range(len(labels)), wrapped)
        axes.invert_yaxis()
        axes.set_xlim(0, 1.12 * max([*values, 1]))
        axes.xaxis.set_visible(False)
        return _svg(figure)


def columns(labels: Sequence[str], values: Sequence[float], texts: Sequence[str]) -> str:
    """Draw one upright column a category, such as the months, labelled with its figure.

    Parameters
    ----------
    labels
        The categories from left to right, short enough to stand side by side.
    values, texts
        For each category the column's height (zero or more), and its figure as printed.

    Returns
    -------
    str
        The drawing as SVG text, always of the same size.
    """
    with style.context(_style(), after_reset=True):
        figure = Figure(figsize=(_WIDTH, 2.3), layout="constrained")
        axes = figure.subplots()
        drawn = axes.bar(range(len(labels)), values, color=STRONG, width=0.7)
        axes.bar_label(drawn, labels=list(texts), padding=3)
        axes.set_xticks(range(len(labels)), labels)
        _only_baseline(axes, values)
        return _svg(figure)


def trend(
    years: Sequence[int],
    computed: Sequence[float | None],
    published: Sequence[Sequence[float]],
    text: Callable[[float], str],
) -> str:
    """Draw a series: columns for what was counted, diamonds for what was published before.

    Parameters
    ----------
    years
        The years, in order; years between them that have no figure keep their place.
    computed
        Counted from the records, None for a year without records; one entry a year.
    published
        The figures published about each year; may be none or several.
    text
        Prints a figure.

    Returns
    -------
    str
        The drawing as SVG text; a short series keeps the room of five years.

    Raises
    ------
    ValueError
        Where there is no year, or the three sequences differ in length.
    """
    with style.context(_style(), after_reset=True):
        figure = Figure(figsize=(_WIDTH, 2.6), layout="constrained")
        axes = figure.subplots()
        counted = [(year, value) for year, value in zip(years, computed, strict=True) if value is not None]
        drawn = axes.bar(
            [year for year, _ in counted], [value for _, value in counted], color=SOFT, width=0.62
        )
        axes.bar_label(drawn, labels=[text(value) for _, value in counted], label_type="center")
        told = [(year, value) for year, values in zip(years, published, strict=True) for value in values]
        axes.scatter(
            [year for year, _ in told], [value for _, value in told], marker="D", s=30, color=STRONG, zorder=3
        )
        for year, value in sorted(set(told) - set(counted)):
            axes.annotate(
                text(value), (year, value), (0, 5), textcoords="offset points", ha="center", va="bottom"
            )
        axes.set_xticks(range(min(years), max(years) + 1))
        space = max(0, _FEWEST_YEARS - (max(years) - min(years) + 1)) / 2
        axes.set_xlim(min(years) - 0.5 - space, max(years) + 0.5 + space)
        _only_baseline(axes, [value for _, value in counted + told])
        return _svg(figure)


def _only_baseline(axes: Axes, values: Sequence[float]) -> None:
    axes.set_ylim(0, 1.12 * max([*values, 1]))
    axes.yaxis.set_visible(False)
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_visible(True)


def _svg(figure: Figure) -> str:
    drawing = StringIO()
    figure.savefig(drawing, format="svg", metadata={"Date": None, "Creator": None})
    text = _NOISE.sub("", drawing.getvalue())
    # Where the typeface is missing, as in JupyterLab, a wider one may reach over the edge.
    return text[text.index("<svg") :].rstrip().replace("<svg", '<svg overflow="visible"', 1)
