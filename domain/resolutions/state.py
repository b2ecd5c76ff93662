"""State of a proposal, and of a resolution."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.core import Aggregate


class ProposalStatus(StrEnum):
    """What became of a proposal."""

    OPEN = "OPEN"
    SETTLED = "SETTLED"
    WITHDRAWN = "WITHDRAWN"


class ResolutionStatus(StrEnum):
    """Whether a resolution is still to be made public."""

    UNPUBLISHED = "UNPUBLISHED"
    PUBLISHED = "PUBLISHED"
    WITHDRAWN = "WITHDRAWN"


class Proposal(Aggregate):
    """Something that was proposed at an organisation; one resolution at most settles it."""

    STREAM_TYPE = "proposal"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.organisation_id: UUID | None = None  # None: never raised
        self.raised_on: date
        self.status: ProposalStatus

    def concerns(self) -> tuple[UUID, ...]:
        """The organisation."""
        return () if self.organisation_id is None else (self.organisation_id,)


class Resolution(Aggregate):
    """What an organisation resolved about some proposals."""

    STREAM_TYPE = "resolution"

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.organisation_id: UUID | None = None  # None: never made
        self.proposal_ids: tuple[UUID, ...] = ()
        self.made_on: date
        self.status: ResolutionStatus

    def concerns(self) -> tuple[UUID, ...]:
        """The organisation."""
        return () if self.organisation_id is None else (self.organisation_id,)
