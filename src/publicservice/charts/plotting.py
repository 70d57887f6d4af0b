"""The one door to matplotlib: what the charts need of it, never pyplot, which keeps figures in a global list."""

from __future__ import annotations

from publicservice.errors import MissingExtraError

try:
    from matplotlib import rcParams
    from matplotlib.artist import Artist
    from matplotlib.backend_bases import RendererBase
    from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
    from matplotlib.backends.backend_pdf import FigureCanvasPdf
    from matplotlib.backends.backend_svg import RendererSVG
    from matplotlib.figure import Figure as Drawing
    from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle
    from matplotlib.textpath import TextToPath
except ImportError as error:
    raise MissingExtraError(
        "charts need matplotlib",
        seen=str(error),
        expected="matplotlib to be installed",
        hint="install it with: pip install 'publicservice[charts]'",
    ) from error

__all__ = [
    "Artist", "Drawing", "FigureCanvasAgg", "FigureCanvasPdf", "FontProperties", "Line2D", "Rectangle",
    "RendererAgg", "RendererBase", "RendererSVG", "TextToPath", "findfont", "fontManager", "get_font", "rcParams",
]  # fmt: skip
