"""The nouns: frozen records of what was printed and promised. No input, no output."""

from publicservice.model import goal_reading as _goal_reading  # noqa: F401  (where goals register how they are read)
