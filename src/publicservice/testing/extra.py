"""hypothesis, the one package that this part needs beyond the library's own, or the error that says how to get it."""

from __future__ import annotations

from publicservice.errors import MissingExtraError

try:
    from hypothesis import strategies as st
except ImportError as error:
    raise MissingExtraError(
        "strategies for tests need hypothesis, which is not installed", hint="pip install 'publicservice[testing]'"
    ) from error

__all__ = ["st"]
