"""Small faces of the typeface, embedded in the web page."""

import base64
import io
from functools import cache
from pathlib import Path

from auszug_lib.params.typeface import FACES, FONT_FOLDER

_FAMILY = "Source Sans Pro"

# Latin with its extensions (names of people and places), punctuation, arrows, minus, euro.
_LATIN = (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2027), 0x202F, 0x2032, 0x2033)
_SIGNS = (0x2030, 0x20AC, 0x2190, 0x2192, 0x2212, 0x2264, 0x2265)
_FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "tnum", "lnum"]


@cache
def embedded_faces() -> str:
    """Return the CSS rules `@font-face`, each with its face, cut down to Latin, in itself."""
    return "\n".join(_face(weight, FONT_FOLDER / name) for weight, name in FACES.items())


def _face(weight: int, file: Path) -> str:
    data = base64.b64encode(_subset(file)).decode("ascii")
    return (
        f'@font-face {{ font-family: "{_FAMILY}"; font-weight: {weight}; font-display: block; '
        f'src: url("data:font/woff;base64,{data}") format("woff"); }}'
    )


def _subset(file: Path) -> bytes:
    from fontTools import subset  # type: ignore[import-untyped]

    options = subset.Options(flavor="woff", hinting=False, layout_features=_FEATURES)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[*_LATIN, *_SIGNS])
    target = io.BytesIO()
    with subset.load_font(file, options) as font:
        cutter.subset(font)
        subset.save_font(font, target, options)
    return target.getvalue()
