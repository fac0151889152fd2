"""Text as a QR code, to be read off a screen by a telephone."""

from __future__ import annotations

import segno


def qr_svg(text: str, title: str) -> str:
    """The code as SVG for a page, with the quiet zone readers need, on white whatever the colors of the page."""
    made = segno.make_qr(text, error="m")
    return made.svg_inline(scale=5, dark="#000", light="#fff", title=title, svgclass=None, lineclass=None)
