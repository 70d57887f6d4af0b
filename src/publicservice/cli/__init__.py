"""The command line: `publicservice show`, `check`, `assess`, `convert`, `figure`, `schema` and `verify`."""

from __future__ import annotations

from collections.abc import Sequence

from publicservice.cli.parser import parser

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run the command line and return its exit status.

    Args:
        arguments: The words after the command's name; those of the process when not given.

    Returns:
        0 when nothing at or above the chosen severity was found and no claim is inconsistent, 1 when something was or
        one is, 2 when an input could not be read.
    """
    options = parser().parse_args(arguments)
    return int(options.run(options))
