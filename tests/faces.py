"""The typeface of web pages, cut down to what they need; `python -m tests.faces` writes it anew.

`auszug_lib/publication/templates/html/faces.css` is made by this, so that no run has to cut anything.
"""

import base64
import io
from pathlib import Path

from fontTools import subset

from auszug_lib.params.typeface import FACES, FONT_FOLDER

CSS = Path(__file__).parents[1] / "auszug_lib/publication/templates/html/faces.css"
FAMILY = "Source Sans Pro"

# Latin with its extensions (names of people and places), punctuation, arrows, minus, euro.
LATIN = (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2027), 0x202F, 0x2032, 0x2033)
SIGNS = (0x2030, 0x20AC, 0x2190, 0x2192, 0x2212, 0x2264, 0x2265)
FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "tnum", "lnum"]


def faces() -> str:
    """Return the CSS rules `@font-face`, each with its face, cut down to Latin, in itself."""
    return "\n".join(_face(weight, FONT_FOLDER / name) for weight, name in FACES.items())


def _face(weight: int, file: Path) -> str:
    data = base64.b64encode(_subset(file)).decode("ascii")
    return (
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: {weight}; font-display: block; '
        f'src: url("data:font/woff;base64,{data}") format("woff"); }}'
    )


def _subset(file: Path) -> bytes:
    options = subset.Options(flavor="woff", hinting=False, layout_features=FEATURES)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[*LATIN, *SIGNS])
    target = io.BytesIO()
    with subset.load_font(file, options) as font:
        cutter.subset(font)
        subset.save_font(font, target, options)
    return target.getvalue()


if __name__ == "__main__":
    CSS.write_text(f"{faces()}\n", encoding="utf-8", newline="\n")
