"""Draw charts as SVG: text stays text, nothing depends on the clock or the machine.

matplotlib takes long to load, and tables do without it: it is imported with the first chart.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from io import StringIO
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

from auszug_lib.params.typeface import FACES, FONT_FOLDER
from auszug_lib.publication.document import Cell

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Two blues, one twice as light as the other, and an orange: apart in print and for colour-blind readers, and
# each at least 3:1 on white, as graphics have to be.
STRONG, SOFT, OTHER = "#1b5e8a", "#6b95b3", "#b45309"

# A number's group says which figure it is. Other ids would repeat where a page holds several drawings, and
# nothing refers to them.
_FIGURE = "figure:"
_IDENTITY = re.compile(rf'(?<=<g) id="{_FIGURE}')
_NOISE = re.compile(r'<metadata>.*?</metadata>\s*|(?<=<g) id="[^"]*"', re.DOTALL)

# Neither when nor with which version it was drawn.
_NEITHER = {"Date": None, "Creator": None}

_LABEL = 34  # characters of a label before it goes on in the next line
_TITLES = 54  # characters of all panels' titles side by side
_FEWEST_YEARS = 5  # a series of one or two years is not drawn as two huge blocks
_WIDTH = 6.3  # inches: the text width of an A4 page


@cache
def house_style() -> dict[str, Any]:
    """Return what the style sheet says, once the typeface is known to matplotlib."""
    from matplotlib import rc_params_from_file
    from matplotlib.font_manager import fontManager

    for name in FACES.values():
        fontManager.addfont(str(FONT_FOLDER / name))
    sheet = Path(__file__).with_name("auszug.mplstyle")
    said: Any = rc_params_from_file(sheet, use_default_template=False)
    return dict(said)


@contextmanager
def _empty(height: float) -> "Iterator[Figure]":
    """Yield an empty drawing of a height in inches, and let the report's style hold meanwhile."""
    from matplotlib import style
    from matplotlib.figure import Figure

    with style.context(house_style(), after_reset=True):
        yield Figure(figsize=(_WIDTH, height), layout="constrained")


def bars(labels: Sequence[str], cells: Sequence[Cell], leading: Collection[float] = ()) -> str:
    """Draw one horizontal bar a category, the first on top, labelled with its figure.

    The figures that are `leading`, about which the chart's message is, are drawn stronger than the others.
    """
    wrapped, more = _wrapped(labels, _LABEL)
    with _empty(0.3 + 0.235 * len(labels) + more) as figure:
        axes = figure.subplots()
        values = _lengths(cells)
        drawn = axes.barh(range(len(labels)), values, color=_colours(cells, leading), height=0.62)
        _name(axes.bar_label(drawn, labels=[cell.text for cell in cells], padding=4), cells)
        axes.set_yticks(range(len(labels)), wrapped)
        axes.invert_yaxis()
        axes.set_xlim(0, 1.12 * max([*values, 1]))
        axes.xaxis.set_visible(False)
        return _svg(figure)


def panels(labels: Sequence[str], panels: Mapping[str, Sequence[Cell]]) -> str:
    """Draw bars side by side, a panel a name, all to one scale; the labels stand once, at the left."""
    wrapped, more = _wrapped(labels, _LABEL // 2)
    with _empty(0.6 + 0.225 * len(labels) + more) as figure:
        drawn = figure.subplots(1, len(panels), sharex=True, sharey=True, squeeze=False)[0]
        longest = max(max(_lengths(cells)) for cells in panels.values())
        for axes, (name, cells) in zip(drawn, panels.items(), strict=True):
            axes.set_title(fill(name, _TITLES // len(panels)), loc="left")
            bars = axes.barh(range(len(labels)), _lengths(cells), color=STRONG, height=0.62)
            _name(axes.bar_label(bars, labels=[cell.text for cell in cells], padding=3), cells)
            axes.set_yticks(range(len(labels)), wrapped)
            axes.set_xlim(0, 1.2 * max(longest, 1))
            axes.xaxis.set_visible(False)
        drawn[0].invert_yaxis()
        return _svg(figure)


def columns(labels: Sequence[str], cells: Sequence[Cell], leading: Collection[float] = ()) -> str:
    """Draw one upright column a category, such as the months, labelled with its figure; see `bars`."""
    with _empty(1.9) as figure:
        axes = figure.subplots()
        values = _lengths(cells)
        drawn = axes.bar(range(len(labels)), values, color=_colours(cells, leading), width=0.66)
        _name(axes.bar_label(drawn, labels=[cell.text for cell in cells], padding=3), cells)
        axes.set_xticks(range(len(labels)), labels)
        _only_baseline(axes, values)
        return _svg(figure)


def trend(
    years: Sequence[int],
    computed: Sequence[Cell | None],
    published: Sequence[Sequence[Cell]],
) -> str:
    """Draw a series: columns for what was counted, diamonds for what was published before.

    For each year there is what was counted, if anything, and whatever was published. Years between them keep
    their place, and a short series the room of five years.
    """
    with _empty(2.3) as figure:
        axes = figure.subplots()
        counted = [(year, cell) for year, cell in zip(years, computed, strict=True) if cell is not None]
        heights = {year: cell.value or 0.0 for year, cell in counted}
        colours = [SOFT] * (len(heights) - 1) + [STRONG]
        drawn = axes.bar(list(heights), list(heights.values()), color=colours, width=0.6)
        names = axes.bar_label(drawn, labels=[cell.text for _, cell in counted], padding=6)
        _name(names, [cell for _, cell in counted])
        before = [(year, cell) for year, cells in zip(years, published, strict=True) for cell in cells]
        values = [cell.value or 0.0 for _, cell in before]
        axes.scatter([year for year, _ in before], values, marker="D", s=26, color=OTHER, zorder=3)
        apart = {(year, cell.text): cell for year, cell in before if cell.value != heights.get(year)}
        for (year, text), cell in apart.items():
            place = (year, cell.value or 0.0)
            note = axes.annotate(text, place, (7, 0), textcoords="offset points", ha="left", va="center")
            note.set_color(OTHER)
            _name([note], [cell])
        if before:
            _say_what_diamonds_are(axes, before)
        shown = range(min(years), max(years) + 1)
        axes.set_xticks(shown, list(map(str, shown)))  # matplotlib would count two years from 2020 on
        space = max(0, _FEWEST_YEARS - (max(years) - min(years) + 1)) / 2
        axes.set_xlim(min(years) - 0.5 - space, max(years) + 0.5 + space)
        _only_baseline(axes, [*heights.values(), *values])
        return _svg(figure)


def _say_what_diamonds_are(axes: "Axes", published: Sequence[tuple[int, Cell]]) -> None:
    """Label the first year's highest diamond, in its own colour, in place of a legend."""
    year = min(year for year, _ in published)
    top = max(cell.value or 0.0 for at, cell in published if at == year)
    words = "früher veröffentlicht"
    note = axes.annotate(words, (year, top), (0, 20), textcoords="offset points", ha="center", va="bottom")
    note.set(color=OTHER, fontsize=9)


def _wrapped(labels: Sequence[str], width: int) -> tuple[list[str], float]:
    """Return labels in lines of a width, and the height of all lines beyond the first ones."""
    wrapped = [fill(label, width, break_long_words=True) for label in labels]
    return wrapped, 0.13 * sum(label.count("\n") for label in wrapped)


def _lengths(cells: Sequence[Cell]) -> list[float]:
    """Return how far to draw; what could not be measured has no bar."""
    return [cell.value or 0.0 for cell in cells]


def _colours(cells: Sequence[Cell], leading: Collection[float]) -> list[str]:
    return [STRONG if not leading or cell.value in leading else SOFT for cell in cells]


def _name(labels: Iterable[Any], cells: Iterable[Cell]) -> None:
    """Give every label the identity of its figure, which `_svg` writes into the drawing."""
    for label, cell in zip(labels, cells, strict=True):
        label.set_gid(_FIGURE + cell.figure)


def _only_baseline(axes: "Axes", values: Sequence[float]) -> None:
    axes.set_ylim(0, 1.12 * max([*values, 1]))
    axes.yaxis.set_visible(False)
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_visible(True)


def _svg(figure: "Figure") -> str:
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    drawing = StringIO()
    # `savefig` would draw the figure twice, once only to lay it out.
    FigureCanvasSVG(figure).print_svg(drawing, metadata=_NEITHER)  # type: ignore[no-untyped-call]
    text = _NOISE.sub("", _IDENTITY.sub(' data-figure="', drawing.getvalue()))
    # Where the typeface is missing, as in JupyterLab, a wider one may reach over the edge.
    return text[text.index("<svg") :].rstrip().replace("<svg", '<svg overflow="visible"', 1)
