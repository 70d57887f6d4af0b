"""
The colours of the charts, which people tell apart however they see colours, and on light and dark pages alike.

A colour never says anything alone: a shape, a hatch or a word says the same.

Source:
    M. Okabe and K. Ito, Color Universal Design (2008): blue, vermillion and reddish purple.
"""

from __future__ import annotations

__all__ = ["BAD", "BAND", "GOOD", "GREY", "GRID", "GROUND", "INK", "LIGHTER", "PALE", "SOFT", "UNSURE"]

GROUND = "#ffffff"  # every chart brings its own ground, so that a dark page does not swallow it
INK = "#1a1a1a"
SOFT = "#565656"  # text of second rank
GRID = "#dcdcdc"
PALE = "#ececec"
GOOD = "#0072b2"
BAD = "#d55e00"
UNSURE = "#cc79a7"
GREY = "#8a8a8a"
BAND = "#cfe3f0"  # the blue, lightened: what is acceptable, or what two sets share
LIGHTER = {GOOD: "#b3d3e7", BAD: "#f5cda8", UNSURE: "#ecd2e1", SOFT: "#cccccc", INK: "#cccccc", GREY: "#dddddd"}
