"""Draw a map of districts as tiles: a field of equal size for each, roughly where it lies.

Districts that are published together are one field with one number. So the map shows the table's figures and
nothing else, and whether there is a map depends on parameters alone.
"""

from collections.abc import Collection, Sequence

from auszug_lib.params.city import Tile
from auszug_lib.publication.canvas import INK, NARROW, QUIET, WIDE, Canvas, Drawings
from auszug_lib.publication.document import Cell

# The more, the darker, each with the colour of the words on it: their contrast is at least 4.5.
_PAPER = "#ffffff"
_SHADES = (
    *(("#dbe7ef", INK), ("#b5cfdf", INK), ("#8cb2ca", INK)),
    *(("#2b6f9e", _PAPER), ("#174a6e", _PAPER)),
)
_WIDEST = 150.0  # tile
_LINES = (2, 3)  # that a tile is high as they are needed, besides what is around them
_AROUND = 7.0
_INSET = 1.5  # of a field from the next one
_KEY = "Lage ungefähr; je dunkler, desto mehr je Bezirk."


def tile_map(
    labels: Sequence[str], cells: Sequence[Cell], fields: Sequence[Collection[Tile]]
) -> Drawings | None:
    """Return a map with a field of some tiles for each label, or None where it could not be read.

    That is where a field's tiles do not hang together or its label does not fit; where it does not fit on a
    phone alone, that form is empty.
    """
    if not all(map(_hang_together, fields)):
        return None
    forms = []
    for size in (WIDE, NARROW):
        canvases = ((Canvas(*size), high) for high in _LINES)
        drawn = (canvas.svg() for canvas, high in canvases if _drawn(canvas, labels, cells, fields, high))
        forms.append(next(drawn, ""))
    return Drawings(*forms) if forms[0] else None


def _hang_together(tiles: Collection[Tile]) -> bool:
    left = set(tiles)
    reached = [left.pop()] if left else []
    for row, column in reached:
        beside = {(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)} & left
        reached += beside
        left -= beside
    return bool(reached) and not left


def _drawn(
    canvas: Canvas,
    labels: Sequence[str],
    cells: Sequence[Cell],
    fields: Sequence[Collection[Tile]],
    high: int,
) -> bool:
    """Draw the map with tiles as high as some lines and return True, or False where a label is too long."""
    rows, columns = (1 + max(tile[way] for tiles in fields for tile in tiles) for way in (0, 1))
    # Whole pixels: what is rounded otherwise would leave a seam between the tiles of a field.
    width = min(canvas.width // columns, _WIDEST)
    height = round(high * canvas.line + 2 * _AROUND)
    # What districts have together is shared out, or the largest field would always be the darkest.
    each = [(cell.value or 0.0) / len(tiles) for cell, tiles in zip(cells, fields, strict=True)]
    for label, cell, tiles, own in zip(labels, cells, fields, each, strict=True):
        colour, ink = _SHADES[min(int(len(_SHADES) * own / (max(each) or 1)), len(_SHADES) - 1)]
        canvas.shape("".join(_outline(tile, tiles, width, height) for tile in tiles), colour)
        top, left, bottom, right = _largest_rectangle(tiles)
        room = (right - left) * width - 2 * _AROUND
        lines = canvas.wrapped(label, room)
        if canvas.widest_word([label]) > room or (len(lines) + 1) * canvas.line > (bottom - top) * height:
            return False
        x, y = width * (left + right) / 2, height * (top + bottom) / 2
        canvas.lines(x, y - canvas.line / 2, lines, fill=ink)
        number = y + len(lines) * canvas.line / 2
        canvas.text(x, number, cell.text, fill=ink, font_weight="bold", data_figure=cell.figure)
    canvas.height = rows * height + canvas.line
    canvas.text(0, canvas.height - canvas.line / 2, _KEY, "start", fill=QUIET)
    return True


def _outline(tile: Tile, tiles: Collection[Tile], width: float, height: float) -> str:
    """Return the path around a tile, up to those that belong to the same field."""
    row, column = tile
    left, right = (0.0 if (row, column + way) in tiles else _INSET for way in (-1, 1))
    top, bottom = (0.0 if (row + way, column) in tiles else _INSET for way in (-1, 1))
    across, down = width - left - right, height - top - bottom
    return f"M{width * column + left:.1f} {height * row + top:.1f}h{across:.1f}v{down:.1f}h{-across:.1f}z"


def _largest_rectangle(tiles: Collection[Tile]) -> tuple[int, int, int, int]:
    """Return where most words fit in: first row and column, and those behind the last ones."""
    found = [
        (top, left, bottom + 1, right + 1)
        for top, left in tiles
        for bottom, right in tiles
        if all((row, column) in tiles for row in range(top, bottom + 1) for column in range(left, right + 1))
    ]
    return max(found, key=lambda one: ((one[2] - one[0]) * (one[3] - one[1]), one[3] - one[1]))
