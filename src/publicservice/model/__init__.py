"""The nouns: frozen records of what was printed and promised. No input, no output."""

from publicservice.model import goal_scopes as _goal_scopes  # noqa: F401  (each kind of goal registers how it is read)
