"""The one place where narwhals and NumPy are imported, so that their absence is told once and well."""

from __future__ import annotations

from publicservice.errors import MissingExtraError

try:
    import narwhals
    import narwhals.stable.v2 as nw
    import numpy as np
except ImportError as error:
    raise MissingExtraError(
        "columns need the packages narwhals and numpy, of which one is not installed",
        hint="run: pip install 'publicservice[frames]'",
    ) from error

__all__ = ["narwhals", "np", "nw"]
