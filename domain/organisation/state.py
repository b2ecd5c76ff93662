"""State of an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from domain.core import Aggregate
from domain.core.statements import Statements

if TYPE_CHECKING:
    from domain.organisation.events import BranchSector, OrganisationKind


class Organisation(Aggregate):
    """A committee, branch or party group. Every event names it, so it adds no subject of its own."""

    STREAM_TYPE = "organisation"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.parent_id: UUID | None = None  # None: the county's committee
        self.kind: OrganisationKind
        self.name: str
        self.division_code: str | None = None
        self.sector: BranchSector | None = None
        self.statements = Statements()
