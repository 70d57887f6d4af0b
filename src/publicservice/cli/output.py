"""Text on its way out: tables and JSON drawn in the format that was asked for, in letters that the output can take."""

from __future__ import annotations

import argparse
import codecs
import html
import json
import shutil
import sys
from collections.abc import Sequence
from typing import Any

from publicservice.table import Table

__all__ = ["FORMATS", "json_text", "page", "write"]

FORMATS = ("text", "json", "markdown", "html")


def json_text(data: Any) -> str:
    """Plain data as JSON, escaped where the output cannot take a letter."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return text if _fits(text) else json.dumps(data, indent=2)


def page(tables: Sequence[Table], options: argparse.Namespace) -> str:
    """Tables under each other in the format that was asked for."""
    if options.format == "markdown":
        return "\n\n".join(table.to_markdown() for table in tables)
    if options.format == "html":
        title = html.escape("; ".join(table.title for table in tables))
        head = f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{title}</title>'
        return "\n".join([head, *(table.to_html() for table in tables), "</html>"])
    width = options.width or shutil.get_terminal_size((100, 24)).columns
    colour = sys.stdout is not None and sys.stdout.isatty()
    return "\n\n".join(table.to_text(width=width, colour=colour) for table in tables)


def _encoding() -> str:
    return getattr(sys.stdout, "encoding", None) or "utf-8"


def _fits(text: str) -> bool:
    try:
        text.encode(_encoding())
    except UnicodeEncodeError:
        return False
    return True


def _escaped(text: str, form: str) -> str:
    """The text with escapes for the letters that the output cannot take; a page says that it is in UTF-8."""
    if form == "html" and codecs.lookup(_encoding()).name != "utf-8":
        return text.encode("ascii", "xmlcharrefreplace").decode()
    if _fits(text):
        return text
    escape = "xmlcharrefreplace" if form in ("html", "markdown") else "backslashreplace"
    return text.encode(_encoding(), escape).decode(_encoding())


def write(text: str, options: argparse.Namespace) -> None:
    """Print a text. A reader who has seen enough, such as `head`, is left alone: the exit status stays as it is."""
    try:
        if text:
            print(_escaped(text, options.format), flush=True)
    except BrokenPipeError:
        # What is left in the buffer must not be flushed into the closed pipe when the process ends.
        sys.stdout = None
