"""Draw charts as SVG: bars, columns, and series over the years.

Whatever is drawn is a bar with its label and its figures first. Bars lie below each other or stand in a row,
as they have the room: the typeface says how wide texts are, so none touches another.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from auszug_lib.publication.canvas import INK, QUIET, Canvas, Drawings, drawings
from auszug_lib.publication.document import Cell

# Two blues, one twice as light as the other, and an orange: apart in print and for colour-blind readers, and
# each at least 3:1 on white, as graphics have to be.
STRONG, SOFT, OTHER = "#1b5e8a", "#6b95b3", "#b45309"

# In pixels.
_GAP = 8.0  # around labels
_NEAR = 4.0  # between a bar and its figure
_THICK, _APART = 14.0, 6.0  # a lying bar, and what a row is higher than its label
_TALL = 125.0  # the tallest column
_HALF = 4.5  # of a diamond
_LABELS = 0.42  # what labels may take of the width
_COLUMN = 0.62  # what a column takes of its room
_FEWEST = 5  # so a series of one or two years is not drawn as two huge blocks
_LEAST = 100.0  # the longest bar where lists stand beside each other

_EARLIER = "früher veröffentlicht"
_NO_DATA = "keine Angabe"


@dataclass(frozen=True)
class _Bar:
    """A bar: its label, its figure, and what was published before in its place; neither is a gap."""

    label: str
    cell: Cell | None
    colour: str = STRONG
    before: tuple[Cell, ...] = ()

    @property
    def is_gap(self) -> bool:
        return not (self.cell or self.before)

    @property
    def length(self) -> float:
        return _length(self.cell)

    @property
    def reach(self) -> float:
        """The farthest value drawn."""
        return max(map(_length, (self.cell, *self.before)))

    @property
    def figures(self) -> dict[str, tuple[Cell, str]]:
        """What is written, with figure and colour: earlier figures only where they are other numbers."""
        own = {self.cell.text: (self.cell, INK)} if self.cell else {}
        before = sorted((cell for cell in self.before if cell.text not in own), key=_length)
        return own | {cell.text: (cell, OTHER) for cell in before}


def _length(cell: Cell | None) -> float:
    """Return how far to draw; what could not be measured has no bar."""
    return (cell and cell.value) or 0.0


def bars(labels: Sequence[str], cells: Sequence[Cell], leading: Collection[float] = ()) -> Drawings:
    """Draw one bar a category, the first on top, labelled with its figure.

    The figures that are `leading`, about which the chart's message is, are drawn stronger than the others.
    """
    lists = {"": _bars(labels, cells, leading)}
    return drawings(lambda canvas: _lists(canvas, lists))


def panels(labels: Sequence[str], panels: Mapping[str, Sequence[Cell]]) -> Drawings:
    """Draw lists of bars beside each other as far as there is room, a list a name, all to one scale."""
    lists = {name: _bars(labels, cells) for name, cells in panels.items()}
    return drawings(lambda canvas: _lists(canvas, lists))


def columns(labels: Sequence[str], cells: Sequence[Cell], leading: Collection[float] = ()) -> Drawings:
    """Draw one upright column a category, such as the months; see `bars`."""
    return _in_time(_bars(labels, cells, leading))


def trend(
    years: Sequence[int],
    computed: Sequence[Cell | None],
    published: Sequence[Sequence[Cell]],
) -> Drawings:
    """Draw a series: columns for what was counted, diamonds for what was published before.

    For each year there is what was counted, if anything, and whatever was published. Where years are missing
    the axis is broken.
    """
    last = max((year for year, cell in zip(years, computed, strict=True) if cell), default=None)
    drawn: list[_Bar] = []
    for year, before, cell, told in zip(years, (years[0] - 1, *years), computed, published, strict=False):
        if missing := range(before + 1, year):
            drawn.append(_Bar(" bis ".join(map(str, sorted({missing[0], missing[-1]}))), None))
        drawn.append(_Bar(str(year), cell, STRONG if year == last else SOFT, tuple(told)))
    return _in_time(drawn)


def _bars(labels: Sequence[str], cells: Sequence[Cell], leading: Collection[float] = ()) -> list[_Bar]:
    return [
        _Bar(label, cell, STRONG if not leading or cell.value in leading else SOFT)
        for label, cell in zip(labels, cells, strict=True)
    ]


def _in_time(bars: Sequence[_Bar]) -> Drawings:
    """Draw columns where there is room for them, else bars; on top what diamonds are."""

    def draw(canvas: Canvas) -> None:
        if any(bar.before for bar in bars):
            _diamond(canvas, _HALF, canvas.line / 2)
            canvas.text(2 * _HALF + _NEAR, canvas.line / 2, _EARLIER, "start", fill=OTHER)
            canvas.height += canvas.line + _NEAR
        if not _upright(canvas, bars):
            _lists(canvas, {"": bars})

    return drawings(draw)


# ---- upright


def _upright(canvas: Canvas, bars: Sequence[_Bar]) -> bool:
    """Draw columns and return True, or False where one is too narrow for its words."""
    room = canvas.width / max(len(bars), _FEWEST)
    labels = [bar.label for bar in bars]
    if canvas.widest_word(labels) > room - _GAP:
        labels = [label[:3] if label.isalpha() else label for label in labels]
    gaps = [_NO_DATA for bar in bars if bar.is_gap]
    figures = [text for bar in bars for text in bar.figures]
    if max(canvas.widest_word([*labels, *gaps]), canvas.widest(figures)) > room - _GAP:
        return False
    below = [canvas.wrapped(label, room - _GAP) for label in labels]
    left = (canvas.width - room * len(bars)) / 2
    floor = canvas.height + canvas.line * max(len(bar.figures) for bar in bars) + _GAP + _TALL
    scale = _TALL / _farthest(bars)
    for number, (lines, bar) in enumerate(zip(below, bars, strict=True)):
        x = left + room * (number + 0.5)
        _column(canvas, bar, (x, floor), room, scale)
        y = floor + _NEAR + len(lines) * canvas.line / 2
        canvas.lines(x, y, lines, fill=QUIET if bar.is_gap else INK)
    canvas.height = floor + _NEAR + max(map(len, below)) * canvas.line
    return True


def _column(canvas: Canvas, bar: _Bar, foot: tuple[float, float], room: float, scale: float) -> None:
    x, floor = foot
    if bar.is_gap:
        lines = canvas.wrapped(_NO_DATA, room - _GAP)
        canvas.lines(x, floor - len(lines) * canvas.line / 2, lines, fill=QUIET)
        return
    width = _COLUMN * room
    canvas.box(x - width / 2, floor - scale * bar.length, width, scale * bar.length, bar.colour)
    canvas.rule(x - room / 2, floor, across=room)
    for cell in bar.before:
        _diamond(canvas, x, floor - scale * _length(cell))
    y = floor - scale * bar.reach - (_HALF if bar.before else 0) - _NEAR - canvas.line / 2
    for cell, colour in bar.figures.values():
        canvas.text(x, y, cell.text, fill=colour, data_figure=cell.figure)
        y -= canvas.line


# ---- lying


class _Frame(NamedTuple):
    """Where lists of bars stand: how wide labels are, the first axis, the next one's distance, the scale."""

    labels: float
    axis: float
    each: float
    scale: float


def _lists(canvas: Canvas, lists: Mapping[str, Sequence[_Bar]]) -> None:
    """Draw lists of bars, as many beside each other as have the room; the labels stand once, at the left."""
    names, every = list(lists), [bar for bars in lists.values() for bar in bars]
    for beside in range(len(lists), 0, -1):
        frame = _frame(canvas, every, beside)
        if frame.scale * _farthest(every) >= _LEAST:
            break
    for first in range(0, len(names), beside):
        some = names[first : first + beside]
        heads = [canvas.wrapped(name, frame.each - _GAP, bold=True) if name else [] for name in some]
        head = max(map(len, heads)) * canvas.line + (_NEAR if any(heads) else 0)
        top = canvas.height + head
        for number, (name, lines) in enumerate(zip(some, heads, strict=True)):
            axis = frame.axis + number * frame.each
            canvas.lines(axis, top - head / 2, lines, "start", font_weight="bold")
            canvas.height = top
            for bar in lists[name]:
                _lying(canvas, bar, frame._replace(axis=axis), named=number == 0)
        canvas.height += _GAP if head else 0


def _frame(canvas: Canvas, bars: Sequence[_Bar], beside: int) -> _Frame:
    """Return where so many lists beside each other have what room."""
    most = _LABELS * canvas.width / (1 if beside == 1 else 2)
    labels = canvas.widest(line for bar in bars for line in canvas.wrapped(bar.label, most))
    axis = labels + _GAP
    each = (canvas.width - axis) / beside
    figures = max(sum(canvas.measure(text) + _GAP for text in bar.figures) for bar in bars)
    room = each - _NEAR - figures - (_HALF if any(bar.before for bar in bars) else 0)
    return _Frame(labels, axis, each, max(room, 1.0) / _farthest(bars))


def _lying(canvas: Canvas, bar: _Bar, frame: _Frame, *, named: bool) -> None:
    """Draw a bar at the canvas's end, in a row as high as its label needs."""
    lines = canvas.wrapped(bar.label, frame.labels)
    height = len(lines) * canvas.line + _APART
    y = canvas.height + height / 2
    colour = QUIET if bar.is_gap else INK
    if named:
        canvas.lines(frame.labels, y, lines, "end", fill=colour)
    if bar.is_gap:
        canvas.text(frame.axis + _NEAR, y, _NO_DATA, "start", fill=colour)
    else:
        canvas.rule(frame.axis, canvas.height, down=height)
        canvas.box(frame.axis, y - _THICK / 2, frame.scale * bar.length, _THICK, bar.colour)
    for cell in bar.before:
        _diamond(canvas, frame.axis + frame.scale * _length(cell), y)
    x = frame.axis + frame.scale * bar.reach + (_HALF if bar.before else 0) + _NEAR
    for text, (cell, colour) in bar.figures.items():
        canvas.text(x, y, text, "start", fill=colour, data_figure=cell.figure)
        x += canvas.measure(text) + _GAP
    canvas.height += height


def _farthest(bars: Sequence[_Bar]) -> float:
    return max(1.0, *(bar.reach for bar in bars))


def _diamond(canvas: Canvas, x: float, y: float) -> None:
    canvas.shape(f"M{x - _HALF:.1f} {y:.1f}l{_HALF} -{_HALF}l{_HALF} {_HALF}l-{_HALF} {_HALF}z", OTHER)
