"""The one place where narwhals is imported, so that its absence is told once and well."""

from __future__ import annotations

from publicservice.errors import MissingExtraError

try:
    import narwhals
    import narwhals.stable.v2 as nw
except ImportError as error:
    raise MissingExtraError(
        "columns need the package narwhals, which is not installed",
        hint="run: pip install 'publicservice[frames]'",
    ) from error

__all__ = ["narwhals", "nw"]
