"""A canvas of SVG: text stays text, and how wide it is, is known before it is drawn.

Every chart is drawn in two forms: a wide one for paper and screens, and a narrow one for phones.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from markupsafe import escape

from auszug_lib.params.typeface import width_of

INK, QUIET = "#1f2a33", "#5b6770"
# In pixels: the width, and the size of letters.
WIDE, NARROW = (604.8, 13.3), (320.0, 14.0)  # the text's width of an A4 page, and a phone's
_LINE = 1.26  # from line to line, in sizes of the letters: what the typeface needs
_MIDDLE = 0.33  # half the height of its capitals
_POINTS = 0.75  # of a pixel, by which paper measures


class Drawings(NamedTuple):
    """A chart's two drawings; each starts at `<svg`, and every number in them names its figure."""

    svg: str
    narrow: str


def drawings(draw: Callable[["Canvas"], object]) -> Drawings:
    """Return what is drawn on a wide canvas and on a narrow one."""
    wide, narrow = Canvas(*WIDE), Canvas(*NARROW)
    draw(wide)
    draw(narrow)
    return Drawings(wide.svg(), narrow.svg())


@dataclass
class Canvas:
    """A drawing of a width in pixels, with letters of a size; it grows downwards.

    The place of a text is its middle in height, and across its start, middle or end.
    """

    width: float
    size: float
    height: float = 0.0
    marks: list[str] = field(default_factory=list)

    @property
    def line(self) -> float:
        """The height of a line of text."""
        return _LINE * self.size

    def measure(self, text: str, *, bold: bool = False) -> float:
        """Return how wide a text is."""
        return self.size * width_of(text, bold=bold)

    def widest(self, texts: Iterable[str]) -> float:
        """Return how wide the widest of some texts is."""
        return max(map(self.measure, texts), default=0.0)

    def widest_word(self, texts: Iterable[str]) -> float:
        """Return how wide the widest word of some texts is, which is the least they need when wrapped."""
        return self.widest(word for text in texts for word in text.split())

    def wrapped(self, text: str, room: float, *, bold: bool = False) -> list[str]:
        """Return a text in lines that fit a room; a word that does not is broken anywhere."""
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".lstrip()
            if self.measure(longer, bold=bold) <= room:
                lines[-1] = longer
                continue
            lines += [""] if lines[-1] else []
            for sign in word:
                lines += [""] if lines[-1] and self.measure(lines[-1] + sign, bold=bold) > room else []
                lines[-1] += sign
        return lines

    def text(self, x: float, y: float, text: str, anchor: str = "middle", **attributes: str) -> None:
        """Write a text."""
        self._mark(
            "text", str(escape(text)), x=x, y=y + _MIDDLE * self.size, text_anchor=anchor, **attributes
        )

    def lines(
        self, x: float, y: float, lines: Sequence[str], anchor: str = "middle", **attributes: str
    ) -> None:
        """Write lines below each other, placed as one text."""
        for number, line in enumerate(lines):
            self.text(x, y + (number - (len(lines) - 1) / 2) * self.line, line, anchor, **attributes)

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Fill a rectangle, given by its upper left corner; none where it has no area."""
        if width and height:
            self._mark("rect", x=x, y=y, width=width, height=height, fill=colour)

    def rule(self, x: float, y: float, *, across: float = 0.0, down: float = 0.0) -> None:
        """Draw a thin line from a place on."""
        self._mark("path", d=f"M{x:.1f} {y:.1f}l{across:.1f} {down:.1f}", stroke=QUIET)

    def shape(self, path: str, colour: str) -> None:
        """Fill a path."""
        self._mark("path", d=path, fill=colour)

    def _mark(self, tag: str, content: str = "", **attributes: str | float) -> None:
        said = "".join(
            f' {name.replace("_", "-")}="{escape(value if isinstance(value, str) else f"{value:.1f}")}"'
            for name, value in attributes.items()
            if value != ""
        )
        self.marks.append(f"<{tag}{said}>{content}</{tag}>" if content else f"<{tag}{said}/>")

    def svg(self) -> str:
        """Return the drawing; where the typeface is missing, a wider one may reach over its edge."""
        width, height = _POINTS * self.width, _POINTS * self.height
        return "\n".join(
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.1f}pt" height="{height:.1f}pt" '
                f'viewBox="0 0 {self.width:.1f} {self.height:.1f}" overflow="visible" fill="{INK}" '
                f'font-family="Source Sans Pro, DejaVu Sans, sans-serif" font-size="{self.size:.1f}">',
                *self.marks,
                "</svg>",
            )
        )
