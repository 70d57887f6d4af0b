"""Assessment: a plan held against reports at a date, one row a target."""

from publicservice.assessment.bands import BANDS, Bands
from publicservice.assessment.evidence import Evidence, Unused
from publicservice.assessment.profile import LINEAR, Profile
from publicservice.assessment.result import Assessment, Followed, Totals
from publicservice.assessment.rollup import RollUp, roll_up
from publicservice.assessment.row import Row, RowKind, Score, Status
from publicservice.assessment.run import assess

__all__ = [
    "BANDS", "LINEAR", "Assessment", "Bands", "Evidence", "Followed", "Profile", "RollUp", "Row", "RowKind", "Score",
    "Status", "Totals", "Unused", "assess", "roll_up",
]  # fmt: skip
