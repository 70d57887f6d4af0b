"""Units: what is counted or measured. The only home of pint."""

from publicservice.units.text import BASE, Vocabulary, unit, vocabulary
from publicservice.units.unit import ONE, Unit

__all__ = ["BASE", "ONE", "Unit", "Vocabulary", "unit", "vocabulary"]
