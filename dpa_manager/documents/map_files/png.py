"""A picture as PNG: resvg draws the SVG with the letter that lies beside this module."""

from functools import cache
from pathlib import Path

import resvg_py

_FONTS = Path(__file__).parent / "fonts"
_FAMILY = "Inter"
# Where Debian and others keep the letter that lends the signs of other scripts.
_MORE_FONTS = Path("/usr/share/fonts")
_MORE_NAMES = ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf")


def png_of(svg: str, *, width: int) -> bytes:
    """The picture in an SVG as PNG, `width` pixels wide, on the ground that the SVG itself has.

    The same picture comes out on each machine, save for names in scripts that Inter's Latin part
    lacks, which Liberation Sans writes where it is installed. `svg` is a drawing of ours, never one
    that somebody brought: resvg loads the files that an SVG names.
    """
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width,
        skip_system_fonts=True,
        font_files=list(_letters()),
        font_family=_FAMILY,
        sans_serif_family=_FAMILY,
    )


@cache
def _letters() -> tuple[str, ...]:
    ours = sorted(_FONTS.glob("*.ttf"))
    others = [path for name in _MORE_NAMES for path in sorted(_MORE_FONTS.rglob(name))[:1]]
    return tuple(str(path) for path in (*ours, *others))
