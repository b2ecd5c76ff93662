"""All read models, in the order in which an event goes through them: each sees what those before it did."""

from __future__ import annotations

from projections.audit_trail import AUDIT_TRAIL
from projections.county import COUNTIES
from projections.framework.read_model import ReadModel
from projections.grids import GRIDS
from projections.leaves import LEAVES
from projections.meetings import MEETINGS
from projections.members import MEMBERS
from projections.organisations import ORGANISATIONS
from projections.rollups import ROLLUPS
from projections.scores import SCORES

READ_MODELS: tuple[ReadModel, ...] = (
    COUNTIES,
    ORGANISATIONS,
    GRIDS,
    MEMBERS,
    MEETINGS,
    LEAVES,
    SCORES,
    ROLLUPS,
    AUDIT_TRAIL,
)
