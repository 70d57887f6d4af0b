"""How much one assessment may do: in proportion to what it was given, not to its square."""

from __future__ import annotations

import attrs

from publicservice.errors import ModelError

__all__ = ["Room"]

# Of one target that recurs, and of one name, there is more than of all others: of 100 years every month, say.
_ROWS, _ROWS_EACH = 20_000, 50
_PAIRS, _PAIRS_EACH = 250_000, 200


@attrs.define
class Room:
    """
    What is left of the rows that may be made, and of the times that evidence may be held against a target.

    Attributes:
        rows: How many more rows of years, quarters and months.
        pairs: How many more pairs of a row and of evidence that has its name.
    """

    rows: int
    pairs: int

    @classmethod
    def of(cls, targets: int, evidence: int) -> Room:
        """The room that so many targets and entries of reports give."""
        return cls(_ROWS + _ROWS_EACH * targets, _PAIRS + _PAIRS_EACH * (targets + evidence))

    def take_rows(self, number: int, target: str) -> None:
        """
        Make room for so many rows.

        Raises:
            ModelError: If they are too many.
        """
        self.rows -= number
        if self.rows < 0:
            raise ModelError(
                "the years, quarters or months of the plan's goals are too many to assess",
                seen=f"{number:,} of {target}",
                expected=f"up to {_ROWS:,}, and {_ROWS_EACH} more for each target",
                hint="give the target the period in which it is to be reached",
            )

    def take_pairs(self, number: int, target: str) -> None:
        """
        Make room for so much evidence of one name.

        Raises:
            ModelError: If it is too much.
        """
        self.pairs -= number
        if self.pairs < 0:
            raise ModelError(
                "too many targets and observations share a name, place by place",
                seen=f"{number:,} observations by the name of {target}",
                expected=f"up to {_PAIRS:,} pairs, and {_PAIRS_EACH} more for each target and observation",
                hint="give them names, ids or places of their own",
            )
