"""QR codes as pictures."""

import io

import segno

_SCALE = 5
# Apps read dark on light alone, also where the page around is dark.
_DARK, _LIGHT = "#000000", "#ffffff"


def qr_picture(text: str) -> bytes:
    """The QR code of a text, as an SVG picture without style or script."""
    picture = io.BytesIO()
    segno.make(text, error="m").save(
        picture, kind="svg", scale=_SCALE, dark=_DARK, light=_LIGHT, xmldecl=False
    )
    return picture.getvalue()
