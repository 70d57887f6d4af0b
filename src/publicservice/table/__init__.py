"""Tables that show themselves."""

from publicservice.table.bar import Bar
from publicservice.table.layout import display_width
from publicservice.table.table import Table, Tone

__all__ = ["Bar", "Table", "Tone", "display_width"]
